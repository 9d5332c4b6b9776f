"""Figures as rules: which kind of limit a figure in a clause is, who is bound by it, and bounds by another field.

A figure in a condition (金额超过500元的订单) belongs to the condition and is none of these.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import msgspec

from extract.cues import CueKind, find_cues
from extract.drafts import Draft
from extract.figured import is_window
from extract.measured import measured_words
from extract.page import Page
from extract.tables import Cell
from extract.text import Text
from ontology.figures import Figure, as_quantity, find_figures
from ontology.kinds import TIME_UNITS, Comparator, ConstraintKind, Modality, Unit
from ontology.names import fold
from ontology.records import Quantity

_COUNTS: Final = frozenset({Unit.TIMES, Unit.ORDERS, Unit.ACCOUNTS, Unit.ITEMS})
_INTERVAL: Final = re.compile(r"间隔|相隔|每隔")
_SPAN: Final = re.compile(r"跨度|时间范围|时间段|区间|范围(?:为|最|不)|最近|近\s*\Z|单次(?:导出|查询)|查询时间")
_BEHIND_SPAN: Final = re.compile(r"\s*(?:以?内|之内)?的(?:订单|数据|记录|账单|报表|流水|明细|日志)")
_BOUND_BY: Final = re.compile(
    r"(?<!总是)(?<!往往)(?<!通常)(?P<neg>不(?:能|得|可|可以|应|允许)?|禁止|无法)?\s*(?P<cmp>低于|高于|大于|小于|超过|少于|多于|等于|超出)\s*(?P<field>[一-鿿A-Za-z]{2,16}?(?:金额|价格?|库存量?|数量|余额|重量|体积|总额|运费|货款|件数|额度|时间|日期|单价|份数|上限|下限|数))(?=[，,。；;\s|）)]|\Z|的(?!\w))"
)
_COMPARED: Final = {
    ("低于", False): Comparator.LT, ("小于", False): Comparator.LT, ("少于", False): Comparator.LT,
    ("高于", False): Comparator.GT, ("大于", False): Comparator.GT, ("超过", False): Comparator.GT,
    ("多于", False): Comparator.GT, ("超出", False): Comparator.GT, ("等于", False): Comparator.EQ,
    ("低于", True): Comparator.GE, ("小于", True): Comparator.GE, ("少于", True): Comparator.GE,
    ("高于", True): Comparator.LE, ("大于", True): Comparator.LE, ("超过", True): Comparator.LE,
    ("多于", True): Comparator.LE, ("超出", True): Comparator.LE, ("等于", True): Comparator.EQ,
}  # fmt: skip
_MONEY: Final = re.compile(r"金额|价|余额|总额|运费|货款|额度")
_WITHIN: Final = re.compile(r"\s*(?:之|以)?(?:内|前)(?![容存部提往述台])")
_AFTER: Final = re.compile(r"\s*(?:之|以)?后(?!台)|\s*(?:系统)?(?:会|将)?自动|\s*仍?未|\s*起")
_SYSTEM: Final = re.compile(
    r"自动|系统(?!异常|提示)|失效|过期|到账|生效|有效|关闭|释放|清空|消失|解除|到期|恢复|默认|清除|关单"
)
_DUTY: Final = re.compile(
    r"需|须|应|请|必须|务必|要(?!求|素)|不得|不能|不可|最晚|最迟|完成|处理|发货|回复|审核|答复|反馈|上传|提交|提供|发出|揽收|处置|受理|确认(?!收货)"
)
_WINDOW: Final = re.compile(r"可以?(?!能)|支持|允许|能够?(?!源)|方可|有权")
_TOLD_ALONE: Final = frozenset(
    {
        Unit.YUAN, Unit.PERCENT, Unit.KILOBYTE, Unit.MEGABYTE, Unit.GIGABYTE, Unit.GRAM, Unit.KILOGRAM, Unit.CENTIMETRE,
        Unit.CUBIC_METRE,
    }
)  # fmt: skip
"""What is told of these bounds or fixes something, with or without a word that says so: 手续费0.1%, 同城改派5元."""
_RULING: Final = re.compile(
    r"可|需|须|应|请|仅|只|最|不|每|限|免费|内|后|前|为|超|自动|以上|以下|至少|至多|上限|下限|间隔|跨度|<|>|≤|≥|=|起|有效|保留|保存|共|满|达|延|[收补返抵减停封冻锁禁等至]|下[线架]|按|扣|罚|赔|会|将|工作日|时效|周期|左右|预计|一般|通常|:|："
)
_BEFORE: Final = 14
_BEHIND: Final = 10
"""How far from a figure, in characters, a word may stand that makes it a bound."""
_LABEL: Final = re.compile(
    r"[^，,。；;\n：:]{0,8}(?:上限|下限|最[多少高低长短]|限[额量次]|额度|时效|时限|期限|费用?|收费标准|价格|租金|押金)[^，,。；;\n：:]{0,2}[：:]"
)
"""What a line calls the figures of all its clauses: 月进货上限：A级100盒，|B级50盒."""
_NO_COUNT: Final = re.compile(r"(?:前|后|主|第|码|位|版|任)\s*\Z")
_NO_LIMIT: Final = re.compile(
    r"(?:成立|拥有|超过\d+年|累计服务|覆盖)[^，。]{0,6}\Z|(?:提升|节[省约]|增长|增加|上升|下降|高达|突破|价值|回[馈饋])了?(?:近|约|超过?)?\Z|最[早近新晚后先]的\Z"
)
_OF_NUMBER: Final = re.compile(r"(?:(?:手机|电话|分机|证件|身份证|卡|虚拟|主)号码?[的前后]|尾号)\s*\Z")
"""Of how many digits of a number it is told: 手机号前|11位."""
_OF_A_TIME: Final = re.compile(r"[一-鿿]{0,3}期(?![间限])")
_HAS: Final = re.compile(r"(?<![已还所拥])有\s*\Z")
_FIXED: Final = frozenset({Unit.YUAN, Unit.PERCENT, Unit.POINTS})
"""What is told of these by the day or the month is what is paid or taken."""
_DONE_AT: Final = re.compile(r"自动|系统|提醒|通知|同步|更新|推送|刷新|[须需应]")
_EVERY: Final = re.compile(r"每隔?\s*\Z")
_ANY_ONE: Final = re.compile(r"[一1](?:[笔个张份条名位家]|单(?!次))[一-鿿]{1,6}?(?:可|只|仅|最多|至多|能|支持|不)")
"""Of any one it is told, at the beginning of a clause, how much it may: 一笔交易|可以分多次退款."""
_EXAMPLE: Final = re.compile(r"(?:例如|比如|譬如|举例|如[：:])[^。；;]*\Z")
_MEASURING: Final = re.compile(
    r"(?:[须需应可会将在为是共再约至满达]|必须|最[长短多少晚迟]|不?[得能]?超过|不[少多]于|至[少多]|一般|通常|[:：])+\Z"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A clause to look for figures in, what of it belongs to conditions (`taken`), and where the words of the rule begin (`lead`)."""

    start: int
    end: int
    taken: tuple[tuple[int, int], ...] = ()
    lead: int | None = None


