"""The index of full text as a snapshot holds it: the rows of terms, what words stand for, how they sound, and what a document is of."""

import math
from collections.abc import Collection, Iterable
from typing import Final

from graph_api.snapshot import Snapshot
from ontology.retrieval import WORD, Field

Row = tuple[int, bytes]
"""How many documents of a field have a term, and the heaviest of them (`retrieval.packed`)."""
Owner = tuple[str, int, int, str]
"""The id of the thing that a document is of; of a passage, where it stands in the answer; of a part of an entry, the whole (else the thing)."""
_KEPT_OWNERS: Final = 65536
"""How many documents' owners are kept."""


def rows_of(snapshot: Snapshot, terms: Iterable[str]) -> dict[int, dict[str, Row]]:
    """The rows of some terms by field and term."""
    query = "SELECT term, field, documents, postings FROM term WHERE term IN ({})"
    found: dict[int, dict[str, Row]] = {}
    for term, field, documents, postings in snapshot.rows(query, sorted(terms)):
        found.setdefault(field, {})[term] = (documents, postings)
    return found


def senses_of(snapshot: Snapshot, words: Iterable[str]) -> dict[str, list[tuple[str, float]]]:
    """What each of some words stands for: nothing else where it is just a word of the language; what is no word is left out."""
    found: dict[str, list[tuple[str, float]]] = {}
    for word, sense, weight in snapshot.rows("SELECT word, sense, weight FROM sense WHERE word IN ({})", sorted(words)):
        senses = found.setdefault(word, [])
        if sense != WORD:
            senses.append((sense, weight))
    return found


def syllables_of(snapshot: Snapshot, bare: str) -> dict[str, str]:
    """How the Chinese characters of a text sound, as far as words of the index do."""
    characters = sorted({char for char in bare if char >= "㐀"})
    return dict(snapshot.rows("SELECT character, pinyin FROM syllable WHERE character IN ({})", characters))


def owners(snapshot: Snapshot, documents: Collection[int]) -> dict[int, Owner]:
    """What each document is of, and where; those that were asked for last are kept."""
    kept = snapshot.once(_no_owners)
    missing = [document for document in documents if document not in kept]
    if missing:
        if len(kept) > _KEPT_OWNERS:
            kept.clear()
            missing = list(documents)
        rows = snapshot.rows("SELECT number, id, start, end, whole FROM document WHERE number IN ({})", sorted(missing))
        kept.update((number, (own, start, end, whole)) for number, own, start, end, whole in rows)
    return {document: kept[document] for document in documents}


def _no_owners(_: Snapshot) -> dict[int, Owner]:
    return {}


def size_of(snapshot: Snapshot, field: Field) -> int:
    """How many documents a field has."""
    return snapshot.once(_sizes).get(int(field), 0)


def _sizes(snapshot: Snapshot) -> dict[int, int]:
    return dict(snapshot.rows("SELECT field, documents FROM field_size"))


def rarity(documents: int, of: int) -> float:
    """How much it tells that a document has a term that so many have."""
    return math.log(1 + (of - min(documents, of) + 0.5) / (min(documents, of) + 0.5))
