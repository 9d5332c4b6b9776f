"""A graph as a Python value: what opening costs, frames of both libraries, answers and how they are shown, what is refused."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas
import polars
import pytest
from typer.testing import CliRunner

import helpgraph
from graph_api import asking, documents, frames, tables
from graph_api.asking import Refusal
from graph_api.displays import Matrix, Place, Rule, Verdict, Words
from graph_api.frames import NoFrames
from graph_api.library import Graph
from graph_api.schema import execute
from graph_api.snapshot import SnapshotError
from graph_api.sparql_guard import QueryRefused
from ontology import layout
from ontology.iris import ONTOLOGY_VERSION
from ontology.records import Constraint, Entry, Feature
from tests.conftest import ROOT
from tests.rules_world import world


@pytest.fixture(scope="module")
def opened(graph: Path) -> Graph:
    return helpgraph.open(graph)


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The world of rules by hand."""
    folder = tmp_path_factory.mktemp("rules")
    world().publish(folder)
    return helpgraph.open(folder)


def seconds(script: str) -> float:
    """The least processor time of three runs of a script in a process of its own, Python's own start taken off."""

    def once(text: str) -> float:
        timed = f"{text}\nimport time; print(time.process_time())"
        done = subprocess.run([sys.executable, "-c", timed], capture_output=True, text=True, check=True, cwd=ROOT)
        return float(done.stdout.splitlines()[-1])

    return min(once(script) for _ in range(3)) - min(once("") for _ in range(2))


def test_opening_and_importing_are_quick(graph: Path) -> None:
    assert seconds("import helpgraph") < 0.2
    assert seconds("from helpgraph import app; app(['--help'], standalone_mode=False)") < 0.2
    assert seconds(f"import helpgraph; helpgraph.open({str(graph)!r})") < 0.3


def test_opening_loads_nothing_heavy(graph: Path) -> None:
    heavy = {
        "strawberry",
        "graphql",
        "pandas",
        "polars",
        "networkx",
        "rdflib",
        "pyoxigraph",
        "starlette",
        "jieba",
        "rjieba",
    }
    script = f"import helpgraph, sys; helpgraph.open({str(graph)!r}); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert not heavy & {name.split(".")[0] for name in done.stdout.split()}


def test_every_table_is_the_graph(opened: Graph) -> None:
    snapshot = opened.snapshot
    for name in tables.names():
        found = tables.table(snapshot, name)
        for row in found.rows:
            for cell, kind in zip(row, found.columns.values(), strict=True):
                assert cell is None or type(cell) is kind
    counts = opened.counts
    entries = tables.table(snapshot, "entries")
    assert len(entries.rows) == counts["entries"] + counts["parts"]
    for name, count in (("features", "features"), ("places", "menuNodes"), ("rules", "constraints")):
        assert len(tables.table(snapshot, name).rows) == counts[count]
    assert sum(row is True for row in tables.table(snapshot, "concepts").column("is_mentioned")) == counts["concepts"]
    fields = {row[0]: row[1:3] for row in entries.rows}
    evidence = tables.table(snapshot, "evidence")
    for row in evidence.rows:
        told = dict(zip(evidence.columns, row, strict=True))
        title, answer = fields[str(told["entry"])]
        text = title if told["field"] == "QUESTION" else answer
        assert str(text)[int(str(told["start"])) : int(str(told["end"]))] == told["quote"]


def test_the_counts_beside_a_thing_are_those_of_the_api(opened: Graph) -> None:
    document = (
        "{ features(first: 500) { nodes { id constraints { totalCount } entries { totalCount } locations { text } } } }"
    )
    told = {node["id"]: node for node in opened.query(document)["features"]["nodes"]}
    found = tables.table(opened.snapshot, "features")
    for row in found.rows:
        one = dict(zip(found.columns, row, strict=True))
        node = told[str(one["id"])]
        assert one["rules"] == node["constraints"]["totalCount"]
        assert one["entries"] == node["entries"]["totalCount"]
        assert one["place"] == (node["locations"][0]["text"] if node["locations"] else None)


