"""The conditions that stand behind a cue: when, before the verb (可以|在出库前|修改), and what its object is qualified by."""

import re
from typing import Final

from extract.alone import TO_THOSE
from extract.cases import own_spots, usable
from extract.clauses import Clause
from extract.conditions import read_conditions
from extract.conds import Alternatives
from extract.cues import CueKind, cue_words
from extract.led import Led, for_whom, led
from extract.marks import Mark
from extract.ownwords import own_condition
from extract.page import Page
from extract.phrases import Phrase
from extract.subjects import kinds_in
from extract.verb_phrases import relative_object, verb_at
from extract.who_does import ADVERBS
from extract.windows import window_before
from ontology.figures import find_figures
from ontology.names import fold
from ontology.words import tagged

_BESIDE: Final = re.compile(r"(?:与|和|跟|同)(?:其[他它])?\Z")
"""With what something is done, which is not what it is done to: 不支持与|批发订单|合并发货."""
_TELLING: Final = ("v", "a", "b", "d")
"""How words are tagged that tell what a thing is like: 破损|样品."""
_NAME: Final = re.compile(r"[一-鿿A-Za-z0-9]{2,8}")
_VAGUE: Final = re.compile(r"[可能][一-鿿]|使用|开放|展示|显示|享受|适用|支持|参[与加]")
_OF_SORT: Final = re.compile(r"(?:类目?|类型|品类|种类)\Z")
_PEOPLE: Final = "人者"
_BY_WHEN: Final = "前后内天日月周"
_THOSE: Final = re.compile(
    r"\s*(?P<told>[^，,。；;、的]{2,20}的[一-鿿]{0,4}?(?:[户员家者客人店生号]|订单|商品|账号))(?=[一-鿿]{2})"
)
"""Who alone may, by their measure: 仅限|开店满30天的商家|开通."""
_SUCH: Final = re.compile(r"\s*(?P<told>(?!最?近?\d)(?:[^，,。；;、的]|、[且并同]){2,30}的[一-鿿]{2,6})\s*")
"""What alone is let, by its measure: 仅限|重量不超过20公斤的包裹."""
_WHEN: Final = re.compile(
    r"\s*(?:在|于)?\s*(?P<when>(?:周[一二三四五六日末](?:至周[一二三四五六日])?|(?:非|法定)?(?:工作|节假)日|夜间|淡季|旺季|非?营业时间内?(?![之以]?外))(?![一-鿿]{0,2}[前后])|(?:同|不同|跨|本(?![人身来]))[^，。；,的\d]{1,10}?(?:之间|范围内|内)|[^，。；,]{2,24}?(?:期间内?|(?<=[一-鿿]{2})(?:时间|时段|期间?|范围|区域?)(?:之|以)?外|(?<=[一-鿿]{2})期(?:之|以)?内|当[天日月周](?!前)|情况下|状态下|阶段|(?<![以之目])(?:之|以)?[后前](?![台端]|\s*\d)|(?<=[天日时钟月年周])(?:之|以)?内|(?<![及小同届随按准延超限临暂])时))\s*"
)


def when_conditions(page: Page, clause: Clause, phrase: Phrase) -> Alternatives:
    """When something may or may not be done, told between the cue and the verb: 可以|在出库前|修改, 不得|在活动期间|改价."""
    stop = max(phrase.verb_start, phrase.start)
    when = _WHEN.match(page.told.folded, phrase.start, stop)
    if not when or page.told.folded[when.end() :].lstrip().startswith(("重新", "再次")):
        return ()
    start, end = when.span("when")
    if any(True for _ in find_figures(page.told, start, end)):
        window = window_before(page, clause, end, start)
        return ((window,),) if window else ()
    return read_conditions(page.told, start, end, usable(page, start, end), own_words=True)


def led_conditions(page: Page, start: int, end: int, *, duty: bool = False) -> Alternatives:
    """When or of whom something is told between a cue and its verb: 可以|对缺页的图书|申请降价; by when or after what a duty is to be
    done is no condition of it: 须|在停水前|张贴通知."""
    lead = _led(page, start, end)
    if lead is None or (duty and lead.when and page.told.folded[lead.end - 1] in _BY_WHEN):
        return ()
    if lead.when or "的" in page.told.folded[lead.start : lead.end]:
        return own_spots(page, lead.start, lead.end)
    known = read_conditions(page.told, lead.start, lead.end, usable(page, lead.start, lead.end))
    if known or (kinds := kinds_in(page, lead.start, lead.end)):
        return known or kinds
    words = page.told.folded[lead.start : lead.end]
    tags = [tag for _, tag in tagged(words)]
    tells = (len(tags) > 1 and tags[0] in _TELLING) or (len(words) > 2 and words[-1] in _PEOPLE)
    own = own_condition(page.told, lead.start, lead.end) if tells else None
    return ((own,),) if own else ()


