"""The form of a snapshot on disk: files, tables, and the names of the listings. Both sides of it import this and nothing of each other.

A graph folder DIR holds `versions/<snapshot id>/` and `current`, a symbolic link to the version that is served; publishing
is one rename of that link.
"""

from typing import Final

FORMAT: Final = 8
"""Raised when the files below change in a way that an older reader would misread."""

CURRENT: Final = "current"
VERSIONS: Final = "versions"
MANIFEST: Final = "manifest.json"
GRAPH: Final = "graph.nt"
DATABASE: Final = "graph.sqlite"
STORE: Final = "store"
FACTS: Final = "facts"
SETTLED: Final = "settled"
"""In that folder: what each entry came to, which the next build takes over where nothing that it follows from is otherwise."""
POSTINGS: Final = "postings"
"""All postings of the full text, of which the database holds the heaviest of each term; kept for the next build, as the facts are."""
VOCABULARY: Final = "vocabulary.msgpack"
"""The terms and words that the version was built with, compressed; who makes the version anew elsewhere needs them."""

TABLES: Final = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE node (id TEXT PRIMARY KEY, record BLOB NOT NULL, more INTEGER NOT NULL);
CREATE TABLE evidence (id TEXT NOT NULL, nth INTEGER NOT NULL, pieces BLOB NOT NULL, PRIMARY KEY (id, nth));
CREATE TABLE listing (list TEXT NOT NULL, key BLOB NOT NULL, id TEXT NOT NULL, PRIMARY KEY (list, key)) WITHOUT ROWID;
CREATE TABLE listing_size (list TEXT PRIMARY KEY, size INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE name (key TEXT NOT NULL, kind TEXT NOT NULL, rank INTEGER NOT NULL, id TEXT NOT NULL, label TEXT NOT NULL,
  PRIMARY KEY (key, kind, rank, id)) WITHOUT ROWID;
CREATE TABLE term (term TEXT NOT NULL, field INTEGER NOT NULL, documents INTEGER NOT NULL, postings BLOB NOT NULL,
  PRIMARY KEY (term, field)) WITHOUT ROWID;
CREATE TABLE document (number INTEGER PRIMARY KEY, id TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
  whole TEXT NOT NULL);
CREATE TABLE field_size (field INTEGER PRIMARY KEY, documents INTEGER NOT NULL, terms INTEGER NOT NULL);
CREATE TABLE sense (word TEXT NOT NULL, sense TEXT NOT NULL, weight REAL NOT NULL, PRIMARY KEY (word, sense)) WITHOUT ROWID;
CREATE TABLE syllable (character TEXT PRIMARY KEY, pinyin TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE spot (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, x REAL NOT NULL, y REAL NOT NULL);
CREATE TABLE link (source INTEGER NOT NULL, target INTEGER NOT NULL, relation TEXT NOT NULL,
  PRIMARY KEY (source, target, relation)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(id UNINDEXED, kind UNINDEXED, body, tokenize = 'unicode61');
"""
"""`node.record` is the msgpack of a record, with the best of its evidence; `more` pieces are in rows of `evidence` (see `attested`). `listing.key` sorts by bytes in the order that the contract tells:
entries by file, line and place in the parent, all else by label (rules: text; conflicts: explanation), then id. `name.key`
is `names.name_key` of a name (or an id as it is); `rank` is one of the RANK_ values; the lowest rank that names anything
wins. `term.term` and `field` are spelled as `retrieval` tells, `documents` is how many have it, `postings` the heaviest of them
(`retrieval.packed`); a `document` is a name, a text or, from `start` to `end` of the answer, a passage of the thing with that id, and
`whole` the entry that this is a part of, or the id itself; its numbers rise with the ids, with gaps between them. `sense` tells what a word of a question stands for. A `spot` is where a node is
drawn, numbered from the best linked on; a `link` joins two of these numbers. `words.body` holds jieba words (search mode) of the folded text, separated by blanks."""

LINKS_BY_TARGET: Final = "CREATE INDEX link_by_target ON link (target, source)"
INDEXES: Final = f"""
CREATE INDEX listing_by_id ON listing (list, id);
{LINKS_BY_TARGET};
"""

RANK_ID: Final = 0
RANK_CODE: Final = 1
RANK_LABEL: Final = 2
RANK_ALIAS: Final = 3
RANK_DISCOVERED: Final = 4
"""A name of a concept that was found by its form: where the vocabulary has another thing of this name, that one is meant."""

# Listings. A filter value is a listing of its own, so that filters combine as intersections in key order.
ENTRIES: Final = "entries"
FEATURES: Final = "features"
CONCEPTS: Final = "concepts"
MENU_NODES: Final = "menu-nodes"
SYSTEMS: Final = "systems"
PATHS: Final = "paths"
PROCEDURES: Final = "procedures"
TERMS: Final = "terms"
GAPS: Final = "gaps"
CONSTRAINTS: Final = "constraints"
CONFLICTS: Final = "conflicts"


def subset(listing: str, aspect: str, value: str) -> str:
    """The name of a listing's part: `subset(ENTRIES, "kind", "HOW_TO")`.

    entries: kind, answered (true|false), part (true|false), feature (id), concept (id).
    features: operation (true|false), node (id: placed at it), under (id: placed at or below it), concept (id: has a rule on it or
    on what is narrower). concepts: scheme, mentioned (true|false). gaps: kind. constraints: kind, modality, feature (id), concept
    (id: it or what is narrower is subject or condition), entry (id: stated there, in a part of it as well).
    """
    return f"{listing}/{aspect}={value}"
