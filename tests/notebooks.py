"""The notebooks, run; `python -m tests.notebooks` writes their outputs anew: text and small charts, nothing of when or where."""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

from tests.conftest import CORPUS, ROOT

FOLDER = ROOT / "notebooks"


def paths() -> list[Path]:
    """The notebooks, in reading order."""
    return sorted(FOLDER.glob("*.ipynb"))


def read(path: Path) -> Any:
    """A notebook as git holds it."""
    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]


def executed(path: Path, graph: Path) -> Any:
    """A notebook run over a graph, with its outputs. Raises CellExecutionError."""
    notebook = read(path)
    environment = {**os.environ, "HELPGRAPH_GRAPH": str(graph), "PYTHONPATH": str(ROOT)}
    client = NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(FOLDER)}})
    client.execute(env=environment)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    return notebook


def outputs(notebook: Any) -> Iterator[Any]:
    """The outputs of all cells, in order."""
    for cell in notebook.cells:
        yield from cell.get("outputs", ())


def main() -> None:
    from extract.build import Options, build

    with tempfile.TemporaryDirectory() as folder:
        build([CORPUS], Path(folder), Options())
        for path in paths():
            nbformat.write(executed(path, Path(folder)), path)  # type: ignore[no-untyped-call]
            print(f"wrote {path.name}", file=sys.stderr)


if __name__ == "__main__":
    main()
