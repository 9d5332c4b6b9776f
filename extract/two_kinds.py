"""Two kinds that 和 ties, each of which is a case by itself: 使用优惠券购买的票|和|特价票, 奢侈品|和|皮草类衣物."""

import re
from typing import Final

from extract.shapes import by_form
from extract.text import Text
from ontology.words import tagged

_ROW: Final = re.compile(
    r"\s*(?=[^，,。；;]*的[一-鿿])(?P<one>[^，,。；;、和与及或]{2,24}?(?P<last>[一-鿿]))(?:和|与|及|以及|或者?)(?P<other>[^，,。；;、和与及或]{2,24}(?P=last))(?:都|均)?\s*"
)
"""Two of one thing, of which one at least is told by what is so of it: 使用优惠券购买的票|和|特价票."""
_THINGS: Final = re.compile(
    r"\s*(?P<one>(?:(?!的)[一-鿿]){2,6}(?<![已未涉普触]))[和与及](?P<other>(?![时其])(?:(?!的)[一-鿿]){2,6})(?:的|都|均)?\s*"
)

_THING: Final = ("n", "b", "s")


def two_kinds(text: Text, start: int, end: int, *, own_words: bool) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The two that are all of a stretch; None where it is anything else."""
    row = _ROW.fullmatch(text.folded, start, end)
    if row is None:
        row = _THINGS.fullmatch(text.folded, start, end)
        row = row if row and _are_things(text, row, own_words=own_words) else None
    return (row.span("one"), row.span("other")) if row else None


def _are_things(text: Text, row: re.Match[str], *, own_words: bool) -> bool:
    """Whether they are things, and not what is done to both: 奢侈品|和|皮草类衣物, but 清空文件及碎片."""
    known = own_words or by_form(text, *row.span()) is not None
    acts = text.lexicon.action_first.match(row["one"])
    return known and not acts and all(tagged(row[one])[0][1].startswith(_THING) for one in ("one", "other"))
