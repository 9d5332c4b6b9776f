"""What a clause is to its sentence where it states nothing by a cue and neither begins nor ends like a condition: a condition by what stands
behind it (已放行且未提货，不可…), a topic (亲子场，…), or the rest."""

import re
from enum import Enum
from typing import Final

from extract.befallen import befallen
from extract.captions import caption_kinds, is_no_caption
from extract.clock import CLOCK_FIRST
from extract.conds import Alternatives
from extract.cues import cue_words, find_cues
from extract.follows import CLASSED, before_system, begins_next, decides_next, outcome_in, tells_next
from extract.ifs import IF_NEEDED, LEAVE
from extract.kind_figures import kind_with_figure
from extract.page import Page
from extract.regions import BRACKET
from extract.settings import is_setting
from extract.shapes import tells_of
from extract.subjects import kinds_in
from extract.text import Text
from extract.things import is_thing_mishap, is_thing_told
from ontology.figures import COMPARED, find_figures
from ontology.words import tagged

_KIND_ALONE: Final = re.compile(r"[一-鿿A-Za-z0-9]{3,10}")
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
_OBJECTS_TO: Final = re.compile(
    r"\s*(?:如|若)?[^，。；的]{0,6}?对[^，。；的]{2,14}?(?:[有存]?有?(?:异议|争议|疑问)|不服|不认可|不满意?|不接受)\s*"
)
"""Who has something against what the next clause lets him have looked at again: 商家对上报有异议，|可以申诉."""
_BOTH_SO: Final = re.compile(r"\s*(?P<one>[^，。；的]{3,14}?)(?:并且|而且|且)(?P<other>[^，。；的]{3,14})")
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
_AND_SUCH_NEXT: Final = re.compile(
    r"[，,]\s*(?:而且|并且|同时|且|并)(?![不可须需应将会])[^，,。；;：:]{2,30}(?:(?<!目)的|(?<![及同随届按准])时|者)[，,]"
)
"""What begins a clause that closes the case that the one before begins: 工单处于处理中状态，|且现场没有备件的，…."""
_IF_BEFORE: Final = re.compile(
    r"(?:\A|[。；;！!？?\n，,:：])\s*[^。；;！!？?\n，,:：]{0,8}?(?:若是?|(?<![例比])如果?(?![何下图上])|假如|倘若|一旦|当(?![日天前月年]))[^。；;！!？?\n，,]{2,40}[，,]\s*\Z"
)
_BUT_NEXT: Final = re.compile(r"[，,]\s*(?:但是?|不过|只是)")
"""What begins a clause that stands against the one before, which then is told by itself: 次数没有上限，|但费用不得低于5元."""
_NEXT_CASE: Final = re.compile(
    r"[，,]\s*(?:只要|如果|[如若](?=[已未])|一旦|即[便使]|哪怕|就算|因为|由于|任何(?:时候|情况|阶段)|无论|不论|不管|均|一律)"
)
"""What begins a clause of those whom the one before names alone: 家庭卡，|任何时候都不允许转让."""
_SUCH_NEXT: Final = re.compile(
    r"[，,]\s*(?:如果?|若是?|但|且|凡)?(?:在)?[^，。；：:]{2,24}(?<!目)的[，,](?=[^，。；]{3})"
)
"""What begins a clause that tells of those of a thing if what: 学员在公众号购买的体验课，|未约课的，…."""
_BOUNDED_LABEL: Final = re.compile(
    r"\s*[^，,。；;：:\d]{2,10}?(?:(?:[≥≤<>＜＞]=?|不足|超过|低于|高于|满)\s*\d[\d.]*[一-鿿%]{0,3}|\d[\d.]*[一-鿿%]{0,3}(?:[~～\-–—至到]+\d[\d.]*[一-鿿%]{0,3}|(?:及|或)?以[上下内]))\s*"
)
"""How much of something is so, before the colon behind which stands what holds then: 信用分80~89：…."""
_SO_OFTEN: Final = re.compile(
    r"\s*[^，,。；;：:的\d可能须需应限最]{0,8}?(?:连续|接连|累[计积])[^，,。；;：:的可能须需应限最]{0,10}?[\d一二两三四五六七八九十]+[次回][^，,。；;：:的可能须需应限最]{0,10}\s*"
)
"""How often something has happened, before what follows then: 连续三次输错密码，|账户自动锁定."""
_BUT_THOSE: Final = re.compile(r"[，,]\s*除了?[^，,。；;]{2,24}?(?:之外|以外|外)(?=[，,])")
"""Some who are taken out, between those of whom a clause tells and what is told of them."""
_COUNT_REACHED: Final = re.compile(
    r"\s*[^，,。；;：:的\d可能须需应限最每]{3,14}?(?<![不得未])(?:已?达到?|超过|超出|已?满)\s*[\d一二两三四五六七八九十]+\s*次\s*"
)
"""How often something has come about, before what follows then: 取件码输错达5次，|格口自动锁定."""
_PAID: Final = re.compile(
    r"\s*[^，,。；;的\d]{0,10}(?:赔偿|赔付|收取|收费|加收|扣除?|罚款?|退还|补贴|返现)\s*\d[\d.]*\s*(?:元|%|倍)\s*"
)
"""What is paid or taken, which is no topic of what follows: 损坏赔偿100元，|钥匙遗失赔偿80元."""
_BROUGHT: Final = re.compile(r"(?:造成|导致|引起|产生)的[一-鿿]{2,6}\s*\Z")
"""What came of a cause, of which the next clause decides: 私自改装造成的损坏，|公寓不赔."""
_BOUND: Final = re.compile(r"不[得能可应]?[超低高少多大小]|最[多少长短高低大小]|至[多少]|每[天日周月年次]")
"""What bounds something by itself, so that a clause tells no case: 每天最多查询50单的地址."""
_AT_MOST: Final = re.compile(r"(?:最[多长高大少低短]|至[多少])[^，。；的\d]{0,6}[\d一二两三四五六七八九十半]")
_REST: Final = re.compile(
    r"[\s“”\"「」【】'‘’、，,/和或及与的等类是为在其该此中]|以及|订单|商家|店铺|用户|商品|原因|状态|对于|针对|属于|处于|情况|问题|下单|发货|配送|模式|单|客户|买家|这类|此类|部分|所有|交易|账号|类目|情形"
)
_CAME_OUT: Final = re.compile(r"\s*(?:但是?|而)?[一-鿿]{2,6}?(?:成功|失败|[不未]?通过|不?成立|[不未]?达标|不?合格)\s*")
"""How something came out, before what follows of it: 复议失败，|不会加重处罚."""


