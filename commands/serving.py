"""A graph for programs that ask over a wire: serve, mcp, and the schema they go by."""

from typing import Annotated

import typer

from commands.frame import DEFAULT_GRAPH, Graph, app, fail, open_graph, say


@app.command()
def serve(
    graph: Graph = DEFAULT_GRAPH,
    host: Annotated[str, typer.Option("--host", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option("--workers", min=1, help="How many processes serve.")] = 1,
) -> None:
    """Serves the graph over GraphQL; a version that is published meanwhile is served at once."""
    open_graph(graph).close()
    from graph_api.server import serve as run

    say(f"http://{host}:{port}/graphql")
    run(graph, host=host, port=port, workers=workers)


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
