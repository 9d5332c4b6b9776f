"""The records of a snapshot: what `extract` writes and `graph_api` reads, one frozen value for each node.

A record names other nodes by their ids. What grows with the corpus (the entries of a feature) stands in a listing
(see `layout`), not in the record. Offsets are Unicode code points, half-open. Encoded as msgpack, tagged by class.
"""

from typing import TypeAlias

import msgspec

from ontology.kinds import ConceptScheme, EntryKind, EvidenceField, GapKind, MenuNodeKind, ReferenceKind


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


class Condition(msgspec.Struct, frozen=True, array_like=True, order=True):
    """A concept (by id) that must hold, or, negated, must not."""

    concept: str
    negated: bool = False


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


class Gap(Record, frozen=True, kw_only=True):
    """Something that the corpus leaves open, about the node with id `node`."""

    kind: GapKind
    node: str
    message: str
    evidence: tuple[Evidence, ...] = ()


AnyRecord: TypeAlias = Entry | Feature | MenuPath | MenuNode | Concept | Procedure | Term | Gap
