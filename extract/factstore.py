"""The facts of entries by content hash, kept in a version for the next build: what did not change is not read again."""

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from extract.facts import EntryFacts
from ontology import layout

_ROOMS: Final = ("extract", "ontology")


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
    parts = (code_digest(), vocabulary_digest, question, answer)
    return hashlib.sha256("\x1f".join(f"{len(part)}:{part}" for part in parts).encode()).hexdigest()[:32]


def read_facts(graph: Path) -> dict[str, EntryFacts]:
    """The facts that the published version of a graph folder keeps; empty where there are none that can be read."""
    folder = graph / layout.CURRENT / layout.FACTS
    decoder = msgspec.msgpack.Decoder(list[Kept])
    found: dict[str, EntryFacts] = {}
    for path in sorted(folder.glob("*.msgpack")) if folder.is_dir() else ():
        try:
            found.update((kept.key, kept.facts) for kept in decoder.decode(path.read_bytes()))
        except (OSError, msgspec.MsgspecError):
            continue
    return found


def files_of(facts: Mapping[str, EntryFacts]) -> dict[str, bytes]:
    """The files that keep facts: one for each first two digits of the keys."""
    shards: dict[str, list[Kept]] = {}
    for key in sorted(facts):
        shards.setdefault(key[:2], []).append(Kept(key, facts[key]))
    encode = msgspec.msgpack.Encoder().encode
    return {f"{shard}.msgpack": encode(kept) for shard, kept in shards.items()}


def missing(keys: Iterable[str], kept: Mapping[str, EntryFacts]) -> list[str]:
    """The keys whose facts are not kept, in order, each once."""
    return sorted(set(keys) - set(kept))
