"""What the operations of an order cost where there are many: each function of a graph is taken for one that acts on orders.

`python -m benchmarks.operations GRAPH` asks for the first page, then for how many there are, for the order type with most rules and others, each
for the first time, and prints milliseconds of processor time.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.growth import order_types
from graph_api import operations as listed
from graph_api.given import given_concept, relations
from graph_api.operations import Operations, operations
from graph_api.snapshot import Published, Slice, Snapshot
from ontology import layout

_OTHERS: Final = 20
_PAGE: Final = 51


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graph", type=Path)
    snapshot = Published(parser.parse_args().graph).snapshot()
    listed._listed = _every
    relations(snapshot)
    print(f"operations: {len(snapshot.once(_every)[0]):,}")
    pages, sums = [], []
    for _, concept in order_types(snapshot)[: _OTHERS + 1]:
        rows = operations(snapshot, given_concept(snapshot, concept.id), None)
        pages.append(_took(partial(_first, rows)))
        sums.append(_took(rows.size))
    for name, times in (("first page", pages), ("how many there are", sums)):
        first, *others = times
        print(f"{name}, ms: {first:.1f} for the first order, {statistics.median(others):.1f} for the next ones")


def _first(rows: Operations) -> int:
    return len(rows.page(_PAGE, after=None, before=None, backward=False))


def _took(ask: Callable[[], int]) -> float:
    """Milliseconds of processor time."""
    since = time.process_time()
    ask()
    return 1000 * (time.process_time() - since)


def _every(snapshot: Snapshot) -> tuple[list[bytes], list[str]]:
    rows = snapshot.page(Slice(layout.FEATURES), -1)
    return [key for key, _ in rows], [own for _, own in rows]


if __name__ == "__main__":
    main()
