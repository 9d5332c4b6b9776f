"""The root fields: what can be asked. Each resolves its refs, chooses a listing, and leaves the rest to the types.

What most requests do not ask for (search, questions, drawings, the version itself) is loaded with the first that does.
"""

from typing import Annotated, Any, Final

from graph_api import declared, filters, refs
from graph_api.checked import checked
from graph_api.enums import ConceptScheme, NodeKind
from graph_api.filters import ConstraintFilter, EntryFilter, FeatureFilter
from graph_api.given import FactsArgument, GivenArgument, given_of
from graph_api.nodes import (
    AfterArgument,
    BeforeArgument,
    FirstArgument,
    Info,
    LastArgument,
    Node,
    VerdictsArgument,
    snapshot_of,
    wrap,
)
from graph_api.operations import operations
from graph_api.paging import Connection, Window, connection, page_of
from graph_api.rule_types import Applicability, Conflict, Constraint
from graph_api.snapshot import Slice, Snapshot
from graph_api.trails import older
from graph_api.types import Concept, Entry, Feature, MenuNode, MenuPath
from ontology import layout, records
from ontology.layout import subset

_SNAPSHOT: Final[Any] = Annotated["SnapshotInfo", declared.lazy("graph_api.snapshot_types")]  # noqa: F821
_HIT: Final[Any] = Annotated["SearchHit", declared.lazy("graph_api.find_types")]  # noqa: F821
_ANSWER: Final[Any] = Annotated["Answer", declared.lazy("graph_api.find_types")]  # noqa: F821
_NEIGHBOURHOOD: Final[Any] = Annotated["Neighbourhood", declared.lazy("graph_api.drawing_types")]  # noqa: F821
_SHEET: Final[Any] = Annotated["Sheet", declared.lazy("graph_api.drawing_types")]  # noqa: F821
IncludeUnmentioned = Annotated[
    bool, declared.argument(description="Terms of the vocabulary that no source names as well.")
]


def _by_id(snapshot: Snapshot, own: str) -> records.AnyRecord | None:
    record = snapshot.get(own)
    if record is None:
        record = snapshot.get(older(snapshot, own) or "")
    return None if isinstance(record, records.MenuPath) else record


