"""An answer over HTTP as it takes shape: status, headers, body; as ASGI's messages, or as the bytes of HTTP/1.1."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from hashlib import blake2b
from http import HTTPStatus
from typing import Any, Final, TypeAlias

from graph_api.errors import Code
from graph_api.plans.plans import Told
from graph_api.plans.shapes import ENCODER
from graph_api.serving.cors import Cors
from graph_api.serving.packed import SMALLEST, coding, packed
from graph_api.serving.requests import JSON, RESPONSE_JSON, wants_200

Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_SNIFF: Final = {"x-content-type-options": "nosniff"}
_FRESH: Final[Mapping[str, dict[str, str]]] = {
    media: {
        "content-type": f"{media}; charset=utf-8",
        "vary": "accept, accept-encoding",
        "cache-control": "no-store",
    }
    for media in (RESPONSE_JSON, JSON)
}
"""The headers of answers that nobody keeps, by media type; most are of this kind, and their lines are ready."""

_FRESH_LINES: Final = {
    media: "".join(f"{name}: {value}\r\n" for name, value in (headers | _SNIFF).items())
    for media, headers in _FRESH.items()
}
_STATUS: Final = {one.value: f"HTTP/1.1 {one.value} {one.phrase}\r\n".encode() for one in HTTPStatus}


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
        self._told: Mapping[str, str] = {}

    def header(self, name: bytes) -> str | None:
        """A header of the request."""
        found = self._given.get(name)
        return None if found is None else found.decode("latin-1")

    @property
    def closes(self) -> bool:
        """Whether the connection ends with it."""
        return "connection" in self._told

    def empty(self, status: int, headers: Mapping[str, str]) -> None:
        """No body."""
        self.status = status
        self._told = {**self._told, **headers}

    def page(self, html: str) -> None:
        """GraphiQL, for a browser."""
        self.body = html.encode()
        self._told = {"content-type": "text/html; charset=utf-8", "vary": "accept"}

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
        self._told = _FRESH[self.media]
        name = coding(self.header(b"accept-encoding") or "") if len(told.body) >= SMALLEST else ""
        if self.method != "POST" and told.code is None:
            tag = _tag(told, name, self.media)
            self._told = {**self._told, "cache-control": "no-cache", "etag": tag}
            if _matches(self.header(b"if-none-match"), tag):
                self.status = 304
                self.body = b""
                return
        if name:
            self.body = packed(told.body, name, told.forms)
            self._told = {**self._told, "content-encoding": name}

    async def send(self, send: Send) -> None:
        """Sends it over ASGI."""
        await send({"type": "http.response.start", "status": self.status, "headers": _raw(self._all().items())})
        await send({"type": "http.response.body", "body": b"" if self.method == "HEAD" else self.body})

    def written(self, first: bytes) -> bytes:
        """It as HTTP/1.1 has it, for any method but HEAD. `first`: the lines of headers that all answers of the server have."""
        if self._told is _FRESH[self.media] and not self._cors.origins:
            lines = (
                f"{_FRESH_LINES[self.media]}x-request-id: {self.request}\r\ncontent-length: {len(self.body)}\r\n\r\n"
            )
        else:
            lines = "".join([f"{name}: {value}\r\n" for name, value in self._all().items()]) + "\r\n"
        return b"".join((_STATUS[self.status], first, lines.encode("latin-1"), self.body))

    def _all(self) -> Mapping[str, str]:
        told = {**self._told, "x-request-id": self.request}
        cors = self._cors.headers(self.header(b"origin"))
        if cors:
            vary = ", ".join(filter(None, (told.get("vary"), cors.get("vary"))))
            told.update(cors)
            if vary:
                told["vary"] = vary
        if self.status not in (204, 304):
            told["content-length"] = str(len(self.body))
            told.update(_SNIFF)
        return told


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
