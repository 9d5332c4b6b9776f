"""What every command shares: its options, how it opens a graph, and how it says what is wrong.

Results go to stdout, messages to stderr. Exit codes: 0 done, 1 the input or the graph is at fault, 2 usage.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, NoReturn

import typer
from typer.main import get_command

from graph_api.asked_for import NodeKind
from ontology.kinds import Verdict

if TYPE_CHECKING:
    from graph_api.snapshot import Published, Snapshot

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
BASE_IRI: Final = "https://helpgraph.example/id/"


def run(args: list[str]) -> NoReturn:
    """The command line. A command that is named first is run by itself: what is above it has no options to be read."""
    whole: Any = get_command(app)
    name, *rest = args or [""]
    if name in whole.commands:
        whole.commands[name].main(rest, prog_name=f"helpgraph {name}")
    whole.main(args)
    raise SystemExit


def say(message: str) -> None:
    print(message, file=sys.stderr)


def fail(message: str, code: int = 1) -> NoReturn:
    say(message)
    raise typer.Exit(code)


def print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


@contextmanager
def told_plainly() -> Iterator[None]:
    """What is wrong with an input or a graph is told without a traceback."""
    from extract.errors import CorpusError, EngineFailed, StoreError, WorkersLost
    from extract.publish import Busy
    from ontology.turtle import VocabularyError
    from ontology.validation import NotConforming

    try:
        yield
    except (CorpusError, VocabularyError, NotConforming, Busy, StoreError, WorkersLost, EngineFailed) as error:
        fail(f"error: {error}")
    except OSError as error:
        fail(f"error: {error.filename}: {error.strerror}" if error.filename else f"error: {error}")


def write_out(data: bytes, out: Path | None) -> None:
    """To a file, or to stdout as it is."""
    if out is None:
        typer.get_binary_stream("stdout").write(data)
        return
    out.write_bytes(data)
    say(f"wrote {out}")


def document_of(argument: str, marks: str, what: str) -> str:
    """A document that is an argument (one that holds one of the marks), a file or stdin."""
    if argument == "-":
        return sys.stdin.read()
    if set(marks) & set(argument):
        return argument
    path = Path(argument)
    if not path.is_file():
        fail(f"error: {argument!r} is neither a {what} nor a file", 2)
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        fail(f"error: {argument} is no text in UTF-8", 2)


def open_graph(graph: Path) -> "Snapshot":
    return published_graph(graph).snapshot()


def published_graph(graph: Path, *, thorough: bool = False) -> "Published":
    """What is published in a folder, opened; what is wrong with it is told."""
    from graph_api.snapshot import Published, SnapshotError

    try:
        published = Published(graph, thorough=thorough)
        snapshot = published.snapshot()
        if published.fault:
            say(f"warning: {published.fault}; {snapshot.version} is asked instead")
        return published
    except SnapshotError as error:
        fail(f"error: {error}")


@contextmanager
def refusals(code: int = 1) -> Iterator[None]:
    """What the asker named wrongly is told with the nearest right names."""
    from graph_api.errors import Refused

    try:
        yield
    except Refused as error:
        fail(refusal(error.message, error.extensions or {}), code)


def refusal(message: str, extensions: dict[str, Any]) -> str:
    suggestions = extensions.get("suggestions") or extensions.get("candidates") or ()
    names = [one if isinstance(one, str) else f"{one['label']} ({one['id']})" for one in suggestions]
    return "\n    ".join((f"error: {message}", *names))


def answered(snapshot: "Snapshot", document: str, variables: dict[str, Any]) -> dict[str, Any]:
    """Data of an operation that this program wrote; an error in it is the asker's, and told."""
    from graph_api.schema import execute

    told = execute(snapshot, document, variables)
    for error in told.get("errors", ()):
        fail(refusal(error["message"], error["extensions"]))
    data: dict[str, Any] = told["data"]
    return data
