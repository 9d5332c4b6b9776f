"""The lines of a graph, sorted, each once, in a file and not in memory: a graph has a hundred times as many as entries."""

import heapq
import os
import shutil
import tempfile
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import groupby, islice
from pathlib import Path
from typing import IO, Final, overload

from extract.spool import scratch

_HELD: Final = 500_000
"""How many lines are sorted at once, some 150 bytes each."""
_STRIDE: Final = 32
"""Of so many lines the place of the first is known."""
_FEW: Final = 8 * 1024
_MANY: Final = 1024 * 1024
"""Bytes that are read at once: at first, and by who reads on."""


class Lines(Sequence[str]):
    """Sorted lines without their line breaks; none has a character before the line break in Unicode. Nothing of them is held but where each `_STRIDE`th begins."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._file: Final = scratch(self)
        self._places: Final = array("Q")
        self._size = 0
        place = 0
        coming = iter(lines)
        while some := list(islice(coming, _STRIDE)):
            self._places.append(place)
            place += self._file.write(b"".join(some))
            self._size += len(some)
        self._end: Final = place
        self._file.flush()

    def __len__(self) -> int:
        return self._size

    def keep(self, path: Path) -> None:
        """Writes them to a file."""
        self._file.seek(0)
        with path.open("wb") as file:
            shutil.copyfileobj(self._file, file, _MANY)

    def __iter__(self) -> Iterator[str]:
        return self._from(0)

    @overload
    def __getitem__(self, index: int) -> str: ...

    @overload
    def __getitem__(self, index: slice) -> list[str]: ...

    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            first, last, step = index.indices(self._size)
            return list(islice(self._from(first), 0, max(0, last - first), step))
        if not -self._size <= index < self._size:
            raise IndexError(index)
        block, skipped = divmod(index % self._size, _STRIDE)
        first, behind = self._places[block], self._places[block + 1] if block + 1 < len(self._places) else self._end
        return os.pread(self._file.fileno(), behind - first, first).split(b"\n", skipped + 1)[skipped].decode()

    def _from(self, index: int) -> Iterator[str]:
        """The lines from one on."""
        if index >= self._size:
            return
        place, skipped = self._places[index // _STRIDE], index % _STRIDE
        held, piece = b"", _FEW
        while data := os.pread(self._file.fileno(), piece, place):
            place, piece = place + len(data), _MANY
            *whole, held = (held + data).split(b"\n")
            for line in whole[skipped:]:
                yield line.decode()
            skipped = max(0, skipped - len(whole))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(str.__eq__, self, other))

    __hash__ = None  # type: ignore[assignment]


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
