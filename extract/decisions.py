"""Tables as rules: each row says for which orders (columns of conditions) what may be, must be or how long it takes (the others).

Empty cells are filled down; a cell may hold several values (A/B), negated ones as well (非A/B). A column is one of conditions where
its cells name concepts or its head asks for which; what is left says what follows, in words, by 是/否, or as a figure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from extract.acts import acts_in
from extract.cells import NOTHING, alike_columns, of_cell, of_row, told_in
from extract.columns import NO_MARKS, Columns, figured
from extract.conds import Alternatives, join, negated, unique
from extract.cues import find_cues
from extract.drafts import Draft
from extract.held_answers import held_to
from extract.matrices import BRIEF, Matrix, Reply, dash_means_no, head_of, is_measure, reply_of, time_ends
from extract.ownwords import own_condition
from extract.page import Page, topics
from extract.ranges import Listing
from extract.tables import Cell, Row, Table
from ontology.figures import find_figures
from ontology.kinds import ConstraintKind, Modality, Unit

_APPROVED: Final = re.compile(
    r"(?:需要?|须|必须|需经|须经)(?P<what>[^，。；需须]{2,10}(?:授权|同意|审批|批准|许可))(?:后)?\Z"
)
_ONLY_THESE: Final = re.compile(r"\s*[仅只]限?(?![可能支限需用])(?P<what>[^，。；、\d\s可能]{2,12})\s*")
_MODALITY: Final = {
    (True, True): Modality.REQUIRED,
    (True, False): Modality.NOT_REQUIRED,
    (False, True): Modality.ALLOWED,
    (False, False): Modality.FORBIDDEN,
}
"""By whether the head asks for a need, and whether the cell says yes."""
_REST: Final = re.compile(r"(?:其[余他它]|剩余|别的|除此(?:之外|以外))[一-鿿]{0,6}\Z")
"""A cell that lists all kinds but those beside it."""
_NEED_CELL: Final = re.compile(r"必|无需|无须|不需|[需须](?:要|[传交]|提)|选[填传交]|非必|不[传必用]|免[传交提]")
_OPTIONAL: Final = re.compile(r"\s*可选(?!择)")
_EITHER_SIDE: Final = re.compile(r"商[家户]|[买卖]家|店家|用户|顾客|客户|消费者")
"""Who takes part in any order, so that a head that asks what they may do names no kind: 商家能否申诉."""
_NEED_HEAD: Final = re.compile(r"是否(?:需要?|要|必[须需])|需要?\Z|必填|必须")
_PRICED: Final = re.compile(r"\s*[^，。；\d]{0,4}\d[^。；]{0,16}|\s*免费\s*")
_MEASURES: Final = re.compile(
    r"时效|时间|时限|时长|期限|金额|费|价|次数|数量|上限|下限|比例|[率额量数]\Z|备注|说明|[最高低多少]"
)
"""Heads that name what is measured, and no kind of which it is."""
_WORD: Final = 2
_NEED: Final = re.compile(r"[^，。；（(]{0,6}?是否(?:需要?|要|必[须需])|需要?")


@dataclass(frozen=True, slots=True)
class TableRule:
    """A statement in a cell that is to be read like a clause, under the conditions of its row; or a rule read already (`draft`).

    `head` is the cell that names what the statement is about.
    """

    row: Row
    cell: Cell
    conditions: Alternatives
    head: Cell | None
    feature: str | None = None
    draft: Draft | None = None


def decision_rows(page: Page, table: Table, columns: Columns) -> Iterator[TableRule]:
    """The results of a decision table, row by row; a row with more cells than heads is out of step and says nothing sure."""
    alike = alike_columns(table, columns.conditions)
    for row in table.rows:
        if table.header and any(not cell.is_empty for cell in row.cells[len(table.header) :]):
            continue
        conditions = of_row(page, row, columns.conditions, alike, table.header)
        for column in columns.results:
            if column >= len(row.cells):
                continue
            place = Place(table, row, column, columns.matrix, columns.names)
            if column in columns.acts:
                yield from _listed(page, row, place.cell, conditions, permits=columns.acts[column])
            elif columns.ranges is not None and column in columns.ranges.columns:
                yield from _holding(page, place, conditions, columns.ranges.columns[column])
            else:
                yield from _results(page, place, conditions)


def _listed(page: Page, row: Row, cell: Cell, conditions: Alternatives, *, permits: bool) -> Iterator[TableRule]:
    """A rule for each act that a cell lists."""
    for name in acts_in(page.told, cell):
        modality = Modality.ALLOWED if permits else Modality.FORBIDDEN
        draft = Draft(modality, ConstraintKind.APPLICABILITY, "rule.table", row.start, row.end, "", feature=name)
        yield TableRule(row, cell, conditions, None, name, draft)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a result stands in a table."""

    table: Table
    row: Row
    column: int
    matrix: Matrix | None
    names: int | None

    @property
    def cell(self) -> Cell:
        return self.row.cells[self.column].value

    @property
    def head(self) -> Cell | None:
        return self.table.header[self.column] if self.column < len(self.table.header) else None

    def measures(self, page: Page) -> bool:
        """Whether its column tells how much or why."""
        return is_measure(page.told, self.table, self.column)

    @property
    def name(self) -> Cell | None:
        """The cell that names what the result is about."""
        if self.names is None:
            return self.head
        return self.row.cells[self.names].value if self.names < len(self.row.cells) else None


