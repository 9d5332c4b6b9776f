"""The ontology: OWL 2 that is valid and consistent, every term with two labels and a definition, and no term that is not its own."""

import re
from collections import Counter
from pathlib import Path

import owlrl
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, URIRef

from graph_api.snapshot import Published
from ontology.iris import NAMESPACE
from ontology.termtable import ONTOLOGY, table
from ontology.validation import SHAPES
from ontology.vocabulary import BUNDLED
from tests.conftest import ROOT

_DECLARED = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual)


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(ONTOLOGY, format="turtle")


def _own(graph: Graph) -> set[URIRef]:
    return {
        term
        for kind in _DECLARED
        for term in graph.subjects(RDF.type, kind)
        if isinstance(term, URIRef) and term.startswith(NAMESPACE)
    }


def test_every_term_has_both_labels_and_definitions(ontology: Graph) -> None:
    terms = _own(ontology)
    assert len(terms) > 60
    for term in terms:
        for prop in (RDFS.label, SKOS.definition):
            languages = Counter(text.language for text in ontology.objects(term, prop) if isinstance(text, Literal))
            assert languages == {"en": 1, "zh-hans": 1}, (term, prop)


def test_it_is_valid_owl_2_dl(ontology: Graph) -> None:
    """The typing constraints of OWL 2 DL: every term used is declared, no term is two kinds of property, none is redefined."""
    assert len(set(ontology.subjects(RDF.type, OWL.Ontology))) == 1
    declared = {kind: set(ontology.subjects(RDF.type, kind)) for kind in (*_DECLARED, RDFS.Datatype)}
    assert not declared[OWL.ObjectProperty] & declared[OWL.DatatypeProperty]
    assert not declared[OWL.Class] & declared[RDFS.Datatype]
    properties = declared[OWL.ObjectProperty] | declared[OWL.DatatypeProperty] | declared[OWL.AnnotationProperty]
    built_in = ("http://www.w3.org/2002/07/owl#", "http://www.w3.org/2000/01/rdf-schema#", str(RDF))
    for prop in set(ontology.predicates()):
        assert prop in properties or str(prop).startswith(built_in), prop
    for prop, domain in ontology.subject_objects(RDFS.domain):
        assert prop in properties
        assert domain in declared[OWL.Class] or isinstance(domain, BNode), (prop, domain)
    for prop in declared[OWL.DatatypeProperty]:
        for value in ontology.objects(prop, RDFS.range):
            assert str(value).startswith(("http://www.w3.org/2001/XMLSchema#", str(RDF), str(RDFS))), (prop, value)
    for prop in declared[OWL.ObjectProperty]:
        for value in ontology.objects(prop, RDFS.range):
            assert value in declared[OWL.Class] or isinstance(value, BNode), (prop, value)
    for one, above in ontology.subject_objects(RDFS.subPropertyOf):
        assert {one, above} <= properties | {URIRef(str(above))}


def test_it_uses_no_term_that_it_does_not_declare(ontology: Graph) -> None:
    own = {str(term) for term in _own(ontology)}
    used: set[str] = set()
    for path in (ONTOLOGY, SHAPES, *sorted(BUNDLED.glob("*.ttl"))):
        text = re.sub(r'"(?:[^"\\]|\\.)*"', '""', path.read_text(encoding="utf-8"))
        used |= {NAMESPACE + name for name in re.findall(r"\bhelp:([A-Za-z][\w-]*)", text)}
    assert used <= own


def _contradictions(graph: Graph) -> list[str]:
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    error = URIRef("http://www.daml.org/2002/03/agents/agent-ont#ErrorMessage")
    told = [str(text) for text in graph.objects(None, URIRef("http://www.daml.org/2002/03/agents/agent-ont#error"))]
    return told + [str(one) for one in graph.subjects(RDF.type, error)]


def test_it_is_consistent_under_owl_rl(graph: Path) -> None:
    """The ontology, with a published graph's statements about it (classes of things and links between them), has no contradiction."""
    closed = Graph().parse(ONTOLOGY, format="turtle")
    lines = (Published(graph).snapshot().version / "graph.nt").read_text(encoding="utf-8").splitlines()
    links = [line for line in lines if '"' not in line and "/entry-" in line][:1500]
    assert len(links) > 500
    closed.parse(data="\n".join(links), format="nt")
    assert _contradictions(closed) == []


def test_a_contradiction_would_be_found() -> None:
    graph = Graph().parse(ONTOLOGY, format="turtle")
    thing = URIRef("urn:thing")
    pairs = [(a, b) for a, b in graph.subject_objects(OWL.disjointWith)]
    for members in graph.subjects(RDF.type, OWL.AllDisjointClasses):
        listed = list(graph.items(graph.value(members, OWL.members)))  # type: ignore[arg-type]
        pairs.append((listed[0], listed[1]))
    assert pairs
    for kind in pairs[0]:
        graph.add((thing, RDF.type, kind))
    assert _contradictions(graph)


def test_the_graph_speaks_in_declared_terms_alone(graph: Path, ontology: Graph) -> None:
    own = {str(term) for term in _own(ontology)}
    text = (Published(graph).snapshot().version / "graph.nt").read_text(encoding="utf-8")
    used = set(re.findall(rf"<({re.escape(NAMESPACE)}[^>]+)>", text))
    assert used
    assert used <= own
    assert "_:" not in {line.split(" ", 1)[0][:2] for line in text.splitlines()}


def test_the_table_of_terms_is_fresh(ontology: Graph) -> None:
    assert (ROOT / "docs" / "ontology.md").read_text(encoding="utf-8") == table()
    assert all(term.removeprefix(NAMESPACE) in table() for term in _own(ontology))
