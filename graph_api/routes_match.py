"""Which route of a front end's file is which node of the menus.

From the roots down. A route is a node by its key, else by a name under what its parent is. What is left is, in this order:
one much like it under the same parent, by name or by what is under it; one of its name elsewhere; one somewhat like it under
the same parent. So a subtree that moved is told once, and what is under it is compared at its new place.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from graph_api import refs
from graph_api.route_files import FileRoute, Routes
from graph_api.snapshot import Slice, Snapshot
from graph_api.trails import find, older
from ontology import layout
from ontology.names import name_key
from ontology.records import MenuNode

_LIKE: Final = 80.0
_SOMEWHAT_LIKE: Final = 60.0

_Step: TypeAlias = Callable[[FileRoute], str | None]


def names_of(node: MenuNode) -> frozenset[str]:
    """The keys of a node's names."""
    return frozenset(map(name_key, (node.label, *node.aliases)))


@dataclass(slots=True)
class Matching:
    """Which route is which node, so far; routes are told apart by identity. `roots`: where the file may begin."""

    snapshot: Snapshot
    file: Routes
    nodes: dict[str, MenuNode]
    roots: tuple[str, ...]
    named: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    parents: dict[int, FileRoute] = field(default_factory=dict)
    node_of: dict[int, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, snapshot: Snapshot, file: Routes, under: str | None = None) -> "Matching":
        """Nothing matched yet. Raises Refused where `under` names no place."""
        nodes = {n.id: n for n in snapshot.whole(Slice(layout.MENU_NODES)) if isinstance(n, MenuNode)}
        roots = tuple(own for own, node in nodes.items() if node.parent is None)
        if under is not None:
            trails = find(snapshot, under).trails
            roots = tuple(dict.fromkeys(trail.crumbs[-1].key for trail in trails))
        made = cls(snapshot, file, nodes, roots)
        for root in roots:
            for node in (nodes[root], *made.all_below(nodes[root])):
                for name in names_of(node):
                    made.named[name].append(node.id)
        for route in file.walk():
            made.parents |= {id(child): route for child in route.children}
        return made

    def run(self) -> None:
        """Matches all that can be matched."""
        steps = (self._exact, self._like, self._moved, self._somewhat_like, self._anywhere)
        todo: list[FileRoute] = list(self.file.roots)
        while todo:
            # Where no step places anything the routes stay unknown, and those under them have their turn.
            placed = next((found for step in steps if (found := self._placed(todo, step))), todo)
            gone = set(map(id, placed))
            todo = [one for one in todo if id(one) not in gone] + [child for one in placed for child in one.children]

    def _placed(self, routes: Iterable[FileRoute], step: _Step) -> list[FileRoute]:
        placed = []
        for route in routes:
            own = step(route)
            if own is not None:
                self.node_of[id(route)] = own
                self.taken.add(own)
                placed.append(route)
        return placed

    def _exact(self, route: FileRoute) -> str | None:
        """By key, or by a name at its place."""
        if route.key is not None:
            own = route.key if route.key in self.nodes else older(self.snapshot, route.key)
            if own in self.nodes:
                return own
        key = name_key(route.label)
        return self._best(route, [own for own in self._beside(route) if key in names_of(self.nodes[own])])

    def _like(self, route: FileRoute) -> str | None:
        if any(own not in self.taken for own in self.named.get(name_key(route.label), ())):
            return None
        return self._nearest(route, _LIKE)

    def _somewhat_like(self, route: FileRoute) -> str | None:
        return self._nearest(route, _SOMEWHAT_LIKE)

    def _moved(self, route: FileRoute) -> str | None:
        """By its name elsewhere, where the node's own place is settled and the file does not have it there."""
        free = [own for own in self._free(route) if (self.nodes[own].parent or own) in {*self.taken, *self.roots}]
        return self._best(route, free)

    def _anywhere(self, route: FileRoute) -> str | None:
        return self._best(route, self._free(route))

    def _free(self, route: FileRoute) -> list[str]:
        return [own for own in self.named.get(name_key(route.label), ()) if own not in self.taken]

    def _beside(self, route: FileRoute) -> Sequence[str]:
        """The nodes at a route's place; at the top of a file those that the file may begin at, and those right under them."""
        above = self.parents.get(id(route))
        if above is not None:
            own = self.node_of.get(id(above))
            return self.nodes[own].children if own is not None else ()
        return (*self.roots, *(child for root in self.roots for child in self.nodes[root].children))

    def _nearest(self, route: FileRoute, least: float) -> str | None:
        """The free node at a route's place that is most like it, if it is as like as that."""
        free = [own for own in self._beside(route) if own not in self.taken]
        rated = [(self._likeness(route, self.nodes[own]), own) for own in free]
        best, own = max(rated, default=(0.0, ""), key=lambda one: one[0])
        return own if best >= least else None

    def _likeness(self, route: FileRoute, node: MenuNode) -> float:
        """By name, or by what is under both: half of the shorter list, and two at least, is 80."""
        by_name = max(refs.likeness(route.label, name) for name in (node.label, *node.aliases))
        shared = self._shared(route, node)
        fewer = min(len(route.children), len(node.children))
        return max(by_name, min(100.0, 160.0 * shared / fewer) if shared > 1 else 0.0)

    def _shared(self, route: FileRoute, node: MenuNode) -> int:
        """How many of a route's children a node has."""
        below: set[str] = set().union(*(names_of(self.nodes[own]) for own in node.children))
        return sum(name_key(child.label) in below for child in route.children)

    def _best(self, route: FileRoute, candidates: Sequence[str]) -> str | None:
        """Of several the one whose label it is, then that with most of the route's children, then the first."""
        key = name_key(route.label)

        def rank(own: str) -> tuple[bool, bool, int]:
            node = self.nodes[own]
            return own not in self.taken, name_key(node.label) == key, self._shared(route, node)

        return max(candidates, key=rank, default=None)

    def is_home(self, route: FileRoute, node: MenuNode) -> bool:
        """Whether a route stands where its node does; at the top of a file the roots may be left out."""
        above = self.parents.get(id(route))
        if above is not None:
            return self.node_of.get(id(above)) == node.parent and node.parent is not None
        return node.id in self.roots or node.parent in self.roots

    def way(self, route: FileRoute) -> tuple[str, ...]:
        """The labels down to a route in the file."""
        labels = [route.label]
        while (above := self.parents.get(id(route))) is not None:
            labels.append(above.label)
            route = above
        return tuple(reversed(labels))

    def text(self, node: MenuNode) -> str:
        """The labels down to a node in the graph."""
        return refs.path_text(self.snapshot, node)

    def under(self, route: FileRoute) -> Iterator[FileRoute]:
        """All routes under one."""
        return Routes(self.file.file, tuple(route.children)).walk()

    def all_below(self, node: MenuNode) -> Iterator[MenuNode]:
        """All nodes under one, each before those under it."""
        todo = [own for own in reversed(node.children) if own in self.nodes]
        while todo:
            one = self.nodes[todo.pop()]
            yield one
            todo += reversed(one.children)

    def has_any(self, node: MenuNode) -> bool:
        """Whether the file has something under a node."""
        return any(one.id in self.taken for one in self.all_below(node))

    def is_variant(self, node: MenuNode) -> bool:
        """Whether the file has the same page for others: a node beside it that shares a name (订单查询, 订单查询（SOP）)."""
        above = self.nodes.get(node.parent or "")
        if above is None or node.id in self.taken:
            return False
        beside = [self.nodes[own] for own in above.children if own in self.taken]
        return any(names_of(node) & names_of(one) for one in beside)

    def covered(self) -> list[str]:
        """The roots that the file is about: those that it has anything of; if none, all whose place is known."""
        touched = [own for own in self.roots if own in self.taken or self.has_any(self.nodes[own])]
        return touched or [own for own in self.roots if self.nodes[own].anchored]
