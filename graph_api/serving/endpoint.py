"""/graphql on ASGI: a request in, an answer out, with all that HTTP asks of both."""

import asyncio
import itertools
import logging
import re
import secrets
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from hashlib import blake2b
from time import perf_counter
from typing import Any, Final, TypeAlias

from graph_api import graphiql
from graph_api.errors import Code
from graph_api.limits import AnswerLimits
from graph_api.plans.plans import Plans, Told
from graph_api.plans.shapes import ENCODER
from graph_api.serving.cors import Cors
from graph_api.serving.logs import REQUEST, REQUESTS
from graph_api.serving.metrics import Numbers
from graph_api.serving.packed import SMALLEST, coding, packed
from graph_api.serving.requests import (
    RESPONSE_JSON,
    Asked,
    BadRequest,
    check_type,
    from_body,
    from_url,
    media_type,
    too_large,
    wants_200,
)
from graph_api.serving.traces import Traces
from graph_api.serving.trusted import Trusted
from graph_api.snapshot import Published, SnapshotError

Scope: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_LOG: Final = logging.getLogger("helpgraph.api")
_ID: Final = re.compile(rb"[A-Za-z0-9._-]{1,64}\Z")
_PROCESS: Final = secrets.token_hex(6) + "-"
_REQUESTS: Final = itertools.count(1)
_METHODS: Final = "GET, HEAD, POST, OPTIONS"


class Gone(Exception):
    """The client went away before it had sent its request."""


class Endpoint:
    """Answers GraphQL requests from what is published."""

    def __init__(
        self,
        published: Published,
        plans: Plans,
        *,
        trusted: Trusted | None = None,
        cors: Cors | None = None,
        traces: Traces | None = None,
    ) -> None:
        self.plans = plans
        self.numbers = Numbers()
        self._published = published
        self._trusted = trusted
        self._cors = cors or Cors()
        self._limits: AnswerLimits = plans.limits
        self._traces = traces
        self._running = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """An ASGI request of any method."""
        begun = perf_counter()
        headers: dict[bytes, bytes] = dict(scope["headers"])
        given = headers.get(b"x-request-id", b"")
        request = given.decode() if _ID.match(given) else f"{_PROCESS}{next(_REQUESTS):x}"
        REQUEST.set(request)
        reply = Reply(scope["method"], headers, request, self._cors)
        self._running += 1
        try:
            await self._answer(scope, receive, reply)
        except Gone:
            return
        except BadRequest as error:
            reply.refuse(error.status, error.code, str(error), error.headers)
        except SnapshotError as error:
            reply.refuse(503, Code.UNAVAILABLE, str(error), {"retry-after": "5"})
        except Exception:  # noqa: BLE001  a client is told of no exception
            _LOG.exception("a request failed")
            reply.refuse(500, Code.INTERNAL, "something went wrong on our side")
        finally:
            self._running -= 1
        seconds = perf_counter() - begun
        self._note(reply, seconds)
        await reply.send(send)

    async def _answer(self, scope: Scope, receive: Receive, reply: "Reply") -> None:
        method = reply.method
        if method == "OPTIONS":
            reply.empty(204, {"allow": _METHODS, **self._cors.preflight(reply.header(b"origin"))})
            return
        if method not in ("GET", "HEAD", "POST"):
            raise BadRequest(405, f"ask by one of {_METHODS}", headers={"allow": _METHODS})
        if self._running > self._limits.concurrency:
            self.numbers.refused_busy += 1
            message = f"{self._limits.concurrency} requests are being answered; come back"
            raise BadRequest(503, message, Code.UNAVAILABLE, {"retry-after": "1"})
        accept = reply.header(b"accept") or ""
        if method != "POST" and "text/html" in accept and b"query=" not in scope["query_string"]:
            reply.page(await asyncio.to_thread(graphiql.page))
            return
        media = media_type(accept)
        if media is None:
            raise BadRequest(406, f"answers are given as {RESPONSE_JSON} or application/json")
        reply.media = media
        asked = await self._asked(scope, receive, reply)
        if self._traces is None:
            reply.tell(self._told(asked))
        else:
            with self._traces.span(asked.name, reply.request):
                reply.tell(self._told(asked))

    async def _asked(self, scope: Scope, receive: Receive, reply: "Reply") -> Asked:
        kind = reply.header(b"content-type")
        if reply.method != "POST":
            if kind is not None:  # a browser asks other sites with some of these without a preflight
                check_type(kind)
            return from_url(scope["query_string"], self._trusted, self._limits)
        check_type(kind or "")
        if (reply.header(b"content-encoding") or "identity").lower() != "identity":
            raise BadRequest(415, "send the body as it is, not compressed", headers={"accept-encoding": "identity"})
        length = reply.header(b"content-length")
        if length is not None and length.isdigit() and int(length[:12]) > self._limits.body:
            raise too_large(self._limits)
        return from_body(await self._body(receive), self._trusted, self._limits)

    async def _body(self, receive: Receive) -> bytes:
        message = await receive()
        if message["type"] == "http.request" and not message.get("more_body"):
            body: bytes = message.get("body", b"")
            if len(body) > self._limits.body:
                raise too_large(self._limits)
            return body
        try:
            async with asyncio.timeout(self._limits.waiting):
                return await self._long_body(message, receive)
        except TimeoutError:
            waited = f"the body did not arrive within {self._limits.waiting} s"
            raise BadRequest(408, waited, Code.LIMIT_EXCEEDED, {"connection": "close"}) from None

    async def _long_body(self, message: MutableMapping[str, Any], receive: Receive) -> bytes:
        body = bytearray()
        while True:
            if message["type"] == "http.disconnect":
                raise Gone
            body += message.get("body", b"")
            if len(body) > self._limits.body:
                raise too_large(self._limits)
            if not message.get("more_body"):
                return bytes(body)
            message = await receive()

    def _told(self, asked: Asked) -> Told:
        return self.plans.answer(
            self._published.snapshot(), asked.source, asked.variables, asked.name, tell_cost=asked.tell_cost
        )

    def _note(self, reply: "Reply", seconds: float) -> None:
        self.numbers.count(reply.operation, reply.code, reply.status, seconds)
        if reply.status == 304:
            self.numbers.not_modified += 1
        if REQUESTS.isEnabledFor(logging.INFO):
            told = {
                "operation": reply.operation,
                "status": reply.status,
                "code": reply.code or "OK",
                "ms": round(seconds * 1000, 3),
                "bytes": len(reply.body),
            }
            REQUESTS.info("answered", extra={"told": told})


