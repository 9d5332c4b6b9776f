"""What alone some may do, or who must do or allow it, told item by item below: 以下操作须由法人本人办理：… 下列功能仅限企业版使用：…."""

import re
from dataclasses import replace
from typing import Final

from extract.alone import ALONE
from extract.clauses import Clause
from extract.clues import Clue, cue_of
from extract.cues import CueKind, find_cues
from extract.listed import Listed
from extract.page import Page
from extract.readers import read_statement
from extract.statements import Sentence, enumerated
from extract.text import trimmed

_KINDS: Final = frozenset({CueKind.NARROW, CueKind.ONLY, CueKind.RESTRICT, CueKind.REQUIRE, CueKind.NOT_REQUIRE})
_THESE: Final = re.compile(
    r"\s*(?:其中|但|而)?(?:以下|下列|如下|下述|下面)(?:这?[一二三四五六七八九\d几]+[种类项个条])?(?:的?(?:操作|功能|事项|业务|权限|设置|服务|项目|权益|动作|变更))(?:均|都|也|一律|目前)?\s*"
)
_ITEM: Final = re.compile(r"[^，。；：？！,;:?!\s][^，。；：？！,;:?!\n]{1,15}")


def acts_of_those(page: Page, sentence: Sentence, clause: Clause) -> tuple[tuple[int, int], ...]:
    """The acts below a clause that tells only of whom they are, or what they need."""
    text, cue = page.told.folded, clause.cue
    these = _THESE.match(text, clause.start, cue.lead) if cue else None
    if cue is None or these is None:
        return ()
    if not (cue.kind in _KINDS and these.end() == cue.lead) and not ALONE.match(text, these.end(), cue.lead):
        return ()
    if clause.end < sentence.end - 1 or not re.search(r"[:\n]", text[sentence.end - 1 : sentence.end + 1]):
        return ()
    found = enumerated(page.told, cue.end, sentence.end, page.items)
    acts = tuple(
        trimmed(page.told.raw, start, start + len(text[start:end].rstrip("；;。，,、 \n"))) for start, end in found
    )
    named = all(_ITEM.fullmatch(text, *act) and not any(find_cues(page.told, *act)) for act in acts)
    return acts if named else ()


def read_each(clue: Clue, acts: tuple[tuple[int, int], ...]) -> bool:
    """The clause as it is told of each of the acts below it."""
    raw, state = clue.page.told.raw, clue.state
    head = raw[max(clue.clause.start, cue_of(clue).lead) : clue.clause.end].strip("：: ")
    handled = True
    for start, end in acts:
        before, state.feature = len(state.drafts), re.sub(r"\s+", "", raw[start:end])
        handled = read_statement(replace(clue, listed=Listed())) and handled
        state.drafts[before:] = [
            replace(draft, end=end, words=draft.words and f"{head}：{raw[start:end]}")
            for draft in state.drafts[before:]
        ]
    return handled
