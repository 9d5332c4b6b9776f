"""A question's words and what they find: how well each document of the index answers to them, by field.

A word stands for itself and for its senses; a document is counted by the best of them, never by their sum. Scores are shares of
what a document could reach that has every word, so that those of different questions can be compared: 0 to 1.
"""

import math
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import Final

from graph_api.snapshot import Snapshot
from ontology.matching import squash
from ontology.retrieval import (
    ASKS,
    BLANK,
    CONCEPT,
    PAIR,
    SOUND,
    TOGETHER,
    WORD,
    Field,
    blanked,
    pairs,
    plain,
    substrings,
    unpacked,
)

_SKIPPED: Final = 1.7
"""What a character costs that no word covers; a word costs 1, one of a single character a little more."""
_SINGLE: Final = 1.25
_FILLER: Final = 0.7
_PLAIN: Final = 1.5
"""What a word of the language costs that neither the texts nor the vocabulary have."""
_OWN: Final = 0.02
"""How much less a word costs that the texts have."""
_BY_PAIR: Final = 1.9
"""What two characters cost that are no word but stand together in some text."""
_PART: Final = 0.55
_PARTS: Final = 0.85
"""How well the parts of a word stand for it: one of them by its share of the characters, all together."""
_LATIN: Final = re.compile("[a-z]")
_KEPT_OWNERS: Final = 65536
_KEPT_TITLES: Final = 16384
_MEANT: Final = 0.9
"""How well a term must stand for a word to be one that it means."""
_ALONE: Final = 0.5
"""How much a word of a single character counts: it may well be a piece of another."""
_MEANING: Final = 0.8
"""The same of one that stands for a longer one (拦: 拦截)."""
_TRIED: Final = 160
"""How many stretches are tried as misspelt words."""
_ASKED: Final = 0.12
"""How much a word counts that tells what is asked for, and is found in the texts as well."""
_LIGHT: Final = ASKS + "light"
"""The sense of a word that an answer need not repeat: it is looked for as any other."""
_TAIL: Final = ASKS + "tail"
"""The sense of what is said behind a name and adds nothing to it: 海淘的订单."""
_ASIDE: Final = frozenset({_LIGHT, _TAIL})
_LIGHTLY: Final = 0.3
_WITH_TAIL: Final = 0.95
_FILLERS: Final = frozenset({"nothing", "may"})


Row = tuple[int, bytes]
"""How many documents of a field have a term, and the heaviest of them (`retrieval.packed`)."""


