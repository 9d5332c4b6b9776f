"""The thing of which a state is told, as a condition beside it: 已拆封的|化妆品 are not all that is 已拆封.

What any order or shop has, what the question or the rule is about, and what bears conditions of all kinds restrict nothing.
"""

import re
from dataclasses import replace
from typing import Final

from extract.conds import Alternatives, Cond, Conjunction, unique
from extract.cues import cue_words
from extract.fronted import PARTY
from extract.ownwords import known_name, thing_named
from extract.page import Page
from extract.text import parted
from ontology.kinds import ConceptScheme
from ontology.words import tagged

_HEAD: Final = re.compile(
    r"(?P<of>的)(?P<noun>[一-鿿A-Za-z0-9]{2,8}?)(?:[\s”\"」】'，,]|均|都|也|则|就|一律|一概|暂时?|目前|方|才)*\Z"
)
_HEAD_THEN: Final = re.compile(
    r"[已未待无被中][^，,。；;的]{0,8}(?P<of>的)(?P<noun>[一-鿿A-Za-z0-9]{2,8}?)(?=[，,]|不|可|支持|仅|只|[需须]|无法|暂|均|都|也|一律|能)"
)
_ALONE: Final = re.compile(r"\s*(?:但|而|若|如)?(?:已|未|待)[^，,。；;的]{1,8}的(?:[则就均都也])*")
_NO_HEAD: Final = re.compile(
    r"(?:原因|方式|方法|规则|流程|步骤|问题|说明|结果|时候|情况下?|情形下?|部分|操作|功能|页面|提示|基础|前提|时间|内容|要求|标准|场景|条件|服务|[前后时内中]|期间)\Z|^(?:此|该|本|这|那|其|每|各|任|所有|全部|部分|单|同|[一二两三]|\d|以|上述|下列|您|我|可|能|需)"
)
_STATE: Final = re.compile(r"[已未待无被]|没有|[^，。、]{2,6}中")
_SO_OFTEN: Final = re.compile(r"过[\d一二两三四五六七八九十多]+[次回]\Z")
"""What has been done so often: 退过一次|的课程单."""
_NOUN: Final = ("n", "eng", "x", "j", "q", "zg", "l", "vn")
_LAST: Final = frozenset("卡票券单课")
_LEAST: Final = 3
_SIDE_BY_SIDE: Final = re.compile(r"(?<=[一-鿿]{2})(?:以及|[和与及、])(?=[一-鿿]{2})")
_STATES: Final = frozenset((ConceptScheme.ORDER_STATUS, ConceptScheme.CIRCUMSTANCE))


def with_head(page: Page, start: int, end: int, found: Alternatives) -> Alternatives:
    """The conditions of a stretch with the thing at its end of which they are told; of what stands in a row, those that tell a state."""
    told = _HEAD.search(page.told.folded, start, end) or _head_before(page, start, end)
    if told is None or not any(found):
        return found
    last = max(c.end for one in found for c in one)
    states = all(c.name.scheme in _STATES and c.limit is None for one in found for c in one)
    heads = _heads(page, *told.span("noun")) if states and (last <= told.end("of") or told.end() <= start) else ()
    if not heads:
        return found
    of = [last in {c.end for c in one} or all(_STATE.match(page.told.folded, c.start) for c in one) for one in found]
    if _SO_OFTEN.search(page.told.folded, start, told.start("of")) and len(heads) == 1 and start <= told.start():
        return tuple(_as_one(page, one, heads[0]) for one in found)
    told_of = ((one, heads if yes else ()) for one, yes in zip(found, of, strict=True))
    return tuple(unique((*one, head)) if head else one for one, things in told_of for head in things or (None,))


def _as_one(page: Page, told: Conjunction, head: Cond) -> Conjunction:
    """What was done so often to a thing, and the thing, as one: either alone tells of others."""
    first = min(c.start for c in told)
    one = thing_named(page.told, first, head.end)
    return (replace(one, spellings=tuple(c.name.label for c in told)),) if all(c.discovered for c in told) else told


def _heads(page: Page, start: int, end: int) -> tuple[Cond, ...]:
    """The things at a place, each by itself where several stand side by side: 已拆封的|图书和音像制品."""
    spans = parted(page.told, start, end, _SIDE_BY_SIDE)
    found = tuple(_head(page, *span) for span in spans)
    if len(spans) > 1 and any(found):
        return tuple(one or thing_named(page.told, *span) for one, span in zip(found, spans, strict=True))
    return tuple(one for one in found if one)


def _head_before(page: Page, start: int, end: int) -> re.Match[str] | None:
    """The thing that the sentence told of before, where a state is told alone: 未开封的奶粉可以退，|已开封的|不可以."""
    text = page.told.folded
    if not _ALONE.fullmatch(text, start, end):
        return None
    begin = max(text.rfind(mark, 0, start) for mark in "。\n") + 1
    return next(iter(_HEAD_THEN.finditer(text, begin, start)), None)


def _head(page: Page, start: int, end: int) -> Cond | None:
    """The thing at a place, where it is a kind of its own: its name tells it apart from what any entry speaks of."""
    text, words = page.told, page.told.folded[start:end]
    known = cue_words(text.lexicon.vocabulary)
    name = known_name(text, words)
    if len(words) < _LEAST and (name is None or name.scheme is not ConceptScheme.ORDER_TYPE):
        return None
    borne = f"(?:{known.bearer}|{known.attribute}|{known.kind}|{known.document})"
    platform = text.lexicon.platform.match(words)
    bare = words[platform.end() :] if platform else words
    if (
        not bare
        or words.isascii()
        or re.fullmatch(borne, bare)
        or re.match(rf"(?:{known.bearer})", words)
        or _NO_HEAD.search(words)
    ):
        return None
    if PARTY.match(words) or any(words[at : at + 2] in page.asked.folded for at in range(len(words) - 1)):
        return None
    if any(n.start < end and start < n.end for n in page.named):
        return None
    if not tagged(words)[-1][1].startswith(_NOUN) and words[-1] not in _LAST:
        return None
    return replace(thing_named(text, start, end), spellings=(text.raw[start:end],))
