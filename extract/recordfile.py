"""The records of a graph in a file and not in memory, sorted by id: gone through in order, and looked up by id.

A record that is looked up has but the first of its evidence where it has much of it; who wants all of it goes through the records.
"""

import heapq
import os
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, ValuesView
from functools import lru_cache
from itertools import groupby, islice
from operator import itemgetter
from typing import Final, overload

import msgspec

from extract.spool import Spool, scratch
from ontology.records import AnyRecord

_HELD: Final = 32 * 1024 * 1024
"""How many bytes of records are sorted at once."""
_STRIDE: Final = 8
"""Of so many records the id and the place of the first are known."""
_MUCH: Final = 8 * 1024
"""From so many bytes on a record is looked up without most of its evidence."""
_KNOWN: Final = 8 * 1024
"""How many records that were looked up are held."""
_HEAD: Final = 9
"""Bytes before a record: the lengths of its id, of what is looked up of it (none: all of it), and of itself."""
_FEW: Final = 4 * 1024
_MANY: Final = 1024 * 1024

_ENCODE: Final = msgspec.msgpack.Encoder().encode
_DECODE: Final = msgspec.msgpack.Decoder(AnyRecord).decode

Row = tuple[str, bytes]
"""An id and the record."""


class Records(Sequence[AnyRecord]):
    """Records in the order of their ids. Of each `_STRIDE`th the id is held and where it begins."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._file: Final = scratch(self)
        self._ids: Final[list[str]] = []
        self._places: Final = array("Q")
        self._size = 0
        self._end = 0
        for own, data in rows:
            if self._size % _STRIDE == 0:
                self._ids.append(own)
                self._places.append(self._end)
            key, brief = own.encode(), _brief(data)
            head = len(key).to_bytes(1) + len(brief).to_bytes(4) + len(data).to_bytes(4)
            self._end += self._file.write(head + key + brief + data)
            self._size += 1
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
        if isinstance(index, slice):
            first, last, step = index.indices(self._size)
            return list(islice(self._from(first), 0, max(0, last - first), step))
        if not -self._size <= index < self._size:
            raise IndexError(index)
        return next(self._from(index % self._size))

    def _from(self, index: int) -> Iterator[AnyRecord]:
        place = self._places[index // _STRIDE] if index < self._size else self._end
        return (_DECODE(data) for _, data in islice(self._read(place), index % _STRIDE, None))

    def encoded(self) -> Iterator[bytes]:
        """All records in their order, as msgpack."""
        return map(itemgetter(1), self._read(0))

    def rows(self) -> Iterator[Row]:
        """The same, each with its id."""
        return ((key.decode(), data) for key, data in self._read(0))

    def _read(self, place: int) -> Iterator[tuple[bytes, bytes]]:
        held, start = b"", 0
        while place < self._end or start < len(held):
            if start + _HEAD <= len(held):
                behind, size = _sizes(held, start)
                if behind + size <= len(held):
                    yield held[start + _HEAD : start + _HEAD + held[start]], held[behind : behind + size]
                    start = behind + size
                    continue
                piece = max(_MANY, behind + size - len(held))
            else:
                piece = _MANY
            data = os.pread(self._file.fileno(), piece, place)
            place += len(data)
            held, start = held[start:] + data, 0

    def get(self, own: str) -> AnyRecord | None:
        """The record of an id."""
        return self._look_up(own)

    def _found(self, own: str) -> AnyRecord | None:
        nth = bisect_right(self._ids, own) - 1
        key = own.encode()
        place = self._places[nth] if nth >= 0 else self._end
        for _ in range(_STRIDE):
            if place >= self._end:
                return None
            data = os.pread(self._file.fileno(), _FEW, place)
            behind, size = _sizes(data, 0)
            first = _HEAD + data[0]
            if data[_HEAD:first] == key:
                wanted = (behind - first) or size
                whole = data if first + wanted <= len(data) else os.pread(self._file.fileno(), first + wanted, place)
                record: AnyRecord = _DECODE(whole[first : first + wanted])
                return record
            place += behind + size
        return None


def _sizes(data: bytes, start: int) -> tuple[int, int]:
    """Where a record begins whose head is at a place, and how long it is."""
    brief = int.from_bytes(data[start + 1 : start + 5])
    return start + _HEAD + data[start] + brief, int.from_bytes(data[start + 5 : start + _HEAD])


def _brief(data: bytes) -> bytes:
    """What is looked up of a record, where that is not all of it."""
    if len(data) < _MUCH:
        return b""
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
        self._runs: Final[list[Spool[Row]]] = []

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
            run = Spool[Row](Row)
            for one in sorted(self._held, key=_ID):
                run.put(one)
            self._runs.append(run)
            self._held, self._bytes = [], 0

    def put_all(self, records: Iterable[AnyRecord]) -> None:
        """Some more records."""
        for record in records:
            self.put(record)

    def records(self) -> Records:
        """All of them."""
        rows = heapq.merge(*self._runs, sorted(self._held, key=_ID), key=_ID)
        return Records(list(same)[-1] for _, same in groupby(rows, key=_ID))


_ID: Final = itemgetter(0)
