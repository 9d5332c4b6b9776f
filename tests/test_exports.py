"""Exports read back by other programs: rdflib, networkx, polars, pandas with pyarrow. Each finds the graph that was written."""

import io
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import networkx
import pandas
import polars
import pyarrow.parquet
import pytest
import rdflib
from rdflib.compare import to_isomorphic
from typer.testing import CliRunner, Result

from graph_api import documents, exports, networks, tables
from graph_api.export_forms import RDF_SHAPES, TRIPLES
from graph_api.snapshot import Published, Slice, Snapshot
from helpgraph import app
from ontology import context, layout
from ontology.evidence import Span, step_iri
from ontology.iris import NAMESPACE
from ontology.records import Evidence, Procedure
from ontology.things import Thing, literal, things
from tests.conftest import ROOT
from tests.rules_world import world

RDF = {"nt": "nt", "ttl": "turtle", "jsonld": "json-ld"}


@pytest.fixture(scope="module")
def snapshots(graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Sequence[Snapshot]:
    """The user's graph, and the world of rules by hand under a base of its own."""
    folder = tmp_path_factory.mktemp("rules")
    world().publish(folder)
    return Published(graph).snapshot(), Published(folder).snapshot()


def made(snapshot: Snapshot, name: str, shape: str | None = None) -> bytes:
    found = exports.export(snapshot, name, shape)
    assert isinstance(found, bytes)
    return found


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["export", *map(str, arguments)])


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own JSON-LD parser
@pytest.mark.parametrize("name", RDF)
def test_rdf_read_by_rdflib_is_the_same_graph(snapshots: Sequence[Snapshot], name: str) -> None:
    for snapshot in snapshots if name != "nt" else snapshots[1:]:
        for shape in RDF_SHAPES:
            lines = documents.ntriples(snapshot, full=shape == "full")
            expected = set(rdflib.Graph().parse(data=lines, format="nt"))
            found = set(rdflib.Graph().parse(data=made(snapshot, name, shape), format=RDF[name]))
            assert found == expected
        assert made(snapshot, name) == made(snapshot, name, "full")


def test_the_compact_form_is_the_graph_as_it_is_stored(snapshots: Sequence[Snapshot]) -> None:
    for snapshot in snapshots:
        assert made(snapshot, "nt", "compact") == (snapshot.version / layout.GRAPH).read_bytes()
        assert len(made(snapshot, "nt", "compact")) < len(made(snapshot, "nt"))


def test_the_full_form_tells_what_the_records_tell(snapshots: Sequence[Snapshot]) -> None:
    """Of menu nodes and steps too, of which the stored form does not say on what they rest or what their words are."""
    for snapshot in snapshots:
        told = dict(things(list(documents.lines(snapshot))))
        listings = (
            layout.FEATURES,
            layout.MENU_NODES,
            layout.PATHS,
            layout.PROCEDURES,
            layout.TERMS,
            layout.CONSTRAINTS,
        )
        for record in (one for listing in listings for one in snapshot.whole(Slice(listing))):
            if not isinstance(record, Procedure):
                _rests_on(snapshot, told, snapshot.iri(record.id), record)
                continue
            for place, step in enumerate(record.steps, 1):
                own = step_iri(snapshot.iri(record.id), place)
                _rests_on(snapshot, told, own, step)
                assert told[f"<{own}>"][f"<{NAMESPACE}text>"] == [literal(step.text)]
                assert told[f"<{own}>"][f"<{NAMESPACE}position>"] == [literal(str(place), datatype="integer")]


def _rests_on(snapshot: Snapshot, told: Mapping[str, Thing], own: str, record: Any) -> None:
    """Whether the graph says of a thing all its evidence with its words, and no other."""
    words = {_span(snapshot, one): literal(one.quote) for one in record.evidence}
    assert set(told[f"<{own}>"][f"<{NAMESPACE}evidence>"]) == set(words)
    assert all(told[one][f"<{NAMESPACE}quote>"] == [quote] for one, quote in words.items())


def _span(snapshot: Snapshot, one: Evidence) -> str:
    return f"<{Span(snapshot.iri(one.entry), one.field, one.start, one.end, one.rule).iri}>"


