"""What is drawn of the graph: the neighbourhood of a thing, or the whole from its best linked nodes on, at the places of the build."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from graph_api import tables
from graph_api.errors import Code, Refused, bad_input
from graph_api.snapshot import Snapshot
from ontology.records import AnyRecord

MOST_NODES: Final = 500
"""How many nodes a neighbourhood has at most."""

MOST_HOPS: Final = 4
LARGEST_PAGE: Final = 10_000
"""How many nodes a page of the whole has at most."""

_LONGEST: Final = 40
_MOST_ROWS: Final = 10_000
"""How many links are looked at for a step outwards."""

_NEAR: Final = """
SELECT number FROM (SELECT target AS number FROM link WHERE source = ? UNION SELECT source FROM link WHERE target = ?)
ORDER BY number LIMIT ?
"""
_AMONG: Final = """
SELECT source, target, relation FROM link WHERE source IN ({}) ORDER BY source, target, relation
"""
_PAGE: Final = """
SELECT source, target FROM link WHERE source >= ? AND source < ? AND target < ?
UNION SELECT source, target FROM link WHERE target >= ? AND target < ? AND source < ?
"""


@dataclass(frozen=True, slots=True)
class Spot:
    """A node where it is drawn; `hops` from what is in the middle."""

    record: AnyRecord
    x: float
    y: float
    hops: int


@dataclass(frozen=True, slots=True)
class Line:
    """From one node to another, by their ids."""

    source: str
    target: str
    relation: str


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Nodes, the nearest and best linked first, with all links between them. `whole`: nothing as near was left out."""

    spots: tuple[Spot, ...]
    lines: tuple[Line, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of the whole graph in columns: node by node, and links by the numbers of the nodes."""

    first: int
    total: int
    ids: tuple[str, ...]
    labels: tuple[str, ...]
    classes: tuple[type, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    sources: tuple[int, ...]
    targets: tuple[int, ...]


def neighbourhood(snapshot: Snapshot, own: str, hops: int, most: int) -> Neighbourhood:
    """What is near a thing. Raises NOT_FOUND, and BAD_USER_INPUT where so much cannot be asked for."""
    if not 1 <= most <= MOST_NODES:
        raise bad_input(f"first is {most}; a neighbourhood has 1 to {MOST_NODES} nodes")
    if not 0 <= hops <= MOST_HOPS:
        raise bad_input(f"hops is {hops}; it may be 0 to {MOST_HOPS}")
    begun = snapshot.rows("SELECT number FROM spot WHERE id = ?", (own,))
    if not begun:
        raise Refused(Code.NOT_FOUND, f"nothing is drawn with the id {own[:60]!r}")
    far = {int(begun[0][0]): 0}
    edge, whole = list(far), True
    for hop in range(1, hops + 1):
        edge, all_found = _next(snapshot, edge, far, most - len(far))
        whole = whole and all_found
        far |= dict.fromkeys(edge, hop)
    return Neighbourhood(_spots(snapshot, far), _lines(snapshot, list(far)), whole)


def _next(snapshot: Snapshot, edge: Sequence[int], far: Mapping[int, int], room: int) -> tuple[list[int], bool]:
    """The nodes one link further, at most so many, shared evenly among those that they are linked to; whether that is all."""
    fair = max(8, min(room, _MOST_ROWS // max(1, len(edge))))
    lists, whole = [], True
    for number in edge:
        rows = [int(row[0]) for row in snapshot.rows(_NEAR, (number, number, fair + len(far)))]
        new = [one for one in rows if one not in far]
        whole = whole and len(rows) < fair + len(far)
        lists.append(new)
    turns = dict.fromkeys(one for turn in zip_longest(*lists) for one in turn if one is not None)
    return sorted(list(turns)[:room]), whole and len(turns) <= room


def _spots(snapshot: Snapshot, far: dict[int, int]) -> tuple[Spot, ...]:
    rows = snapshot.rows("SELECT number, id, x, y FROM spot WHERE number IN ({})", list(far))
    at = {int(number): (own, x, y) for number, own, x, y in rows}
    told = ((snapshot.get(at[number][0]), at[number], hops) for number, hops in far.items())
    return tuple(Spot(record, x, y, hops) for record, (_, x, y), hops in told if record is not None)


def _lines(snapshot: Snapshot, numbers: Sequence[int]) -> tuple[Line, ...]:
    inside = set(numbers)
    rows = [row for row in snapshot.rows(_AMONG, numbers) if row[1] in inside]
    ids = dict(snapshot.rows("SELECT number, id FROM spot WHERE number IN ({})", numbers))
    return tuple(Line(ids[source], ids[target], relation) for source, target, relation in rows)


def sheet(snapshot: Snapshot, after: int, most: int) -> Sheet:
    """A page of the whole graph, the best linked first, with its links to all nodes up to its end."""
    if not 1 <= most <= LARGEST_PAGE:
        raise bad_input(f"first is {most}; a page has 1 to {LARGEST_PAGE} nodes")
    if after < 0:
        raise bad_input(f"after is {after}; it cannot be negative")
    end = after + most
    rows = snapshot.rows("SELECT id, x, y FROM spot WHERE number >= ? AND number < ? ORDER BY number", (after, end))
    records = [snapshot.get(row[0]) for row in rows]
    links = sorted(snapshot.rows(_PAGE, (after, end, end, after, end, after)))
    total = snapshot.rows("SELECT count(*) FROM spot")[0][0]
    return Sheet(
        first=after,
        total=int(total),
        ids=tuple(row[0] for row in rows),
        labels=tuple(tables.called(snapshot, record)[:_LONGEST] if record else "" for record in records),
        classes=tuple(type(record) for record in records),
        xs=tuple(row[1] for row in rows),
        ys=tuple(row[2] for row in rows),
        sources=tuple(int(row[0]) for row in links),
        targets=tuple(int(row[1]) for row in links),
    )
