"""GraphQL over HTTP: methods, media types, tags, compressed forms, other origins, trusted documents, and all audits of graphql-http."""

import asyncio
import gzip
import hashlib
import json
import re
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

import brotli
import pytest
import zstandard
from starlette.testclient import TestClient

from graph_api.errors import Code
from graph_api.limits import AnswerLimits, limits_of
from graph_api.plans.plans import Plans
from graph_api.server import Settings, create_app
from graph_api.serving.packed import coding
from graph_api.serving.requests import media_type
from graph_api.serving.trusted import BadManifest, read_manifest
from tests.conftest import ROOT, require
from tests.test_server import served

QUERY: Final = "{ features(first: 20) { nodes { id label aliases } } }"
MENU: Final = "query Menu { menu { id label } }"
AUDITS: Final = ROOT / "tests" / "http_audits"
RESPONSE_JSON: Final = "application/graphql-response+json"


@pytest.fixture(scope="module")
def client(graph: Path) -> TestClient:
    return TestClient(create_app(graph))


def error(answer: Any) -> dict[str, Any]:
    (found,) = answer.json()["errors"]
    assert found["extensions"]["code"] in set(Code)
    assert "data" not in answer.json()
    assert answer.headers["cache-control"] == "no-store"
    told: dict[str, Any] = found
    return told


def test_methods(client: TestClient) -> None:
    told = client.options("/graphql")
    assert (told.status_code, told.headers["allow"]) == (204, "GET, HEAD, POST, OPTIONS")
    got = client.get("/graphql", params={"query": QUERY})
    head = client.head("/graphql", params={"query": QUERY})
    assert head.content == b""
    assert {name: head.headers[name] for name in ("etag", "content-length")} == {
        name: got.headers[name] for name in ("etag", "content-length")
    }
    refused = client.put("/graphql", json={"query": QUERY})
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD, POST, OPTIONS")
    assert error(refused)


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("application/*", RESPONSE_JSON),
        ("application/json", "application/json"),
        (f"application/json, {RESPONSE_JSON}", RESPONSE_JSON),
        (f"{RESPONSE_JSON};q=0.5, application/json", "application/json"),
        (f"{RESPONSE_JSON}; charset=latin1, application/json;q=0.1", "application/json"),
        ("text/html;q=1, */*;q=0.1", "application/json"),
        ("application/json;q=0", None),
        ("application/json;q=x", None),
        ("image/png", None),
    ],
)
def test_media_types(client: TestClient, accept: str, media: str | None) -> None:
    assert media_type(accept) == media
    answer = client.post("/graphql", json={"query": QUERY}, headers={"accept": accept})
    assert answer.status_code == (200 if media else 406)
    assert answer.headers["content-type"].startswith(media or RESPONSE_JSON)


def test_request_errors_have_a_status_of_their_own_but_for_who_names_the_older_media_type(client: TestClient) -> None:
    for accept, status in ((RESPONSE_JSON, 400), ("*/*", 400), ("application/json", 200)):
        assert client.post("/graphql", json={"query": "{ x }"}, headers={"accept": accept}).status_code == status
    partial = client.post("/graphql", json={"query": '{ locate(feature: "无此物") { id } menu { id } }'})
    assert partial.status_code == 200
    assert partial.json()["data"]["menu"]
    assert partial.json()["errors"][0]["extensions"]["code"] == "NOT_FOUND"


