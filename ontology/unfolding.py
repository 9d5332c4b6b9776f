"""A graph written out in full, for readers who want every statement in triples: what the stored graph tells by an IRI or by silence.

Evidence gets its type, entry, field, offsets, words and rule; a thing that is silent on one of `SILENT` says what its silence means.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from ontology.evidence import Span, span_of
from ontology.iris import NAMESPACE
from ontology.kinds import EvidenceField
from ontology.things import TYPE, XSD, literal, text_of


def _help(name: str) -> str:
    return f"<{NAMESPACE}{name}>"


SILENT: Final = {
    _help("Concept"): (_help("isDiscovered"), f'"false"^^<{XSD}boolean>'),
    _help("Condition"): (_help("negated"), f'"false"^^<{XSD}boolean>'),
    _help("Constraint"): (_help("isSuperseded"), f'"false"^^<{XSD}boolean>'),
    _help("MenuPath"): (_help("isComplete"), f'"true"^^<{XSD}boolean>'),
}
"""Of each class the property that a thing need not have, and the value that is meant then."""
_LINKS: Final = (_help("evidence"), _help("place"))
_TEXTS: Final = {_help("question"): EvidenceField.QUESTION, _help("answer"): EvidenceField.ANSWER}


def unfolded(lines: Iterable[str]) -> Iterator[str]:
    """The lines of the full graph, sorted, of those of a stored one, which are gone through twice.

    The IRIs of all evidence are held meanwhile, the texts of one entry at a time.
    """
    waiting: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        for span in _spans(line):
            waiting[f"<{span.entry}>"].add(span.iri)
    for subject, group in groupby(lines, key=lambda line: line.partition(" ")[0]):
        told = list(group)
        spans = [span for span in map(span_of, waiting.pop(subject, ())) if span]
        texts = _texts(told) if spans else {}
        evidence = (one for span in spans for one in written(span, texts[span.field]))
        yield from sorted((*told, *unsaid(told), *evidence))


def unsaid(told: Iterable[str]) -> Iterator[str]:
    """What one subject means by not saying it."""
    parts = [line.split(" ", 2) for line in told]
    said = {predicate for _, predicate, _ in parts}
    for subject, predicate, value in parts:
        unstated = SILENT.get(value.removesuffix(" .")) if predicate == TYPE else None
        if unstated and unstated[0] not in said:
            yield f"{subject} {unstated[0]} {unstated[1]} ."


def written(span: Span, text: str) -> Iterator[str]:
    """Evidence in triples; `text` is all of the field that it stands in."""
    own, words = f"<{span.iri}>", literal(text[span.start : span.end])
    yield f"{own} {TYPE} {_help('Evidence')} ."
    yield f'{own} {_help("end")} "{span.end}"^^<{XSD}integer> .'
    yield f"{own} {_help('entry')} <{span.entry}> ."
    yield f"{own} {_help('field')} {_help(span.field)} ."
    yield f"{own} {_help('quote')} {words} ."
    yield f"{own} {_help('rule')} {literal(span.rule)} ."
    yield f'{own} {_help("start")} "{span.start}"^^<{XSD}integer> .'


def _spans(line: str) -> Iterator[Span]:
    _, predicate, value = line.split(" ", 2)
    span = span_of(value[1:].removesuffix("> .")) if predicate in _LINKS else None
    if span is not None:
        yield span


def _texts(told: Iterable[str]) -> dict[EvidenceField, str]:
    """The fields of an entry of which all is told."""
    parts = (line.split(" ", 2) for line in told)
    return {_TEXTS[name]: text_of(value.removesuffix(" .")) for _, name, value in parts if name in _TEXTS}
