"""A row of cases that the clause behind sums up: 乘客超载、携带违禁品，|以上任何一种，可以拒载; or all of which must be so: 加盟店、近90天无投诉，|
两个条件同时满足就可以加入."""

import re
from typing import Final

from extract.conds import Alternatives
from extract.ownwords import own_condition
from extract.text import Text, parted

_ANY_OF_THESE: Final = re.compile(
    r"[，,]\s*(?:只要|凡|若|如)?(?:出现|有|属于|符合|满足|发生|存在)?(?:以上|上述|前述|这些)(?:情[形况]|行为|条件|原因|问题)?(?:中的?|里的?)?(?:任[一何意](?:[一-鿿]?[种项个条])?|之一|[几两三四五][种类项个条])(?:情[形况]|行为|条件|原因|问题)?"
)
ALL_OF_THESE: Final = re.compile(
    r"(?<=[，,])\s*(?:以上|上述|这)?(?:[两二三四五几]|\d)(?:个|项|点|条|者)?(?:条件|要求)?(?:必须|须|都|均|全部|同时|一起)+(?:满足|符合|具备|达到|达标)(?:的|后|时|了)?(?=[，,]?(?:才|方|就|即|可|能))"
)
"""What says that all of a row must be so, before what then may be."""
_ROW: Final = re.compile(r"\s*(?:、|或者?|以及)\s*")
_AND: Final = re.compile(r"\s*(?:、|以及|并且|且)\s*")


def is_summed_up(text: Text, end: int) -> bool:
    """Whether what ends here is a row of cases, any of which is meant by the clause behind."""
    return _ANY_OF_THESE.match(text.folded, end) is not None or must_all_be(text, end)


def must_all_be(text: Text, end: int) -> bool:
    """Whether what ends here is a row of which the clause behind says that all must be so."""
    return ALL_OF_THESE.match(text.raw, end + 1) is not None


def parts_of(text: Text, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of such a row."""
    return list(parted(text, start, end, _AND))


def cases_of(text: Text, start: int, end: int) -> Alternatives:
    """Each case of the row, in the source's own words or as the vocabulary's concept."""
    row = (own_condition(text, *case) for case in parted(text, start, end, _ROW))
    return tuple((case,) for case in row if case is not None)
