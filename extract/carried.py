"""What travels beside the triples of a graph: the records in their order, and the vocabulary that things are found by.

Triples tell every fact, but no order and no lines of files; a snapshot that is to answer as the first one did needs both.
"""

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

import msgspec

from extract.factstore import code_digest
from ontology import layout
from ontology.attested import whole
from ontology.concepts import Vocabulary, VocabularyConcept
from ontology.records import AnyRecord
from ontology.vocabulary import BUNDLED

PIECE: Final = 24_000
"""Bytes in a piece; as Base64 they make a literal that Virtuoso takes (less than 64 KiB)."""
_LENGTH: Final = 4
_RECORD: Final = msgspec.msgpack.Decoder(AnyRecord)


class _Words(msgspec.Struct, frozen=True, array_like=True):
    concepts: tuple[VocabularyConcept, ...]
    words: dict[str, tuple[str, ...]]
    synonyms: tuple[tuple[str, ...], ...]
    everyday: tuple[tuple[str, tuple[str, ...]], ...]
    digest: str


def packed_vocabulary(vocabulary: Vocabulary) -> bytes:
    """A vocabulary as bytes, the same for the same words."""
    found = _Words(
        vocabulary.concepts, dict(vocabulary.words), vocabulary.synonyms, vocabulary.everyday, vocabulary.digest
    )
    return zlib.compress(msgspec.msgpack.encode(found), 9)


def unpacked_vocabulary(data: bytes) -> Vocabulary:
    """The vocabulary of `packed_vocabulary`. Raises ValueError where it is none."""
    found = msgspec.msgpack.decode(_inflated(data), type=_Words)
    words = MappingProxyType(found.words)
    return Vocabulary(found.concepts, words, found.synonyms, found.everyday, found.digest)


def files_digest(extra: Sequence[Path]) -> str:
    """The hash of the files that a vocabulary is read from; empty where one cannot be read."""
    digest = hashlib.sha256()
    try:
        for path in (*sorted(BUNDLED.glob("*.ttl")), *sorted(set(map(Path, extra)))):
            data = path.read_bytes()
            digest.update(len(data).to_bytes(8) + data)
    except OSError:
        return ""
    return digest.hexdigest()


def kept_vocabulary(graph: Path, files: str) -> Vocabulary | None:
    """The vocabulary that the published version of a graph folder was built with, where this program read it from files of this hash."""
    version = graph / layout.CURRENT
    try:
        manifest = json.loads((version / layout.MANIFEST).read_text(encoding="utf-8"))
        told = [manifest.get(name) for name in ("format", "vocabularyFiles", "code")]
        data = (version / layout.VOCABULARY).read_bytes()
        if told != [layout.FORMAT, files, code_digest()]:
            return None
        found = unpacked_vocabulary(data)
    except (OSError, ValueError, AttributeError):
        return None
    return found if found.digest == manifest.get("vocabulary") else None


def packed_records(version: Path) -> Iterator[bytes]:
    """The records of a version by id, as one compressed stream."""
    uri = f"{(version / layout.DATABASE).resolve().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True)
    packer = zlib.compressobj(9)
    try:
        for record in _records(connection):
            yield packer.compress(len(record).to_bytes(_LENGTH, "big") + record)
        yield packer.flush()
    finally:
        connection.close()


def _records(connection: sqlite3.Connection) -> Iterator[bytes]:
    """Each record with all of its evidence."""

    def row(own: str, nth: int) -> bytes:
        found = connection.execute("SELECT pieces FROM evidence WHERE id = ? AND nth = ?", (own, nth)).fetchone()
        return bytes(found[0])

    encode = msgspec.msgpack.Encoder(enc_hook=tuple).encode
    for record, more in connection.execute("SELECT record, more FROM node ORDER BY id"):
        yield encode(whole(_RECORD.decode(record), more, row)) if more else record


def unpacked_records(stream: Iterable[bytes]) -> Iterator[AnyRecord]:
    """The records of `packed_records`, cut anywhere. Raises ValueError where they are none."""
    unpacker, held = zlib.decompressobj(), bytearray()
    for piece in stream:
        held += _inflated(piece, unpacker.decompress)
        start = 0
        while len(held) - start >= _LENGTH:
            end = start + _LENGTH + int.from_bytes(held[start : start + _LENGTH], "big")
            if end > len(held):
                break
            yield _RECORD.decode(held[start + _LENGTH : end])
            start = end
        del held[:start]
    if held or not unpacker.eof:
        raise ValueError("the records are cut short")


def pieces(stream: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of one size, the last one shorter, each small enough for a literal."""
    held = bytearray()
    for some in stream:
        held += some
        while len(held) >= PIECE:
            yield bytes(held[:PIECE])
            del held[:PIECE]
    if held:
        yield bytes(held)


def _inflated(data: bytes, inflate: Callable[[bytes], bytes] = zlib.decompress) -> bytes:
    try:
        return inflate(data)
    except zlib.error as error:
        raise ValueError(f"no packed data: {error}") from error
