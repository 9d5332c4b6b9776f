"""A server in operation: new versions under load, a stop that loses nothing, workers that share, metrics, logs and traces."""

import json
import logging
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from packaging.requirements import Requirement
from starlette.testclient import TestClient

from extract.build import Options, build
from graph_api.server import create_app
from graph_api.serving.logs import REQUEST, JsonLines
from graph_api.serving.metrics import MOST_OPERATIONS, OTHER, Numbers, exposition, plain
from graph_api.serving.traces import Traces, traces
from tests.attacks.payloads import Attack
from tests.attacks.test_attacks import read, sent
from tests.conftest import LONG, ROOT, free_port
from tests.test_graphql_http import manifest

TITLES: Final = (
    "{ snapshot { id } a: entries { nodes { title } } b: entries { totalCount nodes { title source { file } } } }"
)
VERSIONS: Final = 10 if LONG else 4


@contextmanager
def serving(graph: Path, *more: str) -> Iterator[tuple[int, "subprocess.Popen[str]"]]:
    """A server in a process of its own: its port and the process."""
    port = free_port()
    command = [sys.executable, "-m", "helpgraph", "serve", "--graph", str(graph), "--port", str(port), *more]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        try:
            for _ in range(300):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield port, process
        finally:
            if process.poll() is None:
                process.terminate()


def ask(connection: socket.socket, source: str) -> Any:
    connection.sendall(sent(Attack("ask", (), body=json.dumps({"query": source}).encode())))
    status, body = read(connection)
    assert status == 200, body
    return json.loads(body)


def publish(graph: Path, corpus: Path, version: int) -> None:
    """A version whose every entry names it."""
    text = "".join(
        f"问题:第{version}版的{name}\n回答:路径：商家后台-店铺管理-{name}\n---\n" for name in ("员工设置", "店铺资料")
    )
    corpus.write_text(text, encoding="utf-8")
    build([corpus], graph, Options())


def test_new_versions_under_load_neither_fail_nor_mix(tmp_path: Path) -> None:
    graph, corpus = tmp_path / "graph", tmp_path / "corpus.txt"
    publish(graph, corpus, 0)
    told: list[list[Any]] = [[], []]
    failed: list[BaseException] = []
    stop = threading.Event()

    def load(mine: list[Any], port: int) -> None:
        try:
            with socket.create_connection(("127.0.0.1", port)) as connection:
                while not stop.is_set():
                    mine.append(ask(connection, TITLES)["data"])
        except BaseException as error:  # noqa: BLE001  told by the test
            failed.append(error)

    with serving(graph) as (port, _):
        threads = [threading.Thread(target=load, args=(mine, port)) for mine in told]
        for thread in threads:
            thread.start()
        for version in range(1, VERSIONS + 1):
            publish(graph, corpus, version)
        with socket.create_connection(("127.0.0.1", port)) as connection:
            last = ask(connection, TITLES)["data"]
        stop.set()
        for thread in threads:
            thread.join()
    assert failed == []
    for mine in told:
        seen: list[int] = []
        for data in mine:
            titles = [node["title"] for name in ("a", "b") for node in data[name]["nodes"]]
            versions = {int(found) for title in titles for found in re.findall(r"第(\d+)版", title)}
            assert len(titles) == 4
            assert len(versions) == 1, "one answer, one version"
            seen += versions
        assert seen == sorted(seen)
        assert len({data["snapshot"]["id"] for data in mine}) == len(set(seen)) > 1
    assert f"第{VERSIONS}版" in last["a"]["nodes"][0]["title"]


def test_a_stop_lets_what_has_begun_finish(graph: Path) -> None:
    with serving(graph) as (port, process), socket.create_connection(("127.0.0.1", port)) as connection:
        asked = sent(Attack("slow", (), body=json.dumps({"query": "{ menu { label } }"}).encode()))
        connection.sendall(asked[:-5])
        time.sleep(0.3)
        process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        connection.sendall(asked[-5:])
        status, body = read(connection)
        assert status == 200
        assert json.loads(body)["data"]["menu"]
        assert process.wait(20) in (0, -signal.SIGTERM)


