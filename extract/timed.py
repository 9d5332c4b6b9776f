"""When something is done, told right before the act and not beside 在 or 时: 周末|预约须提前两天, 夜间|上门加收20元."""

import re
from typing import Final

from extract.conds import Alternatives
from extract.ownwords import own_condition
from extract.page import Page
from extract.regions import BRACKET
from extract.shapes import TIMES
from ontology.words import tagged

_TIME_FIRST: Final = re.compile(rf"\s*(?P<when>(?:{TIMES}|大促期间)(?:期间)?){BRACKET}*(?P<act>[一-鿿]{{2,4}})")


def time_first(page: Page, start: int, stop: int) -> Alternatives:
    """The time that a stretch begins with, where what is done then stands right behind it."""
    told = _TIME_FIRST.match(page.told.folded, start, stop)
    if told is None:
        return ()
    word, tag = tagged(told["act"])[0]
    acts = page.told.lexicon.action_first.match(told["act"]) or (len(word) > 1 and tag in ("v", "vn"))
    own = own_condition(page.told, *told.span("when")) if acts else None
    return ((own,),) if own else ()
