"""Entries and their parts as records: each with the things that its words state."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from extract.corpus import RawEntry
from extract.facts import EntryFacts, PartFact, ProcedureFact, ReferenceFact, Span
from extract.functions import Functions
from extract.menus import Menus
from extract.notions import Notions
from extract.stated import quotes
from ontology.iris import digest_id
from ontology.kinds import EvidenceField
from ontology.records import Entry, Evidence, Procedure, Reference, Step

Covers = Callable[[Iterable[Span]], bool]


@dataclass(frozen=True, slots=True)
class Things:
    """What an entry states, settled: the names of all entries, its own procedures, and for each of its facts of a word or a rule the id of
    that."""

    forest: Menus
    known: Functions
    concepts: Notions
    procedures: Sequence[Procedure]
    terms: Sequence[str]
    rules: Sequence[str]


def entry_records(raw: RawEntry, found: EntryFacts, things: Things) -> list[Entry]:
    """The records of an entry's parts and of itself."""
    parts = [_part(raw, part, nth, found, things) for nth, part in enumerate(found.parts)]
    whole = Entry(
        id=raw.id,
        title=raw.question,
        answer=raw.answer,
        kind=found.kind,
        answered=found.answered,
        sources=raw.sources,
        parts=tuple(part.id for part in parts),
        **_things(raw, found, things, lambda _: True),
    )
    return [*parts, whole]


def procedures_of(raw: RawEntry, found: EntryFacts, forest: Menus, known: Functions) -> tuple[Procedure, ...]:
    """One record for each procedure fact of an entry."""
    return tuple(_procedure(raw, found, fact, forest, known) for fact in found.procedures)


def _procedure(raw: RawEntry, found: EntryFacts, fact: ProcedureFact, forest: Menus, known: Functions) -> Procedure:
    steps = tuple(
        Step(step.text, quotes(raw, step.spans), forest.path_of[raw.id, step.path] if step.path is not None else None)
        for step in fact.steps
    )
    labels = [feature.label for feature in found.features]
    feature = known.feature_of[raw.id, labels.index(fact.feature)] if fact.feature in labels else None
    texts = (step.text for step in fact.steps)
    return Procedure(id=digest_id("procedure", raw.id, fact.name, *texts), name=fact.name, steps=steps, feature=feature)


def _part(raw: RawEntry, part: PartFact, nth: int, found: EntryFacts, things: Things) -> Entry:
    """A part's facts are those whose first words lie in its place."""
    question = raw.answer[part.question.start : part.question.end]
    answer = raw.answer[part.answer.start : part.answer.end] if part.answer else ""
    before = sum(raw.answer[p.question.start : p.question.end] == question for p in found.parts[:nth])
    place = part.place

    def covers(spans: Iterable[Span]) -> bool:
        return any(s.field is EvidenceField.ANSWER and place.start <= s.start and s.end <= place.end for s in spans)

    return Entry(
        id=digest_id("part", raw.id, question, *([str(before)] if before else [])),
        title=question,
        answer=answer,
        kind=part.kind,
        answered=bool(answer),
        sources=raw.sources,
        parent=raw.id,
        place=Evidence(raw.id, place.field, place.start, place.end, raw.answer[place.start : place.end], place.rule),
        **_things(raw, found, things, covers),
    )


def _things(raw: RawEntry, found: EntryFacts, things: Things, covers: Covers) -> dict[str, Any]:
    """The ids of what the covered words state, and the references."""
    own = raw.id
    features, paths, concepts = things.known.feature_of, things.forest.path_of, things.concepts.id_of
    return {
        "features": _once(features[own, i] for i, f in enumerate(found.features) if covers(f.spans)),
        "concepts": _once(concepts[f.name] for f in found.concepts if covers(f.spans)),
        "paths": _once(paths[own, i] for i, f in enumerate(found.paths) if covers(f.spans)),
        "procedures": _once(
            things.procedures[i].id for i, f in enumerate(found.procedures) if covers(f.steps[0].spans)
        ),
        "constraints": _once(things.rules[i] for i, f in enumerate(found.rules) if covers(f.spans[:1])),
        "terms": _once(things.terms[i] for i, f in enumerate(found.terms) if covers(f.spans)),
        "references": tuple(_reference(raw, f) for f in found.references if covers(f.spans)),
    }


def _once(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def _reference(raw: RawEntry, fact: ReferenceFact) -> Reference:
    return Reference(fact.kind, fact.value, quotes(raw, fact.spans))