@pytest.mark.parametrize("library", frames.LIBRARIES)
def test_frames_hold_the_tables_with_their_types(graph: Path, library: str) -> None:
    opened = helpgraph.open(graph, frames=library)
    for name in opened.tables():
        table, frame = tables.table(opened.snapshot, name), opened.frame(name)
        assert list(frame.columns) == list(table.columns)
        assert frame.shape == (len(table.rows), len(table.columns))
        cells = frame.to_dict("records") if library == "pandas" else frame.to_dicts()
        for row, told in zip(cells, table.rows, strict=True):
            assert tuple(None if value is pandas.NA else value for value in row.values()) == told
    assert type(opened.rules) is (pandas.DataFrame if library == "pandas" else polars.DataFrame)
    assert opened.rules["evidence_count"].sum() > 0


def test_frames_without_a_library(monkeypatch: pytest.MonkeyPatch, graph: Path) -> None:
    with pytest.raises(NoFrames, match="not by 'excel'"):
        _ = helpgraph.open(graph, frames="excel").rules
    monkeypatch.setattr("importlib.util.find_spec", lambda name: name == "polars" or None)
    assert type(helpgraph.open(graph).rules) is polars.DataFrame
    with pytest.raises(NoFrames, match=r"pandas is installed: pip install 'helpgraph\[frames\]'"):
        _ = helpgraph.open(graph, frames="pandas").rules
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(NoFrames, match="neither pandas nor polars"):
        _ = helpgraph.open(graph).rules


def test_locate_is_what_the_api_and_the_command_say_for_every_feature(opened: Graph) -> None:
    """One answer by library, GraphQL and command; the command is asked through its own function."""
    runner = CliRunner()
    folder = opened.snapshot.version.parent.parent
    for nth, feature in enumerate(tables.table(opened.snapshot, "features").rows):
        own, label = str(feature[0]), str(feature[1])
        found = opened.locate(own)
        told = execute(opened.snapshot, "query($f: String!) { locate(feature: $f) { text } }", {"f": own})
        assert [one.text for one in found] == [one["text"] for one in told["data"]["locate"]], label
        if nth % 20 == 0:
            done = runner.invoke(helpgraph.app, ["locate", own, "--graph", str(folder), "--json"])
            assert [one["text"] for one in json.loads(done.stdout)] == [one.text for one in found]


def test_a_place_shows_its_path_and_its_words(opened: Graph) -> None:
    place = opened.locate("导出订单")[0]
    assert isinstance(place, Place)
    assert str(place) == "商家后台 > 订单管理 > 订单查询与跟踪 > 订单导出"
    shown = place._repr_html_()
    assert "<b>订单管理</b> › <b>订单查询与跟踪</b>" in shown
    assert "<mark>商家后台-订单管理-订单查询与跟踪- 订单导出</mark>" in shown
    assert opened.locate("导出订单")._repr_html_().count("<b>商家后台</b>") == len(opened.locate("导出订单"))


def test_a_rule_shows_its_words_in_the_source(opened: Graph) -> None:
    for row in tables.table(opened.snapshot, "rules").rows[:40]:
        rule = opened.rule(str(row[0]))
        assert isinstance(rule, Rule)
        for words in rule.evidence:
            entry = opened.snapshot.get(words.entry)
            assert isinstance(entry, Entry)
            text = entry.title if words.field == "QUESTION" else entry.answer
            assert text[words.start : words.end] == words.quote
            assert words.before + words.quote + words.after in text
        assert rule._repr_html_().count("<mark>") == len(rule.evidence) >= 1


def test_verdicts_are_those_of_the_api(rules: Graph) -> None:
    verdict = rules.check("修改运费", "COD")
    assert isinstance(verdict, Verdict)
    assert verdict.verdict == "FORBIDDEN"
    assert str(verdict).startswith("FORBIDDEN  修改运费\n")
    assert "FORBIDDEN" in verdict._repr_html_()
    assert rules.check("修改运费", ["待付款"]).verdict == "ALLOWED"
    found = rules.operations(["COD", "待出库"])
    told = asking.verdicts(rules.snapshot, ["COD", "待出库"])
    assert list(found["operation"]) == [one["feature"]["label"] for one in told]
    assert set(rules.operations("COD", ["FORBIDDEN"])["verdict"]) == {"FORBIDDEN"}
    assert len(asking.verdicts(rules.snapshot, [], ["UNSTATED"], most=2)) == 2