def test_tags(client: TestClient) -> None:
    first = client.get("/graphql", params={"query": QUERY})
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "no-cache"
    again = client.get("/graphql", params={"query": QUERY}, headers={"if-none-match": f'"x", W/{tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    other = client.get("/graphql", params={"query": MENU}, headers={"if-none-match": tag})
    assert (other.status_code, other.headers["etag"] != tag) == (200, True)
    posted = client.post("/graphql", json={"query": QUERY}, headers={"if-none-match": tag})
    assert (posted.status_code, posted.headers["cache-control"], "etag" in posted.headers) == (200, "no-store", False)
    failed = client.get("/graphql", params={"query": '{ locate(feature: "无此物") { id } }'})
    assert "etag" not in failed.headers


def test_compressed_forms(client: TestClient) -> None:
    plain = client.get("/graphql", params={"query": QUERY}, headers={"accept-encoding": "identity"})
    tags = {plain.headers["etag"]}
    for name, unpack in (
        ("gzip", gzip.decompress),
        ("br", brotli.decompress),
        ("zstd", lambda body: zstandard.ZstdDecompressor().decompress(body)),
    ):
        with client.stream("GET", "/graphql", params={"query": QUERY}, headers={"accept-encoding": name}) as answer:
            body = b"".join(answer.iter_raw())
            assert answer.headers["content-encoding"] == name
            assert "accept-encoding" in answer.headers["vary"]
            tags.add(answer.headers["etag"])
        assert len(body) < len(plain.content)
        assert unpack(body) == plain.content
    assert len(tags) == 4, "each form has a tag of its own"
    small = client.get("/graphql", params={"query": MENU}, headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in small.headers


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, br;q=0.9", "gzip"),
        ("gzip;q=0", ""),
        ("identity", ""),
        ("", ""),
        ("*", "zstd"),
        ("*;q=0.5, identity", ""),
        ("zstd;q=0, *", "br"),
        ("gzip;q=x", ""),
    ],
)
def test_codings(header: str, name: str) -> None:
    assert coding(header) == name


def test_other_origins_may_not_ask_unless_they_are_named(graph: Path, client: TestClient) -> None:
    origin = {"origin": "https://shop.example"}
    assert "access-control-allow-origin" not in client.post("/graphql", json={"query": MENU}, headers=origin).headers
    named = TestClient(create_app(graph, Settings(origins=frozenset(("https://shop.example",)))))
    asked = named.options("/graphql", headers={**origin, "access-control-request-method": "POST"})
    assert asked.headers["access-control-allow-origin"] == origin["origin"]
    assert "POST" in asked.headers["access-control-allow-methods"]
    assert "content-type" in asked.headers["access-control-allow-headers"]
    for answer in (named.post("/graphql", json={"query": MENU}, headers=origin), named.put("/graphql", headers=origin)):
        assert answer.headers["access-control-allow-origin"] == origin["origin"]
        assert "origin" in answer.headers["vary"]
        assert "access-control-allow-credentials" not in answer.headers
    stranger = named.post("/graphql", json={"query": MENU}, headers={"origin": "https://other.example"})
    assert "access-control-allow-origin" not in stranger.headers
    assert "origin" in stranger.headers["vary"]
    every = TestClient(create_app(graph, Settings(origins=frozenset("*"))))
    assert every.post("/graphql", json={"query": MENU}, headers=origin).headers["access-control-allow-origin"] == "*"


def test_request_ids(client: TestClient) -> None:
    kept = client.post("/graphql", json={"query": MENU}, headers={"x-request-id": "a-1._B"})
    assert kept.headers["x-request-id"] == "a-1._B"
    made = {client.post("/graphql", json={"query": MENU}).headers["x-request-id"] for _ in range(3)}
    assert len(made) == 3
    odd = client.post("/graphql", json={"query": MENU}, headers={"x-request-id": "a b"}).headers["x-request-id"]
    assert odd != "a b"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"content-type": "application/json; charset=utf-8"}, 200),
        ({"content-type": 'APPLICATION/JSON ; charset="UTF-8"'}, 200),
        ({"content-type": "application/json; charset=utf-16"}, 415),
        ({"content-type": "application/x-www-form-urlencoded"}, 415),
        ({"content-type": "multipart/form-data; boundary=x"}, 415),
        ({"content-type": "text/plain"}, 415),
        ({"content-type": "text/plain; application/json"}, 415),
        ({"content-type": "application/jsonx"}, 415),
        ({"content-type": ""}, 415),
        ({"content-type": "application/json", "content-encoding": "gzip"}, 415),
    ],
)
def test_bodies_are_json_as_it_is(client: TestClient, headers: dict[str, str], status: int) -> None:
    answer = client.post("/graphql", content=json.dumps({"query": MENU}), headers=headers)
    assert answer.status_code == status
    assert status == 200 or error(answer)


