"""Figures of a table's cells by what their heads say of them: 最大重量 | 30公斤 is at most, 每日发布上限 | 3篇 by the day, 监听数 | 10 counts."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

import msgspec

from extract.drafts import Draft
from extract.page import Page
from extract.tables import Cell
from ontology.figures import Figure, Words, find_figures
from ontology.kinds import Comparator, ConstraintKind, Modality, Unit
from ontology.names import fold
from ontology.records import Quantity

_COUNTING: Final[tuple[tuple[re.Pattern[str], Unit], ...]] = tuple(
    (re.compile(rf"(?:{words})(?:上限)?\s*(?:[（(].*)?\Z"), unit)
    for words, unit in (
        ("次数", Unit.TIMES), ("天数", Unit.DAY), ("字数", Unit.CHARACTERS), ("订单数|单量|笔数", Unit.ORDERS),
        ("金额|单价|价格|费用|运费", Unit.YUAN), ("(?<![参系指倍折])数|数量|名额|上限", Unit.ITEMS),
    )
)  # fmt: skip
"""Heads under which a number without a unit counts something, and what."""
_NUMBER: Final = re.compile(r"(?P<number>\d{1,3}(?:,\d{3})+|\d+)\s*(?P<tens>万)?")


def under_head(page: Page, cell: Cell, head: Cell | None, draft: Draft) -> Draft:
    """A rule read from a cell with what the head says of its figure, and with the head in its words."""
    limit = draft.limit
    if limit is None or head is None or head.is_empty:
        return draft
    named = page.told.raw[head.start : head.end].strip()
    words = draft.words if fold(named) in fold(draft.words) else f"{named}：{draft.words}"
    alone = _same(find_figures(page.told, cell.start, cell.end), limit)
    together = named + page.told.raw[cell.start : cell.end].strip()
    figures = list(find_figures(Words(together, fold(together)), 0, len(together)))
    told = _same(figures, limit) if len(figures) == 1 else None
    if told is None or alone is None:
        return replace(draft, words=words)
    comparator = told.comparator if told.told and not alone.told else limit.comparator
    per = limit.per or told.per
    kind = ConstraintKind.QUOTA if per and draft.kind is ConstraintKind.AMOUNT else draft.kind
    return replace(draft, words=words, kind=kind, limit=msgspec.structs.replace(limit, comparator=comparator, per=per))


def _same(figures: Iterable[Figure], limit: Quantity) -> Figure | None:
    return next((f for f in figures if (f.value, f.unit) == (limit.value, limit.unit)), None)


def counts(head: str, words: str) -> Quantity | None:
    """A cell that is but a number, as its head says what it counts; None where either is something else."""
    number = _NUMBER.fullmatch(words.strip())
    unit = next((unit for pattern, unit in _COUNTING if pattern.search(head.strip())), None)
    if number is None or unit is None:
        return None
    value = float(number["number"].replace(",", "")) * (10_000 if number["tens"] else 1)
    least = re.search(r"最[低少小]|至少|起", head)
    fixed = unit is Unit.YUAN and not re.search(r"最[高大多]|限|上", head)
    comparator = Comparator.GE if least else Comparator.EQ if fixed else Comparator.LE
    return Quantity(comparator=comparator, value=value, unit=unit)


def counted_in(page: Page, cell: Cell, head: Cell | None, *, feature: str | None) -> Iterator[Draft]:
    """A number without a unit, as a rule."""
    named = page.told.folded[head.start : head.end] if head is not None else ""
    limit = counts(named, page.told.folded[cell.start : cell.end])
    if limit is None:
        return
    kind = ConstraintKind.AMOUNT if limit.unit is Unit.YUAN else ConstraintKind.QUOTA
    words = page.told.raw[cell.start : cell.end]
    yield Draft(
        Modality.REQUIRED, kind, f"rule.{kind.lower()}", cell.start, cell.end, words, feature=feature, limit=limit
    )
