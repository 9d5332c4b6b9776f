"""Turtle files as statements that remember their file: what is wrong in one is told with its path and line."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ontology.iris import NAMESPACE

if TYPE_CHECKING:
    from rdflib.term import Node

SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

_BASE: Final = "https://helpgraph.example/vocab/"
"""What relative IRIs are relative to, so that they are the same in any folder."""
_Row = tuple[str, str, str, str, bool]
"""Subject, property, the text of the value, its language, and whether it is an IRI."""

_NO_IRI: Final = re.compile(r"[\x00-\x20<>\"{}|\\^`]")


class VocabularyError(Exception):
    """A vocabulary file is at fault. `line` is 1-based; 0 where the fault has no line (a file that cannot be read)."""

    def __init__(self, path: str, line: int, *, message: str, remedy: str) -> None:
        super().__init__(f"{path}:{line}: {message}\n  {remedy}" if line else f"{path}: {message}\n  {remedy}")
        self.path = path
        self.line = line
        self.message = message
        self.remedy = remedy

    def __reduce__(self) -> tuple[object, ...]:
        return _revived, (self.path, self.line, self.message, self.remedy)


def _revived(path: str, line: int, message: str, remedy: str) -> VocabularyError:
    return VocabularyError(path, line, message=message, remedy=remedy)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One Turtle file as text, with the prefixes it declares."""

    path: str
    text: str
    prefixes: tuple[tuple[str, str], ...]

    def line_of(self, subject: str, literal: str | None = None) -> int:
        """The line of a subject's first statement, or of a literal in it; 1 where the writing is too unusual to be found."""
        names = [re.escape(f"<{subject}>")]
        for prefix, namespace in self.prefixes:
            if subject.startswith(namespace):
                names.append(re.escape(f"{prefix}:{subject[len(namespace) :]}"))
        block = re.search(rf"^[ \t]*(?:{'|'.join(names)})(?=[\s;])", self.text, re.MULTILINE)
        start = block.end() if block else 0
        if literal is not None:
            found = [at for mark in "\"'" if (at := self.text.find(f"{mark}{literal}{mark}", start)) >= 0]
            start = min(found, default=start)
        return self.text.count("\n", 0, start) + 1


@dataclass(frozen=True, slots=True)
class Statement:
    """An object of a statement: its text (IRI or characters), its language, and the file it stands in."""

    text: str
    language: str
    is_iri: bool
    sheet: Sheet


class Statements:
    """All statements of several files by subject and property, in an order that does not depend on the parser."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._objects: dict[tuple[str, str], list[Statement]] = {}
        self._subjects: dict[str, dict[str, set[str]]] = {}
        self._ranks: dict[str, int] = {}
        for path in paths:
            self._read(path)

    def objects(self, subject: str, prop: str) -> Sequence[Statement]:
        return self._objects.get((subject, prop), ())

    def subjects(self, prop: str, value: str) -> Sequence[str]:
        """The subjects that have this value, sorted."""
        return sorted(self._subjects.get(prop, {}).get(value, ()))

    def subjects_with(self, prop: str) -> Sequence[str]:
        """The subjects that have this property, sorted."""
        return sorted(set().union(*self._subjects.get(prop, {}).values()))

    def place(self, iri: str, literal: str | None, props: Iterable[str]) -> tuple[str, int]:
        """The file and line where a subject says this literal (None: anything) by one of these properties, else where it
        is declared; of several files the one read last, which is the user's."""
        for prop in (*props, TYPE):
            for item in reversed(self.objects(iri, prop)):
                if literal is None or prop == TYPE or item.text == literal:
                    return item.sheet.path, item.sheet.line_of(iri, literal)
        raise LookupError(f"<{iri}> is declared nowhere")

    def rank(self, path: str) -> int:
        """Which file was read first, second, and so on."""
        return self._ranks[path]

    def _read(self, path: Path) -> None:
        text = _text(path)
        sheet, rows = _quickly(str(path), text) or _thoroughly(str(path), text)
        self._ranks[sheet.path] = len(self._ranks)
        for subject_text, prop_text, text, language, is_iri in sorted(rows):
            statements = self._objects.setdefault((subject_text, prop_text), [])
            statements.append(Statement(text, language, is_iri, sheet))
            self._subjects.setdefault(prop_text, {}).setdefault(text, set()).add(subject_text)