def test_a_get_with_the_type_of_a_form_is_refused(client: TestClient) -> None:
    for kind, status in (("message/x", 415), ("text/plain", 415), ("application/json", 200)):
        answer = client.get("/graphql", params={"query": MENU}, headers={"content-type": kind})
        assert answer.status_code == status


def test_a_body_is_refused_before_it_is_read(graph: Path) -> None:
    """By its length alone; and by what has come, where no length is told."""
    app = create_app(graph)
    read = 0

    async def ask(headers: list[tuple[bytes, bytes]]) -> tuple[int, int]:
        nonlocal read
        read = 0
        sent: list[Any] = []

        async def receive() -> dict[str, Any]:
            nonlocal read
            read += 1
            return {"type": "http.request", "body": b" " * 50_000, "more_body": True}

        async def send(message: Any) -> None:
            sent.append(message)

        scope = {"type": "http", "method": "POST", "path": "/graphql", "query_string": b"", "headers": headers}
        await app(scope, receive, send)
        assert json.loads(sent[1]["body"])["errors"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"
        assert (b"connection", b"close") in sent[0]["headers"]
        return sent[0]["status"], read

    kind = (b"content-type", b"application/json")
    assert asyncio.run(ask([kind, (b"content-length", b"31457280")])) == (413, 0)
    assert asyncio.run(ask([kind])) == (413, 3)


def test_a_body_that_does_not_come_is_not_waited_for(graph: Path) -> None:
    app = create_app(graph, Settings(limits=AnswerLimits(waiting=0.05)))

    async def ask() -> int:
        sent: list[Any] = []
        first = True

        async def receive() -> dict[str, Any]:
            nonlocal first
            if not first:
                await asyncio.sleep(60)
            first = False
            return {"type": "http.request", "body": b"{", "more_body": True}

        async def send(message: Any) -> None:
            sent.append(message)

        headers = [(b"content-type", b"application/json")]
        scope = {"type": "http", "method": "POST", "path": "/graphql", "query_string": b"", "headers": headers}
        await app(scope, receive, send)
        return int(sent[0]["status"])

    assert asyncio.run(ask()) == 408


def test_more_requests_than_can_be_answered_are_told_to_come_back(graph: Path) -> None:
    app = create_app(graph, Settings(limits=AnswerLimits(concurrency=3)))
    body = json.dumps({"query": MENU}).encode()

    async def ask(gate: asyncio.Event) -> tuple[int, dict[bytes, bytes]]:
        sent: list[Any] = []

        async def receive() -> dict[str, Any]:
            await gate.wait()
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        headers = [(b"content-type", b"application/json")]
        scope = {"type": "http", "method": "POST", "path": "/graphql", "query_string": b"", "headers": headers}
        await app(scope, receive, send)
        return sent[0]["status"], dict(sent[0]["headers"])

    async def crowd() -> list[tuple[int, dict[bytes, bytes]]]:
        gate = asyncio.Event()
        tasks = [asyncio.create_task(ask(gate)) for _ in range(5)]
        await asyncio.sleep(0.05)
        gate.set()
        return [await task for task in tasks]

    told = asyncio.run(crowd())
    assert sorted(status for status, _ in told) == [200, 200, 200, 503, 503]
    assert all(headers[b"retry-after"] == b"1" for status, headers in told if status == 503)
    assert [status for status, _ in asyncio.run(crowd())].count(200) == 3, "places come free again"


def test_cost_is_told_when_asked_for(client: TestClient) -> None:
    asked = client.post("/graphql", json={"query": QUERY, "extensions": {"cost": True}}).json()
    assert asked["extensions"]["cost"] >= 60
    assert "extensions" not in client.post("/graphql", json={"query": QUERY}).json()


def manifest(folder: Path, *documents: str) -> Path:
    path = folder / "persisted-documents.json"
    path.write_text(json.dumps({hashlib.sha256(one.encode()).hexdigest(): one for one in documents}), encoding="utf-8")
    return path


def test_trusted_documents(graph: Path, tmp_path: Path) -> None:
    path = manifest(tmp_path, MENU, QUERY)
    own = hashlib.sha256(MENU.encode()).hexdigest()
    client = TestClient(create_app(graph, Settings(trusted=path)))
    direct = client.post("/graphql", json={"query": MENU})
    for asked in (
        {"documentId": own},
        {"documentId": f"sha256:{own}"},
        {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": own}}},
    ):
        assert client.post("/graphql", json=asked).json() == direct.json()
    got = client.get("/graphql", params={"documentId": own})
    assert got.json() == direct.json()
    assert got.headers["etag"]
    unknown = client.get("/graphql", params={"documentId": "0" * 64})
    assert (unknown.status_code, error(unknown)["extensions"]["code"]) == (404, "NOT_FOUND")
    only = TestClient(create_app(graph, Settings(trusted=path, only_trusted=True)))
    assert only.post("/graphql", json={"documentId": own}).json() == direct.json()
    for body, status in (({"query": MENU}, 403), ({"query": MENU, "documentId": "0" * 64}, 404)):
        refused = only.post("/graphql", json=body)
        assert refused.status_code == status
        assert error(refused)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("{", "cannot be read"),
        ("[]", "is no manifest"),
        ('{"a": 1}', "is no manifest"),
        (json.dumps({"0" * 64: MENU}), "is not the hash"),
        (json.dumps({hashlib.sha256(b"{ x }").hexdigest(): "{ x }"}), "Cannot query field 'x'"),
    ],
)
def test_a_manifest_that_cannot_be_is_told_at_once(tmp_path: Path, text: str, part: str) -> None:
    path = tmp_path / "m.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadManifest, match=part):
        read_manifest(path, Plans())


