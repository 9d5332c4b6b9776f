"""Whether an entry is of the kind that a question is after: what it holds, and what it says of the concepts that the question names."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from graph_api.asked_for import Intent
from graph_api.given import relations
from graph_api.question import Question, denied
from graph_api.snapshot import Snapshot
from ontology.kinds import ConceptScheme, ConstraintKind, EntryKind
from ontology.records import Concept, Constraint, Entry
from ontology.retrieval import plain

_KEPT: Final = 16384
"""Of how many entries it is kept what they are about."""
_RULES: Final = 12
"""How many of the rules that fit a question best are looked at for a number."""
_FIT: Final[Mapping[Intent, frozenset[EntryKind]]] = {
    Intent.HOW_TO: frozenset({EntryKind.HOW_TO, EntryKind.TROUBLESHOOTING}),
    Intent.WHY: frozenset({EntryKind.TROUBLESHOOTING, EntryKind.FACT, EntryKind.ANNOUNCEMENT}),
    Intent.DEFINITION: frozenset({EntryKind.DEFINITION, EntryKind.FACT}),
    Intent.CAN_I: frozenset({EntryKind.POLICY}),
    Intent.LIMIT: frozenset({EntryKind.POLICY, EntryKind.FACT, EntryKind.ANNOUNCEMENT}),
}


@dataclass(frozen=True, slots=True)
class _About:
    """What an entry is about, whatever is asked: its concepts, these with all broader ones, those that its question names, and on
    which concepts each of its rules turns that decide."""

    concepts: frozenset[str]
    above: frozenset[str]
    titled: frozenset[str]
    deciding: tuple[frozenset[str], ...]


def fitness(snapshot: Snapshot, question: Question, entry: Entry, rules: Iterable[str]) -> dict[str, float]:
    """The signs of an entry; `rules`: the ids of its rules that fit the question's words, best first."""
    intent, about = question.intent, snapshot.once(_abouts)(entry)
    has = {
        Intent.LOCATE: bool(entry.paths),
        Intent.DEFINITION: bool(entry.terms),
        Intent.HOW_TO: bool(entry.procedures),
        Intent.APPLICABLE_OPERATIONS: bool(entry.constraints),
        Intent.CAN_I: bool(entry.constraints),
    }
    if intent is Intent.LIMIT:
        has[intent] = any(bounds(snapshot, own, question) for own in list(rules)[:_RULES])
    missing, opposed, carrier = _at_odds(question, about)
    share = _share_of_rules(question, about)
    return {
        f"has_{intent.lower()}": float(has.get(intent, False)),
        "extra": float(_names_more(question, about)),
        "about": share,
        "about_operations": share if intent is Intent.APPLICABLE_OPERATIONS else 0.0,
        "kind": float(entry.kind in _FIT.get(intent, ())),
        "missing": float(missing),
        "opposed": float(opposed),
        "other_carrier": float(carrier),
    }


def bounds(snapshot: Snapshot, own: str, question: Question) -> bool:
    """Whether a rule tells a number in a unit that the question asks for."""
    rule = snapshot.get(own)
    if not isinstance(rule, Constraint):
        return False
    limits = [rule.limit, *(one.limit for one in rule.conditions)]
    return any(one is not None and (not question.units or one.unit in question.units) for one in limits)


def _at_odds(question: Question, about: _About) -> tuple[int, int, bool]:
    """How many of the words that name concepts name none that the entry speaks of, and of how many it speaks of what excludes them;
    whether one of these is a carrier: what is said of one carrier answers for no other."""
    relations = question.given.relations
    missing = opposed = 0
    carrier = False
    for group in question.linked.values():
        named = [one.id for one in group if one.scheme is not ConceptScheme.ROLE]
        if (
            named
            and about.above.isdisjoint(named)
            and all(about.concepts.isdisjoint(relations.above(n)) for n in named)
        ):
            missing += 1
            excluded = any(relations.exclude_any(relations.above(one), about.above) for one in named)
            opposed += excluded
            carrier |= excluded and any(one.scheme is ConceptScheme.CARRIER for one in group)
    return missing, opposed, carrier


def _names_more(question: Question, about: _About) -> int:
    """How many kinds of order, statuses or carriers an entry's question names that this question does not: it answers for those
    alone."""
    if not about.titled:
        return 0
    relations = question.given.relations
    named = {one.id for one in question.concepts}
    above = {up for own in named for up in relations.above(own)}
    return sum(own not in above and named.isdisjoint(relations.above(own)) for own in about.titled)


def _share_of_rules(question: Question, about: _About) -> float:
    """How many rules of an entry that decide turn on a concept that the question names: 0 to 1 for three and more."""
    named = {concept.id for concept in question.concepts}
    if not named or not about.deciding:
        return 0.0
    return min(3, sum(not named.isdisjoint(turning) for turning in about.deciding)) / 3


def _abouts(snapshot: Snapshot) -> Callable[[Entry], _About]:
    """From an entry to what it is about."""
    above = relations(snapshot).above
    kept: dict[str, _About] = {}

    def find(entry: Entry) -> _About:
        if entry.id not in kept:
            if len(kept) >= _KEPT:
                kept.clear()
            kept[entry.id] = _About(
                frozenset(entry.concepts),
                frozenset(up for own in entry.concepts for up in above(own)),
                frozenset(_titled(snapshot, entry)),
                tuple(_deciding(snapshot, entry)),
            )
        return kept[entry.id]

    return find


def _titled(snapshot: Snapshot, entry: Entry) -> Iterable[str]:
    """The concepts that the question of an entry names and does not deny (非京东国际POP订单)."""
    title = plain(entry.title)
    for one in snapshot.many(entry.concepts):
        if not isinstance(one, Concept) or one.scheme is ConceptScheme.ROLE:
            continue
        found = [at for name in (one.label, *one.aliases) if (at := title.find(plain(name))) >= 0]
        if found and not any(denied(title, at) for at in found):
            yield one.id


def _deciding(snapshot: Snapshot, entry: Entry) -> Iterable[frozenset[str]]:
    for rule in snapshot.many(entry.constraints):
        if isinstance(rule, Constraint) and rule.kind is ConstraintKind.APPLICABILITY and rule.conditions:
            yield frozenset(one.concept for one in rule.conditions)