def _holding(page: Page, place: Place, conditions: Alternatives, listing: Listing) -> Iterator[TableRule]:
    """What a cell says by the kinds that it lists: that these may, or may not, and where only these may, that the others may not."""
    cell, row = place.cell, place.row
    every = NOTHING.match(told_in(page, cell)) is not None
    kinds = () if every else _others(page, place) if _REST.match(told_in(page, cell)) else of_cell(page, cell)
    if cell.says_nothing or not (kinds or (every and listing.permits)):
        return
    named = features_of(page, place.name) if place.names is not None else ()
    features = named or (listing.act or next(iter(topics(page, None)), None),)
    told = [(Modality.ALLOWED if listing.permits else Modality.FORBIDDEN, kinds)]
    if listing.only and all(len(one) == 1 for one in kinds):
        told.append((Modality.FORBIDDEN, (negated(unique(c for one in kinds for c in one)),)))
    for feature in features:
        for modality, own in told if feature else ():
            draft = Draft(modality, ConstraintKind.APPLICABILITY, "rule.table", row.start, row.end, "", feature=feature)
            yield TableRule(row, cell, join(conditions, own), place.name, feature, draft)


def _others(page: Page, place: Place) -> Alternatives:
    """What none of the kinds is that the row's other cells list: 大家电 | 其余类目."""
    beside = [cell.value for i, cell in enumerate(place.row.cells) if i not in (place.column, place.names)]
    told = unique(c for cell in beside if not cell.says_nothing for one in of_cell(page, cell) for c in one)
    return (negated(told),) if told else ()


def _results(page: Page, place: Place, conditions: Alternatives) -> Iterator[TableRule]:
    """What a cell says of each function that it is about."""
    if place.matrix is not None and place.head is not None and not place.measures(page):
        conditions = join(conditions, _of_head(page, place.matrix, place.head))
    named = features_of(page, place.name)
    conditions = join(join(conditions, _when(page, place)), _scaled(page, place))
    for feature in named or (None,):
        yield from _result(page, place, conditions, feature)


def _when(page: Page, place: Place) -> Alternatives:
    """When a column holds, where several heads tell times: 起飞前7天以内 | 起飞后, 证件过期后|出车 | 过期满30天."""
    told = {cell: end for cell in place.table.header if (end := time_ends(page.told, cell))}
    if place.head is None or place.head not in told or len(told) < _WORD:
        return ()
    own = own_condition(page.told, place.head.start, told[place.head])
    return ((own,),) if own else ()


