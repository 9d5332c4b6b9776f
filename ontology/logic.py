"""What a rule means: when it holds of an order, which of two is more specific, and the verdict that rules give together.

Pure: no sentence, no request. The words of the contract at `Applicability` are the specification; `VERDICTS` below is its table.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import combinations, product
from typing import Final

from ontology.kinds import Comparator, Unit, Verdict

_MOST_UNDECIDED: Final = 10


@dataclass(frozen=True, slots=True)
class Bound:
    """An amount or a range of amounts of one unit, both ends included where they are; None: without an end."""

    unit: Unit | None
    low: float | None = None
    high: float | None = None
    open_low: bool = False
    open_high: bool = False

    def holds(self, value: float) -> bool:
        """Whether a value lies within."""
        above = self.low is None or value > self.low or (value == self.low and not self.open_low)
        below = self.high is None or value < self.high or (value == self.high and not self.open_high)
        return above and below

    def within(self, other: "Bound") -> bool:
        """Whether all values of this one lie within another."""
        if self.unit != other.unit:
            return False
        low = other.low is None or (
            self.low is not None
            and (self.low > other.low or (self.low == other.low and (self.open_low or not other.open_low)))
        )
        high = other.high is None or (
            self.high is not None
            and (self.high < other.high or (self.high == other.high and (self.open_high or not other.open_high)))
        )
        return low and high

    def meets(self, other: "Bound") -> bool:
        """Whether some value lies within both; of different units nothing is known, so it may."""
        if self.unit != other.unit:
            return True
        lows = [(b.low, b.open_low) for b in (self, other) if b.low is not None]
        highs = [(b.high, b.open_high) for b in (self, other) if b.high is not None]
        if not lows or not highs:
            return True
        low, high = max(lows), min(highs, key=lambda end: (end[0], not end[1]))
        return low[0] < high[0] or (low[0] == high[0] and not low[1] and not high[1])


def bound(comparator: Comparator, value: float, upper: float | None, unit: Unit | None) -> Bound:
    """The range that a comparator and its figures tell."""
    match comparator:
        case Comparator.LT:
            return Bound(unit, high=value, open_high=True)
        case Comparator.LE:
            return Bound(unit, high=value)
        case Comparator.GE:
            return Bound(unit, low=value)
        case Comparator.GT:
            return Bound(unit, low=value, open_low=True)
        case Comparator.BETWEEN:
            return Bound(unit, low=value, high=upper)
        case _:
            return Bound(unit, low=value, high=value)


@dataclass(frozen=True, slots=True)
class Literal:
    """A condition, or something given: a concept that holds or does not; with a bound, to such an extent."""

    concept: str
    negated: bool = False
    bound: Bound | None = None


class State(Enum):
    """A literal or a rule beside what is given."""

    HOLDS = "holds"
    OUT = "out"
    OPEN = "open"


class Relations:
    """How concepts stand to each other: `broader` and `excludes` as stated; what follows from them is worked out here."""

    def __init__(self, broader: Mapping[str, Collection[str]], excludes: Mapping[str, Collection[str]]) -> None:
        self._broader = broader
        self._excludes = excludes
        self._above: dict[str, frozenset[str]] = {}

    def above(self, concept: str) -> frozenset[str]:
        """A concept and all that is broader."""
        if concept not in self._above:
            found: set[str] = set()
            todo = [concept]
            while todo:
                one = todo.pop()
                if one not in found:
                    found.add(one)
                    todo += self._broader.get(one, ())
            self._above[concept] = frozenset(found)
        return self._above[concept]

    def exclude(self, one: str, other: str) -> bool:
        """Whether two concepts cannot both hold: what excludes a concept excludes all that is narrower."""
        others = self.above(other)
        return any(others & set(self._excludes.get(up, ())) for up in self.above(one)) or any(
            self.above(one) & set(self._excludes.get(up, ())) for up in others
        )


@dataclass(frozen=True)
class Given:
    """What is known of an order."""

    literals: tuple[Literal, ...]
    relations: Relations

    @cached_property
    def holding(self) -> frozenset[str]:
        """All concepts that hold."""
        return frozenset(up for one in self.literals if not one.negated for up in self.relations.above(one.concept))

    @cached_property
    def denied(self) -> frozenset[str]:
        return frozenset(one.concept for one in self.literals if one.negated)

    def contradiction(self) -> tuple[Literal, Literal] | None:
        """Two literals that cannot both be, if there are any."""
        for one, other in combinations(self.literals, 2):
            if _opposed(one, other, self.relations):
                return one, other
        return None

    def state(self, literal: Literal) -> State:
        """Whether a condition follows, contradicts, or is left open."""
        below = literal.concept in self.holding
        never = bool(self.denied & self.relations.above(literal.concept)) or any(
            self.relations.exclude(one.concept, literal.concept) for one in self.literals if not one.negated
        )
        if literal.bound is None:
            holds, out = (never, below) if literal.negated else (below, never)
        else:
            holds, out = self._measured(literal, literal.bound, never=never)
        return State.HOLDS if holds else State.OUT if out else State.OPEN

    def _measured(self, literal: Literal, asked: Bound, *, never: bool) -> tuple[bool, bool]:
        """A condition with a figure is decided by a given figure of the same concept (or a narrower one) and unit."""
        if never:
            return literal.negated, not literal.negated
        known = [
            one.bound
            for one in self.literals
            if not one.negated
            and one.bound is not None
            and one.bound.unit == asked.unit
            and literal.concept in self.relations.above(one.concept)
        ]
        inside = any(one.within(asked) for one in known)
        outside = any(not one.meets(asked) for one in known)
        return (outside, inside) if literal.negated else (inside, outside)


def _opposed(one: Literal, other: Literal, relations: Relations) -> bool:
    if one.negated and other.negated:
        return False
    if one.negated or other.negated:
        no, yes = (one, other) if one.negated else (other, one)
        return no.bound is None and no.concept in relations.above(yes.concept)
    if relations.exclude(one.concept, other.concept):
        return True
    same = one.concept == other.concept and one.bound is not None and other.bound is not None
    return same and not one.bound.meets(other.bound)  # type: ignore[union-attr,arg-type]


def entails(conditions: Iterable[Literal], others: Iterable[Literal], relations: Relations) -> bool:
    """Whether all of `others` follow from `conditions`."""
    given = Given(tuple(conditions), relations)
    return all(given.state(one) is State.HOLDS for one in others)


def compatible(conditions: Iterable[Literal], others: Iterable[Literal], relations: Relations) -> bool:
    """Whether one order can meet both."""
    return Given((*conditions, *others), relations).contradiction() is None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that may decide. `scoped`: it speaks of a part of the feature alone, so that it never forbids the whole."""

    id: str
    permits: bool
    conditions: tuple[Literal, ...] = ()
    scoped: bool = False
    members: tuple[str, ...] = ()

    @property
    def decides(self) -> bool:
        return self.permits or not self.scoped


