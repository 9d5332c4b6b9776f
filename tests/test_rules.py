"""Rules as read: how many of what was written down by hand, with true evidence, in sentences that stand alone."""

import re

import pytest

from ontology.kinds import ConceptScheme, ConstraintKind, GapKind, Modality
from ontology.records import AnyRecord, Concept, Constraint, Entry, Feature, Gap
from tests import rule_scoring
from tests.conftest import read_all
from tests.rule_floors import LEAST
from tests.worlds import World

GOLD = {
    "rules found": 0.95,
    "rules with conditions": 0.90,
    "quantities": 0.97,
    "quantities true": 0.95,
    "verdicts": 0.97,
    "operations": 0.97,
    "conflicts": 1.0,
}


@pytest.mark.parametrize("measure", GOLD)
def test_rules_of_the_corpus(measure: str) -> None:
    one = rule_scoring.score_gold()[measure]
    assert one.rate >= GOLD[measure], one.wrong


@pytest.mark.parametrize(
    ("split", "measure"), [(split, measure) for split, least in LEAST.items() for measure in least]
)
def test_rules_of_other_platforms(split: str, measure: str) -> None:
    one = rule_scoring.score(split)[measure]
    assert one.rate >= LEAST[split][measure], f"{one.hits} of {one.total}"


def test_enough_rules_were_written_apart() -> None:
    assert all(sum(len(e.get("rules", ())) for e in rule_scoring.examples(split)) >= 80 for split in ("held", "ninth"))


def _all_worlds() -> list[World]:
    return [
        rule_scoring.corpus_world(),
        *(w for split in ("dev", "held") for _, w, _ in rule_scoring.example_worlds(split)),
    ]


def test_every_rule_rests_on_words() -> None:
    for world in _all_worlds():
        for rule in world.constraints():
            assert rule.evidence
            for one in rule.evidence:
                entry = world.by_id[one.entry]
                assert isinstance(entry, Entry)
                text = entry.answer if one.field == "ANSWER" else entry.title
                assert one.start < one.end
                assert one.quote == text[one.start : one.end]


def test_every_rule_is_about_something_and_stands_alone() -> None:
    for world in _all_worlds():
        for rule in world.constraints():
            assert rule.feature or rule.subject, rule.text
            assert rule.text.endswith(("。", "！")), rule.text
            assert not re.search(r"[\x00-\x1f]", rule.text), rule.text
            if rule.kind is ConstraintKind.APPLICABILITY:
                assert rule.modality in (Modality.ALLOWED, Modality.FORBIDDEN, Modality.NOT_REQUIRED), rule.text


def _rules(answer: str, question: str = "修改备注的说明") -> tuple[tuple[AnyRecord, ...], list[Constraint]]:
    records = read_all([(question, answer)])
    return records, [r for r in records if isinstance(r, Constraint)]


def test_an_unknown_condition_is_kept() -> None:
    records, rules = _rules("若订单已被星云锁单，则不支持修改备注。")
    assert rules
    assert all(rule.conditions for rule in rules)
    own = {c.id for c in records if isinstance(c, Concept) and c.discovered}
    assert own & {c.concept for rule in rules for c in rule.conditions}


def test_a_statement_that_no_rule_reads_is_a_gap() -> None:
    seen = 0
    for world in _all_worlds():
        for gap in world.records:
            if isinstance(gap, Gap) and gap.kind is GapKind.UNCLASSIFIED_STATEMENT:
                assert gap.evidence
                seen += 1
    assert seen > 0


def test_a_table_is_read_as_rules() -> None:
    table = "|订单类型|订单状态|能否修改备注|\n|---|---|---|\n|预售订单|待付款|支持|\n||已发货|不支持|\n|货到付款订单|待付款|不支持|\n"
    records, rules = _rules(table)
    world = World(records)
    told = {(frozenset(min(world.names(c.concept)) for c in r.conditions), r.modality) for r in rules}
    assert len(told) == 3
    assert sum(m is Modality.FORBIDDEN for _, m in told) == 2
    assert all(len(conditions) == 2 for conditions, _ in told)


@pytest.mark.parametrize(
    ("answer", "negated"),
    [
        ("除预售订单外，其他订单均支持修改备注。", True),
        ("非预售订单支持修改备注。", True),
        ("预售订单支持修改备注。", False),
    ],
)
def test_exceptions_are_negated_conditions(answer: str, negated: bool) -> None:
    records, rules = _rules(answer)
    world = World(records)
    allowed = [r for r in rules if r.modality is Modality.ALLOWED]
    assert [c.negated for r in allowed for c in r.conditions if "预售" in world.names(c.concept)] == [negated]


def test_a_kind_and_its_opposite_stay_apart() -> None:
    records, _ = _rules("京东国际订单支持修改备注。非京东国际订单不支持修改备注。")
    world = World(records)
    assert world.verdict("修改备注", ["京东国际"]) == "ALLOWED"
    assert world.verdict("修改备注", ["非京东国际"]) == "FORBIDDEN"


def test_each_kind_and_modality_is_read() -> None:
    rules = [rule for world in _all_worlds() for rule in world.constraints()]
    assert {rule.kind for rule in rules} >= set(ConstraintKind)
    assert {rule.modality for rule in rules} >= set(Modality)


def test_an_operation_is_a_feature_with_rules() -> None:
    world = rule_scoring.corpus_world()
    operations = {f.id for f in world.records if isinstance(f, Feature) and f.is_operation}
    assert len({r.feature for r in world.constraints() if r.feature in operations}) > 10
    assert any(c.scheme is ConceptScheme.ROLE for c in world.records if isinstance(c, Concept))
