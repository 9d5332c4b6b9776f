"""Lists of what each part in a shop may do."""

import pytest

from ontology.kinds import Verdict
from tests.conftest import read_all
from tests.worlds import World

LISTS = "各岗位的权限：\n● 园长：审核请假、关班\n● 教务：排班、调换教室（不能删除花名册）\n● 保育：登记体温\n其余由总部设置。"


@pytest.mark.parametrize(
    ("feature", "given", "verdict"),
    [
        ("审核请假", ["园长"], Verdict.ALLOWED),
        ("调换教室", ["教务"], Verdict.ALLOWED),
        ("登记体温", ["保育"], Verdict.ALLOWED),
        ("登记体温", [], Verdict.CONDITIONAL),
        ("删除花名册", ["教务"], Verdict.FORBIDDEN),
        ("删除花名册", ["园长"], Verdict.UNSTATED),
    ],
)
def test_a_list_behind_a_part_permits_what_it_names(feature: str, given: list[str], verdict: Verdict) -> None:
    assert World(read_all([("各岗位能做什么", LISTS)])).verdict(feature, given) is verdict


@pytest.mark.parametrize(
    "told",
    [
        "园长：400-000-1111\n财务：周一至周五",
        "园长：负责日常管理、检查安全\n财务：负责核算",
        "开班流程：\n园长：审核申请、登记花名册\n财务：核对学费",
    ],
)
def test_what_somebody_is_but_charged_with_is_no_right(told: str) -> None:
    assert not World(read_all([("找谁", told)])).constraints()
