"""What the API says for the explorer page's sake: facts with their words, what is drawn, what changed."""

import math
from itertools import combinations
from pathlib import Path
from typing import Any

import networkx
import pytest

from extract import positions
from extract.build import Options, build
from extract.positions import spots_and_links
from graph_api import networks
from graph_api.schema import execute
from graph_api.snapshot import Published, Snapshot
from ontology.records import Concept
from tests.conftest import read_all


@pytest.fixture(scope="module")
def snapshot(graph: Path) -> Snapshot:
    return Published(graph).snapshot()


def ask(snapshot: Snapshot, document: str, **variables: Any) -> Any:
    told = execute(snapshot, document, variables)
    assert "errors" not in told, told
    return told["data"]


def test_the_facts_of_an_entry_are_all_it_states_at_true_words(snapshot: Snapshot) -> None:
    document = """{ entries(filter: {isPart: false}, first: 500) { nodes {
        id title answer features { id } concepts { id } menuPaths { id } constraints { id } procedures { id } terms { id }
        references { value } facts { id kind label evidence { field start end quote entry { id } } } } } }"""
    seen = set()
    for entry in ask(snapshot, document)["entries"]["nodes"]:
        named = [one["id"] for name in _NAMES for one in entry[name]]
        assert sorted(fact["id"] for fact in entry["facts"] if fact["id"]) == sorted(named)
        outside = [fact["label"] for fact in entry["facts"] if fact["id"] is None]
        assert outside == [one["value"] for one in entry["references"]]
        for fact in entry["facts"]:
            seen.add(fact["kind"])
            for one in fact["evidence"]:
                text = entry["title" if one["field"] == "QUESTION" else "answer"]
                assert text[one["start"] : one["end"]] == one["quote"]
                assert one["entry"]["id"] == entry["id"]
    assert seen >= {"FEATURE", "MENU_PATH", "CONCEPT", "CONSTRAINT", "PROCEDURE", "TERM"}


_NAMES = ("features", "concepts", "menuPaths", "constraints", "procedures", "terms")


def named(snapshot: Snapshot) -> "networkx.MultiDiGraph[str]":
    """The graph without the terms of the vocabulary that no source names."""
    network = networks.multigraph(snapshot)
    silent = [own for own in network if isinstance(one := snapshot.get(own), Concept) and not one.evidence]
    network.remove_nodes_from(silent)
    return network


def test_a_neighbourhood_is_what_is_linked(snapshot: Snapshot) -> None:
    network = named(snapshot)
    for ref in ("订单导出", "修改运费"):
        own = ask(snapshot, "query($f: String!) { feature(ref: $f) { id } }", f=ref)["feature"]["id"]
        near = ask(snapshot, _NEAR, of=own, hops=1, first=500)["neighbourhood"]
        ids = [spot["node"]["id"] for spot in near["spots"]]
        assert ids[0] == own
        assert set(ids) == {own, *network.predecessors(own), *network.successors(own)}
        assert near["isWhole"]
        told = {(one["source"], one["target"], one["relation"]) for one in near["links"]}
        inside: Any = network.subgraph(ids).edges(data="relation")
        assert told == {(source, target, relation) for source, target, relation in inside if source != target}
        assert {spot["hops"] for spot in near["spots"][1:]} == {1}
        few = ask(snapshot, _NEAR, of=own, hops=3, first=12)["neighbourhood"]
        assert len(few["spots"]) == 12
        assert not few["isWhole"]
        assert [spot["hops"] for spot in few["spots"]] == sorted(spot["hops"] for spot in few["spots"])
        some = ask(snapshot, _NEAR, of=own, hops=2, first=100)["neighbourhood"]
        assert some["isWhole"] or len(some["spots"]) == 100
        assert few == ask(snapshot, _NEAR, of=own, hops=3, first=12)["neighbourhood"]


def test_what_cannot_be_drawn_is_refused(snapshot: Snapshot) -> None:
    for of, hops, first, code in (
        ("x", 1, 10, "NOT_FOUND"),
        ("x", 9, 10, _BAD),
        ("x", 1, 501, _BAD),
        ("x", 1, 0, _BAD),
    ):
        told = execute(snapshot, _NEAR, {"of": of, "hops": hops, "first": first})
        assert told["errors"][0]["extensions"]["code"] == code
    for first, after in ((0, 0), (10_001, 0), (5, -1)):
        told = execute(snapshot, _SHEET, {"first": first, "after": after})
        assert told["errors"][0]["extensions"]["code"] == _BAD


