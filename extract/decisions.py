"""Tables as rules: each row says for which orders (columns of conditions) what may be, must be or how long it takes (the others).

Empty cells are filled down; a cell may hold several values (A/B), negated ones as well (非A/B). A column is one of conditions where
its cells name concepts or its head asks for which; what is left says what follows, in words, by 是/否, or as a figure.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from extract.acts import act_columns, acts_in
from extract.conditions import read_conditions
from extract.conds import Alternatives, Cond, Conjunction, join, negated, unique
from extract.cues import find_cues
from extract.drafts import Draft
from extract.facts import ConceptName
from extract.matrices import WHEN_HEAD, Matrix, Reply, dash_means_no, head_of, is_measure, matrix_of, reply_of
from extract.ownwords import known_condition, own_condition
from extract.page import Page, topics
from extract.spots import usable
from extract.tables import Cell, Row, Table, values
from ontology.figures import find_figures
from ontology.kinds import ConceptScheme, ConstraintKind, Modality

_ASKS_WHICH: Final = re.compile(
    r"(?:订单|商品|商家|店铺|业务|支付|付款|物流|配送|发货|快递|承运|用户|账号|帐号|会员|活动|退款|售后|实例|资源|退货|地区|发票|客户|包裹|运单|库存|审核|认证)?(?:类型|种类|状态|方式|公司|模式|条件|场景|情形|情况|阶段|对象|角色|身份|等级|范围|类目|渠道|主体|品类|来源|属性|节点|环节|区域|地区|性质|类别)\Z|限制|订单\Z|商家\Z|商品\Z|账号\Z|角色\Z|类目\Z|用户\Z"
)
_OUTCOME: Final = re.compile(
    r"(?:处理|退[款货还]|赔付|开票|结算|返还|计费|收费)(?:方式|方法|渠道|途径|主体|对象|去向)\Z|主体\Z|去向\Z|途径\Z|(?:处理)?(?:结果|办法|措施)\Z"
)
_ASKS_WHAT: Final = re.compile(
    r"是否|能否|可否|可以|支持|可|需|要求|时效|时限|时间|期限|周期|次数|数量|上限|下限|规则|处理|说明|结果|限额|金额|费用|费率|权限|备注|级|限制|操作|办法|措施|后果|扣|罚"
)
_NOTHING: Final = re.compile(
    r"(?:[-—–/\s]*|无(?:特殊)?(?:限制|要求)?|不限(?:制|[一-鿿]{2})?|均可|通用|任意[一-鿿]{0,4}|任何[一-鿿]{0,4}|(?:全部|所有|各)(?:订单|商品|商家|店铺|用户|账号|[一-鿿]{0,2}(?:类型|状态|方式|情况|场景|地区|渠道|类目|角色|版本|阶段|等级|模式))?)\Z"
)
_OUTSIDE: Final = re.compile(
    r"[（(]?(?:除了?|不含|不包括|不包含)(?P<what>[^（）()，。；除]{1,30}?)(?:之外|以外|除外|外)?[）)]?(?=[）)]|\Z)"
    r"|[（(](?P<out>[^（）()，。；除]{1,30}?)(?:除外|不在此列)[）)]"
)
_APPROVED: Final = re.compile(
    r"(?:需要?|须|必须|需经|须经)(?P<what>[^，。；需须]{2,10}(?:授权|同意|审批|批准|许可))(?:后)?\Z"
)
_MODALITY: Final = {
    (True, True): Modality.REQUIRED,
    (True, False): Modality.NOT_REQUIRED,
    (False, True): Modality.ALLOWED,
    (False, False): Modality.FORBIDDEN,
}
"""By whether the head asks for a need, and whether the cell says yes."""
_NO_MARKS: Final[Mapping[str, bool]] = MappingProxyType({})
_NEED_CELL: Final = re.compile(r"必|无需|无须|不需|需要|选填|非必")
_NEED_HEAD: Final = re.compile(r"是否需要?|需要?\Z|必填|必须")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns hold conditions, and which say what follows; `matrix`: where these are answers, how they are to be read; `acts`:
    where they list what may be done (True) or may not, which."""

    conditions: tuple[int, ...]
    results: tuple[int, ...]
    matrix: Matrix | None = None
    acts: Mapping[int, bool] = field(default_factory=dict)


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
    for row in table.rows:
        if table.header and any(not cell.is_empty for cell in row.cells[len(table.header) :]):
            continue
        conditions = _of_row(page, row, columns)
        for column in columns.results:
            if column >= len(row.cells):
                continue
            if column in columns.acts:
                yield from _listed(page, row, row.cells[column].value, conditions, permits=columns.acts[column])
            else:
                yield from _results(page, Place(table, row, column, columns.matrix), conditions)


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
        if self.matrix is None or self.matrix.names is None:
            return self.head
        return self.row.cells[self.matrix.names].value if self.matrix.names < len(self.row.cells) else None


