"""The graph for rdflib. The only file of this room that imports it."""

import gzip
from typing import TYPE_CHECKING

from graph_api.snapshot import Snapshot
from graph_api.sparql import prefixes
from ontology import layout

if TYPE_CHECKING:
    import rdflib


def ntriples(snapshot: Snapshot) -> bytes:
    """The graph as the snapshot holds it: sorted N-Triples."""
    plain = snapshot.version / layout.GRAPH
    packed = snapshot.version / f"{layout.GRAPH}.gz"
    return plain.read_bytes() if plain.exists() else gzip.decompress(packed.read_bytes())


def rdflib_graph(snapshot: Snapshot) -> "rdflib.Graph":
    """The graph in rdflib's memory, with the usual prefixes bound."""
    import rdflib

    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in prefixes(snapshot).items():
        graph.bind(prefix, namespace)
    graph.parse(data=ntriples(snapshot), format="nt")
    return graph
