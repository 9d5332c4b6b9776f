"""The index that things are found by: which terms each of them has, how much each term says of it, and what people's words mean.

Of a term that many documents have, those it says most of are kept, so that a question costs the same in a corpus of any size.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from extract.cutting import cut
from extract.indexed import concepts, synonyms
from extract.numbers import number_after
from extract.postings import Counted, Postings, Row, Size, TermRow, shortened
from extract.recordfile import in_order
from extract.sounds import syllables
from extract.spool import Spool
from ontology.concepts import Vocabulary, VocabularyConcept, per_vocabulary
from ontology.records import AnyRecord, Entry
from ontology.retrieval import (
    ASKS,
    CONCEPT,
    LONGEST_WORD,
    NAME,
    SOUND,
    TOGETHER,
    WORD,
    Field,
    blanked,
    plain,
)
from ontology.words import common_words, words

MOST: Final = 128
"""How many documents of a term are kept, the heaviest."""

SLACK: Final[Mapping[Field, float]] = {Field.BODY: 0.7, Field.PASSAGE: 0.3}
_ASKING: Final = "asks-"
_SAID_OF: Final = ("订单", "的订单", "单", "的单", "单子", "的单子", "状态", "的")
_CHINESE: Final = re.compile(r"[㐀-鿿]{2,}")

Placed = tuple[int, str, int, int, str]
"""A document's number, the id of its thing, from where to where it stands in the answer, and the id of the whole entry."""


@dataclass(frozen=True, slots=True)
class Index:
    """All postings, and rows for the tables of `layout.TABLES`: documents, how many there are of each field, senses, syllables."""

    postings: Spool[Row]
    documents: Spool[Placed]
    sizes: list[Size]
    senses: list[tuple[str, str, float]]
    syllables: list[tuple[str, str]]

    @property
    def terms(self) -> Iterator[TermRow]:
        """Rows for the table of terms."""
        return (shortened(row, MOST) for row in self.postings)


def index_of(records: Iterable[AnyRecord], vocabulary: Vocabulary, jobs: int = 1) -> Index:
    """The index over all records; it does not depend on their order. `jobs`: processes that cut texts into terms."""
    every = in_order(records)
    whole = wholes(every)
    gathered = Postings(SLACK)
    documents = Spool[Placed](Placed)
    number = -1
    for terms, found in cut(every, vocabulary, jobs):
        numbered: list[tuple[int, Field, Counted]] = []
        for own, field, start, end, counted in found:
            number = number_after(number, own)
            numbered.append((number, Field(field), counted))
            documents.put((number, own, start, end, whole.get(own, own)))
        gathered.put(terms, numbered)
    postings, said = Spool[Row](Row), set[str]()
    for row in gathered.rows():
        postings.put(row)
        if is_said(row[0]):
            said.add(row[0])
    senses = {*senses_of(vocabulary), *misspelt(said, vocabulary), *_words(vocabulary)}
    return Index(postings, documents, gathered.sizes(), sorted(senses), sorted(syllables().items()))


def is_said(term: str) -> bool:
    """Whether a term is a word or a name that is found by its sound."""
    return bool(_CHINESE.fullmatch(term.removeprefix(NAME)))


def wholes(records: Iterable[AnyRecord]) -> dict[str, str]:
    """The whole entry that each part of one is in, however deep."""
    parents = {record.id: record.parent for record in records if isinstance(record, Entry) and record.parent}
    found: dict[str, str] = {}
    for own in parents:
        whole = own
        while whole in parents:
            whole = parents[whole]
        found[own] = whole
    return found


def whole_of(own: str, known: Mapping[str, AnyRecord]) -> str:
    """The same of one thing, which is itself where it is no part; `known`: all records."""
    while isinstance(part := known[own], Entry) and part.parent:
        own = part.parent
    return own


