"""Either of several things that may be so, each a condition by itself: 账户被冻结|或|存在未结清罚款时; 缺货、停产|或|标错价的."""

import re
from typing import Final

from extract.ownwords import EVENT_SIDE
from extract.text import Text, parted
from ontology.words import tagged

_OR: Final = re.compile(r"\s*(?:[、，,]\s*或者?(?!许)|、|或者?(?!许))\s*")
_WHY: Final = re.compile(r"\s*(?:因为?|由于)")
_TAIL: Final = re.compile(r"(?:的?(?:情况|情形|条件)下|的时候|时候?|的|者)?\s*\Z")
_LEAST: Final = 2
_Span = tuple[int, int]


def either(text: Text, start: int, end: int) -> tuple[_Span, ...]:
    """The stretches of which each tells what may be so; none where a stretch tells of one thing alone, or of things by their names."""
    if text.folded.find("或", start, end) < 0 or _WHY.match(text.folded, start, end):
        return ()
    found = parted(text, start, end, _OR)
    begin = found[-1][0]
    stop = _TAIL.search(text.folded, begin, end)
    last = (begin, stop.start() if stop else end)
    if len(found) < _LEAST or EVENT_SIDE.search(text.folded[last[0] : last[1]]):
        return ()
    return tuple(found) if all(_tells(text, *one) for one in (*found[:-1], last)) else ()


def _tells(text: Text, start: int, end: int) -> bool:
    """Whether a stretch tells what is so, and is no mere name."""
    words = text.folded[start:end].strip()
    return len(words) >= _LEAST and any(tag[0] in "va" for _, tag in tagged(words))
