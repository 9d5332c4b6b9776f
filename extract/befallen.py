"""What befalls kinds side by side, each with each: 同城件及跨城件|发生丢失或损坏，….

What comes about is a word of the vocabulary for that, so that no other event is taken for one.
"""

import re
from typing import Final

from extract.conds import Alternatives, join
from extract.ownwords import own_condition
from extract.page import Page
from extract.shapes import is_mishap
from extract.subjects import kinds_in
from extract.text import parted

_BEFALLEN: Final = re.compile(
    r"\s*(?:如果?|若|当|凡)?(?P<kinds>[^，,。；;：:的]{2,20}?)(?:发生|出现|遭遇|存在)(?P<what>[^，,。；;：:的]{2,16}?)(?:的?情[况形])?(?:的|时)?\s*"
)
_OR: Final = re.compile(r"\s*(?:[、/]|或者?|以及|及|和)\s*")


def befallen(page: Page, start: int, end: int) -> Alternatives:
    """The kinds of a clause, each with each of what befalls it; none where it tells of anything else."""
    told = _BEFALLEN.fullmatch(page.told.folded, start, end)
    spans = parted(page.told, *told.span("what"), _OR) if told else []
    if told is None or not all(is_mishap(page.told, *span) for span in spans):
        return ()
    kinds = kinds_in(page, *told.span("kinds"), row=True)
    events = [own_condition(page.told, *span) for span in spans]
    return join(kinds, tuple((one,) for one in events if one)) if kinds and all(events) else ()
