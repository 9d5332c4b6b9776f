"""What holds between two nodes of the graph, as one list of links: what is drawn, exported and laid out.

A link knows what it rests on: the words that state it, the condition that it is, the way that it stands for.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ontology.records import (
    AnyRecord,
    Concept,
    Condition,
    Constraint,
    Entry,
    Evidence,
    Feature,
    MenuNode,
    MenuPath,
    Procedure,
)


@dataclass(frozen=True, slots=True)
class Link:
    """From one node to another. `position`: the place of a step in its procedure, of a way among the ways to a feature; 1-based."""

    source: str
    target: str
    relation: str
    about: Evidence | Condition | MenuPath | None = None
    position: int = 0


def links(record: AnyRecord, get: Callable[[str], AnyRecord | None]) -> Iterator[Link]:
    """The links that a record tells; `get` gives the record of an id."""
    yield from (_states(record, one) for one in getattr(record, "evidence", ()))
    yield from links_beside(record, get)
    if isinstance(record, Procedure):
        for position, step in enumerate(record.steps, 1):
            yield from (_states(record, one, position) for one in step.evidence)


def rests_on(record: AnyRecord) -> Iterator[Evidence]:
    """The words that state a record."""
    if isinstance(record, Procedure):
        return (one for step in record.steps for one in step.evidence)
    return iter(getattr(record, "evidence", ()))


def links_beside(record: AnyRecord, get: Callable[[str], AnyRecord | None]) -> Iterator[Link]:
    """The links that a record tells beside those from the words that state it."""
    if isinstance(record, Entry):
        yield from (Link(record.id, part, "hasPart") for part in record.parts)
    elif isinstance(record, Feature):
        yield from (Link(record.id, other, "broader") for other in record.broader)
        yield from _locations(record, get)
    elif isinstance(record, MenuNode):
        yield from (Link(record.id, child, "contains") for child in record.children)
    elif isinstance(record, Concept):
        yield from (Link(record.id, other, "broader") for other in record.broader)
        yield from (Link(record.id, other, "excludes") for other in record.excludes)
    elif isinstance(record, Constraint):
        ends = (("governs", record.feature), ("governs", record.subject), ("actor", record.actor))
        yield from (Link(record.id, target, relation) for relation, target in ends if target)
        yield from (Link(record.id, one.concept, "condition", one) for one in record.conditions)
    elif isinstance(record, Procedure) and record.feature:
        yield Link(record.id, record.feature, "explains")


def _states(record: AnyRecord, one: Evidence, position: int = 0) -> Link:
    return Link(one.entry, record.id, "states", one, position)


def _locations(feature: Feature, get: Callable[[str], AnyRecord | None]) -> Iterator[Link]:
    for rank, own in enumerate(feature.locations, 1):
        path = get(own)
        if isinstance(path, MenuPath):
            yield Link(feature.id, path.nodes[-1], "locatedAt", path, rank)