def _refuse_blank(sheet: Sheet, prop: str, value: str) -> None:
    """Blank nodes of other vocabularies say nothing to us; a concept or a class of words must have a name."""
    if prop == TYPE and value.startswith((SKOS, NAMESPACE)):
        mark = re.search(r"_:|\[", sheet.text)
        line = sheet.text.count("\n", 0, mark.start()) + 1 if mark else 1
        message = f"something without an IRI is declared as <{value}>"
        raise VocabularyError(sheet.path, line, message=message, remedy="Give it an IRI instead of [ ] or _:name.")


def _refuse_iri(sheet: Sheet, iri: str) -> None:
    at = max(sheet.text.find(iri), sheet.text.find(iri.removeprefix(_BASE)), 0)
    line = sheet.text.count("\n", 0, at) + 1
    raise VocabularyError(
        sheet.path, line, message=f"<{iri}> is no IRI", remedy="Take out blanks, quotes and brackets."
    )


def _text(path: Path) -> str:
    name = str(path)
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        remedy = "Give the path of a Turtle file that can be read."
        raise VocabularyError(name, 0, message=f"cannot be read: {error.strerror}", remedy=remedy) from error
    except UnicodeDecodeError as error:
        line = bytes(error.object).count(b"\n", 0, error.start) + 1
        raise VocabularyError(name, line, message="is not UTF-8", remedy="Save the file as UTF-8.") from error


def _quickly(path: str, text: str) -> tuple[Sheet, set[_Row]] | None:
    """By Oxigraph, which takes a thirtieth of the time; None where it finds a fault, of which rdflib tells more, or a blank node."""
    import pyoxigraph

    named, literal = pyoxigraph.NamedNode, pyoxigraph.Literal
    rows: set[_Row] = set()
    try:
        triples = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE, base_iri=_BASE)
        for triple in triples:
            subject, prop, value = triple.subject, triple.predicate, triple.object
            if not isinstance(subject, named) or not isinstance(value, named | literal):
                return None
            is_iri = isinstance(value, named)
            language = "" if isinstance(value, named) else (value.language or "").lower()
            rows.add((subject.value, prop.value, value.value, language, is_iri))
    except SyntaxError:
        return None
    return Sheet(path, text, tuple(sorted(triples.prefixes.items()))), rows


def _thoroughly(path: str, text: str) -> tuple[Sheet, list[_Row]]:
    """By rdflib. Raises VocabularyError with the place of a fault."""
    sheet, triples = _parsed(path, text)
    rows = []
    for subject, prop, value in triples:
        if type(subject).__name__ == "BNode":
            _refuse_blank(sheet, str(prop), str(value))
            continue
        for term in (subject, prop, value):
            if type(term).__name__ == "URIRef" and _NO_IRI.search(str(term)):
                _refuse_iri(sheet, str(term))
        language = str(getattr(value, "language", None) or "").lower()
        rows.append((str(subject), str(prop), str(value), language, type(value).__name__ == "URIRef"))
    return sheet, rows


def _parsed(name: str, text: str) -> tuple[Sheet, Iterable[tuple[Node, Node, Node]]]:
    from rdflib import Graph
    from rdflib.plugins.parsers.notation3 import BadSyntax

    graph = Graph(bind_namespaces="none")
    try:
        with _quiet_terms():
            graph.parse(data=text, format="turtle", publicID=_BASE)
    except BadSyntax as error:
        why = str(getattr(error, "_why", "cannot be read"))
        raise _syntax_error(name, text, line=error.lines + 1, why=why) from error
    except (IndexError, AssertionError) as error:  # how rdflib says that the text is over too soon
        line = text.rstrip().count("\n") + 1
        raise _syntax_error(name, text, line=line, why="the file ends too soon") from error
    except ValueError as error:  # how rdflib says that a language tag is none
        tag = re.search(r"'(.+?)'", str(error))
        at = max(text.find(f"@{tag[1]}"), 0) if tag else 0
        raise _syntax_error(name, text, line=text.count("\n", 0, at) + 1, why=str(error)) from error
    prefixes = tuple(sorted((prefix, str(namespace)) for prefix, namespace in graph.namespaces()))
    return Sheet(name, text, prefixes), graph


def _syntax_error(path: str, text: str, *, line: int, why: str) -> VocabularyError:
    remedy = "Mend the Turtle there; a missing quote, '.' or ';' is often one line earlier."
    message = f"Turtle syntax: {' '.join(why.split())}"
    return VocabularyError(path, min(line, text.rstrip().count("\n") + 1), message=message, remedy=remedy)


@contextmanager
def _quiet_terms() -> Iterator[None]:
    """rdflib logs an IRI that is none; here it is an error (`_read`)."""
    logger = logging.getLogger("rdflib.term")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before
