"""Search: everything is found by its names, by other words for them, by sound and by beginnings; hits are in order, paged and escaped."""

import html
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.build import Options, build
from graph_api.asked_for import NodeKind
from graph_api.schema import execute
from graph_api.snapshot import Published, Snapshot

_SEARCH = """query($t: String!, $k: [NodeKind!], $n: Int, $a: String) { search(text: $t, kinds: $k, first: $n, after: $a) {
  totalCount pageInfo { hasNextPage endCursor } edges { cursor node { kind score highlight node { id
    ... on Entry { title } ... on Feature { label } ... on MenuNode { label } ... on Concept { label } ... on Term { label }
    ... on Constraint { text } ... on Procedure { name } } } } } }"""


@pytest.fixture(scope="module")
def snapshot(graph: Path) -> Snapshot:
    return Published(graph).snapshot()


def found(snapshot: Snapshot, text: str, kinds: list[str] | None = None, first: int = 20) -> list[dict[str, Any]]:
    told = execute(snapshot, _SEARCH, {"t": text, "k": kinds, "n": first})
    assert "errors" not in told, told
    return [edge["node"] for edge in told["data"]["search"]["edges"]]


def name_of(hit: dict[str, Any]) -> str:
    node = hit["node"]
    return str(next(node[key] for key in ("label", "title", "text", "name") if key in node))


@pytest.mark.parametrize(
    ("text", "kind", "label"),
    [
        ("订单管理", "MENU_NODE", "订单管理"),
        ("ddgl", "FEATURE", "订单管理"),
        ("dingdanguanli", "MENU_NODE", "订单管理"),
        ("dingdan", "MENU_NODE", "订单打印"),
        ("ｄｄｇｌ", "FEATURE", "订单管理"),
        ("訂單管理", "FEATURE", "订单管理"),
        ("订单管里", "FEATURE", "订单管理"),
        ("订单导", "FEATURE", "订单导出"),
        ("修改运非", "FEATURE", "修改运费"),
        ("改邮费", "FEATURE", "修改运费"),
        ("COD", "CONCEPT", "货到付款"),
        ("到付", "CONCEPT", "货到付款"),
        ("延迟发货", "FEATURE", "延迟发货报备"),
        ("落地配", "TERM", "落地配"),
        ("发货操作流程", "PROCEDURE", "发货操作流程是什么"),
        ("快照在哪看", "ENTRY", "商品快照自助查询操作说明"),
        ("未妥投", "ENTRY", "未妥投是什么意思-"),
    ],
)
def test_a_thing_is_among_the_first_of_its_kind(snapshot: Snapshot, text: str, kind: str, label: str) -> None:
    assert label in [name_of(hit) for hit in found(snapshot, text, [kind], 3)]


@pytest.mark.parametrize("text", ["订单管理", "订单导出", "修改运费", "货到付款", "验证码查询"])
def test_a_whole_name_comes_first(snapshot: Snapshot, text: str) -> None:
    assert name_of(found(snapshot, text)[0]) == text


def test_what_is_typed_is_found_from_its_first_characters_on(snapshot: Snapshot) -> None:
    for end in range(2, 6):
        assert "延迟发货报备" in [name_of(hit) for hit in found(snapshot, "延迟发货报备"[:end], ["FEATURE"], 10)]


def test_kinds_are_looked_for_alone(snapshot: Snapshot) -> None:
    for kind in NodeKind:
        assert {hit["kind"] for hit in found(snapshot, "订单", [kind])} <= {kind}
    assert {hit["kind"] for hit in found(snapshot, "订单导出", first=200)} >= {
        "ENTRY",
        "FEATURE",
        "MENU_NODE",
        "CONSTRAINT",
    }


def test_pages_together_are_the_whole_in_order(snapshot: Snapshot) -> None:
    whole = execute(snapshot, _SEARCH, {"t": "订单", "n": 200})["data"]["search"]
    paged: list[Any] = []
    after = None
    while True:
        page = execute(snapshot, _SEARCH, {"t": "订单", "n": 7, "a": after})["data"]["search"]
        assert page["totalCount"] == whole["totalCount"]
        paged += page["edges"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert paged == whole["edges"]
    assert len(paged) == whole["totalCount"] > 20
    scores = [edge["node"]["score"] for edge in paged]
    assert scores == sorted(scores, reverse=True)
    ids = [(edge["node"]["kind"], edge["node"]["node"]["id"]) for edge in paged]
    assert len(set(ids)) == len(ids)


def test_matches_are_marked(snapshot: Snapshot) -> None:
    assert found(snapshot, "修改运费", ["FEATURE"])[0]["highlight"] == "<mark>修改运费</mark>"
    assert "<mark>" in found(snapshot, "快照", ["ENTRY"])[0]["highlight"]


def test_what_sources_hold_is_escaped(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_text(
        "问题: 怎么修改<script>alert(1)</script>运费\n回答: 商家后台-订单管理-<img src=x onerror=alert(1)>修改运费 & 其他。\n"
        + "-" * 30
        + "\n",
        encoding="utf-8",
    )
    build([tmp_path / "bad.txt"], tmp_path / "graph", Options())
    hits = found(Published(tmp_path / "graph").snapshot(), "修改运费")
    assert hits
    for hit in hits:
        assert not re.search(r"<(?!/?mark>)", hit["highlight"]), hit["highlight"]


@pytest.mark.parametrize("text", ["", "   ", "😀🎉", "？！…", "\x00\x07", "订" * 10_000])
def test_what_holds_no_word_is_refused(snapshot: Snapshot, text: str) -> None:
    told = execute(snapshot, _SEARCH, {"t": text})
    assert told["data"]["search"] is None
    assert told["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize(
    "text",
    [
        "<b>订单</b>",
        'AND OR NOT "订单" NEAR(',
        "订单*",
        "订单'; DROP TABLE term; --",
        "a\x00订单\x1b[31m",
        "订单\ud800",
        "%%%订单___",
        "订单" * 200,
    ],
)
def test_what_looks_like_a_language_is_only_text(snapshot: Snapshot, text: str) -> None:
    assert any("订单" in name_of(hit) for hit in found(snapshot, text))


def test_an_empty_list_of_kinds_is_refused(snapshot: Snapshot) -> None:
    assert execute(snapshot, _SEARCH, {"t": "订单", "k": []})["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


@given(st.text(max_size=40))
def test_any_text_is_answered_or_refused(graph: Path, text: str) -> None:
    told = execute(Published(graph).snapshot(), _SEARCH, {"t": text, "n": 5})
    if "errors" in told:
        assert told["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
        return
    for edge in told["data"]["search"]["edges"]:
        bare = html.unescape(re.sub("</?mark>", "", edge["node"]["highlight"]))
        assert not re.search(r"<(?!/?mark>)", edge["node"]["highlight"])
        assert bare.strip("…")
