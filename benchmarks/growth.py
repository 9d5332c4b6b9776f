"""What answers cost as the graph grows: the start of a server, its memory, and the slowest of many requests of each kind.

`python -m benchmarks.growth GRAPH... [--requests 400]` serves each graph folder by a process of its own and asks it, over one connection, for
features, orders, texts and pages that are spread over the graph; no request is sent twice. Prints a table in Markdown: milliseconds of processor
time of the thread that answers, but for the start, which is by the clock as well. The first graph is what the others are held against.
"""

import argparse
import json
import random
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from benchmarks.api_load import Server, answer, request, running
from graph_api.snapshot import Published, Slice, Snapshot
from ontology import layout
from ontology.layout import subset
from ontology.records import Concept, Constraint, Feature

CHECK: Final = "query($f: String!, $g: [String!]!) { check(feature: $f, given: $g) { verdict summary because { text } dependsOn { constraint { text } } } }"
FEATURE: Final = (
    "query($f: String!) { feature(ref: $f) { id label aliases evidenceCount locations { text } "
    "evidence(first: 2) { quote entry { title } } } }"
)
LOCATE: Final = "query($f: String!) { locate(feature: $f) { text isComplete evidence(first: 2) { quote } } }"
SEARCH: Final = "query($t: String!) { search(text: $t, first: 10) { nodes { score kind highlight } } }"
OPERATIONS: Final = "query($g: [String!]!) { operations(given: $g, first: 50) { nodes { verdict feature { label } } pageInfo { endCursor } } }"
COUNTED: Final = OPERATIONS.replace("{ nodes", "{ totalCount nodes")
_SEED: Final = 5
_BEHIND: Final = 6.0
"""Seconds in which a server loads, and looks through, what it does behind its first answers."""
_PER_TYPE: Final = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("graphs", type=Path, nargs="+")
    parser.add_argument("--requests", type=int, default=400, help="of each kind")
    given = parser.parse_args()
    rows = [measured(graph, given.requests) for graph in given.graphs]
    print("| | " + " | ".join(f"{row['entries']:,} entries" for row in rows) + " | last to first |")
    print("|---|" + "---:|" * (len(rows) + 1))
    for name in rows[0]:
        if name != "entries":
            figures = " | ".join(f"{row[name]:.3g}" for row in rows)
            print(f"| {name} | {figures} | {rows[-1][name] / rows[0][name]:.2g} |")


def measured(folder: Path, requests: int) -> dict[str, float]:
    """Each figure of a graph by its name with its unit."""
    snapshot = Published(folder).snapshot()
    found: dict[str, float] = {"entries": snapshot.manifest["counts"]["entries"]}
    asked = dict(_asked(snapshot, requests))
    started = time.perf_counter()
    with serving(folder) as server:
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            _took(server, connection, FEATURE, asked["feature"][1][0])
            found["start to first answer, ms by the clock"] = 1000 * (time.perf_counter() - started)
            found["start to first answer, ms"] = 1000 * server.answering()
            time.sleep(_BEHIND)
            for name, (query, variables) in asked.items():
                times = sorted(_took(server, connection, query, one) for one in variables[1:])
                found[f"{name}, median ms"] = 1000 * times[len(times) // 2]
                found[f"{name}, p99 ms"] = 1000 * times[len(times) * 99 // 100]
        found["memory of the worker, MB"] = server.memory()
    return found


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """A server of a graph, listening."""
    command = [sys.executable, "-m", "helpgraph", "serve", "--graph", str(folder.resolve()), "--port", "PORT"]
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with running("helpgraph", command, port, cwd=Path(__file__).parent.parent) as server:
        yield server


def _took(server: Server, connection: socket.socket, query: str, variables: dict[str, Any]) -> float:
    """Seconds of processor time for an answer, which must hold data and no error."""
    since = server.answering()
    connection.sendall(request(query, variables))
    told = json.loads(answer(connection))
    taken = server.answering() - since
    if "errors" in told or None in told["data"].values():
        raise RuntimeError(f"{query} with {variables}: {told}")
    return taken


def _asked(snapshot: Snapshot, requests: int) -> Iterator[tuple[str, tuple[str, list[dict[str, Any]]]]]:
    """The requests of each kind: a document, and its variables."""
    chance = random.Random(_SEED)
    features = [one for one in _spread(snapshot, layout.FEATURES, requests + 1, chance) if isinstance(one, Feature)]
    types = order_types(snapshot)
    rules = [one for one in _spread(snapshot, layout.CONSTRAINTS, requests + 1, chance) if isinstance(one, Constraint)]
    checked = [{"f": one.label, "g": [chance.choice(types)[1].label]} for one in features]
    yield "check", (CHECK, checked)
    yield "feature", (FEATURE, [{"f": one.label} for one in features])
    yield "locate", (LOCATE, [{"f": one.label} for one in features])
    yield "search", (SEARCH, [{"t": one.text[:12]} for one in rules])
    most = types[0][1]
    given = [one.label for _, one in types[1 : _PER_TYPE + 1]]
    yield "operations of the order type with most rules", (OPERATIONS, [{"g": [most.label]}] * 2)
    yield "operations of other order types", (OPERATIONS, [{"g": [one]} for one in given])
    yield "operations of other order types, counted", (COUNTED, [{"g": [one]} for one in given])


def order_types(snapshot: Snapshot) -> list[tuple[int, Concept]]:
    """The kinds of order with how many rules speak of each, most first."""
    every = [
        one
        for one in snapshot.whole(Slice(subset(layout.CONCEPTS, "scheme", "ORDER_TYPE")))
        if isinstance(one, Concept)
    ]
    counted = [
        (snapshot.size(Slice(subset(layout.CONSTRAINTS, "concept", one.id))), one) for one in every if one.evidence
    ]
    return sorted(counted, key=lambda row: (-row[0], row[1].id))


def _spread(snapshot: Snapshot, listing: str, most: int, chance: random.Random) -> list[Any]:
    """Things from all over a listing, in no order."""
    rows = snapshot.rows("SELECT id FROM listing WHERE list = ? ORDER BY key", (listing,))
    return snapshot.many(own for (own,) in chance.sample(rows, min(most, len(rows))))


if __name__ == "__main__":
    main()
