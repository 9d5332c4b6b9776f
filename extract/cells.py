"""What the cells of a table name as conditions: kinds and states, several in a cell (A/B), what is none of them (非A/B), all but some."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import msgspec

from extract.cases import usable
from extract.conditions import read_conditions
from extract.conds import Alternatives, Cond, Conjunction, join, negated, unique
from extract.facts import ConceptName
from extract.marks import Mark
from extract.matrices import reply_of
from extract.ownwords import known_condition, own_condition
from extract.page import Page
from extract.tables import Cell, Row, Table, values
from extract.text import without
from extract.wholes import NO_QUALIFIER
from ontology.figures import Figure, as_quantity, find_figures
from ontology.kinds import Comparator, ConceptScheme
from ontology.records import Quantity

_ANY: Final = r"不限(?:[制定]|[一-鿿]{2})?|不(?:区?分|论|拘)[一-鿿]{0,4}|[均皆]可|通用|任意[一-鿿]{0,4}|任何[一-鿿]{0,4}|(?:全部|所有|各)(?:订单|商品|商家|店铺|用户|账号|[一-鿿]{0,2}(?:类型|状态|方式|情况|场景|地区|渠道|类目|角色|版本|阶段|等级|模式|时段|时间|期间|区域))?"
ANY: Final = re.compile(rf"(?:{_ANY})\Z")
"""A cell that sets no condition: 不限, 任意."""
NOTHING: Final = re.compile(rf"(?:[-—–/\s]*|无(?:特殊)?(?:限制|要求)?|{_ANY})\Z")
_OF_BOUNDS: Final = re.compile(r"\A(?:及|或)?(?:以[上下内外]|之?[内外])|\A\s*[（(](?:不?含|包含).*?[）)]")
_MEASURED: Final = re.compile(r"(?<=[一-鿿]{2})(?:的?(?:时间段?|时长|时限|天数|区间|范围|时段|分段|档位|阶梯))\Z")
_BOUND: Final = re.compile(
    r"(?:(?:不|未)?(?:超过|超出|少于|多于|低于|高于|大于|小于|等于|足|满|到|及)|至[少多]|最[多少高低]|超|[<>≤≥=＜＞]+)?\s*"
)
_WHETHER: Final = re.compile(r"[^，。；是有]{0,6}?(?:是否(?:为|是|属于?|(?=.))|有无)")
_TIED: Final = re.compile(r"(?:及?以上)?\s*(?:[，,、]\s*)?(?:但|且|并|而|同时)*\s*")
_LONGEST: Final = 24
_KIND_OF: Final = re.compile(r"(?:的)?(?:类型|种类|类别|状态|性质|情况)\Z")
_BRACKET: Final = re.compile(r"\s*(?P<what>[一-鿿A-Za-z0-9]{2,12})\s*[（(][^（）()]{2,10}[)）]\s*")
_HEADED: Final = (ConceptScheme.ORDER_TYPE, ConceptScheme.ROLE)
"""Schemes whose names end in what they are a kind of."""
_TOLD_APART: Final = re.compile(
    r"(?!已|未|待|尚|正在|仅|只|除|含|包括|包含|属于?|非|不|无|有|若|如|当|为|是|由|经|按|凡|对|在|每|各|此|该|本|同|多|单|第|使用|选择)[一-鿿A-Za-z]{2,6}(?<![的是为属于在或和与及])"
)
"""What tells a kind apart from others in front of its name, and is no word of grammar."""
_PURE: Final = frozenset("纯半准特副双散整")
"""The same in one character: 纯|安装单."""
_THING: Final = re.compile(r"(?!订单|商品)[一-鿿]{1,3}[券卡票单件包车房课](?<!订单)")
"""What a kind's name goes on with where all of it names a thing: 团购|套餐券."""
_OUTSIDE: Final = re.compile(
    r"[（(]?(?:除了?|不含|不包括|不包含)(?P<what>[^（）()，。；除]{1,30}?)(?:之外|以外|除外|外)?[）)]?(?=[）)]|\Z)"
    r"|[（(](?P<out>[^（）()，。；除]{1,30}?)(?:除外|例外|不在此列)[）)]"
    r"|(?<![^\s|])(?P<bare>[^（）()，。；除\d\s|][^（）()，。；除\d|]{0,12}?)(?:以外|之外|除外)(?:的?(?:其他|其它)?(?:订单|商品|状态|阶段|情况|类型|[一-鿿]{2})?)?\s*(?=\Z|\|)"
)


