"""A question as it is looked up: in words, each with what may stand for it, and how well."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from graph_api.cuts import ASIDE, LIGHT, TAIL, Reading, cover, is_asking, reading_of
from graph_api.index import Row, rarity, size_of
from graph_api.mending import mended
from graph_api.snapshot import Snapshot
from ontology.matching import squash
from ontology.retrieval import ASKS, CONCEPT, PAIR, TOGETHER, Field, pairs, substrings

_PART: Final = 0.55
_PARTS: Final = 0.85
"""How well the parts of a word stand for it: one of them by its share of the characters, all together."""
_MEANT: Final = 0.9
"""How well a term must stand for a word to be one that it means."""
_WITH_TAIL: Final = 0.95
FILLERS: Final = frozenset({"nothing", "may"})


@dataclass(frozen=True, slots=True)
class Slot:
    """A word of a question, `text[start:end]` folded; `terms`: what may stand for it, with how well; `asks`: the classes of
    question words that it belongs to; `within`: those of what it begins or ends with (几点下班)."""

    start: int
    end: int
    word: str
    terms: tuple[tuple[str, float], ...]
    asks: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()
    light: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text as it is looked up: as written; folded, without noise blanks and mended; in slots; with the rows of the index for all
    its terms."""

    text: str
    bare: str
    slots: tuple[Slot, ...]
    pairs: tuple[str, ...]
    rows: Mapping[int, Mapping[str, Row]]
    rarest: float
    terms: frozenset[str]
    """The words that it has or that its words stand for, of one character only where there is no other."""

    @property
    def unknown(self) -> float:
        """What share of its characters belong to words that neither the texts nor the vocabulary know."""
        known = {term for found in self.rows.values() for term in found}
        lost = sum(
            slot.end - slot.start
            for slot in self.slots
            if not slot.asks and not any(known.issuperset(term.split(TOGETHER)) for term, _ in slot.terms)
        )
        return lost / max(1, len(self.bare))

    def asks(self, what: str) -> bool:
        """Whether it has a word of a class of question words."""
        return any(what in slot.asks or what in slot.within for slot in self.slots)


def phrase_of(snapshot: Snapshot, text: str) -> Phrase:
    """A text cut into words that the index or the vocabulary knows, the longest ones that cover it best; what is misspelt is mended."""
    read = reading_of(snapshot, squash(text)[0])
    meant = mended(snapshot, read)
    if meant != read.bare:
        read = reading_of(snapshot, meant)
    slots = tuple(_slot(read, start, end) for start, end in read.cover)
    return Phrase(
        text,
        read.bare,
        slots,
        pairs(read.bare),
        read.rows,
        rarity(1, size_of(snapshot, Field.BODY)),
        _terms(read.bare, slots),
    )


def with_slots(phrase: Phrase, slots: tuple[Slot, ...]) -> Phrase:
    """A phrase with some of its words alone."""
    return replace(phrase, slots=slots, terms=_terms(phrase.bare, slots))


def _terms(bare: str, slots: Iterable[Slot]) -> frozenset[str]:
    return frozenset(
        part
        for slot in slots
        if not slot.asks
        for term, weight in slot.terms
        if weight >= _MEANT
        for part in term.removeprefix(CONCEPT).split(TOGETHER)
        if len(part) > 1 or len(bare) == 1
    )


def _slot(read: Reading, start: int, end: int) -> Slot:
    word = read.bare[start:end]
    senses = read.senses.get(word, ())
    light = any(sense == LIGHT for sense, _ in senses)
    asks = frozenset(sense[1:] for sense, _ in senses if sense.startswith(ASKS) and sense not in ASIDE)
    terms = {sense: weight for sense, weight in senses if not sense.startswith(ASKS)}
    said = bool(terms)
    if not asks:
        for at, to in substrings(word):
            part = word[at:to]
            if part != word and len(part) > 1:
                tail = at == 0 and any(sense == TAIL for sense, _ in read.senses.get(word[to:], ()))
                weight = _WITH_TAIL if tail else _PART * len(part) / len(word)
                for sense, own in (*read.senses.get(part, ()), (part, 1.0)):
                    if not sense.startswith(ASKS):
                        terms[sense] = max(terms.get(sense, 0.0), weight * own)
        terms |= dict.fromkeys(_in_parts(read, word), _PARTS)
    terms[word] = 1.0
    asks = asks if not said or asks - FILLERS else frozenset()
    if len(word) == 2 and word not in read.known:
        terms[PAIR + word] = 0.8
    ends = (
        ()
        if is_asking(read.senses, word)
        else (part for at in range(2, len(word)) for part in (word[:at], word[at - 1 :]))
    )
    within = {sense[1:] for part in ends for sense, _ in read.senses.get(part, ()) if sense.startswith(ASKS)}
    return Slot(
        start,
        end,
        word,
        tuple(sorted(terms.items())),
        asks,
        frozenset(within - {*FILLERS, LIGHT[1:], TAIL[1:]}),
        light,
    )


def _in_parts(read: Reading, word: str) -> Iterator[str]:
    """A word of several (导出订单) as these together, where they are all words of the texts or of the vocabulary."""
    if len(word) < 4 or word.isascii():
        return
    inside = {part: price for part, price in read.prices.items() if part != word}
    parts = [word[at:to] for at, to in cover(word, list(substrings(word)), inside)]
    if len(parts) > 1 and all(len(part) > 1 and part in read.known for part in parts):
        yield TOGETHER.join(parts)
