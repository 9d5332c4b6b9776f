"""What changed since a version: which records came and went, and which lines of the graph, so that the next version need not be written
from nothing. What is made from a delta is what is made from nothing, byte for byte or row for row.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

import msgspec

from extract.factstore import code_digest
from extract.former import Former, Overlaid
from extract.lines import Lines
from extract.neighbours import Neighbours, Records, named, neighbours, thin
from extract.recordfile import rows
from extract.triples import ntriples
from ontology import layout
from ontology.concepts import Vocabulary
from ontology.lawful import Get
from ontology.records import AnyRecord
from ontology.wholeness import is_whole

MOST: Final = 0.2
"""Where a larger share of the records changed, a version is written from nothing."""

_DECODE: Final = msgspec.msgpack.Decoder(AnyRecord).decode


@dataclass(frozen=True, slots=True)
class Delta:
    """`former`: the folder of the version before; `gone`: its records that are no more or are otherwise now, as they were; `new`: those
    that were not or were otherwise; `near`: those around them; `lines`: the graph as it is, `lines_gone` and `lines_new` what makes it differ, sorted."""

    former: Path
    gone: Records
    new: Records
    near: Neighbours
    lines: Lines
    lines_gone: tuple[str, ...]
    lines_new: tuple[str, ...]


class Before(Mapping[str, AnyRecord]):
    """All records by id as they were; `known`: as they are."""

    def __init__(self, changes: Delta, known: Records) -> None:
        self._changes: Final = changes
        self._known: Final = known

    def __getitem__(self, own: str) -> AnyRecord:
        found = self._changes.gone.get(own)
        if found is None and own in self._changes.new:
            raise KeyError(own)
        return found or self._known[own]

    def __iter__(self) -> Iterator[str]:
        kept = (own for own in self._known if own not in self._changes.new)
        return chain(self._changes.gone, kept)

    def __len__(self) -> int:
        return len(self._known) + len(self._changes.gone) - len(self._changes.new)


def former_of(graph: Path, base_iri: str, vocabulary: Vocabulary) -> Path | None:
    """The published version of a graph folder; None where another form, code, vocabulary or base IRI made it, or where it is not whole."""
    former = (graph / layout.CURRENT).resolve()
    return former if _is_of_now(former, base_iri, vocabulary) and is_whole(former) else None


def delta(former: Path, records: Sequence[AnyRecord], *, base_iri: str) -> Delta | None:
    """What changed since a version; None where too much did."""
    gone, new = _changed(former / layout.DATABASE, records)
    if len({*gone, *new}) > MOST * len(records):
        return None
    near = neighbours(gone, new, records)
    lines_gone, lines_new = line_changes(gone, new, near, base_iri)
    lines = Lines.after(graph_file(former), sorted(lines_gone), sorted(lines_new))
    return Delta(former, gone, new, near, lines, _told(lines_gone), _told(lines_new))


def graph_file(version: Path) -> Path:
    """Where the graph of a version is, plain or packed."""
    plain = version / layout.GRAPH
    return plain if plain.exists() else Path(f"{plain}.gz")


def _is_of_now(former: Path, base_iri: str, vocabulary: Vocabulary) -> bool:
    try:
        manifest = json.loads((former / layout.MANIFEST).read_text(encoding="utf-8"))
        told = [manifest.get(name) for name in ("format", "baseIri", "vocabulary", "code")]
    except (OSError, ValueError, AttributeError):
        return False
    return told == [layout.FORMAT, base_iri, vocabulary.digest, code_digest()]


def judged_of(delta: Delta, get: Get) -> tuple[list[AnyRecord], list[AnyRecord]]:
    """The records that laws must be asked of after a change, with no more of their evidence than is new or is quoted from a text that is
    otherwise; and what laws look at beside them."""
    otherwise = delta.near.otherwise
    judged: dict[str, AnyRecord] = {}
    for record in chain(delta.new.values(), delta.near.naming.values()):
        other = record if record.id in delta.near.naming else delta.gone.get(record.id)
        known = frozenset(getattr(other, "evidence", ()))
        every = getattr(record, "evidence", ())
        judged[record.id] = thin(record, [one for one in every if one not in known or one.entry in otherwise])
    beside = {own: found for record in judged.values() for own in named(record) if (found := get(own))}
    beside |= {one.id: one for one in delta.near.menus}
    return list(judged.values()), [thin(one) for own, one in beside.items() if own not in judged]


def _changed(database: Path, records: Iterable[AnyRecord]) -> tuple[Records, Records]:
    """Records as they were and as they are, of those that are not the same."""
    known = records if isinstance(records, Overlaid) else Overlaid(rows(records), (), Former(database))
    gone: dict[str, AnyRecord] = {}
    new: dict[str, AnyRecord] = {}
    for own in sorted(known.gone):
        gone[own] = known.former.whole(*known.former.found(own) or (b"", 0))
    for own, data in known.told():
        row = known.former.found(own)
        if row == (data, 0):
            continue
        was, now = row and known.former.whole(*row), _DECODE(data)
        if was != now:
            new[own] = now
            if was is not None:
                gone[own] = was
    return gone, new


def line_changes(gone: Records, new: Records, near: Neighbours, base_iri: str) -> tuple[set[bytes], set[bytes]]:
    """The lines that nothing says any more, and those that something says now (and may have said before)."""
    old = [_without(record, new.get(own)) for own, record in gone.items()]
    now = [_without(record, gone.get(own)) for own, record in new.items()]
    said, says = _lines(old, base_iri), _lines(now, base_iri)
    return said - says - _lines(near.sharing, base_iri), says - said


def _without(record: AnyRecord, other: AnyRecord | None) -> AnyRecord:
    """A record without the evidence that it has in common with another state of it."""
    evidence, others = getattr(record, "evidence", ()), frozenset(getattr(other, "evidence", ()))
    if not evidence or not others:
        return record
    return msgspec.structs.replace(record, evidence=tuple(one for one in evidence if one not in others))


def _lines(records: Iterable[AnyRecord], base_iri: str) -> set[bytes]:
    return {f"{line}\n".encode() for line in ntriples(records, base_iri=base_iri)}


def _told(lines: Iterable[bytes]) -> tuple[str, ...]:
    return tuple(line.decode().removesuffix("\n") for line in sorted(lines))
