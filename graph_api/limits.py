"""What a request may cost, each with a default that real clients do not reach. What goes beyond is refused with LIMIT_EXCEEDED."""

from collections.abc import Iterable
from dataclasses import dataclass, fields


class BadLimit(Exception):
    """A limit that there is not, or a value that it cannot have."""


@dataclass(frozen=True, slots=True)
class AnswerLimits:
    """Limits of the GraphQL endpoint; sizes in bytes, times in seconds."""

    body: int = 128 * 1024
    """A request's body, after decompression; a larger one is refused before it is read."""

    tokens: int = 4_000
    """Tokens of a document."""

    checked_tokens: int = 1_000
    """Tokens of a document that plans do not take at once, so that it needs the whole validation."""

    comments: int = 16 * 1024
    """Characters of comments in a document."""

    depth: int = 48
    """Nesting of brackets in a document, and of values in JSON."""

    cost: int = 100_000
    """Fields that an answer may have, by the sizes that are asked for."""

    errors: int = 10
    """Errors of an answer."""

    answer: int = 8 * 1024 * 1024
    """Bytes of an answer."""

    seconds: float = 5.0
    """Time for an answer."""

    concurrency: int = 256
    """Requests that are read or answered at once; beyond it a client is told to come back."""

    waiting: float = 10.0
    """Time for a request's body to arrive."""

    head: float = 10.0
    """Time for a request's head to arrive."""

    answers: int = 24 * 1024 * 1024
    """Bytes of whole answers that are kept; 0: none are."""


@dataclass(frozen=True, slots=True)
class QueryLimits:
    """What a SPARQL query may cost: seconds, rows, bytes of its result, bytes of memory of its process; 0 is without limit."""

    seconds: float = 10.0
    rows: int = 10_000
    bytes: int = 16 * 1024 * 1024
    memory: int = 1024 * 1024 * 1024


def limits_of(told: Iterable[str]) -> AnswerLimits:
    """The limits with those told as NAME=VALUE in place of the defaults. Raises BadLimit."""
    usual = AnswerLimits()
    kinds: dict[str, type[int] | type[float]] = {one.name: type(getattr(usual, one.name)) for one in fields(usual)}
    chosen: dict[str, float] = {}
    for one in told:
        name, _, value = one.partition("=")
        if name not in kinds:
            raise BadLimit(f"there is no limit {name!r}; there are {', '.join(kinds)}")
        try:
            chosen[name] = kinds[name](value)
        except ValueError as error:
            raise BadLimit(f"{value!r} is no value for the limit {name}") from error
        least = 0 if name == "answers" else 1e-3
        if not least <= chosen[name] < float("inf"):
            raise BadLimit(f"{value!r} is no value for the limit {name}: it should be {least:g} at least")
    return AnswerLimits(**chosen)  # type: ignore[arg-type]
