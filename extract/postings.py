"""Which documents have a term and how much it says of each, gathered in bounded memory: counts wait on disk until the usual length of a
document is known, and postings that are too many to be held wait there as well.

A version keeps all postings of a term for the next build, which takes those of changed documents out and puts others in.
"""

import math
import tempfile
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from heapq import merge
from itertools import groupby
from typing import Final

import msgspec

from extract.spool import Spool
from ontology.retrieval import Field, packed, rank, saturated

_NUMBER: Final = 2**32
_AT_ONCE: Final = 8_000_000
"""How many postings are held at once, eight bytes each."""
_STEPS: Final = 8
"""How many usual lengths are told apart between one and its double: one more text among many must not change what a term says of the rest."""

Row = tuple[str, int, bytes, bytes]
"""A term, its field, the numbers of the documents that have it as an array, heaviest first and of one weight the first documents, and
the rank of its weight in each, a byte a document."""

TermRow = tuple[str, int, int, bytes]
"""A row of the table of terms: how many documents have it, and the heaviest of them, packed."""

Size = tuple[int, int, int]
"""A field, how many documents it has, and how many terms those have together."""


class Postings:
    """Takes the terms of documents; gives a row for each term. `at_once`: how many postings are held in
    memory."""

    def __init__(self, slack: Mapping[Field, float], *, at_once: int = _AT_ONCE) -> None:
        self._at_once: Final = at_once
        self._slack: Final = slack
        self._waiting: Final = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the last row
        self._encode: Final = msgspec.msgpack.Encoder().encode
        self._lengths: Final[dict[Field, tuple[int, int]]] = {}
        self._held: Final[dict[Field, dict[str, array[int]]]] = defaultdict(dict)

    def add(self, number: int, field: Field, counts: Mapping[str, int]) -> None:
        """One more document: its number, which is greater than those before, its field, and how often it has each term."""
        total, documents = self._lengths.get(field, (0, 0))
        self._lengths[field] = total + sum(counts.values()), documents + 1
        row = self._encode((number, int(field), dict(counts)))
        self._waiting.write(len(row).to_bytes(4) + row)

    def sizes(self) -> list[Size]:
        """How many documents there are of each field, and terms in them."""
        return sorted((int(field), documents, total) for field, (total, documents) in self._lengths.items())

    def rows(self) -> Iterator[Row]:
        """A row for each term of each field, in their order. To be gone through once."""
        usual = usual_lengths(self.sizes())
        runs: list[Spool[Row]] = []
        held = 0
        for number, field, counts in self._documents():
            weigh(self._held[field], number, ranks(field, counts, usual, self._slack))
            held += len(counts)
            if held >= self._at_once:
                runs.append(Spool[Row](Row))
                for row in self._settled():
                    runs[-1].put(row)
                held = 0
        self._waiting.close()
        if not runs:
            yield from self._settled()
            return
        for (term, field_number), rows in groupby(merge(*runs, self._settled()), key=lambda row: row[:2]):
            yield term, field_number, *_parted(one for row in rows for one in _joined(row))

    def _documents(self) -> Iterator[tuple[int, Field, dict[str, int]]]:
        decode = msgspec.msgpack.Decoder(tuple[int, int, dict[str, int]]).decode
        self._waiting.seek(0)
        while size := self._waiting.read(4):
            number, field, counts = decode(self._waiting.read(int.from_bytes(size)))
            yield number, Field(field), counts

    def _settled(self) -> Iterator[Row]:
        """What is held, in order; it is held no longer."""
        yield from settled(self._held)
        self._held.clear()


Held = dict[str, "array[int]"]
"""Postings by term, as numbers: those that come first are the heaviest, and of one weight those of the first documents."""


def usual_lengths(sizes: Iterable[Size]) -> dict[Field, float]:
    """The usual length of a document of each field in terms, in steps of a tenth."""
    return {Field(field): _stepped(max(1.0, total / documents)) for field, documents, total in sizes if documents}


def _stepped(length: float) -> float:
    return float(2.0 ** (round(_STEPS * math.log2(length)) / _STEPS))


def ranks(
    field: Field, counts: Mapping[str, int], usual: Mapping[Field, float], slack: Mapping[Field, float]
) -> Iterator[tuple[str, int]]:
    """Each term of a document with the rank of its weight there."""
    length, loose = sum(counts.values()), slack.get(field, 0.6)
    known: dict[int, int] = {}
    for term, times in counts.items():
        place = known.get(times)
        if place is None:
            place = known[times] = rank(saturated(times, length, usual[field], slack=loose))
        yield term, place


def weigh(held: Held, number: int, terms: Iterable[tuple[str, int]]) -> None:
    """Puts a document to its terms."""
    for term, place in terms:
        row = held.get(term)
        if row is None:
            held[term] = array("Q", (place * _NUMBER + number,))
        else:
            row.append(place * _NUMBER + number)


def settled(held: Mapping[Field, Held]) -> Iterator[Row]:
    """Rows of what is held, in order."""
    for term, field in sorted((term, field) for field, terms in held.items() for term in terms):
        yield term, int(field), *_parted(held[field][term])


def shortened(row: Row, most: int) -> TermRow:
    """The row of the table of terms: the `most` heaviest."""
    term, field, numbers, places = row
    return term, field, len(places), packed(_array(numbers[: 4 * most]), places[:most])


def without(row: Row, less: Row) -> Row:
    """A row of a term without the postings of another, which it has and which are few."""
    return _changed(row, less, lambda found, at, _: found.pop(at))


def joined(row: Row, more: Row) -> Row:
    """The postings of two rows of one term as one row, where the second has few."""
    return _changed(row, more, lambda found, at, one: found.insert(at, one))


def _changed(row: Row, few: Row, change: Callable[["array[int]", int, int], object]) -> Row:
    """A row where something was done at the place of each posting of another."""
    term, field, old, old_places = row
    numbers, places = _array(old), array("B", old_places)
    for number, place in zip(_array(few[2]), few[3], strict=True):
        first = bisect_left(places, place)
        at = bisect_left(numbers, number, first, bisect_right(places, place, first))
        change(numbers, at, number)
        change(places, at, place)
    return term, field, numbers.tobytes(), places.tobytes()


def _array(data: bytes) -> "array[int]":
    numbers = array("I")
    numbers.frombytes(data)
    return numbers


def _joined(row: Row) -> Iterator[int]:
    return (place * _NUMBER + number for number, place in zip(_array(row[2]), row[3], strict=True))


def _parted(postings: Iterable[int]) -> tuple[bytes, bytes]:
    """Postings, heaviest first, as the last two columns of a row."""
    every = sorted(postings)
    return array("I", [one % _NUMBER for one in every]).tobytes(), bytes([one // _NUMBER for one in every])
