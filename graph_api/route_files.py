"""A front end's routes or menu, read from JSON: a tree of labelled routes, each with the line it stands in.

Reads the shapes that `breadcrumbs` writes (Ant Design, Vue Router, React Router, VitePress, Docusaurus, nav.json, trails,
JSON-LD) and what is like them: objects with a label and children by any of the usual names. A route without a label (a
layout, a redirect) is left out and what is under it stands in its place.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

_LABELS: Final = ("label", "title", "text", "breadcrumbName", "breadcrumb", "crumb", "name")
_KEYS: Final = ("key", "id", "name", "path")
_DATA: Final = ("meta", "handle", "customProps", "item")
_LINKS: Final = ("href", "link", "url", "path", "item")
_CHILDREN: Final = ("children", "items", "routes")
_TREES: Final = (
    "systems",
    "unanchored",
    "routes",
    "items",
    "menu",
    "menus",
    "sidebar",
    "sidebars",
    "nav",
    "data",
    "children",
)
_LINE: Final = "\x00line"
"""Under this name an object tells the line it begins in; no file is likely to hold it."""
_NO_TREES: Final = {*_DATA, "evidence", "siblings", "conditions", "ref", "features"}
_KEY: Final = re.compile(r"menu-[a-z2-7]{16}\Z")
_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[{}]|\n')
_ASSIGNED: Final = re.compile(r"^(?:export\s+)?const\s[^=]*=\s*(?=[\[{])", re.MULTILINE)
_WRITTEN: Final = "json, nav, json-ld, antd, vue-router, react-router, vitepress, docusaurus"


class RouteFileError(Exception):
    """A file that holds no routes; the message says where, why and what is expected."""


@dataclass(slots=True)
class FileRoute:
    """A route of the file: its label, its key if it is one of ours, its address if it has one, the line it begins in."""

    label: str
    key: str | None
    href: str | None
    line: int
    children: "list[FileRoute]" = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Routes:
    """The routes of a file."""

    file: str
    roots: tuple[FileRoute, ...]

    def walk(self) -> Iterator[FileRoute]:
        """All routes, each before those under it."""
        todo = list(reversed(self.roots))
        while todo:
            one = todo.pop()
            yield one
            todo += reversed(one.children)


def read_routes(text: str, file: str = "routes.json") -> Routes:
    """The routes that a JSON text holds, or a module whose one value is written as JSON. Raises RouteFileError."""
    text = _value_of_module(text)
    lines = _lines(text)
    try:
        value = json.loads(text, object_pairs_hook=lambda pairs: {**dict(pairs), _LINE: next(lines)})
        roots = _joined(_chains(value) or _routes(value))
    except json.JSONDecodeError as error:
        hint = "; a TypeScript or JavaScript module must be written out as JSON first" if _is_code(text) else ""
        raise RouteFileError(f"{file}:{error.lineno}:{error.colno}: this is no JSON: {error.msg}{hint}") from error
    except RecursionError as error:
        raise RouteFileError(f"{file}: this is nested too deeply to be routes") from error
    if not isinstance(value, dict | list):
        raise RouteFileError(f"{file}:1: {json.dumps(value, ensure_ascii=False)[:40]} is no list of routes")
    if not roots:
        raise RouteFileError(
            f"{file}: no object here has a label (any of {', '.join(_LABELS)}); "
            f"expected a list of routes or menu items, as {_WRITTEN} have it"
        )
    return Routes(file, tuple(roots))


def _value_of_module(text: str) -> str:
    """The value that a module gives a name, on its own lines; any other text as it is."""
    head = _ASSIGNED.search(text)
    if head is None or not _is_code(text):
        return text
    body = "\n" * text.count("\n", 0, head.end()) + text[head.end() :]
    start = len(body) - len(body.lstrip("\n"))
    try:
        _, end = json.JSONDecoder().raw_decode(body, start)
    except (ValueError, RecursionError):
        return text
    return body[:end]


def _is_code(text: str) -> bool:
    return re.search(r"^\s*(?:import|export|const|module\.exports)\b", text, re.MULTILINE) is not None


def _lines(text: str) -> Iterator[int]:
    """The line that each object begins in, in the order that objects end."""
    line, open_at = 1, []
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token == "\n":
            line += 1
        elif token == "{":
            open_at.append(line)
        elif token == "}":
            yield open_at.pop()


def _routes(value: Any) -> list[FileRoute]:
    """The routes of a list, an object of lists by name, or one object."""
    if isinstance(value, list):
        return [route for one in value for route in _routes(one)]
    if not isinstance(value, dict):
        return []
    label = _label(value)
    below = [route for child in _below(value, label is not None) for route in _routes(child)]
    if label is None:
        return below
    return [FileRoute(label, _key(value), _href(value), int(value[_LINE]), below)]


def _below(value: dict[str, Any], is_route: bool) -> list[Any]:
    """What stands under an object: its children; of one that is no route all the lists in it that may be trees."""
    named = [value[name] for name in _CHILDREN if isinstance(value.get(name), list | dict)]
    if is_route or named:
        return named[:1]
    trees = [value[name] for name in _TREES if isinstance(value.get(name), list | dict)]
    return trees or [one for name, one in value.items() if name not in _NO_TREES]


def _label(value: dict[str, Any]) -> str | None:
    """The first text under a name for labels; what the data of a route says comes before its technical name."""
    data = [value[name] for name in _DATA if isinstance(value.get(name), dict)]
    for one in (*data, value):
        for name in _LABELS:
            text = one.get(name)
            if isinstance(text, str) and text.strip() and not _KEY.match(text) and not _is_name(one, name, text):
                return text.strip()
    return None


def _is_name(one: dict[str, Any], name: str, text: str) -> bool:
    """`name` beside `path` is a router's technical name, unless it is Chinese."""
    return name == "name" and "path" in one and text.isascii()


