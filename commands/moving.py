"""The graph to and from a SPARQL 1.1 store: push, pull."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.frame import DEFAULT_GRAPH, AsJson, Graph, app, print_json, say, told_plainly
from graph_api.terminal import progress_bars

if TYPE_CHECKING:
    from extract.endpoint import Place

Store = Annotated[
    str, typer.Option("--store", help="The address of the store: http://127.0.0.1:7878.", show_default=False)
]
Query = Annotated[str | None, typer.Option("--query", help="Its SPARQL Query endpoint, where it is not found.")]
Update = Annotated[str | None, typer.Option("--update", help="Its SPARQL Update endpoint.")]
Graphs = Annotated[str | None, typer.Option("--graphs", help="Its Graph Store Protocol endpoint.")]
User = Annotated[
    str | None,
    typer.Option("--user", help="Who asks; the password is read from HELPGRAPH_STORE_PASSWORD.", show_default=False),
]
Seconds = Annotated[float, typer.Option("--timeout", min=0.1, help="How many seconds one answer may take.")]


@app.command()
def push(
    store: Store,
    graph: Graph = DEFAULT_GRAPH,
    query: Query = None,
    update: Update = None,
    graphs: Graphs = None,
    user: User = None,
    timeout: Seconds = 120.0,
    force: Annotated[
        bool, typer.Option("--force", help="Also over a graph in another version of the ontology.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Publishes the graph in a SPARQL 1.1 store; who reads there sees the old one or the new one, never half."""
    from extract.diff import version_of
    from extract.push import push as run

    place = _place(store, query, update, graphs, user, timeout)
    with told_plainly(), progress_bars() as progress:
        pushed = run(version_of(graph), place, force=force, progress=progress)
    if as_json:
        print_json({"snapshot": pushed.snapshot, "graph": pushed.graph, "triples": pushed.triples, "sent": pushed.sent})
    elif pushed.sent:
        say(f"{pushed.snapshot}: {pushed.triples} triples are read in <{pushed.graph}>")
    else:
        say(f"{pushed.snapshot} is in the store already: <{pushed.graph}>")


@app.command()
def pull(
    store: Store,
    out: Annotated[Path, typer.Option("--out", help="The graph folder to publish to.")],
    base_iri: Annotated[
        str | None,
        typer.Option("--base-iri", help="Which graph, where the store has several.", show_default=False),
    ] = None,
    query: Query = None,
    user: User = None,
    timeout: Seconds = 120.0,
    as_json: AsJson = False,
) -> None:
    """Makes a snapshot of the graph that a SPARQL 1.1 store holds, equal to the one that was pushed, and publishes it in a folder."""
    from extract.pull import pull as run

    place = _place(store, query, None, None, user, timeout)
    with told_plainly(), progress_bars() as progress:
        pulled = run(place, out, base_iri=base_iri, progress=progress)
    if as_json:
        print_json({"snapshot": pulled.version.name, "triples": pulled.triples, "fetched": pulled.fetched})
    else:
        say(f"{pulled.triples} triples, published as {pulled.version.name} in {out}")
    if pulled.renamed:
        say("another version of helpgraph pushed it: the same graph has another snapshot id here")


def _place(
    store: str, query: str | None, update: str | None, graphs: str | None, user: str | None, seconds: float
) -> "Place":
    from extract.endpoint import Place

    password = os.environ.get("HELPGRAPH_STORE_PASSWORD", "")
    return Place(store, query, update, graphs, user, password, seconds)
