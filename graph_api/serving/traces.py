"""Spans of OpenTelemetry, where its packages are installed and its environment variables say where they go.

`opentelemetry-instrument helpgraph serve` sets up what sends them.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

_ASKED_FOR: Final = ("OTEL_TRACES_EXPORTER", "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")


class Traces:
    """Makes a span of each operation."""

    def __init__(self, tracer: Any) -> None:
        self._tracer = tracer

    @contextmanager
    def span(self, operation: str | None, request: str) -> Iterator[None]:
        """The time in which an operation is answered."""
        attributes = {"graphql.operation.type": "query", "helpgraph.request.id": request}
        if operation:
            attributes["graphql.operation.name"] = operation
        with self._tracer.start_as_current_span(f"query {operation or ''}".rstrip(), attributes=attributes):
            yield


def traces() -> Traces | None:
    """None where nobody asks for traces, or OpenTelemetry is not installed."""
    if not any(os.environ.get(name) for name in _ASKED_FOR):
        return None
    try:
        from opentelemetry import trace
    except ImportError:
        return None
    return Traces(trace.get_tracer("helpgraph"))