def find_limits(page: Page, place: Place, *, feature: str | None) -> Iterator[Draft]:
    """The figures of a clause that bound something, and its bounds by another field; conditions are added by the caller."""
    text = page.told
    figures = tuple(find_figures(text, place.start, place.end))
    for figure in figures:
        if any(start < figure.end and figure.start < end for start, end in place.taken) or _counts(page, place, figure):
            continue
        if not _limits(page, place, figure):
            continue
        kind = _kind(page, place, figure)
        draft = _draft(page, place, figure, kind, feature=feature)
        yield replace(draft, measured=_measured(page, place, figure)) if len(figures) == 1 else draft
    for match in _BOUND_BY.finditer(text.folded, place.start, place.end):
        yield _of_field(page, place, match, feature=feature)


def by_the_same(draft: Draft, before: Sequence[Draft]) -> Draft:
    """A bound on a part of what the one before it bounds, by the same day or month: 每天最多300张，其中|处方不超过80张."""
    whole = next((d.limit for d in reversed(before) if d.limit is not None), None)
    if whole is None or draft.limit is None or draft.limit.per is not None or draft.limit.unit != whole.unit:
        return draft
    return replace(draft, limit=msgspec.structs.replace(draft.limit, per=whole.per))


def _counts(page: Page, place: Place, figure: Figure) -> bool:
    """Whether a time is but that within which a condition right behind it counts: 一个月内|缺货3次以上."""
    return any(0 <= start - figure.end <= 2 for start, _ in place.taken) and is_window(page.told, figure)


