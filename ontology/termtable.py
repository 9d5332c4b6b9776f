"""The table of the ontology's terms in Markdown: `python -m ontology.termtable > docs/ontology.md`."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from ontology.iris import NAMESPACE

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

ONTOLOGY: Final = Path(__file__).parent / "help.ttl"
_KINDS: Final = {
    "Class": "Classes",
    "ObjectProperty": "Properties between things",
    "DatatypeProperty": "Properties with values",
    "NamedIndividual": "Values of closed lists",
}
_HEAD: Final = """# The terms of the ontology

Made from `ontology/help.ttl` by `python -m ontology.termtable`. Namespace: `{namespace}`, prefix `help:`.
"""


def table() -> str:
    """The document."""
    from rdflib import OWL, RDF, Graph

    graph = Graph()
    graph.parse(ONTOLOGY, format="turtle")
    lines = [_HEAD.format(namespace=NAMESPACE)]
    for kind, title in _KINDS.items():
        lines += [f"## {title}", "", "| term | English | 中文 | definition | aligned with |", "|---|---|---|---|---|"]
        terms = (t for t in graph.subjects(RDF.type, OWL[kind]) if str(t).startswith(NAMESPACE))
        lines += sorted(_row(graph, term) for term in set(terms))
        lines.append("")
    return "\n".join(lines)


def _row(graph: "Graph", term: "Node") -> str:
    from rdflib import RDFS, SKOS

    labels = {label.language: str(label) for label in graph.objects(term, RDFS.label)}  # type: ignore[attr-defined]
    told = {text.language: str(text) for text in graph.objects(term, SKOS.definition)}  # type: ignore[attr-defined]
    links = (
        graph.namespace_manager.normalizeUri(str(other))
        for link in (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch)
        for other in graph.objects(term, link)
    )
    name = str(term).removeprefix(NAMESPACE)
    return f"| `{name}` | {labels['en']} | {labels['zh-hans']} | {told['en']} | {', '.join(sorted(links))} |"


if __name__ == "__main__":
    print(table(), end="")
