"""The code of the README, run; `python -m tests.readme` writes the output of each block anew."""

import json
import re
import shlex
import sys
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.testclient import TestClient
from typer.testing import CliRunner

from graph_api.schema import execute
from graph_api.server import create_app
from graph_api.snapshot import Published
from helpgraph import app
from tests.conftest import CORPUS, ROOT

README = ROOT / "README.md"
_QUERY = re.compile(r"```graphql\n(.*?)```\n\n```json\n(.*?)```", re.DOTALL)
_COMMAND = re.compile(r"```console\n\$ (helpgraph [^\n]*)\n(.*?)```", re.DOTALL)
_HTTP = re.compile(r"```http\nGET ([^\n]*)\n((?:[A-Za-z-]+: [^\n]*\n)*)```\n\n```\w+\n(.*?)```", re.DOTALL)
_PYTHON = re.compile(r"```python\n(.*?)```\n\n```text\n(.*?)```", re.DOTALL)


def answers(text: str, graph: Path) -> Iterator[tuple[re.Match[str], str]]:
    """Each block with output, and what its output must be."""
    for match in _QUERY.finditer(text):
        told = execute(Published(graph).snapshot(), match[1])
        yield match, json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    for match in _COMMAND.finditer(text):
        with chdir(ROOT):
            done = CliRunner().invoke(app, [*shlex.split(match[1])[1:], "--graph", str(graph)])
        yield match, done.stdout
    for match in _HTTP.finditer(text):
        headers = dict(line.split(": ", 1) for line in match[2].splitlines())
        yield match, TestClient(create_app(graph)).get(match[1], headers=headers).text
    for match in _PYTHON.finditer(text):
        yield match, printed(match[1], graph)


def printed(code: str, graph: Path) -> str:
    """What a piece of Python prints where the graph is the folder `graph`."""
    told = StringIO()
    with TemporaryDirectory() as folder:
        (Path(folder) / "graph").symlink_to(graph.resolve())
        with chdir(folder), redirect_stdout(told):
            exec(compile(code, "README.md", "exec"), {"__name__": "__main__"})
    return told.getvalue()


def renewed(text: str, graph: Path) -> str:
    """The README with the output of every block as it is now."""
    for match, told in sorted(answers(text, graph), key=lambda found: -found[0].start(0)):
        output = match.re.groups
        text = text[: match.start(output)] + told + text[match.end(output) :]
    return text


def main() -> None:
    from extract.build import Options, build

    with TemporaryDirectory() as folder:
        build([CORPUS], Path(folder), Options())
        README.write_text(renewed(README.read_text(encoding="utf-8"), Path(folder)), encoding="utf-8")
    print(f"wrote {README.name}", file=sys.stderr)


if __name__ == "__main__":
    main()
