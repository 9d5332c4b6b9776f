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
