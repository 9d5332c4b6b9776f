"""The explorer page in a browser: every view walked as a person would, in both languages, at both sizes, light and dark."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from graphql import build_schema, parse, validate
from playwright.sync_api import Browser, expect
from starlette.testclient import TestClient

from extract.build import Options, build
from graph_api import explorer
from graph_api.server import create_app
from tests.web_world import browser, made_page, reader, served

pytestmark = [pytest.mark.node, pytest.mark.browser]


_folder: dict[str, str] = {}
"""Which graph folder is served at an address."""


@pytest.fixture(scope="module")
def window() -> Iterator[Browser]:
    made_page()
    with browser() as found:
        yield found


@pytest.fixture(scope="module")
def base(graph: Path) -> Iterator[str]:
    with served(graph) as address:
        _folder[address] = str(graph)
        yield address


def test_the_menu_is_walked_by_mouse_and_by_keyboard(window: Browser, base: str) -> None:
    with reader(window, base) as person:
        page = person.open("/menu")
        tree = page.get_by_role("tree")
        tree.get_by_role("treeitem", name="订单管理").click()
        expect(page.get_by_role("heading", name="订单管理 菜单")).to_be_visible()
        first = page.url
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        person.settle()
        assert page.url != first
        assert tree.locator("[aria-selected=true]").count() == 1
        page.go_back()
        expect(page.get_by_role("heading", name="订单管理 菜单")).to_be_visible()
        page.go_forward()
        expect(page.get_by_role("heading", name="订单管理 菜单")).to_have_count(0)
        page.reload()
        person.settle()
        expect(tree.locator("[aria-selected=true]")).to_be_visible()


def test_a_function_shows_its_words_and_words_show_their_facts(window: Browser, base: str) -> None:
    with reader(window, base, language="en") as person:
        page = person.open("/menu?list=functions&text=修改收货")
        page.get_by_role("link", name="修改收货信息").first.click()
        person.settle()
        expect(page.get_by_role("heading", level=1)).to_contain_text("修改收货信息")
        assert page.get_by_role("navigation", name="商家后台").count() >= 2
        rule = page.locator(".rule", has_text="海关拍卖").first
        rule.locator(".rule-words a").first.click()
        person.settle()
        strong = page.locator(".source-text .strong")
        assert "海关拍卖" in "".join(strong.all_inner_texts())
        expect(strong.first).to_be_visible()
        strong.last.click()
        facts = page.locator(".under .facts li")
        expect(facts.filter(has_text="海关拍卖").first).to_be_visible()
        assert "words=a" in page.url
        page.go_back()
        expect(page.locator(".under .facts li")).to_have_count(1)


def test_an_entry_shows_all_that_was_read_in_it(window: Browser, base: str) -> None:
    with reader(window, base) as person:
        page = person.open("/search?q=订单地址修改&kind=ENTRY")
        page.locator(".hits .list a").first.click()
        person.settle()
        first = page.locator(".beside .facts button").filter(has_text="三方快递").first
        first.click()
        assert "三方快递" in "".join(page.locator(".strong").all_inner_texts())
        expect(first).to_have_attribute("aria-pressed", "true")


def test_search_and_ask_answer_as_one_types(window: Browser, base: str) -> None:
    with reader(window, base) as person:
        page = person.open("/")
        box = page.get_by_role("searchbox", name="搜索或提问")
        box.press_sequentially("到付的单子能改运费吗", delay=5)
        person.settle()
        expect(page.locator(".answer .verdict")).to_contain_text("不可以")
        expect(page.locator(".answer .quotes li").first).to_be_visible()
        expect(box).to_be_focused()
        assert page.locator(".hits .list li").count() > 3
        box.fill("虚拟号服务包多少钱一个月")
        person.settle()
        expect(page.locator(".answer")).to_contain_text("来源没有说明这个问题")
        box.fill("ddgl")
        person.settle()
        expect(page.locator(".hits .list a").first).to_have_text("订单管理")
        page.locator(".hits .list a").first.click()
        person.settle()
        page.go_back()
        expect(page.get_by_role("searchbox", name="搜索或提问")).to_have_value("ddgl")


def test_a_further_page_never_shows_the_one_before_twice(window: Browser, base: str) -> None:
    with reader(window, base) as person:
        page = person.open("/matrix")
        page.wait_for_function("() => document.querySelectorAll('.sheet th.column').length > 20")
        person.settle()
        types = page.locator(".sheet th.column").all_inner_texts()
        assert len(types) > 20
        assert len(types) == len(set(types))


def test_no_letter_is_lost_on_a_slow_machine(window: Browser, base: str) -> None:
    typed = "到付的单子能改运费吗"
    with reader(window, base) as person:
        page = person.open("/")
        person.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 20})
        box = page.get_by_role("searchbox", name="搜索或提问")
        box.press_sequentially(typed, delay=20)
        page.wait_for_url(lambda url: unquote(url).endswith(f"q={typed}"))
        person.settle()
        expect(box).to_have_value(typed)


def test_an_order_is_composed_and_a_contradiction_explained(window: Browser, base: str) -> None:
    with reader(window, base) as person:
        page = person.open("/order")
        side = page.get_by_role("region", name="选择条件")
        side.get_by_role("button", name="货到付款 COD").click()
        person.settle()
        shipping = page.locator(".outcome.FORBIDDEN", has_text="修改运费").first
        expect(shipping.locator("a").first).to_have_text("修改运费")
        shipping.locator("summary").click()
        expect(shipping.locator(".reasons q").first).to_contain_text("货到付款")
        deciding = page.locator(".outcome.CONDITIONAL .deciding").first
        name = deciding.locator("button").first.inner_text()
        deciding.locator("button").first.click()
        person.settle()
        assert name.strip("+\n ") in page.locator(".chosen").inner_text()
        page.go_back()
        person.settle()
        side.get_by_role("button", name="在线支付").click()
        person.settle()
        expect(page.get_by_role("alert")).to_contain_text("不能同时成立")
        page.get_by_role("alert").get_by_role("button", name="去掉 在线支付").click()
        person.settle()
        expect(page.locator(".outcome.FORBIDDEN", has_text="修改运费")).to_be_visible()
        page.locator(".chosen .turn").click()
        person.settle()
        assert "not=concept" in page.url
        expect(page.locator(".outcome.FORBIDDEN", has_text="修改运费")).to_have_count(0)


def test_the_matrix_is_filtered_walked_and_taken_away(window: Browser, base: str) -> None:
    with reader(window, base) as person:
        page = person.open("/matrix")
        every = page.locator("tbody tr").count()
        page.get_by_role("searchbox", name="筛选操作").fill("运费")
        assert 0 < page.locator("tbody tr").count() < every
        page.get_by_role("searchbox", name="筛选订单类型").fill("cod")
        expect(page.locator("thead th.column")).to_have_count(1)
        cell = page.locator("tbody tr", has_text="修改运费").first.locator("td a")
        expect(cell).to_have_attribute("title", "修改运费 × 货到付款：不可以")
        expect(cell).to_have_text("✕不可以")
        page.get_by_role("searchbox", name="筛选订单类型").fill("")
        page.get_by_role("searchbox", name="筛选操作").fill("")
        page.get_by_role("button", name="不可以").click()
        assert 0 < page.locator("tbody tr").count() < every
        page.locator("tbody td a[tabindex='0']").focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("() => document.activeElement.dataset.at") == "1.1"
        with page.expect_download() as taken:
            page.get_by_role("button", name="CSV").click()
        text = taken.value.path().read_text(encoding="utf-8-sig")
        header, *lines = csv.reader(io.StringIO(text))
        assert len(lines) == page.locator("tbody tr").count()
        assert (
            dict(zip(header, next(one for one in lines if one[0] == "修改运费"), strict=True))["货到付款"] == "不可以"
        )
        with page.expect_download() as taken:
            page.get_by_role("button", name="PNG").click()
        assert taken.value.path().read_bytes().startswith(b"\x89PNG")
        page.keyboard.press("Tab")
        page.locator("tbody tr", has_text="修改运费").first.locator("td a.FORBIDDEN").first.click()
        person.settle()
        expect(page.locator(".outcome.shown")).to_be_in_viewport()


def test_a_neighbourhood_is_drawn_with_a_list_of_the_same(window: Browser, base: str) -> None:
    with reader(window, base, language="en") as person:
        page = person.open("/search?q=修改运费&kind=FEATURE")
        page.locator(".hits .list a").first.click()
        person.settle()
        page.get_by_role("link", name="See it in the graph").click()
        person.settle()
        expect(page.locator(".canvas canvas").first).to_be_visible()
        expect(page.get_by_role("heading", level=2)).to_have_text("修改运费")
        listed = page.locator(".nodes li").count()
        assert f"{listed + 1} nodes" in page.locator(".count").inner_text()
        page.get_by_label("Links away").select_option("1")
        person.settle()
        assert 0 < page.locator(".nodes li").count() < listed
        page.locator(".nodes a").first.click()
        person.settle()
        expect(page.get_by_role("heading", level=2)).not_to_have_text("修改运费")
        page.go_back()
        expect(page.get_by_role("heading", level=2)).to_have_text("修改运费")
        page.get_by_role("link", name="Overview").click()
        person.settle()
        count = page.locator(".panel .count")
        expect(count).to_contain_text("300 of")
        whole = int(count.inner_text().split()[-1])
        page.get_by_role("button", name=f"Show all ({whole})").click()
        expect(count).to_have_text(f"{whole} of {whole}")
        page.get_by_role("searchbox").fill("海关拍卖")
        assert page.locator(".nodes a").count() > 0
        box = page.locator(".canvas").bounding_box()
        assert box is not None
        dots = page.evaluate(_INK)
        assert dots > 200


_INK = """() => { const one = [...document.querySelectorAll('.canvas canvas')].map((canvas) => {
  const copy = document.createElement('canvas'); copy.width = canvas.width; copy.height = canvas.height;
  const pen = copy.getContext('2d', { willReadFrequently: true }); pen.drawImage(canvas, 0, 0);
  const data = pen.getImageData(0, 0, copy.width, copy.height).data; let ink = 0;
  for (let at = 3; at < data.length; at += 4) if (data[at] > 0) ink += 1; return ink; });
  return Math.max(...one); }"""


def test_quality_tells_gaps_and_conflicts(window: Browser, base: str) -> None:
    with reader(window, base) as person:
        page = person.open("/quality")
        side = page.get_by_role("navigation", name="缺口种类")
        side.get_by_role("link", name="没有答案的问题").click()
        person.settle()
        expect(page.locator(".gaps > li")).to_have_count(2)
        page.get_by_role("button", name="矛盾").click()
        person.settle()
        expect(page.get_by_text("没有发现互相矛盾的规则。")).to_be_visible()
        page.go_back()
        expect(page.locator(".gaps > li")).to_have_count(2)


def test_the_sides_of_a_conflict_stand_beside_each_other_with_their_words(window: Browser, tmp_path: Path) -> None:
    told = {
        "换购订单能改备注吗": "换购订单支持修改备注。",
        "哪些订单不能改备注": "换购订单不支持修改备注，请取消后重新下单。",
    }
    lines = [json.dumps({"question": asked, "answer": answer}, ensure_ascii=False) for asked, answer in told.items()]
    (tmp_path / "corpus.jsonl").write_text("\n".join(lines), encoding="utf-8")
    build([tmp_path / "corpus.jsonl"], tmp_path / "graph", Options())
    with served(tmp_path / "graph") as base, reader(window, base, size="narrow", language="en") as person:
        page = person.open("/quality?tab=conflicts")
        expect(page.locator(".conflicts > li")).to_have_count(1)
        own = ".source-text .words:not(.faint)"
        expect(page.locator(f".sides {own}").last).to_be_visible()
        sides = [side.locator(own).all_inner_texts() for side in page.locator(".sides > div").all()]
        assert sorted("".join(marked) for marked in sides) == ["换购订单不支持修改备注", "换购订单支持修改备注"]
        assert person.violations() == []
        page.locator(f".sides {own}").first.click()
        person.settle()
        assert "/entries/" in page.url
        expect(page.locator(".under .facts li").first).to_be_visible()


def test_every_view_hands_over_its_query(window: Browser, base: str) -> None:
    with reader(window, base, language="en") as person:
        person.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=base)
        for address in ("/", "/search?q=运费", "/menu", "/order", "/matrix", "/graph", "/quality"):
            page = person.open(address)
            page.get_by_role("button", name="GraphQL").click()
            dialog = page.get_by_role("dialog")
            assert "query " in dialog.locator("pre").first.inner_text()
            dialog.get_by_role("button", name="Copy").first.click()
            copied = page.evaluate("() => navigator.clipboard.readText()")
            assert validate(_SCHEMA, parse(copied)) == []
            page.keyboard.press("Escape")
            expect(dialog).to_have_count(0)
        page.get_by_role("button", name="GraphQL").click()
        with person.context.expect_page() as opened:
            page.get_by_role("link", name="Open in GraphiQL").first.click()
        opened.value.wait_for_load_state("networkidle")
        expect(opened.value.locator(".graphiql-query-editor")).to_contain_text("GapCounts")


_SCHEMA = build_schema((explorer.SOURCES.parent / "schema.graphql").read_text(encoding="utf-8"))


def addresses(base: str) -> list[str]:
    """An address of each view and state of a view."""
    document = """{ feature(ref: "修改收货信息") { id evidence(first: 1) { entry { id } } constraints(first: 1) { nodes { id } }
      locations { nodes { id } } } concept(ref: "COD") { id } other: concept(ref: "在线支付") { id } }"""
    data = TestClient(create_app(Path(_folder[base]))).post("/graphql", json={"query": document}).json()["data"]
    feature, concept = data["feature"], data["concept"]["id"]
    entry, rule = feature["evidence"][0]["entry"]["id"], feature["constraints"]["nodes"][0]["id"]
    node = feature["locations"][0]["nodes"][2]["id"]
    return [
        "/",
        "/search?q=到付的单子能改运费吗",
        "/search?q=虚拟号服务包多少钱一个月",
        f"/menu/{node}",
        "/menu?list=functions",
        f"/functions/{feature['id']}?fact={rule}",
        f"/entries/{entry}",
        f"/things/{concept}",
        f"/things/{rule}",
        f"/order?given={concept}",
        f"/order?given={concept}&given={data['other']['id']}",
        "/matrix",
        "/graph",
        f"/graph/{feature['id']}",
        "/quality",
        "/quality?tab=conflicts",
        "/quality?tab=changes",
        "/things/nothing",
        "/menu/nothing",
    ]


@pytest.mark.parametrize(
    ("size", "language", "theme"),
    [("wide", "zh", "light"), ("narrow", "en", "dark"), ("wide", "en", "dark"), ("narrow", "zh", "light")],
)
def test_no_view_has_a_barrier_or_is_wider_than_the_window(
    window: Browser, base: str, size: str, language: str, theme: str
) -> None:
    with reader(window, base, size=size, language=language, theme=theme) as person:
        for address in addresses(base):
            page = person.open(address)
            assert (address, person.violations()) == (address, [])
            over = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert (address, over) == (address, 0)
            assert page.locator("h1").count() == 1, address
            own = "zh-Hans" if language == "zh" else "en"
            assert page.evaluate("() => document.documentElement.lang") == own
            ground = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
            assert ground == ("rgb(244, 246, 247)" if theme == "light" else "rgb(14, 20, 24)")
