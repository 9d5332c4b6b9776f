"""The explorer page over HTTP: itself at / and at the address of each of its views, its files, and GraphiQL for what it hands over.

Nothing but the page's own files runs or is asked for: its policy allows no inline script or style and no other host.
"""

import re
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from graph_api import explorer, graphiql

VIEWS: Final = ("search", "menu", "functions", "entries", "things", "order", "matrix", "graph", "quality")
"""The first part of the views' addresses; each is the page, which shows what the address says."""
POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
SAFE: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""Headers of the page and its files."""
_FOR_EVER: Final = "public, max-age=31536000, immutable"
_HASHED: Final = re.compile(r"assets/.+-[\w-]{8,}\.\w+\Z")


def web_routes() -> list[Route]:
    """The page's routes; what was not made is told at /."""

    async def page(request: Request) -> Response:
        made = await run_in_threadpool(explorer.files)
        if explorer.PAGE not in made:
            return HTMLResponse(explorer.PLAIN, headers=SAFE)
        return _file(request, made[explorer.PAGE], "no-cache")

    async def asset(request: Request) -> Response:
        made = await run_in_threadpool(explorer.files)
        name = f"assets/{request.path_params['name']}"
        if name not in made:
            return PlainTextResponse("there is no such file\n", 404, headers=SAFE)
        return _file(request, made[name], _FOR_EVER if _HASHED.match(name) else "no-cache")

    async def queries(_: Request) -> Response:
        return HTMLResponse(await run_in_threadpool(graphiql.page))

    views = [Route(path, page) for view in VIEWS for path in (f"/{view}", f"/{view}/{{of:path}}")]
    return [Route("/", page), Route("/assets/{name:path}", asset), Route("/graphiql", queries), *views]


def _file(request: Request, file: explorer.File, kept: str) -> Response:
    """A file in the first compressed form that is accepted; 304 where the browser has it."""
    accepted = _accepted(request.headers.get("accept-encoding", ""))
    coding = next((name for name in file.packed if name in accepted), None)
    headers = {**SAFE, "Cache-Control": kept, "Vary": "Accept-Encoding", "ETag": f'"{file.digest}-{coding or "plain"}"'}
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if coding:
        headers["Content-Encoding"] = coding
    return Response(file.packed[coding] if coding else file.plain, media_type=file.media, headers=headers)


def _accepted(header: str) -> set[str]:
    """The content codings of an Accept-Encoding header that are not refused by a weight of nought."""
    told = (part.strip().lower().partition(";") for part in header.split(","))
    return {name.strip() for name, _, weight in told if not re.fullmatch(r"\s*q=0(\.0*)?\s*", weight)}
