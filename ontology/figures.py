"""Figures in a text, with what bounds them: digits, full width, Chinese numerals; unit, comparator, period, event.

Only isolated numbers before a unit, or behind the name of what they count, are read; a number in a list marker, an address or a name (1-4级, 3C) is none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final, Protocol

from ontology.counts import is_no_figure
from ontology.kinds import TIME_UNITS, Comparator, Unit
from ontology.names import fold
from ontology.numerals import NUMBER, number_range
from ontology.records import Quantity

_UNITS: Final[tuple[tuple[str, Unit], ...]] = (
    (r"个?工作小时", Unit.WORKING_HOUR),
    (r"个?工作[日天]", Unit.WORKING_DAY),
    (r"个?自然[日天]|个?日历[日天]|天(?!猫|气)|日(?!期|志|常)|个?晚上|晚", Unit.DAY),
    (r"个?小时|h(?:ours?)?(?![a-z])|个?钟头", Unit.HOUR),
    (r"分钟|min(?:utes?)?(?![a-z])", Unit.MINUTE),
    (r"秒钟?|s(?![a-z])", Unit.SECOND),
    (r"个?星期|个?自然周|周(?!年|边|岁|转|期)", Unit.WEEK),
    (r"个?自然月|个?月(?!\d|份|底|初)", Unit.MONTH),
    (r"个?自然年|周?年(?!\d|度|货)", Unit.YEAR),
    (r"[次回遍]", Unit.TIMES),
    (r"[个笔单条张份]?订单|单(?![价位号个独品])|笔", Unit.ORDERS),
    (r"个?(?:子|主|员工)?[账帐]号|个?(?:子|主)?[账帐]户|个?员工", Unit.ACCOUNTS),
    (r"个?汉?字符?(?!段)|个?中文", Unit.CHARACTERS),
    (r"积?分(?!钟|类|之|期|享|销|店|批|组|仓|拣)", Unit.POINTS),
    (r"万?元|块(?:钱|(?![一-鿿])|(?=[以之起内及或的]))|rmb|人民币", Unit.YUAN),
    (r"[%％]|个?百分点|成(?=[以之][上下内]|为限|左右|[，,。；;、的）)\s]|\Z)", Unit.PERCENT),
    (r"kb(?![a-z])|k(?![a-z])", Unit.KILOBYTE),
    (r"mb?(?![a-z])|兆", Unit.MEGABYTE),
    (r"gb?(?![a-z])", Unit.GIGABYTE),
    (r"千克|公斤|kg", Unit.KILOGRAM),
    (r"克", Unit.GRAM),
    (r"厘米|公分|cm", Unit.CENTIMETRE),
    (r"立方米?|m³|(?<=[\d半])\s*方(?=[以之内起及或、，,。；;）)|\s]|\Z)", Unit.CUBIC_METRE),
    (
        r"公里|千米|km|℃|°c|摄氏度|吨|升|毫升|ml|米(?![色饭面线粉])|[美欧日]元|港[币元]|[一-鿿]{2}盾|泰铢|比索|卢布|英镑|星(?!期)|期(?![间限内货望末初])|级(?!别)|倍|折(?!扣|叠|算|合)",
        Unit.OTHER,
    ),
    (
        r"(?<=\d)\s*(?:包(?![裹装邮含括年月])|支(?![付持援])|只(?![能可要有支需限])|组|部(?![分门])|页|枚|双)|盒|瓶|箱(?!子)|袋",
        Unit.ITEMS,
    ),
    (
        r"[张件条款批档篇辆]|个(?!人|性|体|别|月)|份(?!额)|本(?![人店月周年次单身地])|间(?![隔断接])|课时|[车门]?票(?![据面根])|种|家|位(?!置)|套|行|项|台|人|名(?![义称额单字次下]|[一-鿿]{1,4}的)|节(?![假日点省约目能])|场(?![次地景所馆内外合])|桌|杯|首(?![单次付期])|集(?!合|中)|门(?![店票诊禁锁口])",
        Unit.ITEMS,
    ),
)
_UNIT: Final = "|".join(f"(?P<u{n}>{pattern})" for n, (pattern, _) in enumerate(_UNITS))
_TO: Final = r"\s*(?:-|~|—|–|至|到|－|～)\s*"
_HOLDS: Final = r"(?:\s*[（(]\s*不?(?:包?含|包括)[）)]|\x01{3,5})?"
"""Whether a bound is itself within, in a bracket read or hidden: 1%（含）—3%."""
_STRICT: Final = {Comparator.LE: Comparator.LT, Comparator.GE: Comparator.GT}
_ANY_UNIT: Final = "|".join(pattern for pattern, _ in _UNITS)
_FIGURE: Final = re.compile(
    rf"(?<![\d.a-z第*×])(?P<nth>第\s*)?(?P<low>{NUMBER})(?P<tens>万|亿)?\s*(?:(?P<own>{_ANY_UNIT})?{_HOLDS}{_TO}第?\s*(?P<high>{NUMBER})(?P<tens_of_high>万(?!元)|亿)?{_HOLDS})?\s*(?P<more>多|几)?\s*(?P<half>个半)?\s*(?:{_UNIT})(?P<and>半(?![天日年月价个]))?",
    re.IGNORECASE,
)
_DEGREES: Final = re.compile(r"℃|°c|摄氏度")
_MEASURE: Final = re.compile(rf"{_DEGREES.pattern}|公里|千米|km|吨|升|毫升|ml|米")
"""What is measured in these may be told as from this to that."""
_BELOW_ZERO: Final = re.compile(r"(?<![\d℃至到])(?:[-−]|零下|负)\s*\Z")
_UP_TO: Final = re.compile(
    r"\s*(?:(?:及|或)?以上)?(?:（含）|\(含\))?\s*[，,、]?(?:但|且|并)?(?:不满|未满|不足|不到|低于|小于|不超过)\s*"
)
"""What leads from the lower bound of a range to the upper one: 超过50元|不满|200元."""
_SOME_UNIT: Final = re.sub(r"[(][?]<?[=!](?:\[[^\]]*\]|[^()\[\]])*[)]", "", _ANY_UNIT)
_OF_HUNDRED: Final = re.compile(r"百分之(?P<low>[〇零一二两三四五六七八九十百]+|\d+(?:\.\d+)?)")
_OF_TRADE: Final = re.compile(
    r"(?<![a-z\d])[td]\s?\+\s?(?P<low>[1-9]\d?)(?=\s*(?:到账|结算|打款|入账|出账|付款|放款|回款|划[转款拨]|提现到|[，,。；;、|）)\n]|\Z))"
)
"""How many days after a trade something is paid: T+1到账; a name that holds it (T+1商户) is none."""
_SOME_NUMBER: Final = re.compile(
    rf"\d|百分之|[〇零一二两三四五六七八九十半][〇零一二两三四五六七八九十百千万亿多几个半第\s\-~—–至到－～]*(?:{_SOME_UNIT})",
    re.IGNORECASE,
)
"""A number before a unit, whatever stands around them: wherever `_FIGURE` or `_WITHOUT_UNIT` finds one, and more."""
_TENS: Final = {"万": 10_000.0, "亿": 100_000_000.0}
_COUNTED: Final[tuple[tuple[str, Unit], ...]] = (
    (r"次数", Unit.TIMES), (r"天数", Unit.DAY), (r"字数", Unit.CHARACTERS), (r"件数|个数|张数|条数|人数|数量", Unit.ITEMS),
    (r"订单数量?|订单量|单量|笔数", Unit.ORDERS), (r"金额|单价|价格", Unit.YUAN),
    (r"评分|得分|dsr|信用分", Unit.POINTS),
)  # fmt: skip
_WITHOUT_UNIT: Final = re.compile(
    rf"(?:{'|'.join(f'(?P<u{n}>{pattern})' for n, (pattern, _) in enumerate(_COUNTED))})(?:[须需应]|为|是|上限|最[多高大]|不?得?[超高大小低少][过于出]|等于|达到?|或|[<>≤≥=]|\s)*(?P<low>\d+(?:\.\d+)?)(?=\s*(?:[（(）)，,。；;、|的时且]|以[上下]|\Z))"
)
_BEFORE: Final[tuple[tuple[str, Comparator], ...]] = (
    (r"(?:不得?|不能|不可|不应|不允许|禁止|无法|勿|未)\s*(?:超过|大于|高于|多于|超出|晚于|迟于)", Comparator.LE),
    (r"(?:不得?|不能|不可|不应|不允许|不)\s*(?:低于|少于|小于|短于|早于|不足)", Comparator.GE),
    (r"提前\s*\Z", Comparator.GE),
    (r"(?:支[持援]|享有?)\s*\Z", Comparator.LE),
    (r"[逾超]过?[^，。；\d]{1,6}[期时]限\s*\Z", Comparator.EQ),
    (r"(?:超过|超出|大于|高于|多于)(?:[^，。；\d]{0,4}(?:限[重额量制高长定]|上限|标准))\s*\Z", Comparator.GT),
    (r"(?:最[多长早]|至多|不超过|可以?|允许)[^，。；]{0,4}提前\s*\Z", Comparator.LE),
    (r"<=|≤|小于等于|小于或等于|不多于|不大于", Comparator.LE),
    (r">=|≥|大于等于|大于或等于|至少|最[少低短小]|保底|起(?:[批订购租投]量?|送价?)|不小于|不少于|起码|(?<![不未])满|(?<!未)达到?", Comparator.GE),
    (r"<|小于|低于|少于|(?:不足|不到|不满|未满|未达)(?![的者时])", Comparator.LT),
    (r">|大于|高于|多于|(?:超过|超出)(?![的]?部分|后|时|者)|超(?!过|出|时|期|额|重|卖|市|链|限)|逾(?!期)", Comparator.GT),
    (r"(?:放宽|提[高升]|延长|扩大|增加|缩短)(?:至|到|为)", Comparator.LE),
    (r"最长|最多|最高|最大|最远|最晚|最迟|至多|上限|不限于|仅能?|只能?|(?<![权界局无有不超])限(?!时)|不超|以内|共?可|仅可|只可|仅支持|只支持|最多可|每[^，。；]{0,6}?可", Comparator.LE),
)  # fmt: skip
COMPARED: Final = re.compile(
    r"(?:未超过|超过|逾(?!期)|大于|小于|不超过|不足|低于|高于|少于|多于|超(?=\s*\d|\Z)|达到|(?<![送到直])达(?=\d)|超出|不少于|不低于|不高于|满|不满|未满|≥|≤|>=|<=|[<>])"
)
"""Words that compare what stands before them with a figure."""
_BEHIND: Final[tuple[tuple[str, Comparator], ...]] = (
    (r"内(?:仍然?|还|都|均|尚)?(?:未(?!来)|没有?|无(?!需|须|法|理由|条件))", Comparator.GT),
    (r"(?:之|以)?内(?!容|存|部|含)|(?:之|以)?前(?!提|往|述|台)|以下|及以下|之内|为限|为上限|封顶", Comparator.LE),
    (r"以上|及以上|或以上|起(?!来|见)", Comparator.GE),
)
_PERIOD: Final = r"自然日|工作日|自然年|学年|自然月|自然周|天|日|周|星期|月|年|小时|分钟|秒"
_PER: Final = re.compile(
    rf"(?:每|(?<![满近超过达足第前后每唯统同])一)\s*(?:个)?({_PERIOD})|(?:当|(?<![订账运面])单|同一)(天|日|周|月|年)|(日)均|按(日|天|月|年)|(?<![一-鿿\d])(日|月|年)(?=累计|限额)|(?<![条次个张笔件单])/({_PERIOD})"
)
_PER_BEHIND: Final = re.compile(rf"[^\S\n]*(?:/|每|一)\s*(?:个)?({_PERIOD})")
_PERIODS: Final = {
    "天": Unit.DAY, "日": Unit.DAY, "自然日": Unit.DAY, "工作日": Unit.WORKING_DAY, "周": Unit.WEEK, "星期": Unit.WEEK,
    "自然年": Unit.YEAR, "学年": Unit.YEAR, "自然月": Unit.MONTH, "自然周": Unit.WEEK, "秒": Unit.SECOND, "月": Unit.MONTH, "年": Unit.YEAR, "小时": Unit.HOUR, "分钟": Unit.MINUTE,
}  # fmt: skip
_SINCE: Final = re.compile(
    r"(?:自|从|于|在)?([一-鿿A-Za-z]{2,14}?)(?:之日)?(?:后|之后|以后|起|(?<!提)(?=前))(?:的|，|,|前)?\s*(?:第|的?)?\s*\Z"
)
_OF_A_KIND: Final = re.compile(r"[一-鿿A-Za-z]{2}(?<![现正所存内自实])(?:在|于)(?![线售途职])(?=[一-鿿]{2})")
"""A kind of which an event is told: 已预告商品在|开播."""
_CLAUSE: Final = re.compile(r"[，,。；;！!？?：:\n\x00|]")
_SENTENCE: Final = re.compile(r"[。；;！!？?\n\x00|]")
_IN_ALL: Final = re.compile(r"(?:累计|连续)[^，]{0,6}\Z")
_BESIDE: Final = re.compile(r"[\s、/]*(?:或者?|和|与|及|、|/|-|至|到)?[^一-鿿]*")
_BASIS: Final = re.compile(
    r"(每个?(?:主|子)?(?:账号|商家|店铺|订单|用户|商品|sku|人)|(?:同一|单个|每[个条笔单张件位名家]?(?!天|日|周|星期|月|年|小时|分钟|秒|自然|工作|季|次|个))(?:个|笔)?[一-鿿A-Za-z]{2,8}?)(?=最|至多|至少|每|可|仅|只|限|的|在|不|需|须|应|允许|支持|能|内|单[笔次日月个]|当|同时|累计|上传|提交|大小|时长|重量|金额|价格|数量|字数|次数|[，,、\s\d<>≤≥=]|\Z)"
)


class Told(Protocol):
    """Words as written and folded, whoever reads them: what needs no vocabulary to be read."""

    @property
    def raw(self) -> str: ...
    @property
    def folded(self) -> str: ...
    @property
    def memo(self) -> dict[object, Any]: ...


@dataclass(frozen=True, slots=True)
class Words:
    """Words by themselves, without a vocabulary to read them by."""

    raw: str
    folded: str
    memo: dict[object, Any] = field(init=False, default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure at `text[start:end]`, unit included; `upper` is set for ranges. `told`: a comparator was written."""

    start: int
    end: int
    value: float
    upper: float | None
    unit: Unit
    unit_text: str
    comparator: Comparator
    told: bool
    per: Unit | None
    since: str | None
    basis: str | None
    ordinal: bool


