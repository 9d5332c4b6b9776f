"""What must hold of the concepts of all vocabulary files together; what does not is an error with file and line."""

from __future__ import annotations

from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Final

from ontology.concepts import VocabularyConcept
from ontology.iris import NAMESPACE
from ontology.kinds import ConceptScheme
from ontology.names import name_key
from ontology.turtle import SKOS, TYPE, Statements, VocabularyError

_OF_CONCEPTS: Final = tuple(
    SKOS + name for name in ("altLabel", "hiddenLabel", "notation", "broader", "inScheme", "definition")
)
_OF_WORDS: Final = tuple(NAMESPACE + name for name in ("word", "sameWord", "preferredWord"))


def check(statements: Statements, concepts: Sequence[VocabularyConcept]) -> None:
    """Raises VocabularyError at the first law that is broken."""
    _check_subjects(statements)
    _check_links(statements, concepts)
    _check_common(statements, concepts)
    _check_names(statements, concepts)
    _check_broader(statements, concepts)


def _check_subjects(statements: Statements) -> None:
    """Labels and words belong to something that a file declares: a slip in an IRI must not lose them in silence."""
    for prop in (*_OF_CONCEPTS, *_OF_WORDS, NAMESPACE + "excludes", NAMESPACE + "inContext", NAMESPACE + "commonWord"):
        for iri in statements.subjects_with(prop):
            if not statements.objects(iri, TYPE):
                item = statements.objects(iri, prop)[0]
                line = item.sheet.line_of(iri, None if item.is_iri else item.text)
                message = f"<{iri}> is declared in no file, so what is said of it is lost"
                remedy = "Mend its IRI, or declare it with `a skos:Concept` (or `a help:WordClass` for words)."
                raise VocabularyError(item.sheet.path, line, message=message, remedy=remedy)


def _check_links(statements: Statements, concepts: Sequence[VocabularyConcept]) -> None:
    known = {concept.iri for concept in concepts}
    links = [(iri, prop) for iri in sorted(known) for prop in (SKOS + "broader", NAMESPACE + "excludes")]
    groups = statements.subjects(TYPE, NAMESPACE + "ExclusiveCollection")
    for iri, prop in (*links, *((group, SKOS + "member") for group in groups)):
        for item in statements.objects(iri, prop):
            if item.text not in known or item.text == iri:
                what = "itself" if item.text == iri else f"<{item.text}>, which is no concept of any file"
                remedy = "Mend the name, or declare it with `a skos:Concept`."
                line = item.sheet.line_of(iri)
                raise VocabularyError(item.sheet.path, line, message=f"<{iri}> names {what}", remedy=remedy)


def _check_common(statements: Statements, concepts: Sequence[VocabularyConcept]) -> None:
    for concept in concepts:
        stray = [word for word in concept.common if word not in concept.names]
        if stray:
            message = f"help:commonWord {stray[0]!r} is no name of {concept.label!r}"
            remedy = "Use one of its labels, or add it as skos:altLabel."
            path, line = statements.place(concept.iri, stray[0], [NAMESPACE + "commonWord"])
            raise VocabularyError(path, line, message=message, remedy=remedy)


def _check_names(statements: Statements, concepts: Sequence[VocabularyConcept]) -> None:
    """No two concepts of one scheme share a name, folded."""
    owners: dict[tuple[ConceptScheme, str, str], tuple[VocabularyConcept, str]] = {}
    for concept in concepts:
        own_scheme = concept.scheme_label if concept.scheme is ConceptScheme.OTHER else ""
        for name in concept.refs:
            owner, other = owners.setdefault((concept.scheme, own_scheme, name_key(name)), (concept, name))
            if owner is not concept:
                raise _clash(statements, (concept, name), (owner, other))


def _clash(
    statements: Statements, one: tuple[VocabularyConcept, str], two: tuple[VocabularyConcept, str]
) -> VocabularyError:
    """Told where the later of the two stands: in a file that was read after, or further down."""
    labels = [SKOS + prop for prop in ("prefLabel", "altLabel", "hiddenLabel", "notation")]
    places = [(statements.place(concept.iri, name, labels), concept, name) for concept, name in (one, two)]
    places.sort(key=lambda found: (statements.rank(found[0][0]), found[0][1]))
    ((path, line), first, _), (here, second, name) = places
    message = f"the name {name!r} of {second.label!r} is already a name of {first.label!r} ({path}:{line})"
    remedy = "Take it from one of them; what is one thing is one concept with several labels."
    return VocabularyError(here[0], here[1], message=message, remedy=remedy)


def _check_broader(statements: Statements, concepts: Sequence[VocabularyConcept]) -> None:
    """`broader` has no cycle, and nothing is narrower than two concepts that exclude each other."""
    broader = {concept.iri: concept.broader for concept in concepts}
    excludes = {concept.iri: set(concept.excludes) for concept in concepts}
    try:
        order = tuple(TopologicalSorter(broader).static_order())
    except CycleError as error:
        circle = sorted(set(error.args[1]))
        message = f"skos:broader goes in a circle: {', '.join(f'<{iri}>' for iri in circle)}"
        places = [statements.place(iri, None, [SKOS + "broader"]) for iri in circle]
        path, line = max(places, key=lambda place: (statements.rank(place[0]), place[1]))
        raise VocabularyError(path, line, message=message, remedy="Take one of these links out.") from error
    above: dict[str, set[str]] = {}
    for iri in order:
        above[iri] = {iri}.union(*(above[one] for one in broader[iri]))
        for one in sorted(above[iri]):
            both = sorted(excludes[one] & above[iri])
            if both:
                message = (
                    f"nothing can be <{iri}>: it is (narrower than) <{one}> and <{both[0]}>, which exclude each other"
                )
                remedy = "Take out the skos:broader or the help:excludes that does not hold."
                path, line = statements.place(iri, None, [SKOS + "broader"])
                raise VocabularyError(path, line, message=message, remedy=remedy)
