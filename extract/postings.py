"""Which documents have a term and how much it says of each, gathered in bounded memory: postings that are too many to be held wait
on disk.

A version keeps all postings of a term for the next build, which takes those of changed documents out and puts others in.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
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
_USUAL: Final[Mapping[Field, float]] = {
    Field.TITLE: 24,
    Field.BODY: 320,
    Field.PASSAGE: 60,
    Field.FEATURE: 12,
    Field.MENU_NODE: 11,
    Field.CONCEPT: 10,
    Field.TERM: 10,
    Field.CONSTRAINT: 36,
    Field.PROCEDURE: 140,
}
"""How many terms a document of each field usually has in help centres. So what a term says of a text is the same whatever other texts there are:
one more among many makes nothing else weigh otherwise."""

Row = tuple[str, int, bytes, bytes]
"""A term, its field, the numbers of the documents that have it as an array, heaviest first and of one weight the first documents, and
the rank of its weight in each, a byte a document."""

TermRow = tuple[str, int, int, bytes]
"""A row of the table of terms: how many documents have it, and the heaviest of them, packed."""

Size = tuple[int, int, int]
"""A field, how many documents it has, and how many terms those have together."""

Counted = tuple[int, list[tuple[int, bytes]]]
"""How many terms a document has, and as an array the numbers of those that it has so many times."""

_Waiting = tuple[list[str], list[tuple[int, int, Counted]]]
"""The terms of a piece, and its documents: number, field, and what is counted."""

Held = dict[str, "array[int]"]
"""Postings by term, as numbers: those that come first are the heaviest, and of one weight those of the first documents."""

_OF_ROW: Final[Callable[[Row], tuple[str, int]]] = itemgetter(0, 1)


def counted(numbers: Sequence[int]) -> Counted:
    """A document by the numbers of its terms, each as often as it has the term."""
    if len(set(numbers)) == len(numbers):
        return len(numbers), [(1, array("I", numbers).tobytes())]
    counts = Counter(numbers)
    by_times = {1: array("I", compress(counts, map((1).__eq__, counts.values())))}
    for one, times in counts.items():
        if times > 1:
            by_times.setdefault(times, array("I")).append(one)
    return len(numbers), [(times, found.tobytes()) for times, found in by_times.items()]


class Postings:
    """Takes the terms of documents; gives a row for each term. `at_once`: how many postings are held in
    memory."""

    def __init__(self, slack: Mapping[Field, float], *, at_once: int = _AT_ONCE) -> None:
        self._at_once: Final = at_once
        self._slack: Final = slack
        self._lengths: Final[dict[Field, tuple[int, int]]] = {}
        self._waiting: Final = Spool[_Waiting](_Waiting)

    def put(self, terms: Sequence[str], documents: Sequence[tuple[int, Field, Counted]]) -> None:
        """The documents of a piece: their numbers, which are greater than those before, their fields, and what the piece tells of them."""
        for _, field, (length, _) in documents:
            total, before = self._lengths.get(field, (0, 0))
            self._lengths[field] = total + length, before + 1
        self._waiting.put((list(terms), [(number, int(field), told) for number, field, told in documents]))

    def sizes(self) -> list[Size]:
        """How many documents there are of each field, and terms in them."""
        return sorted((int(field), documents, total) for field, (total, documents) in self._lengths.items())

    def rows(self) -> Iterator[Row]:
        """A row for each term of each field, in their order."""
        runs: list[Spool[Row]] = []
        held: dict[Field, Held] = defaultdict(lambda: defaultdict(_none))
        size = 0
        for terms, documents in self._waiting:
            size += self._weigh(held, terms, documents)
            if size >= self._at_once:
                runs.append(Spool[Row](Row))
                for row in settled(held):
                    runs[-1].put(row)
                held.clear()
                size = 0
        if not runs:
            yield from settled(held)
            return
        for _, rows in groupby(merge(*runs, settled(held), key=_OF_ROW), key=_OF_ROW):
            yield _one_behind_the_other(list(rows))

    def _weigh(
        self,
        held: Mapping[Field, Held],
        terms: Sequence[str],
        documents: Iterable[tuple[int, int, Counted]],
    ) -> int:
        """Puts the documents of a piece to their terms; gives how many postings these are."""
        rows = {field: _Rows(terms, held[field]) for field in _USUAL}
        size = 0
        for number, of, (length, told) in documents:
            field = Field(of)
            of_field = rows[field]
            for times, found in told:
                posting = _rank(times, length, _USUAL[field], self._slack.get(field, _SLACK)) * _NUMBER + number
                for term in _array(found):
                    of_field[term].append(posting)
                size += len(found) // 4
        return size


class _Rows(dict[int, "array[int]"]):
    """What is held for the terms of a piece, by their numbers there."""

    def __init__(self, terms: Sequence[str], held: "Held") -> None:
        super().__init__()
        self._terms: Final = terms
        self._held: Final = held

    def __missing__(self, term: int) -> "array[int]":
        row = self[term] = self._held[self._terms[term]]
        return row


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


def postings_of(
    number: int, field: Field, counts: Mapping[str, int], slack: Mapping[Field, float]
) -> Iterator[tuple[str, int]]:
    """Each term of a document with its posting; `number`: that of the document."""
    length, loose = sum(counts.values()), slack.get(field, _SLACK)
    known = {times: posting(number, _rank(times, length, _USUAL[field], loose)) for times in {*counts.values()}}
    return zip(counts, map(known.__getitem__, counts.values()), strict=True)


@lru_cache(65536)
def _rank(times: int, length: int, usual: float, slack: float) -> int:
    return rank(saturated(times, length, usual, slack=slack))


def posting(number: int, place: int) -> int:
    """A document by its number and the rank of a term's weight in it, in the order of postings."""
    return place * _NUMBER + number


