"""Times up to a cue that say when something may or may not be done (结束前1小时内|不能追加), and the events that times count from, which are
no conditions by themselves."""

import re
from typing import Final

from extract.clauses import Clause
from extract.conditions import read_conditions
from extract.conds import Alternatives, Cond, unique
from extract.cues import CueKind
from extract.facts import ConceptName
from extract.marks import Mark
from extract.ownwords import EVENT_SIDE, known_name, own_condition
from extract.page import Page
from extract.settings import done_within
from extract.text import without
from ontology.figures import Figure, as_quantity, find_figures
from ontology.kinds import TIME_UNITS, ConceptScheme
from ontology.names import fold

_OTHERS: Final = re.compile(r"(?:其[他它余]|各|所有|全部)[一-鿿]{2}(?=[一-鿿]{2,6}前)")
_ON: Final = re.compile(r"(?:起|开始)\Z")
"""From when on: 到期前30天|起."""
_AFTER: Final = re.compile(r"[^，,。；;：:的、]{2,14}(?:之|以)?后的?\s*(?:约)?\s*")
_FROM: Final = re.compile(r"[后起](?:的|，|,|\s)*(?:第)?\s*[\d一二三四五六七八九十两半]")


def window_before(page: Page, clause: Clause, stop: int, start: int | None = None) -> Cond | None:
    """A time before a prohibition is when it holds: 结束前1小时内|不能追加库存."""
    if clause.cue is None or clause.cue.kind not in (CueKind.FORBID, CueKind.ALLOW):
        return None
    window = window_in(page, clause.start if start is None else start, stop)
    permits = clause.cue.kind is CueKind.ALLOW and not (
        window and _FROM.search(page.told.folded, window.start, window.end)
    )
    known = any(
        not m.discovered and window is not None and window.start <= m.start and m.end <= window.end for m in page.marks
    )
    return None if permits and known else window


def window_in(page: Page, start: int, stop: int) -> Cond | None:
    """The time at the end of a stretch, told as a condition of the event that it counts from."""
    if within := done_within(page.told, start, stop):
        spelling = re.sub(r"\s+", "", page.told.raw[start:stop])
        name = ConceptName(ConceptScheme.CIRCUMSTANCE, within[0])
        return Cond(name, False, start, stop, as_quantity(within[1]), True, (spelling,))
    for figure in find_figures(page.told, start, stop):
        behind = page.told.folded[figure.end : stop]
        if _is_before(page, figure, start, behind):
            begin = max(page.told.folded.rfind(fold(figure.since or ""), start, figure.start), start)
            others = _OTHERS.match(page.told.folded, begin, stop)
            label = re.sub(r"\s+", "", page.told.raw[others.end() if others else begin : stop])
            name = ConceptName(ConceptScheme.CIRCUMSTANCE, without(_ON, label))
            return Cond(name, False, begin, stop, None, True, (label,) if _ON.search(label) else ())
        if figure.told and figure.since is not None and re.fullmatch(r"(?:之|以)?内\s*", behind):
            begin = max(page.told.folded.rfind(fold(figure.since), start, figure.start), start)
            label = without(EVENT_SIDE, figure.since)
            spelling = re.sub(r"\s+", "", page.told.raw[begin:stop])
            since = re.sub(r"\s+", "", page.told.raw[begin : figure.start])
            told = tuple(one for one in (spelling, since) if known_name(page.told, one) is None)
            name = ConceptName(ConceptScheme.CIRCUMSTANCE, label)
            return Cond(name, False, begin, stop, as_quantity(figure), True, told)
    return None


def _is_before(page: Page, figure: Figure, start: int, behind: str) -> bool:
    """Whether a time up to a cue is told back from an event, when something still may or may not be done: 开场前2小时|可退票."""
    if (
        figure.since is None
        or figure.per is not None
        or not re.fullmatch(r"(?:以上|之前|以前|起|开始|还|就|都|均|\s)*", behind)
    ):
        return False
    return figure.unit in TIME_UNITS and bool(re.search(r"前\s*\Z", page.told.folded[start : figure.start]))


def but_counted_from(page: Page, clause: Clause, found: Alternatives) -> Alternatives:
    """Conditions without the events that times of their clause count from."""
    kept = (unique(c for c in one if not _is_counted_from(page, c, clause)) for one in found)
    return tuple(dict.fromkeys(one for one in kept if one))


def brought_about(page: Page, clause: Clause) -> Alternatives:
    """The event at which a clause begins, so long after which something happens by itself: 罚款缴清|后24小时内自动解除限行."""
    if clause.cue is None or clause.cue.kind is not CueKind.AUTOMATIC:
        return ()
    figure = next((f for f in find_figures(page.told, clause.start, clause.cue.lead) if f.since is not None), None)
    after = _AFTER.fullmatch(page.told.folded, clause.start, figure.start) if figure else None
    if after is None:
        return ()
    marks = [m for m in page.marks if after.start() <= m.start and m.end <= after.end()]
    own = None if marks else own_condition(page.told, *after.span())
    return read_conditions(page.told, *after.span(), marks) or (((own,),) if own else ())


def _is_counted_from(page: Page, cond: Cond, clause: Clause) -> bool:
    """Whether a condition in the source's own words is but the event that a time counts from."""
    at_event = page.told.folded[cond.start - 1 : cond.start] == "在"
    if not (cond.discovered or at_event) or cond.limit is not None:
        return False
    times = [f for f in find_figures(page.told, clause.start, clause.end) if f.since is not None]
    told = page.told.folded
    return any(
        0 <= f.start - cond.end <= 4 and told.rfind(fold(f.since), 0, f.start) < cond.end for f in times
    ) or bool(any(n.start <= cond.start and cond.end <= n.end for n in page.named))


def not_counted_from(page: Page, marks: list[Mark], start: int, end: int) -> list[Mark]:
    """Without the event that a time counts from: 妥投 in 在妥投状态的3天内, 出库 in 出库后的20天."""
    times = [f for f in find_figures(page.told, start, end) if f.since is not None]
    counted = frozenset((ConceptScheme.ORDER_STATUS, ConceptScheme.CIRCUMSTANCE))
    return [
        m
        for m in marks
        if not (m.name.scheme in counted and any(f.start - 8 <= m.start and m.end <= f.start for f in times))
    ]
