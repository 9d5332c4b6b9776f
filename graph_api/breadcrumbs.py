"""Breadcrumbs: a menu path as a trail of crumbs, and as schema.org's BreadcrumbList in JSON-LD."""

from dataclasses import dataclass
from typing import Any

from graph_api.snapshot import Snapshot
from ontology.records import MenuNode, MenuPath


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of a trail: 1-based position, the node's label, a key for a router (the node's id), its address if any."""

    position: int
    name: str
    key: str
    url: str | None
    node: MenuNode


def trail(snapshot: Snapshot, path: MenuPath) -> tuple[Crumb, ...]:
    """The crumbs of a path, from its root to its end."""
    nodes = (node for node in snapshot.many(path.nodes) if isinstance(node, MenuNode))
    return tuple(Crumb(position, node.label, node.id, node.url, node) for position, node in enumerate(nodes, 1))


def text(snapshot: Snapshot, path: MenuPath) -> str:
    """The labels of a path joined with ' > '."""
    return " > ".join(crumb.name for crumb in trail(snapshot, path))


def json_ld(snapshot: Snapshot, path: MenuPath) -> dict[str, Any]:
    """A BreadcrumbList by Google's rules: positions from 1, `item` on all but the last.

    `item` is the address that the sources give for the page, else the node's IRI. Google shows lists of two items and more; a
    path of one node gives a list of one, which is true and shown nowhere.
    """
    crumbs = trail(snapshot, path)
    items: list[dict[str, Any]] = []
    for crumb in crumbs:
        item = {"@type": "ListItem", "position": crumb.position, "name": crumb.name}
        if crumb.position < len(crumbs):
            item["item"] = crumb.url or snapshot.iri(crumb.node.id)
        items.append(item)
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}
