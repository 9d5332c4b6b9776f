"""否则, 反之: what holds where that does not which was just told; without something told before, nothing can be said."""

import re
from dataclasses import replace
from typing import Final

import msgspec

from extract.conds import Alternatives, Cond, join, negated
from extract.drafts import Draft, State
from extract.facts import ConceptName
from extract.ownwords import known_name, own_condition
from extract.page import Page
from ontology.kinds import TIME_UNITS, Comparator, ConceptScheme, Modality

_OTHERWISE: Final = re.compile(
    r"\s*(?:但是?)?\s*(?:否则|不然的话|不然|要不然|反之(?!亦然))(?:的话)?[，,\s]*(?:则|就(?=[不无会可]))?"
)

_DUTY: Final = re.compile(
    r"(?:必须|务必|须|需要?|应该?|应当|请)(?:在|于)?(?=\Z|提前|[小大不超达低高多少满]|\d)|\A(?:在|于)(?=\d)"
)
_LONGEST: Final = 20
_MUST_NOT: Final = re.compile(
    r"(?:\s|一律|一概|均|都|也|则|还)*(?:不得|不可以?|不能|不许|不准|不允许|严禁|禁止|[请切]?勿)(?:再|擅自|随意)?(?P<what>[^，,。；;]{2,16})"
)
_TURNED: Final = {
    Comparator.LT: Comparator.GE, Comparator.LE: Comparator.GT, Comparator.GE: Comparator.LT, Comparator.GT: Comparator.LE,
}  # fmt: skip


def behind_otherwise(page: Page, start: int, end: int) -> int:
    """Where a clause goes on behind its 否则; `start` where it has none."""
    match = _OTHERWISE.match(page.told.folded, start, end)
    return match.end() if match else start


def turn_otherwise(page: Page, state: State) -> bool:
    """Makes the opposite of what was last told the condition of what follows (除非X，否则 has it); False where nothing was."""
    if state.excepted:
        return True
    group = state.latest()
    told = (
        _undone(page, state, group)
        or _beyond(page, group)
        or _none_of(state.ifs)
        or _turned_rules(group)
        or _turned_duty(page, state)
    )
    state.feature = state.feature or next((d.feature for d in reversed(group) if d.feature), None)
    state.carried, state.ruled, state.ifs = (), False, told
    return bool(told)


def _turned_rules(group: tuple[Draft, ...]) -> Alternatives:
    """Of a rule's conditions the last is what 否则 turns; those before it stay. What must not be done was done."""
    found: Alternatives = ()
    for draft in group:
        if done := _done(draft):
            found = (*found, (*draft.conditions, done))
            continue
        conds = tuple(sorted(draft.conditions, key=lambda c: c.start))
        if not conds or (draft.rule == "rule.only" and draft.modality is Modality.FORBIDDEN):
            continue
        found = join(found, ((*conds[:-1], *negated(conds[-1:])),))
    return found


def _done(draft: Draft) -> Cond | None:
    """不得展示联系方式，否则…: where it is shown nevertheless."""
    told = _MUST_NOT.fullmatch(draft.words) if draft.modality is Modality.FORBIDDEN else None
    if told is None or draft.limit is not None:
        return None
    name = ConceptName(ConceptScheme.CIRCUMSTANCE, re.sub(r"\s+", "", told["what"]))
    return Cond(name, False, draft.start, draft.end, None, True)


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


def _beyond(page: Page, group: tuple[Draft, ...]) -> Alternatives:
    """包裹不超过30公斤，否则…: where it measures more; 须在30天内提交，否则…: where that is not so; for whom it is a bound stays."""
    if not group or any(d.modality is not Modality.REQUIRED or d.limit is None for d in group):
        return ()
    found = tuple(dict.fromkeys((*d.conditions, cond) for d in group if (cond := _over(page, d))))
    return found if len(found) == len(set(group)) else ()


def _over(page: Page, draft: Draft) -> Cond | None:
    """What is so where a bound does not hold: more than it, else what was to be done in time is not done."""
    limit, own = draft.limit, own_condition(page.told, draft.start, draft.end)
    if limit is None:
        return None
    if limit.unit in TIME_UNITS:
        words = re.sub(r"\s+", "", page.told.raw[draft.start : draft.end])
        undone = "未" + draft.effect if draft.effect and limit.comparator is Comparator.LE else None
        label = undone or _DUTY.sub("", words)
        known = known_name(page.told, label)
        known = known if known and known.scheme is ConceptScheme.CIRCUMSTANCE else None
        name = known or ConceptName(ConceptScheme.CIRCUMSTANCE, label)
        cond = Cond(name, undone is None, draft.start, draft.end, None, known is None)
        return cond if 2 <= len(label) <= _LONGEST else None
    turned = _TURNED.get(limit.comparator)
    label = _DUTY.sub("", own.name.label) if own and own.limit and turned else ""
    if turned is None or len(label) < 2:
        return None
    bound = msgspec.structs.replace(limit, comparator=turned)
    return Cond(ConceptName(ConceptScheme.CIRCUMSTANCE, label), False, draft.start, draft.end, bound, True)


def _none_of(told: Alternatives) -> Alternatives:
    found: Alternatives = ()
    for one in told:
        found = join(found, tuple(negated((cond,)) for cond in one))
    return found
