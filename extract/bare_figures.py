"""What a figure alone measures is what the condition before it measured: 租期满6个月的可买断，|不满6个月的|不可买断.

Only the figure next before it counts, in a unit of the same kind and no more than a sentence away; without a unit, where that one has one
that is left out as a rule (分).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from msgspec import structs

from extract.conds import Cond
from extract.drafts import Draft
from ontology.kinds import TIME_UNITS, Comparator, Unit
from ontology.names import fold
from ontology.records import Quantity

_NUMBER: Final = r"\d[\d,.]*|[〇一二两三四五六七八九十百千万半]+"
_BARE: Final = re.compile(
    rf"(?:已|仍)?(?P<how>不满|未满|满|不足|低于|小于|少于|不到|超过|超出|超|高于|大于|多于|达到|不超过|不低于)?(?P<value>{_NUMBER})(?P<unit>[^\d，。的]{{0,3}}?)(?:[及或]?以[上下内]|之?内)?(?:[，、]?(?:但|且)?(?:不满|未满|不足|低于|小于|不到|不超过)(?:{_NUMBER})[^\d，。的]{{0,3}})?"
)
_UNSAID: Final = (Unit.POINTS,)
"""Units that are left out where they were told before."""
_HOW: Final = {
    "不满": Comparator.LT, "未满": Comparator.LT, "不足": Comparator.LT, "低于": Comparator.LT, "小于": Comparator.LT,
    "少于": Comparator.LT, "不到": Comparator.LT, "超过": Comparator.GT, "高于": Comparator.GT, "大于": Comparator.GT,
    "多于": Comparator.GT,
}  # fmt: skip
_BOTH_ENDS: Final = {(Comparator.LE, Comparator.GE): Comparator.LT, (Comparator.GE, Comparator.LE): Comparator.GT}
_NEAR: Final = 60


def measured_alike(drafts: Iterable[Draft]) -> dict[Draft, Draft]:
    """For each rule with a condition that is but a figure the rule that says of what, where the one before it does."""
    found: dict[Draft, Draft] = {}
    before: list[Cond] = []
    for draft in drafts:
        told = tuple(_told(cond, before) or cond for cond in draft.conditions)
        if told != draft.conditions:
            found[draft] = replace(draft, conditions=told)
        before += _measuring(told)
    return found


def _measuring(conds: Sequence[Cond]) -> Iterator[Cond]:
    return (c for c in conds if c.limit is not None and not _BARE.fullmatch(fold(c.name.label)))


def _told(cond: Cond, before: Sequence[Cond]) -> Cond | None:
    """A condition that is but a figure, of what the figure before it measured."""
    match = _BARE.fullmatch(fold(cond.name.label)) if cond.discovered else None
    last = max((c for c in before if c.end <= cond.start), key=lambda c: c.end, default=None)
    if match is None or last is None or last.limit is None or cond.start - last.end > _NEAR or last.asked or cond.asked:
        return None
    limit = cond.limit or _without_unit(match, last.limit)
    if limit is None or not _same_kind(limit, last.limit):
        return None
    words = tuple(dict.fromkeys((cond.name.label, *cond.spellings)))
    limit = structs.replace(limit, comparator=_opposed(limit, last.limit))
    return replace(cond, name=last.name, limit=limit, discovered=last.discovered, spellings=words)


def _opposed(one: Quantity, last: Quantity) -> Comparator:
    """8级以下 behind 8级以上 is what that is not, so that no level is both."""
    if one.value == last.value and (one.comparator, last.comparator) in _BOTH_ENDS:
        return _BOTH_ENDS[one.comparator, last.comparator]
    return one.comparator


def _without_unit(match: re.Match[str], last: Quantity) -> Quantity | None:
    how = _HOW.get(match["how"] or "")
    if how is None or match["unit"] or last.unit not in _UNSAID or not match["value"].isdigit():
        return None
    return Quantity(how, float(match["value"]), unit=last.unit, unit_text=last.unit_text)


def _same_kind(one: Quantity, other: Quantity) -> bool:
    return one.unit == other.unit or (one.unit in TIME_UNITS and other.unit in TIME_UNITS)
