"""A version of the graph as a folder, and the switch to it: a reader never sees half a graph.

Everything is written beside what is served and comes into view by renames alone; a build that fails or is killed leaves the
published version as it was.
"""

import fcntl
import gzip
import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final

from extract.carried import packed_vocabulary
from extract.database import write_database
from extract.delta import Delta, graph_file
from extract.factstore import Facts, code_digest
from extract.fulltext import index_of
from extract.lines import Lines
from extract.postingfile import write_postings
from extract.recordfile import encoded
from extract.reindex import index_after
from extract.update import change_database
from ontology import layout
from ontology.concepts import Vocabulary
from ontology.kinds import MenuNodeKind
from ontology.records import AnyRecord, Concept, Conflict, Constraint, Entry, Feature, MenuNode
from ontology.wholeness import is_whole, recorded, sealed

_COUNTED: Final = ("entries", "parts", "features", "menuNodes", "systems", "concepts", "constraints", "conflicts")
KEPT: Final = 3
"""How many versions stay on disk."""

_COMPRESSED_FROM: Final = 10 * 1024 * 1024
_PACKED: Final = b"\x1f\x8b"
"""What a file of gzip begins with."""
_AT_ONCE: Final = 200_000
"""How many triples are loaded at once: Oxigraph holds some 600 bytes of each until it has sorted them."""
_LOCK: Final = ".lock"
_UNFINISHED: Final = ".tmp-"


class Busy(Exception):
    """Another build writes to the same folder."""


def snapshot_id(records: Sequence[AnyRecord], base_iri: str, vocabulary: Vocabulary) -> str:
    """What tells one graph from another: the hash of all records in the order of their ids, of the base IRI, and of the
    vocabulary and the code, by which things are found."""
    digest = hashlib.sha256(f"{layout.FORMAT}\n{base_iri}\n{vocabulary.digest}\n{code_digest()}\n".encode())
    for data in encoded(records):
        digest.update(data)
    return digest.hexdigest()[:16]


def counts(records: Iterable[AnyRecord], triples: int, delta: Delta | None = None) -> dict[str, int]:
    """How many of each kind the graph holds, as the contract's Snapshot tells them; by how many there were where a delta tells."""
    if delta is None:
        found = Counter(name for record in records for name in _counted(record))
    else:
        manifest = json.loads((delta.former / layout.MANIFEST).read_text(encoding="utf-8"))
        found = Counter({name: manifest["counts"][name] for name in _COUNTED})
        found.update(name for record in delta.new.values() for name in _counted(record))
        found.subtract(name for record in delta.gone.values() for name in _counted(record))
    return {name: found[name] for name in _COUNTED} | {"triples": triples}


def _counted(record: AnyRecord) -> Iterator[str]:
    """As what a record counts."""
    if isinstance(record, Entry):
        yield "parts" if record.parent else "entries"
    elif isinstance(record, Feature):
        yield "features"
    elif isinstance(record, MenuNode):
        yield "menuNodes"
        if record.kind is MenuNodeKind.SYSTEM:
            yield "systems"
    elif isinstance(record, Concept) and record.evidence:
        yield "concepts"
    elif isinstance(record, Constraint):
        yield "constraints"
    elif isinstance(record, Conflict):
        yield "conflicts"


@contextmanager
def publishing(directory: Path) -> Iterator[None]:
    """Holds the folder for one build; raises Busy where another holds it. Takes away what dead builds left."""
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy(f"another build is writing to {directory}; wait for it to end") from error
        versions = directory / layout.VERSIONS
        versions.mkdir(exist_ok=True)
        for stale in (*versions.glob(f"{_UNFINISHED}*"), *directory.glob(f"{_UNFINISHED}*")):
            shutil.rmtree(stale) if stale.is_dir() and not stale.is_symlink() else stale.unlink()
        yield


def publish(
    records: Sequence[AnyRecord],
    lines: Sequence[str],
    *,
    directory: Path,
    base_iri: str,
    vocabulary: Vocabulary,
    facts: Facts,
    about: Mapping[str, Any],
    delta: Delta | None = None,
    jobs: int = 1,
) -> Path:
    """Writes a version and switches to it; gives its folder. Call it within `publishing`.

    `lines`: the graph as sorted N-Triples; `facts`: what each entry states; `about`: more for the manifest; `delta`: what makes
    it differ from a version that is there, which then need not be written anew; `jobs`: how many processes may work.
    """
    own = snapshot_id(records, base_iri, vocabulary)
    final = directory / layout.VERSIONS / own
    if not is_whole(final):
        unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=directory / layout.VERSIONS))
        try:
            told = lines if isinstance(lines, Lines) else Lines(f"{line}\n".encode() for line in lines)
            _write_graph(unfinished, told)
            meta = {"snapshot": own, "base_iri": base_iri, "format": str(layout.FORMAT)}
            with _beside(lambda: _change_store(unfinished, delta) if delta else _write_store(unfinished, told), jobs):
                _write_index(unfinished, records, vocabulary, meta, delta, jobs)
            _write_facts(unfinished / layout.FACTS, facts)
            _write_vocabulary(unfinished, vocabulary, delta)
            manifest = {
                "snapshot": own,
                "format": layout.FORMAT,
                "builtAt": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
                "baseIri": base_iri,
                "counts": counts(records, len(lines), delta),
                **about,
                **recorded(unfinished, delta.former if delta else None),
            }
            text = json.dumps(sealed(manifest), ensure_ascii=False, indent=2, sort_keys=True) + "\n"
            (unfinished / layout.MANIFEST).write_text(text, encoding="utf-8")
            unfinished.chmod(0o755)
            _sync(unfinished)
            if final.exists():  # and damaged
                final.rename(unfinished.with_name(f"{unfinished.name}-damaged"))
            unfinished.rename(final)
        except sqlite3.Error as error:
            raise OSError(f"{final} cannot be written: {error}") from error
        finally:
            for left in (directory / layout.VERSIONS).glob(f"{unfinished.name}*"):
                shutil.rmtree(left, ignore_errors=True)
    switch(directory, own)
    _forget_old(directory, own)
    return final


