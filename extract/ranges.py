"""Tables whose columns list the kinds that something holds for, and those that it does not: 功能 | 支持的订单类型 | 不支持的订单类型.

What holds stands in a column before them (功能), in their own heads (可兑换商品), or is what the entry is about.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from extract.cues import find_cues
from extract.matrices import Matrix, head_words, names_in_rows
from extract.tables import Cell, Table, values
from extract.text import Text

_KINDS: Final = (
    r"订单|单据|商品|物品|货[物品]|类型|种类|状态|方式|[类品]类|类目|渠道|角色|对象|范围|[区地]域|地区|城市|商[家户]|店铺|门店|用户|人群|会员|版本|场景|平台|仓库?"
    r"|票[种档]|发票|套餐|业务|格式|语言|币种|卡种|银行|[机车房]型|设备|系统|浏览器|终端|快递|物流|承运商"
)
_HEAD: Final = re.compile(
    r"(?:(?P<no>(?:暂时?)?不(?:支持|可以?|能|允许|适用|得|准|参[加与])|严?禁止?)|(?P<only>[仅只](?:支持|可以?|能|允许|适用|限))|支持|可以?|能够?|允许|适用|准许|开放)"
    rf"(?P<act>[一-鿿]{{0,3}}?)[于的]?(?P<what>[一-鿿A-Za-z]{{0,4}}?(?:{_KINDS})(?:类型|种类|状态|范围)?)"
)
_WAY: Final = re.compile(r"(?:方式|渠道|类型|种类|范围|[区地]域|地区|对象|平台)\Z")
_LONGEST: Final = 16


@dataclass(frozen=True, slots=True)
class Listing:
    """What a column lists: kinds that it holds for or not, those alone where `only`; what its head says is done with them."""

    permits: bool
    only: bool
    act: str


@dataclass(frozen=True, slots=True)
class Ranges:
    """The columns of a table that list kinds, and the column before them that names what holds; None where no column does."""

    columns: Mapping[int, Listing]
    names: int | None

    def tell(self, column: int) -> bool:
        """Whether a column lists kinds or names what holds for them."""
        return column in self.columns or column == self.names


def ranges_of(text: Text, table: Table, matrix: Matrix | None) -> Ranges | None:
    """The columns of a table that list kinds; None where none does. Beside answers that no column names, kinds to which something
    applies are what these hold for: 物流方式 | 适用地区 | 是否支持上门取件."""
    answers = matrix.columns if matrix is not None else ()
    heads = {i: _HEAD.fullmatch(head_words(text, table, i)) for i in range(1, len(table.header)) if i not in answers}
    found = {i: head for i, head in heads.items() if head and _lists(text, table, i)}
    names = names_in_rows(text, table, tuple(range(min(found))), kinds=True) if found else None
    if answers and names is None:
        found = {i: head for i, head in found.items() if not head[0].startswith("适用")}
    if not found:
        return None
    listings = {i: Listing(head["no"] is None, head["only"] is not None, _act(text, head)) for i, head in found.items()}
    return Ranges(MappingProxyType(listings), names)


def _act(text: Text, head: re.Match[str]) -> str:
    """What a head says is done with the kinds: 兑换 in 可兑换商品, 支付 in 支持的支付方式."""
    way = _WAY.sub("", head["what"])
    told = (head["act"], way if way != head["what"] else "")
    return next((one for one in told if len(one) > 1 and text.lexicon.action_first.match(one)), "")


def _lists(text: Text, table: Table, column: int) -> bool:
    """Whether a column lists short names, neither answers nor statements."""
    told = table.told(column)
    short = all(end - start <= _LONGEST for cell in told for start, end in values(cell))
    return bool(told) and short and sum(_states(text, cell) for cell in told) * 2 < len(told)


def _states(text: Text, cell: Cell) -> bool:
    """Whether a cell answers or rules instead of naming kinds; 全国（港澳台除外） names some."""
    bracket = text.folded.find("(", cell.start, cell.end)
    end = bracket if bracket > cell.start else cell.end
    return (
        next(find_cues(text, cell.start, end), None) is not None or text.folded[cell.start : end].strip() in "是否有无"
    )


def name_cells(table: Table, ranges: Ranges) -> Iterator[Cell]:
    """The cells that name what holds, each once."""
    if ranges.names is not None:
        yield from dict.fromkeys(table.told(ranges.names))
