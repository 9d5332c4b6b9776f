"""Of whom a sentence speaks from clause to clause: the kinds that a statement names hold for those behind it that name nobody."""

import re
from dataclasses import replace
from typing import Final

from extract.clauses import Clause
from extract.conds import Alternatives, Cond, join
from extract.cues import MODALITY, THEN, CueKind, cue_words
from extract.drafts import Draft, State
from extract.exceptions import decides
from extract.fronted import PARTY
from extract.kind_figures import kind_with_figure
from extract.mutual import is_of_both
from extract.ownwords import thing_named
from extract.page import Page
from extract.same_who import tell_of_same
from extract.shapes import is_mishap
from extract.spots import is_nth
from extract.subjects import before_named, kinds_in
from extract.whose import whose
from ontology.figures import as_quantity, find_figures
from ontology.kinds import TIME_UNITS, ConceptScheme, ConstraintKind, Modality

_KINDS: Final = frozenset((ConceptScheme.ORDER_TYPE, ConceptScheme.CARRIER, ConceptScheme.ROLE))
_FOLLOWS: Final = (ConstraintKind.CONSEQUENCE, ConstraintKind.PREREQUISITE)
_DECIDING: Final = (Modality.ALLOWED, Modality.FORBIDDEN)
_THING_FIRST: Final = re.compile(
    r"\s*(?:但|而|且|其中)?(?P<thing>[一-鿿A-Za-z0-9+]{1,6}?(?:[单券卡票员者户号版级型类件品店商家车仓箱团课客]|[主外]人|货(?![单品])))(?=[一-鿿]{2}|\Z)"
)
_ALONE: Final = re.compile(r"(?:\s|均|都|也|则|就|暂时?|目前|一律)*")
_LEVEL: Final = re.compile(r"(?:及其?|或|含)?以[上下]")
_PEOPLE: Final = frozenset("员者户人长商家主客")
_WITHIN: Final = re.compile(r"\s*(?:之|以)?内\s*")
_STAFF: Final = re.compile(r"管理员|客服|店长|员工|成员|会员|组长|主管")
_PERSON: Final = re.compile(r"[主员长人者商客户师]\Z")
"""Who is told of by the part he has, so that another part behind him is another's: 群主可以…，|管理员|可以…."""
_AND_SO: Final = re.compile(r"(?:\s|但是?|也|且|并且?|而且?|同时|还|、|都|均)*")
"""A clause that names nobody goes on with those of whom the one before was said."""
_WHEN: Final = re.compile(r"[后前时中期]\Z|^[已未待无有]|期间")
_RUN_OUT: Final = re.compile(r"(?:逾期|超时|超期|过期|到期)(?:未[一-鿿]{1,4})?")
"""What is over for those of whom the sentence speaks: 冻品须在24小时内反馈，|超时|不予受理."""
_THEN: Final = re.compile(rf"{THEN}\Z")
_EACH: Final = re.compile(
    r"(?<=[一-鿿]{2})(?:(?:单[笔个张]|每[一两]?[个笔张])[一-鿿]{1,3}(?=限[购领用兑]|最[多少])|每[人单户]|限[购领用兑])"
)
_OF_WHOM: Final = re.compile(r"[一-鿿]{2}[的中][一-鿿A-Za-z]{1,6}(?:均|都|也|则|就)?\s*\Z")


