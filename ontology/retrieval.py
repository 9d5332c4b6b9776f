"""What things are found by: the terms of a text and of a question, spelled alike on both sides of a snapshot.

A term is a word as it stands, or one of a namespace that its first character tells: `#` a concept by its label, `2` two characters
that stand together, `=` a whole name, `/` how a whole name sounds, in full and by initials. A question's words have senses beside:
of `?` and a class of words that tells what is asked; `.` where it is a word, known to a text or not; of `~` and a sound, and of a word with `_` for one of its characters, those of
misspelt words.
"""

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise
from operator import add
from typing import Final

from ontology.matching import squash

CONCEPT: Final = "#"
BLANK: Final = "_"
"""Stands for the one character in which a misspelt word differs: 订单导_."""
PAIR: Final = "2"
SOUND: Final = "~"
NAME: Final = "="
SPOKEN: Final = "/"
ASKS: Final = "?"
WORD: Final = "."
"""The sense of what is a word of the language, so that it is not taken for a misspelt one or for its characters."""
TOGETHER: Final = "+"
"""Between the terms of a sense that is several words: 实际+支付."""

LONGEST_WORD: Final = 12
"""The longest word of a question that is looked up, in characters."""

_RUN: Final = re.compile(r"[㐀-鿿]+|[0-9a-z]+")
_UNIT: Final = re.compile(r"[㐀-鿿]|[0-9a-z]+")
_FULL: Final = 255
_WEIGHED: Final = bytes(max(1, _FULL - place) for place in range(_FULL + 1))
"""The weight of each rank, in parts of 255."""
_WEIGHTS: Final = tuple(weight / _FULL for weight in range(_FULL + 1))


class Field(IntEnum):
    """What a document of the index is: a name of a thing, the text of a thing, or a part of an entry."""

    TITLE = 0
    BODY = 1
    PASSAGE = 2
    FEATURE = 3
    MENU_NODE = 4
    CONCEPT = 5
    TERM = 6
    CONSTRAINT = 7
    PROCEDURE = 8


def pairs(text: str) -> tuple[str, ...]:
    """Each two Chinese characters of a folded text that stand together, and its Latin words, as terms."""
    return tuple([PAIR + pair for pair in together(text)])


def together(text: str) -> list[str]:
    """The same without what tells them from words."""
    found: list[str] = []
    for run in _RUN.findall(text):
        if run[0] >= "㐀":
            found += map(add, run, run[1:])
        else:
            found.append(run)
    return found


def blanked(word: str) -> tuple[str, ...]:
    """A Chinese word with each of its characters left open in turn."""
    return tuple(word[:at] + BLANK + word[at + 1 :] for at in range(len(word)))


@lru_cache(maxsize=32768)
def plain(text: str) -> str:
    """A text as terms are cut from it: folded, without blanks that are noise."""
    return squash(text)[0]


def substrings(text: str) -> Iterator[tuple[int, int]]:
    """Where a word of a folded text may stand: all short stretches of Chinese characters and whole Latin words (jd快递)."""
    units = [match.span() for match in _UNIT.finditer(text)]
    for first, (start, end) in enumerate(units):
        yield start, end
        for before, after in pairwise(units[first : first + LONGEST_WORD]):
            if before[1] != after[0]:
                break
            yield start, after[1]


def packed(documents: Sequence[int], ranks: Sequence[int]) -> bytes:
    """Documents with the rank of a term's weight in each, heaviest first: four bytes a document, then a byte a weight."""
    return array("I", documents).tobytes() + bytes(ranks).translate(_WEIGHED)


def unpacked(data: bytes) -> Iterable[tuple[int, float]]:
    """The documents that `packed` put in, each with its weight (0 to 1)."""
    size = len(data) // 5
    documents = array("I")
    documents.frombytes(data[: size * 4])
    return zip(documents, map(_WEIGHTS.__getitem__, data[size * 4 :]), strict=True)


def documents_in(data: bytes) -> "array[int]":
    """The documents alone of what `packed` put in."""
    documents = array("I")
    documents.frombytes(data[: len(data) // 5 * 4])
    return documents


def saturated(times: int, length: int, usual: float, *, slack: float) -> float:
    """How much a term says of a text that has it so many times (BM25 without the rarity of the term): 0 to 1.

    `length` and `usual` in terms; `slack`: how much a long text counts against it, 0 to 1.
    """
    return times / (times + 1.2 * (1 - slack + slack * length / usual))


def rank(weight: float) -> int:
    """Where a weight stands among those that are told apart: 0 the heaviest, 255 none."""
    return _FULL - round(weight * _FULL)