def decision_columns(page: Page, table: Table) -> Columns | None:
    """The columns of a decision table; None where none holds conditions or none says what follows, as in tables of questions and
    of terms."""
    if len(table.rows) < 1 or any(table.start <= p.start < table.end for p in page.parts):
        return None
    acts = act_columns(page.told, table)
    if acts:
        return Columns(tuple(range(min(acts))), tuple(acts), None, acts)
    width = max([len(table.header), *(len(row.cells) for row in table.rows)])
    kinds = [_kind(page, table, column) for column in range(width)]
    matrix = matrix_of(page.told, table)
    if matrix is not None:
        kinds = ["result" if i in matrix.columns else kind for i, kind in enumerate(kinds)]
        if matrix.names is not None:
            return Columns(_beside(page, table, kinds, matrix.names), matrix.columns, matrix)
    first = next((i for i, kind in enumerate(kinds) if kind == "result"), 0)
    kinds[:first] = [
        "condition" if kind == "nothing" and _names(table, i) else kind for i, kind in enumerate(kinds[:first])
    ]
    conditions = tuple(i for i, kind in enumerate(kinds) if kind == "condition")
    results = tuple(i for i, kind in enumerate(kinds) if kind == "result")
    conditions = _without_outcomes(page, table, conditions)
    if not conditions and width >= 2 and results and results[0] > 0:
        conditions = (0,)
    return Columns(conditions, results, matrix) if conditions and results else None


def _without_outcomes(page: Page, table: Table, columns: tuple[int, ...]) -> tuple[int, ...]:
    """Without what follows from the first column, which tells every row apart: 质检结果 | 处理方式, 付款方式 | 退款方式."""
    if len(columns) < 2 or not table.header:
        return columns
    first = [row.cells[columns[0]].value.text for row in table.rows if columns[0] < len(row.cells)]
    if len(set(first)) < len(table.rows):
        return columns
    return (columns[0], *(i for i in columns[1:] if not _is_outcome(page, table, i)))


def _is_outcome(page: Page, table: Table, column: int) -> bool:
    """Whether a column says what is done, by whom or with what, and names no kinds of the vocabulary."""
    head = _told(page, table.header[column]) if column < len(table.header) else ""
    cells = [row.cells[column].value for row in table.rows if column < len(row.cells)]
    known = sum(any(not m.discovered for m in usable(page, c.start, c.end)) for c in cells)
    return bool(_OUTCOME.search(head)) and known * 2 < len(cells)


def _beside(page: Page, table: Table, kinds: list[str], names: int) -> tuple[int, ...]:
    """The columns of conditions beside one that names functions: those whose heads ask for which."""
    heads = [page.told.folded[cell.start : cell.end] for cell in table.header]
    return tuple(
        i for i, kind in enumerate(kinds) if i != names and kind == "condition" and _ASKS_WHICH.search(heads[i])
    )


def _names(table: Table, column: int) -> bool:
    """Whether a column holds short names, and no numbers of rows."""
    cells = [row.cells[column].value for row in table.rows if column < len(row.cells)]
    head = table.header[column].text if column < len(table.header) else ""
    told = [cell.text for cell in cells if not cell.is_empty]
    return bool(told) and not re.search(r"序号|编号|^No", head) and all(len(t) <= 14 and not t.isdigit() for t in told)


