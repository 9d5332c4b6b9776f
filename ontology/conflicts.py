"""Which rules cannot all be true of the same order. Pure; agrees with the verdicts of `logic`: no exception is a conflict.

Only statements of one topic and actor whose conditions are equivalent are compared: where those of one are more specific it is an
exception, where they cannot be compared the prohibition counts. `CLASHES` is the table of what cannot both be.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import combinations, product
from typing import Final

from ontology.bounds import Bound
from ontology.kinds import MEASURED_KINDS, ConstraintKind, Modality, Unit
from ontology.literals import Given, Literal, Relations, canonical
from ontology.names import name_key

_DECIDING: Final = frozenset({Modality.ALLOWED, Modality.FORBIDDEN})
_KNOWN: Final = 65536
"""Of how many lists of conditions it is held what they come to."""
_OBLIGING: Final = frozenset({Modality.REQUIRED, Modality.NOT_REQUIRED})


@dataclass(frozen=True, slots=True)
class Measure:
    """The figure of a statement: how much (`bound`), in which period, of what, since when; or the field that bounds it."""

    bound: Bound
    per: Unit | None = None
    basis: str | None = None
    since: str | None = None
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A rule as far as it may conflict. `topic`: the key of the feature or the event; `exclusive`: 只能, 仅 on its scope;
    `measured`: what its figure bounds, by its words alone, as a topic besides.

    Dates are ISO 8601, both days included; None: without an end.
    """

    id: str
    topic: str
    kind: ConstraintKind
    modality: Modality
    conditions: tuple[Literal, ...] = ()
    scope: str | None = None
    quantity: Measure | None = None
    valid_from: str | None = None
    valid_until: str | None = None
    superseded: bool = False
    effect: str | None = None
    actor: str | None = None
    exclusive: bool = False
    measured: str | None = None


class Reason(StrEnum):
    """What of two statements cannot both be."""

    MODALITY = "MODALITY"
    FIGURE = "FIGURE"
    DATE = "DATE"
    SCOPE = "SCOPE"


@dataclass(frozen=True, slots=True, order=True)
class Clash:
    """Two statements, by their ids in order, that cannot both be true of one order."""

    one: str
    other: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Law:
    """A row of the table of conflicts. `shared`: what two statements must have in common (None: the law is no matter of theirs);
    `side`: what they must differ in; `clash`: whether they cannot both be, then, whichever comes first.
    """

    reason: Reason
    law: str
    shared: Callable[[Statement], Hashable | None]
    side: Callable[[Statement], Hashable]
    clash: Callable[[Statement, Statement], bool]


def conflicts(statements: Iterable[Statement], relations: Relations) -> tuple[Clash, ...]:
    """All conflicts, sorted; the order of the statements makes no difference. An id stands for one statement."""
    live = sorted({one.id: one for one in statements if _may_conflict(one, relations)}.values(), key=lambda one: one.id)
    when = {one.id: canonical(one.conditions, relations) for one in live}
    found = {
        Clash(min(one.id, other.id), max(one.id, other.id), law.reason)
        for law in CLASHES
        for one, other in _opponents(live, law, when)
        if _same_days(one, other) and law.clash(one, other)
    }
    return tuple(sorted(found))


def contested(statements: Sequence[Statement], relations: Relations) -> Iterator[Statement]:
    """Those that may conflict with another, which are few: `conflicts` finds the same among these. They are gone through once, and those looked
    at again that may; no more is held than sixteen bytes in effect of what each is about and of its side there."""
    sides: dict[int, int] = {}
    several: set[int] = set()
    places, groups = array("I"), array("q")

    @lru_cache(_KNOWN)
    def when(conditions: tuple[Literal, ...]) -> frozenset[Literal] | None:
        possible = Given(conditions, relations).contradiction() is None
        return canonical(conditions, relations) if possible else None

    for nth, one in enumerate(statements):
        for group, side in () if _is_idle(one) else _stands(one, when(one.conditions)):
            if sides.setdefault(group, side) != side:
                several.add(group)
            places.append(nth)
            groups.append(group)
    sides.clear()
    wanted = dict.fromkeys(nth for nth, group in zip(places, groups, strict=True) if group in several)
    yield from map(statements.__getitem__, wanted)


def _stands(one: Statement, when: frozenset[Literal] | None) -> Iterator[tuple[int, int]]:
    """The hashes of what a statement is compared by, law by law, and of its side; `when`: what its conditions come to, None where they can hold
    of no order."""
    for law in CLASHES if when is not None else ():
        for group in _groups(one, law, when or frozenset()):
            yield hash((law.reason, law.law, group)), hash(law.side(one))


def _groups(one: Statement, law: Law, when: frozenset[Literal]) -> Iterator[Hashable]:
    """What a statement must have in common with another to be compared by a law."""
    shared = law.shared(one)
    if shared is not None:
        for topic in {one.topic, (one.measured if law.reason is Reason.FIGURE else None) or one.topic}:
            yield topic, one.kind, one.actor, when, shared


def _may_conflict(one: Statement, relations: Relations) -> bool:
    """What is superseded or only recommended never conflicts, nor does what can hold of no order."""
    return not _is_idle(one) and Given(one.conditions, relations).contradiction() is None


