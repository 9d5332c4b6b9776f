"""What is misspelt in a text: stretches that are no words, in the place of words that sound like them or differ in one character."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final

from graph_api.cuts import Reading, is_asking
from graph_api.index import senses_of
from graph_api.snapshot import Snapshot
from ontology.retrieval import BLANK, SOUND, blanked

_LATIN: Final = re.compile("[a-z]")
_TRIED: Final = 160
"""How many stretches are tried as misspelt words."""


def mended(snapshot: Snapshot, read: Reading) -> str:
    """A text with stretches that are no words replaced by the words that sound like them, or differ in one character."""
    keys: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for start, end, strange in islice(_loose(read), _TRIED):
        for key in _keys(read.bare[start:end], read.syllables, blanks=strange):
            keys[key].append((start, end))
    if not keys:
        return read.bare
    found = [
        (end - start, weight, start, end, word)
        for key, senses in senses_of(snapshot, keys).items()
        for word, weight in senses
        for start, end in keys[key]
        if BLANK not in key or not _means_itself(read, start, key)
    ]
    taken = [False] * len(read.bare)
    chosen: list[tuple[int, int, str]] = []
    for length, _, start, end, word in sorted(found, key=lambda one: (-one[0], -one[1], one[2], one[4])):
        if any(taken[start:end]):
            continue
        if len(word) == length or _LATIN.search(read.bare, start, end):
            taken[start:end] = [True] * length
            chosen.append((start, end, word))
    text = read.bare
    for start, end, word in sorted(chosen, reverse=True):
        text = text[:start] + word + text[end:]
    return text


def _means_itself(read: Reading, start: int, blanked_word: str) -> bool:
    """Whether the one character in which a text differs from a word means something, or asks, by itself: 页面标了 is not 页面标错."""
    return bool(read.senses.get(read.bare[start + blanked_word.index(BLANK)]))


def _keys(word: str, syllables: Mapping[str, str], *, blanks: bool) -> Iterator[str]:
    """By what a misspelt word is looked up: its sound, and all but one of its characters."""
    if word.isascii():
        yield SOUND + word
        return
    spoken = [syllables.get(char) or (char if char.isascii() else None) for char in word]
    if all(spoken):
        yield SOUND + "".join(map(str, spoken))
    if blanks and len(word) >= 4:
        yield from blanked(word)


def _loose(read: Reading) -> Iterator[tuple[int, int, bool]]:
    """The stretches that are no words, and hold a character that no longer word covers, so that they may be misspelt ones; whether
    they hold no word of the language either."""
    inside = [-1] * len(read.bare)
    unknown, single, told = [0], [0], [0]
    for number, (start, end) in enumerate(read.cover):
        inside[start:end] = [number] * (end - start)
        word = read.bare[start:end]
        unknown.append(unknown[-1] + (word not in read.known))
        told.append(told[-1] + (word in read.senses and word not in read.known))
        single.append(single[-1] + (end - start == 1 and not is_asking(read.senses, word)))
    for start, end in read.spans:
        first, last = inside[start], inside[end - 1]
        plain = told[last + 1] - told[first]
        strange, alone = unknown[last + 1] - unknown[first] - plain, single[last + 1] - single[first]
        if end - start == 1 or not (strange or plain or alone > 1 or (alone and end - start > 2)):
            continue
        if read.bare[start:end] not in read.known and (
            strange or (read.cover[first][0] >= start and read.cover[last][1] <= end)
        ):
            yield start, end, not plain
