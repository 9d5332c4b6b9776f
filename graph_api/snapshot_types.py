"""The types of the API over a version as a whole: what it holds, and what the corpus leaves open."""

from datetime import datetime
from typing import Annotated, cast

import strawberry

from graph_api.enums import GapKind
from graph_api.nodes import (
    AfterArgument,
    BeforeArgument,
    FirstArgument,
    Info,
    LastArgument,
    Node,
    one_of,
    over,
    wrap,
)
from graph_api.paging import Connection, Window, connection
from graph_api.snapshot import Slice, Snapshot
from graph_api.types import Evidence
from ontology import layout, records
from ontology.layout import subset


@over(records.Gap)
@strawberry.type(description="Something that the corpus leaves open.")
class Gap(Node):
    record: strawberry.Private[records.Gap]

    @strawberry.field(description="What is open.")
    def kind(self) -> GapKind:
        return self.record.kind

    @strawberry.field(description="What it is about.")
    def node(self, info: Info) -> Node:
        return cast(Node, one_of(info, self.record.node))

    @strawberry.field(description="What is open, in a sentence.")
    def message(self) -> str:
        return self.record.message

    @strawberry.field(description="The words that it is about.")
    def evidence(self) -> list[Evidence]:
        return [Evidence(record=one) for one in self.record.evidence]


@strawberry.type(name="Snapshot", description="The build that is being served.")
class SnapshotInfo:
    snapshot: strawberry.Private[Snapshot]

    @strawberry.field(description="Content hash: the same corpus, vocabulary and code give the same id.")
    def id(self) -> strawberry.ID:
        return strawberry.ID(self.snapshot.id)

    @strawberry.field(description="When it was built.")
    def built_at(self) -> datetime:
        return datetime.fromisoformat(self.snapshot.manifest["builtAt"])

    @strawberry.field(description="Whole entries; parts are counted apart.")
    def entries(self) -> int:
        return int(self.snapshot.manifest["counts"]["entries"])

    @strawberry.field(description="Questions inside answers.")
    def parts(self) -> int:
        return int(self.snapshot.manifest["counts"]["parts"])

    @strawberry.field(description="Features.")
    def features(self) -> int:
        return int(self.snapshot.manifest["counts"]["features"])

    @strawberry.field(description="Places in the menus.")
    def menu_nodes(self) -> int:
        return int(self.snapshot.manifest["counts"]["menuNodes"])

    @strawberry.field(description="Those that a source names.")
    def concepts(self) -> int:
        return int(self.snapshot.manifest["counts"]["concepts"])

    @strawberry.field(description="Rules that the sources state.")
    def constraints(self) -> int:
        return int(self.snapshot.manifest["counts"]["constraints"])

    @strawberry.field(description="Statements of the RDF graph.")
    def triples(self) -> int:
        return int(self.snapshot.manifest["counts"]["triples"])

    @strawberry.field(description="What the corpus leaves open.")
    def gaps(
        self,
        kinds: Annotated[list[GapKind] | None, strawberry.argument(description="Of these kinds alone.")] = None,
        first: FirstArgument = None,
        after: AfterArgument = None,
        last: LastArgument = None,
        before: BeforeArgument = None,
    ) -> Connection[Gap]:
        groups = () if kinds is None else (tuple(subset(layout.GAPS, "kind", kind) for kind in kinds),)
        return connection(self.snapshot, Slice(layout.GAPS, groups), Window(first, after, last, before), wrap)
