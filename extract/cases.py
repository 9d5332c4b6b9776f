"""The conditions of a clause that is one, or of several of which either may be so: concepts, kinds with their state, events, its own words;
and what is taken out of a rule."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extract.befallen import befallen
from extract.borne import with_head
from extract.conditions import read_conditions
from extract.conds import Alternatives, join, unique
from extract.cueless import OVER_THEN
from extract.cues import NOT_BOUND, cue_words
from extract.either import either
from extract.follows import CLASSED
from extract.fronted import ANYBODY
from extract.ifs import IF_NEEDED, IF_WISHED, KIND_IF, LEAVE, STATES, WHEN_IF
from extract.marks import Mark
from extract.ownwords import own_condition, thing_named
from extract.page import Named, Page
from extract.subjects import kinds_in
from extract.things import kind_then_event, kind_then_mishap, kind_then_when, thing_told
from extract.under_way import not_by, within_span
from extract.windows import window_in

_EXCEPTED: Final = re.compile(
    r"[\s，,（(]*(?:但是?|不过)?\s*(?:例外(?:情况|情形)?\s*[:：]\s*|除非|(?P<but>除)了?|除去|除开|排除|不含|不包含|不包括|非(?![^，。；]*(?:除外|例外|不受[此该本上]|不在此)))?(?P<what>[^，。；]+?)(?:的?(?:除外|例外)|(?(but)|(?<![期间段围域])(?<![期间段围域][之以]))的?(?:之外|以外|(?<=[一-鿿])外)|不在此列|不在此限|"
    + NOT_BOUND
    + r"|不在此范围内?|不包含在内|的?[，,\s]*[从按依以遵]照?其[一-鿿]{2,6}|不适用(?:于?(?:此|该|本|上述|以上)[^，。；]{0,6})?)?[\s）)]*"
)
_BOTH: Final = re.compile(r"(?P<one>[一-鿿A-Za-z0-9]{2,8})[和及与](?P<other>[一-鿿A-Za-z0-9]{2,8})(?<!不符)(?<!一致)")
"""Two that are taken out, each by itself: 紧急抢修和换租|除外."""
_BECAUSE: Final = re.compile(r"\s*(?:因为?|由于)")
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
_COUNTED: Final = re.compile(
    r"\s*(?:同一[^一二两三四五六七八九十\d，,。；;累]{1,10}(?=累))?(?P<what>[^，,。；;的]{0,10}?累[计积][\d一二两三四五六七八九十]+[次回][一-鿿]{2,6})(?:的|时|后)?\s*"
)
"""How often something happened in all, whatever concept tells of it once: 累计三次|申诉失败."""
_LATELY: Final = re.compile(
    r"\s*(?:如果?|若是?)?(?P<what>近(?:\d+|[一二两三四五六七八九十百半]+)个?[天日周月年](?:之?内)?(?:有|曾|无|没有)[^，,。；;的]{2,12})(?:的|时)?\s*"
)
_ONCE: Final = re.compile(r"(?P<thing>[^，。；]{0,20}?)一[经旦](?P<what>[一-鿿]{2,8})\s*(?:后|，|,)?\s*")
_AND: Final = re.compile(r"(?<=[一-鿿]{3})(?:而且|并且|且)(?=[一-鿿]{3})")
_THERE_IS: Final = re.compile(
    r"\s*(?:(?:如果?|若|当)?(?:账[户号]|店铺|商家|订单|商户)?(?:仍|尚)?(?:存在|有(?!效)))(?P<what>[^，,。；;的、或和]{4,14})(?:的|时)"
)
_IN_STATE: Final = re.compile(r"[未无](?=[一-鿿]{2})|[被已](?=[一-鿿]{2})")
_ALL_OF: Final = re.compile(
    r"[^“「『，。；]{0,6}(?:同时|均|都)?(?:满足|符合|具备)(?:\s*(?:且|和|与|及|以及|、)?\s*[“「『][^”」』]{2,24}[”」』]){2,}(?=\s*(?:的|时|后|者|，|,))"
)
_KIND_IN: Final = re.compile(
    r"\s*(?P<kind>[一-鿿A-Za-z0-9]{1,7}[户员家者客商生东师单票券卡课房件货]|[一-鿿A-Za-z0-9]{0,6}(?:司机|教练|主播|骑手|[课行]程|商品|包裹))在(?P<rest>[^，,。；;的]{2,12}?(?:期间?|[前后内]|(?<![小临及按准])时)[^，,。；;的]{2,12}的)\s*"
)


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
    if there := there_is(page, start, end, marks):
        return there
    if staged := staged_in(page, start, end, marks):
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
        kinds = () if whoever else kinds_told(page, *in_state.span("kind")) or _thing(page, *in_state.span("kind"))
        return join(kinds, state) if state else None
    if told := KIND_IF.fullmatch(text, start, end):
        wished = IF_WISHED.match(told["what"])
        return join(kinds_told(page, *told.span("kind")), () if wished else own_spots(page, *told.span("what")))
    if late := not_by(page, start, end):
        return late
    if over := OVER_THEN.fullmatch(text, start, end):
        return own_spots(page, start, over.end("event"))
    told = _COUNTED.fullmatch(text, start, end) or _LATELY.fullmatch(text, start, end)
    own = own_condition(page.told, *told.span("what")) if told else None
    return ((own,),) if own else None


def kinds_told(page: Page, start: int, end: int) -> Alternatives:
    return read_conditions(page.told, start, end, usable(page, start, end)) or kinds_in(page, start, end, row=True)


def _thing(page: Page, start: int, end: int) -> Alternatives:
    """A thing that is in some state, though its name begins with what is done: 预约保养单|处于待派工状态."""
    named = _THING.fullmatch(page.told.folded, start, end) is not None
    return ((thing_named(page.told, start, end),),) if named else ()


def staged_in(page: Page, start: int, end: int, marks: Sequence[Mark]) -> Alternatives:
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
    kinds = kinds_told(page, *told.span("kind")) if told else ()
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


def there_is(page: Page, start: int, end: int, marks: Sequence[Mark]) -> Alternatives:
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
