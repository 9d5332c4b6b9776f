"""The passages of an answer: sentences, list items and rows of tables, short ones together with the next. What is shown where an answer is asked for."""

import re
from collections.abc import Iterator
from typing import Final

from extract.text import trimmed

_BREAK: Final = re.compile(
    r"[。；;！？!?\n]+|(?<=\|)\s+(?=\|)|(?<=[\s，。；：:、)）】])(?=(?:[（(]?\d{1,2}[、.)）]|[①-⑳]|[QA]\d{0,2}\s*[:：、]|[一二三四五六七八九十]{1,2}、|第[一二三四五六七八九十]步|STEP\s?\d))",
    re.IGNORECASE,
)
LEAST: Final = 24
"""How long a passage is at least, but for the last."""
_MOST: Final = 160


def passages(answer: str) -> Iterator[tuple[int, int]]:
    """Half-open spans in the order of the text; they do not overlap, and leave out nothing but white space."""
    start = 0
    for end in _ends(answer):
        while end - start > _MOST:
            cut = _pause(answer, start, start + _MOST)
            yield from _span(answer, start, cut)
            start = cut
        if end - start >= LEAST or end == len(answer):
            yield from _span(answer, start, end)
            start = end


def _ends(answer: str) -> Iterator[int]:
    yield from (match.end() for match in _BREAK.finditer(answer) if match.end())
    yield len(answer)


def _pause(answer: str, start: int, end: int) -> int:
    """Behind the last comma or blank of the second half of a stretch; its end where there is none."""
    return next((at + 1 for at in range(end - 1, (start + end) // 2, -1) if answer[at] in "，,、 \t"), end)


def _span(answer: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    first, last = trimmed(answer, start, end)
    if first < last:
        yield first, last