@declared.type(description="What can be asked.")
class Query:
    @declared.field(description="Any object by its id.")
    def node(self, info: Info, id: declared.ID) -> Node | None:
        record = _by_id(snapshot_of(info), id)
        return wrap(record) if record else None

    @declared.field(description="Many at once, in the order asked; null where an id names nothing.")
    def nodes(self, info: Info, ids: list[declared.ID]) -> list[Node | None]:
        found = [_by_id(snapshot_of(info), own) for own in ids]
        return [wrap(record) if record else None for record in found]

    @declared.field(description="The build that is being served.", graphql_type=_SNAPSHOT)
    def snapshot(self, info: Info) -> Any:
        from graph_api.snapshot_types import SnapshotInfo

        return SnapshotInfo(snapshot=snapshot_of(info))

    @declared.field(description="An entry by its id.")
    def entry(self, info: Info, id: declared.ID) -> Entry | None:
        record = snapshot_of(info).get(id)
        return Entry(record=record) if isinstance(record, records.Entry) else None

    @declared.field(description="Parts are listed too; filter: {isPart: false} leaves them out.")
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
        part = filters.entries(snapshot, filter)
        return connection(snapshot, part, Window(first, after, last, before), wrap)

    @declared.field(description="A feature by ref.")
    def feature(self, info: Info, ref: str) -> Feature | None:
        record = refs.find(snapshot_of(info), ref, "Feature")
        return wrap(record) if record else None

    @declared.field(description="Features, by label.")
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
        part = filters.features(snapshot, filter)
        return connection(snapshot, part, Window(first, after, last, before), wrap)

    @declared.field(description="A concept by ref; of one scheme where names clash.")
    def concept(self, info: Info, ref: str, scheme: ConceptScheme | None = None) -> Concept | None:
        record = _concept(snapshot_of(info), ref, scheme)
        return Concept(record=record) if record else None

    @declared.field(description="Terms of the vocabulary that no source names are left out unless asked for.")
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

    @declared.field(description="Short for concepts(scheme: ORDER_TYPE).")
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

    @declared.field(description="The systems, each the root of a tree: 商家后台, 京麦, ...")
    def menu(self, info: Info) -> list[MenuNode]:
        return [wrap(record) for record in snapshot_of(info).whole(Slice(layout.SYSTEMS))]

    @declared.field(description="A menu node by its labels from the root down; the root may be left out.")
    def menu_node(self, info: Info, path: list[str]) -> MenuNode | None:
        node = refs.menu_node(snapshot_of(info), path)
        return MenuNode(record=node) if node else None

    @declared.field(description="Where a function lives: every known place of it, the best attested first.")
    def locate(self, info: Info, feature: str) -> list[MenuPath] | None:
        record: Any = refs.need(snapshot_of(info), feature, "Feature")
        return [wrap(path) for path in snapshot_of(info).many(record.locations)]

    @declared.field(
        description=(
            "Which operations apply to an order of which all of `given` and `facts` holds (concepts of any scheme). Lists the "
            "features with isOperation; without `verdicts` all but UNSTATED. ALLOWED come first, then CONDITIONAL, CONFLICTING, "
            "FORBIDDEN, UNSTATED; then by label."
        )
    )
    def operations(
        self,
        info: Info,
        given: GivenArgument = (),
        facts: FactsArgument = (),
        verdicts: VerdictsArgument = None,
        first: FirstArgument = None,
        after: AfterArgument = None,
        last: LastArgument = None,
        before: BeforeArgument = None,
    ) -> Connection[Applicability] | None:
        snapshot = snapshot_of(info)
        rows = operations(snapshot, given_of(snapshot, given, facts), verdicts)
        return page_of(rows, Window(first, after, last, before), wrap)

    @declared.field(description="Whether one feature applies.")
    def check(
        self, info: Info, feature: str, given: GivenArgument = (), facts: FactsArgument = ()
    ) -> Applicability | None:
        outcome: Applicability = wrap(checked(snapshot_of(info), feature, given, facts))
        return outcome

    @declared.field(description="The rules that the sources state, by text.")
    def constraints(
        self,
        info: Info,
        filter: ConstraintFilter | None = None,
        first: FirstArgument = None,
        after: AfterArgument = None,
        last: LastArgument = None,
        before: BeforeArgument = None,
    ) -> Connection[Constraint] | None:
        snapshot = snapshot_of(info)
        part = filters.constraints(snapshot, filter)
        return connection(snapshot, part, Window(first, after, last, before), wrap)

    @declared.field(
        description="Best first. The last word may be the beginning of one.", graphql_type=Connection[_HIT] | None
    )
    def search(
        self,
        info: Info,
        text: str,
        kinds: list[NodeKind] | None = None,
        first: FirstArgument = None,
        after: AfterArgument = None,
    ) -> Any:
        from graph_api.find_types import SearchHit
        from graph_api.search import search

        rows = search(snapshot_of(info), text, kinds)
        return page_of(rows, Window(first, after), lambda found: SearchHit(record=found))

    @declared.field(
        description="Answers a question asked in Chinese from the graph, with its evidence.",
        graphql_type=_ANSWER | None,
    )
    def ask(self, info: Info, question: str) -> Any:
        from graph_api.answers import reply_to
        from graph_api.find_types import Answer

        return Answer(record=reply_to(snapshot_of(info), question))

    @declared.field(description="Statements of the sources that cannot all be true of the same order, by explanation.")
    def conflicts(
        self,
        info: Info,
        first: FirstArgument = None,
        after: AfterArgument = None,
        last: LastArgument = None,
        before: BeforeArgument = None,
    ) -> Connection[Conflict]:
        part = Slice(layout.CONFLICTS)
        return connection(snapshot_of(info), part, Window(first, after, last, before), wrap)

    @declared.field(
        description=(
            "What is near a thing (any id), at most 500 nodes within 4 links, at the places where the build put them, to be drawn."
        ),
        graphql_type=_NEIGHBOURHOOD | None,
    )
    def neighbourhood(
        self,
        info: Info,
        of: declared.ID,
        hops: Annotated[int, declared.argument(description="How many links away.")] = 2,
        first: Annotated[int, declared.argument(description="How many nodes at most.")] = 100,
    ) -> Any:
        from graph_api import drawing
        from graph_api.drawing_types import Neighbourhood

        snapshot = snapshot_of(info)
        own = snapshot.get(of)
        found = of if own else older(snapshot, of) or of
        return Neighbourhood(record=drawing.neighbourhood(snapshot, found, hops, first))

    @declared.field(
        description="The whole graph to be drawn, page by page, the best linked nodes first.",
        graphql_type=_SHEET | None,
    )
    def sheet(
        self,
        info: Info,
        first: Annotated[int, declared.argument(description="How many nodes; 10,000 at most.")] = 500,
        after: Annotated[int, declared.argument(description="How many nodes were on the pages before.")] = 0,
    ) -> Any:
        from graph_api import drawing
        from graph_api.drawing_types import Sheet

        return Sheet(record=drawing.sheet(snapshot_of(info), after, first))


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
