"""Figures in conditions beside figures, what a bare one measures again; columns of like things; acts told by a button or by one character.

All platforms and words are invented.
"""

import pytest

from ontology.kinds import ConstraintKind, Verdict
from ontology.records import Concept
from tests.conftest import read_all
from tests.test_not_of_more import rules
from tests.worlds import World


def measures(title: str, told: str) -> set[str]:
    """Each measured condition as `modality: what comparator value unit`, and each bound by itself as its kind."""
    world = World(read_all([(title, told)]))
    found = set()
    for rule in world.constraints():
        if rule.kind is not ConstraintKind.APPLICABILITY and rule.limit is not None:
            found.add(rule.kind.value)
        for condition in rule.conditions:
            concept, limit = world.by_id[condition.concept], condition.limit
            assert isinstance(concept, Concept)
            if limit is not None:
                found.add(f"{rule.modality}: {concept.label} {limit.comparator} {limit.value:g} {limit.unit}")
    return found


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        # a time within which something is counted is no figure of its own
        ("近30天在售商品数不低于10个的店铺可参加。", {"ALLOWED: 近30天在售商品数 GE 10 ITEMS"}),
        ("近一年内累计违规达12分的网点不可参加。", {"FORBIDDEN: 近一年内累计违规 GE 12 POINTS"}),
        ("近三个月退租率超过20%的房东不可参加。", {"FORBIDDEN: 近三个月退租率 GT 20 PERCENT"}),
        ("近90天内有售假处罚的店铺不可参加。", set()),
        ("近30天内无成交的档口不可参加。", set()),
        # what is told behind a figure belongs to what it measures
        ("提前6小时以上报备缺货的，可参加。", {"ALLOWED: 提前报备缺货 GE 6 HOUR"}),
        # what a bare figure measures again
        (
            "签约未满60天的不可参加，满60天的可以参加。",
            {"FORBIDDEN: 签约 LT 60 DAY", "ALLOWED: 签约 GE 60 DAY"},
        ),
        ("提货后7天内可参加，超过7天的不可参加。", {"ALLOWED: 提货 LE 7 DAY", "FORBIDDEN: 提货 GT 7 DAY"}),
        ("单价不足30元的不可参加；超过30元的可参加。", {"FORBIDDEN: 单价 LT 30 YUAN", "ALLOWED: 单价 GT 30 YUAN"}),
        # nothing was measured before
        ("超过7天的不可参加。", {"FORBIDDEN: 超过7天 GT 7 DAY"}),
    ],
)
def test_what_figures_measure(told: str, wanted: set[str]) -> None:
    assert measures("市集准入", told) == wanted


@pytest.mark.parametrize(
    ("title", "told", "wanted"),
    [
        ("会员储值能退吗", "过期后不可退。", "FORBIDDEN 退会员储值: 过期"),
        ("体验课可以退吗？", "开课后不可退。", "FORBIDDEN 退体验课: 开课"),
        ("门票还能改吗", "已核销的不可改。", "FORBIDDEN 修改门票: 已核销"),
        ("运单怎么取消", "未揽收的，在【打单】-【运单】点击【取消】即可。", "ALLOWED 取消运单: 待揽收"),
        ("计划怎么暂停", "投放中的计划，进入列表点击“暂停”按钮即可。", "ALLOWED 暂停: 投放中"),
        ("如何申请退票", "未核销的票，点击【申请退票】即可。", "ALLOWED 申请退票: 待核销"),
    ],
)
def test_what_is_done(title: str, told: str, wanted: str) -> None:
    assert wanted in rules(title, told)


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("怎么导出账单", "进入账单列表，点击导出即可。"),
        ("协商退租", "①点击“申请退租”；②填写编号，选择对应的原因，点击保存即可上报。"),
        ("怎么修改车牌", "待审核的申请，点击右上角“联系客服”即可。"),
    ],
)
def test_a_button_that_is_named_for_something_else_permits_nothing(title: str, told: str) -> None:
    assert not any(rule.startswith("ALLOWED") for rule in rules(title, told))


_MOVES = """| 调出仓类型 | 调入仓类型 | 是否支持调拨 |
|---|---|---|
| 中心仓 | 前置仓 | 支持 |
| 前置仓 | 中心仓 | 不支持 |
| 虚拟仓 | 任意 | 不支持 |"""


def test_columns_of_like_things_are_told_apart_by_their_heads() -> None:
    world = World(read_all([("跨仓调拨", _MOVES)]))
    assert world.verdict("调拨", ["调出仓为中心仓", "调入仓为前置仓"]) is Verdict.ALLOWED
    assert world.verdict("调拨", ["调出仓类型为前置仓", "调入仓类型为中心仓"]) is Verdict.FORBIDDEN
    assert world.verdict("调拨", ["调出仓为虚拟仓"]) is Verdict.FORBIDDEN


def test_columns_of_other_things_are_not() -> None:
    table = "| 会员等级 | 商品 | 是否支持预约 |\n|---|---|---|\n| 金卡 | 温泉 | 支持 |\n| 银卡 | 滑雪 | 不支持 |"
    assert rules("预约", table) >= {"ALLOWED 预约: 温泉、金卡", "FORBIDDEN 预约: 滑雪、银卡"}
