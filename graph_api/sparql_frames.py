"""Results of SPARQL queries as frames: a column a variable, typed where all its values are numbers or truth values."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from graph_api import frames
from graph_api.sparql import Runner
from graph_api.sparql_guard import admit
from graph_api.tables import Cell, Row, Table

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_INTEGERS: Final = frozenset(
    _XSD + name for name in ("integer", "int", "long", "nonNegativeInteger", "positiveInteger")
)
_NUMBERS: Final = frozenset(_XSD + name for name in ("decimal", "double", "float"))


def results(runner: Runner, query: str, wanted: str | None = None) -> Any:
    """SELECT gives a frame, ASK a bool, CONSTRUCT and DESCRIBE Turtle. Raises QueryRefused."""
    form = admit(query)
    if form in ("CONSTRUCT", "DESCRIBE"):
        return runner.run(query, "ttl").decode()
    told = json.loads(runner.run(query, "json"))
    return told["boolean"] if form == "ASK" else frames.frame(table(told), wanted)


def table(told: Mapping[str, Any]) -> Table:
    """A table of SPARQL results in JSON."""
    names = told["head"]["vars"]
    rows = told["results"]["bindings"]
    columns = [_column([row.get(name) for row in rows]) for name in names]
    cells: Sequence[Row] = tuple(zip(*(values for _, values in columns), strict=True)) if columns else ()
    return Table("results", {name: kind for name, (kind, _) in zip(names, columns, strict=True)}, tuple(cells))


def _column(terms: Sequence[Mapping[str, Any] | None]) -> tuple[type, list[Cell]]:
    types = {term.get("datatype", "") for term in terms if term is not None}
    texts = [None if term is None else _text(term) for term in terms]
    if types and types <= _INTEGERS:
        return int, [None if text is None else int(text) for text in texts]
    if types and types <= _INTEGERS | _NUMBERS:
        return float, [None if text is None else float(text) for text in texts]
    if types == {_XSD + "boolean"}:
        return bool, [None if text is None else text in ("true", "1") for text in texts]
    return str, list(texts)


def _text(term: Mapping[str, Any]) -> str:
    value = term["value"]
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
