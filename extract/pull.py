"""A snapshot from a SPARQL store, as `push` left it there: page by page, by the IRIs that each page's catalogue tells.

Each page is checked by its hash and kept until the whole is published, so that a pull that breaks off is taken up where it ended.
"""

import base64
import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from extract.carried import unpacked_records, unpacked_vocabulary
from extract.catalogue import CURRENT, PACKING, Names, digest_of, word
from extract.endpoint import Endpoint, Place, opened
from extract.errors import StoreError
from extract.factstore import Facts, code_digest
from extract.publish import graph_lines, publish, publishing, switch
from extract.push import current_of, listed, ontology_of
from ontology import layout
from ontology.iris import ONTOLOGY_VERSION
from ontology.things import iri, literal
from ontology.wholeness import is_whole

_AT_ONCE: Final = 5000

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Pulled:
    """What a pull did. `fetched`: pages and pieces that were asked for; `renamed`: another version of helpgraph pushed it, so that the
    same graph has another snapshot id here."""

    version: Path
    triples: int
    fetched: int
    renamed: bool


def pull(place: Place, out: Path, *, base_iri: str | None = None, progress: Progress = lambda *_: None) -> Pulled:
    """Publishes in a graph folder what is read in a store now. Raises StoreError, Busy.

    `base_iri`: of which graph, where the store has several.
    """
    with opened(place) as store, publishing(out):
        names = _names(store, base_iri)
        head = _head(store, names)
        same_code = head["code"] == code_digest()
        final = out / layout.VERSIONS / names.snapshot
        if same_code and is_whole(final):
            switch(out, names.snapshot)
            return Pulled(final, len(graph_lines(final)), 0, False)
        kept = out / f".pull-{names.snapshot}"
        fetched = _fetch(store, names, kept, int(head["parts"]), progress)
        version, triples = _publish(kept, head, out)
        if same_code and version.name != names.snapshot:
            raise StoreError(f"what was pulled is {version.name}, not {names.snapshot}")
        shutil.rmtree(kept)
        for older in out.glob(".pull-*"):
            shutil.rmtree(older)
    return Pulled(version, triples, fetched, not same_code)


def _names(store: Endpoint, base_iri: str | None) -> Names:
    """The version that is read now; of the only graph in the store, where none is named."""
    if base_iri is None:
        rows = store.rows(f"SELECT ?g {{ GRAPH ?g {{ ?d {CURRENT} ?v }} }}")
        every = sorted({row["g"][1:-1] for row in rows if row["g"].endswith("published>")})
        if len(every) > 1:
            bases = "\n    ".join(one.removesuffix("published") for one in every)
            raise StoreError(f"the store holds {len(every)} graphs; choose one by --base-iri:\n    {bases}")
        if not every:
            raise StoreError("the store holds no graph that `helpgraph push` published")
        base_iri = every[0].removesuffix("published")
    graph = current_of(store, iri(f"{base_iri}published"))
    if graph is None:
        raise StoreError(f"the store holds no graph of {base_iri} that `helpgraph push` published")
    held = ontology_of(store, graph)
    if held is None:
        raise StoreError(f"the catalogue of {graph} is gone from the store: push it again")
    if held.partition(".")[0] != ONTOLOGY_VERSION.partition(".")[0]:
        raise StoreError(
            f"{graph} is in version {held} of the ontology, this program reads {ONTOLOGY_VERSION}: push a graph that this "
            "version built, or pull with the helpgraph that pushed it"
        )
    return Names(base_iri, graph[1:-1].removeprefix(f"{base_iri}graph-"))


def _head(store: Endpoint, names: Names) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in ("packing", "code", "parts", "graphDigest"):
        rows = store.rows(f"SELECT ?v {{ GRAPH {names.catalogue} {{ {names.catalogue} {word(name)} ?v }} }}")
        if len(rows) != 1:
            raise StoreError(f"the catalogue of {names.graph} is not whole: push it again")
        found[name] = _text_of(rows[0]["v"])
    if found["packing"] != PACKING:
        raise StoreError(f"{names.graph} was pushed by another version of helpgraph: push it again with this one")
    return found


