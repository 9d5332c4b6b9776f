"""Options that are read plainly have the values that the library of the command line gives them, and what is not plain is left to it."""

import contextlib
import subprocess
import sys
from pathlib import Path
from typing import Annotated, Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from typer.core import TyperCommand
from typer.main import get_command

from commands.plainly import plainly
from commands.serving import serve
from helpgraph import app
from tests.conftest import ROOT

_NAMES = (
    "--graph", "--host", "--port", "--workers", "--trusted-documents", "--only-trusted", "--cors-origin", "--limit", "--log-requests",
    "--help", "--por", "-p", "--", "x",
)  # fmt: skip
_VALUES = (
    "0", "1", "8000", "65535", "65536", "0080", "1_0", " 8", "８", "1.0", "", "*", "a=b", "https://a.example", "/tmp/x", "订单", "-1", "-",
)  # fmt: skip
_WORDS = st.one_of(
    st.sampled_from(_NAMES), st.sampled_from(_VALUES), st.builds("{}={}".format, st.sampled_from(_NAMES), st.sampled_from(_VALUES))
)  # fmt: skip


def _by_the_library(args: list[str]) -> dict[str, Any] | None:
    """The arguments as the library gives them; None where it refuses them or shows its help."""
    command = get_command(app).commands["serve"]  # type: ignore[attr-defined]
    context = command.context_class(command, info_name="serve")
    with contextlib.suppress(Exception, SystemExit):
        TyperCommand.parse_args(command, context, list(args))
        return dict(context.params)
    return None


@given(st.lists(_WORDS, max_size=6))
def test_what_is_read_plainly_is_what_the_library_reads(args: list[str]) -> None:
    told = plainly(serve, args)
    if told is not None:
        expected = _by_the_library(args)
        assert expected is not None
        assert told == {name: value or None if isinstance(value, tuple) else value for name, value in expected.items()}


@pytest.mark.parametrize(
    ("args", "values"),
    [
        ([], {}),
        (["--graph", "a", "--port=0"], {"graph": Path("a"), "port": 0}),
        (["--limit", "a=1", "--limit=b=2", "--only-trusted"], {"limits": ["a=1", "b=2"], "only_trusted": True}),
        (["--trusted-documents", "t.json", "--workers", "2"], {"trusted": Path("t.json"), "workers": 2}),
    ],
)
def test_usual_options_are_plain(args: list[str], values: dict[str, Any]) -> None:
    told = plainly(serve, args)
    assert told is not None
    assert told == plainly(serve, []) | values  # type: ignore[operator]
    assert told["host"] == "127.0.0.1"


@pytest.mark.parametrize(
    "args", [["--help"], ["x"], ["--port"], ["--port", "x"], ["--port", "70000"], ["--only-trusted=1"]]
)
def test_what_is_not_plain_is_left_to_the_library(args: list[str]) -> None:
    assert plainly(serve, args) is None


def test_what_must_be_given_or_is_of_another_kind_is_left_to_the_library() -> None:
    def needs(
        name: Annotated[str, typer.Option("--name")],
        share: Annotated[float, typer.Option("--share")] = 0.5,
        where: str = "",
    ) -> None: ...

    assert plainly(needs, []) is None
    assert plainly(needs, ["--name", "a", "--share", "1"]) is None
    assert plainly(needs, ["--name", "a"]) == {"name": "a", "share": 0.5, "where": ""}


def test_a_server_starts_without_the_library_that_judges_values(tmp_path: Path) -> None:
    code = (
        "import sys; from helpgraph import main; sys.argv = ['helpgraph', 'serve', '--graph', sys.argv[1], '--port', '0']\n"
        "try: main()\nexcept SystemExit as end: print(end.code, 'pydantic' in sys.modules)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert told.stdout.split() == ["1", "False"]
    assert "holds no graph" in told.stderr
