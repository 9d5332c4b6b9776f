"""What the API answers: refs, errors, connections, breadcrumbs; by the contract's conventions."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.build import Options, build
from graph_api.schema import execute
from graph_api.snapshot import Published, Snapshot, SnapshotError


@pytest.fixture(scope="module")
def snapshot(graph: Path) -> Snapshot:
    return Published(graph).snapshot()


def ask(snapshot: Snapshot, document: str, **variables: Any) -> dict[str, Any]:
    """The data of an operation that must have no errors."""
    told = execute(snapshot, document, variables)
    assert "errors" not in told, told["errors"]
    data: dict[str, Any] = told["data"]
    return data


def refused(snapshot: Snapshot, document: str, **variables: Any) -> dict[str, Any]:
    """The one error of an operation; with its code and suggestions."""
    errors = execute(snapshot, document, variables)["errors"]
    assert len(errors) == 1
    return {"message": errors[0]["message"], **errors[0]["extensions"]}


LOCATE = (
    "query($f: String!) { locate(feature: $f) { text isComplete evidence { quote entry { id answer } start end } } }"
)


@pytest.mark.parametrize("ref", ["订单导出", "导出订单", " 订单导出 ", "訂單導出"])
def test_locate_says_where_a_function_lives(snapshot: Snapshot, ref: str) -> None:
    places = ask(snapshot, LOCATE, f=ref)["locate"]
    assert places[0]["text"] == "商家后台 > 订单管理 > 订单查询与跟踪 > 订单导出"
    assert places[0]["isComplete"]
    for place in places:
        for one in place["evidence"]:
            assert one["entry"]["answer"][one["start"] : one["end"]] == one["quote"]


def test_an_unknown_name_comes_with_the_nearest_ones(snapshot: Snapshot) -> None:
    error = refused(snapshot, LOCATE, f="订单导出了")
    assert error["code"] == "NOT_FOUND"
    assert "订单导出" in error["suggestions"]
    assert "did you mean" in error["message"]
    assert refused(snapshot, LOCATE, f="zzzz")["suggestions"] == []


def test_lookups_by_ref_give_null_where_nothing_is(snapshot: Snapshot) -> None:
    document = '{ feature(ref: "没有") { id } concept(ref: "没有") { id } entry(id: "x") { id } node(id: "x") { id } menuNode(path: ["没有"]) { id } }'
    assert set(ask(snapshot, document).values()) == {None}


@pytest.mark.parametrize("ref", ["货到付款", "COD", "cod", "ＣＯＤ", "貨到付款"])
def test_concepts_by_label_code_and_alias(snapshot: Snapshot, ref: str) -> None:
    concept = ask(snapshot, "query($r: String!) { concept(ref: $r) { label code scheme isDiscovered } }", r=ref)[
        "concept"
    ]
    assert concept == {"label": "货到付款", "code": "COD", "scheme": "ORDER_TYPE", "isDiscovered": False}


def test_a_ref_that_names_several_things_is_ambiguous(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.txt"
    paths = ("商家后台-店铺管理-公告设置", "京麦-店铺管理-公告设置")
    corpus.write_text(
        "---\n".join(f"问题:怎么发公告{i}\n回答:路径：{p}\n" for i, p in enumerate(paths)), encoding="utf-8"
    )
    build([corpus], tmp_path / "graph", Options())
    snapshot = Published(tmp_path / "graph").snapshot()
    document = "query($p: [String!]!) { menuNode(path: $p) { path { text } } }"
    error = refused(snapshot, document, p=["店铺管理", "公告设置"])
    assert error["code"] == "AMBIGUOUS"
    assert {one["label"] for one in error["candidates"]} == {path.replace("-", " > ") for path in paths}
    for path in paths:
        found = ask(snapshot, document, p=path.split("-"))["menuNode"]
        assert found["path"]["text"] == path.replace("-", " > ")
        assert ask(
            snapshot, document, p=[next(c["id"] for c in error["candidates"] if c["label"] == found["path"]["text"])]
        )


def test_menu_nodes_by_path_with_and_without_the_root(snapshot: Snapshot) -> None:
    document = (
        "query($p: [String!]!) { menuNode(path: $p) { id label kind isAnchored path { text } parent { label } } }"
    )
    whole = ask(snapshot, document, p=["商家后台", "订单管理", "订单查询与跟踪"])["menuNode"]
    assert whole["path"]["text"] == "商家后台 > 订单管理 > 订单查询与跟踪"
    assert whole["parent"]["label"] == "订单管理"
    assert ask(snapshot, document, p=["订单管理", "订单查询与追踪"])["menuNode"]["id"] == whole["id"]


def test_the_forest_is_a_forest(snapshot: Snapshot) -> None:
    """Each node is the child of its parent; going up ends at a system or at a partial beginning; paths agree."""
    document = "{ menu { ...n children { ...n children { ...n children { ...n children { ...n } } } } } } fragment n on MenuNode { id label kind isAnchored parent { id } path { nodes { id } isComplete } }"
    seen: set[str] = set()

    def walk(node: dict[str, Any], above: list[str]) -> Iterator[None]:
        assert node["id"] not in seen
        seen.add(node["id"])
        assert (node["parent"]["id"] if node["parent"] else None) == (above[-1] if above else None)
        assert [n["id"] for n in node["path"]["nodes"]] == [*above, node["id"]]
        assert node["isAnchored"]
        assert node["path"]["isComplete"]
        for child in node.get("children", ()):
            yield from walk(child, [*above, node["id"]])
        yield

    systems = ask(snapshot, document)["menu"]
    assert "商家后台" in {system["label"] for system in systems}
    assert all(system["kind"] == "SYSTEM" for system in systems)
    assert sum(1 for system in systems for _ in walk(system, [])) > 20


def test_breadcrumbs_and_json_ld(snapshot: Snapshot) -> None:
    document = (
        '{ locate(feature: "订单导出") { breadcrumb { position name key url node { id } } jsonLd nodes { id label } } }'
    )
    path = ask(snapshot, document)["locate"][0]
    crumbs = path["breadcrumb"]
    assert [crumb["position"] for crumb in crumbs] == list(range(1, len(crumbs) + 1))
    assert [crumb["key"] for crumb in crumbs] == [node["id"] for node in path["nodes"]]
    json_ld = path["jsonLd"]
    assert json_ld["@context"] == "https://schema.org"
    assert json_ld["@type"] == "BreadcrumbList"
    items = json_ld["itemListElement"]
    assert [item["name"] for item in items] == [node["label"] for node in path["nodes"]]
    assert all("item" in item for item in items[:-1])
    assert "item" not in items[-1]


def test_node_finds_everything_by_its_id(snapshot: Snapshot) -> None:
    document = "{ entries(first: 2) { nodes { id } } features(first: 2) { nodes { id } } concepts(first: 2) { nodes { id } } menu { id } snapshot { gaps(first: 2) { nodes { id } } } }"
    data = ask(snapshot, document)
    ids = [n["id"] for name in ("entries", "features", "concepts") for n in data[name]["nodes"]]
    ids += [n["id"] for n in data["menu"]] + [n["id"] for n in data["snapshot"]["gaps"]["nodes"]]
    found = ask(snapshot, "query($i: [ID!]!) { nodes(ids: $i) { id __typename } }", i=[*ids, "none"])["nodes"]
    assert [node and node["id"] for node in found] == [*ids, None]
    assert {node["__typename"] for node in found if node} == {"Entry", "Feature", "Concept", "MenuNode", "Gap"}


def test_gaps_tell_what_the_corpus_leaves_open(snapshot: Snapshot) -> None:
    document = "{ snapshot { gaps(kinds: [UNANSWERED_ENTRY], first: 50) { totalCount nodes { kind message node { ... on Entry { answer isAnswered } } } } } }"
    gaps = ask(snapshot, document)["snapshot"]["gaps"]
    assert gaps["totalCount"] == len(gaps["nodes"]) == 2
    assert all(gap["node"] == {"answer": "", "isAnswered": False} for gap in gaps["nodes"])


def test_the_snapshot_counts_what_it_holds(snapshot: Snapshot) -> None:
    document = "{ snapshot { id builtAt entries parts features menuNodes concepts triples } whole: entries(filter: {isPart: false}) { totalCount } parts: entries(filter: {isPart: true}) { totalCount } features { totalCount } concepts { totalCount } }"
    data = ask(snapshot, document)
    told = data["snapshot"]
    assert told["entries"] == data["whole"]["totalCount"] == 50
    assert told["parts"] == data["parts"]["totalCount"]
    assert told["features"] == data["features"]["totalCount"]
    assert told["concepts"] == data["concepts"]["totalCount"]
    assert told["triples"] > 10_000


def test_filters_hold_all_that_is_given(snapshot: Snapshot) -> None:
    document = "query($f: EntryFilter) { entries(filter: $f, first: 100) { nodes { kind title answer isAnswered parent { id } } } }"
    found = ask(snapshot, document, f={"kind": ["HOW_TO", "POLICY"], "isPart": False, "text": "订单"})["entries"][
        "nodes"
    ]
    assert found
    assert all(
        e["kind"] in ("HOW_TO", "POLICY") and not e["parent"] and "订单" in e["title"] + e["answer"] for e in found
    )
    by_concept = ask(snapshot, document, f={"concept": "COD"})["entries"]["nodes"]
    assert by_concept
    assert all("货到付款" in e["title"] + e["answer"] for e in by_concept)
    assert refused(snapshot, document, f={"concept": "没有"})["code"] == "NOT_FOUND"
    below = "query($u: [String!]) { features(filter: {under: $u}, first: 100) { nodes { label locations { text } } } }"
    features = ask(snapshot, below, u=["商家后台", "订单管理"])["features"]["nodes"]
    assert features
    assert all(any("商家后台 > 订单管理" in path["text"] for path in feature["locations"]) for feature in features)


def _pages(snapshot: Snapshot, size: int, *, backward: bool) -> list[str]:
    window = "last: $n, before: $c" if backward else "first: $n, after: $c"
    document = f"query($n: Int, $c: String) {{ entries({window}) {{ nodes {{ id }} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }}"
    found: list[str] = []
    cursor = None
    while True:
        page = ask(snapshot, document, n=size, c=cursor)["entries"]
        ids = [node["id"] for node in page["nodes"]]
        assert len(ids) <= size
        found = [*ids, *found] if backward else [*found, *ids]
        info = page["pageInfo"]
        cursor = info["startCursor"] if backward else info["endCursor"]
        if not info["hasPreviousPage" if backward else "hasNextPage"]:
            return found


@given(st.integers(1, 90))
def test_pages_of_any_size_give_the_whole_either_way(graph: Path, size: int) -> None:
    snapshot = Published(graph).snapshot()
    whole = _pages(snapshot, 500, backward=False)
    assert len(set(whole)) == len(whole) > 60
    assert _pages(snapshot, size, backward=False) == whole
    assert _pages(snapshot, size, backward=True) == whole


@pytest.mark.parametrize(
    "window", ["first: -1", "first: 501", "first: 1, last: 1", 'after: "nonsense"', 'after: "!!"', "last: -2"]
)
def test_windows_that_cannot_be(snapshot: Snapshot, window: str) -> None:
    assert refused(snapshot, f"{{ entries({window}) {{ totalCount }} }}")["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("{ snapshot { id }", "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("query($f: String!) { locate(feature: $f) { text } }", "BAD_USER_INPUT"),
        ('{ entries(filter: {text: "，"}) { totalCount } }', "BAD_USER_INPUT"),
        (
            '{ menuNode(path: ["订单"]) { evidence(first: -1) { quote } } locate(feature: "订单导出") { evidence(first: -1) { quote } } }',
            "BAD_USER_INPUT",
        ),
    ],
)
def test_errors_have_a_code(snapshot: Snapshot, document: str, code: str) -> None:
    assert refused(snapshot, document)["code"] == code


def test_lists_of_nodes_allow_partial_failure(snapshot: Snapshot) -> None:
    told = execute(snapshot, '{ snapshot { id } locate(feature: "没有这个") { text } }')
    assert told["data"]["snapshot"]["id"] == snapshot.id
    assert told["data"]["locate"] is None
    assert told["errors"][0]["path"] == ["locate"]


def test_a_folder_without_a_graph_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="helpgraph build"):
        Published(tmp_path).snapshot()


@given(st.text(max_size=40))
def test_any_ref_is_answered_or_refused(graph: Path, ref: str) -> None:
    snapshot = Published(graph).snapshot()
    for document in (
        LOCATE,
        "query($f: String!) { concept(ref: $f) { id } }",
        "query($f: String!) { menuNode(path: [$f]) { id } }",
    ):
        for error in execute(snapshot, document, {"f": ref}).get("errors", ()):
            assert error["extensions"]["code"] in ("NOT_FOUND", "AMBIGUOUS")
