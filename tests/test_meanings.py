"""One meaning, many sayings: each is read alone, as the answer to a question that tells nothing, and must give its rules and no other.

The sayings are data (`examples/sayings.jsonl`), with texts beside them that look alike and must be left alone. Stricter than
`test_sayings`: kind, feature, figure, scope and date count as well, and the question does not name the feature.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

from ontology.kinds import ConstraintKind
from ontology.records import Constraint, Quantity
from tests.conftest import read_all
from tests.rule_scoring import exactly, is_about, wanted_conditions
from tests.scoring import EXAMPLES, Score
from tests.worlds import World, plain

LEAST: Final = {"read": 0.85, "nothing else": 0.895, "left alone": 0.93}
"""By measure: sayings with all their rules; sayings without another permission or prohibition; texts without such a rule."""
ENOUGH: Final = {"meanings": 60, "sayings of each": 3, "left alone of most": 1}
QUESTION: Final = "有什么规则？"


@cache
def meanings() -> tuple[Mapping[str, Any], ...]:
    """The meanings with their sayings."""
    lines = (EXAMPLES / "sayings.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line) for line in lines)


def _read(text: str) -> tuple[World, list[Constraint]]:
    world = World(read_all([(QUESTION, text)]))
    return world, world.constraints()


def _ways(wanted: Mapping[str, Any], name: str) -> list[Any]:
    """A value, and the others that are as good."""
    return [wanted[name], *wanted.get(f"accept_{name}", [])]


def _measures(read: Quantity | None, wanted: Mapping[str, Any], comparators: Sequence[str]) -> bool:
    """Whether a figure is the wanted one, in all that is told of it."""
    if read is None or read.comparator not in [wanted["comparator"], *comparators]:
        return False
    return all(getattr(read, name) == wanted[name] for name in ("value", "upper", "unit", "per") if name in wanted)


def _limits(world: World, rule: Constraint, wanted: Mapping[str, Any]) -> bool:
    told, inside = wanted.get("limit"), wanted.get("condition_limit")
    others = wanted.get("accept_comparator", [])
    if told is not None and not _measures(rule.limit, told, others):
        return False
    return inside is None or any(
        _measures(one.limit, inside, others) and {plain(name) for name in inside["concept"]} & world.names(one.concept)
        for one in rule.conditions
    )


def _conditions(world: World, rule: Constraint, wanted: Mapping[str, Any]) -> bool:
    """Whether the conditions are the wanted ones; a condition with a figure may be named with the figure or without."""
    if any(exactly(world, rule, way) for way in wanted_conditions(wanted)):
        return True
    return "condition_limit" in wanted and len(rule.conditions) == 1 and _limits(world, rule, wanted)


def _is(world: World, rule: Constraint, wanted: Mapping[str, Any], names: Sequence[str]) -> bool:
    """Whether a rule is the wanted one."""
    return (
        rule.kind in _ways(wanted, "kind")
        and rule.modality in _ways(wanted, "modality")
        and is_about(world, rule, names)
        and _conditions(world, rule, wanted)
        and _limits(world, rule, wanted)
        and rule.superseded == wanted.get("superseded", False)
        and ("validFrom" not in wanted or rule.valid_from == wanted["validFrom"])
        and ("scope" not in wanted or plain(rule.scope or "") == plain(wanted["scope"] or ""))
    )


def _is_part_of(world: World, rule: Constraint, wanted: Mapping[str, Any], names: Sequence[str]) -> bool:
    """Whether a rule permits or forbids what the wanted one does: a window of time is a permission as well."""
    if rule.modality not in _ways(wanted, "modality") or not is_about(world, rule, names):
        return False
    return _conditions(world, rule, wanted)


def _told(world: World, rules: Sequence[Constraint]) -> list[str]:
    """What was read, for people."""
    told = []
    for rule in rules:
        conditions = [
            "非" * one.negated
            + min(world.names(one.concept), default="?")
            + (f" {one.limit.comparator} {one.limit.value}" if one.limit else "")
            for one in rule.conditions
        ]
        about = min(world.names(rule.feature or rule.subject), default="?")
        limit = rule.limit and f"{rule.limit.comparator} {rule.limit.value} {rule.limit.unit} per {rule.limit.per}"
        extra = [w for w in (limit, rule.scope and f"scope {rule.scope}", rule.superseded and "superseded") if w]
        told.append(f"{rule.kind[:6]} {rule.modality} {about} {conditions} {extra or ''}")
    return told


def _judged() -> Iterator[tuple[str, bool, str]]:
    for meaning in meanings():
        wanted, names = meaning["constraints"], meaning["feature"]
        for text in meaning["sayings"]:
            world, rules = _read(text)
            missed = [one for one in wanted if not any(_is(world, rule, one, names) for rule in rules)]
            told = f"{meaning['id']} “{text}” read as {_told(world, rules)}"
            if wanted:
                yield "read", not missed, told
            others = [rule for rule in rules if not any(_is_part_of(world, rule, one, names) for one in wanted)]
            others = [rule for rule in others if rule.kind is ConstraintKind.APPLICABILITY]
            yield "nothing else", not others, f"{meaning['id']} “{text}” also read as {_told(world, others)}"
        for text in meaning.get("leave_alone", []):
            world, rules = _read(text)
            such = [rule for rule in rules if any(_is(world, rule, one, names) for one in wanted)]
            yield "left alone", not such, f"{meaning['id']} “{text}” read as {_told(world, such)}"


def test_sayings() -> None:
    scores: dict[str, Score] = {}
    for measure, ok, told in _judged():
        scores.setdefault(measure, Score()).add(ok, told)
    assert set(scores) == set(LEAST)
    low = [
        "\n  ".join([f"{measure}: {one.hits} of {one.total} = {one.rate:.3f}", *one.wrong])
        for measure, one in scores.items()
        if one.rate < LEAST[measure]
    ]
    assert not low, "\n".join(low)


def test_every_meaning_has_enough_sayings() -> None:
    found = meanings()
    assert len(found) >= ENOUGH["meanings"]
    assert len({one["id"] for one in found}) == len(found)
    assert all(len(set(one["sayings"])) >= ENOUGH["sayings of each"] for one in found)
    bare = [one["id"] for one in found if one["constraints"] and len(one["leave_alone"]) < ENOUGH["left alone of most"]]
    assert not bare
