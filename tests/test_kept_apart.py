"""What a text tells apart by two kinds of one family stays apart: each kind is a concept of its own, and what holds for the family holds for it."""

import pytest

from ontology.kinds import Verdict
from ontology.records import Conflict
from tests.conftest import read_all
from tests.worlds import World

PAIRS = [
    ("退货", "冷藏商品", "冷冻商品"),
    ("退订", "包年订单", "包月订单"),
    ("修改地址", "次日达订单", "当日达订单"),
    ("作废", "电子普票", "电子专票"),
    ("作废", "数电发票", "纸质普票"),
    ("开票", "升配订单", "降配订单"),
    ("上架", "二类医疗器械", "三类医疗器械"),
    ("改签", "机票订单", "电影票订单"),
    ("发起退款", "店员", "收银员"),
    ("申请返点", "经销商", "代理商"),
    ("分期退款", "花呗分期", "信用卡分期"),
    ("撤回", "待维修", "维修中"),
    ("审批", "盘盈单", "盘亏单"),
    ("改价", "非处方药", "处方药"),
]


@pytest.mark.parametrize(("act", "one", "other"), PAIRS)
def test_two_kinds_of_a_family_are_never_one(act: str, one: str, other: str) -> None:
    world = World(read_all([(f"哪些可以{act}", f"{one}可以{act}，{other}不可以{act}。")]))
    assert not [record for record in world.records if isinstance(record, Conflict)]
    assert world.verdict(act, [one]) == Verdict.ALLOWED
    assert world.verdict(act, [other]) == Verdict.FORBIDDEN


@pytest.mark.parametrize(
    ("family", "kind"),
    [
        ("冷链订单", "冷冻商品"),
        ("电子发票", "电子专票"),
        ("增值税专用发票", "电子专票"),
        ("药品", "非处方药"),
        ("票务订单", "机票订单"),
    ],
)
def test_what_holds_for_the_family_holds_for_the_kind(family: str, kind: str) -> None:
    other = f"{kind}可以退款。"
    world = World(read_all([("能改地址吗", f"{family}不支持改地址。{other}")]))
    assert world.verdict("改地址", [kind]) == Verdict.FORBIDDEN


def test_what_holds_for_the_kind_does_not_hold_for_the_family() -> None:
    world = World(read_all([("能退货吗", "冷藏商品不支持退货。冷链订单须保价。")]))
    assert world.verdict("退货", ["冷链订单"]) in {Verdict.CONDITIONAL, Verdict.UNSTATED}
