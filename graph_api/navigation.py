"""The whole forest of menus as navigation data: `nav.json`, an outline in HTML and a sitemap."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import islice
from typing import Any, Final, TypeVar

from graph_api.errors import bad_input
from graph_api.snapshot import Slice, Snapshot
from graph_api.trail_forms import address, link
from graph_api.trail_forms import told as evidence_told
from graph_api.trails import Found, variant
from ontology import layout
from ontology.layout import subset
from ontology.records import Feature, MenuNode, MenuPath

T = TypeVar("T")

LARGEST_SITEMAP: Final = 50_000
"""Addresses that one sitemap may hold, by the sitemap protocol."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A node with what is shown under it."""

    node: MenuNode
    route: str
    variant: tuple[str, ...]
    children: "tuple[Branch, ...]"


def forest(snapshot: Snapshot) -> tuple[Branch, ...]:
    """All trees: the systems by label, then the places whose root no source gives."""
    systems = snapshot.whole(Slice(layout.SYSTEMS))
    loose = (one for one in snapshot.whole(Slice(layout.MENU_NODES)) if isinstance(one, MenuNode) and not one.parent)
    roots = [*systems, *(one for one in loose if not one.anchored)]
    return tuple(branch(snapshot, one, "") for one in roots if isinstance(one, MenuNode))


def branch(snapshot: Snapshot, node: MenuNode, above: str, only: frozenset[str] | None = None) -> Branch:
    """A node and all under it; of `only` those nodes, where it is given."""
    route = f"{above}/{node.id}"
    below = (one for one in snapshot.many(node.children) if isinstance(one, MenuNode))
    children = (branch(snapshot, one, route, only) for one in below if only is None or one.id in only)
    path = snapshot.get(node.path)
    return Branch(node, route, variant(snapshot, path) if isinstance(path, MenuPath) else (), tuple(children))


def grove(snapshot: Snapshot, found: Found) -> tuple[Branch, ...]:
    """The part of the forest that some trails go through, their ways alone."""
    kept = frozenset(crumb.key for trail in found.trails for crumb in trail.crumbs)
    roots = {trail.crumbs[0].key: trail.crumbs[0].node for trail in found.trails}
    return tuple(branch(snapshot, node, "", kept) for node in roots.values())


def folded(branches: Iterable[Branch], make: Callable[[Branch, list[T]], T]) -> list[T]:
    """What `make` makes of each branch and of what was made of those under it."""
    return [make(one, folded(one.children, make)) for one in branches]


def nodes_of(branches: Iterable[Branch]) -> Iterator[Branch]:
    """All branches, each before those under it."""
    for one in branches:
        yield one
        yield from nodes_of(one.children)


def nav(snapshot: Snapshot) -> dict[str, Any]:
    """`nav.json`: the systems' trees, and the places whose root no source gives."""

    def told(one: Branch, children: list[dict[str, Any]]) -> dict[str, Any]:
        placed = snapshot.whole(Slice(subset(layout.FEATURES, "node", one.node.id)))
        return {
            **link(one.node),
            "path": one.route,
            "aliases": list(one.node.aliases),
            "variant": list(one.variant),
            "features": [{"id": f.id, "label": f.label} for f in placed if isinstance(f, Feature)],
            "evidence": [evidence_told(snapshot, words) for words in one.node.evidence[:1]],
            "evidenceCount": len(one.node.evidence),
            "childCount": len(one.node.children),
            "children": children,
        }

    trees = forest(snapshot)
    return {
        "snapshot": snapshot.id,
        "systems": folded((one for one in trees if one.node.anchored), told),
        "unanchored": folded((one for one in trees if not one.node.anchored), told),
    }


def outline(snapshot: Snapshot) -> str:
    """The forest as nested lists in a `nav`."""

    def item(one: Branch, children: list[str]) -> str:
        name = escape(one.node.label)
        key = escape(one.node.id)
        url = address(one.node)
        shown = f'<a href="{escape(url)}">{name}</a>' if url else name
        below = f"\n<ul>\n{''.join(children)}</ul>\n" if children else ""
        return f'<li data-key="{key}">{shown}{below}</li>\n'

    return f'<nav aria-label="菜单">\n<ul>\n{"".join(folded(forest(snapshot), item))}</ul>\n</nav>\n'


def sitemap(snapshot: Snapshot, part: int = 1) -> str:
    """The pages of all places, at their IRIs (all of one host, as the protocol asks); 50,000 a part.

    Raises Refused (BAD_USER_INPUT) for a part that is not there.
    """
    parts = sitemap_parts(snapshot)
    if not 1 <= part <= parts:
        raise bad_input(f"there is no part {part} of the sitemap; the parts are 1 to {parts}")
    every = (snapshot.iri(one.node.id) for one in nodes_of(forest(snapshot)))
    return _xml("urlset", "url", islice(every, (part - 1) * LARGEST_SITEMAP, part * LARGEST_SITEMAP))


def sitemap_parts(snapshot: Snapshot) -> int:
    """How many sitemaps the places need."""
    return max(1, -(-snapshot.size(Slice(layout.MENU_NODES)) // LARGEST_SITEMAP))


def sitemap_index(snapshot: Snapshot, address: str) -> str:
    """The sitemap of sitemaps, where one is not enough; each is at `address` with its part."""
    return _xml("sitemapindex", "sitemap", (f"{address}?part={part}" for part in range(1, sitemap_parts(snapshot) + 1)))


def _xml(root: str, element: str, addresses: Iterable[str]) -> str:
    rows = "".join(f"  <{element}><loc>{escape(one)}</loc></{element}>\n" for one in addresses)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f'{head}<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</{root}>\n'
