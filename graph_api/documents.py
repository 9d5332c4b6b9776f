"""RDF documents of triples: Turtle with prefixes, JSON-LD in the ontology's context. Of the whole graph, or of what is asked for.

The graph has no blank nodes and no lists, so that a JSON-LD document is one object a subject.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from graph_api.snapshot import Snapshot
from graph_api.sparql import prefixes
from ontology import layout
from ontology.attested import HELD
from ontology.context import CONTEXT
from ontology.evidence import Span, span_of
from ontology.iris import NAMESPACE
from ontology.kinds import EvidenceField
from ontology.records import Entry, Evidence, MenuNode
from ontology.unfolding import unfolded, unsaid, written

if TYPE_CHECKING:
    from pyoxigraph import Store, Triple

_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_AT_ONCE: Final = 10_000
"""How many lines are parsed at once."""
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"


class Lines:
    """The lines of a version's graph as it is stored, sorted, without their line breaks; to be gone through as often as wanted."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._plain: Final = snapshot.version / layout.GRAPH

    def __iter__(self) -> Iterator[str]:
        with self._opened() as file:
            for line in file:
                yield line[:-1]

    def _opened(self) -> IO[str]:
        import gzip

        if self._plain.exists():
            return self._plain.open(encoding="utf-8", newline="\n")
        return gzip.open(f"{self._plain}.gz", "rt", encoding="utf-8", newline="\n")


def lines(snapshot: Snapshot, *, full: bool = True) -> Iterable[str]:
    """The graph's N-Triples, sorted: in full, with all evidence written out, or as it is stored."""
    return unfolded(Lines(snapshot)) if full else Lines(snapshot)


def triples(snapshot: Snapshot, *, full: bool = True) -> "Iterator[Triple]":
    """The same as triples."""
    told = iter(lines(snapshot, full=full))
    while some := list(islice(told, _AT_ONCE)):
        yield from _parsed(some)


def _parsed(told: Iterable[str]) -> "Iterator[Triple]":
    from pyoxigraph import RdfFormat, Triple, parse

    data = "".join(f"{line}\n" for line in told).encode()
    return (Triple(quad.subject, quad.predicate, quad.object) for quad in parse(data, format=RdfFormat.N_TRIPLES))


def of_turtle(data: bytes) -> "list[Triple]":
    """The triples of a Turtle document, by subject; blank nodes and what is said of them left out."""
    from pyoxigraph import BlankNode, RdfFormat, Triple, parse

    quads = (quad for quad in parse(data, format=RdfFormat.TURTLE))
    kept = (q for q in quads if not isinstance(q.subject, BlankNode) and not isinstance(q.object, BlankNode))
    return sorted((Triple(q.subject, q.predicate, q.object) for q in kept), key=str)


def ntriples(snapshot: Snapshot, *, full: bool = True) -> bytes:
    """The lines as one document."""
    return "".join(f"{line}\n" for line in lines(snapshot, full=full)).encode()


def turtle(snapshot: Snapshot, told: "Iterable[Triple]", more: Mapping[str, str] | None = None) -> bytes:
    """Triples as Turtle; `more` prefixes beside the usual ones."""
    from pyoxigraph import RdfFormat, serialize

    return serialize(told, format=RdfFormat.TURTLE, prefixes={**prefixes(snapshot), **(more or {})}) or b""


def json_ld(snapshot: Snapshot, told: "Iterable[Triple]") -> bytes:
    """Triples as JSON-LD, one line a subject; those of a subject stand together. The context stands in the document."""
    context = {"@base": snapshot.base_iri, **_context()}
    head = json.dumps({"@context": context}, ensure_ascii=False)[:-1]
    nodes = ",\n".join(json.dumps(one, ensure_ascii=False) for one in _nodes(snapshot, told))
    return f'{head},\n"@graph": [\n{nodes}\n]}}\n'.encode()


@cache
def _context() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(CONTEXT).read_text(encoding="utf-8"))["@context"]
    return found


@cache
def _terms() -> Mapping[str, tuple[str, Mapping[str, str]]]:
    """From an IRI to the term for it and what the context says of the term."""
    spaces = {key: value for key, value in _context().items() if isinstance(value, str) and value.startswith("http")}
    found = {}
    for name, told in _context().items():
        own = told["@id"] if isinstance(told, dict) else told
        prefix, colon, local = str(own).partition(":")
        if colon and prefix in spaces:
            found[spaces[prefix] + local] = (name, told if isinstance(told, dict) else {})
    return found


def _nodes(snapshot: Snapshot, told: "Iterable[Triple]") -> Iterator[dict[str, Any]]:
    for subject, group in groupby(told, key=lambda triple: str(triple.subject.value)):  # type: ignore[union-attr]
        node: dict[str, Any] = {"id": _relative(snapshot, subject)}
        for triple in group:
            name, value = _pair(snapshot, triple)
            if name in node:
                node[name] = [*(node[name] if isinstance(node[name], list) else [node[name]]), value]
            else:
                node[name] = value
        yield node


