"""The process that runs queries, one at a time, on a store opened read-only: `python -m graph_api.sparql_process STORE BYTES`.

It reads requests from its standard input and writes answers to its standard output, each a frame: 4 bytes of length, then JSON,
then for an answer that has one the body. Whoever asks may kill it at any moment; it holds nothing that could be lost.
"""

import json
import os
import signal
import sys
from collections.abc import Mapping
from typing import Any, BinaryIO, Final

from graph_api import sparql_results
from graph_api.sparql_functions import functions
from graph_api.sparql_results import TooLarge

_HEAD: Final = 4


def read_frame(stream: BinaryIO) -> bytes | None:
    """The next frame, or None where there is no more."""
    head = stream.read(_HEAD)
    return stream.read(int.from_bytes(head, "big")) if len(head) == _HEAD else None


def write_frame(stream: BinaryIO, body: bytes) -> None:
    """One frame."""
    stream.write(len(body).to_bytes(_HEAD, "big") + body)
    stream.flush()


def answered(store: Any, request: Mapping[str, Any], known: Any) -> tuple[dict[str, Any], bytes]:
    """What is told of a query, and its results as they are sent; `known`: functions by their IRIs."""
    _alarm(request["seconds"])
    try:
        found = store.query(request["query"], prefixes=request["prefixes"], custom_functions=known)
        return {"ok": True}, sparql_results.written(found, request["format"], request["rows"], request["bytes"])
    except SyntaxError as error:
        return {"ok": False, "kind": "syntax", "message": str(error)}, b""
    except TooLarge as error:
        return {"ok": False, "kind": "limit", "limit": error.limit, "message": str(error)}, b""
    except MemoryError:
        return {"ok": False, "kind": "memory", "message": "out of memory"}, b""
    except (OSError, ValueError, RuntimeError) as error:
        return {"ok": False, "kind": "query", "message": str(error)}, b""
    finally:
        _alarm(0)


def _alarm(seconds: float) -> None:
    """The system ends this process a little after the time is over, should whoever asked be gone by then."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds * 1.5 + 1 if seconds else 0)


def _bounded(most_bytes: int) -> None:
    """No more memory than told, and less right to the processor than whoever serves."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if most_bytes:
            resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))
        os.nice(10)
    except (ImportError, ValueError, OSError):  # a system without such limits
        pass


def main() -> None:
    """Answers until its input ends."""
    import pyoxigraph

    store = pyoxigraph.Store.read_only(sys.argv[1])
    known = functions(store)
    _bounded(int(sys.argv[2]))
    write_frame(sys.stdout.buffer, b'{"ok":true}')
    while (frame := read_frame(sys.stdin.buffer)) is not None:
        head, body = answered(store, json.loads(frame), known)
        write_frame(sys.stdout.buffer, json.dumps(head).encode())
        if head["ok"]:
            write_frame(sys.stdout.buffer, body)


if __name__ == "__main__":
    main()
