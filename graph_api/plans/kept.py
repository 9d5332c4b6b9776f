"""What is kept between requests, never more than its limit: documents, answers, and the bytes of objects."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Any, Final, Generic, TypeVar

import msgspec

T = TypeVar("T")

LARGEST_KEPT: Final = 24 * 1024 * 1024
_ROW: Final = 200
"""What a row costs beside its bytes."""


class Kept(Generic[T]):
    """Values by key, of which those least used go where all together weigh more than `largest`."""

    def __init__(self, largest: int) -> None:
        self._rows: OrderedDict[Hashable, tuple[T, int]] = OrderedDict()
        self._largest = largest
        self.weight = 0
        self.hits = 0
        self.misses = 0

    def __len__(self) -> int:
        return len(self._rows)

    def get(self, key: Hashable) -> T | None:
        """A value that is kept."""
        found = self._rows.get(key)
        if found is None:
            self.misses += 1
            return None
        self.hits += 1
        self._rows.move_to_end(key)
        return found[0]

    def keep(self, key: Hashable, value: T, weight: int) -> None:
        """Keeps a value that is not heavier than an eighth of what all may weigh."""
        if weight > self._largest // 8:
            return
        if key in self._rows:
            self.weight -= self._rows.pop(key)[1]
        self._rows[key] = (value, weight)
        self.weight += weight
        while self.weight > self._largest:
            _, (_, gone) = self._rows.popitem(last=False)
            self.weight -= gone


class Group:
    """The bytes of objects by id, as one block tells them with the same variables. `None` as rows: given up."""

    __slots__ = ("rows", "weight")

    def __init__(self) -> None:
        self.rows: dict[str, tuple[msgspec.Raw, int]] | None = {}
        self.weight = 0


class Objects:
    """The bytes of objects in groups, for as long as a snapshot is served; the groups least used go first."""

    def __init__(self, largest: int = LARGEST_KEPT) -> None:
        self._groups: OrderedDict[Any, Group] = OrderedDict()
        self._largest = largest
        self.weight = 0

    def open(self, key: Any) -> Group:
        """The group of a key."""
        group = self._groups.get(key)
        if group is None:
            group = self._groups[key] = Group()
            self.weight += _ROW
        else:
            self._groups.move_to_end(key)
        return group

    def keep(self, group: Group, own: str, raw: bytes) -> tuple[msgspec.Raw, int]:
        """Keeps the bytes of an object, copied: what an encoder gives may hold more memory than it shows."""
        told = (msgspec.Raw(bytes(memoryview(raw))), len(raw))
        if group.rows is None:
            return told
        group.rows[own] = told
        group.weight += len(raw) + _ROW
        self.weight += len(raw) + _ROW
        while self.weight > self._largest and self._groups:
            _, gone = self._groups.popitem(last=False)
            self.weight -= gone.weight + _ROW
            gone.rows = None
        return told
