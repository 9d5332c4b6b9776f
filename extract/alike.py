"""Another kind with its figure and no word between, behind a bound told in full: 普通读者可借阅3本，|VIP读者10本，|其他读者1本."""

import re
from dataclasses import replace
from typing import Final

import msgspec

from extract.cases import usable
from extract.clues import Clue
from extract.conditions import read_conditions
from extract.conds import Alternatives, negated, unique
from extract.drafts import Draft
from extract.kind_figures import BEARS_FIGURE
from extract.subjects import kinds_in
from ontology.figures import as_quantity, find_figures

_KIND: Final = re.compile(
    rf"\s*(?:其中|而|但)?(?P<kind>(?![最每不单同第])(?:[一-鿿A-Za-z0-9]{{1,7}}?(?:[{BEARS_FIGURE}家]|类目)|其[他它余][一-鿿]{{0,4}}))(?:则|为|是|最[多长高低少]|不超过|[可限])*\s*"
)
_OTHERS: Final = re.compile(r"(?:其[他它余]|别的)[一-鿿]{0,4}")


def alike(clue: Clue) -> tuple[Draft, ...]:
    """The bound of the clause before with the kind and the figure of this one; none where this clause tells anything else."""
    page, clause = clue.page, clue.clause
    last = clue.state.drafts[-1] if clue.state.drafts else None
    if last is None or last.limit is None or clause.cue is not None or clause.start - last.end > 1:
        return ()
    figures = list(find_figures(page.told, clause.start, clause.end))
    if len(figures) != 1 or figures[0].end < clause.end:
        return ()
    other, told = as_quantity(figures[0]), _KIND.fullmatch(page.told.folded, clause.start, figures[0].start)
    if told is None or other.unit is not last.limit.unit or other.unit_text != last.limit.unit_text:
        return ()
    limit = msgspec.structs.replace(last.limit, value=other.value, upper=other.upper)
    words = page.told.raw[clause.start : clause.end]
    same = replace(last, start=clause.start, end=clause.end, words=words, limit=limit)
    before = tuple(c for c in last.conditions if c.start < last.start)
    return tuple(replace(same, conditions=unique((*before, *one))) for one in _of_whom(clue, told, last))


def _of_whom(clue: Clue, told: re.Match[str], last: Draft) -> Alternatives:
    """The kind of this clause; the others are those whom the clause before does not tell."""
    page, span = clue.page, told.span("kind")
    if _OTHERS.fullmatch(told["kind"]):
        those = tuple(c for c in last.conditions if c.start >= last.start)
        return (negated(those),) if len(those) == 1 else ()
    return clue.own or read_conditions(page.told, *span, usable(page, *span)) or kinds_in(page, *span, row=True)
