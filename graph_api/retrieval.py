"""What the words of a phrase find: how well each document of the index answers to them, by field.

A word stands for itself and for its senses; a document is counted by the best of them, never by their sum. Scores are shares of
what a document could reach that has every word, so that those of different questions can be compared: 0 to 1.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from graph_api.cuts import TAIL
from graph_api.index import Row, rarity, size_of
from graph_api.phrases import FILLERS, Phrase, Slot
from graph_api.snapshot import Snapshot
from ontology.retrieval import ASKS, TOGETHER, Field, plain, unpacked

_KEPT_TITLES: Final = 16384
_ALONE: Final = 0.5
"""How much a word of a single character counts: it may well be a piece of another."""
_MEANING: Final = 0.8
"""The same of one that stands for a longer one (拦: 拦截)."""
_ASKED: Final = 0.12
"""How much a word counts that tells what is asked for, and is found in the texts as well."""
_LIGHTLY: Final = 0.3


def subjects(snapshot: Snapshot) -> Callable[[str], str]:
    """From a title to what it is about: folded, without the words that only ask or need not be repeated (but for single characters,
    which may be pieces of others)."""
    rows = snapshot.rows("SELECT word, sense FROM sense WHERE sense >= ?1 AND sense < ?2", (ASKS, chr(ord(ASKS) + 1)))
    words = frozenset(word for word, sense in rows if len(word) > 1 and sense != TAIL)
    longest = max(map(len, words), default=0)

    @lru_cache(maxsize=_KEPT_TITLES)
    def subject(title: str) -> str:
        bare, at, kept = plain(title), 0, ""
        while at < len(bare):
            size = next((size for size in range(longest, 1, -1) if bare[at : at + size] in words), 0)
            kept += bare[at] if not size and bare[at].isalnum() else ""
            at += size or 1
        return kept

    return subject


def by_words(snapshot: Snapshot, phrase: Phrase, field: Field) -> dict[int, float]:
    """For each document of a field that has any word of a phrase: what share of the words it has, the rarer ones counting more."""
    of, rows = size_of(snapshot, field), phrase.rows.get(field, {})
    total = 0.0
    found: dict[int, float] = defaultdict(float)
    for slot in phrase.slots:
        share = share_of(slot)
        if not share:
            continue
        best: dict[int, float] = {}
        worth = 0.0
        for sense, weight in slot.terms:
            if sense in rows:
                worth = max(worth, _raise(best, rows[sense], weight, of))
            elif TOGETHER in sense:
                worth = max(worth, _raise_together(best, rows, sense.split(TOGETHER), weight=weight, of=of))
        total += share * (worth or phrase.rarest * min(1.0, len(slot.word) / 2))
        for document, reached in best.items():
            found[document] += share * reached
    return {document: value / total for document, value in found.items()} if total else {}


def worth_of(snapshot: Snapshot, phrase: Phrase, slot: Slot, field: Field) -> float:
    """How much a word tells of the texts of a field: that of its rarest sense."""
    of, rows = size_of(snapshot, field), phrase.rows.get(field, {})
    told = [
        weight * rarity(rows[term][0], of)
        for sense, weight in slot.terms
        for term in sense.split(TOGETHER)
        if term in rows
    ]
    return max(told, default=phrase.rarest * min(1.0, len(slot.word) / 2))


def _raise(best: dict[int, float], row: Row, weight: float, of: int) -> float:
    """Raises the best of each document to what it reaches of a term; gives what the term is worth."""
    worth = weight * rarity(row[0], of)
    for document, impact in unpacked(row[1]):
        reached = worth * impact
        if reached > best.get(document, 0.0):
            best[document] = reached
    return worth


def _raise_together(
    best: dict[int, float], rows: Mapping[str, Row], terms: Sequence[str], *, weight: float, of: int
) -> float:
    """The same for a sense of several terms, each counting by its share of the characters."""
    every = sum(map(len, terms))
    worth = 0.0
    together: dict[int, float] = defaultdict(float)
    for term in terms:
        if term in rows:
            value = weight * rarity(rows[term][0], of) * len(term) / every
            worth += value
            for document, impact in unpacked(rows[term][1]):
                together[document] += value * impact
    for document, reached in together.items():
        if reached > best.get(document, 0.0):
            best[document] = reached
    return worth


def by_terms(snapshot: Snapshot, phrase: Phrase, field: Field, terms: Sequence[str]) -> dict[int, float]:
    """The same for plain terms: pairs of characters."""
    of, rows = size_of(snapshot, field), phrase.rows.get(field, {})
    told = dict.fromkeys(terms)
    if not any(term in rows for term in told):
        return {}
    total = 0.0
    found: dict[int, float] = defaultdict(float)
    for term in told:
        row = rows.get(term)
        if row is None:
            total += phrase.rarest
            continue
        value = rarity(row[0], of)
        total += value
        for document, impact in unpacked(row[1]):
            found[document] += value * impact
    return {document: value / total for document, value in found.items()}


def best_of(scores: Mapping[int, float], most: int) -> list[int]:
    """The documents that score best, and of equal ones the first, best first."""
    return sorted(sorted(scores), key=scores.__getitem__, reverse=True)[:most]


def share_of(slot: Slot) -> float:
    """How much a slot counts: those that only ask count little or nothing."""
    if slot.light:
        return _LIGHTLY
    if not slot.asks:
        return 1.0 if slot.end - slot.start > 1 else _MEANING if len(slot.terms) > 1 else _ALONE
    return 0.0 if slot.asks & FILLERS else _ASKED