def find_figures(text: Told, start: int, end: int) -> Iterator[Figure]:
    """The figures of a stretch of text, in its order."""
    if not may_count(text, start, end):
        return iter(())
    key = ("figures", start, end)
    if key not in text.memo:
        found = [one for m in _FIGURE.finditer(text.folded, start, end) if (one := _figure(text, m, start, end))]
        bare = [_without_unit(text, m, start, end) for m in _WITHOUT_UNIT.finditer(text.folded, start, end)]
        bare += [
            one for m in _OF_HUNDRED.finditer(text.folded, start, end) if (one := _of_hundred(text, m, start, end))
        ]
        bare += [_of_trade(text, m, start) for m in _OF_TRADE.finditer(text.folded, start, end)]
        text.memo[key] = tuple(_ranges(text, sorted(found + bare, key=lambda one: one.start)))
    figures: tuple[Figure, ...] = text.memo[key]
    return iter(figures)


def _ranges(text: Told, figures: list[Figure]) -> Iterator[Figure]:
    """Figures, two of which may bound one thing from below and from above: 超过50元不满200元."""
    last: Figure | None = None
    for one in figures:
        if (
            last is not None
            and last.unit is one.unit
            and last.comparator in (Comparator.GT, Comparator.GE)
            and last.value < one.value
            and _UP_TO.fullmatch(text.folded, last.end, one.start)
        ):
            last = replace(last, end=one.end, upper=one.value, comparator=Comparator.BETWEEN)
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


