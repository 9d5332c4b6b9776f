"""What each entry came to beside others, kept for the next build: its records and what its rules say. An entry that says what it said, whose places and
functions are those that they were, comes to the same, so that it is neither read from its facts nor told anew.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Final

import msgspec

from extract.constraints import GatheredRules, Said
from extract.contradictions import Told
from extract.former import Former, Overlaid
from extract.functions import Functions
from extract.menus import Menus
from extract.recordfile import Records, Row
from extract.spool import Sorter, Spool, encoded_rows
from ontology import layout
from ontology.attested import HELD
from ontology.literals import Relations
from ontology.records import AnyRecord, Concept, Conflict, Procedure

_AT_ONCE: Final = 100_000
"""How many ids are sorted at once."""


class Settled(msgspec.Struct, frozen=True, array_like=True):
    """The hash of all that the records of an entry follow from (`mark`), the ids of these, and its rules; `explained`: functions, each with a
    procedure for it; `lasts`: whether that is all that it comes to, and a version holds its records as they are, so that they can be taken over."""

    mark: bytes
    records: tuple[str, ...]
    rules: tuple[Said, ...]
    explained: tuple[tuple[str, str], ...]
    lasts: bool


_Kept = tuple[str, Settled]
"""An entry's id, and what it came to."""

_DECODE: Final = msgspec.msgpack.Decoder(_Kept).decode


class SettledEntries:
    """What entries came to in a version before, asked for in the order of their ids, and what they come to now. Without a version nothing
    is known of any."""

    def __init__(self, former: Path | None = None) -> None:
        file = former and former / layout.FACTS / layout.SETTLED
        known = former if file and file.exists() else None
        self._former: Final = Former(known / layout.DATABASE) if known else None
        self._coming: Final[Iterator[bytes]] = encoded_rows(file) if file and known else iter(())
        self._next: tuple[bytes, _Kept] | None = self._following()
        self._restated: Final[set[str]] = set()
        self._taken: Final = Sorter[tuple[str]](tuple[str], _AT_ONCE)
        self.now: Final = Spool[_Kept](_Kept)

    def _following(self) -> tuple[bytes, _Kept] | None:
        data = next(self._coming, None)
        return None if data is None else (data, _DECODE(data))

    def _pass_over(self, before: str | None = None) -> None:
        """What entries came to that come to something else now or are no more: those before an id, or all that are left."""
        while self._next is not None and (before is None or self._next[1][0] < before):
            self._restated.update(own for own, *_ in self._next[1][1].rules)
            self._next = self._following()

    def found(self, entry: str, mark: bytes) -> Settled | None:
        """What the entry came to, where it comes to the same; its records are taken over, and its rules where nobody says them otherwise."""
        self._pass_over(entry)
        if self._next is None:
            return None
        data, (own, one) = self._next
        if own != entry or one.mark != mark or not one.lasts:
            return None
        self._taken.put(chain(((record,) for record in one.records), (said[:1] for said in one.rules)))
        self.now.put_encoded(data)
        self._next = self._following()
        return one

    def put(self, entry: str, settled: Settled) -> None:
        """One more entry that comes to something else now."""
        self.now.put((entry, settled))
        if self._former is not None:
            self._restated.update(own for own, *_ in settled.rules)

    def rules(self) -> GatheredRules:
        """What all entries say of the rules that are not taken over; to be asked, as all below, when all entries are there."""
        self._pass_over()
        rules = GatheredRules(None if self._former is None else self._restated)
        for _, one in self.now:
            rules.put(one.rules)
        return rules

    def told(self) -> Told | None:
        """What the version told of rules that contradict each other."""
        if self._former is None:
            return None
        relations = Relations.of(self._former.of_kind(Concept))
        return Told(frozenset(self._restated), tuple(self._former.of_kind(Conflict)), relations, self._former)

    def records(self, told: Iterable[Row]) -> Records:
        """Those that are told, in the order of their ids, and those that are taken over."""
        return Records(told) if self._former is None else Overlaid(told, (own for (own,) in self._taken), self._former)


def mark_of(entry: str, told: Iterable[bytes], forest: Menus, known: Functions) -> bytes:
    """The hash of all that the records of an entry follow from: what is `told` of it, and what its places and functions are."""
    digest = hashlib.sha256()
    for data in told:
        digest.update(len(data).to_bytes(8) + data)
    names: list[str] = []
    for ids in (forest.path_of, known.feature_of):
        nth = 0
        while own := ids.get((entry, nth)):
            names.append(own)
            nth += 1
        names.append(" ")
    digest.update("".join(names).encode())
    return digest.digest()


def settled(mark: bytes, records: Sequence[AnyRecord], rules: Sequence[Said], *, lasts: bool) -> Settled:
    """What an entry comes to; `lasts`: whether it comes to no more than these."""
    explained = ((one.feature, one.id) for one in records if isinstance(one, Procedure) and one.feature)
    held = all(len(getattr(record, "evidence", ())) <= HELD for record in records)
    return Settled(mark, tuple(record.id for record in records), tuple(rules), tuple(explained), lasts and held)
