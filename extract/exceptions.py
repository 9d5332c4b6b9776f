"""What is taken out of a rule: 除X外均可, X除外, （X除外） say that the opposite holds for X; 其余X means none of those named before."""

import re
from dataclasses import replace
from typing import Final

from extract.cases import excepted_conditions
from extract.clauses import Clause
from extract.conds import Alternatives, Conjunction, join, negated, unique
from extract.cues import find_cues
from extract.drafts import Draft, State, turned
from extract.ifs import WHO_BUT
from extract.page import Page, but_hidden
from extract.regions import BRACKET
from extract.statements import Sentence
from ontology.kinds import ConceptScheme, ConstraintKind, Modality

_IN_BRACKETS: Final = re.compile(
    r"[（(]([^（）()]{2,30}(?:除外|例外|以外|之外|不在此列|不[含计算]在内|不包[含括]在内)|(?:不含|不包含|不包括|除)[^（）()]{1,30})[）)]"
)
_MIDST: Final = re.compile(rf"(?<=[一-鿿A-Za-z0-9”」])(?:{_IN_BRACKETS.pattern})(?=[一-鿿]|(?P<ends>[，,]|\Z))")
"""Such a bracket in the midst of a clause, which goes on with those that are left: 直营门店|（不含快闪店）|在周末可以…."""
_BRACKET: Final = re.compile("[（(]")
_KINDS: Final = frozenset((ConceptScheme.ORDER_TYPE, ConceptScheme.CARRIER, ConceptScheme.ROLE))
_OTHERS: Final = re.compile(
    r"其余|除此(?:之外|以外)|剩余的?(?=订单|商品)|别的(?=订单|商品)|其[他它](?=[一-鿿]{0,6}(?:订单|商品|商家|店铺|用户|地区|类型|情况|类目|账号|角色|均|都|可|皆|[件品类券单物货]))|(?<![一-鿿])其[他它][一-鿿]{2,6}(?:均|都|一律|暂时?|则)?\Z"
)
_BUT_ONE: Final = re.compile(r"最[早近新晚后先大小高低][^，。；]{0,6}[，,]\s*\Z")
"""What is kept of those of a case, so that the others are the rest of them: 系统保留最早的一条，|其余自动关闭."""
_SOME: Final = re.compile(
    r"\s*(?:但是?|不过|只是)?\s*(?:也|还)?(?:有|存在)?(?:几|少数|少量|个别|一些|部分|若干|某些|极少)(?:[种类个款]|特殊)*[一-鿿]{0,4}?(?:除外|例外|不在此列)\s*"
)
_OTHER_TIMES: Final = re.compile(r"(?:其[余他它]|别的)(?:的?时间|时段|时候|期间)")
_FROM_THEN: Final = re.compile(
    r"\s*(?:但是?)?\s*(?:(?:在此)?(?:之后|以后)|此后)(?=(?:则|就|均|都|将|便|即|也)?(?:不|无|恕|禁|须|需|可|能))"
)
_UP_TO: Final = re.compile(r"(?:之|以)?[前内]\Z")
"""What ends a time, so that 之后 behind it is when that is over: 入住日18点前可以取消，之后不得取消."""
_PEOPLE: Final = re.compile(r"(?:[人员长者]|主管|经理|总监|[主子]账号|老师)\Z")
_LINE: Final = re.compile(
    r"\s*(?:但是?|不过|其中)?\s*(?:以下|下列|如下)[^，。：:；]{0,10}(?:除外|例外|不在此列|不受此限)\s*[:：]\s*(?P<what>[^。；\n]{2,80})"
)


def excepted_below(page: Page, sentence: Sentence) -> Alternatives:
    """What a line of its own takes out of the rules before it: 以下店铺除外：未认证的店铺、已被限权的店铺."""
    match = _LINE.fullmatch(page.told.folded, sentence.start, sentence.end)
    return excepted_conditions(page, *match.span("what")) if match else ()


def take_out(page: Page, clause: Clause, state: State, own: Alternatives) -> Alternatives:
    """The conditions of a statement without what is taken out of it before its cue."""
    told = WHO_BUT.match(page.told.folded, clause.start, clause.body)
    if told:
        state.excepted = excepted_conditions(page, told.end(), clause.body) or state.excepted
    return _without(own, state.excepted)


def _without(told: Alternatives, excepted: Alternatives) -> Alternatives:
    """The conditions where none of what is excepted holds; of several that make an exception together one need not hold."""
    for one in excepted:
        told = join(told, tuple(negated((cond,)) for cond in one))
    return told


