"""What stands between a cue and its verb and says when or of whom: 可以|在训练场满员时|暂停预约, 必须|对贵重物品|当面清点, 可以|为缺课学员|安排补课."""

import re
from dataclasses import dataclass
from typing import Final

from extract.fronted import PARTY
from extract.text import Text
from ontology.words import tagged

_WHEN: Final = re.compile(
    r"\s*[在于](?P<told>(?!此|其|这|该)[^，。；、,的\d一二两三四五六七八九十半]{2,14}?(?:期间|(?<=[一-鿿]{2})期(?:之|以)?内|当[天日月周](?!前)|情况下|状态下|途中|过程中|(?<![及小同届随按准延超限临暂])时(?![间效长段限点候])|(?<![以之目最提])(?:之|以)?[前后](?![台端]|\s*\d)))(?!再|重新)(?=[一-鿿]{2})"
)
_OF_WHOM: Final = re.compile(
    r"\s*(?:对(?!应)于?|[将把给为])(?P<told>(?!此|其|这|该|每|本|自|了|任)[一-鿿A-Za-z0-9“”]{4,24})"
)
_FOR: Final = re.compile(r"\s*(?:为|给|替|帮)[一-鿿]{0,2}(?:[子主]?账[号户]|员工|店员|[店门]店|成员|客户|用户)")
"""For whom something is done, which is no condition of it: 为子账号|解除锁定."""
_BY: Final = re.compile(r"\s*(?:凭借?|持)(?P<told>[一-鿿A-Za-z0-9“”、]{4,24})")
_NO_KIND: Final = re.compile(r"[此其这该本每各任]|所有|全部|(?:您|他|她|我|自己)")
_VERB: Final = ("v", "vn", "d", "ad", "vd", "f")
_NOUN: Final = ("n", "t", "l", "s", "q", "x", "j")
_LEAST: Final = 2
_HOW: Final = "(?:一键|立即|立刻|手动|直接|统一|永久|暂时|临时|提前|及时|单独)"
_SAID_HOW: Final = re.compile(rf"{_HOW}\Z")
DISPOSED: Final = re.compile(rf"[将把](?P<thing>[一-鿿A-Za-z]{{2,8}}?)(?P<how>{_HOW})(?=[一-鿿]{{2}})")
"""What something is done to, and how, right before its verb: 把会话|一键|转接."""
GIVEN_TO: Final = re.compile(r"[将把](?P<thing>(?:(?!由)[一-鿿A-Za-z]){2,8}?)(?P<verb>[一-鿿]{2})给(?=[一-鿿])")
"""What is given to somebody: 把资质|共享给下属门店."""


@dataclass(frozen=True, slots=True)
class Led:
    """The words `text[start:end]` that say when (`when`) or of whom, and where the verb begins behind them."""

    start: int
    end: int
    when: bool


def led(text: Text, at: int, end: int) -> Led | None:
    """What begins here and leads to a verb; None where nothing does."""
    if told := _WHEN.match(text.folded, at, end):
        return Led(*told.span("told"), True)
    whom = _OF_WHOM.match(text.folded, at, end) if for_whom(text, at) == at else None
    return _whom(text, *whom.span("told")) if whom else None


def for_whom(text: Text, at: int) -> int:
    """Where the verb begins behind those for whom alone something is done."""
    whom = _FOR.match(text.folded, at)
    return whom.end() if whom and text.lexicon.action_first.match(text.folded, whom.end()) else at


def past_led(text: Text, at: int) -> int:
    """Where the verb begins behind it, behind those for whom it is done, or behind what one has to show."""
    if (verb := for_whom(text, at)) > at:
        return verb
    if disposed := DISPOSED.match(text.folded, at):
        return disposed.end()
    if given := GIVEN_TO.match(text.folded, at):
        return given.start("verb")
    by = _BY.match(text.folded, at)
    lead = _whom(text, *by.span("told")) if by else led(text, at, len(text.folded))
    return lead.end if lead else at


def _whom(text: Text, start: int, end: int) -> Led | None:
    """Of whom, up to the verb: a thing that its state tells (缺页的|图书), or that two words name (破损|样品)."""
    words = text.folded[start:end]
    noun = words.rfind("的") + 1
    at, size, named = start + noun, 0, False
    for word, tag in tagged(text.folded[at:end]):
        acts = tag in _VERB or word == "办理" or text.lexicon.action_first.match(text.folded, at + size, end)
        if size and acts and named:
            break
        named = tag.startswith(_NOUN) or bool(noun and not size)
        size += len(word)
    else:
        return None
    stop = at + size
    alone = not noun and (size <= _LEAST or PARTY.match(words))
    if alone or _SAID_HOW.search(text.folded, start, stop) or end - stop < _LEAST or _NO_KIND.match(words):
        return None
    return Led(start, stop, False)
