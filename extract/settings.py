"""The setting of what follows, told before a comma: the weather or the mode under which (恶劣天气下), the course of what (直播进行中), the time
(旺季, 大促当天), within how long of what was done (签收7天内).
"""

import re
from typing import Final

from extract.follows import decides_next
from extract.fronted import ANYBODY
from extract.ownwords import UNDER, happens
from extract.text import Text
from ontology.figures import Figure, find_figures
from ontology.kinds import TIME_UNITS
from ontology.words import tagged

_UNDER: Final = re.compile(rf"[^，,。；;：:的]{{1,10}}(?:{UNDER}|机制|体系)(?:之)?下")
_COURSE: Final = re.compile(r"(?P<act>(?![其在])[^，,。；;：:的\d]{2,10}?)(?:途中|过程中|中)")
_TIME: Final = re.compile(
    r"(?:在|于|每[年月周逢])?[^，,。；;：:的\d]{0,8}?(?:时段|时期|季节|[旺淡]季|当[天日]|首[日周]|深夜|凌晨|夜间|周末|节假日|工作日|高峰期?|低谷期?)"
)
_NO_TIME: Final = re.compile(
    r"(?:此|本|该|这个?|上述|以上|全|各)(?:时段|时期)|.*(?:同一|[一-鿿]{1,2}个)(?:工作日|周末)|(?:次|当)[日天]"
)
_WITHIN: Final = re.compile(r"(?:之|以)?内\s*")
_NO_EVENT: Final = re.compile(
    r"[需须应请可能在于近每约共满仅限同内各]|提前|过去|最近|连续|累计|未|不|没|超|等待|间隔|持续|保留|默认"
)


def is_setting(text: Text, start: int, end: int) -> bool:
    """Whether a clause tells but when or under what the next one permits or forbids something."""
    words = text.folded[start:end].strip()
    told = (
        _UNDER.fullmatch(words)
        or _is_course(words)
        or (_TIME.fullmatch(words) and not _NO_TIME.fullmatch(words))
        or done_within(text, start, end) is not None
    )
    return bool(told) and decides_next(text, end)


def _is_course(words: str) -> bool:
    """Whether something is going on: 直播进行中, no place like 列表中."""
    course = _COURSE.fullmatch(words)
    return course is not None and tagged(course["act"])[-1][1] in ("v", "vn")


def done_within(text: Text, start: int, end: int) -> tuple[str, Figure] | None:
    """What was done, and the time from it within which something lies, where a stretch tells but that: 签收7天内."""
    figure = next(find_figures(text, start, end), None)
    act = _done_before(text, start, figure) if figure else None
    return (act, figure) if figure and act and _WITHIN.fullmatch(text.folded, figure.end, end) else None


def _done_before(text: Text, start: int, figure: Figure) -> str | None:
    """What was done, told right before a bare time that counts from it."""
    if not figure.told or figure.since is not None or figure.per is not None or figure.unit not in TIME_UNITS:
        return None
    words = text.folded[start : figure.start].strip()
    who = ANYBODY.match(words)
    act = words[who.end() :] if who else words
    if not 2 <= len(act) <= 6 or not re.fullmatch(r"[一-鿿]+", act) or _NO_EVENT.search(act):
        return None
    return act if tagged(act)[-1][1] in ("v", "vn") or happens(text, act) else None
