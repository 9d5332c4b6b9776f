"""The root fields: what can be asked. Each resolves its refs, chooses a listing, and leaves the rest to the types."""

from typing import Annotated, Any

import strawberry

from graph_api import refs
from graph_api.enums import ConceptScheme, EntryKind
from graph_api.errors import Code, Refused
from graph_api.paging import Connection, Window, connection
from graph_api.snapshot import Slice, Snapshot
from graph_api.types import (
    AfterArgument,
    BeforeArgument,
    Concept,
    Entry,
    Feature,
    FirstArgument,
    Info,
    LastArgument,
    MenuNode,
    MenuPath,
    Node,
    SnapshotInfo,
    is_node,
    snapshot_of,
    wrap,
)
from ontology import layout, records
from ontology.layout import subset

IncludeUnmentioned = Annotated[
    bool, strawberry.argument(description="Terms of the vocabulary that no source names as well.")
]


@strawberry.input(description="Which entries; all that is given must hold.")
class EntryFilter:
    kind: list[EntryKind] | None = strawberry.field(default=None, description="Of one of these kinds.")
    is_answered: bool | None = strawberry.field(default=None, description="Whether the source gives an answer.")
    is_part: bool | None = strawberry.field(default=None, description="Whether it stands inside another entry.")
    text: str | None = strawberry.field(default=None, description="Holds all these words.")
    feature: str | None = strawberry.field(default=None, description="Speaks of this feature (a ref).")
    concept: str | None = strawberry.field(default=None, description="Mentions it (a ref).")


@strawberry.input(description="Which features; all that is given must hold.")
class FeatureFilter:
    text: str | None = strawberry.field(default=None, description="Its label or an alias holds all these words.")
    is_operation: bool | None = strawberry.field(default=None, description="Whether it acts on orders.")
    under: list[str] | None = strawberry.field(
        default=None, description="Features placed at or below this menu node (labels from the root down)."
    )


def _yes(value: bool) -> str:
    return "true" if value else "false"


def _words(text: str) -> tuple[str, ...]:
    """The words that full text is asked by; jieba is loaded with the first text filter."""
    from ontology.words import words

    found = words(text)
    if not found:
        raise Refused(Code.BAD_USER_INPUT, "text holds no word to look for")
    return tuple(dict.fromkeys(found))[:32]


def _by_id(snapshot: Snapshot, own: str) -> records.AnyRecord | None:
    record = snapshot.get(own)
    if record is None:
        names = [name for name in snapshot.names(own) if name.rank == layout.RANK_ID]
        record = snapshot.get(names[0].id) if names else None
    return record if record is not None and is_node(record) else None


