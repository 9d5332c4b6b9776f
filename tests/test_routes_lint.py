"""A front end's routes held against the graph: what is read of which file, which differences are told, and none that is not."""

import json
import random
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from graph_api.breadcrumbs import serialize_all
from graph_api.navigation import Branch, folded, forest
from graph_api.refs import likeness
from graph_api.route_files import FileRoute, RouteFileError, read_routes
from graph_api.routes_lint import Difference, Lint, Scope, Sort, lint
from graph_api.snapshot import Published, Snapshot
from helpgraph import app
from ontology.kinds import MenuNodeKind

SHAPES = ("json", "nav", "json-ld", "antd", "vue-router", "react-router", "vitepress", "docusaurus")
ALL = Scope(kinds=tuple(MenuNodeKind))
WAYS = (
    "商家后台 > 订单管理 > 订单查询 > 待出库 > 打印面单",
    "商家后台 > 订单管理 > 订单查询 > 已出库",
    "商家后台 > 订单管理 > 导出中心",
    "商家后台 > 订单管理 > 售后服务单",
    "商家后台 > 店铺管理 > 员工设置 > 权限分配",
    "商家后台 > 店铺管理 > 店铺装修（又名店铺美化）",
    "商家后台 > 资金管理 > 结算账户",
    "商家后台 > 资金管理 > 对账单下载",
    "京麦工作台 > 消息通知",
)

