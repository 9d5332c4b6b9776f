"""What navigation is built of: the places that a ref names, each as a trail of crumbs from its root; says nothing of formats.

A key is a menu node's id: minted from the labels of its way alone, so it stays when evidence and aliases come and go. Keys
minted from other names of a way, or before its root was known, are kept with the node and resolve to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from graph_api import refs
from graph_api.errors import Refused, bad_input
from graph_api.snapshot import Slice, Snapshot
from ontology import layout
from ontology.records import AnyRecord, Condition, Feature, MenuNode, MenuPath

SEPARATOR: Final = " > "
MOST_SIBLINGS: Final = 200
"""Siblings of one crumb that a document tells, at most; it tells how many there are."""
_KINDS: Final = ("Feature", "MenuNode")

Target: TypeAlias = Feature | MenuNode | MenuPath


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of a trail: 1-based position, the node's label, a key for a router, the address that the sources give, if any."""

    position: int
    name: str
    key: str
    url: str | None
    node: MenuNode


@dataclass(frozen=True, slots=True)
class Trail:
    """One way to a thing: which of several it is (`number` of `of`, 1-based), for whom (`variant`), and its crumbs."""

    path: MenuPath
    number: int
    of: int
    variant: tuple[str, ...]
    crumbs: tuple[Crumb, ...]

    @property
    def text(self) -> str:
        """The labels joined with ' > '."""
        return SEPARATOR.join(crumb.name for crumb in self.crumbs)


@dataclass(frozen=True, slots=True)
class Found:
    """What a ref names, and the trails to it, the best attested first; none where no source says where it is."""

    id: str
    label: str
    kind: str
    trails: tuple[Trail, ...]


def crumbs_of(snapshot: Snapshot, path: MenuPath) -> tuple[Crumb, ...]:
    """The crumbs of a path, from its root to its end."""
    nodes = (node for node in snapshot.many(path.nodes) if isinstance(node, MenuNode))
    return tuple(Crumb(position, node.label, node.id, node.url, node) for position, node in enumerate(nodes, 1))


def find(snapshot: Snapshot, ref: str) -> Found:
    """The trails to what a ref names: a feature by any of its names; a menu node by its key (an older one too), IRI, name, or
    labels joined with '>'; a path by its id.

    Raises Refused: NOT_FOUND with the nearest names, AMBIGUOUS with the candidates, BAD_USER_INPUT for a blank ref.
    """
    return found(snapshot, _target(snapshot, ref))


def found(snapshot: Snapshot, target: Target) -> Found:
    """The trails to a thing."""
    if isinstance(target, Feature):
        return Found(target.id, target.label, "FEATURE", trails(snapshot, target.locations))
    if isinstance(target, MenuNode):
        return Found(target.id, target.label, "MENU_NODE", trails(snapshot, (target.path,)))
    own = trails(snapshot, (target.id,))
    return Found(target.id, own[0].text, "MENU_PATH", own)


def every_feature(snapshot: Snapshot) -> list[Found]:
    """The trails to all features, by label."""
    records = snapshot.whole(Slice(layout.FEATURES))
    return [found(snapshot, record) for record in records if isinstance(record, Feature)]


def trails(snapshot: Snapshot, paths: Sequence[str]) -> tuple[Trail, ...]:
    """The trails of paths given by id, in that order."""
    records = [record for record in snapshot.many(paths) if isinstance(record, MenuPath)]
    return tuple(
        Trail(record, number, len(records), variant(snapshot, record), crumbs_of(snapshot, record))
        for number, record in enumerate(records, 1)
    )


def variant(snapshot: Snapshot, path: MenuPath) -> tuple[str, ...]:
    """For whom a way exists: SOP, 非FBP; empty where it is for everybody."""
    return tuple(_told(snapshot, condition) for condition in path.conditions)


def siblings(snapshot: Snapshot, node: MenuNode, most: int | None = None) -> tuple[int, list[MenuNode]]:
    """How many other nodes the same parent has, and they (the first `most`), by label; those of a system are the other systems."""
    above = snapshot.get(node.parent) if node.parent else None
    if isinstance(above, MenuNode):
        ids = [own for own in above.children if own != node.id]
    elif node.anchored and node.parent is None:
        ids = [own for _, own in snapshot.page(Slice(layout.SYSTEMS), -1) if own != node.id]
    else:
        ids = []
    return len(ids), [one for one in snapshot.many(ids[:most]) if isinstance(one, MenuNode)]


def route(crumbs: Sequence[Crumb]) -> str:
    """The path that a router finds the last crumb at: the keys from the root down."""
    return "/" + "/".join(crumb.key for crumb in crumbs)


def _told(snapshot: Snapshot, condition: Condition) -> str:
    concept = snapshot.get(condition.concept)
    return ("非" if condition.negated else "") + str(getattr(concept, "label", condition.concept))


def _target(snapshot: Snapshot, ref: str) -> Target:
    name = ref.strip().removeprefix(snapshot.base_iri)
    if not name:
        raise bad_input("the ref is blank: give a feature, a menu node or a key")
    by_id = snapshot.get(name) or snapshot.get(older(snapshot, name) or "")
    if isinstance(by_id, Feature | MenuNode | MenuPath):
        return by_id
    named = refs.find(snapshot, name, "Feature") or _place(snapshot, name)
    if isinstance(named, Feature | MenuNode):
        return named
    raise refs.not_found(snapshot, name, _KINDS)


def older(snapshot: Snapshot, key: str) -> str | None:
    """The id of the one thing that an id minted from another name belongs to."""
    owners = {name.id for name in snapshot.names(key) if name.rank == layout.RANK_ID}
    return owners.pop() if len(owners) == 1 else None


def _place(snapshot: Snapshot, name: str) -> AnyRecord | None:
    labels = [label.strip() for label in name.replace("＞", ">").split(">")]
    if len(labels) > 1:
        return refs.menu_node(snapshot, labels)
    try:
        return refs.find(snapshot, name, "MenuNode")
    except Refused:
        at_the_top = refs.menu_node(snapshot, labels)
        if at_the_top is None:
            raise
        return at_the_top
