"""What is taken out of a rule: 除X外均可, X除外, （X除外） say that the opposite holds for X; 其余X means none of those named before."""

import re
from dataclasses import replace
from typing import Final

from extract.clauses import Clause
from extract.conds import Alternatives, Conjunction, negated, unique
from extract.drafts import Draft, State, turned
from extract.page import Page
from extract.spots import excepted_conditions
from ontology.kinds import ConstraintKind, Modality

_IN_BRACKETS: Final = re.compile(
    r"[（(]([^（）()]{2,30}(?:除外|以外|之外|不在此列)|(?:不含|不包含|不包括|除)[^（）()]{1,30})[）)]"
)
_OTHERS: Final = re.compile(
    r"其余|其[他它](?=[一-鿿]{0,6}(?:订单|商品|商家|店铺|用户|地区|类型|情况|类目|账号|角色|均|都|可|皆))"
)
_TAKES_OUT: Final = re.compile(r"\s*(?:但|不过)?\s*除")


def take_out(page: Page, clause: Clause, state: State, own: Alternatives) -> Alternatives:
    """The conditions of a statement without what is taken out of it before its cue."""
    if _OTHERS.search(page.told.folded, clause.start, clause.cue.lead if clause.cue else clause.end):
        own = tuple(unique((*one, *_the_others(state, one))) for one in (own or ((),)))
    if clause.body > clause.start and _TAKES_OUT.match(page.told.folded, clause.start):
        state.excepted = excepted_conditions(page, clause.start, clause.body)
    if state.excepted:
        own = tuple(unique((*one, *state.excepted)) for one in (own or ((),)))
    return own


def except_behind(state: State, excepted: Conjunction, end: int) -> None:
    """An exception behind rules: they hold but there, and there the opposite holds."""
    if not excepted:
        return
    changed: list[Draft] = []
    for draft in state.drafts:
        here = replace(draft, conditions=unique((*draft.conditions, *excepted)))
        if _decides(draft):
            here = replace(here, end=max(end, draft.end))
            changed += [here, *(replace(one, end=here.end) for one in _opposites(draft, excepted))]
        else:
            changed.append(here)
    state.drafts[:] = changed


def except_in_brackets(page: Page, clause: Clause, state: State, before: int) -> None:
    """不支持退货退款（质量问题除外）: an exception in brackets behind the cue."""
    match = _IN_BRACKETS.search(page.told.folded, clause.cue.end, clause.end) if clause.cue else None
    if match and state.drafts[before:]:
        fresh = State(drafts=[replace(d, words=_IN_BRACKETS.sub("", d.words)) for d in state.drafts[before:]])
        except_behind(fresh, excepted_conditions(page, match.start(1), match.end(1)), clause.end)
        state.drafts[before:] = fresh.drafts


def except_before(state: State, before: int) -> None:
    """除X外均可: where X holds, the opposite of what was just read holds."""
    excepted, fresh = state.excepted, state.drafts[before:]
    if not excepted or not fresh:
        return
    for draft in fresh:
        if _decides(draft):
            bare = replace(draft, conditions=tuple(c for c in draft.conditions if c not in excepted))
            state.drafts += _opposites(bare, excepted)
    state.excepted = ()


def _opposites(draft: Draft, excepted: Conjunction) -> list[Draft]:
    return [replace(turned(draft, unique((*draft.conditions, *negated((one,))))), words="") for one in excepted]


def _decides(draft: Draft) -> bool:
    return draft.kind is ConstraintKind.APPLICABILITY and draft.modality in (Modality.ALLOWED, Modality.FORBIDDEN)


def _the_others(state: State, own: Conjunction) -> Conjunction:
    """其余X: not those kinds that were named before."""
    mine = {c.name for c in own}
    return unique(replace(c, negated=True) for c in state.named if not c.negated and c.name not in mine)
