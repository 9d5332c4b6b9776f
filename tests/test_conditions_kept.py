"""What a rule depends on is never lost on the way to it, and what only stands beside it is no condition: sayings as data."""

import pytest

from ontology.records import Constraint
from tests.conftest import read_all
from tests.worlds import World

KEPT = [
    # a clause that begins like a note is none: 注销…, 亲友…, 备注…
    ("注销店铺", "注销申请审核期间，商家仍可处理售后，但不可发布商品。", "FORBIDDEN", {("注销申请审核期间",)}),
    ("门店自提", "亲友代取时，须出示取件码。", "REQUIRED", {("亲友代取",)}),
    ("怎么改备注", "备注保存后，不可删除备注。", "FORBIDDEN", {("备注保存",)}),
    ("会员卡余额", "余额不可提现，注销会员卡时除外。", "FORBIDDEN", {("非注销会员卡",)}),
    # when, and if
    ("售后规则", "大型家电安装后如非瑕疵，不得退货。", "FORBIDDEN", {("大型家电安装", "非瑕疵")}),
    ("怎么退款", "行程开始后如遇停运，可全额退款。", "ALLOWED", {("停运", "行程开始")}),
    ("怎么签收", "包裹签收时如外箱破损，可以拒收。", "ALLOWED", {("包裹签收", "外箱破损")}),
    # a role is told of by that word, and what spans more than one of its kind is so
    ("员工权限", "仓库角色不能被授予退款权限。", "FORBIDDEN", {("仓库角色",)}),
    ("店铺权限", "员工角色暂不可下载对账单。", "FORBIDDEN", {("员工",)}),
    ("怎么反结账", "跨年度的账期不支持反结账。", "FORBIDDEN", {("跨年度",)}),
    # a decision that names nobody goes on with what follows or is to be done
    ("违规处罚", "A类违规立即断流，不得申诉。", "FORBIDDEN", {("A类违规",)}),
    ("临期处理", "剩余效期不足30天的商品自动转为临期库存，不参与可售分配。", "FORBIDDEN", {("剩余效期",)}),
    ("广告投放", "违规广告将自动下架，且不予退费。", "FORBIDDEN", {("违规广告",)}),
]
LEFT_ALONE = [
    ("怎么注销账号", "注：注销不可撤回。", "FORBIDDEN"),
    ("结算", "结算周期由签约时确定，不支持随意更改。", "FORBIDDEN"),
    ("删除存储桶", "删除存储桶前请确认：数据已备份。存储桶不可恢复。", "FORBIDDEN"),
    ("怎么改价", "商家角色信息不可修改。", "FORBIDDEN"),
]


def told(question: str, answer: str, modality: str) -> set[tuple[str, ...]]:
    """The conditions of an answer's rules of a modality, each rule's in order."""
    world = World(read_all([(question, answer)]))
    return {_conditions(world, rule) for rule in world.constraints() if rule.modality == modality and not rule.limit}


def _conditions(world: World, rule: Constraint) -> tuple[str, ...]:
    names = (("非" if c.negated else "") + getattr(world.by_id[c.concept], "label", "") for c in rule.conditions)
    return tuple(sorted(names))


@pytest.mark.parametrize(("question", "answer", "modality", "wanted"), KEPT)
def test_conditions_are_kept(question: str, answer: str, modality: str, wanted: set[tuple[str, ...]]) -> None:
    assert told(question, answer, modality) == wanted


@pytest.mark.parametrize(("question", "answer", "modality"), LEFT_ALONE)
def test_what_stands_beside_is_no_condition(question: str, answer: str, modality: str) -> None:
    assert told(question, answer, modality) == {()}