def figures_of_cell(page: Page, cell: Cell, head: Cell | None, *, feature: str | None) -> Iterator[Draft]:
    """The figures of a table's cell, which its head says what they are: 发货时效 | 48小时."""
    place = Place(cell.start, cell.end)
    for figure in find_figures(page.told, cell.start, cell.end):
        kind = _kind(page, place, figure)
        if head is not None and kind is ConstraintKind.DURATION and _SPAN.search(head.text):
            kind = ConstraintKind.SPAN
        draft = _draft(page, place, figure, kind, feature=feature)
        named = page.told.raw[head.start : head.end] if head is not None else ""
        yield replace(draft, effect=named) if named and kind is ConstraintKind.DURATION else draft


def may_limit(text: Text, clause: tuple[int, int], sentence: tuple[int, int]) -> bool:
    """Whether a figure of a clause may bound anything, whatever of its sentence is read together with it."""
    return any(_is_bound(text, sentence, figure) for figure in find_figures(text, *clause))


def _is_bound(text: Text, within: tuple[int, int], figure: Figure) -> bool:
    """Whether a figure bounds or fixes something by what stands around it in a stretch of text, or by its unit alone."""
    start, end = within
    lead, near = text.folded[start : figure.start], (max(start, figure.start - _BEFORE), min(end, figure.end + _BEHIND))
    has = _HAS.search(lead) and _OF_A_TIME.match(text.folded, figure.end, end)
    alone = figure.unit in _TOLD_ALONE and re.search(r"[一-鿿]{2}", lead)
    return figure.told or figure.ordinal or bool(has or alone or _RULING.search(text.folded, *near))


def _limits(page: Page, place: Place, figure: Figure) -> bool:
    """Whether a figure bounds anything: some word of the clause must say so, and it must be no name or example."""
    text = page.told
    lead = text.folded[place.start : figure.start]
    if figure.unit not in TIME_UNITS and _NO_COUNT.search(lead) and figure.per is None:
        return False
    if not lead.strip() and _ANY_ONE.match(text.folded, figure.start, place.end):
        return False
    told = text.folded[max(0, figure.start - 80) : figure.start]
    if _EXAMPLE.search(told) or _NO_LIMIT.search(lead) or _OF_NUMBER.search(lead):
        return False
    return (
        _is_bound(text, (place.start, place.end), figure) or _LABEL.match(text.folded, _line(text, place)) is not None
    )


def _line(text: Text, place: Place) -> int:
    return text.folded.rfind("\n", 0, place.start) + 1


def _kind(page: Page, place: Place, figure: Figure) -> ConstraintKind:
    words = page.told.folded[place.start : place.end]
    if figure.unit in TIME_UNITS:
        lead = page.told.folded[place.start : figure.start]
        if _INTERVAL.search(words) or _EVERY.search(lead):
            return ConstraintKind.INTERVAL
        if _SPAN.search(lead) or _BEHIND_SPAN.match(page.told.folded, figure.end, place.end):
            return ConstraintKind.SPAN
        return ConstraintKind.DURATION
    if figure.unit in _COUNTS or figure.per is not None:
        return ConstraintKind.QUOTA
    return ConstraintKind.AMOUNT


