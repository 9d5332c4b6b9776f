"""graph.sqlite of a version made from that of the version before: in every table the rows that it would have if it were written from
nothing, though its pages may lie otherwise."""

import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from extract.database import COUNT, full_text, listings, names, put_nodes
from extract.delta import Delta
from extract.positions import spots_and_links
from extract.recordfile import by_id, in_order
from extract.reindex import Reindexed
from ontology.records import AnyRecord

_FREE: Final = 0.2
"""The share of empty pages from which on the file is packed."""


def change_database(
    path: Path, records: Iterable[AnyRecord], delta: Delta, index: Reindexed, meta: Mapping[str, str]
) -> None:
    """Makes a copy of the former version's database hold in every table what `write_database` would write for all records."""
    records = in_order(records)
    known = by_id(records)
    connection = sqlite3.connect(path)
    try:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        with connection:
            gone = [(own,) for own in delta.gone]
            connection.executemany("DELETE FROM node WHERE id = ?", gone)
            connection.executemany("DELETE FROM evidence WHERE id = ?", gone)
            put_nodes(connection, delta.new.values())
            _change(connection, "meta", sorted(meta.items()))
            _change(connection, "listing", listings(known))
            connection.execute("DELETE FROM listing_size")
            connection.execute(COUNT)
            _change(connection, "name", names(known))
            _change_full_text(connection, delta)
            connection.executemany("DELETE FROM term WHERE term = ? AND field = ?", index.terms_gone)
            connection.executemany("INSERT OR REPLACE INTO term VALUES (?, ?, ?, ?)", index.terms_new)
            connection.executemany("DELETE FROM document WHERE number = ?", index.documents_gone)
            connection.executemany("INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?, ?)", index.documents_new)
            _renew(connection, "field_size", index.sizes)
            connection.executemany("DELETE FROM sense WHERE word = ? AND sense = ?", index.senses_gone)
            connection.executemany("INSERT OR REPLACE INTO sense VALUES (?, ?, ?)", index.senses_new)
            spots, linked = spots_and_links(records)
            _renew(connection, "spot", spots)
            _renew(connection, "link", linked)
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


def _change(connection: sqlite3.Connection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Gives a table other rows, which are sorted, by changing those alone that differ."""
    columns = _columns(connection, table)
    gone: list[tuple[Any, ...]] = []
    new: list[tuple[Any, ...]] = []
    former = connection.execute(f"SELECT * FROM {table} ORDER BY {', '.join(columns)}")
    there = next(former, None)
    for row in rows:
        while there is not None and there < row:
            gone.append(there)
            there = next(former, None)
        if there == row:
            there = next(former, None)
        else:
            new.append(row)
    if there is not None:
        gone += [there, *former]
    connection.executemany(f"DELETE FROM {table} WHERE {' AND '.join(f'{name} = ?' for name in columns)}", gone)
    connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})", new)


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [name for name, *_ in connection.execute(f"SELECT * FROM {table} LIMIT 0").description]


def _change_full_text(connection: sqlite3.Connection, delta: Delta) -> None:
    """Bodies are told by rows and not by ids: the rows of what changed are looked for once."""
    gone, new = ({row[0]: row for row in full_text(side.values())} for side in (delta.gone, delta.new))
    changed = {own for own in {*gone, *new} if gone.get(own) != new.get(own)}
    rows = [(row,) for row, own in connection.execute("SELECT rowid, id FROM words") if own in changed]
    connection.executemany("DELETE FROM words WHERE rowid = ?", rows)
    connection.executemany("INSERT INTO words VALUES (?, ?, ?)", (new[own] for own in sorted(changed & set(new))))
