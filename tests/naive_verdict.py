"""The verdict once more, from the words of the contract alone and by brute force over possible worlds; shares no code with `ontology.logic`.

A world says of each concept whether it holds. Possible are those in which what is broader than a holding concept holds, and no two
holding concepts exclude each other. Figures are left out. Each function quotes the sentence of the contract that it follows.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import TypeAlias

Fact: TypeAlias = tuple[str, bool]
"""A concept, and whether it holds."""
World: TypeAlias = Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Naive:
    """A rule: its id, whether it permits, whether it has a scope, and its conditions."""

    id: str
    permits: bool
    scoped: bool
    conditions: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    verdict: str
    because: frozenset[str]
    depends_on: Mapping[str, frozenset[Fact]]
    unless: Mapping[str, frozenset[Fact]]


class Worlds:
    """All possible worlds of some concepts. A set of worlds is written as an int with a bit for each."""

    def __init__(
        self, concepts: Sequence[str], broader: Collection[tuple[str, str]], excludes: Collection[tuple[str, str]]
    ) -> None:
        every = [dict(zip(concepts, values, strict=True)) for values in product((False, True), repeat=len(concepts))]
        possible = [
            world
            for world in every
            if all(world[wide] or not world[narrow] for narrow, wide in broader)
            and not any(world[one] and world[other] for one, other in excludes)
        ]
        self.all = (1 << len(possible)) - 1
        self.where: dict[Fact, int] = {
            (concept, holds): sum(1 << bit for bit, world in enumerate(possible) if world[concept] is holds)
            for concept in concepts
            for holds in (False, True)
        }

    def of(self, facts: Collection[Fact]) -> int:
        """The worlds in which all of some facts are true."""
        found = self.all
        for fact in facts:
            found &= self.where[fact]
        return found

    def entails(self, facts: Collection[Fact], others: Collection[Fact]) -> bool:
        """“its conditions entail the other’s”."""
        return not self.of(facts) & ~self.of(others)


def naive_verdict(rules: Sequence[Naive], given: Collection[Fact], worlds: Worlds, *, least: bool = True) -> Outcome:
    """The verdict where `given` is possible. `least`: of the permissions that hold together, the least groups alone."""
    order = worlds.of(given)
    # The contract: “A rule HOLDS when each of its conditions follows from what is given ... It is OUT when a condition
    # contradicts what is given. Else it is OPEN.”
    holds = [rule for rule in rules if all(_follows(one, order, worlds) for one in rule.conditions)]
    out = [rule for rule in rules if any(_contradicts(one, order, worlds) for one in rule.conditions)]
    opened = [rule for rule in rules if rule not in holds and rule not in out]
    # The contract: “Which rules decide: those ... that have no scope where they forbid”
    deciding = [rule for rule in holds if rule.permits or not rule.scoped]
    open_permissions = [rule for rule in opened if rule.permits]
    deciding_open = [rule for rule in opened if not rule.permits and not rule.scoped]
    parties = [_Party(rule.permits, rule.conditions, (rule.id,)) for rule in deciding]
    parties += _together(open_permissions, order, worlds, least=least)
    left = _struck(parties, worlds)
    # The contract: “what it asks for is not given”
    asked = any(not any(holding for _, holding in _undecided(rule, order, worlds)) for rule in deciding_open)
    verdict = _steps(parties, left, bool(open_permissions), asked, worlds)
    # The contract: “The rules left in step 2; CONDITIONAL: the open permissions and those left; UNSTATED: the permissions
    # that are out.”
    because = {own for party in left for own in party.ids}
    if verdict == "CONDITIONAL":
        because |= {rule.id for rule in open_permissions}
    if verdict == "UNSTATED":
        because = {rule.id for rule in out if rule.permits}
    # The contract: “The permissions that are open, and what would decide each.” “The prohibitions that are open, scoped ones
    # included”
    depends_on = {rule.id: _undecided(rule, order, worlds) for rule in open_permissions}
    unless = {rule.id: _undecided(rule, order, worlds) for rule in opened if not rule.permits}
    return Outcome(verdict, frozenset(because), depends_on, unless)


@dataclass(frozen=True, slots=True)
class _Party:
    permits: bool
    conditions: tuple[Fact, ...]
    ids: tuple[str, ...]


def _follows(fact: Fact, order: int, worlds: Worlds) -> bool:
    """“a concept from itself and from what is narrower; a negated one from what excludes it, and from the negation of it or of
    what is broader”: true in all worlds that the order may be."""
    return not order & ~worlds.where[fact]


def _contradicts(fact: Fact, order: int, worlds: Worlds) -> bool:
    """“contradicts what is given”: true in none of them."""
    return not order & worlds.where[fact]


def _undecided(rule: Naive, order: int, worlds: Worlds) -> frozenset[Fact]:
    """“what is left undecided: all of it must come to hold”."""
    return frozenset(
        one for one in rule.conditions if not _follows(one, order, worlds) and not _contradicts(one, order, worlds)
    )


def _together(opened: Sequence[Naive], order: int, worlds: Worlds, *, least: bool) -> Iterator[_Party]:
    """“Open permissions hold together where, whichever way the undecided concepts fall, one of them holds (X, 非X); for
    comparison they have the conditions that they share.” The least groups: in a greater one some have no part in it."""
    found: list[set[str]] = []
    for size in range(1, len(opened) + 1):
        for group in combinations(opened, size):
            ids = {rule.id for rule in group}
            covered = 0
            for rule in group:
                covered |= worlds.of(rule.conditions)
            if order & ~covered or (least and any(smaller <= ids for smaller in found)):
                continue
            found.append(ids)
            shared = set(group[0].conditions).intersection(*(rule.conditions for rule in group))
            yield _Party(True, tuple(shared), tuple(ids))


def _struck(parties: Sequence[_Party], worlds: Worlds) -> list[_Party]:
    """“2. Strike each holding rule beside which a more specific one of the other sort holds. ... A rule is MORE SPECIFIC than another
    when its conditions entail the other's and not the reverse.”"""
    return [
        party
        for party in parties
        if not any(
            other.permits is not party.permits
            and worlds.entails(other.conditions, party.conditions)
            and not worlds.entails(party.conditions, other.conditions)
            for other in parties
        )
    ]


def _steps(
    parties: Sequence[_Party], left: Sequence[_Party], permission_open: bool, asked: bool, worlds: Worlds
) -> str:
    # The contract: “1. No rule holds: CONDITIONAL where a permission is open, else UNSTATED.”
    if not parties:
        return "CONDITIONAL" if permission_open else "UNSTATED"
    # The contract: “3. Only permissions are left: CONDITIONAL where a prohibition is open by negated conditions alone ...,
    # else ALLOWED”
    if all(party.permits for party in left):
        return "CONDITIONAL" if asked else "ALLOWED"
    # The contract: “4. Each prohibition left has a permission left with the same conditions (each entails the other):
    # CONFLICTING.”
    matched = all(
        party.permits
        or any(
            other.permits
            and worlds.entails(party.conditions, other.conditions)
            and worlds.entails(other.conditions, party.conditions)
            for other in left
        )
        for party in left
    )
    # The contract: “5. Else FORBIDDEN: between rules that cannot be compared, the prohibition counts.”
    return "CONFLICTING" if matched else "FORBIDDEN"