def _key(value: dict[str, Any]) -> str | None:
    data = [value[name] for name in _DATA if isinstance(value.get(name), dict)]
    for one in (*data, value):
        for name in _KEYS:
            text = one.get(name)
            if isinstance(text, str) and _KEY.match(text.rsplit("/", 1)[-1]):
                return text.rsplit("/", 1)[-1]
    link = _href(value)
    last = link.rstrip("/").rsplit("/", 1)[-1] if link else ""
    return last if _KEY.match(last) else None


def _href(value: dict[str, Any]) -> str | None:
    found = (value[name] for name in _LINKS if isinstance(value.get(name), str) and value[name])
    return next(found, None)


def _chains(value: Any) -> list[FileRoute]:
    """Trails (JSON-LD lists, our own documents, lists of breadcrumb items) as chains; none where the value is a tree."""
    return [route for one in _trails(value) if (route := _chain(one)) is not None]


def _trails(value: Any) -> Iterator[list[Any]]:
    if isinstance(value, list):
        if value and all(isinstance(one, list) for one in value):
            yield from value
            return
        for one in value:
            yield from _trails(one)
    elif isinstance(value, dict):
        for name in ("crumbs", "itemListElement"):
            if isinstance(value.get(name), list):
                yield value[name]
        for name in ("trails", "@graph"):
            if isinstance(value.get(name), list):
                yield from _trails(value[name])


def _chain(items: list[Any]) -> FileRoute | None:
    """Items one under the other, from the root down."""
    objects = [one for one in items if isinstance(one, dict)]
    if all(isinstance(one.get("position"), int) for one in objects):
        objects.sort(key=lambda one: int(one["position"]))
    root: FileRoute | None = None
    last: FileRoute | None = None
    for one in objects:
        label = _label(one)
        if label is None:
            continue
        route = FileRoute(label, _key(one), _href(one), int(one[_LINE]))
        if last is None:
            root = route
        else:
            last.children.append(route)
        last = route
    return root


def _joined(routes: list[FileRoute]) -> list[FileRoute]:
    """Routes of one place by one name are one, unless their keys differ: trails that share a beginning become a tree."""
    kept: dict[str, list[FileRoute]] = {}
    for one in routes:
        same = kept.setdefault(one.label, [])
        old = next((known for known in same if None in (known.key, one.key) or known.key == one.key), None)
        if old is None:
            same.append(one)
        else:
            old.children += one.children
            old.key, old.href = old.key or one.key, old.href or one.href
    found = [one for same in kept.values() for one in same]
    for one in found:
        one.children = _joined(one.children)
    return found
