"""The neighbourhood widget: what it shows, that its bundle is made from npm, and that it draws in a browser and asks nobody."""

import json
import math
import shutil
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

import helpgraph
from graph_api import widget
from graph_api.asking import Refusal
from graph_api.library import Graph
from graph_api.npm import NoNode
from tests.conftest import chromium, require

_PAGE = """<!doctype html><meta charset="utf-8"><div id="el"></div><pre id="told"></pre><script type="module">
import widget from "./neighbourhood.js";
const state = { network: NETWORK, selected: "" }, heard = {};
const model = {
  get: (name) => state[name], save_changes: () => {}, on: (name, call) => { heard[name] = call; },
  set: (name, value) => { state[name] = value; heard["change:" + name]?.(); },
};
const el = document.getElementById("el");
const end = widget.render({ model, el });
await new Promise((done) => setTimeout(done, 500));
const buttons = [...el.querySelectorAll("button[data-node]")];
buttons[1].click();
const pressed = el.querySelectorAll('button[aria-pressed="true"]').length;
document.getElementById("told").textContent = JSON.stringify({
  canvases: el.querySelectorAll("canvas").length, nodes: buttons.length, selected: state.selected, pressed, label: buttons[0].textContent,
});
end();
</script>"""


@pytest.fixture(scope="module")
def opened(graph: Path) -> Graph:
    return helpgraph.open(graph)


@pytest.fixture(scope="module")
def bundle() -> Path:
    require(shutil.which("npm") is not None and shutil.which("node") is not None, "Node.js and npm are not installed")
    return widget.make()


def test_a_neighbourhood_is_what_is_near(opened: Graph) -> None:
    network = opened.to_networkx()
    (feature,) = [
        own for own, told in network.nodes(data=True) if told["kind"] == "Feature" and told["label"] == "订单导出"
    ]
    found = widget.neighbourhood(opened.snapshot, feature, 1)
    near = {feature, *network.predecessors(feature), *network.successors(feature)}
    assert {node["id"] for node in found["nodes"]} == near
    assert found["nodes"][0]["id"] == feature
    assert {(edge["source"], edge["target"]) for edge in found["edges"]} == set(network.subgraph(near).edges())
    places = {(node["x"], node["y"]) for node in found["nodes"]}
    assert len(places) == len(near)
    assert all(math.isfinite(x) and math.isfinite(y) for x, y in places)
    assert found == widget.neighbourhood(opened.snapshot, feature, 1)
    json.dumps(found)
    few = widget.neighbourhood(opened.snapshot, feature, 3, most=10)
    assert len(few["nodes"]) == 10
    assert few["nodes"][0]["id"] == feature
    many = widget.neighbourhood(opened.snapshot, feature, 9, most=10_000)
    assert len(many["nodes"]) <= widget.MOST


@pytest.mark.node
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_widget_is_one_for_jupyter(opened: Graph, bundle: Path) -> None:
    shown = opened.neighbourhood("订单导出")
    assert shown.network["nodes"][0]["label"] == "订单导出"
    assert "text/plain" in shown._repr_mimebundle_()[0]
    assert bundle.read_text(encoding="utf-8").startswith(("var", "import", "let", "const", "(", "function"))
    with pytest.raises(Refusal, match="nothing is named"):
        opened.neighbourhood("没有的名字呢")


def test_without_its_bundle_it_says_how_it_is_made(
    opened: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(widget, "BUNDLE", tmp_path / "none.js")
    with pytest.raises(widget.NoWidget, match=r"python -m graph_api\.widget"):
        opened.neighbourhood("订单导出")
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(NoNode, match="node is not installed"):
        widget.make()


class _Quiet(SimpleHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        super().do_GET()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site(opened: Graph, bundle: Path, tmp_path: Path) -> Iterator[tuple[str, int, list[str]]]:
    """A page with the widget; its address, how many nodes it shows, and what is asked for."""
    network: Any = widget.neighbourhood(opened.snapshot, opened.locate("订单导出")[0].evidence[0].entry, 2, most=60)
    told = json.dumps(network, ensure_ascii=False).replace("<", "\\u003c")
    (tmp_path / "page.html").write_text(_PAGE.replace("NETWORK", told), encoding="utf-8")
    (tmp_path / "neighbourhood.js").write_text(bundle.read_text(encoding="utf-8"), encoding="utf-8")
    asked: list[str] = []
    handler = type("Handler", (_Quiet,), {"asked": asked})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/page.html", len(network["nodes"]), asked
    server.shutdown()
    server.server_close()


@pytest.mark.browser
@pytest.mark.node
def test_it_draws_and_lists_and_lets_choose(site: tuple[str, int, list[str]], tmp_path: Path) -> None:
    address, nodes, asked = site
    command = [
        chromium(), "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", f"--user-data-dir={tmp_path / 'profile'}",
        "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-background-networking", "--no-first-run",
        "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        "--virtual-time-budget=10000", "--dump-dom", address,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    told = json.loads(done.stdout.partition('<pre id="told">')[2].partition("</pre>")[0])
    assert told["canvases"] >= 3
    assert told["nodes"] == nodes > 10
    assert told["pressed"] == 1
    assert told["selected"]
    assert "（Entry）" in told["label"]
    assert {path for path in asked if path != "/favicon.ico"} == {"/page.html", "/neighbourhood.js"}
