"""Defined words as records: one for each word and each different definition of it."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from extract.corpus import RawEntry
from extract.facts import EntryFacts
from extract.menus import ranked
from extract.stated import quotes
from ontology.iris import digest_id
from ontology.records import Evidence, Term


class Terms:
    """Takes entry by entry; gives the records when all are there."""

    def __init__(self) -> None:
        self._evidence: Final[dict[tuple[str, str], set[Evidence]]] = defaultdict(set)
        self._aliases: Final[dict[tuple[str, str], set[str]]] = defaultdict(set)

    def put(self, raw: RawEntry, facts: EntryFacts) -> tuple[str, ...]:
        """The ids of what an entry defines, fact by fact."""
        for fact in facts.terms:
            key = (fact.label, fact.definition)
            self._evidence[key].update(quotes(raw, fact.spans))
            self._aliases[key].update(fact.aliases)
        return tuple(_id(fact.label, fact.definition) for fact in facts.terms)

    def records(self) -> Iterator[Term]:
        for (label, definition), found in self._evidence.items():
            yield Term(
                id=_id(label, definition),
                label=label,
                aliases=tuple(sorted(self._aliases[label, definition])),
                evidence=ranked(found),
                definition=definition,
            )


def _id(label: str, definition: str) -> str:
    return digest_id("term", label, definition)