def of_row(
    page: Page, row: Row, columns: tuple[int, ...], alike: Mapping[int, Cell], header: Sequence[Cell]
) -> Alternatives:
    """What must hold for a row: all its cells of conditions, each with its values, told with its head where it is one of `alike` or
    the cell is but a figure."""
    found: Alternatives = ()
    for column in columns:
        if column >= len(row.cells):
            continue
        cell = row.cells[column].value
        one = _of_head(page, header[column], cell) if column < len(header) and not cell.is_empty else None
        if one or not (cell.is_empty or NOTHING.match(told_in(page, cell))):
            told = ((one,),) if one else of_cell(page, cell) or _as_written(page, cell)
            found = join(found, _under(page, alike[column], told) if column in alike and not one else told)
    return found


def _of_head(page: Page, head: Cell, cell: Cell) -> Cond | None:
    """A cell that says nothing without its head: 是 under 是否已开票, or but a figure."""
    reply = reply_of(page.told, cell, {})
    asked = _WHETHER.match(page.told.folded, head.start, head.end)
    if reply is None or (not asked and NOTHING.match(told_in(page, cell))):
        return _bounded(page, head, cell)
    start = asked.end() if asked else head.start
    own = known_condition(page.told, start, head.end) or own_condition(page.told, start, head.end)
    return own if own is None or reply.permits else replace(own, negated=not own.negated)


def _bounded(page: Page, head: Cell, cell: Cell) -> Cond | None:
    """A cell that is but a figure with its bounds, as what its head measures: 距起飞时间 | 2-7天."""
    figures = [f for f in find_figures(page.told, cell.start, cell.end) if f.told]
    words = told_in(page, cell).strip()
    if len(figures) not in (1, 2) or not _BOUND.fullmatch(words, 0, figures[0].start - cell.start):
        return None
    limit = as_quantity(figures[0]) if len(figures) == 1 else _between(words, cell.start, figures)
    left = without(_OF_BOUNDS, without(_OF_BOUNDS, words[figures[-1].end - cell.start :]))
    label = re.sub(r"\s+|[（(].*", "", page.told.raw[head.start : head.end])
    if limit is None or left or not 2 <= len(label) <= 16:
        return None
    short = without(_MEASURED, label)
    spellings = (label + words, *((short + words,) if short != label else ()))
    name = ConceptName(ConceptScheme.CIRCUMSTANCE, short if len(short) > 1 else label)
    return Cond(name, False, cell.start, cell.end, limit, True, spellings)


def _between(words: str, at: int, figures: Sequence[Figure]) -> Quantity | None:
    """Two bounds of one thing: 超过50元不满200元, ≥3%且<5%."""
    low, high = figures
    told = words[low.end - at : high.start - at]
    upwards = low.comparator in (Comparator.GE, Comparator.GT) and high.comparator in (Comparator.LE, Comparator.LT)
    tied = _TIED.match(told)
    if low.unit is not high.unit or not upwards or not tied or not _BOUND.fullmatch(told, tied.end()):
        return None
    return msgspec.structs.replace(as_quantity(low), comparator=Comparator.BETWEEN, upper=high.value)


def alike_columns(table: Table, columns: tuple[int, ...]) -> dict[int, Cell]:
    """The heads of columns that name the same things as another does, so that only a head says which is meant: 调出仓 | 调入仓."""
    named = {
        column: {cell.text for cell in table.column(column)} - {""}
        for column in columns
        if column < len(table.header) and not table.header[column].is_empty
    }
    told = {column: {one for one in texts if not NOTHING.match(one)} for column, texts in named.items()}
    return {
        column: table.header[column]
        for column, texts in told.items()
        if any(texts & others for other, others in told.items() if other != column)
    }


def _under(page: Page, head: Cell, alternatives: Alternatives) -> Alternatives:
    """Conditions told with the head of their column: 调出仓为门店仓."""
    name = re.sub(r"\s+|[（(].*", "", page.told.raw[head.start : head.end])
    short = without(_KIND_OF, name)
    names = (name, short) if len(short) > 1 else (name,)

    def told(cond: Cond) -> Cond:
        label, *more = (f"{one}为{cond.name.label}" for one in names)
        return replace(cond, name=ConceptName(ConceptScheme.CIRCUMSTANCE, label), discovered=True, spellings=(*more,))

    return tuple(tuple(map(told, one)) for one in alternatives)


