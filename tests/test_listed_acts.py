"""Tables whose columns list acts, and such as say what must be handed in: all platforms and words are invented."""

import pytest

from ontology.kinds import Verdict
from ontology.records import Constraint, Feature
from tests.conftest import read_all
from tests.worlds import World

BOOKINGS = "预约类型\t允许的操作\t禁止的操作\n门诊约\t改签、转让\t拆分\n体检约\t转让\t改签、拆分\n义诊约\t—\t改签\n以上每月核对一次。"


@pytest.mark.parametrize(
    ("act", "given", "verdict"),
    [
        ("改签", ["门诊约"], Verdict.ALLOWED),
        ("改签", ["体检约"], Verdict.FORBIDDEN),
        ("改签", ["义诊约"], Verdict.FORBIDDEN),
        ("转让", ["体检约"], Verdict.ALLOWED),
        ("拆分", ["门诊约"], Verdict.FORBIDDEN),
        ("转让", ["义诊约"], Verdict.UNSTATED),
    ],
)
def test_columns_of_acts_permit_and_forbid_each(act: str, given: list[str], verdict: Verdict) -> None:
    world = World(read_all([("各类预约能做什么", BOOKINGS)]))
    got = world.verdict(act, given)
    assert got is verdict or (verdict is Verdict.UNSTATED and got is Verdict.CONDITIONAL)


def test_a_column_of_words_lists_no_acts() -> None:
    told = "预约类型\t可用时段\t操作说明\n门诊约\t上午、下午\t见公告\n体检约\t上午\t见公告\n义诊约\t周末\t见公告"
    world = World(read_all([("各类预约能做什么", told)]))
    assert not any(
        rule.evidence and rule.evidence[0].rule == "rule.table" for rule in world.constraints() if rule.feature
    )


def test_cells_of_need_are_duties_and_exemptions() -> None:
    told = "| 摊主类型 | 健康证 | 摊位照 |\n| --- | --- | --- |\n| 热食摊 | 必须 | 无需 |\n| 杂货摊 | 无需 | 必须 |"
    world = World(read_all([("夜市入驻材料", told)]))
    found = {(_label(world, rule), rule.modality.value, _given(world, rule)) for rule in world.constraints()}
    assert found == {
        ("健康证", "REQUIRED", "热食摊"),
        ("摊位照", "NOT_REQUIRED", "热食摊"),
        ("健康证", "NOT_REQUIRED", "杂货摊"),
        ("摊位照", "REQUIRED", "杂货摊"),
    }


def _label(world: World, rule: Constraint) -> str:
    feature = world.by_id[rule.feature or ""]
    assert isinstance(feature, Feature)
    return feature.label


def _given(world: World, rule: Constraint) -> str:
    return "、".join(getattr(world.by_id[c.concept], "label", "") for c in rule.conditions)
