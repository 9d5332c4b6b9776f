"""What a line before a list governs, and what a list, a label or a coordination tells; all words are invented."""

from collections.abc import Sequence

import pytest

from ontology.kinds import Verdict
from ontology.records import Constraint
from tests.conftest import read_all
from tests.worlds import World


def read(told: str, question: str) -> World:
    return World(read_all([(question, told)]))


def labels(world: World, rule: Constraint) -> list[str]:
    return [getattr(world.by_id[c.concept], "label", "") for c in rule.conditions]


@pytest.mark.parametrize(
    "marks",
    [("a. ", "b. ", "c. "), ("a) ", "b) ", "c) "), ("1. ", "2. ", "3. "), ("① ", "② ", "③ "), ("A．", "B．", "C．")],
)
@pytest.mark.parametrize("such", ["有下列情形之一的，暂不支持档口过户：", "以下情形暂不支持档口过户："])
def test_each_item_below_is_a_condition_and_the_pointer_to_them_is_none(marks: Sequence[str], such: str) -> None:
    items = ("有未结清水费", "处于冻结整改期", "30天内更换过摊主")
    world = read(such + "".join(f"\n{mark}{item}；" for mark, item in zip(marks, items, strict=True)), "档口过户条件")
    told = sorted(labels(world, rule) for rule in world.constraints() if rule.modality == "FORBIDDEN")
    assert [one for (one,) in told] == ["30天内更换过摊主", "冻结整改期", "有未结清水费"]
    assert not [rule for rule in world.constraints() if rule.kind in ("DURATION", "SPAN")]


def test_a_pointer_to_what_is_not_told_stays_a_condition() -> None:
    world = read("有下列情形之一的，暂不支持档口过户。", "档口过户条件")
    assert all(rule.conditions for rule in world.constraints() if rule.modality == "FORBIDDEN")


@pytest.mark.parametrize(
    "told",
    [
        "提交开摊前须满足：① 已完成摊主认证；② 摊位与证照一致；③ 至少摆放1件样品。",
        "提交开摊需同时满足以下条件：\n1）已完成摊主认证；\n2）摊位与证照一致。",
        "提交开摊应符合下列要求：\na. 已完成摊主认证；\nb. 摊位与证照一致。",
    ],
)
def test_what_a_list_asks_for_is_a_duty_each(told: str) -> None:
    world = read(told, "提交开摊有什么要求")
    duties = {rule.effect: rule for rule in world.constraints() if rule.kind == "PREREQUISITE"}
    assert set(duties) == {"已完成摊主认证", "摊位与证照一致"}
    assert not any(rule.conditions for rule in duties.values())
    assert all(told[e.start : e.end] == e.quote for rule in duties.values() for e in rule.evidence)


def test_items_that_say_what_may_be_are_no_duties() -> None:
    world = read("提交开摊需满足：① 已认证的可直接提交；② 未认证的不可提交。", "提交开摊有什么要求")
    assert not [rule for rule in world.constraints() if rule.kind == "PREREQUISITE"]


@pytest.mark.parametrize(
    ("told", "feature", "given", "verdict"),
    [
        ("联营摊主既不能删除货签也不能编辑货签，但支持复制货签。", "编辑货签", ["联营摊主"], Verdict.FORBIDDEN),
        ("联营摊主既不能删除货签也不能编辑货签，但支持复制货签。", "删除货签", ["联营摊主"], Verdict.FORBIDDEN),
        ("联营摊主既不能删除货签也不能编辑货签，但支持复制货签。", "复制货签", ["联营摊主"], Verdict.ALLOWED),
        ("体验摊主可以查看样品也可以下载样品。", "下载样品", ["体验摊主"], Verdict.ALLOWED),
        (
            "【店长】可改价、可退款。\n【客服】不能改价，也不能查看报表。\n【财务】只能查看账单。",
            "改价",
            ["客服"],
            Verdict.FORBIDDEN,
        ),
        (
            "【店长】可改价、可退款。\n【客服】不能改价，也不能查看报表。\n【财务】只能查看账单。",
            "改价",
            [],
            Verdict.CONDITIONAL,
        ),
        ("待付款订单可修改货签，已完成订单不可修改。", "修改货签", ["已完成"], Verdict.FORBIDDEN),
        ("货主接单前可取消代拣，接单后需货主同意才能取消。", "取消代拣", ["接单后", "货主同意"], Verdict.ALLOWED),
        ("个体工商户可开通分拣，个人卖家不可开通。", "开通分拣", ["个体工商户"], Verdict.ALLOWED),
    ],
)
def test_what_is_told_side_by_side_is_told_of_each(told: str, feature: str, given: list[str], verdict: Verdict) -> None:
    assert read(told, "有什么规定").verdict(feature, given) is verdict


@pytest.mark.parametrize("told", ["活动页则像一块空白画布。", "浏览量总是大于访客数。"])
def test_a_likeness_and_what_always_comes_out_so_bound_nothing(told: str) -> None:
    assert not read(told, "什么是活动页").constraints()


def test_a_price_in_money_is_still_one() -> None:
    world = read("每单打包费不超过5块。", "打包费")
    assert [rule.limit.unit for rule in world.constraints() if rule.limit] == ["YUAN"]
