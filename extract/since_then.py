"""For how long from what is told before it a prohibition holds: 退出后，|180天内不能重新加入 forbids it within 180 days of that."""

import re
from dataclasses import replace
from typing import Final

from extract.clauses import Clause
from extract.conds import Alternatives, Conjunction
from extract.cues import CueKind
from extract.drafts import State
from extract.page import Page
from ontology.figures import as_quantity, find_figures
from ontology.kinds import TIME_UNITS, Comparator, ConceptScheme
from ontology.records import Quantity

_WITHIN: Final = re.compile(r"(?:之|以)?内(?:均|都|也|则|将|您|商家)*\s*")
_EVENTS: Final = frozenset((ConceptScheme.CIRCUMSTANCE, ConceptScheme.ORDER_STATUS))


def hold_since(page: Page, clause: Clause, state: State, own: Alternatives) -> tuple[tuple[int, int], ...]:
    """Bounds what the clause before tells by the time right before a prohibition; gives where that stands, nothing where there is none."""
    cue, told = clause.cue, page.told
    if cue is None or cue.kind is not CueKind.FORBID or own:
        return ()
    figure = next(find_figures(told, clause.start, cue.lead), None)
    if figure is None or figure.unit not in TIME_UNITS or figure.since is not None or figure.per is not None:
        return ()
    if told.folded[clause.start : figure.start].strip() or not _WITHIN.fullmatch(told.folded, figure.end, cue.lead):
        return ()
    limit = as_quantity(figure)
    bound = _bounded(state.ifs or state.topic, limit) if limit.comparator is Comparator.LE else ()
    if not bound:
        return ()
    if state.ifs:
        state.ifs = bound
    else:
        state.topic = bound
    return ((figure.start, figure.end),)


def _bounded(told: Alternatives, limit: Quantity) -> Alternatives:
    """The same, the last of each that tells what happened within so long; nothing where one tells of no such thing."""
    bound = tuple(_last_within(one, limit) for one in told)
    return tuple(one for one in bound if one) if all(bound) else ()


def _last_within(told: Conjunction, limit: Quantity) -> Conjunction:
    if not told or told[-1].limit is not None or told[-1].negated or told[-1].name.scheme not in _EVENTS:
        return ()
    return (*told[:-1], replace(told[-1], limit=limit))
