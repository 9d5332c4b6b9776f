"""Figures go to the right thing, with unit, direction and period; dates stand at the rules."""

import pytest

from ontology.kinds import Comparator, Unit
from ontology.records import Constraint
from tests.conftest import read_all


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        ("每天仅能导出10次。", (Comparator.LE, 10, Unit.TIMES, Unit.DAY)),
        ("每天最多导出三次。", (Comparator.LE, 3, Unit.TIMES, Unit.DAY)),
        ("每天最多导出１０次。", (Comparator.LE, 10, Unit.TIMES, Unit.DAY)),
        ("导出订单的时间跨度最长为31天。", (Comparator.LE, 31, Unit.DAY, None)),
        ("两次导出订单的间隔需大于10分钟。", (Comparator.GT, 10, Unit.MINUTE, None)),
        ("单次导出订单不超过5000条。", (Comparator.LE, 5000, None, None)),
    ],
)
def test_figures(answer: str, wanted: tuple[Comparator, float, Unit | None, Unit | None]) -> None:
    rules = [r for r in read_all([("导出订单的限制", answer)]) if isinstance(r, Constraint)]
    comparator, value, unit, per = wanted
    limits = [r.limit for r in rules if r.limit]
    assert any(
        q.comparator is comparator and q.value == value and unit in (q.unit, None) and per in (q.per, None)
        for q in limits
    ), limits


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        ("会员卡转让费率0.6%。", (Comparator.EQ, 0.6, Unit.PERCENT, None)),
        ("同城换址8元/件。", (Comparator.EQ, 8, Unit.YUAN, None)),
        ("逾期归还器材的，每天收取5元保管费。", (Comparator.EQ, 5, Unit.YUAN, Unit.DAY)),
        ("超过10日未对账的，系统每天提醒一次。", (Comparator.EQ, 1, Unit.TIMES, Unit.DAY)),
        ("每学年限借20本。", (Comparator.LE, 20, Unit.ITEMS, Unit.YEAR)),
        ("开卡满一年的会员可申请停卡2次。", (Comparator.LE, 2, Unit.TIMES, None)),
        ("昵称每30天可修改一次。", (Comparator.GE, 30, Unit.DAY, None)),
        ("门店库存由系统每隔10分钟自动同步。", (Comparator.EQ, 10, Unit.MINUTE, None)),
        ("可改约（限2次），不可退卡。", (Comparator.LE, 2, Unit.TIMES, None)),
        ("一次最多查询三个月的数据。", (Comparator.LE, 3, Unit.MONTH, None)),
        ("一张订单最多拆分为50个子单。", (Comparator.LE, 50, Unit.ITEMS, None)),
        ("金卡支持20个子账号。", (Comparator.LE, 20, Unit.ACCOUNTS, None)),
        ("支持30天无理由退卡。", (Comparator.LE, 30, Unit.DAY, None)),
        ("超限后接口锁定30分钟。", (Comparator.EQ, 30, Unit.MINUTE, None)),
        ("每月100次，超出后每次0.1元。", (Comparator.EQ, 0.1, Unit.YUAN, None)),
        ("开通要求：门店评分不低于4.6。", (Comparator.GE, 4.6, Unit.POINTS, None)),
        ("开通要求：门店评分4.5以上。", (Comparator.GE, 4.5, Unit.POINTS, None)),
        ("丢失的，按押金的3倍赔付。", (Comparator.EQ, 3, Unit.OTHER, None)),
        ("备注内容最长200字。", (Comparator.LE, 200, Unit.CHARACTERS, None)),
        ("退卡申请提交后有7天冷静期。", (Comparator.EQ, 7, Unit.DAY, None)),
        ("签收后24小时内完成验货，旺季放宽至72小时。", (Comparator.LE, 72, Unit.HOUR, None)),
    ],
)
def test_what_is_fixed_or_bounds_without_a_word_for_it(
    answer: str, wanted: tuple[Comparator, float, Unit, Unit | None]
) -> None:
    rules = [r for r in read_all([("会员卡的规定", answer)]) if isinstance(r, Constraint)]
    assert wanted in [(r.limit.comparator, r.limit.value, r.limit.unit, r.limit.per) for r in rules if r.limit]


@pytest.mark.parametrize(
    "answer",
    [
        "使用后效率提升30%。",
        "我们的馆舍距今两千多年。",
        "课程价值500元。",
        "支持7天无理由退货。",
        "备注：评分见门店首页。",
    ],
)
def test_what_is_only_told_of_bounds_nothing(answer: str) -> None:
    assert not [r for r in read_all([("会员卡的规定", answer)]) if isinstance(r, Constraint) and r.limit]


def test_several_figures_in_a_sentence() -> None:
    rules = read_all([("延长收货", "待收货订单支持延长收货，每笔订单最多可延长2次，每次延长3天。")])
    limits = {(r.limit.value, r.limit.unit) for r in rules if isinstance(r, Constraint) and r.limit}
    assert limits >= {(2, Unit.TIMES), (3, Unit.DAY)}


def test_a_date_stands_at_the_rule() -> None:
    rules = read_all([("导出订单的限制", "自2022年6月20日起，货到付款订单不支持导出订单。")])
    assert {r.valid_from for r in rules if isinstance(r, Constraint)} == {"2022-06-20"}
