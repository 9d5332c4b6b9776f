"""The whole name that a concept of the vocabulary stands in: what a longer name tells apart is another thing (跨境|动车票, 景区|管理员),
and what only bears the kind is a spelling of it (秒杀|单)."""

import re
from typing import Final, NamedTuple

from extract.cues import cue_words
from extract.fronted import ANYBODY
from extract.text import Text
from ontology.concepts import Vocabulary, per_vocabulary
from ontology.names import name_key
from ontology.words import tagged

_REACH: Final = 8
_NAMING: Final = re.compile(r"[一-鿿A-Za-z]+")
_NAMING_LAST: Final = re.compile(rf"{_NAMING.pattern}\Z")
_BEARING: Final = ("单", "单子", "单据", "件", "类", "号")
"""What bears a kind beside the vocabulary's bearers."""
_NEUTRAL: Final = frozenset(
    ["活动", "页面", "场景", "频道", "专区", "类目", "业务", "模式", "方式", "渠道", "资格", "情况", "状态", "时", "期间", "期", "场", "类型", "玩法", "身份", "性质", "流程", "环节", "阶段", "过程", "成功", "失败", "原因", "机制", "内", "中", "前", "后", "全额", "距离", "建议", "经"]
)  # fmt: skip
"""What stands behind a kind and tells nothing of its own."""
_NOUN: Final = ("n", "nz", "nt", "ng", "eng", "j", "b", "l")
_NOUN_BEFORE: Final = ("vn", "s")
_WITHIN: Final = (*_NOUN, "m", "q", "vn", "a")
"""Tags of the words of a name before its last."""
_LAST: Final = frozenset("票卡券房团车机品单号店证险款版型")
_DAYS: Final = ("当日", "当天", "次日", "隔日")
"""For or of what day an order is, which makes it one of its own: 次日|预订单."""
_CLASSED: Final = re.compile(
    r"(?<![一-鿿])(?:[一二三四五六七八九十甲乙丙丁]|(?![各此该同这那本每全种其多])[一-鿿]{2}|[A-Z])类\Z|[一二三四甲乙丙丁]类\Z"
)
"""Of which class a thing is, right before its name: 二类|器械, 贴身类|器械."""
NO_QUALIFIER: Final = frozenset(
    ["原因", "此类", "该类", "全部", "部分", "所有", "其他", "其它", "对应", "相应", "当前", "同一", "后台", "平台", "系统", "本人", "多个", "单个", "普通", "正常", "一般", "原", "新", "旧", "大", "小", "全", "主", "子", "父"]
)  # fmt: skip


class _Words(NamedTuple):
    """The patterns of a vocabulary: what bears a kind, such as it ends a name, such as makes no longer name behind a kind, what any
    order has at the end of a name, and what tells things apart."""

    bearer: re.Pattern[str]
    borne_last: re.Pattern[str]
    no_name: re.Pattern[str]
    common_last: re.Pattern[str]
    quality: re.Pattern[str]


@per_vocabulary
def _words(vocabulary: Vocabulary) -> _Words:
    words = cue_words(vocabulary)
    bears = rf"(?:{words.bearer}|{'|'.join(_BEARING)})"
    return _Words(
        bearer=re.compile(rf"{bears}(?![一-鿿]?号|(?<=单)[独次笔日位价量])"),
        borne_last=re.compile(rf"{bears}\Z"),
        no_name=re.compile(rf"{bears}|{words.attribute}"),
        common_last=re.compile(rf"(?:{words.attribute})\Z"),
        quality=re.compile(words.quality),
    )


class Whole(NamedTuple):
    """The name at `text[start:end]`; `longer`: it tells apart what the vocabulary's own name does not; `spelling`: with what bears it."""

    start: int
    end: int
    longer: bool
    spelling: str | None = None


class Sides(NamedTuple):
    """On which sides of a name more of it may stand: nouns before it, what tells it apart (`quality`: 离职|员工账号), nouns behind."""

    left: bool
    quality: bool
    right: bool


