"""Where in a clause its conditions stand before its cue: concepts, events and figures; and what is taken out of it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extract.alone import ALONE
from extract.befallen import befallen
from extract.borne import with_head
from extract.clauses import Clause
from extract.clock import CLOCK
from extract.conditions import read_conditions
from extract.conds import Alternatives, Cond, join, unique
from extract.cue_names import kind_named_by_cue
from extract.cueless import AT_TIMES, OVER_THEN, Role
from extract.cues import NOT_BOUND, THOUGH, CueKind, cue_words
from extract.done_when import done_when
from extract.either import either
from extract.entrusted import beside_keeper
from extract.figure_first import figure_first
from extract.follows import CLASSED, NTH_TIME, outcome_in
from extract.fronted import ANYBODY
from extract.ifs import IF_NEEDED, IF_WISHED, KIND_IF, LEAVE, STATES, WHEN_IF, WHO_BUT
from extract.kind_figures import BEARS_FIGURE, kind_with_figure
from extract.marks import Mark
from extract.mutual import told_together
from extract.ownwords import AGED, own_condition, thing_named
from extract.page import Named, Page
from extract.regions import BRACKET
from extract.subjects import kinds_in
from extract.text import Text
from extract.things import kind_then_event, kind_then_mishap, kind_then_when, thing_told
from extract.timed import time_first
from extract.under_way import in_state, midst_first, not_by, on_proof, within_place, within_span
from extract.windows import brought_about, but_counted_from, not_counted_from, window_before, window_in
from ontology.figures import COMPARED, as_quantity, find_figures
from ontology.kinds import TIME_UNITS

_EXCEPTED: Final = re.compile(
    r"[\s，,（(]*(?:但是?|不过)?\s*(?:例外(?:情况|情形)?\s*[:：]\s*|除非|(?P<but>除)了?|除去|除开|排除|不含|不包含|不包括|非(?![^，。；]*(?:除外|例外|不受[此该本上]|不在此)))?(?P<what>[^，。；]+?)(?:的?(?:除外|例外)|(?(but)|(?<![期间段围域])(?<![期间段围域][之以]))的?(?:之外|以外|(?<=[一-鿿])外)|不在此列|不在此限|"
    + NOT_BOUND
    + r"|不在此范围内?|不包含在内|的?[，,\s]*[从按依以遵]照?其[一-鿿]{2,6}|不适用(?:于?(?:此|该|本|上述|以上)[^，。；]{0,6})?)?[\s）)]*"
)
_SHOWN_IN: Final = re.compile(
    r"\s*在[^，。；：]{2,60}?(?:模块|页面|菜单|栏目|列表)(?:[中里内]|所)?(?:涉及|展示|显示|出现|看到)的(?=[一-鿿])"
)
"""Where something is shown: 在订单、客户等模块涉及的|手机号."""
_BOTH: Final = re.compile(r"(?P<one>[一-鿿A-Za-z0-9]{2,8})[和及与](?P<other>[一-鿿A-Za-z0-9]{2,8})(?<!不符)(?<!一致)")
"""Two that are taken out, each by itself: 紧急抢修和换租|除外."""
_BECAUSE: Final = re.compile(r"\s*(?:因为?|由于)")
_MEASURED: Final = re.compile(r"\s*[^，,。；;的]{2,20}(?<=[\d一-鿿])(?:的)\s*\Z")
_SPOKEN_TO: Final = re.compile(r"(?<=[一-鿿A-Za-z0-9]{2})(?:您|你|大家|各位)们?\s*\Z")
"""Who is spoken to, right before a cue: 样品单|您|可以拒收."""
_ONLY_THEN: Final = re.compile(r"(?<=[一-鿿\d])(?<!刚)才\s*\Z")
"""Only then something happens: 评分低于4分|才|会被限流."""
_WORD: Final = 2
_THAT_MAY: Final = re.compile(r"(?:可以?|支持|允许|能够?)[一-鿿]{1,8}的(?=[一-鿿])")
_IN_STATE_OF: Final = re.compile(
    r"\s*(?:若是?|如果?|当)?(?P<kind>[^，,。；;：:的、]{2,10}?)(?:当前|目前|仍|正)?(?P<what>处于(?:[“「『\"][^”」』\"]{2,10}[”」』\"](?:状态|阶段)?|[^，,。；;：:的、]{2,12}?(?:状态|阶段|期间?)))(?:的|时|下)?\s*"
)
"""A kind, and the state that it is in: 加急工单|处于处理中状态."""
_THING: Final = re.compile(r"[一-鿿A-Za-z0-9]{2,8}(?<!订)[单件票卡券课号]")
_ANYBODY: Final = re.compile(rf"{ANYBODY.pattern}|[一-鿿]{{1,2}}[主方人]")
_TIMES: Final = re.compile(
    r"(?P<one>[^，。；\d]{2,10}期间)(?:[及和与或、]|以及)(?P<other>[^，。；的\d]{1,7}[日天节期])"
)
_THOUGH_NOT: Final = re.compile(r"\s*(?:但|而|其中)?(?P<what>(?:不|没有?|未)[一-鿿]{2,10}?)(?:的|者|时)?\s*")
_FIRST: Final = re.compile(r"(?:\A|[。；;\n])\s*\Z")
_IS_SO: Final = re.compile("[为是按]")
_COUNTED: Final = re.compile(
    r"\s*(?:同一[^一二两三四五六七八九十\d，,。；;累]{1,10}(?=累))?(?P<what>[^，,。；;的]{0,10}?累[计积][\d一二两三四五六七八九十]+[次回][一-鿿]{2,6})(?:的|时|后)?\s*"
)
"""How often something happened in all, whatever concept tells of it once: 累计三次|申诉失败."""
_LATELY: Final = re.compile(
    r"\s*(?:如果?|若是?)?(?P<what>近(?:\d+|[一二两三四五六七八九十百半]+)个?[天日周月年](?:之?内)?(?:有|曾|无|没有)[^，,。；;的]{2,12})(?:的|时)?\s*"
)
_RUN_OUT: Final = re.compile(
    r"\s*(?P<kind>[^，,。；;的]{0,8}?)(?P<event>(?:逾期|超时|到期|过期)(?:仍?未(?:(?!的)[一-鿿]){1,4}?)?)(?:[后则就的])?由?(?:系统|平台|后台)?(?:将|会)?\s*"
)
_BY_SYSTEM: Final = re.compile(r"(?<=[一-鿿])[则即就]?由(?:系统|平台|后台)\s*\Z")
"""Who it is that then acts, behind the condition: 未确认的|由系统|自动取消."""
_ONCE: Final = re.compile(r"(?P<thing>[^，。；]{0,20}?)一[经旦](?P<what>[一-鿿]{2,8})\s*(?:后|，|,)?\s*")
_AND: Final = re.compile(r"(?<=[一-鿿]{3})(?:而且|并且|且)(?=[一-鿿]{3})")
_THERE_IS: Final = re.compile(
    r"\s*(?:(?:如果?|若|当)?(?:账[户号]|店铺|商家|订单|商户)?(?:仍|尚)?(?:存在|有(?!效)))(?P<what>[^，,。；;的、或和]{4,14})(?:的|时)"
)
_LEAD: Final = re.compile(r"(?:\s|但是?|而|且|其中|对(?!应)于?)*")
_IN_STATE: Final = re.compile(r"[未无](?=[一-鿿]{2})|[被已](?=[一-鿿]{2})")
_ALL_OF: Final = re.compile(
    r"[^“「『，。；]{0,6}(?:同时|均|都)?(?:满足|符合|具备)(?:\s*(?:且|和|与|及|以及|、)?\s*[“「『][^”」』]{2,24}[”」』]){2,}(?=\s*(?:的|时|后|者|，|,))"
)
_SO_OFTEN: Final = re.compile(r"[\d一二两三四五六七八九十]+次\Z")
_KIND_FIRST: Final = re.compile(r"\s*(?P<kind>[一-鿿A-Za-z0-9]{1,7}[单票卡房车团券课])(?=[一-鿿]{2,4}[前后]\s*\d)")
"""A kind, before what happens to it: 电子票|开演前24小时."""
_KIND_IN: Final = re.compile(
    r"\s*(?P<kind>[一-鿿A-Za-z0-9]{1,7}[户员家者客商生东师单票券卡课房件货]|[一-鿿A-Za-z0-9]{0,6}(?:司机|教练|主播|骑手|[课行]程|商品|包裹))在(?P<rest>[^，,。；;的]{2,12}?(?:期间?|[前后内]|(?<![小临及按准])时)[^，,。；;的]{2,12}的)\s*"
)
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


def usable(page: Page, start: int, end: int) -> list[Mark]:
    """The concepts in a stretch that may be conditions: not those that are only a part of a feature's name."""
    return [
        mark
        for mark in page.marks
        if start <= mark.start and mark.end <= end and not any(_belongs(page, mark, name) for name in page.named)
    ]


