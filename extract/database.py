"""graph.sqlite: the records, the listings in the order of the contract, the names that refs resolve to, the full text,
and where things are drawn."""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

import msgspec

from extract.fulltext import Index
from extract.keys import other_ids, other_keys
from extract.neighbours import thin
from extract.positions import spots_and_links
from extract.recordfile import by_id, in_order
from extract.spool import Sorter
from ontology import layout
from ontology.attested import parted
from ontology.layout import subset
from ontology.names import name_key
from ontology.records import (
    AnyRecord,
    Concept,
    Conflict,
    Constraint,
    Entry,
    Feature,
    Gap,
    MenuNode,
    MenuPath,
    Named,
    Procedure,
    Term,
)
from ontology.words import words

_BETWEEN: Final = b"\x00"

Listed = tuple[str, bytes, str]
"""A listing's name, the key in it, the id."""

Name = tuple[str, str, int, str, str]
"""A row of the table of names."""
_AT_ONCE: Final = 200_000
"""How many rows are sorted at once."""
COUNT: Final = "INSERT INTO listing_size SELECT list, count(*) FROM listing GROUP BY list"
"""Fills the table of how long listings are."""


def write_database(path: Path, records: Iterable[AnyRecord], index: Index, meta: Mapping[str, str]) -> None:
    """Writes a new database; `index` is what its things are found by, `meta` goes into its table of that name."""
    records = in_order(records)
    known = by_id(records)
    connection = sqlite3.connect(path)
    try:
        connection.executescript(
            "PRAGMA page_size = 4096; PRAGMA cache_size = -32768; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
        )
        connection.executescript(layout.TABLES)
        with connection:
            connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
            put_nodes(connection, records)
            connection.executemany("INSERT INTO listing VALUES (?, ?, ?)", listings(records, known))
            connection.execute(COUNT)
            connection.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?)", names(records, known))
            connection.executemany("INSERT INTO words VALUES (?, ?, ?)", full_text(records))
            connection.execute("INSERT INTO words (words) VALUES ('optimize')")
            connection.executemany("INSERT INTO term VALUES (?, ?, ?, ?)", index.terms)
            connection.executemany("INSERT INTO document VALUES (?, ?, ?, ?, ?)", index.documents)
            connection.executemany("INSERT INTO field_size VALUES (?, ?, ?)", index.sizes)
            connection.executemany("INSERT OR REPLACE INTO sense VALUES (?, ?, ?)", index.senses)
            connection.executemany("INSERT INTO syllable VALUES (?, ?)", index.syllables)
            spots, linked = spots_and_links(records)
            connection.executemany("INSERT INTO spot VALUES (?, ?, ?, ?)", spots)
            connection.executemany("INSERT INTO link VALUES (?, ?, ?)", linked)
        connection.executescript(layout.INDEXES + "VACUUM;")
    finally:
        connection.close()


def put_nodes(connection: sqlite3.Connection, records: Iterable[AnyRecord]) -> None:
    """Records with their evidence, as rows."""
    encode = msgspec.msgpack.Encoder().encode
    for record, more, rows in map(parted, records):
        connection.execute("INSERT INTO node VALUES (?, ?, ?)", (record.id, encode(record), more))
        connection.executemany("INSERT INTO evidence VALUES (?, ?, ?)", rows)


def listings(records: Iterable[AnyRecord], known: Mapping[str, AnyRecord]) -> Iterable[Listed]:
    """The rows of listings that records make, sorted; `known`: all records."""
    listed = Sorter[Listed](Listed, _AT_ONCE)
    for record in records:
        listed.put(_listed(record, known))
    return listed


def _listed(record: AnyRecord, known: Mapping[str, AnyRecord]) -> Iterator[Listed]:
    """Where a record stands: in the listing of its kind, and in a part of it for each value that filters ask for."""
    return _LISTINGS[type(record)](record, known)


def _entry(record: Entry, known: Mapping[str, AnyRecord]) -> Iterator[Listed]:
    aspects = [("kind", str(record.kind)), ("answered", _yes(record.answered)), ("part", _yes(record.parent))]
    aspects += [("feature", own) for own in record.features] + [("concept", own) for own in record.concepts]
    yield from _rows(layout.ENTRIES, record.id, _entry_key(record), aspects)
    for rule in (known[own] for own in record.constraints):
        if isinstance(rule, Constraint):
            yield subset(layout.CONSTRAINTS, "entry", record.id), _key(rule.text, rule.id), rule.id


def _feature(record: Feature, known: Mapping[str, AnyRecord]) -> Iterator[Listed]:
    paths = [path for own in record.locations if isinstance(path := known[own], MenuPath)]
    aspects = [("operation", _yes(record.is_operation)), *(("node", path.nodes[-1]) for path in paths)]
    aspects += [("under", node) for path in paths for node in path.nodes]
    yield from _rows(layout.FEATURES, record.id, _key(record.label, record.id), aspects)


def _concept(record: Concept, _: Mapping[str, AnyRecord]) -> Iterator[Listed]:
    aspects = [("scheme", str(record.scheme)), ("mentioned", _yes(record.evidence))]
    yield from _rows(layout.CONCEPTS, record.id, _key(record.label, record.id), aspects)


def _menu_node(record: MenuNode, _: Mapping[str, AnyRecord]) -> Iterator[Listed]:
    key = _key(record.label, record.id)
    yield layout.MENU_NODES, key, record.id
    if record.parent is None and record.anchored:
        yield layout.SYSTEMS, key, record.id


