"""What is given of an order: from refs and facts, as a person states them, to what rules are judged by."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

from graph_api import declared, refs
from graph_api.applicability import rules_of
from graph_api.enums import Comparator, Unit
from graph_api.errors import bad_input
from graph_api.snapshot import Slice, Snapshot
from ontology import layout
from ontology.bounds import bound_of
from ontology.kinds import ConceptScheme
from ontology.literals import literal_of
from ontology.logic import Given, Literal, Relations, bound
from ontology.meant import bears, in_more_words, in_two, is_told, meant_among, measured_among, near_among
from ontology.names import fold
from ontology.near import opposite_concepts
from ontology.records import Concept, Entry

if TYPE_CHECKING:
    from ontology.amounts import Measured

MOST_GIVEN: Final = 64
"""How many refs and facts may be given together."""

_MOST_ENTRIES: Final = 64
"""In how many of the texts that a feature's rules rest on a ref is looked for."""
_NOT: Final = re.compile(r"\s*(?:不是|并非|非)\s*")
_MAY_COUNT: Final = re.compile(r"[\d一二两兩三四五六七八九十百半]")
_KIND_OF_THING: Final = re.compile(r"的?(?:订单|商家|状态)\s*\Z")


@declared.input(description="What a program knows of an order, where a ref does not say it.")
class FactInput:
    concept: str = declared.field(description="A concept, by ref.")
    negated: bool = declared.field(default=False, description="True: it does not hold.")
    value: float | None = declared.field(
        default=None, description="How much, where a rule asks for a number: 联系不上消费者, 4, TIMES."
    )
    unit: Unit | None = declared.field(default=None, description="What the value is counted in.")


GivenArgument: TypeAlias = Annotated[
    Sequence[str], declared.argument(description="Concepts of any scheme that hold of the order; 非X: X does not.")
]
FactsArgument: TypeAlias = Annotated[
    Sequence[FactInput], declared.argument(description="What holds of the order beside, with figures.")
]


@dataclass(frozen=True, slots=True)
class _Told:
    """Something given as it was written, and what it means."""

    words: str
    label: str
    literal: Literal

    def __str__(self) -> str:
        name = f"非{self.label}" if self.literal.negated else self.label
        return repr(self.words) if self.words == name else f"{self.words!r} ({name})"


@dataclass(frozen=True, slots=True)
class Stated:
    """What holds of an order; `beside`: the refs that sources of the feature tell of, while none of its rules depends on them."""

    given: Given
    beside: tuple[str, ...] = ()


def given_of(snapshot: Snapshot, names: Sequence[str], facts: Sequence[FactInput]) -> Given:
    """What holds of an order. Raises NOT_FOUND, AMBIGUOUS, and BAD_USER_INPUT where it contradicts itself."""
    return stated(snapshot, names, facts, None).given


def stated(snapshot: Snapshot, names: Sequence[str], facts: Sequence[FactInput], feature: str | None) -> Stated:
    """The same, told for the feature (by its id) that is asked about. What is no concept, and stands as it is in the texts that the
    feature's rules rest on, decides nothing and is told as such."""
    if len(names) + len(facts) > MOST_GIVEN:
        raise bad_input(f"{len(names) + len(facts)} things are given; at most {MOST_GIVEN} are taken")
    by_ref = {name: _by_ref(snapshot, name, feature) for name in names}
    beside = tuple(name for name, found in by_ref.items() if not found)
    for name in beside:
        if feature is None or not _is_told(snapshot, name, feature):
            raise refs.not_found(snapshot, name, ("Concept",))
    told = [*(one for found in by_ref.values() for one in found), *(_by_fact(snapshot, fact) for fact in facts)]
    of = {one.literal: one for one in reversed(told)}
    literals = sorted(of, key=lambda one: (one.concept, one.negated, str(one.bound)))
    given = Given(tuple(literals), relations(snapshot))
    opposed = given.contradiction()
    if opposed:
        raise bad_input(f"{of[opposed[0]]} and {of[opposed[1]]} cannot both hold of the same order")
    return Stated(given, beside)


