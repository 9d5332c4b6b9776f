"""What a terminal shows: tables for people, marks without HTML, how far a build is."""

import html
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
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


@contextmanager
def progress_bars() -> Iterator[Callable[[str, int, int], None]]:
    """A bar on a terminal, a line a stage elsewhere."""
    if not sys.stderr.isatty():
        seen: set[str] = set()

        def line(stage: str, done: int, total: int) -> None:
            if stage not in seen:
                seen.add(stage)
                print(f"{stage}: {total} entries" if stage == "read" else stage, file=sys.stderr)
            del done

        yield line
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, Any] = {}

        def bar(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done)

        yield bar
