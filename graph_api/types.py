"""The types of the API over the things of a snapshot: each wraps one record and reads the rest when it is asked for.

What rules say of these things stands above, in `rule_types`; the fields that lead there name its types by the modules that they are in.
"""

from typing import Annotated, Any, Final, cast

from graph_api import breadcrumbs, declared
from graph_api.applicability import judged
from graph_api.enums import ConceptScheme, EntryKind, EvidenceField, MenuNodeKind, ReferenceKind
from graph_api.errors import bad_input
from graph_api.given import FactsArgument, GivenArgument, given_concept, stated
from graph_api.nodes import (
    AfterArgument,
    BeforeArgument,
    EvidenceFirst,
    FirstArgument,
    Info,
    LastArgument,
    Node,
    VerdictsArgument,
    all_of,
    one_of,
    over,
    snapshot_of,
    wrap,
)
from graph_api.operations import operations
from graph_api.paging import Connection, Window, connection, page_of
from graph_api.quantities import Quantity
from graph_api.snapshot import Slice
from graph_api.trails import siblings
from ontology import layout, records
from ontology.layout import subset

_CONSTRAINT: Final[Any] = Annotated["Constraint", declared.lazy("graph_api.rule_types")]  # noqa: F821
_FACT: Final[Any] = Annotated["Fact", declared.lazy("graph_api.fact_types")]  # noqa: F821
_APPLICABILITY: Final[Any] = Annotated["Applicability", declared.lazy("graph_api.rule_types")]  # noqa: F821


def first_of(evidence: tuple[records.Evidence, ...], first: int) -> "list[Evidence]":
    """The first pieces of evidence; BAD_USER_INPUT where there cannot be so many."""
    if first < 0:
        raise bad_input(f"first is {first}; it cannot be negative")
    return [Evidence(record=one) for one in evidence[:first]]


@declared.interface(description="What the sources name: it has one label, and may have other names.")
class Named(Node):
    @declared.field(description="What it is called.")
    def label(self) -> str:
        return str(self.record.label)

    @declared.field(description="Its other names.")
    def aliases(self) -> list[str]:
        return list(self.record.aliases)

    @declared.field(
        description="Where the sources say so, best first; empty only for terms of the vocabulary that no source names."
    )
    def evidence(self, first: EvidenceFirst = 20) -> "list[Evidence]":
        return first_of(self.record.evidence, first)

    @declared.field(description="How many places say so.")
    def evidence_count(self) -> int:
        return len(self.record.evidence)


@declared.type(description="Where an entry was read.")
class Source:
    file: str = declared.field(description="Relative to the corpus.")
    line: int = declared.field(description="1-based line of the question in the file.")


@declared.type(description="The words that a statement rests on.")
class Evidence:
    record: declared.Private[records.Evidence]

    @declared.field(description="The whole entry that the words stand in, never a part.")
    def entry(self, info: Info) -> "Entry":
        return cast(Entry, one_of(info, self.record.entry))

    @declared.field(description="The field that the offsets count in.")
    def field(self) -> EvidenceField:
        return self.record.field

    @declared.field(description="The words.")
    def quote(self) -> str:
        return self.record.quote

    @declared.field(description="The first code point.")
    def start(self) -> int:
        return self.record.start

    @declared.field(description="The code point behind the last.")
    def end(self) -> int:
        return self.record.end

    @declared.field(description="The name of the rule that read them.")
    def rule(self) -> str:
        return self.record.rule


@declared.type(description="Something outside that an entry points to.")
class Reference:
    record: declared.Private[records.Reference]

    @declared.field(description="What it is.")
    def kind(self) -> ReferenceKind:
        return self.record.kind

    @declared.field(description="The address, the number or the document's title.")
    def value(self) -> str:
        return self.record.value

    @declared.field(description="Where the entry names it.")
    def evidence(self, first: EvidenceFirst = 20) -> list[Evidence]:
        return first_of(self.record.evidence, first)


