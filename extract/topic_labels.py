"""Labels of a list that only say what its items are about, and for which no rule behind them holds alone: 改名：可以修改….

They are told by most of them being acts, or by a row that names several of them: acts in the line above the list (改名、注销的规则如下),
things in the title beside what no kind is called (包装及面单要求 above 包装：…, 面单：…, 数量：…).
"""

import re
from typing import Final

from extract.column_names import NO_COLUMN
from extract.headlines import Heading
from extract.page import Page
from extract.shapes import is_mishap
from extract.things import is_act

_LEAST: Final = 2
_ABOVE: Final = 60
"""How far back the line above a list may begin."""
_TITLE: Final = r"(?:要求|规则|规定|说明|流程|方法|政策|规范|须知|事项)"
_THINGS: Final = rf"(?:[、/]|以?及|[和与]|{_TITLE}\s*\Z)"
_ACTS: Final = rf"(?:[、/]|以?及|[和与]|的?{_TITLE})"
"""What stands behind one of a row, of things that a title names or of acts: 包装、面单|及物流|要求."""


def is_topic(page: Page, heading: Heading) -> bool:
    """Whether a heading of a list is one of several that name what is told of."""
    text = page.told.folded
    if text[heading.end : heading.end + 1] not in (":", "：") or not heading.beside:
        return False
    spans = [(heading.start, heading.end), *heading.beside]
    labels = [text[start:end].strip() for start, end in spans]
    acts = [is_act(page.told, one) and not is_mishap(page.told, *at) for one, at in zip(labels, spans, strict=True)]
    if acts[0]:
        first = min(start for start, _ in spans)
        above = text[max(0, first - _ABOVE) : first]
        sure = page.told.lexicon.action_first.fullmatch(labels[0]) is not None and sum(acts) * 2 > len(acts)
        return sure or _in_row(above, labels, _ACTS) or _in_row(page.asked.folded, labels, _ACTS)
    apart = any(acts) or any(NO_COLUMN.search(one) for one in labels[1:])
    return apart and _in_row(page.asked.folded, labels, _THINGS)


def _in_row(row: str, labels: list[str], behind: str) -> bool:
    """Whether words name the first of labels, and another of them, in a row."""
    named = [re.search(re.escape(one) + behind, row) is not None for one in labels]
    return named[0] and sum(named) >= _LEAST
