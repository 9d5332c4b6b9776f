"""What surrounds the words that may be a path: things that look like one are hidden, brackets are set apart.

A region is a stretch of the answer read by itself; the inside of a pair of round brackets is a region of its own, and stands
as one mark in the region around it.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

HIDDEN: Final = "\x00"
BRACKET: Final = "\x01"

_NO_PATH: Final = (
    ("://", r"""(?:https?|ftp)://[^\s，。；、）)】」”"'|]+"""),
    ("www.", r"""www\.[^\s，。；、）)】」”"'|]+"""),
    ("@", r"[\w.+-]+@[\w-]+\.[\w.]+"),
    ("\\", r"\b[A-Za-z]:\\[^\s，。；]* | \\\\[\w.$-]+(?:\\[^\s，。；\\]+)+"),
    ("/", r"(?<![\w一-鿿/])~?/(?:[\w.$-]+/)+[\w.$*-]* | \b(?:[\w-]+/){2,}[\w.-]+"),
    ("《", r"《[^《》\n]{1,60}》"),
    ("<", r"</?[a-zA-Z][^<>\n]{0,80}>| <[^<>\n]{1,20}>(?=\s*[.\w/])"),
    ("", r"\b\d{2,4}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?)?\b"),
    ("-", r"\b\d{3,4}-\d{3,4}(?:-\d{3,4})*\b"),
    ("", r"\d+(?:\.\d+)?\s*[^\s\d，。；、>→\-—–~]{0,2}\s*(?:-+|—+|–+|~+|>)\s*\d+ | [<>]=?\s*\d | \d\s*[<>]"),
    ("-", r"(?<![\w-])--?[a-z][\w-]*=?"),
    ("=", r"[=≥≤<>]=|(?<==)>(?=\s*\d)"),
)
"""What is no path, each with what stands in all of its kind; with nothing, a digit does."""
_DIGIT: Final = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Bracket:
    """A pair of round brackets: `text[start:end]` with the brackets, and the region inside."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of the answer, in `masked` of the whole answer's length; outside [start, end) belongs to other regions."""

    start: int
    end: int
    masked: str
    brackets: tuple[Bracket, ...]


@lru_cache(32)
def regions(folded: str, hide: tuple[tuple[int, int], ...] = ()) -> tuple[Region, ...]:
    """The regions of a folded answer, outer before inner. `hide`: spans to be passed over (rule rows of tables)."""
    counts = bool(_DIGIT.search(folded))
    no_path = _no_path(tuple(mark in folded if mark else counts for mark, _ in _NO_PATH))
    masked = no_path.sub(_hidden, folded) if no_path else folded
    for start, end in hide:
        masked = f"{masked[:start]}{HIDDEN * (end - start)}{masked[end:]}"
    pairs = _pairs(masked)
    spans = [(0, len(folded)), *((b.start + 1, b.end - 1) for b in pairs)]
    return tuple(_region(masked, start, end, pairs) for start, end in spans)


@cache
def _no_path(may_stand: tuple[bool, ...]) -> re.Pattern[str] | None:
    """What is no path, of the kinds that may stand in a text."""
    kinds = [pattern for may, (_, pattern) in zip(may_stand, _NO_PATH, strict=True) if may]
    return re.compile("|".join(kinds), re.VERBOSE) if kinds else None


def _region(masked: str, start: int, end: int, pairs: list[Bracket]) -> Region:
    inner = [b for b in pairs if start <= b.start and b.end <= end]
    outermost = tuple(b for b in inner if not any(o.start < b.start and b.end < o.end for o in inner))
    for bracket in outermost:
        masked = f"{masked[: bracket.start]}{BRACKET * (bracket.end - bracket.start)}{masked[bracket.end :]}"
    return Region(start, end, masked, outermost)


def _hidden(match: re.Match[str]) -> str:
    return HIDDEN * len(match[0])


def _pairs(masked: str) -> list[Bracket]:
    found, stack = [], []
    for index, char in enumerate(masked):
        if char in "(（":
            stack.append(index)
        elif char in ")）" and stack:
            found.append(Bracket(stack.pop(), index + 1))
    return sorted(found, key=lambda b: b.start)