def test_settings_reach_the_process_that_serves(graph: Path, tmp_path: Path) -> None:
    document = "query Menu { menu { id } }"
    path = manifest(tmp_path, document)
    more = ("--trusted-documents", str(path), "--only-trusted", "--limit", "depth=9")
    with serving(graph, *more) as (port, _), socket.create_connection(("127.0.0.1", port)) as connection:
        for body, status in (
            ({"documentId": next(iter(json.loads(path.read_text())))}, 200),
            ({"query": document}, 403),
        ):
            connection.sendall(sent(Attack("ask", (), body=json.dumps(body).encode())))
            assert read(connection)[0] == status
        connection.sendall(sent(Attack("deep", (), body=b"[" * 10 + b"]" * 10)))
        assert b"9 levels" in read(connection)[1]


def scraped(port: int) -> str:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(b"GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        status, body = read(connection)
    assert status == 200
    return body.decode()


def value(text: str, name: str, **labels: str) -> float:
    """The sum of all samples of a name with these labels."""
    found = re.findall(rf"^{name}(?:{{(.*)}})? (\S+)$", text, re.MULTILINE)
    return sum(
        float(number) for given, number in found if all(f'{key}="{one}"' in given for key, one in labels.items())
    )


def test_workers_share_the_work_and_their_numbers(graph: Path) -> None:
    with serving(graph, "--workers", "2") as (port, _):
        deadline = time.monotonic() + 60
        told = ""
        while time.monotonic() < deadline and value(told, "helpgraph_workers") < 2:
            for _ in range(20):  # each on a connection of its own, so that both workers get some
                with socket.create_connection(("127.0.0.1", port)) as connection:
                    ask(connection, "query Menu { menu { id } }")
            time.sleep(1.5)
            told = scraped(port)
    assert value(told, "helpgraph_workers") == 2
    assert value(told, "helpgraph_requests_total", operation="Menu", code="OK", status="200") >= 20


def test_metrics(graph: Path) -> None:
    client = TestClient(create_app(graph))
    for source in (
        "query A { menu { id } }",
        "query A { menu { id } }",
        "query A { x }",
        '{ locate(feature: "无此物") { id } }',
    ):
        client.post("/graphql", json={"query": source})
    tag = client.get("/graphql", params={"query": "query A { menu { id } }"}).headers["etag"]
    client.get("/graphql", params={"query": "query A { menu { id } }"}, headers={"if-none-match": tag})
    answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    told = answer.text
    assert value(told, "helpgraph_requests_total", operation="A", code="OK", status="200") == 3
    assert value(told, "helpgraph_requests_total", operation="A", code="OK", status="304") == 1
    assert value(told, "helpgraph_requests_total", operation="", code="NOT_FOUND", status="200") == 1
    assert value(told, "helpgraph_requests_total", code="GRAPHQL_VALIDATION_FAILED", status="400") == 1
    assert value(told, "helpgraph_not_modified_total") == 1
    assert value(told, "helpgraph_request_seconds_count") == 6
    assert value(told, "helpgraph_request_seconds_bucket", le="+Inf") == 6
    assert value(told, "helpgraph_cache_hits_total", cache="answers") >= 3
    snapshot = client.get("/readyz").json()["snapshot"]
    assert value(told, "helpgraph_snapshot_info", id=snapshot) == 1
    assert value(told, "helpgraph_snapshot_age_seconds") > 0


def test_names_that_clients_make_up_do_not_fill_the_metrics() -> None:
    numbers = Numbers()
    for nth in range(3 * MOST_OPERATIONS):
        numbers.count(f"Q{nth}", None, 200, 0.001)
    assert len(numbers.requests) == MOST_OPERATIONS + 1
    assert numbers.requests[OTHER, "OK", 200] == 2 * MOST_OPERATIONS
    two = exposition(
        [plain(numbers, {"answers": (1, 2, 3)}), plain(numbers, {"answers": (1, 2, 3)})], None, None
    ).decode()
    assert value(two, "helpgraph_requests_total") == 6 * MOST_OPERATIONS
    assert value(two, "helpgraph_cache_bytes") == 6


def lines(text: str) -> Sequence[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


def test_logs_are_json_with_the_id_of_the_request(graph: Path) -> None:
    with serving(graph, "--log-requests") as (port, process):
        with socket.create_connection(("127.0.0.1", port)) as connection:
            body = json.dumps({"query": "query Menu { menu { id } }"}).encode()
            headers = {"Content-Type": "application/json", "X-Request-Id": "abc-1"}
            connection.sendall(sent(Attack("log", (), body=body, headers=headers)))
            read(connection)
        process.terminate()
        written = process.stderr.read() if process.stderr else ""
    (line,) = [one for one in lines(written) if one["logger"] == "helpgraph.requests"]
    assert line["request"] == "abc-1"
    assert (line["operation"], line["status"], line["code"]) == ("Menu", 200, "OK")
    assert line["ms"] > 0
    assert "{ menu" not in written, "what was asked for stays out of the logs"


def test_an_exception_is_in_the_log_and_not_in_the_answer(
    graph: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    client = TestClient(create_app(graph))
    monkeypatch.setattr("graph_api.refs.need", lambda *_: 1 / 0)
    with caplog.at_level(logging.ERROR, "helpgraph.api"):
        answer = client.post("/graphql", json={"query": '{ locate(feature: "x") { id } menu { id } }'})
    assert answer.status_code == 200
    (error,) = answer.json()["errors"]
    assert error["extensions"]["code"] == "INTERNAL"
    assert error["path"] == ["locate"]
    assert "division" not in answer.text
    assert any(record.exc_info and "division by zero" in str(record.exc_info[1]) for record in caplog.records)
    token = REQUEST.set("r-1")
    assert json.loads(JsonLines().format(caplog.records[0]))["request"] == "r-1"
    REQUEST.reset(token)


def test_an_exception_of_the_endpoint_itself_is_told_as_ours(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph_api.plans.plans.Plans.answer", lambda *_, **__: 1 / 0)
    answer = TestClient(create_app(graph)).post("/graphql", json={"query": "{ menu { id } }"})
    assert answer.status_code == 500
    assert answer.json() == {
        "errors": [{"message": "something went wrong on our side", "extensions": {"code": "INTERNAL"}}]
    }


def test_spans(monkeypatch: pytest.MonkeyPatch) -> None:
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    with Traces(provider.get_tracer("helpgraph")).span("Menu", "r-1"):
        pass
    (span,) = exporter.get_finished_spans()
    assert span.name == "query Menu"
    assert dict(span.attributes or {})["helpgraph.request.id"] == "r-1"
    monkeypatch.delenv("OTEL_TRACES_EXPORTER", raising=False)
    monkeypatch.delenv("OTEL_EXPORTER_OTLP_ENDPOINT", raising=False)
    assert traces() is None, "nobody asked for them"
    monkeypatch.setenv("OTEL_TRACES_EXPORTER", "console")
    assert traces() is not None


def test_what_is_deployed_is_there(tmp_path: Path) -> None:
    """The container copies what the project has, and both it and the unit start the server with options that there are."""
    container = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8")
    copied = [name for line in re.findall(r"^COPY (?!--)(.*)$", container, re.MULTILINE) for name in line.split()[:-1]]
    assert [name for name in copied if not (ROOT / name).exists()] == []
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "benchmarks"}
    assert rooms | {"helpgraph.py", "requirements.lock"} <= set(copied)
    (pick,) = re.findall(r"(sed -n .*requirements.lock) > versions.txt", container)
    picked = subprocess.run(["sh", "-c", pick], cwd=ROOT, capture_output=True, text=True, check=True)
    versions = [Requirement(line) for line in picked.stdout.splitlines()]
    chosen = [one.name for one in versions if one.marker is None or one.marker.evaluate()]
    assert len(chosen) == len(set(chosen)) > 30, "one version of each"
    unit = (ROOT / "deploy" / "helpgraph.service").read_text(encoding="utf-8")
    known = subprocess.run(
        [sys.executable, "-m", "helpgraph", "serve", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    options = set(re.findall(r"--[a-z][a-z-]+", known.stdout))
    (start,) = re.findall(r"^ExecStart=(.*)$", unit, re.MULTILINE)
    entry = " ".join(re.findall(r"^(?:ENTRYPOINT|CMD) \[(.*)\]$", container, re.MULTILINE))
    for line in (start, entry):
        used = set(re.findall(r"--[a-z][a-z-]+", line))
        assert used
        assert used <= options
    if shutil.which("systemd-analyze"):
        here = tmp_path / "helpgraph.service"
        here.write_text(unit.replace("/opt/helpgraph/bin/helpgraph", sys.executable), encoding="utf-8")
        checked = subprocess.run(["systemd-analyze", "verify", str(here)], capture_output=True, text=True, check=False)
        assert (checked.returncode, checked.stderr) == (0, "")