@per_vocabulary
def senses_of(vocabulary: Vocabulary) -> frozenset[tuple[str, str, float]]:
    """What a word of a question stands for: the words of texts that mean it, concepts, or what is asked."""
    found = {(plain(word), plain(group[0]), 1.0) for group in vocabulary.synonyms for word in group[1:]}
    said = {text: tuple(_said(text, vocabulary)) for _, preferred in vocabulary.everyday for text in preferred}
    for word, preferred in vocabulary.everyday:
        found |= {(plain(word), sense, weight) for text in preferred for sense, weight in said[text]}
    for concept in vocabulary.concepts:
        found |= {(name, CONCEPT + plain(concept.label), 1.0) for name in _asked_by(concept)}
    for name, asking in vocabulary.words.items():
        if name.startswith(_ASKING):
            found |= {(plain(word), ASKS + name.removeprefix(_ASKING), 1.0) for word in asking}
    return frozenset(row for row in found if row[0] and row[0] != row[1])


def _asked_by(concept: VocabularyConcept) -> Iterator[str]:
    """The names of a concept in a question; an everyday word (取消) names it beside what it is said of alone (取消的订单)."""
    for name in concept.refs:
        if not concept.needs_cue(name):
            yield plain(name)
        yield from (plain(name + tail) for tail in _SAID_OF)


def _said(text: str, vocabulary: Vocabulary) -> Iterator[tuple[str, float]]:
    """The terms of a preferred word, of several each for its part."""
    for match in concepts(vocabulary).find(text):
        if (match.start, match.end) == (0, len(text)):
            yield from ((CONCEPT + label, 1.0) for label in match.value)
    yield from ((match.value, 1.0) for match in synonyms(vocabulary).find(text))
    single = plain(text)
    yield single, 1.0
    parts = [word for word in dict.fromkeys(words(text)) if word != single and len(word) > 1]
    if parts:
        yield TOGETHER.join(parts), 0.9


def misspelt(terms: Iterable[str], vocabulary: Vocabulary) -> Iterator[tuple[str, str, float]]:
    """The words of the texts, and names, by their sound (fahuo, and 验正码 for 验证码), by their initials where no other has the same
    (yzm), and by all but one character of them; everyday words by their sound."""
    names = {plain(name) for concept in vocabulary.concepts for name in concept.names}
    names |= {term[len(NAME) :] for term in terms if term.startswith(NAME)}
    known = {term for term in terms if _CHINESE.fullmatch(term)} | {name for name in names if _CHINESE.fullmatch(name)}
    sound = syllables().get
    begun: dict[str, list[str]] = defaultdict(list)
    for word in known:
        spoken = [sound(char) for char in word]
        if all(spoken) and len(word) <= LONGEST_WORD:
            yield SOUND + "".join(map(str, spoken)), word, 0.9
            begun["".join(str(one)[0] for one in spoken)].append(word)
        if 3 <= len(word) <= 6:
            yield from ((blank, word, 0.8) for blank in blanked(word))
    for initials, found in begun.items():
        if len(found) == 1 and len(initials) > 2:
            yield SOUND + initials, found[0], 0.7
    for word in _typed(vocabulary) - known:
        yield SOUND + "".join(str(sound(char)) for char in word), word, 0.85


def sounding_alike(some: Iterable[str], terms: Iterable[str]) -> set[str]:
    """Of terms those that have the initials of one of some: where some come or go, no others are found otherwise by their sound."""
    first = {ord(char): sound[0] for char, sound in syllables().items() if sound}
    initials = {term.removeprefix(NAME).translate(first) for term in some}
    return {term for term in terms if term.removeprefix(NAME).translate(first) in initials}


@per_vocabulary
def _typed(vocabulary: Vocabulary) -> frozenset[str]:
    """The everyday words of some length, all of whose characters have a common sound: they are typed by it as well (shifu)."""
    every = {plain(word) for word, _ in vocabulary.everyday}
    sound = syllables()
    return frozenset(
        word for word in every if len(word) > 1 and _CHINESE.fullmatch(word) and all(char in sound for char in word)
    )


@per_vocabulary
def _words(vocabulary: Vocabulary) -> frozenset[tuple[str, str, float]]:
    """What is a word: those of the language in use, and those of the vocabulary's lists."""
    listed = {plain(word) for found in vocabulary.words.values() for word in found}
    preferred = {plain(word) for _, senses in vocabulary.everyday for word in senses}
    named = {word for word in listed | preferred if _CHINESE.fullmatch(word)}
    return frozenset((word, WORD, 0.0) for word in common_words() | named)
