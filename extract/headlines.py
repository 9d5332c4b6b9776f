"""Headings, and the stretch that each governs: lines of their own, told by a mark (## 寄售单), by a colon at their end (寄售单：), or by
being short lines over longer ones; several of a form stand beside each other."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from extract.text import Text

_LINE: Final = re.compile(r"[^\n]+")
_FORMS: Final = (
    ("mark", re.compile(r"\s*(?P<level>#{1,6})\s+(?P<words>[^\n#]{2,24}?)[\s#:]*\Z")),
    ("arrow", re.compile(r"\s*[▶▷►▸]\s*(?P<words>[^\s,，。;:|!?\n][^,，。;:|!?\n]{1,13})\s*\Z")),
    ("bold", re.compile(r"\s*\*\*(?P<words>[^\n*]{2,16}?):?\*\*\s*:?\s*\Z")),
    ("colon", re.compile(r"\s*(?P<words>[^\s,，。;:|!?\d\x00\x01（(【][^,，。;:|!?\n]{1,13})\s*:\s*\Z")),
    ("plain", re.compile(r"\s*(?P<words>[一-鿿A-Za-z0-9+]{2,8})\s*\Z")),
)
_LONGER: Final = 12
"""What stands under a plain line is a sentence: it ends in a mark, or is so long."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The words `text[start:end]` that govern a stretch below them; `form` tells those that stand beside each other, at `beside`."""

    start: int
    end: int
    stop: int
    form: str = ""
    beside: tuple[tuple[int, int], ...] = ()


def headlines(text: Text) -> Iterator[Heading]:
    """Lines that are headings, where at least two have the form; each governs what stands before the next of its form."""
    lines = list(_LINE.finditer(text.folded))
    found: dict[str, list[tuple[int, int, int]]] = {}
    for line, below in pairwise(lines):
        told = next(((form, m) for form, pattern in _FORMS if (m := pattern.match(line[0]))), None)
        if told is None or (told[0] == "plain" and not _is_sentence(below[0])):
            continue
        form = told[0] + (told[1].groupdict().get("level") or "")
        start, end = (line.start() + at for at in told[1].span("words"))
        found.setdefault(form, []).append((start, end, line.start()))
    for form, heads in found.items():
        if len(heads) > 1:
            stops = [*(begin for _, _, begin in heads[1:]), len(text.folded)]
            for (start, end, _), stop in zip(heads, stops, strict=True):
                yield Heading(start, end, stop, form)


def _is_sentence(line: str) -> bool:
    return bool(re.search(r"[。;!]\s*\Z", line)) or len(line.strip()) >= _LONGER


def side_by_side(headings: Iterable[Heading]) -> tuple[Heading, ...]:
    """Headings that know those of their form."""
    told = tuple(headings)
    forms: dict[str, list[tuple[int, int]]] = {}
    for one in told:
        forms.setdefault(one.form, []).append((one.start, one.end))
    return tuple(
        replace(one, beside=tuple(span for span in forms[one.form] if span != (one.start, one.end)) if one.form else ())
        for one in told
    )
