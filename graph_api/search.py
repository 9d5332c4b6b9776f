"""Finding things by words: entries, features, places, concepts, rules, terms and procedures, best first, the last word perhaps unfinished.

A thing is found by its words (mended where they are misspelt) and what they stand for, by two characters that stand together, by the
beginning of a name and by the beginning of how a name is typed (ddgl).
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from graph_api.answers import checked
from graph_api.asked_for import NodeKind
from graph_api.errors import bad_input
from graph_api.highlights import marked, spans_of
from graph_api.index import Owner, owners
from graph_api.phrases import Phrase, phrase_of
from graph_api.retrieval import by_terms, by_words
from graph_api.snapshot import Snapshot
from ontology.names import name_key
from ontology.records import AnyRecord, Constraint, Entry, Named, Procedure, Term
from ontology.retrieval import NAME, SPOKEN, Field, unpacked

MOST: Final = 120
"""How many hits there are at most, the best."""

_FIELDS: Final[Mapping[NodeKind, tuple[tuple[Field, float], ...]]] = {
    NodeKind.ENTRY: ((Field.TITLE, 0.6), (Field.PASSAGE, 0.45)),
    NodeKind.FEATURE: ((Field.FEATURE, 1.0),),
    NodeKind.MENU_NODE: ((Field.MENU_NODE, 0.95),),
    NodeKind.CONCEPT: ((Field.CONCEPT, 0.95),),
    NodeKind.CONSTRAINT: ((Field.CONSTRAINT, 0.75),),
    NodeKind.TERM: ((Field.TERM, 0.95),),
    NodeKind.PROCEDURE: ((Field.PROCEDURE, 0.7),),
}
_NAMES: Final = frozenset({Field.FEATURE, Field.MENU_NODE, Field.CONCEPT, Field.TERM})
_LEAST: Final = 0.04
_BESIDE: Final = 0.15
"""What share of the best one's score a document must have."""
_BEGUN: Final = 12
"""How many words that begin as the last one does are taken."""
_KEPT: Final = 256


@dataclass(frozen=True, slots=True)
class Found:
    """A hit: the thing, what it is, how well it fits, and its best words marked."""

    record: AnyRecord
    kind: NodeKind
    score: float
    highlight: str


@dataclass(frozen=True, slots=True)
class Hits:
    """Rows that can be paged: the hits, best first, then by id."""

    snapshot: Snapshot
    terms: frozenset[str]
    keys: tuple[bytes, ...]
    rows: tuple[tuple[str, NodeKind, float, int], ...]

    def size(self) -> int:
        """How many there are."""
        return len(self.rows)

    def page(
        self, limit: int, *, after: bytes | None, before: bytes | None, backward: bool
    ) -> list[tuple[bytes, Found]]:
        """At most `limit` hits between two cursors' keys."""
        start = bisect_right(self.keys, after) if after is not None else 0
        stop = bisect_left(self.keys, before) if before is not None else len(self.keys)
        chosen = range(max(start, stop - limit), stop) if backward else range(start, min(stop, start + limit))
        return [(self.keys[at], self._found(*self.rows[at])) for at in chosen]

    def _found(self, own: str, kind: NodeKind, score: float, passage: int) -> Found:
        record = self.snapshot.get(own)
        assert record is not None
        return Found(
            record,
            kind,
            round(score, 4),
            marked(_shown(self.snapshot, record, passage, self.terms), self.terms),
        )


def search(snapshot: Snapshot, text: str, kinds: Collection[NodeKind] | None = None) -> Hits:
    """What a text finds. BAD_USER_INPUT where it holds no word, or too many characters."""
    wanted = checked(text, "the text")
    if kinds is not None and not kinds:
        raise bad_input("kinds is an empty list; leave it out to look for all")
    return snapshot.once(_searches)(wanted, tuple(kind for kind in NodeKind if kinds is None or kind in kinds))


def _searches(snapshot: Snapshot) -> Callable[[str, tuple[NodeKind, ...]], Hits]:
    """The hits of the texts that were asked for last, for their further pages."""

    def find(text: str, kinds: tuple[NodeKind, ...]) -> Hits:
        return hits_of(snapshot, text, kinds)

    return lru_cache(maxsize=_KEPT)(find)


