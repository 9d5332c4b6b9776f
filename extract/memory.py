"""What sentences leave to those behind them: the rules whose kinds 其余… excludes, and what a line before a list governs."""

import re
from dataclasses import dataclass, field, replace
from typing import Final

from extract.conds import Alternatives, join
from extract.cues import CueKind, find_cues, thought_cues
from extract.drafts import Draft
from extract.frames import Frame
from extract.items import BULLETS, TICKS
from extract.page import Page
from extract.qualified import only_those
from extract.statements import Sentence
from extract.under_heads import heads

_DIVIDES: Final = re.compile(
    r"分[为成]|包括|[一二两三四五六七八九]种|不一样|请(?:您|商家)?(?:先|务必|再次|逐一|逐项)*(?:确认|核对|检查)\s*[:：]?\s*\Z"
)

_TICKED: Final = re.compile(rf"\S?\s*:?\s*(?=[{TICKS}])(?:\n?[^\S\n]*[{TICKS}{BULLETS}][^\n]*)+")
"""The lists below that marks for yes and no begin, with their items."""
_NEXT: Final = 3
_NEAR: Final = 8


@dataclass(slots=True)
class Memory:
    """`told`: the rules so far; `governed`: conditions with the end of the list that they govern, and whether brackets in it as well; `taken`: where what was read
    with its sentence ends; `said`: of whom the part of the sentence that ends at `said_until` was said."""

    told: tuple[Draft, ...] = ()
    governed: list[tuple[Alternatives, int, bool]] = field(default_factory=list)
    taken: int = 0
    said: Alternatives = ()
    said_until: int = -9

    def keep(self, drafts: list[Draft]) -> None:
        """Remembers rules, for the kinds that they are for."""
        self.told = (*self.told, *drafts)

    def has_narrowed(self, page: Page, sentence: Sentence) -> bool:
        """Whether a bracket has told which of the thing before it a rule is for: 以下包裹可改址：… 次日达件（仅限同城）."""
        lead = sentence.lead
        if lead is None or not only_those(page, lead, sentence.end + 1):
            return False
        return any(d.start < lead < c.start and c.end <= sentence.end for d in self.told for c in d.conditions)

    def govern(self, page: Page, sentence: Sentence, conditions: Alternatives, *, brackets: bool = True) -> None:
        """对于企业采购订单：1）…2）…: a line that only says for which orders governs the list behind it, but for what the
        question asks about."""
        if _DIVIDES.search(page.told.folded, sentence.start, sentence.end):
            return
        leads = next((c.under for c in thought_cues(page.told) if sentence.start < c.under <= sentence.end), None)
        if ":" not in page.told.folded[sentence.end - 1 : sentence.end + 2] and not leads:
            return
        told = {m.name for m in page.asked_marks}
        conditions = tuple(one for one in conditions if not all(c.name in told for c in one))
        ticked = _TICKED.match(page.told.folded, sentence.end - 1)
        if ticked and conditions:
            self.governed.append((conditions, ticked.end(), brackets))
            return
        first = next((i for i in page.items if 0 <= i.start - sentence.end <= (_NEAR if leads else _NEXT)), None)
        if first is not None and (first.number == 1 or leads) and conditions:
            stop = max(i.end for i in page.items if i.run == first.run)
            stop = next((last for _, end, _, last in heads(page.told) if end == leads), stop)
            self.governed.append((conditions, stop, brackets))

    def framed(self, page: Page, frame: Frame, sentence: Sentence) -> Frame:
        """A frame with what governs its sentence."""
        inside = sentence.lead is not None
        found = [told for told, stop, brackets in self.governed if sentence.start < stop and (brackets or not inside)]
        found += [before] if (before := self._before_bracket(page, sentence)) else []
        near = frame.near
        for conditions in found:
            near = join(conditions, near)
        return replace(frame, near=near) if found else frame

    def _before_bracket(self, page: Page, sentence: Sentence) -> Alternatives:
        """Of whom the statement around a bracket was said, where the bracket begins with what else they may or may not: 仓管可以收货|（不能退款）."""
        cue = next(find_cues(page.told, sentence.start, sentence.end), None) if sentence.lead is not None else None
        if cue is None or cue.lead - sentence.start > 1 or cue.kind not in (CueKind.FORBID, CueKind.ALLOW):
            return ()
        around = [d for d in self.told if sentence.lead is not None and d.start <= sentence.lead <= d.end]
        last = [d for d in around if d.start == max(one.start for one in around)]
        told = tuple(dict.fromkeys(d.conditions for d in last if d.limit is None))
        return told if all(told) else ()
