"""Where in a statement its conditions stand before its cue: concepts, events and figures."""

import re
from dataclasses import replace
from typing import Final

from extract.alone import ALONE
from extract.borne import with_head
from extract.cases import all_quoted, kinds_told, own_spots, staged_in, there_is, usable
from extract.clauses import Clause
from extract.clock import CLOCK
from extract.conditions import read_conditions
from extract.conds import Alternatives, Cond, join, unique
from extract.cue_names import kind_named_by_cue
from extract.cueless import AT_TIMES, Role
from extract.cues import THOUGH, CueKind, cue_words
from extract.done_when import done_when
from extract.entrusted import beside_keeper
from extract.figure_first import figure_first
from extract.follows import NTH_TIME, outcome_in
from extract.ifs import WHO_BUT
from extract.kind_figures import BEARS_FIGURE, kind_with_figure
from extract.marks import Mark
from extract.mutual import told_together
from extract.ownwords import AGED, own_condition, thing_named
from extract.page import Page
from extract.regions import BRACKET
from extract.subjects import kinds_in
from extract.text import Text
from extract.things import kind_then_when, thing_told
from extract.timed import time_first
from extract.under_way import in_state, midst_first, on_proof, within_place
from extract.windows import brought_about, but_counted_from, not_counted_from, window_before
from ontology.figures import COMPARED, as_quantity, find_figures
from ontology.kinds import TIME_UNITS

_SHOWN_IN: Final = re.compile(
    r"\s*在[^，。；：]{2,60}?(?:模块|页面|菜单|栏目|列表)(?:[中里内]|所)?(?:涉及|展示|显示|出现|看到)的(?=[一-鿿])"
)
"""Where something is shown: 在订单、客户等模块涉及的|手机号."""
_MEASURED: Final = re.compile(r"\s*[^，,。；;的]{2,20}(?<=[\d一-鿿])(?:的)\s*\Z")
_SPOKEN_TO: Final = re.compile(r"(?<=[一-鿿A-Za-z0-9]{2})(?:您|你|大家|各位)们?\s*\Z")
"""Who is spoken to, right before a cue: 样品单|您|可以拒收."""
_ONLY_THEN: Final = re.compile(r"(?<=[一-鿿\d])(?<!刚)才\s*\Z")
"""Only then something happens: 评分低于4分|才|会被限流."""
_THOUGH_NOT: Final = re.compile(r"\s*(?:但|而|其中)?(?P<what>(?:不|没有?|未)[一-鿿]{2,10}?)(?:的|者|时)?\s*")
_FIRST: Final = re.compile(r"(?:\A|[。；;\n])\s*\Z")
_IS_SO: Final = re.compile("[为是按]")
_RUN_OUT: Final = re.compile(
    r"\s*(?P<kind>[^，,。；;的]{0,8}?)(?P<event>(?:逾期|超时|到期|过期)(?:仍?未(?:(?!的)[一-鿿]){1,4}?)?)(?:[后则就的])?由?(?:系统|平台|后台)?(?:将|会)?\s*"
)
_BY_SYSTEM: Final = re.compile(r"(?<=[一-鿿])[则即就]?由(?:系统|平台|后台)\s*\Z")
"""Who it is that then acts, behind the condition: 未确认的|由系统|自动取消."""
_LEAD: Final = re.compile(r"(?:\s|但是?|而|且|其中|对(?!应)于?)*")
_SO_OFTEN: Final = re.compile(r"[\d一二两三四五六七八九十]+次\Z")
_KIND_FIRST: Final = re.compile(r"\s*(?P<kind>[一-鿿A-Za-z0-9]{1,7}[单票卡房车团券课])(?=[一-鿿]{2,4}[前后]\s*\d)")
"""A kind, before what happens to it: 电子票|开演前24小时."""
_EACH: Final = re.compile(
    rf"\s*(?P<kind>(?![单同第每])(?:(?!每)[一-鿿A-Za-z0-9]){{1,7}}?[{BEARS_FIGURE}])(?:每[一两]?个?[天日周月季年]|单[日笔次月周]|最[多长高低少]|至[多少])"
)
_SIZED: Final = re.compile(
    r"\s*(?P<what>(?:身高|体重|年龄|重量|总重|长度)?(?:不[足满]|未满|超过?|满)?\s*[\d.]+\s*(?:厘米|公斤|千克|公里|平方米|立方米|毫升|周?岁|英寸|[米吨斤克寸元件人张千瓦]{1,2})(?:（含）|\(含\)|及)?(?:以[上下内外])?的?(?:(?!的)[一-鿿]{2,6}|(?<=岁以[上下])))(?:均|都|也|则|一律)?\s*"
)
_NTH: Final = re.compile(
    r"\s*(?:且|则)?(?P<nth>(?:第[一二两三四五六七八九十\d]+次|首次|初次|再次|再犯|屡次)(?:及(?:其)?以[上后]|起|以上)?)(?:违规|违反|发生|出现|触发|再犯|的|者|时|后|，|,|则|将|会)*(?=[一-鿿])"
)
"""The how manieth time, before what follows then: 第二次|扣12分."""
_MEASURES: Final = re.compile(rf"[一-鿿]{{2,6}}?(?:{COMPARED.pattern})[一-鿿\s]{{0,2}}[\d一二两三四五六七八九十半]")
"""What is measured of the first time: 首次|回复超过10分钟."""
_FIRST_TIMES: Final = re.compile(
    r"\s*(?:但|且|则)?(?P<times>(?:[每当][天日周月季年])?(?:前[一二两三四五六七八九十\d]+次|首次|第[一二两三四五六七八九十\d]+次起?)|[一-鿿]{1,7}(?<=[店家户员者客手播])前[一二两三四五六七八九十\d]+(?:单|个?[天日月周年]))(?:均|都|可|则|只(?!能|可|有|限|要|需)[一-鿿]{2,4})?\s*"
)
"""How many first times it is, before what is told of these: 每月前两次|免手续费."""


