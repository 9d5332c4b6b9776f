"""A question understood: what it is after, the concepts it names (for each word those that it may stand for), the units of the number it asks for."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from graph_api.asked_for import Intent
from graph_api.given import relations
from graph_api.phrases import Phrase, Slot, phrase_of, with_slots
from graph_api.snapshot import Snapshot
from ontology.kinds import TIME_UNITS, ConceptScheme, Unit
from ontology.literals import Given, Literal
from ontology.names import name_key
from ontology.records import Concept
from ontology.retrieval import CONCEPT, plain

_ORDER: Final = (
    ("operations", Intent.APPLICABLE_OPERATIONS),
    ("link", Intent.LOCATE),
    ("place", Intent.LOCATE),
    ("reason", Intent.WHY),
    ("limit", Intent.LIMIT),
    ("meaning", Intent.DEFINITION),
    ("way", Intent.HOW_TO),
    ("may", Intent.CAN_I),
)
"""What a question is after, by its words: the first class that it has a word of. Words of `may` are everywhere, so they come last; 怎么看…多少钱 asks for a way."""

_WHETHER: Final = ("吗", "么", "嘛", "不", "没", "否")
"""A question that ends so asks whether, though its last word may hide it (要钱吗)."""
_MARKS: Final = "?？!！。. "

_GIVEN: Final = frozenset(ConceptScheme) - {ConceptScheme.OTHER}
_NUMBER: Final = r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十百千万半])\s*"
_COUNTED: Final = frozenset(
    {Unit.ITEMS, Unit.ORDERS, Unit.ACCOUNTS, Unit.TIMES, Unit.OTHER, Unit.CHARACTERS, Unit.POINTS}
)
_SIZES: Final = frozenset({Unit.KILOBYTE, Unit.MEGABYTE, Unit.GIGABYTE, Unit.CENTIMETRE, Unit.CUBIC_METRE})


@dataclass(frozen=True, slots=True)
class _Measure:
    """Words that ask for a number, the units it may have, and how such a number is written."""

    asked: re.Pattern[str]
    units: frozenset[Unit]
    told: re.Pattern[str]


_TIME: Final = _NUMBER + r"(?:个?(?:自然|工作)?(?:天|日|小时|分钟|周|月|年|秒)|点|h)|\d+[:：]\d\d|次日|当天|立即"
_MEASURES: Final = (
    _Measure(
        re.compile(r"时候|[何几啥]时|什么时间|会儿|when"),
        frozenset(TIME_UNITS),
        re.compile(_TIME + r"|后(?!台|续|缀)|的时候|之前|以前|期间", re.IGNORECASE),
    ),
    _Measure(
        re.compile(r"天|日|小时|钟|久|长时间|月|年|long"), frozenset(TIME_UNITS), re.compile(_TIME, re.IGNORECASE)
    ),
    _Measure(
        re.compile(r"次|回|遍|条|many"),
        frozenset({Unit.TIMES, Unit.ORDERS, Unit.ITEMS}),
        re.compile(_NUMBER + r"[次回遍条]|仅提供一次|次数\s*[<≤不]"),
    ),
    _Measure(
        re.compile(r"钱|元|块|毛|角|much"),
        frozenset({Unit.YUAN, Unit.PERCENT}),
        re.compile(_NUMBER + r"(?:元|块|毛|角|%|％)|[¥￥]"),
    ),
    _Measure(
        re.compile(r"比例|百分|成|折|倍|率"),
        frozenset({Unit.PERCENT}),
        re.compile(_NUMBER + r"(?:%|％|成|折|倍)|百分之|分之"),
    ),
    _Measure(
        re.compile(r"斤|克|吨|重|kg"),
        frozenset({Unit.GRAM, Unit.KILOGRAM}),
        re.compile(_NUMBER + r"(?:公斤|千克|斤|克|吨|kg|g\b)", re.IGNORECASE),
    ),
    _Measure(
        re.compile(r"字|位"),
        frozenset({Unit.CHARACTERS}),
        re.compile(_NUMBER + r"(?:个?(?:汉字|字符|字|数字)|位)"),
    ),
    _Measure(
        re.compile(r"多大|[宽高厚远]|米|寸|像素|兆|[kmg]b?\Z"),
        _SIZES,
        re.compile(_NUMBER + r"(?:像素|px|厘米|毫米|公里|米|寸|兆|[kmg]b|[cm]?m\b|[*x×]\s*\d)", re.IGNORECASE),
    ),
    _Measure(
        re.compile(r"人|账号"),
        frozenset({Unit.ITEMS, Unit.ACCOUNTS}),
        re.compile(_NUMBER + r"个?[人位名]|" + _NUMBER + "个账号"),
    ),
    _Measure(re.compile(r"个|张|单|件"), _COUNTED, re.compile(_NUMBER + r"[个条张单件笔份]")),
    _Measure(re.compile(r"级"), frozenset({Unit.OTHER, Unit.ITEMS}), re.compile(_NUMBER + r"级|末级")),
    _Measure(
        re.compile(r""),
        frozenset(),
        re.compile(r"(?<!第)" + _NUMBER + r"[^\s\d、.．)）:：一]|不[能得可]?[低高少多]于|不超过|无限制|没有限制"),
    ),
)
"""By which number a question asks for: of the first measure whose words it has, the last has them all."""

_LINK: Final = _Measure(re.compile(""), frozenset(), re.compile(r"https?://|www\.|\.(?:com|cn)\b", re.IGNORECASE))
"""How a link is written."""

_DENIAL: Final = re.compile(r"(?:不是|并非|非|没有?|没走|没用|不用|不走|未|无|不)\Z")


@dataclass(frozen=True, slots=True)
class Question:
    """A phrase, what it is after, what it says is given; for the words that name concepts (by where they start) those that each may
    stand for; the units of the number it wants (empty: any) and how such a number is written (None: no number is asked for)."""

    phrase: Phrase
    intent: Intent
    given: Given
    linked: Mapping[int, tuple[Concept, ...]]
    units: frozenset[Unit]
    told: re.Pattern[str] | None

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """The concepts that it names, each once."""
        return tuple({concept.id: concept for group in self.linked.values() for concept in group}.values())


def understood(snapshot: Snapshot, text: str) -> Question:
    """A question as a merchant types it, read by the words of the vocabulary and of the graph."""
    phrase = phrase_of(snapshot, text)
    intent = _intent(phrase)
    linked = _linked(snapshot, phrase)
    measure = _measure(phrase) if intent is Intent.LIMIT else _LINK if phrase.asks("link") else None
    return Question(
        phrase,
        intent,
        _consistent(snapshot, _told(phrase, phrase.slots, linked)),
        linked,
        measure.units if measure else frozenset(),
        measure.told if measure else None,
    )


def _intent(phrase: Phrase) -> Intent:
    intent = next((intent for name, intent in _ORDER if phrase.asks(name)), Intent.UNKNOWN)
    if intent is Intent.UNKNOWN and phrase.bare.rstrip(_MARKS).endswith(_WHETHER):
        return Intent.CAN_I
    if intent is Intent.LIMIT:
        asking = (name for slot in phrase.slots for name in ("way", "limit") if name in slot.asks | slot.within)
        if next(asking) == "way":
            return Intent.HOW_TO
    return intent


def denied(text: str, at: int) -> bool:
    """Whether what stands at an offset of a folded text is denied, by the word before it or by its own first (非京东国际)."""
    return _DENIAL.search(text[:at]) is not None or _DENIAL.search(text[: at + 1]) is not None


def without(snapshot: Snapshot, question: Question, name: str) -> Given:
    """What a question says is given, but for the words that make up the name of a function: 取消订单 is what is asked, not a status."""
    bare = plain(name)
    spent = {
        slot.start
        for slot in question.phrase.slots
        if any(term.removeprefix(CONCEPT) in bare for term, weight in slot.terms if len(term) > 1 and weight >= 0.9)
    }
    left = [slot for slot in question.phrase.slots if slot.start not in spent]
    return _consistent(snapshot, _told(question.phrase, left, question.linked))


def behind_asking(question: Question) -> Question:
    """The same question with the words alone that stand behind the last one that asks whether (能, 可以) and has any behind it."""
    slots = question.phrase.slots
    said = [not slot.asks for slot in slots]
    asking = [at for at, slot in enumerate(slots) if "may" in slot.asks and any(said[at:])]
    return replace(question, phrase=with_slots(question.phrase, slots[asking[-1] :])) if asking else question


def _told(phrase: Phrase, slots: Iterable[Slot], linked: Mapping[int, tuple[Concept, ...]]) -> list[Literal]:
    """What some words of a phrase say that holds or, denied, does not; one that may stand for several concepts says nothing sure."""
    found: list[Literal] = []
    for slot in slots:
        concepts = linked.get(slot.start, ())
        own = [
            one for one in concepts if name_key(slot.word) in map(name_key, (one.label, *one.aliases, one.code or ""))
        ]
        for concept in own[:1] or (concepts if len(concepts) == 1 else ()):
            opposed = bool(_DENIAL.search(phrase.bare[: slot.start])) and not _DENIAL.match(slot.word[:1])
            found.append(Literal(concept.id, opposed))
    return list(dict.fromkeys(found))


def _linked(snapshot: Snapshot, phrase: Phrase) -> dict[int, tuple[Concept, ...]]:
    """For each word that stands for concepts, by where it starts: those that have its name, or for which it is an everyday word."""
    labels = {
        slot.start: {name_key(term[1:]) for term, weight in slot.terms if term.startswith(CONCEPT) and weight == 1.0}
        for slot in phrase.slots
    }
    own = {slot.start: name_key(slot.word) for slot in phrase.slots}
    named = _named(snapshot, {*own.values(), *(key for keys in labels.values() for key in keys)})
    found: dict[int, tuple[Concept, ...]] = {}
    for start, keys in labels.items():
        concepts = (
            named[key] for key in sorted({own[start], *keys}) if key in named and (key in keys or named[key].discovered)
        )
        every = tuple({one.id: one for one in concepts if one.scheme in _GIVEN}.values())
        if every:
            found[start] = every
    return found


def _named(snapshot: Snapshot, keys: Collection[str]) -> dict[str, Concept]:
    """The concept that each key of a name names first."""
    query = "SELECT key, id FROM name WHERE key IN ({}) AND kind = 'Concept' ORDER BY rank DESC, label DESC, id DESC"
    records = ((key, snapshot.get(own)) for key, own in dict(snapshot.rows(query, sorted(keys))).items())
    return {key: record for key, record in records if isinstance(record, Concept)}


def _consistent(snapshot: Snapshot, told: list[Literal]) -> Given:
    """What is given, without what contradicts an earlier word of the question."""
    kept: list[Literal] = []
    for literal in told:
        if Given((*kept, literal), relations(snapshot)).contradiction() is None:
            kept.append(literal)
    return Given(tuple(kept), relations(snapshot))


def _measure(phrase: Phrase) -> _Measure:
    words = ""
    for slot in phrase.slots:
        if "limit" in slot.asks | slot.within or words.endswith(("多少", "几")):
            words += slot.word if "limit" in slot.asks | slot.within else slot.word[:1]
    return next(one for one in _MEASURES if one.asked.search(words))
