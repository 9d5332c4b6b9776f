"""Fits the figures of `graph_api/ranking.json`: `python -m benchmarks.fit_ranking --write` after a change of the signs.

Ranking: the likelihood that the softmax over the entries' scores gives an entry that answers, with a penalty on large figures.
Confidence: logistic regression over the questions, over the same with two thirds of the everyday words forgotten (the vocabulary
knows these questions' words too well: so many have to go for the right entry to be as rare as on questions that nobody looked at), and
with all entries that answer left out. The questions are those of the development sets and some generated from the graph;
cross-validation leaves a fifth of them out in turn. No chance and no clock: the same graph and questions give the same figures.
"""

import json
import math
import shutil
import sqlite3
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.questions import EXAMPLES, GOLD, Asked, numbered, read_questions
from graph_api.answers import reply_to
from graph_api.question import understood
from graph_api.ranking import PARAMETERS, parameters, weighed
from graph_api.snapshot import Published, Slice, Snapshot
from ontology import layout
from ontology.records import Entry, Feature
from ontology.retrieval import plain
from ontology.vocabulary import load_vocabulary

Signs = dict[str, float]
FOLDS = 5
PARTS = 3
UNANSWERED = 0.5
"""How much a question that no entry answers counts beside one that is answered."""


@dataclass(frozen=True)
class Case:
    """A question's candidates: the signs of each, and whether it answers; how much the question counts."""

    asked: Asked
    candidates: tuple[tuple[Signs, bool], ...]
    weight: float


def cases(snapshot: Snapshot) -> list[Case]:
    """All questions to fit to, each with its candidates."""
    numbers = numbered(snapshot)
    asked = [(one, 1.0) for one in development()]
    asked += [(one, 0.25) for one in generated(snapshot, numbers)]
    found: list[Case] = []
    for one, weight in asked:
        rows = weighed(snapshot, understood(snapshot, one.question)).entries
        told = tuple((dict(row.signs), numbers[row.entry.id] in one.entries) for row in rows)
        found.append(Case(one, told, weight))
    return found


def development() -> list[Asked]:
    """The questions that may be fitted to."""
    return read_questions(GOLD / "questions.jsonl", "dev") + read_questions(EXAMPLES / "questions_dev.jsonl")


