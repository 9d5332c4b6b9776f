"""What a clause is to its sentence: a condition, an exception, a topic, a statement; and where its condition ends.

如订单已发货则不支持修改 is a condition with a statement; 除X外 and X除外 are exceptions; 在线支付的订单 names what follows is about.
"""

import re
from dataclasses import dataclass
from typing import Final

from extract.conditions import follows_event, is_conditional
from extract.cueless import Role, role_without_cue
from extract.cues import NOT_BOUND, Cue, CueKind, find_cues
from extract.follows import (
    BROUGHT_ABOUT,
    STATE_THEN,
    begins_next,
    outcome_in,
)
from extract.fronted import ANYBODY, SIDED
from extract.ifs import KIND_IF, WHEN_IF
from extract.main_cue import inside_name, main_cue
from extract.ownwords import CONDITIONAL
from extract.page import Page
from extract.summed_up import is_summed_up
from extract.text import Text

_EXCEPT_FIRST: Final = re.compile(
    r"\s*(?:但|不过)?\s*(?P<who>[^除，。；]{0,12})(?:(?:除|除了|除去|除开|排除)(?!外)[^，。；]{1,40}?(?:之外|以外|外)|除非[^，。；]{2,40})\s*\Z"
)
_EXCEPT_FIRST_IN: Final = re.compile(
    r"\s*(?:但|不过)?\s*(?P<who>[^，。；除]{0,12}?)(?:除|除了)(?!外)[^，。；]{1,40}?(?:之外|以外|外)(?=均|都|其|所|全|皆|一律|不|可|仅|支|，|的)"
)
_EXCEPT_LAST: Final = re.compile(
    r"\s*(?:但|不过|但是|，)?\s*(?:(?:不含|不包含|不包括|除|除了)[^，。；]{1,30}?(?:之外|以外|外)?|除非[^，。；]{2,40}|[^，。；]{2,30}?(?P<out>除外|例外|不在此列|不在此限|"
    + NOT_BOUND
    + r"|不在此范围内?|不适用|不包含在内)|例外(?:情况|情形)?\s*[:：][^，。；]{2,40})\s*\Z"
)
_AS_AGREED: Final = re.compile(
    r"\s*(?:但是?|不过)?\s*[^，。；]{0,14}?另有[一-鿿]{2}的?(?:情况|情形)?(?:下|时)?[，,]?\s*(?P<out>(?:从|按|依|以|遵)照?其[一-鿿]{2}(?:为准|执行|办理|处理)?)\s*\Z"
)
"""What takes out those of whom something else was agreed, and says not what: 合同另有约定的，从其约定."""
_BESIDES: Final = re.compile(
    r"[，,]\s*(?:商家|卖家|买家|用户|您)?(?:还|另(?=[须需应可])|亦|也(?=[须需应]))(?!未|没|不|可以?不)"
)
"""What begins what holds as well: 除购货凭证外，|还须提交开箱视频."""
_WHO_STILL: Final = re.compile(rf"(?:{ANYBODY.pattern}|您)(?:仍|还|确实?)*")
_THEN_BOUND: Final = re.compile(
    r"(?:情况下|前提下|期间|时|后|的)(?=(?:最[长短多少迟晚高低大小]|不得?(?:超过|低于|少于)|至[多少])[^，,。；;\d]{0,8}\d)"
)
"""Where a condition ends behind which a figure is bounded: 遇节假日的情况下|最长不超过72小时."""
_UNLESS_THEN: Final = re.compile(r"\s*除非[^，。；]+[，,](?!\s*(?:否则|不然))[^，。；]*?(?:才|方可)")
_GREETING: Final = re.compile(
    r"\s*(?:您好|亲(?![子和])(?![一-鿿]{0,3}[友属笔自手])|亲爱的|你好|尊敬的|感谢|谢谢|温馨提[示醒]|注意|例如|比如)[^，\d]{0,8}\Z|\s*(?:备注|注|说明)[^一-鿿，\d]{0,8}\Z"
    r"|\s*(?:再次|非常|衷心)?(?:感谢|谢谢|多谢)(?:您|大家|各位|每一位|一直|你|亲)[^，。；]*|\s*祝(?:您|大家|各位|店铺|生意)[^，。；]*|\s*(?:通读|阅读)[^，。；]{0,6}(?:需|约)[^，。；]*"
)
_THEN: Final = re.compile(r"(?:，|,|\s)*(?:则|就(?=[可不需会能])|那么|便(?=[可不需]))")
_SUPPOSED: Final = re.compile(
    r"(?<=[一-鿿”\"」】）)])\s*(?:如果|如若|如(?![何下上图此同期实约数前])|若是?(?!干)|倘若|假如|一旦|要是)\s*[^，。；如若]{0,2}\Z"
)
_ONCE: Final = re.compile(r"(?<=[一-鿿])一[旦经][一-鿿]{2}\Z")
_CAUSE: Final = re.compile(r"\s*(?:因|由于|因为)")
_CAUSED: Final = re.compile(r"(?:导致|造成|引起|产生)的?[^，。；不可能支须需应]{0,12}\Z")
_WHO_IF: Final = re.compile(
    rf"\s*(?P<who>(?:{ANYBODY.pattern}|您|商家|观众|主办方|[一-鿿]{{1,2}}[方主人])的?)(?:如果|如若|如(?![何下上图此同期实约数前])|若是?(?!干)|倘若|一旦)(?=[^，。；]{{2}})"
)
"""Who it is, before if what: 买家|如对结果有异议，…"""
_SUCH: Final = re.compile(
    r"(?:[一-鿿A-Za-z\d元%”\"」』](?<!(?<![类项栏科])目)的|[一-鿿\d元]{3}(?<!(?<![停启占盗冒禁弃挪])用)(?<![费作营发患或前后愿记学读使消买卖购开第两二三])者)\s*\Z"
)
_SAYS: Final = re.compile(r"(?:是|会|都|均|也|就|才|将|仍|还)\s*\Z")
_ASSERTS: Final = re.compile(
    r"(?:请|务必|[应需要须])(?:您|商家)?(?:务必)?(?:确保|保证)|(?:一定|必定|必然|肯定)[是会要]"
)
_SINCE: Final = re.compile(r"(?P<who>[^，。；]{2,16}?)(?:因为|由于)[^，。；]{2,20}(?<![的时后])\Z")
_CONTENT: Final = re.compile(r"[一-鿿]{2}|[一-鿿]\d+[一-鿿]")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause `[start, end)`: its role, the cue of its statement, and `body`, where the statement begins behind a condition."""

    start: int
    end: int
    role: Role
    body: int
    cue: Cue | None = None
    also: bool = False


def read_clause(page: Page, start: int, end: int, *, last: bool) -> Clause:
    """The role of `answer[start:end]`; `last`: nothing follows it in its sentence, so that it must state something itself."""
    text = page.told
    words = text.folded[start:end]
    if not _CONTENT.search(words) or _GREETING.fullmatch(words):
        return Clause(start, end, Role.NOTHING, start)
    first = _EXCEPT_FIRST.fullmatch(words)
    only = _UNLESS_THEN.match(words + text.folded[end : end + 40])
    unless = words.lstrip().startswith("除非") and end < len(text.folded) - 2
    if first and (unless or not last) and not only:
        if not unless and _BESIDES.match(text.folded, end):
            role = Role.TOPIC if first["who"].strip() else Role.NOTHING
            return Clause(start, start + first.end("who"), role, start)
        return Clause(start, end, Role.EXCEPT_FIRST, start + first.end("who"))
    agreed = _AS_AGREED.fullmatch(words)
    behind = None if only else _EXCEPT_LAST.fullmatch(words) or agreed
    if (
        behind
        and not (re.search(r"以下|下列|如下", words) and text.folded[end : end + 1] in (":", "："))
        and not any(True for _ in find_cues(text, start, start + behind.start("out") if behind["out"] else end))
    ):
        return Clause(start, end, Role.AS_AGREED if agreed else Role.EXCEPT_LAST, start)
    since = _SINCE.match(words)
    if since and not last:
        return Clause(start, start + since.end("who"), Role.TOPIC, start)
    also = bool(re.match(r"\s*(?:而且?|且|并且?|同时|同样|另外)", words))
    if is_summed_up(text, end):
        return Clause(start, end, Role.CONDITION, start, None, also)
    inside = _EXCEPT_FIRST_IN.match(words)
    inside = None if inside and any(find_cues(text, start, start + inside.end("who"))) else inside
    inside = inside or STATE_THEN.match(words)
    if inside:
        body = start + inside.end()
        return Clause(start, end, Role.STATEMENT, body, main_cue(page, body, end, after_condition=True), also)
    who_if = None if last else _WHO_IF.match(words)
    if who_if and not any(find_cues(text, start, start + who_if.end("who"))):
        return _conditional(page, start + who_if.end("who"), end, last=last, also=also)
    kind_if = KIND_IF.match(words)
    if kind_if and _is_of_kind(page, start, kind_if, last=last):
        return _conditional(page, start, end, last=last, also=also)
    conditional = (
        is_conditional(text, start, end)
        or bool(WHEN_IF.match(words))
        or bool(_CAUSE.match(words))
        or (
            bool(_SUCH.search(words))
            and not last
            and (_goes_on(page, start, also=also) or _says_when(page, start, end))
        )
    )
    if conditional:
        return _conditional(page, start, end, last=last, also=also)
    cue = main_cue(page, start, end, after_condition=False) or (_says_last(page, start, end) if last else None)
    if (
        cue is not None
        and not last
        and _SUPPOSED.search(text.folded, start, cue.lead)
        and not _once(page, start, cue, end)
    ):
        return _conditional(page, start, end, last=last, also=also)
    if cue is not None:
        return Clause(start, end, Role.STATEMENT, start, cue, also)
    return Clause(start, end, role_without_cue(page, start, end, last=last), start, None, also)


def _is_of_kind(page: Page, start: int, told: re.Match[str], *, last: bool) -> bool:
    """Whether a clause says if what of a kind: all of it does, or what does is closed by 就."""
    text, stop = page.told, start + told.end("kind")
    if any(True for _ in find_cues(text, start, stop)):
        return False
    return not last or told[0].endswith(("就", "则", "便"))


def _once(page: Page, start: int, cue: Cue, end: int) -> bool:
    """Whether a clause says itself what is forbidden once something has happened: 模板一旦发布|不可删除，…"""
    forbids = cue.kind is CueKind.FORBID and end - cue.end >= len("删除")
    return forbids and _ONCE.search(page.told.folded, start, cue.lead) is not None


def _goes_on(page: Page, start: int, *, also: bool) -> bool:
    """Whether a clause goes on by 且 with what the one before it supposes: 若有照片，|且照片能看清的|，…."""
    text = page.told.folded
    begin = max(text.rfind(mark, 0, max(0, start - 1)) for mark in "，,。；;\n") + 1
    return also and CONDITIONAL.match(text, begin, start) is not None


def _says_when(page: Page, start: int, end: int) -> bool:
    """Whether a clause that ends in 的 is a condition, whatever cue it holds (无法提供凭证的, 顾客要求…的), and no statement (是可以修改的, 请确保…是…的)."""
    if _ASSERTS.search(page.told.folded, start, end):
        return False
    cue = main_cue(page, start, end, after_condition=False)
    if cue is None:
        return True
    if cue.kind is CueKind.ALLOW and cue.start > start and SIDED.fullmatch(page.told.folded, cue.end, end):
        return True
    wants = cue.kind in (CueKind.REQUIRE, CueKind.NOT_REQUIRE, CueKind.FORBID, CueKind.AUTOMATIC)
    suffered = page.told.folded[cue.start] == "被"
    return wants and (end - cue.end > 2 or suffered) and not _SAYS.search(page.told.folded[start : cue.start])


def _conditional(page: Page, start: int, end: int, *, last: bool, also: bool) -> Clause:
    """A clause that begins or ends like a condition: alone, or with what it conditions behind it."""
    text = page.told
    words = text.folded[start:end]
    then = _THEN.search(words, 3)
    if then and _CONTENT.search(words, then.end()):
        body = start + then.end()
        cue = main_cue(page, body, end, after_condition=False)
        if cue is not None:
            return Clause(start, end, Role.STATEMENT, body, cue, also)
    bound = _THEN_BOUND.search(words, 4)
    if bound and next(find_cues(text, start, start + bound.end()), None) is None:
        return Clause(start, end, Role.REST, start + bound.end(), None, also)
    advice = next((c for c in find_cues(text, start + 5, end) if c.kind in (CueKind.RECOMMEND, CueKind.REQUIRE)), None)
    if (
        advice is not None
        and not is_closed(words)
        and not follows_event(text, start, end)
        and advice.lead - start >= 5
        and not inside_name(page, advice)
        and not (not last and _wants_still(text, start, advice.lead) and begins_next(text, end))
    ):
        return Clause(start, end, Role.STATEMENT, advice.lead, advice, also)
    about = re.match(r"\s*(?:但是?|而|且|同时|另外|其中|此外)?\s*(?:对于|针对|对|关于|凡是?|只有|在|待)", words)
    cue = main_cue(page, start, end, after_condition=True)
    closed = is_closed(words) or bool(_SUCH.search(words)) or (follows_event(text, start, end) and not about)
    if last and cue is None and BROUGHT_ABOUT.match(words) and outcome_in(text, start, end):
        return Clause(start, end, Role.REST, start, None, also)
    ends = cue is not None and cue.end >= end and cue.kind is not CueKind.AUTOMATIC
    if cue is not None and not closed and (last or about or _CAUSE.match(words)) and not ends:
        return Clause(start, end, Role.STATEMENT, start, cue, also)
    return Clause(start, end, Role.CONDITION, start, None, also)


def _wants_still(text: Text, start: int, stop: int) -> bool:
    """Whether nothing but who it is stands between the word for if and what is needed: 如收件人|仍需取件."""
    lead = CONDITIONAL.match(text.folded, start, stop)
    return lead is not None and _WHO_STILL.fullmatch(text.folded, lead.end(), stop) is not None


def is_closed(words: str) -> bool:
    """Whether a clause ends as conditions end."""
    return bool(
        re.search(
            r"(?:情况下|前提下|条件下|状态下|时候|的话|期间|(?<![及小同届随按准延超限临暂])(?<!(?<![上下听排约选停])课)时|之后|以后|之前|以前)\s*\Z",
            words,
        )
    ) or bool(_CAUSED.search(words))


def _says_last(page: Page, start: int, end: int) -> Cue | None:
    """What happens by itself, where the last clause is nothing but its cue and what looks like a kind with it: …，|默认退单."""
    cue = next(find_cues(page.told, start, end), None)
    alone = cue is not None and cue.kind is CueKind.AUTOMATIC and not page.told.folded[start : cue.lead].strip()
    return cue if alone and not page.told.folded[start - 1 : start].strip("，, ") and start > 0 else None