def _scaled(page: Page, place: Place) -> Alternatives:
    """The kind or time that a head names, where it and others head figures of one unit alone: 普通单 | 加急单 over 48小时 | 12小时."""
    units = _units(page, place.table, place.column)
    if place.head is None or place.names is not None or not units:
        return ()
    beside = [i for i in range(1, len(place.table.header)) if i != place.column]
    return of_cell(page, place.head) if any(units & _units(page, place.table, i) for i in beside) else ()


def _units(page: Page, table: Table, column: int) -> set[Unit]:
    """The units of a column that is headed by no measure and holds but figures, or says that it is free."""
    cells = [cell for cell in table.column(column) if not NOTHING.match(told_in(page, cell))]
    priced = len(cells) > 1 and all(_PRICED.fullmatch(told_in(page, cell)) for cell in cells)
    if not priced or column >= len(table.header) or _MEASURES.search(told_in(page, table.header[column])):
        return set()
    return {figure.unit for cell in cells for figure in find_figures(page.told, cell.start, cell.end)}


def _of_head(page: Page, matrix: Matrix, cell: Cell) -> Alternatives:
    """The kind that a head names: an edition, a role; 子账号 in 子账号可否调用."""
    head = head_of(page.told, cell)
    if head.kind_end and _EITHER_SIDE.fullmatch(page.told.folded, head.kind_start, head.kind_end):
        return ()
    if head.kind_end:
        return of_cell(page, Cell.of(page.told.raw, head.kind_start, head.kind_end))
    return of_cell(page, cell) if matrix.kinds and (head.start, head.end) == (cell.start, cell.end) else ()


def _result(page: Page, place: Place, conditions: Alternatives, feature: str | None) -> Iterator[TableRule]:
    cell, head, row = place.cell, place.name, place.row
    marks = place.matrix.marks if place.matrix else NO_MARKS
    reply = reply_of(page.told, cell, marks)
    if reply is None and place.matrix and dash_means_no(page.told, place.matrix, row, place.column):
        reply = Reply(False, cell.end)
    words = told_in(page, cell)
    if cell.is_empty or (reply is None and NOTHING.match(words)):
        return
    feature = feature or next(iter(topics(page, None)), None)
    if reply is None:
        told = (*_approved(page, place, conditions, feature), *_brief(page, place, conditions)) if feature else ()
        yield from told
        if not told:
            yield from _measured(page, place, conditions, feature)
            yield TableRule(row, cell, conditions, head, feature)
        return
    if feature is None or head is None:
        return
    held = held_to(page, cell, reply, place.matrix)
    answers = (reply.permits, join(conditions, held.holds)), (not reply.permits, join(conditions, held.otherwise))
    for permits, those in answers if held.otherwise else answers[:1]:
        yield TableRule(row, cell, those, head, feature, _answered(page, place, feature, permits=permits))
    for rest in held.rest:
        yield TableRule(row, rest, conditions, head, feature)


def _answered(page: Page, place: Place, feature: str, *, permits: bool) -> Draft:
    """A yes or a no: to a need where the head asks for one, else to the function."""
    row = place.row
    asked = told_in(page, place.head) if place.head else ""
    need = _NEED_HEAD.search(asked) or _NEED_CELL.match(told_in(page, place.cell))
    effect = _NEED.sub("", asked) or None if need else None
    kind = ConstraintKind.PREREQUISITE if need else ConstraintKind.APPLICABILITY
    optional = need and _OPTIONAL.match(told_in(page, place.cell))
    modality = _MODALITY[bool(need), permits and not optional]
    return Draft(modality, kind, "rule.table", row.start, row.end, "", feature=feature, effect=effect)


