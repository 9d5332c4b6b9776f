"""Entries read to facts by this process or by several of them: the same facts for any number, whatever becomes of a worker."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import msgspec

from extract.corpus import RawEntry
from extract.errors import WorkersLost
from extract.reading import read_entry
from ontology.concepts import Vocabulary
from ontology.vocabulary import load_vocabulary

_CHUNK: Final = 16
_ENCODE: Final = msgspec.msgpack.Encoder().encode
_LIVES: Final = 3
"""How often in a row workers may be killed before anything is read."""


def read_here(entries: Sequence[RawEntry], vocabulary: Vocabulary) -> Iterator[bytes]:
    """The facts of entries as msgpack, one after the other."""
    return (_ENCODE(read_entry(entry.question, entry.answer, vocabulary=vocabulary)) for entry in entries)


def read_by_workers(entries: Sequence[RawEntry], vocabulary: tuple[Path, ...], jobs: int) -> Iterator[bytes]:
    """The same by processes. Where one is killed, others take up what is left; raises WorkersLost where that does not help."""
    done, lives = 0, _LIVES
    while done < len(entries):
        before = done
        try:
            with ProcessPoolExecutor(jobs, get_context("spawn"), _prepare, (vocabulary,)) as pool:
                for facts in pool.map(_read_one, entries[done:], chunksize=_CHUNK):
                    done += 1
                    yield facts
        except BrokenProcessPool as error:
            lives = _LIVES if done > before else lives - 1
            if not lives:
                raise WorkersLost(_LIVES, done, len(entries)) from error


_worker_vocabulary: list[Vocabulary] = []


def _prepare(vocabulary: tuple[Path, ...]) -> None:
    _worker_vocabulary[:] = [load_vocabulary(vocabulary)]


def _read_one(entry: RawEntry) -> bytes:
    return _ENCODE(read_entry(entry.question, entry.answer, vocabulary=_worker_vocabulary[0]))
