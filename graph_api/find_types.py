"""The types of the API over what search and ask find."""

from graph_api import declared, replies, search
from graph_api.enums import Intent, NodeKind
from graph_api.nodes import Node, over, wrap
from graph_api.rule_types import Applicability, Constraint
from graph_api.types import Concept, Condition, Entry, Evidence, Feature, MenuPath, Procedure, Term


@over(search.Found)
@declared.type(description="Something that a search found.")
class SearchHit:
    record: declared.Private[search.Found]

    @declared.field(description="What was found.")
    def node(self) -> Node:
        node: Node = wrap(self.record.record)
        return node

    @declared.field(description="What it is.")
    def kind(self) -> NodeKind:
        return self.record.kind

    @declared.field(description="How well it fits; of one snapshot's answers the higher is the better.")
    def score(self) -> float:
        return self.record.score

    @declared.field(description="The best passage, matches between <mark> and </mark>, everything else HTML-escaped.")
    def highlight(self) -> str:
        return self.record.highlight


@over(replies.Reply)
@declared.type(description="The answer to a question asked in Chinese.")
class Answer:
    record: declared.Private[replies.Reply]

    @declared.field(description="The question as asked.")
    def question(self) -> str:
        return self.record.question

    @declared.field(description="What it is after.")
    def intent(self) -> Intent:
        return self.record.understood.intent

    @declared.field(description="The answer in Chinese; says so plainly where the sources do not answer.")
    def text(self) -> str:
        return self.record.text

    @declared.field(description="0 to 1; calibrated on the evaluation set. Below 0.5: not answered by the sources.")
    def confidence(self) -> float:
        return self.record.confidence

    @declared.field(description="The entry that answers best.")
    def entry(self) -> Entry | None:
        return Entry(record=self.record.entry) if self.record.entry else None

    @declared.field(description="The functions that it is about.")
    def features(self) -> list[Feature]:
        return [Feature(record=one) for one in self.record.features]

    @declared.field(description="The concepts that it names.")
    def concepts(self) -> list[Concept]:
        return [Concept(record=one) for one in self.record.understood.concepts]

    @declared.field(description="What was understood to be given.")
    def given(self) -> list[Condition]:
        return [Condition(record=one) for one in self.record.given]

    @declared.field(description="The places that answer, the best first.")
    def menu_paths(self) -> list[MenuPath]:
        return [MenuPath(record=one) for one in self.record.menu_paths]

    @declared.field(description="The rules that answer.")
    def constraints(self) -> list[Constraint]:
        return [Constraint(record=one) for one in self.record.constraints]

    @declared.field(description="The procedures that answer.")
    def procedures(self) -> list[Procedure]:
        return [Procedure(record=one) for one in self.record.procedures]

    @declared.field(description="The terms that are defined.")
    def terms(self) -> list[Term]:
        return [Term(record=one) for one in self.record.terms]

    @declared.field(description="Set for questions of the form 'may I'.")
    def applicability(self) -> Applicability | None:
        return Applicability(record=self.record.applicability) if self.record.applicability else None

    @declared.field(description="Set for 'what can I do with': the first 20.")
    def operations(self) -> list[Applicability]:
        return [Applicability(record=one) for one in self.record.operations]

    @declared.field(description="The words of the sources that the answer rests on.")
    def evidence(self) -> list[Evidence]:
        return [Evidence(record=one) for one in self.record.evidence]
