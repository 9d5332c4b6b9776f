"""The index of a version made from that of the version before: documents that changed are taken out of the postings and put in anew, all
others keep what their words were found to be, and their numbers where nothing came to their room or left it."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from extract.delta import Delta
from extract.fulltext import MOST, SLACK, Placed, is_said, misspelt, senses_of, sounding_alike, whole_of
from extract.indexed import Document, documents_of, terms_of
from extract.numbers import ROOM, number_after, room_of
from extract.postings import Row, Size, TermRow, changed, posting, ranks, row_of, shortened
from extract.recordfile import by_id
from extract.spool import Spool, encoded_rows
from ontology import layout
from ontology.concepts import Vocabulary
from ontology.records import AnyRecord, Entry
from ontology.retrieval import Field

Sense = tuple[str, str, float]
Term = tuple[str, int]
"""A term and its field."""
_Counted = tuple[int, Field, Counter[str]]
"""A document's number and field, and how often it has each term."""

_Held = dict[Term, list[int]]
"""Postings by term and field."""

_KEY: Final = msgspec.msgpack.Decoder(tuple[str, int, msgspec.Raw, msgspec.Raw]).decode
_ROW: Final = msgspec.msgpack.Decoder(Row).decode


@dataclass(slots=True)
class _Places:
    """Documents whose numbers are otherwise: the first number that things have, those that they had, and the rows."""

    was_first: dict[str, int] = field(default_factory=dict)
    first: dict[str, int] = field(default_factory=dict)
    gone: list[tuple[int]] = field(default_factory=list)
    new: list[Placed] = field(default_factory=list)


@dataclass(slots=True)
class _Rewritten:
    """All postings, which rows of the table of terms are no more and which are new or otherwise, and the terms that no document has any
    more, that one has now, and that both versions have."""

    postings: Spool[Row]
    gone: list[Term]
    new: list[TermRow]
    lost: set[str]
    found: set[str]
    both: set[str]


@dataclass(frozen=True, slots=True)
class Reindexed:
    """All postings and sizes, as of `fulltext.Index`; of documents, terms and senses the keys of those that are no more, and the rows of those
    that are new or otherwise."""

    postings: Spool[Row]
    sizes: list[Size]
    documents_gone: list[tuple[int]]
    documents_new: list[Placed]
    terms_gone: list[Term]
    terms_new: list[TermRow]
    senses_gone: list[tuple[str, str]]
    senses_new: list[Sense]


def index_after(delta: Delta, records: Iterable[AnyRecord], vocabulary: Vocabulary) -> Reindexed | None:
    """The index over all records; None where a room of numbers is full."""
    known = by_id(records)
    gone = {own: documents_of(record) for own, record in delta.gone.items()}
    new = {own: documents_of(record) for own, record in delta.new.items()}
    same = {own for own in gone if gone[own] == new.get(own)}
    gone, new = ({own: found for own, found in side.items() if own not in same} for side in (gone, new))
    database = f"{(delta.former / layout.DATABASE).as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(database, uri=True)) as connection:
        before: list[Size] = connection.execute("SELECT field, documents, terms FROM field_size").fetchall()
        places = _placed(connection, gone, new, known)
    if places is None:
        return None
    was, now = _numbered(places.was_first, gone, known), _numbered(places.first, new, known)
    terms = cache(lambda text, of: terms_of(text, of, vocabulary))
    lost, counted = (
        [(number, of, terms(text, of)) for number, of, text in sorted(side - other)]
        for side, other in ((was, now), (now, was))
    )
    sizes = _sizes(before, lost, counted)

    def weighed(documents: Iterable[_Counted]) -> _Held:
        held: _Held = defaultdict(list)
        for number, of, counts in documents:
            for term, place in ranks(of, counts, SLACK):
                held[term, int(of)].append(posting(number, place))
        return held

    written = _rewritten(delta.former / layout.POSTINGS, weighed(lost), weighed(counted))
    gone_senses, new_senses = _senses(written, vocabulary)
    return Reindexed(
        written.postings, sizes, places.gone, places.new, written.gone, written.new, gone_senses, new_senses
    )


def _numbered(
    firsts: Mapping[str, int], changed: Mapping[str, Sequence[Document]], known: Mapping[str, AnyRecord]
) -> set[tuple[int, Field, str]]:
    """The documents of things by the number of the first of each: a document with the same number and words stays as it is."""
    return {
        (number, of, text)
        for own, first in firsts.items()
        for number, (_, of, text, _, _) in enumerate(changed.get(own) or documents_of(known[own]), first)
    }


