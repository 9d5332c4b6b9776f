"""Trusted documents: operations known beforehand by their hashes, in the manifest that graphql-codegen's client preset writes.

A manifest is one JSON object, {hash: document}; clients send the hash as `documentId`, or as `extensions.persistedQuery.sha256Hash`.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha1, sha256
from pathlib import Path

from graph_api.plans.plans import Plans, Told


class BadManifest(Exception):
    """A file that is no manifest, or holds a document that could never be answered; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Trusted:
    """Documents by hash. `only`: nothing else is answered."""

    documents: Mapping[str, str]
    only: bool = False

    def find(self, own: str) -> str | None:
        """The document of an id: a hash, with or without the name of its algorithm."""
        return self.documents.get(own) or self.documents.get(own.partition(":")[2])


def read_manifest(path: Path, plans: Plans, *, only: bool = False) -> Trusted:
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
    return Trusted({own.rpartition(":")[2]: document for own, document in told.items()}, only)


def read_manifests(paths: Iterable[Path], plans: Plans, *, only: bool = False) -> Trusted | None:
    """The documents of several manifests together; None where there is no manifest. Raises BadManifest."""
    told = [read_manifest(path, plans, only=only) for path in paths]
    return Trusted({own: document for one in told for own, document in one.documents.items()}, only) if told else None


def _sha256(document: str) -> str:
    return sha256(document.encode()).hexdigest()


def _sha1(document: str) -> str:
    return sha1(document.encode(), usedforsecurity=False).hexdigest()


def _first(refused: Told) -> str:
    return str(json.loads(refused.body)["errors"][0]["message"])
