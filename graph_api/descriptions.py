"""What the served graph is, told to machines: VoID and DCAT, for /.well-known/void."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from graph_api.snapshot import Snapshot
from ontology import layout
from ontology.iris import NAMESPACE

if TYPE_CHECKING:
    from pyoxigraph import Triple

_DCAT: Final = "http://www.w3.org/ns/dcat#"
_DCT: Final = "http://purl.org/dc/terms/"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_VOID: Final = "http://rdfs.org/ns/void#"
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
PREFIXES: Final = {"dcat": _DCAT, "dcterms": _DCT, "void": _VOID, "xsd": _XSD}
_CLASSES: Final = {
    "Entry": "entries",
    "Part": "parts",
    "MenuNode": "menuNodes",
    "Constraint": "constraints",
    "Conflict": "conflicts",
}
"""Classes whose size the manifest tells."""


def description(snapshot: Snapshot, server: str) -> "list[Triple]":
    """The dataset, its distributions and its parts; `server` is the address without a slash at the end."""
    import pyoxigraph as ox

    return [
        ox.Triple(
            ox.NamedNode(subject),
            ox.NamedNode(predicate),
            ox.NamedNode(value) if isinstance(value, _Iri) else _literal(value),
        )
        for subject, predicate, value in _statements(snapshot, server)
    ]


class _Iri(str):
    __slots__ = ()


def _literal(value: Any) -> Any:
    import pyoxigraph as ox

    if isinstance(value, tuple):
        text, kind = value
        return (
            ox.Literal(text, datatype=ox.NamedNode(_XSD + kind))
            if kind[0].islower()
            else ox.Literal(text, language=kind[1:])
        )
    return ox.Literal(value)


def _statements(snapshot: Snapshot, server: str) -> Iterator[tuple[str, str, Any]]:
    dataset, counts = f"{server}/.well-known/void#dataset", snapshot.manifest["counts"]
    plain = (snapshot.version / layout.GRAPH).exists()
    dump, own = (
        f"{server}/versions/current/{layout.GRAPH}{'' if plain else '.gz'}",
        f"{server}/.well-known/void#ntriples",
    )
    yield from (
        (dataset, f"{_RDF}type", _Iri(f"{_VOID}Dataset")),
        (dataset, f"{_RDF}type", _Iri(f"{_DCAT}Dataset")),
        (dataset, f"{_DCT}title", ("Help centre knowledge graph", "@en")),
        (dataset, f"{_DCT}title", ("帮助中心知识图谱", "@zh-hans")),
        (dataset, f"{_DCT}identifier", snapshot.id),
        (dataset, f"{_DCT}modified", (snapshot.manifest["builtAt"], "dateTime")),
        (dataset, f"{_DCT}language", "zh-Hans"),
        (dataset, f"{_DCT}conformsTo", _Iri(NAMESPACE.rstrip("#"))),
        (dataset, f"{_VOID}uriSpace", snapshot.base_iri),
        (dataset, f"{_VOID}vocabulary", _Iri(NAMESPACE)),
        (dataset, f"{_VOID}vocabulary", _Iri("http://www.w3.org/2004/02/skos/core#")),
        (dataset, f"{_VOID}triples", (str(counts["triples"]), "integer")),
        (dataset, f"{_VOID}sparqlEndpoint", _Iri(f"{server}/sparql")),
        (dataset, f"{_VOID}dataDump", _Iri(dump)),
        (dataset, f"{_DCAT}distribution", _Iri(own)),
        (own, f"{_RDF}type", _Iri(f"{_DCAT}Distribution")),
        (own, f"{_DCAT}downloadURL", _Iri(dump)),
        (own, f"{_DCAT}mediaType", _Iri("https://www.iana.org/assignments/media-types/application/n-triples")),
    )
    for kind, count in _CLASSES.items():
        part = f"{server}/.well-known/void#{kind}"
        yield from (
            (dataset, f"{_VOID}classPartition", _Iri(part)),
            (part, f"{_VOID}class", _Iri(NAMESPACE + kind)),
            (part, f"{_VOID}entities", (str(counts[count]), "integer")),
        )
