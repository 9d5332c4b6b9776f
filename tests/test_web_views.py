"""The explorer page in a browser: every view walked as a person would, in both languages, at both sizes, light and dark."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.web_world import browser, made_page, reader, served

pytestmark = [pytest.mark.node, pytest.mark.browser]


@pytest.fixture(scope="module")
def window() -> Iterator[Browser]:
    made_page()
    with browser() as found:
        yield found


@pytest.fixture(scope="module")
def base(graph: Path) -> Iterator[str]:
    with served(graph) as address:
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
