"""Queries in SPARQL over a version's store, each in a process that is killed where a limit is reached.

The store is the snapshot's, or for a version that was fetched without one is made of its N-Triples once.
"""

import contextlib
import json
import os
import select
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from graph_api.limits import QueryLimits
from graph_api.snapshot import Snapshot
from graph_api.sparql_guard import QueryRefused, admit
from graph_api.sparql_results import BINDINGS, GRAPHS
from ontology import layout
from ontology.iris import NAMESPACE

_ROOT: Final = Path(__file__).parent.parent
_START: Final = 30.0
"""Seconds in which the process must be there."""


UNLIMITED: Final = QueryLimits(0, 0, 0, 0)
"""For a person at their own machine."""


def prefixes(snapshot: Snapshot) -> Mapping[str, str]:
    """The prefixes that a query need not declare."""
    return MappingProxyType(
        {
            "": snapshot.base_iri,
            "help": NAMESPACE,
            "skos": "http://www.w3.org/2004/02/skos/core#",
            "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
            "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        }
    )


def format_of(form: str, name: str = "") -> str:
    """A format that fits the form of a query: the one named, else the first. Raises QueryRefused."""
    known = GRAPHS if form in ("CONSTRUCT", "DESCRIBE") else BINDINGS
    if name and name not in known:
        raise QueryRefused(f"a {form} query has no result as {name!r}; there are {', '.join(known)}")
    return name or next(iter(known))


class Runner:
    """Runs the queries of one version, one after the other; its process starts with the first. For one thread at a time."""

    def __init__(self, snapshot: Snapshot, limits: QueryLimits = UNLIMITED) -> None:
        self.limits = limits
        self.version = snapshot.version
        self._prefixes = dict(prefixes(snapshot))
        self._processes: list[subprocess.Popen[bytes]] = []
        weakref.finalize(self, _end, self._processes)
        self._lock = threading.Lock()

    def run(self, query: str, name: str = "") -> bytes:
        """The results of a query in a format. Raises QueryRefused."""
        chosen = format_of(admit(query), name)
        limits = self.limits
        request = {"query": query, "prefixes": self._prefixes, "format": chosen, "rows": limits.rows}
        body = json.dumps({**request, "bytes": limits.bytes, "seconds": limits.seconds}).encode()
        with self._lock:
            try:
                return self._answer(body)
            except BaseException as error:
                if not isinstance(error, QueryRefused) or error.limit in ("seconds", "memory"):
                    self.close()  # whatever runs there still is of no use to anybody
                raise

    def close(self) -> None:
        """Ends the process."""
        _end(self._processes)

    def _answer(self, body: bytes) -> bytes:
        process = self._started()
        assert process.stdin is not None
        deadline = time.monotonic() + self.limits.seconds if self.limits.seconds else None
        try:
            process.stdin.write(len(body).to_bytes(4, "big") + body)
            process.stdin.flush()
            told = json.loads(self._frame(process, deadline))
            if told["ok"]:
                return self._frame(process, deadline)
        except (BrokenPipeError, EOFError) as error:
            raise self._died(process) from error
        raise _refusal(told)

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._processes and self._processes[0].poll() is None:
            return self._processes[0]
        self.close()
        store = self.version / layout.STORE
        if not store.is_dir():
            _make_store(self.version)
        command = [sys.executable, "-P", "-m", "graph_api.sparql_process", str(store), str(self.limits.memory)]
        environment = {**os.environ, "PYTHONPATH": str(_ROOT)}
        pipe = subprocess.PIPE
        process = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=environment, start_new_session=True
        )
        self._processes.append(process)
        try:
            self._frame(process, time.monotonic() + _START)
        except (EOFError, QueryRefused) as error:
            self.close()
            raise QueryRefused(f"the store at {store} cannot be opened", code="UNAVAILABLE") from error
        return process

    def _frame(self, process: "subprocess.Popen[bytes]", deadline: float | None) -> bytes:
        size = int.from_bytes(self._read(process, 4, deadline), "big")
        return self._read(process, size, deadline)

    def _read(self, process: "subprocess.Popen[bytes]", size: int, deadline: float | None) -> bytes:
        """So many bytes. Raises QueryRefused at the deadline, EOFError where the process is gone."""
        assert process.stdout is not None
        handle, parts = process.stdout.fileno(), bytearray()
        while len(parts) < size:
            left = None if deadline is None else max(0.0, deadline - time.monotonic())
            if not select.select([handle], [], [], left)[0]:
                message = (
                    f"the query took longer than {self.limits.seconds:g} s; ask for less, or join by fewer patterns"
                )
                raise QueryRefused(message, code="LIMIT_EXCEEDED", limit="seconds")
            piece = os.read(handle, min(size - len(parts), 1 << 20))
            if not piece:
                raise EOFError
            parts += piece
        return bytes(parts)

    def _died(self, process: "subprocess.Popen[bytes]") -> QueryRefused:
        """Why a process that nobody killed is gone: it had no more memory, or no more stack."""
        process.wait()
        most = self.limits.memory // (1024 * 1024)
        told = f"the query needs more than {most} MB of memory" if most else "the query needs more memory than there is"
        return QueryRefused(f"{told}, or is nested too deeply", code="LIMIT_EXCEEDED", limit="memory")


def _end(processes: "list[subprocess.Popen[bytes]]") -> None:
    while processes:
        process = processes.pop()
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()


def _refusal(told: Mapping[str, Any]) -> QueryRefused:
    kind, message = told["kind"], told["message"]
    if kind in ("limit", "memory"):
        limit = told.get("limit", "memory")
        return QueryRefused(message, code="LIMIT_EXCEEDED", limit=limit)
    return QueryRefused(f"the query cannot be read: {message}" if kind == "syntax" else message)


def _make_store(version: Path) -> None:
    """The store of a version that was fetched, made of its N-Triples beside it and moved into place."""
    import gzip
    import shutil
    import tempfile

    import pyoxigraph

    plain, packed = version / layout.GRAPH, version / f"{layout.GRAPH}.gz"
    data = plain.read_bytes() if plain.exists() else gzip.decompress(packed.read_bytes())
    folder = Path(tempfile.mkdtemp(dir=version, prefix=".store-"))
    store = pyoxigraph.Store(str(folder / "made"))
    store.bulk_load(data, format=pyoxigraph.RdfFormat.N_TRIPLES)
    store.optimize()
    store.flush()
    del store
    try:
        (folder / "made").rename(version / layout.STORE)
    except OSError:  # another process was faster
        if not (version / layout.STORE).is_dir():
            raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)