def _kind(page: Page, table: Table, column: int) -> str:
    cells = [row.cells[column].value for row in table.rows if column < len(row.cells)]
    told = [cell for cell in cells if not cell.is_empty and not _NOTHING.match(_told(page, cell))]
    head = _told(page, table.header[column]) if column < len(table.header) else ""
    if not told:
        return "nothing"
    if all(reply_of(page.told, cell, _NO_MARKS) for cell in told):
        return "result"
    ruling = sum(_rules(page, cell) for cell in told)
    named = sum(_is_named(page, cell) for cell in told)
    if named * 2 >= len(told) and ruling * 2 < len(told):
        return "condition"
    if ruling * 2 >= len(told) or (_figured(page, told) and not _ASKS_WHICH.search(head)):
        return "result"
    if _ASKS_WHICH.search(head) and all(len(cell.text) <= 24 for cell in told):
        return "condition"
    return "result" if _ASKS_WHAT.search(head) and ruling else "nothing"


def _rules(page: Page, cell: Cell) -> bool:
    kinds = [cue.kind for cue in find_cues(page.told, cell.start, cell.end)]
    inside = any(m.start <= cell.start and cell.end <= m.end + 2 for m in page.marks)
    return bool(kinds) and not inside


def _is_named(page: Page, cell: Cell) -> bool:
    """Whether a cell holds concepts and hardly anything else."""
    marks = usable(page, cell.start, cell.end)
    covered = sum(m.end - m.start for m in marks)
    return bool(marks) and covered * 2 >= len(
        re.sub(r"[\s/、，,非的或和及]|订单|商家|商品|除外", "", _told(page, cell))
    )


def _figured(page: Page, cells: list[Cell]) -> bool:
    return sum(bool(list(find_figures(page.told, c.start, c.end))) for c in cells) * 2 >= len(cells)


def _of_row(page: Page, row: Row, columns: Columns) -> Alternatives:
    """What must hold for a row: all its cells of conditions, each with its values."""
    found: Alternatives = ()
    for column in columns.conditions:
        if column >= len(row.cells):
            continue
        cell = row.cells[column].value
        if not cell.is_empty and not _NOTHING.match(_told(page, cell)):
            found = join(found, _of_cell(page, cell))
    return found


def _of_cell(page: Page, cell: Cell) -> Alternatives:
    """The alternatives of a cell; 非A/B is one conjunction; words that name no concept are a circumstance of their own."""
    outside = _OUTSIDE.search(page.told.folded, cell.start, cell.end)
    if outside:
        base = Cell(cell.start, outside.start(), page.told.folded[cell.start : outside.start()].rstrip())
        first, last = outside.span("what" if outside["what"] else "out")
        taken = _of_cell(page, Cell(first, last, page.told.raw[first:last]))
        bare = base.is_empty or bool(_NOTHING.match(base.text)) or base.text in ("全国", "其他", "其余")
        return join(() if bare else _of_cell(page, base), (negated(unique(c for one in taken for c in one)),))
    named = read_conditions(page.told, cell.start, cell.end, usable(page, cell.start, cell.end))
    if named:
        alone = all(len(one) == 1 for one in named) and len(named) > 1
        return (_all_negated(page, named),) if page.told.folded[cell.start] == "非" and alone else named
    spans = values(cell)
    exact = tuple((known,) for s, e in spans if (known := known_condition(page.told, s, e)))
    if exact and len(exact) == len(spans):
        return exact
    if page.told.folded[cell.start] == "非":
        own = [own_condition(page.told, max(s, cell.start + 1), e) for s, e in spans]
        return (negated(tuple(c for c in own if c)),) if any(own) else ()
    own = [_own_name(page, start, end) for start, end in spans]
    return tuple((c,) for c in own if c)


def _all_negated(page: Page, alternatives: Alternatives) -> Conjunction:
    """非A/B is neither; what says of itself that it holds stays: 非A/已B."""
    found = [cond for one in alternatives for cond in one]
    return unique(c if page.told.folded[c.start] in "已有" else replace(c, negated=True) for c in found)