def _belongs(page: Page, mark: Mark, named: Named) -> bool:
    """Whether a concept is only a part of a feature's name, or own words run into one: 新版|订单查询."""
    if mark.discovered and mark.start < named.start < mark.end < named.end:
        return True
    return named.start <= mark.start and mark.end <= named.end and not _borne(page, mark, named)


def _borne(page: Page, mark: Mark, named: Named) -> bool:
    """Whether a name that is a concept's as well stands for the concept: 预售 in 预售订单."""
    same = (mark.start, mark.end) == (named.start, named.end)
    return same and bool(re.match(r"\s*[”\"」】]?\s*(?:的|类)?(?:订单|商品|商家|单)", page.told.folded[mark.end :]))


def own_spots(page: Page, start: int, end: int) -> Alternatives:
    """The conditions of a clause that is one, or tells of several of which either may be so."""
    found = _told_in(page, start, end)
    ways = either(page.told, start, end)
    if len(ways) <= len(found):
        return found
    told = [_told_in(page, *way) for way in ways]
    return tuple(dict.fromkeys(one for some in told for one in some)) if all(told) else found


def _told_in(page: Page, start: int, end: int) -> Alternatives:
    """The conditions of a clause: a time since an event, the concepts in it, or its own words."""
    window = window_in(page, start, end)
    if window is not None and window.start == start:
        return ((window,),)
    if span := within_span(page, start, end):
        meanwhile = own_condition(page.told, start, span[0])
        rest = own_spots(page, *span) if span[0] < end and page.told.folded[span[0] : end].strip() else ()
        return join(((meanwhile,),) if meanwhile else (), rest)
    if classed := CLASSED.fullmatch(page.told.folded, start, end):
        return ((thing_named(page.told, *classed.span("what")),),)
    if both := WHEN_IF.fullmatch(page.told.folded, start, end):
        return join(own_spots(page, *both.span("when")), own_spots(page, *both.span("what")))
    if (kind := befallen(page, start, end) or _kind_told(page, start, end)) is not None:
        return kind
    if times := _TIMES.fullmatch(page.told.folded, start, end):
        return own_spots(page, *times.span("one")) + own_spots(page, *times.span("other"))
    if needs := IF_NEEDED.fullmatch(page.told.folded, start, end):
        return own_spots(page, *needs.span("what"))
    marks = usable(page, start, end)
    if there := _there_is(page, start, end, marks):
        return there
    if staged := _staged(page, start, end, marks):
        return staged
    leave = LEAVE.fullmatch(page.told.folded, start, end)
    if leave and not leave["who"] and (whose := own_condition(page.told, start, end)):
        return ((whose,),)
    found = read_conditions(page.told, start, end, marks) or thing_told(page, start, end, marks)
    if found or re.search(r"(?:无论|不论|不管|不分)", page.told.folded[start:end]):
        return with_head(page, start, end, found)
    if _AND.search(page.told.folded, start, end) or STATES.fullmatch(page.told.folded, start, end):
        return read_conditions(page.told, start, end, marks, own_words=True)
    own = own_condition(page.told, start, end)
    return ((own,),) if own else ()


