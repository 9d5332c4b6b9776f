"""Which SPARQL is answered: queries over the graph that is served, and nothing that reaches out of it or changes it.

A query is looked at as tokens, with its code point escapes as written and as read, so that a word inside a string, a comment, an
IRI or a name is none, and a word spelled by escapes is one.
"""

import re
from typing import Final

MOST_CHARACTERS: Final = 65_536
"""How long a query may be."""
MOST_DEPTH: Final = 100
"""How deeply brackets may be nested."""

_TOKEN: Final = re.compile(
    r"""
      (?P<string> \"{3}(?:[^"\\]|\\.|"{1,2}(?!"))*\"{3} | '{3}(?:[^'\\]|\\.|'{1,2}(?!'))*'{3}
                | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
    | (?P<iri> <[^<>"{}|^`\\\x00-\x20]*> )
    | (?P<comment> \#[^\n\r]* )
    | (?P<variable> [?$]\w+ )
    | (?P<language> @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
    | (?P<name> (?:_|[^\W\d_][\w.\-·]*)?:(?:[\w:.\-·]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])* )
    | (?P<word> [^\W\d]\w* )
    | (?P<open> [({\[] ) | (?P<close> [)}\]] )
    | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_REFUSED: Final = {
    "SERVICE": "SERVICE asks other hosts; only this graph is asked here",
    "FROM": "FROM names other graphs; there is this one alone, leave it out",
}
_UPDATES: Final = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})
_FORMS: Final = ("SELECT", "CONSTRUCT", "DESCRIBE", "ASK")
_PROLOGUE: Final = frozenset({"PREFIX", "BASE"})


class QueryRefused(Exception):
    """A query that is not answered. `code`: BAD_USER_INPUT (mend it), LIMIT_EXCEEDED (make it smaller; `limit` names which),
    UNAVAILABLE (ask again later)."""

    def __init__(self, message: str, *, code: str = "BAD_USER_INPUT", limit: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.limit = limit


def admit(query: str) -> str:
    """The form of a query that may be answered: SELECT, CONSTRUCT, DESCRIBE or ASK. Raises QueryRefused."""
    if not query.strip():
        raise QueryRefused("there is no query")
    if len(query) > MOST_CHARACTERS:
        message = f"the query has {len(query)} characters; at most {MOST_CHARACTERS} are taken"
        raise QueryRefused(message, code="LIMIT_EXCEEDED", limit="length")
    if "\x00" in query or any("\ud800" <= char <= "\udfff" for char in query):
        raise QueryRefused("the query holds characters that are none")
    form = _form(query)
    read = _ESCAPE.sub(lambda match: _character(match[1] or match[2]), query)
    return form if read == query else _form(read)


def _character(digits: str) -> str:
    number = int(digits, 16)
    return chr(number) if number < 0x110000 else "\ufffd"


def _form(query: str) -> str:
    """The first keyword of a query's form, once nothing in it is refused."""
    form, depth = "", 0
    for match in _TOKEN.finditer(query):
        if match.lastgroup == "open":
            depth += 1
            if depth > MOST_DEPTH:
                message = f"brackets are nested more than {MOST_DEPTH} deep"
                raise QueryRefused(message, code="LIMIT_EXCEEDED", limit="depth")
        elif match.lastgroup == "close":
            depth -= 1
        elif match.lastgroup == "word":
            word = match[0].upper()
            if word in _REFUSED:
                raise QueryRefused(_REFUSED[word])
            if not form and word in _UPDATES:
                raise QueryRefused(f"{word} changes a graph; only queries are answered: {', '.join(_FORMS)}")
            if not form and word not in _PROLOGUE:
                form = word
    if form not in _FORMS:
        raise QueryRefused(f"a query begins with PREFIX, BASE, {', '.join(_FORMS[:-1])} or {_FORMS[-1]}")
    return form
