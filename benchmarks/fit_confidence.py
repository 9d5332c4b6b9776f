"""Fits how sure answers are: logistic regression of whether the best entry answers, over the signs of `graph_api/sureness.py`.

Over the questions of the development sets; over the same with a third of the everyday words forgotten in turn (the vocabulary knows
these questions' words better than those of others: so many have to go for an answer to lack as much as on questions that nobody
looked at); and, counting little, with all entries that answer left out.
"""

import math
import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.descent import Signs, descended
from benchmarks.questions import development, numbered
from graph_api.answers import SURE, reply_to
from graph_api.snapshot import Snapshot
from ontology.retrieval import plain
from ontology.vocabulary import load_vocabulary

FOLDS = 5
PARTS = 3
WHOLE, FORGETFUL, HIDDEN = 0.25, 0.75, 0.0125
"""How much a question counts with all that is known, with a part forgotten, with the entries that answer left out."""
UNANSWERED = 2.0
"""How much a question that no entry answers counts beside one that is answered."""


@dataclass(frozen=True)
class Row:
    """The signs of an answer, whether the best entry answers, how much that counts; the question, whether all that is known was used."""

    signs: Signs
    right: bool
    weight: float
    question: str
    answerable: bool
    whole: bool


class _Forgetful(Snapshot):
    """The same version without some everyday words: people will use words that no vocabulary has."""

    forgotten: frozenset[str] = frozenset()

    def rows(self, query: str, among: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        found = super().rows(query, among)
        if not query.startswith("SELECT word, sense, weight"):
            return found
        return [row for row in found if row[0] not in self.forgotten or row[1][0] in "?#."]


def forgetful(snapshot: Snapshot, part: int) -> Snapshot:
    """The same version without one of the parts that everyday words are in by chance."""
    one = _Forgetful(snapshot.version)
    words = {plain(word) for word, _ in load_vocabulary().everyday}
    one.forgotten = frozenset(word for word in words if zlib.crc32(word.encode()) % PARTS == part)
    return one


def confidence_rows(snapshot: Snapshot) -> list[Row]:
    """What confidence is fitted to."""
    rows = [*_rows(snapshot, WHOLE, whole=True), *_rows(snapshot, HIDDEN, without=True)]
    for part in range(PARTS):
        rows += _rows(forgetful(snapshot, part), FORGETFUL / PARTS)
    return rows


def _rows(snapshot: Snapshot, share: float, *, whole: bool = False, without: bool = False) -> Iterator[Row]:
    """A row a question that something is found for; `without`: the entries that answer are left out."""
    numbers = numbered(snapshot)
    for one in development():
        if without and not one.answerable:
            continue
        hidden: Collection[str] = [own for own, number in numbers.items() if without and number in one.entries]
        reply = reply_to(snapshot, one.question, hidden=frozenset(hidden))
        if reply.sure and reply.evidence:
            right = not without and reply.entry is not None and numbers[reply.entry.id] in one.entries
            weight = share if one.answerable else share * UNANSWERED
            yield Row(dict(reply.sure), right, weight, one.question, one.answerable, whole)


def fit_logistic(rows: Sequence[Row], *, penalty: float = 0.0003) -> Signs:
    """The figure of each sign, large ones held back."""
    names = sorted({name for row in rows for name in row.signs})
    every = sum(row.weight for row in rows)

    def slope(weights: Signs) -> Signs:
        found = {name: 2 * penalty * weights[name] for name in names}
        for row in rows:
            pull = row.weight * (_likely(weights, row.signs) - row.right) / every
            for name, one in row.signs.items():
                found[name] += pull * one
        return found

    return descended(dict.fromkeys(names, 0.0), slope)


def crossed_confidence(rows: Sequence[Row]) -> tuple[float, float]:
    """Of questions left out of the fit in turn: the share of right entries that are told, and of questions without an answer that
    are recognised."""
    told: list[bool] = []
    recognised: list[bool] = []
    for fold in range(FOLDS):
        left = [row for row in rows if zlib.crc32(row.question.encode()) % FOLDS == fold]
        weights = fit_logistic([row for row in rows if zlib.crc32(row.question.encode()) % FOLDS != fold])
        for row in left:
            sure = _likely(weights, row.signs) >= SURE
            if row.whole and row.right:
                told.append(sure)
            elif row.whole and not row.answerable:
                recognised.append(not sure)
    return sum(told) / max(1, len(told)), sum(recognised) / max(1, len(recognised))


def _likely(weights: Signs, signs: Signs) -> float:
    value = sum(weights.get(name, 0.0) * one for name, one in signs.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))
