"""Who acts, where a duty or a bound is another's than the merchant's; a permission or prohibition decides for whoever uses the function."""

import pytest

from ontology.kinds import Verdict
from ontology.records import Constraint
from tests.conftest import read_all
from tests.worlds import World


def _world(told: str) -> World:
    return World(read_all([("售后和配送怎么处理", told)]))


def _actors(told: str) -> list[tuple[str, str | None]]:
    world = _world(told)
    found = (r for r in world.records if isinstance(r, Constraint))
    return [(r.kind, getattr(world.by_id[r.actor], "label", None) if r.actor else None) for r in found]


@pytest.mark.parametrize(
    ("told", "kind", "actor"),
    [
        ("买家须在7天内寄回商品。", "DURATION", "消费者"),
        ("骑手需在取餐时上传照片。", "PREREQUISITE", "骑手"),
        ("取餐异常的，须由骑手上传照片。", "PREREQUISITE", "骑手"),
        ("退货前收件人应核对包装。", "PREREQUISITE", "收货人"),
        ("顾客每天最多可改期2次。", "QUOTA", "消费者"),
        ("买家申请退货的，平台客服须在24小时内审核。", "DURATION", "平台客服"),
    ],
)
def test_a_duty_names_whose_it_is(told: str, kind: str, actor: str) -> None:
    assert (kind, actor) in _actors(told)


@pytest.mark.parametrize(
    "told",
    [
        "商家须在2天内回复买家。",
        "须提醒买家核对地址。",
        "与买家协商后需上传凭证。",
        "给买家补发的，须填写单号。",
        "买家申请后，须在24小时内审核。",
        "骑手到店后，系统自动下发取餐码。",
    ],
)
def test_whom_a_duty_only_concerns_does_not_act(told: str) -> None:
    assert all(actor is None for _, actor in _actors(told))


def test_a_permission_decides_whoever_it_is_told_of() -> None:
    world = _world("待出货的订单，买家可申请取消；虚拟商品买家不可申请取消。")
    assert world.verdict("取消", ["待出货"]) == world.verdict("申请取消", ["待出货"]) == Verdict.ALLOWED
    assert world.verdict("申请取消", ["虚拟商品"]) == Verdict.FORBIDDEN


def test_what_goes_on_is_told_of_the_same() -> None:
    assert _actors("买家须在7天内寄回商品，并须填写单号。商家须签收。").count(("PREREQUISITE", "消费者")) == 1