def test_the_whole_graph_comes_page_by_page(snapshot: Snapshot) -> None:
    whole = ask(snapshot, _SHEET, first=10_000, after=0)["sheet"]
    network = named(snapshot)
    drawn = {node for node in network if any(other != node for other in network.to_undirected(as_view=True)[node])}
    assert set(whole["ids"]) == drawn
    assert whole["totalCount"] == len(drawn)
    links = {(whole["ids"][a], whole["ids"][b]) for a, b in zip(whole["sources"], whole["targets"], strict=True)}
    assert links == {(source, target) for source, target in network.edges() if source != target}
    ids: list[str] = []
    found: list[tuple[int, int]] = []
    while len(ids) < len(drawn):
        page = ask(snapshot, _SHEET, first=100, after=len(ids))["sheet"]
        assert page["first"] == len(ids)
        ids += page["ids"]
        found += zip(page["sources"], page["targets"], strict=True)
    assert ids == whole["ids"]
    assert sorted(found) == sorted(zip(whole["sources"], whole["targets"], strict=True))
    places = set(zip(whole["x"], whole["y"], strict=True))
    assert len(places) == len(ids)
    degrees = [len(set(network.successors(own)) | set(network.predecessors(own))) for own in whole["ids"]]
    assert degrees == sorted(degrees, reverse=True)


def test_places_are_the_same_each_time_and_linked_nodes_stand_near() -> None:
    records = read_all(
        [
            (f"怎么修改{name}-", f"请在商家后台-订单管理-{name}中修改，货到付款的订单不支持。")
            for name in ["运费", "地址", "备注"]
        ]
    )
    told, tied = spots_and_links(records)
    spots, linked = list(told), list(tied)
    assert [list(rows) for rows in spots_and_links(reversed(records))] == [spots, linked]
    place = {number: (x, y) for number, _, x, y in spots}
    every = [math.dist(a, b) for a, b in combinations(place.values(), 2)]
    joined = [math.dist(place[source], place[target]) for source, target, _ in linked]
    assert sum(joined) / len(joined) < 0.7 * sum(every) / len(every)


def test_beyond_the_core_nodes_stand_around_what_they_are_linked_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(positions, "CORE", 3)
    records = read_all(
        [
            (f"怎么修改{name}-", f"请在商家后台-订单管理-{name}中修改，货到付款的订单不支持。")
            for name in ["运费", "地址", "备注"]
        ]
    )
    told, linked = spots_and_links(records)
    spots, every = list(told), list(linked)
    assert len({(x, y) for _, _, x, y in spots}) == len(spots) > 10
    place = {number: (x, y) for number, _, x, y in spots}
    for number in range(3, len(spots)):
        near = [math.dist(place[number], place[a if b == number else b]) for a, b, _ in every if number in (a, b)]
        assert min(near) < 3


def test_changes_are_what_came_went_and_was_put_otherwise(tmp_path: Path) -> None:
    corpus, out = tmp_path / "a.txt", tmp_path / "graph"
    old = {"怎么导出订单": "请在商家后台-订单管理-订单导出中导出。", "怎么改运费": "货到付款的订单，不支持修改运费。"}
    new = {
        "怎么导出订单": "请在商家后台-订单管理-订单导出中导出，每天可导出50次。",
        "怎么打印面单": "请在商家后台-订单打印中打印面单。",
    }
    told: list[Any] = []
    for entries in (old, new):
        separator = "\n" + "-" * 40 + "\n"
        corpus.write_text(separator.join(f"问题:{q}\n回答:{a}" for q, a in entries.items()), encoding="utf-8")
        build([corpus], out, Options())
        told.append(ask(Published(out).snapshot(), _CHANGES)["snapshot"])
    assert told[0]["previous"] is None
    assert told[0]["changes"]["totalCount"] == 0
    assert told[1]["previous"]["id"] == told[0]["id"]
    rows = {(one["kind"], one["nodeKind"], one["label"]): one for one in told[1]["changes"]["nodes"]}
    entry = rows["CHANGED", "ENTRY", "怎么导出订单"]
    assert (entry["was"], entry["now"]) == (old["怎么导出订单"], new["怎么导出订单"])
    assert rows["ADDED", "ENTRY", "怎么打印面单"]["was"] is None
    gone = rows["REMOVED", "ENTRY", "怎么改运费"]
    assert gone["node"] is None
    assert gone["now"] is None
    assert any(kind == "REMOVED" and of == "CONSTRAINT" and "修改运费" in label for kind, of, label in rows)
    assert any(kind == "ADDED" and of == "CONSTRAINT" and "50" in label for kind, of, label in rows)
    # 订单管理 is borne out by the same words as before and says the same
    assert not any(label == "订单管理" for _, _, label in rows)


_BAD = "BAD_USER_INPUT"
_NEAR = """query($of: ID!, $hops: Int!, $first: Int!) { neighbourhood(of: $of, hops: $hops, first: $first) {
  isWhole spots { x y hops kind node { id } } links { source target relation } } }"""
_SHEET = """query($first: Int!, $after: Int!) { sheet(first: $first, after: $after) {
  totalCount first ids labels kinds x y sources targets } }"""
_CHANGES = """{ snapshot { id previous { id } changes(first: 500) { totalCount
  nodes { kind nodeKind label was now node { id } } } } }"""
