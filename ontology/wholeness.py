"""Whether the files of a version are what its manifest says: sizes at once, hashes at once where they cost little, else behind.

Who publishes writes this down, who opens holds the files against it; both sides use these functions.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from ontology import layout

SMALL: Final = 16 * 1024 * 1024
"""Bytes of a file that is hashed before it is served: some 10 ms for each 8 MiB."""

_PIECE: Final = 1024 * 1024
_SEAL: Final = "seal"
_LASTING: Final = (".sst", "CURRENT")
"""The files of an Oxigraph store that hold its data; the others are logs of the program that wrote it."""


def recorded(version: Path, former: Path | None = None) -> dict[str, dict[str, Any]]:
    """What a manifest tells of a version's files: `files` their sha256, `sizes` their bytes. `former`: a version that is whole, of whose files some
    may be this one's as well."""
    files = {str(path.relative_to(version)): path for path in _files(version)}
    known = json.loads((former / layout.MANIFEST).read_text(encoding="utf-8"))["files"] if former else {}
    shared = {name for name in known.keys() & files.keys() if former and files[name].samefile(former / name)}
    return {
        "files": {name: known[name] if name in shared else sha256(path) for name, path in files.items()},
        "sizes": {name: path.stat().st_size for name, path in files.items()},
    }


def sealed(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """A manifest with the hash of all that it says."""
    bare = {key: value for key, value in manifest.items() if key != _SEAL}
    text = json.dumps(bare, ensure_ascii=False, sort_keys=True)
    return bare | {_SEAL: hashlib.sha256(text.encode()).hexdigest()}


def seal_fault(manifest: Mapping[str, Any]) -> str | None:
    """What is wrong with a manifest as it was read; None where nothing is."""
    return None if sealed(manifest) == manifest else f"{layout.MANIFEST} is not as it was written"


def fault(version: Path, manifest: Mapping[str, Any], *, thorough: bool) -> str | None:
    """What is wrong with the files that are served; None where nothing is found.

    The sizes of all are looked at, and the hashes: with `thorough` of the large ones, else of the small ones.
    """
    for name, expected in sorted(manifest["files"].items()):
        if not _is_read(version, name):
            continue
        try:
            size = (version / name).stat().st_size
            if size != manifest["sizes"][name]:
                return f"{name} has {size} bytes instead of {manifest['sizes'][name]}"
            if (size > SMALL) == thorough and sha256(version / name) != expected:
                return f"{name} is not as it was written"
        except OSError as error:
            return f"{name} cannot be read: {error.strerror}"
    return None


def _is_read(version: Path, name: str) -> bool:
    """Whether a file matters to readers: what is kept for the next build does not, nor does what was left out where a version was copied
    from afar."""
    first = name.partition("/")[0]
    return first not in (layout.FACTS, layout.POSTINGS) and (first == layout.DATABASE or (version / first).exists())


def is_whole(version: Path) -> bool:
    """Whether a version is there with every file as its manifest tells, and no other."""
    try:
        manifest = json.loads((version / layout.MANIFEST).read_text(encoding="utf-8"))
        found = recorded(version)
        return seal_fault(manifest) is None and all(manifest[key] == found[key] for key in ("files", "sizes"))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def sha256(path: Path) -> str:
    """The hash of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def _files(version: Path) -> Iterator[Path]:
    for path in sorted(version.rglob("*")):
        first, *rest = path.relative_to(version).parts
        if path.is_file() and first != layout.MANIFEST and (first != layout.STORE or rest[-1].endswith(_LASTING)):
            yield path
