"""Evidence beyond what a record holds itself: a system's name or a common status rests on as many words as the corpus has entries, and who
asks for such a thing wants the best few of them.

Written as rows of `layout.EVIDENCE` by who publishes; given back as a sequence that reads a row when its words are wanted.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, Final, overload

import msgspec

from ontology.records import AnyRecord, Constraint, Evidence

HELD: Final = 32
"""How many pieces of evidence, the best, a record holds itself."""
ROW: Final = 64
"""How many pieces a row holds."""

_DECODE: Final = msgspec.msgpack.Decoder(tuple[Evidence, ...]).decode
_ENCODE: Final = msgspec.msgpack.Encoder().encode

_FIRST: Final = ("path.arrow", "path.dash", "path.clicks", "feature.topic")
"""The rules whose evidence comes before that of all others, in this order."""
_RANKS: Final = {rule: nth for nth, rule in enumerate(_FIRST)}
_LAST: Final = len(_FIRST)

Row = tuple[str, int, bytes]
"""The id of a record, the number of the row among its rows, and the pieces."""

Order = Callable[[Evidence], tuple[int, str]]
"""A key that evidence is sorted by."""


def rank(rule: str) -> int:
    """How good the evidence is that a rule read: less is better."""
    return _RANKS.get(rule, _LAST)


def best_first(evidence: Evidence) -> tuple[int, str, str, int, int, str]:
    """The key of the order that evidence of a thing stands in."""
    return _RANKS.get(evidence.rule, _LAST), evidence.entry, evidence.field, evidence.start, evidence.end, evidence.rule


def within(record: AnyRecord, entry: str) -> tuple[Evidence, ...]:
    """What of a record's evidence stands in an entry, in the order of the record; of rows those alone are read in which it may be."""
    evidence: Sequence[Evidence] = getattr(record, "evidence", ())
    if isinstance(evidence, Attested):
        return tuple(evidence.within(entry, _order(record)))
    return tuple(one for one in evidence if one.entry == entry)


def _order(record: AnyRecord) -> Order:
    """By what the evidence of a record is sorted first: that of a rule by entry, that of all else by rank and entry."""
    if isinstance(record, Constraint):
        return lambda one: (0, one.entry)
    return lambda one: (_RANKS.get(one.rule, _LAST), one.entry)


def parted(record: AnyRecord) -> tuple[AnyRecord, int, list[Row]]:
    """A record with the evidence that it holds itself, how many pieces more there are, and the rows of these."""
    evidence: tuple[Evidence, ...] = getattr(record, "evidence", ())
    more = evidence[HELD:]
    if not more:
        return record, 0, []
    places = list(map(_order(record), evidence))
    assert places == sorted(places), f"the evidence of {record.id} is not in order"
    rows = [(record.id, nth, _ENCODE(more[at : at + ROW])) for nth, at in enumerate(range(0, len(more), ROW))]
    return msgspec.structs.replace(record, evidence=evidence[:HELD]), len(more), rows


def whole(record: AnyRecord, more: int, row: Callable[[str, int], bytes]) -> AnyRecord:
    """The record of `parted` again, with all of its evidence in reach; `row` gives a row by id and number."""
    if not more:
        return record
    held: Any = record
    return msgspec.structs.replace(record, evidence=Attested(held.evidence, more, lambda nth: row(record.id, nth)))


class Attested(Sequence[Evidence]):
    """Evidence, best first: `held`, and `more` pieces in rows that `row` gives."""

    __slots__ = ("_held", "_row", "_size")

    def __init__(self, held: tuple[Evidence, ...], more: int, row: Callable[[int], bytes]) -> None:
        self._held: Final = held
        self._row: Final = row
        self._size: Final = len(held) + more

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[Evidence]:
        return self._from(0)

    @overload
    def __getitem__(self, index: int) -> Evidence: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Evidence, ...]: ...

    def __getitem__(self, index: int | slice) -> Evidence | tuple[Evidence, ...]:
        wanted = range(self._size)[index]
        if isinstance(wanted, int):
            return next(self._from(wanted))
        if not wanted:
            return ()
        first, last = min(wanted), max(wanted)
        found = tuple(islice(self._from(first), last + 1 - first))
        return tuple(found[place - first] for place in wanted)

    def _from(self, place: int) -> Iterator[Evidence]:
        """The pieces from one on."""
        yield from self._held[place:]
        nth, skipped = divmod(max(0, place - len(self._held)), ROW)
        while len(self._held) + nth * ROW < self._size:
            yield from _DECODE(self._row(nth))[skipped:]
            nth, skipped = nth + 1, 0

    def within(self, entry: str, order: Order) -> Iterator[Evidence]:
        """The pieces that stand in an entry; the sequence is sorted by `order`."""
        rows: dict[int, tuple[Evidence, ...]] = {}

        def piece(place: int) -> Evidence:
            if place < len(self._held):
                return self._held[place]
            nth, inside = divmod(place - len(self._held), ROW)
            if nth not in rows:
                rows[nth] = _DECODE(self._row(nth))
            return rows[nth][inside]

        for kind in range(_LAST + 1):
            wanted = (kind, entry)
            place = bisect_left(range(self._size), wanted, key=lambda one: order(piece(one)))
            while place < self._size and order(piece(place)) == wanted:
                yield piece(place)
                place += 1

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Attested | tuple) and len(self) == len(other) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash((self._held, self._size))