OVER_THEN: Final = re.compile(
    r"\s*(?P<event>逾期|超时|超期|过期|到期)(?:未[一-鿿]{2,4}?)?后?(?!未)[一-鿿]{2,4}(?:自动)?(?:关闭|失效|作废)\s*"
)
"""What is over, with what is closed then, before what may not be then: 逾期|入口关闭、不能再报名."""
AT_TIMES: Final = re.compile(rf"\s*{CLOCK_FIRST.pattern}[一-鿿]{{2,8}}的[一-鿿]{{2,6}}\s*")
"""Those of which something is done at times of the day: 8:00—23:00|进线的会话."""
_BY_OTHERS: Final = re.compile(
    r"\s*[^，,。；;的]{2,10}(?:以外|之外)的(?:人|[一-鿿]{1,4}?[人员者方户])(?:(?!的)[一-鿿]){2,6}\s*"
)
"""What somebody but those does: 旅客以外的人|投诉，不扣分."""


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


def role_without_cue(page: Page, start: int, end: int, *, last: bool) -> Role:
    """What a clause is that neither begins nor ends like a condition and states nothing by a cue."""
    text = page.told
    words = text.folded[start:end]
    bare = start + len(words.rstrip(f"{BRACKET} "))
    if PREMISE.search(words) or kind_with_figure(page, start, end) or _PAID.fullmatch(words):
        return Role.REST
    if not last:
        if but := _BUT_THOSE.match(text.folded, end):
            return _before_exception(page, start, bare, but.end())
        if text.folded[end : end + 1] in (":", "：") and _BOUNDED_LABEL.fullmatch(words):
            return Role.CONDITION
        if (
            OVER_THEN.fullmatch(words)
            or IF_NEEDED.fullmatch(words)
            or _also_if(page, start, words)
            or is_setting(text, start, end)
        ):
            return Role.CONDITION
        then = decides_next(text, end) or _BORNE_NEXT.match(text.folded, end)
        if then and suffered(text, start, end) and outcome_in(text, start, end) is None:
            return Role.CONDITION
        if _names_those(page, start, end):
            return Role.TOPIC
        if (case := _case_next(page, start, end)) is not None:
            return case
        if LEAVE.fullmatch(words) and decides_next(text, end):
            return Role.CONDITION
        turns = _BUT_NEXT.match(text.folded, end)
        state = _WINDOW.fullmatch(words) or (not turns and _IN_A_STATE.fullmatch(words))
        measured = _MEASURED.fullmatch(words) and (
            any(find_cues(text, end, min(end + 16, len(text.folded)))) or tells_next(text, end)
        )
        if (
            _ONCE_DONE.fullmatch(words)
            or (befallen(page, start, end) and decides_next(text, end))
            or (_COUNT_REACHED.fullmatch(words) and tells_next(text, end))
            or (_SO_OFTEN.fullmatch(words) and (decides_next(text, end) or tells_next(text, end)))
            or (_BY_OTHERS.fullmatch(words) and decides_next(text, end))
            or (_CAME_OUT.fullmatch(words) and (decides_next(text, end) or tells_next(text, end)))
            or (is_thing_mishap(text, start, end) and (decides_next(text, end) or tells_next(text, end)))
            or (state and decides_next(text, end))
            or (_OBJECTS_TO.fullmatch(words) and decides_next(text, end))
            or (_both_so(text, start, end) and (decides_next(text, end) or tells_next(text, end)))
            or measured
            or before_system(text, start, end)
        ):
            return Role.CONDITION
        bound = _BOUND.search(words) or outcome_in(text, start, end)
        if (is_thing_told(text, start, end) or is_thing_told(text, start, bare)) and (
            begins_next(text, end)
            or (decides_next(text, end) and _BROUGHT.search(words))
            or _SUCH_NEXT.match(text.folded, end)
            or (not bound and tells_next(text, end))
        ):
            return Role.TOPIC
    if last and _AT_MOST.search(words):
        return Role.REST
    return (
        Role.TOPIC
        if outcome_in(text, start, end) is None and (_is_topic(page, start, end) or _is_topic(page, start, bare))
        else Role.REST
    )


