"""Rules as records: one for each content, with the words of all entries that state it; and the rules that contradict each other.

An id is minted from what a rule says, so that two entries that say the same attest one rule.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from extract.corpus import RawEntry
from extract.facts import EntryFacts, RuleFact, Span
from extract.functions import Functions
from extract.notions import Notions
from ontology.bounds import bound_of
from ontology.conflicts import Clash, Measure, Reason, Statement, conflicts
from ontology.iris import digest_id
from ontology.kinds import TIME_UNITS, ConstraintKind, EvidenceField
from ontology.literals import Relations, literal_of
from ontology.names import name_key
from ontology.records import Concept, Condition, Conflict, Constraint, Evidence, Feature, Quantity

_WHY = {
    Reason.MODALITY: "说法相反",
    Reason.FIGURE: "数值不一致",
    Reason.DATE: "起始日期不一致",
    Reason.SCOPE: "范围不一致",
}


@dataclass(frozen=True, slots=True)
class Rules:
    """The records, the id for each rule fact by entry and index, and the conflicts."""

    records: tuple[Constraint, ...]
    id_of: Mapping[tuple[str, int], str]
    conflicts: tuple[Conflict, ...]


def constraints(
    raws: Mapping[str, RawEntry], facts: Mapping[str, EntryFacts], known: Functions, concepts: Notions
) -> Rules:
    """The rules of all entries."""
    gathered: dict[str, list[Constraint]] = defaultdict(list)
    id_of: dict[tuple[str, int], str] = {}
    exclusive: set[str] = set()
    measured: dict[str, str] = {}
    for own in sorted(facts):
        labels = {fact.label: known.feature_of[(own, i)] for i, fact in enumerate(facts[own].features)}
        for index, fact in enumerate(facts[own].rules):
            record = _record(raws[own], fact, labels, concepts)
            gathered[record.id].append(record)
            id_of[(own, index)] = record.id
            if fact.exclusive:
                exclusive.add(record.id)
            if fact.measured:
                measured[record.id] = min(fact.measured, measured.get(record.id, fact.measured))
    records = tuple(_merged(found) for _, found in sorted(gathered.items()))
    statements = [_statement(r, exclusive=r.id in exclusive, measured=measured.get(r.id)) for r in records]
    return Rules(records, id_of, tuple(_conflicts(statements, records, known.features, concepts.records)))


def _record(raw: RawEntry, fact: RuleFact, labels: Mapping[str, str], concepts: Notions) -> Constraint:
    conditions = tuple(
        sorted(
            {Condition(concepts.id_of[c.name], c.negated, c.limit): None for c in fact.conditions},
            key=lambda c: (c.concept, c.negated, str(c.limit)),
        )
    )
    feature = labels[fact.feature] if fact.feature else None
    subject = concepts.id_of[fact.subject] if fact.subject and feature is None else None
    actor = concepts.id_of[fact.actor] if fact.actor else None
    content = msgspec.json.encode(
        [
            fact.kind, fact.modality, feature, subject, actor, conditions, fact.limit, fact.scope, fact.effect,
            fact.valid_from, fact.valid_until, fact.superseded,
        ]
    ).decode()  # fmt: skip
    return Constraint(
        id=digest_id("constraint", content),
        kind=fact.kind,
        modality=fact.modality,
        text=fact.text,
        feature=feature,
        subject=subject,
        actor=actor,
        conditions=conditions,
        limit=fact.limit,
        scope=fact.scope,
        effect=fact.effect,
        valid_from=fact.valid_from,
        valid_until=fact.valid_until,
        superseded=fact.superseded,
        evidence=_evidence(raw, fact.spans),
    )


def _evidence(raw: RawEntry, spans: Iterable[Span]) -> tuple[Evidence, ...]:
    texts = {EvidenceField.QUESTION: raw.question, EvidenceField.ANSWER: raw.answer}
    return tuple(
        dict.fromkeys(
            Evidence(raw.id, s.field, s.start, s.end, texts[s.field][s.start : s.end], s.rule)
            for s in spans
            if s.start < s.end
        )
    )


def _merged(found: Sequence[Constraint]) -> Constraint:
    """One rule with all its words; the shortest wording is shown, of equals the first by code points."""
    text = min((one.text for one in found), key=lambda words: (len(words), words))
    evidence = tuple(dict.fromkeys(e for one in sorted(found, key=lambda o: o.evidence) for e in one.evidence))
    return msgspec.structs.replace(found[0], text=text, evidence=evidence)


def _conflicts(
    statements: Iterable[Statement],
    records: Iterable[Constraint],
    features: Iterable[Feature],
    concepts: Iterable[Concept],
) -> Iterator[Conflict]:
    relations = Relations.of(concepts)
    by_id = {record.id: record for record in records}
    labels = {feature.id: feature.label for feature in features}
    for clash in conflicts(statements, relations):
        yield _conflict(clash, by_id, labels)


def _conflict(clash: Clash, by_id: Mapping[str, Constraint], labels: Mapping[str, str]) -> Conflict:
    one, other = by_id[clash.one], by_id[clash.other]
    name = labels.get(one.feature or "", "")
    about = f"关于“{name}”，" if name else ""
    told = f"{about}两处{_WHY[clash.reason]}：“{one.text.rstrip('。')}”与“{other.text.rstrip('。')}”。"
    return Conflict(
        id=digest_id("conflict", one.id, other.id, clash.reason), constraints=(one.id, other.id), explanation=told
    )


def _statement(record: Constraint, *, exclusive: bool, measured: str | None) -> Statement:
    """A rule as it may conflict. How long a state lasts until something happens by itself is the time it happens after."""
    lasting = [c for c in record.conditions if c.limit is not None and c.limit.unit in TIME_UNITS]
    if record.kind is ConstraintKind.CONSEQUENCE and len(lasting) == 1:
        bare = tuple(msgspec.structs.replace(c, limit=None) if c in lasting else c for c in record.conditions)
        record = msgspec.structs.replace(record, kind=ConstraintKind.DURATION, conditions=bare, limit=lasting[0].limit)
        measured = name_key(f"{record.effect} # {lasting[0].concept}") if record.effect else measured
    return Statement(
        id=record.id,
        topic=_topic(record),
        kind=record.kind,
        modality=record.modality,
        conditions=tuple(map(literal_of, record.conditions)),
        scope=record.scope,
        quantity=_measure(record.limit),
        valid_from=record.valid_from,
        valid_until=record.valid_until,
        superseded=record.superseded,
        effect=record.effect,
        actor=record.actor,
        exclusive=exclusive,
        measured=measured,
    )


def _topic(record: Constraint) -> str:
    """What a rule is about, as far as another may contradict it: a duty under conditions is its own topic, whatever it is for."""
    if record.kind is ConstraintKind.PREREQUISITE and record.effect and record.conditions:
        return f"duty {name_key(record.effect)}"
    return record.feature or record.subject or ""


def _measure(limit: Quantity | None) -> Measure | None:
    if limit is None or limit.value is None:
        return None
    return Measure(bound_of(limit), limit.per, limit.basis, limit.since, limit.field)
