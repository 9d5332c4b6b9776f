"""Breadcrumbs: each format's laws, the four doors of the one serializer, and what is refused."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient
from typer.testing import CliRunner, Result

from graph_api.breadcrumb_routes import MOST
from graph_api.breadcrumbs import FORMATS, OFFERED, find, serialize, serialize_all
from graph_api.errors import Refused
from graph_api.negotiation import best
from graph_api.schema import execute
from graph_api.server import create_app
from graph_api.snapshot import Published, Slice, Snapshot
from graph_api.trail_forms import address
from graph_api.trails import every_feature
from helpgraph import app
from ontology import layout
from ontology.records import MenuNode, MenuPath

ONE = [name for name, form in FORMATS.items() if form.of_one]
MENUS = ("antd", "vue-router", "react-router", "vitepress", "docusaurus", "nav")


@pytest.fixture(scope="module")
def snapshot(graph: Path) -> Snapshot:
    return Published(graph).snapshot()


@pytest.fixture(scope="module")
def client(graph: Path) -> TestClient:
    return TestClient(create_app(graph))


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def nodes(snapshot: Snapshot) -> list[MenuNode]:
    return [one for one in snapshot.whole(Slice(layout.MENU_NODES)) if isinstance(one, MenuNode)]


def walk(value: Any, below: str) -> Iterator[dict[str, Any]]:
    for one in value:
        yield one
        yield from walk(one.get(below, ()), below)


# --- the doors


def test_library_http_and_command_give_the_same_for_every_feature(
    snapshot: Snapshot, client: TestClient, graph: Path
) -> None:
    exported = json.loads(run("export", "--format", "breadcrumbs", "--graph", graph).stdout)
    features = every_feature(snapshot)
    assert len(features) == len(exported) == snapshot.manifest["counts"]["features"]
    for nth, (found, told) in enumerate(zip(features, exported, strict=True)):
        for form in ONE:
            written = serialize(snapshot, found.id, form)
            answer = client.get(f"/breadcrumbs/{found.label}", params={"format": form})
            assert answer.status_code == 200
            assert answer.text == written, (found.label, form)
            if nth % 10 == 0:
                assert run("locate", found.label, "--format", form, "--graph", graph).stdout == written
        assert json.loads(serialize(snapshot, found.id)) == told


def test_graphql_gives_the_same_for_every_feature(snapshot: Snapshot) -> None:
    document = (
        "query($f: String!) { locate(feature: $f) { id text isComplete conditions { negated concept { id label code } } "
        "jsonLd breadcrumb { position name key kind url childCount siblings { id label kind url } } "
        "evidence { quote start end field rule entry { id title } } } }"
    )
    for found in every_feature(snapshot):
        told = json.loads(serialize(snapshot, found.id))["trails"]
        paths = execute(snapshot, document, {"f": found.id})["data"]["locate"]
        lists = [path["jsonLd"] for path in paths if len(path["breadcrumb"]) > 1]
        assert lists == json.loads(serialize(snapshot, found.id, "json-ld"))
        assert serialize(snapshot, found.id, "text").count("\n") == len(paths)
        for path, trail in zip(paths, told, strict=True):
            for name in ("id", "text", "isComplete", "evidence", "conditions"):
                assert path[name] == trail[name]
            for one, other in zip(path["breadcrumb"], trail["crumbs"], strict=True):
                assert (one["position"], one["name"], one["key"]) == (other["position"], other["label"], other["key"])
                assert (one["kind"], one["url"]) == (other["kind"], other["href"])
                assert one["childCount"] == other["childCount"]
                beside = [(s["key"], s["label"], s["kind"], s["href"]) for s in other["siblings"]]
                assert [(s["id"], s["label"], s["kind"], s["url"]) for s in one["siblings"]] == beside


@pytest.mark.parametrize("form", [name for name, one in FORMATS.items() if one.of_all])
def test_the_doors_to_the_whole_menu_give_the_same(
    form: str, snapshot: Snapshot, client: TestClient, graph: Path, tmp_path: Path
) -> None:
    written = serialize_all(snapshot, form)
    assert client.get("/breadcrumbs", params={"format": form}).text == written
    assert run("export", "--format", "breadcrumbs", "--as", form, "--graph", graph).stdout == written
    out = tmp_path / "out"
    assert run("export", "--format", "breadcrumbs", "--as", form, "--graph", graph, "--out", out).stdout == ""
    assert out.read_text(encoding="utf-8") == written
    short = {"nav": "/nav.json", "sitemap": "/sitemap.xml"}
    if form in short:
        assert client.get(short[form]).text == written


def test_a_node_is_found_by_key_iri_name_and_labels(snapshot: Snapshot) -> None:
    for node in nodes(snapshot):
        text = find(snapshot, node.id).trails[0].text
        for ref in (snapshot.iri(node.id), f" {node.id} ", node.path):
            assert find(snapshot, ref).trails[0].text == text
        if node.anchored:
            assert find(snapshot, text).id == node.id
            assert find(snapshot, text.replace(" > ", "＞")).id == node.id


# --- the formats


def test_json_holds_what_a_router_needs(snapshot: Snapshot) -> None:
    keys = {node.id: node for node in nodes(snapshot)}
    for found in every_feature(snapshot):
        told = json.loads(serialize(snapshot, found.id))
        assert told["ref"] == {"id": found.id, "label": found.label, "kind": "FEATURE"}
        for number, trail in enumerate(told["trails"], 1):
            assert (trail["trail"], trail["of"]) == (number, len(told["trails"]))
            assert trail["text"] == " > ".join(crumb["label"] for crumb in trail["crumbs"])
            assert trail["evidence"]
            for one in trail["evidence"]:
                assert one["quote"]
                assert one["entry"]["title"]
            for position, crumb in enumerate(trail["crumbs"], 1):
                node = keys[crumb["key"]]
                assert crumb["position"] == position
                assert (crumb["label"], crumb["kind"], crumb["href"]) == (node.label, node.kind, node.url)
                assert crumb["childCount"] == len(node.children)
                beside = {one["key"] for one in crumb["siblings"]}
                assert crumb["siblingCount"] == len(beside)
                assert crumb["key"] not in beside
                assert {keys[key].parent for key in beside} <= {node.parent}


def test_a_variant_is_told(snapshot: Snapshot) -> None:
    told = [trail for found in every_feature(snapshot) for trail in found.trails if trail.variant]
    assert {name for trail in told for name in trail.variant} <= {"SOP", "FBP"}
    assert told
    line = serialize(snapshot, told[0].path.id, "text")
    assert line == f"{told[0].text}（{'、'.join(told[0].variant)}）\n"


def test_json_ld_follows_googles_rules(snapshot: Snapshot) -> None:
    lists = json.loads(serialize_all(snapshot, "json-ld"))
    paths = {t.path.id for found in every_feature(snapshot) for t in found.trails if len(t.crumbs) > 1}
    assert len(lists) == len(paths)
    for one in lists:
        assert (one["@context"], one["@type"]) == ("https://schema.org", "BreadcrumbList")
        items = one["itemListElement"]
        assert len(items) >= 2
        assert [item["position"] for item in items] == list(range(1, len(items) + 1))
        assert all(item["name"] and item["@type"] == "ListItem" for item in items)
        assert all(item["item"].startswith("https://") for item in items[:-1])
        assert "item" not in items[-1]


def test_a_trail_of_one_crumb_is_no_list_for_google(snapshot: Snapshot) -> None:
    root = next(node for node in nodes(snapshot) if node.parent is None)
    assert json.loads(serialize(snapshot, root.id, "json-ld")) == []
    assert serialize(snapshot, root.id, "text") == f"{root.label}\n"


def test_html_is_a_nav_with_a_list_whose_last_crumb_is_current(snapshot: Snapshot) -> None:
    for found in every_feature(snapshot):
        html = serialize(snapshot, found.id, "html")
        tree = ElementTree.fromstring(f"<div>{html}</div>")
        navs = tree.findall("nav")
        assert len({nav.get("aria-label") for nav in navs}) == len(navs) == len(found.trails)
        for nav, trail in zip(navs, found.trails, strict=True):
            items = nav.findall("ol/li")
            assert ["".join(item.itertext()) for item in items] == [crumb.name for crumb in trail.crumbs]
            assert [item[0].get("aria-current") for item in items] == [None] * (len(items) - 1) + ["page"]
            assert [item[0].get("href") for item in items] == [crumb.url for crumb in trail.crumbs]
        page = serialize(snapshot, found.id, "page")
        assert html in page
        assert page.startswith("<!doctype html>")


@pytest.mark.parametrize("form", MENUS)
def test_the_whole_menu_has_each_node_once_with_what_is_under_it(form: str, snapshot: Snapshot) -> None:
    value = json.loads(serialize_all(snapshot, form))
    if form == "docusaurus":
        value = value["help"]
    elif form == "nav":
        value = [*value["systems"], *value["unanchored"]]
    below = "items" if form in ("vitepress", "docusaurus") else "children"
    key = {"vue-router": "name", "react-router": "id", "vitepress": "link"}.get(form, "key")
    found = list(walk(value, below))
    expected = {node.id: node for node in nodes(snapshot)}
    addresses = {node.url: node.id for node in expected.values() if node.url}
    keys = [addresses.get(one[key]) or one[key].rsplit("/", 1)[-1] for one in found]
    assert sorted(keys) == sorted(expected)
    for one, own in zip(found, keys, strict=True):
        under = one.get(below, ())
        assert len(under) == len(expected[own].children), one


def test_the_sitemap_lists_each_place_once(snapshot: Snapshot, client: TestClient) -> None:
    root = ElementTree.fromstring(serialize_all(snapshot, "sitemap"))
    found = [str(one.text) for one in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert sorted(found) == sorted(snapshot.iri(node.id) for node in nodes(snapshot))
    assert client.get("/sitemap.xml", params={"part": "1"}).status_code == 200
    for part in ("2", "0", "x", "-1", "9" * 30):
        assert client.get("/sitemap.xml", params={"part": part}).status_code == 400


def test_more_places_than_one_sitemap_may_hold(
    snapshot: Snapshot, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph_api.navigation.LARGEST_SITEMAP", 20)
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
    parts = [str(one.text) for one in ElementTree.fromstring(client.get("/sitemap.xml").text).iter(space)]
    assert len(parts) == -(-len(nodes(snapshot)) // 20)
    found = [one.text for part in parts for one in ElementTree.fromstring(client.get(part).text).iter(space)]
    assert len(found) == len(set(found)) == len(nodes(snapshot))


# --- what is asked of HTTP


@pytest.mark.parametrize("media", OFFERED)
def test_accept_chooses_the_format(media: str, snapshot: Snapshot, client: TestClient) -> None:
    answer = client.get("/breadcrumbs/订单导出", headers={"accept": f"{media}, */*;q=0.1"})
    assert answer.headers["content-type"].startswith(media)
    assert answer.headers["vary"] == "Accept"
    assert answer.text == serialize(snapshot, "订单导出", OFFERED[media])


def test_format_counts_more_than_accept_and_any_will_do_is_json(client: TestClient) -> None:
    asked = client.get("/breadcrumbs/订单导出", params={"format": "text"}, headers={"accept": "text/html"})
    assert asked.headers["content-type"].startswith("text/plain")
    assert client.get("/breadcrumbs/订单导出").headers["content-type"].startswith("application/json")


def test_an_answer_is_kept_as_long_as_the_snapshot_is(client: TestClient) -> None:
    first = client.get("/breadcrumbs/订单导出")
    again = client.get("/breadcrumbs/订单导出", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.text) == (304, "")
    other = client.get("/breadcrumbs/订单导出", params={"format": "text"})
    assert other.headers["etag"] != first.headers["etag"]


@pytest.mark.parametrize(
    ("url", "headers", "status", "code"),
    [
        ("/breadcrumbs/订单导出了", {}, 404, "NOT_FOUND"),
        ("/breadcrumbs/已出库", {}, 400, "AMBIGUOUS"),
        ("/breadcrumbs/%20", {}, 400, "BAD_USER_INPUT"),
        ("/breadcrumbs/订单导出?format=jsonld", {}, 400, "BAD_USER_INPUT"),
        ("/breadcrumbs/订单导出?format=sitemap", {}, 400, "BAD_USER_INPUT"),
        ("/breadcrumbs/订单导出?format=", {}, 400, "BAD_USER_INPUT"),
        ("/breadcrumbs/订单导出", {"accept": "image/png"}, 406, "BAD_USER_INPUT"),
        ("/breadcrumbs?format=nothing", {}, 400, "BAD_USER_INPUT"),
    ],
)
def test_what_cannot_be_is_refused_in_one_shape(
    url: str, headers: dict[str, str], status: int, code: str, client: TestClient
) -> None:
    answer = client.get(url, headers=headers)
    assert answer.status_code == status
    (error,) = answer.json()["errors"]
    assert error["message"]
    assert error["extensions"]["code"] == code
    if "jsonld" in url:
        assert error["extensions"]["suggestions"][0] == "json-ld"
    if status == 404:
        assert "订单导出" in error["extensions"]["suggestions"]


@pytest.mark.parametrize("url", ["/breadcrumbs", "/breadcrumbs?format=antd", "/nav.json"])
def test_more_than_one_answer_may_hold(url: str, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    for listing in (layout.FEATURES, layout.MENU_NODES):
        monkeypatch.setitem(MOST, listing, 20)
    answer = client.get(url)
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert (error["extensions"]["code"], error["extensions"]["limit"]) == ("LIMIT_EXCEEDED", 20)
    assert "helpgraph export" in error["message"]


def test_menus_that_are_nested_too_deeply_are_told_so(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    def deep(_: object) -> object:
        value: list[object] = []
        for _ in range(100_000):
            value = [value]
        return value

    monkeypatch.setitem(FORMATS, "antd", replace(FORMATS["antd"], of_all=deep))
    with pytest.raises(Refused, match="nested too deeply for antd"):
        serialize_all(snapshot, "antd")


def test_without_a_graph_it_says_what_to_do(tmp_path: Path) -> None:
    answer = TestClient(create_app(tmp_path)).get("/breadcrumbs/x")
    assert answer.status_code == 503
    assert "helpgraph build" in answer.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("locate", "订单导出了"), 1),
        (("locate", "订单导出", "--format", "jsonld"), 1),
        (("locate", " "), 1),
        (("export", "--format", "breadcrumb"), 2),
        (("export", "--format", "breadcrumbs", "--as", "vue"), 2),
        (("export",), 2),
    ],
)
def test_commands_refuse_with_the_nearest_right_thing(arguments: Sequence[str], code: int, graph: Path) -> None:
    done = run(*arguments, "--graph", graph)
    assert done.exit_code == code
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    nearest = {"jsonld": "json-ld", "breadcrumb": "breadcrumbs", "vue": "vue-router", "订单导出了": "订单导出"}
    assert nearest.get(arguments[-1], "") in done.stderr


@given(st.text(max_size=40))
def test_any_ref_is_answered_or_refused(graph: Path, ref: str) -> None:
    snapshot = Published(graph).snapshot()
    code = None
    try:
        assert json.loads(serialize(snapshot, ref))["ref"]
    except Refused as error:
        code = (error.extensions or {})["code"]
    finally:
        snapshot.close()
    assert code in (None, "NOT_FOUND", "AMBIGUOUS", "BAD_USER_INPUT")


# --- negotiation


MEDIA = st.sampled_from(["application/json", "text/html", "text/*", "*/*", "image/png"])


@given(st.lists(st.tuples(MEDIA, st.integers(0, 10)), max_size=5))
def test_the_best_offer_has_the_highest_quality(ranges: list[tuple[str, int]]) -> None:
    offers = ("application/json", "text/html", "text/plain")
    accept = ", ".join(f"{media};q={tenths / 10}" for media, tenths in ranges)

    def quality(offer: str) -> float:
        for form in (offer, offer.partition("/")[0] + "/*", "*/*"):
            found = [tenths for media, tenths in ranges if media == form]
            if found:
                return max(found)
        return 0

    chosen = best(accept, offers)
    if not ranges:
        assert chosen == offers[0]
    elif max(map(quality, offers)) == 0:
        assert chosen is None
    else:
        assert chosen == max(offers, key=quality)


@given(st.text(max_size=60))
def test_any_accept_header_is_read(accept: str) -> None:
    assert best(accept, ("a/b",)) in ("a/b", None)


# --- markup in names


def test_names_are_escaped_in_every_format_that_has_markup(tmp_path: Path) -> None:
    from extract.build import Options, build

    corpus = tmp_path / "corpus.jsonl"
    label = '导出<b>&"中心'
    entry = {"question": "怎么导出", "answer": f"路径：商家后台 > 订单管理 > {label} > 导出订单</script>"}
    corpus.write_text(json.dumps(entry, ensure_ascii=False), encoding="utf-8")
    build([corpus], tmp_path / "graph", Options())
    snapshot = Published(tmp_path / "graph").snapshot()
    paths = [one for one in snapshot.whole(Slice(layout.PATHS)) if isinstance(one, MenuPath)]
    for path in paths:
        for form in ("html", "page"):
            shown = re.sub(
                r'<script type="application/ld\+json">[^<]*</script>', "", serialize(snapshot, path.id, form)
            )
            assert "<b>" not in shown
            assert "</script>" not in shown
    ElementTree.fromstring(serialize_all(snapshot, "html"))
    ElementTree.fromstring(serialize_all(snapshot, "sitemap"))


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", " https://a.example", ""])
def test_a_page_links_to_nothing_but_http(url: str, snapshot: Snapshot) -> None:
    node = msgspec.structs.replace(nodes(snapshot)[0], url=url)
    assert address(node) is None
    assert address(msgspec.structs.replace(node, url="HTTPS://a.example/")) == "HTTPS://a.example/"
