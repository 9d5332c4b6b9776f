"""Concepts as records: the vocabulary's, with the words of the entries that name them, and those found by form."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from extract.corpus import RawEntry
from extract.facts import ConceptName
from extract.menus import ranked
from extract.naming import best
from extract.stated import OfConcepts, quotes
from ontology.concepts import Vocabulary, VocabularyConcept
from ontology.iris import mint
from ontology.kinds import ConceptScheme
from ontology.names import name_key
from ontology.records import Concept, Evidence

_SCHEME_LABELS = {
    ConceptScheme.ORDER_TYPE: "订单类型",
    ConceptScheme.ORDER_STATUS: "订单状态",
    ConceptScheme.CARRIER: "承运商",
    ConceptScheme.ROLE: "角色",
    ConceptScheme.PAUSE_REASON: "暂停原因",
    ConceptScheme.CIRCUMSTANCE: "情形",
    ConceptScheme.OTHER: "其他",
}


_HEADED: Final = (ConceptScheme.ORDER_TYPE, ConceptScheme.ROLE)
"""Schemes whose names end in what they are a kind of."""
_NO_KIND_OF: Final = re.compile(r"[非不无未没免反假准拟伪]|的|(?:以外|之外|除外)\Z")


@dataclass(slots=True)
class Notions:
    """The records, and the id for each concept by name."""

    records: list[Concept]
    id_of: dict[ConceptName, str]


def notions(stated: Iterable[tuple[RawEntry, OfConcepts]], vocabulary: Vocabulary) -> Notions:
    """All concepts of the vocabulary and of the entries."""
    known = {(c.scheme, name_key(name)): c for c in vocabulary.concepts for name in c.refs}
    evidence: dict[ConceptName, set[Evidence]] = defaultdict(set)
    spellings: dict[ConceptName, Counter[str]] = defaultdict(Counter)
    said: dict[ConceptName, set[str]] = defaultdict(set)
    id_of: dict[ConceptName, str] = {}
    resolved: dict[ConceptName, ConceptName] = {}
    for raw, entry in stated:
        for fact in entry.concepts:
            name = resolved.get(fact.name)
            if name is None:
                name = resolved[fact.name] = _resolved(fact.name, known)
                id_of[fact.name] = mint("concept", name.scheme, name.label)
            spellings[name][fact.name.label] += 1
            if fact.spellings:
                spellings[name].update(fact.spellings)
                said[name].update(fact.spellings)
            evidence[name].update(quotes(raw, fact.spans))
    ids = {c.iri: mint("concept", c.scheme, c.label) for c in vocabulary.concepts}
    below: dict[str, set[str]] = defaultdict(set)
    for concept in vocabulary.concepts:
        for iri in concept.broader:
            below[iri].add(concept.iri)
    vocabulary_ids = set(ids.values())
    found_here = {mint("concept", name.scheme, name.label): name for name in evidence}
    kinds = {(name.scheme, name.label): own for own, name in found_here.items()}
    kinds |= {(c.scheme, name): ids[c.iri] for c in vocabulary.concepts for name in c.names}
    above = {own: _head(name, kinds) for own, name in found_here.items() if own not in vocabulary_ids}
    under: dict[str, set[str]] = defaultdict(set)
    for own, head in above.items():
        if head:
            under[head].add(own)
    taken = {key for _, key in known}
    records = []
    for concept in vocabulary.concepts:
        name = ConceptName(concept.scheme, concept.label)
        more = {words for words in said[name] if name_key(words) not in taken}
        narrower = {ids[iri] for iri in below[concept.iri]} | under[ids[concept.iri]]
        records.append(_of_vocabulary(concept, ids, (narrower, more), evidence.get(name, set())))
    for own, head in above.items():
        name = found_here[own]
        records.append(_discovered(name, spellings[name], evidence[name], head, under[own]))
    for concept in vocabulary.concepts:
        id_of[ConceptName(concept.scheme, concept.label)] = ids[concept.iri]
    return Notions(sorted(records, key=lambda record: record.id), id_of)


def _resolved(told: ConceptName, known: Mapping[tuple[ConceptScheme, str], VocabularyConcept]) -> ConceptName:
    """A discovered name that the vocabulary has, with or without 订单 behind it, is the vocabulary's concept."""
    scheme, label = told.scheme, told.label
    for name in (label, label.removesuffix("订单"), label.removesuffix("状态")):
        concept = known.get((scheme, name_key(name)))
        if concept:
            return ConceptName(concept.scheme, concept.label)
    return ConceptName(scheme, name_key(label) if label.isascii() else label)


def _of_vocabulary(
    concept: VocabularyConcept, ids: Mapping[str, str], found: tuple[set[str], set[str]], evidence: set[Evidence]
) -> Concept:
    """A concept of the vocabulary, with what is narrower and what sources call it beside its own names (揽收前)."""
    narrower, more = found
    names = (name for name in concept.refs if name not in (concept.label, concept.code))
    return Concept(
        id=ids[concept.iri],
        label=concept.label,
        aliases=tuple(sorted({*names, *more})),
        evidence=ranked(evidence),
        scheme=concept.scheme,
        scheme_label=concept.scheme_label,
        discovered=False,
        code=concept.code,
        definition=concept.definition,
        broader=tuple(sorted(ids[iri] for iri in concept.broader)),
        narrower=tuple(sorted(narrower)),
        excludes=tuple(sorted(ids[iri] for iri in concept.excludes)),
        vocabulary_iri=concept.iri,
    )


def _head(name: ConceptName, kinds: Mapping[tuple[ConceptScheme, str], str]) -> str | None:
    """The id of the kind that the end of a discovered kind's name names, the longest: 寄售样品单 is a 样品单; 非A is no A."""
    if name.scheme not in _HEADED:
        return None
    for cut in range(2, len(name.label) - 1):
        own = kinds.get((name.scheme, name.label[cut:]))
        if own and not _NO_KIND_OF.search(name.label[:cut]):
            return own
    return None


def _discovered(
    name: ConceptName, spellings: Counter[str], evidence: set[Evidence], head: str | None, under: set[str]
) -> Concept:
    own = mint("concept", name.scheme, name.label)
    label = best({name.label: 1, **spellings}) if name.label.isascii() else name.label
    return Concept(
        id=own,
        label=label,
        aliases=tuple(sorted(set(spellings) - {label})),
        evidence=ranked(evidence),
        scheme=name.scheme,
        scheme_label=_SCHEME_LABELS[name.scheme],
        discovered=True,
        broader=(head,) if head else (),
        narrower=tuple(sorted(under)),
    )
