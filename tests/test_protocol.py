"""Below ASGI: which requests are answered where they arrive, and that they are answered no otherwise than by ASGI."""

import asyncio
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient
from uvicorn.config import Config
from uvicorn.server import ServerState

from graph_api.limits import AnswerLimits
from graph_api.server import Application, Settings, create_app
from graph_api.serving import requests
from graph_api.serving.protocol import GuardedProtocol
from graph_api.serving.replies import Reply

QUERY = "query Q { menu { id label } }"


class Transport:
    """What a protocol writes to."""

    def __init__(self) -> None:
        self.written = b""
        self.closed = False

    def get_extra_info(self, _: str) -> None:
        return None

    def write(self, data: bytes) -> None:
        self.written += data

    def is_closing(self) -> bool:
        return self.closed

    def close(self) -> None:
        self.closed = True

    def pause_reading(self) -> None:
        pass

    def resume_reading(self) -> None:
        pass


class Direct:
    """Answers the short way, and counts how often."""

    def __init__(self, app: Application) -> None:
        self.app = app
        self.count = 0

    def directly(self, headers: Sequence[tuple[bytes, bytes]], body: bytes) -> Reply | None:
        self.count += 1
        return self.app.directly(headers, body)


def post(query: str = QUERY, *more: str, line: str = "POST /graphql HTTP/1.1", body: bytes | None = None) -> bytes:
    sent = json.dumps({"query": query}).encode() if body is None else body
    lines = (line, "Host: x", "Content-Type: application/json", f"Content-Length: {len(sent)}", *more, "", "")
    return "\r\n".join(lines).encode() + sent


def talk(app: Application, *parts: bytes) -> tuple[int, bytes, Transport]:
    """Sends parts one after the other over one connection: how many went the short way, what came back."""
    direct = Direct(app)

    async def run() -> Transport:
        config = Config(
            app, http=GuardedProtocol, access_log=False, server_header=False, log_config=None, lifespan="off"
        )
        config.load()
        state = ServerState()
        state.default_headers = [(b"date", b"today")]
        transport = Transport()
        protocol = GuardedProtocol(config, state, {}, asyncio.get_running_loop())
        protocol.connection_made(transport)
        for part in parts:
            if not transport.closed:
                protocol.data_received(part)
            for _ in range(4):
                await asyncio.sleep(0)
        while state.tasks:
            await asyncio.sleep(0.001)
        protocol.connection_lost(OSError())
        return transport

    GuardedProtocol.answers = direct
    try:
        transport = asyncio.run(run())
    finally:
        GuardedProtocol.answers = None
    return direct.count, transport.written, transport


def heads_and_bodies(data: bytes) -> Iterator[tuple[int, dict[str, str], bytes]]:
    while data:
        head, _, rest = data.partition(b"\r\n\r\n")
        status, *lines = head.decode("latin-1").split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines)
        length = int(headers.get("content-length", 0))
        yield int(status.split()[1]), headers, rest[:length]
        data = rest[length:]


@pytest.fixture(scope="module")
def app(graph: Path) -> Application:
    return create_app(graph)


@pytest.mark.parametrize(
    ("parts", "short", "count"),
    [
        ((post(),), 1, 1),
        ((post(), post()), 2, 2),
        ((post() + post() + post(),), 1, 3),
        ((post()[:-5], post()[-5:]), 0, 1),
        ((post()[:20], post()[20:]), 1, 1),
        ((post(QUERY, "Connection: close"),), 0, 1),
        ((post(QUERY, "Expect: 100-continue"),), 0, 2),
        ((post(line="POST /graphql?a=b HTTP/1.1"),), 0, 1),
        ((post(line="POST /healthz HTTP/1.1"),), 0, 1),
        ((post(line="POST /graphql HTTP/1.0"),), 0, 1),
        ((post(line="GET /graphql HTTP/1.1", body=b""), post()), 1, 2),
    ],
)
def test_plain_posts_go_the_short_way_and_others_by_asgi(
    app: Application, parts: tuple[bytes, ...], short: int, count: int
) -> None:
    used, written, _ = talk(app, *parts)
    assert used == short
    assert written.count(b"HTTP/1.1 ") == count


@pytest.mark.parametrize(
    "sent",
    [
        post(),
        post("{ menu { nothing } }"),
        post('{ locate(feature: "无此物") { id } }'),
        post("{ entries(first: 30) { nodes { title answer } } }", "Accept-Encoding: gzip"),
        post(QUERY, "Accept: application/graphql-response+json"),
        post(QUERY, "Accept: text/csv"),
        post(QUERY, "Origin: https://shop.example"),
        post(QUERY, "X-Request-Id: abc"),
        post(QUERY, "Content-Encoding: gzip"),
        post(body=b"{"),
        post(body=b"[" * 100),
        post(body=b'{"query": "' + b"a" * (AnswerLimits().body + 1) + b'"}'),
        post(body=json.dumps({"query": QUERY, "extensions": {"cost": True}}).encode()),
        post(line="POST /graphql HTTP/1.1").replace(b"application/json", b"text/plain"),
    ],
)
def test_both_ways_give_the_same_answer(graph: Path, sent: bytes) -> None:
    app = create_app(graph, Settings(origins=frozenset(("https://shop.example",))))
    used, written, transport = talk(app, sent)
    ((status, headers, body),) = heads_and_bodies(written)
    assert used == 1
    head, _, content = sent.partition(b"\r\n\r\n")
    _, *lines = head.decode().split("\r\n")
    given = dict(line.split(": ", 1) for line in lines)
    client = TestClient(app, headers={})
    client.headers.clear()
    with client.stream("POST", "/graphql", content=content, headers=given) as answer:
        due = b"".join(answer.iter_raw())
        assert (status, body) == (answer.status_code, due)
        drop = {"date", "x-request-id"}
        assert {name: value for name, value in headers.items() if name not in drop} == {
            name: value for name, value in answer.headers.items() if name not in drop
        }
    assert headers.keys() - {"date"} == dict(answer.headers).keys()
    assert transport.closed == (headers.get("connection") == "close")


def test_what_is_traced_goes_by_asgi(app: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app._endpoint, "directly", lambda *_: None)
    used, written, _ = talk(app, post())
    ((status, _, body),) = heads_and_bodies(written)
    assert (used, status) == (1, 200)
    assert json.loads(body)["data"]["menu"]


def general(body: bytes) -> Any:
    limits = AnswerLimits()
    told = requests._decoded(body, "the body", limits.depth)
    if not isinstance(told, dict):
        raise requests.BadRequest(400, "no object")
    return requests._asked(told, None)


def outcome(read: Callable[[bytes], Any], body: bytes) -> Any:
    try:
        asked = read(body)
    except requests.BadRequest as error:
        return error.status
    return (asked.source, asked.variables, asked.name, asked.tell_cost)


VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-9, 9), st.text(max_size=3), st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=2), st.integers(), max_size=2),
)  # fmt: skip
NAMES = st.sampled_from(("query", "variables", "operationName", "extensions", "documentId", "other"))


@given(st.dictionaries(NAMES, VALUES, max_size=4))
def test_a_usual_body_is_read_as_any_other(told: dict[str, Any]) -> None:
    body = json.dumps(told).encode()
    assert outcome(lambda one: requests.from_body(one, None, AnswerLimits()), body) == outcome(general, body)
