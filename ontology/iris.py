"""Minting: the id of a thing from what it is called, the IRI from the id. Same content, same IRI, at any time and anywhere."""

import hashlib
from typing import Final

from ontology.names import name_key

DEFAULT_BASE: Final = "https://helpgraph.example/id/"
NAMESPACE: Final = "https://helpgraph.example/ontology#"
ONTOLOGY_VERSION: Final = "2.0.0"
"""The `owl:versionInfo` of `help.ttl`. The first number is raised where words go or change their meaning."""


_DIGITS: Final = "abcdefghijklmnopqrstuvwxyz234567"
_TWO: Final = tuple(f"{one}{other}" for one in _DIGITS for other in _DIGITS)
"""Ten bits as two characters of Base32 in small letters: ids are minted by the ten thousand, and `base64` takes twice as long."""


def mint(kind: str, *names: str) -> str:
    """The id of a thing: its kind and 80 bits of the hash of its names, which are folded first.

    `mint("feature", "订单导出")` gives `feature-` and 16 letters and digits. The IRI is the base followed by the id.
    """
    return digest_id(kind, *map(name_key, names))


def digest_id(kind: str, *parts: str) -> str:
    """The same from parts that are taken as they are (texts of entries, spans)."""
    n = int.from_bytes(hashlib.sha256("\x1f".join((kind, *parts)).encode()).digest()[:10])
    first = f"{_TWO[n >> 70]}{_TWO[n >> 60 & 1023]}{_TWO[n >> 50 & 1023]}{_TWO[n >> 40 & 1023]}"
    return f"{kind}-{first}{_TWO[n >> 30 & 1023]}{_TWO[n >> 20 & 1023]}{_TWO[n >> 10 & 1023]}{_TWO[n & 1023]}"
