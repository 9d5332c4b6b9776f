"""Breadcrumbs over HTTP: /breadcrumbs/{ref} in any format, by `?format=` or Accept; /breadcrumbs, /nav.json, /sitemap.xml.

An answer is the same as long as the snapshot is: its ETag is the snapshot's id with the format.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from graph_api.breadcrumbs import FORMATS, OF_FEATURES, OFFERED, Format, format_of, serialize, serialize_all
from graph_api.errors import Code, Refused, bad_input
from graph_api.navigation import sitemap, sitemap_index, sitemap_parts
from graph_api.negotiation import best
from graph_api.snapshot import Published, Slice, Snapshot, SnapshotError
from ontology import layout

MOST: Final = {layout.FEATURES: 5_000, layout.MENU_NODES: 20_000}
"""What one answer holds at most."""

_ALL: Final = {name: partial(serialize_all, form=name) for name in FORMATS}
_STATUS: Final = {Code.NOT_FOUND: 404}


class NotAcceptable(Exception):
    """The Accept header asks for nothing that is on offer."""


def breadcrumb_routes(published: Published) -> list[Route]:
    """The routes over a graph folder."""

    async def of_one(request: Request) -> Response:
        ref = request.path_params["ref"]
        return await _answer(request, published, lambda snapshot, form: serialize(snapshot, ref, form.name))

    async def of_all(request: Request) -> Response:
        return await _answer(request, published, _whole)

    async def nav(request: Request) -> Response:
        return await _answer(request, published, _whole, "nav")

    async def map_of_site(request: Request) -> Response:
        address = str(request.url.replace(query=""))
        part = request.query_params.get("part")

        def told(snapshot: Snapshot, _: Format) -> str:
            if part is None:
                return sitemap(snapshot) if sitemap_parts(snapshot) == 1 else sitemap_index(snapshot, address)
            if not (part.isascii() and part.isdecimal() and len(part) < 9):
                raise bad_input(f"part is {part[:20]!r}, which is no number")
            return sitemap(snapshot, int(part))

        return await _answer(request, published, told, "sitemap")

    return [
        Route("/breadcrumbs/{ref:path}", of_one),
        Route("/breadcrumbs", of_all),
        Route("/nav.json", nav),
        Route("/sitemap.xml", map_of_site),
    ]


def _whole(snapshot: Snapshot, form: Format) -> str:
    """A document of everything, made once a snapshot; beyond what one answer may hold the command is the place."""
    listing = layout.FEATURES if form.name in OF_FEATURES else layout.MENU_NODES
    size, most = snapshot.size(Slice(listing)), MOST[listing]
    if size > most:
        message = f"{form.name} of {size} {listing} is more than one answer may hold ({most}): use `helpgraph export`"
        raise Refused(Code.LIMIT_EXCEEDED, message, limit=most)
    return snapshot.once(_ALL[form.name])


async def _answer(
    request: Request, published: Published, told: Callable[[Snapshot, Format], str], form: str | None = None
) -> Response:
    try:
        chosen = format_of(form) if form else _chosen(request)
        snapshot = published.snapshot()
        headers = {"ETag": f'"{snapshot.id}-{chosen.name}"', "Vary": "Accept", "Cache-Control": "no-cache"}
        body = await run_in_threadpool(told, snapshot, chosen)
    except Refused as error:
        return _refused(error.message, error.extensions or {}, _STATUS.get((error.extensions or {})["code"], 400))
    except NotAcceptable as error:
        return _refused(str(error), {"code": str(Code.BAD_USER_INPUT)}, 406)
    except SnapshotError as error:
        return _refused(str(error), {"code": str(Code.UNAVAILABLE)}, 503)
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=f"{chosen.media}; charset=utf-8", headers=headers)


def _chosen(request: Request) -> Format:
    """By `?format=`, else by Accept."""
    named = request.query_params.get("format")
    if named is not None:
        return format_of(named)
    media = best(request.headers.get("accept"), tuple(OFFERED))
    if media is None:
        raise NotAcceptable(f"the media types are {', '.join(OFFERED)}; other formats by ?format=")
    return format_of(OFFERED[media])


def _refused(message: str, extensions: dict[str, Any], status: int) -> Response:
    """The one shape of errors, as GraphQL has it."""
    return JSONResponse({"errors": [{"message": message, "extensions": extensions}]}, status, {"Vary": "Accept"})
