"""SPARQL: which queries are admitted, the formats of results, the protocol, the examples, and what a hostile query comes to."""

import contextlib
import io
import json
import re
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.query import Result
from starlette.testclient import TestClient
from typer.testing import CliRunner

from graph_api import documents
from graph_api.limits import QueryLimits
from graph_api.schema import execute
from graph_api.server import Settings, create_app
from graph_api.snapshot import Published, Snapshot
from graph_api.sparql import UNLIMITED, Runner
from graph_api.sparql_examples import EXAMPLES, Example
from graph_api.sparql_guard import MOST_CHARACTERS, QueryRefused, admit
from helpgraph import app
from ontology.iris import NAMESPACE
from tests.conftest import ROOT
from tests.test_server import served

SHORT = QueryLimits(seconds=3, rows=1000, bytes=1024 * 1024)
CARTESIAN = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?c != ?f && ?f != ?i) }"
BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.fixture(scope="module")
def snapshot(graph: Path) -> Snapshot:
    return Published(graph).snapshot()


@pytest.fixture(scope="module")
def runner(snapshot: Snapshot) -> Iterator[Runner]:
    found = Runner(snapshot, SHORT)
    yield found
    found.close()


@pytest.fixture(scope="module")
def client(graph: Path) -> TestClient:
    return TestClient(create_app(graph, Settings(sparql=SHORT)))


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * { ?s ?p ?o }", "SELECT"),
        ("# SERVICE <http://x/>\nselect ?service { ?service ?p 'FROM SERVICE' }", "SELECT"),
        ("PREFIX from: <http://x/service#> ASK { ?s from:service '''SERVICE ' \" ''' }", "ASK"),
        ("BASE <http://x/FROM> DESCRIBE <service>", "DESCRIBE"),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(?s < ?o && ?o > ?s) }", "CONSTRUCT"),
        ('SELECT * { ?s ?p "a\\"SERVICE"@from }', "SELECT"),
    ],
)
def test_queries_that_are_admitted(query: str, form: str) -> None:
    assert admit(query) == form


