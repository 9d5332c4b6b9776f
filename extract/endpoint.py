"""A SPARQL 1.1 store over HTTP: Query, Update and Graph Store Protocol, with timeouts and retries. Knows nothing of graphs' content.

Whatever is sent here may be sent twice without harm; so what got no answer is sent again.
"""

import random
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Final

import httpx2

from extract.errors import StoreError
from ontology.things import iri, literal

ATTEMPTS: Final = 5
_FIRST_WAIT: Final = 0.25
_LONGEST_WAIT: Final = 8.0
_CONNECT: Final = 10.0
_RESULTS: Final = "application/sparql-results+json"
_PASSING: Final = frozenset({429, 500, 502, 503, 504})
"""Answers that may be others the next time (a deadlock, a restart, too many at once)."""

Row = Mapping[str, str]
"""A row of results: each variable's term as it stands in N-Triples."""

_LAYOUTS: Final = (
    ("query", "update", "store"),  # Oxigraph
    ("sparql", "sparql", "sparql-graph-crud"),  # Virtuoso
    ("sparql", "update", "data"),  # Fuseki's data sets
    ("", "statements", "rdf-graphs/service"),  # RDF4J, GraphDB: the address of a repository
)
_KNOWN_USERS: Final = (
    ("sparql-auth", "sparql-auth", "sparql-graph-crud-auth"),
)  # Virtuoso, for those who have a password


@dataclass(frozen=True, slots=True)
class Place:
    """Where a store is and who asks. `url` is its address; the three others are found out where they are not given."""

    url: str
    query: str | None = None
    update: str | None = None
    graphs: str | None = None
    user: str | None = None
    password: str = ""
    seconds: float = 120.0


class Endpoint:
    """A store that answers. Use `opened`."""

    def __init__(self, client: httpx2.Client, place: Place) -> None:
        self._client = client
        self._place = place

    def rows(self, query: str) -> list[Row]:
        """The solutions of a SELECT."""
        answer = self._send("POST", self._query, data={"query": query}, headers={"Accept": _RESULTS})
        try:
            bindings = answer.json()["results"]["bindings"]
            return [{name: _term(value) for name, value in row.items()} for row in bindings]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise StoreError(f"{self._query} gives no SPARQL results: is it a SPARQL endpoint?") from error

    def update(self, update: str) -> None:
        self._send("POST", self._place.update or "", data={"update": update})

    def add(self, graph: str, lines: bytes) -> None:
        """Adds N-Triples to a named graph; what is there already stays as it is."""
        self._send(
            "POST",
            self._place.graphs or "",
            params={"graph": graph},
            content=lines,
            headers={"Content-Type": "text/turtle; charset=utf-8"},
        )

    @property
    def _query(self) -> str:
        return self._place.query or self._place.url

    def find(self) -> None:
        """Finds out which of the known layouts the store has. Raises StoreError."""
        given = self._place
        if given.query and given.update and given.graphs:
            self._answers(given.query)
            return
        told: list[str] = []
        for query, update, graphs in (*(_KNOWN_USERS if given.user else ()), *_LAYOUTS):
            paths = [f"{given.url.rstrip('/')}/{part}".rstrip("/") for part in (query, update, graphs)]
            chosen = replace(
                given,
                query=given.query or paths[0],
                update=given.update or paths[1],
                graphs=given.graphs or paths[2],
            )
            try:
                self._answers(str(chosen.query))
            except StoreError as error:
                if isinstance(error.__cause__, httpx2.TransportError):
                    raise
                told.append(str(error))
                continue
            self._place = chosen
            return
        tried = "\n    ".join(dict.fromkeys(told))
        raise StoreError(
            f"no SPARQL endpoint was found at {given.url}; name them by --query, --update and --graphs\n    {tried}"
        )

    def _answers(self, query: str) -> None:
        answer = self._send("POST", query, data={"query": "ASK {}"}, headers={"Accept": _RESULTS})
        try:
            told = answer.json()
        except ValueError as error:
            raise StoreError(f"{query} gives no SPARQL results") from error
        if not isinstance(told, dict) or not {"boolean", "results"} & set(told):
            raise StoreError(f"{query} gives no SPARQL results")

    def _send(self, method: str, url: str, **request: Any) -> httpx2.Response:
        attempt = 0
        while True:
            attempt += 1
            try:
                answer = self._client.request(method, url, **request)
            except httpx2.TransportError as error:
                if attempt >= ATTEMPTS:
                    reason = str(error) or type(error).__name__
                    raise StoreError(
                        f"{url} cannot be reached ({attempt} attempts): {reason}; is the store running?"
                    ) from error
                time.sleep(_pause(attempt, None))
                continue
            except httpx2.InvalidURL as error:
                raise StoreError(f"{url} is no address: {error}") from error
            if answer.status_code == 401 and self._place.user and self._client.auth is None:
                self._client.auth = _authentication(self._place, answer)
                continue
            if answer.status_code in _PASSING and attempt < ATTEMPTS:
                time.sleep(_pause(attempt, answer.headers.get("retry-after")))
                continue
            if answer.is_success:
                return answer
            raise StoreError(_refusal(url, answer, self._place.user))


@contextmanager
def opened(place: Place) -> Iterator[Endpoint]:
    """A store that answers, over one connection that is kept. Raises StoreError."""
    timeout = httpx2.Timeout(place.seconds, connect=min(_CONNECT, place.seconds))
    with httpx2.Client(timeout=timeout, follow_redirects=False, trust_env=False) as client:
        endpoint = Endpoint(client, place)
        endpoint.find()
        yield endpoint


def _authentication(place: Place, refused: httpx2.Response) -> httpx2.Auth:
    user = str(place.user)
    if refused.headers.get("www-authenticate", "").lower().startswith("digest"):
        return httpx2.DigestAuth(user, place.password)
    return httpx2.BasicAuth(user, place.password)


def _pause(attempt: int, asked: str | None) -> float:
    """Twice as long each time, and not for all at once; as long as the server asks, where it does."""
    if asked and asked.isdigit():
        return min(float(asked), _LONGEST_WAIT)
    return float(min(_FIRST_WAIT * 2 ** (attempt - 1), _LONGEST_WAIT) * random.uniform(0.5, 1.0))


def _refusal(url: str, answer: httpx2.Response, user: str | None) -> str:
    if answer.status_code in (401, 403):
        who = f"the user {user!r}" if user else "nobody in particular; give --user and set HELPGRAPH_STORE_PASSWORD"
        return f"{url} refuses {who} ({answer.status_code})"
    said = " ".join(re.sub(r"<[^>]*>", " ", answer.text).split())[:300]
    return f"{url} answers {answer.status_code}: {said}"


def _term(value: Mapping[str, str]) -> str:
    """A term of SPARQL JSON results, of the older kind too (`typed-literal`, 1 for true), as N-Triples write it."""
    text, kind = value["value"], value["type"]
    if kind == "uri":
        return iri(text)
    if kind == "bnode":
        return f"_:{text}"
    datatype = value.get("datatype", "").rpartition("#")[2]
    if datatype == "boolean":
        text = {"1": "true", "0": "false"}.get(text, text)
    return literal(text, language=value.get("xml:lang", "").lower(), datatype="" if datatype == "string" else datatype)
