"""The table of the ontology's terms in Markdown: `python -m ontology.termtable > docs/ontology.md`."""

from collections.abc import Iterator
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
    lines = [_HEAD.format(namespace=NAMESPACE)]
    told = list(terms())
    for title in _KINDS.values():
        lines += [f"## {title}", "", "| term | English | 中文 | definition | aligned with |", "|---|---|---|---|---|"]
        lines += sorted(f"| `{name}` | {' | '.join(cells)} |" for kind, name, cells in told if kind == title)
        lines.append("")
    return "\n".join(lines)


def terms() -> "Iterator[tuple[str, str, tuple[str, str, str, str]]]":
    """Each term: what it is, its name, and its English label, Chinese label, definition and alignments; by kind and name."""
    from rdflib import OWL, RDF, Graph

    graph = Graph()
    graph.parse(ONTOLOGY, format="turtle")
    for kind, title in _KINDS.items():
        found = {term for term in graph.subjects(RDF.type, OWL[kind]) if str(term).startswith(NAMESPACE)}
        for term in sorted(found, key=str):
            yield title, str(term).removeprefix(NAMESPACE), _cells(graph, term)


def _cells(graph: "Graph", term: "Node") -> tuple[str, str, str, str]:
    from rdflib import RDFS, SKOS

    labels = {label.language: str(label) for label in graph.objects(term, RDFS.label)}  # type: ignore[attr-defined]
    told = {text.language: str(text) for text in graph.objects(term, SKOS.definition)}  # type: ignore[attr-defined]
    links = (
        graph.namespace_manager.normalizeUri(str(other))
        for link in (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch)
        for other in graph.objects(term, link)
    )
    return labels["en"], labels["zh-hans"], told["en"], ", ".join(sorted(links))


if __name__ == "__main__":
    print(table(), end="")