@pytest.mark.parametrize(
    ("options", "code", "part"),
    [
        (["--limit", "costs=1"], 2, "there is no limit 'costs'; there are body, tokens"),
        (["--limit", "cost=x"], 2, "'x' is no value for the limit cost"),
        (["--limit", "seconds=nan"], 2, "'nan' is no value"),
        (["--limit", "cost=0"], 2, "0.001 at least"),
        (["--only-trusted"], 2, "--only-trusted needs --trusted-documents"),
        (["--trusted-documents", "nothing.json"], 1, "cannot be read"),
    ],
)
def test_serve_says_what_is_wrong_with_its_options(graph: Path, options: list[str], code: int, part: str) -> None:
    command = [sys.executable, "-m", "helpgraph", "serve", "--graph", str(graph), *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert part in done.stderr
    assert "Traceback" not in done.stderr


def test_limits_by_name() -> None:
    assert limits_of(["cost=7", "seconds=0.5"]) == AnswerLimits(cost=7, seconds=0.5)


@pytest.mark.node
def test_all_audits_of_graphql_over_http_pass(graph: Path) -> None:
    require(shutil.which("npm") is not None and shutil.which("node") is not None, "Node.js and npm are not installed")
    if not (AUDITS / "node_modules").exists():
        subprocess.run(["npm", "ci", "--silent"], cwd=AUDITS, check=True)
    with served(graph) as address:
        done = subprocess.run(
            ["node", "run.mjs", f"{address}/graphql"], cwd=AUDITS, check=True, capture_output=True, text=True
        )
    audits = json.loads(done.stdout)
    assert len(audits) == 61
    assert [audit for audit in audits if audit["status"] != "ok"] == []


def test_no_audit_is_fetched_from_a_named_host() -> None:
    lock = json.loads((AUDITS / "package-lock.json").read_text(encoding="utf-8"))
    assert all("resolved" not in package for package in lock["packages"].values())


def test_the_page_on_the_api_names_each_limit_with_its_default_and_each_option() -> None:
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| (\S+) \|", page, re.MULTILINE))
    limits = AnswerLimits()
    assert rows == {one.name: str(getattr(limits, one.name)) for one in fields(limits)}
    help_text = subprocess.run(
        [sys.executable, "-m", "helpgraph", "serve", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    options = set(re.findall(r"^  (--[a-z-]+)", help_text.stdout, re.MULTILINE)) - {
        "--help",
        "--graph",
        "--host",
        "--port",
    }
    assert options
    assert [option for option in options if f"{option}" not in page] == []
    assert all(code in page for code in Code)
