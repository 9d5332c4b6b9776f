"""Near forms of names: what a person may say for a state, a kind or a function, and what is never the same."""

from collections.abc import Sequence

import pytest

from ontology.names import name_key
from ontology.near import begun_by, is_bare, near_concepts, near_features, only_one, opposite_concepts


def _among(tiers: Sequence[Sequence[str]], *names: str) -> str | None:
    return only_one(tiers, lambda forms: set(names) & set(forms))


@pytest.mark.parametrize(
    ("ref", "label"),
    [
        ("已签收", "签收后"),
        ("签收之后", "签收"),
        ("骑手到店后", "骑手已到店"),
        ("租客未入住", "租客入住前"),
        ("买家未评价", "未评价"),
        ("装车中", "装车期间"),
        ("正在装车", "装车中"),
        ("订单已质押", "已质押"),
        ("团长账号", "团长"),
        ("寄售", "寄售商品"),
        ("积分兑换", "积分兑换购买"),
        ("接受邀约", "达人接受邀约"),
        ("断网状态", "断网状态下"),
        ("企业主体小程序", "企业主体"),
        ("跨省门店之间", "跨省门店"),
        ("被冻结后", "已冻结"),
        ("众包", "众包骑手"),
        ("华南", "华南地域"),
        ("揽回", "已揽回"),
    ],
)
def test_a_state_is_told_in_other_words(ref: str, label: str) -> None:
    assert _among(near_concepts(ref), label, "别的东西") == label


@pytest.mark.parametrize(
    ("ref", "other"),
    [
        ("境外仓", "非境外仓"),
        ("非境外仓", "境外仓"),
        ("已签收", "未签收"),
        ("签收前", "签收后"),
        ("签收", "未签收"),
        ("可退房型", "不可退房型"),
        ("单", "订单"),
        ("订单", "订单商品"),
        ("店长同意", "店长不同意"),
        ("揽回", "未揽回"),
    ],
)
def test_what_is_denied_or_of_another_time_is_no_near_form(ref: str, other: str) -> None:
    assert _among(near_concepts(ref), other) is None


def test_of_several_that_are_as_near_none_is_meant() -> None:
    assert _among(near_concepts("同意延期"), "买家同意延期", "卖家同意延期") is None
    assert _among(near_features("变更预约"), "变更订单预约", "变更商品预约") is None


def test_what_goes_on_told_with_a_word_for_it_is_nearer_than_told_without() -> None:
    assert _among(near_concepts("试驾期"), "试驾", "试驾期内") == "试驾期内"
    assert _among(near_concepts("试驾期"), "试驾") == "试驾"


def test_a_function_is_the_same_of_any_and_by_another_verb() -> None:
    assert _among(near_features("调用任何接口"), "调用接口", "别的功能") == "调用接口"
    assert _among(near_features("更换手机号"), "修改手机号", "别的功能") == "修改手机号"


def test_what_holds_where_the_named_state_does_not() -> None:
    assert _among(opposite_concepts("未备案"), "已备案") == "已备案"
    assert _among(opposite_concepts("已备案"), "未备案") == "未备案"
    assert _among(opposite_concepts("无退货单"), "退货单", "别的东西") == "退货单"
    assert _among(opposite_concepts("备案"), "未备案") is None


@pytest.mark.parametrize(
    ("ref", "label"),
    [
        ("免费改签", "改签"),
        ("在线改签", "改签"),
        ("发起改签", "改签"),
        ("改签申请", "改签"),
        ("改签", "申请改签"),
        ("作废", "作废订单"),
        ("订单作废", "作废"),
        ("变更地址", "变更收货地址"),
        ("地址变更", "变更地址"),
        ("改签", "顾客改签"),
        ("重新称重", "称重"),
        ("变更联系人", "修改联系人"),
        ("添加操作员", "新增操作员"),
        ("启用自动打单", "开启自动打单"),
    ],
)
def test_a_function_is_called_in_other_words(ref: str, label: str) -> None:
    assert _among(near_features(ref), label, "别的功能") == label


@pytest.mark.parametrize(
    ("ref", "other"),
    [
        ("改签", "批量改签"),
        ("删除联系人", "修改联系人"),
        ("关闭自动打单", "开启自动打单"),
        ("改签", "不可改签"),
        ("退货", "七天无理由退货"),
        ("部分退款", "退款"),
        ("变更地址", "变更门店地址"),
    ],
)
def test_a_function_of_another_kind_is_no_near_form(ref: str, other: str) -> None:
    assert _among(near_features(ref), other) is None


def test_a_bare_verb_begins_longer_names_alone() -> None:
    first, last = begun_by(name_key("登录"))
    assert [name for name in ("登录", "登录账号", "登陆", "重新登录", "登录😀") if first < name < last] == [
        "登录账号",
        "登录😀",
    ]
    assert [name for name in ("登录", "订单", "商家", "改", "登录账号") if is_bare(name)] == ["登录"]


def test_another_name_is_made_longer_by_a_bracket_alone() -> None:
    first, last = begun_by(name_key("开通日结"))
    names = ("开通日结", "开通日结（T0）", "开通日结(D1)", "开通日结提现")
    assert [name for name in names if first < name_key(name) < last] == ["开通日结（T0）", "开通日结(D1)"]


@pytest.mark.parametrize("name", ["没有", "未", "已经", "非", "待", "没有未"])
def test_what_only_says_that_it_is_so_has_no_near_form(name: str) -> None:
    assert near_concepts(name) == ()
