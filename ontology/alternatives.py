"""Which open rules hold together: one of them holds whichever way what is undecided falls (X, 非X). Pure; no verdict.

A rule is told by its undecided conditions alone. A way to fall is what is given with more literals, so that no way is tried
which the relations of the concepts rule out.
"""

from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from ontology.literals import Given, Literal, State

_MOST_CONCEPTS: Final = 16
_MOST_GROUPS: Final = 500
"""Linked rules that leave more concepts undecided, or give more groups to try, stay open: that asks, it promises nothing."""

Undecided: TypeAlias = tuple[Literal, ...]


def exhaustive(rules: Sequence[Undecided], given: Given) -> tuple[tuple[int, ...], ...]:
    """The least groups of rules, by their indices, of which one holds whichever way the undecided concepts fall.

    A greater group shares less of the conditions of its members, so that none would change a verdict.
    """
    if not any(all(one.negated for one in rule) for rule in rules):
        return ()  # where none of the concepts holds, no rule does
    return tuple(sorted(group for linked in _linked(rules, given) for group in _least(linked, given)))


def _linked(rules: Sequence[Undecided], given: Given) -> Iterator[dict[int, Undecided]]:
    """The rules in sets that have nothing to do with each other: where one condition fails, some other holds instead.

    A rule with a condition instead of which none holds is in no least group, and left out.
    """
    literals = {one for rule in rules for one in rule}
    instead = {one: {two for two in literals if given.relations.implies(one.denial, two)} for one in literals}
    left, before = dict(enumerate(rules)), -1
    while len(left) != before:
        before, live = len(left), {one for rule in left.values() for one in rule}
        left = {key: rule for key, rule in left.items() if all(instead[one] & live for one in rule)}
    while left:
        linked: dict[int, Undecided] = {}
        wanted = set(left[min(left)])
        while found := {key: rule for key, rule in left.items() if wanted.intersection(rule)}:
            linked |= found
            left = {key: rule for key, rule in left.items() if key not in found}
            wanted = wanted.union(*(instead[one] for rule in found.values() for one in rule))
        yield linked


def _least(linked: Mapping[int, Undecided], given: Given) -> Iterator[tuple[int, ...]]:
    """Smaller groups first; each grows by what holds in a way to fall that it leaves out."""
    concepts = {one.concept for rule in linked.values() for one in rule}
    if len(concepts) > _MOST_CONCEPTS or _left_out(linked.values(), (), given):
        return
    found: list[frozenset[int]] = []
    seen: set[frozenset[int]] = {frozenset()}
    todo = deque(seen)
    while todo:
        chosen = todo.popleft()
        if any(group <= chosen for group in found):
            continue
        way = _left_out([linked[key] for key in chosen], linked.values(), given)
        if way is None:
            found.append(chosen)
            yield tuple(sorted(chosen))
            continue
        more = {chosen | {key} for key, rule in linked.items() if way.joint_state(rule) is State.HOLDS} - seen
        if len(seen) + len(more) > _MOST_GROUPS:
            return
        seen |= more
        todo.extend(sorted(more, key=sorted))


def _left_out(chosen: Collection[Undecided], others: Collection[Undecided], given: Given) -> Given | None:
    """A way for all undecided concepts to fall in which none of the chosen rules holds; concepts rather do not hold."""
    if any(given.joint_state(rule) is State.HOLDS for rule in chosen):
        return None
    opened = [rule for rule in (*chosen, *others) if given.joint_state(rule) is State.OPEN]
    if not opened:
        return given
    literal = given.undecided(opened[0])[0]
    for fallen in sorted((literal, literal.denial), key=lambda one: not one.negated):
        way = _left_out(chosen, others, Given((*given.literals, fallen), given.relations))
        if way is not None:
            return way
    return None
