"""The API over HTTP: what is asked how, what is refused how, what a browser sees; a new version is served at once."""

import json
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from extract.build import Options, build
from graph_api import graphiql
from graph_api.limits import AnswerLimits
from graph_api.server import create_app
from tests.conftest import ROOT, chromium, free_port, require

QUERY = '{ locate(feature: "订单导出") { text } }'


@pytest.fixture(scope="module")
def client(graph: Path) -> TestClient:
    return TestClient(create_app(graph))


def test_post_and_get_give_the_same(client: TestClient) -> None:
    posted = client.post("/graphql", json={"query": QUERY})
    assert posted.status_code == 200
    assert posted.headers["content-type"].startswith("application/json")
    got = client.get("/graphql", params={"query": QUERY})
    assert got.json() == posted.json()
    assert posted.json()["data"]["locate"][0]["text"].startswith("商家后台")


def test_variables_and_operation_names(client: TestClient) -> None:
    document = "query A { snapshot { id } } query B($f: String!) { locate(feature: $f) { text } }"
    body = {"query": document, "variables": {"f": "订单导出"}, "operationName": "B"}
    assert set(client.post("/graphql", json=body).json()["data"]) == {"locate"}
    params = {**body, "variables": json.dumps(body["variables"])}
    assert set(client.get("/graphql", params=params).json()["data"]) == {"locate"}  # type: ignore[arg-type]


def test_the_media_type_that_is_asked_for(client: TestClient) -> None:
    accept = {"accept": "application/graphql-response+json"}
    answer = client.post("/graphql", json={"query": QUERY}, headers=accept)
    assert answer.headers["content-type"].startswith("application/graphql-response+json")


@pytest.mark.parametrize(
    ("send", "status"),
    [
        ({"content": b"{", "headers": {"content-type": "application/json"}}, 400),
        ({"content": b"[]", "headers": {"content-type": "application/json"}}, 400),
        ({"content": b"{}", "headers": {"content-type": "application/json"}}, 400),
        ({"json": {"query": 5}}, 400),
        ({"json": {"query": QUERY, "variables": 5}}, 400),
        ({"json": {"query": "{ nothing }"}}, 400),
        ({"content": b"query=x", "headers": {"content-type": "text/plain"}}, 415),
        ({"json": {"query": "x" * AnswerLimits().body}}, 413),
    ],
)
def test_what_is_no_operation_is_refused(client: TestClient, send: dict[str, object], status: int) -> None:
    answer = client.post("/graphql", **send)  # type: ignore[arg-type]
    assert answer.status_code == status
    error = answer.json()["errors"][0]
    assert error["message"]
    assert error["extensions"]["code"] in ("BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED", "LIMIT_EXCEEDED")


def test_health_and_readiness(client: TestClient, tmp_path: Path) -> None:
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").json()["ready"] is True
    empty = TestClient(create_app(tmp_path))
    assert empty.get("/healthz").status_code == 200
    assert empty.get("/readyz").status_code == 503
    refused = empty.post("/graphql", json={"query": QUERY})
    assert refused.status_code == 503
    assert refused.json()["errors"][0]["extensions"]["code"] == "UNAVAILABLE"
    assert "helpgraph build" in refused.json()["errors"][0]["message"]


def _entry(question: str) -> str:
    return f"问题:{question}\n回答:路径：商家后台-店铺管理-{question}\n---\n"


def test_a_new_version_is_served_at_once(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.txt"
    client = TestClient(create_app(tmp_path / "graph"))
    titles = "{ entries { nodes { title } } snapshot { id } }"
    seen = []
    for questions in (["员工设置"], ["员工设置", "店铺资料"]):
        corpus.write_text("".join(map(_entry, questions)), encoding="utf-8")
        build([corpus], tmp_path / "graph", Options())
        data = client.post("/graphql", json={"query": titles}).json()["data"]
        assert sorted(node["title"] for node in data["entries"]["nodes"]) == sorted(questions)
        seen.append(data["snapshot"]["id"])
    assert len(set(seen)) == 2


def test_serving_starts_without_what_only_building_needs(graph: Path) -> None:
    """A first answer by label loads neither rdflib nor networkx nor jieba nor OpenCC nor pyoxigraph."""
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from starlette.testclient import TestClient\n"
        "from graph_api.server import create_app\n"
        f"client = TestClient(create_app(Path({str(graph)!r})))\n"
        "assert client.get('/readyz').status_code == 200\n"
        "print(*sorted({'rdflib', 'networkx', 'jieba', 'rjieba', 'pyoxigraph', 'pyshacl', 'rapidfuzz'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == ""


@contextmanager
def served(graph: Path) -> Iterator[str]:
    """A server process over a graph; gives its address."""
    port = free_port()
    command = [sys.executable, "-m", "helpgraph", "serve", "--graph", str(graph), "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(100):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def test_a_browser_gets_a_page(client: TestClient) -> None:
    page = client.get("/graphql", headers={"accept": "text/html"})
    assert page.headers["content-type"].startswith("text/html")


@pytest.mark.node
def test_graphiql_is_made_from_its_package() -> None:
    require(shutil.which("npm") is not None and shutil.which("node") is not None, "Node.js and npm are not installed")
    page = graphiql.make().read_text(encoding="utf-8")
    assert len(page) > 100_000
    assert "GraphiQL" in page


class _Proxy(BaseHTTPRequestHandler):
    """Writes down what a browser asks of other hosts, and lets nothing through."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(403)

    do_CONNECT = do_POST = do_GET

    def log_message(self, *_: object) -> None:
        pass


@pytest.mark.browser
@pytest.mark.node
def test_graphiql_works_without_internet(graph: Path, tmp_path: Path) -> None:
    """In a browser whose every request to another host goes to a proxy that refuses: the page shows, and asks nobody else."""
    browser = chromium()
    test_graphiql_is_made_from_its_package()
    asked: list[str] = []
    proxy = ThreadingHTTPServer(("127.0.0.1", 0), type("Proxy", (_Proxy,), {"asked": asked}))
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    command = [
        browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", f"--user-data-dir={tmp_path}",
        f"--proxy-server=http://127.0.0.1:{proxy.server_address[1]}", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--no-first-run", "--virtual-time-budget=15000", "--dump-dom",
    ]  # fmt: skip
    with served(graph) as address:
        done = subprocess.run([*command, f"{address}/graphql"], capture_output=True, text=True, check=True, timeout=120)
    proxy.shutdown()
    proxy.server_close()
    assert "graphiql-container" in done.stdout
    assert "Failed to load" not in done.stdout
    own = ("google", "gvt1", "gstatic", "chromium")
    assert [url for url in asked if not any(name in url for name in own)] == []
