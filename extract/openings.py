"""Words that open a line, an item or a clause behind a semicolon, before a colon or a long dash; what they mean is told elsewhere."""

import re
from typing import Final

from extract.items import BULLETS
from extract.text import Text

DASH: Final = re.compile(r"\s*(?:——|－－|──)(?=[^—－─>\s])")
OPENING: Final = re.compile(r"[^\s，,。；;：:！!？?\n—－─【】“”\"]{2,16}")
_CIRCLED: Final = frozenset("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽")
_MARK: Final = rf"(?:[(（]?\s*[\d一二三四五六七八九十]{{1,3}}\s*[)）.、．]\s*|[①-⑳⑴-⒇]|[-—*○□►▶▷>{BULLETS}]+\s*)?"
_CAPTION: Final = re.compile(
    r"(?:\A|(?<=[\n。;!！；]))[\s\x00]*"
    + _MARK
    + r"(?P<words>[^\s，,。；;：:！!？?\n—－─【】“”\"]{2,16})\s*(?:[：:](?!\d)|——|－－|──)(?=[^\n]*[^\s\n])"
)
_OPENS: Final = re.compile(r"(?:\A|[\n。;!！；\x00])[\s\x00]*" + _MARK + r"\Z")


def captions(text: Text) -> tuple[tuple[int, int], ...]:
    """The words that open lines before a colon, in the order of the text."""
    if "captions" not in text.memo:
        marked = text.folded
        if not _CIRCLED.isdisjoint(text.raw):
            marked = "".join("•" if raw in _CIRCLED else told for raw, told in zip(text.raw, marked, strict=True))
        text.memo["captions"] = tuple(m.span("words") for m in _CAPTION.finditer(marked))
    found: tuple[tuple[int, int], ...] = text.memo["captions"]
    return found


def opens_a_line(text: Text, start: int, end: int) -> bool:
    """Whether a stretch opens a line and a colon or a long dash follows it."""
    closed = text.folded[end : end + 1] in (":", "：") or DASH.match(text.folded, end)
    return bool(closed) and bool(_OPENS.search(text.folded[max(0, start - 12) : start]))


def alike(one: str, other: str) -> bool:
    """Whether two captions end alike and differ in what stands before: 普通计划, 专属计划; 一类, 二类."""
    if one == other:
        return False
    if len(one) == len(other) == 2:
        return one[1] == other[1] and one[0] in "一二三四五六七八九甲乙丙丁ABC"
    return len(one) >= 3 and len(other) >= 3 and one[-2:] == other[-2:]
