"""The records of a version that is built on, as they stand in its database, and those of the next one, of which most are the same: these stay
where they are, and no more than the others is written, looked at or compared.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final, TypeVar
from weakref import finalize

import msgspec

from extract.recordfile import Records, Row
from ontology.attested import whole
from ontology.records import AnyRecord, Record

Kind = TypeVar("Kind", bound=Record)
_DECODE: Final = msgspec.msgpack.Decoder(AnyRecord).decode
_ENCODE: Final = msgspec.msgpack.Encoder().encode


class Former:
    """The records of a version."""

    def __init__(self, database: Path) -> None:
        self._connection: Final = sqlite3.connect(f"{database.as_uri()}?mode=ro&immutable=1", uri=True)
        finalize(self, self._connection.close)

    def ids(self) -> Iterator[str]:
        """All ids, in order."""
        return (own for (own,) in self._connection.execute("SELECT id FROM node ORDER BY id"))

    def rows(self) -> Iterator[tuple[str, bytes, int]]:
        """All records in the order of their ids, as msgpack with the best of their evidence, and how many pieces more each has."""
        return self._connection.execute("SELECT id, record, more FROM node ORDER BY id")

    def of_kind(self, kind: type[Kind]) -> Iterator[Kind]:
        """The records of a class, whose ids begin with its name, with the best of their evidence."""
        decode, name = msgspec.msgpack.Decoder(kind).decode, kind.__name__.lower()
        return (
            decode(data)
            for (data,) in self._connection.execute(f"{_RECORD} id >= ? AND id < ?", (f"{name}-", f"{name}."))
        )

    def get(self, own: str) -> AnyRecord | None:
        """The record of an id, with the best of its evidence."""
        found = self._connection.execute(f"{_RECORD} id = ?", (own,)).fetchone()
        record: AnyRecord | None = found and _DECODE(found[0])
        return record

    def found(self, own: str) -> tuple[bytes, int] | None:
        """A row of an id, as `rows` gives it."""
        row: tuple[bytes, int] | None = self._connection.execute(
            "SELECT record, more FROM node WHERE id = ?", (own,)
        ).fetchone()
        return row

    def whole(self, data: bytes, more: int) -> AnyRecord:
        """A record of a row with all of its evidence."""
        held: Any = whole(_DECODE(data), more, self._evidence)
        record: AnyRecord = msgspec.structs.replace(held, evidence=tuple(held.evidence)) if more else held
        return record

    def _evidence(self, own: str, nth: int) -> bytes:
        wanted = "SELECT pieces FROM evidence WHERE id = ? AND nth = ?"
        return bytes(self._connection.execute(wanted, (own, nth)).fetchone()[0])


_RECORD: Final = "SELECT record FROM node WHERE"


class Overlaid(Records):
    """Records in the order of their ids: those that are `told`, in order, and of a version before those that are `taken` over, of which those are
    told that are otherwise. `gone`: the ids of those that were and are no more."""

    def __init__(self, told: Iterable[Row], taken: Iterable[str], former: Former) -> None:
        super().__init__(told)
        self.former: Final = former
        fresh = {own for own, _ in super().rows()}
        gone: list[str] = []
        known, size, coming = frozenset(fresh), 0, iter(taken)
        staying = next(coming, None)
        for own in former.ids():
            size += 1
            fresh.discard(own)
            if own == staying:
                staying = next(coming, None)
            elif own not in known:
                gone.append(own)
        assert staying is None, f"the version before lacks {staying}"
        self.gone: Final = frozenset(gone)
        self._all: Final = size - len(gone) + len(fresh)

    def told(self) -> Iterator[Row]:
        """Those that are told, each with its id."""
        return super().rows()

    def __len__(self) -> int:
        return self._all

    def encoded(self) -> Iterator[bytes]:
        return (data for _, data in self.rows())

    def rows(self) -> Iterator[Row]:
        coming = self.told()
        now = next(coming, None)
        for own, data, more in self.former.rows():
            while now is not None and now[0] < own:
                yield now
                now = next(coming, None)
            if now is not None and now[0] == own:
                yield now
                now = next(coming, None)
            elif own not in self.gone:
                yield own, _ENCODE(self.former.whole(data, more)) if more else data
        if now is not None:
            yield now
            yield from coming

    def _from(self, index: int) -> Iterator[AnyRecord]:
        return map(_DECODE, islice(self.encoded(), index, None))

    def _found(self, own: str) -> AnyRecord | None:
        return super()._found(own) or (None if own in self.gone else self.former.get(own))
