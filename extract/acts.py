"""Tables whose columns list what may and what may not be done with what the row names: 单据类型 | 允许的操作 | 禁止的操作."""

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from extract.tables import Cell, Table, values
from extract.text import Text

_WHAT: Final = r"(?:执行|进行|办理|使用|做)?的?(?:操作|动作|业务|变更|事项|处理)(?:项目?|范围|内容)?"
_MAY: Final = re.compile(rf"(?:允许|可以?|能够?|支持|准许|开放){_WHAT}")
_MAY_NOT: Final = re.compile(rf"(?:禁止|禁用|不可以?|不能|不允许|不支持|不得|不准|受限|限制){_WHAT}")
_NAME: Final = re.compile(r"[^\d\s，。；：:（()）]{2,10}")


def act_columns(text: Text, table: Table) -> MappingProxyType[int, bool]:
    """The columns of a table that list acts, and whether those may be done; none where half of their cells list something else."""
    found = {}
    for column, head in enumerate(table.header):
        words = re.sub(r"\s+", "", text.folded[head.start : head.end])
        permits = _MAY.fullmatch(words) is not None
        if (permits or _MAY_NOT.fullmatch(words)) and column and _lists_acts(text, table, column):
            found[column] = permits
    return MappingProxyType(found)


def acts_in(text: Text, cell: Cell) -> Iterator[str]:
    """The acts that a cell lists, each by itself; a dash lists none."""
    for start, end in () if cell.says_nothing else values(cell):
        if _NAME.fullmatch(text.folded, start, end):
            yield text.raw[start:end]


def _lists_acts(text: Text, table: Table, column: int) -> bool:
    told = table.told(column)
    acts = [all(text.lexicon.action_first.match(name) for name in acts_in(text, cell)) for cell in told]
    named = [next(acts_in(text, cell), None) is not None for cell in told]
    return bool(told) and sum(map(all, zip(acts, named, strict=True))) * 2 >= len(told)
