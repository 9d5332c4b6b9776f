"""What a clause is to its sentence: a condition, an exception, a topic, a statement; and where its condition ends.

如订单已发货则不支持修改 is a condition with a statement; 除X外 and X除外 are exceptions; 在线支付的订单 names what follows is about.
"""

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

from extract.captions import caption_kinds, is_no_caption
from extract.conditions import follows_event, is_conditional
from extract.conds import Alternatives
from extract.cues import NOT_BOUND, Cue, CueKind, cue_words, find_cues
from extract.follows import (
    BROUGHT_ABOUT,
    CLASSED,
    STATE_THEN,
    before_system,
    begins_next,
    decides_next,
    outcome_in,
    tells_next,
)
from extract.fronted import ANYBODY, SIDED
from extract.ifs import IF_NEEDED, KIND_IF, WHEN_IF
from extract.main_cue import inside_name, main_cue
from extract.page import Page
from extract.regions import BRACKET
from extract.shapes import tells_of
from extract.subjects import kinds_in
from extract.text import Text
from extract.things import is_thing_mishap, is_thing_told
from ontology.figures import COMPARED, find_figures

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
_UNLESS_THEN: Final = re.compile(r"\s*除非[^，。；]+[，,](?!\s*(?:否则|不然))[^，。；]*?(?:才|方可)")
_GREETING: Final = re.compile(
    r"\s*(?:您好|亲(?![子和])(?![一-鿿]{0,3}[友属笔自手])|亲爱的|你好|尊敬的|感谢|谢谢|温馨提[示醒]|注意|例如|比如)[^，\d]{0,8}\Z|\s*(?:备注|注|说明)[^一-鿿，\d]{0,8}\Z"
    r"|\s*(?:再次|非常|衷心)?(?:感谢|谢谢|多谢)(?:您|大家|各位|每一位|一直|你|亲)[^，。；]*|\s*祝(?:您|大家|各位|店铺|生意)[^，。；]*|\s*(?:通读|阅读)[^，。；]{0,6}(?:需|约)[^，。；]*"
)
_THEN: Final = re.compile(r"(?:，|,|\s)*(?:则|就(?=[可不需会能])|那么|便(?=[可不需]))")
_SUPPOSED: Final = re.compile(
    r"(?<=[一-鿿”\"」】）)])\s*(?:如果|如若|如(?![何下上图此同期实约数前])|若是?(?!干)|倘若|假如|一旦|要是)\s*[^，。；如若]{0,2}\Z"
)
_CAUSE: Final = re.compile(r"\s*(?:因|由于|因为)")
_CAUSED: Final = re.compile(r"(?:导致|造成|引起|产生)的?[^，。；不可能支须需应]{0,12}\Z")
_WHO_IF: Final = re.compile(
    rf"\s*(?P<who>(?:{ANYBODY.pattern}|您|商家|观众|主办方|[一-鿿]{{1,2}}[方主人])的?)(?:如果|如若|如(?![何下上图此同期实约数前])|若是?(?!干)|倘若|一旦)(?=[^，。；]{{2}})"
)
"""Who it is, before if what: 买家|如对结果有异议，…"""
_KIND_ALONE: Final = re.compile(r"[一-鿿A-Za-z0-9]{3,10}")
_SUCH: Final = re.compile(
    r"(?:[一-鿿A-Za-z\d元%”\"」』](?<!(?<![类项栏科])目)的|[一-鿿\d元]{3}(?<![费用作营发患或前后愿记学读使消买卖购开第两二三])者)\s*\Z"
)
_MEASURED: Final = re.compile(
    r"[^，。；\d]{0,14}?(?<![不得能可应须共限各])(?:超过|超出|超(?=\s*\d)|大于|高于|低于|小于|不足|少于|多于|未满|不满|已满|满|累[计积])\s*[\d一二两三四五六七八九十百千万]+[一-鿿A-Za-z%]{1,3}?(?:以上|内)?(?:(?<=[次回])[一-鿿]{2,4}|(?:仍|还)?(?:未|没有?)[一-鿿]{2,6}(?:的[一-鿿A-Za-z]{2,6})?)?\s*"
)
PREMISE: Final = re.compile(
    r"(?:前提条件|前提|使用条件|开通条件|申请条件|必要条件)(?:是|为|[:：])\s*(?P<what>[^。；;]{2,50})|(?:以|须以|需以)(?P<that>[^，。；]{2,30}?)为(?:前提|条件)"
)
"""What is told as the premise of something: the rest of the sentence, or what stands before 为前提."""
_WINDOW: Final = re.compile(
    r"\s*[^，,。；;\d]{2,16}?(?:后|起|之日起|前)(?:的)?\s*[\d一二三四五六七八九十百两半]+[一-鿿A-Za-z]{1,4}?(?:之|以)?内\s*"
)
_IN_A_STATE: Final = re.compile(
    r"\s*(?:订单|商品|包裹|实例|账号|店铺|[一-鿿]{0,4}单)?(?:当前)?状态[为是](?:[“\"「『].*|[一-鿿]{2,6})|(?![^，。]*(?:目前|现在|已经?更新|已上线))[^，。；的]{1,14}?(?:(?<![尚从])未(?![来必尽])|尚未|没有)[^，。；的]{2,8}"
)
_ONCE_DONE: Final = re.compile(
    r"[^，。；的]{3,10}一[经旦][一-鿿]{2,8}|[^，。；的\d]{2,10}期间(?:[及和与或、]|以及)[^，。；的\d]{2,8}"
)
"""What once done, or in which times, the clauses behind hold: 候补票一旦兑现, 大促期间及会员日."""
_SUFFERED: Final = re.compile(
    r"\s*[一-鿿]{2,6}(?:之|以)?[前后中](?![往续来面台间])(?P<what>(?!可|不|需|须|请|应|将|会|已|未|无|[有生失]效)(?:(?!的)[一-鿿]){2,4})\s*"
)
"""What comes about before or behind something, where the next clause decides: 揽收前|破损，商家须补发."""
_BORNE_NEXT: Final = re.compile(r"[，,]\s*(?:全部|均|都|则|费用)?由[一-鿿]{2}")
_ONLY_THEN: Final = re.compile(
    r"[，,]\s*(?:商家|卖家|用户|买家|您|[一-鿿]{2,4}(?=才会?))?(?:方可|方能|方才|才可|才能|才会)"
)
"""What begins a clause that holds only under what the one before tells: 商品无在途单据且库存为零，|方可启用."""
_AND_IS: Final = re.compile(r"\s*(?:而且|并且|同时|且)(?![不可须需应将会])")
_IF_BEFORE: Final = re.compile(
    r"(?:\A|[。；;！!？?\n，,:：])\s*(?:若是?|如果?(?![何下图上])|假如|倘若|一旦|当(?![日天前月年]))[^。；;！!？?\n，,]{2,40}[，,]\s*\Z"
)
_BUT_NEXT: Final = re.compile(r"[，,]\s*(?:但是?|不过|只是)")
"""What begins a clause that stands against the one before, which then is told by itself: 次数没有上限，|但费用不得低于5元."""
_SAYS: Final = re.compile(r"(?:是|会|都|均|也|就|才|将|仍|还)\s*\Z")
_ASSERTS: Final = re.compile(
    r"(?:请|务必|[应需要须])(?:您|商家)?(?:务必)?(?:确保|保证)|(?:一定|必定|必然|肯定)[是会要]"
)
_NEXT_CASE: Final = re.compile(
    r"[，,]\s*(?:只要|如果|[如若](?=[已未])|一旦|即[便使]|哪怕|就算|因为|由于|任何(?:时候|情况|阶段)|无论|不论|不管|均|一律)"
)
"""What begins a clause of those whom the one before names alone: 家庭卡，|任何时候都不允许转让."""
_BOUND: Final = re.compile(r"不[得能可应]?[超低高少多大小]|最[多少长短高低大小]|至[多少]|每[天日周月年次]")
"""What bounds something by itself, so that a clause tells no case: 每天最多查询50单的地址."""
_SINCE: Final = re.compile(r"(?P<who>[^，。；]{2,16}?)(?:因为|由于)[^，。；]{2,20}(?<![的时后])\Z")
_CONTENT: Final = re.compile(r"[一-鿿]{2}|[一-鿿]\d+[一-鿿]")
_AT_MOST: Final = re.compile(r"(?:最[多长高大少低短]|至[多少])[^，。；的\d]{0,6}[\d一二两三四五六七八九十半]")
_REST: Final = re.compile(
    r"[\s“”\"「」【】'‘’、，,/和或及与的等类是为在其该此中]|以及|订单|商家|店铺|用户|商品|原因|状态|对于|针对|属于|处于|情况|问题|下单|发货|配送|模式|单|客户|买家|这类|此类|部分|所有|交易|账号|类目|情形"
)


