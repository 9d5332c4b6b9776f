"""Results of queries as they are sent: SPARQL 1.1 JSON, XML, CSV and TSV; graphs as Turtle, N-Triples, RDF/XML or JSON-LD.

Written row by row, so that a result that is too large is stopped where it becomes so.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

BINDINGS: Final[Mapping[str, str]] = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
"""Formats of SELECT and ASK with their media types, the preferred first."""
GRAPHS: Final[Mapping[str, str]] = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
}
"""Formats of CONSTRUCT and DESCRIBE with their media types, the preferred first."""
_XSD_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"
_RESULTS: Final = '<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">'

Row = list[Any]


class TooLarge(Exception):
    """A result is larger than it may be; `limit` names which limit."""

    def __init__(self, limit: str, message: str) -> None:
        super().__init__(message)
        self.limit = limit


class _Sink:
    """Text that grows up to a number of bytes (0: without end)."""

    def __init__(self, most: int) -> None:
        self._parts: list[bytes] = []
        self._left = most
        self._bounded = most > 0

    def add(self, text: str) -> None:
        data = text.encode("utf-8", "replace")
        self._left -= len(data)
        if self._bounded and self._left < 0:
            raise TooLarge("bytes", "the result is too large; select fewer variables, or add a LIMIT")
        self._parts.append(data)

    def data(self) -> bytes:
        return b"".join(self._parts)


def written(found: Any, name: str, most_rows: int, most_bytes: int) -> bytes:
    """Results in a format (0: no limit). Raises TooLarge, and ValueError where a format does not fit the query's form."""
    sink = _Sink(most_bytes)
    if type(found).__name__ == "QueryTriples":
        return _graph(_counted(found, most_rows), name, sink)
    if name not in BINDINGS:
        raise ValueError(f"a SELECT or ASK query has no result as {name}; there are {', '.join(BINDINGS)}")
    if type(found).__name__ == "QueryBoolean":
        sink.add(_BOOLEANS[name](bool(found)))
        return sink.data()
    variables = [variable.value for variable in found.variables]
    rows = ([row[at] for at in range(len(variables))] for row in _counted(found, most_rows))
    for piece in _ROWS[name](variables, rows):
        sink.add(piece)
    return sink.data()


def _counted(rows: Iterable[Any], most: int) -> Iterator[Any]:
    for nth, row in enumerate(rows, 1):
        if most and nth > most:
            raise TooLarge("rows", f"the query has more than {most} results; add a LIMIT")
        yield row


def _graph(triples: Iterable[Any], name: str, sink: _Sink) -> bytes:
    import pyoxigraph

    if name not in GRAPHS:
        raise ValueError(f"a CONSTRUCT or DESCRIBE query has no result as {name}; there are {', '.join(GRAPHS)}")
    kept = []
    for triple in triples:
        sink.add(f"{triple}\n")
        kept.append(triple)
    form = pyoxigraph.RdfFormat.from_media_type(GRAPHS[name])
    return pyoxigraph.serialize(kept, format=form) or b""


def _json(variables: list[str], rows: Iterable[Row]) -> Iterator[str]:
    yield json.dumps({"head": {"vars": variables}}, ensure_ascii=False)[:-1] + ', "results": {"bindings": ['
    between = "\n"
    for row in rows:
        bound = {name: _json_term(term) for name, term in zip(variables, row, strict=True) if term is not None}
        yield between + json.dumps(bound, ensure_ascii=False)
        between = ",\n"
    yield "\n]}}\n"


def _json_term(term: Any) -> dict[str, Any]:
    kind = type(term).__name__
    if kind == "NamedNode":
        return {"type": "uri", "value": term.value}
    if kind == "BlankNode":
        return {"type": "bnode", "value": term.value}
    if kind == "Triple":
        parts = {name: _json_term(getattr(term, name)) for name in ("subject", "predicate", "object")}
        return {"type": "triple", "value": parts}
    told = {"type": "literal", "value": term.value}
    if term.language:
        return {**told, "xml:lang": term.language}
    return told if term.datatype.value == _XSD_STRING else {**told, "datatype": term.datatype.value}


def _xml(variables: list[str], rows: Iterable[Row]) -> Iterator[str]:
    names = "".join(f"<variable name={quoteattr(name)}/>" for name in variables)
    yield f"{_RESULTS}<head>{names}</head><results>"
    for row in rows:
        cells = (
            f"<binding name={quoteattr(name)}>{_xml_term(term)}</binding>"
            for name, term in zip(variables, row, strict=True)
            if term is not None
        )
        yield f"\n<result>{''.join(cells)}</result>"
    yield "\n</results></sparql>\n"


def _xml_term(term: Any) -> str:
    told = _json_term(term)
    if told["type"] == "triple":
        parts = (f"<{name}>{_xml_term(getattr(term, name))}</{name}>" for name in ("subject", "predicate", "object"))
        return f"<triple>{''.join(parts)}</triple>"
    language = f" xml:lang={quoteattr(told['xml:lang'])}" if "xml:lang" in told else ""
    datatype = f" datatype={quoteattr(told['datatype'])}" if "datatype" in told else ""
    value = "".join(char if char in "\t\n\r" or char >= " " else "\ufffd" for char in told["value"])
    return f"<{told['type']}{language}{datatype}>{escape(value, {chr(13): '&#13;'})}</{told['type']}>"


def _csv(variables: list[str], rows: Iterable[Row]) -> Iterator[str]:
    for cells in (variables, *()):
        yield _csv_line(cells)
    for row in rows:
        yield _csv_line(["" if term is None else _csv_term(term) for term in row])


def _csv_term(term: Any) -> str:
    kind = type(term).__name__
    return f"_:{term.value}" if kind == "BlankNode" else str(term) if kind == "Triple" else str(term.value)


def _csv_line(cells: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()


def _tsv(variables: list[str], rows: Iterable[Row]) -> Iterator[str]:
    yield "\t".join(f"?{name}" for name in variables) + "\n"
    for row in rows:
        yield "\t".join("" if term is None else str(term).replace("\t", "\\t") for term in row) + "\n"


_ROWS: Final[Mapping[str, Callable[[list[str], Iterable[Row]], Iterator[str]]]] = {
    "json": _json,
    "xml": _xml,
    "csv": _csv,
    "tsv": _tsv,
}
_BOOLEANS: Final[Mapping[str, Callable[[bool], str]]] = {
    "json": lambda told: json.dumps({"head": {}, "boolean": told}) + "\n",
    "xml": lambda told: f"{_RESULTS}<head/><boolean>{str(told).lower()}</boolean></sparql>\n",
    "csv": lambda told: f"{str(told).lower()}\r\n",
    "tsv": lambda told: f"{str(told).lower()}\n",
}
