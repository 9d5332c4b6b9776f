"""What is enough in the case told before it, right before 即可 that closes its clause: 锁定后由管理员解锁|即可, 丢件的，提供挂失单|即可.

What is only clicked or filled in on the way is no act, and without a case nothing is permitted.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from extract.bare_names import is_no_name
from extract.cues import Cue, CueKind, find_cues
from extract.ownwords import EVENT_END
from extract.text import Text
from extract.verb_phrases import Verbal, verb_at

ENOUGH: Final = ("即可", "就行")
"""What closes a clause that tells what is enough."""
_CLOSES: Final = re.compile(r"\s*[了啦哈哦呢的]?\s*(?:[，,。；;！!~～\n（(\x01]|\Z)")
_BEFORE: Final = re.compile(
    rf"\s*(?:[您你]|自己|则|也|就|只需|仅需|只要)*(?P<when>[^，,。；;：:的]{{2,14}}?(?:{EVENT_END.pattern})\s*)?"
    r"(?:由(?P<who>[^，,。；;：:在的]{2,8}))?(?:(?:在|到|去|通过|前往)[^，,。；;：:]{2,36}(?:里|[中内上处端]|页面|后台|[】》”]))?"
    r"(?:自行|直接|重新|及时|统一|自己|补充)?"
)
_CASE_BEFORE: Final = re.compile(r"(?:(?:[的者时后前]|期间|情况下)[，,]|——|－－|──|[：:])\s*\Z")
_NAME: Final = re.compile(r"[一-鿿A-Za-z]{2,8}")
_LONGEST: Final = 8
_WORD: Final = 2
_LEADS_ON: Final = re.compile(
    r"选择|点击|单击|点选|勾选|填写|输入|进入|打开|联系|咨询|关注|等待?|稍等|刷新|重试|重启|参考|忽略|查看|放心|拨打|下载|安装|登[录陆]|搜索|扫码|更新|升级|清[除理]"
)
"""What one does to find or mend something, and no act of which a rule speaks."""


@dataclass(frozen=True, slots=True)
class Enough:
    """The act `[start, end)` that is enough, when and by whom it is done where that is told."""

    start: int
    end: int
    when: tuple[int, int] | None
    who: tuple[int, int] | None


def act_enough(text: Text, start: int, cue: Cue) -> Enough | None:
    """What is done in a clause from `start` on that such a cue closes; None where it tells of no act, or of no case."""
    if text.folded[cue.start : cue.end] not in ENOUGH or not _CLOSES.match(text.folded, cue.end):
        return None
    case = _CASE_BEFORE.search(text.folded, max(0, start - 4), start)
    for at in range(max(start, cue.lead - _LONGEST), cue.lead - 1):
        before = _BEFORE.fullmatch(text.folded, start, at)
        if before and (case or before["when"]) and _is_act(text, at, cue.lead, by_somebody=bool(before["who"])):
            when, who = (before.span(name) if before[name] else None for name in ("when", "who"))
            return Enough(at, cue.lead, when, who)
    return None


def _is_act(text: Text, at: int, end: int, *, by_somebody: bool) -> bool:
    """Whether words are a verb with what it is done to, or a verb alone that somebody does, and no step."""
    verb, words = verb_at(text, at), text.folded[at:end]
    aside = any(one.match(text.folded, at) for one in (text.lexicon.click, text.lexicon.form, text.lexicon.aside))
    if not verb or aside or _LEADS_ON.match(words) or not _NAME.fullmatch(words) or is_no_name(words, text):
        return False
    shortest = 0 if by_somebody else _WORD
    return len(words) - len(verb) in (shortest, *range(_WORD, _LONGEST)) and not text.lexicon.vague.fullmatch(words)


def acts_enough(text: Text) -> Iterator[Verbal]:
    """The acts of a text that are told so, as names of functions."""
    for cue in find_cues(text, 0, len(text.folded)):
        if cue.kind is not CueKind.ALLOW:
            continue
        start = max(text.folded.rfind(mark, 0, cue.lead) for mark in "，,。；;：:！!？?\n—─－") + 1
        if told := act_enough(text, start, cue):
            name = text.raw[told.start : told.end]
            yield Verbal(name, told.start, told.end, verb_at(text, told.start), "feature.modal")
