"""What is said of some is never told of all: words before a cue that no reader knows become a circumstance."""

import pytest

from tests.conftest import read_all
from tests.worlds import World, decides

READ = [
    ("包裹怎么拦截", "国际件、同城即时件暂不支持拦截服务。", {("国际件",), ("同城即时件",)}),
    ("怎么提现", "门店账号不支持提现。", {("门店账号",)}),
    ("影票能退吗", "使用兑换券、活动特惠购买的影票不支持退票。", {("使用兑换券",), ("活动特惠购买",)}),
    ("活动常见问题", "直播中不支持修改商品价格。", {("直播中",)}),
]
LEFT_ALONE = [
    ("商品信息能改吗", "标题、主图均不可修改。"),
    ("店铺信息能改吗", "店铺的名称不可修改。"),
    ("怎么提现", "商家可随时提现。"),
    ("怎么提现", "目前暂不支持提现。"),
    ("新功能上线", "资金流水页面目前可以查看流水。"),
]


def conditions(question: str, answer: str) -> set[tuple[str, ...]]:
    world = World(read_all([(question, answer)]))
    rules = [rule for rule in world.constraints() if decides(rule)]
    assert rules, answer
    names = {
        one: getattr(world.by_id[one], "label", one) for rule in rules for one in (c.concept for c in rule.conditions)
    }
    return {tuple(("非" if c.negated else "") + names[c.concept] for c in rule.conditions) for rule in rules}


@pytest.mark.parametrize(("question", "answer", "wanted"), READ)
def test_of_whom_a_rule_is_said_is_its_condition(question: str, answer: str, wanted: set[tuple[str, ...]]) -> None:
    assert conditions(question, answer) == wanted


@pytest.mark.parametrize(("question", "answer"), LEFT_ALONE)
def test_what_a_rule_is_about_is_none(question: str, answer: str) -> None:
    assert conditions(question, answer) == {()}


def test_the_other_things_are_those_not_named_before() -> None:
    told = conditions("寄大件有什么要求", "大件寄递仅支持德邦快递、顺丰速运承运，其他快递公司不支持。")
    assert () not in told
    assert ("非德邦快递", "非顺丰速运") in told


def test_cells_that_say_what_may_be_applied_for_are_answers_for_their_head() -> None:
    table = "''' | 订单状态 | 仅退款 | 换货 | |---|---|---| | 待发货 | 可申请 | 不可申请 | | 已签收 | 不可申请 | 可申请 | '''"
    world = World(read_all([("能申请哪些售后", table)]))
    assert world.verdict("仅退款", ["待发货"]) == "ALLOWED"
    assert world.verdict("换货", ["待发货"]) == "FORBIDDEN"


def test_a_cell_that_says_for_whom_alone_permits_it_to_them() -> None:
    table = "''' | 运单状态 | 修改收件信息 | 取消订单 | |---|---|---| | 已揽收 | 可以 | 不可以 | | 派送中 | 仅限同城 | 不可以 | '''"
    world = World(read_all([("寄件订单可以修改吗", table)]))
    assert world.verdict("修改收件信息", ["派送中", "同城"]) == "ALLOWED"
    assert world.verdict("修改收件信息", ["派送中"]) == "CONDITIONAL"


def test_what_happens_before_or_after_is_a_condition_though_a_function_has_its_name() -> None:
    assert ("改签",) in conditions("怎么改签和退票", "开场前可以改签。改签后不可再退票。")


def test_a_bare_verb_is_what_a_rule_is_about() -> None:
    world = World(read_all([("顾客要换时间怎么办", "骑手取餐后不可修改。")]))
    (rule,) = [one for one in world.constraints() if decides(one)]
    assert world.names(rule.feature) == {"修改"}
    assert rule.conditions


@pytest.mark.parametrize("when", ["买家付款后", "订单一经付款，"])
def test_whoever_pays_the_order_is_paid(when: str) -> None:
    assert conditions("怎么改价", f"{when}不可修改价格。") == {("已付款",)}


def test_a_function_with_orders_before_it_is_the_same() -> None:
    world = World(read_all([("订单合并发货说明", "待发货的订单支持合并发货。预售订单不支持合并发货。")]))
    assert world.verdict("合并发货", ["预售"]) == "FORBIDDEN"