def _behind_place(page: Page, clause: Clause) -> Clause:
    """A clause without the place that it begins with, which is no condition."""
    place = _SHOWN_IN.match(page.told.folded, clause.start, clause.cue.lead if clause.cue else clause.end)
    return replace(clause, start=place.end(), body=max(place.end(), clause.body)) if place else clause


def condition_spots(page: Page, clause: Clause) -> tuple[Alternatives, tuple[tuple[int, int], ...]]:
    """The conditions that stand in a statement before its cue, and the stretches of it that they take up."""
    text, clause = page.told, _behind_place(page, clause)
    at_time = done_when(text, clause.start, clause.cue.lead) if clause.cue else None
    if first := at_time or _nth(page, clause):
        return ((first,),), ((first.start, first.end),)
    if clause.role is Role.REST and (those := _measured_first(page, clause)):
        return those, tuple((c.start, c.end) for one in those for c in one)
    follows = outcome_in(text, clause.start, clause.end) if clause.role is Role.REST else None
    if follows and _MEASURED.match(text.folded, clause.start, follows[0]):
        return own_spots(page, clause.start, follows[0]), ((clause.start, follows[0]),)
    if clause.role is Role.REST:
        figures = list(find_figures(text, clause.start, clause.end))
        stop = figures[0].start if figures else clause.start
        stop = min(stop, follows[0]) if follows else stop
        kept = _kept(page, clause.start, stop, clause.end)
        found = read_conditions(text, clause.start, stop, kept)
        found = found or kind_then_when(page, clause.start, stop, kept) or _each_of(page, clause.start, stop)
        found = found or time_first(page, clause.start, stop)
        if not found and follows and stop == follows[0] and _FIRST.search(text.folded, 0, clause.start):
            found = () if _IS_SO.search(text.folded, clause.start, stop) else kinds_in(page, clause.start, stop)
        return but_counted_from(page, clause, found), ()
    stop = clause.cue.lead if clause.cue else clause.end
    stop = clause.start + len(text.folded[clause.start : stop].rstrip(BRACKET))
    stop = by.start() if (by := _BY_SYSTEM.search(text.folded, clause.start, stop)) else stop
    midst = ALONE.search(text.folded, clause.start, stop)
    stop = midst.start() if midst else stop
    aside = _SPOKEN_TO.search(text.folded, clause.start, stop)
    if aside is None and clause.cue is not None and clause.cue.kind is CueKind.AUTOMATIC:
        aside = _ONLY_THEN.search(text.folded, clause.start, stop)
    stop = aside.start() if aside else stop
    but = WHO_BUT.match(text.folded, clause.start, clause.body)
    if but:
        found = read_conditions(text, clause.body, stop, _kept(page, clause.body, stop, clause.end))
        found = join(kinds_told(page, *but.span("who")), found) if but["who"] else found
    elif clause.body > clause.start:
        found = own_spots(page, clause.start, clause.body)
        stop = _before_outcome(page, clause, stop)
        more = read_conditions(text, clause.body, stop, _kept(page, clause.body, stop, clause.end))
        found = join(found, more)
    elif found := told_together(page, clause):
        return found, ()
    else:
        kept = _kept(page, clause.start, stop, clause.end)
        found = (
            _sized(page, clause.start, stop)
            or _though_not(page, clause.start, stop)
            or beside_keeper(page, clause.start, stop)
            or _named_by_cue(page, clause.start, stop)
            or on_proof(page, clause.start, stop)
            or there_is(page, clause.start, stop, kept)
            or _run_out(page, clause, stop)
            or staged_in(page, clause.start, stop, usable(page, clause.start, stop))
            or all_quoted(page, clause.start, stop)
            or read_conditions(text, clause.start, stop, kept)
            or thing_told(page, clause.start, stop, kept)
            or _each_of(page, clause.start, stop)
            or time_first(page, clause.start, stop)
            or in_state(page, clause.start, stop)
            or midst_first(page, clause.start, stop)
            or within_place(page, clause.start, stop)
        )
    kind = _KIND_FIRST.match(text.folded, clause.start, stop)
    kinds = kinds_in(page, *kind.span("kind")) if kind else ()
    window = window_before(page, clause, stop, kind.end() if kind and kinds else None)
    if window:
        apart = (unique(c for c in one if not (c.start < window.end and window.start < c.end)) for one in found)
        found = join(tuple(dict.fromkeys(one for one in apart if one)), ((window,),))
    found = but_counted_from(page, clause, found)
    found = tuple(dict.fromkeys(filter(None, with_head(page, clause.start, stop, found))))
    found = join(kinds, found) if window else found or brought_about(page, clause)
    limited = [(c.start, max(c.end, stop)) for one in found for c in one if c.limit is not None or _counts(page, c)]
    told_of = [(c.start, c.end) for one in found for c in one if c.discovered and text.folded.startswith("的", c.end)]
    return found, (*limited, *told_of)


