"""Which operations apply to an order: all of them by verdict, then label, then id; judged as far as a page of them needs.

What is given turns the verdicts on those operations alone that have a rule on something it bears on; the others stand as they do where nothing
is given. So an operation is judged once for a version, and once more for each order that may turn it, when a page comes by it.
"""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from time import sleep
from typing import Final, cast

from graph_api.applicability import Outcome, judged, verdict
from graph_api.deadline import check
from graph_api.errors import bad_input
from graph_api.given import relations
from graph_api.snapshot import Slice, Snapshot
from ontology import layout
from ontology.kinds import ConceptScheme, Verdict
from ontology.layout import subset
from ontology.logic import Given, Literal
from ontology.records import Concept, Feature

ORDER: Final = (Verdict.ALLOWED, Verdict.CONDITIONAL, Verdict.CONFLICTING, Verdict.FORBIDDEN, Verdict.UNSTATED)
DEFAULT: Final = tuple(one for one in ORDER if one is not Verdict.UNSTATED)

_KEPT: Final = 128
"""For how many orders the verdicts are kept, a byte for each operation."""
_RUN: Final = 256
"""Of how many operations, one behind the other, it is looked up together which of them may be turned."""
_CHECKED: Final = 64
"""How many are judged between two looks at the clock."""
_AT_ONCE, _PAUSE = 16, 0.005
"""How many are judged behind the first answers between two pauses, and seconds of one."""
_UNSEEN, _SAME, _TURNED = 255, 254, 253
"""In place of a verdict: not looked up; as where nothing is given; to be judged."""
_OPEN: Final = (_UNSEEN, _SAME, _TURNED)
_AS_GIVEN_NOTHING: Final = bytes(code if code < len(ORDER) else _SAME for code in range(256))


