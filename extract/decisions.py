"""Tables as rules: each row says for which orders (columns of conditions) what may be, must be or how long it takes (the others).

Empty cells are filled down; a cell may hold several values (A/B), negated ones as well (非A/B). A column is one of conditions where
its cells name concepts or its head asks for which; what is left says what follows, in words, by 是/否, or as a figure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from extract.conditions import read_conditions
from extract.conds import Alternatives, join, negated
from extract.cues import find_cues
from extract.drafts import Draft
from extract.ownwords import known_condition, own_condition
from extract.page import Page, topics
from extract.quantities import find_figures
from extract.spots import usable
from extract.tables import Cell, Row, Table, values
from ontology.kinds import ConstraintKind, Modality

_ASKS_WHICH: Final = re.compile(
    r"(?:订单|商品|商家|店铺|业务|支付|付款|物流|配送|发货|快递|承运|用户|账号|帐号|会员|活动|退款|售后|实例|资源|退货|地区|发票|客户|包裹|运单|库存|审核|认证)?(?:类型|种类|状态|方式|公司|模式|条件|场景|情形|情况|阶段|对象|角色|身份|等级|范围|类目|渠道|主体|品类|来源|属性|节点|环节|区域|地区|性质|类别)\Z|限制|订单\Z|商家\Z|商品\Z|账号\Z|角色\Z|类目\Z|用户\Z"
)
_ASKS_WHAT: Final = re.compile(
    r"是否|能否|可否|可以|支持|可|需|要求|时效|时限|时间|期限|周期|次数|数量|上限|下限|规则|处理|说明|结果|限额|金额|费用|费率|权限|备注|级|限制|操作|办法|措施|后果|扣|罚"
)
_YES: Final = re.compile(r"(?:是|√|✓|✔|○|可以?|能|支持|允许|有|Y|yes|可用|需要?|开放)\Z", re.IGNORECASE)
_NO: Final = re.compile(
    r"(?:否|×|✗|✘|x|不可以?|不能|不支持|不允许|无|没有|N|no|不可用|不开放|暂不支持|禁止)\Z", re.IGNORECASE
)
_NOTHING: Final = re.compile(
    r"[-—–/\s]*\Z|无(?:特殊)?(?:限制|要求)?\Z|不限\Z|全部\Z|所有(?:订单)?\Z|均可\Z|任意\Z|通用\Z"
)
_MODALITY: Final = {
    (True, True): Modality.REQUIRED,
    (True, False): Modality.NOT_REQUIRED,
    (False, True): Modality.ALLOWED,
    (False, False): Modality.FORBIDDEN,
}
"""By whether the head asks for a need, and whether the cell says yes."""
_NEED_HEAD: Final = re.compile(r"是否需要?|需要?\Z|必填|必须")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns hold conditions, and which say what follows."""

    conditions: tuple[int, ...]
    results: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TableRule:
    """A statement in a cell that is to be read like a clause, under the conditions of its row; or a rule read already (`draft`)."""

    row: Row
    cell: Cell
    conditions: Alternatives
    head: Cell | None
    draft: Draft | None = None


def decision_rows(page: Page, table: Table, columns: Columns) -> Iterator[TableRule]:
    """The results of a decision table, row by row."""
    for row in table.rows:
        conditions = _of_row(page, row, columns)
        for column in columns.results:
            if column < len(row.cells):
                yield from _result(page, table, row, column, conditions)


def decision_columns(page: Page, table: Table) -> Columns | None:
    """The columns of a decision table; None where none holds conditions or none says what follows, as in tables of questions and
    of terms."""
    if len(table.rows) < 1 or any(table.start <= p.start < table.end for p in page.parts):
        return None
    width = max([len(table.header), *(len(row.cells) for row in table.rows)])
    kinds = [_kind(page, table, column) for column in range(width)]
    first = next((i for i, kind in enumerate(kinds) if kind == "result"), 0)
    kinds[:first] = [
        "condition" if kind == "nothing" and _names(table, i) else kind for i, kind in enumerate(kinds[:first])
    ]
    conditions = tuple(i for i, kind in enumerate(kinds) if kind == "condition")
    results = tuple(i for i, kind in enumerate(kinds) if kind == "result")
    if not conditions and width >= 2 and results and results[0] > 0:
        conditions = (0,)
    return Columns(conditions, results) if conditions and results else None


