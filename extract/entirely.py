"""A stretch of text that is a condition as a whole: an item of a list, a premise, what is to be done first.

Its concepts and forms tell it where they cover it; where they tell but a part of it, the whole is one, in the source's own words.
"""

import re
from collections.abc import Sequence
from typing import Final

from extract.conditions import read_conditions
from extract.conds import Alternatives
from extract.marks import Mark
from extract.ownwords import own_condition
from extract.text import Text

_BESIDE: Final = re.compile(
    r"[^一-鿿A-Za-z0-9]|[的了已类等或及和与且为是]|以及|订单|商品|商家|店铺|用户|买家|账号|属于|处于|情况|情形"
)
_UNTOLD: Final = 2
"""What may stand beside conditions, and how many characters more."""


def read_entirely(text: Text, start: int, end: int, marks: Sequence[Mark]) -> Alternatives:
    """The conditions of `text[start:end]`, all of it."""
    found = read_conditions(text, start, end, marks, own_words=True)
    told = {at for one in found for cond in one for at in range(cond.start, cond.end)}
    rest = "".join(text.folded[at] for at in range(start, end) if at not in told)
    if len(_BESIDE.sub("", rest)) <= _UNTOLD:
        return found
    whole = own_condition(text, start, end)
    return ((whole,),) if whole else found
