"""What the questions inside an answer ask whether it may or must be done, read as an entry's own question is."""

import re
from collections.abc import Iterator
from typing import Final

from extract.concepts import find_mentions
from extract.parts import Part
from extract.text import Text, text_of
from extract.topics import asked_whether, find_topics
from extract.verbals import find_verbals
from ontology.names import fold

ASKED_INSIDE: Final = "feature.asked"
_NO_WHETHER: Final = re.compile(r"呢\s*[?？]?\s*\Z|怎|如何|咋|哪[里儿个]")
"""In a question that but names of what else it asks the same, or asks for a way."""
_SHORT: Final = re.compile(r"[带交填][一-鿿]{2}")
_WHEN: Final = re.compile(r"(?:中|[前后时]|期间|情况下?)\Z")


def find_asked_inside(answer: Text, parts: tuple[Part, ...]) -> Iterator[tuple[str, int, int]]:
    """The names of what each part's question asks about, with their places in the answer."""
    for part in parts:
        question = text_of(answer.raw[part.question_start : part.question_end], answer.lexicon.vocabulary)
        asked = find_mentions(question)
        found = [
            *find_topics(question, asked),
            *((v.name, v.start, v.end) for v in (*find_verbals(question, asked), *asked_whether(question, asked))),
        ]
        if _NO_WHETHER.search(question.folded):
            continue
        for name, start, end in found:
            acts = answer.lexicon.action_first.match(fold(name))
            short = _SHORT.match(name)
            if (not short and (acts is None or len(name) == acts.end() + 1)) or _WHEN.search(fold(name)):
                continue
            yield name, part.question_start + start, part.question_start + end