def test_questions_are_answered_and_things_found(opened: Graph) -> None:
    answer = opened.ask("货到付款的订单能修改运费吗")
    told = execute(
        opened.snapshot, "query($q: String!) { ask(question: $q) { text confidence } }", {"q": answer.question}
    )
    assert {"text": answer.text, "confidence": answer.confidence} == told["data"]["ask"]
    assert answer.verdict is not None
    assert answer.verdict.verdict == "FORBIDDEN"
    assert str(answer) == answer.text
    assert answer._repr_html_().count("<mark>") == len(answer.evidence) >= 1
    hits = opened.search("导出订单", ["FEATURE"], most=3)
    assert 1 <= len(hits) <= 3
    assert {hit.kind for hit in hits} == {"FEATURE"}
    assert "<mark>" in hits._repr_html_()
    assert "<mark>" not in str(hits[0])
    with pytest.raises(Refusal):
        opened.search("")


def test_the_matrix_has_a_verdict_in_each_cell(rules: Graph) -> None:
    matrix = rules.matrix(["COD", ("COD", "待出库"), ()])
    assert isinstance(matrix, Matrix)
    assert matrix.orders == ("COD", "COD、待出库", "—")
    for label, verdicts in matrix.rows:
        assert [rules.check(label, given).verdict for given in (["COD"], ["COD", "待出库"], [])] == list(verdicts)
    assert matrix._repr_html_().count("<td>") == len(matrix.rows) * 3
    assert str(matrix).splitlines()[0] == "\tCOD\tCOD、待出库\t—"


def test_displays_escape_what_sources_say() -> None:
    evil = "<script>alert(1)</script>"
    words = Words("entry-x", evil, "ANSWER", 0, 5, evil, evil, evil, "hand")
    rule = Rule("constraint-x", "APPLICABILITY", "ALLOWED", evil, (evil,), (words,))
    verdict = Verdict("feature-x", evil, "ALLOWED", evil, (rule,), ((rule, evil),), ((rule, evil),), (rule,))
    place = Place("path-x", (evil,), (evil,), False, (words,))
    for shown in (words, rule, verdict, place, Matrix((evil,), ((evil, ("ALLOWED",)),))):
        assert "<script" not in shown._repr_html_()
        assert "&lt;script&gt;" in shown._repr_html_()


def test_sparql_gives_frames_truth_and_turtle(opened: Graph) -> None:
    query = (
        "SELECT ?label (COUNT(?r) AS ?n) { ?r a help:Constraint ; help:feature/skos:prefLabel ?label } GROUP BY ?label"
    )
    found = {row["label"]: row["n"] for row in opened.sparql(query).to_dict("records")}
    table = tables.table(opened.snapshot, "features")
    expected = {str(row[1]): row[7] for row in table.rows if row[7]}
    assert found == expected
    assert opened.sparql("ASK { ?s a help:Constraint }") is True
    assert opened.sparql("ASK { ?s a help:Nothing }") is False
    turtle = opened.sparql("DESCRIBE ?s { ?s a help:MenuNode } LIMIT 1")
    assert "prefLabel" in turtle
    typed = helpgraph.open(opened.snapshot.version.parent.parent, frames="polars").sparql(
        "SELECT ?a ?b ?c ?d { VALUES (?a ?b ?c ?d) { (1 1.5 true UNDEF) (2 2 false 'x') } }"
    )
    assert typed.to_dict(as_series=False) == {"a": [1, 2], "b": [1.5, 2.0], "c": [True, False], "d": [None, "x"]}
    assert opened.sparql("SELECT ?x { ?x a help:Nothing }").shape == (0, 1)


def test_rdflib_holds_every_triple(opened: Graph) -> None:
    assert len(opened.to_rdflib()) == sum(1 for _ in documents.lines(opened.snapshot)) > opened.counts["triples"]


