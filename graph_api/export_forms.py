"""The graph in the forms of other tools: RDF, graphs for Gephi and the like, tables. One function a form, bytes or files of bytes."""

import csv
import io
import re
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from graph_api import documents, networks, tables
from graph_api.errors import Code, Refused
from graph_api.snapshot import Snapshot
from graph_api.tables import Cell, Table

Made = bytes | Mapping[str, bytes]
"""One file, or several by their names."""
TRIPLES: Final = "triples"
"""The table of all triples, which the frames do not have: whoever reads it has the whole graph."""
RDF_SHAPES: Final = ("full", "compact")
_TODAY: Final = re.compile(rb' lastmodifieddate="[^"]*"')


def ntriples(snapshot: Snapshot, shape: str | None) -> bytes:
    """N-Triples, sorted."""
    return documents.ntriples(snapshot, full=_full(shape))


def turtle(snapshot: Snapshot, shape: str | None) -> bytes:
    """Turtle."""
    return documents.turtle(snapshot, documents.triples(snapshot, full=_full(shape)))


def json_ld(snapshot: Snapshot, shape: str | None) -> bytes:
    """JSON-LD with its context."""
    return documents.json_ld(snapshot, documents.triples(snapshot, full=_full(shape)))


def _full(shape: str | None) -> bool:
    """Whether RDF is wanted with all evidence written out, or as it is stored. Raises Refused."""
    if shape not in (None, *RDF_SHAPES):
        message = f"there is no form {shape[:40]!r} of RDF; the forms are {', '.join(RDF_SHAPES)}"
        raise Refused(Code.BAD_USER_INPUT, message, suggestions=list(RDF_SHAPES))
    return shape != RDF_SHAPES[1]


def graphml(snapshot: Snapshot) -> bytes:
    """The network of things as GraphML."""
    return networks.graphml(networks.multigraph(snapshot))


def gexf(snapshot: Snapshot) -> bytes:
    """The same as GEXF, without the day on which it was written."""
    return _TODAY.sub(b"", networks.gexf(networks.multigraph(snapshot)), count=1)


def comma_separated(snapshot: Snapshot, name: str | None) -> Made:
    """One table as CSV (UTF-8, a header, missing cells empty), or all of them."""
    if name:
        return _csv(_table(snapshot, name))
    return {f"{one}.csv": _csv(_table(snapshot, one)) for one in (*tables.names(), TRIPLES)}


def parquet(snapshot: Snapshot, name: str | None) -> Made:
    """One table as Parquet, or all of them."""
    from graph_api.frames import write_parquet

    made: dict[str, bytes] = {}
    with TemporaryDirectory() as folder:
        for one in (name,) if name else (*tables.names(), TRIPLES):
            path = Path(folder) / f"{one}.parquet"
            write_parquet(_table(snapshot, one), path)
            made[path.name] = path.read_bytes()
    return next(iter(made.values())) if name else made


def _table(snapshot: Snapshot, name: str) -> Table:
    if name == TRIPLES:
        return _triples(snapshot)
    if name not in tables.names():
        from graph_api.refs import nearest

        known = [*tables.names(), TRIPLES]
        near = nearest(name[:40], known)
        hint = f"did you mean {near[0]}? " if near else ""
        message = f"there is no table {name[:40]!r}; {hint}the tables are {', '.join(known)}"
        raise Refused(Code.BAD_USER_INPUT, message, suggestions=near)
    return tables.table(snapshot, name)


def _triples(snapshot: Snapshot) -> Table:
    """Each statement in a row; an object without a datatype is an IRI."""
    rows = []
    for one in documents.triples(snapshot):
        value = one.object
        datatype = getattr(value, "datatype", None)
        typed = (datatype.value, value.language) if datatype else (None, None)  # type: ignore[union-attr]
        rows.append((one.subject.value, one.predicate.value, value.value, *typed))  # type: ignore[union-attr]
    columns = dict.fromkeys(("subject", "predicate", "object", "datatype", "language"), str)
    return Table(TRIPLES, columns, tuple(rows))


def _csv(table: Table) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([_cell(cell) for cell in row] for row in table.rows)
    return text.getvalue().encode("utf-8", "replace")


def _cell(cell: Cell) -> str:
    return "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)
