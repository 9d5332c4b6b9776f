"""What things are found by, as documents: their names and texts, and the terms of these."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from operator import itemgetter
from typing import Any, Final

from extract.passages import passages
from extract.sounds import spoken
from ontology.concepts import Vocabulary, per_vocabulary
from ontology.matching import Matcher
from ontology.names import fold, name_key
from ontology.records import AnyRecord, Concept, Constraint, Entry, Feature, MenuNode, Named, Procedure, Term
from ontology.retrieval import CONCEPT, NAME, SPOKEN, Field, pairs, plain
from ontology.words import words

_NAMED: Final[Mapping[type, Field]] = {
    Feature: Field.FEATURE,
    MenuNode: Field.MENU_NODE,
    Concept: Field.CONCEPT,
    Term: Field.TERM,
}
_NAMES: Final = frozenset(_NAMED.values())

_ORDER: Final[Callable[["Document"], Any]] = itemgetter(1, 3, 4, 2)

Document = tuple[str, Field, str, int, int]
"""The id of a thing, what of it this is, the text, and for a passage where it stands in the answer."""


def documents_of(record: AnyRecord) -> list[Document]:
    """What a record is found by, in the order of the documents' numbers: passages as they stand, so that one that changes leaves the others theirs."""
    return sorted(set(_documents(record)), key=_ORDER)


def _documents(record: AnyRecord) -> Iterator[Document]:
    if isinstance(record, Entry):
        yield record.id, Field.TITLE, record.title, 0, 0
        yield record.id, Field.BODY, f"{record.title}\n{record.answer}", 0, 0
        for start, end in passages(record.answer):
            yield record.id, Field.PASSAGE, record.answer[start:end], start, end
    elif isinstance(record, Constraint):
        yield record.id, Field.CONSTRAINT, record.text, 0, 0
    elif isinstance(record, Procedure):
        yield record.id, Field.PROCEDURE, "\n".join((record.name, *(step.text for step in record.steps))), 0, 0
    elif isinstance(record, Named) and record.evidence:
        for name in (record.label, *record.aliases):
            yield record.id, _NAMED[type(record)], name, 0, 0


def terms_of(text: str, field: Field, vocabulary: Vocabulary) -> Counter[str]:
    """How often a document has each of its terms."""
    bare = plain(text)
    found = [*words(bare), *pairs(bare)]
    found += synonyms(vocabulary).values(bare)
    found += preferred(vocabulary).values(bare)
    found += [CONCEPT + label for labels in concepts(vocabulary).values(bare) for label in labels]
    return Counter([*found, *terms_of_name(text, field)])


def terms_of_name(text: str, field: Field) -> Iterator[str]:
    """The terms that a name has as a whole; of what is no name none."""
    if field in _NAMES:
        yield NAME + name_key(text)
        yield from (SPOKEN + sound for sound in spoken(fold(text)))


@per_vocabulary
def synonyms(vocabulary: Vocabulary) -> Matcher[str]:
    """The words of texts that mean the same, each with the one that stands for all."""
    return Matcher({word: plain(group[0]) for group in vocabulary.synonyms for word in group[1:]})


@per_vocabulary
def preferred(vocabulary: Vocabulary) -> Matcher[str]:
    """The words that everyday words stand for, where they are none of jieba's: 京豆."""
    every = {plain(sense) for _, senses in vocabulary.everyday for sense in senses}
    return Matcher({word: word for word in every if words(word) != (word,)})


@per_vocabulary
def concepts(vocabulary: Vocabulary) -> Matcher[tuple[str, ...]]:
    """The names of concepts in texts, with the labels of those that have the name."""
    return Matcher(
        {name: tuple(plain(one.label) for one in found) for name, found in vocabulary.names_in_text().items()}
    )
