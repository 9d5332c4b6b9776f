"""Compressed forms of answers: made when they are first asked for, kept as long as the answer is."""

import gzip
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

SMALLEST: Final = 1024
"""Smaller answers fit into a packet as they are."""


def _zstd(body: bytes) -> bytes:
    import zstandard

    return zstandard.ZstdCompressor(level=3).compress(body)


def _br(body: bytes) -> bytes:
    import brotli

    packed: bytes = brotli.compress(body, quality=4)
    return packed


def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, compresslevel=4, mtime=0)


_CODINGS: Final[Mapping[str, Callable[[bytes], bytes]]] = {"zstd": _zstd, "br": _br, "gzip": _gzip}


@lru_cache(maxsize=256)
def coding(header: str) -> str:
    """The coding that an Accept-Encoding header asks for, the best of ours by its weights; empty: as it is."""
    weights = dict(map(_weighed, header.lower().split(",")))
    rated = [(weights.get(name, weights.get("*", 0.0)), -nth, name) for nth, name in enumerate(_CODINGS)]
    best = max(rated)
    return best[2] if best[0] > weights.get("identity", 0.0) * (best[0] < 1) else ""


def _weighed(part: str) -> tuple[str, float]:
    name, _, weight = part.partition(";")
    try:
        return name.strip(), float(weight.partition("=")[2] or 1)
    except ValueError:
        return name.strip(), 0.0


def packed(body: bytes, name: str, forms: dict[str, bytes]) -> bytes:
    """A body in a coding; `forms` keeps it."""
    found = forms.get(name)
    if found is None:
        found = forms[name] = _CODINGS[name](body)
    return found