def bracket_that_excepts(page: Page, clause: Clause) -> tuple[int, int] | None:
    """The bracket at the end of a statement that takes something out of it: 不支持退货退款|（质量问题除外）."""
    match = _IN_BRACKETS.search(page.told.folded, clause.cue.end, clause.end) if clause.cue else None
    return match.span() if match and not page.told.folded[match.end() : clause.end].strip() else None


def but_brackets(page: Page, sentence: Sentence, state: State) -> Page:
    """The page without what brackets in the midst of clauses take out of those of whom these speak, which the state keeps."""
    if not _BRACKET.search(page.told.folded, sentence.start, sentence.end):
        return page
    chars = list(page.told.folded)
    for start, end in sentence.clauses:
        for match in _MIDST.finditer(page.told.folded, start, end):
            if match["ends"] is not None and any(find_cues(page.told, start, match.start())):
                continue
            excepted = excepted_conditions(page, match.start() + 1, match.end() - 1)
            state.apart += ((start, match.start(), excepted),) if excepted else ()
            chars[match.start() : match.end()] = BRACKET * (match.end() - match.start())
    masked = "".join(chars)
    return page if masked == page.told.folded else but_hidden(page, masked)


def but_apart(state: State, clause: Clause, before: int) -> None:
    """The fresh rules without what a bracket took out of those for whom they are."""
    for start, stop, excepted in state.apart:
        told: list[Draft] = []
        for draft in state.drafts[before:]:
            of_these = clause.start <= start < clause.end or any(start <= c.start < stop for c in draft.conditions)
            ways = _without((draft.conditions,) if draft.conditions else (), excepted) if of_these else ()
            told += [replace(draft, conditions=one) for one in ways] or [draft]
        state.drafts[before:] = told


def except_behind(state: State, excepted: Alternatives, end: int, before: int = 0) -> None:
    """An exception behind rules: they hold but there, and there the opposite holds."""
    if not excepted:
        return
    changed: dict[Draft, None] = {}
    for draft in state.drafts[before:]:
        alone = draft.rule == "rule.only"
        also = alone and _are_people(excepted) and _are_people((draft.conditions,))
        if alone and not also and draft.modality is Modality.FORBIDDEN:
            changed.setdefault(draft)
            continue
        here = [replace(draft, conditions=one) for one in _without((draft.conditions,), excepted)]
        if decides(draft) and not also:
            stop = max(end, draft.end)
            here = [replace(one, end=stop) for one in (*here, *_opposites(draft, excepted))]
        changed.update(dict.fromkeys(here))
    state.drafts[before:] = changed


def _are_people(told: Alternatives) -> bool:
    """Whether conditions tell people alone, so that who is taken out behind whom alone is let may be let as well: 仅限持卡人办理，监护人|除外."""
    return all(_PEOPLE.search(cond.name.label) for one in told for cond in one)


def but_some(page: Page, clause: Clause, state: State) -> bool:
    """Whether something is taken out and not told what, so that the bare yes before it rules nothing: 可以的，但有几种商品例外."""
    if _SOME.fullmatch(page.told.folded, clause.start, clause.end) is None:
        return False
    since = last_said(state.drafts)
    state.drafts[since:] = [d for d in state.drafts[since:] if d.conditions or not decides(d)]
    return True


def but_as_agreed(state: State, excepted: Alternatives, end: int) -> None:
    """What was agreed otherwise behind rules: they hold but there, and what holds there is not told."""
    since = last_said(state.drafts)
    told = [
        replace(draft, conditions=one, end=max(end, draft.end) if decides(draft) else draft.end)
        for draft in state.drafts[since:]
        for one in _without((draft.conditions,), excepted)
    ]
    state.drafts[since:] = dict.fromkeys(told)


def last_said(drafts: list[Draft]) -> int:
    """Where the rules begin that an exception behind them speaks of: the last that decide alike (A不予退还，B可退款，C除外: of B alone)."""
    last = next((d for d in reversed(drafts) if _says(d)), None)
    other = (at for at in reversed(range(len(drafts))) if last and _says(drafts[at]) and not _alike(drafts[at], last))
    return next(other, -1) + 1


def _says(draft: Draft) -> bool:
    return decides(draft) and not (draft.rule == "rule.only" and draft.modality is Modality.FORBIDDEN)


def _alike(one: Draft, other: Draft) -> bool:
    return one.modality is other.modality or one.feature == other.feature


