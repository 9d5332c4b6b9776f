"""What a figure in a condition tells of: what it measures, what has not been done for so long (超过30分钟|未操作), and times within which other
things are counted, so that they are no figures of their own (近30天|销量100件以上)."""

import re
from collections.abc import Sequence
from typing import Final

from extract.text import Text, without
from ontology.figures import COMPARED, Figure, find_figures
from ontology.kinds import TIME_UNITS

_BEFORE: Final = re.compile(r"(?:近|最近|过去|[在于])\s*\Z")
_BEHIND: Final = re.compile(r"(?:之|以)?内(?![的容存部])")
_SO: Final = re.compile(r"(?:(?:之|以)?内)?[一-鿿]{2}")
"""What is so within a time, behind it: 近90天内|有售假处罚."""
_NOT_DONE: Final = re.compile(
    r"(?:以上|之?内)?(?:仍然?|还|尚|都|均)?(?P<what>(?:未(?!来)|没有|无人)[一-鿿]{1,8}?)(?:的|者|时|后)?"
)
_NOT_WITHIN: Final = re.compile(r"(?:未能?|没有?|没能)(?:在|于)?\s*")
_ACT_WITHIN: Final = re.compile(r"\s*(?:之|以)?内(?P<act>[一-鿿]{1,8}?)(?:的|者|时|后)?")
_STILL: Final = re.compile(r"(?:已|仍|达|不|未|累计|连续|(?<=[一-鿿]{2})[在为是])+\Z")
_TIME_ALONE: Final = re.compile(
    r"\s*[一-鿿]{0,2}[\d一二两三四五六七八九十半]+\s*个?(?:自然|工作)?[天日周月年小时分钟]{1,2}(?:之|以)?内\s*"
)
"""A time that by itself measures nothing: 7天内|累计3次以上."""
_OF_A_BODY: Final = re.compile(r"(?:身高|体重|年龄|体长)\s*\Z")
"""What is measured of somebody, so that who it is behind the figure is no part of what: 身高1.2米以下|儿童."""
_NOT_UP_TO: Final = re.compile(r"(?<=[一-鿿]{2})不到\s*\Z")
_REST: Final = re.compile(r"(?:及?以[上下])(?P<rest>(?:(?!的)[一-鿿]){2,8})")


def measuring(text: Text, start: int, end: int) -> list[Figure]:
    """The figures of a condition that measure what it tells of."""
    told = [f for f in find_figures(text, start, end) if f.told or undone(text, end, f)]
    found = but_windows(text, told)
    alone = found[0] if len(found) == 1 else None
    within = (
        alone is not None and alone.since is None and is_window(text, alone) and _SO.match(text.folded, alone.end, end)
    )
    return [] if alone and within and not has_not(text, start, end, alone) else found


def but_windows(text: Text, figures: Sequence[Figure]) -> list[Figure]:
    """The figures of a stretch without the times within which the last of them is counted."""
    last = figures[-1:]
    return [f for f in figures if f in last or f.since is not None or not is_window(text, f)]


def is_window(text: Text, figure: Figure) -> bool:
    """Whether a time only says within what something is counted."""
    if figure.unit not in TIME_UNITS:
        return False
    near = _BEFORE.search(text.folded, max(0, figure.start - 3), figure.start)
    return near is not None or _BEHIND.match(text.folded, figure.end) is not None


def has_not(text: Text, at: int, stop: int, figure: Figure) -> str | None:
    """What has not been done within a time, or for so long."""
    return _undone_within(text, at, stop, figure) or undone(text, stop, figure)


def undone(text: Text, stop: int, figure: Figure) -> str | None:
    """What has not been done for so long: 超过30分钟未操作, 5天内未确认的."""
    match = _NOT_DONE.fullmatch(text.folded, figure.end, stop) if figure.unit in TIME_UNITS else None
    return text.raw[match.start("what") : match.end("what")] if match else None


def _undone_within(text: Text, at: int, stop: int, figure: Figure) -> str | None:
    """The same with the time in its midst: 未在12小时内回应."""
    no = _NOT_WITHIN.search(text.folded, at, figure.start)
    act = _ACT_WITHIN.fullmatch(text.folded, figure.end, stop)
    if no is None or act is None or no.end() != figure.start or figure.unit not in TIME_UNITS:
        return None
    return "未" + text.raw[act.start("act") : act.end("act")]


def before_figure(text: Text, at: int, stop: int, figure: Figure) -> str:
    """What is measured: the words before the comparator, 订单金额 in 订单金额超过500元, with what else is told behind: 提前|报备缺货."""
    told = COMPARED.search(text.folded, at, figure.start)
    words = without(_NOT_UP_TO, text.raw[at : told.start() if told else figure.start])
    rest = _REST.fullmatch(text.folded, figure.end, stop) if words.strip() else None
    rest = None if rest and _OF_A_BODY.search(words) else rest
    bare = without(_STILL, words.strip())
    bare = words.strip() if _TIME_ALONE.fullmatch(bare) else bare
    return bare + (text.raw[rest.start("rest") : stop].strip() if rest else "")
