"""The types of the API over a version as a whole: what it holds, and what the corpus leaves open."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Final, cast

import strawberry

from graph_api import changes
from graph_api.enums import ChangeKind, GapKind, NodeKind
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
from graph_api.paging import Connection, Window, connection, page_of
from graph_api.snapshot import Slice, Snapshot
from graph_api.types import Evidence
from ontology import layout, records
from ontology.layout import subset

KINDS: Final[Mapping[type, NodeKind]] = {
    records.Entry: NodeKind.ENTRY,
    records.Feature: NodeKind.FEATURE,
    records.MenuNode: NodeKind.MENU_NODE,
    records.Concept: NodeKind.CONCEPT,
    records.Constraint: NodeKind.CONSTRAINT,
    records.Term: NodeKind.TERM,
    records.Procedure: NodeKind.PROCEDURE,
}


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


@over(changes.Change)
@strawberry.type(description="A thing that is other than it was in the version before.")
class Change:
    record: strawberry.Private[changes.Change]

    @strawberry.field(description="How it differs.")
    def kind(self) -> ChangeKind:
        return self.record.kind

    @strawberry.field(description="What it is.")
    def node_kind(self) -> NodeKind:
        return KINDS[type(self.record.thing)]

    @strawberry.field(description="Its id.")
    def id(self) -> strawberry.ID:
        return strawberry.ID(self.record.thing.id)

    @strawberry.field(description="What a person would call it.")
    def label(self) -> str:
        return self.record.label

    @strawberry.field(description="The thing; null where it is there no longer.")
    def node(self) -> Node | None:
        return cast(Node, wrap(self.record.now)) if self.record.now else None

    @strawberry.field(description="What it said; null where it was not there.")
    def was(self) -> str | None:
        return changes.words_of(self.record.was) if self.record.was else None

    @strawberry.field(description="What it says; null where it is there no longer.")
    def now(self) -> str | None:
        return changes.words_of(self.record.now) if self.record.now else None


@strawberry.type(description="A version that was served before, and is still kept beside the one that is served.")
class Version:
    id: strawberry.ID = strawberry.field(description="Its content hash.")
    built_at: datetime = strawberry.field(description="When it was built.")


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

    @strawberry.field(description="The version that was built last before this one, as long as it is kept.")
    def previous(self) -> Version | None:
        found = changes.previous(self.snapshot)
        if found is None:
            return None
        return Version(id=strawberry.ID(found.id), built_at=datetime.fromisoformat(found.manifest["builtAt"]))

    @strawberry.field(
        description=(
            "What came, went and changed since then, by kind of change and of thing; what other texts alone bear out, or no "
            "longer do, is no change."
        )
    )
    def changes(
        self,
        first: FirstArgument = None,
        after: AfterArgument = None,
        last: LastArgument = None,
        before: BeforeArgument = None,
    ) -> Connection[Change]:
        return page_of(changes.changes(self.snapshot), Window(first, after, last, before), wrap)
