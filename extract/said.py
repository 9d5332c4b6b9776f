"""Whether words that are a concept's name as well are a clause that says so: 生鲜支持包赔，|不支持部分发货."""

import re
from typing import Final

from extract.cues import CueKind, find_cues
from extract.regions import HIDDEN
from extract.text import Text, line_end

_SAYS: Final = re.compile(r"(?:暂|均|都|也|同样)?(?:不?支持|不?支援|不可|不适用)(?=[一-鿿\d])")
_PARTED: Final = re.compile(r"[，,；;]\s*\Z")
_ENDED: Final = re.compile(r"\s*(?:[，,。；;！!\n]|\Z)")
_THEN: Final = re.compile(r"(?:\A|[，,；;。\s])(?:则|那么)\Z")
"""What begins what follows: 买家不同意的，则|申请被驳回."""
_LEAD: Final = 3
"""What such words and the mark before them are long at most."""
_OF_THESE: Final = re.compile(r"(?:以下|下列|如下|下述)[^，,。；;：:\n]{0,8}\Z")
"""Whom a statement is told of that leads on to a list of them."""


_LINE_BEGINS: Final = re.compile(rf"(?:\A|\n)[ \t{HIDDEN}]*(?:[一二三四五六七八九十\d]{{1,2}}[、.．)）][ \t]*)?\Z")
_NO_RIGHT: Final = re.compile(r"(?:没有?|并?无)权限")
_WHO_HAS_NONE: Final = re.compile(r"[，,；;]\s*(?:但是?|而|其[他它余])?[一-鿿A-Za-z0-9]{2,8}(?:则|都|均|暂)?\Z")
"""Who has no right to what others may, right before that: 店长可以改价，|普通店员|没有权限."""
_LISTS: Final = re.compile(
    rf"(?:的(?:商品|订单|情[形况]|范围|类目))?[：:]?\s*(?:\n\s*[-·•・*○●◆■▪{HIDDEN}]|(?:[：:]|[：:]?\s*\n)\s*(?:1[)）、.．]|[①{HIDDEN}]))\s*"
)
"""What leads on from words at the beginning of a line to a list below them."""


def is_said(text: Text, start: int, end: int) -> bool:
    """Whether words that are a concept's name as well are a clause that says so of what was told before: 生鲜支持包赔，|不支持部分发货."""
    if _NO_RIGHT.fullmatch(text.folded, start, end):
        return _unlike_others(text, start, end)
    if _THEN.search(text.folded, max(0, start - _LEAD), start) and _ENDED.match(text.folded, end):
        return True
    if not _SAYS.match(text.folded, start, end):
        return False
    if _OF_THESE.search(text.folded, max(0, start - 16), start):
        return text.folded[end : end + 1] in (":", "：")
    if _LINE_BEGINS.search(text.folded, max(0, start - 6), start):
        below = _LISTS.match(text.folded, end)
        return (
            below is not None and next(find_cues(text, below.end(), line_end(text.folded, below.end())), None) is None
        )
    return bool(_PARTED.search(text.folded, 0, start) and _ENDED.match(text.folded, end))


def _unlike_others(text: Text, start: int, end: int) -> bool:
    """Whether those who have no right to it are told right behind others who may: 店长可以改价，普通店员|没有权限."""
    begin = max(text.folded.rfind(mark, 0, start) for mark in "。\n") + 1
    who = _WHO_HAS_NONE.search(text.folded, begin, start)
    if who is None or not _ENDED.match(text.folded, end):
        return False
    return any(cue.kind in (CueKind.ALLOW, CueKind.ONLY) for cue in find_cues(text, begin, who.start()))
