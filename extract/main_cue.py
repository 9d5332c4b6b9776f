"""The cue that a statement turns on, of the several that its clause may hold: none that only names a thing, and none that is quoted."""

import re
from typing import Final

from extract.cues import Cue, CueKind, find_cues
from extract.ownwords import CONDITIONAL
from extract.page import Page
from extract.said import is_said
from ontology.kinds import ConceptScheme

_SENTENCE_END: Final = re.compile(r"[。；;！!\n|]")
_QUOTES: Final = {"“": "”", "「": "」", "『": "』", "‘": "’"}
_OPENING: Final = tuple(_QUOTES)
_TOLD_BY: Final = re.compile(r"[^，。；的]{2,10}的[一-鿿A-Za-z]{1,6}")
"""What stands between two cues where the first only tells of whom the second is said: 支持医保支付|的药店|须…"""


_TOLD_TO_ONE: Final = re.compile(r"(?:提醒|提示|显示|告知)[^，。；]{0,4}\Z")
"""Before what a page but says: 页面会提醒您|无权限查看."""


def main_cue(page: Page, start: int, end: int, *, after_condition: bool) -> Cue | None:
    """The cue that a statement turns on: the first; behind a condition in the same clause the last of several."""
    cues = [cue for cue in find_cues(page.told, start, end) if not inside_name(page, cue)]
    strong = [cue for cue in cues if cue.kind is not CueKind.AUTOMATIC] or cues
    if not strong:
        return None
    if len(strong) > 1 and re.match(r"在[^，。]{1,14}，", page.told.folded[strong[0].end : end].replace(",", "，")):
        return strong[-1]
    if strong[0].kind is CueKind.ALLOW and (shown := _shown_for(page, strong[0], cues)):
        return shown
    told_by = len(strong) > 1 and strong[1].kind in (CueKind.REQUIRE, CueKind.ALLOW, CueKind.FORBID)
    if told_by and _TOLD_BY.fullmatch(page.told.folded, strong[0].end, strong[1].lead):
        return strong[1]
    if after_condition and len(strong) > 1 and CONDITIONAL.match(page.told.folded, start, end):
        return strong[-1]
    return strong[0]


def _shown_for(page: Page, first: Cue, cues: list[Cue]) -> Cue | None:
    """What happens by itself, told of those that something is supported for: 支持试驾的车型|会展示按钮."""
    other = next((cue for cue in cues if cue.start > first.start), None)
    told = other and _TOLD_BY.fullmatch(page.told.folded, first.end, other.lead)
    return other if told and other and other.kind is CueKind.AUTOMATIC else None


def inside_name(page: Page, cue: Cue) -> bool:
    """A cue inside a concept's name is none: 无法联系客户, 不支持京配."""
    if cue.under:
        return False
    covered = any(
        mark.start <= cue.start and cue.end <= mark.end
        for mark in page.marks
        if mark.name.scheme is not ConceptScheme.ROLE
        and not is_said(page.told, mark.start, mark.end)
        and not ((mark.start, mark.end) == (cue.start, cue.end) and _denies_act(page, cue))
    )
    inside = [n.label for n in page.named if n.start <= cue.start and cue.end <= n.end]
    happens = {f.label for f in page.features if any(s.rule == "feature.automatic" for s in f.spans)}
    named = bool(inside) and not (cue.kind is CueKind.AUTOMATIC and happens.intersection(inside))
    return covered or named or _is_quoted(page, cue)


def _denies_act(page: Page, cue: Cue) -> bool:
    """Whether an act stands right behind a cue that is a concept's name as well: 店员没有权限|导出报表."""
    acts = page.told.lexicon.action_first
    if _TOLD_TO_ONE.search(page.told.folded, max(0, cue.start - 8), cue.start):
        return False
    return any(acts.match(page.told.folded, cue.end + skip) for skip in (0, len("提前")))


def _is_quoted(page: Page, cue: Cue) -> bool:
    """Whether a cue stands in words that are only quoted (提示“该订单不支持修改”), and is not itself what is stressed by the marks."""
    text = page.told.folded
    opened = max(text.rfind(mark, max(0, cue.start - 60), cue.start) for mark in _OPENING)
    if opened < 0:
        return False
    closing = _QUOTES[text[opened]]
    closed = text.find(closing, opened + 1, cue.end + 60)
    said = text[opened + 1 : closed]
    return closed >= cue.end and said != text[cue.start : cue.end] and not _SENTENCE_END.search(said)