@over(records.Entry)
@declared.type(
    description=(
        "One question with its answer. A question inside an answer (Q1/A1, a row of a Q&A table) is a part, and an entry "
        "of its own."
    )
)
class Entry(Node):
    record: declared.Private[records.Entry]

    @declared.field(description="The question as written.")
    def title(self) -> str:
        return self.record.title

    @declared.field(description="The answer as written; empty where the source gives none.")
    def answer(self) -> str:
        return self.record.answer

    @declared.field(description="What kind of answer it gives.")
    def kind(self) -> EntryKind:
        return self.record.kind

    @declared.field(description="Whether the source gives an answer.")
    def is_answered(self) -> bool:
        return self.record.answered

    @declared.field(description="The entry this one is a part of.")
    def parent(self, info: Info) -> "Entry | None":
        return one_of(info, self.record.parent) if self.record.parent else None

    @declared.field(description="Where in its parent a part stands.")
    def place(self) -> Evidence | None:
        return Evidence(record=self.record.place) if self.record.place else None

    @declared.field(description="The questions inside the answer.")
    def parts(self, info: Info) -> "list[Entry]":
        return all_of(info, self.record.parts)

    @declared.field(description="Where it was read; several where sources repeat it word for word.")
    def sources(self) -> list[Source]:
        return [Source(file=one.file, line=one.line) for one in self.record.sources]

    @declared.field(description="The first of the sources.")
    def source(self) -> Source:
        return Source(file=self.record.sources[0].file, line=self.record.sources[0].line)

    @declared.field(
        description="The features that it states. A part lists its own; an entry those of its parts as well."
    )
    def features(self, info: Info) -> "list[Feature]":
        return all_of(info, self.record.features)

    @declared.field(description="The concepts that it names.")
    def concepts(self, info: Info) -> "list[Concept]":
        return all_of(info, self.record.concepts)

    @declared.field(description="The places that it states.")
    def menu_paths(self, info: Info) -> "list[MenuPath]":
        return all_of(info, self.record.paths)

    @declared.field(description="The rules that it states.", graphql_type=list[_CONSTRAINT])
    def constraints(self, info: Info) -> Any:
        return all_of(info, self.record.constraints)

    @declared.field(description="The ordered steps that it gives.")
    def procedures(self, info: Info) -> "list[Procedure]":
        return all_of(info, self.record.procedures)

    @declared.field(description="The words that it defines.")
    def terms(self, info: Info) -> "list[Term]":
        return all_of(info, self.record.terms)

    @declared.field(description="What it points to outside.")
    def references(self) -> list[Reference]:
        return [Reference(record=one) for one in self.record.references]

    @declared.field(
        description="All that was read in it, each fact with its words in this entry, so that a text can be shown with them marked.",
        graphql_type=list[_FACT],
    )
    def facts(self, info: Info) -> Any:
        from graph_api.explain import readings

        return [wrap(one) for one in readings(snapshot_of(info), self.record)]


@declared.type(description="A concept that must hold, or must not.")
class Condition:
    record: declared.Private[records.Condition]

    @declared.field(description="The concept.")
    def concept(self, info: Info) -> "Concept":
        return cast(Concept, one_of(info, self.record.concept))

    @declared.field(description="True: the rule holds where the concept does not (非X, 除X外, 不含X).")
    def negated(self) -> bool:
        return self.record.negated

    @declared.field(description="A number in the condition: 联系三次以上 is GE 3 TIMES.")
    def limit(self) -> Quantity | None:
        return Quantity(record=self.record.limit) if self.record.limit else None


@declared.type(description="One step of a trail of breadcrumbs.")
class Crumb:
    position: int = declared.field(description="1-based.")
    name: str = declared.field(description="The node's label.")
    key: declared.ID = declared.field(
        description="For a front-end router: unique in the forest, stays when evidence and aliases come and go."
    )
    url: str | None = declared.field(description="An address that the sources give for the page.")
    node: "MenuNode" = declared.field(description="The node.")

    @declared.field(description="What the node is.")
    def kind(self) -> MenuNodeKind:
        return self.node.record.kind

    @declared.field(description="How many nodes are right below it.")
    def child_count(self) -> int:
        return len(self.node.record.children)

    @declared.field(
        description="The other nodes of the same parent, by label; those of a system are the other systems."
    )
    def siblings(self, info: Info) -> "list[MenuNode]":
        return [wrap(one) for one in siblings(snapshot_of(info), self.node.record)[1]]


