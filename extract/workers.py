"""Entries read to facts by this process or by several of them: the same facts for any number, whatever becomes of a worker."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
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
_AHEAD: Final = 8
"""So many times as many chunks as there are processes are read ahead of what is taken."""
_ENCODE: Final = msgspec.msgpack.Encoder().encode
_LIVES: Final = 3
"""How often in a row workers may be killed before anything is read."""


def read_here(entries: Iterable[RawEntry], vocabulary: Vocabulary) -> Iterator[bytes]:
    """The facts of entries as msgpack, one after the other."""
    return (_ENCODE(read_entry(entry.question, entry.answer, vocabulary=vocabulary)) for entry in entries)


def read_by_workers(entries: Iterable[RawEntry], size: int, vocabulary: tuple[Path, ...], jobs: int) -> Iterator[bytes]:
    """The same by processes, for so many entries. Where one is killed, others take up what is left; raises WorkersLost where that does
    not help."""
    coming = iter(entries)
    waiting: deque[list[RawEntry]] = deque()
    done, lives = 0, _LIVES
    while done < size:
        before = done
        try:
            with ProcessPoolExecutor(jobs, get_context("spawn"), _prepare, (vocabulary,)) as pool:
                asked = deque([pool.submit(_read_some, some) for some in waiting])
                while done < size:
                    while len(waiting) < _AHEAD * jobs and (some := list(islice(coming, _CHUNK))):
                        waiting.append(some)
                        asked.append(pool.submit(_read_some, some))
                    found = asked.popleft().result()
                    waiting.popleft()
                    done += len(found)
                    yield from found
        except BrokenProcessPool as error:
            lives = _LIVES if done > before else lives - 1
            if not lives:
                raise WorkersLost(_LIVES, done, size) from error


_worker_vocabulary: list[Vocabulary] = []


def _prepare(vocabulary: tuple[Path, ...]) -> None:
    _worker_vocabulary[:] = [load_vocabulary(vocabulary)]


def _read_some(entries: list[RawEntry]) -> list[bytes]:
    return list(read_here(entries, _worker_vocabulary[0]))
