"""Which documents have a term and how much it says of each, gathered in bounded memory: counts wait on disk until the usual length of a
document is known, and of a term no more postings are held than are kept, or a few times as many.
"""

import tempfile
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from ontology.retrieval import Field, packed, rank, saturated, weight_at

_HELD: Final = 4
"""How many times as many postings of a term are held as are kept before the lightest are dropped."""
_NUMBER: Final = 2**32


class Postings:
    """Takes the terms of documents in the order of their numbers; gives rows for the table of terms. `most`: how many a term keeps."""

    def __init__(self, most: int, slack: Mapping[Field, float]) -> None:
        self._most: Final = most
        self._slack: Final = slack
        self._waiting: Final = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the last row
        self._encode: Final = msgspec.msgpack.Encoder().encode
        self._lengths: Final[dict[Field, tuple[int, int]]] = {}
        self._held: Final[dict[tuple[str, Field], array[int]]] = defaultdict(lambda: array("Q"))
        self._counts: Final[dict[tuple[str, Field], int]] = defaultdict(int)

    def add(self, field: Field, counts: Mapping[str, int]) -> None:
        """The next document: its field, and how often it has each term."""
        total, documents = self._lengths.get(field, (0, 0))
        self._lengths[field] = total + sum(counts.values()), documents + 1
        row = self._encode((int(field), dict(counts)))
        self._waiting.write(len(row).to_bytes(4) + row)

    def sizes(self) -> list[tuple[int, int]]:
        """How many documents there are of each field."""
        return sorted((int(field), documents) for field, (_, documents) in self._lengths.items())

    def rows(self) -> list[tuple[str, int, int, bytes]]:
        """A row for each term of each field: how many documents have it, and the heaviest of them, packed."""
        usual = {field: max(1.0, total / documents) for field, (total, documents) in self._lengths.items()}
        for number, (field, counts) in enumerate(self._documents()):
            length = sum(counts.values())
            slack = self._slack.get(field, 0.6)
            for term, times in counts.items():
                place = rank(saturated(times, length, usual[field], slack=slack))
                self._hold((term, field), place * _NUMBER + number)
        self._waiting.close()
        return [
            (term, int(field), self._counts[term, field], self._packed((term, field)))
            for term, field in sorted(self._held)
        ]

    def _documents(self) -> Iterator[tuple[Field, dict[str, int]]]:
        decode = msgspec.msgpack.Decoder(tuple[int, dict[str, int]]).decode
        self._waiting.seek(0)
        while size := self._waiting.read(4):
            field, counts = decode(self._waiting.read(int.from_bytes(size)))
            yield Field(field), counts

    def _hold(self, key: tuple[str, Field], posting: int) -> None:
        """A posting as one number: those that come first are the heaviest, and of one weight those of the first documents."""
        held = self._held[key]
        held.append(posting)
        self._counts[key] += 1
        if len(held) >= self._most * _HELD:
            self._held[key] = array("Q", sorted(held)[: self._most])

    def _packed(self, key: tuple[str, Field]) -> bytes:
        kept = sorted(self._held[key])[: self._most]
        return packed((posting % _NUMBER, weight_at(posting // _NUMBER)) for posting in kept)
