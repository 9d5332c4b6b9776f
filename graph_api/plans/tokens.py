"""A document's tokens, counted before anything is made of them, and its normal form: the same for documents that differ in space alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graph_api.errors import Code, Refused
from graph_api.limits import AnswerLimits

_TOKEN: Final = re.compile(
    r'"""(?:\\"""|(?!""").)*+(?:""")?'  # a block string; one that does not end takes all that follows,
    r'|"(?:\\.|[^"\\\n\r])*+"?'  # so that each character is looked at once
    r"|#[^\n\r]*"
    r"|[A-Za-z_][A-Za-z0-9_]*"
    r"|-?[0-9][A-Za-z0-9_.+\-]*"
    r"|\.\.\."
    r"|[^\t\n\r ,\ufeff]",  # punctuation, and whatever no document may hold
    re.DOTALL,
)
_JOINT: Final = "\0"
_OPENING: Final = frozenset("{[(")
_CLOSING: Final = frozenset("}])")


@dataclass(frozen=True, slots=True)
class Scanned:
    """A document's tokens, and its normal form."""

    tokens: Sequence[str]
    normal: str


def scanned(source: str, limits: AnswerLimits) -> Scanned:
    """Raises LIMIT_EXCEEDED where a document is larger than it may be."""
    tokens = _TOKEN.findall(source)
    if "#" in source:
        comments = sum(len(one) for one in tokens if one[0] == "#")
        if comments > limits.comments:
            raise exceeded("characters of comments", comments, limits.comments)
        tokens = [one for one in tokens if one[0] != "#"]
    if len(tokens) > limits.tokens:
        raise exceeded("tokens", len(tokens), limits.tokens)
    _check_depth(tokens, limits.depth)
    # A zero in the document itself could make two documents look alike; such a one is known by its own text.
    return Scanned(tokens, source if _JOINT in source else _JOINT.join(tokens))


def _check_depth(tokens: list[str], most: int) -> None:
    depth = 0
    for one in tokens:
        if one in _OPENING:
            depth += 1
            if depth > most:
                raise Refused(Code.LIMIT_EXCEEDED, f"the document nests deeper than {most} levels", limit=most)
        elif one in _CLOSING:
            depth -= 1


def exceeded(what: str, count: int, most: int) -> Refused:
    """A document that is larger than it may be."""
    return Refused(Code.LIMIT_EXCEEDED, f"the document has {count} {what}; at most {most} are read", limit=most)
