"""The terms of texts by numbers, which are those of one piece of the index alone: it can be made anywhere.

What an entry is found by says the same sentences several times (its text, each passage, its title), and no term goes beyond one. So each is cut
once: the terms of a text are those of its sentences, as `indexed.terms_of` finds them in the whole.
"""

import re
from collections.abc import Iterator
from typing import Final

from extract.indexed import concepts, preferred, synonyms, terms_of_name
from extract.passages import LEAST
from extract.postings import Counted, counted
from ontology.concepts import Vocabulary, per_vocabulary
from ontology.matching import squash
from ontology.names import fold
from ontology.retrieval import CONCEPT, PAIR, Field, together
from ontology.words import is_word, with_marks

_ENDS: Final = "。！？；!?;\n"
_NONE: Final = -1


class TermNumbers:
    """Numbers for the terms of documents, given as terms are met."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._ends: Final = _sentences(vocabulary)
        self._matchers: Final = synonyms(vocabulary), preferred(vocabulary)
        self._of_concepts: Final = concepts(vocabulary)
        self._numbers: Final = _Numbers()
        self._words: Final = _Words(self._numbers)
        self._pairs: Final = _Signed(self._numbers, PAIR)
        self._concepts: Final = _Signed(self._numbers, CONCEPT)
        self._known: Final[dict[str, list[int]]] = {}

    @property
    def terms(self) -> list[str]:
        """The terms in the order of their numbers."""
        return list(self._numbers)

    def count(self, text: str, field: Field) -> Counted:
        """One more document by how often it has each term."""
        found: list[int] = []
        title, _, answer = text.partition("\n") if field is Field.BODY else ("", "", text)
        for stretch in (title, *self._stretches(answer)):
            numbers = self._known.get(stretch)
            if numbers is None:
                numbers = self._known[stretch] = self._cut(stretch)
            found += numbers
        found += map(self._numbers.__getitem__, terms_of_name(text, field))
        return counted(found)

    def _stretches(self, text: str) -> Iterator[str]:
        """Sentences, short ones with the next, as passages are made of them."""
        held = ""
        for sentence in self._ends.findall(text):
            held += sentence
            if len(held) >= LEAST:
                yield held.strip()
                held = ""
        yield held.strip()

    def _cut(self, stretch: str) -> list[int]:
        bare = squash(stretch)[0]
        found = [number for number in map(self._words.__getitem__, with_marks(bare)) if number != _NONE]
        found += map(self._pairs.__getitem__, together(bare))
        for matcher in self._matchers:
            found += map(self._numbers.__getitem__, matcher.values(bare))
        for labels in self._of_concepts.values(bare):
            found += map(self._concepts.__getitem__, labels)
        return found


class _Numbers(dict[str, int]):
    """Numbers of terms, given as they are asked for."""

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self)
        return number


class _Signed(dict[str, int]):
    """Numbers of the terms of a namespace, by what stands behind its sign."""

    def __init__(self, numbers: _Numbers, sign: str) -> None:
        super().__init__()
        self._numbers: Final = numbers
        self._sign: Final = sign

    def __missing__(self, told: str) -> int:
        number = self[told] = self._numbers[self._sign + told]
        return number


class _Words(dict[str, int]):
    """Numbers of words; of punctuation none."""

    def __init__(self, numbers: _Numbers) -> None:
        super().__init__()
        self._numbers: Final = numbers

    def __missing__(self, piece: str) -> int:
        number = self[piece] = self._numbers[piece] if is_word(piece) else _NONE
        return number


@per_vocabulary
def _sentences(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Sentences with what ends them; what stands in a name ends none."""
    names = {*vocabulary.names_in_text()}
    names |= {word for group in vocabulary.synonyms for word in group}
    names |= {sense for _, senses in vocabulary.everyday for sense in senses}
    used = set("".join(map(fold, names)))
    ends = re.escape("".join(end for end in _ENDS if fold(end) not in used)) or "\n"
    return re.compile(f"[^{ends}]*[{ends}]+|[^{ends}]+")
