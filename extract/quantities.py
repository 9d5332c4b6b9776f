"""Figures in a text, with what bounds them: digits, full width, Chinese numerals; unit, comparator, period, event.

Only isolated numbers before a unit are read; a number in a list marker, an address or a name (1-4级, 3C) is none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from extract.text import Text
from ontology.kinds import Comparator, Unit
from ontology.records import Quantity

_UNITS: Final[tuple[tuple[str, Unit], ...]] = (
    (r"个?工作小时", Unit.WORKING_HOUR),
    (r"个?工作[日天]", Unit.WORKING_DAY),
    (r"个?自然日|个?日历日|天(?!猫|气)|日(?!期|志|常)|个?晚上|晚", Unit.DAY),
    (r"个?小时|h(?:ours?)?(?![a-z])|个?钟头", Unit.HOUR),
    (r"分钟|min(?:utes?)?(?![a-z])", Unit.MINUTE),
    (r"秒钟?|s(?![a-z])", Unit.SECOND),
    (r"个?星期|周(?!年|边|岁|转|期)", Unit.WEEK),
    (r"个月|月(?!\d|份|底|初)", Unit.MONTH),
    (r"周?年(?!\d|度|货)", Unit.YEAR),
    (r"[次回遍]", Unit.TIMES),
    (r"[个笔单条张份]?订单|单(?![价位号个独品])|笔", Unit.ORDERS),
    (r"个?(?:子|主|员工)?[账帐]号|个?(?:子|主)?[账帐]户|个?员工", Unit.ACCOUNTS),
    (r"个?汉?字符?(?!段)|个?中文", Unit.CHARACTERS),
    (r"积?分(?!钟|类|之|期|享|销|店|批|组|仓|拣)", Unit.POINTS),
    (r"万?元|块钱?|rmb|人民币", Unit.YUAN),
    (r"[%％]|个?百分点", Unit.PERCENT),
    (r"kb(?![a-z])|k(?![a-z])", Unit.KILOBYTE),
    (r"mb?(?![a-z])|兆", Unit.MEGABYTE),
    (r"gb?(?![a-z])", Unit.GIGABYTE),
    (r"千克|公斤|kg", Unit.KILOGRAM),
    (r"克", Unit.GRAM),
    (r"厘米|公分|cm", Unit.CENTIMETRE),
    (r"立方米|m³|方(?!式|法|便|案|向|面)", Unit.CUBIC_METRE),
    (r"[张件条款批档]|个(?!人|性|体|别|月)|份(?!额)|种|家|位(?!置)|套|行|项|台|人", Unit.ITEMS),
)
_UNIT: Final = "|".join(f"(?P<u{n}>{pattern})" for n, (pattern, _) in enumerate(_UNITS))
_CHINESE: Final = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_SCALES: Final = {"十": 10, "百": 100, "千": 1000, "万": 10000}
_NUMBER: Final = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[零一二两三四五六七八九十百千]+|半"
_TO: Final = r"\s*(?:-|~|—|–|至|到|－|～)\s*"
_FIGURE: Final = re.compile(
    rf"(?<![\d.a-z第])(?P<nth>第\s*)?(?P<low>{_NUMBER})(?P<tens>万|亿)?\s*(?:个?(?:工作)?[天日次元小时月]{{0,2}}{_TO}第?\s*(?P<high>{_NUMBER}))?\s*(?P<more>多|几)?\s*(?:{_UNIT})",
    re.IGNORECASE,
)
_BEFORE: Final[tuple[tuple[str, Comparator], ...]] = (
    (r"(?:不得?|不能|不可|不应|不允许|禁止|无法|勿)\s*(?:超过|大于|高于|多于|超出|晚于|迟于)", Comparator.LE),
    (r"(?:不得?|不能|不可|不应|不允许|不)\s*(?:低于|少于|小于|短于|早于|不足)", Comparator.GE),
    (r"<=|≤|小于等于|小于或等于|不多于|不大于", Comparator.LE),
    (r">=|≥|大于等于|大于或等于|至少|最少|最低|不小于|不少于|起码|满|达到?", Comparator.GE),
    (r"<|小于|低于|少于|不足|不到|不满|未满|未达", Comparator.LT),
    (r">|大于|高于|多于|超过|超出|超|逾", Comparator.GT),
    (r"最长|最多|最高|最大|最晚|最迟|至多|上限|不限于|仅能?|只能?|限|不超|以内|共?可|仅可|只可|仅支持|只支持|最多可|每[^，。；]{0,6}?可", Comparator.LE),
)  # fmt: skip
_BEHIND: Final[tuple[tuple[str, Comparator], ...]] = (
    (r"(?:之|以)?内(?!容|存|部|含)|(?:之|以)?前(?!提|往|述|台)|以下|及以下|之内|为限|为上限|封顶", Comparator.LE),
    (r"以上|及以上|或以上|起(?!来|见)", Comparator.GE),
)
_PER: Final = re.compile(
    r"(?:每|/|一)\s*(?:个)?(自然日|工作日|自然年|自然月|天|日|周|星期|月|年|小时|分钟|季度)|(当[天日]|单日|日均|同一天)|(每周)|(当月|单月)|(当年)"
)
_PERIODS: Final = {
    "天": Unit.DAY, "日": Unit.DAY, "自然日": Unit.DAY, "工作日": Unit.WORKING_DAY, "周": Unit.WEEK, "星期": Unit.WEEK,
    "自然年": Unit.YEAR, "自然月": Unit.MONTH, "月": Unit.MONTH, "年": Unit.YEAR, "小时": Unit.HOUR, "分钟": Unit.MINUTE,
}  # fmt: skip
_SINCE: Final = re.compile(
    r"(?:自|从|于|在)?([一-鿿A-Za-z]{2,14}?)(?:之日)?(?:后|之后|以后|起|(?<!提)(?=前))(?:的|，|,|前)?\s*(?:第|的?)?\s*\Z"
)
_NO_COUNT: Final = re.compile(
    r"(?:上述|以上|这|该|下列|以下|前)\|[一两二三四五六\d]+[个种项类]\||\|两[次个笔]\|[^|]{0,4}(?:之间|间隔|的|导出|查询|操作|退款|批量|生成|发送|提交|任务|改价|申请)"
    r"|(?<![仅只限多])\|[一1][次笔单张个]?\s*(?:订单|单)?\|(?:限|最多|不超过|至多|可|只|仅|内|多次|的)|同\|一(?:笔|个|张)?订单\|"
)
_STRESSED: Final = re.compile(r"[仅只限]|最多|每.|超过|满|近|不足|达到|大于|小于|少于|多于|至少|不超")
_CLAUSE: Final = re.compile(r"[，,。；;！!？?：:\n\x00|]")
_BASIS: Final = re.compile(
    r"(每个?(?:主|子)?(?:账号|商家|店铺|订单|用户|商品|sku|人)|同一[一-鿿]{2,6}|单个[一-鿿]{2,4}|每[条笔单张件]一?[一-鿿]{0,6}?(?:任务|订单|商品)?)"
)


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


def find_figures(text: Text, start: int, end: int) -> Iterator[Figure]:
    """The figures of a stretch of text, in its order."""
    for match in _FIGURE.finditer(text.folded, start, end):
        low = number(match["low"])
        if low is None or _is_name(text, match):
            continue
        scale = {"万": 10_000.0, "亿": 100_000_000.0}.get(match["tens"] or "", 1.0)
        which = next(n for n in range(len(_UNITS)) if match[f"u{n}"] is not None)
        unit_text, unit = match[f"u{which}"], _UNITS[which][1]
        if unit is Unit.YUAN and unit_text.startswith("万"):
            scale *= 10_000
        upper = number(match["high"]) if match["high"] else None
        comparator, told = _comparator(text, match, start, end)
        if upper is not None:
            comparator, told = Comparator.BETWEEN, True
        yield Figure(
            match.start(), match.end(), low * scale, upper * scale if upper is not None else None, unit, unit_text,
            comparator, told, _per(text, match, start), _since(text, match, start), _basis(text, match, start),
            match["nth"] is not None,
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


def number(written: str) -> float | None:
    """The value of a number in digits or in Chinese numerals; None where it is none."""
    if written == "半":
        return 0.5
    if written[0].isdigit():
        return float(written.replace(",", ""))
    total, current = 0, 0
    for char in written:
        if char in _SCALES:
            total += (current or 1) * _SCALES[char]
            current = 0
        else:
            current = _CHINESE[char]
    return float(total + current)


def _is_name(text: Text, match: re.Match[str]) -> bool:
    """一次 in 一次性, 一个 as an article, 第一次, 首日, dates (6月20日), 1-4级: no figures."""
    before, behind = text.folded[max(0, match.start() - 6) : match.start()], text.folded[match.end() : match.end() + 2]
    words = match[0]
    after = text.folded[match.end() : match.end() + 8]
    if _NO_COUNT.search(before + "|" + words + "|" + after):
        return True
    if re.match(r"[一-鿿]{0,4}期(?![间限])", after) and re.search(r"[天日月年]\Z", words):
        return True
    if (match["low"] == "七" and after.startswith("无理由")) or (
        re.match(r"[7七]\s*(?:天|日)\Z", words) and after.startswith("无理由")
    ):
        return True
    if re.match(r"一[个种些位条单份项款套家行张件批人](?!月)", words) and not _STRESSED.search(before):
        return True
    if re.match(r"[一两]\s*(?:单|日|分(?!钟)|方|年|行)(?!内|后)", words) and not _STRESSED.search(before):
        return True
    if words.startswith(("一次", "一晚", "第一", "一天", "一周", "一方")) and (
        behind.startswith(("性", "只", "到位", "面")) or before.endswith(("第", "任何", "每", "再", "同", "另"))
    ):
        return True
    if match["nth"] and (
        re.search(r"[次个条张]\Z", words)
        or (words[1:].strip()[0] in "一二三" and not behind.startswith(("内", "后", "前", "起")))
    ):
        return True
    if re.search(r"\d\s*月\s*\Z", text.folded[max(0, match.start() - 4) : match.start()]) or re.search(
        r"年\s*\Z", before
    ):
        return True
    return bool(re.search(r"\d\s*年\Z", words) and match["low"].isdigit() and len(match["low"]) == 4) or (
        match["low"].isdigit() and len(match["low"]) >= 7
    )


def _comparator(text: Text, match: re.Match[str], start: int, end: int) -> tuple[Comparator, bool]:
    lead = _lead(text, match, start)
    near = lead[-16:]
    for pattern, comparator in _BEHIND:
        if re.match(rf"\s*(?:{pattern})", text.folded[match.end() : end]):
            if comparator is Comparator.GE and re.search(r"不[得能可足]|未", near[-6:]):
                continue
            return comparator, True
    best: tuple[int, int, Comparator] | None = None
    for pattern, comparator in _BEFORE:
        for found in re.finditer(pattern, near):
            if best is None or (found.end(), -found.start()) > best[:2]:
                best = found.end(), -found.start(), comparator
    return (best[2], True) if best else (Comparator.EQ, False)


def _lead(text: Text, match: re.Match[str], start: int) -> str:
    """The words of the clause before a figure."""
    lead = text.folded[max(start, match.start() - 40) : match.start()]
    return _CLAUSE.split(lead)[-1]


def _per(text: Text, match: re.Match[str], start: int) -> Unit | None:
    lead = text.folded[max(start, match.start() - 24) : match.start()]
    found = list(_PER.finditer(lead))
    if not found:
        behind = re.match(r"\s*(?:/|每)\s*(天|日|周|月|年|小时|分钟)", text.folded[match.end() : match.end() + 5])
        return _PERIODS[behind[1]] if behind else None
    last = found[-1]
    if last[1]:
        return _PERIODS.get(last[1])
    return Unit.DAY if last[2] else Unit.WEEK if last[3] else Unit.MONTH if last[4] else Unit.YEAR


def _since(text: Text, match: re.Match[str], start: int) -> str | None:
    lead = text.raw[max(start, match.start() - 24) : match.start()]
    lead = re.sub(r"[\s，,]+\Z", "", re.split(r"[。；;！!？?：:\n|]", lead)[-1])
    lead = re.sub(r"(?:将|会|系统|在|于|第)+\Z", "", lead)
    lead = re.sub(r"[\s，,]+\Z", "", lead)
    found = _SINCE.search(lead)
    if found:
        return _event(re.split(r"[，,]", found[1])[-1])
    inside = re.search(r"在([一-鿿]{2,8}?)(?:状态)?的\s*\Z", lead)
    return inside[1] if inside else None


def _event(words: str) -> str | None:
    """The event itself: without what leads to it (此类订单将在出库)."""
    bare = re.sub(
        r"^(?:此类|该类?|这类|若|如果?|当|请|您|商家|卖家|需要?|则|系统|订单(?=[将会在被]))*(?:订单)?(?:将|会|应|需|可|须)*(?:自|从|于|在)?",
        "",
        words,
    )
    return bare if len(bare) >= 2 else words or None


def _basis(text: Text, match: re.Match[str], start: int) -> str | None:
    found = list(_BASIS.finditer(text.raw[max(start, match.start() - 24) : match.start()]))
    return found[-1][1] if found else None
