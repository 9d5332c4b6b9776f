"""Entries and their parts as records: each with the things that its words state."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from extract.constraints import Rules
from extract.corpus import RawEntry
from extract.facts import EntryFacts, PartFact, Span
from extract.functions import Functions
from extract.menus import Menus
from extract.notions import Notions
from ontology.iris import digest_id
from ontology.kinds import EvidenceField
from ontology.records import Entry, Evidence, Procedure, Reference, Term

Covers = Callable[[Iterable[Span]], bool]


def entry_records(
    raws: Mapping[str, RawEntry],
    facts: Mapping[str, EntryFacts],
    forest: Menus,
    known: Functions,
    concepts: Notions,
    procedures: Mapping[tuple[str, int], Procedure],
    terms: Mapping[tuple[str, str], Term],
    rules: Rules,
) -> list[Entry]:
    """The records of all entries and parts."""
    records = []
    for own, raw in sorted(raws.items()):
        found = facts[own]
        tables = (forest, known, concepts, procedures, terms, rules)
        parts = [_part(raw, part, nth, found, tables) for nth, part in enumerate(found.parts)]
        records += parts
        records.append(
            Entry(
                id=own,
                title=raw.question,
                answer=raw.answer,
                kind=found.kind,
                answered=found.answered,
                sources=raw.sources,
                parts=tuple(part.id for part in parts),
                **_things(raw, found, tables, lambda _: True),
            )
        )
    return records


_Tables = tuple[Menus, Functions, Notions, Mapping[tuple[str, int], Procedure], Mapping[tuple[str, str], Term], Rules]


def _part(raw: RawEntry, part: PartFact, nth: int, found: EntryFacts, tables: _Tables) -> Entry:
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
        **_things(raw, found, tables, covers),
    )


def _things(raw: RawEntry, found: EntryFacts, tables: _Tables, covers: Covers) -> dict[str, Any]:
    """The ids of what the covered words state, and the references."""
    forest, known, concepts, procedures, terms, rules = tables
    own = raw.id
    return {
        "features": _once(known.feature_of[(own, i)] for i, f in enumerate(found.features) if covers(f.spans)),
        "concepts": _once(concepts.id_of[f.name] for f in found.concepts if covers(f.spans)),
        "paths": _once(forest.path_of[(own, i)] for i, f in enumerate(found.paths) if covers(f.spans)),
        "procedures": _once(
            procedures[(own, i)].id for i, f in enumerate(found.procedures) if covers(f.steps[0].spans)
        ),
        "constraints": _once(rules.id_of[(own, i)] for i, f in enumerate(found.rules) if covers(f.spans[:1])),
        "terms": _once(terms[(f.label, f.definition)].id for f in found.terms if covers(f.spans)),
        "references": tuple(_reference(raw, i, found) for i, f in enumerate(found.references) if covers(f.spans)),
    }


def _once(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def _reference(raw: RawEntry, index: int, found: EntryFacts) -> Reference:
    fact = found.references[index]
    texts = {EvidenceField.QUESTION: raw.question, EvidenceField.ANSWER: raw.answer}
    evidence = tuple(
        Evidence(raw.id, s.field, s.start, s.end, texts[s.field][s.start : s.end], s.rule) for s in fact.spans
    )
    return Reference(fact.kind, fact.value, evidence)
