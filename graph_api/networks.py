"""The graph for networkx: a typed multigraph whose attributes are strings, numbers and truth values, as GraphML and GEXF hold.

Nodes: entries, features, menu nodes, concepts, rules, procedures, terms; `kind` is their class, `label` their name. Edges: their key
and `relation` name what holds between two nodes. Evidence is the edges `states`, from an entry to what it states, with the words.
"""

import io
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, cast

from graph_api import tables
from graph_api.snapshot import Slice, Snapshot
from ontology import layout
from ontology.links import Link, links
from ontology.records import (
    AnyRecord,
    Concept,
    Condition,
    Constraint,
    Entry,
    Evidence,
    Feature,
    MenuNode,
    MenuPath,
    Procedure,
    Record,
    Term,
)

if TYPE_CHECKING:
    import networkx

_LISTINGS: Final = (
    layout.ENTRIES,
    layout.FEATURES,
    layout.MENU_NODES,
    layout.CONCEPTS,
    layout.CONSTRAINTS,
    layout.PROCEDURES,
    layout.TERMS,
)
_NOT_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
_SCALARS: Final[Mapping[type, tuple[str, ...]]] = {
    Entry: ("title", "answer", "answered"),
    Feature: ("is_operation",),
    MenuNode: ("anchored", "url"),
    Concept: ("scheme_label", "discovered", "code", "definition"),
    Constraint: ("modality", "text", "scope", "effect", "valid_from", "valid_until", "superseded"),
    Procedure: (),
    Term: ("definition",),
}
_SORTS: Final[Mapping[type, tuple[str, str]]] = {
    Entry: ("entry_kind", "kind"),
    MenuNode: ("menu_kind", "kind"),
    Concept: ("scheme", "scheme"),
    Constraint: ("constraint_kind", "kind"),
}

_FIGURES: Final = ("comparator", "value", "upper", "field", "unit", "unit_text", "per", "since", "basis")

Edge = tuple[str, str, str, dict[str, Any]]
"""From, to, relation, attributes."""


def multigraph(snapshot: Snapshot) -> "networkx.MultiDiGraph[str]":
    """The whole graph."""
    import networkx

    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph(name="helpgraph", snapshot=snapshot.id)
    records = [record for listing in _LISTINGS for record in snapshot.whole(Slice(listing))]
    for record in records:
        graph.add_node(record.id, **_attributes(snapshot, record))
    for record in records:
        for source, target, relation, told in _edges(snapshot, record):
            if source in graph and target in graph:
                nth = graph.number_of_edges(source, target)
                graph.add_edge(source, target, key=f"{relation}-{nth}", relation=relation, **_plain(told))
    return graph


def _attributes(snapshot: Snapshot, record: Record) -> dict[str, Any]:
    told: dict[str, Any] = {"kind": type(record).__name__, "label": tables.called(snapshot, record)}
    told |= {name: getattr(record, name) for name in _SCALARS[type(record)]}
    if type(record) in _SORTS:
        name, attribute = _SORTS[type(record)]
        told[name] = getattr(record, attribute)
    if isinstance(record, Constraint) and record.limit:
        told |= {name: getattr(record.limit, name) for name in _FIGURES}
    if names := getattr(record, "aliases", ()):
        told["aliases"] = tables.JOINT.join(names)
    return _plain(told)


def _plain(told: Mapping[str, Any]) -> dict[str, Any]:
    """Attributes without what is not told; strings are plain and hold no character that XML forbids."""
    return {name: _cell(value) for name, value in told.items() if value is not None}


def _cell(value: Any) -> Any:
    return value if isinstance(value, bool | int | float) else _NOT_XML.sub("\ufffd", str(value))


def _edges(snapshot: Snapshot, record: Record) -> Iterator[Edge]:
    for link in links(cast(AnyRecord, record), snapshot.get):
        yield (link.source, link.target, link.relation, _told(snapshot, record, link))


def _told(snapshot: Snapshot, record: Record, link: Link) -> dict[str, Any]:
    """What a link tells beside its ends."""
    one = link.about
    if isinstance(one, Evidence):
        told = {
            "field": one.field,
            "start_offset": one.start,
            "end_offset": one.end,
            "quote": one.quote,
            "rule": one.rule,
        }
        if isinstance(record, Procedure):
            told |= {"position": link.position, "text": record.steps[link.position - 1].text}
        return told
    if isinstance(one, Condition):
        figures = {name: getattr(one.limit, name) for name in _FIGURES} if one.limit else {}
        return {"negated": one.negated, **figures}
    if isinstance(one, MenuPath):
        only = tables.JOINT.join(tables.said(snapshot, each) for each in one.conditions) or None
        return {"rank": link.position, "path": one.id, "conditions": only}
    return {}


def graphml(graph: "networkx.MultiDiGraph[str]") -> bytes:
    """A graph of `multigraph` as GraphML."""
    import networkx

    out = io.BytesIO()
    networkx.write_graphml_xml(graph, out)
    return out.getvalue()


def gexf(graph: "networkx.MultiDiGraph[str]") -> bytes:
    """The same as GEXF, which has no keys: each edge gets an id of its own."""
    import networkx

    numbered: networkx.MultiDiGraph[str] = networkx.MultiDiGraph(**graph.graph)
    numbered.add_nodes_from(graph.nodes(data=True))
    for nth, (source, target, told) in enumerate(graph.edges(data=True)):
        numbered.add_edge(source, target, id=str(nth), **told)
    out = io.BytesIO()
    networkx.write_gexf(numbered, out)
    return out.getvalue()


def nearest_nodes(graph: "networkx.MultiDiGraph[str]", own: str, hops: int) -> list[tuple[str, int]]:
    """The nodes within so many edges of one, whichever way these point, with how many; the nearest first, then by id."""
    import networkx

    near = networkx.single_source_shortest_path_length(graph.to_undirected(as_view=True), own, cutoff=hops)
    return sorted(near.items(), key=lambda pair: (pair[1], pair[0]))
