"""Where each node of the graph is drawn, worked out at build, so that the same graph always looks the same.

The best linked nodes are laid out by force; each other node stands in a spiral around the best linked of its neighbours, as seeds
stand in a sunflower. Nodes that nothing is linked to and terms that no source names are not drawn. The only file that imports igraph.
"""

import math
import random
import sqlite3
from array import array
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final

from extract.delta import Before, Delta
from extract.recordfile import by_id, in_order
from ontology.lawful import Get
from ontology.links import links_beside, rests_on
from ontology.records import AnyRecord, Concept, Gap, MenuPath

CORE: Final = 1_000
"""How many nodes are laid out by force."""

_ROUNDS: Final = 120
_SEED: Final = 7
_GOLDEN: Final = math.pi * (3 - math.sqrt(5))
_APART: Final = 0.45
"""How far apart the nodes of a spiral stand; the unit is the length of an edge in the core."""

Spot = tuple[int, str, float, float]
"""A node's number, id and place."""

Linked = tuple[int, int, str]
"""The numbers of two linked nodes, and the relation."""

Out = list[dict[str, "array[int]"]]
"""For each node the nodes that it is linked to, by relation, told by their places among the ids."""

_Tie = tuple[str, str, str]
"""The ids of two linked nodes, and the relation."""


def spots_and_links(records: Iterable[AnyRecord]) -> tuple[Iterator[Spot], Iterator[Linked]]:
    """The nodes, numbered from the best linked on, and all links between them once, in the order of their numbers. Of a node no more is
    held than its id, its place, and four bytes for each neighbour and each link."""
    every = in_order(records)
    ids = [record.id for record in every if _is_drawn(record)]
    return _drawn(ids, _links(every, ids))


def spots_and_links_after(
    connection: sqlite3.Connection, delta: Delta, known: Mapping[str, AnyRecord]
) -> tuple[Iterator[Spot], Iterator[Linked]]:
    """The same by the spots and links of the version before, of which those go and come that are told by what changed or names it."""
    gone, new = _ties_changed(delta, known)
    former = [own for (own,) in connection.execute("SELECT id FROM spot ORDER BY number")]
    ids = sorted({*former, *chain.from_iterable((source, target) for source, target, _ in new)})
    place = {own: nth for nth, own in enumerate(ids)}
    places = array("I", map(place.__getitem__, former))
    out: Out = [{} for _ in ids]
    lost = {(place[source], place[target], relation) for source, target, relation in gone}
    for source, target, relation in connection.execute("SELECT source, target, relation FROM link"):
        tie = (places[source], places[target], relation)
        if tie not in lost:
            out[tie[0]].setdefault(relation, array("I")).append(tie[1])
    for one, other, relation in new:
        out[place[one]].setdefault(relation, array("I")).append(place[other])
    return _drawn(ids, out)


def _ties_changed(delta: Delta, known: Mapping[str, AnyRecord]) -> tuple[set[_Tie], set[_Tie]]:
    """The links between what is drawn that were and are no more, and those that were not."""
    before = Before(delta, known)
    naming = delta.near.naming.values()
    old = {tie for record in (*delta.gone.values(), *naming) for tie in _ties(record, before.get)}
    now = {tie for record in (*delta.new.values(), *naming) for tie in _ties(record, known.get)}
    sides = ({own for own, record in side.items() if _is_drawn(record)} for side in (delta.gone, delta.new))
    other = set.symmetric_difference(*sides)
    kept = {tie for tie in old & now if tie[0] not in other and tie[1] not in other}
    return _drawn_ties(old - kept, before.get), _drawn_ties(now - kept, known.get)


def _drawn_ties(ties: Iterable[_Tie], get: Get) -> set[_Tie]:
    """Those between two things that are drawn."""
    return {tie for tie in ties if tie[0] != tie[1] and all((one := get(own)) and _is_drawn(one) for own in tie[:2])}


def _drawn(ids: Sequence[str], out: Out) -> tuple[Iterator[Spot], Iterator[Linked]]:
    """Things in the order of their ids, and for each those that it is linked to, drawn."""
    near = _neighbours(out)
    degrees = array("I", map(len, near))
    order = sorted(filter(degrees.__getitem__, range(len(ids))), key=degrees.__getitem__, reverse=True)
    number = array("I", bytes(4 * len(ids)))
    for place, nth in enumerate(order):
        number[nth] = place
    neighbours = [array("I", sorted(number[other] for other in near[nth])) for nth in order]
    del near
    across, down = _placed(neighbours)
    del neighbours
    spots = ((nth, ids[own], round(across[nth], 3), round(down[nth], 3)) for nth, own in enumerate(order))
    return spots, _numbered(out, order, number)