def _before_outcome(page: Page, clause: Clause, stop: int) -> int:
    """Where what follows begins in a clause without a cue, behind the condition that it tells first."""
    follows = outcome_in(page.told, clause.body, clause.end) if clause.cue is None else None
    return follows[0] if follows else stop


def _measured_first(page: Page, clause: Clause) -> Alternatives:
    """What a clause without a cue begins with: a condition (遇节假日的情况下|最长72小时); those of some measure: 不满500元的订单|按零售价结算; a kind beside its figure; a figure
    alone, of what the one before it measured (500元以上|转财务复核)."""
    if clause.body > clause.start:
        return own_spots(page, clause.start, clause.body)
    if bare := figure_first(page, clause):
        return bare
    if kinds := kind_with_figure(page, clause.start, clause.end):
        return kinds
    bearer = cue_words(page.told.lexicon.vocabulary).bearer
    told = re.compile(rf"\s*[^，,。；;：:的]{{2,16}}的(?:{bearer})(?=[一-鿿]{{2}})").match(
        page.told.folded, clause.start, clause.end
    )
    if told is None or not any(f.told for f in find_figures(page.told, clause.start, told.end())):
        return ()
    found = read_conditions(page.told, clause.start, told.end(), usable(page, clause.start, told.end()))
    return found if any(c.limit is not None for one in found for c in one) else ()


def _each_of(page: Page, start: int, stop: int) -> Alternatives:
    """The kind of which it is told how often something may be: 团课|每月最多请假两次."""
    each = _EACH.match(page.told.folded, start, stop + 1)
    return kinds_in(page, *each.span("kind")) if each else ()


def is_nth(own: Alternatives, text: Text) -> bool:
    """Whether conditions say but the how manieth time it is."""
    return bool(own) and all(_NTH.match(text.folded, c.start, c.end + 1) for one in own for c in one)


