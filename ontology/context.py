"""The JSON-LD context of the ontology: `python -m ontology.context > ontology/context.jsonld`.

Every term under its local name; values of closed lists by their names; labels as plain Chinese strings; things as IRIs.
"""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ontology.iris import NAMESPACE

if TYPE_CHECKING:
    from rdflib import Graph

CONTEXT: Final = Path(__file__).parent / "context.jsonld"
_ONTOLOGY: Final = Path(__file__).parent / "help.ttl"
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_HEAD: Final[dict[str, Any]] = {
    "@version": 1.1,
    "id": "@id",
    "type": "@type",
    "help": NAMESPACE,
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": _XSD,
    "prefLabel": {"@id": "skos:prefLabel", "@language": "zh-hans"},
    "altLabel": {"@id": "skos:altLabel", "@language": "zh-hans"},
    "inScheme": {"@id": "skos:inScheme", "@type": "@vocab"},
    "broader": {"@id": "skos:broader", "@type": "@id"},
    "exactMatch": {"@id": "skos:exactMatch", "@type": "@id"},
}


def context() -> dict[str, Any]:
    """The document: one key, `@context`."""
    from rdflib import OWL, RDFS, Graph

    graph = Graph()
    graph.parse(_ONTOLOGY, format="turtle")
    lists = set(graph.subjects(RDFS.subClassOf, _term("Enumeration")))
    terms: dict[str, Any] = {}
    for kind in ("Class", "NamedIndividual"):
        terms |= {name: f"help:{name}" for name in _names(graph, OWL[kind])}
    for name in _names(graph, OWL.ObjectProperty):
        values = graph.value(_term(name), RDFS.range)
        terms[name] = {"@id": f"help:{name}", "@type": "@vocab" if values in lists else "@id"}
    for name in _names(graph, OWL.DatatypeProperty):
        datatype = str(graph.value(_term(name), RDFS.range)).removeprefix(_XSD)
        typed = {} if datatype == "string" else {"@type": f"xsd:{datatype}"}
        terms[name] = {"@id": f"help:{name}", **typed}
    return {"@context": {**_HEAD, **dict(sorted(terms.items()))}}


def _term(name: str) -> Any:
    from rdflib import URIRef

    return URIRef(NAMESPACE + name)


def _names(graph: "Graph", kind: Any) -> list[str]:
    from rdflib import RDF

    found = {str(term) for term in graph.subjects(RDF.type, kind)}
    return sorted(term.removeprefix(NAMESPACE) for term in found if term.startswith(NAMESPACE))


if __name__ == "__main__":
    print(json.dumps(context(), ensure_ascii=False, indent=2))
