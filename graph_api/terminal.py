"""Answers on a terminal: tables for people, marks without HTML."""

import html
import sys
from collections.abc import Iterable, Sequence
from typing import Any


def wanted(undecided: Iterable[dict[str, Any]]) -> str:
    """Conditions that are left open, in words."""
    return "、".join(("非" if one["negated"] else "") + one["concept"]["label"] for one in undecided)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table on a terminal, aligned lines elsewhere."""
    if not rows:
        return
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        grid = Table(show_edge=False)
        for name in head:
            grid.add_column(name, overflow="fold")
        for row in rows:
            grid.add_row(*map(Text, row))
        Console().print(grid)
        return
    from rich.cells import cell_len

    widths = [max(cell_len(row[nth]) for row in rows) for nth in range(len(head))]
    for row in rows:
        cells = (cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True))
        print("  ".join(cells).rstrip())


def unmarked(highlight: str) -> str:
    """A highlight for a terminal: its marks as corner brackets."""
    return html.unescape(highlight.replace("<mark>", "「").replace("</mark>", "」"))
