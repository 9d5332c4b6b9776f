"""A browser before a served graph, for the tests of the explorer page: it may ask nobody else, and nothing may go wrong unseen."""

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from graph_api import explorer
from graph_api.npm import NoNode
from graph_api.server import create_app
from tests.conftest import chromium, require

SIZES: Final = {"wide": (1280, 900), "narrow": (360, 780)}
LOCALES: Final = {"zh": "zh-CN", "en": "en-GB"}


def made_page() -> Path:
    """The page, made from its sources, or a skip."""
    require(shutil.which("npm") is not None and shutil.which("node") is not None, "Node.js and npm are not installed")
    try:
        made = explorer.make()
    except NoNode as missing:
        require(False, f"the page could not be made: {missing}")
        raise
    explorer.files.cache_clear()
    return made


@contextmanager
def served(graph: Path, port: int = 0) -> Iterator[str]:
    """A server over a graph folder; gives its address."""
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", port))
    listening.listen(128)  # who comes before the server is up waits, and is not turned away
    server = uvicorn.Server(uvicorn.Config(create_app(graph), log_level="error", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(20)
        listening.close()


@contextmanager
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        try:
            yield found
        finally:
            found.close()


class Reader:
    """A person before the page: what they see, and what went wrong behind it."""

    def __init__(
        self, window: Browser, base: str, *, size: str = "wide", language: str = "zh", theme: Any = "light"
    ) -> None:
        width, height = SIZES[size]
        self.base = base
        self.faults: list[str] = []
        self.elsewhere: list[str] = []
        self.context: BrowserContext = window.new_context(
            viewport={"width": width, "height": height},
            locale=LOCALES[language],
            color_scheme=theme,
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(10_000)
        self.page: Page = self.context.new_page()
        self.page.on("console", lambda told: self._heard(told.type, told.text))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", lambda request: self._asked(request.url))

    def _heard(self, kind: str, text: str) -> None:
        if (
            kind in ("error", "warning") and "GL Driver Message" not in text
        ):  # headless Chromium draws in software, and says so
            self.faults.append(text)

    def _asked(self, url: str) -> None:
        if url.startswith(("http", "ws")) and urlsplit(url).netloc != urlsplit(self.base).netloc:
            self.elsewhere.append(url)

    def open(self, address: str) -> Page:
        self.page.goto(self.base + address)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Until what was begun is shown and nothing is awaited any more."""
        self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 30)))")
        self.page.wait_for_function(
            "() => document.querySelector('h1') && document.querySelectorAll('.waiting, .late.busy').length === 0"
        )

    def violations(self) -> list[tuple[str, list[str]]]:
        """What axe finds wrong with what is in sight, with all its rules."""
        script = (explorer.SOURCES / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
        self.page.evaluate(f"() => {{ {script} }}")
        found = self.page.evaluate("() => axe.run()")
        assert found["passes"]
        return [(one["id"], [at["html"][:200] for at in one["nodes"]]) for one in found["violations"]]

    def close(self) -> None:
        """Nothing went wrong, and nobody else was asked."""
        self.context.close()
        assert not self.faults, self.faults
        assert not self.elsewhere, self.elsewhere


@contextmanager
def reader(window: Browser, base: str, **wanted: Any) -> Iterator[Reader]:
    """A person before the page, who at the end has seen nothing go wrong."""
    found = Reader(window, base, **wanted)
    yield found
    found.close()