class Reply:
    """An answer as it takes shape."""

    __slots__ = (
        "_cors", "_given", "_told", "body", "code", "media", "method", "operation", "request", "status",
    )  # fmt: skip

    def __init__(self, method: str, given: Mapping[bytes, bytes], request: str, cors: Cors) -> None:
        self.method = method
        self.request = request
        self.media = RESPONSE_JSON
        self.status = 200
        self.code: str | None = None
        self.body = b""
        self.operation: str | None = None
        self._given = given
        self._cors = cors
        self._told: dict[str, str] = {}

    def header(self, name: bytes) -> str | None:
        """A header of the request."""
        found = self._given.get(name)
        return None if found is None else found.decode("latin-1")

    def empty(self, status: int, headers: Mapping[str, str]) -> None:
        """No body."""
        self.status = status
        self._told.update(headers)

    def page(self, html: str) -> None:
        """GraphiQL, for a browser."""
        self.body = html.encode()
        self._told |= {"content-type": "text/html; charset=utf-8", "vary": "accept"}

    def refuse(self, status: int, code: Code, message: str, headers: Mapping[str, str] | None = None) -> None:
        """No operation was answered."""
        self.status = status
        self.code = str(code)
        self.body = ENCODER.encode({"errors": [{"message": message, "extensions": {"code": str(code)}}]})
        self._told = {"content-type": f"{self.media}; charset=utf-8", "cache-control": "no-store", **(headers or {})}

    def tell(self, told: Told) -> None:
        """An answer: with its tag where it may be kept, packed where that is asked for."""
        self.operation = told.operation
        self.code = told.code
        self.status = 200 if told.ran or wants_200(self.header(b"accept") or "") else 400
        self.body = told.body
        self._told = {"content-type": f"{self.media}; charset=utf-8", "vary": "accept, accept-encoding"}
        name = coding(self.header(b"accept-encoding") or "") if len(told.body) >= SMALLEST else ""
        if self.method == "POST" or told.code is not None:
            self._told["cache-control"] = "no-store"
        else:
            tag = _tag(told, name, self.media)
            self._told |= {"cache-control": "no-cache", "etag": tag}
            if _matches(self.header(b"if-none-match"), tag):
                self.status = 304
                self.body = b""
                return
        if name:
            self.body = packed(told.body, name, told.forms)
            self._told["content-encoding"] = name

    async def send(self, send: Send) -> None:
        """Sends it."""
        told = self._told
        told["x-request-id"] = self.request
        cors = self._cors.headers(self.header(b"origin"))
        if cors:
            vary = ", ".join(filter(None, (told.get("vary"), cors.get("vary"))))
            told.update(cors)
            if vary:
                told["vary"] = vary
        if self.status not in (204, 304):
            told["content-length"] = str(len(self.body))
            told["x-content-type-options"] = "nosniff"
        await send({"type": "http.response.start", "status": self.status, "headers": _raw(told.items())})
        await send({"type": "http.response.body", "body": b"" if self.method == "HEAD" else self.body})


def _raw(headers: Iterable[tuple[str, str]]) -> list[tuple[bytes, bytes]]:
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]


def _tag(told: Told, name: str, media: str) -> str:
    """A strong tag: the same for the same bytes in the same coding and media type."""
    digest = told.forms.get("tag")
    if digest is None:
        digest = told.forms["tag"] = blake2b(told.body, digest_size=12).hexdigest()
    return f'"{digest}{"-r" if media == RESPONSE_JSON else ""}{"-" + name if name else ""}"'


def _matches(header: str | None, tag: str) -> bool:
    if header is None:
        return False
    return header.strip() == "*" or tag in {one.strip().removeprefix("W/") for one in header.split(",")}
