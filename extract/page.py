"""An entry with all that has been read of it before its rules: what the readers of rules look at."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from extract.asked_inside import ASKED_INSIDE
from extract.concepts import Mention
from extract.cores import without_platform
from extract.facts import FeatureFact, PathFact
from extract.items import Item
from extract.joined import counts_within
from extract.marks import Mark
from extract.parts import Part
from extract.regions import BRACKET, HIDDEN
from extract.tables import Table
from extract.text import Text, text_of
from ontology.kinds import EvidenceField
from ontology.matching import Matcher, squash


@dataclass(frozen=True, slots=True)
class Named:
    """A feature that a text names at `text[start:end]`, by its label."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Page:
    """`whole` is the page as it is, where this one hides brackets from its reader. `asked_name` is what the question calls its matter, for rules of which no function is known. `named` and `marks` are places in the answer, `asked_named` and `asked_marks` in the question."""

    asked: Text
    told: Text
    items: tuple[Item, ...]
    tables: tuple[Table, ...]
    parts: tuple[Part, ...]
    paths: tuple[PathFact, ...]
    features: tuple[FeatureFact, ...]
    mentions: tuple[Mention, ...]
    marks: tuple[Mark, ...]
    asked_marks: tuple[Mark, ...]
    named: tuple[Named, ...]
    asked_named: tuple[Named, ...]
    asked_name: Named | None = None
    whole: "Page | None" = None


def but_hidden(page: Page, folded: str) -> Page:
    """The page as one reads it from whom all that is hidden in `folded` is hidden, with the concepts and names there."""
    marks = tuple(m for m in page.marks if folded[m.start] not in _HIDING)
    named = tuple(n for n in page.named if folded[n.start] not in _HIDING)
    told = replace(page.told, folded=folded)
    return replace(page, told=told, marks=marks, named=named, whole=page.whole or page)


_HIDING: Final = frozenset((BRACKET, HIDDEN))
_MATTER: Final = re.compile(
    r"(?:您好|亲|请问|关于|我想|我要|想问|为什么|为何|怎么样?|怎样|怎麼|如何|咋|什么时候|(?:什么|哪些)(?:情况|情形|行为)下?(?:会被?|才会|将被?)|哪些|哪里|在哪|谁|能不能|可不可以|是否|能否|可以|可否|有哪些|有什么|是什么|是多少|是多久|多久|多长|多少|几天|什么|怎么办|的|吗|嗎|呢|么|了|吧|[-—?？!！。，,、：:；;\s【】（）()])+"
)
_MATTER_TAIL: Final = re.compile(
    r"(?:有|是|要|会|应?该?由|归|需要?满足|满足|需要?|应该?|说明|介绍|公告|通知|须知|汇总|相关|问题|解读|调整|规定|一览|以及|与|和|及|对|在|能|可|(?<=[一-鿿]{3})(?<![售最今此])(?:之|以)?后)+\Z"
)
_NO_MATTER: Final = re.compile(r"(?:区别|差别|差异)\Z|[一-鿿]{2}是[一-鿿A-Za-z]")
"""What compares, or tells how something is, is not what a question is about."""
_ACT_ASKED: Final = re.compile(
    r"(?:(?<!不)可以|(?<![不功性智职可技])能够?|允许|必须|一定要|需要|(?<![不需想])要)(?:先|再|直接|自己|自行|帮忙|操作|进行|办理)*"
    r"(?P<act>(?!有|是|会|满足|符合|注意|不|[由被给跟和与按])(?:(?![吗嘛])[一-鿿A-Za-z0-9]){3,12}?)(?:[吗嘛?\s]|(?<!什)么)+\Z"
)
"""What a question asks at its end whether it may or must be done: 取餐一定要|带工牌吗."""
_NO_ACT: Final = re.compile(r"还|也|都|可以|能|再|的")
_HOW: Final = re.compile(r"怎|咋|什|多[久少长]|哪|几[个天次]|如何|何|谁|是否|呢")
"""Asks for more than yes or no."""


def matter_of(text: Text) -> Named | None:
    """The act that a question asks for, else its longest stretch that asks nothing: what it is about, for want of a function."""
    if act := _act_asked(text):
        return act
    pieces = []
    position = 0
    for match in (*_MATTER.finditer(text.folded), None):
        stop = match.start() if match else len(text.folded)
        tail = _MATTER_TAIL.search(text.folded[position:stop])
        end = position + tail.start() if tail else stop
        if 2 <= end - position <= 14:
            pieces.append((position, end))
        position = match.end() if match else stop
    if not pieces:
        return None
    asked = [span for span in pieces if not _NO_MATTER.search(text.folded, *span)] or pieces
    start, end = max(asked, key=lambda span: (span[1] - span[0], -span[0]))
    label = without_platform(text.raw[start:end], text.lexicon)
    return Named(end - len(label), end, label)


def _act_asked(text: Text) -> Named | None:
    """What a question of yes or no asks for at its end."""
    act = None if _HOW.search(text.folded) else _ACT_ASKED.search(text.folded)
    if act is None or _NO_ACT.search(act["act"]):
        return None
    return Named(*act.span("act"), text.raw[act.start("act") : act.end("act")])


