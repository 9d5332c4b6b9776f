"""Rules as records: one for each content, with the words of all entries that state it.

An id is minted from what a rule says, so that two entries that say the same attest one rule.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final

import msgspec

from extract.corpus import RawEntry
from extract.facts import EntryFacts, RuleFact
from extract.functions import Functions
from extract.notions import Notions
from extract.recordfile import Records
from extract.spool import Sorter
from extract.stated import quotes
from ontology.iris import digest_id
from ontology.records import Condition, Constraint

_ENCODE: Final = msgspec.msgpack.Encoder().encode
_DECODE: Final = msgspec.msgpack.Decoder(Constraint).decode
_AT_ONCE: Final = 100_000
"""How many rules are sorted at once."""

Said = tuple[str, bytes, bool, str | None]
"""A rule's id, what one entry says of it, whether its scope is exclusive there, and what its figure bounds."""

_Gathered = tuple[str, int, bytes]
"""A rule's id, a number that rises with the entries, and what one entry says of it."""


class GatheredRules:
    """Takes the rules of entry by entry, which wait on disk for others that say the same; `wanted`: the ids of those that are gathered, where not all
    are. `exclusive`: the ids of all whose scope is exclusive; `measured`: what the figures of some bound, by their ids."""

    def __init__(self, wanted: Container[str] | None = None) -> None:
        self._wanted: Final = wanted
        self._waiting: Final = Sorter[_Gathered](_Gathered, _AT_ONCE)
        self._count = 0
        self.exclusive: Final[set[str]] = set()
        self.measured: Final[dict[str, str]] = {}

    def put(self, said: Iterable[Said]) -> None:
        """One more entry by what its rules say."""
        for own, data, exclusive, measured in said:
            if self._wanted is None or own in self._wanted:
                self._waiting.put(((own, self._count, data),))
                self._count += 1
            if exclusive:
                self.exclusive.add(own)
            if measured:
                self.measured[own] = min(measured, self.measured.get(own, measured))

    def records(self) -> Records:
        """The rules that are gathered, each once."""
        rows = ((own, _merged([data for _, _, data in said])) for own, said in groupby(self._waiting, itemgetter(0)))
        return Records(rows)


def rules_of(raw: RawEntry, facts: EntryFacts, known: Functions, concepts: Notions) -> tuple[Said, ...]:
    """What the rules of an entry say, fact by fact."""
    labels = {fact.label: known.feature_of[raw.id, i] for i, fact in enumerate(facts.features)}
    records = ((_record(raw, fact, labels, concepts), fact) for fact in facts.rules)
    return tuple((record.id, _ENCODE(record), fact.exclusive, fact.measured) for record, fact in records)


def _record(raw: RawEntry, fact: RuleFact, labels: Mapping[str, str], concepts: Notions) -> Constraint:
    conditions = tuple({Condition(concepts.id_of[c.name], c.negated, c.limit): None for c in fact.conditions})
    if len(conditions) > 1:
        conditions = tuple(sorted(conditions, key=lambda c: (c.concept, c.negated, str(c.limit))))
    feature = labels[fact.feature] if fact.feature else None
    subject = concepts.id_of[fact.subject] if fact.subject and feature is None else None
    actor = concepts.id_of[fact.actor] if fact.actor else None
    content = msgspec.json.encode(
        [
            fact.kind, fact.modality, feature, subject, actor, conditions, fact.limit, fact.scope, fact.effect,
            fact.valid_from, fact.valid_until, fact.superseded,
        ]
    ).decode()  # fmt: skip
    return Constraint(
        id=digest_id("constraint", content),
        kind=fact.kind,
        modality=fact.modality,
        text=fact.text,
        feature=feature,
        subject=subject,
        actor=actor,
        conditions=conditions,
        limit=fact.limit,
        scope=fact.scope,
        effect=fact.effect,
        valid_from=fact.valid_from,
        valid_until=fact.valid_until,
        superseded=fact.superseded,
        evidence=tuple(dict.fromkeys(quotes(raw, (span for span in fact.spans if span.start < span.end)))),
    )


def _merged(told: Sequence[bytes]) -> bytes:
    """One rule with all its words; the shortest wording is shown, of equals the first by code points."""
    if len(told) == 1:
        return told[0]
    found = [_DECODE(data) for data in told]
    text = min((one.text for one in found), key=lambda words: (len(words), words))
    evidence = tuple(dict.fromkeys(e for one in sorted(found, key=lambda o: o.evidence) for e in one.evidence))
    return _ENCODE(msgspec.structs.replace(found[0], text=text, evidence=evidence))
