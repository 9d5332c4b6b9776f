"""What one entry states, before anything is merged.

Facts depend on that entry, the vocabulary and the code alone.

Every fact carries its evidence. Offsets are Unicode code points in the whole entry's question or answer, half-open.
"""

from typing import TypeAlias

import msgspec

from ontology.kinds import (
    ConceptScheme,
    ConstraintKind,
    EntryKind,
    EvidenceField,
    GapKind,
    MenuNodeKind,
    Modality,
    ReferenceKind,
)
from ontology.records import Quantity


class Span(msgspec.Struct, frozen=True, array_like=True, order=True):
    """Words of an entry: `field[start:end]`, and the name of the rule that read them."""

    field: EvidenceField
    start: int
    end: int
    rule: str


class ConceptName(msgspec.Struct, frozen=True, array_like=True, order=True):
    """A concept by scheme and label, before ids are minted."""

    scheme: ConceptScheme
    label: str


class PathLabel(msgspec.Struct, frozen=True, array_like=True):
    """One label of a path as a person would clean it; qualifiers are the concepts in its brackets (sop)."""

    text: str
    kind: MenuNodeKind | None = None
    qualifiers: tuple[ConceptName, ...] = ()
    aliases: tuple[str, ...] = ()


class PathFact(msgspec.Struct, frozen=True):
    """A place that the entry states. `rooted`: its first label is a system. `conditions`: for whom the way exists."""

    labels: tuple[PathLabel, ...]
    rooted: bool
    spans: tuple[Span, ...]
    url: str | None = None
    conditions: tuple[ConceptName, ...] = ()


class FeatureFact(msgspec.Struct, frozen=True):
    """A function that the entry is about, or places somewhere. `places` are indexes into EntryFacts.paths."""

    label: str
    spans: tuple[Span, ...]
    aliases: tuple[str, ...] = ()
    is_operation: bool = False
    places: tuple[int, ...] = ()
    broader: str | None = None


class StepFact(msgspec.Struct, frozen=True):
    """One step; `path` is an index into EntryFacts.paths."""

    text: str
    spans: tuple[Span, ...]
    path: int | None = None


class ProcedureFact(msgspec.Struct, frozen=True):
    """An ordered list of steps under a name; `feature` is the label of a FeatureFact of the same entry."""

    name: str
    steps: tuple[StepFact, ...]
    feature: str | None = None


class TermFact(msgspec.Struct, frozen=True):
    """A word and its definition as the entry gives it."""

    label: str
    definition: str
    spans: tuple[Span, ...]
    aliases: tuple[str, ...] = ()


class ReferenceFact(msgspec.Struct, frozen=True):
    """Something outside that the entry points to."""

    kind: ReferenceKind
    value: str
    spans: tuple[Span, ...]


class ConceptFact(msgspec.Struct, frozen=True):
    """A concept that the entry names; `discovered`: found by its form, not in the vocabulary; `spellings`: other words for it."""

    name: ConceptName
    spans: tuple[Span, ...]
    discovered: bool = False
    spellings: tuple[str, ...] = ()


class ConditionFact(msgspec.Struct, frozen=True, array_like=True):
    """A concept that must hold or, negated, must not; `limit`: a number in it."""

    name: ConceptName
    negated: bool = False
    limit: Quantity | None = None


class RuleFact(msgspec.Struct, frozen=True, kw_only=True):
    """A rule that the entry states. `feature` is the label of a FeatureFact of the same entry; else `subject` is set.

    `spellings`: conditions that the vocabulary does not know, in the words as they stand (出账后 for 出账).
    `text` is the rule as one sentence that stands alone. `exclusive`: nothing beside the scope (只能修改末级). Dates are ISO 8601.
    `measured`: the key of what a figure bounds, by its words alone.
    """

    kind: ConstraintKind
    modality: Modality
    text: str
    spans: tuple[Span, ...]
    feature: str | None = None
    subject: ConceptName | None = None
    actor: ConceptName | None = None
    conditions: tuple[ConditionFact, ...] = ()
    limit: Quantity | None = None
    scope: str | None = None
    effect: str | None = None
    valid_from: str | None = None
    valid_until: str | None = None
    superseded: bool = False
    exclusive: bool = False
    measured: str | None = None
    spellings: tuple[tuple[ConceptName, str], ...] = ()


class GapFact(msgspec.Struct, frozen=True):
    """Something that the entry leaves open."""

    kind: GapKind
    message: str
    spans: tuple[Span, ...]


class PartFact(msgspec.Struct, frozen=True):
    """A question inside the answer. All three spans lie in the parent's ANSWER; `place` covers the other two."""

    question: Span
    answer: Span | None
    place: Span
    kind: EntryKind


class EntryFacts(msgspec.Struct, frozen=True):
    """All that one entry states. A fact belongs to the part whose place covers its first span."""

    kind: EntryKind
    answered: bool
    parts: tuple[PartFact, ...] = ()
    paths: tuple[PathFact, ...] = ()
    features: tuple[FeatureFact, ...] = ()
    procedures: tuple[ProcedureFact, ...] = ()
    terms: tuple[TermFact, ...] = ()
    references: tuple[ReferenceFact, ...] = ()
    concepts: tuple[ConceptFact, ...] = ()
    rules: tuple[RuleFact, ...] = ()
    gaps: tuple[GapFact, ...] = ()


Fact: TypeAlias = PathFact | FeatureFact | ProcedureFact | TermFact | ReferenceFact | ConceptFact | RuleFact | GapFact
