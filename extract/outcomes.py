"""What follows of a condition, told without a word for it: 逾期未取的，|原路退回寄件人; 拦截失败的，|拦截费全额返还; 甲类违规|立即断流."""

import re
from typing import Final

from extract.cases import once_done, own_spots, usable
from extract.clues import COST, About, Clue
from extract.conditions import read_conditions
from extract.conds import Alternatives, first_affirmed, join
from extract.cues import cue_words
from extract.follows import outcome_in
from extract.fronted import ANYBODY
from extract.ownwords import own_condition
from extract.page import Page, subject_in
from extract.paid_back import paid_back
from extract.restrictions import add_by_kind
from extract.subjects import kinds_in
from ontology.kinds import ConceptScheme, ConstraintKind, Modality

_CLOSED: Final = re.compile(r"(?:[的者时后]|期间|逾期|超时|到期|过期)\s*\Z")
_AT_ONCE: Final = re.compile(r"立即|当即|随即|一律|永久")
_THOSE: Final = re.compile(
    r"\s*(?:则|但|而|原有?的?)?(?P<those>[一-鿿A-Za-z0-9]{2,12}?)(?:将|会|则|就|均|都|也|继续)*\s*\Z"
)
_STATE: Final = re.compile(r"(?:已经?|未|尚未|待(?!遇|办))[一-鿿]{2,6}?的?(?:订单|商品|[一-鿿]{2})\Z")
"""Those of whom a state is told, right before what follows for them."""
_BORNE: Final = re.compile(
    rf"\s*(?:[^，,。；;：:的]{{2,10}}的)?(?:{COST}|[一-鿿]{{1,5}}佣金)(?:均|都|统一|一律|全部)?由(?:{ANYBODY.pattern}|[一-鿿]{{1,3}}[方户商人])(?:自行)?(?:承担|负担|支付)\s*"
)
"""Who bears a cost, whatever the case."""
_SHORTEST: Final = 2


def read_outcome(clue: Clue) -> bool:
    """Reads a clause without a cue as what happens under the conditions before it or in it; False where it is none."""
    page, clause, state = clue.page, clue.clause, clue.state
    told = outcome_in(page.told, clause.start, clause.end)
    if told is None:
        return False
    start = max(clause.start, clause.body)
    own = (
        once_done(page, start, told[0]) or _of_those(page, start, told[0])
        if state.ifs or clue.own
        else _own(page, start, *told)
    )
    if own and state.ruled and _CLOSED.search(page.told.folded, start, told[0]):
        state.forget_ifs()
    given = any(c.discovered or c.name.scheme is not ConceptScheme.ROLE for one in (*clue.own, *own) for c in one)
    last = state.drafts[-1] if state.drafts else None
    goes_on = last is not None and last.kind is ConstraintKind.CONSEQUENCE and clause.start - state.last_end <= 2
    told_before = state.ifs or state.topic or clue.listed.conditions or clue.frame.near
    borne = _BORNE.fullmatch(page.told.folded, start, clause.end)
    as_permitted = () if given or goes_on or state.ifs else paid_back(clue, told[0])
    if not given and not goes_on and not told_before and not borne and not as_permitted:
        return False
    begin = max([start, *(c.end for one in own for c in one)])
    begin = told[0] if own and state.ifs else begin
    effect = re.sub(r"\s+", "", page.told.raw[begin : clause.end]).strip("，,。；;：:的").lstrip("后时者")
    same = tuple(d.conditions for d in state.latest() if d.conditions) if goes_on and not own and not clue.own else ()
    alternatives = as_permitted or same or join(clue.all_conditions(), own)
    feature = subject_in(page, clause.start, clause.end) or next(iter(clue.context()), None)
    subject = None if feature else first_affirmed(alternatives)
    if len(effect) < _SHORTEST or not (feature or subject):
        return False
    words = page.told.raw[clause.start : clause.end]
    kind = ConstraintKind.CONSEQUENCE
    about = About(feature, subject, effect=effect)
    add_by_kind(clue, about, Modality.AUTOMATIC, alternatives, rule="rule.follows", kind=kind, words=words)
    return True


def _of_those(page: Page, start: int, stop: int) -> Alternatives:
    """Of which of those, under the conditions before, it is told: 退会后，|已预约课程|仍按会员价结算, 未付款订单|恢复原价."""
    if _CLOSED.search(page.told.folded, start, stop):
        return own_spots(page, start, stop)
    told = _THOSE.match(page.told.folded, start, stop)
    if told is None:
        return ()
    first, last = told.span("those")
    bearer = cue_words(page.told.lexicon.vocabulary).bearer
    kinds = [m for m in usable(page, first, last) if m.start == first and m.name.scheme is ConceptScheme.ORDER_TYPE]
    if kinds and re.fullmatch(rf"(?:{bearer})?", page.told.folded[kinds[0].end : last]):
        return read_conditions(page.told, first, last, kinds, forms=False)
    return own_spots(page, first, last) if _STATE.match(told["those"]) else ()


def _own(page: Page, start: int, stop: int, how: str) -> Alternatives:
    """The conditions in a clause before its outcome: a clause of its own (吊牌缺失的), those that it names, the kind it speaks of, or
    what has it at once: 甲类违规|立即断流."""
    if _CLOSED.search(page.told.folded, start, stop):
        return own_spots(page, start, stop)
    if once := once_done(page, start, stop):
        return once
    found = read_conditions(page.told, start, stop, usable(page, start, stop)) or kinds_in(page, start, stop)
    common = re.compile(rf"(?:{cue_words(page.told.lexicon.vocabulary).attribute})\s*\Z")
    if found or not _AT_ONCE.search(how) or common.search(page.told.folded, start, stop):
        return found
    own = own_condition(page.told, start, stop)
    return ((own,),) if own else ()
