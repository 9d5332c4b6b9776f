"""Relay connections over listings: keyset cursors that hold the key of a row, so that they outlive a new snapshot."""

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Final, Generic, Protocol, TypeVar

from graph_api import declared
from graph_api.errors import bad_input
from graph_api.snapshot import Slice, Snapshot
from ontology.records import AnyRecord

PAGE: Final = 50
LARGEST_PAGE: Final = 500

_KEPT_PAGES: Final = 64

T = TypeVar("T")
V_co = TypeVar("V_co", covariant=True)


@declared.type(description="Where a page stands in its connection.")
class PageInfo:
    has_next_page: bool = declared.field(description="Whether more follow.")
    has_previous_page: bool = declared.field(description="Whether more come before.")
    start_cursor: str | None = declared.field(description="The cursor of the first edge.")
    end_cursor: str | None = declared.field(description="The cursor of the last edge.")


@declared.type(description="A node in its place in a connection.")
class Edge(Generic[T]):
    cursor: str = declared.field(description="Opaque; outlives a new snapshot.")
    node: T = declared.field(description="The node.")


class Counted:
    """Rows, and how many there are: counted where it is asked for, once."""

    def __init__(self, rows: "Rows[Any]") -> None:
        self._rows = rows

    @cached_property
    def size(self) -> int:
        return self._rows.size()


@declared.type(description="A page of a list that grows with the corpus.")
class Connection(Generic[T]):
    edges: list[Edge[T]] = declared.field(description="The nodes with their cursors.")
    nodes: list[T] = declared.field(description="The nodes.")
    page_info: PageInfo = declared.field(description="Where this page stands.")
    rows: declared.Private[Counted]

    @declared.field(description="How many there are on all pages.")
    def total_count(self) -> int:
        return self.rows.size


@dataclass(frozen=True, slots=True)
class Window:
    """Which page: Relay's arguments, as given."""

    first: int | None = None
    after: str | None = None
    last: int | None = None
    before: str | None = None


class Rows(Protocol[V_co]):
    """What can be paged: rows in the order of their keys."""

    def size(self) -> int:
        """How many rows there are."""

    def page(
        self, limit: int, *, after: bytes | None, before: bytes | None, backward: bool
    ) -> Sequence[tuple[bytes, V_co]]:
        """At most `limit` rows between two keys; `backward`: the last ones, still in key order."""


@dataclass(frozen=True, slots=True)
class Listed:
    """The records of a slice."""

    snapshot: Snapshot
    part: Slice

    def size(self) -> int:
        return self.snapshot.size(self.part)

    def page(
        self, limit: int, *, after: bytes | None, before: bytes | None, backward: bool
    ) -> list[tuple[bytes, AnyRecord]]:
        rows = self.snapshot.page(self.part, limit, after=after, before=before, backward=backward)
        found = ((key, self.snapshot.get(own)) for key, own in rows)
        return [(key, record) for key, record in found if record is not None]


def connection(snapshot: Snapshot, part: Slice, window: Window, wrap: Callable[[AnyRecord], T]) -> Connection[T]:
    """A page of a slice; BAD_USER_INPUT where the window cannot be. Pages that are asked for again are kept with the snapshot."""
    page: Connection[T] = snapshot.once(_pages)(part, window, wrap)
    return page


def _pages(snapshot: Snapshot) -> Callable[[Slice, Window, Callable[[AnyRecord], Any]], Connection[Any]]:
    def find(part: Slice, window: Window, wrap: Callable[[AnyRecord], Any]) -> Connection[Any]:
        return page_of(Listed(snapshot, part), window, wrap)

    return lru_cache(maxsize=_KEPT_PAGES)(find)


def page_of(source: Rows[V_co], window: Window, wrap: Callable[[V_co], T]) -> Connection[T]:
    """A page of any rows; BAD_USER_INPUT where the window cannot be."""
    limit, backward = _limit(window)
    after, before = _key(window.after), _key(window.before)
    rows = source.page(limit + 1, after=after, before=before, backward=backward)
    more = len(rows) > limit
    rows = (rows[1:] if backward else rows[:limit]) if more else rows
    edges = [Edge(cursor=_cursor(key), node=wrap(value)) for key, value in rows]
    ahead = more if not backward else before is not None
    behind = more if backward else after is not None
    info = PageInfo(
        has_next_page=ahead,
        has_previous_page=behind,
        start_cursor=edges[0].cursor if edges else None,
        end_cursor=edges[-1].cursor if edges else None,
    )
    return Connection(edges=edges, nodes=[edge.node for edge in edges], page_info=info, rows=Counted(source))


def _limit(window: Window) -> tuple[int, bool]:
    """How many rows, and whether from the end."""
    if window.first is not None and window.last is not None:
        raise bad_input("give first or last, not both")
    limit = window.first if window.first is not None else window.last if window.last is not None else PAGE
    name = "last" if window.last is not None else "first"
    if limit < 0:
        raise bad_input(f"{name} is {limit}; it cannot be negative")
    if limit > LARGEST_PAGE:
        raise bad_input(f"{name} is {limit}; at most {LARGEST_PAGE} are given at once")
    return limit, window.last is not None


def _cursor(key: bytes) -> str:
    return base64.urlsafe_b64encode(key).decode().rstrip("=")


def _key(cursor: str | None) -> bytes | None:
    if cursor is None:
        return None
    try:
        key = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        key.decode()
    except (binascii.Error, ValueError) as error:
        raise bad_input("this cursor is none of ours") from error
    if b"\x00" not in key:
        raise bad_input("this cursor is none of ours")
    return key
