"""Breadcrumbs: the one serializer behind all doors. `serialize(snapshot, ref, format)` gives what GraphQL, HTTP and commands give.

The formats stand in a table: what each makes of the trails to one ref, and what of the whole menu.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from typing import Any, Final

from graph_api import navigation, routers, trail_forms
from graph_api.errors import Code, Refused, bad_input
from graph_api.navigation import Branch, forest, grove
from graph_api.refs import nearest
from graph_api.routers import Typed
from graph_api.snapshot import Snapshot
from graph_api.trail_forms import json_ld
from graph_api.trails import SEPARATOR, Crumb, Found, Trail, crumbs_of, find
from ontology.records import MenuPath

_JSON: Final = "application/json"
_MODULE: Final = "text/plain"
_STYLE: Final = (
    "nav ol{list-style:none;padding:0}nav ol li{display:inline}nav ol li+li::before{content:'›' / '';padding:0 .5em}"
)


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its media type; what it makes of the trails to one ref and of the whole menu (None: nothing)."""

    name: str
    media: str
    of_one: Callable[[Snapshot, Found], Any] | None
    of_all: Callable[[Snapshot], Any] | None


def _router(name: str, shape: Callable[[Iterable[Branch]], Any], typed: Typed) -> tuple[Format, Format]:
    """A framework's shape as JSON, and as a module."""

    def one(snapshot: Snapshot, found: Found) -> Any:
        return shape(grove(snapshot, found))

    def every(snapshot: Snapshot) -> Any:
        return shape(forest(snapshot))

    return _with_module(Format(name, _JSON, one, every), typed, typed)


def _with_module(plain: Format, typed_one: Typed, typed_all: Typed) -> tuple[Format, Format]:
    of_one, of_all = plain.of_one, plain.of_all
    assert of_one is not None
    assert of_all is not None
    return plain, Format(
        f"{plain.name}.ts",
        _MODULE,
        lambda snapshot, found: typed_one.module(of_one(snapshot, found)),
        lambda snapshot: typed_all.module(of_all(snapshot)),
    )


def _page(title: str, body: str, data: Any = None) -> str:
    """A page around a fragment, with its JSON-LD."""
    script = ""
    if data:
        shown = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
        script = f'<script type="application/ld+json">{shown}</script>\n'
    return (
        f'<!doctype html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        f'<meta name="viewport" content="width=device-width">\n<style>{_STYLE}</style>\n{script}</head>\n'
        f"<body>\n<main>\n<h1>{escape(title)}</h1>\n{body}</main>\n</body>\n</html>\n"
    )


def _page_of_one(snapshot: Snapshot, found: Found) -> str:
    return _page(found.label, trail_forms.html(snapshot, found), trail_forms.lists(snapshot, found))


def _page_of_all(snapshot: Snapshot) -> str:
    return _page("菜单", navigation.outline(snapshot))


_LISTS: Final = Typed("schema-dts", "BreadcrumbList, WithContext", "breadcrumbs", "WithContext<BreadcrumbList>[]")
_ANTD_TRAILS: Final = Typed("antd", "BreadcrumbProps", "trails", "NonNullable<BreadcrumbProps['items']>[]")
_ANTD_MENU: Final = Typed("antd", "MenuProps", "items", "NonNullable<MenuProps['items']>")
_VUE: Final = Typed("vue-router", "RouteRecordRaw", "routes", "RouteRecordRaw[]")
_REACT: Final = Typed("react-router", "RouteObject", "routes", "RouteObject[]")
_VITEPRESS: Final = Typed("vitepress", "DefaultTheme", "sidebar", "DefaultTheme.SidebarItem[]")
_DOCUSAURUS: Final = Typed("@docusaurus/plugin-content-docs", "SidebarsConfig", "sidebars", "SidebarsConfig")

FORMATS: Final[dict[str, Format]] = {
    one.name: one
    for one in (
        Format("json", _JSON, trail_forms.full, trail_forms.full_of_all),
        *_with_module(
            Format("json-ld", "application/ld+json", trail_forms.lists, trail_forms.lists_of_all), _LISTS, _LISTS
        ),
        Format("html", "text/html", trail_forms.html, navigation.outline),
        Format("page", "text/html", _page_of_one, _page_of_all),
        Format("text", "text/plain", trail_forms.text, trail_forms.text_of_all),
        *_with_module(
            Format("antd", _JSON, routers.antd_trails, lambda snapshot: routers.antd_menu(forest(snapshot))),
            _ANTD_TRAILS,
            _ANTD_MENU,
        ),
        *_router("vue-router", routers.vue_router, _VUE),
        *_router("react-router", routers.react_router, _REACT),
        *_router("vitepress", routers.vitepress, _VITEPRESS),
        *_router("docusaurus", routers.docusaurus, _DOCUSAURUS),
        Format("nav", _JSON, None, navigation.nav),
        Format("sitemap", "application/xml", None, navigation.sitemap),
    )
}
OF_FEATURES: Final = frozenset({"json", "json-ld", "json-ld.ts", "text"})
"""The formats that are of every feature's trails where the others are of the menu."""

OFFERED: Final = {
    _JSON: "json",
    "application/ld+json": "json-ld",
    "text/html": "page",
    "text/plain": "text",
}
"""The format for each media type that may be asked for; the first where anything will do."""


def format_of(name: str) -> Format:
    """The format of a name. Raises Refused (BAD_USER_INPUT) with the nearest and all names."""
    found = FORMATS.get(name.strip().lower())
    if found is None:
        raise unknown(name)
    return found


def unknown(name: str) -> Refused:
    """An unknown format, with the nearest first."""
    shown = name if len(name) <= 40 else name[:40] + "…"
    near = nearest(name[:40], list(FORMATS))
    hint = f"did you mean {near[0]}? " if near else ""
    message = f"there is no format {shown!r}; {hint}the formats are {', '.join(FORMATS)}"
    return Refused(Code.BAD_USER_INPUT, message, suggestions=near)


def serialize(snapshot: Snapshot, ref: str, form: str = "json") -> str:
    """The trails to what a ref names (see `trails.find`), in a format. Raises Refused."""
    chosen = format_of(form)
    if chosen.of_one is None:
        raise bad_input(f"{chosen.name} is of the whole menu, not of one ref")
    of_one, found = chosen.of_one, find(snapshot, ref)
    return _written(chosen, lambda: of_one(snapshot, found))


def serialize_all(snapshot: Snapshot, form: str = "json") -> str:
    """Every feature's trails, or the whole menu where the format is one of menus. Raises Refused."""
    chosen = format_of(form)
    if chosen.of_all is None:
        raise bad_input(f"{chosen.name} is of one ref, not of the whole menu")
    of_all = chosen.of_all
    return _written(chosen, lambda: of_all(snapshot))


def _written(form: Format, make: Callable[[], Any]) -> str:
    """Text as it is, anything else as JSON. Refused where menus are nested more deeply than a format of trees can be."""
    try:
        value = make()
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    except RecursionError as error:
        raise bad_input(f"the menus are nested too deeply for {form.name}; json, json-ld and text are flat") from error


def text(snapshot: Snapshot, path: MenuPath) -> str:
    """The labels of a path joined with ' > '."""
    return SEPARATOR.join(crumb.name for crumb in crumbs_of(snapshot, path))


__all__ = [
    "FORMATS",
    "OFFERED",
    "OF_FEATURES",
    "Crumb",
    "Format",
    "Found",
    "Trail",
    "crumbs_of",
    "find",
    "format_of",
    "json_ld",
    "serialize",
    "serialize_all",
    "text",
]
