"""A front end's routes held against the menus that the help texts tell of: what moved, is missing, is named otherwise."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeVar

from graph_api import refs
from graph_api.errors import Code, Refused
from graph_api.route_files import FileRoute, Routes
from graph_api.routes_match import Matching, names_of
from graph_api.snapshot import Snapshot
from ontology.kinds import MenuNodeKind
from ontology.names import name_key
from ontology.records import MenuNode

T = TypeVar("T", bound=StrEnum)

_NEAR: Final = 55.0
_EXPECTED: Final = (MenuNodeKind.SYSTEM, MenuNodeKind.MENU, MenuNodeKind.PAGE)


class Sort(StrEnum):
    """How the file and the help texts differ."""

    MOVED = "moved"
    RENAMED = "renamed"
    MISSING = "missing"
    UNKNOWN = "unknown"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Scope:
    """What is compared: the node that the file is about, the kinds that it must have, the sorts of differences told."""

    under: str | None = None
    kinds: tuple[MenuNodeKind, ...] = _EXPECTED
    only: tuple[Sort, ...] = tuple(Sort)

    @classmethod
    def of(cls, under: str | None, kinds: Sequence[str] | None, only: Sequence[str] | None) -> "Scope":
        """From words as they are typed. Raises Refused (BAD_USER_INPUT) with the right ones."""
        chosen = tuple(_word(MenuNodeKind, one.upper(), "kind of node") for one in kinds or ())
        sorts = tuple(_word(Sort, one.lower(), "sort of difference") for one in only or ())
        return cls(under, chosen or _EXPECTED, sorts or tuple(Sort))


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. `route` and `way` (labels from the root) are the file's, `node` the graph's, where there are such."""

    sort: Sort
    route: FileRoute | None
    way: tuple[str, ...]
    node: MenuNode | None
    nearest: tuple[str, ...] = ()
    below: int = 0


@dataclass(frozen=True, slots=True)
class Lint:
    """All differences, those in the file by line; of `routes` as many as `matched` are where the help texts have them."""

    snapshot: Snapshot
    file: str
    routes: int
    matched: int
    differences: tuple[Difference, ...]


def lint(snapshot: Snapshot, routes: Routes, scope: Scope | None = None) -> Lint:
    """Compares a file with the graph. Raises Refused where `scope.under` names no menu node."""
    chosen = scope or Scope()
    match = Matching.of(snapshot, routes, chosen.under)
    match.run()
    found = [*_unknown(match), *_misplaced(match)]
    found.sort(key=lambda one: one.route.line if one.route else 0)
    every = list(routes.walk())
    wrong = {id(one.route) for one in found} | {id(one) for one in every if id(one) not in match.node_of}
    found += _missing(match, chosen.kinds)
    told = tuple(one for one in found if one.sort in chosen.only)
    return Lint(snapshot, routes.file, len(every), sum(id(one) not in wrong for one in every), told)


def _misplaced(match: Matching) -> Iterator[Difference]:
    """Routes that are nodes of the graph, but elsewhere, by another name or at another address.

    A second link to a page that the file has where it belongs (a short cut, by key) is no difference.
    """
    every = [(one, node) for one in match.file.walk() if (node := match.nodes.get(match.node_of.get(id(one), "")))]
    settled = {node.id for route, node in every if match.is_home(route, node)}
    for route, node in every:
        if node.id not in settled:
            yield Difference(Sort.MOVED, route, match.way(route), node)
        if name_key(route.label) not in names_of(node):
            yield Difference(Sort.RENAMED, route, match.way(route), node)
        if _elsewhere(route.href, node.url):
            yield Difference(Sort.ADDRESS, route, match.way(route), node)


def _elsewhere(one: str | None, other: str | None) -> bool:
    """Whether both are addresses and not the same."""
    if one is None or other is None or not one.lower().startswith(("http://", "https://")):
        return False
    return one.rstrip("/") != other.rstrip("/")


def _unknown(match: Matching) -> Iterator[Difference]:
    """Routes that the help texts tell nothing of, each once with the number of those under it."""
    nodes = {node.label: node for node in match.nodes.values()}
    labels = refs.Labels(list(nodes))
    for route in match.file.walk():
        above = match.parents.get(id(route))
        if id(route) in match.node_of or (above is not None and id(above) not in match.node_of):
            continue
        near = [match.text(nodes[label]) for label in labels.like(route.label, _NEAR)]
        below = sum(id(one) not in match.node_of for one in match.under(route))
        yield Difference(Sort.UNKNOWN, route, match.way(route), None, tuple(near), below)


def _missing(match: Matching, kinds: Sequence[MenuNodeKind]) -> Iterator[Difference]:
    """Nodes of some kinds that no route is, each once with the number of those under it."""
    strange = {one.label: one for one in match.file.walk() if id(one) not in match.node_of}
    labels = refs.Labels(list(strange))
    todo = [match.nodes[own] for own in reversed(match.covered())]
    while todo:
        node = todo.pop()
        below = [match.nodes[own] for own in node.children if own in match.nodes]
        if match.is_variant(node):
            continue
        if node.id in match.taken or node.kind not in kinds or (node.id in match.roots and match.has_any(node)):
            todo += reversed(below)
            continue
        count = sum(one.kind in kinds and one.id not in match.taken for one in match.all_below(node))
        near = [f"{label} (line {strange[label].line})" for label in labels.like(node.label, _NEAR)]
        yield Difference(Sort.MISSING, None, (), node, tuple(near), count)


def _word(words: type[T], text: str, what: str) -> T:
    try:
        return words(text)
    except ValueError as error:
        near = refs.nearest(text, list(words))
        hint = f"did you mean {near[0]}? " if near else ""
        message = f"there is no {what} {text!r}; {hint}there are {', '.join(words)}"
        raise Refused(Code.BAD_USER_INPUT, message, suggestions=near) from error
