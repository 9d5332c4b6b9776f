"""Tables, lists and headings: which rules they state, and what they must not be read as."""

import json
from typing import Any, Final

import pytest

from ontology.records import Constraint
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
