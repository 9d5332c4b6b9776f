"""What each entry of a corpus says and states, entry by entry, as often as merging goes through it: no more is held than one entry's."""

import os
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from sys import intern
from typing import Final, TypeVar, overload

import msgspec

from extract.corpus import RawEntry
from extract.facts import ConceptFact, EntryFacts, FeatureFact, PathFact, Span
from extract.factstore import Facts
from extract.spool import scratch
from ontology.kinds import EvidenceField
from ontology.records import Evidence

Fact = TypeVar("Fact", PathFact, FeatureFact)
Part = TypeVar("Part", bound=msgspec.Struct)

_AT_ONCE: Final = 256
"""How many entries are read at once by who goes through all."""
_ENCODE: Final = msgspec.msgpack.Encoder().encode
_DECODE: Final = msgspec.msgpack.Decoder(RawEntry).decode
facts_in: Final = msgspec.msgpack.Decoder(EntryFacts).decode
"""The facts that were encoded."""

One = tuple[RawEntry, EntryFacts]
"""An entry with its facts."""
FactKey = tuple[str, int]
"""An entry's id and the index of a fact in it."""
Attesting = tuple[list[tuple[str, int, Fact]], dict[FactKey, tuple[Evidence, ...]]]
"""Facts, without their spans, with the entries that state them and their indexes there; and the words of each."""


class Entries(Sequence[RawEntry]):
    """Entries in a file and not in memory, as they were put."""

    def __init__(self, entries: Iterable[RawEntry]) -> None:
        self._file: Final = scratch(self)
        self._places: Final = array("Q", (0,))
        for entry in entries:
            self._places.append(self._places[-1] + self._file.write(_ENCODE(entry)))
        self._file.flush()

    def __len__(self) -> int:
        return len(self._places) - 1

    def _at(self, nth: int) -> RawEntry:
        first, behind = self._places[nth : nth + 2]
        return _DECODE(os.pread(self._file.fileno(), behind - first, first))

    def encoded(self) -> Iterator[bytes]:
        """All as msgpack."""
        for nth in range(0, len(self), _AT_ONCE):
            places = self._places[nth : nth + _AT_ONCE + 1]
            data = os.pread(self._file.fileno(), places[-1] - places[0], places[0])
            for first, behind in pairwise(places):
                yield data[first - places[0] : behind - places[0]]

    def __iter__(self) -> Iterator[RawEntry]:
        return map(_DECODE, self.encoded())

    @overload
    def __getitem__(self, index: int) -> RawEntry: ...

    @overload
    def __getitem__(self, index: slice) -> list[RawEntry]: ...

    def __getitem__(self, index: int | slice) -> RawEntry | list[RawEntry]:
        wanted = range(len(self))[index]
        return self._at(wanted) if isinstance(wanted, int) else [self._at(one) for one in wanted]


class Stated(Sequence[One]):
    """Entries, in the order of their ids, each with its facts; `places`: where these are."""

    def __init__(self, entries: Sequence[RawEntry], facts: Facts, places: Sequence[int]) -> None:
        self._entries: Final = entries
        self._facts: Final = facts
        self._places: Final = places

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[One]:
        return zip(self._entries, map(self._facts.at, self._places), strict=True)

    def parts_of(self, kind: type[Part]) -> Iterator[tuple[RawEntry, Part]]:
        """The entries with a part of their facts."""
        decode = msgspec.msgpack.Decoder(kind).decode
        return zip(self._entries, (decode(self._facts.data(place)) for place in self._places), strict=True)

    def encoded(self) -> Iterator[tuple[RawEntry, bytes, bytes]]:
        """Each entry, the same as msgpack, and its facts as msgpack."""
        entries = self._entries
        said = entries.encoded() if isinstance(entries, Entries) else map(_ENCODE, entries)
        return ((_DECODE(raw), raw, self._facts.data(place)) for raw, place in zip(said, self._places, strict=True))

    @overload
    def __getitem__(self, index: int) -> One: ...

    @overload
    def __getitem__(self, index: slice) -> list[One]: ...

    def __getitem__(self, index: int | slice) -> One | list[One]:
        if isinstance(index, slice):
            return [self[one] for one in range(len(self))[index]]
        return self._entries[index], self._facts.at(self._places[index])


def encoded(stated: Sequence[One]) -> Iterator[tuple[RawEntry, bytes, bytes]]:
    """Each entry, the same as msgpack, and its facts as msgpack."""
    if isinstance(stated, Stated):
        return stated.encoded()
    return ((raw, _ENCODE(raw), _ENCODE(facts)) for raw, facts in stated)


class OfPaths(msgspec.Struct, frozen=True):
    """What an entry states of places."""

    paths: tuple[PathFact, ...] = ()


class OfFeatures(msgspec.Struct, frozen=True):
    """What an entry states of functions."""

    features: tuple[FeatureFact, ...] = ()


class OfConcepts(msgspec.Struct, frozen=True):
    """What an entry states of concepts."""

    concepts: tuple[ConceptFact, ...] = ()


def parts_of(stated: Sequence[One], kind: type[Part]) -> Iterable[tuple[RawEntry, Part]]:
    """Entries with a part of their facts, which alone is decoded."""
    if isinstance(stated, Stated):
        return stated.parts_of(kind)
    return ((raw, msgspec.convert(facts, kind, from_attributes=True)) for raw, facts in stated)


def attesting(parts: Iterable[tuple[RawEntry, Part]], of: Callable[[Part], Sequence[Fact]]) -> Attesting[Fact]:
    """The facts of one kind of all entries, in the order of these."""
    every: list[tuple[str, int, Fact]] = []
    words: dict[FactKey, tuple[Evidence, ...]] = {}
    for raw, facts in parts:
        for index, fact in enumerate(of(facts)):
            every.append((raw.id, index, msgspec.structs.replace(fact, spans=())))
            words[raw.id, index] = quotes(raw, fact.spans)
    return every, words


def quotes(raw: RawEntry, spans: Iterable[Span]) -> tuple[Evidence, ...]:
    """Spans of an entry with the words they cover. Words that many entries say are held once."""
    own, question, answer = raw.id, raw.question, raw.answer
    return tuple(
        [
            Evidence(
                own,
                s.field,
                s.start,
                s.end,
                intern((question if s.field is EvidenceField.QUESTION else answer)[s.start : s.end]),
                intern(s.rule),
            )
            for s in spans
        ]
    )
