"""Which columns of a table hold conditions and which say what follows: by what their cells name, by 是/否, by figures, by what the head asks for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from extract.acts import act_columns
from extract.cases import usable
from extract.cells import ANY, NOTHING, told_in
from extract.cues import find_cues
from extract.headed import counts
from extract.matrices import Matrix, is_measure, matrix_of, reply_of, tells_state, time_ends
from extract.outcome_cells import asks_outcome, is_remark, lists_outcomes
from extract.page import Page
from extract.ranges import Ranges, ranges_of
from extract.tables import Cell, Table
from ontology.figures import find_figures

_ASKS_WHICH: Final = re.compile(
    r"(?:订单|商品|商家|店铺|业务|支付|付款|物流|配送|发货|快递|承运|用户|账号|帐号|会员|活动|退款|售后|实例|资源|退货|地区|发票|客户|包裹|运单|库存|审核|认证)?(?:类型|种类|状态|方式|公司|模式|条件|场景|情形|情况|阶段|对象|角色|身份|等级|范围|类目|渠道|主体|品类|来源|属性|节点|环节|区域|地区|性质|类别)\Z|限制|订单\Z|商家\Z|商品\Z|账号\Z|角色\Z|类目\Z|用户\Z"
)
_OUTCOME: Final = re.compile(
    r"(?:处理|退[款货还]|赔付|开票|结算|返还|计费|收费|补[传交办]|提交|上传|办理|申请|联系|核验|验证|通知|交付|反馈|申诉)(?:方式|方法|渠道|途径|主体|对象|去向)\Z|主体\Z|去向\Z|途径\Z|(?:处理)?(?:结果|办法|措施)\Z"
)
_ASKS_WHAT: Final = re.compile(
    r"是否|能否|可否|可以|支持|可|需|要求|时效|时限|时间|期限|周期|次数|数量|上限|下限|规则|处理|说明|结果|限额|金额|费用|费率|权限|备注|级|限制|操作|办法|措施|后果|扣|罚"
)
_AT_MOST: Final = re.compile(r"\s*(?:最[多少高低长短大小]|至[多少]|不[超少多限]|无限|上限)")
_LISTED: Final = "listed"
NO_MARKS: Final[Mapping[str, bool]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns hold conditions, and which say what follows; `matrix`: where these are answers, how they are to be read; `acts`:
    where they list what may be done (True) or may not, which; `ranges`: where they list the kinds that something holds for."""

    conditions: tuple[int, ...]
    results: tuple[int, ...]
    matrix: Matrix | None = None
    acts: Mapping[int, bool] = field(default_factory=dict)
    ranges: Ranges | None = None

    @property
    def names(self) -> int | None:
        """The column whose cells name what the others tell of; None where their heads do."""
        if self.matrix is not None and self.matrix.names is not None:
            return self.matrix.names
        return self.ranges.names if self.ranges is not None else None


def decision_columns(page: Page, table: Table) -> Columns | None:
    """The columns of a decision table; None where none holds conditions or none says what follows, as in tables of questions and
    of terms."""
    if len(table.rows) < 1 or any(table.start <= p.start < table.end for p in page.parts):
        return None
    acts = act_columns(page.told, table)
    if acts:
        return Columns(_telling(page, table, min(acts)), tuple(acts), None, acts)
    width = max([len(table.header), *(len(row.cells) for row in table.rows)])
    kinds = [_kind(page, table, column) for column in range(width)]
    matrix = matrix_of(page.told, table)
    if matrix is not None:
        kinds = ["result" if i in matrix.columns else kind for i, kind in enumerate(kinds)]
        if matrix.names is not None:
            return Columns(_beside(page, table, kinds, matrix.names), matrix.columns, matrix)
    timed = [i for i, head in enumerate(table.header) if i and time_ends(page.told, head)]
    if len(timed) > 1 and any(kinds[i] == "result" for i in timed):
        kinds = ["result" if i in timed and kind == "nothing" else kind for i, kind in enumerate(kinds)]
    ranges = ranges_of(page.told, table, matrix)
    kinds = [_LISTED if ranges is not None and ranges.tell(i) else kind for i, kind in enumerate(kinds)]
    _part_rows(page, table, kinds)
    conditions = tuple(i for i, kind in enumerate(kinds) if kind == "condition")
    listed = ranges.columns if ranges is not None else {}
    results = tuple(i for i, kind in enumerate(kinds) if kind == "result" or i in listed)
    conditions = _without_outcomes(page, table, conditions)
    if ranges is not None and ranges.names is not None:
        return Columns(conditions, results, matrix, ranges=ranges)
    if not conditions and width >= 2 and results and results[0] > 0:
        conditions = (0,)
    if not conditions and results[:1] == (0,) and results[1:] and _tells_all(page, table):
        conditions, results = (0,), results[1:]
    if results == (0,) and width > 1 and _opens_rows(page, table, conditions):
        conditions, results = (0,), tuple(range(1, width))
    return Columns(conditions, results, matrix, ranges=ranges) if conditions and results else None