def _is_told(snapshot: Snapshot, ref: str, feature: str) -> bool:
    """Whether a ref stands as it is in the texts that the rules of a feature rest on."""
    ids = dict.fromkeys(one.entry for rule in rules_of(snapshot, feature) for one in rule.evidence)
    entries = snapshot.many(list(ids)[:_MOST_ENTRIES])
    texts = (text for one in entries if isinstance(one, Entry) for text in (one.title, one.answer))
    return is_told(ref, texts, _concept_names(snapshot))


def _concept_names(snapshot: Snapshot) -> Iterator[str]:
    """The labels of all concepts, read when the first is asked for."""
    yield from snapshot.labels(("Concept",))


def given_concept(snapshot: Snapshot, own: str) -> Given:
    """That one concept holds, by its id."""
    return Given((Literal(own),), relations(snapshot))


def relations(snapshot: Snapshot) -> Relations:
    """How the concepts of a version stand to each other; read once."""
    return snapshot.once(_relations)


def _relations(snapshot: Snapshot) -> Relations:
    return Relations.of(one for one in snapshot.whole(Slice(layout.CONCEPTS)) if isinstance(one, Concept))


def _by_ref(snapshot: Snapshot, ref: str, feature: str | None) -> tuple[_Told, ...]:
    """What a ref means; nothing where it names nothing."""
    figure = _figure_in(ref)
    concept, negated = (
        _resolved(snapshot, ref) or (figure and figure.name and _resolved(snapshot, figure.name)) or (None, False)
    )
    if concept is None:
        meant = [(one, Literal(one.id)) for one in _by_other_words(snapshot, ref, feature)]
        if not meant and figure and feature:
            meant = list(_by_figure(snapshot, figure, feature))
        return tuple(_Told(ref, one.label, literal) for one, literal in meant)
    amount = bound_of(figure.amount) if figure and not negated else None
    told = Literal(concept.id, negated, amount)
    if amount or not feature:
        more: tuple[tuple[str, Literal], ...] = ()
    else:
        more = tuple((_told_itself if negated else _in_more_words)(snapshot, ref, concept, feature))
    return (_Told(ref, concept.label, told), *(_Told(ref, label, one) for label, one in more))


def _in_more_words(snapshot: Snapshot, ref: str, concept: Concept, feature: str) -> Iterator[tuple[str, Literal]]:
    """What the rules of a feature depend on that is the state of a concept, or one that it excludes, in more words; with its label."""
    told, known = Literal(concept.id), relations(snapshot)
    asked = {own: one for own, one in _asked_by(snapshot, feature).items() if not bears(told, own, known)}
    names = {own: (one.label, *one.aliases) for own, one in asked.items()}
    excluded = [(one, True) for one in snapshot.many(concept.excludes) if isinstance(one, Concept)]
    for one, negated in ((concept, False), *excluded) if names else ():
        said = (one.label, *one.aliases, *(() if negated else (ref,)))
        if found := in_more_words(said, concept.scheme, names, partial(_is_kind, snapshot)):
            yield asked[found].label, Literal(found, negated)
        elif not negated and (found := near_among(ref, names)):
            yield asked[found].label, Literal(found)


def _told_itself(snapshot: Snapshot, ref: str, concept: Concept, feature: str) -> Iterator[tuple[str, Literal]]:
    """What the rules of a feature depend on by words of a ref that else but denies another state (报价截止后); with its label."""
    if _NOT.match(fold(ref)):
        return
    told, known = Literal(concept.id, True), relations(snapshot)
    asked = {own: one for own, one in _asked_by(snapshot, feature).items() if not bears(told, own, known)}
    if own := meant_among(ref, {one.id: (one.label, *one.aliases) for one in asked.values()}):
        yield asked[own].label, Literal(own)


def _is_kind(snapshot: Snapshot, name: str) -> bool:
    """Whether words name a concept that is no role."""
    found = _named(snapshot, name)
    return found is not None and found.scheme is not ConceptScheme.ROLE