def _is_idle(one: Statement) -> bool:
    return one.superseded or one.modality is Modality.RECOMMENDED


def _opponents(
    live: Sequence[Statement], law: Law, when: Mapping[str, frozenset[Literal]]
) -> Iterator[tuple[Statement, Statement]]:
    """The pairs that speak of the same thing under equivalent conditions and share what the law wants, of different sides."""
    groups: defaultdict[Hashable, defaultdict[Hashable, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for one in live:
        for group in _groups(one, law, when[one.id]):
            groups[group][law.side(one)].append(one)
    for sides in groups.values():
        for ours, theirs in combinations(sides.values(), 2):
            yield from product(ours, theirs)


def _deciding(one: Statement) -> Hashable | None:
    return True if one.kind is ConstraintKind.APPLICABILITY and one.modality in _DECIDING else None


def _obliging(one: Statement) -> Hashable | None:
    return (_key(one.effect), _key(one.scope)) if one.modality in _OBLIGING else None


def _measured(one: Statement) -> Hashable | None:
    """Figures that can be compared: by numbers, of one unit, period, basis and beginning."""
    measure = one.quantity
    if measure is None or measure.field is not None or one.kind not in MEASURED_KINDS:
        return None
    unit = measure.bound.base.unit
    if unit is Unit.OTHER:
        return None
    return (one.modality, unit, measure.per, _key(measure.basis), _key(measure.since))


def _dated(one: Statement) -> Hashable | None:
    """All but the date."""
    if one.valid_from is None:
        return None
    told = one.quantity
    figure = told and (told.bound.base, told.per, _key(told.basis), _key(told.since), _key(told.field))
    return (one.modality, _key(one.scope), figure)


def _permitting(one: Statement) -> Hashable | None:
    allowed = one.kind is ConstraintKind.APPLICABILITY and one.modality is Modality.ALLOWED
    return True if allowed and _key(one.scope) else None


def _opposed(one: Statement, other: Statement) -> bool:
    """A prohibition of the whole forbids each part; one of a part clashes with a permission of that part alone."""
    no, yes = (one, other) if one.modality is Modality.FORBIDDEN else (other, one)
    return no.scope is None or (yes.scope is not None and _overlap(no, yes))


def _unequal(one: Statement, other: Statement) -> bool:
    if one.quantity is None or other.quantity is None or not _overlap(one, other):
        return False
    same = one.kind is not ConstraintKind.DURATION or _same_effect(one, other)
    return same and cannot_both_be(one.quantity.bound, other.quantity.bound)


def cannot_both_be(one: Bound, other: Bound) -> bool:
    """Whether two figures for the same thing disagree.

    Two of one shape (exactly, from to, at least, at most) disagree where their numbers differ; at least and at most, where
    nothing lies within both; else the tighter one must lie within the other, ends included (大于10 and 10 are one figure).
    """
    tight, loose = sorted((_closed(one.base), _closed(other.base)), key=_shape)
    if _shape(tight) == _shape(loose):
        return tight != loose
    return not one.meets(other) if _shape(tight) > 1 else not tight.within(loose)


def _closed(bound: Bound) -> Bound:
    return Bound(bound.unit, bound.low, bound.high)


def _shape(bound: Bound) -> int:
    """0 exactly, 1 from to, 2 at least, 3 at most, 4 without an end."""
    if bound.low is not None and bound.high is not None:
        return 0 if bound.low == bound.high else 1
    return 2 if bound.low is not None else 3 if bound.high is not None else 4


def _overlap(one: Statement, other: Statement) -> bool:
    """Whether two scopes overlap: the words of one are among the other's; none overlaps all."""
    mine, its = _key(one.scope) or "", _key(other.scope) or ""
    return mine in its or its in mine


def _same_effect(one: Statement, other: Statement) -> bool:
    """Whether the same happens, as far as both tell."""
    return one.effect is None or other.effect is None or _key(one.effect) == _key(other.effect)


def _same_days(one: Statement, other: Statement) -> bool:
    """Whether both are valid on some day."""
    start = max(one.valid_from or "", other.valid_from or "")
    return all(end is None or start <= end for end in (one.valid_until, other.valid_until))


def _key(text: str | None) -> str | None:
    """What all spellings of some words share; None for no words."""
    return (name_key(text) or None) if text is not None else None


CLASHES: Final = (
    Law(Reason.MODALITY, "Allowed and forbidden.", _deciding, lambda one: one.modality, _opposed),
    Law(
        Reason.MODALITY, "Required and not required, with the same words.",
        _obliging, lambda one: one.modality, lambda *_: True,
    ),
    Law(
        Reason.FIGURE, "Two figures that cannot both be.",
        _measured, lambda one: one.quantity and one.quantity.bound.base, _unequal,
    ),
    Law(Reason.DATE, "The same from different days on.", _dated, lambda one: one.valid_from, _same_effect),
    Law(
        Reason.SCOPE, "Only this part, and another part.", _permitting, lambda one: _key(one.scope),
        lambda one, other: (one.exclusive or other.exclusive) and not _overlap(one, other),
    ),
)  # fmt: skip
"""What cannot both be, of statements of one topic, kind and actor, under equivalent conditions, valid on some same day."""
