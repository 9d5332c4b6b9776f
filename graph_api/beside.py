"""All routes beside /graphql, by Starlette: loaded when one of them is first asked for."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from graph_api.breadcrumb_routes import breadcrumb_routes
from graph_api.limits import QueryLimits
from graph_api.serving.metrics import Shared, exposition
from graph_api.snapshot import Published, SnapshotError
from graph_api.sparql_routes import sparql_routes
from graph_api.thing_routes import thing_routes
from graph_api.web_routes import web_routes


def beside(
    published: Published, sparql: QueryLimits | None, shared: Shared, numbers: Callable[[], Mapping[str, Any]]
) -> Starlette:
    """The application of these routes. `numbers`: what this worker tells of itself, `shared`: what the others do."""
    told = _Told(published, shared, numbers)
    return Starlette(
        routes=[
            Route("/healthz", _healthz),
            Route("/readyz", told.readyz),
            Route("/metrics", told.metrics),
            *breadcrumb_routes(published),
            *sparql_routes(published, sparql),
            *thing_routes(published),
            *web_routes(),
        ]
    )


class _Told:
    """What a server tells of itself."""

    def __init__(self, published: Published, shared: Shared, numbers: Callable[[], Mapping[str, Any]]) -> None:
        self._published = published
        self._shared = shared
        self._numbers = numbers

    async def readyz(self, _: Request) -> Response:
        try:
            told = {"ready": True, "snapshot": self._published.snapshot().id}
            fault = self._published.fault
            return JSONResponse(told | ({"reason": fault} if fault else {}))
        except SnapshotError as error:
            return JSONResponse({"ready": False, "reason": str(error)}, 503)

    async def metrics(self, _: Request) -> Response:
        try:
            snapshot = self._published.snapshot()
            told: tuple[str | None, float | None] = (snapshot.id, _built(snapshot.manifest))
        except SnapshotError:
            told = (None, None)
        text = exposition([self._numbers(), *self._shared.others()], *told)
        return Response(text, media_type="text/plain; version=0.0.4; charset=utf-8")


async def _healthz(_: Request) -> Response:
    return PlainTextResponse("ok\n")


def _built(manifest: Mapping[str, Any]) -> float:
    return datetime.fromisoformat(manifest["builtAt"]).timestamp()
