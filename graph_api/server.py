"""The whole application over what is published, version by version: /graphql straight on ASGI, all other routes by Starlette (`beside`), and
the process that serves them.

What the first answers do not need is loaded behind them.
"""

import asyncio
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any, Final

import msgspec

from graph_api import explorer
from graph_api.limits import AnswerLimits, QueryLimits
from graph_api.operations import prepare
from graph_api.plans.kept import Kept
from graph_api.plans.plans import Plans
from graph_api.serving.cors import Cors
from graph_api.serving.endpoint import Endpoint, Receive, Scope
from graph_api.serving.metrics import Shared, plain
from graph_api.serving.replies import Reply, Send
from graph_api.serving.traces import traces
from graph_api.serving.trusted import BadManifest, read_manifest, trusted
from graph_api.snapshot import Published

_SETTINGS: Final = "HELPGRAPH_SERVE"
_GRACE: Final = 10
_SOON: Final = 1.0
"""Seconds after the first answer in which nothing else is loaded."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How the API is served. `sparql`: what a SPARQL query may cost; `shared`: the folder in which workers keep their numbers."""

    limits: AnswerLimits = field(default_factory=AnswerLimits)
    sparql: QueryLimits | None = None
    origins: frozenset[str] = frozenset()
    trusted: Path | None = None
    only_trusted: bool = False
    log_requests: bool = False
    shared: Path | None = None


class Application:
    """The ASGI application: the GraphQL endpoint, and the routes beside it."""

    def __init__(self, published: Published, settings: Settings) -> None:
        self._published = published
        published.behind.append(prepare)
        plans = Plans(settings.limits)
        known = trusted(_manifests(settings), plans, only=settings.only_trusted)
        cors = Cors(settings.origins)
        self._endpoint = Endpoint(self._published, plans, trusted=known, cors=cors, traces=traces())
        self._shared = Shared(settings.shared)
        self._sparql = settings.sparql
        self.answered: Callable[[], None] | None = None
        """Called once, after the first answer."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Any request."""
        if scope["type"] != "http" or scope["path"] != "/graphql":
            await self.beside(scope, receive, send)
            return
        await self._endpoint(scope, receive, send)
        self._after()

    def directly(self, headers: Sequence[tuple[bytes, bytes]], body: bytes) -> Reply | None:
        """A post to /graphql whose body is there, answered without ASGI."""
        reply = self._endpoint.directly(headers, body)
        if self.answered is not None or self._shared.with_others:
            self._after()
        return reply

    def _after(self) -> None:
        self._shared.soon(self._numbers)
        if self.answered is not None:
            answered, self.answered = self.answered, None
            answered()

    @cached_property
    def beside(self) -> Any:
        """The application of all other routes."""
        from graph_api.beside import beside

        return beside(self._published, self._sparql, self._shared, self._numbers)

    def _numbers(self) -> dict[str, Any]:
        plans = self._endpoint.plans
        caches: dict[str, Kept[Any]] = {"answers": plans.answers, "documents": plans.documents}
        told = {name: (one.hits, one.misses, one.weight) for name, one in caches.items()}
        return plain(self._endpoint.numbers, told)


def _manifests(settings: Settings) -> list[Path]:
    """Whose documents are known beforehand: the page's own, where it was made, and those that the settings name."""
    return [path for path in (explorer.documents(), settings.trusted) if path is not None]


def create_app(directory: Path, settings: Settings | None = None) -> Application:
    """The application over a graph folder. It starts without a graph, and serves one as soon as it is published."""
    return Application(Published(directory, thorough=True), settings or Settings())


def check(settings: Settings) -> None:
    """Raises BadManifest where the trusted documents cannot be served."""
    if settings.trusted:
        read_manifest(settings.trusted, Plans(settings.limits))


def served_app() -> Application:
    """The application that one of several processes serves; its folder and settings come from the environment."""
    told = os.environ[_SETTINGS]
    settings = msgspec.json.decode(told, type=Settings, dec_hook=lambda kind, value: kind(value))
    return _ready(create_app(Path(os.environ["HELPGRAPH_GRAPH"]), settings), settings)


def _ready(app: Application, settings: Settings) -> Application:
    """The application as a process of its own serves it."""
    import gc

    from graph_api.serving.protocol import GuardedProtocol

    GuardedProtocol.seconds = settings.limits.head
    GuardedProtocol.answers = app
    app.answered = _load_soon
    # What has been loaded stays; plans and records are many and live long, so that looking through them often finds nothing.
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    gc.enable()
    return app


def _load_soon() -> None:
    """Loads, behind the first answers, what later ones may need."""
    asyncio.get_running_loop().call_later(_SOON, Thread(target=_load, daemon=True).start)


def _load() -> None:
    from graph_api import beside, find_types
    from graph_api.plans import oracle

    del beside, find_types, oracle  # importing them is all


def serve(
    published: Published,
    settings: Settings | None = None,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    workers: int = 1,
) -> None:
    """Serves a graph folder until it is stopped; what is being answered then is answered first."""
    import uvicorn

    from graph_api.serving.logs import configuration
    from graph_api.serving.protocol import GuardedProtocol

    chosen = settings or Settings()
    with TemporaryDirectory(prefix="helpgraph-") as shared:
        app: Any = "graph_api.server:served_app"
        if workers == 1:
            app = _ready(Application(published, chosen), chosen)
        else:
            os.environ["HELPGRAPH_GRAPH"] = str(published.directory.resolve())
            os.environ[_SETTINGS] = msgspec.json.encode(replace(chosen, shared=Path(shared)), enc_hook=str).decode()
        uvicorn.run(
            app,
            factory=workers > 1,
            host=host,
            port=port,
            workers=workers,
            http=GuardedProtocol,
            log_config=configuration(requests=chosen.log_requests),
            access_log=False,
            server_header=False,
            lifespan="off",
            timeout_keep_alive=15,
            timeout_graceful_shutdown=_GRACE,
        )


__all__ = ["Application", "BadManifest", "Settings", "check", "create_app", "serve", "served_app"]
