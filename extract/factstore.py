"""The facts of entries by content hash, kept in a version for the next build: what did not change is not read again."""

import hashlib
import json
import os
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

import msgspec

from extract.facts import EntryFacts
from extract.spool import Spool, scratch
from ontology import layout

_ROOMS: Final = ("extract", "ontology")
_LONGEST: Final = 2**28
"""More bytes than the facts of one entry have."""


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """Facts with the key of the text, vocabulary and code that they came of."""

    key: str
    facts: EntryFacts


@cache
def code_digest() -> str:
    """The hash of the sources of this room and the ontology's: other code may read other facts."""
    digest = hashlib.sha256()
    root = Path(__file__).parent.parent
    for room in _ROOMS:
        for path in sorted((root / room).glob("*.py")):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def fact_key(question: str, answer: str, vocabulary_digest: str) -> str:
    """The key of an entry's facts."""
    digest = _begun(code_digest(), vocabulary_digest).copy()
    digest.update(f"\x1f{len(question)}:{question}\x1f{len(answer)}:{answer}".encode())
    return str(digest.hexdigest()[:32])


@cache
def _begun(code: str, vocabulary: str) -> Any:
    """The hash that all keys of a build begin with."""
    return hashlib.sha256(f"{len(code)}:{code}\x1f{len(vocabulary)}:{vocabulary}".encode())


class Facts(Mapping[str, EntryFacts]):
    """Facts by key, in a file and not in memory: as msgpack, of which a tenth of the memory would do, and decoded when they are asked for.
    `settled`: what the entries came to by them, which is kept beside."""

    def __init__(self) -> None:
        self.settled: Spool[Any] | None = None
        self._file: Final = scratch(self)
        self._places: dict[bytes, int] = {}
        self._end = 0
        self._written = True
        self._decode: Final = msgspec.msgpack.Decoder(EntryFacts).decode

    def put(self, key: str, data: bytes) -> None:
        """The facts of one more key, as msgpack."""
        self._places[bytes.fromhex(key)] = self._end * _LONGEST + len(data)
        self._end += self._file.write(data)
        self._written = False

    def keep(self, keys: Container[str]) -> None:
        """Forgets the facts of all other keys."""
        self._places = {key: place for key, place in self._places.items() if key.hex() in keys}

    def encoded(self, key: str) -> bytes:
        """What was put for a key."""
        return self._read(self.place(key))

    def place(self, key: str) -> int:
        """Where the facts of a key are."""
        return self._places[bytes.fromhex(key)]

    def at(self, place: int) -> EntryFacts:
        """The facts that are there."""
        return self._decode(self._read(place))

    def data(self, place: int) -> bytes:
        """The same as msgpack."""
        return self._read(place)

    def _read(self, place: int) -> bytes:
        if not self._written:
            self._file.flush()
            self._written = True
        first, size = divmod(place, _LONGEST)
        return os.pread(self._file.fileno(), size, first)

    def __getitem__(self, key: str) -> EntryFacts:
        return self.at(self.place(key))

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and bytes.fromhex(key) in self._places

    def __iter__(self) -> Iterator[str]:
        return (key.hex() for key in self._places)

    def __len__(self) -> int:
        return len(self._places)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The files that keep them, by name: one for each first two digits of the keys."""
        encode = msgspec.msgpack.Encoder().encode
        for shard, keys in groupby(sorted(self._places), key=itemgetter(0)):
            kept = [(key.hex(), msgspec.Raw(self._read(self._places[key]))) for key in keys]
            yield f"{shard:02x}.msgpack", encode(kept)


def read_facts(graph: Path) -> Facts:
    """The facts that the published version of a graph folder keeps; empty where there are none that can be read."""
    folder = graph / layout.CURRENT / layout.FACTS
    checked, decoder = msgspec.msgpack.Decoder(list[Kept]), msgspec.msgpack.Decoder(list[tuple[str, msgspec.Raw]])
    found, hashes = Facts(), _hashes(graph / layout.CURRENT)
    for path in sorted(folder.glob("*.msgpack")) if folder.is_dir() else ():
        try:
            data = path.read_bytes()
            if hashlib.sha256(data).hexdigest() != hashes.get(f"{layout.FACTS}/{path.name}"):
                checked.decode(data)
        except (OSError, msgspec.MsgspecError):
            continue
        for key, facts in decoder.decode(data):
            found.put(key, bytes(facts))
    return found


def _hashes(version: Path) -> Mapping[str, object]:
    """The hashes of a version's files as its manifest tells them; none where it cannot be read."""
    try:
        hashes = json.loads((version / layout.MANIFEST).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return hashes if isinstance(hashes, dict) else {}


def missing(keys: Iterable[str], kept: Container[str]) -> list[str]:
    """The keys whose facts are not kept, in order, each once."""
    return sorted({key for key in keys if key not in kept})