def of_cell(page: Page, cell: Cell) -> Alternatives:
    """The alternatives of a cell; 非A/B is one conjunction; words that name no concept are a circumstance of their own."""
    outside = _OUTSIDE.search(page.told.folded, cell.start, cell.end)
    if outside:
        base = Cell(cell.start, outside.start(), page.told.folded[cell.start : outside.start()].rstrip())
        first, last = outside.span(next(group for group in ("what", "out", "bare") if outside[group]))
        taken = of_cell(page, Cell.of(page.told.raw, first, last))
        bare = base.is_empty or bool(NOTHING.match(base.text)) or base.text in ("全国", "其他", "其余")
        return join(() if bare else of_cell(page, base), (negated(unique(c for one in taken for c in one)),))
    marks = usable(page, cell.start, cell.end)
    if whole := _longer_name(page, cell, marks):
        return ((whole,),)
    named = read_conditions(page.told, cell.start, cell.end, marks)
    if named:
        named = join(_before_bracket(page, cell, min(c.start for one in named for c in one)), named)
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


def _longer_name(page: Page, cell: Cell, marks: Sequence[Mark]) -> Cond | None:
    """The kind that all of a cell names, which ends in the name of a wider one or goes on behind it: 夜间|配送单, 团购|套餐券."""
    mark = next((m for m in marks if m.end == cell.end or m.start == cell.start), None)
    if mark is None or len(marks) > 1 or mark.name.scheme not in _HEADED:
        return None
    before, behind = page.told.folded[cell.start : mark.start], page.told.folded[mark.end : cell.end]
    ends = before in _PURE or (_TOLD_APART.fullmatch(before) and before not in NO_QUALIFIER)
    goes_on = not before and _THING.fullmatch(behind)
    if not (goes_on if behind else ends):
        return None
    label = re.sub(r"\s+", "", page.told.raw[cell.start : cell.end])
    return Cond(ConceptName(mark.name.scheme, label), False, cell.start, cell.end, None, True)


def _before_bracket(page: Page, cell: Cell, first: int) -> Alternatives:
    """What a cell tells before a bracket that holds all its conditions: 管道堵塞|（首次）."""
    told = _BRACKET.fullmatch(page.told.folded, cell.start, cell.end)
    own = own_condition(page.told, *told.span("what")) if told and first >= told.end("what") else None
    return ((own,),) if own else ()


def _as_written(page: Page, cell: Cell) -> Alternatives:
    """A cell that tells nothing else, by all of its words, so that its row never holds for all: 06:00-09:00."""
    label = re.sub(r"\s+", "", page.told.raw[cell.start : cell.end])
    name = ConceptName(ConceptScheme.CIRCUMSTANCE, label)
    return ((Cond(name, False, cell.start, cell.end, None, True, (label,)),),) if len(label) <= _LONGEST else ()


def _all_negated(page: Page, alternatives: Alternatives) -> Conjunction:
    """非A/B is neither; what says of itself that it holds stays: 非A/已B."""
    found = [cond for one in alternatives for cond in one]
    return unique(c if page.told.folded[c.start] in "已有" else replace(c, negated=True) for c in found)


def _own_name(page: Page, start: int, end: int) -> Cond | None:
    """A cell's words as a circumstance of their own, a number among them, or a single character: 3期, 犬."""
    label = re.sub(r"\s+", "", page.told.raw[start:end])
    own = own_condition(page.told, start, end)
    if own is not None and label.endswith(("）", ")")) and own.name.label != label:
        return replace(own, name=ConceptName(ConceptScheme.CIRCUMSTANCE, label), spellings=(label, *own.spellings))
    if own is not None or not re.fullmatch(r"[一-鿿]|\d+(?![\d.]|[天日个小分秒元次%％])[^\s，。；]{1,8}", label):
        return own
    return Cond(ConceptName(ConceptScheme.CIRCUMSTANCE, label), False, start, end, None, True, (label,))


def told_in(page: Page, cell: Cell) -> str:
    """The words of a cell, folded."""
    return page.told.folded[cell.start : cell.end]
