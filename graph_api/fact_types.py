"""The type of the API over what was read in an entry: the fact and its words there."""

from collections.abc import Mapping
from typing import Final

from graph_api import declared, explain
from graph_api.enums import FactKind
from graph_api.nodes import over
from graph_api.types import Evidence
from ontology import records

_KINDS: Final[Mapping[type, FactKind]] = {
    records.Feature: FactKind.FEATURE,
    records.MenuPath: FactKind.MENU_PATH,
    records.Concept: FactKind.CONCEPT,
    records.Constraint: FactKind.CONSTRAINT,
    records.Procedure: FactKind.PROCEDURE,
    records.Term: FactKind.TERM,
}


@over(explain.Reading)
@declared.type(description="A fact that an entry states, and its words there.")
class Fact:
    record: declared.Private[explain.Reading]

    @declared.field(description="The id of what is stated; null for what is outside.")
    def id(self) -> declared.ID | None:
        return declared.ID(self.record.of.id) if self.record.of else None

    @declared.field(description="What it is.")
    def kind(self) -> FactKind:
        return _KINDS[type(self.record.of)] if self.record.of else FactKind.REFERENCE

    @declared.field(description="What a person would call it.")
    def label(self) -> str:
        return self.record.label

    @declared.field(description="Its words in this entry; a part's stand in the whole entry.")
    def evidence(self) -> list[Evidence]:
        return [Evidence(record=one) for one in self.record.evidence]
