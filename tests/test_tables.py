"""Tables, lists and headings: which rules they state, and what they must not be read as."""

import json
from typing import Any, Final

import pytest

from extract.tables import find_tables
from ontology.kinds import Verdict
from ontology.records import Constraint, Feature
from tests.conftest import read_all
from tests.rule_scoring import exactly, is_about
from tests.scoring import EXAMPLES
from tests.worlds import World, plain

CASES: Final = [json.loads(line) for line in (EXAMPLES / "tables.jsonl").read_text(encoding="utf-8").splitlines()]


def _states(world: World, rule: Constraint, wanted: dict[str, Any]) -> bool:
    named = {(plain(n), False) for n in wanted["conditions"]} | {(plain(n), True) for n in wanted["negated"]}
    about = is_about(world, rule, [wanted["feature"]])
    return rule.modality == wanted["modality"] and about and exactly(world, rule, named)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_tables_lists_and_headings(case: dict[str, Any]) -> None:
    world = World(read_all([(case["question"], case["answer"])]))
    rules = world.constraints()
    missing = [one for one in case["rules"] if not any(_states(world, rule, one) for rule in rules)]
    wrong = [one for one in case["never"] if any(_states(world, rule, one) for rule in rules)]
    assert (missing, wrong) == ([], []), (case["why"], [rule.text for rule in rules])


def test_heads_need_no_rule_row() -> None:
    told = (
        "| 合作方式 | 能否调整分成 | 能否中途退出 |\n| 普通合作 | 可随时调整 | 可以 |\n| 独家合作 | 不可调整 | 不可以 |"
    )
    world = World(read_all([("合作方式有什么区别", told)]))
    assert world.verdict("调整分成", ["独家合作"]) is Verdict.FORBIDDEN
    assert world.verdict("调整分成", ["普通合作"]) is Verdict.ALLOWED
    assert world.verdict("中途退出", ["普通合作"]) is Verdict.ALLOWED


def test_heads_that_tell_when_are_conditions_and_no_functions() -> None:
    told = "| 产品 | 出票前 | 出票后 |\n| 跟团游 | 可改乘客 | 不可改乘客 |\n| 自由行 | 可改乘客 | 可改乘客 |"
    world = World(read_all([("度假订单改乘客", told)]))
    assert world.verdict("改乘客", ["跟团游", "出票后"]) is Verdict.FORBIDDEN
    assert world.verdict("改乘客", ["跟团游"]) is Verdict.CONDITIONAL
    assert not any(isinstance(r, Feature) and r.label.startswith("出票") for r in world.records)


def test_a_first_line_that_is_no_heads_stays_a_row() -> None:
    table = find_tables("| 顺丰 | 支持 |\n| 圆通 | 不支持 |\n| 中通 | 支持 |")[0]
    assert not table.header
    assert table.problem