def _kind_told(page: Page, start: int, end: int) -> Alternatives | None:
    """A kind with what is so of it; what happened so often, or of late; None where it is none of these."""
    text = page.told.folded
    if in_state := _IN_STATE_OF.fullmatch(text, start, end):
        state = own_spots(page, *in_state.span("what"))
        document = re.fullmatch(cue_words(page.told.lexicon.vocabulary).document, in_state["kind"])
        whoever = document or _ANYBODY.fullmatch(in_state["kind"])
        kinds = () if whoever else _kinds(page, *in_state.span("kind")) or _thing(page, *in_state.span("kind"))
        return join(kinds, state) if state else None
    if told := KIND_IF.fullmatch(text, start, end):
        wished = IF_WISHED.match(told["what"])
        return join(_kinds(page, *told.span("kind")), () if wished else own_spots(page, *told.span("what")))
    if late := not_by(page, start, end):
        return late
    if over := OVER_THEN.fullmatch(text, start, end):
        return own_spots(page, start, over.end("event"))
    told = _COUNTED.fullmatch(text, start, end) or _LATELY.fullmatch(text, start, end)
    own = own_condition(page.told, *told.span("what")) if told else None
    return ((own,),) if own else None


def _kinds(page: Page, start: int, end: int) -> Alternatives:
    return read_conditions(page.told, start, end, usable(page, start, end)) or kinds_in(page, start, end, row=True)


