"""Which operations apply to an order: all of them by verdict, then label, then id; worked out once for what is given."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, cast

from graph_api.applicability import Outcome, judged, verdict
from graph_api.deadline import pieces
from graph_api.errors import bad_input
from graph_api.given import relations
from graph_api.snapshot import Slice, Snapshot
from ontology import layout
from ontology.kinds import Verdict
from ontology.layout import subset
from ontology.logic import Given, Literal
from ontology.records import Feature

ORDER: Final = (Verdict.ALLOWED, Verdict.CONDITIONAL, Verdict.CONFLICTING, Verdict.FORBIDDEN, Verdict.UNSTATED)
DEFAULT: Final = tuple(one for one in ORDER if one is not Verdict.UNSTATED)

_KEPT: Final = 128
"""For how many orders the verdicts are kept, a byte for each operation."""


@dataclass(frozen=True, slots=True)
class Operations:
    """Rows that can be paged: the outcomes for what is given. `ranks` holds for each operation, by label and id, the place of
    its verdict in ORDER."""

    snapshot: Snapshot
    given: Given
    ranks: bytes
    wanted: tuple[int, ...]

    def size(self) -> int:
        """How many there are of the verdicts that are wanted."""
        return sum(self.ranks.count(rank) for rank in self.wanted)

    def page(
        self, limit: int, *, after: bytes | None, before: bytes | None, backward: bool
    ) -> list[tuple[bytes, Outcome]]:
        """At most `limit` rows between two cursors' keys."""
        keys, ids = self.snapshot.once(_listed)
        low = self._split(after) if after is not None else None
        high = self._split(before) if before is not None else None
        found: list[tuple[bytes, Outcome]] = []
        for rank, at in self._places(low, high, backward=backward):
            if len(found) == limit:
                break
            feature = cast(Feature, self.snapshot.get(ids[at]))
            found.append((b"%d\x00%b" % (rank, keys[at]), judged(self.snapshot, feature, self.given)))
        return found[::-1] if backward else found

    def _places(
        self, low: tuple[int, bytes] | None, high: tuple[int, bytes] | None, *, backward: bool
    ) -> Iterator[tuple[int, int]]:
        """Rank and index of each row strictly between two keys, in order or from the end."""
        keys, _ = self.snapshot.once(_listed)
        for rank in reversed(self.wanted) if backward else self.wanted:
            start, stop = 0, len(keys)
            if low is not None and rank <= low[0]:
                start = bisect_right(keys, low[1]) if rank == low[0] else stop
            if high is not None and rank >= high[0]:
                stop = bisect_left(keys, high[1]) if rank == high[0] else 0
            at = self.ranks.rfind(rank, start, stop) if backward else self.ranks.find(rank, start, stop)
            while at >= 0:
                yield rank, at
                at = self.ranks.rfind(rank, start, at) if backward else self.ranks.find(rank, at + 1, stop)

    def _split(self, key: bytes) -> tuple[int, bytes]:
        rank, _, rest = key.partition(b"\x00")
        if len(rank) != 1 or not rank.isdigit() or int(rank) >= len(ORDER):
            raise bad_input("this cursor is none of ours")
        return int(rank), rest


def operations(snapshot: Snapshot, given: Given, verdicts: Collection[Verdict] | None) -> Operations:
    """The operations with these verdicts; all but UNSTATED where none are asked for."""
    wanted = DEFAULT if verdicts is None else verdicts
    ranks = tuple(rank for rank, one in enumerate(ORDER) if one in wanted)
    return Operations(snapshot, given, snapshot.once(_ranks)(given.literals), ranks)


def _listed(snapshot: Snapshot) -> tuple[list[bytes], list[str]]:
    rows = snapshot.page(Slice(subset(layout.FEATURES, "operation", "true")), -1)
    return [key for key, _ in rows], [own for _, own in rows]


def _ranks(snapshot: Snapshot) -> Callable[[tuple[Literal, ...]], bytes]:
    """From what is given to the place of each operation's verdict in ORDER."""

    def find(literals: tuple[Literal, ...]) -> bytes:
        given = Given(literals, relations(snapshot))
        _, ids = snapshot.once(_listed)
        return bytes(ORDER.index(verdict(snapshot, own, given)) for piece in pieces(ids) for own in piece)

    return lru_cache(maxsize=_KEPT)(find)
