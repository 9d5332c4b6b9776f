"""HTTP below ASGI, on uvicorn's protocol: a time and a size for the head of a request, so that slow or endless heads hold nothing; and a
short way for small posts to /graphql, which are answered where they arrive, without a task.

Most requests are such posts, and what ASGI does around one costs more than its answer. Whatever is in any way otherwise (another path or
method, a body that is still on its way, an upgrade, a connection that ends, a client that does not read) takes ASGI's way.
"""

import asyncio
from collections.abc import Sequence
from typing import Any, ClassVar, Final, Protocol

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from graph_api.limits import AnswerLimits
from graph_api.serving.replies import Reply

LARGEST_HEAD: Final = 32 * 1024
_PATH: Final = b"/graphql"


class Answers(Protocol):
    """What answers a post with these headers and this whole body at once; None: it must go ASGI's way."""

    def directly(self, headers: Sequence[tuple[bytes, bytes]], body: bytes) -> Reply | None: ...


class GuardedProtocol(HttpToolsProtocol):
    """Closes connections whose next head does not come, or does not end; a head that arrives at once costs no timer. Of the requests that
    arrive together the first alone may go the short way: the others wait for their turn."""

    seconds: ClassVar[float] = AnswerLimits().head
    answers: ClassVar[Answers | None] = None
    """For all connections of a process, as `seconds`."""

    _lines: ClassVar[tuple[Any, bytes]] = ((), b"")

    _timer: asyncio.TimerHandle | None = None
    _reading = False
    _refused = False
    _size = 0
    _held = 0
    _direct = False
    _first = True
    _body = b""

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._timer = self.loop.call_later(self.seconds, self._give_up)

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._first = True
        super().data_received(data)
        if self._direct:
            self._turn_back()
        if not self._reading or self.transport.is_closing():
            return
        self._held += len(data)
        if self._held > LARGEST_HEAD:
            self._refuse(b"431 Request Header Fields Too Large")
        elif self._timer is None:
            self._timer = self.loop.call_later(self.seconds, self._give_up)

    def on_message_begin(self) -> None:
        self._reading = True
        self._size = self._held = 0
        self.url = b""
        self.expect_100_continue = False
        self.headers = []  # ASGI's scope is made where it is wanted

    def on_header(self, name: bytes, value: bytes) -> None:
        self._size += len(name) + len(value)
        name = name.lower()
        if name == b"expect" and value.lower() == b"100-continue":
            self.expect_100_continue = True
        self.headers.append((name, value))

    def on_headers_complete(self) -> None:
        self._reading = False
        if self._timer is not None:
            self._stop()
        if self._size + len(self.url) > LARGEST_HEAD:
            self._refuse(b"431 Request Header Fields Too Large")
        if self._refused:
            return
        self._direct = self._first and self.url == _PATH and self._is_plain()
        self._first = False
        self._body = b""
        if not self._direct:
            self._by_asgi()

    def on_body(self, body: bytes) -> None:
        if self._direct:
            self._body += body
        elif not self._refused:
            super().on_body(body)

    def on_message_complete(self) -> None:
        if self._refused:
            return
        if self._direct:
            reply = self.answers.directly(self.headers, self._body) if self.answers else None
            if reply is not None:
                self._direct = False
                told = self.server_state.default_headers
                if self._lines[0] is not told:  # the date, which uvicorn makes anew each second
                    GuardedProtocol._lines = (told, b"".join([b"%b: %b\r\n" % one for one in told]))
                self.transport.write(reply.written(self._lines[1]))
                if reply.closes:
                    self.transport.close()
                self.on_response_complete()
                return
            self._turn_back()
        super().on_message_complete()

    def _is_plain(self) -> bool:
        parser = self.parser
        return (
            parser.get_method() == b"POST"
            and parser.should_keep_alive()
            and parser.get_http_version() == "1.1"
            and not parser.should_upgrade()
            and not self.expect_100_continue
            and (self.cycle is None or self.cycle.response_complete)
            and not self.pipeline
            and not self.flow.write_paused
        )

    def _turn_back(self) -> None:
        """Lets ASGI have a request after all."""
        self._direct = False
        if not self.transport.is_closing():
            self._by_asgi()
            if self._body:
                super().on_body(self._body)

    def _by_asgi(self) -> None:
        url, headers, expects = self.url, self.headers, self.expect_100_continue
        self._unset_keepalive_if_required()
        super().on_message_begin()
        self.url, self.expect_100_continue = url, expects
        self.headers += headers  # the scope has this very list
        super().on_headers_complete()

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        self._timer = None
        if not self.transport.is_closing():
            self._refuse(b"408 Request Timeout")

    def _refuse(self, status: bytes) -> None:
        self._stop()
        self._refused = True
        self.transport.write(b"HTTP/1.1 " + status + b"\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
        self.transport.close()
