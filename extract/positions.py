"""Where each node of the graph is drawn, worked out at build, so that the same graph always looks the same.

The best linked nodes are laid out by force; each other node stands in a spiral around the best linked of its neighbours, as seeds
stand in a sunflower. Nodes that nothing is linked to and terms that no source names are not drawn. The only file that imports igraph.
"""

import math
import random
from array import array
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final

from extract.delta import Before, Delta
from extract.recordfile import by_id, in_order
from ontology.lawful import Get
from ontology.links import links_beside, rests_on
from ontology.records import AnyRecord, Concept, Gap, MenuPath

if TYPE_CHECKING:
    from igraph import Graph

CORE: Final = 1_000
"""How many nodes are laid out by force."""

_AT_ONCE: Final = 100_000
"""How many links are read at once."""
_ROUNDS: Final = 120
_SEED: Final = 7
_GOLDEN: Final = math.pi * (3 - math.sqrt(5))
_APART: Final = 0.45
"""How far apart the nodes of a spiral stand; the unit is the length of an edge in the core."""

Spot = tuple[int, str, float, float]
"""A node's number, id and place."""

Linked = tuple[int, int, str]
"""The numbers of two linked nodes, and the relation."""

Moved = tuple[int, int]
"""The number that a node had, and the one that it has."""

Tie = tuple[str, str, str]
"""The ids of two linked nodes, and the relation."""


class _Ties:
    """Links between things that are told by their places among the ids; a link takes nine bytes."""

    def __init__(self) -> None:
        self.sources: Final = array("I")
        self.targets: Final = array("I")
        self._relations: Final = array("B")
        self._names: Final[dict[str, int]] = {}

    def put(self, source: int, target: int, relation: str) -> None:
        """One more link."""
        self.sources.append(source)
        self.targets.append(target)
        self._relations.append(self._names.setdefault(relation, len(self._names)))

    def graph(self, size: int) -> "Graph":
        """So many things and which of them are linked, once."""
        import igraph

        ends = array("q", bytes(16 * len(self.sources)))
        for side, things in enumerate((self.sources, self.targets)):
            ends[side::2] = array("q", things)
        pairs = memoryview(ends).cast("B").cast("q", (len(self.sources), 2)) if ends else ()
        return igraph.Graph(size, pairs).simplify()

    def numbered(self, number: "array[int]") -> Iterator[Linked]:
        """All links by the numbers of things, in order; `number`: that of each thing."""
        names = sorted(self._names)
        ranks = [names.index(name) for name in self._names]
        size, kinds = len(number), len(names)
        ties = zip(self.sources, self.targets, self._relations, strict=True)
        for tie in sorted((number[source] * size + number[target]) * kinds + ranks[of] for source, target, of in ties):
            both, of = divmod(tie, kinds)
            yield *divmod(both, size), names[of]


def spots_and_links(records: Iterable[AnyRecord]) -> tuple[Iterator[Spot], Iterator[Linked]]:
    """The nodes, numbered from the best linked on, and all links between them once, in the order of their numbers. Of a node no more is
    held than its id, its place, four bytes for each neighbour and some for each link."""
    every = in_order(records)
    ids = [record.id for record in every if _is_drawn(record)]
    ties = _links(every, ids)
    spots, number = _drawn(ids, ties)
    return spots, ties.numbered(number)


def spots_again(number: Mapping[str, int], links: Iterable[tuple[int, int]]) -> tuple[Iterator[Spot], Iterator[Moved]]:
    """The nodes by the links of another version with those that came since and without those that went, and the numbers that they have now by
    those that they had; `number`: those of all that was drawn or is linked now."""
    ids = sorted(number)
    former = array("I", map(number.__getitem__, ids))
    place = array("I", bytes(4 * len(ids)))
    for nth, was in enumerate(former):
        place[was] = nth
    ties = _Ties()
    coming = iter(links)
    while some := list(islice(coming, _AT_ONCE)):
        for side, numbers in zip((ties.sources, ties.targets), zip(*some, strict=True), strict=True):
            side.extend(map(place.__getitem__, numbers))
    spots, now = _drawn(ids, ties)
    return spots, zip(former, now, strict=True)


def ties_changed(delta: Delta, known: Mapping[str, AnyRecord]) -> tuple[set[Tie], set[Tie]]:
    """The links between what is drawn that were and are no more, and those that were not."""
    before = Before(delta, known)
    naming = delta.near.naming.values()
    sides = ({own for own, record in side.items() if _is_drawn(record)} for side in (delta.gone, delta.new))
    other = set.symmetric_difference(*sides)
    old, now = set[Tie](), set[Tie]()
    for found, get, side in ((old, before.get, delta.gone), (now, known.get, delta.new)):
        for record in (*side.values(), *naming):
            found.update(_told_ties(record, get))
    for own in {*delta.gone, *delta.new}:
        was, told = _entries(delta.gone.get(own)), _entries(delta.new.get(own))
        same = set[str]() if own in other else (was & told) - other
        old.update((entry, own, "states") for entry in was - same)
        now.update((entry, own, "states") for entry in told - same)
    kept = {tie for tie in old & now if tie[0] not in other and tie[1] not in other}
    return _drawn_ties(old - kept, before.get), _drawn_ties(now - kept, known.get)


