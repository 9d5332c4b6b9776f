"""Navigation data in the shapes that front-end frameworks take, as JSON and as TypeScript modules that name the frameworks' types.

A link is the address that the sources give; where they give none it is the path of the routes: the keys from the root down.
Components are the application's own: routes carry names and data, and an application adds its views by key.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from graph_api.navigation import Branch, folded
from graph_api.snapshot import Snapshot
from graph_api.trails import MOST_SIBLINGS, Found, route, siblings
from ontology.records import MenuNode


@dataclass(frozen=True, slots=True)
class Typed:
    """The TypeScript side of a shape: what is imported from which package, the name and type of the constant."""

    package: str
    imported: str
    name: str
    type: str

    def module(self, value: Any) -> str:
        """A module that exports a value under its type."""
        shown = json.dumps(value, ensure_ascii=False, indent=2)
        return (
            f"import type {{ {self.imported} }} from '{self.package}'\n\n"
            f"export const {self.name}: {self.type} = {shown}\n\nexport default {self.name}\n"
        )


def antd_trails(snapshot: Snapshot, found: Found) -> list[list[dict[str, Any]]]:
    """Ant Design's `Breadcrumb` items, one list a trail; siblings are the drop-down menu of a crumb."""
    return [
        [
            {
                "key": crumb.key,
                "title": crumb.name,
                "href": crumb.url or route(trail.crumbs[: crumb.position]),
                **_dropdown(
                    siblings(snapshot, crumb.node, MOST_SIBLINGS)[1], route(trail.crumbs[: crumb.position - 1])
                ),
            }
            for crumb in trail.crumbs
        ]
        for trail in found.trails
    ]


def _dropdown(beside: list[MenuNode], above: str) -> dict[str, Any]:
    base = above.rstrip("/")
    items = [{"key": one.id, "label": one.label, "href": one.url or f"{base}/{one.id}"} for one in beside]
    return {"menu": {"items": items}} if items else {}


def antd_menu(branches: Iterable[Branch]) -> list[dict[str, Any]]:
    """Ant Design's `Menu` items."""

    def item(one: Branch, children: list[dict[str, Any]]) -> dict[str, Any]:
        told: dict[str, Any] = {"key": one.node.id, "label": one.node.label}
        return {**told, "children": children} if children else told

    return folded(branches, item)


def vue_router(branches: Iterable[Branch]) -> list[dict[str, Any]]:
    """Vue Router's records, named by key. Views are the application's: `router.getRoutes()` lists what wants one."""

    def record(one: Branch, children: list[dict[str, Any]]) -> dict[str, Any]:
        return {"path": _segment(one), "name": one.node.id, "meta": _data(one), "children": children}

    return folded(branches, record)


def react_router(branches: Iterable[Branch]) -> list[dict[str, Any]]:
    """React Router's route objects; `handle` holds what a crumb shows (`useMatches`)."""

    def record(one: Branch, children: list[dict[str, Any]]) -> dict[str, Any]:
        told: dict[str, Any] = {"id": one.node.id, "path": _segment(one), "handle": _data(one)}
        return {**told, "children": children} if children else told

    return folded(branches, record)


def vitepress(branches: Iterable[Branch]) -> list[dict[str, Any]]:
    """VitePress's sidebar."""

    def item(one: Branch, children: list[dict[str, Any]]) -> dict[str, Any]:
        told: dict[str, Any] = {"text": one.node.label, "link": one.node.url or one.route}
        return {**told, "collapsed": True, "items": children} if children else told

    return folded(branches, item)


def docusaurus(branches: Iterable[Branch]) -> dict[str, Any]:
    """Docusaurus's sidebars, one by the name of `help`; keys keep equal labels apart in translations."""

    def item(one: Branch, children: list[dict[str, Any]]) -> dict[str, Any]:
        told: dict[str, Any] = {"label": one.node.label, "key": one.node.id, "customProps": _data(one)}
        if children:
            return {"type": "category", **told, "items": children}
        return {"type": "link", **told, "href": one.node.url or one.route}

    return {"help": folded(branches, item)}


def _segment(one: Branch) -> str:
    return one.node.id if one.node.parent else f"/{one.node.id}"


def _data(one: Branch) -> dict[str, Any]:
    node = one.node
    return {
        "key": node.id,
        "label": node.label,
        "kind": str(node.kind),
        "href": node.url,
        "variant": list(one.variant),
        "childCount": len(node.children),
    }