@pytest.mark.parametrize(
    "query",
    [
        "",
        "   \n",
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { S\\U00000045RVICE<http://127.0.0.1:9/>{} }",
        "SELECT * { ?s ?p '#' . SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p <http://x#> . SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 'a\\\\' . SERVICE <http://127.0.0.1:9/> { } # ' \n }",
        "SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }",
        "SELECT * from named<http://127.0.0.1:9/>{ ?s ?p ?o }",
        "INSERT DATA { <x:a> <x:b> <x:c> }",
        "PREFIX x: <http://x/> delete where { ?s ?p ?o }",
        "LOAD <http://127.0.0.1:9/>",
        "CLEAR ALL",
        "WITH <x:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "{ locate }",
        "SELECT * {" + "{" * 200 + "?s ?p ?o" + "}" * 200 + "}",
        "SELECT * { ?s ?p '" + "x" * MOST_CHARACTERS + "' }",
        "SELECT * { ?s ?p '\x00' }",
        "SELECT * { ?s ?p '\ud800' }",
    ],
)
def test_queries_that_are_refused(query: str) -> None:
    with pytest.raises(QueryRefused):
        admit(query)


@given(st.text(max_size=300) | st.text(alphabet="SELECT{}()<>?'\"\\ #:.u0053serviceFROM\n", max_size=200))
def test_any_text_is_admitted_or_refused(text: str) -> None:
    with contextlib.suppress(QueryRefused):
        assert admit(text) in ("SELECT", "CONSTRUCT", "DESCRIBE", "ASK")


@given(
    st.sampled_from(["?a<?b", "'x'", '"y"', "<x:y>", "a:b", "#c\n", "?v", "@en", "'''z'''", "\\u0020", "(", "."]),
    st.data(),
)
def test_a_service_is_seen_behind_anything(piece: str, data: st.DataObject) -> None:
    """No token before it hides the word, as long as brackets and quotes of that token are closed."""
    other = data.draw(st.sampled_from(["'x'", "<x:y>", "?v", "a:b", "5", " "]))
    with pytest.raises(QueryRefused):
        admit(f"SELECT * {{ {piece} {other} SERVICE <http://127.0.0.1:9/> {{ }} }}")


def test_what_the_guard_admits_asks_no_other_host(snapshot: Snapshot) -> None:
    """A listener where queries point to hears nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        runner = Runner(snapshot, SHORT)
        for query in (
            f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ \\u0053\\u0045RVICE <{address}> {{ ?s ?p ?o }} }}",
            f"SELECT * FROM <{address}> {{ ?s ?p ?o }}",
            f"DESCRIBE <{address}>",
            f"SELECT * {{ GRAPH <{address}> {{ ?s ?p ?o }} }}",
            f"LOAD <{address}>",
        ):
            try:
                runner.run(query)
            except QueryRefused:
                continue
        runner.close()
        with pytest.raises(TimeoutError):
            listener.accept()


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_results_are_read_by_rdflib(runner: Runner, snapshot: Snapshot, name: str) -> None:
    query = (
        "SELECT ?s ?label ?count ?none { { SELECT ?s (COUNT(?e) AS ?count) { ?s help:evidence ?e } GROUP BY ?s } "
        "?s skos:prefLabel ?label } ORDER BY ?s LIMIT 50"
    )
    expected: Any = rdflib.Graph().parse(snapshot.version / "graph.nt", format="nt").query(
        "PREFIX help: <https://helpgraph.example/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> " + query
    )  # fmt: skip
    found: Any = Result.parse(io.BytesIO(runner.run(query, name)), format=name)
    rows = [[None if cell is None else str(cell) for cell in row] for row in found]
    assert rows == [[None if cell is None else str(cell) for cell in row] for row in expected]
    if name != "csv":
        assert [row[1].language for row in found] == ["zh-hans"] * 50
        assert str(next(iter(found))[2].datatype).endswith("integer")
    hard = runner.run("SELECT ?x { VALUES ?x { \"a\\tb\\n<&>'\\\"]]>\\\\,\" 'é'@en 1.5 UNDEF <x:y> } }", name)
    cells: Any = Result.parse(io.BytesIO(hard), format=name)
    texts = [None if row[0] is None else str(row[0]) for row in cells]
    assert texts[:1] == ["a\tb\n<&>'\"]]>\\,"]
    assert texts[1:3] == ["é", "1.5"]


@pytest.mark.parametrize(("name", "read"), [("ttl", "turtle"), ("nt", "nt"), ("rdf", "xml"), ("jsonld", "json-ld")])
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_graphs_are_read_by_rdflib(runner: Runner, name: str, read: str) -> None:
    data = runner.run("CONSTRUCT { ?s skos:prefLabel ?l } { ?s a help:MenuNode ; skos:prefLabel ?l } LIMIT 20", name)
    assert len(rdflib.Graph().parse(data=data, format=read)) == 20


def test_functions_tell_what_evidence_says(runner: Runner, snapshot: Snapshot) -> None:
    """What they say is what the full form of the graph says by properties of the same names; of nothing else do they say anything."""
    names = ("quote", "start", "end", "entry", "field", "rule")
    asked = " ".join(f"BIND(help:{name}(?e) AS ?{name})" for name in names)
    rows = json.loads(runner.run(f"SELECT * {{ ?t a help:Term ; help:evidence ?e {asked} }}"))["results"]["bindings"]
    told = documents.triples(snapshot)
    full = {(str(one.subject), one.predicate.value): one.object.value for one in told}  # type: ignore[union-attr]
    assert rows
    for row in rows:
        own = f"<{row['e']['value']}>"
        assert [row[name]["value"] for name in names] == [full[own, NAMESPACE + name] for name in names]
    steps = runner.run("SELECT ?n { ?p help:step ?s BIND(help:position(?s) AS ?n) }")
    assert {row["n"]["value"] for row in json.loads(steps)["results"]["bindings"]} >= {"1", "2", "3"}
    for term in ("?t", '"x"', "help:Term", "1"):
        query = f"SELECT (help:quote({term}) AS ?q) (help:position({term}) AS ?s) {{ ?t a help:Term }} LIMIT 1"
        assert json.loads(runner.run(query))["results"]["bindings"] == [{}]
    assert json.loads(runner.run("SELECT (help:start() AS ?q) {}"))["results"]["bindings"] == [{}]


def test_words_are_found_without_our_functions(runner: Runner, snapshot: Snapshot) -> None:
    """The query that README has for other stores finds the same words."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (query,) = (block for block in re.findall(r"```sparql\n(.*?)```", readme, re.DOTALL) if "SUBSTR" in block)
    words = "SELECT ?quote { ?t a help:Term ; help:evidence ?evidence BIND(help:quote(?evidence) AS ?quote) }"
    expected = {row["quote"]["value"] for row in json.loads(runner.run(words))["results"]["bindings"]}
    assert {row["quote"]["value"] for row in json.loads(runner.run(query))["results"]["bindings"]} == expected
    stored: Any = rdflib.Graph().parse(data=documents.ntriples(snapshot, full=False), format="nt").query(query)
    assert {str(row.quote) for row in stored} == expected


def test_a_format_that_does_not_fit_the_form(runner: Runner) -> None:
    with pytest.raises(QueryRefused, match="json, xml, csv, tsv"):
        runner.run("SELECT * { ?s ?p ?o } LIMIT 1", "ttl")
    with pytest.raises(QueryRefused, match="ttl, nt, rdf, jsonld"):
        runner.run("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1", "json")
    assert json.loads(runner.run("ASK { ?s ?p ?o }"))["boolean"] is True
    assert b"<boolean>true</boolean>" in runner.run("ASK { ?s ?p ?o }", "xml")


HOSTILE = {
    "a cartesian product": CARTESIAN,
    "a cartesian product in order": "SELECT DISTINCT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i",
    "an unbounded path": "SELECT (COUNT(*) AS ?n) { ?a (!help:x|^!help:x)* ?b . ?b (!help:x|^!help:x)* ?c }",
    "a huge regular expression": 'SELECT * { ?s ?p ?o . ?a ?b ?c FILTER(REGEX(CONCAT(STR(?o), STR(?c)), "((a{1,90}){1,90}){1,9}")) }',
    "a string that doubles": (
        "SELECT (STRLEN(?v16) AS ?n) { ?s ?p ?o BIND(STR(?o) AS ?v0) "
        + " ".join(f"BIND(CONCAT(?v{n}, ?v{n}, ?v{n}, ?v{n}) AS ?v{n + 1})" for n in range(16))
        + "}"
    ),
    "too many rows": "SELECT * { ?s ?p ?o }",
    "too many bytes": "SELECT ?a1 ?a2 ?a3 { ?e help:answer ?a1 . ?f help:answer ?a2 . ?g help:answer ?a3 } LIMIT 900",
    "too many triples": "CONSTRUCT WHERE { ?s ?p ?o }",
    "deep nesting": "SELECT * { ?s ?p ?o FILTER(" + "!" * 30000 + "true) }",
    "deep brackets": "SELECT * " + "{" * 5000 + "}" * 5000,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_queries_stop_at_the_limit(client: TestClient, name: str) -> None:
    began = time.monotonic()
    answer = client.post("/sparql", data={"query": HOSTILE[name]})
    assert time.monotonic() - began < SHORT.seconds + 20
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert error["extensions"]["code"] == "LIMIT_EXCEEDED", error
    assert error["extensions"]["limit"] in ("seconds", "rows", "bytes", "memory", "depth", "length")
    assert error["message"]
    assert client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"}).json()["boolean"] is True


def test_memory_is_limited(snapshot: Snapshot) -> None:
    runner = Runner(snapshot, QueryLimits(seconds=120, memory=400 * 1024 * 1024))
    with pytest.raises(QueryRefused, match="400 MB of memory") as refused:
        runner.run("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f")
    assert refused.value.limit == "memory"
    assert b"true" in runner.run("ASK { ?s ?p ?o }")
    runner.close()


def test_the_api_stays_quick_while_hostile_queries_run(graph: Path) -> None:
    def ask(path: str, body: bytes, kind: str) -> tuple[float, bytes]:
        began = time.monotonic()
        request = Request(path, body, {"Content-Type": kind, "Accept": "application/json"})
        with urlopen(request, timeout=60) as answer:
            told = answer.read()
        return time.monotonic() - began, told

    with served(graph) as address:
        query = json.dumps({"query": '{ locate(feature: "订单导出") { text } }'}).encode()
        ask(f"{address}/graphql", query, "application/json")

        def hostile() -> None:
            with pytest.raises(OSError, match="400"):
                ask(f"{address}/sparql", CARTESIAN.encode(), "application/sparql-query")

        threads = [threading.Thread(target=hostile) for _ in range(2)]
        for thread in threads:
            thread.start()
        time.sleep(1)
        times = sorted(ask(f"{address}/graphql", query, "application/json")[0] for _ in range(40))
        assert threads[0].is_alive()
        assert times[20] < 0.1
        assert times[-1] < 1.0
        for thread in threads:
            thread.join()


def test_the_processes_end_with_their_runner(snapshot: Snapshot) -> None:
    runner = Runner(snapshot, UNLIMITED)
    runner.run("ASK { ?s ?p ?o }")
    (process,) = runner._processes
    del runner
    assert process.poll() is not None


@pytest.mark.parametrize("one", EXAMPLES, ids=lambda one: one.title)
def test_each_example_answers_and_has_a_page(client: TestClient, one: Example) -> None:
    rows = client.get("/sparql", params={"query": one.query}).json()["results"]["bindings"]
    assert rows
    page = client.get("/sparql", params={"query": one.query}, headers=BROWSER)
    assert page.status_code == 200
    assert f"<p>{len(rows)} rows</p>" in page.text


def test_the_examples_give_what_the_api_gives(client: TestClient, snapshot: Snapshot) -> None:
    def rows(nth: int) -> list[dict[str, str]]:
        found = client.get("/sparql", params={"query": EXAMPLES[nth].query}).json()["results"]["bindings"]
        return [{name: cell["value"] for name, cell in row.items()} for row in found]

    def api(document: str) -> Any:
        return execute(snapshot, document)["data"]

    paths: dict[str, list[str]] = {}
    for row in rows(0):
        paths.setdefault(row["path"], []).append(row["label"])
    told = api('{ locate(feature: "订单导出") { text } }')["locate"]
    assert sorted(" > ".join(labels) for labels in paths.values()) == sorted(one["text"] for one in told)
    told = api('{ concept(ref: "COD") { constraints(first: 500) { nodes { text } } } }')["concept"]["constraints"]
    assert {row["text"] for row in rows(1)} == {one["text"] for one in told["nodes"]}
    told = api(
        "{ constraints(filter: {kind: [APPLICABILITY], modality: [FORBIDDEN]}, first: 500) "
        "{ nodes { text isSuperseded feature { isOperation } } } }"
    )["constraints"]["nodes"]
    operations = (one for one in told if one["feature"] and one["feature"]["isOperation"] and not one["isSuperseded"])
    assert {row["text"] for row in rows(2)} == {one["text"] for one in operations}
    told = api('{ feature(ref: "修改运费") { evidence(first: 500) { quote start end } } }')["feature"]["evidence"]
    assert {(row["quote"], int(row["start"]), int(row["end"])) for row in rows(6)} == {
        (one["quote"], one["start"], one["end"]) for one in told
    }
    told = api("{ features(first: 500) { nodes { label locations { id } } } }")["features"]["nodes"]
    assert sorted(row["label"] for row in rows(7)) == sorted(one["label"] for one in told if not one["locations"])
    gaps = sum(int(row["gaps"]) for row in rows(8))
    assert gaps == api("{ snapshot { gaps { totalCount } } }")["snapshot"]["gaps"]["totalCount"]


def test_the_protocol_takes_a_query_in_three_ways(client: TestClient) -> None:
    query = "SELECT ?s { ?s a help:MenuNode } ORDER BY ?s LIMIT 2"
    got = client.get("/sparql", params={"query": query})
    assert got.headers["content-type"] == "application/sparql-results+json; charset=utf-8"
    assert client.post("/sparql", data={"query": query}).content == got.content
    headers = {"content-type": "application/sparql-query"}
    assert client.post("/sparql", content=query.encode(), headers=headers).content == got.content


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv;q=0.5, text/tab-separated-values", "text/tab-separated-values"),
        ("text/csv", "text/csv"),
        (BROWSER["accept"], "text/html"),
    ],
)
def test_the_format_of_results_is_negotiated(client: TestClient, accept: str, media: str) -> None:
    answer = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o } LIMIT 1"}, headers={"accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] in (media, "application/sparql-results+json"[: len(media)])
    assert answer.headers["vary"] == "Accept"


