"""How soon the explorer page shows what is asked of it, in headless Chromium: medians in milliseconds, and the first view's bytes.

`python -m benchmarks.page GRAPH [--rounds N]` measures over a published graph: the first view, the answer to a typed character, what an order allows
after a choice, and each view by its address.
"""

import argparse
import statistics
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from graph_api import explorer
from tests.web_world import Reader, browser, made_page, served

CHOICE = """() => new Promise((done) => {
  const chip = document.querySelector(".scheme button.chip[aria-pressed=false]:not(.barred)");
  const begun = performance.now();
  const look = () => document.querySelector(".tally") && !document.querySelector(".body .busy") ? done(performance.now() - begun) : requestAnimationFrame(look);
  chip.click();
  requestAnimationFrame(() => requestAnimationFrame(look));
})"""
"""Chooses something more of an order, and tells after how many milliseconds what it allows is shown: measured in the page, at a frame's end."""
VIEWS = ("/menu", "/menu?list=functions", "/order", "/matrix", "/graph", "/quality", "/search?q=订单")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("graph", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    told = parser.parse_args()
    made_page()
    print(f"first view: {first_bytes()} bytes in Brotli")
    with served(told.graph) as base, browser() as window:
        person = Reader(window, base)
        page = person.open("/")

        def typed() -> None:
            page.get_by_role("searchbox").fill(f"修改{perf_counter()}"[:8])
            page.wait_for_function(
                "() => document.querySelector('.hits .count') && !document.querySelector('.hits .busy')"
            )

        print(f"first view: {measured(lambda: person.open('/'), told.rounds)} ms")
        print(f"typing: {measured(typed, told.rounds)} ms")
        person.open("/order")
        print(f"a choice: {round(statistics.median(page.evaluate(CHOICE) for _ in range(told.rounds)))} ms")
        for address in VIEWS:
            print(f"{address}: {measured(lambda at=address: person.open(at), told.rounds)} ms")  # type: ignore[misc]
        person.context.close()


def first_bytes() -> int:
    """What the first view fetches of the page's files."""
    page = explorer.files()[explorer.PAGE].plain.decode()
    names = [name for name in explorer.files() if name == explorer.PAGE or f"/{name}" in page]
    return sum(len(explorer.files()[name].packed["br"]) for name in names)


def measured(action: Callable[[], object], rounds: int) -> int:
    """The median time of an action in milliseconds."""
    seconds = []
    for _ in range(rounds):
        begun = perf_counter()
        action()
        seconds.append(perf_counter() - begun)
    return round(statistics.median(seconds) * 1000)


if __name__ == "__main__":
    main()
