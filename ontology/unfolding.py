"""A graph written out in full, for readers who want every statement in triples: what the stored graph tells by an IRI or by silence.

Evidence gets its type, entry, field, offsets, words and rule; a step its type, position and words; a menu node the evidence of the ways to it
and below it; and a thing that is silent on one of `SILENT` says what its silence means.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Final

from ontology.evidence import Span, span_of, step_of
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
_EVIDENCE, _PLACE, _TEXT = map(_help, ("evidence", "place", "text"))
_END, _PARENT = map(_help, ("endNode", "parentNode"))
_TEXTS: Final = {_help("question"): EvidenceField.QUESTION, _help("answer"): EvidenceField.ANSWER}

Words = Callable[[Span], str]
"""The words that evidence is."""


def unfolded(lines: Iterable[str]) -> Iterator[str]:
    """The lines of the full graph, sorted, of those of a stored one, which are gone through twice.

    The IRIs of all evidence and the words of steps are held meanwhile, the texts of one entry at a time; entries sort before procedures.
    """
    held = _Held(lines)
    for subject, group in groupby(lines, key=_subject):
        told = list(group)
        evidence = held.evidence(subject, told)
        resting = (f"{subject} {_EVIDENCE} {value} ." for value in held.nodes.pop(subject, ()))
        yield from sorted({*told, *unsaid(told, held.words.__getitem__), *evidence, *resting})


def unsaid(told: Iterable[str], words: Words) -> Iterator[str]:
    """What one subject means by not saying it, but for the evidence of menu nodes."""
    parts = [_parts(line) for line in told]
    said = {predicate: value for _, predicate, value in parts}
    for subject, predicate, value in parts:
        unstated = SILENT.get(value) if predicate == TYPE else None
        if unstated and unstated[0] not in said:
            yield f"{subject} {unstated[0]} {unstated[1]} ."
    step = step_of(parts[0][0][1:-1]) if parts else None
    if step is not None:
        own = parts[0][0]
        yield f"{own} {TYPE} {_help('Step')} ."
        yield f'{own} {_help("position")} "{step[1]}"^^<{XSD}integer> .'
        span = span_of(said.get(_EVIDENCE, "")[1:-1])
        if _TEXT not in said and span is not None:
            yield f"{own} {_TEXT} {literal(words(span))} ."


def written(span: Span, words: str) -> Iterator[str]:
    """Evidence in triples."""
    own = f"<{span.iri}>"
    yield f"{own} {TYPE} {_help('Evidence')} ."
    yield f'{own} {_help("end")} "{span.end}"^^<{XSD}integer> .'
    yield f"{own} {_help('entry')} <{span.entry}> ."
    yield f"{own} {_help('field')} {_help(span.field)} ."
    yield f"{own} {_help('quote')} {literal(words)} ."
    yield f"{own} {_help('rule')} {literal(span.rule)} ."
    yield f'{own} {_help("start")} "{span.start}"^^<{XSD}integer> .'


class _Held:
    """What is known of a graph before it is written out: what each entry and each menu node is evidence of or rests on."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._of_entry: dict[str, set[str]] = defaultdict(set)
        self._of_steps: set[str] = set()
        self.words: dict[Span, str] = {}
        self.nodes: dict[str, set[str]] = defaultdict(set)
        above: dict[str, str] = {}
        ways: dict[str, str] = {}
        resting: dict[str, set[str]] = defaultdict(set)
        for subject, predicate, value in map(_parts, lines):
            if predicate == _END:
                ways[subject] = value
            elif predicate == _PARENT:
                above[subject] = value
            elif predicate in (_EVIDENCE, _PLACE):
                self._note(subject, value)
                if subject in ways:  # endNode comes before evidence
                    resting[ways[subject]].add(value)
        for end, values in resting.items():
            node: str | None = end
            while node is not None:
                self.nodes[node] |= values
                node = above.get(node)

    def _note(self, subject: str, value: str) -> None:
        span = span_of(value[1:-1])
        if span is not None:
            self._of_entry[f"<{span.entry}>"].add(span.iri)
            if step_of(subject[1:-1]):
                self._of_steps.add(span.iri)

    def evidence(self, entry: str, told: Iterable[str]) -> Iterator[str]:
        """The evidence in an entry, of which all is told, written out."""
        own = self._of_entry.pop(entry, None)
        if own is None:
            return
        texts = {_TEXTS[name]: text_of(value) for _, name, value in map(_parts, told) if name in _TEXTS}
        for span in filter(None, map(span_of, own)):
            words = texts[span.field][span.start : span.end]
            if span.iri in self._of_steps:
                self.words[span] = words
            yield from written(span, words)


def _subject(line: str) -> str:
    return line[: line.index(" ")]


def _parts(line: str) -> tuple[str, str, str]:
    subject, predicate, value = line.split(" ", 2)
    return subject, predicate, value.removesuffix(" .")