def may_count(text: Told, start: int, end: int) -> bool:
    """Whether a number stands in a stretch of text, in digits or before a unit; where none does there is no figure."""
    return bool(_SOME_NUMBER.search(text.folded, start, end))


def _figure(text: Told, match: re.Match[str], start: int, end: int) -> Figure | None:
    """A number with its unit; None where it is none."""
    low, upper = number_range(match["low"], match["high"])
    before, behind = text.folded[max(0, match.start() - 6) : match.start()], text.folded[match.end() : match.end() + 8]
    if low is None or is_no_figure(before, match[0], behind):
        return None
    scale, scale_of_high = (_TENS.get(match[group] or "", 1.0) for group in ("tens", "tens_of_high"))
    which = next(n for n in range(len(_UNITS)) if match[f"u{n}"] is not None)
    unit_text, unit = match[f"u{which}"], _UNITS[which][1]
    if unit is Unit.YUAN and unit_text.startswith("万"):
        scale, scale_of_high = (scale, _TENS["万"]) if upper is not None else (scale * _TENS["万"], 1.0)
        unit_text = unit_text.removeprefix("万")
    if upper is not None and not match["tens"] and not match["own"]:
        scale = scale_of_high if low < upper else 1.0
    elif upper is not None and match["tens"] and not match["own"] and scale_of_high == 1.0:
        scale_of_high = scale
    tenths = 10.0 if unit_text == "成" else 1.0
    low, scale_of_high, stop = low * scale * tenths, scale_of_high * tenths, match.end()
    if match["half"] or (match["and"] and unit in TIME_UNITS):
        low += 0.5
    elif match["and"]:
        stop = match.start("and")
    comparator, told = _comparator(text, (match.start(), stop), start, end)
    named = not told and unit_text in ("级", "星", "折", "期")
    if unit is Unit.OTHER and (
        named or (upper is not None and not _MEASURE.match(unit_text)) or not match["low"][0].isdigit()
    ):
        return None
    minus = (
        _BELOW_ZERO.search(text.folded, max(0, match.start() - 4), match.start()) if _DEGREES.match(unit_text) else None
    )
    low = -low if minus else low
    if upper is not None:
        comparator, told, upper = Comparator.BETWEEN, True, upper * scale_of_high
    return Figure(
        match.start(), stop, low, upper, unit, unit_text, comparator, told, _per(text, (match.start(), stop), start, unit),
        _since(text, match, start), _basis(text, match, start), match["nth"] is not None,
    )  # fmt: skip