def _asked_by(snapshot: Snapshot, feature: str) -> dict[str, Concept]:
    """The concepts that the rules of a feature depend on, by id."""
    ids = {c.concept for rule in rules_of(snapshot, feature) for c in rule.conditions}
    return {one.id: one for one in snapshot.many(ids) if isinstance(one, Concept)}


def _by_other_words(snapshot: Snapshot, ref: str, feature: str | None) -> Sequence[Concept]:
    """What a ref means that names nothing: two concepts side by side, or one that the rules of the feature depend on."""
    if len(ref) > refs.LONGEST_NAME:
        return ()
    ways = ([_named(snapshot, name) for name in way] for way in in_two(ref))
    both = [found for way in ways if len(found := [one for one in way if one]) == 2]
    if len(both) == 1:
        return both[0]
    concepts = _asked_by(snapshot, feature) if feature else {}
    own = meant_among(ref, {one.id: (one.label, *one.aliases) for one in concepts.values()})
    return (concepts[own],) if own else ()


def _by_figure(snapshot: Snapshot, figure: "Measured", feature: str) -> Iterator[tuple[Concept, Literal]]:
    """What a figure said of nothing tells how much of, of what the rules of a feature depend on: 7天内."""
    told = None if figure.name else bound_of(figure.amount)
    asked = (literal_of(condition) for rule in rules_of(snapshot, feature) for condition in rule.conditions)
    found = snapshot.get(measured_among(told, asked) or "") if told else None
    if isinstance(found, Concept):
        yield found, Literal(found.id, bound=told)


def _named(snapshot: Snapshot, name: str) -> Concept | None:
    """The one concept that has a name."""
    ids = {one.id for one in refs.candidates(snapshot, name, ("Concept",))}
    found = snapshot.get(ids.pop()) if len(ids) == 1 else None
    return found if isinstance(found, Concept) else None


def _figure_in(ref: str) -> "Measured | None":
    """The figure that a ref tells; what reads figures is loaded for refs that may hold one alone."""
    if not _MAY_COUNT.search(ref):
        return None
    from ontology.amounts import measured

    return measured(ref)


def _by_fact(snapshot: Snapshot, fact: FactInput) -> _Told:
    found = _resolved(snapshot, fact.concept)
    if found is None:
        raise refs.not_found(snapshot, fact.concept, ("Concept",))
    concept, denied = found
    negated = denied != fact.negated
    if fact.value is None:
        if fact.unit is not None:
            raise bad_input(f"{fact.concept!r} has a unit without a value")
        return _Told(fact.concept, concept.label, Literal(concept.id, negated))
    if negated:
        raise bad_input(f"{fact.concept!r} does not hold, so it can have no value")
    amount = bound(Comparator.EQ, fact.value, None, fact.unit)
    return _Told(fact.concept, concept.label, Literal(concept.id, bound=amount))


def _resolved(snapshot: Snapshot, ref: str) -> tuple[Concept, bool] | None:
    """The concept that a ref names, if any, and whether the ref denies it. 非X is a name before it is a denial; near forms come last."""
    for name in _spellings(ref):
        found = refs.find(snapshot, name, "Concept")
        if isinstance(found, Concept):
            return found, False
    mark = _NOT.match(fold(ref))
    for name in _spellings(ref[mark.end() :]) if mark else ():
        found = refs.find(snapshot, name, "Concept")
        if isinstance(found, Concept):
            return found, True
    denied = ref[mark.end() :] if mark else ref
    found = refs.find_near(snapshot, denied, "Concept")
    if isinstance(found, Concept):
        return found, mark is not None
    found = refs.by_forms(snapshot, opposite_concepts(ref[: refs.LONGEST_NAME]), "Concept") if mark is None else None
    return (found, True) if isinstance(found, Concept) else None


def _spellings(ref: str) -> Iterator[str]:
    """A ref as it is written, then without what only says that it is an order, a merchant or a status: LOC订单."""
    yield ref
    bare = _KIND_OF_THING.sub("", ref)
    if bare.strip() and bare != ref:
        yield bare
