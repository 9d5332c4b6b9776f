"""The records of a snapshot: what `extract` writes and `graph_api` reads, one frozen value for each node.

A record names other nodes by their ids. What grows with the corpus (the entries of a feature) stands in a listing
(see `layout`), not in the record. Offsets are Unicode code points, half-open. Encoded as msgpack, tagged by class.
"""

from typing import TypeAlias

import msgspec

from ontology.kinds import (
    Comparator,
    ConceptScheme,
    ConstraintKind,
    EntryKind,
    EvidenceField,
    GapKind,
    MenuNodeKind,
    Modality,
    ReferenceKind,
    Unit,
)


class Evidence(msgspec.Struct, frozen=True, array_like=True, order=True):
    """The words a statement rests on: `field[start:end] == quote` in the whole entry; `rule` names what read them."""

    entry: str
    field: EvidenceField
    start: int
    end: int
    quote: str
    rule: str


class Source(msgspec.Struct, frozen=True, array_like=True, order=True):
    """Where an entry was read: a file relative to the corpus, and the 1-based line of the question in it."""

    file: str
    line: int


class Quantity(msgspec.Struct, frozen=True, array_like=True):
    """A bound: by a number (`value`, for BETWEEN up to `upper`) or by another field. `per`: the period of a quota."""

    comparator: Comparator
    value: float | None = None
    upper: float | None = None
    field: str | None = None
    unit: Unit | None = None
    unit_text: str | None = None
    per: Unit | None = None
    since: str | None = None
    basis: str | None = None


class Condition(msgspec.Struct, frozen=True, array_like=True):
    """A concept (by id) that must hold, or, negated, must not; `limit`: a number in it (联系三次以上)."""

    concept: str
    negated: bool = False
    limit: Quantity | None = None


class Reference(msgspec.Struct, frozen=True):
    """Something outside that an entry points to: an address, a number, a document's title, a service channel."""

    kind: ReferenceKind
    value: str
    evidence: tuple[Evidence, ...]


class Record(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Any node of the graph; `id` is the last part of its IRI."""

    id: str


class Entry(Record, frozen=True, kw_only=True):
    """A question with its answer as written; a part also has its parent and its place in it (by Evidence).

    `place` of a part covers its question and answer in the parent. Facts of an entry include those of its parts.
    """

    title: str
    answer: str
    kind: EntryKind
    answered: bool
    sources: tuple[Source, ...]
    parent: str | None = None
    place: Evidence | None = None
    parts: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    constraints: tuple[str, ...] = ()


class Named(Record, frozen=True, kw_only=True):
    """What sources name: one label, other names, and the evidence, best first."""

    label: str
    aliases: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class Feature(Named, frozen=True, kw_only=True):
    """A function of the back office. `locations` are MenuPath ids, the best attested first."""

    is_operation: bool
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()


class MenuPath(Record, frozen=True, kw_only=True):
    """A way through the menus: MenuNode ids from the root to where the function is."""

    nodes: tuple[str, ...]
    complete: bool
    conditions: tuple[Condition, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class MenuNode(Named, frozen=True, kw_only=True):
    """A place in the forest of menus. `path` is the MenuPath from the root down to it; `url` an address sources give."""

    kind: MenuNodeKind
    path: str
    anchored: bool
    parent: str | None = None
    children: tuple[str, ...] = ()
    url: str | None = None


class Concept(Named, frozen=True, kw_only=True):
    """A controlled term. `vocabulary_iri` is the IRI of its row in the vocabulary; None for a discovered one."""

    scheme: ConceptScheme
    scheme_label: str
    discovered: bool
    code: str | None = None
    definition: str | None = None
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    vocabulary_iri: str | None = None


class Step(msgspec.Struct, frozen=True):
    """One step of a procedure, in order; `path` is the MenuPath id that it spells, if any."""

    text: str
    evidence: tuple[Evidence, ...]
    path: str | None = None


class Procedure(Record, frozen=True, kw_only=True):
    """An ordered list of steps that an entry gives under a name."""

    name: str
    steps: tuple[Step, ...]
    feature: str | None = None


class Term(Named, frozen=True, kw_only=True):
    """A word that a source defines."""

    definition: str


class Constraint(Record, frozen=True, kw_only=True):
    """A rule: about a feature or, where it is about none, a concept. All conditions must hold for it to hold.

    `text` is the rule as one sentence that stands alone; dates are ISO 8601; `superseded`: the source says it holds no longer.
    """

    kind: ConstraintKind
    modality: Modality
    text: str
    feature: str | None = None
    subject: str | None = None
    actor: str | None = None
    conditions: tuple[Condition, ...] = ()
    limit: Quantity | None = None
    scope: str | None = None
    effect: str | None = None
    valid_from: str | None = None
    valid_until: str | None = None
    superseded: bool = False
    evidence: tuple[Evidence, ...] = ()


class Conflict(Record, frozen=True, kw_only=True):
    """Rules that cannot all be true of the same order."""

    constraints: tuple[str, ...]
    explanation: str


class Gap(Record, frozen=True, kw_only=True):
    """Something that the corpus leaves open, about the node with id `node`."""

    kind: GapKind
    node: str
    message: str
    evidence: tuple[Evidence, ...] = ()


AnyRecord: TypeAlias = Entry | Feature | MenuPath | MenuNode | Concept | Procedure | Term | Gap | Constraint | Conflict