def _write_graph(folder: Path, lines: Lines) -> None:
    """A large graph is kept compressed."""
    packed = lines.size >= _COMPRESSED_FROM
    lines.keep(folder / (f"{layout.GRAPH}.gz" if packed else layout.GRAPH), packed=packed)


@contextmanager
def _beside(work: Callable[[], None], jobs: int) -> Iterator[None]:
    """Does some work while other work is done, where several may be at it; before it, where not."""
    if jobs == 1:
        work()
        yield
        return
    with ThreadPoolExecutor(1) as worker:
        done = worker.submit(work)
        yield
        done.result()


def _write_index(
    folder: Path,
    records: Sequence[AnyRecord],
    vocabulary: Vocabulary,
    meta: Mapping[str, str],
    delta: Delta | None,
    jobs: int,
) -> None:
    """The database, and the postings that it holds the heaviest of."""
    database = folder / layout.DATABASE
    postings = folder / layout.POSTINGS
    changed = index_after(delta, records, vocabulary, postings) if delta else None
    if delta and changed:
        shutil.copyfile(delta.former / layout.DATABASE, database)
        change_database(database, records, delta, changed, meta)
    else:
        index = index_of(records, vocabulary, jobs)
        write_database(database, records, index, meta)
        write_postings(postings, index.postings)


def graph_lines(version: Path) -> list[str]:
    """The graph of a version, as sorted N-Triples lines."""
    data = graph_file(version).read_bytes()
    return (gzip.decompress(data) if data.startswith(_PACKED) else data).decode().split("\n")[:-1]


def _write_store(folder: Path, lines: Lines) -> None:
    import pyoxigraph

    store = pyoxigraph.Store(str(folder / layout.STORE))
    told = iter(lines)
    while data := "\n".join(islice(told, _AT_ONCE)):
        store.bulk_load(data.encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    store.optimize()
    store.flush()


def _change_store(folder: Path, delta: Delta) -> None:
    """The former store with what makes it differ. Its files of data are never written to again, so that one file on disk may be both's."""
    import pyoxigraph

    (folder / layout.STORE).mkdir()
    for path in (delta.former / layout.STORE).iterdir():
        _link(path, folder / layout.STORE / path.name, shared=path.suffix == ".sst")
    store = pyoxigraph.Store(str(folder / layout.STORE))
    for first in range(0, len(delta.lines_gone), _AT_ONCE):
        data = "\n".join(delta.lines_gone[first : first + _AT_ONCE]).encode()
        for triple in pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.N_TRIPLES):
            store.remove(triple)
    for first in range(0, len(delta.lines_new), _AT_ONCE):
        data = "\n".join(delta.lines_new[first : first + _AT_ONCE]).encode()
        store.bulk_load(data, format=pyoxigraph.RdfFormat.N_TRIPLES)
    store.flush()


def _link(old: Path, new: Path, *, shared: bool) -> None:
    """A copy of a file, or the file itself under another name where the disk can do that."""
    try:
        if shared:
            new.hardlink_to(old)
            return
    except OSError:
        pass
    shutil.copyfile(old, new)


def _write_facts(folder: Path, facts: Facts) -> None:
    folder.mkdir()
    for name, data in facts.files():
        (folder / name).write_bytes(data)
    if facts.settled is not None:
        facts.settled.keep(folder / layout.SETTLED)


def _write_vocabulary(folder: Path, vocabulary: Vocabulary, delta: Delta | None) -> None:
    """The vocabulary, which is that of the version before where one is built on."""
    if delta is None:
        (folder / layout.VOCABULARY).write_bytes(packed_vocabulary(vocabulary))
    else:
        _link(delta.former / layout.VOCABULARY, folder / layout.VOCABULARY, shared=True)


def _sync(folder: Path) -> None:
    for path in (*folder.rglob("*"), folder, folder.parent):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def switch(directory: Path, own: str) -> None:
    """One rename of a link brings a version into view."""
    link = directory / f"{_UNFINISHED}{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(Path(layout.VERSIONS) / own)
    link.replace(directory / layout.CURRENT)


def _forget_old(directory: Path, own: str) -> None:
    versions = [path for path in (directory / layout.VERSIONS).iterdir() if not path.name.startswith(".")]
    versions.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for old in [path for path in versions if path.name != own][KEPT - 1 :]:
        shutil.rmtree(old, ignore_errors=True)
