"""Who must be looked at again where something changed, though it is itself as it was: it names what changed, or says something that might be
said no more. Found in one pass over all records, by what they name; all else of a graph is as it was.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Final, TypeVar

import msgspec

from extract.keys import other_ids
from extract.recordfile import by_id, rows
from ontology.lawful import evidence_of
from ontology.matching import held_bytes
from ontology.records import (
    AnyRecord,
    Concept,
    Conflict,
    Constraint,
    Entry,
    Evidence,
    Feature,
    Gap,
    MenuNode,
    MenuPath,
    Procedure,
    Record,
)

Records = Mapping[str, AnyRecord]
"""Records by id."""
Told = TypeVar("Told", bound=Record)
_ENCODE: Final = msgspec.msgpack.Encoder().encode
_DECODE: Final = msgspec.msgpack.Decoder(AnyRecord).decode
_ALWAYS: Final = re.compile(b"Feature|Concept|MenuNode|MenuPath")
_TAGGED: Final = 24
"""Within so many bytes a record tells what it is."""
_OF: Final = "of"
"""Before the id of a function that rules are for."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """`otherwise`: the ids of those that others see otherwise; `naming`: records that are as they were and name what is otherwise; `sharing`: such as say what others say no more; `menus`: all nodes and
    ways as they are, each with one piece of its evidence."""

    otherwise: frozenset[str]
    naming: Records
    sharing: tuple[AnyRecord, ...]
    menus: tuple[AnyRecord, ...]


def neighbours(gone: Records, new: Records, records: Iterable[AnyRecord]) -> Neighbours:
    """Of all records those around what changed."""
    otherwise = _otherwise(gone, new, by_id(records))
    rules = [one for side in (gone, new) for one in side.values() if isinstance(one, Constraint) and one.feature]
    touched = {*otherwise, *((_OF, one.feature) for one in rules)}
    lost = {one for record in gone.values() for one in shared(record)}
    lost -= {one for record in new.values() for one in shared(record)}
    naming: dict[str, AnyRecord] = {}
    sharing: list[AnyRecord] = []
    menus: list[AnyRecord] = []
    for record, held in _perhaps(records, {*otherwise, *(one.feature for one in rules if one.feature)}, lost):
        if isinstance(record, MenuNode | MenuPath):
            menus.append(thin(record))
        if record.id in new:
            continue
        if not touched.isdisjoint(_asked(record) if held else other_ids(record)):
            naming[record.id] = record
        if held and lost and not lost.isdisjoint(found := set(shared(record))):
            sharing.append(record)
            lost -= found
    return Neighbours(frozenset(otherwise), naming, tuple(sharing), tuple(menus))


def _perhaps(
    records: Iterable[AnyRecord], ids: Iterable[str], lost: Iterable[Hashable]
) -> Iterator[tuple[AnyRecord, bool]]:
    """Those of all records that may name some ids or say what is lost, since it is in them as they are encoded, and all that are known by
    their names or are of the menus, each with whether it may; few others have to be decoded."""
    wanted = held_bytes([*(_ENCODE(own) for own in ids), *(_ENCODE(one) for told in lost for one in _words_of(told))])
    for _, data in rows(records):
        held = wanted(data)
        if held or _ALWAYS.search(data, 0, _TAGGED):
            yield _DECODE(data), held


def _words_of(told: Hashable) -> Iterator[Hashable]:
    """What of something shared stands by itself in who says it: of a reference its value."""
    yield told[1] if isinstance(told, tuple) else told


def thin(record: Told, wanted: Iterable[Evidence] = ()) -> Told:
    """A record with some of its evidence, or the best piece of it: a common status rests on half of the corpus, and what is asked of evidence is
    asked of each piece by itself, and whether there is any."""
    evidence = getattr(record, "evidence", ())
    return msgspec.structs.replace(record, evidence=tuple(wanted) or evidence[:1]) if evidence else record


def shared(record: AnyRecord) -> Iterator[Hashable]:
    """What stands in the graph by itself and is no record, so that several may say it: references, conditions and figures."""
    if isinstance(record, Entry):
        yield from ((reference.kind, reference.value) for reference in record.references)
    elif isinstance(record, Constraint | MenuPath):
        for condition in record.conditions:
            yield condition
            if condition.limit:
                yield condition.limit
        if isinstance(record, Constraint) and record.limit:
            yield record.limit


def named(record: AnyRecord) -> Iterator[str]:
    """The ids of the records that a record names and that laws or listings look at."""
    yield from _NAMED.get(type(record), _nothing)(record)
    yield from (one.entry for one in evidence_of(record))


def _otherwise(gone: Records, new: Records, known: Records) -> set[str]:
    """The ids of what others see otherwise, of concepts with all that is narrower."""
    changed = {own for own in {*gone, *new} if _seen(gone.get(own)) != _seen(new.get(own))}
    below = list(changed)
    while below:
        own = below.pop()
        states = (gone.get(own), new.get(own) or known.get(own))
        every = {other for one in states if isinstance(one, Concept) for other in one.narrower}
        below += every - changed
        changed |= every
    return changed


def _seen(record: AnyRecord | None) -> Hashable:
    """What is looked at of a record where another names it."""
    match record:
        case Entry():
            return record.title, record.answer, record.parent is None
        case Feature():
            return record.label, record.is_operation
        case Concept():
            return record.scheme, record.broader, record.narrower, bool(record.evidence)
        case MenuPath():
            return record.nodes
        case MenuNode():
            return record.label, record.parent, record.kind
        case Constraint():
            return record.text
        case _:
            return record is None


def _asked(record: AnyRecord) -> Iterator[Hashable]:
    """What a record is looked for by."""
    yield from named(record)
    yield from other_ids(record)
    if isinstance(record, Constraint) and record.feature:
        yield _OF, record.feature


def _nothing(_: AnyRecord) -> Iterator[str]:
    return iter(())


def _of_entry(entry: Entry) -> Iterator[str]:
    yield from entry.constraints
    if entry.parent:
        yield entry.parent


def _of_feature(feature: Feature) -> Iterator[str]:
    return chain(feature.locations, feature.broader)


def _of_menu_node(node: MenuNode) -> Iterator[str]:
    if node.parent:
        yield node.parent


def _of_menu_path(path: MenuPath) -> Iterator[str]:
    return chain(path.nodes, (one.concept for one in path.conditions))


def _of_concept(concept: Concept) -> Iterator[str]:
    return chain(concept.broader, concept.excludes)


def _of_rule(rule: Constraint) -> Iterator[str]:
    yield from (own for own in (rule.feature, rule.subject, rule.actor) if own)
    yield from (one.concept for one in rule.conditions)


def _of_procedure(procedure: Procedure) -> Iterator[str]:
    yield from (step.path for step in procedure.steps if step.path)
    if procedure.feature:
        yield procedure.feature


_NAMED: Final[Mapping[type, Callable[..., Iterator[str]]]] = {
    Entry: _of_entry,
    Feature: _of_feature,
    MenuNode: _of_menu_node,
    MenuPath: _of_menu_path,
    Concept: _of_concept,
    Constraint: _of_rule,
    Procedure: _of_procedure,
    Conflict: lambda conflict: iter(conflict.constraints),
    Gap: lambda gap: iter((gap.node,)),
}