def settled(held: Mapping[Field, Held]) -> Iterator[Row]:
    """Rows of what is held, in order."""
    for term, field in sorted((term, field) for field, terms in held.items() for term in terms):
        yield term, int(field), *_parted(held[field][term])


def shortened(row: Row, most: int) -> TermRow:
    """The row of the table of terms: the `most` heaviest."""
    term, field, numbers, places = row
    return term, field, len(places), packed(_array(numbers[: 4 * most]), places[:most])


def changed(row: Row, gone: Iterable[int], new: Iterable[int]) -> Row:
    """A row of a term without some postings, which it has, and with others; both are few."""
    term, field, numbers, places = row
    every = memoryview(numbers).cast("I")
    told: list[bytes] = []
    weights: list[bytes] = []
    behind = first = last = 0
    known = -1
    for turn in sorted([*(2 * one for one in new), *(2 * one + 1 for one in gone)]):
        place, number = divmod(turn >> 1, _NUMBER)
        if place != known:
            first, last, known = bisect_left(places, place, last), bisect_right(places, place, last), place
        at = first = bisect_left(every, number, first, last)
        told.append(numbers[4 * behind : 4 * at])
        weights.append(places[behind:at])
        behind = at
        if turn & 1:
            behind += 1
        else:
            told.append(number.to_bytes(4, byteorder))
            weights.append(place.to_bytes(1))
    return term, field, b"".join((*told, numbers[4 * behind :])), b"".join((*weights, places[behind:]))


def row_of(term: str, field: int, postings: Iterable[int]) -> Row:
    """The row of a term with some postings."""
    return term, field, *_parted(postings)


def _array(data: bytes) -> "array[int]":
    numbers = array("I")
    numbers.frombytes(data)
    return numbers


def _parted(postings: Iterable[int]) -> tuple[bytes, bytes]:
    """Postings, heaviest first, as the last two columns of a row."""
    return _columns(array("Q", sorted(postings)))


def _columns(postings: "array[int]") -> tuple[bytes, bytes]:
    """Sorted postings as the last two columns of a row."""
    every = memoryview(postings).cast("B")
    return every.cast("I")[_LOW // 4 :: 2].tobytes(), every[_HIGH::8].tobytes()