def told_behind(page: Page, clause: Clause, phrase: Phrase) -> Alternatives:
    """When or of whom something may or may not be done, told behind the cue of a clause."""
    when = when_conditions(page, clause, phrase)
    return when or (led_conditions(page, clause.cue.end, clause.end) if clause.cue else ())


def measured_of(page: Page, clause: Clause) -> tuple[tuple[int, int], ...]:
    """Where a clause tells behind its cue of what measure those are of whom it speaks, which bounds nothing itself."""
    if clause.cue is None:
        return ()
    if clause.cue.kind in (CueKind.ONLY, CueKind.RESTRICT):
        those = _THOSE.match(page.told.folded, clause.cue.end, clause.end)
        given = TO_THOSE.fullmatch(page.told.folded, clause.cue.start, clause.cue.end)
        if clause.cue.kind is CueKind.RESTRICT or given:
            those = those or _SUCH.fullmatch(page.told.folded, clause.cue.end, clause.end)
        return (those.span("told"),) if those else ()
    lead = _led(page, clause.cue.end, clause.end)
    return ((lead.start, lead.end),) if lead and not lead.when else ()


def act_of_those(page: Page, clause: Clause) -> str | None:
    """What those alone may do whom a cue names by what they are: 粉丝券|仅限关注满3天的用户|领取 is 领取粉丝券."""
    those = _THOSE.match(page.told.folded, clause.cue.end, clause.end) if clause.cue else None
    verb = verb_at(page.told, those.end()) if those else ""
    if (
        clause.cue is None
        or those is None
        or not verb
        or _VAGUE.fullmatch(verb)
        or those.end() + len(verb) < clause.end
    ):
        return None
    thing = page.told.raw[clause.start : clause.cue.lead].strip()
    return verb + thing if _NAME.fullmatch(thing) else verb


def _led(page: Page, start: int, end: int) -> Led | None:
    adverbs = ADVERBS.match(page.told.folded, start, end)
    return led(page.told, start, end) or (led(page.told, adverbs.end(), end) if adverbs else None)


def object_conditions(page: Page, phrase: Phrase) -> Alternatives:
    """What qualifies the object of a verb phrase: 修改|货到付款订单的地址; what is chosen itself is no condition."""
    text = page.told
    bearer = cue_words(text.lexicon.vocabulary).bearer
    kept = []
    first = for_whom(text, phrase.start)
    for mark in usable(page, first, phrase.end):
        if mark.discovered and mark.start <= phrase.verb_end + 1:
            continue
        if _is_the_object(page, phrase, mark) or _BESIDE.search(text.folded, phrase.start, mark.start):
            continue
        words = text.folded[mark.start : mark.end]
        borne = re.match(rf"\s*[”\"」】'’]?(?:[、/或和及]|的?(?:{bearer}))", text.folded[mark.end : phrase.end])
        if borne or re.search(rf"(?:{bearer})\Z", words):
            kept.append(mark)
    verb_end = max(phrase.verb_end, phrase.verb_start + len(verb_at(text, phrase.verb_start)))
    told = relative_object(text, verb_end, text.folded.find("的", verb_end, phrase.end))
    if told and verb_end > phrase.verb_start and (verb_end == phrase.verb_end or _OF_SORT.search(told["told"])):
        start, end = told.span("told")
        return read_conditions(text, start, end, usable(page, start, end), own_words=True)
    return read_conditions(text, first, phrase.end, kept, forms=False)


def _is_the_object(page: Page, phrase: Phrase, mark: Mark) -> bool:
    """Whether a kind is what the verb is done to, so that both make a function of their own: 申请普通发票和|专用发票."""
    verb = page.told.folded[phrase.verb_start : phrase.verb_end]
    name = verb + page.told.folded[mark.start : mark.end]
    return bool(verb) and any(fold(fact.label) == name for fact in page.features)
