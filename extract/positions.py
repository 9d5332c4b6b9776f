"""Where each node of the graph is drawn, worked out at build, so that the same graph always looks the same.

The best linked nodes are laid out by force; each other node stands in a spiral around the best linked of its neighbours, as seeds
stand in a sunflower. Nodes that nothing is linked to and terms that no source names are not drawn. The only file that imports igraph.
"""

import math
import random
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from ontology.links import links
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


def spots_and_links(records: Iterable[AnyRecord]) -> tuple[list[Spot], list[Linked]]:
    """The nodes, numbered from the best linked on, and all links between them once."""
    by_id = {record.id: record for record in records}
    found = _links(by_id, by_id.get)
    near: dict[str, set[str]] = defaultdict(set)
    for source, target, _ in found:
        near[source].add(target)
        near[target].add(source)
    ids = sorted(near, key=lambda own: (-len(near[own]), own))
    number = {own: nth for nth, own in enumerate(ids)}
    neighbours = [sorted(number[other] for other in near[own]) for own in ids]
    places = _placed(neighbours)
    spots = [(nth, own, round(x, 3), round(y, 3)) for nth, (own, (x, y)) in enumerate(zip(ids, places, strict=True))]
    return spots, sorted((number[source], number[target], relation) for source, target, relation in found)


def _links(by_id: Mapping[str, AnyRecord], get: Callable[[str], AnyRecord | None]) -> set[tuple[str, str, str]]:
    drawn = {own for own, record in by_id.items() if _is_drawn(record)}
    return {
        (link.source, link.target, link.relation)
        for own in drawn
        for link in links(by_id[own], get)
        if link.source != link.target and link.source in drawn and link.target in drawn
    }


def _is_drawn(record: AnyRecord) -> bool:
    """Whether it is a thing, and not a term of the vocabulary that no source names."""
    return not isinstance(record, MenuPath | Gap) and not (isinstance(record, Concept) and not record.evidence)


def _placed(neighbours: Sequence[Sequence[int]]) -> list[tuple[float, float]]:
    """The places of nodes that are numbered from the best linked on; those apart from the core begin at their best linked one."""
    core = min(CORE, len(neighbours))
    places = dict(enumerate(_by_force(neighbours[:core], core)))
    _around(list(range(core)), neighbours, places)
    rim = math.sqrt(len(neighbours)) + 4
    apart = 0
    for nth in range(core, len(neighbours)):
        if nth not in places:
            apart += 1
            places[nth] = _seed((0.0, 0.0), apart, rim + 4 * math.sqrt(apart))
            _around([nth], neighbours, places)
    return [places[nth] for nth in range(len(neighbours))]


def _around(begun: Sequence[int], neighbours: Sequence[Sequence[int]], places: dict[int, tuple[float, float]]) -> None:
    """Places all that can be reached, each around the node from which it is reached first."""
    waiting = deque(begun)
    while waiting:
        anchor = waiting.popleft()
        seeds = 0
        for other in neighbours[anchor]:
            if other not in places:
                seeds += 1
                places[other] = _seed(places[anchor], seeds, _APART * math.sqrt(seeds + 1), anchor)
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
