"""The records of a graph in a file and not in memory, sorted by id: gone through in order, and looked up by id.

A record that is looked up has but the first of its evidence where it has much of it; who wants all of it goes through the records.
"""

import heapq
import os
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, ValuesView
from functools import lru_cache
from itertools import islice
from operator import itemgetter
from typing import Final, overload

import msgspec

from extract.spool import scratch
from ontology.records import AnyRecord

_HELD: Final = 32 * 1024 * 1024
"""How many bytes of records are sorted at once."""
_STRIDE: Final = 8
"""Of so many records the id and the place of the first are known."""
_MUCH: Final = 8 * 1024
"""From so many bytes on a record is looked up without most of its evidence."""
_KNOWN: Final = 8 * 1024
"""How many records that were looked up are held."""
_MANY: Final = 1024 * 1024
"""Bytes that are read at once by who goes through all."""

_ENCODE: Final = msgspec.msgpack.Encoder().encode
_DECODE: Final = msgspec.msgpack.Decoder(AnyRecord).decode

Row = tuple[str, bytes]
"""An id and the record."""
_Kept = tuple[str, bytes, int, int]
"""An id, what is looked up of the record, and where that is not all of it, where it is and how long."""

_BLOCK: Final = msgspec.msgpack.Decoder(list[_Kept]).decode