def test_turtle_has_prefixes_and_json_ld_the_published_terms(snapshots: Sequence[Snapshot]) -> None:
    turtle = made(snapshots[1], "ttl").decode()
    assert "@prefix help:" in turtle
    assert " a help:Constraint" in turtle.replace(" help:Thing,", "") or "help:Constraint" in turtle
    document = json.loads(made(snapshots[1], "jsonld"))
    published = json.loads((ROOT / "ontology" / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    assert document["@context"] == {"@base": snapshots[1].base_iri, **published}
    rule = next(node for node in document["@graph"] if node["type"] == "Constraint" and "feature" in node)
    assert rule["modality"] in ("ALLOWED", "FORBIDDEN", "REQUIRED", "NOT_REQUIRED", "RECOMMENDED", "AUTOMATIC")
    assert rule["feature"].startswith("feature-")
    assert rule["isSuperseded"] in (True, False)


def test_the_context_is_fresh() -> None:
    text = json.dumps(context.context(), ensure_ascii=False, indent=2) + "\n"
    assert (ROOT / "ontology" / "context.jsonld").read_text(encoding="utf-8") == text


def _alike(told: Any) -> Any:
    """Nodes and edges without keys, which GEXF has none of."""
    edges = Counter(
        (source, target, tuple(sorted((k, str(v)) for k, v in told.items() if k not in ("id", "networkx_key"))))
        for source, target, told in told.edges(data=True)
    )
    return {own: dict(sorted(told.items())) for own, told in told.nodes(data=True)}, edges


@pytest.mark.parametrize(("name", "read"), [("graphml", networkx.read_graphml), ("gexf", networkx.read_gexf)])
def test_networks_read_by_networkx_are_the_same_graph(snapshots: Sequence[Snapshot], name: str, read: Any) -> None:
    for snapshot in snapshots:
        expected = networks.multigraph(snapshot)
        found = read(io.BytesIO(made(snapshot, name)))
        assert found.is_directed()
        assert _alike(found) == _alike(expected)
        assert made(snapshot, name) == made(snapshot, name)


def test_characters_that_xml_forbids_are_replaced() -> None:
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    graph.add_node("x", label=networks._cell("a\x0b\x00\ud800b"))
    for write, read in ((networks.graphml, networkx.read_graphml), (networks.gexf, networkx.read_gexf)):
        assert read(io.BytesIO(write(graph))).nodes["x"]["label"] == "a���b"


def _rows(frame: Any) -> list[tuple[Any, ...]]:
    """The rows of a polars frame with empty cells as None."""
    return [tuple(None if cell == "" else cell for cell in row) for row in frame.rows()]


def test_csv_read_by_polars_is_the_same(snapshots: Sequence[Snapshot]) -> None:
    types: dict[type, Any] = {str: polars.String, int: polars.Int64, float: polars.Float64, bool: polars.Boolean}
    for snapshot in snapshots:
        files = exports.export(snapshot, "csv")
        assert not isinstance(files, bytes)
        assert set(files) == {f"{name}.csv" for name in (*tables.names(), TRIPLES)}
        for name in tables.names():
            table = tables.table(snapshot, name)
            schema = {column: types[kind] for column, kind in table.columns.items()}
            found = polars.read_csv(io.BytesIO(files[f"{name}.csv"]), schema=schema)
            assert _rows(found) == [tuple(None if cell == "" else cell for cell in row) for row in table.rows]
            assert made(snapshot, "csv", name) == files[f"{name}.csv"]


def test_parquet_read_by_arrow_and_pandas_is_the_same(snapshots: Sequence[Snapshot]) -> None:
    for snapshot in snapshots:
        files = exports.export(snapshot, "parquet")
        assert not isinstance(files, bytes)
        for name in tables.names():
            table = tables.table(snapshot, name)
            found = pyarrow.parquet.read_table(io.BytesIO(files[f"{name}.parquet"]))
            assert found.column_names == list(table.columns)
            columns = [column.to_pylist() for column in found.columns]
            assert list(zip(*columns, strict=True)) == list(table.rows)


def test_parquet_by_pandas_where_polars_is_not_there(
    snapshots: Sequence[Snapshot], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "polars" else True)
    table = tables.table(snapshots[1], "rules")
    found = polars.read_parquet(made(snapshots[1], "parquet", "rules"))
    assert found.rows() == list(table.rows)


@pytest.mark.parametrize("name", ["csv", "parquet"])
def test_the_table_of_triples_is_the_whole_graph(snapshots: Sequence[Snapshot], name: str) -> None:
    snapshot = snapshots[1]
    data = io.BytesIO(made(snapshot, name, TRIPLES))
    frame = pandas.read_parquet(data) if name == "parquet" else pandas.read_csv(data, keep_default_na=False)
    graph = rdflib.Graph()
    for row in frame.itertuples(index=False):
        subject, predicate, value, datatype, language = ("" if pandas.isna(cell) else str(cell) for cell in row)
        if not datatype:
            told: Any = rdflib.URIRef(value)
        elif language:
            told = rdflib.Literal(value, lang=language)
        else:
            plain = datatype.endswith("#string")
            told = rdflib.Literal(value, datatype=None if plain else rdflib.URIRef(datatype))
        graph.add((rdflib.URIRef(subject), rdflib.URIRef(predicate), told))
    expected = rdflib.Graph().parse(data=documents.ntriples(snapshot), format="nt")
    assert to_isomorphic(graph) == to_isomorphic(expected)


def test_the_command_writes_files_folders_and_stdout(graph: Path, tmp_path: Path) -> None:
    snapshot = Published(graph).snapshot()
    done = run("--format", "nt", "--graph", graph)
    assert done.exit_code == 0
    assert done.stdout_bytes == documents.ntriples(snapshot)
    assert run("--format", "TTL", "--graph", graph, "--out", tmp_path / "g.ttl").exit_code == 0
    assert (tmp_path / "g.ttl").read_bytes() == made(snapshot, "ttl")
    assert run("--format", "csv", "--graph", graph, "--out", tmp_path / "tables").exit_code == 0
    assert (tmp_path / "tables" / "rules.csv").read_bytes() == made(snapshot, "csv", "rules")
    assert run("--format", "csv", "--as", "rules", "--graph", graph).stdout_bytes == made(snapshot, "csv", "rules")


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--format", "turtel"], 2, "the formats are nt, ttl, jsonld"),
        (["--format", "graphm"], 2, "did you mean graphml?"),
        (["--format", "csv", "--as", "rule"], 2, "did you mean rules?"),
        (["--format", "csv"], 2, "name a folder with --out"),
        (["--format", "gexf", "--as", "rules"], 2, "leave --as out"),
        (["--format", "nt", "--as", "rules"], 2, "the forms are full, compact"),
        (["--format", "nt", "--out", "/nowhere/at/all.nt"], 1, "No such file"),
        ([], 2, "--format"),
    ],
)
def test_what_cannot_be_exported(graph: Path, arguments: Sequence[str], code: int, told: str) -> None:
    done = run(*arguments, "--graph", graph)
    assert (done.exit_code, done.stdout) == (code, "")
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_parquet_without_a_library_says_what_to_install(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    done = run("--format", "parquet", "--as", "rules", "--graph", graph)
    assert done.exit_code == 1
    assert "pip install 'helpgraph[frames]'" in done.stderr
