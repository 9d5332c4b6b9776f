"""RDF documents of triples: Turtle with prefixes, JSON-LD in the ontology's context. Of the whole graph, or of what is asked for.

The graph has no blank nodes and no lists, so that a JSON-LD document is one object a subject.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from graph_api.snapshot import Snapshot
from graph_api.sparql import prefixes
from ontology import layout
from ontology.context import CONTEXT
from ontology.iris import NAMESPACE

if TYPE_CHECKING:
    from pyoxigraph import Store, Triple

_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"


def triples(snapshot: Snapshot) -> "Iterator[Triple]":
    """All triples of a version, sorted by subject."""
    from pyoxigraph import RdfFormat, Triple, parse

    for quad in parse(ntriples(snapshot), format=RdfFormat.N_TRIPLES):
        yield Triple(quad.subject, quad.predicate, quad.object)


def of_turtle(data: bytes) -> "list[Triple]":
    """The triples of a Turtle document, by subject; blank nodes and what is said of them left out."""
    from pyoxigraph import BlankNode, RdfFormat, Triple, parse

    quads = (quad for quad in parse(data, format=RdfFormat.TURTLE))
    kept = (q for q in quads if not isinstance(q.subject, BlankNode) and not isinstance(q.object, BlankNode))
    return sorted((Triple(q.subject, q.predicate, q.object) for q in kept), key=str)


def ntriples(snapshot: Snapshot) -> bytes:
    """The graph as the snapshot holds it: sorted N-Triples."""
    import gzip

    plain, packed = snapshot.version / layout.GRAPH, snapshot.version / f"{layout.GRAPH}.gz"
    return plain.read_bytes() if plain.exists() else gzip.decompress(packed.read_bytes())


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
    return own if own != iri and own and not set(own) & set("/?#:") else iri


def about(snapshot: Snapshot, own: str) -> "list[Triple]":
    """What the graph says of a thing, and of what has no meaning without it: its evidence, conditions, quantities, steps."""
    from pyoxigraph import NamedNode, Triple

    store = snapshot.once(_store)
    found: list[Triple] = []
    todo, seen = [snapshot.iri(own)], set[str]()
    while todo:
        iri = todo.pop(0)
        if iri in seen:
            continue
        seen.add(iri)
        for quad in store.quads_for_pattern(NamedNode(iri), None, None, None):
            found.append(Triple(quad.subject, quad.predicate, quad.object))
            if quad.predicate.value in _PARTS and len(seen) + len(todo) < _MOST_PARTS:
                todo.append(quad.object.value)  # type: ignore[union-attr]
    order = {iri: nth for nth, iri in enumerate(seen_in_order(found))}
    return sorted(found, key=lambda triple: (order[triple.subject.value], str(triple)))  # type: ignore[union-attr]


def seen_in_order(found: "Iterable[Triple]") -> list[str]:
    """The subjects of triples, each once, as they come."""
    return list(dict.fromkeys(str(triple.subject.value) for triple in found))  # type: ignore[union-attr]


def naming(snapshot: Snapshot, own: str, most: int) -> list[tuple[str, str]]:
    """At most so many of the things that name a thing: their IRIs, and by which property; sorted."""
    from itertools import islice

    from pyoxigraph import NamedNode

    quads = snapshot.once(_store).quads_for_pattern(None, None, NamedNode(snapshot.iri(own)), None)
    return sorted((str(quad.subject.value), quad.predicate.value) for quad in islice(quads, most))  # type: ignore[union-attr]


def _store(snapshot: Snapshot) -> "Store":
    from pyoxigraph import Store

    return Store.read_only(str(snapshot.version / layout.STORE))


_MOST_PARTS: Final = 500
_PARTS: Final = frozenset(NAMESPACE + name for name in ("evidence", "condition", "limit", "step", "place"))
