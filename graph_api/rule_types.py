"""The types of the API over rules: what sources state, where they conflict, and the verdicts that follow."""

from datetime import date

from graph_api import applicability, declared, summaries
from graph_api.enums import ConstraintKind, Modality, Verdict
from graph_api.nodes import EvidenceFirst, Info, Node, all_of, one_of, over, snapshot_of, wrap
from graph_api.quantities import Quantity
from graph_api.types import Concept, Condition, Evidence, Feature, first_of
from ontology import records


@over(records.Constraint)
@declared.type(description="A rule that the sources state.")
class Constraint(Node):
    record: declared.Private[records.Constraint]

    @declared.field(description="What it is about.")
    def kind(self) -> ConstraintKind:
        return self.record.kind

    @declared.field(description="How it binds.")
    def modality(self) -> Modality:
        return self.record.modality

    @declared.field(
        description=(
            "What the rule governs: a feature or, where it is about none, a concept; one of the two is set. Neither is a "
            "condition: what restricts the rule stands in conditions."
        )
    )
    def feature(self, info: Info) -> Feature | None:
        return one_of(info, self.record.feature) if self.record.feature else None

    @declared.field(description="The concept that the rule governs, where it is about no feature.")
    def subject(self, info: Info) -> Concept | None:
        return one_of(info, self.record.subject) if self.record.subject else None

    @declared.field(description="Who acts (scheme ROLE). Null: the merchant.")
    def actor(self, info: Info) -> Concept | None:
        return one_of(info, self.record.actor) if self.record.actor else None

    @declared.field(
        description=(
            "All must hold for the rule to hold. Empty: it always holds. Alternatives (A或B, A/B, an enumeration) give a rule "
            "each; a negated enumeration (非A/B) negates each."
        )
    )
    def conditions(self) -> list[Condition]:
        return [Condition(record=one) for one in self.record.conditions]

    @declared.field(description="The figure that it states.")
    def limit(self) -> Quantity | None:
        return Quantity(record=self.record.limit) if self.record.limit else None

    @declared.field(description="What of the feature the rule speaks of, in the source's words: 末级（3/4）和详细地址.")
    def scope(self) -> str | None:
        return self.record.scope

    @declared.field(description="What follows, in the source's words: 自动确认收货.")
    def effect(self) -> str | None:
        return self.record.effect

    @declared.field(description="The rule as one short Chinese sentence that stands alone.")
    def text(self) -> str:
        return self.record.text

    @declared.field(description="The first day on which it holds.")
    def valid_from(self) -> date | None:
        return date.fromisoformat(self.record.valid_from) if self.record.valid_from else None

    @declared.field(description="The last day on which it holds.")
    def valid_until(self) -> date | None:
        return date.fromisoformat(self.record.valid_until) if self.record.valid_until else None

    @declared.field(
        description=(
            "The source itself says that it holds no longer (原来的关单逻辑). Such rules never decide and never conflict."
        )
    )
    def is_superseded(self) -> bool:
        return self.record.superseded

    @declared.field(description="Where the sources say so, best first.")
    def evidence(self, first: EvidenceFirst = 20) -> list[Evidence]:
        return first_of(self.record.evidence, first)

    @declared.field(description="How many places say so.")
    def evidence_count(self) -> int:
        return len(self.record.evidence)


@over(records.Conflict)
@declared.type(description="Statements of the sources that cannot all be true of the same order.")
class Conflict(Node):
    record: declared.Private[records.Conflict]

    @declared.field(description="The rules.")
    def constraints(self, info: Info) -> list[Constraint]:
        return all_of(info, self.record.constraints)

    @declared.field(description="Why they cannot all be true, in Chinese.")
    def explanation(self) -> str:
        return self.record.explanation


@over(applicability.OpenRule)
@declared.type(description="A rule that is open, and what is left undecided: all of it must come to hold.")
class OpenRule:
    record: declared.Private[applicability.OpenRule]

    @declared.field(description="The rule.")
    def constraint(self) -> Constraint:
        return Constraint(record=self.record.constraint)

    @declared.field(description="Its conditions that are left undecided.")
    def undecided(self) -> list[Condition]:
        return [Condition(record=one) for one in self.record.undecided]


@over(applicability.Outcome)
@declared.type(
    description="""The verdict on one feature for an order of which `given` (with `facts`) holds.

Which rules decide: those of kind APPLICABILITY that are not superseded, have no scope where they forbid, and whose actor is the merchant
or a role that is given. ALLOWED is a permission, FORBIDDEN a prohibition; other kinds and modalities never decide.

A rule HOLDS when each of its conditions follows from what is given: a concept from itself and from what is narrower; a negated one from
what excludes it, and from the negation of it or of what is broader; one with a limit from a value within it. It is OUT when a condition
contradicts what is given. Else it is OPEN. Open permissions hold together where, whichever way the undecided concepts fall, one of
them holds (X, 非X); for comparison they have the conditions that they share.

A rule is MORE SPECIFIC than another when its conditions entail the other's and not the reverse.

In this order:
1. No rule holds: CONDITIONAL where a permission is open, else UNSTATED.
2. Strike each holding rule beside which a more specific one of the other sort holds.
3. Only permissions are left: CONDITIONAL where a prohibition is open by negated conditions alone (what it asks for is not given), else
   ALLOWED: other open prohibitions are exceptions, presumed absent until given.
4. Each prohibition left has a permission left with the same conditions (each entails the other): CONFLICTING.
5. Else FORBIDDEN: between rules that cannot be compared, the prohibition counts."""
)
class Applicability:
    record: declared.Private[applicability.Outcome]

    @declared.field(description="The feature.")
    def feature(self) -> Feature:
        return Feature(record=self.record.feature)

    @declared.field(description="The verdict.")
    def verdict(self) -> Verdict:
        return self.record.verdict

    @declared.field(
        description=(
            "The rules left in step 2; CONDITIONAL: the open permissions and those left; UNSTATED: the permissions that are out."
        )
    )
    def because(self) -> list[Constraint]:
        return [Constraint(record=one) for one in self.record.because]

    @declared.field(description="The permissions that are open, and what would decide each.")
    def depends_on(self) -> list[OpenRule]:
        return [wrap(one) for one in self.record.depends_on]

    @declared.field(
        description="The prohibitions that are open, scoped ones included, and what would bring each about."
    )
    def unless(self) -> list[OpenRule]:
        return [wrap(one) for one in self.record.unless]

    @declared.field(
        description=(
            "Quotas, intervals, spans, amounts, durations, prerequisites and scoped prohibitions that hold or are open, those of "
            "broader features included."
        )
    )
    def limits(self, info: Info) -> list[Constraint]:
        return [Constraint(record=one) for one in applicability.limits(snapshot_of(info), self.record)]

    @declared.field(
        description=(
            "What is given that names no concept, and stands as it is in the texts that the feature's rules rest on: no rule depends "
            "on it, as far as they are read."
        )
    )
    def beside(self) -> list[str]:
        return list(self.record.beside)

    @declared.field(
        description=(
            "One or two Chinese sentences for a person: the verdict, the reason, each scope, the exceptions; for UNSTATED what is "
            "known, and the place."
        )
    )
    def summary(self, info: Info) -> str:
        return summaries.summary(snapshot_of(info), self.record)
