"""Fits the figures of `graph_api/ranking.json`: `python -m benchmarks.fit_ranking --write` after a change of the signs.

Ranking: the likelihood that the softmax over the entries' scores gives an entry that answers, with a penalty on large figures; the
questions are those of the development sets and some generated from the graph. Confidence: `fit_confidence`. Cross-validation leaves a
fifth of the questions out in turn. No chance and no clock: the same graph and questions give the same figures.
"""

import json
import math
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.descent import Signs, descended
from benchmarks.fit_confidence import FOLDS, confidence_rows, crossed_confidence, fit_logistic
from benchmarks.questions import Asked, development, numbered
from graph_api.question import understood
from graph_api.ranking import PARAMETERS, parameters, weighed
from graph_api.snapshot import Published, Slice, Snapshot
from ontology import layout
from ontology.records import Entry, Feature

RARE = frozenset({"other_carrier"})
"""Signs of too few entries to be weighed for ranking: they tell how sure an answer is."""


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
        told = tuple((_weighed(row.signs), numbers[row.entry.id] in one.entries) for row in rows)
        found.append(Case(one, told, weight))
    return found


def _weighed(signs: Mapping[str, float]) -> Signs:
    return {name: value for name, value in signs.items() if name not in RARE}


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


def fit_ranking(given: Sequence[Case], *, penalty: float = 0.0003) -> Signs:
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

    return descended(dict.fromkeys(names, 1.0), slope)


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


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
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
        rows = confidence_rows(snapshot)
        answered, refused = crossed_confidence(rows)
        print(
            f"cross-validated: right entries told {answered:.3f}; questions without an answer recognised {refused:.3f}"
        )
        told["confidence"] = {name: round(value, 3) for name, value in fit_logistic(rows).items()}
        _keep(told)
        print(json.dumps(told, indent=2, sort_keys=True))


def _keep(told: dict[str, Signs]) -> None:
    if "--write" in sys.argv:
        PARAMETERS.write_text(json.dumps(told, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        parameters.cache_clear()


if __name__ == "__main__":
    main()
