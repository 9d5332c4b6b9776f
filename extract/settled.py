"""What each entry came to beside others, kept for the next build: its records and what its rules say. An entry that says what it said, whose places and
functions are those that they were, comes to the same, so that it is neither read from its facts nor told anew.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

import msgspec

from extract.constraints import Said
from extract.contradictions import Told
from extract.functions import Functions
from extract.menus import Menus
from extract.recordfile import Row
from extract.spool import Sorter, Spool, encoded_rows
from ontology import layout
from ontology.attested import HELD
from ontology.literals import Relations
from ontology.records import AnyRecord, Procedure

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
_RECORD: Final = msgspec.msgpack.Decoder(AnyRecord).decode


class SettledEntries:
    """What entries came to in a version before, asked for in the order of their ids, and what they come to now. Without a version nothing
    is known of any."""

    def __init__(self, former: Path | None = None) -> None:
        file = former and former / layout.FACTS / layout.SETTLED
        known = former if file and file.exists() else None
        self._database: Final = known and known / layout.DATABASE
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
        """What the entry came to, where it comes to the same; its records are taken over."""
        self._pass_over(entry)
        if self._next is None:
            return None
        data, (own, one) = self._next
        if own != entry or one.mark != mark or not one.lasts:
            return None
        self._taken.put((record,) for record in one.records)
        self.now.put_encoded(data)
        self._next = self._following()
        return one

    def put(self, entry: str, settled: Settled) -> None:
        """One more entry that comes to something else now."""
        self.now.put((entry, settled))
        if self._database is not None:
            self._restated.update(own for own, *_ in settled.rules)

    def told(self) -> Told | None:
        """What the version told of rules that contradict each other; to be asked when all entries are there."""
        self._pass_over()
        if self._database is None:
            return None
        with closing(sqlite3.connect(f"{self._database.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            some = (map(_RECORD, _of_kind(connection, kind)) for kind in ("concept", "conflict"))
            concepts, conflicts = map(tuple, some)
        return Told(frozenset(self._restated), conflicts, Relations.of(concepts))

    def records(self) -> Iterator[Row]:
        """The records that are taken over, in the order of their ids, each with its id."""
        wanted = iter(self._taken)
        own = next(wanted, None)
        if self._database is None or own is None:
            return
        with closing(sqlite3.connect(f"{self._database.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            for other, data in connection.execute("SELECT id, record FROM node ORDER BY id"):
                if own is not None and other == own[0]:
                    yield other, data
                    own = next(wanted, None)
        assert own is None, f"{self._database} lacks {own}"


def _of_kind(connection: sqlite3.Connection, kind: str) -> Iterator[bytes]:
    """The records whose ids begin with a kind."""
    rows = connection.execute("SELECT record FROM node WHERE id >= ? AND id < ?", (f"{kind}-", f"{kind}."))
    return (data for (data,) in rows)


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
