"""How a graph lies in a SPARQL store: its named graphs, its pages, and the one statement that says which version is read.

A version is a named graph of its own, so that readers of the one before are not disturbed. Beside it stands its catalogue, a
graph that tells the pages: which subjects each holds, how many triples, and their hash. A page is what one request carries.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from ontology.things import iri

PAGE: Final = 2000
"""Triples in a page, but for a subject that has more by itself; well below what stores give in one answer (Virtuoso: 10,000)."""

PACKING: Final = "1"
"""Raised when pages or pieces change so that an older `pull` would misread them."""

CURRENT: Final = iri("http://www.w3.org/ns/dcat#hasCurrentVersion")
_WORDS: Final = "https://helpgraph.example/store#"


def word(name: str) -> str:
    """A predicate of catalogues."""
    return iri(_WORDS + name)


@dataclass(frozen=True, slots=True)
class Names:
    """The IRIs, in brackets, of one version in a store."""

    base_iri: str
    snapshot: str

    @property
    def published(self) -> str:
        """The thing whose current version is read, and the graph that says so."""
        return iri(f"{self.base_iri}published")

    @property
    def graph(self) -> str:
        return iri(f"{self.base_iri}graph-{self.snapshot}")

    @property
    def catalogue(self) -> str:
        return iri(f"{self.base_iri}graph-{self.snapshot}/catalogue")

    def page(self, number: int) -> str:
        return iri(f"{self.base_iri}graph-{self.snapshot}/page-{number:07d}")

    def piece(self, what: str, number: int) -> str:
        """A piece of what travels beside the triples: `manifest`, `vocabulary`, `records`."""
        return iri(f"{self.base_iri}graph-{self.snapshot}/{what}-{number:07d}")


def pages(lines: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """A graph's sorted lines in pages, cut between subjects: all that is said of a subject stands in one."""
    held = list[str]()
    for _, group in groupby(lines, lambda line: line.partition(" ")[0]):
        told = list(group)
        if held and len(held) + len(told) > PAGE:
            yield tuple(held)
            held = []
        held += told
    if held:
        yield tuple(held)


def digest_of(lines: Iterable[str]) -> str:
    """The hash of lines as a file has them."""
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line.encode() + b"\n")
    return digest.hexdigest()
