"""Figures that belong to conditions: 订单金额超过500元的, 联系不上消费者三次以上, 海鲜件超过6小时未取的; with the kind told before or behind."""

import re
from collections.abc import Sequence
from typing import Final

from extract.conds import Cond
from extract.cues import cue_words
from extract.facts import ConceptName
from extract.figured import but_windows
from extract.marks import Mark
from extract.ownwords import EVENT_SIDE, STOP, known_name, own_condition
from extract.shapes import by_form
from extract.text import Text, without
from ontology.figures import COMPARED, Figure, as_quantity, find_figures
from ontology.kinds import TIME_UNITS, ConceptScheme
from ontology.words import tagged

_COUNTED: Final = (ConceptScheme.CIRCUMSTANCE, ConceptScheme.ORDER_STATUS, ConceptScheme.PAUSE_REASON)
_UNDONE: Final = re.compile(
    r"(?:以上|之?内)?(?:仍然?|还|都|均|尚)?(?:未(?!来)|没有?|无人)[一-鿿]{1,6}?(?:的|者|时|后)?\s*\Z"
)
_UNDONE_OF: Final = re.compile(rf"(?P<kind>[一-鿿]{{2,8}}?)(?:超过|[已届]?满|逾)\d+[一-鿿]{{1,3}}?{_UNDONE.pattern}")
_COUNT: Final = re.compile(rf"[一-鿿]{{0,4}}[数量额率](?:仍|还|均|都)?(?:{COMPARED.pattern})")
_BESIDE: Final = re.compile(r"[的了已仍还均都也\s]|时[间长]|状态|之?后|累[计积]|连续|[达到满约近共计过]")
"""What may stand between a concept and its figure and tells nothing of its own."""
_THING: Final = re.compile(r"[一-鿿]{2}(?:[在为是介于]|须|需|应)*\s*\Z")
_KIND_LAST: Final = re.compile(r"的(?P<kind>[^的\d]{3,10})\Z")


def measured(text: Text, start: int, end: int, inside: Sequence[Mark]) -> Cond | None:
    """A figure that belongs to a condition: 订单金额超过500元的, 联系不上消费者三次以上."""
    window = re.search(r"内的[^，。]{1,6}\Z", text.folded[start:end])
    counts = [
        f
        for f in find_figures(text, start, end)
        if (f.told or _has_waited(text, f, end))
        and (f.since is None or window)
        and (f.upper is None or _is_range(text, f, start))
        and not f.ordinal
    ]
    counted = but_windows(text, counts)
    if len(counted) != 1 or (len(counts) == 1 and counts[0].per is not None):
        return None
    figure = counted[0]
    near = next((m for m in inside if 0 <= figure.start - m.end <= 6 or 0 <= m.start - figure.end <= 3), None)
    if near is not None and near.name.scheme in _COUNTED and not _measures_more(text, near, figure):
        span = min(near.start, figure.start), max(near.end, figure.end)
        return Cond(near.name, False, *span, as_quantity(figure), near.discovered)
    behind = text.folded[figure.end : end]
    undone = _UNDONE.match(behind)
    if not undone and not re.match(
        r"(?:以上|以下|以内|之内|内|及以上|及以下|（含）|\(含\)|之?间)*\s*(?:的|时|后|\Z)", behind
    ):
        return None
    if figure.since is not None:
        label = without(EVENT_SIDE, figure.since)
        name = known_name(text, label) or ConceptName(ConceptScheme.CIRCUMSTANCE, label)
        spelling = text.raw[max(start, figure.start - len(label) - 1) : figure.end] + "内"
        return Cond(name, False, start, end, as_quantity(figure), True, (re.sub(r"\s+", "", spelling),))
    begin = max([start, *(m.end for m in inside if m.end <= figure.start and not _is_measured(text, m, figure))])
    own = own_condition(text, begin, end if undone or not inside else figure.end)
    return own if own is not None and own.limit is not None else None


def _measures_more(text: Text, mark: Mark, figure: Figure) -> bool:
    """Whether a figure behind a concept measures what is told between them: 首次|回复超过10分钟."""
    between = text.folded[mark.end : figure.start]
    return len(_BESIDE.sub("", COMPARED.sub("", between))) > 1


def _is_range(text: Text, figure: Figure, start: int) -> bool:
    """Whether a range, other than of times, tells what is measured between what bounds: 身高165至180厘米|可报名."""
    return figure.unit not in TIME_UNITS and _THING.search(text.folded, start, figure.start) is not None


def begins_count(text: Text, mark: Mark, end: int) -> bool:
    """Whether a state only begins the name of what is counted: 在售|商品数不低于10个, 缺货|率高于5%."""
    return mark.name.scheme in _COUNTED and _COUNT.match(text.folded, mark.end, end) is not None


def _has_waited(text: Text, figure: Figure, end: int) -> bool:
    """Whether a time is told of what has not been done for so long: 72小时未出库."""
    return figure.unit in TIME_UNITS and _UNDONE.match(text.folded, figure.end, end) is not None


def kind_behind(text: Text, start: int, end: int) -> list[Cond]:
    """The kind that a figure tells of: 签约满2个月的|连锁门店."""
    kind = _KIND_LAST.search(text.folded[start:end])
    form = by_form(text, start + kind.start("kind"), end) if kind else None
    own = own_condition(text, *form) if form else None
    return [own] if own and own.limit is None else []


def kind_before(text: Text, start: int, end: int) -> list[Cond]:
    """The kind with which something has not been done for so long: 海鲜件|超过6小时未取的."""
    kind = _UNDONE_OF.fullmatch(text.folded, start, end)
    nouns = cue_words(text.lexicon.vocabulary)
    if (
        not kind
        or STOP.match(kind["kind"])
        or re.search(rf"(?:{nouns.attribute}|\A(?:{nouns.bearer}))\Z", kind["kind"])
    ):
        return []
    own = own_condition(text, *kind.span("kind"))
    return [own] if own and tagged(kind["kind"])[-1][1].startswith(("n", "q", "zg", "x", "eng")) else []


def _is_measured(text: Text, mark: Mark, figure: Figure) -> bool:
    """Whether words found by their form are but what a figure measures: 申报价值|超过1000元."""
    return mark.discovered and COMPARED.fullmatch(text.folded, mark.end, figure.start) is not None