Tree = list[dict[str, Any]]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of the menus above."""
    from extract.build import Options, build

    folder = tmp_path_factory.mktemp("menus")
    corpus = folder / "corpus.jsonl"
    entries = ({"question": f"第{nth}问怎么进入", "answer": f"路径：{way}"} for nth, way in enumerate(WAYS))
    corpus.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in entries), encoding="utf-8")
    build([corpus], folder / "graph", Options())
    return folder / "graph"


@pytest.fixture(scope="module")
def snapshot(small: Path) -> Snapshot:
    return Published(small).snapshot()


def tree(snapshot: Snapshot, *, keys: bool = False) -> Tree:
    """The menus as a front end may have them: labels and children."""

    def item(one: Branch, children: Tree) -> dict[str, Any]:
        told: dict[str, Any] = {"label": one.node.label, "children": children}
        return {**told, "key": one.node.id} if keys else told

    return folded(forest(snapshot), item)


def compare(snapshot: Snapshot, routes: Any, scope: Scope = ALL) -> Lint:
    return lint(snapshot, read_routes(json.dumps(routes, ensure_ascii=False, indent=1)), scope)


def told(found: Lint) -> list[tuple[str, str]]:
    return [
        (one.sort, one.route.label if one.route else one.node.label if one.node else "") for one in found.differences
    ]


def every(routes: Tree) -> Iterator[tuple[Tree, dict[str, Any]]]:
    """All routes with the list that each stands in."""
    for one in routes:
        yield routes, one
        yield from every(one["children"])


def at(routes: Tree, label: str) -> tuple[Tree, dict[str, Any]]:
    return next((beside, one) for beside, one in every(routes) if one["label"] == label)


# --- no difference where there is none


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_written_is_read_without_a_difference(shape: str, graph: Path, snapshot: Snapshot) -> None:
    corpus = Published(graph).snapshot()
    for one in (corpus, snapshot):
        found = lint(one, read_routes(serialize_all(one, shape)))
        assert told(found) == []
        assert found.matched == found.routes > 5
        if f"{shape}.ts" in ("antd.ts", "vue-router.ts", "docusaurus.ts"):
            module = lint(one, read_routes(serialize_all(one, f"{shape}.ts")))
            assert (module.differences, module.routes) == ((), found.routes)
    corpus.close()


@given(st.randoms(use_true_random=False), st.booleans())
def test_order_makes_no_difference(snapshot: Snapshot, turns: random.Random, keys: bool) -> None:
    routes = tree(snapshot, keys=keys)
    for beside, _ in list(every(routes)):
        turns.shuffle(beside)
    assert compare(snapshot, routes).differences == ()


def test_aliases_other_spellings_and_a_root_that_is_left_out_are_the_same(snapshot: Snapshot) -> None:
    routes = tree(snapshot)
    at(routes, "店铺装修")[1]["label"] = "店铺美化"
    at(routes, "订单管理")[1]["label"] = " 訂單管理 "
    assert compare(snapshot, routes).differences == ()
    assert compare(snapshot, at(routes, "商家后台")[1]["children"]).differences == ()


def test_layouts_and_redirects_are_seen_through(snapshot: Snapshot) -> None:
    routes = [{"path": "/", "name": "layout", "children": [{"redirect": "/x"}, *tree(snapshot)]}]
    assert compare(snapshot, routes).differences == ()


# --- each difference once


@given(st.data(), st.booleans())
def test_a_subtree_that_moved_is_told_once(snapshot: Snapshot, data: st.DataObject, keys: bool) -> None:
    routes = tree(snapshot, keys=keys)
    beside, moved = data.draw(
        st.sampled_from([one for one in every(routes) if len(one[0]) > 1 and one[0] is not routes])
    )
    inside = {id(one) for _, one in every([moved])}
    homes = [one["children"] for _, one in every(routes) if id(one) not in inside and one["children"] is not beside]
    to = data.draw(st.sampled_from(homes))
    beside.remove(moved)
    to.append(moved)
    (one,) = compare(snapshot, routes).differences
    assert one.node is not None
    assert (one.sort, one.node.label) == (Sort.MOVED, moved["label"])
    assert one.way[-1] == moved["label"]


@given(st.data())
def test_a_new_name_is_told_once_whatever_it_is_where_there_are_keys(snapshot: Snapshot, data: st.DataObject) -> None:
    routes = tree(snapshot, keys=True)
    _, one = data.draw(st.sampled_from(list(every(routes))))
    old, one["label"] = one["label"], data.draw(st.sampled_from(("全新页面", "别处", "New page")))
    (found,) = compare(snapshot, routes).differences
    assert (found.sort, found.node.label if found.node else "") == (Sort.RENAMED, old)


@pytest.mark.parametrize(
    ("old", "new"),
    [("售后服务单", "售后服务"), ("导出中心", "数据导出中心"), ("结算账户", "账户结算"), ("订单管理", "交易")],
)
def test_a_name_like_it_or_the_same_below_is_a_new_name_without_keys(old: str, new: str, snapshot: Snapshot) -> None:
    routes = tree(snapshot)
    at(routes, old)[1]["label"] = new
    (found,) = compare(snapshot, routes).differences
    assert (found.sort, found.node.label if found.node else "") == (Sort.RENAMED, old)
    assert found.route is not None
    assert found.route.label == new


@given(st.data(), st.booleans())
def test_what_is_gone_is_told_once_with_what_was_under_it(snapshot: Snapshot, data: st.DataObject, keys: bool) -> None:
    routes = tree(snapshot, keys=keys)
    beside, gone = data.draw(st.sampled_from([one for one in every(routes) if one[0] is not routes]))
    beside.remove(gone)
    (one,) = compare(snapshot, routes).differences
    assert one.node is not None
    assert (one.sort, one.node.label, one.below) == (Sort.MISSING, gone["label"], len(list(every(gone["children"]))))


@given(st.data())
def test_what_no_text_tells_of_is_unknown_once(snapshot: Snapshot, data: st.DataObject) -> None:
    routes = tree(snapshot)
    beside, _ = data.draw(st.sampled_from(list(every(routes))))
    beside.append({"label": "营销玩法", "children": [{"label": "满减", "children": []}]})
    (one,) = compare(snapshot, routes).differences
    assert (one.sort, one.below, one.way[-1]) == (Sort.UNKNOWN, 1, "营销玩法")


def test_an_unknown_route_has_the_nearest_places(snapshot: Snapshot) -> None:
    routes = tree(snapshot)
    at(routes, "资金管理")[1]["children"].append({"label": "导出的中心", "children": []})
    (one,) = compare(snapshot, routes).differences
    assert (one.sort, one.nearest) == (Sort.UNKNOWN, ("商家后台 > 订单管理 > 导出中心",))


def test_another_address_is_told(graph: Path) -> None:
    snapshot = Published(graph).snapshot()
    url = "https://porder.shop.jd.com/order/orderlist/allOrders"
    text = serialize_all(snapshot, "vitepress")
    assert lint(snapshot, read_routes(text.replace(url, url + "/"))).differences == ()
    (one,) = lint(snapshot, read_routes(text.replace(url, "https://other.example/"))).differences
    assert (one.sort, one.node.url if one.node else "") == (Sort.ADDRESS, url)
    snapshot.close()


def test_a_page_for_others_beside_one_that_is_there_is_not_missing(graph: Path) -> None:
    """订单查询与跟踪（sop） and 订单查询与跟踪 share a name: a file that has one page by it has both."""
    snapshot = Published(graph).snapshot()
    routes = [{"label": "商家后台", "children": [{"label": "订单管理", "children": [{"label": "订单查询与跟踪"}]}]}]
    assert "订单查询与跟踪（sop）" not in {label for _, label in told(compare(snapshot, routes))}
    snapshot.close()


def test_a_short_cut_to_a_page_that_is_in_its_place_is_no_difference(snapshot: Snapshot) -> None:
    routes = tree(snapshot, keys=True)
    routes.append({**at(routes, "权限分配")[1]})
    assert compare(snapshot, routes).differences == ()
    beside, home = at(routes, "员工设置")
    beside.remove(home)
    assert told(compare(snapshot, routes)) == [("moved", "权限分配"), ("missing", "员工设置")]


def test_a_system_that_the_file_has_nothing_of_is_left_out(snapshot: Snapshot) -> None:
    routes = [one for one in tree(snapshot) if one["label"] == "商家后台"]
    assert compare(snapshot, routes).differences == ()
    assert told(compare(snapshot, [{"label": "毫无关系"}])) == [
        ("unknown", "毫无关系"),
        ("missing", "京麦工作台"),
        ("missing", "商家后台"),
    ]


def test_a_scope_narrows_what_is_compared(snapshot: Snapshot) -> None:
    routes = at(tree(snapshot), "订单管理")[1]
    under = Scope("商家后台 > 订单管理", tuple(MenuNodeKind))
    assert compare(snapshot, [routes], under).differences == ()
    assert compare(snapshot, routes["children"], under).differences == ()
    gone = at(routes["children"], "导出中心")
    gone[0].remove(gone[1])
    gone[0].append({"label": "营销玩法", "children": []})
    assert told(compare(snapshot, [routes], under)) == [("unknown", "营销玩法"), ("missing", "导出中心")]
    only = Scope.of("商家后台 > 订单管理", ["page", "action", "menu"], ["missing"])
    assert told(compare(snapshot, [routes], only)) == [("missing", "导出中心")]


# --- what is read


@pytest.mark.parametrize(
    ("routes", "labels"),
    [
        ([{"path": "/a", "name": "orders", "meta": {"title": "订单管理"}}], ["订单管理"]),
        ([{"path": "/a", "name": "订单管理", "routes": [{"path": "b", "name": "导出"}]}], ["订单管理", "导出"]),
        ([{"path": "/a", "handle": {"crumb": "订单管理"}, "children": [{"index": True}]}], ["订单管理"]),
        ({"/guide/": [{"text": "甲", "items": [{"text": "乙", "link": "/b"}]}]}, ["甲", "乙"]),
        ({"/guide/": {"base": "/x", "items": [{"text": "甲", "link": "/b"}]}}, ["甲"]),
        ({"docs": [{"type": "category", "label": "甲", "items": ["intro", {"type": "doc", "id": "x"}]}]}, ["甲"]),
        ([{"title": "甲", "menu": {"items": [{"label": "乙"}]}}], ["甲"]),
        ([{"key": "1", "type": "group", "children": [{"key": "2", "label": "甲"}]}], ["甲"]),
        ({"@type": "BreadcrumbList", "itemListElement": [
            {"@type": "ListItem", "position": 2, "item": {"@id": "x", "name": "乙"}},
            {"@type": "ListItem", "position": 1, "name": "甲"},
        ]}, ["甲", "乙"]),
    ],
)  # fmt: skip
def test_shapes_that_front_ends_have(routes: Any, labels: Sequence[str]) -> None:
    assert [one.label for one in read_routes(json.dumps(routes)).walk()] == list(labels)


def test_lines_are_those_of_the_file() -> None:
    text = '[\n  {"label": "a {\\"", "label": "甲", "children": [\n\n   {"meta": {\n "title": "乙"}}]},\n {"label": "丙"}]\n'
    assert [(one.label, one.line) for one in read_routes(text).walk()] == [("甲", 2), ("乙", 4), ("丙", 6)]
    module = f"import type {{ X }} from 'x'\n\nexport const a: X[] = {text}\nexport default a\n"
    assert [(one.label, one.line) for one in read_routes(module).walk()] == [("甲", 4), ("乙", 6), ("丙", 8)]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(("label", "children", "items", "key", "path", "meta", "position", "crumbs", "@graph", "x")),
            inner,
            max_size=4,
        )
    ),
    max_leaves=25,
)


@given(JSON)
def test_any_json_is_read_or_refused_and_compared(snapshot: Snapshot, value: Any) -> None:
    try:
        routes = read_routes(json.dumps(value))
    except RouteFileError:
        return
    found = lint(snapshot, routes, ALL)
    assert found.routes == len(list(routes.walk()))
    assert all(isinstance(one, Difference) for one in found.differences)
    every_route: list[FileRoute] = list(routes.walk())
    assert all(one.line >= 1 and one.label == one.label.strip() for one in every_route)


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(RouteFileError):
        assert read_routes(text).roots


@given(st.text("订单导出中心ab（）", max_size=8), st.text("订单导出中心ab（）", max_size=8))
def test_likeness_is_the_same_both_ways_and_whole_for_equals(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert likeness(one, one) == 100
    assert 0 <= likeness(one, other) <= 100


# --- the command


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["routes-lint", *map(str, arguments)])


def test_the_command_tells_both_sides_and_exits_with_1(small: Path, snapshot: Snapshot, tmp_path: Path) -> None:
    routes = tree(snapshot)
    path = tmp_path / "routes.json"
    path.write_text(json.dumps(routes, ensure_ascii=False, indent=1), encoding="utf-8")
    same = run(path, "--graph", small)
    assert (same.exit_code, same.stdout.splitlines()[0].split(";")[0]) == (0, "no difference")
    beside, moved = at(routes, "导出中心")
    beside.remove(moved)
    at(routes, "资金管理")[1]["children"].append(moved)
    path.write_text(json.dumps(routes, ensure_ascii=False, indent=1), encoding="utf-8")
    done = run(path, "--graph", small)
    assert done.exit_code == 1
    first, file, graph, summary = done.stdout.splitlines()
    line = int(first.removeprefix(f"{path}:").split(":")[0])
    assert "导出中心" in "".join(path.read_text(encoding="utf-8").splitlines()[line - 1 : line + 1])
    assert first.endswith(": moved: 导出中心")
    assert file == "    in the file: 商家后台 > 资金管理 > 导出中心"
    assert graph.startswith("    in the help: 商家后台 > 订单管理 > 导出中心  “")
    assert summary.startswith("1 moved; ")
    (value,) = json.loads(run(path, "--graph", small, "--json").stdout)["differences"]
    assert value["help"]["path"] == ["商家后台", "订单管理", "导出中心"]
    assert value["help"]["evidence"][0]["quote"] in WAYS[2]
    assert run(path, "--graph", small, "--only", "renamed").exit_code == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "routes.json:1:2: this is no JSON"),
        ("import a from 'a'\nconst b = 1", "written out as JSON first"),
        ("5", "5 is no list of routes"),
        ('[{"component": "x"}]', "no object here has a label"),
        ("[]", "no object here has a label"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_a_file_that_is_none(text: str, message: str, small: Path, tmp_path: Path) -> None:
    path = tmp_path / "routes.json"
    path.write_text(text, encoding="utf-8")
    done = run(path, "--graph", small)
    assert (done.exit_code, done.stdout) == (1, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_what_cannot_be_asked(small: Path, tmp_path: Path) -> None:
    path = tmp_path / "routes.json"
    path.write_bytes(b"\xff\xfe")
    assert "UTF-8" in run(path, "--graph", small).stderr
    assert run(tmp_path / "none", "--graph", small).exit_code == 1
    path.write_text('[{"label": "订单管理"}]', encoding="utf-8")
    assert run(path, "--graph", tmp_path / "none").exit_code == 1
    for option, word, near in (
        ("--only", "move", "moved"),
        ("--kind", "pages", "PAGE"),
        ("--under", "订单管", "订单管理"),
    ):
        done = run(path, "--graph", small, option, word)
        assert done.exit_code == 2
        assert near in done.stderr
