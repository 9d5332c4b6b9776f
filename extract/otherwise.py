"""否则, 反之: what holds where that does not which was just told; without something told before, nothing can be said."""

import re
from dataclasses import replace
from typing import Final

from extract.conds import Alternatives, join, negated
from extract.drafts import Draft, State
from extract.ownwords import known_name, own_condition
from extract.page import Page
from ontology.kinds import Modality

_OTHERWISE: Final = re.compile(
    r"\s*(?:但是?)?\s*(?:否则|不然的话|不然|要不然|反之(?!亦然))(?:的话)?[，,\s]*(?:则|就(?=[不无会可]))?"
)


def behind_otherwise(page: Page, start: int, end: int) -> int:
    """Where a clause goes on behind its 否则; `start` where it has none."""
    match = _OTHERWISE.match(page.told.folded, start, end)
    return match.end() if match else start


def turn_otherwise(page: Page, state: State) -> bool:
    """Makes the opposite of what was last told the condition of what follows (除非X，否则 has it); False where nothing was."""
    if state.excepted:
        return True
    group = state.latest()
    told = _undone(page, state, group) or _none_of(state.ifs) or _turned_rules(group) or _turned_duty(page, state)
    state.feature = state.feature or next((d.feature for d in reversed(group) if d.feature), None)
    state.carried, state.ruled, state.ifs = (), False, told
    return bool(told)


def _turned_rules(group: tuple[Draft, ...]) -> Alternatives:
    """Of a rule's conditions the last is what 否则 turns; those before it stay."""
    found: Alternatives = ()
    for draft in group:
        conds = tuple(sorted(draft.conditions, key=lambda c: c.start))
        if not conds or (draft.rule == "rule.only" and draft.modality is Modality.FORBIDDEN):
            continue
        found = join(found, ((*conds[:-1], *negated(conds[-1:])),))
    return found


def _turned_duty(page: Page, state: State) -> Alternatives:
    """需X，否则…: where X is not done."""
    if state.duty is None:
        return ()
    own = own_condition(page.told, *state.duty)
    if own is None:
        return ()
    done = known_name(page.told, "已" + own.name.label)
    return (
        (replace(own, name=done or own.name, negated=not own.negated, discovered=own.discovered and done is None),),
    )


def _undone(page: Page, state: State, group: tuple[Draft, ...]) -> Alternatives:
    """发往欧盟的包裹须提供税号，否则…: where its duty is not done; for whom it is a duty stays."""
    if not group or any(d.modality is not Modality.REQUIRED or d.limit is not None for d in group):
        return ()
    undone = _turned_duty(page, state)
    whose = tuple(dict.fromkeys(d.conditions for d in group if d.conditions))
    return join(whose, undone) if undone else ()


def _none_of(told: Alternatives) -> Alternatives:
    found: Alternatives = ()
    for one in told:
        found = join(found, tuple(negated((cond,)) for cond in one))
    return found
