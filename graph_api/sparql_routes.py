"""/sparql: the SPARQL 1.1 Protocol, queries only. Each runs in a process of its own, so that what else is served stays quick."""

import asyncio
import json
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from graph_api import pages
from graph_api.limits import QueryLimits
from graph_api.negotiation import best
from graph_api.snapshot import Published, Snapshot, SnapshotError
from graph_api.sparql import Runner, format_of
from graph_api.sparql_guard import MOST_CHARACTERS, QueryRefused, admit
from graph_api.sparql_results import BINDINGS, GRAPHS

MOST_WAITING: Final = 8
"""How many queries may run or wait at a time."""
_HTML: Final = "text/html"
_STATUS: Final = {"BAD_USER_INPUT": 400, "LIMIT_EXCEEDED": 400, "NOT_ACCEPTABLE": 406, "UNAVAILABLE": 503}
_ALSO: Final[Mapping[str, str]] = {"application/json": "json", "application/xml": "xml", "text/plain": "nt"}
"""Media types that are asked for where others are meant."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: its query, and the format that it names, if any."""

    query: str
    format: str


class Pool:
    """Some processes for queries; a query waits for one that is free."""

    def __init__(self, limits: QueryLimits, size: int = 2) -> None:
        self._limits = limits
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="sparql")
        self._idle: list[Runner] = []
        self._lock = threading.Lock()
        self._waiting = 0

    async def run(self, snapshot: Snapshot, query: str, name: str) -> bytes:
        """The results of a query. Raises QueryRefused, UNAVAILABLE where too many wait."""
        if self._waiting >= MOST_WAITING:
            raise QueryRefused("too many queries are running; ask again in some seconds", code="UNAVAILABLE")
        self._waiting += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._threads, self._run, snapshot, query, name)
        finally:
            self._waiting -= 1

    def _run(self, snapshot: Snapshot, query: str, name: str) -> bytes:
        runner = self._taken(snapshot)
        try:
            return runner.run(query, name)
        finally:
            with self._lock:
                self._idle.append(runner)

    def _taken(self, snapshot: Snapshot) -> Runner:
        with self._lock:
            while self._idle:
                runner = self._idle.pop()
                if runner.version == snapshot.version:
                    return runner
                runner.close()
        return Runner(snapshot, self._limits)


def sparql_routes(published: Published, limits: QueryLimits | None = None) -> list[Route]:
    """The endpoint over a graph folder."""
    pool = Pool(limits or QueryLimits())

    async def sparql(request: Request) -> Response:
        wants_page = best(request.headers.get("accept"), (*BINDINGS.values(), *GRAPHS.values(), _HTML)) == _HTML
        query = ""
        try:
            if request.method == "GET" and wants_page and "query" not in request.query_params:
                return HTMLResponse(pages.query_page(""), headers=dict(pages.SAFE))
            asked = await _asked(request)
            query = asked.query
            return await _answer(request, published.snapshot(), pool, asked)
        except QueryRefused as error:
            return _refused(error, query if wants_page else None)
        except SnapshotError as error:
            return _refused(QueryRefused(str(error), code="UNAVAILABLE"), query if wants_page else None)

    return [Route("/sparql", sparql, methods=["GET", "POST"])]


async def _answer(request: Request, snapshot: Snapshot, pool: Pool, asked: Asked) -> Response:
    form = admit(asked.query)
    name = format_of(form, asked.format) if asked.format else _chosen(request.headers.get("accept"), form)
    if name == "html":
        graph = form in ("CONSTRUCT", "DESCRIBE")
        body = await pool.run(snapshot, asked.query, "ttl" if graph else "json")
        shown = (
            f"<pre>{pages.esc(body.decode())}</pre>" if graph else pages.results(json.loads(body), snapshot.base_iri)
        )
        return HTMLResponse(pages.query_page(asked.query, shown), headers={**pages.SAFE, "Vary": "Accept"})
    body = await pool.run(snapshot, asked.query, name)
    media = {**BINDINGS, **GRAPHS}[name]
    return Response(body, media_type=f"{media}; charset=utf-8", headers={"Vary": "Accept"})


def _chosen(accept: str | None, form: str) -> str:
    """The format that an Accept header asks for. Raises QueryRefused, NOT_ACCEPTABLE."""
    offers = GRAPHS if form in ("CONSTRUCT", "DESCRIBE") else BINDINGS
    named = {media: name for name, media in offers.items()} | {_HTML: "html"}
    named |= {media: name for media, name in _ALSO.items() if name in offers}
    media = best(accept, tuple(named))
    if media is None:
        raise QueryRefused(f"a {form} query is answered as {', '.join(named)}", code="NOT_ACCEPTABLE")
    return named[media]


async def _asked(request: Request) -> Asked:
    """The query of a request, by the three ways of the protocol. Raises QueryRefused."""
    told = _fields(request.url.query)
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if request.method == "POST":
        if kind == "application/sparql-update":
            raise QueryRefused("updates are not taken; the graph is what the texts say")
        body = await _body(request)
        if kind == "application/sparql-query":
            told["query"] = [body]
        elif kind == "application/x-www-form-urlencoded":
            told |= _fields(body)
        else:
            raise QueryRefused("post a form with the field query, or the query itself as application/sparql-query")
    if "update" in told:
        raise QueryRefused("updates are not taken; the graph is what the texts say")
    if {"default-graph-uri", "named-graph-uri"} & set(told):
        raise QueryRefused("there is one graph alone; leave default-graph-uri and named-graph-uri out")
    queries = told.get("query", [])
    if len(queries) != 1:
        raise QueryRefused(f"there must be one query, and there are {len(queries)}")
    return Asked(queries[0], next(iter(told.get("format", [])), ""))


def _fields(text: str) -> dict[str, list[str]]:
    try:
        return parse_qs(text, keep_blank_values=True, max_num_fields=50)
    except ValueError as error:
        raise QueryRefused("there are too many fields") from error


async def _body(request: Request) -> str:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_CHARACTERS * 9:  # a character is at most 9 bytes long in a form
            raise QueryRefused("the body is too long", code="LIMIT_EXCEEDED", limit="length")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise QueryRefused("the body is not UTF-8") from error


def _refused(error: QueryRefused, query: str | None) -> Response:
    """For a browser the page with the message, for a program the one shape of errors."""
    status = _STATUS.get(error.code, 400)
    headers = {"Vary": "Accept"} | ({"Retry-After": "5"} if status == 503 else {})
    if query is not None:
        return HTMLResponse(pages.query_page(query, pages.error(str(error))), status, {**headers, **pages.SAFE})
    code = "BAD_USER_INPUT" if error.code == "NOT_ACCEPTABLE" else error.code
    extensions = {"code": code} | ({"limit": error.limit} if error.limit else {})
    return JSONResponse({"errors": [{"message": str(error), "extensions": extensions}]}, status, headers)
