"""The charts of the API's benchmarks, as SVG that is the same for the same figures: bars of how many times as fast as mercurius each server
is, and the memory of a long run."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import matplotlib as mpl
from matplotlib.figure import Figure

Table = Mapping[str, Mapping[str, Mapping[str, float]]]


_COLOURS: Final[Mapping[str, str]] = {
    "helpgraph": "#0b6e4f",
    "helpgraph, no answer kept": "#6cc3a0",
    "mercurius + jit": "#333333",
    "Yoga + jit": "#8d8d8d",
    "Apollo Server": "#b9b9b9",
    "strawberry, caches": "#d8c7a0",
    "strawberry": "#ecdfc3",
}
"""The servers in their order, each with its colour wherever it stands."""


def draw(tables: Table, path: Path, names: Mapping[str, str]) -> None:
    """Draws ratios by load, operation and server. `names`: what is written below an operation."""
    mpl.rcParams.update({"svg.hashsalt": "helpgraph", "svg.fonttype": "none"})
    figure = Figure(figsize=(9.0, 3.6), layout="constrained")
    axes = figure.subplots(1, len(tables), sharey=True)
    for place, (load, table) in zip(axes, tables.items(), strict=True):
        servers = [one for one in _COLOURS if one in next(iter(table.values()))]
        width = 0.84 / len(servers)
        for nth, server in enumerate(servers):
            heights = [row[server] for row in table.values()]
            at = [group + nth * width for group in range(len(table))]
            bars = place.bar(at, heights, width, label=server, color=_COLOURS[server])
            place.bar_label(bars, fmt="{:.2g}", fontsize=6)
        place.axhline(1.0, color="black", linewidth=0.6)
        place.set_yscale("log")
        place.yaxis.set_major_formatter("{x:g}")
        place.tick_params(labelsize=8)
        place.set_xticks([group + 0.42 - width / 2 for group in range(len(table))], [names[own] for own in table])
        place.set_title(f"{load} documents", fontsize=9)
        place.spines[["top", "right"]].set_visible(False)
    axes[0].set_ylabel("times as fast as mercurius + jit", fontsize=8)
    handles, labels = axes[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=4, fontsize=7, frameon=False)
    figure.savefig(path, format="svg", metadata={"Date": None})


def draw_memory(curve: Sequence[tuple[float, float]], path: Path) -> None:
    """Draws megabytes by minutes."""
    mpl.rcParams.update({"svg.hashsalt": "helpgraph", "svg.fonttype": "none"})
    figure = Figure(figsize=(6.0, 2.2), layout="constrained")
    place = figure.subplots()
    place.plot(*zip(*curve, strict=True), color="black", linewidth=1.0)
    place.set_ylim(bottom=0)
    place.set_xlabel("minutes", fontsize=8)
    place.set_ylabel("MB resident", fontsize=8)
    place.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, format="svg", metadata={"Date": None})
