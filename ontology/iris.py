"""Minting: the id of a thing from what it is called, the IRI from the id. Same content, same IRI, at any time and anywhere."""

import base64
import hashlib
from typing import Final

from ontology.names import name_key

DEFAULT_BASE: Final = "https://helpgraph.example/id/"
NAMESPACE: Final = "https://helpgraph.example/ontology#"
ONTOLOGY_VERSION: Final = "2.0.0"
"""The `owl:versionInfo` of `help.ttl`. The first number is raised where words go or change their meaning."""


def mint(kind: str, *names: str) -> str:
    """The id of a thing: its kind and 80 bits of the hash of its names, which are folded first.

    `mint("feature", "订单导出")` gives `feature-` and 16 letters and digits. The IRI is the base followed by the id.
    """
    return digest_id(kind, *map(name_key, names))


def digest_id(kind: str, *parts: str) -> str:
    """The same from parts that are taken as they are (texts of entries, spans)."""
    digest = hashlib.sha256("\x1f".join((kind, *parts)).encode()).digest()[:10]
    return f"{kind}-{base64.b32encode(digest).decode().lower()}"
