"""What is asked over HTTP: an operation from a URL or a body. Whatever cannot be one is refused with a status and a code.

A body is JSON and nothing else: forms, multipart and text are what a browser sends to other sites without asking them.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final
from urllib.parse import parse_qsl

import msgspec

from graph_api.errors import Code
from graph_api.limits import AnswerLimits
from graph_api.serving.trusted import Trusted

JSON: Final = "application/json"
RESPONSE_JSON: Final = "application/graphql-response+json"
_DECODER: Final = msgspec.json.Decoder()
_STRING: Final = re.compile(rb'"(?:\\.|[^"\\])*"')
_QUALITY: Final = re.compile(r";\s*q\s*=\s*([^;\s]*)")


class BadRequest(Exception):
    """A request that holds no operation; `status` and `code` are what HTTP and GraphQL say of it, `headers` what goes with them."""

    def __init__(
        self, status: int, message: str, code: Code = Code.BAD_USER_INPUT, headers: Mapping[str, str] | None = None
    ) -> None:
        self.status = status
        self.code = code
        self.headers = headers or {}
        super().__init__(message)


class Asked(msgspec.Struct, frozen=True, eq=False):
    """An operation as it was asked for."""

    source: str
    variables: Mapping[str, Any] | None
    name: str | None
    tell_cost: bool


class _Usual(msgspec.Struct, forbid_unknown_fields=True):
    """A body as most clients write it."""

    query: str
    variables: dict[str, Any] | None = None
    name: str | None = msgspec.field(default=None, name="operationName")


_USUAL: Final = msgspec.json.Decoder(_Usual)


def from_url(query: bytes, trusted: Trusted | None, limits: AnswerLimits) -> Asked:
    """The operation of a GET request. Raises BadRequest."""
    if len(query) > limits.body:
        raise too_large(limits)
    try:
        told: dict[str, Any] = dict(parse_qsl(query.decode("ascii"), keep_blank_values=True, errors="strict"))
    except ValueError as error:
        raise BadRequest(400, "the URL is not in UTF-8") from error
    for name in ("variables", "extensions"):
        if told.get(name):
            told[name] = _decoded(told[name].encode(), name, limits.depth)
        else:
            told.pop(name, None)
    return _asked(told, trusted)


def from_body(body: bytes, trusted: Trusted | None, limits: AnswerLimits) -> Asked:
    """The operation of a POST request. Raises BadRequest."""
    if not _nests(body, limits.depth):
        try:
            usual = _USUAL.decode(body)
        except (ValueError, RecursionError):
            pass  # what is wrong with it is told below
        else:
            if usual.query and not usual.query.isspace() and not (trusted and trusted.only):
                return Asked(usual.query, usual.variables, usual.name or None, False)
    told = _decoded(body, "the body", limits.depth)
    if isinstance(told, list):
        raise BadRequest(400, "operations are not answered in batches: send one at a time")
    if not isinstance(told, dict):
        raise BadRequest(400, "the body is no JSON object")
    return _asked(told, trusted)


def check_type(content_type: str) -> None:
    """Raises BadRequest where a body is not JSON in UTF-8."""
    if content_type == JSON:
        return
    media, _, parameters = content_type.partition(";")
    if media.strip().lower() != JSON:
        raise BadRequest(415, f"post the operation as {JSON}", headers={"accept-post": JSON})
    for one in parameters.split(";"):
        name, _, value = one.partition("=")
        if name.strip().lower() == "charset" and value.strip().strip('"').lower() not in ("utf-8", "utf8"):
            raise BadRequest(415, f"post the operation as {JSON} in UTF-8", headers={"accept-post": JSON})


@lru_cache(maxsize=256)
def media_type(accept: str) -> str | None:
    """The media type of the answer; None where none of ours is accepted.

    The newer one wherever it is accepted; who accepts anything, or says nothing, knows JSON alone (so GraphQL over HTTP has it).
    """
    if not accept:
        return JSON
    best, best_weight = None, 0.0
    for part in accept.lower().split(","):
        kind, _, parameters = part.partition(";")
        told = _MEDIA.get(kind.strip())
        weight = _weight(parameters)
        better = weight > best_weight or (weight == best_weight > 0 and told == RESPONSE_JSON)
        if told is not None and better and _in_utf8(parameters):
            best, best_weight = told, weight
    return best


@lru_cache(maxsize=256)
def wants_200(accept: str) -> bool:
    """Whether a client names the older media type, by which whatever is well-formed JSON is answered with status 200."""
    return JSON in accept.lower() and RESPONSE_JSON not in accept.lower()


_MEDIA: Final[Mapping[str, str]] = {
    RESPONSE_JSON: RESPONSE_JSON,
    JSON: JSON,
    "*/*": JSON,
    "application/*": RESPONSE_JSON,
}


def too_large(limits: AnswerLimits) -> BadRequest:
    """A request larger than it may be. The connection is closed: what is still on its way is not read."""
    message = f"the request is larger than {limits.body} bytes"
    return BadRequest(413, message, Code.LIMIT_EXCEEDED, {"connection": "close"})


def _weight(parameters: str) -> float:
    found = _QUALITY.search(";" + parameters)
    try:
        return float(found[1]) if found else 1.0
    except ValueError:
        return 0.0


def _in_utf8(parameters: str) -> bool:
    return "charset" not in parameters or "utf-8" in parameters or "utf8" in parameters


def _decoded(text: bytes, what: str, depth: int) -> Any:
    if _nests(text, depth):
        raise BadRequest(400, f"{what} nests deeper than {depth} levels", Code.LIMIT_EXCEEDED)
    try:
        return _DECODER.decode(text)
    except (ValueError, RecursionError) as error:  # wrong JSON, or not in UTF-8
        raise BadRequest(400, f"{what} is no JSON in UTF-8") from error


def _nests(text: bytes, depth: int) -> bool:
    """Whether values are nested deeper."""
    return text.count(b"[") + text.count(b"{") > depth and _nesting(text) > depth


def _nesting(text: bytes) -> int:
    """How deep values are nested, strings aside."""
    depth = deepest = 0
    for byte in _STRING.sub(b"", text):
        if byte in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif byte in b"]}":
            depth -= 1
    return deepest


def _asked(told: Mapping[str, Any], trusted: Trusted | None) -> Asked:
    variables, name, extensions = told.get("variables"), told.get("operationName"), told.get("extensions")
    if variables is not None and not isinstance(variables, dict):
        raise BadRequest(400, "variables are no JSON object")
    if name is not None and not isinstance(name, str):
        raise BadRequest(400, "operationName is no string")
    if extensions is not None and not isinstance(extensions, dict):
        raise BadRequest(400, "extensions are no JSON object")
    source = _document(told, extensions or {}, trusted)
    return Asked(source, variables, name or None, bool(extensions and extensions.get("cost") is True))


def _document(told: Mapping[str, Any], extensions: Mapping[str, Any], trusted: Trusted | None) -> str:
    """The document that is asked for."""
    persisted = extensions.get("persistedQuery")
    own = told.get("documentId", persisted.get("sha256Hash") if isinstance(persisted, dict) else None)
    query = told.get("query")
    if own is not None:
        if not isinstance(own, str):
            raise BadRequest(400, "documentId is no string")
        found = trusted.find(own) if trusted else None
        if found is not None:
            return found
        if query is None or (trusted and trusted.only):
            raise BadRequest(404, f"no document has the id {own[:80]!r}", Code.NOT_FOUND)
    if not isinstance(query, str) or not query.strip():
        raise BadRequest(400, "there is no query")
    if trusted and trusted.only:
        raise BadRequest(403, "only trusted documents are answered: send a documentId")
    return query
