"""The table of what `helpgraph export` writes: a name, what it is, and the function that makes it of a snapshot."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from graph_api.errors import Code, Refused
from graph_api.refs import nearest
from graph_api.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Export:
    """What an export is called; `make` gives its text, from the snapshot and the shape that --as names (None: the first)."""

    name: str
    make: Callable[[Snapshot, str | None], str]


def _breadcrumbs(snapshot: Snapshot, shape: str | None) -> str:
    from graph_api.breadcrumbs import serialize_all

    return serialize_all(snapshot, shape or "json")


EXPORTS: Final[Mapping[str, Export]] = {one.name: one for one in (Export("breadcrumbs", _breadcrumbs),)}


def export(snapshot: Snapshot, name: str, shape: str | None = None) -> str:
    """The graph in a format. Raises Refused for an unknown one, with the nearest and all names."""
    found = EXPORTS.get(name.strip().lower())
    if found is None:
        near = nearest(name[:40], list(EXPORTS))
        hint = f"did you mean {near[0]}? " if near else ""
        message = f"there is no export format {name[:40]!r}; {hint}the formats are {', '.join(EXPORTS)}"
        raise Refused(Code.BAD_USER_INPUT, message, suggestions=near)
    return found.make(snapshot, shape)