@over(records.MenuPath)
@declared.type(description="A way through the menus. Its nodes run from the root to where the function is.")
class MenuPath:
    record: declared.Private[records.MenuPath]

    @declared.field(description="Stays as long as the nodes keep their names.")
    def id(self) -> declared.ID:
        return declared.ID(self.record.id)

    @declared.field(description="From the root down.")
    def nodes(self, info: Info) -> "list[MenuNode]":
        return all_of(info, self.record.nodes)

    @declared.field(description="Labels joined with ' > '.")
    def text(self, info: Info) -> str:
        return breadcrumbs.text(snapshot_of(info), self.record)

    @declared.field(description="False where the sources leave out the beginning and nothing settles it.")
    def is_complete(self) -> bool:
        return self.record.complete

    @declared.field(description="For whom this way exists: SOP, FBP.")
    def conditions(self) -> list[Condition]:
        return [Condition(record=one) for one in self.record.conditions]

    @declared.field(description="Where the sources give it.")
    def evidence(self, first: EvidenceFirst = 20) -> list[Evidence]:
        return first_of(self.record.evidence, first)

    @declared.field(description="The trail of crumbs.")
    def breadcrumb(self, info: Info) -> list[Crumb]:
        return [
            Crumb(
                position=one.position,
                name=one.name,
                key=declared.ID(one.key),
                url=one.url,
                node=MenuNode(record=one.node),
            )
            for one in breadcrumbs.crumbs_of(snapshot_of(info), self.record)
        ]

    @declared.field(description="schema.org BreadcrumbList as JSON-LD.")
    def json_ld(self, info: Info) -> declared.JSON:
        return cast(declared.JSON, breadcrumbs.json_ld(snapshot_of(info), self.record))


@over(records.Feature)
@declared.type(description="A function of the back office: something a merchant can do or use there.")
class Feature(Named):
    record: declared.Private[records.Feature]

    @declared.field(
        description="An operation acts on orders (修改收货信息); others are pages, tools and services (导出中心)."
    )
    def is_operation(self) -> bool:
        return self.record.is_operation

    @declared.field(
        description="Only where a source says that one contains the other: 导出 and the kinds of export in its table."
    )
    def broader(self, info: Info) -> "list[Feature]":
        return all_of(info, self.record.broader)

    @declared.field(description="The features that this one contains.")
    def narrower(self, info: Info) -> "list[Feature]":
        return all_of(info, self.record.narrower)

    @declared.field(description="Where it lives, the best attested first.")
    def locations(self, info: Info) -> list[MenuPath]:
        return all_of(info, self.record.locations)

    @declared.field(description="The rules on it.", graphql_type=Connection[_CONSTRAINT])
    def constraints(
        self,
        info: Info,
        first: FirstArgument = None,
        after: AfterArgument = None,
        last: LastArgument = None,
        before: BeforeArgument = None,
    ) -> Any:
        part = Slice(subset(layout.CONSTRAINTS, "feature", self.record.id))
        return connection(snapshot_of(info), part, Window(first, after, last, before), wrap)

    @declared.field(description="The ordered steps that entries give for it.")
    def procedures(self, info: Info) -> "list[Procedure]":
        return all_of(info, self.record.procedures)

    @declared.field(description="The entries that speak of it.")
    def entries(
        self,
        info: Info,
        first: FirstArgument = None,
        after: AfterArgument = None,
        last: LastArgument = None,
        before: BeforeArgument = None,
    ) -> Connection[Entry]:
        part = Slice(subset(layout.ENTRIES, "feature", self.record.id))
        return connection(snapshot_of(info), part, Window(first, after, last, before), wrap)

    @declared.field(description="The same as check.", graphql_type=_APPLICABILITY | None)
    def applicability(self, info: Info, given: GivenArgument = (), facts: FactsArgument = ()) -> Any:
        snapshot = snapshot_of(info)
        told = stated(snapshot, given, facts, self.record.id)
        return wrap(judged(snapshot, self.record, told.given, told.beside))


@over(records.MenuNode)
@declared.type(description="A place in the forest of menus.")
class MenuNode(Named):
    record: declared.Private[records.MenuNode]

    @declared.field(description="What it is.")
    def kind(self) -> MenuNodeKind:
        return self.record.kind

    @declared.field(description="The node right above.")
    def parent(self, info: Info) -> "MenuNode | None":
        return one_of(info, self.record.parent) if self.record.parent else None

    @declared.field(description="The nodes right below, by label.")
    def children(self, info: Info) -> "list[MenuNode]":
        return all_of(info, self.record.children)

    @declared.field(description="From the root down to this node, both included.")
    def path(self, info: Info) -> MenuPath:
        return cast(MenuPath, one_of(info, self.record.path))

    @declared.field(description="True where its path begins at a system.")
    def is_anchored(self) -> bool:
        return self.record.anchored

    @declared.field(description="An address that the sources give for this page.")
    def url(self) -> str | None:
        return self.record.url

    @declared.field(description="Functions placed at this node itself.")
    def features(
        self,
        info: Info,
        first: FirstArgument = None,
        after: AfterArgument = None,
        last: LastArgument = None,
        before: BeforeArgument = None,
    ) -> Connection[Feature]:
        part = Slice(subset(layout.FEATURES, "node", self.record.id))
        return connection(snapshot_of(info), part, Window(first, after, last, before), wrap)