def _of_hundred(text: Told, match: re.Match[str], start: int, end: int) -> Figure | None:
    """百分之十 as 10%."""
    low, _ = number_range(match["low"], None)
    if low is None:
        return None
    comparator, told = _comparator(text, match.span(), start, end)
    return Figure(
        *match.span(), low, None, Unit.PERCENT, "%", comparator, told, _per(text, match.span(), start, Unit.PERCENT),
        None, _basis(text, match, start), False,
    )  # fmt: skip


def _of_trade(text: Told, match: re.Match[str], start: int) -> Figure:
    """The days after a trade that T+N counts."""
    return Figure(
        *match.span(), float(match["low"]), None, Unit.DAY, "", Comparator.EQ, True, None, None, _basis(text, match, start), False
    )  # fmt: skip


def _without_unit(text: Told, match: re.Match[str], start: int, end: int) -> Figure:
    """A number that the name of its field says what it counts: 次数<=50."""
    span = match.span("low")
    unit = next(unit for n, (_, unit) in enumerate(_COUNTED) if match[f"u{n}"] is not None)
    comparator, told = _comparator(text, span, start, end)
    return Figure(
        *span, float(match["low"]), None, unit, "", comparator, told, _per(text, span, start, unit),
        None, _basis(text, match, start), False,
    )  # fmt: skip


