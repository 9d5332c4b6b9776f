"""A bare figure before what follows for those beyond it, of whom alone its clause then speaks: 500元以下的由主管审批，|500元以上|转财务复核."""

import re
from typing import Final

from extract.clauses import Clause
from extract.conds import Alternatives
from extract.drafts import State
from extract.follows import outcome_in
from extract.ownwords import own_condition
from extract.page import Page
from extract.regions import BRACKET

_FIGURE_FIRST: Final = re.compile(
    rf"\s*(?:但|而)?(?P<what>[\d.,一二两三四五六七八九十百千万]+\s*[一-鿿%％]{{1,3}}?{BRACKET}*及?以[上下])(?:的|部分)?(?:则|均|都)?"
)


def figure_first(page: Page, clause: Clause) -> Alternatives:
    """The bare figure that a clause begins with, right before what follows for those beyond it."""
    text = page.told
    bare = _FIGURE_FIRST.match(text.folded, clause.start, clause.end) if clause.cue is None else None
    follows = outcome_in(text, bare.end(), clause.end) if bare else None
    own = own_condition(text, *bare.span("what")) if bare and follows and follows[0] == bare.end() else None
    return ((own,),) if own and own.limit is not None else ()


def turn_to_figure(page: Page, clause: Clause, state: State) -> None:
    """What was said of those on the one side of a figure is over where a clause turns to those on the other."""
    if state.ruled and figure_first(page, clause):
        state.forget_ifs()
