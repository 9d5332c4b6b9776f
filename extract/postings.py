"""Which documents have a term and how much it says of each, gathered in bounded memory: counts wait on disk until the usual length of a
document is known, and postings that are too many to be held wait there as well.

A version keeps all postings of a term for the next build, which takes those of changed documents out and puts others in.
"""

import math
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from heapq import merge
from itertools import compress, groupby
from operator import itemgetter
from sys import byteorder
from typing import Final

from extract.spool import Spool
from ontology.retrieval import Field, packed, rank, saturated

_NUMBER: Final = 2**32
_AT_ONCE: Final = 8_000_000
"""How many postings are held at once, eight bytes each."""
_SLACK: Final = 0.6
"""How much a long text counts against a term, where nothing else is said of its field."""
_LOW, _HIGH = (0, 4) if byteorder == "little" else (4, 3)
"""Where of the bytes of a posting the number begins, and where its place is."""
_STEPS: Final = 8
"""How many usual lengths are told apart between one and its double: one more text among many must not change what a term says of the rest."""

Row = tuple[str, int, bytes, bytes]
"""A term, its field, the numbers of the documents that have it as an array, heaviest first and of one weight the first documents, and
the rank of its weight in each, a byte a document."""

TermRow = tuple[str, int, int, bytes]
"""A row of the table of terms: how many documents have it, and the heaviest of them, packed."""

Size = tuple[int, int, int]
"""A field, how many documents it has, and how many terms those have together."""

_OF_ROW: Final[Callable[[Row], tuple[str, int]]] = itemgetter(0, 1)


class Postings:
    """Takes the terms of documents; gives a row for each term. `at_once`: how many postings are held in
    memory."""

    def __init__(self, slack: Mapping[Field, float], *, at_once: int = _AT_ONCE) -> None:
        self._at_once: Final = at_once
        self._slack: Final = slack
        self._lengths: Final[dict[Field, tuple[int, int]]] = {}
        self._waiting: Final[list[_Heap]] = []
        self._heap = _Heap()

    def add(self, number: int, field: Field, counts: Mapping[str, int]) -> None:
        """One more document: its number, which is greater than those before, its field, and how often it has each term."""
        total, documents = self._lengths.get(field, (0, 0))
        self._lengths[field] = total + sum(counts.values()), documents + 1
        self._heap.put(number, field, counts)
        if self._heap.size >= self._at_once:
            self._waiting.append(self._heap.closed())
            self._heap = _Heap()

    def sizes(self) -> list[Size]:
        """How many documents there are of each field, and terms in them."""
        return sorted((int(field), documents, total) for field, (total, documents) in self._lengths.items())

    def rows(self) -> Iterator[Row]:
        """A row for each term of each field, in their order. To be gone through once."""
        usual = usual_lengths(self.sizes())
        runs: list[Spool[Row]] = []
        while self._waiting:
            run = Spool[Row](Row)
            for row in self._waiting.pop(0).rows(usual, self._slack):
                run.put(row)
            runs.append(run)
        last = self._heap.closed().rows(usual, self._slack)
        if not runs:
            yield from last
            return
        for _, rows in groupby(merge(*runs, last, key=_OF_ROW), key=_OF_ROW):
            yield _one_behind_the_other(list(rows))


class _Numbers(dict[str, int]):
    """Numbers for terms, given as they are asked for."""

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self)
        return number


class _Heap:
    """Documents that are weighed at once, waiting on disk: of each how long it is and the numbers of its terms, by how often it has them."""

    def __init__(self) -> None:
        self.size = 0
        self._documents: Final = Spool[_Waiting](_Waiting)
        self._numbers = _Numbers()
        self._terms: Spool[tuple[list[str]]] | None = None

    def put(self, number: int, field: Field, counts: Mapping[str, int]) -> None:
        found = array("I", map(self._numbers.__getitem__, counts))
        length = sum(counts.values())
        by_times = {1: found}
        if length > len(counts):
            by_times[1] = array("I", compress(found, map((1).__eq__, counts.values())))
            for one, times in zip(found, counts.values(), strict=True):
                if times > 1:
                    by_times.setdefault(times, array("I")).append(one)
        told = [(times, numbers.tobytes()) for times, numbers in by_times.items()]
        self._documents.put((number, int(field), length, told))
        self.size += len(counts)

    def closed(self) -> "_Heap":
        """The same with its terms on disk."""
        self._terms = Spool[tuple[list[str]]](tuple[list[str]])
        self._terms.put((list(self._numbers),))
        self._numbers = _Numbers()
        return self

    def rows(self, usual: Mapping[Field, float], slack: Mapping[Field, float]) -> Iterator[Row]:
        """Rows of what it holds, in order."""
        held: dict[int, dict[int, array[int]]] = defaultdict(lambda: defaultdict(_none))
        for number, of, length, told in self._documents:
            rows, field = held[of], Field(of)
            for times, found in told:
                posting = _rank(times, length, usual[field], slack.get(field, _SLACK)) * _NUMBER + number
                for term in _array(found):
                    rows[term].append(posting)
        terms = next(terms for spool in (self._terms or (),) for (terms,) in spool)
        fields = sorted(held.items())
        for term in sorted(range(len(terms)), key=terms.__getitem__):
            for of, rows in fields:
                if term in rows:
                    yield terms[term], of, *_parted(rows.pop(term))


_Waiting = tuple[int, int, int, list[tuple[int, bytes]]]
"""A document's number and field, how many terms it has, and as an array the numbers of those that it has so many times."""


def _none() -> "array[int]":
    return array("Q")


def _one_behind_the_other(rows: Sequence[Row]) -> Row:
    """The postings of rows of one term as one row, where those of each row are of later documents than those before."""
    if len(rows) == 1:
        return rows[0]
    by_place: dict[int, list[bytes]] = defaultdict(list)
    for _, _, numbers, places in rows:
        first = 0
        while first < len(places):
            behind = bisect_right(places, places[first], first)
            by_place[places[first]].append(numbers[4 * first : 4 * behind])
            first = behind
    told = [(place, b"".join(found)) for place, found in sorted(by_place.items())]
    weights = b"".join(bytes((place,)) * (len(found) // 4) for place, found in told)
    return *_OF_ROW(rows[0]), b"".join(found for _, found in told), weights


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
    length, loose = sum(counts.values()), slack.get(field, _SLACK)
    for term, times in counts.items():
        yield term, _rank(times, length, usual[field], loose)


@lru_cache(65536)
def _rank(times: int, length: int, usual: float, slack: float) -> int:
    return rank(saturated(times, length, usual, slack=slack))


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


def _parted(postings: Iterable[int]) -> tuple[bytes, bytes]:
    """Postings, heaviest first, as the last two columns of a row."""
    every = memoryview(array("Q", sorted(postings))).cast("B")
    return every.cast("I")[_LOW // 4 :: 2].tobytes(), every[_HIGH::8].tobytes()
