"""All postings of a version in a file of tables, by term and field, so that the next build reads and writes those of the terms that changed and
no others. Made from another version's or from nothing, it holds the same rows, though its pages may lie otherwise.
"""

import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from extract.postings import Row

_TABLE: Final = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
CREATE TABLE posting (term TEXT NOT NULL, field INTEGER NOT NULL, numbers BLOB NOT NULL, places BLOB NOT NULL,
  PRIMARY KEY (term, field)) WITHOUT ROWID;
"""


def write_postings(path: Path, rows: Iterable[Row]) -> None:
    """A new file of some rows."""
    connection = sqlite3.connect(path)
    try:
        connection.executescript(_TABLE)
        with connection:
            connection.executemany("INSERT INTO posting VALUES (?, ?, ?, ?)", rows)
    finally:
        connection.close()


class PostingFile:
    """A copy of a version's file, in which rows may change; it is to be closed."""

    def __init__(self, former: Path, path: Path) -> None:
        shutil.copyfile(former, path)
        self._connection: Final = sqlite3.connect(path)
        self._connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")

    def get(self, term: str, field: int) -> Row | None:
        """The row of a term of a field."""
        found: Row | None = self._connection.execute(
            "SELECT * FROM posting WHERE term = ? AND field = ?", (term, field)
        ).fetchone()
        return found

    def put(self, row: Row) -> None:
        """A row in place of the one that was."""
        self._connection.execute("INSERT OR REPLACE INTO posting VALUES (?, ?, ?, ?)", row)

    def drop(self, term: str, field: int) -> None:
        """Takes a row out."""
        self._connection.execute("DELETE FROM posting WHERE term = ? AND field = ?", (term, field))

    def has(self, term: str) -> bool:
        """Whether a term has a row, of whatever field."""
        return self._connection.execute("SELECT 1 FROM posting WHERE term = ? LIMIT 1", (term,)).fetchone() is not None

    def terms(self) -> Iterator[str]:
        """All terms, each once."""
        return (term for (term,) in self._connection.execute("SELECT DISTINCT term FROM posting"))

    def close(self) -> None:
        """Writes what changed."""
        self._connection.commit()
        self._connection.close()
