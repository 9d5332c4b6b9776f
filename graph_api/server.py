"""The API over HTTP: /graphql (and GraphiQL for browsers), /healthz, /readyz, and the routes of breadcrumbs, SPARQL, things and the page.

Serves what is published, version by version.
"""

import json
from pathlib import Path
from typing import Any, Final

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from graph_api import graphiql
from graph_api.breadcrumb_routes import breadcrumb_routes
from graph_api.errors import Code
from graph_api.plans.plans import Plans
from graph_api.snapshot import Published, SnapshotError
from graph_api.sparql import Limits
from graph_api.sparql_routes import sparql_routes
from graph_api.thing_routes import thing_routes
from graph_api.web_routes import web_routes

LARGEST_BODY: Final = 128 * 1024
_JSON: Final = "application/json"
_RESPONSE_JSON: Final = "application/graphql-response+json"


class BadRequest(Exception):
    """A request that holds no operation; `status` is what HTTP says of it."""

    def __init__(self, status: int, message: str) -> None:
        self.status = status
        super().__init__(message)


def create_app(directory: Path, limits: Limits | None = None) -> Starlette:
    """The application over a graph folder. It starts without a graph, and serves one as soon as it is published. `limits`: what
    a SPARQL query may cost."""
    published = Published(directory)
    plans = Plans()

    async def graphql(request: Request) -> Response:
        return await _graphql(request, published, plans)

    async def healthz(_: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def readyz(_: Request) -> Response:
        try:
            return JSONResponse({"ready": True, "snapshot": published.snapshot().id})
        except SnapshotError as error:
            return JSONResponse({"ready": False, "reason": str(error)}, 503)

    return Starlette(
        routes=[
            Route("/graphql", graphql, methods=["GET", "POST"]),
            Route("/healthz", healthz),
            Route("/readyz", readyz),
            *breadcrumb_routes(published),
            *sparql_routes(published, limits),
            *thing_routes(published),
            *web_routes(),
        ]
    )


async def _graphql(request: Request, published: Published, plans: Plans) -> Response:
    wants_page = "text/html" in request.headers.get("accept", "") and "query" not in request.query_params
    if request.method == "GET" and wants_page:
        return HTMLResponse(await run_in_threadpool(graphiql.page))
    try:
        operation = _from_url(request) if request.method == "GET" else await _from_body(request)
        query, variables, name = _checked(operation)
        snapshot = published.snapshot()
    except BadRequest as error:
        return _refused(request, error.status, Code.BAD_USER_INPUT, str(error))
    except SnapshotError as error:
        return _refused(request, 503, Code.UNAVAILABLE, str(error))
    told = plans.answer(snapshot, query, variables, name)
    return _respond(request, told.body, 200 if told.ran else 400)


def _from_url(request: Request) -> dict[str, Any]:
    operation: dict[str, Any] = dict(request.query_params)
    if operation.get("variables"):
        operation["variables"] = _parsed(str(operation["variables"]), "variables")
    return operation


async def _from_body(request: Request) -> dict[str, Any]:
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind != _JSON:
        raise BadRequest(415, f"post the operation as {_JSON}")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise BadRequest(413, f"the body is larger than {LARGEST_BODY} bytes")
    operation = _parsed(bytes(body), "the body")
    if not isinstance(operation, dict):
        raise BadRequest(400, "the body is no JSON object")
    return operation


def _parsed(text: bytes | str, what: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadRequest(400, f"{what} is no JSON") from error


def _checked(operation: dict[str, Any]) -> tuple[str, dict[str, Any] | None, str | None]:
    query, variables, name = (operation.get(key) for key in ("query", "variables", "operationName"))
    if not isinstance(query, str) or not query.strip():
        raise BadRequest(400, "there is no query")
    if variables is not None and not isinstance(variables, dict):
        raise BadRequest(400, "variables are no JSON object")
    if name is not None and not isinstance(name, str):
        raise BadRequest(400, "operationName is no string")
    return query, variables, name


def _refused(request: Request, status: int, code: Code, message: str) -> Response:
    told = {"errors": [{"message": message, "extensions": {"code": str(code)}}]}
    return _respond(request, json.dumps(told, ensure_ascii=False).encode("utf-8", "replace"), status)


def _respond(request: Request, body: bytes, status: int) -> Response:
    accepts = request.headers.get("accept", "")
    media = _RESPONSE_JSON if _RESPONSE_JSON in accepts else _JSON
    return Response(body, status, media_type=f"{media}; charset=utf-8")


def served_app() -> Starlette:
    """The application that a worker process serves; the folder comes from the environment."""
    import os

    return create_app(Path(os.environ["HELPGRAPH_GRAPH"]))


def serve(directory: Path, *, host: str = "127.0.0.1", port: int = 8000, workers: int = 1) -> None:
    """Serves a graph folder until it is stopped."""
    import os

    import uvicorn

    os.environ["HELPGRAPH_GRAPH"] = str(directory.resolve())
    uvicorn.run(
        "graph_api.server:served_app",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        log_level="info",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=10,
    )
