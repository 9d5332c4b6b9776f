"""Precision and recall of a published graph against what its corpus is known to say, at any size.

`python -m benchmarks.accuracy DIR GRAPH [--platforms N [--first]]` compares with DIR/known, entry by entry: a rule is right where its operation,
modality and conditions are, a place where every label of its way is, steps where all of them are and in order. A function that bears the names of two
operations is none of them. Of large graphs N whole platforms, spread evenly, are compared: what a platform says is its own, but for kinds of
order. Platforms differ by a hundredth and some by far more (a name may hold a word that states something), so that graphs of several sizes are
compared by the same ones, the first, which every larger corpus begins with.
"""

import argparse
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from pathlib import Path
from statistics import stdev
from typing import Any, Final, TypeVar

import msgspec

from benchmarks.generate import PER_FILE
from benchmarks.platforms import ENTRIES
from ontology import layout
from ontology.names import name_key
from ontology.records import AnyRecord, Conflict, Constraint, Entry, MenuPath, Named, Procedure, Term

KINDS: Final = ("places", "functions", "rules", "steps", "words", "other names", "contradictions")

Known = dict[str, Any]
R = TypeVar("R")


@dataclass(slots=True)
class Score:
    """Of `read` facts `right` are known; of `known` ones `found` are read."""

    right: int = 0
    read: int = 0
    found: int = 0
    known: int = 0

    def add(self, known: Sequence[Any], read: Sequence[R], same: Callable[[Any, R], bool]) -> None:
        self.known += len(known)
        self.read += len(read)
        self.found += sum(any(same(one, other) for other in read) for one in known)
        self.right += sum(any(same(one, other) for one in known) for other in read)

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.right + other.right, self.read + other.read, self.found + other.found, self.known + other.known
        )

    @property
    def precision(self) -> float:
        return self.right / self.read if self.read else 1.0

    @property
    def recall(self) -> float:
        return self.found / self.known if self.known else 1.0


class Published:
    """A graph's records, by id and by the file and line of an entry. `operations`: the keys of names that are of different functions."""

    def __init__(self, graph: Path, operations: frozenset[str] = frozenset()) -> None:
        self._operations = operations
        self._connection = sqlite3.connect(f"file:{graph / layout.CURRENT / layout.DATABASE}?mode=ro", uri=True)
        self._decoder: msgspec.msgpack.Decoder[AnyRecord] = msgspec.msgpack.Decoder(AnyRecord)
        self.record = lru_cache(100_000)(self._record)

    def _record(self, own: str) -> AnyRecord:
        (blob,) = self._connection.execute("SELECT record FROM node WHERE id = ?", (own,)).fetchone()
        return self._decoder.decode(blob)

    def names(self, own: str | None) -> frozenset[str]:
        """The keys of all names of a thing; of functions that were taken for one, none."""
        record = self.record(own) if own else None
        if not isinstance(record, Named):
            return frozenset()
        found = frozenset(map(name_key, (record.label, *record.aliases)))
        return frozenset() if len(found & self._operations) > 1 else found

    def each(self, kind: type[R], prefix: str) -> Iterator[R]:
        """All records of a class."""
        rows = self._connection.execute("SELECT record FROM node WHERE id > ? AND id < ?", (f"{prefix}-", f"{prefix}."))
        yield from (record for (blob,) in rows if isinstance(record := self._decoder.decode(blob), kind))


ByPlatform = dict[int, dict[str, Score]]


def measure(known: Path, graph: Path, platforms: int | None = None, *, first: bool = False) -> dict[str, Score]:
    """The scores by kind of so many platforms, spread evenly or the first ones."""
    return total(measure_each(known, graph, platforms, first=first))


def total(scores: ByPlatform) -> dict[str, Score]:
    """The scores of platforms together."""
    return {kind: sum((of[kind] for of in scores.values()), Score()) for kind in KINDS}


def measure_each(known: Path, graph: Path, platforms: int | None = None, *, first: bool = False) -> ByPlatform:
    """The scores of each platform by kind."""
    asked = _asked(max(platform for platform, _, _ in _known(known)) + 1, platforms, first)
    rows: dict[tuple[str, int], tuple[int, Known]] = {}
    operations: set[str] = set()
    for platform, place, row in _known(known):
        operations.update(_operations(row))
        if platform in asked:
            rows[place] = platform, row
    published = Published(graph, frozenset(operations))
    scores: ByPlatform = {number: {kind: Score() for kind in KINDS} for number in asked}
    for entry in published.each(Entry, "entry"):
        source = entry.sources[0]
        if (found := rows.get((source.file, source.line))) is not None:
            _judge(scores[found[0]], published, entry, found[1])
    contrary = _contrary(published)
    for number, of in scores.items():
        _judge_conflicts(of["contradictions"], contrary, [row for platform, row in rows.values() if platform == number])
    return scores