def _numbered(
    out: Sequence[Mapping[str, "array[int]"]], order: Sequence[int], number: "array[int]"
) -> Iterator[Linked]:
    for source, own in enumerate(order):
        yield from sorted(
            (source, number[target], relation) for relation, targets in out[own].items() for target in targets
        )


def _links(records: Iterable[AnyRecord], ids: Sequence[str]) -> list[dict[str, "array[int]"]]:
    """For each node the nodes that it is linked to, by relation; nodes are told by their places among the ids. What one record tells no
    other does."""
    place = {own: nth for nth, own in enumerate(ids)}
    get = by_id(records).get
    out: list[dict[str, array[int]]] = [{} for _ in ids]
    for record in records:
        if record.id in place:
            for source, target, relation in _ties(record, get):
                if source != target and source in place and target in place:
                    out[place[source]].setdefault(relation, array("I")).append(place[target])
    return out


def _ties(record: AnyRecord, get: Get) -> set[_Tie]:
    """The links that a record tells, each once."""
    found = {(link.source, link.target, link.relation) for link in links_beside(record, get)}
    return found | {(entry, record.id, "states") for entry in {one.entry for one in rests_on(record)}}


def _neighbours(out: Sequence[Mapping[str, "array[int]"]]) -> list["array[int]"]:
    """For each node all others that it is linked to or that are linked to it, once."""
    near = [array("I") for _ in out]
    for source, told in enumerate(out):
        for targets in told.values():
            near[source].extend(targets)
            for target in targets:
                near[target].append(source)
    return [array("I", set(others)) if len(others) > 1 else others for others in near]


def _is_drawn(record: AnyRecord) -> bool:
    """Whether it is a thing, and not a term of the vocabulary that no source names."""
    return not isinstance(record, MenuPath | Gap) and not (isinstance(record, Concept) and not record.evidence)


def _placed(neighbours: Sequence[Sequence[int]]) -> tuple["array[float]", "array[float]"]:
    """The places of nodes that are numbered from the best linked on; those apart from the core begin at their best linked one."""
    core = min(CORE, len(neighbours))
    places = _Places(len(neighbours))
    for nth, (across, down) in enumerate(_by_force(neighbours[:core], core)):
        places.put(nth, across, down)
    _around(list(range(core)), neighbours, places)
    rim = math.sqrt(len(neighbours)) + 4
    apart = 0
    for nth in range(core, len(neighbours)):
        if not places.known[nth]:
            apart += 1
            places.put(nth, *_seed((0.0, 0.0), apart, rim + 4 * math.sqrt(apart)))
            _around([nth], neighbours, places)
    return places.across, places.down


class _Places:
    """Where nodes are, as far as that is known."""

    def __init__(self, size: int) -> None:
        self.across: Final = array("d", bytes(8 * size))
        self.down: Final = array("d", bytes(8 * size))
        self.known: Final = bytearray(size)

    def put(self, nth: int, across: float, down: float) -> None:
        self.across[nth], self.down[nth], self.known[nth] = across, down, 1


def _around(begun: Sequence[int], neighbours: Sequence[Sequence[int]], places: _Places) -> None:
    """Places all that can be reached, each around the node from which it is reached first."""
    waiting = deque(begun)
    while waiting:
        anchor = waiting.popleft()
        centre = places.across[anchor], places.down[anchor]
        seeds = 0
        for other in neighbours[anchor]:
            if not places.known[other]:
                seeds += 1
                places.put(other, *_seed(centre, seeds, _APART * math.sqrt(seeds + 1), anchor))
                waiting.append(other)


def _seed(centre: tuple[float, float], nth: int, far: float, turned: int = 0) -> tuple[float, float]:
    """The place of the nth seed around a centre; `turned` keeps two spirals from falling on each other."""
    turn = nth * _GOLDEN + turned
    return (centre[0] + far * math.cos(turn), centre[1] + far * math.sin(turn))


def _by_force(neighbours: Sequence[Sequence[int]], core: int) -> list[tuple[float, float]]:
    import igraph

    if not core:
        return []
    drawn = random.Random(_SEED)
    igraph.set_random_number_generator(drawn)
    begun = [(drawn.uniform(-1, 1) * core, drawn.uniform(-1, 1) * core) for _ in range(core)]
    edges = [(nth, other) for nth, others in enumerate(neighbours) for other in others if nth < other < core]
    graph = igraph.Graph(core, edges)
    layout = graph.layout_fruchterman_reingold(niter=_ROUNDS, seed=begun, start_temp=core / 8, grid=False)
    return [(float(x), float(y)) for x, y in layout.coords]
