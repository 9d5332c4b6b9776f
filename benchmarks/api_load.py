"""Load for one server, and what it costs it: processor time of its process and its children, from the kernel's books."""

import json
import os
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL, Popen
from typing import Any, Final

CONNECTIONS: Final = 8
WARM: Final = 5_000
_TICKS: Final = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs: its name in the tables, its process, its port."""

    name: str
    process: "Popen[bytes]"
    port: int

    def seconds(self) -> float:
        """Processor time so far."""
        todo, total = [self.process.pid], 0.0
        while todo:
            pid = todo.pop()
            told = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
            total += (int(told[11]) + int(told[12])) / _TICKS
            todo += map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split())
        return total

    def answering(self) -> float:
        """Processor time so far of the thread that answers, to the nanosecond."""
        return int(Path(f"/proc/{self.process.pid}/schedstat").read_text(encoding="ascii").split()[0]) / 1e9

    def memory(self) -> float:
        """Resident memory in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024


@contextmanager
def running(
    name: str, command: list[str], port: int, *, cwd: Path, env: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """Starts a server, waits until it listens, stops it afterwards."""
    told = [one.replace("PORT", str(port)) for one in command]
    with Popen(told, cwd=cwd, env={**os.environ, **(env or {})}, stdout=DEVNULL, stderr=DEVNULL) as process:
        try:
            for _ in range(300):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                if process.poll() is not None:
                    raise RuntimeError(f"{name} ended with {process.returncode}")
                time.sleep(0.1)
            yield Server(name, process, port)
        finally:
            process.terminate()


def request(query: str, variables: Mapping[str, Any]) -> bytes:
    """A POST as clients send it."""
    body = json.dumps({"query": query, "variables": variables}).encode()
    head = (
        "POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nAccept: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def answer(connection: socket.socket) -> bytes:
    """The body of one answer."""
    held = b""
    while b"\r\n\r\n" not in held:
        held += _more(connection)
    head, _, body = held.partition(b"\r\n\r\n")
    lines = [line.partition(b":") for line in head.lower().split(b"\r\n")[1:]]
    length = int(next(value for name, _, value in lines if name == b"content-length"))
    while len(body) < length:
        body += _more(connection)
    return body


def _more(connection: socket.socket) -> bytes:
    got = connection.recv(1 << 20)
    if not got:
        raise ConnectionError("the server closed the connection")
    return got


@contextmanager
def connected(server: Server, count: int = CONNECTIONS) -> Iterator[list[socket.socket]]:
    """Connections that are kept alive."""
    connections = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(count)]
    try:
        yield connections
    finally:
        for one in connections:
            one.close()


def cost(server: Server, requests: Iterator[bytes], seconds: float) -> float:
    """Processor time of the server for a request, in microseconds, measured for that much of it."""
    with connected(server) as connections:
        begun, done = server.seconds(), 0
        while server.seconds() - begun < seconds:
            for _ in range(8):
                for one in connections:
                    one.sendall(next(requests))
                for one in connections:
                    answer(one)
                done += len(connections)
        return (server.seconds() - begun) / done * 1e6


def warm(server: Server, requests: Iterator[bytes]) -> None:
    """Lets a server that compiles as it runs do so: five thousand requests, or three seconds of its processor time."""
    done = 0
    with connected(server) as connections:
        begun = server.seconds()
        while done < WARM and server.seconds() - begun < 3.0:
            for _ in range(20):
                for one in connections:
                    one.sendall(next(requests))
                for one in connections:
                    answer(one)
                done += len(connections)