@dataclass(frozen=True, slots=True)
class Open:
    """A rule that is open, and its conditions that are left undecided."""

    rule: str
    undecided: tuple[Literal, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict: the rules it rests on, the permissions and the prohibitions that are open."""

    verdict: Verdict
    because: tuple[str, ...]
    depends_on: tuple[Open, ...]
    unless: tuple[Open, ...]


def judge(rules: Sequence[Rule], given: Given) -> Judgement:
    """The verdict of rules on an order. The order of the rules and of what is given makes no difference."""
    ordered = sorted(rules, key=lambda rule: rule.id)
    states = {rule.id: rule_state(rule, given) for rule in ordered}
    opened = [rule for rule in ordered if states[rule.id] is State.OPEN]
    open_permissions = [rule for rule in opened if rule.permits]
    open_prohibitions = [rule for rule in opened if not rule.permits]
    holding = [rule for rule in ordered if rule.decides and states[rule.id] is State.HOLDS]
    holding += _together(open_permissions, given)
    left = _left(holding, given.relations)
    verdict = _verdict(left, open_permissions, open_prohibitions, given)
    if verdict is Verdict.UNSTATED:
        because = [rule.id for rule in ordered if rule.permits and states[rule.id] is State.OUT]
    else:
        because = [own for rule in left for own in (rule.members or (rule.id,))]
        if verdict is Verdict.CONDITIONAL:
            because += [rule.id for rule in open_permissions]
    return Judgement(
        verdict,
        tuple(dict.fromkeys(because)),
        tuple(_opened(rule, given) for rule in open_permissions),
        tuple(_opened(rule, given) for rule in open_prohibitions),
    )


def rule_state(rule: Rule, given: Given) -> State:
    """A rule holds where each of its conditions does, and is out where one is."""
    states = {given.state(one) for one in rule.conditions}
    return State.OUT if State.OUT in states else State.OPEN if State.OPEN in states else State.HOLDS


def more_specific(one: Rule, other: Rule, relations: Relations) -> bool:
    """Whether the conditions of `one` entail those of `other`, and not the reverse."""
    return entails(one.conditions, other.conditions, relations) and not entails(
        other.conditions, one.conditions, relations
    )


def _verdict(
    left: Sequence[Rule], open_permissions: Sequence[Rule], open_prohibitions: Sequence[Rule], given: Given
) -> Verdict:
    """The five steps of the contract, the first that fits."""
    permissions = [rule for rule in left if rule.permits]
    prohibitions = [rule for rule in left if not rule.permits]
    if not left:
        return Verdict.CONDITIONAL if open_permissions else Verdict.UNSTATED
    if not prohibitions:
        asked = any(
            rule.decides and all(one.negated for one in _undecided(rule, given)) for rule in open_prohibitions
        )
        return Verdict.CONDITIONAL if asked else Verdict.ALLOWED
    if all(any(_same(no, yes, given.relations) for yes in permissions) for no in prohibitions):
        return Verdict.CONFLICTING
    return Verdict.FORBIDDEN


def _left(holding: Sequence[Rule], relations: Relations) -> list[Rule]:
    """Step 2: without each rule beside which a more specific one of the other sort holds."""
    return [
        rule
        for rule in holding
        if not any(other.permits != rule.permits and more_specific(other, rule, relations) for other in holding)
    ]


def _same(one: Rule, other: Rule, relations: Relations) -> bool:
    return entails(one.conditions, other.conditions, relations) and entails(
        other.conditions, one.conditions, relations
    )


def _undecided(rule: Rule, given: Given) -> tuple[Literal, ...]:
    return tuple(one for one in rule.conditions if given.state(one) is State.OPEN)


def _opened(rule: Rule, given: Given) -> Open:
    return Open(rule.id, _undecided(rule, given))


def _together(permissions: Sequence[Rule], given: Given) -> list[Rule]:
    """Open permissions of which one holds whichever way the undecided concepts fall (X, 非X), as one with what they share."""
    if not any(one.negated for rule in permissions for one in _undecided(rule, given)):
        return []
    found: list[Rule] = []
    covers: list[set[str]] = []
    for size in range(2, min(len(permissions), 4) + 1):
        for group in combinations(permissions, size):
            ids = {rule.id for rule in group}
            if any(cover <= ids for cover in covers) or not _cover(group, given):
                continue
            covers.append(ids)
            shared = [one for one in group[0].conditions if all(one in rule.conditions for rule in group[1:])]
            found.append(Rule("+".join(sorted(ids)), True, tuple(shared), members=tuple(sorted(ids))))
    return found


def _cover(group: Sequence[Rule], given: Given) -> bool:
    """Whether one of the rules holds in each way that what they leave undecided can fall."""
    wanted = [_undecided(rule, given) for rule in group]
    concepts = sorted({(one.concept, one.bound) for literals in wanted for one in literals}, key=str)
    if len(concepts) > _MOST_UNDECIDED:
        return False
    for values in product((False, True), repeat=len(concepts)):
        world = dict(zip(concepts, values, strict=True))
        if not _possible(world, given):
            continue
        if not any(all(world[(o.concept, o.bound)] != o.negated for o in literals) for literals in wanted):
            return False
    return True


def _possible(world: Mapping[tuple[str, Bound | None], bool], given: Given) -> bool:
    """Whether an order can be like this: nothing that is excluded, and whatever is broader than what holds."""
    literals = [Literal(concept, not holds) for (concept, limit), holds in world.items() if limit is None]
    return Given((*given.literals, *literals), given.relations).contradiction() is None
