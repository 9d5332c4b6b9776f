"""A thing and what is near it, to look at and click through in Jupyter; drawn by sigma from a bundle that asks nothing of any host.

`python -m graph_api.widget` makes the bundle at install from npm packages; the wheel holds it, git does not. The only file that
imports anywidget.
"""

import math
import sys
from pathlib import Path
from typing import Any, Final

from graph_api import networks
from graph_api.npm import NoNode, folder_with, run
from graph_api.snapshot import Snapshot

ASSETS: Final = Path(__file__).parent / "assets"
BUNDLE: Final = ASSETS / "neighbourhood.js"
SOURCE: Final = Path(__file__).parent / "neighbourhood.js"
PACKAGES: Final = ("sigma@3.0.3", "graphology@0.26.0", "esbuild@0.25.12")
MOST: Final = 500
"""How many nodes are drawn at most."""
_STAMP: Final = ASSETS / "neighbourhood.version"
_SIDE: Final = 12
"""How many nodes stand on the first ring before there is a second beside it."""


class NoWidget(Exception):
    """The widget cannot be shown; the message says what is missing and how to get it."""


def make() -> Path:
    """Makes the bundle, if it is not there from these sources. Raises NoNode."""
    stamp = "\n".join((*PACKAGES, SOURCE.read_text(encoding="utf-8")))
    if BUNDLE.exists() and _STAMP.exists() and _STAMP.read_text(encoding="utf-8") == stamp:
        return BUNDLE
    with folder_with(PACKAGES) as folder:
        (folder / "entry.js").write_text(SOURCE.read_text(encoding="utf-8"), encoding="utf-8")
        command = ["node_modules/.bin/esbuild", "entry.js", "--bundle", "--format=esm", "--minify", "--charset=utf8"]
        bundle = run(command, folder)
    ASSETS.mkdir(exist_ok=True)
    BUNDLE.write_text(bundle, encoding="utf-8")
    _STAMP.write_text(stamp, encoding="utf-8")
    return BUNDLE


def neighbourhood(snapshot: Snapshot, own: str, hops: int, most: int = 100) -> dict[str, Any]:
    """The nodes within so many hops of a thing, the nearest first, at most `most` of them, with the edges between them.

    Each hop is a ring (or several, where there are many), so that the same graph always looks the same.
    """
    graph = networks.multigraph(snapshot)
    if own not in graph:
        raise KeyError(own)
    near = networks.nearest_nodes(graph, own, hops)[: min(most, MOST)]
    rings: dict[tuple[int, int], list[str]] = {}
    for node, distance in near:
        ring = 0
        while len(rings.setdefault((distance, ring), [])) >= _SIDE * (distance + ring + 1):
            ring += 1
        rings[(distance, ring)].append(node)
    hop_of = dict(near)
    nodes = [
        {"id": node, "label": graph.nodes[node]["label"][:60], "kind": graph.nodes[node]["kind"], "hops": hop_of[node]}
        | dict(zip("xy", place, strict=True))
        for nth, (_, members) in enumerate(sorted(rings.items()))
        for node, place in zip(members, _circle(nth, len(members)), strict=True)
    ]
    edges = [
        {"source": source, "target": target, "relation": told["relation"]}
        for source, target, told in graph.subgraph(hop_of).edges(data=True)
    ]
    return {"nodes": nodes, "edges": sorted(edges, key=lambda edge: tuple(edge.values()))}


def _circle(radius: int, count: int) -> list[tuple[float, float]]:
    turns = (2 * math.pi * (nth / count + radius / 7) for nth in range(count))
    return [(round(radius * math.cos(turn), 4), round(radius * math.sin(turn), 4)) for turn in turns]


def shown(network: dict[str, Any]) -> Any:
    """The widget over a neighbourhood; its `selected` is the id of the node that was clicked. Raises NoWidget."""
    if not BUNDLE.exists():
        raise NoWidget("the widget's bundle is made where Node.js and npm are: run python -m graph_api.widget")
    try:
        import anywidget
        import traitlets
    except ImportError as error:
        raise NoWidget("the package anywidget is not installed: pip install 'helpgraph[widget]'") from error

    class Neighbourhood(anywidget.AnyWidget):  # type: ignore[misc, unused-ignore]
        """Nodes and edges, and which node is chosen."""

        _esm = BUNDLE
        network = traitlets.Dict().tag(sync=True)
        selected = traitlets.Unicode("").tag(sync=True)

    return Neighbourhood(network=network)


if __name__ == "__main__":
    try:
        print(f"widget: {make()}", file=sys.stderr)
    except NoNode as missing:
        print(f"The notebooks' widget is left out ({missing}); all else works the same.", file=sys.stderr)