@strawberry.type(description="What can be asked.")
class Query:
    @strawberry.field(description="Any object by its id.")
    def node(self, info: Info, id: strawberry.ID) -> Node | None:
        record = _by_id(snapshot_of(info), id)
        return wrap(record) if record else None

    @strawberry.field(description="Many at once, in the order asked; null where an id names nothing.")
    def nodes(self, info: Info, ids: list[strawberry.ID]) -> list[Node | None]:
        found = [_by_id(snapshot_of(info), own) for own in ids]
        return [wrap(record) if record else None for record in found]

    @strawberry.field(description="The build that is being served.")
    def snapshot(self, info: Info) -> SnapshotInfo:
        return SnapshotInfo(snapshot=snapshot_of(info))

    @strawberry.field(description="An entry by its id.")
    def entry(self, info: Info, id: strawberry.ID) -> Entry | None:
        record = snapshot_of(info).get(id)
        return Entry(record=record) if isinstance(record, records.Entry) else None

    @strawberry.field(description="Parts are listed too; filter: {isPart: false} leaves them out.")
    def entries(
        self,
        info: Info,
        filter: EntryFilter | None = None,
        first: FirstArgument = None,
        after: AfterArgument = None,
        last: LastArgument = None,
        before: BeforeArgument = None,
    ) -> Connection[Entry] | None:
        snapshot = snapshot_of(info)
        groups, words = _entry_groups(snapshot, filter) if filter else ((), ())
        part = Slice(layout.ENTRIES, groups, words)
        return connection(snapshot, part, Window(first, after, last, before), wrap)

    @strawberry.field(description="A feature by ref.")
    def feature(self, info: Info, ref: str) -> Feature | None:
        record = refs.find(snapshot_of(info), ref, "Feature")
        return wrap(record) if record else None

    @strawberry.field(description="Features, by label.")
    def features(
        self,
        info: Info,
        filter: FeatureFilter | None = None,
        first: FirstArgument = None,
        after: AfterArgument = None,
        last: LastArgument = None,
        before: BeforeArgument = None,
    ) -> Connection[Feature] | None:
        snapshot = snapshot_of(info)
        groups, words = _feature_groups(snapshot, filter) if filter else ((), ())
        part = Slice(layout.FEATURES, groups, words)
        return connection(snapshot, part, Window(first, after, last, before), wrap)

    @strawberry.field(description="A concept by ref; of one scheme where names clash.")
    def concept(self, info: Info, ref: str, scheme: ConceptScheme | None = None) -> Concept | None:
        record = _concept(snapshot_of(info), ref, scheme)
        return Concept(record=record) if record else None

    @strawberry.field(description="Terms of the vocabulary that no source names are left out unless asked for.")
    def concepts(
        self,
        info: Info,
        scheme: ConceptScheme | None = None,
        include_unmentioned: IncludeUnmentioned = False,
        first: FirstArgument = None,
        after: AfterArgument = None,
        last: LastArgument = None,
        before: BeforeArgument = None,
    ) -> Connection[Concept]:
        part = _concepts(scheme, include_unmentioned)
        return connection(snapshot_of(info), part, Window(first, after, last, before), wrap)

    @strawberry.field(description="Short for concepts(scheme: ORDER_TYPE).")
    def order_types(
        self,
        info: Info,
        include_unmentioned: IncludeUnmentioned = False,
        first: FirstArgument = None,
        after: AfterArgument = None,
        last: LastArgument = None,
        before: BeforeArgument = None,
    ) -> Connection[Concept]:
        part = _concepts(ConceptScheme.ORDER_TYPE, include_unmentioned)
        return connection(snapshot_of(info), part, Window(first, after, last, before), wrap)

    @strawberry.field(description="The systems, each the root of a tree: 商家后台, 京麦, ...")
    def menu(self, info: Info) -> list[MenuNode]:
        snapshot = snapshot_of(info)
        whole = Slice(layout.SYSTEMS)
        return [wrap(record) for record in snapshot.many(own for _, own in snapshot.page(whole, snapshot.size(whole)))]

    @strawberry.field(description="A menu node by its labels from the root down; the root may be left out.")
    def menu_node(self, info: Info, path: list[str]) -> MenuNode | None:
        node = refs.menu_node(snapshot_of(info), path)
        return MenuNode(record=node) if node else None

    @strawberry.field(description="Where a function lives: every known place of it, the best attested first.")
    def locate(self, info: Info, feature: str) -> list[MenuPath] | None:
        record: Any = refs.need(snapshot_of(info), feature, "Feature")
        return [wrap(path) for path in snapshot_of(info).many(record.locations)]


def _concept(snapshot: Snapshot, ref: str, scheme: ConceptScheme | None) -> records.Concept | None:
    among: list[str] = []
    if scheme is not None:
        named = (snapshot.get(name.id) for name in refs.candidates(snapshot, ref, ("Concept",)))
        among = [c.id for c in named if isinstance(c, records.Concept) and c.scheme == scheme]
        if not among:
            return None
    record = refs.find(snapshot, ref, "Concept", among=among)
    return record if isinstance(record, records.Concept) else None


def _concepts(scheme: ConceptScheme | None, include_unmentioned: bool) -> Slice:
    groups: list[tuple[str, ...]] = []
    if scheme is not None:
        groups.append((subset(layout.CONCEPTS, "scheme", scheme),))
    if not include_unmentioned:
        groups.append((subset(layout.CONCEPTS, "mentioned", "true"),))
    return Slice(layout.CONCEPTS, tuple(groups))


def _entry_groups(snapshot: Snapshot, given: EntryFilter) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    groups: list[tuple[str, ...]] = []
    if given.kind is not None:
        groups.append(tuple(subset(layout.ENTRIES, "kind", kind) for kind in given.kind))
    if given.is_answered is not None:
        groups.append((subset(layout.ENTRIES, "answered", _yes(given.is_answered)),))
    if given.is_part is not None:
        groups.append((subset(layout.ENTRIES, "part", _yes(given.is_part)),))
    if given.feature is not None:
        groups.append((subset(layout.ENTRIES, "feature", refs.need(snapshot, given.feature, "Feature").id),))
    if given.concept is not None:
        groups.append((subset(layout.ENTRIES, "concept", refs.need(snapshot, given.concept, "Concept").id),))
    return tuple(groups), _words(given.text) if given.text is not None else ()


def _feature_groups(snapshot: Snapshot, given: FeatureFilter) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    groups: list[tuple[str, ...]] = []
    if given.is_operation is not None:
        groups.append((subset(layout.FEATURES, "operation", _yes(given.is_operation)),))
    if given.under is not None:
        node = refs.menu_node(snapshot, given.under)
        if node is None:
            raise refs.not_found(snapshot, " > ".join(given.under), ("MenuNode",))
        groups.append((subset(layout.FEATURES, "under", node.id),))
    return tuple(groups), _words(given.text) if given.text is not None else ()
