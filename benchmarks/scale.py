"""What builds of generated corpora cost as they grow: time a stage, peak memory, triples, precision and recall, and a build after a change.

`python -m benchmarks.scale --sizes 1000 10000 [--jobs 2] [--changed 100] [--chart FILE.svg]` builds each size in a process of its own. The
incremental build is of the same entries, of which some are in other words. The chart has each size's cost for one entry, beside the smallest's.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks.accuracy import measure
from benchmarks.generate import write
from extract.build import Options, build

STAGES: Final = ("load", "read", "merge", "check", "publish")
SEED: Final = 1


@dataclass(slots=True)
class Clock:
    """How long each stage takes, told by the progress of a build: a stage lasts until the next one begins."""

    stage: str
    since: float
    taken: dict[str, float]

    def __call__(self, stage: str, *_: int) -> None:
        now = time.perf_counter()
        self.taken[self.stage] = self.taken.get(self.stage, 0.0) + now - self.since
        self.stage, self.since = stage, now


def timed(corpus: Path, out: Path, options: Options) -> dict[str, Any]:
    """One build: seconds a stage, the peak of memory in MB so far, and what was built."""
    clock = Clock(STAGES[0], time.perf_counter(), {})
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
        scores = measure(base / "known", base / "graph", platforms=40)
        write(base, SEED, size, changed=min(changed, size))
        kept = Options(options.vocabulary, jobs=jobs, kept=base / "graph")
        again = timed(base / "corpus", base / "graph", kept)
    told = {kind: (round(score.precision, 4), round(score.recall, 4)) for kind, score in scores.items()}
    return {"entries": size, "full": full, "again": again, "scores": told}


def table(rows: Sequence[dict[str, Any]]) -> str:
    """The figures as Markdown."""
    lines = [
        f"| entries | {' | '.join(f'{stage}, s' for stage in STAGES)} | ms an entry | peak, MB | triples an entry | rules: precision, recall | after a change |",
        f"|{'---|' * (len(STAGES) + 6)}",
    ]
    for row in rows:
        full, size = row["full"], row["entries"]
        stages = " | ".join(f"{full['seconds'].get(stage, 0):.1f}" for stage in STAGES)
        precision, recall = row["scores"]["rules"]
        again = f"{row['again']['read']} read, {row['again']['total'] / full['total']:.0%} of a full build"
        cost = f"{1000 * full['total'] / size:.1f} | {full['megabytes']:,} | {full['triples'] / size:.0f}"
        lines.append(f"| {size:,} | {stages} | {cost} | {precision:.3f}, {recall:.3f} | {again} |")
    return "\n".join(lines)


def draw(rows: Sequence[dict[str, Any]], path: Path) -> None:
    """Seconds and memory for one entry by size, as shares of the smallest size's."""
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot

    sizes = [row["entries"] for row in rows]
    figure, axes = pyplot.subplots(figsize=(7, 3.2), layout="constrained")
    for name, key in (("time", "total"), ("memory", "megabytes")):
        each = [row["full"][key] / row["entries"] for row in rows]
        axes.plot(sizes, [cost / each[0] for cost in each], marker="o", label=f"{name} for one entry")
    again = [row["again"]["total"] / row["full"]["total"] for row in rows]
    axes.plot(sizes, again, marker="s", label="build after a change, of a full one")
    axes.set(xscale="log", xlabel="entries", ylabel=f"of that at {sizes[0]:,}", ylim=(0, None))
    axes.grid(alpha=0.3)
    axes.legend()
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--changed", type=int, default=100)
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
    print(table(rows))
    if given.chart:
        draw(rows, given.chart)


if __name__ == "__main__":
    main()