def _opens_rows(page: Page, table: Table, conditions: Sequence[int]) -> bool:
    """Whether a column of bounds or times before all others tells what these are told of, and none of them names kinds: 距开演 | 手续费."""
    first = [row.cells[0].value for row in table.rows if row.cells]
    apart = len({cell.text for cell in first}) == len(first) > 1 and not any(cell.is_empty for cell in first)
    others = [row.cells[i].value for row in table.rows for i in conditions if i < len(row.cells)]
    return apart and (not others or figured(page, others))


def _telling(page: Page, table: Table, first: int) -> tuple[int, ...]:
    """The columns before one that tell the rows apart: the last alone where it does, without those that only group its kinds, and
    without what only says what a name before it means (状态含义)."""
    named = tuple(i for i in range(first) if not (i and is_remark(told_in(page, table.header[i]))))
    last = [row.cells[named[-1]].value.text for row in table.rows if named and named[-1] < len(row.cells)]
    return named[-1:] if named and len(set(last)) == len(table.rows) else named


def _part_rows(page: Page, table: Table, kinds: list[str]) -> None:
    """A scale that opens the rows is a condition of what they say, and so is what is so of them (是否已开票). A column before one of
    是 and 否 that alone tells rows apart is a condition, whatever its cells tell: 取消时间 | 可否退款; and so is one of bounded
    figures before any other: 取消时间 | 扣费标准."""
    if "result" in kinds[1:] and _is_scale(page, table, 0):
        kinds[0] = "condition"
    for column in range(len(kinds)):
        if kinds[column] == "result" and "result" in kinds[column + 1 :] and tells_state(page.told, table, column):
            kinds[column] = "condition"
    replies = [i for i in range(len(kinds)) if _is_reply(page, table, i)]
    results = [i for i, kind in enumerate(kinds) if kind == "result"]
    scales = (i for i in results[:-1] if _is_scale(page, table, i))
    last = replies[0] if replies else next(scales, -1) + 1
    for column in range(1, last):
        before = tuple(i for i in range(column) if kinds[i] == "condition")
        parts = before and not _tell_apart(table, before) and _tell_apart(table, (*before, column))
        if kinds[column] == "result" and parts:
            kinds[column] = "condition"
    first = next((i for i, kind in enumerate(kinds) if kind == "result"), 0)
    _promote(table, kinds, first)
    _part_by_answers(table, kinds, [i for i in replies[:-1] if kinds[i] == "result"])


def _part_by_answers(table: Table, kinds: list[str], columns: Sequence[int]) -> None:
    """The first of some columns of 是 and 否 without which rows are not told apart are conditions of the others: 设备 | 会员 | 可退."""
    known = tuple(i for i, kind in enumerate(kinds) if kind == "condition")
    if not known or _tell_apart(table, known):
        return
    enough = next((n for n in range(1, len(columns) + 1) if _tell_apart(table, (*known, *columns[:n]))), 0)
    for column in columns[:enough]:
        kinds[column] = "condition"


def _is_reply(page: Page, table: Table, column: int) -> bool:
    cells = [cell for cell in table.column(column) if not ANY.match(told_in(page, cell))]
    return bool(cells) and all(reply_of(page.told, cell, NO_MARKS) for cell in cells)


def _promote(table: Table, kinds: list[str], first: int) -> None:
    """Columns of names before the first that says what follows are conditions, as long as those before them do not tell every row
    apart: 温层 | 车型 | 混装 says of a 温层 which 车型 it takes."""
    for column, kind in enumerate(kinds[:first]):
        before = tuple(i for i in range(column) if kinds[i] == "condition")
        if kind == "nothing" and _names(table, column) and not (before and _tell_apart(table, before)):
            kinds[column] = "condition"


def _tell_apart(table: Table, columns: tuple[int, ...]) -> bool:
    """Whether no two rows have the same cells in some columns; one that says 任意 is the same as any."""
    told = [tuple(row.cells[i].value.text for i in columns if i < len(row.cells)) for row in table.rows]
    if len(set(told)) < len(told):
        return False
    open_rows = [one for one in told if any(map(_any, one))]
    return not any(
        one is not other and all(_any(a) or _any(b) or a == b for a, b in zip(one, other, strict=False))
        for one in open_rows
        for other in told
    )


def _any(words: str) -> bool:
    return bool(words) and ANY.match(words) is not None


