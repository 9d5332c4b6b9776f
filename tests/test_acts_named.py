"""What a permission or prohibition is about where the vocabulary knows no verb for it: the act, or what is to be had, names itself; who does it
is no part of its name."""

from collections.abc import Sequence

import pytest

from ontology.kinds import Verdict
from ontology.records import Feature
from tests.conftest import read_all
from tests.worlds import World


def _world(told: str) -> World:
    return World(read_all([("怎么处理", told)]))


@pytest.mark.parametrize(
    ("told", "feature", "given", "verdict"),
    [
        ("冷藏药品、液体商品不适用超商取货。", "超商取货", ["冷藏药品"], Verdict.FORBIDDEN),
        ("越库单不参与波次。", "参与波次", ["越库单"], Verdict.FORBIDDEN),
        ("店长可新增收银员。", "新增收银员", ["店长"], Verdict.ALLOWED),
        ("液态化妆品不得交寄平台跨境物流。", "交寄平台跨境物流", ["液态化妆品"], Verdict.FORBIDDEN),
        ("试营业门店不开放支付功能。", "支付功能", ["试营业门店"], Verdict.FORBIDDEN),
        ("拣货开始前可由仓管员撤单，拣货开始后不能撤单。", "撤单", ["拣货开始后"], Verdict.FORBIDDEN),
        ("人工锁定的库位可由库管员账号解锁。", "解锁", ["人工锁定", "库管员账号"], Verdict.ALLOWED),
        ("调拨单可由店长在管理后台作废，不可删除。", "作废", ["调拨单"], Verdict.ALLOWED),
        ("酒水单送达失败后不支持二次配送，普通餐单可安排二次配送。", "二次配送", ["普通餐单"], Verdict.ALLOWED),
        ("老店均可使用推荐位；升级后的老店也可使用推荐位。", "推荐位", ["老店"], Verdict.ALLOWED),
        ("贵重样品不支持免费寄样。", "寄送", ["贵重样品"], "no feature"),
        ("贵重样品不支持免费寄样。", "免费寄样", ["贵重样品"], Verdict.FORBIDDEN),
        ("散装商品不得按箱收货。", "按箱收货", ["散装商品"], Verdict.FORBIDDEN),
        ("额度超限的，不能以跨境电商方式清关。", "以跨境电商方式清关", ["额度超限"], Verdict.FORBIDDEN),
        ("非连锁药店不得在线上销售处方药。", "线上销售处方药", ["非连锁药店"], Verdict.FORBIDDEN),
        ("货到付款仅对老客开放。", "货到付款", ["老客"], Verdict.ALLOWED),
        ("货到付款仅对老客开放。", "货到付款", ["非老客"], Verdict.FORBIDDEN),
        ("到店单不能改成外送。", "改为外送", ["到店单"], Verdict.FORBIDDEN),
        (
            "已开通先享后付的门店可关闭先享后付，但存在未结清账单时不能关闭。",
            "关闭先享后付",
            ["存在未结清账单"],
            Verdict.FORBIDDEN,
        ),
    ],
)
def test_what_is_permitted_names_itself(told: str, feature: str, given: Sequence[str], verdict: Verdict | str) -> None:
    assert _world(told).verdict(feature, given) == verdict


def test_a_state_that_labels_an_item_is_not_what_is_done() -> None:
    world = World(read_all([("备货单流程与限制", "- 待审核：可修改数量。\n- 已审核：不可修改。\n- 在途：不可撤回。")]))
    labels = [r.label for r in world.records if isinstance(r, Feature)]
    assert not {"修改已审核", "撤回在途"} & set(labels)
    assert world.verdict("修改", ["已审核"]) == Verdict.FORBIDDEN


def test_what_somebody_asks_for_is_what_is_done() -> None:
    world = World(read_all([("如何处理买家要求取消订单", "【待出货】须在2天内回复。【已出货】不得取消。")]))
    assert world.verdict("取消订单", ["已出货"]) == Verdict.FORBIDDEN


def test_who_may_is_not_what_is_done() -> None:
    answer = "Q1：什么门店能开通续方？\n答：具有资质的定点药店可以开通；单体药店不可开通。"
    world = World(read_all([("续方服务怎么用", answer)]))
    assert world.verdict("开通续方", ["单体药店"]) == Verdict.FORBIDDEN


def test_what_only_groups_the_kinds_of_a_table_is_no_condition() -> None:
    table = "单据大类\t单据类型\t允许的操作\t禁止的操作\n入库\t采购入库单\t修改、作废\t拆分\n\t样品入库单\t修改\t作废\n库内\t移位单\t—\t修改"
    world = World(read_all([("各单据的操作权限", table)]))
    assert world.verdict("修改", ["采购入库单"]) == Verdict.ALLOWED
    assert world.verdict("作废", ["样品入库单"]) == world.verdict("修改", ["移位单"]) == Verdict.FORBIDDEN


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("拣货开始前可由仓管员撤单。", "由仓管员撤单"),
        ("试营业门店不开放支付功能。", "试营业门店不开放支付"),
        ("预售订单可设置3天后发货。", "设置3天后发货"),
        ("老年会员可享受更多的优惠内容。", "更多的优惠内容"),
        ("贵重样品不支持免费寄样。", "寄样"),
        ("散装商品不得按箱收货。", "收货"),
        ("存在未结清账单时不能关闭。", "关闭账单"),
    ],
)
def test_what_is_no_name_of_an_act(told: str, name: str) -> None:
    labels = [r.label for r in _world(told).records if isinstance(r, Feature)]
    assert name not in labels