def as_quantity(figure: Figure) -> Quantity:
    """A figure as it is stored."""
    return Quantity(
        comparator=figure.comparator,
        value=figure.value,
        upper=figure.upper,
        unit=figure.unit,
        unit_text=figure.unit_text.strip() or None,
        per=figure.per,
        since=figure.since,
        basis=figure.basis,
    )


def _comparator(text: Told, span: tuple[int, int], start: int, end: int) -> tuple[Comparator, bool]:
    near = _CLAUSE.split(text.folded[max(start, span[0] - 40) : span[0]])[-1][-16:]
    before = [m for m in _FIGURE.finditer(near) if not _BESIDE.fullmatch(near, m.end())]
    near = near[before[-1].end() :] if before else near
    for pattern, comparator in _BEHIND:
        if behind := re.match(rf"(?P<holds>{_HOLDS})\s*(?:{pattern})", text.folded[span[1] : end]):
            if comparator is Comparator.GE and re.search(r"不[得能可足]|未", near[-6:]):
                continue
            return _STRICT.get(comparator, comparator) if "不" in behind["holds"] else comparator, True
    best: tuple[int, int, Comparator] | None = None
    for pattern, comparator in _BEFORE:
        for found in re.finditer(pattern, near):
            if best is None or (found.end(), -found.start()) > best[:2]:
                best = found.end(), -found.start(), comparator
    return (best[2], True) if best else (Comparator.EQ, bool(_IN_ALL.search(near)))