def speak_of(page: Page, clause: Clause, state: State, own: Alternatives) -> None:
    """The kinds that a statement speaks of hold for the sentence, until it speaks of others."""
    if clause.cue is None:
        if own and kind_with_figure(page, clause.start, clause.end):
            state.kinds = state.carried = ()
        state.spoken = own if any(c.limit is not None for one in own for c in one) else state.spoken
        _speak_of_each(page, clause, state, own)
        return
    fresh = not state.topic and (state.ruled or not state.ifs) and not own
    begin = max(clause.start, clause.body)
    kinds = kinds_in(page, begin, clause.cue.lead) if fresh else ()
    if fresh and not kinds and (stop := before_named(page, begin, clause.cue.lead)) < clause.cue.lead:
        kinds = kinds_in(page, begin, stop)
    only_those = bool(state.drafts) and state.drafts[-1].rule == "rule.only"
    if fresh and not kinds and (state.kinds or state.carried or only_those) and MODALITY[clause.cue.kind] in _DECIDING:
        kinds = whose(page, clause, state.feature)
    if kinds and clause.cue.kind is not CueKind.RECOMMEND:
        state.kinds, state.carried = kinds, ()
        state.forget_ifs()
    elif own and state.kinds and is_mishap(page.told, begin, clause.cue.lead):
        state.carried = state.kinds
    elif own:
        state.kinds = state.kinds if all(_RUN_OUT.fullmatch(c.name.label) for one in own for c in one) else ()
    elif thing := _another(page, clause, state.kinds or state.carried):
        alone = _ALONE.fullmatch(page.told.folded, thing.end, clause.cue.lead) is not None
        state.kinds, state.carried = ((thing,),) if alone and not is_of_both(page, clause) else (), ()


def _speak_of_each(page: Page, clause: Clause, state: State, own: Alternatives) -> None:
    """The kinds of which so many are for each, told without a cue: 体验卡|每人限购1张."""
    each = _EACH.search(page.told.folded, clause.start, clause.end)
    kinds = kinds_in(page, clause.start, each.start()) if each and not own and not state.topic and not state.ifs else ()
    if kinds:
        state.kinds, state.carried = kinds, ()


def carry(page: Page, clause: Clause, state: State, own: Alternatives) -> Alternatives:
    """A permission without conditions of its own has those of the one before it; new ones of a kind replace an if of that kind."""
    kinds = {c.name.scheme for one in own for c in one}
    then = clause.cue is not None and _THEN.search(page.told.folded[: clause.cue.lead]) is not None
    if (
        state.ruled
        and not then
        and not is_nth(own, page.told)
        and kinds & {c.name.scheme for one in state.ifs for c in one}
    ):
        state.forget_ifs()
        state.ruled = True
    permits = clause.cue is not None and MODALITY[clause.cue.kind] in _DECIDING
    meanwhile = all(c.name.label.endswith("期间") for one in state.carried for c in one)
    bare = not own and not state.ifs and (not state.topic or meanwhile) and bool(state.carried)
    carried = state.carried if permits and bare and not _tells_of_others(page, clause) else ()
    happens = clause.cue is not None and clause.cue.kind is CueKind.AUTOMATIC
    if own and (permits or happens) and state.carried and _only_when(page, clause, own, state.carried):
        own = join(tuple(tuple(c for c in one if c.name.scheme in _KINDS) for one in state.carried), own)
    carried = _within_own_time(page, clause, carried)
    state.carried = (own if permits else kinds_alone(own) or things_of(own)) if own else carried
    return own or carried


def _within_own_time(page: Page, clause: Clause, carried: Alternatives) -> Alternatives:
    """What a clause goes on with, within a time of its own: 签收后7天内可退货，|15天内可换货."""
    stop = clause.cue.lead if clause.cue else clause.end
    figure = next(find_figures(page.told, clause.start, stop), None) if carried else None
    if figure is None or figure.unit not in TIME_UNITS or not _WITHIN.fullmatch(page.told.folded, figure.end, stop):
        return carried
    bound = as_quantity(figure)
    timed = (tuple(replace(c, limit=bound, spellings=()) if _is_timed(c) else c for c in one) for one in carried)
    return tuple(dict.fromkeys(timed))


def _is_timed(cond: Cond) -> bool:
    return cond.limit is not None and cond.limit.unit in TIME_UNITS


def _tells_of_others(page: Page, clause: Clause) -> bool:
    """Whether a clause says itself of whom it speaks, in words that no reader of conditions knows: 质检合格的货件|可以…."""
    words = page.told.folded[max(clause.start, clause.body) : clause.cue.lead] if clause.cue else ""
    return bool(_OF_WHOM.search(words)) or is_of_both(page, clause)


