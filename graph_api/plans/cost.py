"""What an answer may come to, before it is made: how many fields, by the sizes that are asked for, dear fields counted for more.

A page counts as many objects as are asked for, another list `LISTED`; an object of an interface counts as the dearest of its types.
Each block is counted once, however often fragments lead to it.
"""

from collections.abc import Mapping
from typing import Any, Final

from graphql import DocumentNode, FieldNode, FragmentDefinitionNode, FragmentSpreadNode, OperationDefinitionNode

from graph_api.paging import PAGE
from graph_api.plans.asked import Call
from graph_api.plans.compiled import SIZES
from graph_api.plans.shapes import Block, Interface, Items, Leaf, Object, Shape, Step

LISTED: Final = 3
"""How many items a list is taken to have whose size cannot be asked for."""

DEAR: Final[Mapping[str, int]] = {
    "Query.ask": 12_000,
    "Query.search": 8_000,
    "Query.operations": 4_000,
    "Concept.operations": 4_000,
    "Query.check": 1_000,
    "Feature.applicability": 500,
    "Query.entries": 300,
    "Query.features": 300,
    "Query.constraints": 300,
    "Applicability.summary": 20,
    "Applicability.limits": 20,
    "MenuPath.jsonLd": 10,
}
"""Fields that take as long as so many others: a plain one about half a microsecond, a question six milliseconds."""

_PAGED: Final = frozenset(("nodes", "edges"))


def cost_of(block: Block, variables: Mapping[str, Any]) -> int:
    """How many fields an answer may have."""
    return _Counter(variables).fields(block, None)


class _Counter:
    def __init__(self, variables: Mapping[str, Any]) -> None:
        self._variables = variables
        self._known: dict[tuple[Block, int | None], int] = {}

    def fields(self, block: Block, page: int | None) -> int:
        """`page`: how many rows the page has that the block tells."""
        own = (block, page)
        found = self._known.get(own)
        if found is None:
            found = self._known[own] = sum(DEAR.get(step.field, 1) + self._below(step, page) for step in block.steps)
        return found

    def _below(self, step: Step, page: int | None) -> int:
        if step.size is None:
            name = step.field.rpartition(".")[2]
            return self._within(step.shape, page if page is not None and name in _PAGED else LISTED, None)
        asked = self._asked(step)
        return self._within(step.shape, asked, asked)

    def _within(self, shape: Shape, items: int, page: int | None) -> int:
        if isinstance(shape, Leaf):
            return 0
        if isinstance(shape, Items):
            return items * self._within(shape.item, LISTED, None)
        if isinstance(shape, Interface):
            return max((self._within(one, items, page) for one in shape.every), default=0)
        assert isinstance(shape, Object)
        return self.fields(shape.block, page)

    def _asked(self, step: Step) -> int:
        """The size of a page: what is asked for, never less than nothing (a negative one is refused by its field)."""
        given = dict(step.size or {})
        if isinstance(step.resolve, Call):
            given |= {name: make(self._variables) for name, make in step.resolve.arguments if name in SIZES}
        sizes = [len(value) if isinstance(value, list) else value for value in given.values() if value]
        return max(0, *sizes) if sizes else 0 if 0 in given.values() else PAGE


MOST_INTROSPECTED: Final = 60_000
"""More by half than what the introspection of the usual tools comes to."""

_INTROSPECTED: Final[Mapping[str, int]] = {
    "types": 70,
    "fields": 5,
    "args": 2,
    "inputFields": 1,
    "enumValues": 3,
    "directives": 5,
}
"""How many there are of a kind in this schema, on an average."""


_ASKED: Final[Mapping[str, int]] = {"__schema": 5_000, "__type": 500}
"""What it takes to begin with."""


def introspection_cost(document: DocumentNode) -> int:
    """How many fields an introspection may tell, of a document that is valid; each fragment is counted once."""
    fragments = {one.name.value: one for one in document.definitions if isinstance(one, FragmentDefinitionNode)}
    known: dict[str, int] = {}

    def within(selections: Any) -> int:
        return sum(map(selected, selections.selections)) if selections else 0

    def selected(node: Any) -> int:
        if isinstance(node, FieldNode):
            return _ASKED.get(node.name.value, 1) + _INTROSPECTED.get(node.name.value, 1) * within(node.selection_set)
        if not isinstance(node, FragmentSpreadNode):
            return within(node.selection_set)
        name = node.name.value
        if name not in known:
            known[name] = within(fragments[name].selection_set)
        return known[name]

    return sum(within(one.selection_set) for one in document.definitions if isinstance(one, OperationDefinitionNode))
