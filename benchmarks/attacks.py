"""What each attack of `tests/attacks` costs the server: milliseconds of processor time and growth of memory, the dearest first.

python -m benchmarks.attacks [GRAPH]
"""

import sys
from pathlib import Path

from benchmarks.api_load import Server as Watched
from tests.attacks.payloads import ATTACKS
from tests.attacks.test_attacks import Server, serves


def main() -> None:
    server = Server(Path(sys.argv[1] if len(sys.argv) > 1 else "graph"))
    watched = Watched("helpgraph", server.process, server.port)
    try:
        for _ in range(50):
            serves(server)
        rows = []
        for attack in ATTACKS:
            seconds, memory = watched.seconds(), watched.memory()
            status, body = server.ask(attack)
            rows.append((watched.seconds() - seconds, watched.memory() - memory, status, len(body), attack.name))
    finally:
        server.stop()
    print("| attack | status | ms | MB | bytes |\n|---|---|---|---|---|")
    for spent, grown, status, size, name in sorted(rows, reverse=True):
        print(f"| {name} | {status} | {spent * 1000:.0f} | {grown:.1f} | {size} |")


if __name__ == "__main__":
    main()
