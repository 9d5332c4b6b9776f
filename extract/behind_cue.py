"""The conditions that stand behind a cue: when, before the verb (可以|在出库前|修改), and what its object is qualified by."""

import re
from typing import Final

from extract.clauses import Clause
from extract.conditions import read_conditions
from extract.conds import Alternatives
from extract.cues import cue_words
from extract.done_to import done_to
from extract.marks import Mark
from extract.page import Page
from extract.phrases import Phrase
from extract.spots import usable
from extract.verb_phrases import relative_object
from extract.windows import window_before
from ontology.figures import find_figures
from ontology.names import fold

_BESIDE: Final = re.compile(r"(?:与|和|跟|同)(?:其[他它])?\Z")
"""With what something is done, which is not what it is done to: 不支持与|批发订单|合并发货."""
_WHEN: Final = re.compile(
    r"\s*(?:在|于)?\s*(?P<when>(?:周[一二三四五六日末](?:至周[一二三四五六日])?|(?:非|法定)?(?:工作|节假)日|夜间|淡季|旺季|非?营业时间内?)(?![一-鿿]{0,2}[前后])|(?:同|不同|跨|本(?![人身来]))[^，。；,的\d]{1,10}?(?:之间|范围内|内)|[^，。；,]{2,24}?(?:期间|情况下|状态下|阶段|(?<![以之目])(?:之|以)?[后前](?![台端]|\s*\d)|(?<=[天日时钟月年周])(?:之|以)?内|(?<![及小同届随按准延超限临暂])时))\s*"
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


def object_conditions(page: Page, phrase: Phrase) -> Alternatives:
    """What qualifies the object of a verb phrase: 修改|货到付款订单的地址; what is chosen itself is no condition."""
    text = page.told
    bearer = cue_words(text.lexicon.vocabulary).bearer
    kept = []
    for mark in usable(page, phrase.start, phrase.end):
        if mark.discovered and mark.start <= phrase.verb_end + 1:
            continue
        if _is_the_object(page, phrase, mark) or _BESIDE.search(text.folded, phrase.start, mark.start):
            continue
        words = text.folded[mark.start : mark.end]
        borne = re.match(rf"\s*[”\"」】'’]?(?:[、/或和及]|的?(?:{bearer}))", text.folded[mark.end : phrase.end])
        if borne or re.search(rf"(?:{bearer})\Z", words):
            kept.append(mark)
    told = relative_object(text, phrase.verb_end, text.folded.find("的", phrase.verb_end, phrase.end))
    if told and phrase.verb_end > phrase.verb_start:
        start, end = told.span("told")
        return read_conditions(text, start, end, usable(page, start, end), own_words=True)
    found = read_conditions(text, phrase.start, phrase.end, kept, forms=False)
    to = None if found else done_to(text, phrase.start, phrase.end)
    return read_conditions(text, *to[0], usable(page, *to[0])) if to else found


def _is_the_object(page: Page, phrase: Phrase, mark: Mark) -> bool:
    """Whether a kind is what the verb is done to, so that both make a function of their own: 申请普通发票和|专用发票."""
    verb = page.told.folded[phrase.verb_start : phrase.verb_end]
    name = verb + page.told.folded[mark.start : mark.end]
    return bool(verb) and any(fold(fact.label) == name for fact in page.features)
