"""Rows that are too many to be held: put on disk as they come, or sorted there, and gone through as often as is wanted."""

import heapq
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import IO, Any, Final, Generic, TypeVar
from weakref import finalize

import msgspec

T = TypeVar("T", bound=tuple[Any, ...])

_LENGTH: Final = 4
_AT_ONCE: Final = 1024 * 1024
"""Bytes that a run is read by."""


def scratch(owner: object) -> IO[bytes]:
    """A file that goes with its owner. What was not written then is wanted no more: on a full disk it is no further error."""
    file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed with its owner
    finalize(owner, _close, file)
    return file


def _close(file: IO[bytes]) -> None:
    with suppress(OSError):
        file.close()


class Spool(Generic[T]):
    """Rows in the order in which they are put. `kind` is the type that they are read back as."""

    def __init__(self, kind: Any) -> None:
        self._file: Final = scratch(self)
        self._encode: Final = msgspec.msgpack.Encoder().encode
        self._decode: Final = msgspec.msgpack.Decoder(kind).decode
        self._rows = 0

    def __len__(self) -> int:
        return self._rows

    def keep(self, path: Path) -> None:
        """Writes the rows to a file, from which `encoded_rows` reads them."""
        self._file.seek(0)
        with path.open("wb") as file:
            shutil.copyfileobj(self._file, file, _AT_ONCE)

    def put(self, row: T) -> None:
        """One more row, behind the others."""
        self.put_encoded(self._encode(row))

    def put_encoded(self, data: bytes) -> None:
        """One more row, as `encoded_rows` gives it."""
        self._file.write(len(data).to_bytes(_LENGTH) + data)
        self._rows += 1

    def __iter__(self) -> Iterator[T]:
        """All rows; several may go through them by turns."""
        self._file.flush()
        return map(self._decode, _framed(self._reader()))

    def _reader(self) -> Callable[[int], bytes]:
        at = 0

        def read(size: int) -> bytes:
            nonlocal at
            self._file.seek(at)
            data = self._file.read(size)
            self._file.seek(0, 2)
            at += len(data)
            return data

        return read


def encoded_rows(path: Path) -> Iterator[bytes]:
    """The rows of a spool that was kept in a file, as msgpack."""
    with path.open("rb") as file:
        yield from _framed(file.read)


def _framed(read: Callable[[int], bytes]) -> Iterator[bytes]:
    """The data of each row; `read` gives the next bytes, so many where there are."""
    held, start, behind = b"", 0, _LENGTH
    while data := read(max(_AT_ONCE, behind - len(held))):
        held, start, behind = held[start:] + data, 0, _LENGTH
        while behind <= len(held):
            behind = start + _LENGTH + int.from_bytes(held[start : start + _LENGTH])
            if behind > len(held):
                break
            yield held[start + _LENGTH : behind]
            start, behind = behind, behind + _LENGTH


class Sorter(Generic[T]):
    """Rows in their order, each once. Up to `most` are held, the others wait in sorted runs on disk."""

    def __init__(self, kind: Any, most: int) -> None:
        self._kind: Final[Any] = kind
        self._most: Final = most
        self._held: set[T] = set()
        self._runs: Final[list[Spool[T]]] = []

    def put(self, rows: Iterable[T]) -> None:
        """Some more rows, in any order."""
        self._held.update(rows)
        if len(self._held) >= self._most:
            run = Spool[T](self._kind)
            for row in sorted(self._held):
                run.put(row)
            self._runs.append(run)
            self._held = set()

    def __iter__(self) -> Iterator[T]:
        held = sorted(self._held)
        if not self._runs:
            return iter(held)
        return map(itemgetter(0), groupby(heapq.merge(*self._runs, held)))