def _pair(snapshot: Snapshot, triple: "Triple") -> tuple[str, Any]:
    """The key and the value of one statement."""
    predicate, value = triple.predicate.value, triple.object
    terms = _terms()
    if predicate == _TYPE:
        return "type", terms[value.value][0] if value.value in terms else value.value  # type: ignore[union-attr]
    name, about = terms.get(predicate, (predicate, {}))
    coerced = about.get("@type", "")
    if type(value).__name__ == "NamedNode":
        own = str(value.value)  # type: ignore[union-attr]
        if coerced == "@vocab":
            return name, terms[own][0] if own in terms else own
        return name, _relative(snapshot, own) if coerced == "@id" else {"@id": own}
    return name, _literal(value, coerced, about.get("@language", ""))


def _literal(value: Any, coerced: str, language: str) -> Any:
    """A literal as the context reads it; spelled out where it would read another."""
    text, datatype = value.value, value.datatype.value.removeprefix(_XSD)
    if value.language:
        return text if value.language == language else {"@value": text, "@language": value.language}
    if coerced == f"xsd:{datatype}":
        if datatype == "boolean" and text in ("true", "false"):
            return text == "true"
        return int(text) if datatype == "integer" and str(int(text)) == text else text
    if datatype == "string":
        return {"@value": text} if coerced or language else text
    return {"@value": text, "@type": value.datatype.value}


def _relative(snapshot: Snapshot, iri: str) -> str:
    """An IRI of a thing of this graph without the base, any other as it is."""
    own = iri.removeprefix(snapshot.base_iri)
    return own if own != iri and own and own[0] != "#" and not set(own) & set("/?:") else iri


def about(snapshot: Snapshot, own: str) -> "list[Triple]":
    """What the graph says of a thing, and of what has no meaning without it: its evidence, conditions, quantities, steps; all written out.

    Of an entry also what rests on its words, since the IRIs of evidence lead to the entry.
    """
    told, todo, seen = list[str](), [snapshot.iri(own), *_resting_on(snapshot, own)], set[str]()
    order = dict[str, int]()
    while todo:
        iri = todo.pop(0)
        if iri in seen:
            continue
        seen.add(iri)
        order[f"<{iri}>"] = len(order)
        said = list(_said(snapshot, iri))
        told += said
        links = (line.removesuffix(" .").split(" ", 2) for line in said)
        parts = [value[1:-1] for _, name, value in links if name[1:-1] in _PARTS]
        todo += parts[: max(0, _MOST_PARTS - len(seen) - len(todo))]
    told.sort(key=lambda line: (order[line.partition(" ")[0]], line))
    return list(_parsed(told))


def _said(snapshot: Snapshot, iri: str) -> Iterator[str]:
    """The lines of one subject, in full."""
    from pyoxigraph import NamedNode

    span = span_of(iri)
    if span is not None:
        yield from written(span, _words(snapshot, span))
        return
    quads = snapshot.once(_store).quads_for_pattern(NamedNode(iri), None, None, None)
    told = [f"{quad.triple} ." for quad in quads]
    yield from (*told, *unsaid(told, lambda span: _words(snapshot, span)))
    node = snapshot.get(iri.removeprefix(snapshot.base_iri))
    if isinstance(node, MenuNode):
        for one in node.evidence:
            yield f"<{iri}> <{NAMESPACE}evidence> <{_iri_of(snapshot, one)}> ."


def _words(snapshot: Snapshot, span: Span) -> str:
    entry = snapshot.get(span.entry.removeprefix(snapshot.base_iri))
    if not isinstance(entry, Entry):
        return ""
    return (entry.title if span.field is EvidenceField.QUESTION else entry.answer)[span.start : span.end]


def _iri_of(snapshot: Snapshot, one: Evidence) -> str:
    return Span(snapshot.iri(one.entry), one.field, one.start, one.end, one.rule).iri


def _resting_on(snapshot: Snapshot, own: str) -> Iterator[str]:
    """The IRIs of evidence in an entry, of what it names: of each thing among its best pieces."""
    entry = snapshot.get(own)
    if not isinstance(entry, Entry):
        return
    for one in (*entry.features, *entry.concepts, *entry.paths, *entry.terms, *entry.constraints):
        for words in getattr(snapshot.get(one), "evidence", ())[:HELD]:
            if words.entry == own:
                yield _iri_of(snapshot, words)


def naming(snapshot: Snapshot, own: str, most: int) -> list[tuple[str, str]]:
    """At most so many of the things that name a thing: their IRIs, and by which property; sorted."""
    from pyoxigraph import NamedNode

    quads = snapshot.once(_store).quads_for_pattern(None, None, NamedNode(snapshot.iri(own)), None)
    return sorted((str(quad.subject.value), quad.predicate.value) for quad in islice(quads, most))  # type: ignore[union-attr]


def _store(snapshot: Snapshot) -> "Store":
    from pyoxigraph import Store

    return Store.read_only(str(snapshot.version / layout.STORE))


_MOST_PARTS: Final = 500
_PARTS: Final = frozenset(NAMESPACE + name for name in ("evidence", "condition", "limit", "step", "place"))
