"""Which other origins' pages may ask: none, unless they are named."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_DAY: Final = "86400"


@dataclass(frozen=True, slots=True)
class Cors:
    """Origins that may ask from a browser, as `scheme://host[:port]`; `*`: all. Cookies are never sent along: nothing here has any."""

    origins: frozenset[str] = frozenset()

    def headers(self, origin: str | None) -> Mapping[str, str]:
        """What an answer says to a page of an origin."""
        if not self.origins:
            return {}
        if origin is None or not ("*" in self.origins or origin in self.origins):
            return {} if "*" in self.origins else {"vary": "origin"}
        shown = {"access-control-expose-headers": "x-request-id, etag"}
        if "*" in self.origins:
            return {"access-control-allow-origin": "*", **shown}
        return {"access-control-allow-origin": origin, "vary": "origin", **shown}

    def preflight(self, origin: str | None) -> Mapping[str, str]:
        """What a browser is told before it asks."""
        told = self.headers(origin)
        if "access-control-allow-origin" not in told:
            return told
        return {
            **told,
            "access-control-allow-methods": "GET, HEAD, POST",
            "access-control-allow-headers": "accept, content-type, x-request-id",
            "access-control-max-age": _DAY,
        }
