"""The explorer page while the server is gone, slow, empty, or serves a new version: a clear notice, nothing broken, no lost input."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from extract.build import Options, build
from tests.conftest import free_port
from tests.web_world import Reader, browser, made_page, reader, served

pytestmark = [pytest.mark.node, pytest.mark.browser]


@pytest.fixture(scope="module")
def window() -> Iterator[Browser]:
    made_page()
    with browser() as found:
        yield found


def publish(folder: Path, *limits: str) -> None:
    lines = [
        json.dumps(
            {
                "question": f"怎么导出{limit}订单",
                "answer": f"请在商家后台-订单管理-{limit}导出中导出，货到付款的订单不支持导出。",
            }
        )
        for limit in limits
    ]
    (folder / "corpus.jsonl").write_text("\n".join(lines), encoding="utf-8")
    build([folder / "corpus.jsonl"], folder / "graph", Options())


def fulfil(body: str, route: Route) -> None:
    route.fulfill(status=502, body=body)


def forgive(person: Reader) -> None:
    """The browser tells of requests that failed; here they must fail."""
    person.faults = [one for one in person.faults if "Failed to load resource" not in one]


def test_the_server_goes_and_comes_back(window: Browser, tmp_path: Path) -> None:
    publish(tmp_path, "批量")
    port = free_port()
    with ExitStack() as stack, reader(window, f"http://127.0.0.1:{port}") as person:
        stack.enter_context(served(tmp_path / "graph", port))
        page = person.open("/search?q=批量导出")
        hits = page.locator(".hits .list li")
        before = hits.count()
        assert before > 0
        stack.close()
        box = page.get_by_role("searchbox")
        box.fill("批量导出在哪")
        expect(page.get_by_text("暂时连不上服务器")).to_be_visible()
        expect(box).to_have_value("批量导出在哪")
        assert hits.count() == before
        stack.enter_context(served(tmp_path / "graph", port))
        expect(page.get_by_text("暂时连不上服务器")).to_have_count(0)
        person.settle()
        expect(page.locator(".answer .quotes li").first).to_be_visible()
        expect(box).to_have_value("批量导出在哪")
        forgive(person)


def test_a_new_version_is_told_of_and_taken_when_the_reader_wants(window: Browser, tmp_path: Path) -> None:
    publish(tmp_path, "批量")
    with served(tmp_path / "graph") as base, reader(window, base, language="en") as person:
        page = person.open("/menu?list=functions&text=导出")
        expect(page.locator(".side .list").get_by_text("明细导出", exact=True)).to_have_count(0)
        publish(tmp_path, "批量", "明细")
        page.evaluate("() => window.dispatchEvent(new Event('focus'))")
        notice = page.get_by_role("status").filter(has_text="newer version")
        expect(notice).to_be_visible()
        notice.get_by_role("button").click()
        expect(notice).to_have_count(0)
        expect(page.locator(".side .list").get_by_text("明细导出", exact=True).first).to_be_visible()
        expect(page.get_by_role("searchbox")).to_have_value("导出")
        page.get_by_role("link", name="Quality").click()
        page.get_by_role("button", name="Changes").click()
        person.settle()
        expect(page.locator(".changes")).to_contain_text("明细导出")


def test_a_slow_server_is_told_of(window: Browser, tmp_path: Path) -> None:
    publish(tmp_path, "批量")
    held: list[Route] = []
    with served(tmp_path / "graph") as base, reader(window, base) as person:
        page = person.open("/order")
        page.route("**/graphql", lambda route: held.append(route))  # noqa: PLW0108  playwright marks the function
        page.locator(".scheme button.chip").first.click()
        expect(page.get_by_text("服务器响应较慢")).to_be_visible()
        expect(page.locator(".chosen .picked")).to_have_count(1)
        for route in held:
            route.continue_()
        page.unroute("**/graphql")
        expect(page.get_by_text("服务器响应较慢")).to_have_count(0)
        person.settle()
        expect(page.locator(".tally")).to_be_visible()


def test_a_server_without_a_graph_says_so_until_there_is_one(window: Browser, tmp_path: Path) -> None:
    with served(tmp_path / "graph") as base, reader(window, base) as person:
        page = person.page
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/graphql") else None)
        page.goto(base)
        expect(page.get_by_text("服务器还没有发布数据")).to_be_visible()
        page.wait_for_timeout(1500)
        assert 0 < len(asked) < 8, "what is refused is asked again after a while, not at once"
        publish(tmp_path, "批量")
        expect(page.get_by_text("服务器还没有发布数据")).to_have_count(0)
        expect(page.locator(".figures dd").first).to_have_text("1")
        forgive(person)


def test_an_answer_that_is_none_breaks_nothing(window: Browser, tmp_path: Path) -> None:
    publish(tmp_path, "批量")
    with served(tmp_path / "graph") as base, reader(window, base) as person:
        page = person.open("/")
        for body in ("", "<html>", "[]", "null", '{"data":', "7"):
            page.route("**/graphql", partial(fulfil, body))
            page.get_by_role("searchbox").fill(f"导出{len(body)}")
            expect(page.get_by_text("暂时连不上服务器")).to_be_visible()
            page.unroute("**/graphql")
            expect(page.get_by_text("暂时连不上服务器")).to_have_count(0)
        forgive(person)
