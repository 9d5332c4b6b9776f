"""The whole application over what is published: /graphql straight on ASGI, all other routes by Starlette, and the process that serves them.

Serves what is published, version by version.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import msgspec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from graph_api import explorer
from graph_api.breadcrumb_routes import breadcrumb_routes
from graph_api.limits import AnswerLimits
from graph_api.plans.kept import Kept
from graph_api.plans.plans import Plans
from graph_api.serving.cors import Cors
from graph_api.serving.endpoint import Endpoint, Receive, Scope, Send
from graph_api.serving.metrics import Shared, exposition, plain
from graph_api.serving.traces import traces
from graph_api.serving.trusted import BadManifest, read_manifest, read_manifests
from graph_api.snapshot import Published, SnapshotError
from graph_api.sparql import Limits
from graph_api.sparql_routes import sparql_routes
from graph_api.thing_routes import thing_routes
from graph_api.web_routes import web_routes

_SETTINGS: Final = "HELPGRAPH_SERVE"
_GRACE: Final = 10


@dataclass(frozen=True, slots=True)
class Settings:
    """How the API is served. `sparql`: what a SPARQL query may cost; `shared`: the folder in which workers keep their numbers."""

    limits: AnswerLimits = field(default_factory=AnswerLimits)
    sparql: Limits | None = None
    origins: frozenset[str] = frozenset()
    trusted: Path | None = None
    only_trusted: bool = False
    log_requests: bool = False
    shared: Path | None = None


class Application:
    """The ASGI application: the GraphQL endpoint, and the routes beside it."""

    def __init__(self, directory: Path, settings: Settings) -> None:
        self._published = Published(directory, thorough=True)
        plans = Plans(settings.limits)
        trusted = read_manifests(_manifests(settings), plans, only=settings.only_trusted)
        cors = Cors(settings.origins)
        self._endpoint = Endpoint(self._published, plans, trusted=trusted, cors=cors, traces=traces())
        self._shared = Shared(settings.shared)
        self._others = Starlette(
            routes=[
                Route("/healthz", _healthz),
                Route("/readyz", self._readyz),
                Route("/metrics", self._metrics),
                *breadcrumb_routes(self._published),
                *sparql_routes(self._published, settings.sparql),
                *thing_routes(self._published),
                *web_routes(),
            ]
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Any request."""
        if scope["type"] == "http" and scope["path"] == "/graphql":
            await self._endpoint(scope, receive, send)
            self._shared.soon(self._numbers)
        else:
            await self._others(scope, receive, send)

    async def _readyz(self, _: Request) -> Response:
        try:
            told = {"ready": True, "snapshot": self._published.snapshot().id}
            fault = self._published.fault
            return JSONResponse(told | ({"reason": fault} if fault else {}))
        except SnapshotError as error:
            return JSONResponse({"ready": False, "reason": str(error)}, 503)

    async def _metrics(self, _: Request) -> Response:
        try:
            snapshot = self._published.snapshot()
            told: tuple[str | None, float | None] = (snapshot.id, _built(snapshot.manifest))
        except SnapshotError:
            told = (None, None)
        text = exposition([self._numbers(), *self._shared.others()], *told)
        return Response(text, media_type="text/plain; version=0.0.4; charset=utf-8")

    def _numbers(self) -> dict[str, Any]:
        plans = self._endpoint.plans
        caches: dict[str, Kept[Any]] = {"answers": plans.answers, "documents": plans.documents}
        told = {name: (one.hits, one.misses, one.weight) for name, one in caches.items()}
        return plain(self._endpoint.numbers, told)


async def _healthz(_: Request) -> Response:
    return PlainTextResponse("ok\n")


def _built(manifest: Mapping[str, Any]) -> float:
    return datetime.fromisoformat(manifest["builtAt"]).timestamp()


def _manifests(settings: Settings) -> list[Path]:
    """Whose documents are known beforehand: the page's own, where it was made, and those that the settings name."""
    return [path for path in (explorer.documents(), settings.trusted) if path is not None]


def create_app(directory: Path, settings: Settings | None = None) -> Application:
    """The application over a graph folder. It starts without a graph, and serves one as soon as it is published."""
    return Application(directory, settings or Settings())


def check(settings: Settings) -> None:
    """Raises BadManifest where the trusted documents cannot be served."""
    if settings.trusted:
        read_manifest(settings.trusted, Plans(settings.limits))


def served_app() -> Application:
    """The application that a worker process serves; its folder and settings come from the environment."""
    import gc

    from graph_api.serving.protocol import GuardedProtocol

    told = os.environ[_SETTINGS]
    settings = msgspec.json.decode(told, type=Settings, dec_hook=lambda kind, value: kind(value))
    GuardedProtocol.seconds = settings.limits.head
    app = create_app(Path(os.environ["HELPGRAPH_GRAPH"]), settings)
    # What has been loaded stays; plans and records are many and live long, so that looking through them often finds nothing.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    return app


def serve(
    directory: Path, settings: Settings | None = None, *, host: str = "127.0.0.1", port: int = 8000, workers: int = 1
) -> None:
    """Serves a graph folder until it is stopped; what is being answered then is answered first."""
    import uvicorn

    from graph_api.serving.logs import configuration
    from graph_api.serving.protocol import GuardedProtocol

    chosen = settings or Settings()
    with TemporaryDirectory(prefix="helpgraph-") as shared:
        if workers > 1:
            chosen = replace(chosen, shared=Path(shared))
        os.environ["HELPGRAPH_GRAPH"] = str(directory.resolve())
        os.environ[_SETTINGS] = msgspec.json.encode(chosen, enc_hook=str).decode()
        uvicorn.run(
            "graph_api.server:served_app",
            factory=True,
            host=host,
            port=port,
            workers=workers,
            http=GuardedProtocol,
            log_config=configuration(requests=chosen.log_requests),
            access_log=False,
            server_header=False,
            timeout_keep_alive=15,
            timeout_graceful_shutdown=_GRACE,
        )


__all__ = ["Application", "BadManifest", "Settings", "check", "create_app", "serve", "served_app"]
