"""The graph for rdflib. The only file of this room that imports it."""

from typing import TYPE_CHECKING

from graph_api.documents import ntriples
from graph_api.snapshot import Snapshot
from graph_api.sparql import prefixes

if TYPE_CHECKING:
    import rdflib


def rdflib_graph(snapshot: Snapshot) -> "rdflib.Graph":
    """The graph in rdflib's memory, in full, with the usual prefixes bound."""
    import rdflib

    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in prefixes(snapshot).items():
        graph.bind(prefix, namespace)
    graph.parse(data=ntriples(snapshot), format="nt")
    return graph