def _menu_path(record: MenuPath, known: Mapping[str, AnyRecord]) -> Iterator[Listed]:
    text = " > ".join(node.label for own in record.nodes if isinstance(node := known[own], MenuNode))
    yield layout.PATHS, _key(text, record.id), record.id


def _constraint(record: Constraint, known: Mapping[str, AnyRecord]) -> Iterator[Listed]:
    """Under each concept it speaks of, and under what is broader; so is the feature that it governs."""
    named = [*(one.concept for one in record.conditions), *((record.subject,) if record.subject else ())]
    concepts = {above for own in named for above in _above(own, known)}
    aspects = [("kind", str(record.kind)), ("modality", str(record.modality)), *(("concept", own) for own in concepts)]
    feature = known[record.feature] if record.feature else None
    if isinstance(feature, Feature):
        aspects.append(("feature", feature.id))
        for own in concepts:
            yield subset(layout.FEATURES, "concept", own), _key(feature.label, feature.id), feature.id
    yield from _rows(layout.CONSTRAINTS, record.id, _key(record.text, record.id), aspects)


def _conflict(record: Conflict, _: Mapping[str, AnyRecord]) -> Iterator[Listed]:
    yield layout.CONFLICTS, _key(record.explanation, record.id), record.id


def _gap(record: Gap, _: Mapping[str, AnyRecord]) -> Iterator[Listed]:
    yield from _rows(layout.GAPS, record.id, _key(record.message, record.id), [("kind", str(record.kind))])


def _procedure(record: Procedure, _: Mapping[str, AnyRecord]) -> Iterator[Listed]:
    yield layout.PROCEDURES, _key(record.name, record.id), record.id


def _term(record: Term, _: Mapping[str, AnyRecord]) -> Iterator[Listed]:
    yield layout.TERMS, _key(record.label, record.id), record.id


_LISTINGS: Final[Mapping[type, Callable[..., Iterator[Listed]]]] = {
    Entry: _entry,
    Feature: _feature,
    Concept: _concept,
    MenuNode: _menu_node,
    MenuPath: _menu_path,
    Constraint: _constraint,
    Conflict: _conflict,
    Gap: _gap,
    Procedure: _procedure,
    Term: _term,
}


def _above(own: str, known: Mapping[str, AnyRecord]) -> set[str]:
    """A concept and all that is broader."""
    found: set[str] = set()
    todo = [own]
    while todo:
        one = todo.pop()
        record = known.get(one)
        if one not in found and isinstance(record, Concept):
            found.add(one)
            todo += record.broader
    return found


def _rows(listing: str, own: str, key: bytes, aspects: Iterable[tuple[str, str]]) -> Iterator[Listed]:
    yield listing, key, own
    for aspect, value in aspects:
        yield subset(listing, aspect, value), key, own


def _yes(value: object) -> str:
    return "true" if value else "false"


def _key(label: str, own: str) -> bytes:
    return label.encode() + _BETWEEN + own.encode()


def _entry_key(entry: Entry) -> bytes:
    """File, line, then the whole before its parts in their order."""
    source = entry.sources[0]
    place = entry.place.start + 1 if entry.place else 0
    return b"".join((_key(source.file, f"{source.line:012d}"), _BETWEEN, f"{place:012d}".encode(), entry.id.encode()))


def names(records: Collection[AnyRecord], known: Mapping[str, AnyRecord]) -> Iterable[Name]:
    """The rows of names that records make, sorted, each once; `known`: all records. Menu nodes are all among them, or none is."""
    rows = Sorter[Name](Name, _AT_ONCE)
    places = other_keys([thin(record) for record in records if isinstance(record, MenuNode)])
    for record in records:
        rows.put(_names(record, known, places))
    return rows


def _names(record: AnyRecord, known: Mapping[str, AnyRecord], places: Mapping[str, tuple[str, ...]]) -> Iterator[Name]:
    """Every name by which a ref may name a thing: id, code, label, aliases, and the ids minted from its other names."""
    kind = type(record).__name__
    if not isinstance(record, Named):
        return
    by_label, by_alias = layout.RANK_LABEL, layout.RANK_ALIAS
    if isinstance(record, Concept) and record.discovered:
        by_label = by_alias = layout.RANK_DISCOVERED
    yield record.id, kind, layout.RANK_ID, record.id, record.label
    yield name_key(record.label), kind, by_label, record.id, record.label
    for alias in record.aliases:
        yield name_key(alias), kind, by_alias, record.id, record.label
    if isinstance(record, Concept) and record.code:
        yield name_key(record.code), kind, layout.RANK_CODE, record.id, record.label
    for own in (*other_ids(record), *places.get(record.id, ())):
        if own not in known:
            yield own, kind, layout.RANK_ID, record.id, record.label


def full_text(records: Iterable[AnyRecord]) -> Iterator[tuple[str, str, str]]:
    """Rows of words, in the order of the records."""
    for record in records:
        if isinstance(record, Entry):
            body = f"{record.title}\n{record.answer}"
        elif isinstance(record, Named):
            body = "\n".join((record.label, *record.aliases))
        elif isinstance(record, Constraint):
            body = record.text
        else:
            continue
        yield record.id, type(record).__name__, " ".join(words(body))