Owner = tuple[str, int, int, str]
"""The id of the thing that a document is of; of a passage, where it stands in the answer; of a part of an entry, the whole (else the thing)."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A word of a question, `text[start:end]` folded; `terms`: what may stand for it, with how well; `asks`: the classes of
    question words that it belongs to; `within`: those of what it begins or ends with (几点下班)."""

    start: int
    end: int
    word: str
    terms: tuple[tuple[str, float], ...]
    asks: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()
    light: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text as it is looked up: as written; folded, without noise blanks and mended; in slots; with the rows of the index for all
    its terms."""

    text: str
    bare: str
    slots: tuple[Slot, ...]
    pairs: tuple[str, ...]
    rows: Mapping[int, Mapping[str, Row]]
    rarest: float
    terms: frozenset[str]
    """The words that it has or that its words stand for, of one character only where there is no other."""

    @property
    def unknown(self) -> float:
        """What share of its characters belong to words that neither the texts nor the vocabulary know."""
        known = {term for found in self.rows.values() for term in found}
        lost = sum(
            slot.end - slot.start
            for slot in self.slots
            if not slot.asks and not any(known.issuperset(term.split(TOGETHER)) for term, _ in slot.terms)
        )
        return lost / max(1, len(self.bare))

    def asks(self, what: str) -> bool:
        """Whether it has a word of a class of question words."""
        return any(what in slot.asks or what in slot.within for slot in self.slots)


def phrase_of(snapshot: Snapshot, text: str) -> Phrase:
    """A text cut into words that the index or the vocabulary knows, the longest ones that cover it best; what is misspelt is mended."""
    read = _read(snapshot, squash(text)[0])
    mended = _mended(snapshot, read)
    if mended != read.bare:
        read = _read(snapshot, mended)
    slots = tuple(_slot(read, start, end) for start, end in read.cover)
    return Phrase(
        text,
        read.bare,
        slots,
        pairs(read.bare),
        read.rows,
        rarity(1, size_of(snapshot, Field.BODY)),
        _terms(read.bare, slots),
    )


def with_slots(phrase: Phrase, slots: tuple[Slot, ...]) -> Phrase:
    """A phrase with some of its words alone."""
    return replace(phrase, slots=slots, terms=_terms(phrase.bare, slots))


def _terms(bare: str, slots: Iterable[Slot]) -> frozenset[str]:
    return frozenset(
        part
        for slot in slots
        if not slot.asks
        for term, weight in slot.terms
        if weight >= _MEANT
        for part in term.removeprefix(CONCEPT).split(TOGETHER)
        if len(part) > 1 or len(bare) == 1
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """A folded text, the stretches of it that may be words, their senses, the rows of the index for them, what each word costs, and those that cover it best."""

    bare: str
    spans: Sequence[tuple[int, int]]
    senses: Mapping[str, Sequence[tuple[str, float]]]
    rows: dict[int, dict[str, Row]]
    known: frozenset[str]
    prices: Mapping[str, float]
    cover: tuple[tuple[int, int], ...]
    syllables: Mapping[str, str]


def _read(snapshot: Snapshot, bare: str) -> _Read:
    spans = list(substrings(bare))
    wanted = {bare[start:end] for start, end in spans}
    senses = _senses(snapshot, wanted)
    related = {
        term
        for found in senses.values()
        for sense, _ in found
        if not sense.startswith(ASKS)
        for term in sense.split(TOGETHER)
    }
    rows = _rows(snapshot, wanted | related | set(pairs(bare)))
    meant = (word for word, found in senses.items() if any(sense != _TAIL for sense, _ in found))
    known = frozenset(meant).union(*rows.values())
    plain = (word for word in senses if not (_asks(senses, word[0]) or _asks(senses, word[-1])))
    prices = dict.fromkeys(plain, _PLAIN) | {word: _price(word, senses) for word in known}
    prices |= {word: prices[word] - _OWN for word in frozenset().union(*rows.values()) & prices.keys() if len(word) > 1}
    cover = tuple(_cover(bare, spans, prices))
    return _Read(bare, spans, senses, rows, known, prices, cover, _syllables(snapshot, bare))


def _rows(snapshot: Snapshot, terms: Iterable[str]) -> dict[int, dict[str, Row]]:
    query = "SELECT term, field, documents, postings FROM term WHERE term IN ({})"
    found: dict[int, dict[str, Row]] = {}
    for term, field, documents, postings in snapshot.rows(query, sorted(terms)):
        found.setdefault(field, {})[term] = (documents, postings)
    return found


def _senses(snapshot: Snapshot, words: Iterable[str]) -> dict[str, list[tuple[str, float]]]:
    """What each of some words stands for: nothing else where it is just a word of the language; what is no word is left out."""
    found: dict[str, list[tuple[str, float]]] = {}
    for word, sense, weight in snapshot.rows("SELECT word, sense, weight FROM sense WHERE word IN ({})", sorted(words)):
        senses = found.setdefault(word, [])
        if sense != WORD:
            senses.append((sense, weight))
    return found


def _mended(snapshot: Snapshot, read: _Read) -> str:
    """A text with stretches that are no words replaced by the words that sound like them, or differ in one character."""
    keys: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for start, end, strange in islice(_loose(read), _TRIED):
        for key in _keys(read.bare[start:end], read.syllables, blanks=strange):
            keys[key].append((start, end))
    if not keys:
        return read.bare
    found = [
        (end - start, weight, start, end, word)
        for key, senses in _senses(snapshot, keys).items()
        for word, weight in senses
        for start, end in keys[key]
        if BLANK not in key or not _means_itself(read, start, key)
    ]
    taken = [False] * len(read.bare)
    chosen: list[tuple[int, int, str]] = []
    for length, _, start, end, word in sorted(found, key=lambda one: (-one[0], -one[1], one[2], one[4])):
        if any(taken[start:end]):
            continue
        if len(word) == length or _LATIN.search(read.bare, start, end):
            taken[start:end] = [True] * length
            chosen.append((start, end, word))
    text = read.bare
    for start, end, word in sorted(chosen, reverse=True):
        text = text[:start] + word + text[end:]
    return text


def _means_itself(read: _Read, start: int, blanked_word: str) -> bool:
    """Whether the one character in which a text differs from a word means something, or asks, by itself: 页面标了 is not 页面标错."""
    return bool(read.senses.get(read.bare[start + blanked_word.index(BLANK)]))


def _keys(word: str, syllables: Mapping[str, str], *, blanks: bool) -> Iterator[str]:
    """By what a misspelt word is looked up: its sound, and all but one of its characters."""
    if word.isascii():
        yield SOUND + word
        return
    spoken = [syllables.get(char) or (char if char.isascii() else None) for char in word]
    if all(spoken):
        yield SOUND + "".join(map(str, spoken))
    if blanks and len(word) >= 4:
        yield from blanked(word)


def _loose(read: _Read) -> Iterator[tuple[int, int, bool]]:
    """The stretches that are no words, and hold a character that no longer word covers, so that they may be misspelt ones; whether
    they hold no word of the language either."""
    inside = [-1] * len(read.bare)
    unknown, single, told = [0], [0], [0]
    for number, (start, end) in enumerate(read.cover):
        inside[start:end] = [number] * (end - start)
        word = read.bare[start:end]
        unknown.append(unknown[-1] + (word not in read.known))
        told.append(told[-1] + (word in read.senses and word not in read.known))
        single.append(single[-1] + (end - start == 1 and not _asks(read.senses, word)))
    for start, end in read.spans:
        first, last = inside[start], inside[end - 1]
        plain = told[last + 1] - told[first]
        strange, alone = unknown[last + 1] - unknown[first] - plain, single[last + 1] - single[first]
        if end - start == 1 or not (strange or plain or alone > 1 or (alone and end - start > 2)):
            continue
        if read.bare[start:end] not in read.known and (
            strange or (read.cover[first][0] >= start and read.cover[last][1] <= end)
        ):
            yield start, end, not plain


def _asks(senses: Mapping[str, Sequence[tuple[str, float]]], word: str) -> bool:
    return any(sense.startswith(ASKS) and sense not in _ASIDE for sense, _ in senses.get(word, ()))


def subjects(snapshot: Snapshot) -> Callable[[str], str]:
    """From a title to what it is about: folded, without the words that only ask or need not be repeated (but for single characters,
    which may be pieces of others)."""
    rows = snapshot.rows("SELECT word, sense FROM sense WHERE sense >= ?1 AND sense < ?2", (ASKS, chr(ord(ASKS) + 1)))
    words = frozenset(word for word, sense in rows if len(word) > 1 and sense != _TAIL)
    longest = max(map(len, words), default=0)

    @lru_cache(maxsize=_KEPT_TITLES)
    def subject(title: str) -> str:
        bare, at, kept = plain(title), 0, ""
        while at < len(bare):
            size = next((size for size in range(longest, 1, -1) if bare[at : at + size] in words), 0)
            kept += bare[at] if not size and bare[at].isalnum() else ""
            at += size or 1
        return kept

    return subject


def rarity(documents: int, of: int) -> float:
    """How much it tells that a document has a term that so many have."""
    return math.log(1 + (of - min(documents, of) + 0.5) / (min(documents, of) + 0.5))


def by_words(snapshot: Snapshot, phrase: Phrase, field: Field) -> dict[int, float]:
    """For each document of a field that has any word of a phrase: what share of the words it has, the rarer ones counting more."""
    of, rows = size_of(snapshot, field), phrase.rows.get(field, {})
    total = 0.0
    found: dict[int, float] = defaultdict(float)
    for slot in phrase.slots:
        share = share_of(slot)
        if not share:
            continue
        best: dict[int, float] = {}
        worth = 0.0
        for sense, weight in slot.terms:
            if sense in rows:
                worth = max(worth, _raise(best, rows[sense], weight, of))
            elif TOGETHER in sense:
                worth = max(worth, _raise_together(best, rows, sense.split(TOGETHER), weight=weight, of=of))
        total += share * (worth or phrase.rarest * min(1.0, len(slot.word) / 2))
        for document, reached in best.items():
            found[document] += share * reached
    return {document: value / total for document, value in found.items()} if total else {}


def worth_of(snapshot: Snapshot, phrase: Phrase, slot: Slot, field: Field) -> float:
    """How much a word tells of the texts of a field: that of its rarest sense."""
    of, rows = size_of(snapshot, field), phrase.rows.get(field, {})
    told = [
        weight * rarity(rows[term][0], of)
        for sense, weight in slot.terms
        for term in sense.split(TOGETHER)
        if term in rows
    ]
    return max(told, default=phrase.rarest * min(1.0, len(slot.word) / 2))


def _raise(best: dict[int, float], row: Row, weight: float, of: int) -> float:
    """Raises the best of each document to what it reaches of a term; gives what the term is worth."""
    worth = weight * rarity(row[0], of)
    for document, impact in unpacked(row[1]):
        reached = worth * impact
        if reached > best.get(document, 0.0):
            best[document] = reached
    return worth


def _raise_together(
    best: dict[int, float], rows: Mapping[str, Row], terms: Sequence[str], *, weight: float, of: int
) -> float:
    """The same for a sense of several terms, each counting by its share of the characters."""
    every = sum(map(len, terms))
    worth = 0.0
    together: dict[int, float] = defaultdict(float)
    for term in terms:
        if term in rows:
            value = weight * rarity(rows[term][0], of) * len(term) / every
            worth += value
            for document, impact in unpacked(rows[term][1]):
                together[document] += value * impact
    for document, reached in together.items():
        if reached > best.get(document, 0.0):
            best[document] = reached
    return worth


def by_terms(snapshot: Snapshot, phrase: Phrase, field: Field, terms: Sequence[str]) -> dict[int, float]:
    """The same for plain terms: pairs of characters."""
    of, rows = size_of(snapshot, field), phrase.rows.get(field, {})
    told = dict.fromkeys(terms)
    if not any(term in rows for term in told):
        return {}
    total = 0.0
    found: dict[int, float] = defaultdict(float)
    for term in told:
        row = rows.get(term)
        if row is None:
            total += phrase.rarest
            continue
        value = rarity(row[0], of)
        total += value
        for document, impact in unpacked(row[1]):
            found[document] += value * impact
    return {document: value / total for document, value in found.items()}


def best_of(scores: Mapping[int, float], most: int) -> list[int]:
    """The documents that score best, and of equal ones the first, best first."""
    return sorted(sorted(scores), key=scores.__getitem__, reverse=True)[:most]


def owners(snapshot: Snapshot, documents: Collection[int]) -> dict[int, Owner]:
    """What each document is of, and where; those that were asked for last are kept."""
    kept = snapshot.once(_no_owners)
    missing = [document for document in documents if document not in kept]
    if missing:
        if len(kept) > _KEPT_OWNERS:
            kept.clear()
            missing = list(documents)
        rows = snapshot.rows("SELECT number, id, start, end, whole FROM document WHERE number IN ({})", sorted(missing))
        kept.update((number, (own, start, end, whole)) for number, own, start, end, whole in rows)
    return {document: kept[document] for document in documents}


def _no_owners(_: Snapshot) -> dict[int, Owner]:
    return {}


def share_of(slot: Slot) -> float:
    """How much a slot counts: those that only ask count little or nothing."""
    if slot.light:
        return _LIGHTLY
    if not slot.asks:
        return 1.0 if slot.end - slot.start > 1 else _MEANING if len(slot.terms) > 1 else _ALONE
    return 0.0 if slot.asks & _FILLERS else _ASKED


def size_of(snapshot: Snapshot, field: Field) -> int:
    return snapshot.once(_sizes).get(int(field), 0)


def _sizes(snapshot: Snapshot) -> dict[int, int]:
    return dict(snapshot.rows("SELECT field, documents FROM field_size"))


def _syllables(snapshot: Snapshot, bare: str) -> dict[str, str]:
    characters = sorted({char for char in bare if char >= "㐀"})
    return dict(snapshot.rows("SELECT character, pinyin FROM syllable WHERE character IN ({})", characters))


def _slot(read: _Read, start: int, end: int) -> Slot:
    word = read.bare[start:end]
    senses = read.senses.get(word, ())
    light = any(sense == _LIGHT for sense, _ in senses)
    asks = frozenset(sense[1:] for sense, _ in senses if sense.startswith(ASKS) and sense not in _ASIDE)
    terms = {sense: weight for sense, weight in senses if not sense.startswith(ASKS)}
    said = bool(terms)
    if not asks:
        for at, to in substrings(word):
            part = word[at:to]
            if part != word and len(part) > 1:
                tail = at == 0 and any(sense == _TAIL for sense, _ in read.senses.get(word[to:], ()))
                weight = _WITH_TAIL if tail else _PART * len(part) / len(word)
                for sense, own in (*read.senses.get(part, ()), (part, 1.0)):
                    if not sense.startswith(ASKS):
                        terms[sense] = max(terms.get(sense, 0.0), weight * own)
        terms |= dict.fromkeys(_in_parts(read, word), _PARTS)
    terms[word] = 1.0
    asks = asks if not said or asks - _FILLERS else frozenset()
    if len(word) == 2 and word not in read.known:
        terms[PAIR + word] = 0.8
    ends = (
        () if _asks(read.senses, word) else (part for at in range(2, len(word)) for part in (word[:at], word[at - 1 :]))
    )
    within = {sense[1:] for part in ends for sense, _ in read.senses.get(part, ()) if sense.startswith(ASKS)}
    return Slot(
        start,
        end,
        word,
        tuple(sorted(terms.items())),
        asks,
        frozenset(within - {*_FILLERS, _LIGHT[1:], _TAIL[1:]}),
        light,
    )


def _in_parts(read: _Read, word: str) -> Iterator[str]:
    """A word of several (导出订单) as these together, where they are all words of the texts or of the vocabulary."""
    if len(word) < 4 or word.isascii():
        return
    inside = {part: price for part, price in read.prices.items() if part != word}
    parts = [word[at:to] for at, to in _cover(word, list(substrings(word)), inside)]
    if len(parts) > 1 and all(len(part) > 1 and part in read.known for part in parts):
        yield TOGETHER.join(parts)


def _cover(
    bare: str,
    spans: Sequence[tuple[int, int]],
    prices: Mapping[str, float],
) -> list[tuple[int, int]]:
    """The words that cover a text at the least cost, by what each costs; stretches that none covers are slots of their own."""
    ending: dict[int, list[int]] = defaultdict(list)
    for start, end in spans:
        word = bare[start:end]
        if word in prices or (PAIR + word in prices and _FILLER not in (prices.get(word[0]), prices.get(word[1]))):
            ending[end].append(start)
    cost = [0.0] * (len(bare) + 1)
    back = [0] * (len(bare) + 1)
    for end in range(1, len(bare) + 1):
        cost[end], back[end] = cost[end - 1] + (_SKIPPED if bare[end - 1].isalnum() else 0.0), -1
        for start in ending[end]:
            word = bare[start:end]
            price = cost[start] + prices.get(word, _BY_PAIR)
            if price < cost[end] or (price == cost[end] and start < back[end]):
                cost[end], back[end] = price, start
    found: list[tuple[int, int]] = []
    end = len(bare)
    while end > 0:
        start = back[end]
        if start >= 0:
            found.append((start, end))
            end = start
            continue
        stop = end
        while end > 0 and back[end] < 0 and bare[end - 1].isalnum():
            end -= 1
        if end < stop:
            found.append((end, stop))
        else:
            end -= 1
    return found[::-1]


def _price(word: str, senses: Mapping[str, Sequence[tuple[str, float]]]) -> float:
    """What a word costs: a longer one less, one that says nothing little, a misspelt one more."""
    found = senses.get(word, ())
    if any(sense == ASKS + "nothing" or (sense == ASKS + "may" and len(word) == 1) for sense, _ in found):
        return _FILLER
    return 1.0 - 0.06 * (len(word) - 1) if len(word) > 1 else _SINGLE