def _frees(page: Page, clause: Clause) -> bool:
    """Whether a clause says by 免 of what those before it are free: 周年庆|免|服务费."""
    return clause.cue is not None and page.told.folded[clause.cue.start : clause.cue.end] == "免"


def kinds_alone(own: Alternatives) -> Alternatives:
    """The kinds that a duty binds: 加急单须单独生成波次，|不得与普通订单混合; none where it has other conditions as well."""
    return own if all(c.name.scheme in _KINDS and not c.negated for one in own for c in one) else ()


def but_documents(page: Page, own: Alternatives) -> Alternatives:
    """The same, none where they name what is worked on, of which a figure alone is told: 每个波次最多50单."""
    document = re.compile(cue_words(page.told.lexicon.vocabulary).document)
    told = (page.told.folded[c.start : c.end] for one in own for c in one)
    return () if any(document.fullmatch(words) for words in told) else own


def things_of(own: Alternatives) -> Alternatives:
    """The kinds that a permission was told of, known or not, and nothing else."""
    bare = all(
        c.name.scheme in _KINDS or (c.discovered and c.limit is None and not _WHEN.search(c.name.label))
        for one in own
        for c in one
    )
    return own if bare and all(len(one) == 1 and not one[0].negated for one in own) else ()


def _another(page: Page, clause: Clause, kinds: Alternatives) -> Cond | None:
    """The thing of its own that a clause begins with, which contrasts with the kinds told before: 只读成员不可编辑，|所有者可以."""
    begin, text = max(clause.start, clause.body), page.told
    told = _THING_FIRST.match(text.folded, begin, clause.cue.lead) if clause.cue and kinds else None
    if told is None:
        return None
    before = [text.folded[c.start : c.end] for one in kinds for c in one]
    staff = _STAFF.fullmatch(told["thing"]) and all(_PERSON.search(one) and one != told["thing"] for one in before)
    if staff:
        return thing_named(text, *told.span("thing"))
    asked = told["thing"] in page.asked.folded and not all(one[-2:] == told["thing"][-2:] for one in before)
    if PARTY.fullmatch(told["thing"]) or asked:
        return None
    attribute = cue_words(text.lexicon.vocabulary).attribute
    common = re.search(rf"(?:{attribute})\Z", told["thing"])
    if common or not all(one != told["thing"] and _alike(one[-1:], told["thing"][-1]) for one in before):
        return None
    return thing_named(text, *told.span("thing"))


def _alike(one: str, other: str) -> bool:
    """Whether two characters end names of things of a kind: the same, or both of people."""
    return one == other or (one in _PEOPLE and other in _PEOPLE)


def _only_when(page: Page, clause: Clause, own: Alternatives, carried: Alternatives) -> bool:
    """Whether conditions say but when, of what the sentence speaks of already: 预售订单出库前可以…，|出库后|不可以."""
    words = page.told.folded[clause.start : clause.cue.lead] if clause.cue else ""
    named = re.search(cue_words(page.told.lexicon.vocabulary).bearer, words)
    when = re.search(r"(?:后|前|期间|时|状态)[则就]?\s*\Z", words) or is_mishap(
        page.told, clause.start, clause.cue.lead if clause.cue else clause.end
    )
    another = _another(page, clause, carried) is not None
    return bool(when) and named is None and not another and not any(c.name.scheme in _KINDS for one in own for c in one)


