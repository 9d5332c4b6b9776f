"""The command line: what it prints where, and its exit codes."""

import json
import subprocess
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from extract.build import Graph
from extract.corpus import Corpus
from extract.factstore import Facts
from graph_api.terminal import table
from helpgraph import app
from ontology.kinds import EvidenceField, GapKind
from ontology.records import Evidence, Gap
from ontology.vocabulary import load_vocabulary
from tests.conftest import CORPUS, ROOT
from tests.rules_world import ALLOWED, RULES, WHOLE, Said, world

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


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The world of rules by hand, published."""
    folder = tmp_path_factory.mktemp("rules")
    world().publish(folder)
    return folder


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


def test_validate_tells_of_conflicts_and_of_what_was_not_read(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_hand = world()
    by_hand.publish(tmp_path / "graph")
    words = Evidence(WHOLE, EvidenceField.ANSWER, 0, 4, "商家后台", "hand")
    gap = Gap(id="gap-x", kind=GapKind.UNCLASSIFIED_STATEMENT, node=WHOLE, message="没有读懂", evidence=(words,))
    graph = Graph(Corpus((), ()), Facts(), (*by_hand.records, gap), [], 0, load_vocabulary())
    monkeypatch.setattr("extract.build.assemble", lambda *_: graph)
    told = json.loads(run("validate", corpus, "--json").stdout)
    assert told["conflicts"] == [
        {
            "explanation": "预售订单能否修改价格，说法不一",
            "rules": ["预售订单可以修改价格", "预售订单不可修改价格"],
        }
    ]
    assert told["unread"] == {"statements": 1, "of": len(RULES) + 1, "share": 1 / (len(RULES) + 1)}
    assert told["counts"]["constraints"] == len(RULES)
    assert told["counts"]["conflicts"] == 1
    lines = run("validate", corpus).stdout.splitlines()
    at = lines.index("conflict: 预售订单能否修改价格，说法不一")
    assert lines[at + 1 : at + 3] == ["    预售订单可以修改价格", "    预售订单不可修改价格"]
    assert f"not read: 1 of {len(RULES) + 1} statements of rules (2.7%)" in lines


def test_operations_are_a_table_in_plain_lines(rules: Path) -> None:
    done = run("operations", "--given", "COD", "--given", "待出库", "--graph", rules)
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0].startswith("ALLOWED      协商取消订单  在“等待出库、货到付款”的情况下，")
    assert [line.split()[0] for line in lines] == sorted(line.split()[0] for line in lines)
    assert "FORBIDDEN" in {line.split()[0] for line in lines}
    assert not [line for line in lines if line.startswith("UNSTATED")]
    assert {len(line.split("  在“")[0].encode("gb18030")) for line in lines} == {len("ALLOWED      ") + 12}
    told = json.loads(run("operations", "--given", "COD", "--given", "待出库", "--graph", rules, "--json").stdout)
    assert [one["feature"]["label"] for one in told] == [line.split()[1] for line in lines]
    assert told[0]["because"][0]["text"] == "货到付款的订单支持协商取消"


def test_operations_of_one_verdict(rules: Path) -> None:
    done = run("operations", "--verdict", "unstated", "--verdict", "CONFLICTING", "--given", "预售", "--graph", rules)
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["CONFLICTING"] + ["UNSTATED"] * 4
    none = run("operations", "--verdict", "CONFLICTING", "--graph", rules)
    assert (none.exit_code, none.stdout) == (0, "")
    assert "no operation" in none.stderr
    assert run("operations", "--verdict", "MAYBE", "--graph", rules).exit_code == 2


def test_check_tells_the_verdict_and_each_rule(rules: Path) -> None:
    done = run("check", "修改运费", "--given", "待付款", "--graph", rules)
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "ALLOWED  修改运费"
    assert lines[1].startswith("在“待付款”的情况下，可以操作“修改运费”：")
    assert "because  待付款的订单可以修改运费" in lines
    assert "unless   海囤全球的订单不支持修改运费    海囤全球" in lines
    assert "limit    预售订单不支持修改偏远地区运费" in lines
    opened = run("check", "协商取消订单", "--graph", rules).stdout
    assert "depends on  货到付款的订单支持协商取消        货到付款" in opened
    assert "unless      货到付款以外的订单不支持协商取消  非货到付款" in opened
    told = json.loads(run("check", "修改运费", "--given", "COD", "--graph", rules, "--json").stdout)
    assert told["verdict"] == "FORBIDDEN"
    assert run("check", "打印订单", "--graph", rules).stdout.count("\n") == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["check", "修改运费了"], "did you mean 修改运费"),
        (["check", "修改运费", "--given", "货到付钱"], "    货到付款"),
        (["check", "修改运费", "--given", "COD", "--given", "在线支付"], "cannot both hold"),
        (["operations", "--given", "暂停"], "names several things"),
    ],
)
def test_what_cannot_be_asked_of_rules(rules: Path, arguments: Sequence[str], told: str) -> None:
    done = run(*arguments, "--graph", rules)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("error: ")
    assert told in done.stderr


def test_a_table_on_a_terminal_keeps_every_word(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("COLUMNS", "60")
    with redirect_stdout(Terminal()) as shown:
        table(("verdict", "operation", "why"), [("ALLOWED", "甲[乙]", "因为" * 60)])
    text = shown.getvalue()
    assert "甲[乙]" in text
    assert text.count("因") == 60
    assert "…" not in text


def test_explain_tells_the_rules_of_an_entry(rules: Path) -> None:
    shown = run("explain", "规则大全", "--graph", rules).stdout
    assert "Constraint APPLICABILITY FORBIDDEN 海囤全球不可修改地址  [hand]  “海囤全球不可修改地址”" in shown
    assert "Constraint QUOTA REQUIRED 每天最多追加备注50次" in shown
    told = json.loads(run("explain", "补充", "--graph", rules, "--json").stdout)
    assert [fact["label"] for fact in told["facts"]] == [said.text for said in RULES if said.part]
    assert told["facts"][0]["kind"] == "Constraint DURATION REQUIRED"


def test_diff_tells_rules_by_their_text(rules: Path, tmp_path: Path) -> None:
    other = world()
    other.conflicts = ()
    more = Said("上报异常", ALLOWED, "联系不上消费者五次以上可以上报异常", ("联系不上消费者>=5", "非货到付款"))
    other.rules = [*RULES[1:], more]
    other.publish(tmp_path)
    told = json.loads(run("diff", rules, tmp_path, "--json").stdout)
    came = {thing["label"]: dict(thing["facts"]) for thing in told["came"] if dict(thing["facts"]).get("modality")}
    went = {thing["label"]: dict(thing["facts"]) for thing in told["went"] if dict(thing["facts"]).get("modality")}
    assert list(came) == [more.text]
    assert list(went) == [RULES[0].text]
    assert went[RULES[0].text]["condition"] == "货到付款"
    assert came[more.text]["feature"] == "上报异常"
    conditions = [value for thing in told["came"] for name, value in thing["facts"] if name == "condition"]
    assert conditions == ["联系不上消费者 GE 5 次 TIMES", "非货到付款"]
    labels = {thing["label"] for key in ("came", "went") for thing in told[key]}
    assert "预售订单能否修改价格，说法不一" in labels
    assert not [label for label in labels if label.startswith(("condition-", "quantity-", "conflict-", "constraint-"))]


def test_locate(graph: Path) -> None:
    done = run("locate", "导出订单", "--graph", graph)
    assert done.exit_code == 0
    assert done.stdout.startswith("商家后台 > 订单管理 > 订单查询与跟踪 > 订单导出")
    assert "“" in done.stdout
    told = json.loads(run("locate", "导出订单", "--graph", graph, "--json").stdout)
    assert told[0]["text"].startswith("商家后台 > ")
    key = told[0]["crumbs"][1]["key"]
    assert run("locate", key, "--graph", graph).stdout.startswith("商家后台 > 订单管理\n")
    assert (
        run("locate", "订单导出", "--format", "text", "--graph", graph).stdout.splitlines()[1] == "商家后台 > 订单导出"
    )
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


@pytest.mark.parametrize(
    "command",
    [["locate", "x"], ["query", "{ snapshot { id } }"], ["explain", "x"], ["serve"], ["operations"], ["check", "x"]],
)
def test_without_a_graph_they_say_how_to_build_one(command: Sequence[str], tmp_path: Path) -> None:
    done = run(*command, "--graph", tmp_path / "none")
    assert done.exit_code == 1
    assert "helpgraph build" in done.stderr
