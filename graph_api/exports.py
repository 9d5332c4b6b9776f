"""The table of what `helpgraph export` writes: a name, what it is, and the function that makes it of a snapshot."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from graph_api import export_forms
from graph_api.errors import Code, Refused
from graph_api.export_forms import Made
from graph_api.refs import nearest
from graph_api.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Export:
    """What an export is called; `make` gives its bytes or its files, from the snapshot and the shape that --as names (None:
    the first, or all tables). `shapes` tells whether there are several."""

    name: str
    make: Callable[[Snapshot, str | None], Made]
    shapes: bool = True


def _breadcrumbs(snapshot: Snapshot, shape: str | None) -> bytes:
    from graph_api.breadcrumbs import serialize_all

    return serialize_all(snapshot, shape or "json").encode()


def _one(make: Callable[[Snapshot], bytes]) -> Callable[[Snapshot, str | None], Made]:
    return lambda snapshot, _: make(snapshot)


EXPORTS: Final[Mapping[str, Export]] = {
    one.name: one
    for one in (
        Export("nt", export_forms.ntriples),
        Export("ttl", export_forms.turtle),
        Export("jsonld", export_forms.json_ld),
        Export("graphml", _one(export_forms.graphml), shapes=False),
        Export("gexf", _one(export_forms.gexf), shapes=False),
        Export("csv", export_forms.comma_separated),
        Export("parquet", export_forms.parquet),
        Export("breadcrumbs", _breadcrumbs),
    )
}


def export(snapshot: Snapshot, name: str, shape: str | None = None) -> Made:
    """The graph in a format. Raises Refused for an unknown one, with the nearest and all names."""
    found = EXPORTS.get(name.strip().lower())
    if found is None:
        near = nearest(name[:40], list(EXPORTS))
        hint = f"did you mean {near[0]}? " if near else ""
        message = f"there is no export format {name[:40]!r}; {hint}the formats are {', '.join(EXPORTS)}"
        raise Refused(Code.BAD_USER_INPUT, message, suggestions=near)
    if shape and not found.shapes:
        raise Refused(Code.BAD_USER_INPUT, f"there is one form of {found.name} alone; leave --as out")
    return found.make(snapshot, shape)
