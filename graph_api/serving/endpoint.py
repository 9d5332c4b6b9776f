"""/graphql on ASGI: a request in, an answer out, with all that HTTP asks of both."""

import asyncio
import itertools
import logging
import re
import secrets
from collections.abc import Awaitable, Callable, Iterable, MutableMapping, Sequence
from time import perf_counter
from typing import Any, Final, TypeAlias

from graph_api import graphiql
from graph_api.errors import Code
from graph_api.limits import AnswerLimits
from graph_api.plans.plans import Plans, Told
from graph_api.serving.cors import Cors
from graph_api.serving.logs import REQUEST, REQUESTS
from graph_api.serving.metrics import Numbers
from graph_api.serving.replies import Reply, Send
from graph_api.serving.requests import (
    RESPONSE_JSON,
    Asked,
    BadRequest,
    check_type,
    from_body,
    from_url,
    media_type,
    too_large,
)
from graph_api.serving.traces import Traces
from graph_api.serving.trusted import Trusted
from graph_api.snapshot import Published, SnapshotError

Scope: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[MutableMapping[str, Any]]]

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
        reply = self._reply(scope["method"], scope["headers"])
        self._running += 1
        try:
            await self._answer(scope, receive, reply)
        except Gone:
            return
        except Exception as error:  # noqa: BLE001  a client is told of no exception
            _refuse(reply, error)
        finally:
            self._running -= 1
        self._note(reply, perf_counter() - begun)
        await reply.send(send)

    def directly(self, headers: Sequence[tuple[bytes, bytes]], body: bytes) -> Reply | None:
        """A post whose body is there, answered at once; None where its time is to be traced."""
        if self._traces is not None:
            return None
        begun = perf_counter()
        reply = self._reply("POST", headers)
        try:
            self._admit(reply, self._running + 1)
            _check_head(reply)
            self._check_size(body)
            asked = from_body(body, self._trusted, self._limits)
            snapshot = self._published.snapshot()
            reply.tell(
                self.plans.answer(snapshot, asked.source, asked.variables, asked.name, tell_cost=asked.tell_cost)
            )
        except Exception as error:  # noqa: BLE001  as above
            _refuse(reply, error)
        self._note(reply, perf_counter() - begun)
        return reply

    def _reply(self, method: str, told: Iterable[tuple[bytes, bytes]]) -> Reply:
        headers: dict[bytes, bytes] = dict(told)
        given = headers.get(b"x-request-id")
        own = given.decode() if given is not None and _ID.match(given) else f"{_PROCESS}{next(_REQUESTS):x}"
        REQUEST.set(own)
        return Reply(method, headers, own, self._cors)

    async def _answer(self, scope: Scope, receive: Receive, reply: Reply) -> None:
        method = reply.method
        if method == "OPTIONS":
            reply.empty(204, {"allow": _METHODS, **self._cors.preflight(reply.header(b"origin"))})
            return
        if method not in ("GET", "HEAD", "POST"):
            raise BadRequest(405, f"ask by one of {_METHODS}", headers={"allow": _METHODS})
        if (
            method != "POST"
            and "text/html" in (reply.header(b"accept") or "")
            and b"query=" not in scope["query_string"]
        ):
            self._admit(reply, self._running, any_type=True)
            reply.page(await asyncio.to_thread(graphiql.page))
            return
        self._admit(reply, self._running)
        asked = await self._asked(scope, receive, reply)
        if self._traces is None:
            reply.tell(self._told(asked))
        else:
            with self._traces.span(asked.name, reply.request):
                reply.tell(self._told(asked))

    def _admit(self, reply: Reply, running: int, *, any_type: bool = False) -> None:
        """Refuses what is one request too many, and what no type of answer is right for."""
        if running > self._limits.concurrency:
            self.numbers.refused_busy += 1
            message = f"{self._limits.concurrency} requests are being answered; come back"
            raise BadRequest(503, message, Code.UNAVAILABLE, {"retry-after": "1"})
        if any_type:
            return
        media = media_type(reply.header(b"accept") or "")
        if media is None:
            raise BadRequest(406, f"answers are given as {RESPONSE_JSON} or application/json")
        reply.media = media

    async def _asked(self, scope: Scope, receive: Receive, reply: Reply) -> Asked:
        if reply.method != "POST":
            kind = reply.header(b"content-type")
            if kind is not None:  # a browser asks other sites with some of these without a preflight
                check_type(kind)
            return from_url(scope["query_string"], self._trusted, self._limits)
        _check_head(reply)
        length = reply.header(b"content-length")
        if length is not None and length.isdigit() and int(length[:12]) > self._limits.body:
            raise too_large(self._limits)
        return from_body(await self._body(receive), self._trusted, self._limits)

    def _check_size(self, body: bytes | bytearray) -> None:
        if len(body) > self._limits.body:
            raise too_large(self._limits)

    async def _body(self, receive: Receive) -> bytes:
        message = await receive()
        if message["type"] == "http.request" and not message.get("more_body"):
            body: bytes = message.get("body", b"")
            self._check_size(body)
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
            self._check_size(body)
            if not message.get("more_body"):
                return bytes(body)
            message = await receive()

    def _told(self, asked: Asked) -> Told:
        return self.plans.answer(
            self._published.snapshot(), asked.source, asked.variables, asked.name, tell_cost=asked.tell_cost
        )

    def _note(self, reply: Reply, seconds: float) -> None:
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


def _refuse(reply: Reply, error: Exception) -> None:
    """Tells what was wrong with a request, or that something of ours was."""
    if isinstance(error, BadRequest):
        reply.refuse(error.status, error.code, str(error), error.headers)
    elif isinstance(error, SnapshotError):
        reply.refuse(503, Code.UNAVAILABLE, str(error), {"retry-after": "5"})
    else:
        _LOG.error("a request failed", exc_info=error)
        reply.refuse(500, Code.INTERNAL, "something went wrong on our side")


def _check_head(reply: Reply) -> None:
    """Whether the head of a post is that of an operation in JSON."""
    check_type(reply.header(b"content-type") or "")
    packed = reply.header(b"content-encoding")
    if packed is not None and packed.lower() != "identity":
        raise BadRequest(415, "send the body as it is, not compressed", headers={"accept-encoding": "identity"})
