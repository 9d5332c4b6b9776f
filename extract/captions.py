"""What opens a line before a colon or a long dash, as a condition of what the line says: 备餐中：可以取消, 违规下架：…, 首单前——….

A caption is one where it is known, where it tells a state by its form, or where it is one of several of a kind. Captions that only
say what the line is about (次数：, 金额限制：), that state a rule themselves or that name a function are none.
"""

import re
from typing import Final

from extract.column_names import NO_COLUMN
from extract.conds import Alternatives, Cond
from extract.cues import cue_words, find_cues
from extract.facts import ConceptName
from extract.fronted import PARTY
from extract.openings import alike, captions, opens_a_line
from extract.ownwords import known_name, own_condition, scheme_of, thing_named
from extract.page import Page
from extract.text import Text
from ontology.kinds import ConceptScheme

_GLOSS: Final = re.compile(r"(?:[（(][^（）()]*[）)]|\x01+)\s*\Z")
_LEVEL: Final = re.compile(
    r"\s*(?:第?[一二三四五六七八九十\d]+|[甲乙丙丁abcdef]|[轻中重初高低])[级档类等阶度](?:违规|处罚|处分|事故|预警|风险)?\s*[（(](?P<case>[^（）()，,。；;]{2,24})[）)]\s*"
)
_PARTS: Final = re.compile(r"\s*(?:[、/]|以及|或者?)\s*")
_NO_CAPTION: Final = re.compile(
    r"亲爱|尊敬|您好|各位|能否|是否|可否|如何|怎么|什么|哪|为何|如下|以下|下列|分为|^各|操作|点击|登录|进入|流程|步骤|入口|指[南引]|教程|(?:提示|须知|注意|说明|提醒|注|补充|例如|比如|其中|另外|原因|要求|规则|规定|方面|文件|资料|资格|须知|政策|事项|问|答|[AQaq]\d*|第[一二三四五六七八九十\d]+[步条点项])\Z|^(?:系统|页面)?提示|^(?:禁|限[制运用购]|不[可能得]|可[用选]|允许|支持|适用)"
)
_KINDS: Final = frozenset(
    (ConceptScheme.ORDER_TYPE, ConceptScheme.ORDER_STATUS, ConceptScheme.CARRIER, ConceptScheme.ROLE)
)
_WORD: Final = re.compile(r"[一-鿿A-Za-z]")
_STATE: Final = re.compile(
    r"^(?:已|未|尚未|待|被|无|有|非|仍|正在|首次?|超|逾|不|因)|(?:中|前|(?<!售)后|期|期间|时|不足|超限|超额|异常|失败|成功|不?一致|不符|不通过|逾期|过期|缺失|以上|以下|以内|错误|丢失|破损|停用|冻结|无[一-鿿]{1,2}|不在[一-鿿]{2,8})\Z"
)
_QUOTED: Final = re.compile(r"[“\"「][^“”\"「」]{1,8}[”\"」]类?(?:商品|订单|店铺|商家|服务|单)")
_TELLS_KINDS: Final = re.compile(
    r"状态|阶段|情[形况]|类型|分[为成]|不同|区分|取决于|各|[一二三四五六七八九]种|[一二三四五六七八九]类"
)


def level_case(text: Text, start: int, end: int) -> tuple[int, int] | None:
    """Where the bracket behind a level tells its case, which is all that a level before a colon means: 一级（首次迟到）：…"""
    told = _LEVEL.fullmatch(text.folded, start, end)
    return told.span("case") if told else None


def caption_kinds(page: Page, start: int, end: int) -> Alternatives:
    """The conditions that a caption names, an alternative each; none where it is no condition."""
    text = page.whole.told if page.whole else page.told
    if not opens_a_line(text, start, end):
        return ()
    if (case := level_case(text, start, end)) and next(find_cues(text, *case), None) is None:
        return ((own_condition(text, *case) or thing_named(text, *case),),)
    gloss = _GLOSS.search(text.folded[start:end])
    end = start + gloss.start() if gloss else end
    words = text.folded[start:end].strip()
    if not 2 <= len(words) <= 16 or _is_none(page, start, end) or _names_kinds(page, start, end):
        return ()
    found = [_kind(page, first, last) for first, last in _pieces(text, start, end)]
    told = tuple((one,) for one in found if one is not None)
    if len(told) < len(found):
        return ()
    sure = all(not c.discovered and c.name.scheme in _KINDS for (c,) in told)
    return told if sure or _is_kind(text, start, end) else ()


