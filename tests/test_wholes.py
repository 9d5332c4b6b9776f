"""Names of the vocabulary inside longer names: what a longer name tells apart stays apart, what only bears the kind is a spelling of it."""

import pytest

from ontology.kinds import Verdict
from tests.conftest import read_all
from tests.worlds import World


@pytest.mark.parametrize(
    ("told", "given", "other"),
    [
        ("跨境船票不支持线上改签。", "跨境船票", "跨境"),
        ("仅展厅管理员可以核销。", "展厅管理员", "管理员"),
        ("乙类处方药不支持夜间配送。", "乙类处方药", "处方药"),
        ("尾款支付超时后，不可修改备注。", "尾款支付超时", "支付超时"),
    ],
)
def test_a_longer_name_is_another_thing(told: str, given: str, other: str) -> None:
    world = World(read_all([("有什么限制", told)]))
    named = {name for rule in world.constraints() for c in rule.conditions for name in world.names(c.concept)}
    assert given in named
    assert other not in named


@pytest.mark.parametrize("told", ["秒杀单", "秒杀商品", "秒杀订单", "秒杀链接"])
def test_what_bears_a_kind_is_a_spelling_of_it(told: str) -> None:
    world = World(read_all([("哪些订单不能改价", f"{told}不支持改价。")]))
    assert world.verdict("改价", [told]) is Verdict.FORBIDDEN
    assert world.verdict("改价", ["秒杀"]) is Verdict.FORBIDDEN


@pytest.mark.parametrize(
    "told", ["预售运费不可退", "买家秒杀订单不支持改价", "预售商品不支持改价", "修改预售价格不支持", "预售建议提前备货"]
)
def test_what_any_order_has_makes_no_longer_name(told: str) -> None:
    world = World(read_all([("有什么限制", told + "。")]))
    conditions = {c.concept for rule in world.constraints() for c in rule.conditions}
    assert all({"预售", "秒杀"} & world.names(own) for own in conditions)
