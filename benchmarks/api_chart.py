"""The charts of the API's benchmarks: the memory of a long run, and bars of how many times as fast as mercurius each server is, an SVG that is the same for the same figures."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

Table = Mapping[str, Mapping[str, Mapping[str, float]]]


def draw(tables: Table, path: Path) -> None:
    """Draws ratios by load, operation and server."""
    mpl.rcParams["svg.hashsalt"] = "helpgraph"
    figure = Figure(figsize=(9.0, 3.4), layout="constrained")
    axes = figure.subplots(1, len(tables))
    for place, (load, table) in zip(axes, tables.items(), strict=True):
        servers = list(next(iter(table.values())))
        width = 0.8 / len(servers)
        for nth, server in enumerate(servers):
            heights = [row[server] for row in table.values()]
            bars = place.bar([at + nth * width for at in range(len(table))], heights, width, label=server)
            if server.startswith("helpgraph"):
                place.bar_label(bars, fmt="%.1f", fontsize=7)
        place.axhline(1.0, color="black", linewidth=0.6)
        place.set_yscale("log")
        place.set_xticks([at + 0.4 - width / 2 for at in range(len(table))], list(table))
        place.set_title(f"{load} documents", fontsize=9)
        place.spines[["top", "right"]].set_visible(False)
    axes[0].set_ylabel("times as fast as mercurius + jit", fontsize=8)
    axes[0].legend(fontsize=6, frameon=False)
    figure.savefig(path, format="svg", metadata={"Date": None})


def draw_memory(curve: Sequence[tuple[float, float]], path: Path) -> None:
    """Draws megabytes by minutes."""
    mpl.rcParams["svg.hashsalt"] = "helpgraph"
    figure = Figure(figsize=(6.0, 2.2), layout="constrained")
    place = figure.subplots()
    place.plot(*zip(*curve, strict=True), color="black", linewidth=1.0)
    place.set_ylim(bottom=0)
    place.set_xlabel("minutes", fontsize=8)
    place.set_ylabel("MB resident", fontsize=8)
    place.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, format="svg", metadata={"Date": None})
