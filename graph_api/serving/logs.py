"""Logs as lines of JSON, each with the id of the request that it is about."""

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Final

REQUEST: Final[ContextVar[str | None]] = ContextVar("request", default=None)
"""The id of the request that is being answered."""

REQUESTS: Final = logging.getLogger("helpgraph.requests")


class JsonLines(logging.Formatter):
    """A record as one line of JSON. What a request asked for is not logged, but its operation's name."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        request = REQUEST.get()
        if request is not None:
            told["request"] = request
        told.update(getattr(record, "told", None) or {})
        if record.exc_info:
            told["exception"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)


def configuration(*, requests: bool) -> dict[str, Any]:
    """For logging.config: everything to stderr as JSON; a line for each request where that is wanted."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonLines}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "stream": "ext://sys.stderr", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {
            "uvicorn.access": {"level": "WARNING"},
            REQUESTS.name: {"level": "INFO" if requests else "WARNING"},
        },
    }