class Verdicts:
    """The verdicts on all operations, by label and id, for what is given: each the place of it in ORDER, found out when it is asked for.

    `plain`: those where nothing is given; None where these are they.
    """

    def __init__(self, snapshot: Snapshot, given: Given, plain: "Verdicts | None") -> None:
        self.keys, self._ids = snapshot.once(_listed)
        self._snapshot = snapshot
        self._given = given
        self._plain = plain
        self._codes = bytearray([_UNSEEN]) * len(self.keys)
        self._turning = None if plain is None else _turning(snapshot, given)
        self._judged = 0

    def rank(self, at: int) -> int:
        """The place in ORDER of the verdict on one of them."""
        if self._codes[at] == _UNSEEN:
            self._look_up(at // _RUN * _RUN)
        code = self._codes[at]
        if code in _OPEN:
            same = self._plain if code == _SAME else None
            code = self._codes[at] = same.rank(at) if same is not None else self._judge(at)
        return code

    def places(self, rank: int, start: int, stop: int, *, backward: bool) -> Iterator[int]:
        """Those from `start` to `stop` whose verdict has a place in ORDER, in order or from the end."""
        while (at := self._nearest(rank, start, stop, backward=backward)) >= 0:
            if self.rank(at) == rank:
                yield at
            start, stop = (start, at) if backward else (at + 1, stop)

    def count(self, ranks: Collection[int]) -> int:
        """How many have one of these verdicts; all are judged for it."""
        for code in _OPEN:
            at = 0
            while (at := self._codes.find(code, at)) >= 0:
                self.rank(at)
        return sum(self._codes.count(rank) for rank in ranks)

    def feature(self, at: int) -> Feature:
        return cast(Feature, self._snapshot.get(self._ids[at]))

    def _nearest(self, rank: int, start: int, stop: int, *, backward: bool) -> int:
        """The first (or last) that has this verdict or may have it; -1 where there is none."""
        found = -1
        for code in (rank, *_OPEN):
            at = self._codes.rfind(code, start, stop) if backward else self._codes.find(code, start, stop)
            if at >= 0:
                found, start, stop = (at, at + 1, stop) if backward else (at, start, at)
        return found

    def _look_up(self, start: int) -> None:
        """Tells apart, of a run, those that may be turned and the others."""
        stop = min(start + _RUN, len(self.keys))
        if self._plain is None or self._turning is None:
            self._codes[start:stop] = bytes([_TURNED]) * (stop - start)
            return
        self._codes[start:stop] = self._plain._codes[start:stop].translate(_AS_GIVEN_NOTHING)
        for (key,) in self._snapshot.rows(
            "SELECT key FROM listing WHERE list IN (SELECT value FROM json_each(?)) AND key BETWEEN ? AND ?",
            (json.dumps(self._turning), self.keys[start], self.keys[stop - 1]),
        ):
            at = bisect_left(self.keys, key, start, stop)
            if self.keys[at] == key:
                self._codes[at] = _TURNED

    def _judge(self, at: int) -> int:
        self._judged += 1
        if self._judged % _CHECKED == 0:
            check()
        return ORDER.index(verdict(self._snapshot, self._ids[at], self._given))


@dataclass(frozen=True, slots=True)
class Operations:
    """Rows that can be paged: the outcomes for what is given, of the verdicts whose places in ORDER are wanted."""

    snapshot: Snapshot
    given: Given
    verdicts: Verdicts
    wanted: tuple[int, ...]

    def size(self) -> int:
        """How many there are of the verdicts that are wanted."""
        return self.verdicts.count(self.wanted)

    def page(
        self, limit: int, *, after: bytes | None, before: bytes | None, backward: bool
    ) -> list[tuple[bytes, Outcome]]:
        """At most `limit` rows between two cursors' keys."""
        low = _split(after) if after is not None else None
        high = _split(before) if before is not None else None
        found = [
            (b"%d\x00%b" % (rank, self.verdicts.keys[at]), judged(self.snapshot, self.verdicts.feature(at), self.given))
            for rank, at in islice(self._places(low, high, backward=backward), limit)
        ]
        return found[::-1] if backward else found

    def _places(
        self, low: tuple[int, bytes] | None, high: tuple[int, bytes] | None, *, backward: bool
    ) -> Iterator[tuple[int, int]]:
        """Rank and index of each row strictly between two keys, in order or from the end."""
        keys = self.verdicts.keys
        for rank in reversed(self.wanted) if backward else self.wanted:
            start, stop = 0, len(keys)
            if low is not None and rank <= low[0]:
                start = bisect_right(keys, low[1]) if rank == low[0] else stop
            if high is not None and rank >= high[0]:
                stop = bisect_left(keys, high[1]) if rank == high[0] else 0
            for at in self.verdicts.places(rank, start, stop, backward=backward):
                yield rank, at


def operations(snapshot: Snapshot, given: Given, verdicts: Collection[Verdict] | None) -> Operations:
    """The operations with these verdicts; all but UNSTATED where none are asked for."""
    wanted = DEFAULT if verdicts is None else verdicts
    ranks = tuple(rank for rank, one in enumerate(ORDER) if one in wanted)
    return Operations(snapshot, given, snapshot.once(_verdicts)(given.literals), ranks)


def prepare(snapshot: Snapshot) -> None:
    """Judges all operations where nothing is given, a few at a time, so that whoever asks meanwhile hardly waits."""
    plain = snapshot.once(_plain)
    for at in range(len(plain.keys)):
        plain.rank(at)
        if at % _AT_ONCE == 0:
            sleep(_PAUSE)


def _split(key: bytes) -> tuple[int, bytes]:
    rank, _, rest = key.partition(b"\x00")
    if len(rank) != 1 or not rank.isdigit() or int(rank) >= len(ORDER):
        raise bad_input("this cursor is none of ours")
    return int(rank), rest


def _listed(snapshot: Snapshot) -> tuple[list[bytes], list[str]]:
    rows = snapshot.page(Slice(subset(layout.FEATURES, "operation", "true")), -1)
    return [key for key, _ in rows], [own for _, own in rows]


def _plain(snapshot: Snapshot) -> Verdicts:
    """The verdicts where nothing is given."""
    return Verdicts(snapshot, Given((), relations(snapshot)), None)


def _verdicts(snapshot: Snapshot) -> Callable[[tuple[Literal, ...]], Verdicts]:
    """From what is given to the verdicts."""

    def find(literals: tuple[Literal, ...]) -> Verdicts:
        plain = snapshot.once(_plain)
        return Verdicts(snapshot, Given(literals, relations(snapshot)), plain) if literals else plain

    return lru_cache(maxsize=_KEPT)(find)


def _turning(snapshot: Snapshot, given: Given) -> list[str] | None:
    """The listings of the features that what is given may turn; None: it may turn any, for a role has rules of its own."""
    holding = (snapshot.get(own) for own in given.holding)
    if any(isinstance(one, Concept) and one.scheme is ConceptScheme.ROLE for one in holding):
        return None
    concepts = {own for one in given.literals for own in given.relations.bearing_on(one.concept)}
    return sorted(subset(layout.FEATURES, "concept", own) for own in concepts)