def _approved(page: Page, place: Place, conditions: Alternatives, feature: str) -> Iterator[TableRule]:
    """A cell among answers that permits under an approval, and not without: 须主账号授权."""
    cell, row = place.cell, place.row
    match = _APPROVED.match(page.told.folded, cell.start, cell.end) if place.matrix else None
    own = own_condition(page.told, *match.span("what")) if match else None
    if own is None:
        return
    for modality, cond in ((Modality.ALLOWED, (own,)), (Modality.FORBIDDEN, negated((own,)))):
        draft = Draft(modality, ConstraintKind.APPLICABILITY, "rule.table", row.start, row.end, "", feature=feature)
        yield TableRule(row, cell, join(conditions, (cond,)), place.name, feature, draft)


def _brief(page: Page, place: Place, conditions: Alternatives) -> Iterator[TableRule]:
    """A cell among answers that says of what its head names that it may or must be done: 货运险 | 不可投保; 仅校友 that others may not."""
    cell, row = place.cell, place.row
    named = features_of(page, place.name) if place.matrix is not None else ()
    told = BRIEF.fullmatch(page.told.folded, cell.start, cell.end)
    told = None if told and place.name and told["act"] in told_in(page, place.name) else told
    only = _ONLY_THESE.fullmatch(page.told.folded, cell.start, cell.end)
    found: list[tuple[Modality, Alternatives]] = []
    if told:
        need = bool(told["must"] or told["free"])
        found.append((_MODALITY[need, bool(told["must"] or told["yes"])], ()))
    elif only:
        first, last = only.span("what")
        kinds = of_cell(page, Cell.of(page.told.raw, first, last))
        found = [(Modality.ALLOWED, kinds)] if kinds else []
        if kinds and all(len(one) == 1 for one in kinds):
            found.append((Modality.FORBIDDEN, (negated(unique(c for one in kinds for c in one)),)))
    for feature in named:
        for modality, own in found:
            need = modality in (Modality.REQUIRED, Modality.NOT_REQUIRED)
            kind = ConstraintKind.PREREQUISITE if need else ConstraintKind.APPLICABILITY
            effect = told["act"] if told and need else None
            words = _written(page, cell) if told else ""
            draft = Draft(modality, kind, "rule.table", row.start, row.end, words, feature=feature, effect=effect)
            yield TableRule(row, cell, join(conditions, own), place.name, feature, draft)


def _measured(page: Page, place: Place, conditions: Alternatives, feature: str | None) -> Iterator[TableRule]:
    """A figure among answers permits up to it: 单笔200元以内."""
    cell, row, matrix = place.cell, place.row, place.matrix
    if matrix is None or feature is None or place.measures(page) or not figured(page, [cell]):
        return
    if any(True for _ in find_cues(page.told, cell.start, cell.end)):
        return
    in_row = [row.cells[i].value for i in matrix.columns if i < len(row.cells)]
    beside = [one.cells[place.column].value for one in place.table.rows if place.column < len(one.cells)]
    answers = in_row if matrix.names is not None else beside
    if any(reply_of(page.told, c, matrix.marks) for c in answers):
        permits = (Modality.ALLOWED, ConstraintKind.APPLICABILITY)
        draft = Draft(*permits, "rule.table", row.start, row.end, "", feature=feature, scope=_written(page, cell))
        yield TableRule(row, cell, conditions, place.name, feature, draft)


def features_of(page: Page, cell: Cell | None) -> tuple[str, ...]:
    """The features that a head, or the cell of a row that names them, speaks of."""
    if cell is None:
        return ()
    of_cell = [
        fact.label
        for fact in page.features
        for span in fact.spans
        if span.rule == "feature.column" and cell.start <= span.start and span.end <= cell.end
    ]
    whole = [
        n.label
        for n in page.named
        if cell.start <= n.start and n.end <= cell.end and (n.end - n.start) * 4 >= len(cell.text) * 3
    ]
    return tuple(dict.fromkeys(of_cell)) or tuple(whole[-1:])


def _written(page: Page, cell: Cell) -> str:
    """The words of a cell as they stand."""
    return page.told.raw[cell.start : cell.end]