def _without_outcomes(page: Page, table: Table, columns: tuple[int, ...]) -> tuple[int, ...]:
    """Without what follows from the columns before, which tell every row apart: 质检结果 | 处理方式, 问题 | 责任方 | 赔付方式, and
    without how long it takes: 会员等级 | 到账时间."""
    kept: tuple[int, ...] = ()
    for column in columns:
        apart = kept and table.header and _tell_apart(table, kept)
        follows = apart and (is_measure(page.told, table, column) or _is_outcome(page, table, column))
        kept += () if follows else (column,)
    return kept


def _is_outcome(page: Page, table: Table, column: int) -> bool:
    """Whether a column says what is done, by whom or with what, and names no kinds of the vocabulary."""
    head = told_in(page, table.header[column]) if column < len(table.header) else ""
    cells = table.column(column)
    known = sum(any(not m.discovered for m in usable(page, c.start, c.end)) for c in cells)
    return bool(_OUTCOME.search(head)) and known * 2 < len(cells)


def _beside(page: Page, table: Table, kinds: list[str], names: int) -> tuple[int, ...]:
    """The columns of conditions beside one that names functions: those before it that name something, and those whose heads ask for which."""
    heads = [page.told.folded[cell.start : cell.end] for cell in table.header]
    return tuple(
        i
        for i, kind in enumerate(kinds)
        if i != names
        and (
            (kind == "condition" and _ASKS_WHICH.search(heads[i]))
            or (i < names and kind != "result" and _names(table, i))
        )
    )


def _names(table: Table, column: int) -> bool:
    """Whether a column holds short names, and no numbers of rows."""
    cells = table.column(column)
    head = table.header[column].text if column < len(table.header) else ""
    told = [cell.text for cell in cells if not cell.is_empty]
    return bool(told) and not re.search(r"序号|编号|^No", head) and all(len(t) <= 14 and not t.isdigit() for t in told)


def _kind(page: Page, table: Table, column: int) -> str:
    cells = table.column(column)
    told = [cell for cell in cells if not cell.is_empty and not NOTHING.match(told_in(page, cell))]
    head = told_in(page, table.header[column]) if column < len(table.header) else ""
    if not told:
        return "nothing"
    if all(reply_of(page.told, cell, NO_MARKS) for cell in told):
        return "result"
    ruling = sum(_rules(page, cell) for cell in told)
    named = sum(_is_named(page, cell) for cell in told)
    last = column and column + 1 == len(table.header)
    if last and asks_outcome(head) and lists_outcomes(page, table, column):
        return "result"
    if named * 2 >= len(told) and ruling * 2 < len(told) and not (column and is_remark(head)):
        return "condition"
    counted = sum(counts(head, told_in(page, cell)) is not None for cell in told)
    bounds = sum(bool(_AT_MOST.match(told_in(page, cell))) for cell in told)
    if (
        max(counted, bounds) * 2 >= len(told)
        or ruling * 2 >= len(told)
        or (figured(page, [c for c in cells if not c.is_empty]) and not _ASKS_WHICH.search(head))
    ):
        return "result"
    if _ASKS_WHICH.search(head) and all(len(cell.text) <= 24 for cell in told):
        return "condition"
    follows = column and lists_outcomes(page, table, column)
    return "result" if follows or (_ASKS_WHAT.search(head) and ruling) else "nothing"


def _rules(page: Page, cell: Cell) -> bool:
    kinds = [cue.kind for cue in find_cues(page.told, cell.start, cell.end)]
    inside = any(m.start <= cell.start and cell.end <= m.end + 2 for m in page.marks)
    return bool(kinds) and not inside


def _is_named(page: Page, cell: Cell) -> bool:
    """Whether a cell holds concepts and hardly anything else."""
    marks = usable(page, cell.start, cell.end)
    covered = sum(m.end - m.start for m in marks)
    return bool(marks) and covered * 2 >= len(
        re.sub(r"[\s/、，,非的或和及]|订单|商家|商品|除外", "", told_in(page, cell))
    )


def _tells_all(page: Page, table: Table) -> bool:
    """Whether the first column is a scale that tells the rows apart: 入住前72小时以上, 100至500元."""
    return len({cell.text for cell in table.column(0)}) == len(table.rows) and _is_scale(page, table, 0)


def _is_scale(page: Page, table: Table, column: int) -> bool:
    """Whether all cells of a column tell how much or how long within bounds, and not all the same."""
    cells = table.column(column)
    told = [c for c in cells if not ANY.match(told_in(page, c))]
    bounded = sum(any(f.told for f in find_figures(page.told, c.start, c.end)) for c in told)
    return bounded == len(told) and len({c.text for c in told}) > 1


def figured(page: Page, cells: list[Cell]) -> bool:
    return sum(bool(list(find_figures(page.told, c.start, c.end))) for c in cells) * 2 >= len(cells)
