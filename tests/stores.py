"""SPARQL servers for tests: Oxigraph's and Virtuoso's, started on a free port; and a proxy that fails as networks do."""

import http.client
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from extract.endpoint import Place
from tests.conftest import free_port, require

MOST_ROWS: Final = 2500
"""How many rows the Virtuoso of the tests gives in one answer: fewer than its usual 10,000, so that small graphs meet the cap."""
_VIRTUOSO: Final = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = {rows}
"""


@contextmanager
def oxigraph(folder: Path) -> Iterator[Place]:
    """Oxigraph's server, in memory."""
    program = Path(sys.executable).with_name("oxigraph")
    require(program.exists(), "Oxigraph's server is not installed: pip install oxigraph")
    port = free_port()
    with _running([str(program), "serve", "--bind", f"127.0.0.1:{port}"], folder, port):
        yield Place(f"http://127.0.0.1:{port}")


@contextmanager
def virtuoso(folder: Path) -> Iterator[Place]:
    """Virtuoso as Debian has it: a cap on the rows of an answer, who writes needs a password (by Digest)."""
    program = shutil.which("virtuoso-t")
    require(program is not None, "Virtuoso is not installed: apt-get install virtuoso-opensource-7-bin")
    port = free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(sql=free_port(), http=port, rows=MOST_ROWS), encoding="utf-8")
    command = [str(program), "+foreground", "+configfile", "virtuoso.ini"]
    with _running(command, folder, port):
        yield Place(f"http://127.0.0.1:{port}", user="dba", password="dba")


@contextmanager
def _running(command: list[str], folder: Path, port: int) -> Iterator[None]:
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        try:
            _wait_for(port, process, folder / "server.log")
            yield
        finally:
            process.kill()
            process.wait()


def _wait_for(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    limit = time.monotonic() + 60
    while time.monotonic() < limit:
        assert process.poll() is None, log.read_text(errors="replace")
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"nothing listens on {port}: {log.read_text(errors='replace')}")


class Proxy:
    """Stands before a store. `fault` is asked for each request, by its number, what becomes of it: None (it is passed on), a
    status, "drop" (the connection ends without an answer), "late" (the store does it, but the answer is lost) or "hang"."""

    def __init__(self, store: Place, fault: Callable[[int], int | str | None]) -> None:
        self.fault = fault
        self.bodies: list[str] = []
        self.place = store
        self._target = urlsplit(store.url).netloc
        self._lock = threading.Lock()

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers.get("content-length") or 0))
        with self._lock:
            self.bodies.append(body.decode("utf-8", "replace"))
            fault = self.fault(len(self.bodies))
        if fault == "hang":
            time.sleep(1.0)
        if fault in ("drop", "hang"):
            handler.close_connection = True
            return
        if isinstance(fault, int):
            handler.send_response(fault)
            handler.send_header("Content-Length", "0")
            handler.end_headers()
            return
        connection = http.client.HTTPConnection(self._target, timeout=60)
        connection.request("POST", handler.path, body, dict(handler.headers))
        answer = connection.getresponse()
        data = answer.read()
        connection.close()
        if fault == "late":
            handler.close_connection = True
            return
        handler.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() in ("content-type", "www-authenticate"):
                handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)


@contextmanager
def proxy(store: Place, fault: Callable[[int], int | str | None]) -> Iterator[Proxy]:
    """A proxy that runs; its `place` is where to ask."""
    made = Proxy(store, fault)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            made.answer(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    made.place = replace(store, url=f"http://127.0.0.1:{server.server_address[1]}")
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
