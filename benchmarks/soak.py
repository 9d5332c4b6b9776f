"""A server at half load for a long time, and its memory: known documents with ever other values, documents never seen before, errors,
introspection, operations by chance, and new versions of the graph now and then.

    python -m benchmarks.soak [--graph DIR] [--minutes M] [--share S] [--chart FILE]

`--share`: the processor time that the server gets of what passes. Prints what it has in MB as time goes, and draws it.
"""

import argparse
import json
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks.api import OPERATIONS
from benchmarks.api_load import Server, answer, connected, request, running
from graph_api.plans.oracle import GRAPH
from graph_api.snapshot import Published
from ontology import layout
from tests.conftest import free_port
from tests.operations import Maker
from tests.test_plan_fuzz import words

STEP: Final = 30.0
"""Seconds between two looks at the memory."""
PUBLISHED: Final = 120.0
"""Seconds between two versions."""
INTROSPECTION: Final = "{ __schema { types { name fields { name type { name kind ofType { name kind } } } } } }"


@dataclass(frozen=True, slots=True)
class Sample:
    """The server at a moment: minutes since the beginning, MB, requests and seconds of processor time so far."""

    minutes: float
    memory: float
    requests: int
    seconds: float


def asked(known: list[str], random: Random) -> Iterator[tuple[str, bytes]]:
    """Requests without end, each with its sort."""
    maker = Maker(GRAPH, known, random)
    every = list(OPERATIONS.values())
    number = 0
    while True:
        number += 1
        roll = random.random()
        query, variables = random.choice(every)
        given = {**variables, **({"ref": random.choice(known)} if "ref" in variables else {})}
        if roll < 0.6:
            yield "known", request(query, given)
        elif roll < 0.85:
            yield "never seen", request(query.replace("query ", f"query N{number}x", 1), given)
        elif roll < 0.86:
            yield "introspection", request(INTROSPECTION, {})
        else:
            made = maker.operation()
            yield "by chance", request(made.source, dict(made.variables))


def soaked(server: Server, graph: Path, minutes: float, share: float) -> tuple[list[Sample], Counter[str]]:
    """The samples, and how many requests there were of each sort and status."""
    known = words(Published(graph).snapshot())
    counts: Counter[str] = Counter()
    samples: list[Sample] = []
    begun, seconds = time.monotonic(), server.seconds()
    published, looked = begun, begun - STEP
    with connected(server, 4) as connections:
        for sort, sent in asked(known, Random(1)):
            connection = connections[counts.total() % len(connections)]
            connection.sendall(sent)
            told: Any = json.loads(answer(connection))
            counts[f"{sort}, {'errors' if 'errors' in told else 'data'}"] += 1
            now = time.monotonic()
            spent = server.seconds() - seconds
            if now - looked >= STEP:
                looked = now
                samples.append(Sample((now - begun) / 60, server.memory(), counts.total(), spent))
                print(
                    "{0.minutes:.1f} min: {0.memory:.1f} MB, {0.requests} requests, {0.seconds:.0f} s".format(
                        samples[-1]
                    ),
                    flush=True,
                )
            if now - published >= PUBLISHED:
                published = now
                publish_again(graph)
            if now - begun >= minutes * 60:
                return samples, counts
            if spent > share * (now - begun):
                time.sleep(0.005)
    raise AssertionError("there are always more requests")


def publish_again(graph: Path) -> None:
    """The same version under another name: to a server it is a new one."""
    link = graph / layout.CURRENT
    version = link.resolve()
    other = version.with_name(version.name[:-1] if version.name.endswith("b") else version.name + "b")
    if not other.exists():
        shutil.copytree(version, other)
    draft = graph / "next"
    draft.symlink_to(other.relative_to(graph.resolve()))
    draft.replace(link)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--graph", type=Path, default=Path("graph"))
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--share", type=float, default=0.5)
    parser.add_argument("--chart", type=Path)
    told = parser.parse_args()
    with TemporaryDirectory() as name:
        graph = Path(name) / "graph"
        shutil.copytree(told.graph, graph, symlinks=True)
        command = [sys.executable, "-m", "helpgraph", "serve", "--graph", str(graph), "--port", "PORT"]
        with running("helpgraph", command, free_port(), cwd=Path.cwd()) as server:
            samples, counts = soaked(server, graph, told.minutes, told.share)
    print(dict(counts))
    if told.chart:
        from benchmarks.api_chart import draw_memory

        draw_memory([(one.minutes, one.memory) for one in samples], told.chart)


if __name__ == "__main__":
    main()
