"""Figures in a text: value, unit, comparator, period, event and basis; what looks like a figure and is none; any number, any text."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.text import text_of
from ontology.figures import Figure, find_figures
from ontology.kinds import Comparator, Unit
from ontology.numerals import number
from tests.conftest import the_vocabulary

LE, LT, EQ, GE, GT, IN = (
    Comparator.LE, Comparator.LT, Comparator.EQ, Comparator.GE, Comparator.GT, Comparator.BETWEEN,
)  # fmt: skip
FIGURES: Final[tuple[tuple[str, float, float | None, Unit, Comparator], ...]] = (
    ("试听时长最短15秒", 15, None, Unit.SECOND, GE),
    ("起批量50件", 50, None, Unit.ITEMS, GE),
    ("货款按T+3结算", 3, None, Unit.DAY, EQ),
    ("保底佣金20元", 20, None, Unit.YUAN, GE),
    ("不满的收取运费10元", 10, None, Unit.YUAN, EQ),
    ("行李单边不超过2米", 2, None, Unit.OTHER, LE),
    ("学费最高分12期", 12, None, Unit.OTHER, LE),
    ("每人限借5本", 5, None, Unit.ITEMS, LE),
    ("每天仅能导出10次", 10, None, Unit.TIMES, LE),
    ("间隔时间需大于10分钟", 10, None, Unit.MINUTE, GT),
    ("导出时间跨度最长为31天", 31, None, Unit.DAY, LE),
    ("每天查询次数<=50", 50, None, Unit.TIMES, LE),
    ("最多二次", 2, None, Unit.TIMES, LE),
    ("权限分为3级以上", 3, None, Unit.OTHER, GE),
    ("货值低于5美元", 5, None, Unit.OTHER, LT),
    ("每单限购2盒", 2, None, Unit.ITEMS, LE),
    ("3天内未发货", 3, None, Unit.DAY, GT),
    ("交易完成一年内", 1, None, Unit.YEAR, LE),
    ("到期前15天起可续期", 15, None, Unit.DAY, GE),
    ("连续180天无交易", 180, None, Unit.DAY, EQ),
    ("每天查询次数<=50次", 50, None, Unit.TIMES, LE),
    ("≤ 30天", 30, None, Unit.DAY, LE),
    ("当日查询次数超过50次", 50, None, Unit.TIMES, GT),
    ("３天内自动确认", 3, None, Unit.DAY, LE),
    ("最多修改三次", 3, None, Unit.TIMES, LE),
    ("两天内发货", 2, None, Unit.DAY, LE),
    ("半年内有效", 0.5, None, Unit.YEAR, LE),
    ("半小时", 0.5, None, Unit.HOUR, EQ),
    ("三五天", 3, 5, Unit.DAY, IN),
    ("100元至500元之间", 100, 500, Unit.YUAN, IN),
    ("100元至5万元之间", 100, 50_000, Unit.YUAN, IN),
    ("1万元至5万元", 10_000, 50_000, Unit.YUAN, IN),
    ("1万至5万元", 10_000, 50_000, Unit.YUAN, IN),
    ("1-5万元", 10_000, 50_000, Unit.YUAN, IN),
    ("500至1万次", 500, 10_000, Unit.TIMES, IN),
    ("1kg至5kg", 1, 5, Unit.KILOGRAM, IN),
    ("5分钟到30分钟", 5, 30, Unit.MINUTE, IN),
    ("商品件数不超过20，", 20, None, Unit.ITEMS, LE),
    ("查询次数<=50(同一订单多次查询算一次)", 50, None, Unit.TIMES, LE),
    ("每小时最多40次", 40, None, Unit.TIMES, LE),
    ("提前3天申请", 3, None, Unit.DAY, GE),
    ("最多提前7天预约", 7, None, Unit.DAY, LE),
    ("体积在2方以内", 2, None, Unit.CUBIC_METRE, LE),
    ("库温不得高于-18℃", -18, None, Unit.OTHER, LE),
    ("鲜花应保持在2至8℃", 2, 8, Unit.OTHER, IN),
    ("送货半径最远12公里", 12, None, Unit.OTHER, LE),
    ("评分低于四点二分", 4.2, None, Unit.POINTS, LT),
    ("涨幅以三成为限", 30, None, Unit.PERCENT, LE),
    ("超过20元不满100元", 20, 100, Unit.YUAN, IN),
    ("两天半", 2.5, None, Unit.DAY, EQ),
    ("两个半小时", 2.5, None, Unit.HOUR, EQ),
    ("一个半月", 1.5, None, Unit.MONTH, EQ),
    ("十五天后自动关闭", 15, None, Unit.DAY, EQ),
    ("二十一天", 21, None, Unit.DAY, EQ),
    ("一百二十元", 120, None, Unit.YUAN, EQ),
    ("一千零五十次", 1050, None, Unit.TIMES, EQ),
    ("一万两千元", 12_000, None, Unit.YUAN, EQ),
    ("不超过三个月", 3, None, Unit.MONTH, LE),
    ("1个自然月内", 1, None, Unit.MONTH, LE),
    ("2个自然日内", 2, None, Unit.DAY, LE),
    ("48小时内处理", 48, None, Unit.HOUR, LE),
    ("24H内发货", 24, None, Unit.HOUR, LE),
    ("间隔60s", 60, None, Unit.SECOND, EQ),
    ("4个工作小时处理", 4, None, Unit.WORKING_HOUR, EQ),
    ("至少提前2小时", 2, None, Unit.HOUR, GE),
    ("最晚提前24小时", 24, None, Unit.HOUR, GE),
    ("第18-20天", 18, 20, Unit.DAY, IN),
    ("3至5个工作日到账", 3, 5, Unit.WORKING_DAY, IN),
    ("3~5天", 3, 5, Unit.DAY, IN),
    ("三至五天", 3, 5, Unit.DAY, IN),
    ("3天到5天", 3, 5, Unit.DAY, IN),
    ("5万元以内", 50_000, None, Unit.YUAN, LE),
    ("1.5万元", 15_000, None, Unit.YUAN, EQ),
    ("50,000元", 50_000, None, Unit.YUAN, EQ),
    ("满99元包邮", 99, None, Unit.YUAN, GE),
    ("100元起", 100, None, Unit.YUAN, GE),
    ("单笔金额不得低于100元", 100, None, Unit.YUAN, GE),
    ("少于10元", 10, None, Unit.YUAN, LT),
    ("3000元及以下", 3000, None, Unit.YUAN, LE),
    ("手续费5%", 5, None, Unit.PERCENT, EQ),
    ("收取0.6％的费用", 0.6, None, Unit.PERCENT, EQ),
    ("80%以上", 80, None, Unit.PERCENT, GE),
    ("大小不超过500KB", 500, None, Unit.KILOBYTE, LE),
    ("不大于5MB", 5, None, Unit.MEGABYTE, LE),
    ("重量不超过20kg", 20, None, Unit.KILOGRAM, LE),
    ("体积不超过0.5立方米", 0.5, None, Unit.CUBIC_METRE, LE),
    ("500字以内", 500, None, Unit.CHARACTERS, LE),
    ("扣12分", 12, None, Unit.POINTS, EQ),
    ("100笔以内", 100, None, Unit.ORDERS, LE),
    ("最多选择20条", 20, None, Unit.ITEMS, LE),
    ("不少于2张", 2, None, Unit.ITEMS, GE),
    ("大于等于3个", 3, None, Unit.ITEMS, GE),
    ("限购2件", 2, None, Unit.ITEMS, LE),
    ("仅可授权3个子账号", 3, None, Unit.ACCOUNTS, LE),
    ("超30天", 30, None, Unit.DAY, GT),
    ("不足1小时", 1, None, Unit.HOUR, LT),
)
"""A text with one figure: value, upper, unit, comparator."""
PERIODS: Final[tuple[tuple[str, Unit | None], ...]] = (
    ("每天最多10次", Unit.DAY),
    ("单日最多3次", Unit.DAY),
    ("当日查询超过50次", Unit.DAY),
    ("每周最多2次", Unit.WEEK),
    ("每月3次", Unit.MONTH),
    ("每自然月可修改3次", Unit.MONTH),
    ("每年一次", Unit.YEAR),
    ("每年最多两次", Unit.YEAR),
    ("60次/分钟", Unit.MINUTE),
    ("每分钟不超过100次", Unit.MINUTE),
    ("2次/天", Unit.DAY),
    ("40次/秒", Unit.SECOND),
    ("按日加收0.05%", Unit.DAY),
    ("月累计不超过20万元", Unit.MONTH),
    ("订单日志保留3份", None),
    ("最多10次", None),
)
SINCE: Final[tuple[tuple[str, str | None], ...]] = (
    ("出库后20天", "出库"),
    ("在出库后的第21天", "出库"),
    ("签收之日起7天内", "签收"),
    ("订单完成后3个月内", "完成"),
    ("此类订单将在出库后的60天自动确认收货", "出库"),
    ("20天后自动关闭", None),
    ("最长为31天", None),
)
BASES: Final[tuple[tuple[str, str | None], ...]] = (
    ("每个主账号仅可授权3个子账号", "每个主账号"),
    ("每个账号每天最多5次", "每个账号"),
    ("同一订单最多3次", "同一订单"),
    ("每人限购3件", "每人"),
    ("同一个订单最多3次", "同一个订单"),
    ("单个文件大小不超过5MB", "单个文件"),
    ("每张预约单仅能变更1次", "每张预约单"),
    ("每天最多3次", None),
)
SEVERAL: Final[tuple[tuple[str, tuple[tuple[str, Comparator, Unit | None], ...]], ...]] = (
    ("点击后，订单延迟5天，共8天自动确认", (("5天", EQ, None), ("8天", EQ, None))),
    ("其中在第18-20天会提供按钮，在第26天自动确认", (("第18-20天", IN, None), ("第26天", EQ, None))),
    ("每天最多3次，间隔不少于10分钟", (("3次", LE, Unit.DAY), ("10分钟", GE, None))),
    ("3个月内可重新获取，有效期2天", (("3个月", LE, None), ("2天", EQ, None))),
    ("累计达3分者停权28天", (("3分", GE, None), ("28天", EQ, None))),
    ("1条/分钟，5条/小时，10条/天", (("1条", EQ, Unit.MINUTE), ("5条", EQ, Unit.HOUR), ("10条", EQ, Unit.DAY))),
    ("单笔不低于100元、不高于5万元", (("100元", GE, None), ("5万元", LE, None))),
    ("每日10次；单次最多100条", (("10次", EQ, Unit.DAY), ("100条", LE, None))),
    ("每天仅可发送5次密码；每次间隔60s", (("5次", LE, Unit.DAY), ("60s", EQ, None))),
)
"""A text with several figures: their words, comparators and periods."""
NONE: Final = (
    "2022年6月20日起", "6月20日", "2024-03-01", "23：59", "每天00：00失效", "电话4006229068", "13800138000", "版本号V2.3",
    "订单号123456789012", "192.168.1.1", "1-4级和详细地址", "末级（3/4）", "3C商品", "7天无理由退货", "第1步", "1.打开页面", "第一次",
    "次日失效", "首次查询", "一次性付款", "一个订单", "一刀切", "三方快递", "使用三方物流", "支持3方快递", "7×24小时客服", "四面八方", "需二次验证", "两种状态", "共分为3个步骤",
    "第1件原价", "客服24小时在线", "账单日为每月5日", "次月10日还款", "使用5G网络", "分为两级", "7*24小时在线", "不限次数", "几天", "打8折", "T+1商户",
    "STEP1：进入列表", "十一大促",
)  # fmt: skip
"""Texts without a figure."""
CHINESE_UP_TO: Final = 99_999
"""Up to what number Chinese numerals are read."""

_LETTERS: Final = "0123456789０５.,，。-~～至到第每/天日月年次个元万千百十一二两三半小时分钟工作%％KMBkgHh<>=≤≥不超过最多少于内以上下前后起 \n\x00|（）(:："
_SHOWN: Final = "零一二三四五六七八九"
_WIDE: Final = str.maketrans("0123456789", "０１２３４５６７８９")


def _read(words: str) -> list[Figure]:
    return list(find_figures(text_of(words, the_vocabulary()), 0, len(words)))


def _expect(*, ok: bool, told: object) -> None:
    assert ok, told


@pytest.mark.parametrize(("words", "value", "upper", "unit", "comparator"), FIGURES)
def test_figures(words: str, value: float, upper: float | None, unit: Unit, comparator: Comparator) -> None:
    told = [(one.value, one.upper, one.unit, one.comparator) for one in _read(words)]
    _expect(ok=told == [(value, upper, unit, comparator)], told=told)


@pytest.mark.parametrize(("words", "period"), PERIODS)
def test_periods(words: str, period: Unit | None) -> None:
    told = [one.per for one in _read(words)]
    _expect(ok=told == [period], told=told)


@pytest.mark.parametrize(("words", "event"), SINCE)
def test_events_that_a_time_counts_from(words: str, event: str | None) -> None:
    told = [one.since for one in _read(words)]
    _expect(ok=told == [event], told=told)


@pytest.mark.parametrize(("words", "basis"), BASES)
def test_what_is_counted_for_each_of(words: str, basis: str | None) -> None:
    told = [one.basis for one in _read(words)]
    _expect(ok=told == [basis], told=told)


@pytest.mark.parametrize("words", NONE)
def test_what_looks_like_a_figure_and_is_none(words: str) -> None:
    told = _read(words)
    _expect(ok=not told, told=told)


@pytest.mark.parametrize(("words", "wanted"), SEVERAL)
def test_several_figures_go_each_to_its_own_words(
    words: str, wanted: tuple[tuple[str, Comparator, Unit | None], ...]
) -> None:
    told = tuple((words[one.start : one.end], one.comparator, one.per) for one in _read(words))
    _expect(ok=told == wanted, told=told)


def _in_chinese(value: int) -> str:
    """A number from 1 to 99,999 as it is said: 一万零五十, 三百零二, 十五."""
    words, zero, begun = "", False, False
    for scale, name in ((10_000, "万"), (1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // scale % 10
        zero = zero or (digit == 0 and begun)
        if digit:
            lead = "零" if zero else ""
            words += lead + ("" if name == "十" and digit == 1 and not begun else _SHOWN[digit]) + name
            begun, zero = True, False
    return words


def test_numerals_as_they_are_said() -> None:
    told = [_in_chinese(n) for n in (7, 10, 15, 20, 105, 110, 302, 1050, 2000, 10_050, 99_999)]
    assert told == [
        "七", "十", "十五", "二十", "一百零五", "一百一十", "三百零二", "一千零五十", "二千", "一万零五十", "九万九千九百九十九",
    ]  # fmt: skip


@given(st.integers(1, 99_999))
def test_any_number_in_digits_is_read(value: int) -> None:
    for written in (str(value), f"{value:,}", str(value).translate(_WIDE)):
        words = f"最多{written}次"
        told = [(one.value, one.unit, words[one.start : one.end]) for one in _read(words)]
        assert told == [(value, Unit.TIMES, f"{written}次")]


@given(st.integers(1, CHINESE_UP_TO))
def test_any_number_in_chinese_numerals_is_read(value: int) -> None:
    written = _in_chinese(value)
    assert number(written) == value
    words = f"最多{written}次"
    told = [(one.value, one.unit, words[one.start : one.end]) for one in _read(words)]
    assert told == [(value, Unit.TIMES, f"{written}次")]


@given(st.one_of(st.text(), st.text(_LETTERS, max_size=60)), st.integers(0, 10), st.integers(0, 10))
def test_no_text_upsets_the_reader(words: str, skip: int, drop: int) -> None:
    text = text_of(words, the_vocabulary())
    start = min(skip, len(words))
    end = max(start, len(words) - drop)
    position = start
    for one in find_figures(text, start, end):
        assert position <= one.start < one.end <= end
        assert (one.upper is not None) == (one.comparator is IN)
        position = one.end
