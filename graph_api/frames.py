"""Tables as data frames: by pandas or polars, whichever is there. The only file that imports them."""

import importlib.util
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from graph_api.tables import Table

LIBRARIES: Final = ("pandas", "polars")
"""In the order in which they are looked for."""
_PANDAS: Final[Mapping[type, str]] = {str: "string", int: "Int64", float: "Float64", bool: "boolean"}


class NoFrames(Exception):
    """No library for frames is installed, or not the one asked for; the message says what to install."""


def library(wanted: str | None = None) -> str:
    """The library to make frames with. Raises NoFrames."""
    if wanted is not None and wanted not in LIBRARIES:
        raise NoFrames(f"frames are made by {' or '.join(LIBRARIES)}, not by {wanted!r}")
    for name in LIBRARIES if wanted is None else (wanted,):
        if importlib.util.find_spec(name) is not None:
            return name
    missing = wanted or " nor ".join(LIBRARIES)
    found = "neither " if wanted is None else ""
    raise NoFrames(f"{found}{missing} is installed: pip install 'helpgraph[frames]'")


def frame(table: Table, wanted: str | None = None) -> Any:
    """A pandas.DataFrame or polars.DataFrame with the table's columns and types; missing cells are NA or null."""
    cells = {name: table.column(name) for name in table.columns}
    if library(wanted) == "polars":
        import polars

        types: dict[type, Any] = {str: polars.String, int: polars.Int64, float: polars.Float64, bool: polars.Boolean}
        return polars.DataFrame(cells, schema={name: types[kind] for name, kind in table.columns.items()})
    import pandas

    return pandas.DataFrame(
        {name: pandas.array(cells[name], dtype=_PANDAS[kind]) for name, kind in table.columns.items()}
    )


def write_parquet(table: Table, path: Path) -> None:
    """A table as a Parquet file. Raises NoFrames where nothing is there that writes one."""
    made = frame(table, "polars" if importlib.util.find_spec("polars") else None)
    if library("polars" if importlib.util.find_spec("polars") else None) == "polars":
        made.write_parquet(path)
        return
    if importlib.util.find_spec("pyarrow") is None:
        raise NoFrames("pandas writes Parquet with pyarrow: pip install 'helpgraph[frames]'")
    made.to_parquet(path, index=False)
