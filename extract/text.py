"""A text under reading: as written, folded (same offsets), with the words to read it by."""

from dataclasses import dataclass

from extract.lexicon import Lexicon, lexicon
from ontology.concepts import Vocabulary
from ontology.names import fold


@dataclass(frozen=True, slots=True)
class Text:
    """`raw[start:end]` and `folded[start:end]` are the same words."""

    raw: str
    folded: str
    lexicon: Lexicon


def text_of(raw: str, vocabulary: Vocabulary) -> Text:
    """The text with its folded form and the vocabulary's patterns."""
    return Text(raw, fold(raw), lexicon(vocabulary))


def trimmed(words: str, start: int, end: int) -> tuple[int, int]:
    """`words[start:end]` without white space at its ends."""
    while start < end and words[start].isspace():
        start += 1
    while start < end and words[end - 1].isspace():
        end -= 1
    return start, end
