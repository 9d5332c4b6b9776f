"""Precision and recall of a published graph against what its corpus is known to say, at any size.

`python -m benchmarks.accuracy DIR GRAPH [--platforms N]` compares with DIR/known, entry by entry: a rule is right where its operation, modality
and conditions are, a place where every label of its way is, steps where all of them are and in order. Of large graphs N whole platforms, spread
evenly, are compared: what a platform says is its own, but for kinds of order.
"""

import argparse
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
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

    @property
    def precision(self) -> float:
        return self.right / self.read if self.read else 1.0

    @property
    def recall(self) -> float:
        return self.found / self.known if self.known else 1.0


class Published:
    """A graph's records, by id and by the file and line of an entry."""

    def __init__(self, graph: Path) -> None:
        self._connection = sqlite3.connect(f"file:{graph / layout.CURRENT / layout.DATABASE}?mode=ro", uri=True)
        self._decoder: msgspec.msgpack.Decoder[AnyRecord] = msgspec.msgpack.Decoder(AnyRecord)
        self.record = lru_cache(100_000)(self._record)

    def _record(self, own: str) -> AnyRecord:
        (blob,) = self._connection.execute("SELECT record FROM node WHERE id = ?", (own,)).fetchone()
        return self._decoder.decode(blob)

    def names(self, own: str | None) -> frozenset[str]:
        """The keys of all names of a thing."""
        record = self.record(own) if own else None
        return frozenset(map(name_key, (record.label, *record.aliases))) if isinstance(record, Named) else frozenset()

    def each(self, kind: type[R], prefix: str) -> Iterator[R]:
        """All records of a class."""
        rows = self._connection.execute("SELECT record FROM node WHERE id > ? AND id < ?", (f"{prefix}-", f"{prefix}."))
        yield from (record for (blob,) in rows if isinstance(record := self._decoder.decode(blob), kind))


def measure(known: Path, graph: Path, platforms: int | None = None) -> dict[str, Score]:
    """The scores by kind."""
    published = Published(graph)
    asked = dict(_asked(known, platforms))
    scores = {kind: Score() for kind in KINDS}
    for entry in published.each(Entry, "entry"):
        source = entry.sources[0]
        if (one := asked.get((source.file, source.line))) is not None:
            _judge(scores, published, entry, one)
    _judge_conflicts(scores["contradictions"], published, asked.values())
    return scores


def _asked(known: Path, platforms: int | None) -> Iterator[tuple[tuple[str, int], Known]]:
    """What is known of the entries of some platforms, by file and line."""
    files = sorted(known.glob("*.jsonl"))
    every = max(1, len(files) * (PER_FILE // ENTRIES) // platforms) if platforms else 1
    for number, path in enumerate(files):
        with path.open(encoding="utf-8") as lines:
            for line, text in enumerate(lines):
                if (number * PER_FILE + line) // ENTRIES % every == 0:
                    yield (path.name, line + 1), json.loads(text)


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


def _judge_conflicts(score: Score, published: Published, known: Iterable[Known]) -> None:
    """Operations of which contradictory rules are told: those known, and those of what is published."""
    rows = list(known)
    against = sorted({one for row in rows for one in row.get("against", ())})
    mine = {name_key(name) for row in rows for name in row.get("features", ())}
    read: set[frozenset[str]] = set()
    for conflict in published.each(Conflict, "conflict"):
        for own in conflict.constraints:
            rule = published.record(own)
            if isinstance(rule, Constraint) and mine & (names := published.names(rule.feature)):
                read.add(names)
    score.add(against, sorted(read, key=sorted), lambda name, names: name_key(name) in names)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("graph", type=Path)
    parser.add_argument("--platforms", type=int)
    given = parser.parse_args()
    for kind, score in measure(given.corpus / "known", given.graph, given.platforms).items():
        print(
            f"{kind:16} precision {score.precision:.4f} ({score.right}/{score.read})  recall {score.recall:.4f} ({score.found}/{score.known})"
        )
