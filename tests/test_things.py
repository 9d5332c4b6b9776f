"""Linked data: things by content negotiation, by their older names; the ontology; VoID; a graph opened from a server."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import rdflib
from rdflib import RDF, Namespace
from starlette.testclient import TestClient

import helpgraph
from graph_api import documents, remote
from graph_api.server import create_app
from graph_api.snapshot import Published, Slice, Snapshot, SnapshotError
from ontology import layout
from ontology.iris import NAMESPACE
from ontology.names import name_key
from ontology.records import Concept, Record
from tests.conftest import ROOT
from tests.test_server import served

HELP = Namespace(NAMESPACE)
VOID = Namespace("http://rdfs.org/ns/void#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
HTML = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
LISTINGS = (
    layout.ENTRIES, layout.FEATURES, layout.CONCEPTS, layout.MENU_NODES, layout.PATHS, layout.PROCEDURES, layout.TERMS,
    layout.GAPS, layout.CONSTRAINTS,
)  # fmt: skip


@pytest.fixture(scope="module")
def snapshot(graph: Path) -> Snapshot:
    return Published(graph).snapshot()


@pytest.fixture(scope="module")
def client(graph: Path) -> TestClient:
    return TestClient(create_app(graph), follow_redirects=False)


def some(snapshot: Snapshot) -> Sequence[Record]:
    """Things of every kind."""
    return [record for listing in LISTINGS for record in snapshot.whole(Slice(listing))[:6]]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_each_kind_of_thing_is_told_in_every_form(client: TestClient, snapshot: Snapshot) -> None:
    whole = rdflib.Graph().parse(data=documents.ntriples(snapshot), format="nt")
    for record in some(snapshot):
        own = rdflib.URIRef(snapshot.iri(record.id))
        turtle = client.get(f"/id/{record.id}", headers={"accept": "text/turtle"})
        assert turtle.headers["content-type"] == "text/turtle; charset=utf-8"
        told = rdflib.Graph().parse(data=turtle.text, format="turtle")
        assert set(told.triples((own, None, None))) == set(whole.triples((own, None, None)))
        assert set(told) <= set(whole)
        for words in told.objects(own, HELP.evidence):
            assert told.value(words, HELP.quote)
        linked = client.get(f"/id/{record.id}", headers={"accept": "application/ld+json"})
        assert set(rdflib.Graph().parse(data=linked.text, format="json-ld")) == set(told)
        page = client.get(f"/id/{record.id}", headers=HTML)
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert "<script" not in page.text
        assert "default-src 'none'" in page.headers["content-security-policy"]


def test_an_entry_tells_of_the_evidence_whose_iris_lead_to_it(client: TestClient, snapshot: Snapshot) -> None:
    whole = rdflib.Graph().parse(data=documents.ntriples(snapshot), format="nt")
    feature = next(iter(whole.subjects(HELP.location)))
    for words in whole.objects(feature, HELP.evidence):
        path = str(words).partition("#")[0].removeprefix(snapshot.base_iri)
        told = rdflib.Graph().parse(data=client.get(f"/id/{path}?format=ttl").text, format="turtle")
        assert set(told.triples((words, None, None))) == set(whole.triples((words, None, None))) != set()


def test_pages_link_to_pages_that_are_there(client: TestClient, snapshot: Snapshot) -> None:
    for record in some(snapshot)[::5]:
        page = client.get(f"/id/{record.id}", headers=HTML).text
        for link in set(re.findall(r'href="(/[^"#?]*)', page)):
            assert client.get(link, headers=HTML).status_code == 200, link


def test_what_sources_say_is_escaped(tmp_path: Path) -> None:
    from extract.build import Options, build

    corpus = tmp_path / "c.jsonl"
    entry = {"question": "怎么<script>alert(1)</script>导出订单", "answer": "商家后台-订单管理-<img src=x>导出"}
    corpus.write_text(json.dumps(entry, ensure_ascii=False), encoding="utf-8")
    build([corpus], tmp_path / "graph", Options())
    client = TestClient(create_app(tmp_path / "graph"))
    for record in some(Published(tmp_path / "graph").snapshot()):
        page = client.get(f"/id/{record.id}", headers=HTML).text
        assert "<script" not in page
        assert "<img" not in page


def test_a_thing_is_found_by_its_names(client: TestClient, snapshot: Snapshot) -> None:
    answer = client.get("/id/导出订单")
    assert answer.status_code == 303
    target = answer.headers["location"]
    assert client.get(target, headers=HTML).status_code == 200
    assert client.get("/id/导出订单?format=ttl").headers["location"] == f"{target}?format=ttl"
    for concept in snapshot.whole(Slice(layout.CONCEPTS))[:200:20]:
        assert isinstance(concept, Concept)
        ids = {name.id for name in snapshot.names(name_key(concept.label), ("Feature", "Concept", "MenuNode", "Term"))}
        location = unquote(client.get(f"/id/{concept.label}").headers["location"])
        assert location.removeprefix("/id/") in ids


@pytest.mark.parametrize(
    ("path", "headers", "status", "told"),
    [
        ("/id/订单导出了", {}, 404, "did you mean"),
        ("/id/feature-xxxxxxxxxxxxxxxx", {}, 404, "nothing is named"),
        ("/id/导出订单?format=yaml", {}, 303, ""),
        ("/ontology?format=yaml", {}, 400, "the formats are html, ttl, jsonld"),
        ("/ontology", {"accept": "image/png"}, 406, "the media types are"),
        ("/versions/current/passwd", {}, 404, "there are manifest.json"),
        ("/versions/current/..%2f..%2fcurrent", {}, 404, ""),
        ("/versions/0123456789abcdef/graph.nt", {}, 404, "the version that is served is"),
    ],
)
def test_what_is_not_there(client: TestClient, path: str, headers: dict[str, str], status: int, told: str) -> None:
    answer = client.get(path, headers=headers)
    assert answer.status_code == status
    if told:
        assert told in answer.json()["errors"][0]["message"]


def test_answers_are_the_same_as_long_as_the_snapshot_is(client: TestClient, snapshot: Snapshot) -> None:
    own = snapshot.whole(Slice(layout.FEATURES))[0].id
    first = client.get(f"/id/{own}", headers={"accept": "text/turtle"})
    headers = {"accept": "text/turtle", "if-none-match": first.headers["etag"]}
    assert client.get(f"/id/{own}", headers=headers).status_code == 304
    assert first.headers["vary"] == "Accept"


def test_the_ontology_is_told(client: TestClient) -> None:
    turtle = client.get("/ontology?format=ttl")
    assert turtle.content == (ROOT / "ontology" / "help.ttl").read_bytes()
    page = client.get("/ontology", headers=HTML).text
    terms = rdflib.Graph().parse(data=turtle.text, format="turtle")
    for term in set(terms.subjects(RDF.type, rdflib.OWL.Class)):
        if str(term).startswith(NAMESPACE):
            assert f'id="{str(term).removeprefix(NAMESPACE)}"' in page
    assert "条目" in page
    assert client.get("/ontology", headers={"accept": "application/ld+json"}).json()["@graph"]
    context = client.get("/ontology/context.jsonld")
    assert context.json()["@context"]["modality"] == {"@id": "help:modality", "@type": "@vocab"}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_void_and_dcat_tell_of_what_is_there(client: TestClient, snapshot: Snapshot) -> None:
    answer = client.get("/.well-known/void")
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")
    (dataset,) = graph.subjects(RDF.type, VOID.Dataset)
    assert (dataset, RDF.type, DCAT.Dataset) in graph
    whole = rdflib.Graph().parse(snapshot.version / layout.GRAPH, format="nt")
    assert int(str(graph.value(dataset, VOID.triples))) == len(whole)
    for part in graph.objects(dataset, VOID.classPartition):
        count = len(set(whole.subjects(RDF.type, graph.value(part, VOID["class"]))))
        assert int(str(graph.value(part, VOID.entities))) == count
    dump = str(graph.value(dataset, VOID.dataDump)).removeprefix("http://testserver")
    assert set(rdflib.Graph().parse(data=client.get(dump).content, format="nt")) == set(whole)
    endpoint = str(graph.value(dataset, VOID.sparqlEndpoint)).removeprefix("http://testserver")
    assert client.get(endpoint, params={"query": "ASK { ?s ?p ?o }"}).json()["boolean"] is True
    linked = client.get("/.well-known/void", headers={"accept": "application/ld+json"})
    assert set(rdflib.Graph().parse(data=linked.text, format="json-ld")) == set(graph)
    assert client.get("/.well-known/void", headers=HTML).text.count("<pre>") == 1


def test_without_a_graph_things_are_unavailable(tmp_path: Path) -> None:
    client = TestClient(create_app(tmp_path))
    for path in ("/id/x", "/ontology", "/.well-known/void", "/versions/current/manifest.json"):
        assert client.get(path).status_code == 503


def test_a_graph_opened_from_a_server_is_the_same(graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    here = helpgraph.open(graph)
    with served(graph) as address:
        there = helpgraph.open(f"{address}/")
        assert there.id == here.id
        assert there.snapshot.version == tmp_path / "helpgraph" / here.id
        assert helpgraph.open(address).id == here.id
    assert there.rules.equals(here.rules)
    query = "SELECT ?s ?label { ?s skos:prefLabel ?label } ORDER BY ?s ?label LIMIT 50"
    assert there.sparql(query).equals(here.sparql(query))
    assert [str(one) for one in there.locate("导出订单")] == [str(one) for one in here.locate("导出订单")]


def test_an_address_without_a_graph(graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with pytest.raises(SnapshotError, match="cannot be reached"):
        helpgraph.open("http://127.0.0.1:9")
    with pytest.raises(SnapshotError, match=r"cannot be (read|reached)"):
        helpgraph.open("http://")
    with served(graph) as address:
        with pytest.raises(SnapshotError, match="answers 404"):
            helpgraph.open(f"{address}/graphql")
        with pytest.raises(SnapshotError, match=r"answers 40[45]"):
            helpgraph.open(f"{address}/id")
        wrong: dict[str, Any] = {layout.DATABASE: "0" * 64}
        with pytest.raises(SnapshotError, match="is not what its manifest tells"):
            remote._fetch(f"{address}/versions/current", b"{}", wrong, tmp_path / "x")
    assert not (tmp_path / "x").exists()