def _names(table: Table, column: int) -> bool:
    """Whether a column holds short names, and no numbers of rows."""
    cells = [row.cells[column].value for row in table.rows if column < len(row.cells)]
    head = table.header[column].text if column < len(table.header) else ""
    told = [cell.text for cell in cells if not cell.is_empty]
    return bool(told) and not re.search(r"序号|编号|^No", head) and all(len(t) <= 14 and not t.isdigit() for t in told)


def _kind(page: Page, table: Table, column: int) -> str:
    cells = [row.cells[column].value for row in table.rows if column < len(row.cells)]
    told = [cell for cell in cells if not cell.is_empty and not _NOTHING.match(cell.text)]
    head = table.header[column].text if column < len(table.header) else ""
    if not told:
        return "nothing"
    if all(_YES.match(c.text) or _NO.match(c.text) for c in told):
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
    return bool(marks) and covered * 2 >= len(re.sub(r"[\s/、，,非的或和及]|订单|商家|商品|除外", "", cell.text))


def _figured(page: Page, cells: list[Cell]) -> bool:
    return sum(bool(list(find_figures(page.told, c.start, c.end))) for c in cells) * 2 >= len(cells)


def _of_row(page: Page, row: Row, columns: Columns) -> Alternatives:
    """What must hold for a row: all its cells of conditions, each with its values."""
    found: Alternatives = ()
    for column in columns.conditions:
        if column >= len(row.cells):
            continue
        cell = row.cells[column].value
        if not cell.is_empty and not _NOTHING.match(cell.text):
            found = join(found, _of_cell(page, cell))
    return found


def _of_cell(page: Page, cell: Cell) -> Alternatives:
    """The alternatives of a cell; 非A/B is one conjunction; words that name no concept are a circumstance of their own."""
    named = read_conditions(page.told, cell.start, cell.end, usable(page, cell.start, cell.end))
    if named:
        return named
    spans = values(cell)
    exact = tuple((known,) for s, e in spans if (known := known_condition(page.told, s, e)))
    if exact and len(exact) == len(spans):
        return exact
    if page.told.folded[cell.start] == "非":
        own = [own_condition(page.told, max(s, cell.start + 1), e) for s, e in spans]
        return (negated(tuple(c for c in own if c)),) if any(own) else ()
    own = [own_condition(page.told, start, end) for start, end in spans]
    return tuple((c,) for c in own if c)


def _result(page: Page, table: Table, row: Row, column: int, conditions: Alternatives) -> Iterator[TableRule]:
    cell = row.cells[column].value
    head = table.header[column] if column < len(table.header) else None
    if cell.is_empty or (_NOTHING.match(cell.text) and not _NO.match(cell.text)):
        return
    permits = _YES.match(cell.text)
    if (permits or _NO.match(cell.text)) and head is not None:
        feature = _feature_of(page, head)
        if feature is None:
            return
        need = _NEED_HEAD.search(head.text)
        modality = _MODALITY[bool(need), bool(permits)]
        kind = ConstraintKind.PREREQUISITE if need else ConstraintKind.APPLICABILITY
        effect = re.sub(r"是否需要?|需要?", "", head.text) or None if need else None
        draft = Draft(modality, kind, "rule.table", row.start, row.end, "", feature=feature, effect=effect)
        yield TableRule(row, cell, conditions, head, draft)
        return
    yield TableRule(row, cell, conditions, head)


def _feature_of(page: Page, head: Cell) -> str | None:
    """The feature that a head names; else what the entry is about."""
    inside = columns_feature(page, head)
    return inside or next(iter(topics(page, None)), None)


def columns_feature(page: Page, head: Cell | None) -> str | None:
    """The feature that a head names."""
    if head is None:
        return None
    of_head = [
        fact.label
        for fact in page.features
        for span in fact.spans
        if span.rule == "feature.column" and head.start <= span.start and span.end <= head.end
    ]
    whole = [
        n.label
        for n in page.named
        if head.start <= n.start and n.end <= head.end and (n.end - n.start) * 4 >= len(head.text) * 3
    ]
    return of_head[0] if of_head else whole[-1] if whole else None
