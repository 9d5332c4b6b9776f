"""Rules as read: how many of what was written down by hand, with true evidence, in sentences that stand alone."""

import re

import pytest

from ontology.kinds import ConceptScheme, ConstraintKind, GapKind, Modality
from ontology.records import AnyRecord, Concept, Constraint, Entry, Feature, Gap
from tests import rule_scoring
from tests.conftest import read_all
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
# Floors under what was measured, so that no change loses a reading unseen; most lie under the goal.
DEV = {
    "rules found": 0.97,
    "rules with conditions": 0.93,
    "quantities": 0.97,
    "quantities true": 0.98,
    "no rule where none is": 0.97,
    "verdicts": 0.92,
    "dates": 1.0,
}
HELD = {
    "rules found": 0.96,
    "rules with conditions": 0.87,
    "quantities": 0.96,
    "quantities true": 0.90,
    "no rule where none is": 0.95,
    "verdicts": 0.92,
    "dates": 1.0,
}
# Dense texts (lists under headings, captions, tables, turns of questions), written after the readers that read them.
FOURTH = {
    "rules found": 0.94,
    "rules with conditions": 0.81,
    "quantities": 0.96,
    "quantities true": 0.90,
    "no rule where none is": 0.96,
    "verdicts": 0.89,
    "dates": 1.0,
}
# Ten platforms more; three of them (aside) were opened when the readers read the others.
FIFTH = {
    "rules found": 0.96,
    "rules with conditions": 0.87,
    "quantities": 0.96,
    "quantities true": 0.88,
    "no rule where none is": 0.94,
    "verdicts": 0.92,
}
ASIDE = {
    "rules found": 0.93,
    "rules with conditions": 0.87,
    "quantities": 0.89,
    "quantities true": 0.94,
    "no rule where none is": 0.92,
    "verdicts": 0.89,
}
# Platforms of another kind (hotels, groceries, shop software, local services), opened after they had been scored.
SIXTH = {
    "rules found": 0.94,
    "rules with conditions": 0.88,
    "quantities": 0.91,
    "quantities true": 0.96,
    "no rule where none is": 0.90,
    "verdicts": 0.92,
}
SEVENTH = {
    "rules found": 0.91,
    "rules with conditions": 0.80,
    "quantities": 0.87,
    "quantities true": 0.94,
    "no rule where none is": 0.80,
    "verdicts": 0.80,
}
EIGHTH = {
    "rules found": 0.95,
    "rules with conditions": 0.87,
    "quantities": 0.91,
    "quantities true": 0.96,
    "no rule where none is": 0.84,
    "verdicts": 0.86,
}
# Of these nobody who works on the readers has seen a text.
NINTH = {
    "rules found": 0.92,
    "rules with conditions": 0.75,
    "quantities": 0.90,
    "quantities true": 0.96,
    "no rule where none is": 0.86,
    "verdicts": 0.77,
}
# Opened when they had been scored (.606, .532): group buying, a mall, a seller centre in traditional script, instant retail.
TENTH = {
    "rules found": 0.96,
    "rules with conditions": 0.87,
    "quantities": 0.88,
    "quantities true": 0.98,
    "no rule where none is": 0.93,
    "verdicts": 0.82,
}
# Opened when they had been scored (.696, .562): parcels.
ELEVENTH = {
    "rules found": 0.96,
    "rules with conditions": 0.81,
    "quantities": 0.96,
    "quantities true": 0.97,
    "no rule where none is": 0.86,
    "verdicts": 0.76,
}
# Opened when they had been scored (.679, .592): hotels, tills and members.
TWELFTH = {
    "rules found": 0.93,
    "rules with conditions": 0.86,
    "quantities": 0.90,
    "quantities true": 0.98,
    "no rule where none is": 0.95,
    "verdicts": 0.74,
}
# Opened later (.674, .477 when they came): a shop of live streams, wholesale.
THIRTEENTH = {
    "rules found": 0.95,
    "rules with conditions": 0.78,
    "quantities": 0.86,
    "quantities true": 0.98,
    "no rule where none is": 0.80,
    "verdicts": 0.75,
}
# Opened when they had been scored (.573, .476): shops of one's own.
FOURTEENTH = {
    "rules found": 0.91,
    "rules with conditions": 0.64,
    "quantities": 0.96,
    "quantities true": 0.97,
    "no rule where none is": 0.95,
    "verdicts": 0.73,
}
# Opened later (.660, .492 when they came): suppliers of a flash sale.
FIFTEENTH = {
    "rules found": 0.87,
    "rules with conditions": 0.77,
    "quantities": 0.93,
    "quantities true": 0.98,
    "no rule where none is": 0.60,
    "verdicts": 0.75,
}
# Opened later (.700, .677 when they came): petrol stations, car washes and garages.
SIXTEENTH = {
    "rules found": 0.99,
    "rules with conditions": 0.92,
    "quantities": 0.92,
    "quantities true": 0.97,
    "no rule where none is": 0.93,
    "verdicts": 0.94,
}
# Opened when they had been scored (.461, .441): drivers and fleets.
SEVENTEENTH = {
    "rules found": 0.82,
    "rules with conditions": 0.65,
    "quantities": 0.89,
    "quantities true": 0.96,
    "no rule where none is": 0.87,
    "verdicts": 0.54,
}
# Never opened (.683, .562 when they came): the sellers of a large marketplace.
EIGHTEENTH = {
    "rules found": 0.87,
    "rules with conditions": 0.67,
    "quantities": 0.90,
    "quantities true": 0.94,
    "no rule where none is": 0.79,
    "verdicts": 0.58,
}


@pytest.mark.parametrize("measure", GOLD)
def test_rules_of_the_corpus(measure: str) -> None:
    one = rule_scoring.score_gold()[measure]
    assert one.rate >= GOLD[measure], one.wrong


LEAST = {
    "dev": DEV, "fourth": FOURTH, "held": HELD, "fifth": FIFTH, "aside": ASIDE, "sixth": SIXTH, "seventh": SEVENTH,
    "eighth": EIGHTH, "ninth": NINTH, "tenth": TENTH, "eleventh": ELEVENTH, "twelfth": TWELFTH, "thirteenth": THIRTEENTH,
    "fourteenth": FOURTEENTH, "fifteenth": FIFTEENTH, "sixteenth": SIXTEENTH, "seventeenth": SEVENTEENTH,
    "eighteenth": EIGHTEENTH,
}  # fmt: skip


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
