"""Kinds and circumstances that no vocabulary knows: where their names begin and end, and that none is lost."""

import pytest

from ontology.kinds import Verdict
from tests.conftest import read_all
from tests.worlds import World


@pytest.mark.parametrize(
    ("asked", "told", "feature", "given", "verdict"),
    [
        ("主播怎么连麦", "但观看时长不足10分钟的不能连麦。", "连麦", "观看时长不足10分钟", Verdict.FORBIDDEN),
        ("课程能退吗", "不过团购单只可换课。", "换课", "团购单", Verdict.ALLOWED),
        ("哪些能退货", "冰鲜水产和活体宠物任何情况下都不支持退货。", "退货", "活体宠物", Verdict.FORBIDDEN),
        ("门票能改期吗", "早鸟票任何时候都不支持改期。", "改期", "早鸟票", Verdict.FORBIDDEN),
        ("怎么申请样品", "作者等级达到L3方可申请样品。", "申请样品", "作者等级达到L3", Verdict.ALLOWED),
        ("病人已开具处方能退吗", "医生已开具处方的，不能退款。", "退款", "医生已开具处方", Verdict.FORBIDDEN),
        ("互助团能换人吗", "互助团不支持换人。", "换人", "互助团", Verdict.FORBIDDEN),
    ],
)
def test_a_kind_is_read_with_its_own_name(asked: str, told: str, feature: str, given: str, verdict: Verdict) -> None:
    assert World(read_all([(asked, told)])).verdict(feature, [given]) is verdict
