"""A graph looked into and handed on: explain, locate, export, sparql, routes-lint."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from commands.frame import (
    DEFAULT_GRAPH,
    AsJson,
    Graph,
    app,
    document_of,
    fail,
    open_graph,
    print_json,
    refusals,
    say,
    told_plainly,
    write_out,
)


@app.command()
def explain(
    entry: Annotated[str, typer.Argument(help="An entry's id, or words of its question.")],
    graph: Graph = DEFAULT_GRAPH,
    as_json: AsJson = False,
) -> None:
    """One entry: its text, what was marked under it and by which rule, the facts that came of it."""
    from graph_api.explain import explained, find_entry, marked

    snapshot = open_graph(graph)
    found = find_entry(snapshot, entry)
    if found is None:
        fail(f"error: no entry is named {entry!r}; give its id, or words of its question")
    if as_json:
        print_json(explained(snapshot, found))
    else:
        print(marked(snapshot, found))


@app.command()
def locate(
    ref: Annotated[str, typer.Argument(help="A feature by any name; a menu node by its key, name or 'A > B'.")],
    form: Annotated[
        str | None, typer.Option("--format", help="A format of breadcrumbs: json-ld, html, antd ...")
    ] = None,
    graph: Graph = DEFAULT_GRAPH,
    as_json: AsJson = False,
) -> None:
    """Where a function lives: every known place, the best attested first; as breadcrumbs in any of their formats."""
    from graph_api.breadcrumbs import find, serialize
    from graph_api.trail_forms import full, line

    snapshot = open_graph(graph)
    with refusals():
        if form:
            print(serialize(snapshot, ref, form), end="")
            return
        found = find(snapshot, ref)
    if as_json:
        print_json(full(snapshot, found)["trails"])
        return
    for trail in found.trails:
        print(line(trail))
        for evidence in trail.path.evidence[:3]:
            print(f"    “{evidence.quote}” — {getattr(snapshot.get(evidence.entry), 'title', evidence.entry)}")
    if not found.trails:
        say("no source says where this is")


@app.command()
def export(
    form: Annotated[
        str,
        typer.Option(
            "--format",
            help="What to write: nt, ttl, jsonld, graphml, gexf, csv, parquet, breadcrumbs.",
            show_default=False,
        ),
    ],
    shape: Annotated[
        str | None,
        typer.Option(
            "--as",
            help="For nt, ttl and jsonld: full (evidence written out) or compact (as it is stored); for breadcrumbs: json, json-ld, text, nav, sitemap, antd, vue-router.ts ...; for csv and parquet one table.",
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="The file or folder to write; without it stdout.")] = None,
    graph: Graph = DEFAULT_GRAPH,
) -> None:
    """The graph for other tools."""
    from graph_api.exports import export as run
    from graph_api.frames import NoFrames

    snapshot = open_graph(graph)
    try:
        with refusals(2):
            made = run(snapshot, form, shape)
    except NoFrames as error:
        fail(f"error: {error}")
    with told_plainly():
        if isinstance(made, bytes):
            write_out(made, out)
        elif out is None:
            fail(f"error: {form} is {len(made)} files: name a folder with --out, or one of the tables with --as", 2)
        else:
            out.mkdir(parents=True, exist_ok=True)
            for name, data in made.items():
                (out / name).write_bytes(data)
            say(f"wrote {len(made)} files in {out}")


@app.command()
def sparql(
    query: Annotated[str, typer.Argument(help="A SPARQL query, a file that holds one, or - for stdin.")],
    graph: Graph = DEFAULT_GRAPH,
    form: Annotated[
        str | None,
        typer.Option("--format", help="json, xml, csv or tsv; for CONSTRUCT and DESCRIBE ttl, nt, rdf or jsonld."),
    ] = None,
    seconds: Annotated[float, typer.Option("--seconds", min=0, help="Stop after so long; 0: never.")] = 0,
) -> None:
    """The results of a SPARQL query over the graph; the prefixes help:, skos:, rdf:, rdfs:, xsd: need no declaration."""
    from graph_api.sparql import UNLIMITED, Runner
    from graph_api.sparql_guard import QueryRefused, admit

    text = document_of(query, "{<", "SPARQL query")
    runner = Runner(open_graph(graph), replace(UNLIMITED, seconds=seconds))
    try:
        chosen = form or ("" if admit(text) in ("CONSTRUCT", "DESCRIBE") else "tsv")
        write_out(runner.run(text, chosen), None)
    except QueryRefused as error:
        fail(f"error: {error}", 1 if error.code == "LIMIT_EXCEEDED" else 2)
    finally:
        runner.close()


@app.command("routes-lint")
def routes_lint(
    routes: Annotated[
        Path, typer.Argument(help="A front end's routes or menu as JSON, in any of the formats of breadcrumbs.")
    ],
    graph: Graph = DEFAULT_GRAPH,
    under: Annotated[
        str | None, typer.Option("--under", help="The menu node that the file is about: '商家后台 > 订单管理'.")
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind", help="A kind of node that the file must have (SYSTEM, MENU, PAGE at first); several times."
        ),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only", help="Differences of this sort alone: moved, renamed, missing, unknown, address; several times."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Compares a front end's routes with the graph: what moved, is missing, is named otherwise. Exit code 1 on a difference."""
    from graph_api.route_files import RouteFileError, read_routes
    from graph_api.routes_lint import Scope, lint
    from graph_api.routes_report import report, told

    snapshot = open_graph(graph)
    try:
        with told_plainly(), refusals(2):
            text = sys.stdin.read() if str(routes) == "-" else routes.read_text(encoding="utf-8-sig")
            found = lint(snapshot, read_routes(text, str(routes)), Scope.of(under, kind, only))
    except UnicodeDecodeError:
        fail(f"error: {routes} is no text in UTF-8, so it is no JSON")
    except RouteFileError as error:
        fail(f"error: {error}")
    if as_json:
        print_json(told(found))
    else:
        print(report(found), end="")
    if found.differences:
        raise typer.Exit(1)