def _before_exception(page: Page, start: int, end: int, behind: int) -> Role:
    """What a clause is behind which some are taken out of it before it is decided: 周末下单的加急件，|除易碎品外，可延后发货."""
    then = decides_next(page.told, behind) or tells_next(page.told, behind)
    those = is_thing_told(page.told, start, end) or _is_topic(page, start, end) or kinds_in(page, start, end, row=True)
    return Role.TOPIC if then and those and not page.told.folded.endswith("方面", start, end) else Role.REST


def _names_those(page: Page, start: int, end: int) -> bool:
    """Whether a clause but names those of whom the next one tells."""
    text = page.told
    first = _NEXT_CASE.match(text.folded, end) and _begins_sentence(text, start) and kinds_in(page, start, end)
    classed = CLASSED.fullmatch(text.folded, start, end) and begins_next(text, end)
    timed = AT_TIMES.fullmatch(text.folded, start, end) and (decides_next(text, end) or tells_next(text, end))
    return (
        bool(first or classed or timed)
        or _is_sort_of_act(page, start, end)
        or _is_kind_first(page, start, end)
        or _is_one_of_several(page, start, end)
    )


def _is_sort_of_act(page: Page, start: int, end: int) -> bool:
    """Whether a sentence begins with nothing but a sort of what is done, of which the next clause decides: 大额提现，|到账前可以撤销."""
    text, quality = page.told, cue_words(page.told.lexicon.vocabulary).quality
    told = re.fullmatch(rf"\s*(?:{quality})(?P<act>[一-鿿]{{2}})\s*", text.folded[start:end])
    if told is None or not _begins_sentence(text, start) or not decides_next(text, end):
        return False
    named = any(n.start < end and start < n.end for n in page.named)
    return not named and [tag for _, tag in tagged(told["act"])] in (["v"], ["vn"])


def _both_so(text: Text, start: int, end: int) -> bool:
    """Whether a clause tells of two things that come about together: 订单完成|并且|买家确认收货."""
    both = _BOTH_SO.fullmatch(text.folded, start, end)
    return both is not None and all(any(tag[0] == "v" for _, tag in tagged(both[g])) for g in ("one", "other"))


def _case_next(page: Page, start: int, end: int) -> Role | None:
    """What a clause is where the next closes the case that it begins, or holds only under it; kinds are told of by such a next clause."""
    told = page.told.folded
    such = _AND_SUCH_NEXT.match(told, end)
    if (not such and not _ONLY_THEN.match(told, end)) or _AT_MOST.search(told, start, end):
        return None
    if not kinds_in(page, start, end, row="、" in told[start:end]):
        return Role.CONDITION
    return Role.TOPIC if such else None


def _begins_sentence(text: Text, start: int) -> bool:
    return text.folded[:start].rstrip(" ")[-1:] in ("", "。", "；", ";", "\n", "！", "!")


def _is_kind_first(page: Page, start: int, end: int) -> bool:
    """Whether a sentence begins with nothing but a kind, of which the next clause decides: 铜档供应商，|也不能…"""
    text, words = page.told, cue_words(page.told.lexicon.vocabulary)
    borne = re.search(rf"[一-鿿A-Za-z0-9]{{2,8}}(?:{words.bearer}|{words.kind})[\s\x00\x01]*\Z", text.folded[start:end])
    if borne is None or not _begins_sentence(text, start) or begins_next(text, end) is None:
        return False
    return bool(kinds_in(page, start, end, row=True))


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


def suffered(text: Text, start: int, end: int) -> tuple[int, int] | None:
    """Where a clause that is but an event with what comes about, and is not done, before or behind it tells the latter."""
    match = _SUFFERED.fullmatch(text.folded, start, end)
    return match.span("what") if match and not text.lexicon.action_first.match(match["what"]) else None


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
                    rf"[一-鿿\d元%％”\"」』】][的之](?:{cue_words(page.told.lexicon.vocabulary).bearer}|[一-鿿A-Za-z]{{0,6}}(?:{cue_words(page.told.lexicon.vocabulary).kind}))(?:呢|来说|而言)?\s*\Z",
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
