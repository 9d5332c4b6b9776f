"""Which documents have a term and how much it says of each, gathered in bounded memory: counts wait on disk until the usual length of a
document is known, of a term no more postings are held than are kept, or twice as many, and terms that are too many wait on disk as well.
"""

import tempfile
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import merge
from itertools import groupby
from typing import Final

import msgspec

from extract.spool import Spool
from ontology.retrieval import Field, packed, rank, saturated

_HELD: Final = 2
"""How many times as many postings of a term are held as are kept before the lightest are dropped."""
_NUMBER: Final = 2**32
_AT_ONCE: Final = 200_000
"""How many terms are held at once."""

Row = tuple[str, int, int, bytes]
"""A term, its field, how many documents have it, and the heaviest of them: packed, or while they wait as an array of numbers."""


class Postings:
    """Takes the terms of documents in the order of their numbers; gives rows for the table of terms. `most`: how many a term keeps;
    `at_once`: how many terms are held in memory."""

    def __init__(self, most: int, slack: Mapping[Field, float], *, at_once: int = _AT_ONCE) -> None:
        self._most: Final = most
        self._at_once: Final = at_once
        self._slack: Final = slack
        self._waiting: Final = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the last row
        self._encode: Final = msgspec.msgpack.Encoder().encode
        self._lengths: Final[dict[Field, tuple[int, int]]] = {}
        self._held: Final[dict[Field, dict[str, array[int]]]] = defaultdict(dict)
        self._dropped: Final[dict[tuple[str, Field], int]] = defaultdict(int)

    def add(self, field: Field, counts: Mapping[str, int]) -> None:
        """The next document: its field, and how often it has each term."""
        total, documents = self._lengths.get(field, (0, 0))
        self._lengths[field] = total + sum(counts.values()), documents + 1
        row = self._encode((int(field), dict(counts)))
        self._waiting.write(len(row).to_bytes(4) + row)

    def sizes(self) -> list[tuple[int, int]]:
        """How many documents there are of each field."""
        return sorted((int(field), documents) for field, (_, documents) in self._lengths.items())

    def rows(self) -> Iterator[Row]:
        """A row for each term of each field, in their order. To be gone through once."""
        usual = {field: max(1.0, total / documents) for field, (total, documents) in self._lengths.items()}
        runs: list[Spool[Row]] = []
        for number, (field, counts) in enumerate(self._documents()):
            self._hold(field, counts, number, usual[field])
            if sum(map(len, self._held.values())) >= self._at_once:
                runs.append(Spool[Row](Row))
                for row in self._settled():
                    runs[-1].put(row)
        self._waiting.close()
        for (term, field), rows in groupby(merge(*runs, self._settled()), key=lambda row: row[:2]):
            documents, postings = 0, array("Q")
            for _, _, count, some in rows:
                documents += count
                postings.frombytes(some)
            yield term, field, documents, _packed(self._heaviest(postings) if runs else postings)

    def _documents(self) -> Iterator[tuple[Field, dict[str, int]]]:
        decode = msgspec.msgpack.Decoder(tuple[int, dict[str, int]]).decode
        self._waiting.seek(0)
        while size := self._waiting.read(4):
            field, counts = decode(self._waiting.read(int.from_bytes(size)))
            yield Field(field), counts

    def _hold(self, field: Field, counts: Mapping[str, int], number: int, usual: float) -> None:
        """Postings as numbers: those that come first are the heaviest, and of one weight those of the first documents."""
        held, full = self._held[field], self._most * _HELD
        length, slack = sum(counts.values()), self._slack.get(field, 0.6)
        known: dict[int, int] = {}
        for term, times in counts.items():
            posting = known.get(times)
            if posting is None:
                place = rank(saturated(times, length, usual, slack=slack))
                posting = known[times] = place * _NUMBER + number
            row = held.get(term)
            if row is None:
                held[term] = array("Q", (posting,))
                continue
            row.append(posting)
            if len(row) >= full:
                held[term] = array("Q", sorted(row)[: self._most])
                self._dropped[term, field] += full - self._most

    def _settled(self) -> Iterator[Row]:
        """What is held, in order; it is held no longer."""
        keys = sorted((term, field) for field, held in self._held.items() for term in held)
        for term, field in keys:
            row = self._held[field][term]
            yield term, int(field), len(row) + self._dropped.get((term, field), 0), self._heaviest(row).tobytes()
        self._held.clear()
        self._dropped.clear()

    def _heaviest(self, postings: Iterable[int]) -> "array[int]":
        return array("Q", sorted(postings)[: self._most])


def _packed(postings: Sequence[int]) -> bytes:
    """Postings as they are held in the form of `retrieval.packed`."""
    return packed([one % _NUMBER for one in postings], [one // _NUMBER for one in postings])
