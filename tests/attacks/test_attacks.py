"""Each payload against a server of its own process: answered within limits or refused with a stable code, little memory, the next request served."""

import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import pytest

from graph_api.errors import Code
from tests.attacks.payloads import ATTACKS, MENU, Attack
from tests.conftest import ROOT, free_port

LARGEST_ANSWER: Final = 256 * 1024
LARGEST_GROWTH: Final = 10 * 1024 * 1024


class Server:
    """A server process and what it takes."""

    def __init__(self, graph: Path, *more: str) -> None:
        self.port = free_port()
        command = [sys.executable, "-m", "helpgraph", "serve", "--graph", str(graph), "--port", str(self.port), *more]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)

    def memory(self) -> int:
        """Resident bytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(status.partition("VmRSS:")[2].split()[0]) * 1024

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=30)

    def ask(self, attack: Attack) -> tuple[int, bytes]:
        """The status and the body of the answer."""
        with self.connect() as connection:
            with suppress(BrokenPipeError, ConnectionResetError):  # refused before all of it was read
                connection.sendall(sent(attack))
            return read(connection)

    def stop(self) -> str:
        """Ends it, and gives what it wrote."""
        self.process.terminate()
        _, told = self.process.communicate(timeout=30)
        return told.decode()


def sent(attack: Attack) -> bytes:
    """A request as it goes over the wire."""
    path = f"/graphql?{attack.query}" if attack.query else "/graphql"
    lines = [f"{attack.method} {path} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"{name}: {value}" for name, value in attack.headers.items()]
    if attack.chunked:
        size = 60_000
        parts = [attack.body[at : at + size] for at in range(0, len(attack.body), size)]
        lines.append("Transfer-Encoding: chunked")
        content = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"
    else:
        if attack.method == "POST":
            lines.append(f"Content-Length: {len(attack.body)}")
        content = attack.body
    return "\r\n".join([*lines, "", ""]).encode() + content


def read(connection: socket.socket) -> tuple[int, bytes]:
    """One answer; a status of 0 where the connection is cut without any."""
    held = b""
    try:
        while b"\r\n\r\n" not in held and (got := connection.recv(1 << 16)):
            held += got
        head, _, body = held.partition(b"\r\n\r\n")
        length = re.search(rb"\r\ncontent-length: (\d+)", head.lower())
        while length and len(body) < int(length[1]) and (got := connection.recv(1 << 16)):
            body += got
    except ConnectionResetError:
        head, _, body = held.partition(b"\r\n\r\n")
    return (int(head.split()[1]) if head else 0), body


@pytest.fixture(scope="module")
def server(graph: Path) -> Iterator[Server]:
    made = Server(graph)
    for _ in range(3):  # what is loaded with the first answers is no growth
        for source in (
            '{ search(text: "订单") { totalCount } }',
            '{ ask(question: "订单") { text } }',
            "{ __schema { types { name } } }",
            "{ x }",
            '{ locate(feature: "无") { id } }',
            MENU,
        ):
            made.ask(Attack("warm", (), body=json.dumps({"query": source}).encode()))
    yield made
    made.stop()


def serves(server: Server) -> bool:
    status, body = server.ask(Attack("next", (200,), body=json.dumps({"query": MENU}).encode()))
    return status == 200 and bool(json.loads(body)["data"]["menu"])


def test_there_are_enough_of_them() -> None:
    assert len({attack.name for attack in ATTACKS}) == len(ATTACKS) >= 45


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_attacks(server: Server, attack: Attack) -> None:
    before = server.memory()
    status, body = server.ask(attack)
    assert status in attack.statuses, body[:300]
    assert len(body) <= LARGEST_ANSWER
    if body and body[:1] == b"{":
        told: dict[str, Any] = json.loads(body)
        codes = [error["extensions"]["code"] for error in told.get("errors", ())]
        assert set(codes) <= set(Code)
        assert codes[:1] == [code for code in codes[:1] if code in attack.codes], told["errors"][:1]
        assert bool(codes) == bool(attack.codes)
        assert not re.search(r"Traceback|File \"|Error\(", body.decode()), "an exception's text"
    assert server.memory() - before <= LARGEST_GROWTH
    assert serves(server)


def test_unique_bad_documents_fill_nothing(server: Server) -> None:
    before = server.memory()
    with server.connect() as connection:
        for nth in range(2_000):
            text = "{ " + f"x{nth}" * 200 + " }"
            connection.sendall(sent(Attack("bad", (), body=json.dumps({"query": text}).encode())))
            assert read(connection)[0] == 400
    assert server.memory() - before <= LARGEST_GROWTH
    assert serves(server)


def test_requests_sent_before_the_answers_are_read(server: Server) -> None:
    """A thousand of them in one go: all are answered in order, none at the cost of others."""
    before = server.memory()
    with server.connect() as connection:
        one = sent(Attack("pipelined", (), body=json.dumps({"query": "{ snapshot { id } }"}).encode()))
        connection.sendall(one * 1_000)
        assert serves(server)
        held = b""
        while held.count(b'{"data"') < 1_000:
            got = connection.recv(1 << 20)
            assert got
            held += got
    assert server.memory() - before <= LARGEST_GROWTH


def test_slow_heads_and_bodies(graph: Path) -> None:
    """Heads and bodies that do not end are given up; who else asks meanwhile is answered."""
    server = Server(graph, "--limit", "waiting=1", "--limit", "head=1")
    try:
        with server.connect() as head, server.connect() as body, server.connect() as silent:
            head.sendall(b"POST /graphql HTTP/1.1\r\nHost: x\r\nX-A: ")
            body.sendall(
                b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{"
            )
            assert serves(server)
            assert read(head)[0] == 408
            status, told = read(body)
            assert (status, json.loads(told)["errors"][0]["extensions"]["code"]) == (408, "LIMIT_EXCEEDED")
            assert read(silent)[0] in (0, 408)
    finally:
        written = server.stop()
    assert "Traceback" not in written
