"""A folded text cut into words that the index or the vocabulary knows: of all ways the one that costs least, where longer words cost less."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph_api.index import Row, rows_of, senses_of, syllables_of
from graph_api.snapshot import Snapshot
from ontology.retrieval import ASKS, PAIR, TOGETHER, pairs, substrings

LIGHT: Final = ASKS + "light"
"""The sense of a word that an answer need not repeat: it is looked for as any other."""
TAIL: Final = ASKS + "tail"
"""The sense of what is said behind a name and adds nothing to it: 海淘的订单."""
ASIDE: Final = frozenset({LIGHT, TAIL})


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


@dataclass(frozen=True, slots=True)
class Reading:
    """A folded text, the stretches of it that may be words, their senses, the rows of the index for them, what each word costs, and those that cover it best."""

    bare: str
    spans: Sequence[tuple[int, int]]
    senses: Mapping[str, Sequence[tuple[str, float]]]
    rows: dict[int, dict[str, Row]]
    known: frozenset[str]
    prices: Mapping[str, float]
    cover: tuple[tuple[int, int], ...]
    syllables: Mapping[str, str]


def is_asking(senses: Mapping[str, Sequence[tuple[str, float]]], word: str) -> bool:
    """Whether a word tells what is asked for."""
    return any(sense.startswith(ASKS) and sense not in ASIDE for sense, _ in senses.get(word, ()))


def reading_of(snapshot: Snapshot, bare: str) -> Reading:
    """A folded text, cut."""
    spans = list(substrings(bare))
    wanted = {bare[start:end] for start, end in spans}
    senses = senses_of(snapshot, wanted)
    related = {
        term
        for found in senses.values()
        for sense, _ in found
        if not sense.startswith(ASKS)
        for term in sense.split(TOGETHER)
    }
    rows = rows_of(snapshot, wanted | related | set(pairs(bare)))
    meant = (word for word, found in senses.items() if any(sense != TAIL for sense, _ in found))
    known = frozenset(meant).union(*rows.values())
    plain = (word for word in senses if not (is_asking(senses, word[0]) or is_asking(senses, word[-1])))
    prices = dict.fromkeys(plain, _PLAIN) | {word: _price(word, senses) for word in known}
    prices |= {word: prices[word] - _OWN for word in frozenset().union(*rows.values()) & prices.keys() if len(word) > 1}
    return Reading(
        bare,
        spans,
        senses,
        rows,
        known,
        prices,
        tuple(cover(bare, spans, prices)),
        syllables_of(snapshot, bare),
    )


def cover(
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
