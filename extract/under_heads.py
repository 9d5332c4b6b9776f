"""Lists under a line that ends in what may or must be (【房东必须】, 骑手不得：): where in each item the line's cue is to be thought.

- 遗失月卡的，|3天内挂失; - 取消订单时|说明原因: behind the conditions that an item begins with, before all else.
"""

import re
from collections.abc import Iterator
from typing import Final

from extract.items import BULLETS, Style, find_items
from extract.text import Text

_HEAD: Final = re.compile(
    rf"(?:\A|(?<=\n))(?P<line>[^\n。；;？?]{{2,24}}?)(?P<lead>(?:做到|完成|执行|进行|遵守)?)(?:以下|下列|如下)?(?P<end>[：:】]{{0,2}})[^\S\n]*\n\s*(?=[-–—*{BULLETS}①(（\d一aA第])"
)
_NEXT: Final = 3
_STOP: Final = re.compile(r"[。；;！!？?\n]")
_COMMA: Final = re.compile(r"[，,]")
_CASE: Final = re.compile(
    r"\s*(?:(?:如果?|若是?|当|因|一旦)[^，,。；;]{2,24}|(?:对于?|除|凡)[^，,。；;]{2,24}(?:的[一-鿿]{1,4}|外)|[^，,。；;]{2,24}(?:的|者|时|前|后|内|期间|情况下))[，,]"
)
"""What an item begins with up to a comma and what only says when or of whom: 遗失月卡的，."""
_WHEN: Final = re.compile(
    r"\s*(?:在|于)?(?P<when>[一-鿿]{1,12}?(?:(?<![及小同届随按准延超限临暂])时|(?<![以之目最提])(?:之|以)?[前后](?![台端]|[\d一二两三四五六七八九十半]+\s*[个天日小分周月年])|期间|途中|过程中))(?=[一-鿿]{2})"
)
_LED: Final = re.compile(
    r"\s*(?:[在于]|对(?![公外内账帐])|为(?![了自])|以[^，,]{2,8}?(?:向|对|为)|每[^，,]{1,6}[前后内]|因)"
)
"""What is said before a verb, so that the item is no mere name of what is done."""
_OF_WHOM: Final = re.compile(r"\s*对于?[^，,。；;：:]{2,16}的")
_BARE: Final = re.compile(r"[^，,。；;：:？?！!\s]{2,20}")


Head = tuple[int, int, tuple[tuple[int, int, bool], ...], int]


def heads(text: Text) -> tuple[Head, ...]:
    """Each line over a list up to the end of its words, with the items below: where the line's cue may be thought in them, where
    what it then says ends, and whether the item is but a name of what is done; at last where the list ends."""
    if "heads" not in text.memo:
        text.memo["heads"] = tuple(_heads(text))
    found: tuple[Head, ...] = text.memo["heads"]
    return found


def _heads(text: Text) -> Iterator[Head]:
    found = [(m, m.end("line")) for m in _HEAD.finditer(text.folded)]
    items = find_items(text.raw) if found else ()
    for match, end in found:
        first = next((i for i in items if abs(i.start - match.end()) <= _NEXT), None)
        if first is None or (first.number > 1 and first.style is not Style.BULLET):
            continue
        run = [i for i in items if i.run == first.run and first.start <= i.start]
        lines = (m.span("line") for m, _ in found if m.start() > end)
        stop = next((at for at, to in lines if not any(at <= i.start <= to for i in run)), len(text.folded))
        below = tuple(_place(text, i.body, min(i.end, stop)) for i in run if i.start < stop)
        yield match.start("line"), end, below, min(stop, run[-1].end)


def _place(text: Text, body: int, end: int) -> tuple[int, int, bool]:
    stopped = _STOP.search(text.folded, body, end)
    stop = stopped.start() if stopped else end
    at = body = body + len(text.folded[body:stop]) - len(text.folded[body:stop].lstrip())
    while (case := _CASE.match(text.folded, at, stop)) and case.end() < stop:
        at = case.end()
    comma = _COMMA.search(text.folded, at, stop)
    last = comma.start() if comma else stop
    when = _WHEN.match(text.folded, at, last)
    words = text.folded[at:last].strip()
    bare = (
        at == body
        and when is None
        and not comma
        and (not _LED.match(words) or bool(_OF_WHOM.match(words)))
        and bool(_BARE.fullmatch(words))
    )
    return when.end() if when else at, last, bare
