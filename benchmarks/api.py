"""The API against the servers that front-end teams know, on one graph, in processor time for a request on one core.

    python -m benchmarks.api [--graph DIR] [--rounds N] [--seconds S] [--chart FILE]

Installs the Node servers into a temporary folder. Servers take turns in short slices, so that what else the machine does meets all of them;
a ratio is the median over the rounds of mercurius's time by the server's own in the same round. Three loads: documents that are known,
answered from kept answers or anew; and documents never seen before (each request has another name and another alias in it).
"""

import argparse
import json
import shutil
import statistics
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count, repeat
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks.api_graph import export
from benchmarks.api_load import Server, cost, request, running, warm
from graph_api import npm
from graph_api.snapshot import Published

HERE: Final = Path(__file__).parent
BASE: Final = "mercurius + jit"
OURS: Final = "helpgraph"
ANEW: Final = "helpgraph, no answer kept"
OPERATIONS: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "q1": (
        "query Feature($ref: String!) { feature(ref: $ref) { id label aliases isOperation evidenceCount "
        "locations { text isComplete nodes { id label } } } }",
        {"ref": "订单导出"},
    ),
    "q2": (
        "query Rules($ref: String!) { concept(ref: $ref) { id label constraints(first: 20) { totalCount nodes { id text kind modality "
        "scope effect isSuperseded feature { id label aliases isOperation } conditions { negated concept { id label scheme code } } "
        "evidence(first: 2) { quote start end field rule entry { id title } } } } } }",
        {"ref": "货到付款"},
    ),
    "q3": (
        "query Features { features(first: 50) { totalCount pageInfo { hasNextPage endCursor } nodes { id label aliases isOperation "
        "evidenceCount locations { id text isComplete nodes { id label kind aliases evidenceCount } } "
        "evidence(first: 2) { quote start end field rule entry { id title kind isAnswered } } } } }",
        {},
    ),
}


def main() -> None:
    arguments = _arguments()
    snapshot = Published(arguments.graph).snapshot()
    with TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        shutil.copytree(HERE / "servers", folder, dirs_exist_ok=True)
        npm.run(["npm", "install", "--no-audit", "--no-fund", "--loglevel=error"], folder)
        data = folder / "graph.json"
        export(snapshot, data)
        wanted = {BASE, OURS, ANEW, *arguments.only}
        commands = _commands(data, arguments.graph.resolve())
        servers = [
            stack.enter_context(running(name, command, port, cwd=folder if command[0] == "node" else HERE.parent))
            for port, (name, command) in enumerate(commands.items(), 18_700)
            if name in wanted or not arguments.only
        ]
        sizes = _check_same(servers)
        tables = {
            "known": _measured(servers, arguments.rounds, arguments.seconds, cold=False),
            "cold": _measured(
                [one for one in servers if one.name != ANEW], arguments.rounds, arguments.seconds, cold=True
            ),
        }
        memory = {server.name: server.memory() for server in servers}
    for load, table in tables.items():
        _print(load, table)
    print("\nresident memory afterwards: " + ", ".join(f"{name} {size:.0f} MB" for name, size in memory.items()))
    if arguments.chart:
        from benchmarks.api_chart import draw

        draw({load: _ratios(table) for load, table in tables.items()}, arguments.chart, sizes)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--graph", type=Path, default=Path("graph"))
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=0.4, help="processor time of a slice")
    parser.add_argument("--chart", type=Path)
    parser.add_argument(
        "--only", nargs="*", default=[], metavar="NAME", help="these servers, beside mercurius and ours"
    )
    return parser.parse_args()


def _commands(data: Path, graph: Path) -> dict[str, list[str]]:
    """The servers, each with its command; `PORT` stands for its port."""
    ours = [sys.executable, "-m", "helpgraph", "serve", "--graph", str(graph)]
    plain = [sys.executable, "-m", "benchmarks.servers.plain", str(graph), "PORT"]
    return {
        BASE: ["node", "mercurius.mjs", str(data), "PORT"],
        OURS: [*ours, "--port", "PORT"],
        ANEW: [*ours, "--limit", "answers=0", "--port", "PORT"],
        "Yoga + jit": ["node", "yoga.mjs", str(data), "PORT"],
        "Apollo Server": ["node", "apollo.mjs", str(data), "PORT"],
        "strawberry": plain,
        "strawberry, caches": [*plain, "cached"],
    }


def _check_same(servers: list[Server]) -> dict[str, str]:
    """All give the same data; how large each answer is."""
    sizes: dict[str, str] = {}
    for own, (query, variables) in OPERATIONS.items():
        told = {server.name: _asked(server, query, variables) for server in servers}
        for name, data in told.items():
            if data != told[OURS]:
                raise SystemExit(f"{name} answers {own} otherwise than {OURS}")
        text = json.dumps(told[OURS], ensure_ascii=False)
        sizes[own] = f"{_fields(told[OURS]):,} fields"
        print(f"{own}: {sizes[own]}, {len(text.encode()) / 1024:.1f} KB")
    return sizes


def _asked(server: Server, query: str, variables: dict[str, Any]) -> Any:
    body = json.dumps({"query": query, "variables": variables}).encode()
    asked = urllib.request.Request(
        f"http://127.0.0.1:{server.port}/graphql", body, {"content-type": "application/json"}
    )
    with urllib.request.urlopen(asked) as answer:
        told = json.load(answer)
    if "errors" in told:
        raise SystemExit(f"{server.name}: {told['errors'][0]['message']}")
    return told["data"]


def _fields(value: Any) -> int:
    if isinstance(value, dict):
        return sum(1 + _fields(one) for one in value.values())
    return sum(map(_fields, value)) if isinstance(value, list) else 0


def _measured(servers: list[Server], rounds: int, seconds: float, *, cold: bool) -> dict[str, dict[str, list[float]]]:
    """Microseconds by operation and server, one for each round."""
    table: dict[str, dict[str, list[float]]] = {}
    numbers = count()
    for own, (query, variables) in OPERATIONS.items():
        row = table[own] = {server.name: [] for server in servers}
        for server in servers:
            warm(server, _requests(query, variables, numbers, cold=cold))
        for _ in range(rounds):
            for server in servers:
                row[server.name].append(cost(server, _requests(query, variables, numbers, cold=cold), seconds))
    return table


def _requests(query: str, variables: dict[str, Any], numbers: Iterator[int], *, cold: bool) -> Iterator[bytes]:
    if not cold:
        yield from repeat(request(query, variables))
    for number in numbers:
        named = query.replace("query ", f"query N{number}", 1)
        yield request(named.replace("{ id", f"{{ a{number}: id", 1), variables)


def _ratios(table: dict[str, dict[str, list[float]]]) -> dict[str, dict[str, float]]:
    return {
        own: {
            name: statistics.median(base / one for base, one in zip(row[BASE], times, strict=True))
            for name, times in row.items()
        }
        for own, row in table.items()
    }


def _print(load: str, table: dict[str, dict[str, list[float]]]) -> None:
    ratios = _ratios(table)
    names = list(next(iter(table.values())))
    print(f"\n{load} documents: times as fast as {BASE} (microseconds of processor time)")
    print("| server | " + " | ".join(table) + " |\n|---|" + "---|" * len(table))
    for name in names:
        cells = [f"{ratios[own][name]:.2f} ({statistics.median(table[own][name]):.0f})" for own in table]
        print(f"| {name} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