def _own_name(page: Page, start: int, end: int) -> Cond | None:
    """A cell's words as a circumstance of their own, a number among them: 3期."""
    label = re.sub(r"\s+", "", page.told.raw[start:end])
    own = own_condition(page.told, start, end)
    if own is not None or not re.fullmatch(r"\d+(?![\d.]|[天日个小分秒元次%％])[^\s，。；]{1,8}", label):
        return own
    return Cond(ConceptName(ConceptScheme.CIRCUMSTANCE, label), False, start, end, None, True, (label,))


def _results(page: Page, place: Place, conditions: Alternatives) -> Iterator[TableRule]:
    """What a cell says of each function that it is about."""
    if place.matrix is not None and place.head is not None and not place.measures(page):
        conditions = join(conditions, _of_head(page, place.matrix, place.head))
    named = features_of(page, place.name)
    conditions = join(conditions, _when(page, place))
    for feature in named or (None,):
        yield from _result(page, place, conditions, feature)


def _when(page: Page, place: Place) -> Alternatives:
    """When a column holds, where several heads tell times: 起飞前7天以内 | 起飞后."""
    told = [cell for cell in place.table.header if WHEN_HEAD.search(_told(page, cell).strip())]
    if place.head is None or place.head not in told or len(told) < 2:
        return ()
    own = own_condition(page.told, place.head.start, place.head.end)
    return ((own,),) if own else ()


def _of_head(page: Page, matrix: Matrix, cell: Cell) -> Alternatives:
    """The kind that a head names: an edition, a role; 子账号 in 子账号可否调用."""
    head = head_of(page.told, cell)
    if head.kind_end:
        return _of_cell(page, Cell(head.kind_start, head.kind_end, page.told.raw[head.kind_start : head.kind_end]))
    return _of_cell(page, cell) if matrix.kinds and (head.start, head.end) == (cell.start, cell.end) else ()


def _result(page: Page, place: Place, conditions: Alternatives, feature: str | None) -> Iterator[TableRule]:
    cell, head, row = place.cell, place.name, place.row
    marks = place.matrix.marks if place.matrix else _NO_MARKS
    reply = reply_of(page.told, cell, marks)
    if reply is None and place.matrix and dash_means_no(page.told, place.matrix, row, place.column):
        reply = Reply(False, cell.end)
    words = _told(page, cell)
    if cell.is_empty or (reply is None and _NOTHING.match(words)):
        return
    feature = feature or next(iter(topics(page, None)), None)
    if reply is None:
        told = tuple(_approved(page, place, conditions, feature)) if feature else ()
        yield from told
        if not told:
            yield from _measured(page, place, conditions, feature)
            yield TableRule(row, cell, conditions, head, feature)
        return
    if feature is None or head is None:
        return
    yield TableRule(row, cell, conditions, head, feature, _answered(page, place, feature, permits=reply.permits))
    if reply.end < cell.end:
        rest = Cell(reply.end, cell.end, page.told.raw[reply.end : cell.end])
        yield TableRule(row, rest, conditions, head, feature)


def _answered(page: Page, place: Place, feature: str, *, permits: bool) -> Draft:
    """A yes or a no: to a need where the head asks for one, else to the function."""
    row = place.row
    asked = _told(page, place.head) if place.head else ""
    need = _NEED_HEAD.search(asked) or _NEED_CELL.match(_told(page, place.cell))
    effect = re.sub(r"是否需要?|需要?", "", asked) or None if need else None
    kind = ConstraintKind.PREREQUISITE if need else ConstraintKind.APPLICABILITY
    modality = _MODALITY[bool(need), permits]
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


def _measured(page: Page, place: Place, conditions: Alternatives, feature: str | None) -> Iterator[TableRule]:
    """A figure among answers permits up to it: 单笔200元以内."""
    cell, row, matrix = place.cell, place.row, place.matrix
    if matrix is None or feature is None or place.measures(page) or not _figured(page, [cell]):
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


def _told(page: Page, cell: Cell) -> str:
    """The words of a cell, folded."""
    return page.told.folded[cell.start : cell.end]
