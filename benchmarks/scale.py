"""What builds of generated corpora cost as they grow: time a stage, peak memory, triples, precision and recall, and a build after a change.

`python -m benchmarks.scale --sizes 1000 10000 [--jobs 2] [--changed 100] [--rows FILE.jsonl] [--chart FILE.svg]` builds each size in a process of
its own. The incremental build is of the same entries, of which some are in other words. Times are those of the processors, workers' included, so
that other programs on the machine do not count. `--rows` keeps what was measured, one size a line; table and chart are of all lines in it.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks.accuracy import KINDS, Score, error, measure, measure_each, total
from benchmarks.generate import write
from extract.build import Options, build

CHANGED: Final = 100
COMMON: Final = 2
"""The first platforms, which corpora of all sizes from 1,000 entries on have in common: by them sizes are compared."""
SPREAD: Final = 40
"""How many platforms of a corpus tell how well it is read."""
STAGES: Final = ("load", "read", "merge", "check", "publish")
SEED: Final = 1


@dataclass(slots=True)
class Clock:
    """How long each stage takes, told by the progress of a build: a stage lasts until the next one begins."""

    stage: str
    since: float
    taken: dict[str, float]

    def __call__(self, stage: str, *_: int) -> None:
        now = spent()
        self.taken[self.stage] = self.taken.get(self.stage, 0.0) + now - self.since
        self.stage, self.since = stage, now


def spent() -> float:
    """Processor time of this process and of those that it started and that have ended, in seconds."""
    return sum(os.times()[:4])


def timed(corpus: Path, out: Path, options: Options) -> dict[str, Any]:
    """One build: seconds a stage, the peak of memory in MB so far, and what was built."""
    clock = Clock(STAGES[0], spent(), {})
    _, graph = build([corpus], out, options, clock)
    clock("")
    return {
        "seconds": clock.taken,
        "total": sum(clock.taken.values()),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "triples": len(graph.lines),
        "read": graph.read_anew,
    }


def run(size: int, jobs: int, changed: int) -> dict[str, Any]:
    """Builds a size from nothing, measures its accuracy, and builds it again with some entries changed."""
    with TemporaryDirectory() as folder:
        base = Path(folder)
        write(base, SEED, size)
        options = Options((base / "vocab.ttl",), jobs=jobs)
        full = timed(base / "corpus", base / "graph", options)
        common = measure(base / "known", base / "graph", COMMON, first=True)
        spread = measure_each(base / "known", base / "graph", SPREAD)
        write(base, SEED, size, changed=min(changed, size))
        kept = Options(options.vocabulary, jobs=jobs, kept=base / "graph")
        again = timed(base / "corpus", base / "graph", kept)
    errors = {kind: round(error(spread, kind), 4) for kind in KINDS}
    told = {"scores": _rounded(total(spread)), "errors": errors, "common": _rounded(common)}
    return {"entries": size, "full": full, "again": again, **told}


def _rounded(scores: Mapping[str, Score]) -> dict[str, tuple[float, float]]:
    return {kind: (round(score.precision, 4), round(score.recall, 4)) for kind, score in scores.items()}


def table(rows: Sequence[dict[str, Any]]) -> str:
    """The figures as Markdown."""
    lines = [
        f"| entries | {' | '.join(f'{stage}, s' for stage in STAGES)} | ms an entry | peak, MB | triples an entry | rules of the first 1,000: precision, recall | rules of {SPREAD} platforms | after a change of {CHANGED} |",
        f"|{'---|' * (len(STAGES) + 7)}",
    ]
    for row in rows:
        full, size = row["full"], row["entries"]
        stages = " | ".join(f"{full['seconds'].get(stage, 0):.1f}" for stage in STAGES)
        common = _figures(row["common"]["rules"]) if "common" in row else "not measured"
        score = (
            _figures(row["scores"]["rules"], row.get("errors", {}).get("rules")) if "scores" in row else "not measured"
        )
        again = "not measured"
        if "again" in row:
            again = f"{row['again']['read']} read, {row['again']['total'] / full['total']:.0%} of a full build"
        cost = f"{1000 * full['total'] / size:.1f} | {full['megabytes']:,} | {full['triples'] / size:.0f}"
        lines.append(f"| {size:,} | {stages} | {cost} | {common} | {score} | {again} |")
    return "\n".join(lines)


def _figures(score: Sequence[float], error: float | None = None) -> str:
    """Precision, with its standard error where that is known, and recall."""
    precision, recall = score
    return f"{precision:.3f}{'' if error is None else f' ± {error:.3f}'}, {recall:.3f}"


def draw(rows: Sequence[dict[str, Any]], path: Path) -> None:
    """Processor time for one entry by stages, and the peak of memory, by size."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "scale"
    from matplotlib import pyplot

    sizes = [row["entries"] for row in rows]
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(9, 3.2), layout="constrained")
    under = [0.0] * len(sizes)
    for stage in STAGES[1:]:
        over = [u + 1000 * row["full"]["seconds"][stage] / row["entries"] for u, row in zip(under, rows, strict=True)]
        left.fill_between(sizes, under, over, label=stage, alpha=0.8)
        under = over
    left.set(xscale="log", xlabel="entries", ylabel="ms of a processor for one entry", ylim=(0, None))
    left.legend(loc="lower left", ncols=2)
    right.plot(sizes, [row["full"]["megabytes"] for row in rows], marker="o")
    right.set(xscale="log", xlabel="entries", ylabel="peak of memory, MB", ylim=(0, None))
    for axes in (left, right):
        axes.grid(alpha=0.3)
        axes.set_xticks(sizes, [f"{size:,}" for size in sizes])
        axes.minorticks_off()
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[1_000, 10_000])
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--changed", type=int, default=CHANGED)
    parser.add_argument("--rows", type=Path)
    parser.add_argument("--chart", type=Path)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(run(given.one, given.jobs, given.changed)))
        return
    rows = []
    for size in given.sizes:
        own = ["--one", str(size), "--jobs", str(given.jobs), "--changed", str(given.changed)]
        told = subprocess.run(
            [sys.executable, "-m", "benchmarks.scale", *own], check=True, capture_output=True, text=True
        )
        rows.append(json.loads(told.stdout))
    if given.rows:
        rows = _kept(given.rows, rows)
    print(table(rows))
    if given.chart:
        draw(rows, given.chart)


def _kept(path: Path, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """All rows that a file holds with these, by size; what is measured anew takes the place of what was."""
    old = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
    by_size = {row["entries"]: row for row in (*old, *rows)}
    every = [by_size[size] for size in sorted(by_size)]
    path.write_text("".join(json.dumps(row) + "\n" for row in every), encoding="utf-8")
    return every


if __name__ == "__main__":
    main()
