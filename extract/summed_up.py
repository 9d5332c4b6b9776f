"""A row of cases that the clause behind sums up: 乘客超载、携带违禁品，|以上任何一种，可以拒载."""

import re
from typing import Final

from extract.conds import Alternatives
from extract.ownwords import own_condition
from extract.text import Text, parted

_ANY_OF_THESE: Final = re.compile(
    r"[，,]\s*(?:只要|凡|若|如)?(?:出现|有|属于|符合|满足|发生|存在)?(?:以上|上述|前述|这些)(?:情[形况]|行为|条件|原因|问题)?(?:中的?|里的?)?(?:任[一何意](?:[一-鿿]?[种项个条])?|之一|[几两三四五][种类项个条])(?:情[形况]|行为|条件|原因|问题)?"
)
_ROW: Final = re.compile(r"\s*(?:、|或者?|以及)\s*")


def is_summed_up(text: Text, end: int) -> bool:
    """Whether what ends here is a row of cases, any of which is meant by the clause behind."""
    return _ANY_OF_THESE.match(text.folded, end) is not None


def cases_of(text: Text, start: int, end: int) -> Alternatives:
    """Each case of the row, in the source's own words or as the vocabulary's concept."""
    row = (own_condition(text, *case) for case in parted(text, start, end, _ROW))
    return tuple((case,) for case in row if case is not None)
