"""A graph that a server serves, opened from elsewhere: its version's files are fetched once, checked by their hashes, and kept.

What is asked then is answered here, by the same code and from the same files as on the server.
"""

import hashlib
import json
import os
import re
import shutil
import tempfile
from http.client import HTTPException
from pathlib import Path
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from graph_api.snapshot import SnapshotError
from ontology import layout

FILES: Final = (layout.DATABASE, layout.GRAPH, f"{layout.GRAPH}.gz")
"""What a server hands out of a version beside its manifest."""
_SECONDS: Final = 60.0
_ID: Final = re.compile(r"[0-9a-f]{8,64}")
_LARGEST_MANIFEST: Final = 64 * 1024 * 1024


def fetched(url: str) -> Path:
    """The folder of the version that the server at a URL serves now. Raises SnapshotError."""
    base = url.rstrip("/")
    try:
        data = _get(f"{base}/versions/current/{layout.MANIFEST}").read(_LARGEST_MANIFEST)
        manifest = json.loads(data)
        own, files = manifest["snapshot"], manifest["files"]
        if not (isinstance(own, str) and _ID.fullmatch(own) and isinstance(files, dict)):
            raise ValueError("no manifest")
    except (ValueError, KeyError, TypeError) as error:
        raise SnapshotError(
            f"{url} serves no graph of helpgraph: give the address that `helpgraph serve` told"
        ) from error
    folder = _kept() / own
    if not (folder / layout.MANIFEST).exists():
        _fetch(f"{base}/versions/{own}", data, files, folder)
    return folder


def _kept() -> Path:
    """Where fetched versions are kept: a version never changes, so that it is fetched once."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    folder = Path(base) / "helpgraph"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _fetch(base: str, manifest: bytes, files: dict[str, Any], folder: Path) -> None:
    unfinished = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=folder.parent))
    try:
        for name in FILES:
            if name in files:
                _save(f"{base}/{name}", unfinished / name, str(files[name]))
        (unfinished / layout.MANIFEST).write_bytes(manifest)
        try:
            unfinished.rename(folder)
        except OSError:  # another process was faster
            if not (folder / layout.MANIFEST).exists():
                raise
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _save(url: str, path: Path, expected: str) -> None:
    digest = hashlib.sha256()
    try:
        with _get(url) as answer, path.open("wb") as out:
            while piece := answer.read(1 << 20):
                digest.update(piece)
                out.write(piece)
    except HTTPException as error:
        raise SnapshotError(f"{url} was cut off: open it again") from error
    if digest.hexdigest() != expected:
        raise SnapshotError(f"{url} is not what its manifest tells: open it again")


def _get(url: str) -> Any:
    try:
        return urlopen(Request(url, headers={"Accept": "*/*"}), timeout=_SECONDS)
    except HTTPError as error:
        error.close()
        raise SnapshotError(f"{url} answers {error.code}: is this the address of a `helpgraph serve`?") from error
    except URLError as error:
        raise SnapshotError(f"{url} cannot be reached: {error.reason}") from error
    except (OSError, ValueError, HTTPException) as error:
        raise SnapshotError(f"{url} cannot be read: {error}") from error
