"""A published version, opened for reading: records by id, listings in key order, names. Read-only; shared by all requests."""

import json
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeVar, cast

import msgspec

from graph_api.deadline import is_long, pieces
from ontology import layout
from ontology.attested import whole
from ontology.iris import ONTOLOGY_VERSION
from ontology.records import AnyRecord
from ontology.wholeness import fault, seal_fault

T = TypeVar("T")

_KEPT_RECORDS: Final = 4096
_BEHIND: Final = 2.0
"""Seconds after a version is opened in which its first answers have the machine to themselves."""
_DECODER: Final = msgspec.msgpack.Decoder(AnyRecord)


class SnapshotError(Exception):
    """A graph folder holds no version that can be served; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Name:
    """A thing that a name names: its kind (the record's class), how (`layout.RANK_`), its id and label."""

    kind: str
    rank: int
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Slice:
    """Which rows of a listing: of `listing` those that are in one listing of each group, and whose words hold `text`."""

    listing: str
    groups: tuple[tuple[str, ...], ...] = ()
    words: tuple[str, ...] = ()


class _Rows:
    """What is read of a database and kept. It knows no snapshot: nothing that a version keeps holds the version, so that it is gone, its
    file closed, with the last request that answers from it, and not when Python looks for circles."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def record(self, own: str) -> AnyRecord | None:
        row = self._database.execute("SELECT record, more FROM node WHERE id = ?", (own,)).fetchone()
        return None if row is None else whole(_DECODER.decode(row[0]), row[1], self.pieces)

    def pieces(self, own: str, nth: int) -> bytes:
        """A row of the evidence of a record."""
        row = self._database.execute("SELECT pieces FROM evidence WHERE id = ? AND nth = ?", (own, nth)).fetchone()
        return bytes(row[0])

    def names(self, key: str) -> tuple[Name, ...]:
        rows = self._database.execute(
            "SELECT kind, rank, id, label FROM name WHERE key = ? ORDER BY rank, label, id", (key,)
        )
        return tuple(Name(*row) for row in rows)


class Snapshot:
    """One version of the graph. Raises SnapshotError where it cannot be read."""

    def __init__(self, version: Path) -> None:
        self.version = version
        try:
            self.manifest: dict[str, Any] = json.loads((version / layout.MANIFEST).read_text(encoding="utf-8"))
            found = self.manifest.get("format")
        except FileNotFoundError as error:
            raise SnapshotError(f"{version} holds no graph: build one with `helpgraph build`") from error
        except (OSError, ValueError, AttributeError) as error:
            raise SnapshotError(f"{version / layout.MANIFEST} cannot be read: {error}") from error
        if found != layout.FORMAT:
            raise SnapshotError(f"{version} is of format {found}, this program reads {layout.FORMAT}: build it anew")
        spoken = str(self.manifest.get("ontology", ONTOLOGY_VERSION))
        if spoken.partition(".")[0] != ONTOLOGY_VERSION.partition(".")[0]:
            remedy = "build it anew, or use the helpgraph that wrote it"
            raise SnapshotError(
                f"{version} is in version {spoken} of the ontology, this program reads {ONTOLOGY_VERSION}: {remedy}"
            )
        damage = seal_fault(self.manifest) or self.fault(thorough=False)
        if damage:
            raise SnapshotError(f"{version} is damaged: {damage}")
        uri = f"{(version / layout.DATABASE).resolve().as_uri()}?mode=ro&immutable=1"
        try:
            self._database = sqlite3.connect(uri, uri=True, check_same_thread=False)
            self._database.execute("SELECT value FROM meta LIMIT 1").fetchone()
        except sqlite3.Error as error:
            raise SnapshotError(f"{version / layout.DATABASE} cannot be read: {error}") from error
        self.id: str = self.manifest["snapshot"]
        self.base_iri: str = self.manifest["baseIri"]
        rows = _Rows(self._database)
        self.get = lru_cache(maxsize=_KEPT_RECORDS)(rows.record)
        self._names = lru_cache(maxsize=_KEPT_RECORDS)(rows.names)
        self._kept: dict[Callable[..., Any], Any] = {}

    def fault(self, *, thorough: bool) -> str | None:
        """What is wrong with its files (`wholeness.fault`); None where nothing is found."""
        return fault(self.version, self.manifest, thorough=thorough)

    def forget(self) -> None:
        """Lets go of all that was made of it; who still answers from it makes that again."""
        self._kept.clear()
        self.get.cache_clear()
        self._names.cache_clear()

    def close(self) -> None:
        """Lets go of the files."""
        self._database.close()

    def iri(self, own: str) -> str:
        """The IRI of a thing."""
        return self.base_iri + own

    def once(self, make: "Callable[[Snapshot], T]") -> T:
        """What is made of this version when it is first asked for, and kept as long as the version is."""
        found = self._kept.get(make)
        if found is None:
            found = self._kept[make] = make(self)
        return cast(T, found)

    def many(self, ids: Iterable[str]) -> list[AnyRecord]:
        """The records of ids that are in the graph, in the order given."""
        wanted = ids if isinstance(ids, tuple | list) else list(ids)
        if is_long(wanted):
            return [record for piece in pieces(wanted) for own in piece if (record := self.get(own)) is not None]
        return [record for own in wanted if (record := self.get(own)) is not None]

    def names(self, key: str, kinds: Sequence[str] = ()) -> list[Name]:
        """What a name's key (or an id) names, best rank first; of `kinds` alone where any are given."""
        return [name for name in self._names(key) if not kinds or name.kind in kinds]

    def rows(self, query: str, among: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query of ours; `{}` in it stands for the values of `among`, which are bound as one, so that SQLite plans the
        query once for any number of them."""
        given = (json.dumps(among),) if "{}" in query else tuple(among)
        return self._database.execute(query.format("SELECT value FROM json_each(?)"), given).fetchall()

    def labels(self, kinds: Sequence[str]) -> list[str]:
        """All labels of things of these kinds, to find the nearest of."""
        marks = ",".join("?" * len(kinds))
        query = (
            f"SELECT DISTINCT label FROM name WHERE kind IN ({marks}) AND rank >= {layout.RANK_LABEL} ORDER BY label"
        )
        return [row[0] for row in self._database.execute(query, tuple(kinds))]

    def size(self, part: Slice) -> int:
        """How many rows a slice has."""
        if not part.groups and not part.words:
            row = self._database.execute("SELECT size FROM listing_size WHERE list = ?", (part.listing,)).fetchone()
            return row[0] if row else 0
        where, values = _where(part)
        row = self._database.execute(f"SELECT count(*) FROM listing l WHERE {where}", values).fetchone()
        return int(row[0])

    def whole(self, part: Slice) -> list[AnyRecord]:
        """All records of a slice, in key order."""
        return self.many(own for _, own in self.page(part, -1))

    def page(
        self,
        part: Slice,
        limit: int,
        *,
        after: bytes | None = None,
        before: bytes | None = None,
        backward: bool = False,
    ) -> list[tuple[bytes, str]]:
        """At most `limit` keys and ids of a slice (-1: all) between two keys; `backward`: the last ones, still in key order."""
        where, values = _where(part)
        if after is not None:
            where, values = f"{where} AND l.key > ?", [*values, after]
        if before is not None:
            where, values = f"{where} AND l.key < ?", [*values, before]
        direction = "DESC" if backward else "ASC"
        query = f"SELECT l.key, l.id FROM listing l WHERE {where} ORDER BY l.key {direction} LIMIT ?"
        rows = self._database.execute(query, (*values, limit)).fetchall()
        return rows[::-1] if backward else rows


def _where(part: Slice) -> tuple[str, list[Any]]:
    """The condition of a slice in SQL; values are bound, never written into it."""
    clauses, values = ["l.list = ?"], [part.listing]
    for group in part.groups:
        marks = ",".join("?" * len(group))
        clauses.append(f"EXISTS (SELECT 1 FROM listing m WHERE m.list IN ({marks}) AND m.id = l.id)")
        values += group
    if part.words:
        clauses.append("l.id IN (SELECT w.id FROM words w WHERE words MATCH ?)")
        values.append(" ".join('"' + word.replace('"', '""') + '"' for word in part.words))
    return " AND ".join(clauses), values


class Published:
    """A graph folder whose current version is served; a new one is opened when it is published.

    A version that is damaged is never served: the one that was served before it is, or the newest one that is whole. With
    `thorough`, `behind` is done with each version in a thread of its own, behind the first answers: large files are looked through, and what
    is found then ends the serving of the version.
    """

    def __init__(self, directory: Path, *, thorough: bool = False) -> None:
        self.directory = directory
        self._thorough = thorough
        self.behind: list[Callable[[Snapshot], None]] = [self._look_through]
        self._link = os.fspath(directory / layout.CURRENT)
        self._target: str | None = None
        self._snapshot: Snapshot | None = None
        self._damaged: dict[Path, tuple[str, int]] = {}

    def snapshot(self) -> Snapshot:
        """The version to answer a request from. A request that began with an older one keeps it."""
        try:
            target = os.readlink(self._link)
        except OSError as error:
            if self._snapshot is not None:
                return self._snapshot
            raise SnapshotError(f"{self.directory} holds no graph: build one with `helpgraph build`") from error
        if self._snapshot is None or self._target != target or (self._damaged and self._mended()):
            before, self._snapshot = self._snapshot, self._opened((self.directory / target).resolve())
            self._target = target
            if before is not None and before is not self._snapshot:
                before.forget()
        return self._snapshot

    @property
    def fault(self) -> str | None:
        """Why the version that was published last is not the one that is served; None where it is."""
        told = self._damaged.get((self.directory / layout.CURRENT).resolve())
        return told[0] if told else None

    def _opened(self, version: Path) -> Snapshot:
        """This version; where it is damaged the one that is served, else the newest that is whole. Raises what is wrong with it."""
        held = self._snapshot
        spare = (held.version,) if held is not None else ()
        wrong: list[SnapshotError] = []
        for candidate in (version, *spare, *self._others(version)):
            try:
                if candidate in self._damaged:
                    raise SnapshotError(self._damaged[candidate][0])
                if held is not None and candidate == held.version:
                    return held
                opened = Snapshot(candidate)
            except SnapshotError as error:
                self._damaged[candidate] = (str(error), _written(candidate))
                wrong.append(error)
                continue
            if self._thorough:
                later = threading.Timer(_BEHIND, self._do_behind, (opened,))
                later.daemon = True
                later.start()
            return opened
        raise wrong[0]

    def _mended(self) -> bool:
        """Whether the version that was published last was damaged and has been written anew."""
        current = (self.directory / layout.CURRENT).resolve()
        if current in self._damaged and _written(current) != self._damaged[current][1]:
            del self._damaged[current]
            return True
        return False

    def _others(self, version: Path) -> list[Path]:
        """The other versions on disk, the newest first."""
        every = (path for path in version.parent.iterdir() if not path.name.startswith(".") and path != version)
        return sorted(every, key=lambda path: path.stat().st_mtime, reverse=True)

    def _do_behind(self, opened: Snapshot) -> None:
        for what in self.behind:
            what(opened)

    def _look_through(self, opened: Snapshot) -> None:
        damage = opened.fault(thorough=True)
        if damage:
            self._damaged[opened.version] = (f"{opened.version} is damaged: {damage}", _written(opened.version))
            self._target = None  # the next request opens another


def _written(version: Path) -> int:
    """What tells a version from one of the same id that was written later."""
    try:
        return version.stat().st_ino
    except OSError:
        return 0
