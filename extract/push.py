"""A published version into a SPARQL 1.1 store: page by page into a named graph of its own, then one switch that readers follow.

A push that breaks off is taken up where it ended by the next one of the same version.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from extract.carried import packed_records, pieces
from extract.catalogue import CURRENT, PACKING, Names, digest_of, pages, word
from extract.endpoint import Endpoint, Place, opened
from extract.errors import StoreError
from extract.publish import graph_lines
from ontology import layout
from ontology.things import iri, literal

_VERSIONS: Final = iri("http://www.w3.org/ns/dcat#hasVersion")
_AT_ONCE: Final = 5000
"""Rows in one answer; no store gives fewer by itself."""
_TIME: Final = "%Y-%m-%dT%H:%M:%SZ"
_FORGOTTEN: Final = timedelta(days=1)

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Part:
    """What one request carries: a page of triples, or a piece of what travels beside them."""

    name: str
    lines: tuple[str, ...] = ()
    piece: bytes = b""

    @property
    def digest(self) -> str:
        return digest_of(self.lines) if self.lines else hashlib.sha256(self.piece).hexdigest()

    def told(self) -> Iterator[str]:
        """What the catalogue says of it."""
        yield f"{self.name} {word('digest')} {literal(self.digest)} ."
        if self.lines:
            yield f"{self.name} {word('triples')} {literal(str(len(self.lines)))} ."
            for subject in dict.fromkeys(line.partition(" ")[0] for line in self.lines):
                yield f"{self.name} {word('holds')} {subject} ."
        else:
            yield f"{self.name} {word('packed')} {literal(base64.b64encode(self.piece).decode())} ."


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did. `sent`: how many pages and pieces it sent; none where the store had the version already."""

    snapshot: str
    graph: str
    triples: int
    sent: int


def push(version: Path, place: Place, *, force: bool = False, progress: Progress = lambda *_: None) -> Pushed:
    """Publishes a version (a folder with a manifest) in a store; gives what was done. Raises StoreError.

    `force`: also where the version that is read there is in another version of the ontology.
    """
    manifest = json.loads((version / layout.MANIFEST).read_text(encoding="utf-8"))
    if not (version / layout.VOCABULARY).exists():
        raise StoreError(f"{version} was built by an older helpgraph and cannot be pushed: build it anew")
    names = Names(manifest["baseIri"], manifest["snapshot"])
    lines = graph_lines(version)
    with opened(place) as store:
        before = current_of(store, names.published)
        if before == names.graph:
            return Pushed(names.snapshot, names.graph[1:-1], len(lines), 0)
        if before and not force:
            _same_ontology(store, before, str(manifest["ontology"]))
        parts = list(_parts(names, version, manifest, lines))
        sent = _send(store, names, parts, progress)
        _head(store, names, manifest, parts=len(parts), lines=lines)
        _switch(store, names, before, len(lines))
        _tidy(store, names, before)
    return Pushed(names.snapshot, names.graph[1:-1], len(lines), sent)


def _parts(names: Names, version: Path, manifest: Mapping[str, Any], lines: list[str]) -> Iterator[Part]:
    for number, page in enumerate(pages(lines)):
        yield Part(names.page(number), lines=page)
    about = json.dumps({key: value for key, value in manifest.items() if key != "files"}, sort_keys=True).encode()
    beside: tuple[tuple[str, Iterable[bytes]], ...] = (
        ("manifest", [about]),
        ("vocabulary", [(version / layout.VOCABULARY).read_bytes()]),
        ("records", packed_records(version)),
    )
    for what, stream in beside:
        for number, piece in enumerate(pieces(stream)):
            yield Part(names.piece(what, number), piece=piece)


def current_of(store: Endpoint, published: str) -> str | None:
    """The graph (in brackets) that is read now, of a base IRI's."""
    found = store.rows(f"SELECT ?g {{ GRAPH {published} {{ {published} {CURRENT} ?g }} }}")
    return found[0]["g"] if found else None


def ontology_of(store: Endpoint, graph: str) -> str | None:
    """The version of the ontology that a graph (in brackets) is written in."""
    catalogue = f"{graph[:-1]}/catalogue>"
    found = store.rows(f"SELECT ?v {{ GRAPH {catalogue} {{ {catalogue} {word('ontology')} ?v }} }}")
    return found[0]["v"].strip('"') if found else None


