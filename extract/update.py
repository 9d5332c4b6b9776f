"""graph.sqlite of a version made from that of the version before: in every table the rows that it would have if it were written from
nothing, though its pages may lie otherwise."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from heapq import merge
from pathlib import Path
from typing import Any, Final, TypeVar

from extract.database import Name, full_text, listings, names, put_nodes
from extract.delta import Before, Delta
from extract.positions import spots_again, ties_changed
from extract.recordfile import by_id
from extract.reindex import Reindexed
from ontology import layout
from ontology.records import AnyRecord, MenuNode

Row = TypeVar("Row", bound=tuple[Any, ...])

_LINK: Final = "INSERT INTO link VALUES (?, ?, ?)"
_MOVED: Final = """
CREATE TEMP TABLE linked AS SELECT one.now AS source, other.now AS target, relation
FROM link CROSS JOIN moved AS one ON one.was = source CROSS JOIN moved AS other ON other.was = target
"""
"""The links by the numbers that nodes have now."""
_FREE: Final = 0.2
"""The share of empty pages from which on the file is packed."""


def change_database(
    path: Path, records: Iterable[AnyRecord], delta: Delta, index: Reindexed, meta: Mapping[str, str]
) -> None:
    """Makes a copy of the former version's database hold in every table what `write_database` would write for all records."""
    known = by_id(records)
    connection = sqlite3.connect(path)
    try:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        with connection:
            gone = [(own,) for own in delta.gone]
            connection.executemany("DELETE FROM node WHERE id = ?", gone)
            connection.executemany("DELETE FROM evidence WHERE id = ?", gone)
            put_nodes(connection, delta.new.values())
            _renew(connection, "meta", sorted(meta.items()))
            change_tables(connection, delta, known)
            _change_full_text(connection, delta)
            connection.executemany("DELETE FROM term WHERE term = ? AND field = ?", index.terms_gone)
            connection.executemany("INSERT OR REPLACE INTO term VALUES (?, ?, ?, ?)", index.terms_new)
            connection.executemany("DELETE FROM document WHERE number = ?", index.documents_gone)
            connection.executemany("INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?, ?)", index.documents_new)
            _renew(connection, "field_size", index.sizes)
            connection.executemany("DELETE FROM sense WHERE word = ? AND sense = ?", index.senses_gone)
            connection.executemany("INSERT OR REPLACE INTO sense VALUES (?, ?, ?)", index.senses_new)
        (free,), (pages,) = (connection.execute(f"PRAGMA {name}_count").fetchone() for name in ("freelist", "page"))
        if free > _FREE * pages:
            connection.execute("VACUUM")
    finally:
        connection.close()


