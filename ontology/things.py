"""N-Triples, written and read. A graph as things: a subject with what it says of itself, straight from sorted lines, so that no graph need be held to look at one.

A term stays as it is written (`<iri>`, `"text"@zh-hans`, `"3"^^<…integer>`); what is asked of it is read from that.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import groupby
from typing import Final

XSD: Final = "http://www.w3.org/2001/XMLSchema#"
TYPE: Final = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"

_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_ESCAPED: Final = re.compile(r'[\\"\x00-\x1f\x7f]')
_SHORT: Final = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_INTEGER: Final = re.compile(r"[+-]?\d+\Z")
_DECIMAL: Final = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)\Z")
_DATE: Final = re.compile(r"-?\d{4,}-\d\d-\d\d(?:Z|[+-]\d\d:\d\d)?\Z")

Thing = dict[str, list[str]]
"""What a subject says of itself: its values by predicate, all as written."""


def things(lines: Iterable[str]) -> Iterator[tuple[str, Thing]]:
    """Each subject with what it says, of lines sorted by subject that end with ` .`."""
    for subject, told in groupby(lines, key=_subject):
        thing: Thing = {}
        start = len(subject) + 1
        for line in told:
            predicate, _, value = line[start:].partition(" ")
            thing.setdefault(predicate, []).append(value.rstrip().removesuffix(".").rstrip())
        yield subject, thing


def _subject(line: str) -> str:
    return line[: line.index(" ")]


def iri(text: str) -> str:
    """An IRI reference; characters that may not stand in one are percent-encoded."""
    return "<" + re.sub(r'[\x00-\x20<>"{}|^`\\]', lambda m: f"%{ord(m[0]):02X}", text) + ">"


def literal(text: str, *, language: str = "", datatype: str = "") -> str:
    """A literal with its language or datatype."""
    body = _ESCAPED.sub(lambda m: _ESCAPES.get(m[0], f"\\u{ord(m[0]):04X}"), text)
    suffix = f"@{language}" if language else f"^^<{XSD}{datatype}>" if datatype else ""
    return f'"{body}"{suffix}'


def is_iri(term: str) -> bool:
    return term.startswith("<")


def text_of(term: str) -> str:
    """An IRI's or a literal's own text."""
    if is_iri(term):
        return _unescaped(term[1:-1])
    return _unescaped(term[1 : term.rindex('"')])


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _SHORT.get(match[3], match[3])


def datatype_of(term: str) -> str | None:
    """The datatype of a literal; None of an IRI and of a text in a language."""
    if is_iri(term):
        return None
    behind = term[term.rindex('"') + 1 :]
    return behind[3:-1] if behind.startswith("^^") else XSD + "string" if not behind else None


def is_of(term: str, datatype: str) -> bool:
    """Whether a term is a literal of this datatype and well written."""
    if datatype_of(term) != datatype:
        return False
    text = text_of(term)
    match datatype.removeprefix(XSD):
        case "integer":
            return bool(_INTEGER.match(text))
        case "decimal":
            return bool(_DECIMAL.match(text))
        case "boolean":
            return text in ("true", "false", "1", "0")
        case "date":
            return value_of(term) is not None
    return True


def value_of(term: str) -> Decimal | date | None:
    """A number or a day, to be compared with its like; None of anything else."""
    kind, text = (datatype_of(term) or "").removeprefix(XSD), "" if is_iri(term) else text_of(term)
    try:
        if kind in ("integer", "decimal", "double", "float"):
            return Decimal(text)
        return date.fromisoformat(text) if kind == "date" and _DATE.match(text) else None
    except (InvalidOperation, ValueError):
        return None