@over(records.Concept)
@declared.type(description="A controlled term: an order type, an order status, a carrier ... SKOS in RDF.")
class Concept(Named):
    record: declared.Private[records.Concept]

    @declared.field(description="The scheme it belongs to.")
    def scheme(self) -> ConceptScheme:
        return self.record.scheme

    @declared.field(description="The scheme's own name, which tells apart what OTHER holds.")
    def scheme_label(self) -> str:
        return self.record.scheme_label

    @declared.field(description="Short Latin code where one is in use: COD, LOC, SOP, FBP.")
    def code(self) -> str | None:
        return self.record.code

    @declared.field(description="What it means.")
    def definition(self) -> str | None:
        return self.record.definition

    @declared.field(description="Found in the sources by its form; not in the vocabulary.")
    def is_discovered(self) -> bool:
        return self.record.discovered

    @declared.field(description="The concepts right above.")
    def broader(self, info: Info) -> "list[Concept]":
        return all_of(info, self.record.broader)

    @declared.field(description="The concepts right below.")
    def narrower(self, info: Info) -> "list[Concept]":
        return all_of(info, self.record.narrower)

    @declared.field(
        description=(
            "What cannot hold of the same order (货到付款 and 在线支付); what excludes a concept excludes all that is narrower."
        )
    )
    def excludes(self, info: Info) -> "list[Concept]":
        return all_of(info, self.record.excludes)

    @declared.field(
        description="The rules of which it, or what is narrower, is the subject or a condition.",
        graphql_type=Connection[_CONSTRAINT],
    )
    def constraints(
        self,
        info: Info,
        first: FirstArgument = None,
        after: AfterArgument = None,
        last: LastArgument = None,
        before: BeforeArgument = None,
    ) -> Any:
        part = Slice(subset(layout.CONSTRAINTS, "concept", self.record.id))
        return connection(snapshot_of(info), part, Window(first, after, last, before), wrap)

    @declared.field(description="The entries that name it.")
    def entries(
        self,
        info: Info,
        first: FirstArgument = None,
        after: AfterArgument = None,
        last: LastArgument = None,
        before: BeforeArgument = None,
    ) -> Connection[Entry]:
        part = Slice(subset(layout.ENTRIES, "concept", self.record.id))
        return connection(snapshot_of(info), part, Window(first, after, last, before), wrap)

    @declared.field(
        description="The same as operations(given: [this]).", graphql_type=Connection[_APPLICABILITY] | None
    )
    def operations(
        self,
        info: Info,
        verdicts: VerdictsArgument = None,
        first: FirstArgument = None,
        after: AfterArgument = None,
        last: LastArgument = None,
        before: BeforeArgument = None,
    ) -> Any:
        snapshot = snapshot_of(info)
        rows = operations(snapshot, given_concept(snapshot, self.record.id), verdicts)
        return page_of(rows, Window(first, after, last, before), wrap)


@declared.type(description="One step of a procedure.")
class Step:
    record: declared.Private[records.Step]
    position: int = declared.field(description="1-based.")

    @declared.field(description="The words.")
    def text(self) -> str:
        return self.record.text

    @declared.field(description="The place that it leads to.")
    def menu_path(self, info: Info) -> MenuPath | None:
        return one_of(info, self.record.path) if self.record.path else None

    @declared.field(description="Where the source gives it.")
    def evidence(self, first: EvidenceFirst = 20) -> list[Evidence]:
        return first_of(self.record.evidence, first)


@over(records.Procedure)
@declared.type(description="An ordered list of steps.")
class Procedure(Node):
    record: declared.Private[records.Procedure]

    @declared.field(description="What it is called.")
    def name(self) -> str:
        return self.record.name

    @declared.field(description="The feature that it is for.")
    def feature(self, info: Info) -> Feature | None:
        return one_of(info, self.record.feature) if self.record.feature else None

    @declared.field(description="The steps in order.")
    def steps(self) -> list[Step]:
        return [Step(record=one, position=position) for position, one in enumerate(self.record.steps, 1)]


@over(records.Term)
@declared.type(description="A word that a source defines.")
class Term(Named):
    record: declared.Private[records.Term]

    @declared.field(description="What it means, in the source's words.")
    def definition(self) -> str:
        return self.record.definition
