"""Clauses that are but the beginning of the next: a kind, a place, one of several that 或 and 以及 tie."""

import re
from typing import Final

from extract.cues import CueKind, find_cues
from extract.follows import begins_next, outcome_in
from extract.fronted import KIND_LAST
from extract.page import Page
from extract.regions import BRACKET
from extract.said import is_said
from extract.subjects import kinds_in

_KIND: Final = re.compile(
    rf"\s*[一-鿿A-Za-z]{{1,7}}(?:{KIND_LAST}|员工|人员|用户|客户|商家|[学会店人]员)[\s{BRACKET}]*"
)
_PLACE_FIRST: Final = re.compile(
    r"(?:也|还|但)?(?:可以?|能够?)在(?![^，,。]{1,10}(?:前|后|时|期间|期内)[一-鿿]{2})[^，,。\d一二两三四五六七八九十]{1,12}(?<![后前内])"
)
_GOES_ON: Final = re.compile(r"[，,]\s*(?:以及|或者?(?!许))")


def merged(page: Page, bounds: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Clauses that are nothing but a concept belong to the next: 海囤全球，海关拍卖，预售订单不可修改地址."""
    found: list[tuple[int, int]] = []
    begin: int | None = None
    for start, end in bounds:
        first = start if begin is None else begin
        words = "".join(page.told.folded[start:end].split()).strip("“”\"「」'|" + BRACKET)
        follows = outcome_in(page.told, start, end) is not None
        bare = not follows and any(
            start <= m.start and m.end <= end and len(words) <= m.end - m.start and not is_said(page.told, start, end)
            for m in page.marks
        )
        listed = _GOES_ON.match(page.told.folded, end) and not any(find_cues(page.told, start, end))
        bare = bare or (not follows and _is_kind_before_cue(page, start, end))
        if (bare or listed or _PLACE_FIRST.fullmatch(words)) and (start, end) != bounds[-1]:
            begin = first
            continue
        found.append((first, end))
        begin = None
    return tuple(found)


def _is_kind_before_cue(page: Page, start: int, end: int) -> bool:
    """Whether a clause is but a kind of which the next says at once what it may: 特价房，|不能取消."""
    said = page.told.folded[start - 1 : start] in (":", "：") or any(find_cues(page.told, start, end))
    if said or not _KIND.fullmatch(page.told.folded, start, end) or page.told.folded[end : end + 1] not in ",，":
        return False
    cue = begins_next(page.told, end)
    decides = cue is not None and cue.kind in (CueKind.ALLOW, CueKind.FORBID, CueKind.NARROW)
    return decides and bool(kinds_in(page, start, end))