def tell_whose(page: Page, clause: Clause, state: State, before: int) -> None:
    """A rule without a condition is one for those of whom its clause speaks, or where it names nobody the one before it."""
    told: list[Draft] = []
    goes_on = clause.cue is not None and _AND_SO.fullmatch(page.told.folded, clause.start, clause.cue.lead)
    before_this, state.said = (state.said, state.said) if goes_on else ((), ())
    spoken = state.spoken if goes_on and not state.others else ()
    for draft in state.drafts[before:]:
        bound = state.duties or permitted_before(state, before) if goes_on and not state.others else ()
        if bound and _is_duty(draft) and not (draft.conditions or state.conditions):
            told += [replace(draft, conditions=one) for one in bound]
            continue
        free = decides(draft) and draft.scope is None and not state.excepted
        bare = free and not draft.conditions
        found = (before_this or whose(page, clause, draft.feature) or spoken) if bare else ()
        begin = max((clause.start, *(c.end for c in draft.conditions)))
        meanwhile = begin == clause.start or page.told.folded[begin - 2 : begin] == "期间"
        if free and draft.conditions and clause.cue is not None and meanwhile:
            rest = replace(clause, start=begin, body=max(begin, clause.body))
            who = whose(page, rest, draft.feature)
            found = join((draft.conditions,), who) if all(_is_some(page, c) for one in who for c in one) else ()
        if (
            not found
            and draft.modality is Modality.NOT_REQUIRED
            and not draft.conditions
            and (_tells_of_others(page, clause) or _frees(page, clause))
        ):
            found = whose(page, clause, draft.feature)
        state.said = found or state.said
        told += [replace(draft, conditions=one) for one in found] or [draft]
    if not told and not goes_on and clause.cue is not None and MODALITY[clause.cue.kind] in _DECIDING:
        state.said = () if state.conditions else whose(page, clause, state.feature)
    state.drafts[before:] = told
    state.duties = _bound(told) or (state.duties if goes_on else ())
    state.spoken = _spoken(page, told) or (state.spoken if goes_on or clause.cue is None else ())
    tell_of_same(page, clause, state, before)


_KIND_OF: Final = re.compile(r"(?![各每该此本这那])[一-鿿A-Za-z0-9]{2,6}[课卡券件票房车团店品号版型款]")
"""A kind by what is told of it before its last character: 插班|课."""


def _is_some(page: Page, cond: Cond) -> bool:
    """Whether who may is told as some of several: a level, or what contrasts with whom another clause begins with."""
    words, text = page.told.folded[cond.start : cond.end], page.told.folded
    if _LEVEL.search(words) or (cond.discovered and _KIND_OF.fullmatch(words)):
        return True
    others = re.findall(
        rf"(?:[，,。；;\n]\s*|期间)([一-鿿A-Za-z0-9]{{1,8}}?{re.escape(words[-1])})(?=[还也仍则就]?[不可能须需无均都仅只])",
        text,
    )
    return len(words) >= 2 and words[-1] != "单" and len(set(others) | {words}) > 1 and PARTY.fullmatch(words) is None


def permitted_before(state: State, before: int) -> Alternatives:
    """Under what the clause right before permits or measures, for a bound or a duty behind it that names nobody: 挂失的卡可以补办，|最多2次."""
    drafts = state.drafts[:before]
    last = drafts[-1] if drafts else None
    told = [d for d in drafts if last and (d.start, d.end) == (last.start, last.end) and d.rule != "rule.only"]
    found = tuple(dict.fromkeys(d.conditions for d in told if d.modality is not Modality.FORBIDDEN))
    permits = any(decides(d) or d.limit is not None for d in told)
    return (found if permits else things_of(found)) if all(found) else ()


def _is_duty(draft: Draft) -> bool:
    return draft.kind is ConstraintKind.PREREQUISITE and draft.limit is None


def _bound(told: list[Draft]) -> Alternatives:
    """Whom the duties of a clause bind, for a duty behind them that names nobody: 展会不要求批文，|建议实名."""
    found = tuple(dict.fromkeys(d.conditions for d in told if _is_duty(d)))
    return found if all(found) else ()


def _spoken(page: Page, told: list[Draft]) -> Alternatives:
    """The conditions of what follows or is to be done, for a decision behind it that names nobody: 甲类违规|立即断流，|不得申诉;
    not what the question itself asks about."""
    kept = [d for d in told if d.kind in _FOLLOWS and d.rule != "rule.only" and d.limit is None]
    found = tuple(dict.fromkeys(d.conditions for d in kept if d.conditions))
    asked = page.asked.folded
    known = any(c.negated or page.told.folded[c.start : c.end] in asked for one in found for c in one)
    return () if known else found
