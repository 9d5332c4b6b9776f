"""Linked data over HTTP: /id/{thing}, /ontology and /.well-known/void by content negotiation, and a version's files.

`?format=` wins over Accept. A thing may be asked for by any of its names; the answer to another than its id is where it is.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from graph_api import descriptions, documents, pages, refs, thing_pages
from graph_api.errors import Code, Refused, bad_input
from graph_api.negotiation import best
from graph_api.snapshot import Published, Snapshot, SnapshotError
from ontology import layout
from ontology.context import CONTEXT
from ontology.records import Record
from ontology.termtable import ONTOLOGY

MEDIA: Final[Mapping[str, str]] = {"html": "text/html", "ttl": "text/turtle", "jsonld": "application/ld+json"}
"""The forms of a thing with their media types."""
_FILES: Final = (layout.MANIFEST, layout.DATABASE, layout.GRAPH, f"{layout.GRAPH}.gz")
_KINDS: Final = ("Feature", "Concept", "MenuNode", "Term")
_STATUS: Final = {Code.NOT_FOUND: 404, Code.AMBIGUOUS: 300}


class NotAcceptable(Exception):
    """The Accept header asks for nothing that is on offer."""


def thing_routes(published: Published) -> list[Route]:
    """The routes over a graph folder."""

    async def thing(request: Request) -> Response:
        return await _refusing(request, published, _thing)

    async def ontology(request: Request) -> Response:
        return await _refusing(request, published, _ontology)

    async def void(request: Request) -> Response:
        return await _refusing(request, published, _void)

    async def context(_: Request) -> Response:
        return FileResponse(CONTEXT, media_type="application/ld+json", headers={"Access-Control-Allow-Origin": "*"})

    async def file(request: Request) -> Response:
        return await _refusing(request, published, _file)

    return [
        Route("/id/{thing:path}", thing),
        Route("/ontology/context.jsonld", context),
        Route("/ontology", ontology),
        Route("/.well-known/void", void),
        Route("/versions/{version}/{name}", file),
    ]


async def _refusing(
    request: Request, published: Published, answer: Callable[[Request, Snapshot], Response]
) -> Response:
    try:
        return await run_in_threadpool(answer, request, published.snapshot())
    except Refused as error:
        extensions = dict(error.extensions or {})
        return _told(error.message, extensions, _STATUS.get(extensions["code"], 400))
    except NotAcceptable as error:
        return _told(str(error), {"code": str(Code.BAD_USER_INPUT)}, 406)
    except SnapshotError as error:
        return _told(str(error), {"code": str(Code.UNAVAILABLE)}, 503)


def _told(message: str, extensions: Mapping[str, Any], status: int) -> Response:
    """The one shape of errors, as GraphQL has it."""
    return JSONResponse({"errors": [{"message": message, "extensions": extensions}]}, status, {"Vary": "Accept"})


def _chosen(request: Request, told: Iterable[str]) -> str:
    """The form that is asked for; the first where any will do."""
    named = request.query_params.get("format")
    if named is not None:
        if named not in MEDIA:
            raise bad_input(f"there is no format {named[:20]!r}; the formats are {', '.join(MEDIA)}")
        return named
    forms = {MEDIA[name]: name for name in told} | {"application/json": "jsonld"}
    media = best(request.headers.get("accept"), tuple(forms))
    if media is None:
        raise NotAcceptable(f"the media types are {', '.join(MEDIA.values())}")
    return forms[media]


def _answer(request: Request, snapshot: Snapshot, told: Mapping[str, Callable[[], bytes | str]]) -> Response:
    """One of the forms; the same as long as the snapshot is."""
    form = _chosen(request, told)
    headers = {"ETag": f'"{snapshot.id}-{form}"', "Vary": "Accept", "Cache-Control": "no-cache"}
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if form == "html":
        headers |= pages.SAFE
    else:
        headers["Access-Control-Allow-Origin"] = "*"
    return Response(told[form](), media_type=f"{MEDIA[form]}; charset=utf-8", headers=headers)


def _thing(request: Request, snapshot: Snapshot) -> Response:
    ref = request.path_params["thing"]
    record = snapshot.get(ref)
    if record is None:
        found = _named(snapshot, ref)
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"/id/{quote(found.id)}{query}", 303)
    own = record.id
    return _answer(
        request,
        snapshot,
        {
            "html": lambda: thing_pages.thing_page(snapshot, record),
            "ttl": lambda: documents.turtle(snapshot, documents.about(snapshot, own)),
            "jsonld": lambda: documents.json_ld(snapshot, documents.about(snapshot, own)),
        },
    )


def _named(snapshot: Snapshot, ref: str) -> Record:
    """The one thing that a name or an older id names. Raises Refused."""
    names = refs.candidates(snapshot, ref, _KINDS)
    if not names:
        raise refs.not_found(snapshot, ref, _KINDS)
    for kind in _KINDS:
        if any(name.kind == kind for name in names):
            return refs.need(snapshot, ref, kind)
    raise refs.not_found(snapshot, ref, _KINDS)


def _ontology(request: Request, snapshot: Snapshot) -> Response:
    def as_json() -> bytes:
        return documents.json_ld(snapshot, documents.of_turtle(ONTOLOGY.read_bytes()))

    forms: dict[str, Callable[[], bytes | str]] = {"html": thing_pages.ontology_page, "ttl": ONTOLOGY.read_bytes}
    return _answer(request, snapshot, {**forms, "jsonld": as_json})


def _void(request: Request, snapshot: Snapshot) -> Response:
    server = f"{request.url.scheme}://{request.url.netloc}"
    told = descriptions.description(snapshot, server)

    def turtle() -> bytes:
        return documents.turtle(snapshot, told, descriptions.PREFIXES)

    def html() -> str:
        return pages.page("What the graph holds", f"<pre>{pages.esc(turtle().decode())}</pre>", "en")

    forms: dict[str, Callable[[], bytes | str]] = {
        "ttl": turtle,
        "html": html,
        "jsonld": lambda: documents.json_ld(snapshot, told),
    }
    return _answer(request, snapshot, forms)


def _file(request: Request, snapshot: Snapshot) -> Response:
    """A file of the version that is served, for whoever opens the graph from elsewhere."""
    version, name = request.path_params["version"], request.path_params["name"]
    path = Path(snapshot.version) / name
    if version not in ("current", snapshot.id):
        raise Refused(Code.NOT_FOUND, f"the version that is served is {snapshot.id}", suggestions=[snapshot.id])
    if name not in _FILES or not path.is_file():
        there = [one for one in _FILES if (snapshot.version / one).is_file()]
        raise Refused(
            Code.NOT_FOUND, f"there is no file {name[:40]!r}; there are {', '.join(there)}", suggestions=there
        )
    kept = "no-cache" if version == "current" else "public, max-age=31536000, immutable"
    kinds = {layout.MANIFEST: "application/json", layout.GRAPH: "application/n-triples"}
    return FileResponse(path, media_type=kinds.get(name, "application/octet-stream"), headers={"Cache-Control": kept})
