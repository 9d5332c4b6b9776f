"""What the README says is so: its queries and commands give the output shown, its vocabulary loads, its commands exist."""

import re
from pathlib import Path

from typer.testing import CliRunner

from graph_api.breadcrumbs import FORMATS
from helpgraph import app
from ontology.vocabulary import load_vocabulary
from tests.conftest import ROOT
from tests.readme import README, answers

TEXT = README.read_text(encoding="utf-8")


def test_each_block_gives_the_output_shown(graph: Path) -> None:
    found = list(answers(TEXT, graph))
    assert len(found) >= 6
    for match, told in found:
        assert match[match.re.groups] == told, match[1]


def test_the_vocabulary_is_one(tmp_path: Path) -> None:
    (turtle,) = re.findall(r"```turtle\n(.*?)```", TEXT, re.DOTALL)
    path = tmp_path / "my.ttl"
    path.write_text(turtle, encoding="utf-8")
    vocabulary = load_vocabulary([path])
    assert "掌柜工作台" in vocabulary.words["system"]
    assert any("福袋订单" in concept.names for concept in vocabulary.concepts)


def test_every_command_and_option_that_it_names_exists() -> None:
    blocks = "".join(re.findall(r"```console\n(.*?)```", TEXT, re.DOTALL))
    for line in re.findall(r"^(?:\$ )?(helpgraph [^#\n]*)", blocks, re.MULTILINE):
        _, command, *rest = line.split()
        helped = CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "200"}).stdout
        assert "Usage" in helped, line
        assert all(option in helped for option in rest if option.startswith("--")), line


def test_the_table_of_breadcrumb_formats_is_whole() -> None:
    told = set(re.findall(r"`([a-z-]+)`", "".join(re.findall(r"^\| (`.*?) \|", TEXT, re.MULTILINE))))
    assert {name.removesuffix(".ts") for name in FORMATS} <= told
    modules = next(line for line in TEXT.splitlines() if line.startswith("With `.ts` behind"))
    assert all(f"`{name.removesuffix('.ts')}`" in modules for name in FORMATS if name.endswith(".ts"))


def test_make_targets_and_links_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^make (\w+)", TEXT, re.MULTILINE)
    assert {"serve", "test"} <= set(targets)
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)
    for link in re.findall(r"\]\(([^)]+)\)", TEXT):
        assert (ROOT / link).exists(), link
