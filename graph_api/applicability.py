"""Whether a feature applies to an order: which rules decide, what they come to, and what else bounds the use of it.

What rules mean stands in `ontology.logic`; here are the rules of a version, brought into its form, and its answers brought back.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from graph_api.snapshot import Slice, Snapshot
from ontology import layout
from ontology.kinds import MEASURED_KINDS, ConstraintKind, Modality, Verdict
from ontology.layout import subset
from ontology.literals import literal_of
from ontology.logic import Given, Literal, Open, Rule, State, judge, more_specific
from ontology.records import Condition, Constraint, Feature

_KEPT: Final = 16384
"""How many features' rules are kept in logical form."""
_BOUNDING: Final = MEASURED_KINDS | {ConstraintKind.PREREQUISITE}


@dataclass(frozen=True, slots=True)
class OpenRule:
    """A rule that is open, and its conditions that are left undecided."""

    constraint: Constraint
    undecided: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """What is asked about where no function is called so, and the rules, by id, that speak of it in those words under one that is."""

    asked: str
    ruled: frozenset[str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict on a feature for an order, and what it rests on; each list by text, then id.

    `lifting`: the open permissions that would lift a prohibition, being more specific than each that forbids; `beside`: what was given
    that sources tell of, while no rule of the feature depends on it; `words`: by which of the feature's rules alone it is judged, where not by all.
    """

    feature: Feature
    given: Given
    verdict: Verdict
    because: tuple[Constraint, ...]
    depends_on: tuple[OpenRule, ...]
    unless: tuple[OpenRule, ...]
    lifting: tuple[OpenRule, ...]
    beside: tuple[str, ...] = ()
    words: Words | None = None

    def counts(self, rule: Constraint) -> bool:
        """Whether a rule is one of those that speak of what is asked."""
        return self.words is None or rule.id in self.words.ruled


@dataclass(frozen=True, slots=True)
class _Deciding:
    """A rule of the graph that may decide, and the same in logical form."""

    constraint: Constraint
    rule: Rule
    conditions: Mapping[Literal, Condition]

    def opened(self, one: Open) -> OpenRule:
        return OpenRule(self.constraint, tuple(self.conditions[literal] for literal in one.undecided))


def judged(
    snapshot: Snapshot, feature: Feature, given: Given, beside: tuple[str, ...] = (), *, words: Words | None = None
) -> Outcome:
    """The verdict on a feature, for which what is given `beside` decides nothing; `words`: on what some of its rules alone speak of."""
    every = _that_decide(snapshot, feature.id, given)
    rules = {one.rule.id: one for one in every if words is None or one.rule.id in words.ruled}
    found = judge([one.rule for one in rules.values()], given)
    opened = {one.rule: rules[one.rule].opened(one) for one in (*found.depends_on, *found.unless)}
    forbidding = [rules[own].rule for own in found.because if not rules[own].rule.permits]
    lifting = (
        one.rule
        for one in found.depends_on
        if found.verdict is Verdict.FORBIDDEN
        and all(more_specific(rules[one.rule].rule, no, given.relations) for no in forbidding)
    )
    return Outcome(
        feature,
        given,
        found.verdict,
        in_order(rules[own].constraint for own in found.because),
        _open_in_order(opened[one.rule] for one in found.depends_on),
        _open_in_order(opened[one.rule] for one in found.unless),
        _open_in_order(opened[own] for own in lifting),
        beside,
        words,
    )


def verdict(snapshot: Snapshot, own: str, given: Given) -> Verdict:
    """The verdict on the feature with an id, and nothing else."""
    rules = [one.rule for one in _that_decide(snapshot, own, given)]
    return judge(rules, given).verdict if rules else Verdict.UNSTATED


def limits(snapshot: Snapshot, outcome: Outcome) -> tuple[Constraint, ...]:
    """What bounds the use: the bounds, prerequisites and scoped prohibitions of a feature and of those broader that hold or
    are open; a rule for a role is open until the role is given."""
    rules = (rule for own in _with_broader(snapshot, outcome.feature) for rule in rules_of(snapshot, own))
    asked = filter(outcome.counts, rules)
    return in_order(rule for rule in asked if bounds(rule) and state_of(rule, outcome.given) is not State.OUT)


def bounds(rule: Constraint) -> bool:
    """Whether a rule bounds a use and never decides whether there is one."""
    forbids = rule.kind is ConstraintKind.APPLICABILITY and rule.modality is Modality.FORBIDDEN
    return not rule.superseded and (rule.kind in _BOUNDING or (forbids and rule.scope is not None))


def state_of(rule: Constraint, given: Given) -> State:
    """Whether a rule of any kind holds of an order and of who acts, is out, or is open."""
    return given.joint_state(map(literal_of, _asked(rule)))


def undecided(rule: Constraint, given: Given) -> tuple[Condition, ...]:
    """What is left open of a rule of any kind; that a role acts is a condition too."""
    return tuple(one for one in _asked(rule) if given.state(literal_of(one)) is State.OPEN)


def _asked(rule: Constraint) -> tuple[Condition, ...]:
    return (*rule.conditions, *((Condition(rule.actor),) if rule.actor else ()))


def rules_of(snapshot: Snapshot, own: str) -> list[Constraint]:
    """All rules on the feature with an id, superseded ones too."""
    found = snapshot.whole(Slice(subset(layout.CONSTRAINTS, "feature", own)))
    return [rule for rule in found if isinstance(rule, Constraint)]


def in_order(rules: Iterable[Constraint]) -> tuple[Constraint, ...]:
    """Each rule once, by text (code points), then id."""
    return tuple(sorted({rule.id: rule for rule in rules}.values(), key=lambda rule: (rule.text, rule.id)))


def _open_in_order(rules: Iterable[OpenRule]) -> tuple[OpenRule, ...]:
    return tuple(sorted(rules, key=lambda one: (one.constraint.text, one.constraint.id)))


def _that_decide(snapshot: Snapshot, own: str, given: Given) -> Iterator[_Deciding]:
    """The rules that may decide for who is given: the merchant, and the roles that are given."""
    for one in snapshot.once(_deciding_of)(own):
        if one.constraint.actor is None or one.constraint.actor in given.holding:
            yield one


def _deciding_of(snapshot: Snapshot) -> Callable[[str], tuple[_Deciding, ...]]:
    """From a feature's id to its rules that may decide for some role."""

    def find(own: str) -> tuple[_Deciding, ...]:
        return tuple(_deciding(rule) for rule in rules_of(snapshot, own) if decides(rule))

    return lru_cache(maxsize=_KEPT)(find)


def decides(rule: Constraint) -> bool:
    """Permissions and prohibitions, those with a scope too: such a prohibition is told of, though it decides nothing."""
    sorts = (Modality.ALLOWED, Modality.FORBIDDEN)
    return rule.kind is ConstraintKind.APPLICABILITY and rule.modality in sorts and not rule.superseded


def _deciding(rule: Constraint) -> _Deciding:
    conditions = {literal_of(condition): condition for condition in rule.conditions}
    permits = rule.modality is Modality.ALLOWED
    return _Deciding(rule, Rule(rule.id, permits, tuple(conditions), scoped=rule.scope is not None), conditions)


def _with_broader(snapshot: Snapshot, feature: Feature) -> Iterator[str]:
    """A feature and all that contain it."""
    seen: set[str] = set()
    todo = [feature.id]
    while todo:
        own = todo.pop()
        record = snapshot.get(own)
        if own not in seen and isinstance(record, Feature):
            seen.add(own)
            yield own
            todo += record.broader