def _sized(page: Page, start: int, stop: int) -> Alternatives:
    """Those up to or from some measure, right before a cue: 1.2米以下儿童|禁止…, 2.5吨以上货车|不得…"""
    told = _SIZED.fullmatch(page.told.folded, start, stop)
    own = own_condition(page.told, *told.span("what")) if told else None
    return ((own,),) if own and (own.limit is not None or "岁" in own.name.label) else ()


def _nth(page: Page, clause: Clause) -> Cond | None:
    """The how manieth time of what the case before tells, which a clause begins with, or of what it tells itself: 首次缺勤|扣5分."""
    if clause.cue is not None:
        first = _FIRST_TIMES.fullmatch(page.told.folded, clause.start, clause.cue.lead)
        return _so_many(page.told, *first.span("times")) if first else None
    told = _NTH.match(page.told.folded, clause.start, clause.end)
    told = None if told and _MEASURES.match(page.told.folded, told.end(), clause.end) else told
    follows = outcome_in(page.told, clause.start, clause.end)
    itself = NTH_TIME.fullmatch(page.told.folded, clause.start, follows[0]) if follows else None
    own = own_condition(page.told, *itself.span("event")) if itself else None
    if own is not None:
        return own
    told = told if follows or any(find_figures(page.told, clause.start, clause.end)) else None
    return thing_named(page.told, *told.span("nth")) if told else None


def _so_many(text: Text, start: int, end: int) -> Cond:
    """So many first times, with their figure where they have one."""
    figure = next(find_figures(text, start, end), None)
    timed = figure is not None and (figure.told or figure.unit in TIME_UNITS)
    return replace(thing_named(text, start, end), limit=as_quantity(figure) if figure and timed else None)


def _though_not(page: Page, start: int, stop: int) -> Alternatives:
    """What is not so and makes no difference to what is told then: 不登记|也不会扣分; those of whom something is done at times of the day."""
    if AT_TIMES.fullmatch(page.told.folded, start, stop) and (timed := own_condition(page.told, start, stop)):
        return ((timed,),)
    told = _THOUGH_NOT.fullmatch(page.told.folded, start, stop)
    if told is None or not re.compile(THOUGH).match(page.told.folded, stop):
        return ()
    own = own_condition(page.told, *told.span("what"))
    return ((own,),) if own else ()


def _named_by_cue(page: Page, start: int, stop: int) -> Alternatives:
    """A kind whose name begins with a cue, and when: 可退房型|入住前."""
    lead = _LEAD.match(page.told.folded, start, stop)
    begin = lead.end() if lead else start
    end = kind_named_by_cue(page.told, begin, len(page.told.folded))
    if end is None or end > stop:
        return ()
    rest = re.search(r"[一-鿿]", page.told.folded[end:stop])
    return join(((thing_named(page.told, begin, end),),), own_spots(page, end, stop) if rest else ())


def _counts(page: Page, cond: Cond) -> bool:
    """Whether a condition tells how often something happened or how old one is, so that its figure bounds nothing: 刷脸失败三次|后."""
    words = page.told.folded[cond.start : cond.end]
    return bool(
        AGED.fullmatch(words) or CLOCK.fullmatch(words) or _SO_OFTEN.search(words.removesuffix("后").rstrip("之以"))
    )


def _run_out(page: Page, clause: Clause, stop: int) -> Alternatives:
    """What has run out, told right before the system that acts then: 逾期未取|系统自动退回; 短租单到期|平台自动退还."""
    if clause.cue is None or clause.cue.kind not in (CueKind.AUTOMATIC, CueKind.FORBID):
        return ()
    told = _RUN_OUT.fullmatch(page.told.folded, clause.start, stop)
    event = own_condition(page.told, *told.span("event")) if told else None
    if told is None or event is None:
        return ()
    words, known = told["kind"].strip(), cue_words(page.told.lexicon.vocabulary)
    asked = words in page.asked.folded
    if not words or asked or re.fullmatch(rf"{known.document}|{known.bearer}", words):
        return ((event,),)
    kinds = read_conditions(page.told, *told.span("kind"), usable(page, *told.span("kind")))
    kinds = kinds or kinds_in(page, *told.span("kind"))
    return join(kinds, ((event,),)) if kinds else ()


def _kept(page: Page, start: int, stop: int, end: int) -> list[Mark]:
    return not_counted_from(page, usable(page, start, stop), start, end)