def but_these(drafts: list[Draft], excepted: Alternatives, end: int) -> list[Draft]:
    """Rules without what a line of its own takes out of them: who is taken out may not, whatever else holds of him."""
    changed: dict[Draft, None] = {}
    for draft in drafts:
        if not decides(draft) or (draft.rule == "rule.only" and draft.modality is Modality.FORBIDDEN):
            changed.setdefault(draft)
            continue
        bare = replace(draft, conditions=()) if draft.modality is Modality.ALLOWED else draft
        here = [replace(draft, conditions=one) for one in _without((draft.conditions,), excepted)]
        changed.update(dict.fromkeys(replace(one, end=end) for one in (*here, *_opposites(bare, excepted))))
    return list(changed)


def except_before(state: State, before: int) -> None:
    """除X外均可: where X holds, the opposite of what was just read holds."""
    excepted = state.excepted
    taken = {cond for one in excepted for cond in negated(one)}
    found: dict[Draft, None] = {}
    for draft in state.drafts[before:] if excepted else ():
        if decides(draft):
            bare = replace(draft, conditions=tuple(c for c in draft.conditions if c not in taken))
            found.update(dict.fromkeys(_opposites(bare, excepted)))
    if state.drafts[before:]:
        state.drafts += found
        state.excepted = ()


def _opposites(draft: Draft, excepted: Alternatives) -> list[Draft]:
    """The opposite under each exception, without what of the rule's conditions it denies: 会员不可X，非会员不受此限."""
    return [replace(turned(draft, unique((*_but(draft.conditions, one), *one))), words="") for one in excepted]


def _but(told: Conjunction, one: Conjunction) -> Conjunction:
    denied = {(c.name, c.limit, not c.negated) for c in one}
    return tuple(c for c in told if (c.name, c.limit, c.negated) not in denied)


def decides(draft: Draft) -> bool:
    """Whether a rule says that something may or may not be done."""
    return draft.kind is ConstraintKind.APPLICABILITY and draft.modality in (Modality.ALLOWED, Modality.FORBIDDEN)


def speaks_of_others(page: Page, clause: Clause, state: State) -> bool:
    """Whether a statement is for those that no rule before it named: 其余订单均可."""
    stop = clause.cue.lead if clause.cue else clause.end
    if _BUT_ONE.search(page.told.folded, 0, clause.start):
        return False
    return not state.excepted and bool(_OTHERS.search(page.told.folded, clause.start, stop))


def at_other_times(page: Page, clause: Clause, state: State, before: int) -> bool:
    """其余时间可以: rules as the one before them but for what it tells last, which is not so; whether they are such."""
    earlier = state.drafts[:before]
    if not _OTHER_TIMES.search(page.told.folded, clause.start, clause.end) or not earlier:
        return False
    told = tuple(sorted(earlier[-1].conditions, key=lambda c: c.start))
    if not told or told[-1].name.scheme in _KINDS:
        return False
    same = (*told[:-1], *negated(told[-1:]))
    state.drafts[before:] = [replace(d, conditions=unique((*d.conditions, *same))) for d in state.drafts[before:]]
    return True


def from_then_on(page: Page, clause: Clause, state: State, own: Alternatives) -> Alternatives:
    """The conditions of 之后不得, where the rule before it holds up to a time: what that rule tells, and no longer up to then."""
    told = next((d.conditions for d in reversed(state.drafts) if decides(d)), ())
    last = max(told, key=lambda c: c.start, default=None)
    if last is None or last.negated or not _FROM_THEN.match(page.told.folded, clause.start, clause.end):
        return own
    over = _UP_TO.search(page.told.folded, last.start, last.end)
    return ((*(c for c in told if c is not last), *negated((last,))),) if over else own


def but_those_named(state: State, before: int) -> None:
    """Rules for the others do not hold for the kinds that the rules before them, on the same feature, are for."""
    earlier = (*state.told, *state.drafts[:before])
    for index, draft in enumerate(state.drafts[before:], before):
        alike = tuple(d for d in earlier if d.feature == draft.feature)
        groups = (tuple(d for d in alike if d.kind is draft.kind), alike, earlier)
        told = next(
            (found for group in groups if (found := tuple(c for d in group for c in _kinds_of(d.conditions)))), ()
        )
        mine = {c.name for c in draft.conditions}
        others = (replace(c, negated=True) for c in told if c.name not in mine)
        state.drafts[index] = replace(draft, conditions=unique((*draft.conditions, *others)))


def _kinds_of(conditions: Conjunction) -> Conjunction:
    """The kinds that a rule is for; where it tells none, the one state of affairs."""
    told = tuple(c for c in conditions if not c.negated and c.name.scheme is not ConceptScheme.ORDER_STATUS)
    return tuple(c for c in told if c.name.scheme in _KINDS) or (told if len(told) == 1 else ())
