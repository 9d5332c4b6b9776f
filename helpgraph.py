"""The door: the command line and the library, the one place that knows both sides.

The commands stand in `commands/`, by whom they serve; importing a file of theirs adds them to the command line.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from commands import building, moving, serving  # in the order that --help lists them

# isort: split
from commands import asking, showing
from commands.frame import app, run

if TYPE_CHECKING:
    from graph_api.library import Graph as LibraryGraph

__all__ = ["app", "asking", "building", "main", "moving", "open", "serving", "showing"]


def open(place: str | Path, *, frames: str | None = None) -> "LibraryGraph":
    """The graph in a folder, or the one that a server at a URL serves, for notebooks and scripts.

    `frames`: "pandas" or "polars"; without it whichever is there. Raises `graph_api.snapshot.SnapshotError`.
    """
    from graph_api.library import open_graph

    return open_graph(place, frames=frames)


def main() -> None:
    """The console script."""
    run(sys.argv[1:])


if __name__ == "__main__":
    main()
