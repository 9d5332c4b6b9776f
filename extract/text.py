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
