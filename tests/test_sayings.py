"""One rule, said in several ways, is one rule; words that only look like it are none."""

import json
from collections.abc import Iterator
from typing import Any

from ontology.records import Constraint
from tests.conftest import read_all
from tests.scoring import EXAMPLES
from tests.worlds import World, plain


def _cases() -> Iterator[dict[str, Any]]:
    for line in (EXAMPLES / "sayings.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _read(case: dict[str, Any], answer: str) -> tuple[World, list[Constraint]]:
    world = World(read_all([(f"{case['feature'][0]}的说明", answer)]))
    return world, world.constraints()


def _says(world: World, rule: Constraint, wanted: dict[str, Any]) -> bool:
    have = {(n, c.negated) for c in rule.conditions for n in world.names(c.concept)}
    named = [(plain(n), False) for n in wanted["conditions"]] + [(plain(n), True) for n in wanted["negated"]]
    return (
        rule.modality == wanted["modality"] and len(rule.conditions) == len(named) and all(one in have for one in named)
    )


def test_sayings_say_the_same() -> None:
    hits, wrong = 0, []
    for case in _cases():
        for saying in case["sayings"]:
            world, rules = _read(case, saying)
            if all(any(_says(world, rule, wanted) for rule in rules) for wanted in case["constraints"]):
                hits += 1
            else:
                wrong.append(saying)
    print(hits, wrong)
    assert hits >= 0.80 * (hits + len(wrong)), wrong


def test_what_only_looks_like_a_rule() -> None:
    total, wrong = 0, []
    for case in _cases():
        for words in case["leave_alone"]:
            total += 1
            world, rules = _read(case, words)
            if any(_says(world, rule, wanted) for rule in rules for wanted in case["constraints"]):
                wrong.append(words)
    print(total, wrong)
    assert len(wrong) <= 0.1 * total, wrong
