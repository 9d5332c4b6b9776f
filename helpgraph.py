"""The door: the command line, the one place that knows both sides.

Results go to stdout, messages to stderr. Exit codes: 0 done, 1 the input or the graph is at fault, 2 usage.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, NoReturn

import typer

from graph_api.asked_for import NodeKind
from graph_api.terminal import progress_bars, table, unmarked, wanted
from ontology.kinds import Verdict

if TYPE_CHECKING:
    from graph_api.library import Graph as LibraryGraph
    from graph_api.snapshot import Snapshot
    from ontology.records import AnyRecord

DEFAULT_GRAPH: Final = Path("graph")

app: Final = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: what draws boxes takes three times as long to load as all else together
    help="Turns help-centre questions and answers into a knowledge graph, and serves it.",
)


Corpus = Annotated[
    list[Path], typer.Argument(help="Files and folders of entries: .txt, .jsonl, .csv.", show_default=False)
]
Graph = Annotated[Path, typer.Option("--graph", help="The graph folder, as `build --out` wrote it.")]
Vocab = Annotated[
    list[Path] | None, typer.Option("--vocab", help="A Turtle file of more terms; may be given several times.")
]
BaseIri = Annotated[str, typer.Option("--base-iri", help="What the IRIs of the graph begin with.")]
Jobs = Annotated[int, typer.Option("--jobs", min=1, help="How many processes read entries.")]
Given = Annotated[
    list[str] | None,
    typer.Option("--given", help="A concept that holds of the order: COD, 待出库, 非预售; may be given several times."),
]
Verdicts = Annotated[
    list[Verdict] | None,
    typer.Option("--verdict", case_sensitive=False, help="Of this verdict alone; may be given several times."),
]
Kinds = Annotated[
    list[NodeKind] | None,
    typer.Option("--kind", case_sensitive=False, help="Look for these alone; may be given several times."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
_BASE: Final = "https://helpgraph.example/id/"


def _say(message: str) -> None:
    print(message, file=sys.stderr)


def _fail(message: str, code: int = 1) -> NoReturn:
    _say(message)
    raise typer.Exit(code)


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


@contextmanager
def _told() -> Iterator[None]:
    """What is wrong with an input or a graph is told without a traceback."""
    from extract.errors import CorpusError
    from extract.publish import Busy
    from ontology.turtle import VocabularyError
    from ontology.validation import NotConforming

    try:
        yield
    except (CorpusError, VocabularyError, NotConforming, Busy) as error:
        _fail(f"error: {error}")
    except OSError as error:
        _fail(f"error: {error.filename or ''}: {error.strerror}")


@app.command()
def build(
    corpus: Corpus,
    out: Annotated[Path, typer.Option("--out", help="The graph folder to publish to.")],
    vocab: Vocab = None,
    base_iri: BaseIri = _BASE,
    jobs: Jobs = 1,
    full: Annotated[bool, typer.Option("--full", help="Read every entry anew.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Stop at the first problem.")] = False,
) -> None:
    """Reads entries and publishes the graph. Exit code 1 where something was left out."""
    from extract.build import Options
    from extract.build import build as run

    options = Options(tuple(vocab or ()), base_iri, jobs, strict, None if full else out)
    with _told(), progress_bars() as progress:
        version, graph = run(corpus, out, options, progress)
    for problem in graph.corpus.problems:
        _say(f"left out: {problem}")
    _say(
        f"{len(graph.corpus.entries)} entries ({graph.read_anew} read anew), {len(graph.lines)} triples, "
        f"published as {version.name} in {out}"
    )
    if graph.corpus.problems:
        raise typer.Exit(1)


@app.command()
def serve(
    graph: Graph = DEFAULT_GRAPH,
    host: Annotated[str, typer.Option("--host", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option("--workers", min=1, help="How many processes serve.")] = 1,
) -> None:
    """Serves the graph over GraphQL; a version that is published meanwhile is served at once."""
    _open(graph).close()
    from graph_api.server import serve as run

    _say(f"http://{host}:{port}/graphql")
    run(graph, host=host, port=port, workers=workers)


@app.command()
def validate(
    corpus: Corpus, vocab: Vocab = None, base_iri: BaseIri = _BASE, jobs: Jobs = 1, as_json: AsJson = False
) -> None:
    """Reads without publishing: errors, gaps, conflicts, what was not read, broken laws. Exit code 1 where there are errors or
    broken laws."""
    from collections import Counter

    from extract.build import Options, assemble
    from extract.publish import counts
    from ontology.records import Conflict, Constraint, Gap
    from ontology.validation import violations

    with _told(), progress_bars() as progress:
        graph = assemble(corpus, Options(tuple(vocab or ()), base_iri, jobs), progress)
        broken = violations(graph.lines)
    gaps = [record for record in graph.records if isinstance(record, Gap)]
    texts = {record.id: record.text for record in graph.records if isinstance(record, Constraint)}
    told: dict[str, Any] = {
        "counts": counts(graph.records, len(graph.lines)),
        "gaps": dict(sorted(Counter(gap.kind for gap in gaps).items())),
        "conflicts": [
            {"explanation": record.explanation, "rules": [texts[own] for own in record.constraints]}
            for record in graph.records
            if isinstance(record, Conflict)
        ],
        "unread": _unread(graph.records),
        "problems": [str(problem) for problem in graph.corpus.problems],
        "violations": [str(violation) for violation in broken],
    }
    if as_json:
        _print_json(told)
    else:
        for name in ("counts", "gaps"):
            for key, value in told[name].items():
                print(f"{value:>8}  {key}")
        for conflict in told["conflicts"]:
            print("\n    ".join((f"conflict: {conflict['explanation']}", *conflict["rules"])))
        unread = told["unread"]
        print(f"not read: {unread['statements']} of {unread['of']} statements of rules ({unread['share']:.1%})")
        for line in (*graph.corpus.problems, *broken):
            print(line)
    if graph.corpus.problems or broken:
        raise typer.Exit(1)


def _unread(records: "Iterable[AnyRecord]") -> dict[str, Any]:
    """Of the statements that have the cue of a rule, how many could not be read as one."""
    from ontology.kinds import GapKind
    from ontology.records import Constraint, Gap

    every = list(records)
    missed = sum(isinstance(one, Gap) and one.kind is GapKind.UNCLASSIFIED_STATEMENT for one in every)
    rules = [one for one in every if isinstance(one, Constraint)]
    read = len({(e.entry, e.field, e.start, e.end) for rule in rules for e in rule.evidence})
    return {"statements": missed, "of": missed + read, "share": missed / max(1, missed + read)}


@app.command()
def explain(
    entry: Annotated[str, typer.Argument(help="An entry's id, or words of its question.")],
    graph: Graph = DEFAULT_GRAPH,
    as_json: AsJson = False,
) -> None:
    """One entry: its text, what was marked under it and by which rule, the facts that came of it."""
    from graph_api.explain import explained, find_entry, marked

    snapshot = _open(graph)
    found = find_entry(snapshot, entry)
    if found is None:
        _fail(f"error: no entry is named {entry!r}; give its id, or words of its question")
    if as_json:
        _print_json(explained(snapshot, found))
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

    snapshot = _open(graph)
    with _refusals():
        if form:
            print(serialize(snapshot, ref, form), end="")
            return
        found = find(snapshot, ref)
    if as_json:
        _print_json(full(snapshot, found)["trails"])
        return
    for trail in found.trails:
        print(line(trail))
        for evidence in trail.path.evidence[:3]:
            print(f"    “{evidence.quote}” — {getattr(snapshot.get(evidence.entry), 'title', evidence.entry)}")
    if not found.trails:
        _say("no source says where this is")


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
            help="For breadcrumbs: json, json-ld, text, nav, sitemap, antd, vue-router.ts ...; for csv and parquet one table.",
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="The file or folder to write; without it stdout.")] = None,
    graph: Graph = DEFAULT_GRAPH,
) -> None:
    """The graph for other tools."""
    from graph_api.exports import export as run
    from graph_api.frames import NoFrames

    snapshot = _open(graph)
    try:
        with _refusals(2):
            made = run(snapshot, form, shape)
    except NoFrames as error:
        _fail(f"error: {error}")
    with _told():
        if isinstance(made, bytes):
            _write(made, out)
        elif out is None:
            _fail(f"error: {form} is {len(made)} files: name a folder with --out, or one of the tables with --as", 2)
        else:
            out.mkdir(parents=True, exist_ok=True)
            for name, data in made.items():
                (out / name).write_bytes(data)
            _say(f"wrote {len(made)} files in {out}")


def _write(data: bytes, out: Path | None) -> None:
    """To a file, or to stdout as it is."""
    if out is None:
        typer.get_binary_stream("stdout").write(data)
        return
    out.write_bytes(data)
    _say(f"wrote {out}")


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

    text = _document(query, "{<", "SPARQL query")
    runner = Runner(_open(graph), replace(UNLIMITED, seconds=seconds))
    try:
        chosen = form or ("" if admit(text) in ("CONSTRUCT", "DESCRIBE") else "tsv")
        _write(runner.run(text, chosen), None)
    except QueryRefused as error:
        _fail(f"error: {error}", 1 if error.code == "LIMIT_EXCEEDED" else 2)
    finally:
        runner.close()


def _document(argument: str, marks: str, what: str) -> str:
    """A document that is an argument (one that holds one of the marks), a file or stdin."""
    if argument == "-":
        return sys.stdin.read()
    if set(marks) & set(argument):
        return argument
    path = Path(argument)
    if not path.is_file():
        _fail(f"error: {argument!r} is neither a {what} nor a file", 2)
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        _fail(f"error: {argument} is no text in UTF-8", 2)


@app.command()
def mcp(graph: Graph = DEFAULT_GRAPH) -> None:
    """Serves the graph to language-model agents by the Model Context Protocol, over standard input and output."""
    from graph_api.agents import NoAgents, serve
    from graph_api.snapshot import Published

    _open(graph).close()
    try:
        serve(Published(graph))
    except NoAgents as error:
        _fail(f"error: {error}")


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

    snapshot = _open(graph)
    try:
        with _told(), _refusals(2):
            text = sys.stdin.read() if str(routes) == "-" else routes.read_text(encoding="utf-8-sig")
            found = lint(snapshot, read_routes(text, str(routes)), Scope.of(under, kind, only))
    except UnicodeDecodeError:
        _fail(f"error: {routes} is no text in UTF-8, so it is no JSON")
    except RouteFileError as error:
        _fail(f"error: {error}")
    if as_json:
        _print_json(told(found))
    else:
        print(report(found), end="")
    if found.differences:
        raise typer.Exit(1)


_RULE: Final = "id kind modality text"
_OPEN: Final = f"{{ constraint {{ {_RULE} }} undecided {{ concept {{ label }} negated }} }}"
_APPLICABILITY: Final = f"{{ feature {{ id label }} verdict summary because {{ {_RULE} }} dependsOn {_OPEN} unless {_OPEN} limits {{ {_RULE} }} }}"


@app.command()
def operations(
    given: Given = None, verdict: Verdicts = None, graph: Graph = DEFAULT_GRAPH, as_json: AsJson = False
) -> None:
    """Which operations apply to an order, and why; those of which nothing is stated with --verdict UNSTATED."""
    document = (
        "query($g: [String!]!, $v: [Verdict!], $a: String) { operations(given: $g, verdicts: $v, first: 500, after: $a) "
        f"{{ nodes {_APPLICABILITY} pageInfo {{ hasNextPage endCursor }} }} }}"
    )
    variables: dict[str, Any] = {"g": given or [], "v": [one.value for one in verdict] if verdict else None}
    snapshot = _open(graph)
    nodes: list[Any] = []
    page: dict[str, Any] = {"pageInfo": {"hasNextPage": True, "endCursor": None}}
    while page["pageInfo"]["hasNextPage"]:
        variables["a"] = page["pageInfo"]["endCursor"]
        page = _ask(snapshot, document, variables)["operations"]
        nodes += page["nodes"]
    if as_json:
        _print_json(nodes)
        return
    table(("verdict", "operation", "why"), [(n["verdict"], n["feature"]["label"], n["summary"]) for n in nodes])
    if not nodes:
        _say("no operation has such a verdict")


@app.command()
def check(
    feature: Annotated[str, typer.Argument(help="A feature: its label, an alias or its id.")],
    given: Given = None,
    graph: Graph = DEFAULT_GRAPH,
    as_json: AsJson = False,
) -> None:
    """Whether a feature applies to an order, the rules it rests on, what is left open, and what bounds it."""
    document = f"query($f: String!, $g: [String!]!) {{ check(feature: $f, given: $g) {_APPLICABILITY} }}"
    told = _ask(_open(graph), document, {"f": feature, "g": given or []})["check"]
    if as_json:
        _print_json(told)
        return
    print(f"{told['verdict']}  {told['feature']['label']}\n{told['summary']}")
    rows = [("because", rule["text"], "") for rule in told["because"]]
    for name, key in (("depends on", "dependsOn"), ("unless", "unless")):
        rows += [(name, one["constraint"]["text"], wanted(one["undecided"])) for one in told[key]]
    rows += [("limit", rule["text"], "") for rule in told["limits"]]
    if rows:
        print()
        table(("", "rule", "undecided"), rows)


@app.command()
def search(
    text: Annotated[str, typer.Argument(help="Words, the last perhaps unfinished; pinyin or initials (ddgl).")],
    kind: Kinds = None,
    first: Annotated[int, typer.Option("--first", min=1, max=500, help="How many hits.")] = 10,
    graph: Graph = DEFAULT_GRAPH,
    as_json: AsJson = False,
) -> None:
    """What a text finds: entries, features, places, concepts, rules, terms and procedures, the best first."""
    document = (
        "query($t: String!, $k: [NodeKind!], $n: Int) { search(text: $t, kinds: $k, first: $n) "
        "{ totalCount nodes { kind score highlight node { id } } } }"
    )
    told = _ask(_open(graph), document, {"t": text, "k": [one.value for one in kind] if kind else None, "n": first})
    if as_json:
        _print_json(told["search"])
        return
    rows = [(hit["kind"], f"{hit['score']:.2f}", unmarked(hit["highlight"])) for hit in told["search"]["nodes"]]
    table(("kind", "score", "what"), rows)
    if not rows:
        _say("nothing was found")


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="A question in Chinese, as a merchant would put it.")],
    graph: Graph = DEFAULT_GRAPH,
    as_json: AsJson = False,
) -> None:
    """The answer that the graph holds, with its evidence, or that the sources do not say."""
    document = (
        "query($q: String!) { ask(question: $q) { intent text confidence entry { id title } features { label } "
        "given { concept { label } negated } menuPaths { text } constraints { text } applicability { verdict feature { label } } "
        "evidence { quote start end entry { id title } } } }"
    )
    told = _ask(_open(graph), document, {"q": question})["ask"]
    if as_json:
        _print_json(told)
    else:
        print(told["text"])
        _say(f"{told['intent']}, confidence {told['confidence']:.2f}")


@app.command()
def query(
    document: Annotated[str, typer.Argument(help="A GraphQL document, a file that holds one, or - for stdin.")],
    graph: Graph = DEFAULT_GRAPH,
    variables: Annotated[str, typer.Option("--variables", help="A JSON object.")] = "{}",
) -> None:
    """The answer to a GraphQL operation, without a server. Exit code 1 where it holds errors."""
    from graph_api.schema import execute

    text = _document(document, "{", "GraphQL document")
    try:
        values = json.loads(variables)
    except ValueError:
        _fail("error: --variables is no JSON", 2)
    if not isinstance(values, dict):
        _fail("error: --variables is no JSON object", 2)
    told = execute(_open(graph), text, values)
    print(json.dumps(told, ensure_ascii=False, indent=2, default=str))
    if "errors" in told:
        raise typer.Exit(1)


@app.command()
def schema() -> None:
    """The GraphQL schema."""
    from graph_api.schema import sdl

    print(sdl(), end="")


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="A graph folder, or a version in one.")],
    new: Annotated[Path, typer.Argument(help="Another.")],
    as_json: AsJson = False,
) -> None:
    """Which facts came and went between two snapshots."""
    from extract.diff import changes, shown, version_of

    with _told():
        found = changes(version_of(old), version_of(new))
    if as_json:
        _print_json(found)
    else:
        print(shown(found), end="")


def _open(graph: Path) -> "Snapshot":
    from graph_api.snapshot import Published, SnapshotError

    try:
        return Published(graph).snapshot()
    except SnapshotError as error:
        _fail(f"error: {error}")


@contextmanager
def _refusals(code: int = 1) -> Iterator[None]:
    """What the asker named wrongly is told with the nearest right names."""
    from graph_api.errors import Refused

    try:
        yield
    except Refused as error:
        _fail(_refusal(error.message, error.extensions or {}), code)


def _refusal(message: str, extensions: dict[str, Any]) -> str:
    suggestions = extensions.get("suggestions") or extensions.get("candidates") or ()
    names = [one if isinstance(one, str) else f"{one['label']} ({one['id']})" for one in suggestions]
    return "\n    ".join((f"error: {message}", *names))


def _ask(snapshot: "Snapshot", document: str, variables: dict[str, Any]) -> dict[str, Any]:
    """Data of an operation that this program wrote; an error in it is the asker's, and told."""
    from graph_api.schema import execute

    told = execute(snapshot, document, variables)
    for error in told.get("errors", ()):
        _fail(_refusal(error["message"], error["extensions"]))
    data: dict[str, Any] = told["data"]
    return data


def open(place: str | Path, *, frames: str | None = None) -> "LibraryGraph":
    """The graph in a folder, or the one that a server at a URL serves, for notebooks and scripts.

    `frames`: "pandas" or "polars"; without it whichever is there. Raises `graph_api.snapshot.SnapshotError`.
    """
    from graph_api.library import open_graph

    return open_graph(place, frames=frames)


def main() -> None:
    """The console script."""
    app()


if __name__ == "__main__":
    main()
