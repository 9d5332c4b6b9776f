"""A graph for programs that ask over a wire: serve, mcp, and the schema they go by."""

import gc
from pathlib import Path
from typing import Annotated

import typer

from commands.frame import DEFAULT_GRAPH, Graph, app, fail, open_graph, published_graph, say
from commands.plainly import Plainly


@app.command(cls=Plainly)
def serve(
    graph: Graph = DEFAULT_GRAPH,
    host: Annotated[str, typer.Option("--host", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option("--workers", min=1, help="How many processes serve.")] = 1,
    trusted: Annotated[
        Path | None,
        typer.Option("--trusted-documents", help="A manifest of documents by their hashes, as codegen writes it."),
    ] = None,
    only_trusted: Annotated[bool, typer.Option("--only-trusted", help="Answer trusted documents alone.")] = False,
    origins: Annotated[
        list[str] | None,
        typer.Option("--cors-origin", help="An origin whose pages may ask, or *; may be given several times."),
    ] = None,
    limits: Annotated[
        list[str] | None,
        typer.Option("--limit", help="A limit as NAME=VALUE: body, tokens, cost, ...; may be given several times."),
    ] = None,
    log_requests: Annotated[bool, typer.Option("--log-requests", help="Log a line for each request.")] = False,
) -> None:
    """Serves the graph over GraphQL; a version that is published meanwhile is served at once."""
    if only_trusted and trusted is None:
        fail("error: --only-trusted needs --trusted-documents", 2)
    gc.disable()  # while modules are loaded there is nothing to be found; who serves enables it
    published = published_graph(graph, thorough=True)
    from graph_api.limits import BadLimit, limits_of
    from graph_api.server import BadManifest, Settings, check
    from graph_api.server import serve as run

    try:
        settings = Settings(
            limits=limits_of(limits or ()),
            origins=frozenset(origins or ()),
            trusted=trusted.resolve() if trusted else None,
            only_trusted=only_trusted,
            log_requests=log_requests,
        )
        check(settings)
    except BadLimit as error:
        fail(f"error: {error}", 2)
    except BadManifest as error:
        fail(f"error: {error}")
    say(f"http://{host}:{port}/graphql")
    run(published, settings, host=host, port=port, workers=workers)


@app.command()
def mcp(graph: Graph = DEFAULT_GRAPH) -> None:
    """Serves the graph to language-model agents by the Model Context Protocol, over standard input and output."""
    from graph_api.agents import NoAgents, serve
    from graph_api.snapshot import Published

    open_graph(graph).close()
    try:
        serve(Published(graph))
    except NoAgents as error:
        fail(f"error: {error}")


@app.command()
def schema() -> None:
    """The GraphQL schema."""
    from graph_api.schema import sdl

    print(sdl(), end="")
