"""HTTP below ASGI: uvicorn's protocol with a time and a size for the head of a request, so that slow or endless heads hold nothing."""

import asyncio
from typing import Any, ClassVar, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from graph_api.limits import AnswerLimits

LARGEST_HEAD: Final = 32 * 1024


class GuardedProtocol(HttpToolsProtocol):
    """Closes connections whose next head does not come, or does not end. A head that arrives at once costs no timer."""

    seconds: ClassVar[float] = AnswerLimits().head
    """For all connections of a process."""

    _timer: asyncio.TimerHandle | None = None
    _reading = False
    _refused = False
    _size = 0
    _held = 0

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._timer = self.loop.call_later(self.seconds, self._give_up)

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
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
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        self._size += len(name) + len(value)
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._reading = False
        self._stop()
        if self._size + len(self.url) > LARGEST_HEAD:
            self._refuse(b"431 Request Header Fields Too Large")
        if not self._refused:
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        if not self._refused:
            super().on_body(body)

    def on_message_complete(self) -> None:
        if not self._refused:
            super().on_message_complete()

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