def _per(text: Told, span: tuple[int, int], start: int, unit: Unit) -> Unit | None:
    """The period of a figure: behind it (5次/天), or before it in its sentence; a time has but the one of its own clause."""
    behind = _PER_BEHIND.match(text.folded, span[1], span[1] + 6)
    if behind:
        return _PERIODS[behind[1]]
    edge = _CLAUSE if unit in TIME_UNITS else _SENTENCE
    lead = edge.split(text.folded[max(start, span[0] - 24) : span[0]])[-1]
    found = list(_PER.finditer(lead))
    return _PERIODS[next(word for word in found[-1].groups() if word)] if found else None


def _since(text: Told, match: re.Match[str], start: int) -> str | None:
    words = text.raw[max(start, match.start() - 24) : match.start()]
    event = _event_before(fold(words))
    at = fold(words).rfind(event) if event else -1
    return words[at : at + len(event)] if event and at >= 0 else event


def _event_before(lead: str) -> str | None:
    """The event that stands at the end of folded words."""
    lead = re.sub(r"[\s，,]+\Z", "", re.split(r"[。；;！!？?：:\n|]", lead)[-1])
    lead = re.sub(r"(?:将|会|系统|在|于|第)+\Z", "", lead)
    lead = re.sub(r"[\s，,]+\Z", "", lead)
    found = _SINCE.search(lead)
    if found:
        return _event(re.split(r"[，,]", found[1])[-1])
    inside = re.search(r"在([一-鿿]{2,8}?)(?:状态)?的\s*\Z", lead)
    return inside[1] if inside else None


def _event(words: str) -> str | None:
    """The event itself: without what leads to it (此类订单将在出库, 买家须在同意退货)."""
    bare = re.sub(
        r"^(?:但|不过|而且?|且)?(?:.*(?:将|会|应|需|可|须|请|要|最[晚迟])(?:在|自|从|于)|(?:[买卖]家|商家|客户|用户|消费者|平台|客服|骑手)(?:在|自|从|于))?(?:此类|该类?|这类|若|如果?|当|请|您|商家|卖家|需要?|则|系统|订单(?=[将会在被]))*(?:订单)?(?:将|会|应|需|可|须)*(?:自|从|于|在)?",
        "",
        words,
    )
    told = _OF_A_KIND.search(bare)
    bare = bare[told.end() :] if told else bare
    return bare if len(bare) >= 2 else words or None


def _basis(text: Told, match: re.Match[str], start: int) -> str | None:
    words = text.raw[max(start, match.start() - 24) : match.start()]
    found = list(_BASIS.finditer(fold(words)))
    return words[found[-1].start(1) : found[-1].end(1)] if found else None