def suffered(text: Text, start: int, end: int) -> tuple[int, int] | None:
    """Where a clause that is but an event with what comes about, and is not done, before or behind it tells the latter."""
    match = _SUFFERED.fullmatch(text.folded, start, end)
    return match.span("what") if match and not text.lexicon.action_first.match(match["what"]) else None


class Role(Enum):
    """What a clause is to its sentence."""

    NOTHING = "nothing"
    CONDITION = "condition"
    EXCEPT_FIRST = "except first"
    EXCEPT_LAST = "except last"
    AS_AGREED = "as agreed"
    TOPIC = "topic"
    STATEMENT = "statement"
    REST = "rest"


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
        or (bool(_SUCH.search(words)) and not last and _says_when(page, start, end))
    )
    if conditional:
        return _conditional(page, start, end, last=last, also=also)
    cue = main_cue(page, start, end, after_condition=False) or (_says_last(page, start, end) if last else None)
    if cue is not None and not last and _SUPPOSED.search(text.folded, start, cue.lead):
        return _conditional(page, start, end, last=last, also=also)
    if cue is not None:
        return Clause(start, end, Role.STATEMENT, start, cue, also)
    return Clause(start, end, _role_without_cue(page, start, end, last=last), start, None, also)


def _is_of_kind(page: Page, start: int, told: re.Match[str], *, last: bool) -> bool:
    """Whether a clause says if what of a kind: all of it does, or what does is closed by 就."""
    text, stop = page.told, start + told.end("kind")
    if any(True for _ in find_cues(text, start, stop)):
        return False
    return not last or told[0].endswith(("就", "则", "便"))


