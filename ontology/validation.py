"""Whether a graph keeps the laws of `shapes.ttl`. A graph that does not is never published."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rdflib import Graph

SHAPES: Final = Path(__file__).parent / "shapes.ttl"


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A law that is broken: the thing at fault, the law's message, the value at fault where there is one."""

    focus: str
    message: str
    path: str = ""
    value: str = ""

    def __str__(self) -> str:
        at = f" ({self.path} {self.value})".replace(" )", ")") if self.path or self.value else ""
        return f"<{self.focus}>: {self.message}{at}"


class NotConforming(Exception):
    """The graph breaks laws: our fault, never the corpus's. `violations` holds every one."""

    def __init__(self, violations: tuple[Violation, ...]) -> None:
        self.violations = violations
        told = "\n".join(f"  {violation}" for violation in violations[:20])
        more = f"\n  and {len(violations) - 20} more" if len(violations) > 20 else ""
        super().__init__(f"the graph breaks {len(violations)} laws:\n{told}{more}")


def violations(lines: Iterable[str]) -> tuple[Violation, ...]:
    """Every violation of the shapes in a graph of N-Triples lines, sorted."""
    from rdflib import Graph

    graph = Graph()
    graph.parse(data="\n".join(lines) + "\n", format="nt")
    return violations_of(graph)


def violations_of(graph: "Graph") -> tuple[Violation, ...]:
    """Every violation of the shapes in an rdflib graph, sorted."""
    from pyshacl import validate
    from rdflib import RDF, SH, BNode

    _, report, _ = validate(graph, shacl_graph=_shapes(), advanced=False, inference="none", meta_shacl=False)
    found = []
    for result in report.subjects(RDF.type, SH.ValidationResult):
        told = {name: report.value(result, SH[name]) for name in ("focusNode", "resultMessage", "resultPath", "value")}
        texts = {name: "" if value is None or isinstance(value, BNode) else str(value) for name, value in told.items()}
        found.append(Violation(texts["focusNode"], texts["resultMessage"], texts["resultPath"], texts["value"][:200]))
    return tuple(sorted(set(found)))


@cache
def _shapes() -> "Graph":
    from rdflib import Graph

    graph = Graph()
    graph.parse(SHAPES, format="turtle")
    return graph
