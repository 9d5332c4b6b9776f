"""Trusted documents: operations known beforehand by their hashes, in the manifest that graphql-codegen's client preset writes.

A manifest is one JSON object, {hash: document}; clients send the hash as `documentId`, or as `extensions.persistedQuery.sha256Hash`.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha1, sha256
from pathlib import Path

from graph_api.plans.plans import Plans, Told


class BadManifest(Exception):
    """A file that is no manifest, or holds a document that could never be answered; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Trusted:
    """Documents by hash, read when the first is asked for. `only`: nothing else is answered."""

    documents: Callable[[], Mapping[str, str]]
    only: bool = False

    def find(self, own: str) -> str | None:
        """The document of an id: a hash, with or without the name of its algorithm."""
        known = self.documents()
        return known.get(own) or known.get(own.partition(":")[2])


def read_manifest(path: Path, plans: Plans) -> Mapping[str, str]:
    """The documents of a manifest, each checked against the schema and with its own hash. Raises BadManifest."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadManifest(f"{path} cannot be read: {error}") from error
    if not isinstance(told, dict) or not all(isinstance(one, str) for one in told.values()):
        raise BadManifest(f"{path} is no manifest: it should be one JSON object of documents by their hashes")
    for own, document in told.items():
        if own.rpartition(":")[2] not in (_hash(document) for _hash in (_sha256, _sha1)):
            raise BadManifest(f"{path}: {own} is not the hash of its document")
        refused = plans.refusal(document)
        if refused is not None:
            raise BadManifest(f"{path}: the document {own} is refused: {_first(refused)}")
    return {own.rpartition(":")[2]: document for own, document in told.items()}


def trusted(paths: Sequence[Path], plans: Plans, *, only: bool = False) -> Trusted | None:
    """The documents of several manifests together; None where there is no manifest."""

    @cache
    def documents() -> Mapping[str, str]:
        return {own: document for path in paths for own, document in read_manifest(path, plans).items()}

    return Trusted(documents, only) if paths else None


def _sha256(document: str) -> str:
    return sha256(document.encode()).hexdigest()


def _sha1(document: str) -> str:
    return sha1(document.encode(), usedforsecurity=False).hexdigest()


def _first(refused: Told) -> str:
    return str(json.loads(refused.body)["errors"][0]["message"])
