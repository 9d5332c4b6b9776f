"""What came, went and changed since the version that was served before, as long as that one is kept beside this one.

Two versions of a thing differ where they say something else; that other texts bear it out is no change of it.
"""

import json
import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from graph_api import tables
from graph_api.asked_for import ChangeKind
from graph_api.snapshot import Snapshot, SnapshotError
from ontology import layout
from ontology.records import AnyRecord, Concept, Constraint, Entry, Feature, MenuNode, Procedure, Term

_TOLD: Final = (Entry, Feature, MenuNode, Concept, Constraint, Procedure, Term)
_BESIDE: Final = (
    "evidence", "sources", "place", "parts", "paths", "features", "concepts", "procedures", "terms", "constraints", "references",
    "children", "narrower",
)  # fmt: skip
"""What a record holds beside what it says."""
_DIFFERENT: Final = """
SELECT new.id, old.id FROM node new LEFT JOIN before.node old ON old.id = new.id WHERE old.id IS NULL OR old.record != new.record
UNION ALL
SELECT NULL, old.id FROM before.node old LEFT JOIN node new ON new.id = old.id WHERE new.id IS NULL
"""


@dataclass(frozen=True, slots=True)
class Change:
    """A thing that is other than it was; `was` and `now` are the thing in either version."""

    kind: ChangeKind
    label: str
    was: AnyRecord | None
    now: AnyRecord | None

    @property
    def thing(self) -> AnyRecord:
        """The thing as it is, or as it was where it is gone."""
        found = self.now or self.was
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class Changes:
    """Rows that can be paged: what changed, by kind of change and of thing, then by label."""

    keys: tuple[bytes, ...]
    rows: tuple[Change, ...]

    def size(self) -> int:
        return len(self.rows)

    def page(
        self, limit: int, *, after: bytes | None, before: bytes | None, backward: bool
    ) -> Sequence[tuple[bytes, Change]]:
        low = bisect_right(self.keys, after) if after is not None else 0
        high = bisect_left(self.keys, before) if before is not None else len(self.keys)
        low, high = (max(low, high - limit), high) if backward else (low, min(high, low + limit))
        return list(zip(self.keys[low:high], self.rows[low:high], strict=True))


def previous(snapshot: Snapshot) -> Snapshot | None:
    """The version that was built last before this one, if it is still beside it and can be read."""
    return snapshot.once(_previous)


def changes(snapshot: Snapshot) -> Changes:
    """What changed since then; nothing where there is no such version. Worked out once a version."""
    return snapshot.once(_changes)


def _previous(snapshot: Snapshot) -> Snapshot | None:
    own = _built(snapshot.version)
    older = [(built, version) for version in snapshot.version.parent.glob("*") if (built := _built(version)) < own]
    for _, version in sorted(older, reverse=True):
        try:
            return Snapshot(version)
        except SnapshotError:
            continue
    return None


def _built(version: Path) -> tuple[str, int]:
    """When a version was built, told to the second and by its folder; later than any where there is none."""
    try:
        told = json.loads((version / layout.MANIFEST).read_text(encoding="utf-8"))
        return str(told["builtAt"]), version.stat().st_mtime_ns
    except (OSError, ValueError, KeyError):
        return "~", 0


def _changes(snapshot: Snapshot) -> Changes:
    old = previous(snapshot)
    found = sorted(_found(snapshot, old), key=lambda pair: pair[0]) if old else []
    return Changes(tuple(key for key, _ in found), tuple(change for _, change in found))


def _found(snapshot: Snapshot, old: Snapshot) -> Iterator[tuple[bytes, Change]]:
    for now, was in _different(snapshot, old):
        thing = now or was
        if not isinstance(thing, _TOLD) or (now and was and _said(now) == _said(was)):
            continue
        kind = ChangeKind.ADDED if was is None else ChangeKind.REMOVED if now is None else ChangeKind.CHANGED
        label = tables.called(snapshot if now else old, thing)
        yield f"{kind}\0{type(thing).__name__}\0{label}\0{thing.id}".encode(), Change(kind, label, was, now)


def _different(snapshot: Snapshot, old: Snapshot) -> Iterator[tuple[AnyRecord | None, AnyRecord | None]]:
    def uri(one: Snapshot) -> str:
        return f"{(one.version / layout.DATABASE).resolve().as_uri()}?mode=ro&immutable=1"

    connection = sqlite3.connect(uri(snapshot), uri=True)
    try:
        connection.execute("ATTACH DATABASE ? AS before", (uri(old),))
        for now, was in connection.execute(_DIFFERENT):
            yield snapshot.get(now) if now else None, old.get(was) if was else None
    finally:
        connection.close()


def _said(record: AnyRecord) -> dict[str, object]:
    """What a record says, without where it stands and what bears it out."""
    told: dict[str, object] = msgspec.structs.asdict(record)
    for name in _BESIDE:
        told.pop(name, None)
    if isinstance(record, Procedure):
        told["steps"] = [step.text for step in record.steps]
    return told


def words_of(record: AnyRecord) -> str:
    """What a thing says, in words to lay beside each other."""
    if isinstance(record, Entry):
        return record.answer
    if isinstance(record, Constraint):
        return record.text
    if isinstance(record, Procedure):
        return "\n".join(step.text for step in record.steps)
    told = (getattr(record, "label", ""), *getattr(record, "aliases", ()))
    return "\n".join(filter(None, ("、".join(told), getattr(record, "definition", None))))
