"""What an answer may come to, before it is made: how many fields, by the sizes that are asked for, dear fields counted for more.

A page counts as many objects as are asked for, another list `LISTED`; an object of an interface counts as the dearest of its types.
Each block is counted once, however often fragments lead to it.
"""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from graph_api.paging import PAGE
from graph_api.plans.asked import Call
from graph_api.plans.compiled import SIZES
from graph_api.plans.shapes import Block, Broken, Interface, Items, Leaf, Object, Shape, Step

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
            with suppress(Broken):  # null where there must be a value: its field has an error, and tells nothing
                given |= {name: make(self._variables) for name, make in step.resolve.arguments if name in SIZES}
        sizes = [len(value) if isinstance(value, list) else value for value in given.values() if value]
        return max(0, *sizes) if sizes else 0 if 0 in given.values() else PAGE
