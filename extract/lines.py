"""The lines of a graph, sorted, each once, in a file and not in memory: a graph has a hundred times as many as entries.

They are packed in parts, each a member of a gzip file, that are cut by what the lines hold: after a change the parts that are as they were are
copied as they are, and what is written is what all lines packed anew would be.
"""

import heapq
import os
import shutil
import struct
import tempfile
import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice
from pathlib import Path
from typing import IO, Final, overload

from extract.spool import scratch

_HELD: Final = 500_000
"""How many lines are sorted at once, some 150 bytes each."""
_CUT: Final = 127
"""A part ends with a line whose checksum has none of these bits, so that it has that many lines or so."""
_KNOWN: Final = 128
"""How many parts that were looked into are held."""
_LEVEL: Final = 3
"""How hard the lines are compressed: 6 takes two and a half times as long for a seventh less."""
_HEAD: Final = struct.Struct("<4sIHH2sHII")
"""The header of a member of a gzip file that tells no time, with a field of our own: how many bytes it has, and how many lines."""
_TAIL: Final = struct.Struct("<II")
_MAGIC: Final = b"\x1f\x8b\x08\x04"
_OURS: Final = b"hg"
_GZIP: Final = 31
_RAW: Final = -15
"""Windows of 32 KiB: with a header as of gzip, and without."""
_FEW: Final = 256
"""So many bytes of a part are unpacked at first for its first line."""
_MANY: Final = 1024 * 1024


class Lines(Sequence[str]):
    """Sorted lines without their line breaks; none has a character before the line break in Unicode. Nothing of them is held but where each part
    begins. `size`: their bytes, unpacked."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._file: Final = scratch(self)
        self._places: Final = array("Q", (0,))
        self._numbers: Final = array("Q", (0,))
        self.size = 0
        for part in _cut(lines):
            self._put(part)
        self._file.flush()
        self._told: Final = lru_cache(_KNOWN)(self._unpacked)

    @classmethod
    def after(cls, packed: Path, gone: Sequence[bytes], new: Sequence[bytes]) -> "Lines":
        """The lines in a file, plain or packed, without those that went and with those that came, which are both sorted."""
        found, held, lost, came = cls(()), list[bytes](), 0, 0
        for part, behind in _with_next(_parts(packed)):
            before = lost, came
            lost, came = (len(some) if behind is None else bisect_left(some, behind.first) for some in (gone, new))
            if part.lines and not held and before == (lost, came):
                found._add(part.data, part.lines, part.size)
                continue
            was, coming = part.unpacked(), new[before[1] : came]
            held += sorted({*was}.difference(gone[before[0] : lost]).union(coming))
            ends = frozenset(filter(_ends, (*was[-1:], *coming) if part.lines else held))
            for lines in _cut(held, ends.__contains__):
                held = [] if lines[-1] in ends else lines
                if not held:
                    found._put(lines)
        for lines in _cut((*held, *new[came:])):
            found._put(lines)
        found._file.flush()
        return found

    def _put(self, lines: Sequence[bytes]) -> None:
        data = b"".join(lines)
        self._add(_packed(data, len(lines)), len(lines), len(data))

    def _add(self, packed: bytes, lines: int, size: int) -> None:
        self._places.append(self._places[-1] + self._file.write(packed))
        self._numbers.append(self._numbers[-1] + lines)
        self.size += size

    def __len__(self) -> int:
        return self._numbers[-1]

    def keep(self, path: Path, *, packed: bool) -> None:
        """Writes them to a file."""
        with path.open("wb") as file:
            if packed:
                self._file.seek(0)
                shutil.copyfileobj(self._file, file, _MANY)
                self._file.seek(0, 2)
            else:
                file.writelines(self.parts())

    def parts(self) -> Iterator[bytes]:
        """All lines with their line breaks, a part at a time."""
        return (self._data(nth) for nth in range(len(self._places) - 1))

    def _data(self, nth: int) -> bytes:
        first, behind = self._places[nth : nth + 2]
        return zlib.decompress(os.pread(self._file.fileno(), behind - first, first), _GZIP)

    def _unpacked(self, nth: int) -> list[str]:
        return self._data(nth).decode().split("\n")[:-1]

    def __iter__(self) -> Iterator[str]:
        return self._from(0)

    @overload
    def __getitem__(self, index: int) -> str: ...

    @overload
    def __getitem__(self, index: slice) -> list[str]: ...

    def __getitem__(self, index: int | slice) -> str | list[str]:
        size = len(self)
        if isinstance(index, slice):
            first, last, step = index.indices(size)
            return list(islice(self._from(first), 0, max(0, last - first), step))
        if not -size <= index < size:
            raise IndexError(index)
        return next(self._from(index % size))

    def _from(self, index: int) -> Iterator[str]:
        """The lines from one on."""
        begun = bisect_right(self._numbers, index) - 1
        for nth in range(begun, len(self._places) - 1):
            lines = self._told(nth)
            yield from lines[index - self._numbers[nth] :] if nth == begun else lines

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(str.__eq__, self, other))

    __hash__ = None  # type: ignore[assignment]


def _ends(line: bytes) -> bool:
    """Whether a part ends with a line."""
    return not zlib.crc32(line) & _CUT


def _cut(lines: Iterable[bytes], ends: Callable[[bytes], bool] = _ends) -> Iterator[list[bytes]]:
    """Lines in parts; `ends`: whether one ends with a line."""
    held: list[bytes] = []
    for line in lines:
        held.append(line)
        if ends(line):
            yield held
            held = []
    if held:
        yield held


def _packed(data: bytes, lines: int) -> bytes:
    packer = zlib.compressobj(_LEVEL, wbits=_RAW)
    body = packer.compress(data) + packer.flush()
    size = _HEAD.size + len(body) + _TAIL.size
    return b"".join(
        (
            _HEAD.pack(_MAGIC, 0, 0xFF00, 12, _OURS, 8, size, lines),
            body,
            _TAIL.pack(zlib.crc32(data), len(data) & 0xFFFFFFFF),
        )
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a file: as it is there, with its first line, and how many lines and bytes it has; or all that a plain file holds."""

    data: bytes
    first: bytes = b""
    lines: int = 0
    size: int = 0

    def unpacked(self) -> list[bytes]:
        return (zlib.decompress(self.data, _GZIP) if self.lines else self.data).splitlines(keepends=True)


