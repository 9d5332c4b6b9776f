"""A text under reading: as written but for marks of stress, folded (same offsets), with the words to read it by."""

import re
from dataclasses import dataclass, field
from typing import Any, Final

from extract.lexicon import Lexicon, lexicon
from ontology.concepts import Vocabulary
from ontology.names import fold

_STRESS: Final = "**"
_STRESSED: Final = re.compile(r"(?<!\*)\*\*(?=[^\s*])([^*\n]{1,80})(?<!\s)\*\*(?!\*)")
_TITLE: Final = re.compile(r"[ \t]*\*\*[^*\n]+\*\*[ \t]*[:：]?[ \t]*")
UNSTRESSED: Final = "\x1f"
"""Stands for a character of a mark of stress: white space to every reader, and a gap to none."""


@dataclass(frozen=True, slots=True)
class Text:
    """`raw[start:end]` and `folded[start:end]` are the same words. `memo`: what readers have found in this very text, for who asks again."""

    raw: str
    folded: str
    lexicon: Lexicon
    memo: dict[object, Any] = field(init=False, default_factory=dict, compare=False, repr=False)


def text_of(raw: str, vocabulary: Vocabulary) -> Text:
    """The text with its folded form and the vocabulary's patterns."""
    raw = _unstressed(raw) if _STRESS in raw else raw
    return Text(raw, fold(raw), lexicon(vocabulary))


def _unstressed(raw: str) -> str:
    """A text of the same length without the marks that stress its words (**不得**改价); lines that are all stressed are titles and keep them."""
    blank = UNSTRESSED * len(_STRESS)
    lines = raw.split("\n")
    return "\n".join(one if _TITLE.fullmatch(one) else _STRESSED.sub(rf"{blank}\1{blank}", one) for one in lines)


def trimmed(words: str, start: int, end: int) -> tuple[int, int]:
    """`words[start:end]` without white space at its ends."""
    while start < end and words[start].isspace():
        start += 1
    while start < end and words[end - 1].isspace():
        end -= 1
    return start, end


def between(text: Text, start: int, end: int, lead: re.Pattern[str], link: re.Pattern[str]) -> tuple[int, int]:
    """A stretch without what leads to it and what links it to the words behind; `link` matches at the end."""
    first = lead.match(text.folded, start, end)
    start = first.end() if first else start
    last = link.search(text.folded[start:end])
    return start, start + last.start() if last else end


def line_end(folded: str, at: int) -> int:
    """Where the line ends that a place is in."""
    stop = folded.find("\n", at)
    return stop if stop >= 0 else len(folded)


def parted(text: Text, start: int, end: int, parts: re.Pattern[str]) -> list[tuple[int, int]]:
    """The stretches between what parts them."""
    edges = [start, *(edge for match in parts.finditer(text.folded, start, end) for edge in match.span()), end]
    return list(zip(edges[::2], edges[1::2], strict=True))


def without(pattern: re.Pattern[str], words: str) -> str:
    """Words as written without what a pattern of folded words finds in them: it may be any script."""
    told = fold(words)
    position, kept = 0, []
    for match in pattern.finditer(told):
        kept.append(words[position : match.start()])
        position = match.end()
    return "".join([*kept, words[position:]])
