"""The code of the README, run; `python -m tests.readme` writes the output of each block anew."""

import json
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from typer.testing import CliRunner

from graph_api.schema import execute
from graph_api.snapshot import Published
from helpgraph import app
from tests.conftest import CORPUS, ROOT

README = ROOT / "README.md"
_QUERY = re.compile(r"```graphql\n(.*?)```\n\n```json\n(.*?)```", re.DOTALL)
_COMMAND = re.compile(r"```console\n\$ (helpgraph [^\n]*)\n(.*?)```", re.DOTALL)


def answers(text: str, graph: Path) -> Iterator[tuple[re.Match[str], str]]:
    """Each block with output, and what its output must be."""
    for match in _QUERY.finditer(text):
        told = execute(Published(graph).snapshot(), match[1])
        yield match, json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    for match in _COMMAND.finditer(text):
        done = CliRunner().invoke(app, [*shlex.split(match[1])[1:], "--graph", str(graph)])
        yield match, done.stdout


def renewed(text: str, graph: Path) -> str:
    """The README with the output of every block as it is now."""
    for match, told in sorted(answers(text, graph), key=lambda found: -found[0].start(2)):
        text = text[: match.start(2)] + told + text[match.end(2) :]
    return text


def main() -> None:
    from extract.build import Options, build

    with tempfile.TemporaryDirectory() as folder:
        build([CORPUS], Path(folder), Options())
        README.write_text(renewed(README.read_text(encoding="utf-8"), Path(folder)), encoding="utf-8")
    print(f"wrote {README.name}", file=sys.stderr)


if __name__ == "__main__":
    main()
