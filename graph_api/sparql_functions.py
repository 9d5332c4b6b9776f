"""What evidence and steps say by their IRIs and in no triple, as functions in SPARQL: `help:quote(?evidence)`, `help:position(?step)`.

They bear the names of the properties that the full form of the graph has. What is neither has no value.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from ontology.evidence import Span, span_of, step_of
from ontology.iris import NAMESPACE
from ontology.kinds import EvidenceField
from ontology.things import XSD

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode, Store

_TEXTS: Final = {EvidenceField.QUESTION: "question", EvidenceField.ANSWER: "answer"}


def functions(store: "Store") -> "dict[NamedNode, Callable[..., Any]]":
    """The functions by their IRIs, for queries of a store."""
    import pyoxigraph as ox

    def number(value: int) -> "Literal":
        return ox.Literal(str(value), datatype=ox.NamedNode(f"{XSD}integer"))

    def position(term: Any) -> "Literal | None":
        step = step_of(term.value) if type(term).__name__ == "NamedNode" else None
        return None if step is None else number(step[1])

    def quote(span: Span) -> "Literal | None":
        text = ox.NamedNode(NAMESPACE + _TEXTS[span.field])
        told = next(iter(store.quads_for_pattern(ox.NamedNode(span.entry), text, None, None)), None)
        return None if told is None else ox.Literal(told.object.value[span.start : span.end])  # type: ignore[union-attr]

    told: dict[str, Callable[[Span], Any]] = {
        "quote": quote,
        "start": lambda span: number(span.start),
        "end": lambda span: number(span.end),
        "entry": lambda span: ox.NamedNode(span.entry),
        "field": lambda span: ox.NamedNode(NAMESPACE + span.field),
        "rule": lambda span: ox.Literal(span.rule),
    }
    of_evidence = {ox.NamedNode(NAMESPACE + name): _of_evidence(answer) for name, answer in told.items()}
    return {**of_evidence, ox.NamedNode(NAMESPACE + "position"): position}


def _of_evidence(answer: Callable[[Span], Any]) -> Callable[[Any], Any]:
    def asked(term: Any) -> Any:
        span = span_of(term.value) if type(term).__name__ == "NamedNode" else None
        return None if span is None else answer(span)

    return asked
