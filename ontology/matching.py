"""Finding known names in a text: leftmost, then longest, on folded characters and never on the boundaries of a segmenter.

A blank between characters of which one is not Latin is noise (京东 快递 is 京东快递); a Latin name is never found inside a
longer Latin word (`LOC` is not in `block`). Offsets are those of the text given, in code points, half-open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from ontology.names import fold

T = TypeVar("T")

_BLANKS: Final = frozenset(" \t\u00a0\u2002\u2003\u2009\u200b\u3000\ufeff")
_CJK: Final = "\u2e80"


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A name found at `text[start:end]`, and what it stands for."""

    start: int
    end: int
    value: T


def _is_latin(char: str) -> bool:
    return char < _CJK and char.isalnum()


def squash(text: str) -> tuple[str, list[int]]:
    """The folded text without noise blanks, and for each of its characters the offset in `text` (with its end behind)."""
    kept: list[str] = []
    offsets: list[int] = []
    blank_at = -1
    for offset, char in enumerate(fold(text)):
        if char in _BLANKS:
            if blank_at < 0:
                blank_at = offset
            continue
        if blank_at >= 0 and kept and _is_latin(kept[-1]) and _is_latin(char):
            kept.append(" ")
            offsets.append(blank_at)
        blank_at = -1
        kept.append(char)
        offsets.append(offset)
    return "".join(kept), offsets


class Matcher(Generic[T]):
    """Finds the names of a mapping. Two names that fold to one must have the same value, else ValueError; so must a blank name."""

    __slots__ = ("_automaton", "_values")

    def __init__(self, names: Mapping[str, T]) -> None:
        values: dict[str, T] = {}
        for name, value in names.items():
            key = squash(name)[0]
            if not key:
                raise ValueError(f"a name to match is blank: {name!r}")
            if values.setdefault(key, value) != value:
                raise ValueError(f"two values for one name: {name!r} stands for {values[key]!r} and {value!r}")
        self._values: Final = tuple(values.values())
        self._automaton: Final[Any] = _automaton(tuple(values))

    def find(self, text: str) -> tuple[Match[T], ...]:
        """Matches in the order of the text; they do not overlap."""
        squashed, offsets = squash(text)
        found = sorted(self._bounded(squashed), key=lambda hit: (hit[0], -hit[1]))
        matches: list[Match[T]] = []
        free = 0
        for start, end, value in found:
            if start >= free:
                matches.append(Match(offsets[start], offsets[end - 1] + 1, value))
                free = end
        return tuple(matches)

    def _bounded(self, squashed: str) -> Iterator[tuple[int, int, T]]:
        if self._automaton is None:
            return
        for index, start, end in self._automaton.find_matches_as_indexes(squashed, overlapping=True):
            if not _cuts_word(squashed, start) and not _cuts_word(squashed, end):
                yield start, end, self._values[index]


def _automaton(patterns: tuple[str, ...]) -> Any:
    if not patterns:
        return None
    from ahocorasick_rs import AhoCorasick, MatchKind

    return AhoCorasick(list(patterns), matchkind=MatchKind.Standard, store_patterns=False)


def _cuts_word(text: str, offset: int) -> bool:
    """Whether a Latin word goes on across this offset."""
    return 0 < offset < len(text) and _is_latin(text[offset - 1]) and _is_latin(text[offset])