@pytest.mark.parametrize(
    ("send", "status", "told"),
    [
        ({"params": {}}, 400, "there must be one query"),
        ({"params": {"query": ["ASK {}", "ASK {}"]}}, 400, "there are 2"),
        ({"params": {"query": "ASK { ?s ?p }"}}, 400, "cannot be read"),
        ({"params": {"query": "ASK {}", "default-graph-uri": "x:y"}}, 400, "one graph alone"),
        ({"params": {"query": "ASK {}", "format": "yaml"}}, 400, "json, xml, csv, tsv"),
        ({"params": {"query": "ASK {}"}, "headers": {"accept": "image/png"}}, 406, "is answered as"),
        ({"params": {"query": "LOAD <x:y>"}}, 400, "only queries are answered"),
        ({"params": {"update": "CLEAR ALL"}}, 400, "updates are not taken"),
    ],
)
def test_requests_that_cannot_be_answered(client: TestClient, send: Any, status: int, told: str) -> None:
    answer = client.get("/sparql", **send)
    assert answer.status_code == status
    (error,) = answer.json()["errors"]
    assert told in error["message"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


def test_updates_and_other_bodies_are_not_taken(client: TestClient) -> None:
    for kind in ("application/sparql-update", "text/plain", ""):
        answer = client.post("/sparql", content=b"CLEAR ALL", headers={"content-type": kind})
        assert answer.status_code == 400
    assert (
        client.post("/sparql", content=b"\xff", headers={"content-type": "application/sparql-query"}).status_code == 400
    )
    long = b"x" * (MOST_CHARACTERS * 10)
    assert client.post("/sparql", content=long, headers={"content-type": "application/sparql-query"}).status_code == 400
    assert client.put("/sparql", content=b"").status_code == 405


def test_the_page_asks_nothing_of_anybody(client: TestClient) -> None:
    page = client.get("/sparql", headers=BROWSER)
    assert page.status_code == 200
    assert "<script" not in page.text
    assert " src=" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert page.text.count("<li>") == len(EXAMPLES) == 10
    evil = client.get("/sparql", params={"query": "ASK { ?s ?p '</textarea><script>x</script>' "}, headers=BROWSER)
    assert evil.status_code == 400
    assert "<script" not in evil.text
    assert 'role="alert"' in evil.text
    described = client.get("/sparql", params={"query": "DESCRIBE ?s { ?s a help:MenuNode } LIMIT 1"}, headers=BROWSER)
    assert "<pre>" in described.text


def test_without_a_graph_it_is_unavailable(tmp_path: Path) -> None:
    answer = TestClient(create_app(tmp_path)).get("/sparql", params={"query": "ASK {}"})
    assert answer.status_code == 503
    assert answer.json()["errors"][0]["extensions"]["code"] == "UNAVAILABLE"


def test_too_many_queries_are_told_to_come_again(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph_api.sparql_routes.MOST_WAITING", 0)
    answer = TestClient(create_app(graph)).get("/sparql", params={"query": "ASK {}"})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, ["sparql", *map(str, arguments)])


def test_the_command(graph: Path, runner: Runner, tmp_path: Path) -> None:
    query = "SELECT ?label { ?s a help:MenuNode ; skos:prefLabel ?label } ORDER BY ?label LIMIT 5"
    done = run(query, "--graph", graph)
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0] == "?label"
    assert done.stdout_bytes == runner.run(query, "tsv")
    (tmp_path / "q.rq").write_text(query, encoding="utf-8")
    assert run(tmp_path / "q.rq", "--graph", graph, "--format", "csv").stdout_bytes == runner.run(query, "csv")
    assert "prefLabel" in run("DESCRIBE ?s { ?s a help:MenuNode } LIMIT 1", "--graph", graph).stdout


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["SELECT * { ?s ?p }"], 2, "cannot be read"),
        (["nofile"], 2, "neither a SPARQL query nor a file"),
        (["SELECT * { SERVICE <http://x/> {} }"], 2, "only this graph is asked"),
        (["ASK {}", "--format", "yaml"], 2, "json, xml, csv, tsv"),
        ([CARTESIAN, "--seconds", "1"], 1, "longer than 1 s"),
    ],
)
def test_what_the_command_refuses(graph: Path, arguments: Sequence[str], code: int, told: str) -> None:
    done = run(*arguments, "--graph", graph)
    assert (done.exit_code, done.stdout) == (code, "")
    assert done.stderr.startswith("error: ")
    assert told in done.stderr