def _fetch(store: Endpoint, names: Names, kept: Path, parts: int, progress: Progress) -> int:
    """Fetches the pages and pieces that are not kept yet; gives how many that were."""
    kept.mkdir(exist_ok=True)
    digests = listed(store, names.catalogue, word("digest"))
    sizes = listed(store, names.catalogue, word("triples"))
    if len(digests) != parts:
        raise StoreError(f"the catalogue of {names.graph} tells {len(digests)} of {parts} parts: push it again")
    fetched = 0
    for count, (own, digest) in enumerate(sorted(digests.items()), 1):
        file = kept / own[1:-1].rpartition("/")[2]
        if not file.exists():
            data = _page(store, names, own, (sizes[own], digest)) if own in sizes else _piece(store, names, own)
            unfinished = file.with_suffix(".tmp")
            unfinished.write_bytes(data)
            unfinished.replace(file)
            fetched += 1
        progress("pull", count, len(digests))
    return fetched


def _page(store: Endpoint, names: Names, own: str, expected: tuple[str, str]) -> bytes:
    """The lines of a page. An answer that the store cut short is asked for again subject by subject."""
    size, digest = int(_text_of(expected[0])), _text_of(expected[1])
    holds = f"GRAPH {names.catalogue} {{ {own} {word('holds')} ?s }}"
    rows = store.rows(f"SELECT ?s ?p ?o {{ {holds} GRAPH {names.graph} {{ ?s ?p ?o }} }}")
    lines = sorted({f"{row['s']} {row['p']} {row['o']} ." for row in rows})
    if len(lines) < size:
        subjects = [row["s"] for row in store.rows(f"SELECT ?s {{ {holds} }}")]
        lines = sorted({line for subject in subjects for line in _about(store, names.graph, subject)})
    if digest_of(lines) != digest:
        raise StoreError(
            f"{len(lines)} triples of page {own} were pulled, {size} were pushed, and they are not the same: {names.graph} was "
            "changed in the store; push it again"
        )
    return "".join(f"{line}\n" for line in lines).encode()


def _about(store: Endpoint, graph: str, subject: str) -> list[str]:
    """All that is said of one subject, some thousand statements at once, each time from the last one on."""
    found: list[str] = []
    last = ("", "")
    while True:
        after = f"STR(?p) > {literal(last[0])} || (STR(?p) = {literal(last[0])} && STR(?o) > {literal(last[1])})"
        rows = store.rows(
            f"SELECT ?p ?o {{ GRAPH {graph} {{ {subject} ?p ?o }} FILTER ({after}) }} "
            f"ORDER BY STR(?p) STR(?o) LIMIT {_AT_ONCE}"
        )
        found += [f"{subject} {row['p']} {row['o']} ." for row in rows]
        if len(rows) < _AT_ONCE:
            return found
        last = (rows[-1]["p"][1:-1], _text_of(rows[-1]["o"]))


def _piece(store: Endpoint, names: Names, own: str) -> bytes:
    rows = store.rows(
        f"SELECT ?v ?d {{ GRAPH {names.catalogue} {{ {own} {word('packed')} ?v ; {word('digest')} ?d }} }}"
    )
    data = base64.b64decode(_text_of(rows[0]["v"])) if len(rows) == 1 else b""
    if len(rows) != 1 or hashlib.sha256(data).hexdigest() != _text_of(rows[0]["d"]):
        raise StoreError(f"{own} is not what was pushed: push it again")
    return data


def _publish(kept: Path, head: dict[str, str], out: Path) -> tuple[Path, int]:
    """Puts the parts together, checks the whole, and publishes it."""

    def parts(what: str) -> Iterator[bytes]:
        return (file.read_bytes() for file in sorted(kept.glob(f"{what}-*")))

    lines = b"".join(parts("page")).decode().split("\n")[:-1]
    if digest_of(lines) != head["graphDigest"]:
        shutil.rmtree(kept)
        raise StoreError("what was pulled is not what was pushed; pull again, and if that fails too, push again")
    try:
        records = list(unpacked_records(parts("records")))
        vocabulary = unpacked_vocabulary(b"".join(parts("vocabulary")))
        manifest = json.loads(b"".join(parts("manifest")))
    except ValueError as error:
        raise StoreError(f"what was pulled cannot be read: {error}; push it again") from error
    about = {name: manifest[name] for name in ("builtAt", "inputs", "ontology", "vocabulary")}
    version = publish(
        records,
        lines,
        directory=out,
        base_iri=manifest["baseIri"],
        vocabulary=vocabulary,
        facts=Facts(),
        about=about | {"code": code_digest()},
    )
    return version, len(lines)


def _text_of(term: str) -> str:
    """The characters of a literal, or of an IRI."""
    if not term.startswith('"'):
        return term[1:-1]
    return str(json.loads(term[: term.rindex('"') + 1]))