def _role_without_cue(page: Page, start: int, end: int, *, last: bool) -> Role:
    """What a clause is that neither begins nor ends like a condition and states nothing by a cue."""
    text = page.told
    words = text.folded[start:end]
    if PREMISE.search(words):
        return Role.REST
    if not last:
        if IF_NEEDED.fullmatch(words) or _also_if(page, start, words):
            return Role.CONDITION
        then = decides_next(text, end) or _BORNE_NEXT.match(text.folded, end)
        if then and suffered(text, start, end) and outcome_in(text, start, end) is None:
            return Role.CONDITION
        if _NEXT_CASE.match(text.folded, end) and _begins_sentence(text, start) and kinds_in(page, start, end):
            return Role.TOPIC
        classed = CLASSED.fullmatch(text.folded, start, end) and begins_next(text, end)
        if classed or _is_one_of_several(page, start, end):
            return Role.TOPIC
        if _ONLY_THEN.match(text.folded, end) and not kinds_in(page, start, end):
            return Role.CONDITION
        turns = _BUT_NEXT.match(text.folded, end)
        state = _WINDOW.fullmatch(words) or (not turns and _IN_A_STATE.fullmatch(words))
        measured = _MEASURED.fullmatch(words) and (
            any(find_cues(text, end, min(end + 16, len(text.folded)))) or tells_next(text, end)
        )
        if (
            _ONCE_DONE.fullmatch(words)
            or (is_thing_mishap(text, start, end) and (decides_next(text, end) or tells_next(text, end)))
            or (state and decides_next(text, end))
            or measured
            or before_system(text, start, end)
        ):
            return Role.CONDITION
        bound = _BOUND.search(words) or outcome_in(text, start, end)
        if is_thing_told(text, start, end) and (begins_next(text, end) or (not bound and tells_next(text, end))):
            return Role.TOPIC
    if last and _AT_MOST.search(words):
        return Role.REST
    return Role.TOPIC if outcome_in(text, start, end) is None and _is_topic(page, start, end) else Role.REST


