"""Which words of a question an entry has, and where: in its title, in each of its passages, anywhere in it.

Words that only ask are left out; of the others each counts by how rare it is, what no text has as the rarest. A word is had by the
best of what it stands for; one that stands for several words together (导出+订单) has them in one passage, or less well.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph_api.index import rarity, size_of
from graph_api.phrases import Phrase, Slot
from graph_api.question import Question
from graph_api.retrieval import share_of
from graph_api.snapshot import Snapshot
from ontology.retrieval import TOGETHER, Field, documents_in

_APART: Final = 0.6
"""How well a word of several is had by a text that has them somewhere."""
_FIELDS: Final = (Field.TITLE, Field.BODY, Field.PASSAGE)
_ASKING: Final = frozenset({"may", "way"})


@dataclass(frozen=True, slots=True)
class Sought:
    """A word of a question that says what it is about: what it tells (0 to 1), how well the texts know it (0 to 1), whether it stands
    behind the first word that asks whether or how, and how well each document has it, by field."""

    word: str
    worth: float
    known: float
    behind: bool
    had: Mapping[Field, Mapping[int, float]]


@dataclass(frozen=True, slots=True)
class Covered:
    """How well an entry has a word that is sought, 0 to 1: its title, anything of it, each of its passages."""

    sought: Sought
    title: float
    whole: float
    passages: tuple[float, ...]


def sought(snapshot: Snapshot, question: Question) -> tuple[Sought, ...]:
    """The words of a question that say what it is about, in their order."""
    phrase = question.phrase
    first = min((slot.start for slot in phrase.slots if slot.asks & _ASKING), default=len(phrase.bare))
    return tuple(
        _sought(snapshot, phrase, slot, behind=slot.start > first)
        for slot in phrase.slots
        if not slot.asks and share_of(slot)
    )


def covered(
    words: Sequence[Sought], *, titles: Collection[int], body: int, passages: Sequence[int]
) -> tuple[Covered, ...]:
    """How well the documents of an entry have the words that are sought."""
    return tuple(_covered(word, titles, body, passages=passages) for word in words)


def lacking(words: Sequence[Covered], had: Sequence[float]) -> tuple[float, float]:
    """What share of what some words tell is not had, and how much the word tells that tells most of those: each 0 to 1."""
    every = sum(one.sought.worth for one in words)
    lost = [one.sought.worth * (1 - share) for one, share in zip(words, had, strict=True)]
    return (sum(lost) / every, max(lost)) if every else (0.0, 0.0)


def _sought(snapshot: Snapshot, phrase: Phrase, slot: Slot, *, behind: bool) -> Sought:
    worth, known = _worth(snapshot, phrase, slot)
    had = {field: _had(phrase, slot, field) for field in _FIELDS}
    return Sought(slot.word, share_of(slot) * worth / phrase.rarest, known, behind, had)


def _covered(word: Sought, titles: Collection[int], body: int, *, passages: Sequence[int]) -> Covered:
    title = max((word.had[Field.TITLE].get(one, 0.0) for one in titles), default=0.0)
    each = tuple(word.had[Field.PASSAGE].get(one, 0.0) for one in passages)
    return Covered(word, title, max(word.had[Field.BODY].get(body, 0.0), title, *each, 0.0), each)


def _had(phrase: Phrase, slot: Slot, field: Field) -> dict[int, float]:
    """How well each document of a field has a word."""
    rows = phrase.rows.get(field, {})
    found: dict[int, float] = {}
    for sense, weight in slot.terms:
        if sense in rows:
            for document in documents_in(rows[sense][1]):
                if found.get(document, 0.0) < weight:
                    found[document] = weight
        elif TOGETHER in sense:
            parts = sense.split(TOGETHER)
            each = weight * (_APART if field is Field.BODY else 1.0) / sum(map(len, parts))
            together: dict[int, float] = defaultdict(float)
            for part in parts:
                for document in documents_in(rows[part][1]) if part in rows else ():
                    together[document] += each * len(part)
            for document, share in together.items():
                if found.get(document, 0.0) < share:
                    found[document] = share
    return found


def _worth(snapshot: Snapshot, phrase: Phrase, slot: Slot) -> tuple[float, float]:
    """How much a word tells (that of its rarest sense; as much as the rarest where no text has it), and how well the texts know it."""
    of, rows = size_of(snapshot, Field.BODY), phrase.rows.get(Field.BODY, {})
    told = known = 0.0
    for sense, weight in slot.terms:
        parts = sense.split(TOGETHER)
        inside = [part for part in parts if part in rows]
        if inside:
            share = weight * sum(map(len, inside)) / sum(map(len, parts))
            known = max(known, share)
            told = max(told, share * max(rarity(rows[part][0], of) for part in inside))
    return told + (1 - known) * phrase.rarest * min(1.0, len(slot.word) / 2), known
