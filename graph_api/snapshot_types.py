"""The types of the API over a version as a whole: what it holds, and what the corpus leaves open."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Final, cast

from graph_api import changes, declared
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
@declared.type(description="Something that the corpus leaves open.")
class Gap(Node):
    record: declared.Private[records.Gap]

    @declared.field(description="What is open.")
    def kind(self) -> GapKind:
        return self.record.kind

    @declared.field(description="What it is about.")
    def node(self, info: Info) -> Node:
        return cast(Node, one_of(info, self.record.node))

    @declared.field(description="What is open, in a sentence.")
    def message(self) -> str:
        return self.record.message

    @declared.field(description="The words that it is about.")
    def evidence(self) -> list[Evidence]:
        return [Evidence(record=one) for one in self.record.evidence]


@over(changes.Change)
@declared.type(description="A thing that is other than it was in the version before.")
class Change:
    record: declared.Private[changes.Change]

    @declared.field(description="How it differs.")
    def kind(self) -> ChangeKind:
        return self.record.kind

    @declared.field(description="What it is.")
    def node_kind(self) -> NodeKind:
        return KINDS[type(self.record.thing)]

    @declared.field(description="Its id.")
    def id(self) -> declared.ID:
        return declared.ID(self.record.thing.id)

    @declared.field(description="What a person would call it.")
    def label(self) -> str:
        return self.record.label

    @declared.field(description="The thing; null where it is there no longer.")
    def node(self) -> Node | None:
        return cast(Node, wrap(self.record.now)) if self.record.now else None

    @declared.field(description="What it said; null where it was not there.")
    def was(self) -> str | None:
        return changes.words_of(self.record.was) if self.record.was else None

    @declared.field(description="What it says; null where it is there no longer.")
    def now(self) -> str | None:
        return changes.words_of(self.record.now) if self.record.now else None


@declared.type(description="A version that was served before, and is still kept beside the one that is served.")
class Version:
    id: declared.ID = declared.field(description="Its content hash.")
    built_at: datetime = declared.field(description="When it was built.")


@declared.type(name="Snapshot", description="The build that is being served.")
class SnapshotInfo:
    snapshot: declared.Private[Snapshot]

    @declared.field(description="Content hash: the same corpus, vocabulary and code give the same id.")
    def id(self) -> declared.ID:
        return declared.ID(self.snapshot.id)

    @declared.field(description="When it was built.")
    def built_at(self) -> datetime:
        return datetime.fromisoformat(self.snapshot.manifest["builtAt"])

    @declared.field(description="Whole entries; parts are counted apart.")
    def entries(self) -> int:
        return int(self.snapshot.manifest["counts"]["entries"])

    @declared.field(description="Questions inside answers.")
    def parts(self) -> int:
        return int(self.snapshot.manifest["counts"]["parts"])

    @declared.field(description="Features.")
    def features(self) -> int:
        return int(self.snapshot.manifest["counts"]["features"])

    @declared.field(description="Places in the menus.")
    def menu_nodes(self) -> int:
        return int(self.snapshot.manifest["counts"]["menuNodes"])

    @declared.field(description="Those that a source names.")
    def concepts(self) -> int:
        return int(self.snapshot.manifest["counts"]["concepts"])

    @declared.field(description="Rules that the sources state.")
    def constraints(self) -> int:
        return int(self.snapshot.manifest["counts"]["constraints"])

    @declared.field(description="Statements of the RDF graph.")
    def triples(self) -> int:
        return int(self.snapshot.manifest["counts"]["triples"])

    @declared.field(description="What the corpus leaves open.")
    def gaps(
        self,
        kinds: Annotated[list[GapKind] | None, declared.argument(description="Of these kinds alone.")] = None,
        first: FirstArgument = None,
        after: AfterArgument = None,
        last: LastArgument = None,
        before: BeforeArgument = None,
    ) -> Connection[Gap]:
        groups = () if kinds is None else (tuple(subset(layout.GAPS, "kind", kind) for kind in kinds),)
        return connection(self.snapshot, Slice(layout.GAPS, groups), Window(first, after, last, before), wrap)

    @declared.field(description="The version that was built last before this one, as long as it is kept.")
    def previous(self) -> Version | None:
        found = changes.previous(self.snapshot)
        if found is None:
            return None
        return Version(id=declared.ID(found.id), built_at=datetime.fromisoformat(found.manifest["builtAt"]))

    @declared.field(
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