def _drawn_ties(ties: Iterable[Tie], get: Get) -> set[Tie]:
    """Those between two things that are drawn."""
    return {tie for tie in ties if tie[0] != tie[1] and all((one := get(own)) and _is_drawn(one) for own in tie[:2])}


def _drawn(ids: Sequence[str], ties: _Ties) -> tuple[Iterator[Spot], "array[int]"]:
    """Things in the order of their ids, and the links between them, drawn."""
    graph = ties.graph(len(ids))
    degrees = graph.degree()
    order = sorted(range(len(ids)), key=degrees.__getitem__, reverse=True)
    number = array("I", bytes(4 * len(ids)))
    for place, nth in enumerate(order):
        number[nth] = place
    graph = graph.permute_vertices(order)
    del order[len(ids) - degrees.count(0) :]
    across, down = _placed(graph, len(order))
    spots = ((nth, ids[own], round(across[nth], 3), round(down[nth], 3)) for nth, own in enumerate(order))
    return spots, number


def _links(records: Iterable[AnyRecord], ids: Sequence[str]) -> _Ties:
    """The links between things of these ids. What one record tells no other does."""
    place = {own: nth for nth, own in enumerate(ids)}
    get = by_id(records).get
    found = _Ties()
    for record in records:
        if record.id in place:
            for source, target, relation in _ties(record, get):
                if source != target and source in place and target in place:
                    found.put(place[source], place[target], relation)
    return found


def _ties(record: AnyRecord, get: Get) -> set[Tie]:
    """The links that a record tells, each once."""
    return _told_ties(record, get) | {(entry, record.id, "states") for entry in _entries(record)}


def _told_ties(record: AnyRecord, get: Get) -> set[Tie]:
    """Those beside the ones from the entries that state it."""
    return {(link.source, link.target, link.relation) for link in links_beside(record, get)}


def _entries(record: AnyRecord | None) -> set[str]:
    """The entries that state a record."""
    return {one.entry for one in rests_on(record)} if record else set()


def _is_drawn(record: AnyRecord) -> bool:
    """Whether it is a thing, and not a term of the vocabulary that no source names."""
    return not isinstance(record, MenuPath | Gap) and not (isinstance(record, Concept) and not record.evidence)


def _placed(graph: "Graph", size: int) -> tuple["array[float]", "array[float]"]:
    """The places of so many nodes, which are numbered from the best linked on; those apart from the core begin at their best linked one."""
    core = min(CORE, size)
    places = _Places(size)
    for nth, (across, down) in enumerate(_by_force(graph, core)):
        places.put(nth, across, down)
    _around(list(range(core)), graph, places)
    rim = math.sqrt(size) + 4
    apart = 0
    for nth in range(core, size):
        if not places.known[nth]:
            apart += 1
            places.put(nth, *_seed((0.0, 0.0), apart, rim + 4 * math.sqrt(apart)))
            _around([nth], graph, places)
    return places.across, places.down


class _Places:
    """Where nodes are, as far as that is known."""

    def __init__(self, size: int) -> None:
        self.across: Final = array("d", bytes(8 * size))
        self.down: Final = array("d", bytes(8 * size))
        self.known: Final = bytearray(size)

    def put(self, nth: int, across: float, down: float) -> None:
        self.across[nth], self.down[nth], self.known[nth] = across, down, 1


def _around(begun: Sequence[int], graph: "Graph", places: _Places) -> None:
    """Places all that can be reached, each around the node from which it is reached first."""
    waiting, known = deque(begun), places.known
    while waiting:
        anchor = waiting.popleft()
        centre = places.across[anchor], places.down[anchor]
        seeds = 0
        for other in graph.neighbors(anchor):
            if not known[other]:
                seeds += 1
                places.put(other, *_seed(centre, seeds, _APART * math.sqrt(seeds + 1), anchor))
                waiting.append(other)


def _seed(centre: tuple[float, float], nth: int, far: float, turned: int = 0) -> tuple[float, float]:
    """The place of the nth seed around a centre; `turned` keeps two spirals from falling on each other."""
    turn = nth * _GOLDEN + turned
    return (centre[0] + far * math.cos(turn), centre[1] + far * math.sin(turn))


def _by_force(whole: "Graph", core: int) -> list[tuple[float, float]]:
    import igraph

    if not core:
        return []
    drawn = random.Random(_SEED)
    igraph.set_random_number_generator(drawn)
    begun = [(drawn.uniform(-1, 1) * core, drawn.uniform(-1, 1) * core) for _ in range(core)]
    edges = [(nth, other) for nth in range(core) for other in whole.neighbors(nth) if nth < other < core]
    graph = igraph.Graph(core, edges)
    layout = graph.layout_fruchterman_reingold(niter=_ROUNDS, seed=begun, start_temp=core / 8, grid=False)
    return [(float(x), float(y)) for x, y in layout.coords]
