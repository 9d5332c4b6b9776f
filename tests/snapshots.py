"""What a version holds, so that two can be compared that were made in different ways: files byte for byte, tables row for row, quads."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pyoxigraph

from ontology import layout

_OF_THE_WAY = ("builtAt", "files", "sizes", "seal")
"""What a manifest tells of when and how a version was written."""

_READ = (layout.MANIFEST, layout.DATABASE, layout.POSTINGS, layout.STORE)
"""Files that may be otherwise and tell the same."""


def held(version: Path) -> dict[str, Any]:
    """Everything that a version holds, by file, table and store."""
    found: dict[str, Any] = {
        str(path.relative_to(version)): path.read_bytes()
        for path in sorted(version.rglob("*"))
        if path.is_file() and path.relative_to(version).parts[0] not in _READ
    }
    manifest = json.loads((version / layout.MANIFEST).read_text(encoding="utf-8"))
    found[layout.MANIFEST] = {key: value for key, value in manifest.items() if key not in _OF_THE_WAY}
    found |= {f"table {name}": rows for name, rows in tables(version).items()}
    found[layout.POSTINGS] = _rows(version / layout.POSTINGS)
    found[layout.STORE] = set(pyoxigraph.Store.read_only(str(version / layout.STORE)))
    return found


def _rows(postings: Path) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(f"{postings.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return connection.execute("SELECT * FROM posting").fetchall()
    finally:
        connection.close()


def tables(version: Path) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of each table of the database, sorted; of full text what can be asked of it."""
    connection = sqlite3.connect(f"{(version / layout.DATABASE).as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        found = {
            name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
            for name in names
            if not name.startswith("words_")
        }
        connection.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, words, 'instance')")
        told = connection.execute(
            "SELECT v.term, w.id, v.offset FROM temp.vocabulary v JOIN words w ON w.rowid = v.doc ORDER BY 1, 2, 3"
        )
        found["words by term"] = told.fetchall()
        return found
    finally:
        connection.close()