def _draft(page: Page, place: Place, figure: Figure, kind: ConstraintKind, *, feature: str | None) -> Draft:
    text = page.told
    quantity = _defaulted(page, place, figure, kind)
    modality = _modality(page, place, figure) if kind is ConstraintKind.DURATION else Modality.REQUIRED
    effect = _effect(page, place, figure) if kind is ConstraintKind.DURATION else None
    return Draft(
        modality=modality,
        kind=kind,
        rule=f"rule.{kind.lower()}",
        start=place.start,
        end=place.end,
        words=text.raw[place.start : place.end],
        feature=feature,
        limit=quantity,
        effect=effect,
    )


def _defaulted(page: Page, place: Place, figure: Figure, kind: ConstraintKind) -> Quantity:
    """A figure without a comparator: a quota and a span are upper bounds, an interval a lower one; what is paid or happens every day is fixed."""
    quantity = as_quantity(figure)
    if figure.told:
        return quantity
    comparator = quantity.comparator
    lead = page.told.folded[place.start : figure.start]
    fixed = figure.unit in _FIXED or (figure.per is not None and _DONE_AT.search(lead))
    if kind is ConstraintKind.SPAN or (kind is ConstraintKind.QUOTA and not fixed):
        comparator = Comparator.LE
    elif kind is ConstraintKind.INTERVAL and not re.search(r"自动|系统", page.told.folded[place.start : place.end]):
        comparator = Comparator.GE
    return msgspec.structs.replace(quantity, comparator=comparator)


def _measured(page: Page, place: Place, figure: Figure) -> str | None:
    """What the figure bounds, by the words of its rule alone."""
    begin = place.start if place.lead is None else place.lead
    return measured_words(page.told.raw[begin : place.end], (figure.start - begin, figure.end - begin))


def _modality(page: Page, place: Place, figure: Figure) -> Modality:
    """AUTOMATIC where the system acts, ALLOWED where it is a window, REQUIRED where somebody must."""
    text = page.told
    behind = text.folded[figure.end : place.end]
    whole = text.folded[place.start : place.end]
    cues = [cue.kind for cue in find_cues(text, figure.end, place.end)]
    if cues and cues[0] in (CueKind.ALLOW, CueKind.NARROW) and not _SYSTEM.search(behind):
        return Modality.ALLOWED
    if _SYSTEM.search(behind) or (_SYSTEM.search(whole) and not _DUTY.search(behind)):
        return Modality.AUTOMATIC
    if CueKind.FORBID in cues or _DUTY.search(whole):
        return Modality.REQUIRED
    return (
        Modality.ALLOWED if _WINDOW.search(whole) else Modality.AUTOMATIC if _AFTER.match(behind) else Modality.REQUIRED
    )


def _effect(page: Page, place: Place, figure: Figure) -> str | None:
    """What happens or must be done then: the words behind the time; where none are, those before it (订单延迟5天)."""
    words = page.told.raw[figure.end : place.end]
    if not re.search(r"\w", words):
        before = _MEASURING.sub("", re.sub(r"\s+", "", page.told.raw[place.start : figure.start]))
        return before if re.fullmatch(r"[一-鿿]{2,12}", before) else None
    words = re.sub(r"\A[\s，,]*(?:之|以)?(?:内|前|后|左右|起)?[\s，,]*(?:系统|订单|将|会|就|即|则|的)*", "", words)
    words = re.sub(r"\s+", "", words).strip("，,。；;：:)）")
    return words if 2 <= len(words) <= 30 else None


def _of_field(page: Page, place: Place, match: re.Match[str], *, feature: str | None) -> Draft:
    comparator = _COMPARED[(match["cmp"], match["neg"] is not None)]
    field = page.told.raw[match.start("field") : match.end("field")]
    unit = Unit.YUAN if _MONEY.search(fold(field)) else None
    return Draft(
        modality=Modality.REQUIRED,
        kind=ConstraintKind.AMOUNT,
        rule="rule.field",
        start=place.start,
        end=place.end,
        words=page.told.raw[place.start : place.end],
        feature=feature,
        limit=Quantity(comparator=comparator, field=field, unit=unit),
    )
