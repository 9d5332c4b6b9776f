"""What a person means by words that no concept is named by: two names side by side, more or fewer words than a rule's own."""

from collections.abc import Sequence

import pytest

from ontology.kinds import ConceptScheme, Verdict
from ontology.meant import in_more_words, in_two, meant_among
from ontology.near import near_concepts, only_one
from tests.conftest import read_all
from tests.worlds import World


@pytest.mark.parametrize(
    ("ref", "name"),
    [
        ("复核后", "巡检报告复核后"),
        ("资料过期后满三天", "资料过期后"),
        ("已归还", "样机已归还"),
        ("普通囤货单", "囤货单"),
        ("L3", "房东等级L3"),
        ("未绑定打印机", "未绑定"),
        ("还没上秤", "货物还没上秤"),
        ("剩余库存不足", "调出后剩余库存不足"),
        ("清仓不退", "标注清仓不退"),
    ],
)
def test_more_or_fewer_words_mean_what_a_rule_depends_on(ref: str, name: str) -> None:
    assert meant_among(ref, {"one": (name,), "other": ("别的东西",)}) == "one"


@pytest.mark.parametrize(
    ("ref", "name"),
    [
        ("药品", "近效期药品"),
        ("会员店", "会员"),
        ("未复核", "报告已复核"),
        ("非囤货单", "囤货单"),
        ("囤货单", "非囤货单"),
        ("门店", "托管门店"),
        ("复核后", "报告复核前"),
    ],
)
def test_a_kind_is_not_told_by_fewer_words_nor_by_its_denial(ref: str, name: str) -> None:
    assert meant_among(ref, {"one": (name,)}) is None


def _is_kind(name: str) -> bool:
    return name == "海外仓"


def test_of_several_that_a_ref_may_mean_none_is_meant() -> None:
    assert meant_among("复核后", {"one": ("报告复核后",), "other": ("单据复核后",)}) is None


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("余额不足", "投放账户可用余额不足"),
        ("不可抗力", "洪水等不可抗力"),
        ("不可抗力", "不可抗力造成货损"),
        ("审核通过", "素材审核通过"),
    ],
)
def test_a_state_is_told_in_more_words(told: str, name: str) -> None:
    assert (
        in_more_words((told,), ConceptScheme.CIRCUMSTANCE, {"one": (name,), "other": ("别的东西",)}, _is_kind) == "one"
    )


@pytest.mark.parametrize(
    ("told", "scheme", "name"),
    [
        ("审核通过", ConceptScheme.CIRCUMSTANCE, "素材未审核通过"),
        ("药品", ConceptScheme.ORDER_TYPE, "近效期药品"),
        ("余额不足", ConceptScheme.CIRCUMSTANCE, "余额不足"),
        ("退款", ConceptScheme.ORDER_STATUS, "极速退款"),
        ("司机接单", ConceptScheme.ORDER_STATUS, "等待司机接单"),
        ("支付成功", ConceptScheme.ORDER_STATUS, "尾款部分支付成功"),
        ("已发货", ConceptScheme.ORDER_STATUS, "海外仓已发货"),
        ("确认收货", ConceptScheme.ORDER_STATUS, "等待租客确认收货"),
    ],
)
def test_more_words_that_tell_another_thing_are_left_alone(told: str, scheme: ConceptScheme, name: str) -> None:
    assert in_more_words((told,), scheme, {"one": (name,)}, _is_kind) is None


def test_a_name_is_parted_in_two_names_only() -> None:
    assert ("保税", "调拨单") in tuple(in_two("保税调拨单"))
    assert not tuple(in_two("非保税调拨单"))
    assert not tuple(in_two("调拨单"))


@pytest.mark.parametrize(
    ("ref", "label"),
    [
        ("有待归还样机", "待归还样机"),
        ("逾期账单", "存在逾期账单"),
        ("参加满赠", "满赠"),
        ("房东接单", "房东已接单"),
        ("核价未完成", "核价未完成前"),
    ],
)
def test_that_something_is_there_or_done_goes_without_saying(ref: str, label: str) -> None:
    forms = near_concepts(ref)
    assert only_one(forms, lambda tier: {label, "别的东西"} & set(tier)) == label


@pytest.mark.parametrize(("ref", "label"), [("房东接单", "房东未接单"), ("核价未完成", "核价完成后")])
def test_what_is_done_is_not_what_is_not(ref: str, label: str) -> None:
    assert only_one(near_concepts(ref), lambda tier: {label} & set(tier)) is None


@pytest.mark.parametrize(
    ("told", "feature", "given", "verdict"),
    [
        ("跑腿单在骑手接单前可以加价。骑手接单后不能加价。", "加价", ["骑手接单前", "跑腿单"], Verdict.ALLOWED),
        ("骑手接单之前不可加价。", "加价", ["骑手已接单"], Verdict.UNSTATED),
        ("代买单骑手接单前可改地址，骑手接单后不可改地址。", "改地址", ["骑手接单后"], Verdict.FORBIDDEN),
        ("巡检报告提交后不能修改。", "修改巡检报告", ["提交后"], Verdict.FORBIDDEN),
        ("保税商品不支持自动完结。", "自动完结", ["保税调拨单"], Verdict.FORBIDDEN),
        ("已打印的面单可回收，已打印未揽收的面单可改打。", "改打", ["已打印未揽收"], Verdict.ALLOWED),
    ],
)
def test_a_verdict_is_found_by_such_words(told: str, feature: str, given: Sequence[str], verdict: Verdict) -> None:
    world = World(read_all([("怎么处理", told)]))
    assert world.verdict(feature, given) == verdict