def test_networkx_holds_every_thing_with_its_links(opened: Graph) -> None:
    graph = opened.to_networkx()
    counts = opened.counts
    kinds: dict[str, int] = {}
    for _, told in graph.nodes(data=True):
        kinds[told["kind"]] = kinds.get(told["kind"], 0) + 1
        assert all(type(value) in (str, int, float, bool) for value in told.values())
    assert kinds["Entry"] == counts["entries"] + counts["parts"]
    assert (kinds["Feature"], kinds["Constraint"], kinds["MenuNode"]) == (
        counts["features"], counts["constraints"], counts["menuNodes"],
    )  # fmt: skip
    for source, target, told in graph.edges(data=True):
        assert all(type(value) in (str, int, float, bool) for value in told.values())
        if told["relation"] == "condition":
            rule = opened.snapshot.get(source)
            assert isinstance(rule, Constraint)
            assert target in {one.concept for one in rule.conditions}
    for feature in (one for one in map(opened.snapshot.get, graph) if isinstance(one, Feature)):
        places = [told for _, _, told in graph.out_edges(feature.id, data=True) if told["relation"] == "locatedAt"]
        assert sorted(one["path"] for one in places) == sorted(feature.locations)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda graph: graph.locate("订单导出了"), Refusal, "did you mean 订单导出, 订单导出敏感信息"),
        (lambda graph: graph.check("修改运费", ["COD", "在线支付"]), Refusal, "cannot both hold"),
        (lambda graph: graph.frame("rule"), Refusal, "did you mean rules"),
        (lambda graph: graph.rule("constraint-x"), Refusal, "no rule has the id"),
        (lambda graph: graph.operations([], ["MAYBE"]), Refusal, "MAYBE"),
        (lambda graph: graph.sparql("SELECT * { ?s ?p }"), QueryRefused, "cannot be read"),
        (lambda graph: graph.query("{ nothing }"), Refusal, "nothing"),
    ],
)
def test_what_cannot_be_answered_says_what_would_be_right(opened: Graph, call: Any, error: Any, message: str) -> None:
    with pytest.raises(error, match=message):
        call(opened)


def test_a_refusal_has_the_code_and_the_nearest_names(opened: Graph) -> None:
    with pytest.raises(Refusal) as refused:
        opened.locate("订单导出了")
    assert refused.value.code == "NOT_FOUND"
    assert "订单导出" in refused.value.nearest


def test_folders_without_a_graph_and_graphs_of_another_format(graph: Path, tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="helpgraph build"):
        helpgraph.open(tmp_path / "none")
    version = tmp_path / "versions" / "other"
    version.mkdir(parents=True)
    (tmp_path / layout.CURRENT).symlink_to(version)
    manifest = json.loads((graph / layout.CURRENT / layout.MANIFEST).read_text(encoding="utf-8"))
    (version / layout.MANIFEST).write_text(json.dumps({**manifest, "format": 99}), encoding="utf-8")
    with pytest.raises(SnapshotError, match="is of format 99"):
        helpgraph.open(tmp_path)
    (version / layout.MANIFEST).write_text(json.dumps({**manifest, "ontology": "9.1.0"}), encoding="utf-8")
    with pytest.raises(SnapshotError, match=r"version 9\.1\.0 of the ontology, .*: build it anew"):
        helpgraph.open(tmp_path)
    done = CliRunner().invoke(helpgraph.app, ["locate", "x", "--graph", str(tmp_path)])
    assert (done.exit_code, done.stdout) == (1, "")
    assert "build it anew" in done.stderr


def test_the_version_of_the_ontology_is_the_one_that_its_file_tells(graph: Path) -> None:
    told = (ROOT / "ontology" / "help.ttl").read_text(encoding="utf-8")
    assert f'owl:versionInfo "{ONTOLOGY_VERSION}"' in told
    manifest = json.loads((graph / layout.CURRENT / layout.MANIFEST).read_text(encoding="utf-8"))
    assert manifest["ontology"] == ONTOLOGY_VERSION
