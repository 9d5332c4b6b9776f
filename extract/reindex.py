"""The index of a version made from that of the version before: documents that changed are taken out of the postings and put in anew, all
others keep what their words were found to be."""

import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import groupby
from pathlib import Path
from typing import Final

from extract.delta import Delta
from extract.fulltext import MOST, SLACK, Document, Placed, documents_of, is_said, misspelt, senses_of, terms_of, wholes
from extract.postings import (
    Held,
    Row,
    Size,
    TermRow,
    joined,
    ranks,
    renumbered,
    settled,
    shortened,
    usual_lengths,
    weigh,
)
from extract.spool import Spool, kept_rows
from ontology import layout
from ontology.concepts import Vocabulary
from ontology.records import AnyRecord
from ontology.retrieval import Field

Sense = tuple[str, str, float]
_GONE: Final = -1


@dataclass(frozen=True, slots=True)
class Reindexed:
    """As `fulltext.Index`; of the senses those that are no more, by word and sense, and those that are new or weigh otherwise."""

    postings: Spool[Row]
    documents: Spool[Placed]
    sizes: list[Size]
    senses_gone: list[tuple[str, str]]
    senses_new: list[Sense]

    @property
    def terms(self) -> Iterator[TermRow]:
        """Rows for the table of terms."""
        return (shortened(row, MOST) for row in self.postings)


def index_after(delta: Delta, records: Iterable[AnyRecord], vocabulary: Vocabulary) -> Reindexed | None:
    """The index over all records; None where documents are longer or shorter than they used to be, so that every term weighs otherwise."""
    gone = {own: documents_of(record) for own, record in delta.gone.items()}
    new = {own: documents_of(record) for own, record in delta.new.items()}
    same = {own for own in gone if gone[own] == new.get(own)}
    gone, new = ({own: found for own, found in side.items() if own not in same} for side in (gone, new))
    connection = sqlite3.connect(f"{(delta.former / layout.DATABASE).as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        counted = {own: [(one[1], terms_of(one[2], one[1], vocabulary)) for one in found] for own, found in new.items()}
        before: list[Size] = connection.execute("SELECT field, documents, terms FROM field_size").fetchall()
        sizes = _sizes(before, _counts(gone, vocabulary), (one for found in counted.values() for one in found))
        usual = usual_lengths(sizes)
        if usual != usual_lengths(before):
            return None
        numbers, documents = _numbered(connection, gone, new, wholes(records))
    finally:
        connection.close()
    held: dict[Field, Held] = defaultdict(dict)
    first = _firsts(documents, new)
    for own, found in counted.items():
        for nth, (field, counts) in enumerate(found):
            weigh(held[field], first[own] + nth, ranks(field, counts, usual, SLACK))
    postings, said, was_said = _replaced(delta.former / layout.POSTINGS, numbers, held)
    senses_gone, senses_new = _senses(was_said, said, vocabulary)
    return Reindexed(postings, documents, sizes, senses_gone, senses_new)


def _counts(
    documents: Mapping[str, Sequence[Document]], vocabulary: Vocabulary
) -> Iterator[tuple[Field, Counter[str]]]:
    for found in documents.values():
        for _, field, text, _, _ in found:
            yield field, terms_of(text, field, vocabulary)


def _sizes(
    before: Iterable[Size],
    gone: Iterable[tuple[Field, Counter[str]]],
    new: Iterable[tuple[Field, Counter[str]]],
) -> list[Size]:
    """How many documents and terms each field has, by how many it had."""
    sizes = {field: (documents, terms) for field, documents, terms in before}
    for sign, side in ((-1, gone), (1, new)):
        for field, counts in side:
            documents, terms = sizes.get(field, (0, 0))
            sizes[int(field)] = documents + sign, terms + sign * counts.total()
    return sorted((field, documents, terms) for field, (documents, terms) in sizes.items() if documents)


def _numbered(
    connection: sqlite3.Connection,
    gone: Mapping[str, Sequence[Document]],
    new: Mapping[str, Sequence[Document]],
    whole: Mapping[str, str],
) -> tuple["array[int]", Spool[Placed]]:
    """The new number of each document by its old one, and all documents in the order of their things."""
    numbers, documents = array("q"), Spool[Placed](Placed)
    coming = sorted((own for own, found in new.items() if found), reverse=True)

    def put_until(last: str | None) -> None:
        while coming and (last is None or coming[-1] <= last):
            own = coming.pop()
            for _, _, _, start, end in new[own]:
                documents.put((len(documents), own, start, end, whole.get(own, own)))

    for own, start, end in connection.execute("SELECT id, start, end FROM document ORDER BY number"):
        put_until(own)
        if own in gone:
            numbers.append(_GONE)
        else:
            numbers.append(len(documents))
            documents.put((len(documents), own, start, end, whole.get(own, own)))
    put_until(None)
    return numbers, documents


def _firsts(documents: Iterable[Placed], new: Mapping[str, object]) -> dict[str, int]:
    """The number of the first document of each thing that is new."""
    first: dict[str, int] = {}
    for number, own, *_ in documents:
        if own in new:
            first.setdefault(own, number)
    return first


def _replaced(
    former: Path, numbers: Sequence[int], held: Mapping[Field, Held]
) -> tuple[Spool[Row], set[str], set[str]]:
    """The rows with the documents that are new; the words and names in them, and those that there were before."""
    postings, said, was_said = Spool[Row](Row), set[str](), set[str]()

    def kept() -> Iterator[Row]:
        for row in kept_rows(former, Row):
            if is_said(row[0]):
                was_said.add(row[0])
            left = renumbered(row, numbers)
            if left[3]:
                yield left

    for _, rows in groupby(merge(kept(), settled(held)), key=lambda row: row[:2]):
        row, *more = sorted(rows, key=lambda row: -len(row[3]))
        row = joined(row, more[0]) if more else row
        postings.put(row)
        if is_said(row[0]):
            said.add(row[0])
    return postings, said, was_said


def _senses(was_said: set[str], said: set[str], vocabulary: Vocabulary) -> tuple[list[tuple[str, str]], list[Sense]]:
    """The senses that go and come with the words and names of the texts; where the vocabulary has the same, the heaviest counts."""
    if was_said == said:
        return [], []
    old, new = set(misspelt(was_said, vocabulary)), set(misspelt(said, vocabulary))
    touched = {(word, sense) for word, sense, _ in old ^ new}
    weights: dict[tuple[str, str], float] = {}
    for word, sense, weight in (*new, *senses_of(vocabulary)):
        if (word, sense) in touched:
            weights[word, sense] = max(weight, weights.get((word, sense), 0.0))
    return sorted(touched - set(weights)), sorted((*key, weight) for key, weight in weights.items())
