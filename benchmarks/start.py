"""How soon `helpgraph serve` gives its first answer: time, processor time and memory at that moment, and the memory when all is loaded.

    python -m benchmarks.start [--graph DIR] [--feature NAME] [--rounds N]

Each round starts a process of its own; the medians are told, with the least and the most.
"""

import argparse
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path
from subprocess import DEVNULL
from typing import Final

from benchmarks.api_load import Server, answer, request
from tests.conftest import free_port

QUERY: Final = "query($f: String!) { locate(feature: $f) { text nodes { label kind } evidence(first: 1) { quote } } }"
LOADED: Final = 4.0
"""Seconds after which what is loaded behind the first answers is there."""
FIGURES: Final = {
    "seconds to the first answer": "{:.3f}",
    "seconds of processor time": "{:.2f}",
    "MB at the first answer": "{:.1f}",
    "MB when all is loaded": "{:.1f}",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--graph", type=Path, default=Path("graph"))
    parser.add_argument("--feature", default="订单导出", help="one that the graph has")
    parser.add_argument("--rounds", type=int, default=7)
    told = parser.parse_args()
    rows = [started(told.graph, told.feature) for _ in range(told.rounds)]
    for (name, form), column in zip(FIGURES.items(), zip(*rows, strict=True), strict=True):
        figures = (form.format(one) for one in (statistics.median(column), min(column), max(column)))
        print("{}: {} ({} to {})".format(name, *figures))


def started(graph: Path, feature: str) -> tuple[float, float, float, float]:
    """The figures of one start."""
    port = free_port()
    command = [str(Path(sys.executable).with_name("helpgraph")), "serve", "--graph", str(graph), "--port", str(port)]
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=DEVNULL, stderr=DEVNULL) as process:
        try:
            connection = connected(port, process)
            connection.sendall(request(QUERY, {"f": feature}))
            answer(connection)
            seconds = time.perf_counter() - begun
            server = Server("helpgraph", process, port)
            first = (seconds, server.seconds(), server.memory())
            time.sleep(LOADED)
            return *first, server.memory()
        finally:
            process.terminate()


def connected(port: int, process: "subprocess.Popen[bytes]") -> socket.socket:
    """A connection as soon as somebody listens."""
    while process.poll() is None:
        try:
            return socket.create_connection(("127.0.0.1", port))
        except ConnectionRefusedError:
            time.sleep(0.002)
    raise RuntimeError(f"the server ended with {process.returncode}")


if __name__ == "__main__":
    main()
