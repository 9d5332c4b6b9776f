"""What conditions say: concepts that hold or do not, and what follows from what is given. Pure; no rule, no verdict.

The words of the contract at `Applicability` ("A rule HOLDS when each of its conditions follows ...") are the specification.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from itertools import combinations

from ontology.bounds import Bound, bound_of
from ontology.records import Concept, Condition


@dataclass(frozen=True, slots=True)
class Literal:
    """A condition, or something given: a concept that holds or does not; with a bound, to such an extent."""

    concept: str
    negated: bool = False
    bound: Bound | None = None

    @property
    def denial(self) -> "Literal":
        """What holds where this does not."""
        return Literal(self.concept, not self.negated, self.bound)


def literal_of(condition: Condition) -> Literal:
    """A condition as it is stored, in logical form."""
    limit = bound_of(condition.limit) if condition.limit else None
    return Literal(condition.concept, condition.negated, limit)


class State(Enum):
    """A literal or a rule beside what is given."""

    HOLDS = "holds"
    OUT = "out"
    OPEN = "open"


class Relations:
    """How concepts stand to each other: `broader` and `excludes` as stated; what follows from them is worked out here.

    `broader` has no circles, and no concept is excluded by itself or by what is broader (the vocabulary is checked for it).
    """

    def __init__(self, broader: Mapping[str, Collection[str]], excludes: Mapping[str, Collection[str]]) -> None:
        self._broader = broader
        self._excludes = excludes
        self._above: dict[str, frozenset[str]] = {}

    @classmethod
    def of(cls, concepts: Iterable[Concept]) -> "Relations":
        """The relations of concepts, by their ids."""
        known = tuple(concepts)
        return cls({one.id: one.broader for one in known}, {one.id: one.excludes for one in known})

    @property
    def stated(self) -> tuple[dict[str, frozenset[str]], ...]:
        """What is stated of broader concepts and of those that are excluded."""
        sides = (self._broader, self._excludes)
        return tuple({own: frozenset(others) for own, others in side.items() if others} for side in sides)

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

    def bearing_on(self, concept: str) -> frozenset[str]:
        """The concepts of which, or of what is narrower, something may follow from a concept or from its negation."""
        above = self.above(concept)
        excluded = {other for one in above for other in (*self._excludes.get(one, ()), *self._excluding.get(one, ()))}
        return above | excluded

    @cached_property
    def _excluding(self) -> dict[str, list[str]]:
        """By which concepts each is excluded, as stated."""
        found: dict[str, list[str]] = {}
        for one, others in self._excludes.items():
            for other in others:
                found.setdefault(other, []).append(one)
        return found

    def exclude(self, one: str, other: str) -> bool:
        """Whether two concepts cannot both hold: what excludes a concept excludes all that is narrower."""
        return self.exclude_any(self.above(one), self.above(other))

    def exclude_any(self, ones: frozenset[str], others: frozenset[str]) -> bool:
        """Whether a concept of one set cannot hold with one of another; each set with all that is broader."""
        return self._shut(ones, others) or self._shut(others, ones)

    def implies(self, one: Literal, other: Literal) -> bool:
        """Whether a literal makes another hold, all by itself; the two cannot both hold where it implies the denial.

        A concept follows from itself and from what is narrower, its negation from what excludes it and from the negation
        of it or of what is broader.
        """
        if one.negated:
            return other.negated and self._reaches(other, one)
        return self._oppose(one, other) if other.negated else self._reaches(one, other)

    def _shut(self, ones: frozenset[str], others: frozenset[str]) -> bool:
        return any(not others.isdisjoint(self._excludes.get(one, ())) for one in ones)

    def _reaches(self, one: Literal, other: Literal) -> bool:
        """Whether the concept of `one`, to its extent, is that of `other`, to its extent.

        The extent of what is narrower tells that what is broader reaches as far at least (已付款 as long as 等待出库).
        """
        if other.concept not in self.above(one.concept):
            return False
        if one.bound is None or other.bound is None:
            return other.bound is None
        known = one.bound if one.concept == other.concept else one.bound.and_more
        return known.within(other.bound)

    def _oppose(self, one: Literal, other: Literal) -> bool:
        """Whether the concepts of both, to their extents, cannot both hold."""
        if self.exclude(one.concept, other.concept):
            return True
        if one.bound is None or other.bound is None:
            return False
        if one.concept == other.concept:
            return not one.bound.meets(other.bound)
        if other.concept in self.above(one.concept):
            return not one.bound.and_more.meets(other.bound)
        return one.concept in self.above(other.concept) and not one.bound.meets(other.bound.and_more)


@dataclass(frozen=True)
class Given:
    """What is known of an order; what contradicts itself is refused by who asks."""

    literals: tuple[Literal, ...]
    relations: Relations
    _states: dict[Literal, State] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def holding(self) -> frozenset[str]:
        """All concepts that hold."""
        return frozenset(up for one in self.literals if not one.negated for up in self.relations.above(one.concept))

    def contradiction(self) -> tuple[Literal, Literal] | None:
        """Two literals that cannot both be, if there are any."""
        pairs = combinations(self.literals, 2)
        return next((pair for pair in pairs if self.relations.implies(pair[0], pair[1].denial)), None)

    def state(self, literal: Literal) -> State:
        """Whether a condition follows, contradicts, or is left open."""
        if literal not in self._states:
            self._states[literal] = (
                State.HOLDS if self._follows(literal) else State.OUT if self._follows(literal.denial) else State.OPEN
            )
        return self._states[literal]

    def joint_state(self, conditions: Iterable[Literal]) -> State:
        """Conditions together hold where each does, and are out where one is."""
        states = {self.state(one) for one in conditions}
        return State.OUT if State.OUT in states else State.OPEN if State.OPEN in states else State.HOLDS

    def undecided(self, conditions: Iterable[Literal]) -> tuple[Literal, ...]:
        """Those of some conditions that are left open."""
        return tuple(one for one in conditions if self.state(one) is State.OPEN)

    def _follows(self, literal: Literal) -> bool:
        return any(self.relations.implies(one, literal) for one in self.literals)


def entails(conditions: Iterable[Literal], others: Iterable[Literal], relations: Relations) -> bool:
    """Whether all of `others` follow from `conditions`."""
    return Given(tuple(conditions), relations).joint_state(others) is State.HOLDS


def equivalent(conditions: Sequence[Literal], others: Sequence[Literal], relations: Relations) -> bool:
    """Whether each of two lists of conditions entails the other."""
    return entails(conditions, others, relations) and entails(others, conditions, relations)


def compatible(conditions: Iterable[Literal], others: Iterable[Literal], relations: Relations) -> bool:
    """Whether one order can meet both."""
    return Given((*conditions, *others), relations).contradiction() is None


def canonical(conditions: Iterable[Literal], relations: Relations) -> frozenset[Literal]:
    """Conditions without what follows from others of them, amounts in base units: the same where each list entails the other."""
    every = {Literal(one.concept, one.negated, one.bound and one.bound.base) for one in conditions}
    return frozenset(one for one in every if not any(relations.implies(other, one) for other in every - {one}))