class Records(Sequence[AnyRecord]):
    """Records in the order of their ids, `_STRIDE` of them in a block. Of each block the first id is held and where it begins."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._file: Final = scratch(self)
        self._ids: Final[list[str]] = []
        self._places: Final = array("Q")
        self._size = 0
        coming = iter(rows)
        end = 0
        while some := list(islice(coming, _STRIDE)):
            block: list[_Kept] = []
            for own, data in some:
                brief = _brief(data) if len(data) >= _MUCH else b""
                block.append((own, brief, end, len(data)) if brief else (own, data, 0, 0))
                end += self._file.write(data) if brief else 0
            self._ids.append(some[0][0])
            self._places.append(end)
            written = self._file.write(_ENCODE(block))
            end += written
            self._places.append(end)
            self._size += len(some)
        self._file.flush()
        self._look_up: Final = lru_cache(_KNOWN)(self._found)

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[AnyRecord]:
        return map(_DECODE, self.encoded())

    @overload
    def __getitem__(self, index: int) -> AnyRecord: ...

    @overload
    def __getitem__(self, index: slice) -> list[AnyRecord]: ...

    def __getitem__(self, index: int | slice) -> AnyRecord | list[AnyRecord]:
        size = len(self)
        if isinstance(index, slice):
            first, last, step = index.indices(size)
            return list(islice(self._from(first), 0, max(0, last - first), step))
        if not -size <= index < size:
            raise IndexError(index)
        return next(self._from(index % size))

    def _from(self, index: int) -> Iterator[AnyRecord]:
        block, skipped = divmod(index, _STRIDE)
        return (_DECODE(data) for _, data in islice(self._read(block), skipped, None))

    def encoded(self) -> Iterator[bytes]:
        """All records in their order, as msgpack."""
        return map(itemgetter(1), self._read(0))

    def rows(self) -> Iterator[Row]:
        """The same, each with its id."""
        return self._read(0)

    def _read(self, nth: int) -> Iterator[Row]:
        """The rows from a block on."""
        while nth < len(self._ids):
            first = self._places[2 * nth]
            behind = max(nth + 1, bisect_right(self._places, first + _MANY) // 2)
            data = memoryview(os.pread(self._file.fileno(), self._places[2 * behind - 1] - first, first))
            for at in range(2 * nth, 2 * behind, 2):
                for own, looked_up, place, size in _BLOCK(
                    data[self._places[at] - first : self._places[at + 1] - first]
                ):
                    yield own, os.pread(self._file.fileno(), size, place) if size else looked_up
            nth = behind

    def get(self, own: str) -> AnyRecord | None:
        """The record of an id."""
        return self._look_up(own)

    def _found(self, own: str) -> AnyRecord | None:
        nth = bisect_right(self._ids, own) - 1
        if nth < 0:
            return None
        first, behind = self._places[2 * nth : 2 * nth + 2]
        for other, data, _, _ in _BLOCK(os.pread(self._file.fileno(), behind - first, first)):
            if other == own:
                record: AnyRecord = _DECODE(data)
                return record
        return None


def _brief(data: bytes) -> bytes:
    """What is looked up of a large record, where that is not all of it."""
    record = _DECODE(data)
    evidence = getattr(record, "evidence", ())
    return _ENCODE(msgspec.structs.replace(record, evidence=evidence[:1])) if evidence else b""


class ById(Mapping[str, AnyRecord]):
    """Records by id, each looked up when it is asked for."""

    def __init__(self, records: Records) -> None:
        self._records: Final = records

    def __getitem__(self, own: str) -> AnyRecord:
        record = self._records.get(own)
        if record is None:
            raise KeyError(own)
        return record

    def __contains__(self, own: object) -> bool:
        return isinstance(own, str) and self._records.get(own) is not None

    def __iter__(self) -> Iterator[str]:
        return (record.id for record in self._records)

    def __len__(self) -> int:
        return len(self._records)

    def values(self) -> ValuesView[AnyRecord]:
        """All records, whole, in the order of their ids."""
        return _Whole(self)

    @property
    def records(self) -> Records:
        """The same."""
        return self._records


class _Whole(ValuesView[AnyRecord]):
    def __init__(self, of: ById) -> None:
        super().__init__(of)
        self._records: Final = of.records

    def __iter__(self) -> Iterator[AnyRecord]:
        return iter(self._records)


def by_id(records: Iterable[AnyRecord]) -> Mapping[str, AnyRecord]:
    """Records by their ids."""
    return ById(records) if isinstance(records, Records) else {record.id: record for record in records}


def in_order(records: Iterable[AnyRecord]) -> Sequence[AnyRecord]:
    """Records by the order of their ids, which can be gone through several times."""
    return records if isinstance(records, Records) else sorted(records, key=lambda record: record.id)


def encoded(records: Iterable[AnyRecord]) -> Iterator[bytes]:
    """Records by the order of their ids, as msgpack."""
    return records.encoded() if isinstance(records, Records) else map(_ENCODE, in_order(records))


def rows(records: Iterable[AnyRecord]) -> Iterator[Row]:
    """Records by the order of their ids, as msgpack, each with its id."""
    if isinstance(records, Records):
        return records.rows()
    return ((record.id, _ENCODE(record)) for record in in_order(records))


class RecordSorter:
    """Takes records in any order; of several with one id the last counts."""

    def __init__(self) -> None:
        self._held: list[Row] = []
        self._bytes = 0
        self._runs: Final[list[Records]] = []

    def put(self, record: AnyRecord) -> None:
        """One more record."""
        self._put((record.id, _ENCODE(record)))

    def put_rows(self, rows: Iterable[Row]) -> None:
        """Some more records that are encoded, each with its id."""
        for row in rows:
            self._put(row)

    def _put(self, row: Row) -> None:
        self._held.append(row)
        self._bytes += len(row[1])
        if self._bytes >= _HELD:
            self._runs.append(Records(sorted(self._held, key=_ID)))
            self._held, self._bytes = [], 0

    def put_all(self, records: Iterable[AnyRecord]) -> None:
        """Some more records."""
        for record in records:
            self.put(record)

    def rows(self) -> Iterator[Row]:
        """All of them in order, encoded, each with its id."""
        return _last(heapq.merge(*(run.rows() for run in self._runs), sorted(self._held, key=_ID), key=_ID))

    def records(self) -> Records:
        """All of them."""
        return Records(self.rows())


def stored(records: Iterable[AnyRecord]) -> Records:
    """Records in any order, in that of their ids."""
    sorter = RecordSorter()
    sorter.put_all(records)
    return sorter.records()


def _last(rows: Iterable[Row]) -> Iterator[Row]:
    """Of rows of one id that stand together the last."""
    before: Row | None = None
    for row in rows:
        if before is not None and before[0] != row[0]:
            yield before
        before = row
    if before is not None:
        yield before


_ID: Final = itemgetter(0)
