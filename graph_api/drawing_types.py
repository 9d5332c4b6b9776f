"""The types of the API over what is drawn: a neighbourhood node by node, the whole graph in columns."""

from graph_api import declared, drawing
from graph_api.enums import NodeKind
from graph_api.nodes import Node, over, wrap
from graph_api.snapshot_types import KINDS


@over(drawing.Spot)
@declared.type(description="A node where it is drawn.")
class Spot:
    record: declared.Private[drawing.Spot]

    @declared.field(description="The node.")
    def node(self) -> Node:
        node: Node = wrap(self.record.record)
        return node

    @declared.field(description="What it is.")
    def kind(self) -> NodeKind:
        return KINDS[type(self.record.record)]

    @declared.field(description="To the right.")
    def x(self) -> float:
        return self.record.x

    @declared.field(description="Upwards.")
    def y(self) -> float:
        return self.record.y

    @declared.field(description="How many links from what is in the middle.")
    def hops(self) -> int:
        return self.record.hops


@over(drawing.Line)
@declared.type(description="A link from one node to another, by their ids.")
class Link:
    record: declared.Private[drawing.Line]

    @declared.field(description="Where it begins.")
    def source(self) -> declared.ID:
        return declared.ID(self.record.source)

    @declared.field(description="Where it ends.")
    def target(self) -> declared.ID:
        return declared.ID(self.record.target)

    @declared.field(description="What holds between them: states, governs, condition, contains, locatedAt, ...")
    def relation(self) -> str:
        return self.record.relation


@over(drawing.Neighbourhood)
@declared.type(description="What is near a thing, at the places that the build worked out.")
class Neighbourhood:
    record: declared.Private[drawing.Neighbourhood]

    @declared.field(description="The nodes, the nearest and best linked first.")
    def spots(self) -> list[Spot]:
        return [wrap(one) for one in self.record.spots]

    @declared.field(description="All links between them.")
    def links(self) -> list[Link]:
        return [wrap(one) for one in self.record.lines]

    @declared.field(description="True where nothing as near was left out.")
    def is_whole(self) -> bool:
        return self.record.whole


@over(drawing.Sheet)
@declared.type(
    description=(
        "A page of the whole graph in columns, the best linked nodes first: the nth value of each column is of the same node; links "
        "are told by the numbers of their nodes, counted through all pages, and stand on the page of the later node."
    )
)
class Sheet:
    record: declared.Private[drawing.Sheet]

    @declared.field(description="How many nodes there are on all pages.")
    def total_count(self) -> int:
        return self.record.total

    @declared.field(description="The number of the page's first node.")
    def first(self) -> int:
        return self.record.first

    @declared.field(description="The nodes' ids.")
    def ids(self) -> list[declared.ID]:
        return [declared.ID(own) for own in self.record.ids]

    @declared.field(description="What they are called, cut where it is long.")
    def labels(self) -> list[str]:
        return list(self.record.labels)

    @declared.field(description="What they are.")
    def kinds(self) -> list[NodeKind]:
        return [KINDS[one] for one in self.record.classes]

    @declared.field(description="To the right.")
    def x(self) -> list[float]:
        return list(self.record.xs)

    @declared.field(description="Upwards.")
    def y(self) -> list[float]:
        return list(self.record.ys)

    @declared.field(description="Where the links begin.")
    def sources(self) -> list[int]:
        return list(self.record.sources)

    @declared.field(description="Where they end.")
    def targets(self) -> list[int]:
        return list(self.record.targets)
