"""The command line: what it prints where, and its exit codes."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from helpgraph import app
from tests.conftest import CORPUS, ROOT

runner = CliRunner()


def run(*arguments: object) -> Result:
    return runner.invoke(app, [str(argument) for argument in arguments])


def process(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "helpgraph", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "corpus.txt"
    path.write_text("问题:怎么导出订单\n回答:商家后台-订单管理-订单导出\n---\n问题:甲\n回答:乙\n", encoding="utf-8")
    return path


def test_build_tells_its_progress_in_plain_lines_and_results_apart(corpus: Path, tmp_path: Path) -> None:
    done = process("build", corpus, "--out", tmp_path / "graph")
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert done.stderr.splitlines()[:2] == ["read: 2 entries", "merge"]
    assert "2 entries (2 read anew)" in done.stderr.splitlines()[-1]
    assert "\x1b" not in done.stderr
    again = process("build", corpus, "--out", tmp_path / "graph")
    assert "2 entries (0 read anew)" in again.stderr


def test_build_says_what_was_left_out(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text("{\n", encoding="utf-8")
    done = run("build", corpus, tmp_path / "bad.jsonl", "--out", tmp_path / "graph")
    assert done.exit_code == 1
    assert "left out: bad.jsonl:1:" in done.stderr
    assert "2 entries" in done.stderr
    strict = run("build", corpus, tmp_path / "bad.jsonl", "--out", tmp_path / "other", "--strict")
    assert strict.exit_code == 1
    assert not (tmp_path / "other" / "current").exists()


def test_full_reads_everything_anew(corpus: Path, tmp_path: Path) -> None:
    run("build", corpus, "--out", tmp_path / "graph")
    assert "(2 read anew)" in run("build", corpus, "--out", tmp_path / "graph", "--full").stderr


def test_a_folder_that_cannot_be_written(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    done = run("build", corpus, "--out", tmp_path / "file")
    assert done.exit_code == 1
    assert done.stderr.startswith("error: ") or "error: " in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments", [[], ["nonsense"], ["build"], ["build", "x", "--jobs", "0", "--out", "y"], ["serve", "--port", "x"]]
)
def test_usage_errors_exit_with_2(arguments: Sequence[str]) -> None:
    assert process(*arguments).returncode == 2


def test_validate_reads_without_publishing(corpus: Path, tmp_path: Path) -> None:
    done = run("validate", corpus, "--json")
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert told["counts"]["entries"] == 2
    assert told["problems"] == told["violations"] == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["corpus.txt"]
    corpus.write_text("回答:x\n", encoding="utf-8")
    assert run("validate", corpus).exit_code == 1


def test_validate_of_the_users_corpus() -> None:
    done = run("validate", CORPUS)
    assert done.exit_code == 0
    assert "entries" in done.stdout
    assert "UNANSWERED_ENTRY" in done.stdout


def test_locate(graph: Path) -> None:
    done = run("locate", "导出订单", "--graph", graph)
    assert done.exit_code == 0
    assert done.stdout.startswith("商家后台 > 订单管理 > 订单查询与跟踪 > 订单导出")
    assert "“" in done.stdout
    told = json.loads(run("locate", "导出订单", "--graph", graph, "--json").stdout)
    assert told[0]["text"].startswith("商家后台 > ")
    unknown = run("locate", "订单导出了", "--graph", graph)
    assert unknown.exit_code == 1
    assert unknown.stdout == ""
    assert "did you mean" in unknown.stderr


def test_query_takes_a_document_a_file_and_stdin(graph: Path, tmp_path: Path) -> None:
    document = "query($f: String!) { locate(feature: $f) { text } }"
    variables = '{"f": "订单导出"}'
    path = tmp_path / "q.graphql"
    path.write_text(document, encoding="utf-8")
    answers = [
        run("query", document, "--graph", graph, "--variables", variables).stdout,
        run("query", path, "--graph", graph, "--variables", variables).stdout,
        runner.invoke(app, ["query", "-", "--graph", str(graph), "--variables", variables], input=document).stdout,
    ]
    assert len(set(answers)) == 1
    assert json.loads(answers[0])["data"]["locate"]
    assert run("query", "{ nothing }", "--graph", graph).exit_code == 1
    assert run("query", "nofile", "--graph", graph).exit_code == 2
    assert run("query", document, "--graph", graph, "--variables", "x").exit_code == 2


def test_explain_marks_the_words_and_names_the_rules(graph: Path) -> None:
    done = run("explain", "怎么导出订单", "--graph", graph)
    assert done.exit_code == 0
    assert "MenuPath" in done.stdout
    assert "path.dash" in done.stdout
    assert "￣" in done.stdout
    told = json.loads(run("explain", "怎么导出订单", "--graph", graph, "--json").stdout)
    for fact in told["facts"]:
        for one in fact["evidence"]:
            text = told["title"] if one["field"] == "QUESTION" else told["answer"]
            assert text[one["start"] : one["end"]] == one["quote"]
    assert run("explain", "没有这样的问题吧", "--graph", graph).exit_code == 1


def test_schema_prints_the_sdl() -> None:
    assert run("schema").stdout == (ROOT / "graph_api" / "schema.graphql").read_text(encoding="utf-8")


def test_diff_tells_what_came_and_went(corpus: Path, tmp_path: Path) -> None:
    run("build", corpus, "--out", tmp_path / "one")
    corpus.write_text("问题:怎么导出订单\n回答:商家后台-订单管理-新导出\n", encoding="utf-8")
    run("build", corpus, "--out", tmp_path / "two")
    done = run("diff", tmp_path / "one", tmp_path / "two")
    assert done.exit_code == 0
    assert "新导出" in done.stdout
    told = json.loads(run("diff", tmp_path / "one", tmp_path / "two", "--json").stdout)
    assert any(thing["label"] == "新导出" for thing in told["came"])
    assert any(thing["label"] == "订单导出" for thing in told["went"])
    same = json.loads(run("diff", tmp_path / "one", tmp_path / "one", "--json").stdout)
    assert same["came"] == same["went"] == []
    assert run("diff", tmp_path, tmp_path).exit_code == 1


@pytest.mark.parametrize("command", [["locate", "x"], ["query", "{ snapshot { id } }"], ["explain", "x"], ["serve"]])
def test_without_a_graph_they_say_how_to_build_one(command: Sequence[str], tmp_path: Path) -> None:
    done = run(*command, "--graph", tmp_path / "none")
    assert done.exit_code == 1
    assert "helpgraph build" in done.stderr
