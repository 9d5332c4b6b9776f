"""What is wrong with a corpus file, a store or the machine, told so that its owner can mend it: path, line, column, the line, a caret, the remedy."""

from dataclasses import dataclass
from typing import Final

_WIDTH: Final = 80


@dataclass(eq=False)
class CorpusError(Exception):
    """The file's fault. `line` and `column` are 1-based; 0 where the whole file is meant. `excerpt` is the line at fault."""

    path: str
    line: int
    column: int
    message: str
    remedy: str
    excerpt: str = ""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        told = f"{place}: {self.message}"
        if self.excerpt:
            first = max(0, self.column - 1 - _WIDTH // 2)
            shown = "".join(c if c.isprintable() else "�" for c in self.excerpt[first : first + _WIDTH])
            told += f"\n    {shown}\n    {' ' * max(0, self.column - 1 - first)}^"
        return f"{told}\n    {self.remedy}"


class StoreError(Exception):
    """A SPARQL store cannot be reached, refuses, or holds what was not asked for; the message says which and what to do."""


class WorkersLost(Exception):
    """The processes that read entries were killed again and again, by lack of memory most often."""

    def __init__(self, times: int, done: int, of: int) -> None:
        self.done = done
        super().__init__(
            f"the workers that read entries were killed {times} times in a row after {done} of {of} entries; where memory is "
            "short, use fewer --jobs"
        )


class EngineFailed(Exception):
    """A cluster cannot be had, or gave up; the message says why."""