def _sizes(before: Iterable[Size], gone: Iterable[_Counted], new: Iterable[_Counted]) -> list[Size]:
    """How many documents and terms each field has, by how many it had."""
    sizes = {of: (documents, terms) for of, documents, terms in before}
    for sign, side in ((-1, gone), (1, new)):
        for _, of, counts in side:
            documents, terms = sizes.get(of, (0, 0))
            sizes[int(of)] = documents + sign, terms + sign * counts.total()
    return sorted((of, documents, terms) for of, (documents, terms) in sizes.items() if documents)


def _placed(
    connection: sqlite3.Connection,
    gone: Mapping[str, Sequence[Document]],
    new: Mapping[str, Sequence[Document]],
    known: Mapping[str, AnyRecord],
) -> _Places | None:
    """The documents of all rooms that something came to or left, or in which a part of an entry is that changed."""
    inside = {part for own in new if isinstance(entry := known[own], Entry) for part in entry.parts}
    coming: dict[int, list[str]] = defaultdict(list)
    for own in new:
        coming[room_of(own)].append(own)
    places = _Places()
    for room in sorted({room_of(own) for own in (*gone, *new, *inside)}):
        rows = connection.execute(
            "SELECT number, id, start, end, whole FROM document WHERE number >= ? AND number < ? ORDER BY number",
            (room, room + ROOM),
        ).fetchall()
        left = [(own, start, end) for _, own, start, end, _ in rows if own not in gone]
        came = [(own, start, end) for own in coming[room] for _, _, _, start, end in new[own]]
        if max(len(rows), len(left) + len(came)) >= ROOM or any(room_of(own) != room for _, own, *_ in rows):
            return None
        number, now = -1, list[Placed]()
        for own, start, end in sorted(left + came, key=lambda row: row[0]):
            number = number_after(number, own)
            now.append((number, own, start, end, whole_of(own, known)))
        _compare(rows, now, {*gone, *new}, places)
    return places


def _compare(rows: Sequence[Placed], now: Sequence[Placed], changed: set[str], places: _Places) -> None:
    """Adds what is otherwise in a room."""
    was_first = {own: number for number, own, *_ in reversed(rows)}
    first = {own: number for number, own, *_ in reversed(now)}
    moved = {own for own in {*was_first, *first} if own in changed or was_first.get(own) != first.get(own)}
    places.was_first |= {own: number for own, number in was_first.items() if own in moved}
    places.first |= {own: number for own, number in first.items() if own in moved}
    numbers, known = {row[0] for row in now}, set(rows)
    places.gone += [(row[0],) for row in rows if row[0] not in numbers]
    places.new += [row for row in now if row not in known]


def _rewritten(former: Path, gone: _Held, new: _Held) -> _Rewritten:
    """The postings without some and with others; of rows that stay as they are no more than the term is read."""
    written = _Rewritten(Spool(Row), [], [], set(), set(), set())
    coming = sorted(new, reverse=True)

    def put(row: Row) -> None:
        written.postings.put(row)
        written.new.append(shortened(row, MOST))
        written.found.add(row[0])

    for data in encoded_rows(former):
        term, of, _, _ = _KEY(data)
        key = term, of
        while coming and coming[-1] < key:
            put(row_of(*coming[-1], new[coming.pop()]))
        less, more = gone.get(key, ()), new.get(key, ())
        if more:
            coming.pop()
        if not less and not more:
            written.postings.put_encoded(data)
            written.both.add(term)
            continue
        row = changed(_ROW(data), less, more)
        if row[3]:
            put(row)
            written.both.add(term)
        else:
            written.gone.append(key)
            written.lost.add(term)
    while coming:
        put(row_of(*coming[-1], new[coming.pop()]))
    return written


def _senses(written: _Rewritten, vocabulary: Vocabulary) -> tuple[list[tuple[str, str]], list[Sense]]:
    """The senses that go and come with the words and names of the texts; where the vocabulary has the same, the heaviest counts."""
    changed = set(filter(is_said, (written.found ^ written.lost) - written.both))
    if not changed:
        return [], []
    same = sounding_alike(changed, written.both | written.found & written.lost)
    old, new = (set(misspelt(same | some & changed, vocabulary)) for some in (written.lost, written.found))
    touched = {(word, sense) for word, sense, _ in old ^ new}
    weights: dict[tuple[str, str], float] = {}
    for word, sense, weight in (*new, *senses_of(vocabulary)):
        if (word, sense) in touched:
            weights[word, sense] = max(weight, weights.get((word, sense), 0.0))
    return sorted(touched - set(weights)), sorted((*key, weight) for key, weight in weights.items())
