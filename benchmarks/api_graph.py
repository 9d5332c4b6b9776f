"""A graph as servers in other languages hold it in memory: records as JSON by the schema's names, listings, labels."""

import base64
import json
from pathlib import Path
from typing import Any, Final

import msgspec

from graph_api.schema import sdl
from graph_api.snapshot import Slice, Snapshot
from ontology import layout
from ontology.attested import Attested
from ontology.layout import subset

_RENAMED: Final = {
    "complete": "isComplete",
    "superseded": "isSuperseded",
    "discovered": "isDiscovered",
    "answered": "isAnswered",
    "anchored": "isAnchored",
    "paths": "menuPaths",
}


def export(snapshot: Snapshot, path: Path) -> None:
    """Writes the graph with its schema."""
    ids = [str(row[0]) for row in snapshot.rows("SELECT id FROM node")]
    records = {own: _plain(snapshot.get(own)) for own in ids}
    concepts = [own for own, record in records.items() if record["type"] == "Concept"]
    listings = {"features": _listing(snapshot, layout.FEATURES)}
    for own in concepts:
        listings[f"constraints:{own}"] = _listing(snapshot, subset(layout.CONSTRAINTS, "concept", own))
    names = {
        kind: {record["label"]: own for own, record in records.items() if record["type"] == kind}
        for kind in ("Feature", "Concept")
    }
    told = {"schema": sdl(), "records": records, "listings": listings, "names": names}
    path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def _listing(snapshot: Snapshot, name: str) -> list[list[str]]:
    return [[base64.b64encode(key).decode(), own] for key, own in snapshot.page(Slice(name), -1)]


def _plain(value: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        told = {_RENAMED.get(name, _camel(name)): _plain(getattr(value, name)) for name in value.__struct_fields__}
        return {**told, "type": type(value).__name__}
    return [_plain(one) for one in value] if isinstance(value, tuple | Attested) else value


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(map(str.capitalize, others))