def hits_of(snapshot: Snapshot, text: str, kinds: tuple[NodeKind, ...]) -> Hits:
    """What a text finds, worked out anew."""
    phrase = phrase_of(snapshot, text)
    begun = _begun(snapshot, text, phrase)
    scores: dict[NodeKind, dict[int, float]] = {}
    passages: dict[int, float] = {}
    for kind in kinds:
        found = scores[kind] = {}
        for field, weight in _FIELDS[kind]:
            if field is Field.PASSAGE:
                _add_field(passages, snapshot, phrase, field, begun)
                found.update((document, weight * score) for document, score in passages.items())
            else:
                _add_field(found, snapshot, phrase, field, begun, weight)
    top = max((max(found.values(), default=0.0) for found in scores.values()), default=0.0)
    least = max(_LEAST / 3, top * _BESIDE)
    fitting = [
        (score, -document, kind)
        for kind, found in scores.items()
        for document, score in found.items()
        if score >= least
    ]
    fitting.sort(reverse=True)
    every = fitting[: MOST * 2]
    best: dict[NodeKind, list[int]] = defaultdict(list)
    for _, document, kind in every:
        best[kind].append(-document)
    owner = owners(snapshot, {document for found in best.values() for document in found})
    rows = ((_rank(row[2]), row[0], row) for row in _rows(scores, best, owner, passages))
    ordered = sorted(rows)[:MOST]
    keys = tuple(b"%07d\x00%b" % (rank, own.encode()) for rank, own, _ in ordered)
    return Hits(snapshot, phrase.terms, keys, tuple(row for _, _, row in ordered))


def _rank(score: float) -> int:
    """A score as a whole number that is the less the better it is."""
    return round((10 - score) * 100000)


def _rows(
    scores: Mapping[NodeKind, Mapping[int, float]],
    best: Mapping[NodeKind, list[int]],
    owner: Mapping[int, Owner],
    passages: Mapping[int, float],
) -> Iterator[tuple[str, NodeKind, float, int]]:
    """One row a thing: what its documents reach, for entries together (each kind of text once), else the best of its names."""
    for kind, documents in best.items():
        reached: dict[str, float] = defaultdict(float)
        shown: dict[str, tuple[float, int]] = {}
        whole: dict[str, float] = defaultdict(float)
        for document in documents:
            own, score = owner[document][0], scores[kind][document]
            if document in passages:
                shown[own] = max(shown.get(own, (0.0, -1)), (passages[document], document))
                whole[own] = max(whole[own], score)
            elif kind is NodeKind.ENTRY:
                reached[own] += score
            else:
                reached[own] = max(reached[own], score)
        for own in {*reached, *whole}:
            score = reached[own] + whole[own]
            if score >= _LEAST:
                yield own, kind, score, shown.get(own, (0.0, -1))[1]


def _add_field(
    found: dict[int, float],
    snapshot: Snapshot,
    phrase: Phrase,
    field: Field,
    begun: Mapping[Field, Mapping[int, float]],
    weight: float = 1.0,
) -> None:
    """Adds what the documents of a field reach: by words, by pairs of characters, by a beginning."""
    for share, scores in (
        (0.65, by_words(snapshot, phrase, field)),
        (0.35, by_terms(snapshot, phrase, field, phrase.pairs)),
        (1.0, begun.get(field, {})),
    ):
        counts = weight * share
        if not found:
            found.update({document: counts * score for document, score in scores.items()})
            continue
        for document, score in scores.items():
            found[document] = found.get(document, 0.0) + counts * score


def _begun(snapshot: Snapshot, text: str, phrase: Phrase) -> dict[Field, dict[int, float]]:
    """Documents whose name begins as the text does, is typed so, or that have a word which begins as the last one does."""
    found: dict[Field, dict[int, float]] = defaultdict(dict)
    key = name_key(text)
    last = phrase.slots[-1].word if phrase.slots else ""
    begins = [(NAME + key, 1.0), (last, 0.3)]
    if key.isascii() and key.isalpha():
        begins.append((SPOKEN + key, 0.9))
    for begin, weight in begins:
        if len(begin) < 1 or begin in (NAME, SPOKEN):
            continue
        rows = snapshot.rows(
            f"SELECT term, field, postings FROM term WHERE term >= ?1 AND term < ?1 || char(1114111) ORDER BY term LIMIT {_BEGUN}",
            (begin,),
        )
        for term, field, postings in rows:
            share = weight * (len(begin) / len(term)) ** 0.5
            kept, whole = found[Field(field)], term[0] in (NAME, SPOKEN)
            for document, impact in unpacked(postings):
                gained = share if whole else share * impact
                if gained > kept.get(document, 0.0):
                    kept[document] = gained
    return found


def _shown(snapshot: Snapshot, record: AnyRecord, passage: int, wanted: frozenset[str]) -> str:
    """The words of a thing that fit best: its title or a passage, its label (and the other name that it was found by), its text."""
    if isinstance(record, Entry):
        if passage < 0 or len(spans_of(record.title, wanted)) > 1:
            return record.title
        _, start, end, _ = owners(snapshot, [passage])[passage]
        return " ".join(record.answer[start:end].split())
    if isinstance(record, Constraint):
        return record.text
    if isinstance(record, Procedure):
        return record.name
    assert isinstance(record, Named)
    best = max((record.label, *record.aliases), key=lambda name: _marked_share(name, wanted)) if record.aliases else ""
    shown = f"{record.label}（{best}）" if best not in ("", record.label) else record.label
    return f"{shown}：{record.definition}" if isinstance(record, Term) else shown


def _marked_share(name: str, wanted: frozenset[str]) -> float:
    return sum(end - start for start, end in spans_of(name, wanted)) / len(name)
