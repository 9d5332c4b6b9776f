"""The rooms: who may import whom, no circles, and each library in its home files alone. Imports inside functions count."""

import ast
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.conftest import ROOT

ROOMS = ("ontology", "extract", "graph_api", "commands")
MAY_IMPORT = {
    "ontology": {"ontology"},
    "extract": {"extract", "ontology"},
    "graph_api": {"graph_api", "ontology"},
    "commands": {"commands", "extract", "graph_api", "ontology"},
}
_SPARQL = ("descriptions", "documents", "thing_pages", "sparql", "sparql_functions", "sparql_process", "sparql_results")
HOMES = {
    "pandas": {"graph_api/frames.py"},
    "polars": {"graph_api/frames.py"},
    "rdflib": {
        "graph_api/linked.py",
        "ontology/context.py",
        "graph_api/library.py",
        "ontology/laws.py",
        "ontology/turtle.py",
        "ontology/termtable.py",
        "ontology/validation.py",
    },
    "pyshacl": {"ontology/validation.py"},
    "jieba": {"ontology/words.py"},
    "rjieba": {"ontology/words.py"},
    "pypinyin": {"extract/sounds.py"},
    "opencc": {"ontology/names.py"},
    "ahocorasick_rs": {"ontology/matching.py"},
    "networkx": {"graph_api/networks.py", "graph_api/library.py", "extract/merge.py"},
    "igraph": {"extract/positions.py"},
    "pyoxigraph": {"ontology/turtle.py", "extract/publish.py", *(f"graph_api/{name}.py" for name in _SPARQL)},
    "pyspark": {"extract/spark.py"},
    "pyarrow": {"extract/spark.py"},
    "httpx2": {"extract/endpoint.py"},
    "rapidfuzz": {"graph_api/refs.py"},
    "strawberry": {"graph_api/strawberries.py", "graph_api/schema.py"},
    "graphql": {"graph_api/schema.py", "graph_api/plans/oracle.py"},
    "starlette": {
        "graph_api/beside.py",
        "graph_api/breadcrumb_routes.py",
        "graph_api/sparql_routes.py",
        "graph_api/thing_routes.py",
        "graph_api/web_routes.py",
    },
    "anywidget": {"graph_api/widget.py"},
    "traitlets": {"graph_api/widget.py"},
    "matplotlib": {"graph_api/charts.py"},
    "mcp": {"graph_api/agents.py"},
    "pydantic": {"graph_api/agents.py"},
    "uvicorn": {"graph_api/server.py", "graph_api/serving/protocol.py"},
    "brotli": {"graph_api/serving/packed.py"},
    "zstandard": {"graph_api/serving/packed.py"},
    "prometheus_client": {"graph_api/serving/metrics.py"},
    "opentelemetry": {"graph_api/serving/traces.py"},
    "typer": {
        f"commands/{name}.py" for name in ("frame", "plainly", "building", "moving", "serving", "asking", "showing")
    },
    "rich": {"graph_api/terminal.py"},
}
EVERYWHERE = {"msgspec"}
LARGEST_MODULE = 600


def room_modules(room: str) -> list[Path]:
    return sorted(path for path in (ROOT / room).rglob("*.py") if "node_modules" not in path.parts)


def modules() -> Iterator[Path]:
    for room in ROOMS:
        yield from room_modules(room)
    yield ROOT / "helpgraph.py"


def imports(path: Path) -> set[str]:
    """The modules that a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_looks_only_where_it_may(room: str) -> None:
    for path in room_modules(room):
        rooms = {name.split(".")[0] for name in imports(path)} & {*ROOMS, "helpgraph", "tests"}
        assert rooms <= MAY_IMPORT[room], path


def test_there_are_no_circles() -> None:
    names = {path.relative_to(ROOT).with_suffix("").as_posix().replace("/", "."): path for path in modules()}
    graph = {
        name: {other for other in imports(path) if other in names and other != name} for name, path in names.items()
    }
    assert len(list(TopologicalSorter(graph).static_order())) == len(names)


def test_each_library_stays_at_home() -> None:
    for path in modules():
        own = path.relative_to(ROOT).as_posix()
        for name in {name.split(".")[0] for name in imports(path)} - {*ROOMS, "helpgraph", "__future__"}:
            if name in sys.stdlib_module_names or name in EVERYWHERE:
                continue
            assert own in HOMES.get(name, set()), f"{own} imports {name}"


def test_each_home_is_lived_in() -> None:
    for name, homes in HOMES.items():
        for home in homes:
            assert name in {one.split(".")[0] for one in imports(ROOT / home)}, f"{home} does not import {name}"


def test_each_module_says_what_it_is_for_and_none_is_a_heap() -> None:
    for path in modules():
        text = path.read_text(encoding="utf-8")
        assert ast.get_docstring(ast.parse(text)), path
        assert text.count("\n") < LARGEST_MODULE, path