def _parts(path: Path) -> Iterator[_Part]:
    """The parts of a packed file; a plain one is one part."""
    with path.open("rb") as file:
        while head := file.read(_HEAD.size):
            if not head.startswith(_MAGIC):
                yield _Part(head + file.read())
                return
            *_, ours, _, size, lines = _HEAD.unpack(head)
            assert ours == _OURS, f"{path} is packed by another program"
            data = head + file.read(size - _HEAD.size)
            yield _Part(data, _first(data), lines, _TAIL.unpack(data[-_TAIL.size :])[1])


def _first(data: bytes) -> bytes:
    """The first line of a part."""
    line, mark, _ = zlib.decompressobj(_RAW).decompress(data[_HEAD.size :], _FEW).partition(b"\n")
    return line + mark if mark else zlib.decompress(data, _GZIP).partition(b"\n")[0] + b"\n"


def _with_next(parts: Iterable[_Part]) -> Iterator[tuple[_Part, _Part | None]]:
    """Each part and the one behind it."""
    coming = iter(parts)
    part = next(coming, None)
    while part is not None:
        behind = next(coming, None)
        yield part, behind
        part = behind


def sorted_lines(lines: Iterable[str]) -> Lines:
    """Lines in the order of their characters, which is that of their bytes, each once."""
    held: set[bytes] = set()
    with ExitStack() as runs:
        waiting: list[IO[bytes]] = []
        for line in lines:
            held.add(f"{line}\n".encode())
            if len(held) >= _HELD:
                run = runs.enter_context(tempfile.TemporaryFile())
                run.writelines(sorted(held))
                run.seek(0)
                waiting.append(run)
                held = set()
        last = sorted(held)
        return Lines(line for line, _ in groupby(heapq.merge(*waiting, last))) if waiting else Lines(last)
