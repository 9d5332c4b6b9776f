"""The API's answers without a server: operations, check, search, ask, query."""

import json
from typing import Annotated, Any, Final

import typer

from commands.frame import (
    DEFAULT_GRAPH,
    AsJson,
    Given,
    Graph,
    Kinds,
    Verdicts,
    answered,
    app,
    document_of,
    fail,
    open_graph,
    print_json,
    say,
)
from graph_api.terminal import table, unmarked, wanted

_RULE: Final = "id kind modality text"


_OPEN: Final = f"{{ constraint {{ {_RULE} }} undecided {{ concept {{ label }} negated }} }}"


_APPLICABILITY: Final = f"{{ feature {{ id label }} verdict summary because {{ {_RULE} }} dependsOn {_OPEN} unless {_OPEN} limits {{ {_RULE} }} beside }}"


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
    snapshot = open_graph(graph)
    nodes: list[Any] = []
    page: dict[str, Any] = {"pageInfo": {"hasNextPage": True, "endCursor": None}}
    while page["pageInfo"]["hasNextPage"]:
        variables["a"] = page["pageInfo"]["endCursor"]
        page = answered(snapshot, document, variables)["operations"]
        nodes += page["nodes"]
    if as_json:
        print_json(nodes)
        return
    table(("verdict", "operation", "why"), [(n["verdict"], n["feature"]["label"], n["summary"]) for n in nodes])
    if not nodes:
        say("no operation has such a verdict")


@app.command()
def check(
    feature: Annotated[str, typer.Argument(help="A feature: its label, an alias or its id.")],
    given: Given = None,
    graph: Graph = DEFAULT_GRAPH,
    as_json: AsJson = False,
) -> None:
    """Whether a feature applies to an order, the rules it rests on, what is left open, and what bounds it."""
    document = f"query($f: String!, $g: [String!]!) {{ check(feature: $f, given: $g) {_APPLICABILITY} }}"
    told = answered(open_graph(graph), document, {"f": feature, "g": given or []})["check"]
    if as_json:
        print_json(told)
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
    told = answered(
        open_graph(graph), document, {"t": text, "k": [one.value for one in kind] if kind else None, "n": first}
    )
    if as_json:
        print_json(told["search"])
        return
    rows = [(hit["kind"], f"{hit['score']:.2f}", unmarked(hit["highlight"])) for hit in told["search"]["nodes"]]
    table(("kind", "score", "what"), rows)
    if not rows:
        say("nothing was found")


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
    told = answered(open_graph(graph), document, {"q": question})["ask"]
    if as_json:
        print_json(told)
    else:
        print(told["text"])
        say(f"{told['intent']}, confidence {told['confidence']:.2f}")


@app.command()
def query(
    document: Annotated[str, typer.Argument(help="A GraphQL document, a file that holds one, or - for stdin.")],
    graph: Graph = DEFAULT_GRAPH,
    variables: Annotated[str, typer.Option("--variables", help="A JSON object.")] = "{}",
) -> None:
    """The answer to a GraphQL operation, without a server. Exit code 1 where it holds errors."""
    from graph_api.schema import execute

    text = document_of(document, "{", "GraphQL document")
    try:
        values = json.loads(variables)
    except ValueError:
        fail("error: --variables is no JSON", 2)
    if not isinstance(values, dict):
        fail("error: --variables is no JSON object", 2)
    told = execute(open_graph(graph), text, values)
    print(json.dumps(told, ensure_ascii=False, indent=2, default=str))
    if "errors" in told:
        raise typer.Exit(1)