def is_no_caption(text: Text, start: int, end: int) -> bool:
    """Whether words before a colon only say what is told behind it: 小提示, 创建规则, A2."""
    words = text.folded[start:end].strip()
    return bool(_NO_CAPTION.search(words) or NO_COLUMN.search(words))


def _is_none(page: Page, start: int, end: int) -> bool:
    text, words = page.told, page.told.folded[start:end].strip()
    attribute = cue_words(text.lexicon.vocabulary).attribute
    known = known_name(text, words) is not None
    if _NO_CAPTION.search(words) or PARTY.fullmatch(words) or not _WORD.search(words):
        return True
    if not known and (NO_COLUMN.search(words) or re.search(rf"(?:{attribute})\Z", words)):
        return True
    named = any(n.start <= start and end <= n.end for n in page.named)
    states = any(cue.end < end or cue.start > start for cue in find_cues(text, start, end))
    return not known and (named or states)


def _names_kinds(page: Page, start: int, end: int) -> bool:
    """Whether a caption is made of known kinds and more, to be read like any words: 非京东国际订单且使用非京东快递发货."""
    bearer = cue_words(page.told.lexicon.vocabulary).bearer
    told = (ConceptScheme.ORDER_TYPE, ConceptScheme.CARRIER)
    inside = [m for m in page.marks if start <= m.start and m.end <= end and m.name.scheme in told]
    rest = [page.told.folded[m.end : end] for m in inside if m.start == start]
    return bool(inside) and not any(re.fullmatch(rf"(?:{bearer})?", words) for words in rest)


def _pieces(text: Text, start: int, end: int) -> list[tuple[int, int]]:
    found, position = [], start
    for match in _PARTS.finditer(text.folded, start, end):
        found.append((position, match.start()))
        position = match.end()
    return [(s, e) for s, e in (*found, (position, end)) if e > s]


def _kind(page: Page, start: int, end: int) -> Cond | None:
    text = page.told
    label = re.sub(r"\s+", "", text.raw[start:end])
    bearer = cue_words(text.lexicon.vocabulary).bearer
    for mark in page.marks:
        rest = text.folded[mark.end : end]
        if mark.start == start and not mark.discovered and mark.end <= end and re.fullmatch(rf"(?:{bearer})?", rest):
            return Cond(mark.name, False, start, end, None, False, (label,) if rest else ())
    known = known_name(text, label)
    if known is not None:
        return Cond(known, False, start, end, None, False, (label,))
    own = own_condition(text, start, end)
    if own is not None:
        return own
    if len(label) < 2:
        return None
    return Cond(ConceptName(scheme_of(label, None), label), False, start, end, None, True, (label,))


def _is_kind(text: Text, start: int, end: int) -> bool:
    """Whether a caption that no concept tells is a condition: by its form, or by the captions and the words around it."""
    words = text.folded[start:end].strip()
    others = [text.folded[s:e] for s, e in captions(text) if (s, e) != (start, end)]
    others = [one for one in others if one != words]
    mishap = cue_words(text.lexicon.vocabulary).mishap
    if _STATE.search(words) or _QUOTED.fullmatch(words) or re.search(rf"[一-鿿](?:{mishap})\Z", words):
        return True
    if not others:
        return False
    about = sum(bool(NO_COLUMN.search(one)) for one in others)
    if about * 2 > len(others):
        return False
    if any(alike(words, one) for one in others):
        return True
    before = text.folded[: min(s for s, _ in captions(text))]
    lead = before[before.rfind("\n", 0, len(before.rstrip())) + 1 :]
    return words in before or bool(_TELLS_KINDS.search(lead))
