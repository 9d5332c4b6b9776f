"""Finding known names in a text: leftmost, then longest, on folded characters and never on the boundaries of a segmenter.

A blank between characters of which one is not Latin is noise (京东 快递 is 京东快递); a Latin name is never found inside a
longer Latin word (`LOC` is not in `block`). Offsets are those of the text given, in code points, half-open.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Generic, TypeVar

from ontology.names import fold

T = TypeVar("T")

_BLANK: Final = re.compile("[ \t\u00a0\u2002\u2003\u2009\u200b\u3000\ufeff]+")
_FEW: Final = 16
"""Up to so many names are looked for one by one."""
_CJK: Final = "\u2e80"


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A name found at `text[start:end]`, and what it stands for."""

    start: int
    end: int
    value: T


def _is_latin(char: str) -> bool:
    return char < _CJK and char.isalnum()


@lru_cache(1024)
def squash(text: str) -> tuple[str, Sequence[int]]:
    """The folded text without noise blanks, and for each of its characters the offset in `text` (with its end behind)."""
    folded = fold(text)
    if not _BLANK.search(folded):
        return folded, range(len(folded))
    kept: list[str] = []
    offsets: list[int] = []
    at = 0
    for blank in _BLANK.finditer(folded):
        start, end = blank.span()
        kept.append(folded[at:start])
        offsets.extend(range(at, start))
        if start > 0 and end < len(folded) and _is_latin(folded[start - 1]) and _is_latin(folded[end]):
            kept.append(" ")
            offsets.append(start)
        at = end
    kept.append(folded[at:])
    offsets.extend(range(at, len(folded)))
    return "".join(kept), offsets


class Matcher(Generic[T]):
    """Finds the names of a mapping. Two names that fold to one must have the same value, else ValueError; so must a blank name."""

    __slots__ = ("_automaton", "_few", "_values")

    def __init__(self, names: Mapping[str, T]) -> None:
        values: dict[str, T] = {}
        for name, value in names.items():
            key = squash(name)[0]
            if not key:
                raise ValueError(f"a name to match is blank: {name!r}")
            if values.setdefault(key, value) != value:
                raise ValueError(f"two values for one name: {name!r} stands for {values[key]!r} and {value!r}")
        self._values: Final = tuple(values.values())
        self._few: Final = tuple(values) if len(values) <= _FEW else ()
        self._automaton: Final[Any] = _automaton(() if self._few else tuple(values))

    def find(self, text: str) -> tuple[Match[T], ...]:
        """Matches in the order of the text; they do not overlap."""
        squashed, offsets = squash(text)
        return tuple(Match(offsets[start], offsets[end - 1] + 1, value) for start, end, value in self._apart(squashed))

    def values(self, squashed: str) -> list[T]:
        """What the names found in a text stand for that is folded and without noise blanks."""
        return [value for _, _, value in self._apart(squashed)]

    def _apart(self, squashed: str) -> Iterator[tuple[int, int, T]]:
        free = 0
        for start, end, value in sorted(self._bounded(squashed), key=_leftmost_longest):
            if start >= free:
                yield start, end, value
                free = end

    def _bounded(self, squashed: str) -> Iterator[tuple[int, int, T]]:
        if self._automaton is None:
            yield from self._one_by_one(squashed)
            return
        for index, start, end in self._automaton.find_matches_as_indexes(squashed, overlapping=True):
            if not _cuts_word(squashed, start) and not _cuts_word(squashed, end):
                yield start, end, self._values[index]

    def _one_by_one(self, squashed: str) -> Iterator[tuple[int, int, T]]:
        """The same by looking for each name in turn: quicker than to make an automaton, where a text is all that it is for."""
        for key, value in zip(self._few, self._values, strict=False):
            start = squashed.find(key)
            while start >= 0:
                end = start + len(key)
                if not _cuts_word(squashed, start) and not _cuts_word(squashed, end):
                    yield start, end, value
                start = squashed.find(key, start + 1)


def _automaton(patterns: tuple[str, ...]) -> Any:
    if not patterns:
        return None
    from ahocorasick_rs import AhoCorasick, MatchKind

    return AhoCorasick(list(patterns), matchkind=MatchKind.Standard, store_patterns=False)


def held_bytes(patterns: Iterable[bytes]) -> Callable[[bytes], bool]:
    """Whether data holds one of some patterns."""
    from ahocorasick_rs import BytesAhoCorasick, MatchKind

    find = BytesAhoCorasick(sorted(set(patterns)), matchkind=MatchKind.Standard).find_matches_as_indexes
    return lambda data: bool(find(data))


def _leftmost_longest(hit: tuple[int, int, object]) -> tuple[int, int]:
    return hit[0], -hit[1]


def _cuts_word(text: str, offset: int) -> bool:
    """Whether a Latin word goes on across this offset."""
    return 0 < offset < len(text) and _is_latin(text[offset - 1]) and _is_latin(text[offset])