def _begins_sentence(text: Text, start: int) -> bool:
    return text.folded[:start].rstrip(" ")[-1:] in ("", "。", "；", ";", "\n", "！", "!")


def _is_one_of_several(page: Page, start: int, end: int) -> bool:
    """Whether a clause is but a kind, and another sentence begins with one that ends alike: 亲子场，…；夜场，…"""
    words = page.told.folded[start:end].strip()
    if not _KIND_ALONE.fullmatch(words) or page.told.folded[end : end + 1] not in (",", "，"):
        return False
    tail = words[-1] if words[-1] in "场票卡房课团店" else words[-2:]
    beside = re.findall(rf"(?:\A|[；;。：:\n])\s*([一-鿿A-Za-z0-9]{{1,8}}{tail})[，,]", page.told.folded)
    return any(one != words for one in beside) and bool(kinds_in(page, start, end, row=True))


def _also_if(page: Page, start: int, words: str) -> bool:
    """Whether a clause adds to a condition that the one before tells: 若您是子账号，|且为首次查询."""
    before = page.told.folded[max(0, start - 60) : start]
    return _AND_IS.match(words) is not None and _IF_BEFORE.search(before) is not None


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
    advice = next((c for c in find_cues(text, start + 5, end) if c.kind in (CueKind.RECOMMEND, CueKind.REQUIRE)), None)
    if (
        advice is not None
        and not is_closed(words)
        and not follows_event(text, start, end)
        and advice.lead - start >= 5
        and not inside_name(page, advice)
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


def is_closed(words: str) -> bool:
    """Whether a clause ends as conditions end."""
    return bool(
        re.search(
            r"(?:情况下|前提下|条件下|状态下|时候|的话|期间|(?<![及小同届随按准延超限临暂])时|之后|以后|之前|以前)\s*\Z",
            words,
        )
    ) or bool(_CAUSED.search(words))


def _says_last(page: Page, start: int, end: int) -> Cue | None:
    """What happens by itself, where the last clause is nothing but its cue and what looks like a kind with it: …，|默认退单."""
    cue = next(find_cues(page.told, start, end), None)
    alone = cue is not None and cue.kind is CueKind.AUTOMATIC and not page.told.folded[start : cue.lead].strip()
    return cue if alone and not page.told.folded[start - 1 : start].strip("，, ") and start > 0 else None


def labelled(page: Page, start: int, end: int) -> Alternatives:
    """The kinds that a label before a colon names: 企业店：…, 个人店：…."""
    if found := caption_kinds(page, start, end):
        return found
    if page.told.folded[end : end + 1] not in (":", "：") or is_no_caption(page.told, start, end):
        return ()
    return kinds_in(page, start, end, label=True)


def _is_topic(page: Page, start: int, end: int) -> bool:
    """A clause of concepts and words for their bearers alone: 在线支付的订单, 原因为“未到预约收货时间”."""
    marks = [m for m in page.marks if start <= m.start and m.end <= end]
    words = page.told.folded[start:end]
    bearer = re.search(rf"[的类]?(?:{cue_words(page.told.lexicon.vocabulary).bearer})\s*\Z", words)
    if labelled(page, start, end) or tells_of(page.told, start, end):
        return True
    if not marks or re.search(rf"[的之](?:{cue_words(page.told.lexicon.vocabulary).bearer})\s*\Z", words):
        return (
            bool(
                re.search(
                    rf"[一-鿿\d元%％”\"」』】][的之](?:{cue_words(page.told.lexicon.vocabulary).bearer}|[一-鿿A-Za-z]{{2,6}}(?:{cue_words(page.told.lexicon.vocabulary).kind}))(?:呢|来说|而言)?\s*\Z",
                    words,
                )
            )
            and len(words) <= 30
            and not re.search(r"是指|指的?是|即为", words)
        )
    taken = [(m.start, m.end) for m in marks] + [
        (f.start, f.end) for f in find_figures(page.told, start, end) if f.told and bearer
    ]
    rest = "".join(
        char
        for at, char in enumerate(words, start)
        if not any(first <= at < last for first, last in taken) and char != BRACKET
    )
    rest = COMPARED.sub("", rest) if bearer else rest
    return len(_REST.sub("", rest)) <= (4 if bearer else 2)