def error(scores: ByPlatform, kind: str) -> float:
    """By how much the precision of some platforms may differ from that of all: its standard error."""
    each = [of[kind].precision for of in scores.values()]
    return stdev(each) / sqrt(len(each)) if len(each) > 1 else 0.0


def _known(known: Path) -> Iterator[tuple[int, tuple[str, int], Known]]:
    """What is known of each entry: its platform, its file and line, and what it says."""
    for number, path in enumerate(sorted(known.glob("*.jsonl"))):
        with path.open(encoding="utf-8") as lines:
            for line, text in enumerate(lines):
                yield (number * PER_FILE + line) // ENTRIES, (path.name, line + 1), json.loads(text)


def _operations(row: Known) -> Iterator[str]:
    """The keys of the names of an entry's operations, one each."""
    yield from map(name_key, row.get("features", ()))


def _asked(there: int, platforms: int | None, first: bool) -> range:
    """The platforms that are compared, of so many."""
    if not platforms:
        return range(there)
    return range(min(platforms, there)) if first else range(0, there, max(1, there // platforms))


def _judge(scores: dict[str, Score], published: Published, entry: Entry, known: Known) -> None:
    names = published.names

    def get(ids: Iterable[str]) -> list[Any]:
        return [published.record(own) for own in ids]

    def leads(labels: list[str], path: MenuPath) -> bool:
        return len(labels) == len(path.nodes) and all(
            name_key(a) in names(b) for a, b in zip(labels, path.nodes, strict=True)
        )

    def rules(one: Known, rule: Constraint) -> bool:
        conditions = [(name_key(label), negated) for label, negated in one["conditions"]]
        have = [(names(c.concept), c.negated) for c in rule.conditions]
        same = len(conditions) == len(have) and all(
            any(no == told and key in n for n, told in have) for key, no in conditions
        )
        return same and one["modality"] == rule.modality and name_key(one["feature"]) in names(rule.feature)

    def steps(told: list[str], procedure: Procedure) -> bool:
        return list(map(name_key, told)) == [name_key(step.text).rstrip(";。") for step in procedure.steps]

    def defines(told: list[str], term: Term) -> bool:
        return name_key(told[0]) in names(term.id) and name_key(term.definition).endswith(name_key(told[1]))

    functions = [names(own) for own in entry.features]
    _judge_functions(scores["functions"], known, functions)
    scores["places"].add(known.get("paths", ()), get(entry.paths), leads)
    scores["rules"].add(known.get("rules", ()), get(entry.constraints), rules)
    scores["steps"].add(known.get("steps", ()), get(entry.procedures), steps)
    scores["words"].add(known.get("terms", ()), get(entry.terms), defines)
    also = known.get("aliases", ())
    found = [have for have in functions if any(name_key(a) in have for a, _ in also)]
    scores["other names"].add(also, found, lambda pair, have: {name_key(n) for n in pair} <= have)


def _judge_functions(score: Score, known: Known, read: Sequence[frozenset[str]]) -> None:
    """Functions are found by any of their names; the page that a way ends at and the word that is explained may be called functions too."""
    names = known.get("features", ())
    also = (*names, *(path[-1] for path in known.get("paths", ())), *(word for word, _ in known.get("terms", ())))
    score.known += len(names)
    score.read += len(read)
    score.found += sum(any(name_key(name) in have for have in read) for name in names)
    score.right += sum(bool(have & set(map(name_key, also))) for have in read)


def _contrary(published: Published) -> list[frozenset[str]]:
    """The names of the functions of which contradictory rules are published."""
    found: set[frozenset[str]] = set()
    for conflict in published.each(Conflict, "conflict"):
        rules = (published.record(own) for own in conflict.constraints)
        found |= {published.names(rule.feature) for rule in rules if isinstance(rule, Constraint)}
    return sorted(found, key=sorted)


def _judge_conflicts(score: Score, contrary: Iterable[frozenset[str]], rows: Sequence[Known]) -> None:
    """Operations of which contradictory rules are told: those known, and those of what is published."""
    against = sorted({one for row in rows for one in row.get("against", ())})
    mine = {key for row in rows for key in _operations(row)}
    read = [names for names in contrary if mine & names]
    score.add(against, read, lambda name, names: name_key(name) in names)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("graph", type=Path)
    parser.add_argument("--platforms", type=int)
    parser.add_argument("--first", action="store_true", help="the first platforms, not some spread evenly")
    given = parser.parse_args()
    for kind, score in measure(given.corpus / "known", given.graph, given.platforms, first=given.first).items():
        print(
            f"{kind:16} precision {score.precision:.4f} ({score.right}/{score.read})  recall {score.recall:.4f} ({score.found}/{score.known})"
        )
