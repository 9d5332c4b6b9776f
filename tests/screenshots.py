"""The pictures of the explorer page in docs/screenshots: `python -m tests.screenshots` takes them anew from the user's corpus."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from urllib.parse import quote

from starlette.testclient import TestClient

from extract.build import Options, build
from graph_api.server import create_app
from tests.conftest import CORPUS, ROOT
from tests.web_world import browser, made_page, reader, served

FOLDER: Final = ROOT / "docs" / "screenshots"


@dataclass(frozen=True, slots=True)
class Picture:
    """A view as it is shown: where, and how."""

    name: str
    address: str
    size: str = "wide"
    language: str = "zh"
    theme: str = "light"


def pictures(graph: Path) -> Iterator[Picture]:
    """The main views at both sizes."""
    document = """{ feature(ref: "修改收货信息") { id constraints(first: 500) { nodes { id text } } }
      shipping: feature(ref: "修改运费") { id } cod: concept(ref: "COD") { id } }"""
    data = TestClient(create_app(graph)).post("/graphql", json={"query": document}).json()["data"]
    feature, cod = data["feature"]["id"], data["cod"]["id"]
    rule = next(one["id"] for one in data["feature"]["constraints"]["nodes"] if "海关拍卖" in one["text"])
    question = quote("到付的单子能改运费吗")
    yield Picture("ask", f"/search?q={question}")
    yield Picture("function", f"/functions/{feature}?fact={rule}")
    yield Picture("order", f"/order?given={cod}", language="en")
    yield Picture("matrix", "/matrix")
    yield Picture("graph", f"/graph/{data['shipping']['id']}", theme="dark")
    yield Picture("quality", "/quality", language="en")
    yield Picture("menu-narrow", "/menu", size="narrow")
    yield Picture("order-narrow", f"/order?given={cod}", size="narrow", theme="dark")
    yield Picture("ask-narrow", f"/search?q={question}", size="narrow", language="en")


def take(folder: Path) -> None:
    """Takes them all. Raises what a test of the page would raise where something goes wrong."""
    made_page()
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as there:
        build([CORPUS], Path(there), Options())
        with served(Path(there)) as base, browser() as window:
            for one in pictures(Path(there)):
                with reader(window, base, size=one.size, language=one.language, theme=one.theme) as person:
                    page = person.open(one.address)
                    page.wait_for_timeout(500)
                    page.screenshot(path=folder / f"{one.name}.png")
                    print(json.dumps({"picture": one.name}), file=sys.stderr)


if __name__ == "__main__":
    take(FOLDER)