_BESIDE: Final = re.compile(r"\s*(?:、|和|及|与|以及)\s*")
_WORD: Final = 2
_SLIP: Final = re.compile(r"单(?![独次笔个位日件])")
"""What makes another word of an act: 转仓|单."""
_INSIDE: Final = re.compile(r"[】」”\"]?\s*(?:页面?|列表|菜单|栏)?[里中内](?![心国间部])")


def find_named(text: Text, features: Sequence[FeatureFact], field: EvidenceField) -> tuple[Named, ...]:
    """The places where a text names one of the features, by its label or an alias, or where one was found before a cue; what is only
    the place where something is done (【全部订单】里) is not named."""
    names = _one_each(_names(features))
    if not names:
        return ()
    found = [
        Named(m.start, m.end, m.value)
        for m in Matcher(names).find(text.raw)
        if m.end - m.start > _WORD or not _SLIP.match(text.folded, m.end)
    ]
    for fact in features:
        for span in fact.spans:
            free = not any(n.start < span.end and span.start < n.end for n in found)
            told = span.rule == "feature.subject" or counts_within(text, span, fact.label)
            if free and span.field is field and told:
                found.append(Named(span.start, span.end, fact.label))
    places = {f.label for f in features if all(s.rule.startswith("path") for s in f.spans)}
    kept = [n for n in found if n.label not in places or not _INSIDE.match(text.folded, n.end)]
    return tuple(sorted(kept, key=lambda n: (n.start, n.end)))


def _names(features: Sequence[FeatureFact]) -> Iterable[tuple[str, str]]:
    """Labels before aliases: a name that is a label stands for its own feature."""
    yield from ((fact.label, fact.label) for fact in features)
    yield from ((alias, fact.label) for fact in features for alias in fact.aliases)


def _one_each(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The names with their labels; of names that a text cannot tell apart the first."""
    found: dict[str, tuple[str, str]] = {}
    for name, label in names:
        found.setdefault(squash(name)[0], (name, label))
    return {name: label for key, (name, label) in found.items() if key}


def topics(page: Page, part: Part | None) -> tuple[str, ...]:
    """The features that the question at hand is about: of a part those that its question names, else those of the entry."""
    if part is not None:
        start, end = part.question_start, part.question_end
        asked = [
            fact.label
            for fact in page.features
            if any(s.rule == ASKED_INSIDE and start <= s.start and s.end <= end for s in fact.spans)
        ]
        inside = (*asked, *(n.label for n in page.named if start <= n.start and n.end <= end))
        if inside:
            return tuple(dict.fromkeys(inside))
        act = _act_of_part(page, part)
        title = page.asked_name.label if page.asked_name else None
        if act is not None and not any(set(act) & set(name) for name in entry_topics(page) if name != title):
            return (act,)
    return entry_topics(page)


def _act_of_part(page: Page, part: Part) -> str | None:
    """What a question of yes or no inside the answer asks for."""
    key = ("act", part.question_start)
    if key not in page.told.memo:
        words = page.told.raw[part.question_start : part.question_end]
        page.told.memo[key] = _act_asked(text_of(words, page.told.lexicon.vocabulary))
    found: Named | None = page.told.memo[key]
    return found.label if found else None


def entry_topics(page: Page) -> tuple[str, ...]:
    """What the entry's own question asks about; else what it names, else what its first path leads to."""
    if "topics" not in page.asked.memo:
        page.asked.memo["topics"] = _entry_topics(page)
    found: tuple[str, ...] = page.asked.memo["topics"]
    return found


def _entry_topics(page: Page) -> tuple[str, ...]:
    asked = [f for f in page.features if any(s.rule == "feature.topic" for s in f.spans)]
    named = [n.label for n in page.asked_named]
    operations = [f.label for f in asked if f.is_operation]
    others = [f.label for f in asked if not f.is_operation]
    placed = [f.label for f in page.features if f.places and f.is_operation]
    in_question = [
        f.label
        for f in page.features
        if any(s.field is EvidenceField.QUESTION for s in f.spans) and f.label not in named
    ]
    found = tuple(dict.fromkeys((*operations, *in_question, *named, *others, *placed)))
    return found if found or page.asked_name is None else (page.asked_name.label,)


def subject_in(page: Page, start: int, end: int) -> str | None:
    """The feature that a stretch of the answer names last, if any."""
    inside = [n for n in page.named if start <= n.start and n.end <= end]
    return inside[-1].label if inside else None


def named_beside(page: Page, start: int, end: int) -> tuple[str, ...]:
    """The functions that a stretch names side by side: 充值、转赠、提货三项操作|仅店长可执行."""
    inside = [n for n in page.named if start <= n.start and n.end <= end]
    rows = [
        (one.label, other.label)
        for one, other in pairwise(inside)
        if _BESIDE.fullmatch(page.told.folded, one.end, other.start)
    ]
    return tuple(dict.fromkeys(label for row in rows for label in row))
