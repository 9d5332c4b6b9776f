"""The explorer page against a hostile corpus and address bar: whatever they hold is shown as text; and with the keyboard alone."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from extract.build import Options, build
from tests.web_world import Reader, browser, made_page, reader, served

pytestmark = [pytest.mark.node, pytest.mark.browser]

RLO = "\u202e"
SCRIPT = "<script>window.broken=1</script>"
IMAGE = "<img src=x onerror=window.broken=2>"
HANDLER = "\"><svg onload=window.broken=3><a href='javascript:window.broken=4'>点我</a>"
HOSTILE = (
    (
        f"怎么修改{SCRIPT}运费",
        f"请在商家后台-订单管理-{IMAGE}修改运费 中修改，货到付款的订单，不支持修改运费。{SCRIPT}{HANDLER}",
    ),
    (
        f"{IMAGE}怎么导出订单",
        f"请在商家后台-订单管理-订单导出{RLO}中导出，每天可导出50次。详见 javascript:window.broken=5 和 https://a.example/?x={SCRIPT}",
    ),
    (f"{RLO}什么是{HANDLER}", f"“{SCRIPT}订单”是指{IMAGE}的订单。SOP{SCRIPT}商家可以{HANDLER}操作。"),
    ("'''怎么办", "'''| 类型 | 能否修改 |\n|---|---|\n| <b onclick=window.broken=6>SOP</b> | 支持修改收货信息 |'''"),
    ("</textarea></title><style>*{display:none}</style>", "&lt;script&gt; &amp; </mark><mark> {{7*7}} ${7*7} =1+1"),
)
ADDRESSES = (
    f"/search?q={quote(SCRIPT)}",
    f"/search?q={quote(IMAGE + RLO)}&kind={quote(SCRIPT)}",
    f"/menu/{quote(IMAGE, safe='')}",
    f"/menu?list=functions&text={quote(HANDLER)}",
    f"/functions/{quote(SCRIPT, safe='')}?entry={quote(IMAGE)}&fact={quote(HANDLER)}&words=a0-999999999",
    f"/entries/{quote('../../graphql', safe='')}?words=q9-1",
    "/things/%00%FF%E0%A4%A",
    f"/order?given={quote(SCRIPT)}&given=&not={quote(IMAGE)}&show={quote(HANDLER)}",
    f"/matrix?type={quote(IMAGE)}&verdict={quote(SCRIPT)}",
    f"/graph/{quote('javascript:window.broken=7', safe='')}?hops=99&most=-1",
    f"/quality?tab={quote(SCRIPT)}&kind={quote(IMAGE)}",
)


@pytest.fixture(scope="module")
def window() -> Iterator[Browser]:
    made_page()
    with browser() as found:
        yield found


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("hostile")
    lines = [json.dumps({"question": question, "answer": answer}, ensure_ascii=False) for question, answer in HOSTILE]
    (folder / "corpus.jsonl").write_text("\n".join(lines), encoding="utf-8")
    build([folder / "corpus.jsonl"], folder / "graph", Options())
    with served(folder / "graph") as address:
        yield address


@pytest.fixture(scope="module")
def plain(graph: Path) -> Iterator[str]:
    with served(graph) as address:
        yield address


def unbroken(person: Reader) -> None:
    """Nothing of the corpus ran, became an element, or leads anywhere but into the web."""
    page = person.page
    assert page.evaluate("() => window.broken") is None
    assert page.locator("#page :is(script, iframe, object, style, b, title, textarea)").count() == 0
    assert page.locator("#page img").evaluate_all("all => all.every((one) => one.src.includes('/assets/'))")
    assert page.locator("#page svg").count() == 0
    leads = page.locator("#page a").evaluate_all("all => all.map((one) => one.protocol)")
    assert set(leads) <= {"http:", "https:"}
    assert RLO not in page.locator("#page").inner_text()


def test_a_hostile_corpus_is_shown_as_text(window: Browser, hostile: str) -> None:
    with reader(window, hostile) as person:
        page = person.open("/menu")
        unbroken(person)
        seen = page.locator("#page").inner_text()
        for view in (
            "/menu?list=functions",
            "/order",
            "/matrix",
            "/graph",
            "/quality",
            "/search?q=订单",
            "/search?q=script",
        ):
            page = person.open(view)
            unbroken(person)
            seen += page.locator("#page").inner_text()
        hrefs: set[str] = set()
        for view in ("/menu?list=functions", "/quality", "/search?q=订单", "/graph"):
            person.open(view)
            hrefs |= set(page.locator("main a").evaluate_all("all => all.map((one) => one.pathname + one.search)"))
        things = sorted(href for href in hrefs if href.startswith(("/functions/", "/entries/", "/things/", "/menu/")))
        assert len(things) > 10
        for href in things[::3]:
            person.open(href)
            unbroken(person)
            seen += page.locator("#page").inner_text()
        for shown in (
            "<script>window.broken=1</script>",
            "<img src=x onerror=window.broken=2>",
            "U+202E",
            "javascript:window.broken",
        ):
            assert shown in seen


def test_a_hostile_address_is_shown_as_text(window: Browser, plain: str) -> None:
    with reader(window, plain) as person:
        for address in ADDRESSES:
            person.open(address)
            unbroken(person)
            assert person.page.locator("h1").count() == 1, address


def test_the_policy_stops_what_would_be_inline(window: Browser, plain: str) -> None:
    """Should a hole ever open, nothing that comes through runs."""
    person = Reader(window, plain)
    page = person.open("/")
    page.evaluate(
        "() => { const one = document.createElement('script'); try { one.textContent = 'window.broken = 1' } catch { return }"
        " document.body.append(one) }"
    )
    page.evaluate(
        "() => { const one = document.createElement('p'); try { one.setAttribute('onclick', 'window.broken = 2') } catch { return };"
        " document.body.append(one); one.click() }"
    )
    assert page.evaluate("() => window.broken") is None
    assert page.evaluate("() => fetch('http://127.0.0.1:9/').then(() => 'asked', (error) => error.name)") == "TypeError"
    assert person.faults
    person.context.close()


_STOPS = """() => [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex]')].filter((one) =>
  one.tabIndex >= 0 && !one.disabled && one.checkVisibility({ visibilityProperty: true }) && !one.closest('dialog:not([open])')
  && !one.closest('details:not([open]) > :not(summary)')).length"""
_MARK = """() => { const one = document.activeElement; if (!one || one === document.body || one.dataset.reached) return null;
  one.dataset.reached = 'yes'; const look = getComputedStyle(one);
  return look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 1 ? 'seen' : 'unseen: ' + one.outerHTML.slice(0, 200) }"""


@pytest.mark.parametrize("address", ["/", "/search?q=运费", "/menu", "/order", "/matrix"])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(window: Browser, plain: str, address: str) -> None:
    with reader(window, plain) as person:
        page = person.open(address)
        stops = page.evaluate(_STOPS)
        reached = 0
        for _ in range(2 * stops):
            page.keyboard.press("Tab")
            told = page.evaluate(_MARK)
            if told is None:
                break
            assert told == "seen"
            reached += 1
        assert reached == page.evaluate(_STOPS) > 5  # a page may grow while it is walked


def test_the_way_past_the_frame_is_the_first_stop(window: Browser, plain: str) -> None:
    with reader(window, plain, language="en") as person:
        page = person.open("/menu")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
        page.keyboard.press("Enter")
        assert page.evaluate("() => document.activeElement.id") == "content"