def _thing(page: Page, start: int, end: int) -> Alternatives:
    """A thing that is in some state, though its name begins with what is done: 预约保养单|处于待派工状态."""
    named = _THING.fullmatch(page.told.folded, start, end) is not None
    return ((thing_named(page.told, start, end),),) if named else ()


def _staged(page: Page, start: int, end: int, marks: Sequence[Mark]) -> Alternatives:
    """A kind, and when or after what."""
    return (
        _kind_in(page, start, end)
        or kind_then_when(page, start, end, marks)
        or kind_then_event(page, start, end, marks)
        or kind_then_mishap(page, start, end, marks)
        or once_done(page, start, end)
    )


def _kind_in(page: Page, start: int, end: int) -> Alternatives:
    """Those of a kind who do something at some time: 金牌司机|在高峰期|拒单的."""
    told = _KIND_IN.fullmatch(page.told.folded, start, end)
    kinds = _kinds(page, *told.span("kind")) if told else ()
    whoever = told is not None and (_ANYBODY.fullmatch(told["kind"]) or told["kind"] in ("订单", "包裹", "商品"))
    return join(kinds, own_spots(page, *told.span("rest"))) if told and (kinds or whoever) else ()


def once_done(page: Page, start: int, end: int) -> Alternatives:
    """What is so once something is done, and the kinds of which it is told: 早鸟票、联票一经售出|不退不换."""
    match = _ONCE.fullmatch(page.told.folded, start, end)
    done = own_condition(page.told, match.start("what") - 2, end) if match else None
    if match is not None and (done is None or done.discovered):
        done = own_condition(page.told, match.start("what"), end)
    if match is None or done is None:
        return ()
    thing = match.span("thing")
    kinds = read_conditions(page.told, *thing, usable(page, *thing))
    if not kinds and len(match["thing"]) > 2:
        kinds = kinds_in(page, *thing, row="、" in match["thing"])
    return join(kinds, ((done,),))


def all_quoted(page: Page, start: int, end: int) -> Alternatives:
    """What must all be so, each between marks: 同时满足“评分达标”和“近30天无处罚”的门店."""
    match = _ALL_OF.match(page.told.folded, start, end)
    if match is None:
        return ()
    inside = [
        m.span(1) for m in re.compile(r"[“「『]([^”」』]+)[”」』]").finditer(page.told.folded, start, match.end())
    ]
    found = [cond for span in inside if (cond := own_condition(page.told, *span))]
    return (unique(found),) if len(found) == len(inside) else ()


def excepted_conditions(page: Page, start: int, end: int) -> Alternatives:
    """What is taken out: 除A、B外, A除外, 不含A; each as it is told, for the rule to turn."""
    match = _EXCEPTED.fullmatch(page.told.folded, start, end)
    first, last = _cause(page, *(match.span("what") if match else (start, end)))
    told = page.told.folded
    text = replace(page.told, folded=told[:start] + " " * (first - start) + told[first:])
    lead = _THAT_MAY.match(text.folded, first, last)
    first = lead.end() if lead else first
    marks = usable(page, first, last)
    both = None if marks else _BOTH.fullmatch(text.folded, first, last)
    if both:
        return tuple(
            one for name in ("one", "other") for one in read_conditions(text, *both.span(name), (), own_words=True)
        )
    return read_conditions(text, first, last, marks, own_words=True)


def _cause(page: Page, start: int, end: int) -> tuple[int, int]:
    """Why alone something is excepted, without the act itself: 因|库存损毁|退出的除外."""
    because = _BECAUSE.match(page.told.folded, start, end)
    act = page.told.lexicon.action_last.search(page.told.folded, because.end(), end) if because else None
    return (because.end(), act.start()) if because and act and act.start() - because.end() >= _WORD else (start, end)


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
        found = join(_kinds(page, *but.span("who")), found) if but["who"] else found
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
            or _there_is(page, clause.start, stop, kept)
            or _run_out(page, clause, stop)
            or _staged(page, clause.start, stop, usable(page, clause.start, stop))
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


def _there_is(page: Page, start: int, end: int, marks: Sequence[Mark]) -> Alternatives:
    """What is there in some state, where the concepts in it tell but a part: 有违规处罚未结案的, 有未处理售后单的货款."""
    told = _THERE_IS.match(page.told.folded, start, end)
    if told is None:
        return ()
    first, last = told.span("what")
    rest = page.told.folded[first:last]
    for mark in marks:
        if first <= mark.start and mark.end <= last:
            rest = rest.replace(page.told.folded[mark.start : mark.end], "", 1)
    own = own_condition(page.told, first, last) if rest != told["what"] and _IN_STATE.search(rest) else None
    return ((own,),) if own else ()


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