def generated(snapshot: Snapshot, numbers: dict[str, int]) -> Iterator[Asked]:
    """Questions made from the graph: titles without their first or last third, and where functions are."""
    for entry in snapshot.whole(Slice(layout.ENTRIES)):
        if isinstance(entry, Entry) and entry.parent is None and entry.answered:
            third = max(2, len(entry.title) // 3)
            for text in (entry.title[third:], entry.title[:-third]):
                yield Asked(entry.id, text, (), (numbers[entry.id],), (), None, (), True)
    for feature in snapshot.whole(Slice(layout.FEATURES)):
        if isinstance(feature, Feature) and feature.locations and feature.evidence:
            entries = tuple({numbers[one.entry] for one in feature.evidence})
            yield Asked(feature.id, f"{feature.label}在哪里", (), entries, (), None, (), True)


def fit_ranking(given: Sequence[Case], *, penalty: float = 0.0005) -> Signs:
    """The figure of each sign."""
    names = sorted({name for case in given for signs, _ in case.candidates for name in signs})
    used = [case for case in given if any(right for _, right in case.candidates)]

    def slope(weights: Signs) -> Signs:
        found = {name: 2 * penalty * weights[name] for name in names}
        for case in used:
            scores = [sum(weights[name] * value for name, value in signs.items()) for signs, _ in case.candidates]
            top = max(scores)
            likely = [math.exp(score - top) for score in scores]
            every = sum(likely)
            right = sum(one for one, (_, yes) in zip(likely, case.candidates, strict=True) if yes)
            for one, (signs, yes) in zip(likely, case.candidates, strict=True):
                pull = case.weight * (one / every - (one / max(right, 1e-30) if yes else 0.0)) / len(used)
                for name, value in signs.items():
                    found[name] += pull * value
        return found

    return _descended(dict.fromkeys(names, 1.0), slope)


def fit_logistic(rows: Sequence[tuple[Signs, bool, float]], *, penalty: float = 0.0003) -> Signs:
    """The figure of each sign; each row with whether the best entry answers, and how much the row counts."""
    names = sorted({name for signs, _, _ in rows for name in signs})
    every = sum(weight for _, _, weight in rows)

    def slope(weights: Signs) -> Signs:
        found = {name: 2 * penalty * weights[name] for name in names}
        for signs, yes, weight in rows:
            value = sum(weights[name] * one for name, one in signs.items())
            pull = weight * (1 / (1 + math.exp(-max(-30.0, min(30.0, value)))) - yes) / every
            for name, one in signs.items():
                found[name] += pull * one
        return found

    return _descended(dict.fromkeys(names, 0.0), slope)


def _descended(weights: Signs, slope: Callable[[Signs], Signs], *, steps: int = 150) -> Signs:
    """Where resilient back-propagation (Rprop) comes to: each figure has a step of its own, longer while its slope keeps its sign."""
    step = dict.fromkeys(weights, 0.1)
    before = dict.fromkeys(weights, 0.0)
    for _ in range(steps):
        now = slope(weights)
        for name, value in now.items():
            if value * before[name] < 0:
                step[name] = max(step[name] * 0.5, 1e-4)
                before[name] = 0.0
                continue
            if value * before[name] > 0:
                step[name] = min(step[name] * 1.2, 2.0)
            weights[name] -= math.copysign(step[name], value) if value else 0.0
            before[name] = value
    return weights


def right_first(weights: Signs, given: Sequence[Case]) -> float:
    """In what share of the questions an entry that answers has the best score."""
    hits = 0
    for case in given:
        best = max(
            case.candidates, key=lambda one: sum(weights.get(n, 0.0) * v for n, v in one[0].items()), default=None
        )
        hits += best is not None and best[1]
    return hits / max(1, len(given))


def crossed(given: Sequence[Case], fit: Callable[[Sequence[Case]], Signs]) -> float:
    """The same, of questions that were left out of the fit."""
    shares = []
    for fold in range(FOLDS):
        left = [case for number, case in enumerate(given) if number % FOLDS == fold and case.weight == 1.0]
        weights = fit([case for number, case in enumerate(given) if number % FOLDS != fold])
        shares.append((right_first(weights, left), len(left)))
    return sum(share * size for share, size in shares) / sum(size for _, size in shares)


def forgetful(snapshot: Snapshot, part: int, folder: Path) -> Snapshot:
    """The same version with a part of the everyday words alone: people will use words that no vocabulary has."""
    folder.mkdir()
    for name in (layout.MANIFEST, layout.DATABASE):
        shutil.copy(snapshot.version / name, folder / name)
    forgotten = {plain(word) for word, _ in load_vocabulary().everyday}
    database = sqlite3.connect(folder / layout.DATABASE)
    with database:
        database.executemany(
            "DELETE FROM sense WHERE word = ? AND sense GLOB '[^?#.]*'",
            [(word,) for word in sorted(forgotten) if zlib.crc32(word.encode()) % PARTS != part],
        )
    database.close()
    return Snapshot(folder)


def sure_rows(snapshot: Snapshot, share: float, *, without: bool = False) -> Iterator[tuple[Signs, bool, float]]:
    """The signs of sureness of each question, whether the best entry answers, and how much that counts: `share`, less where none
    answers, since those are asked less often than they stand here. `without`: the entries that answer are left out."""
    numbers = numbered(snapshot)
    for one in development():
        hidden = frozenset(own for own, number in numbers.items() if number in one.entries) if without else frozenset()
        if without and not one.answerable:
            continue
        reply = reply_to(snapshot, one.question, hidden=hidden)
        if reply.sure:
            found = reply.entry is not None and numbers[reply.entry.id] in one.entries
            yield dict(reply.sure), found and not without, share if one.answerable else share * UNANSWERED


def confidence_rows(snapshot: Snapshot, folder: Path) -> list[tuple[Signs, bool, float]]:
    """What confidence is fitted to: all that is known, a part of the everyday words alone, the right entries left out."""
    rows = [*sure_rows(snapshot, 0.2), *sure_rows(snapshot, 0.02, without=True)]
    for part in range(PARTS):
        rows += sure_rows(forgetful(snapshot, part, folder / str(part)), 0.8 / PARTS)
    return rows


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as copies:
        from extract.build import Options, build

        build([Path("data/corpus")], Path(folder), Options())
        snapshot = Published(Path(folder)).snapshot()
        given = [case for case in cases(snapshot) if case.asked.answerable]
        own = [case for case in given if case.weight == 1.0]
        told = json.loads(PARAMETERS.read_text(encoding="utf-8"))
        told["ranking"] = {name: round(value, 3) for name, value in fit_ranking(given).items()}
        shares = right_first(told["ranking"], own), crossed(given, fit_ranking)
        print(f"right entry first, fitted: {shares[0]:.3f}; cross-validated: {shares[1]:.3f}")
        _keep(told)
        rows = confidence_rows(snapshot, Path(copies))
        told["confidence"] = {name: round(value, 3) for name, value in fit_logistic(rows).items()}
        _keep(told)
        print(json.dumps(told, indent=2, sort_keys=True))


def _keep(told: dict[str, Signs]) -> None:
    if "--write" in sys.argv:
        PARAMETERS.write_text(json.dumps(told, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        parameters.cache_clear()


if __name__ == "__main__":
    main()
