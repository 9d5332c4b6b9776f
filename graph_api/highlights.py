"""A text with the words that were looked for between <mark> and </mark>; everything else is escaped, so that it is safe in a page."""

import html
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Final

from ontology.names import fold

LONGEST: Final = 160
"""How many characters of a text are shown around the first match."""


def spans_of(text: str, terms: Collection[str]) -> list[tuple[int, int]]:
    """Where the terms (folded) stand in a text, merged and in order."""
    folded = _folded(text)
    found: list[tuple[int, int]] = []
    for term in terms:
        at = folded.find(term) if term else -1
        while at >= 0:
            found.append((at, at + len(term)))
            at = folded.find(term, at + 1)
    return _merged(sorted(found))


def marked(text: str, terms: Collection[str]) -> str:
    """The text, or of a long one the stretch around its first match, with the matches marked."""
    spans = spans_of(text, terms)
    start, end = 0, len(text)
    if end > LONGEST:
        start = max(0, (spans[0][0] if spans else 0) - LONGEST // 4)
        end = min(len(text), start + LONGEST)
    told = ["…"] if start else []
    at = start
    for first, last in ((max(first, start), min(last, end)) for first, last in spans):
        if first < last:
            told += (html.escape(text[at:first]), "<mark>", html.escape(text[first:last]), "</mark>")
            at = last
    told += (html.escape(text[at:end]), "…" if end < len(text) else "")
    return "".join(told)


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    return fold(text)


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
