"""Relay connections over listings: keyset cursors that hold the key of a row, so that they outlive a new snapshot."""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

import strawberry

from graph_api.errors import bad_input
from graph_api.snapshot import Slice, Snapshot
from ontology.records import AnyRecord

PAGE: Final = 50
LARGEST_PAGE: Final = 500

T = TypeVar("T")


@strawberry.type(description="Where a page stands in its connection.")
class PageInfo:
    has_next_page: bool = strawberry.field(description="Whether more follow.")
    has_previous_page: bool = strawberry.field(description="Whether more come before.")
    start_cursor: str | None = strawberry.field(description="The cursor of the first edge.")
    end_cursor: str | None = strawberry.field(description="The cursor of the last edge.")


@strawberry.type(description="A node in its place in a connection.")
class Edge(Generic[T]):
    cursor: str = strawberry.field(description="Opaque; outlives a new snapshot.")
    node: T = strawberry.field(description="The node.")


@strawberry.type(description="A page of a list that grows with the corpus.")
class Connection(Generic[T]):
    edges: list[Edge[T]] = strawberry.field(description="The nodes with their cursors.")
    nodes: list[T] = strawberry.field(description="The nodes.")
    page_info: PageInfo = strawberry.field(description="Where this page stands.")
    total_count: int = strawberry.field(description="How many there are on all pages.")


@dataclass(frozen=True, slots=True)
class Window:
    """Which page: Relay's arguments, as given."""

    first: int | None = None
    after: str | None = None
    last: int | None = None
    before: str | None = None


def connection(snapshot: Snapshot, part: Slice, window: Window, wrap: Callable[[AnyRecord], T]) -> Connection[T]:
    """A page of a slice; BAD_USER_INPUT where the window cannot be."""
    limit, backward = _limit(window)
    after, before = _key(window.after), _key(window.before)
    rows = snapshot.page(part, limit + 1, after=after, before=before, backward=backward) if limit else []
    more = len(rows) > limit
    rows = (rows[1:] if backward else rows[:limit]) if more else rows
    edges = []
    for key, own in rows:
        record = snapshot.get(own)
        if record is not None:
            edges.append(Edge(cursor=_cursor(key), node=wrap(record)))
    if limit == 0:
        more = bool(snapshot.page(part, 1, after=after, before=before))
    ahead = more if not backward else before is not None
    behind = more if backward else after is not None
    info = PageInfo(
        has_next_page=ahead,
        has_previous_page=behind,
        start_cursor=edges[0].cursor if edges else None,
        end_cursor=edges[-1].cursor if edges else None,
    )
    return Connection(edges=edges, nodes=[edge.node for edge in edges], page_info=info, total_count=snapshot.size(part))


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
