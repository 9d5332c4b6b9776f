"""Until when an answer must be there, for whatever gathers what it is made of: long loops look at it now and then.

It holds for the request that is being answered, and for nothing that other threads do meanwhile.
"""

from collections.abc import Iterator, Sequence
from contextvars import ContextVar, Token
from time import monotonic
from typing import Any, Final, TypeVar

T = TypeVar("T")

_UNTIL: Final[ContextVar[float]] = ContextVar("until", default=float("inf"))
_PIECE: Final = 64
"""How many rows are gathered between two looks at the clock."""


class TooSlow(Exception):
    """The answer takes longer than it may."""


def begin(seconds: float) -> Token[float]:
    """From now on the answer must be there in so many seconds."""
    return _UNTIL.set(monotonic() + seconds)


def end(begun: Token[float]) -> None:
    """It is there."""
    _UNTIL.reset(begun)


def check() -> None:
    """Raises TooSlow where the time is over."""
    if monotonic() > _UNTIL.get():
        raise TooSlow


def pieces(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    """Rows piece by piece. Raises TooSlow."""
    for start in range(0, len(rows), _PIECE):
        if start:
            check()
        yield rows[start : start + _PIECE]


def is_long(rows: Sequence[Any]) -> bool:
    """Whether rows are gathered in pieces; few are gathered at once."""
    return len(rows) > _PIECE
