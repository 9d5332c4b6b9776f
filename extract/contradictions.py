"""Rules that contradict each other. Those of a version before that nobody says otherwise stay as they were to each other, so that no others are
compared than those that an entry says, or said, which is not as it was, and those that are about the same.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import overload

import msgspec

from extract.constraints import GatheredRules
from extract.former import Former
from extract.recordfile import Records, stored
from ontology.bounds import bound_of
from ontology.conflicts import Clash, Measure, Reason, Statement, conflicts, contested
from ontology.iris import digest_id
from ontology.kinds import TIME_UNITS, ConstraintKind
from ontology.literals import Relations, literal_of
from ontology.names import name_key
from ontology.records import AnyRecord, Conflict, Constraint, Quantity

_WHY = {
    Reason.MODALITY: "说法相反",
    Reason.FIGURE: "数值不一致",
    Reason.DATE: "起始日期不一致",
    Reason.SCOPE: "范围不一致",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What a version told. `restated`: the rules of entries that said something else then than now; `conflicts`: those of that version,
    `relations` of the concepts in it, and all of its `records`."""

    restated: frozenset[str]
    conflicts: tuple[Conflict, ...]
    relations: Relations
    records: Former


def contradictions(
    rules: GatheredRules, records: Records, labels: Mapping[str, str], relations: Relations, before: Told | None
) -> Iterator[Conflict]:
    """The rules that contradict each other, of these records and those that stay as they were; `labels`: what features are called;
    `before`: what the version told that is built on."""
    compared: Sequence[AnyRecord] = records
    found: set[Clash] = set()
    if before is not None:
        same = (one for one in before.records.of_kind(Constraint) if one.id not in before.restated)
        if before.relations.stated != relations.stated:
            compared = stored(chain(records, same))
        else:
            compared = _touched(records, chain(records, same), rules.measured)
            found.update(_clash(one) for one in before.conflicts if before.restated.isdisjoint(one.constraints))
    statements = _Statements(compared, rules.exclusive, rules.measured)
    found.update(conflicts(contested(statements, relations), relations))
    for clash in found:
        one, other = (records.get(own) or (before and before.records.get(own)) for own in (clash.one, clash.other))
        assert isinstance(one, Constraint)
        assert isinstance(other, Constraint)
        yield _conflict(clash.reason, one, other, labels)


def _touched(records: Iterable[AnyRecord], every: Iterable[AnyRecord], measured: Mapping[str, str]) -> list[AnyRecord]:
    """Of all rules those that are about the same as one of some."""
    wanted = {topic for record in records for topic in _topics(record, measured.get(record.id))}
    return [record for record in every if not wanted.isdisjoint(_topics(record, measured.get(record.id)))]


def _topics(record: AnyRecord, measured: str | None) -> tuple[str, ...]:
    """What a rule has in common with each that it may contradict."""
    assert isinstance(record, Constraint)
    if record.kind in (ConstraintKind.CONSEQUENCE, ConstraintKind.PREREQUISITE):
        statement = _statement(record, exclusive=False, measured=measured)
        return statement.topic, statement.measured or statement.topic
    return (_topic(record), measured) if measured else (_topic(record),)


def _clash(told: Conflict) -> Clash:
    """A conflict by its rules and its reason, which its id tells."""
    one, other = told.constraints
    return Clash(one, other, next(reason for reason in Reason if _conflict_id(one, other, reason) == told.id))


def _conflict_id(one: str, other: str, reason: Reason) -> str:
    return digest_id("conflict", one, other, reason)


@dataclass(frozen=True, slots=True)
class _Statements(Sequence[Statement]):
    """Rules as they may conflict, as often as they are gone through."""

    records: Sequence[AnyRecord]
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


def _conflict(reason: Reason, one: Constraint, other: Constraint, labels: Mapping[str, str]) -> Conflict:
    name = labels.get(one.feature or "", "")
    about = f"关于“{name}”，" if name else ""
    told = f"{about}两处{_WHY[reason]}：“{one.text.rstrip('。')}”与“{other.text.rstrip('。')}”。"
    return Conflict(id=_conflict_id(one.id, other.id, reason), constraints=(one.id, other.id), explanation=told)


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
