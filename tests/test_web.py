"""The explorer page as files: what is served how, what its policy forbids, how small it is, what is said where it was not made."""

import json
import re
import shutil
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from graphql import OperationDefinitionNode, build_schema, parse, print_ast, validate
from starlette.testclient import TestClient

from graph_api import explorer, npm
from graph_api.limits import AnswerLimits
from graph_api.plans.plans import Plans
from graph_api.server import Settings, create_app
from graph_api.snapshot import Published
from graph_api.web_routes import VIEWS
from tests.web_world import made_page

FIRST_VIEW = 150_000


@pytest.fixture(scope="module")
def made() -> Path:
    return made_page()


@pytest.fixture(scope="module")
def client(made: Path, graph: Path) -> TestClient:
    assert made.is_dir()
    return TestClient(create_app(graph))


def test_the_lock_names_no_address_to_fetch_from() -> None:
    lock = json.loads((explorer.SOURCES / "package-lock.json").read_text(encoding="utf-8"))
    assert len(lock["packages"]) > 100
    for name, package in lock["packages"].items():
        assert "resolved" not in package, name
        assert not name or package["integrity"].startswith("sha512-")


@pytest.mark.node
@pytest.mark.parametrize("address", ["/", *(f"/{view}" for view in VIEWS), "/things/<script>", "/menu/%2e%2e/x"])
def test_every_view_is_the_page_under_a_strict_policy(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\son\w+=|\sstyle=", answer.text)
    assert answer.text == client.get("/").text


@pytest.mark.node
def test_files_are_kept_for_ever_and_compressed(client: TestClient) -> None:
    html = client.get("/").text
    names = re.findall(r'(?:src|href)="(/assets/[^"]+)"', html)
    assert len(names) >= 3
    for name in names:
        for coding in ("br", "gzip", "identity"):
            answer = client.get(name, headers={"accept-encoding": coding})
            assert answer.status_code == 200
            assert "immutable" in answer.headers["cache-control"]
            assert answer.headers.get("content-encoding", "identity") == coding
            again = client.get(name, headers={"accept-encoding": coding, "if-none-match": answer.headers["etag"]})
            assert again.status_code == 304
    plain = client.get(names[0], headers={"accept-encoding": "br;q=0, gzip;q=0"})
    assert "content-encoding" not in plain.headers
    for beside in ("/assets/../index.html", "/assets/%2e%2e/documents.json", "/assets/nothing.js"):
        assert client.get(beside).status_code == 404


@pytest.mark.node
def test_the_first_view_is_small(client: TestClient) -> None:
    names = ["/", *re.findall(r'(?:src|href)="(/assets/[^"]+)"', client.get("/").text)]
    with client.stream("GET", "/"):
        sizes = [len(explorer.files()[name.strip("/") or explorer.PAGE].packed["br"]) for name in names]
    assert sum(sizes) < FIRST_VIEW


@pytest.mark.node
def test_the_trusted_documents_are_what_the_schema_knows(made: Path) -> None:
    schema = build_schema((explorer.SOURCES.parent / "schema.graphql").read_text(encoding="utf-8"))
    documents = json.loads((made / explorer.DOCUMENTS).read_text(encoding="utf-8"))
    assert len(documents) > 3
    for key, document in documents.items():
        assert key == f"sha256:{sha256(document.encode()).hexdigest()}"
        assert validate(schema, parse(document)) == []
        assert "snapshot { " in document, "each operation tells the version that it was answered from"


@pytest.mark.node
def test_nothing_made_is_in_the_page_s_sources() -> None:
    for path in (explorer.SOURCES / "src").rglob("*.ts*"):
        text = path.read_text(encoding="utf-8")
        assert "dangerouslySetInnerHTML" not in text, path
        assert "innerHTML" not in text or "generated" in path.parts, path


def test_without_node_the_api_works_and_the_page_says_what_is_missing(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(explorer, "MADE", tmp_path / "web")
    monkeypatch.setattr(explorer, "_STAMP", tmp_path / "web.version")
    monkeypatch.setattr(shutil, "which", lambda _: None)
    explorer.files.cache_clear()
    with pytest.raises(npm.NoNode, match="node is not installed"):
        explorer.make()
    bare = TestClient(create_app(graph))
    for address in ("/", "/menu"):
        answer = bare.get(address)
        assert answer.status_code == 200
        assert "Node.js" in answer.text
        assert "unsafe" not in answer.headers["content-security-policy"]
    assert bare.post("/graphql", json={"query": "{ snapshot { id } }"}).json()["data"]["snapshot"]["id"]
    explorer.files.cache_clear()


@pytest.mark.node
def test_the_page_s_operations_are_answered_where_only_trusted_ones_are(made: Path, graph: Path) -> None:
    documents = json.loads((made / explorer.DOCUMENTS).read_text(encoding="utf-8"))
    pulse = next(key for key, document in documents.items() if "query Pulse" in document)
    only = TestClient(create_app(graph, Settings(only_trusted=True)))
    assert only.post("/graphql", json={"documentId": pulse}).json()["data"]["snapshot"]["id"]
    assert only.post("/graphql", json={"query": "{ snapshot { id } }"}).status_code == 403


@pytest.mark.node
def test_no_operation_of_the_page_costs_more_than_an_answer_may(made: Path, graph: Path) -> None:
    documents = json.loads((made / explorer.DOCUMENTS).read_text(encoding="utf-8"))
    plans, snapshot = Plans(AnswerLimits()), Published(graph).snapshot()
    every: dict[str, Any] = {"id": "x", "ids": ["x"] * 64, "text": "运费", "question": "运费", "given": [], "facts": []}
    every |= {"hops": 2, "most": 500, "first": 10_000, "after": 0}
    for document in documents.values():
        (operation,) = (one for one in parse(document).definitions if isinstance(one, OperationDefinitionNode))
        asked = {one.variable.name.value: print_ast(one.type) for one in operation.variable_definitions or ()}
        given = {name: every[name] for name, kind in asked.items() if kind.endswith("!")}
        told = json.loads(plans.answer(snapshot, document, given, None).body)
        codes = {error["extensions"]["code"] for error in told.get("errors", [])}
        assert codes <= {"NOT_FOUND"}, (document[:80], told)
