"""The index of a version made from that of the version before: documents that changed are taken out of the postings and put in anew, all
others keep what their words were found to be, and their numbers where nothing came to their room or left it."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from pathlib import Path

from extract.delta import Delta
from extract.fulltext import MOST, SLACK, Placed, is_said, misspelt, senses_of, sounding_alike, whole_of
from extract.indexed import Document, documents_of, terms_of
from extract.numbers import ROOM, number_after, room_of
from extract.postingfile import PostingFile
from extract.postings import Size, TermRow, changed, postings_of, row_of, shortened
from extract.recordfile import by_id
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


@dataclass(slots=True)
class _Places:
    """Documents whose numbers are otherwise: the first number that things have, those that they had, and the rows."""

    was_first: dict[str, int] = field(default_factory=dict)
    first: dict[str, int] = field(default_factory=dict)
    gone: list[tuple[int]] = field(default_factory=list)
    new: list[Placed] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reindexed:
    """All sizes, as of `fulltext.Index`; of documents, terms and senses the keys of those that are no more, and the rows of those
    that are new or otherwise."""

    sizes: list[Size]
    documents_gone: list[tuple[int]]
    documents_new: list[Placed]
    terms_gone: list[Term]
    terms_new: list[TermRow]
    senses_gone: list[tuple[str, str]]
    senses_new: list[Sense]


def index_after(delta: Delta, records: Iterable[AnyRecord], vocabulary: Vocabulary, postings: Path) -> Reindexed | None:
    """The index over all records, whose postings are written to a file; None where a room of numbers is full."""
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
    counts = cache(lambda text, of: terms_of(text, of, vocabulary))
    lost, counted = (
        [(number, of, counts(text, of)) for number, of, text in sorted(side - other)]
        for side, other in ((was, now), (now, was))
    )
    sizes = _sizes(before, lost, counted)
    with closing(PostingFile(delta.former / layout.POSTINGS, postings)) as kept:
        terms, senses = _reposted(kept, _weighed(lost), _weighed(counted), vocabulary)
    return Reindexed(sizes, places.gone, places.new, *terms, *senses)


def _weighed(documents: Iterable[_Counted]) -> _Held:
    """The postings of some documents."""
    held: dict[Field, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, of, counts in documents:
        of_field = held[of]
        for term, posting in postings_of(number, of, counts, SLACK):
            of_field[term].append(posting)
    return {(term, int(of)): found for of, terms in held.items() for term, found in terms.items()}


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


def _reposted(
    kept: PostingFile, gone: _Held, new: _Held, vocabulary: Vocabulary
) -> tuple[tuple[list[Term], list[TermRow]], tuple[list[tuple[str, str]], list[Sense]]]:
    """Takes some postings out and puts others in; gives the keys of the rows of terms that are no more, and those that are new or otherwise, and
    the same of senses."""
    touched = {term for term, _ in chain(gone, new) if is_said(term)}
    before = set(filter(kept.has, touched))
    terms = _rewritten(kept, gone, new)
    return terms, _senses(kept, before, set(filter(kept.has, touched)), vocabulary)


def _rewritten(kept: PostingFile, gone: _Held, new: _Held) -> tuple[list[Term], list[TermRow]]:
    lost: list[Term] = []
    found: list[TermRow] = []
    for key in sorted({*gone, *new}):
        before = kept.get(*key)
        row = changed(before, gone.get(key, ()), new.get(key, ())) if before else row_of(*key, new[key])
        if row[3]:
            kept.put(row)
            found.append(shortened(row, MOST))
        else:
            kept.drop(*key)
            lost.append(key)
    return lost, found


def _senses(
    kept: PostingFile, before: set[str], now: set[str], vocabulary: Vocabulary
) -> tuple[list[tuple[str, str]], list[Sense]]:
    """The senses that go and come with the words and names of the texts; where the vocabulary has the same, the heaviest counts."""
    changed = before ^ now
    if not changed:
        return [], []
    same = sounding_alike(changed, kept.terms()) - changed
    old, new = (set(misspelt(same | some & changed, vocabulary)) for some in (before, now))
    touched = {(word, sense) for word, sense, _ in old ^ new}
    weights: dict[tuple[str, str], float] = {}
    for word, sense, weight in (*new, *senses_of(vocabulary)):
        if (word, sense) in touched:
            weights[word, sense] = max(weight, weights.get((word, sense), 0.0))
    return sorted(touched - set(weights)), sorted((*key, weight) for key, weight in weights.items())
