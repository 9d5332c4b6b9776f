"""Where the row of examples ends before the word for all of them: 生鲜、酒水|等|易碎品, 月卡、季卡|等|卡."""

import re
from typing import Final

from extract.cues import cue_words
from extract.text import Text

Span = tuple[int, int]

_SUCH: Final = re.compile(
    r"(?<=[一-鿿A-Za-z0-9”\"」])等(?![级待额值同于候价价比]|其[他它余]|第三方|以上|情[况形]|原因)(?:各?[类种项]|[一二两三四五六七八九十几\d]+[类种项个])?"
)

_ALL: Final = re.compile(r"(?:(?![的先后前时])[一-鿿A-Za-z]){0,6}\s*")


def without_such(text: Text, row: list[Span]) -> tuple[list[Span], Span | None]:
    """A row without the word for all of it, and that word where it names a kind of its own; one thing by itself is no row."""
    if len(row) < 2:
        return row, None
    last, such = _last_and_such(text, *row[-1])
    return [*row[:-1], last], such


def _last_and_such(text: Text, start: int, end: int) -> tuple[Span, Span | None]:
    such = _SUCH.search(text.folded, start + 1, end)
    if such is None or not _ALL.fullmatch(text.folded, such.end(), end):
        return (start, end), None
    known = cue_words(text.lexicon.vocabulary)
    common = re.compile(rf"(?:[一-鿿]?|{known.bearer}|[一-鿿]{{0,2}}(?:{known.attribute}|证件))\s*")
    return (start, such.start()), None if common.fullmatch(text.folded, such.end(), end) else (such.end(), end)