def listed(store: Endpoint, graph: str, predicate: str) -> dict[str, str]:
    """Each subject of a graph that has a predicate with its value; asked for by IRI, some thousands at once."""
    found: dict[str, str] = {}
    last = ""
    while True:
        rows = store.rows(
            f"SELECT ?s ?v {{ GRAPH {graph} {{ ?s {predicate} ?v }} FILTER (STR(?s) > {literal(last)}) }} "
            f"ORDER BY STR(?s) LIMIT {_AT_ONCE}"
        )
        found |= {row["s"]: row["v"] for row in rows}
        if len(rows) < _AT_ONCE:
            return found
        last = rows[-1]["s"][1:-1]


def _same_ontology(store: Endpoint, graph: str, own: str) -> None:
    held = ontology_of(store, graph)
    if held and held.partition(".")[0] != own.partition(".")[0]:
        raise StoreError(
            f"{graph} in the store is in version {held} of the ontology, this graph in {own}: those who read there would "
            "misread it; push to another store or with another --base-iri, or with --force"
        )


def _send(store: Endpoint, names: Names, parts: list[Part], progress: Progress) -> int:
    """Sends the parts that are not there yet; gives how many that were. What is there of another packing is taken away first."""
    there = listed(store, names.catalogue, word("digest"))
    wanted = {part.name: literal(part.digest) for part in parts}
    if any(wanted.get(own) != digest for own, digest in there.items()):
        _drop(store, names.graph)
        there = {}
    begun = literal(datetime.now(UTC).strftime(_TIME))
    store.add(names.published[1:-1], _text([f"{names.graph} {word('begun')} {begun} ."]))
    for count, part in enumerate(parts, 1):
        if part.name not in there:
            if part.lines:
                store.add(names.graph[1:-1], _text(part.lines))
            store.add(names.catalogue[1:-1], _text(part.told()))
        progress("push", count, len(parts))
    return len(wanted.keys() - there.keys())


def _text(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _head(store: Endpoint, names: Names, manifest: Mapping[str, Any], *, parts: int, lines: list[str]) -> None:
    """What the catalogue says of the whole: read first by who pulls."""
    told = {
        "packing": PACKING,
        "ontology": str(manifest["ontology"]),
        "code": str(manifest["code"]),
        "parts": str(parts),
        "graphDigest": digest_of(lines),
    }
    own = names.catalogue
    store.add(own[1:-1], _text(f"{own} {word(name)} {literal(text)} ." for name, text in told.items()))


def _switch(store: Endpoint, names: Names, before: str | None, triples: int) -> None:
    """One update brings the new graph into view, after all of it is there."""
    rows = store.rows(f"SELECT (COUNT(*) AS ?n) {{ GRAPH {names.graph} {{ ?s ?p ?o }} }}")
    held = int(rows[0]["n"].split('"')[1])
    if held != triples:
        _drop(store, names.graph)
        raise StoreError(
            f"the store holds {held} of {triples} triples of {names.graph} after all were sent: another push of it may "
            "have run at the same time; push again"
        )
    own = names.published
    now = f"GRAPH {own} {{ {own} {CURRENT} {names.graph} . {own} {_VERSIONS} {names.graph} }}"
    old = f"GRAPH {own} {{ {own} {CURRENT} ?old }}"
    store.update(f"DELETE {{ {old} }} INSERT {{ {now} }} WHERE {{ {old} }}" if before else f"INSERT DATA {{ {now} }}")


def _tidy(store: Endpoint, names: Names, before: str | None) -> None:
    """Takes away the versions before the last, which a reader may still be in, and pushes that nobody took up for a day."""
    kept = {names.graph, before}
    own = names.published
    rows = store.rows(f"SELECT ?g {{ GRAPH {own} {{ {own} {_VERSIONS} ?g }} }}")
    finished = {row["g"] for row in rows}
    limit = literal((datetime.now(UTC) - _FORGOTTEN).strftime(_TIME))
    forgotten = {graph for graph, begun in listed(store, own, word("begun")).items() if begun < limit} - finished
    for graph in sorted((finished | forgotten) - kept):
        _drop(store, graph)
        store.update(f"DELETE DATA {{ GRAPH {own} {{ {own} {_VERSIONS} {graph} }} }}")
        store.update(f"DELETE WHERE {{ GRAPH {own} {{ {graph} {word('begun')} ?t }} }}")


def _drop(store: Endpoint, graph: str) -> None:
    store.update(f"DROP SILENT GRAPH {graph[:-1]}/catalogue>")
    store.update(f"DROP SILENT GRAPH {graph}")