def whole_of(text: Text, start: int, end: int, *, sides: Sides, stop: tuple[int, int]) -> Whole:
    """The name around a concept at `text[start:end]`, as far as its `sides` allow and up to the concepts beside it at `stop`."""
    bears = _words(text.lexicon.vocabulary).bearer.match(text.folded, end) is not None
    first = _before(text, start, stop[0], quality=sides.quality, borne=bears) if sides.left else start
    last = _behind(text, start, end, stop[1]) if sides.right else end
    bearer = _words(text.lexicon.vocabulary).bearer.match(text.folded, last)
    borne = bearer.end() if bearer and bearer.end() <= stop[1] else last
    longer = first < start or last > end
    told = text.raw[first:borne]
    known = text.lexicon.vocabulary.by_name
    spelling = told if borne > last and name_key(told) not in known else None
    return Whole(first, last, longer and name_key(text.raw[first:last]) not in known, spelling)


def _behind(text: Text, start: int, end: int, stop: int) -> int:
    """Where the name ends: behind the nouns that follow, if they neither bear the kind nor are what any order has."""
    words, cues = _words(text.lexicon.vocabulary), cue_words(text.lexicon.vocabulary).cue
    run = _NAMING.match(text.folded, end, min(stop, end + _REACH))
    if run is None or words.borne_last.search(text.folded[start:end]) or words.no_name.match(run[0]):
        return end
    told: list[tuple[str, str]] = []
    at = end
    for word, tag in _parts(text.folded[start : run.end()], end - start):
        if (
            word in _NEUTRAL
            or words.borne_last.fullmatch(word)
            or not _may_name(word, tag)
            or cues.match(text.folded, at)
        ):
            break
        told.append((word, tag))
        at += len(word)
    while told and not (told[-1][1].startswith(_NOUN) or told[-1][0][-1] in _LAST):
        told.pop()
    name = "".join(word for word, _ in told)
    if not name or words.common_last.search(name):
        return end
    if text.lexicon.action_first.match(name) or text.lexicon.action_last.search(name):
        return end
    return end + len(name)


def _may_name(word: str, tag: str) -> bool:
    """Whether a word may stand in a name: things and what tells them apart, and verbs of one character (动|车票)."""
    return tag.startswith(_WITHIN) or (tag == "v" and len(word) == 1)


def _before(text: Text, start: int, stop: int, *, quality: bool, borne: bool) -> int:
    """Where the name begins: before the nouns that qualify it, if they are neither parties nor what bears the kind; before words of
    `quality` too, and where the kind is `borne`, what is done or where (加工|定制|类订单)."""
    words = cue_words(text.lexicon.vocabulary)
    begin = max(stop, start - _REACH)
    run = _NAMING_LAST.search(text.folded[begin:start])
    if run is None:
        return start
    if (classed := _CLASSED.search(run[0])) is not None:
        return start - len(classed[0])
    parts = list(tagged(run[0]))
    told: list[str] = []
    apart = _words(text.lexicon.vocabulary).quality if quality else None
    nouns = (*_NOUN, *_NOUN_BEFORE) if borne else _NOUN
    while parts and len(told) < 2:
        word, tag = parts[-1]
        if not (tag.startswith(nouns) or (apart and (word in _DAYS or apart.fullmatch(word)))):
            break
        if word in words.parties or ANYBODY.fullmatch(word) or word in NO_QUALIFIER or re.fullmatch(words.bearer, word):
            break
        told.insert(0, parts.pop()[0])
    name = "".join(told)
    counted = text.folded[start - len(name) - 1 : start - len(name)].isdigit()
    if len(name) < 2 or counted or (parts and not _ends_a_name(parts[-1][1])) or text.lexicon.action_first.match(name):
        return start
    return start - len(name)


def _ends_a_name(tag: str) -> bool:
    """Whether what stands before a name is no part of it: a preposition, an adverb, a verb, a pronoun."""
    return tag.startswith(("p", "d", "v", "c", "u", "r", "x", "f"))


def _parts(run: str, skipped: int) -> list[tuple[str, str]]:
    """The words of a run behind its first characters; none where a word lies across."""
    at, found = 0, []
    for word, tag in tagged(run):
        if at >= skipped:
            found.append((word, tag))
        at += len(word)
        if at > skipped and not found:
            return []
    return found
