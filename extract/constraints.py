"""Rules as records: one for each content, with the words of all entries that state it; and the rules that contradict each other.

An id is minted from what a rule says, so that two entries that say the same attest one rule.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Final, overload

import msgspec

from extract.corpus import RawEntry
from extract.facts import EntryFacts, RuleFact
from extract.functions import Functions
from extract.notions import Notions
from extract.recordfile import Records
from extract.spool import Sorter
from extract.stated import quotes
from ontology.bounds import bound_of
from ontology.conflicts import Measure, Reason, Statement, conflicts, contested
from ontology.iris import digest_id
from ontology.kinds import TIME_UNITS, ConstraintKind
from ontology.literals import Relations, literal_of
from ontology.names import name_key
from ontology.records import AnyRecord, Condition, Conflict, Constraint, Quantity

_ENCODE: Final = msgspec.msgpack.Encoder().encode
_DECODE: Final = msgspec.msgpack.Decoder(Constraint).decode
_WHY = {
    Reason.MODALITY: "说法相反",
    Reason.FIGURE: "数值不一致",
    Reason.DATE: "起始日期不一致",
    Reason.SCOPE: "范围不一致",
}


_AT_ONCE: Final = 100_000
"""How many rules are sorted at once."""

Said = tuple[str, bytes, bool, str | None]
"""A rule's id, what one entry says of it, whether its scope is exclusive there, and what its figure bounds."""

_Gathered = tuple[str, int, bytes]
"""A rule's id, a number that rises with the entries, and what one entry says of it."""


class GatheredRules:
    """Takes the rules of entry by entry, which wait on disk for others that say the same."""

    def __init__(self) -> None:
        self._waiting: Final = Sorter[_Gathered](_Gathered, _AT_ONCE)
        self._count = 0
        self._exclusive: Final[set[str]] = set()
        self._measured: Final[dict[str, str]] = {}

    def put(self, said: Iterable[Said]) -> None:
        """One more entry by what its rules say."""
        for own, data, exclusive, measured in said:
            self._waiting.put(((own, self._count, data),))
            self._count += 1
            if exclusive:
                self._exclusive.add(own)
            if measured:
                self._measured[own] = min(measured, self._measured.get(own, measured))

    def records(self) -> Records:
        """The rules, each once."""
        rows = ((own, _merged([data for _, _, data in said])) for own, said in groupby(self._waiting, itemgetter(0)))
        return Records(rows)

    def conflicts(self, records: Records, labels: Mapping[str, str], relations: Relations) -> Iterator[Conflict]:
        """The rules that contradict each other, of these; `labels`: what features are called."""
        for clash in conflicts(contested(_Statements(records, self._exclusive, self._measured), relations), relations):
            one, other = records.get(clash.one), records.get(clash.other)
            assert isinstance(one, Constraint)
            assert isinstance(other, Constraint)
            yield _conflict(clash.reason, one, other, labels)


@dataclass(frozen=True, slots=True)
class _Statements(Sequence[Statement]):
    """Rules as they may conflict, as often as they are gone through."""

    records: Records
    exclusive: Container[str]
    measured: Mapping[str, str]

    def __len__(self) -> int:
        return len(self.records)

    def __iter__(self) -> Iterator[Statement]:
        return map(self._of, self.records)

    @overload
    def __getitem__(self, index: int) -> Statement: ...

    @overload
    def __getitem__(self, index: slice) -> list[Statement]: ...

    def __getitem__(self, index: int | slice) -> Statement | list[Statement]:
        return list(map(self._of, self.records[index])) if isinstance(index, slice) else self._of(self.records[index])

    def _of(self, one: AnyRecord) -> Statement:
        assert isinstance(one, Constraint)
        return _statement(one, exclusive=one.id in self.exclusive, measured=self.measured.get(one.id))


def rules_of(raw: RawEntry, facts: EntryFacts, known: Functions, concepts: Notions) -> tuple[Said, ...]:
    """What the rules of an entry say, fact by fact."""
    labels = {fact.label: known.feature_of[raw.id, i] for i, fact in enumerate(facts.features)}
    records = ((_record(raw, fact, labels, concepts), fact) for fact in facts.rules)
    return tuple((record.id, _ENCODE(record), fact.exclusive, fact.measured) for record, fact in records)


def _record(raw: RawEntry, fact: RuleFact, labels: Mapping[str, str], concepts: Notions) -> Constraint:
    conditions = tuple({Condition(concepts.id_of[c.name], c.negated, c.limit): None for c in fact.conditions})
    if len(conditions) > 1:
        conditions = tuple(sorted(conditions, key=lambda c: (c.concept, c.negated, str(c.limit))))
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
        evidence=tuple(dict.fromkeys(quotes(raw, (span for span in fact.spans if span.start < span.end)))),
    )


def _merged(told: Sequence[bytes]) -> bytes:
    """One rule with all its words; the shortest wording is shown, of equals the first by code points."""
    if len(told) == 1:
        return told[0]
    found = [_DECODE(data) for data in told]
    text = min((one.text for one in found), key=lambda words: (len(words), words))
    evidence = tuple(dict.fromkeys(e for one in sorted(found, key=lambda o: o.evidence) for e in one.evidence))
    return _ENCODE(msgspec.structs.replace(found[0], text=text, evidence=evidence))


def _conflict(reason: Reason, one: Constraint, other: Constraint, labels: Mapping[str, str]) -> Conflict:
    name = labels.get(one.feature or "", "")
    about = f"关于“{name}”，" if name else ""
    told = f"{about}两处{_WHY[reason]}：“{one.text.rstrip('。')}”与“{other.text.rstrip('。')}”。"
    return Conflict(
        id=digest_id("conflict", one.id, other.id, reason), constraints=(one.id, other.id), explanation=told
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
