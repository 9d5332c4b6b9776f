"""The terms of records by this process or by several of them: the same for any number, whatever becomes of a worker."""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from typing import Final

import msgspec

from extract.carried import packed_vocabulary, unpacked_vocabulary
from extract.indexed import documents_of
from extract.numbered import TermNumbers
from extract.postings import Counted
from extract.recordfile import encoded
from ontology.concepts import Vocabulary
from ontology.records import AnyRecord
from ontology.retrieval import Field

_AT_ONCE: Final = 2_000
"""How many records are cut at once."""
_AHEAD: Final = 2
"""So many times as many as there are processes are cut ahead of what is taken."""
_DECODE: Final = msgspec.msgpack.Decoder(AnyRecord).decode

Numbered = tuple[str, int, int, int, Counted]
"""The id of a document's thing, its field, from where to where it stands in the answer, and its terms by their numbers."""
Cut = tuple[list[str], list[Numbered]]
"""The terms of some documents, and these in the order of their things."""


def cut(records: Sequence[AnyRecord], vocabulary: Vocabulary, jobs: int) -> Iterator[Cut]:
    """The documents of records, which are in the order of their ids."""
    rows = encoded(records)
    batches = iter(lambda: list(islice(rows, _AT_ONCE)), [])
    if jobs > 1 and len(records) > _AT_ONCE:
        return _by_workers(batches, vocabulary, jobs)
    return (_cut(batch, vocabulary) for batch in batches)


def _by_workers(batches: Iterator[list[bytes]], vocabulary: Vocabulary, jobs: int) -> Iterator[Cut]:
    """By processes; what one leaves undone that is killed is cut here."""
    packed = packed_vocabulary(vocabulary)
    with ProcessPoolExecutor(jobs, get_context("spawn"), _prepare, (packed,)) as pool:
        asked: deque[tuple[list[bytes], Future[Cut] | None]] = deque()
        for batch in batches:
            asked.append((batch, _asked(pool, batch)))
            if len(asked) > _AHEAD * jobs:
                yield _answered(*asked.popleft(), vocabulary)
        while asked:
            yield _answered(*asked.popleft(), vocabulary)


def _asked(pool: ProcessPoolExecutor, batch: list[bytes]) -> "Future[Cut] | None":
    try:
        return pool.submit(_cut_there, batch)
    except BrokenProcessPool:
        return None


def _answered(batch: list[bytes], answer: "Future[Cut] | None", vocabulary: Vocabulary) -> Cut:
    try:
        return answer.result() if answer else _cut(batch, vocabulary)
    except BrokenProcessPool:
        return _cut(batch, vocabulary)


_worker_vocabulary: list[Vocabulary] = []


def _prepare(packed: bytes) -> None:
    _worker_vocabulary[:] = [unpacked_vocabulary(packed)]


def _cut_there(batch: list[bytes]) -> Cut:
    return _cut(batch, _worker_vocabulary[0])


def _cut(batch: list[bytes], vocabulary: Vocabulary) -> Cut:
    piece = TermNumbers(vocabulary)
    documents = (document for data in batch for document in documents_of(_DECODE(data)))
    found = [
        (own, int(field), start, end, piece.count(text, Field(field))) for own, field, text, start, end in documents
    ]
    return piece.terms, found