def _renew(connection: sqlite3.Connection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Gives a table other rows."""
    width = len(_columns(connection, table))
    connection.execute(f"DELETE FROM {table}")
    connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", rows)


def change_tables(connection: sqlite3.Connection, delta: Delta, known: Mapping[str, AnyRecord]) -> None:
    """Changes those rows alone of listings and names that what changed, or what names it, makes otherwise; and where things are drawn, by how
    they are linked."""
    _change_listings(connection, delta, known)
    _change_names(connection, delta, known)
    _change_drawing(connection, delta, known)


def _change_drawing(connection: sqlite3.Connection, delta: Delta, known: Mapping[str, AnyRecord]) -> None:
    """Nodes are numbered from the best linked on, so that many have another number after a change; their links are told by it in one go."""
    gone, new = ties_changed(delta, known)
    number: dict[str, int] = dict(connection.execute("SELECT id, number FROM spot"))
    for own in sorted({own for source, target, _ in new for own in (source, target)}):
        number.setdefault(own, len(number))
    for command, ties in (("DELETE FROM link WHERE (source, target, relation) = (?, ?, ?)", gone), (_LINK, new)):
        connection.executemany(command, ((number[source], number[target], of) for source, target, of in ties))
    spots, moved = spots_again(number, connection.execute("SELECT source, target FROM link"))
    connection.execute("CREATE TEMP TABLE moved (was INTEGER PRIMARY KEY, now INTEGER NOT NULL)")
    connection.executemany("INSERT INTO moved VALUES (?, ?)", moved)
    _renew(connection, "spot", spots)
    connection.execute(_MOVED)
    connection.execute("DROP INDEX link_by_target")
    connection.execute("DELETE FROM link")
    connection.execute("INSERT INTO link SELECT * FROM linked ORDER BY source, target, relation")
    connection.execute(layout.LINKS_BY_TARGET)
    for table in ("moved", "linked"):
        connection.execute(f"DROP TABLE {table}")


def _change_listings(connection: sqlite3.Connection, delta: Delta, known: Mapping[str, AnyRecord]) -> None:
    old = listings((*delta.gone.values(), *delta.near.naming.values()), Before(delta, known))
    now = listings((*delta.new.values(), *delta.near.naming.values()), known)
    gone, new = _differences(old, now)
    connection.executemany("DELETE FROM listing WHERE list = ? AND key = ?", (row[:2] for row in gone))
    connection.executemany("INSERT INTO listing VALUES (?, ?, ?)", new)
    sizes = Counter(row[0] for row in new)
    sizes.subtract(row[0] for row in gone)
    connection.executemany(
        "INSERT INTO listing_size VALUES (?, ?) ON CONFLICT (list) DO UPDATE SET size = size + excluded.size",
        ((name, size) for name, size in sizes.items() if size),
    )
    connection.execute("DELETE FROM listing_size WHERE size = 0")


def _change_names(connection: sqlite3.Connection, delta: Delta, known: Mapping[str, AnyRecord]) -> None:
    """The other keys of a menu node depend on all of them, so that where one is called otherwise the names of all are compared."""
    sides = (delta.gone, delta.new, delta.near.naming)
    gone, new, naming = ([one for one in side.values() if not isinstance(one, MenuNode)] for side in sides)
    nodes: tuple[MenuNode, ...] = ()
    before: Iterable[Name] = ()
    if _ways(delta.gone) != _ways(delta.new):
        before = connection.execute("SELECT * FROM name WHERE kind = 'MenuNode' ORDER BY key, kind, rank, id")
        nodes = tuple(one for one in delta.near.menus if isinstance(one, MenuNode))
    old = names((*gone, *naming), Before(delta, known))
    gone_rows, new_rows = _differences(merge(before, old), names((*new, *naming, *nodes), known))
    connection.executemany(
        "DELETE FROM name WHERE key = ? AND kind = ? AND rank = ? AND id = ?", (row[:4] for row in gone_rows)
    )
    connection.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?)", new_rows)


def _ways(records: Mapping[str, AnyRecord]) -> set[tuple[object, ...]]:
    """What the names of menu nodes are made of."""
    nodes = (one for one in records.values() if isinstance(one, MenuNode))
    return {(one.id, one.label, one.aliases, one.parent, one.anchored) for one in nodes}


def _differences(old: Iterable[Row], new: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """Of sorted rows those that are no more and those that were not."""
    gone: list[Row] = []
    came: list[Row] = []
    before = iter(old)
    there = next(before, None)
    for row in new:
        while there is not None and there < row:
            gone.append(there)
            there = next(before, None)
        if there == row:
            there = next(before, None)
        else:
            came.append(row)
    if there is not None:
        gone += [there, *before]
    return gone, came


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [name for name, *_ in connection.execute(f"SELECT * FROM {table} LIMIT 0").description]


def _change_full_text(connection: sqlite3.Connection, delta: Delta) -> None:
    """Bodies are told by rows and not by ids: the rows of what changed are looked for once."""
    gone, new = ({row[0]: row for row in full_text(side.values())} for side in (delta.gone, delta.new))
    changed = {own for own in {*gone, *new} if gone.get(own) != new.get(own)}
    rows = [(row,) for row, own in connection.execute("SELECT rowid, id FROM words") if own in changed]
    connection.executemany("DELETE FROM words WHERE rowid = ?", rows)
    connection.executemany("INSERT INTO words VALUES (?, ?, ?)", (new[own] for own in sorted(changed & set(new))))
