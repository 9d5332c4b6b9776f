"""The explorer page, made at install from `graph_api/web` by Node.js; nothing of it is in git, the wheel carries what was made.

`python -m graph_api.explorer` makes it; without Node.js it says what is missing, and the page at / says so too. What was made is read once.
"""

import hashlib
import mimetypes
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from graph_api.npm import NoNode, needed, run

SOURCES: Final = Path(__file__).parent / "web"
MADE: Final = Path(__file__).parent / "assets" / "web"
PAGE: Final = "index.html"
DOCUMENTS: Final = "documents.json"
"""The operations that the page sends, by hash: the manifest of trusted documents."""
PLAIN: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>helpgraph</title></head><body><main><h1>helpgraph</h1>
<p>The explorer page is not here: it is made at install where Node.js and npm are found. Install them and run
<code>python -m graph_api.explorer</code>, or <code>make serve</code> again. The API works all the same, at <a href="/graphql">/graphql</a>.</p>
<p>这里还没有页面：安装时需要 Node.js 和 npm 才能生成它。接口不受影响，地址是 <a href="/graphql">/graphql</a>。</p>
</main></body></html>
"""
_STAMP: Final = MADE.parent / "web.version"
_LOCK: Final = SOURCES / "package-lock.json"
_INSTALLED: Final = SOURCES / "node_modules" / ".lock-hash"
_FORMS: Final = {"br": ".br", "gzip": ".gz"}


@dataclass(frozen=True, slots=True)
class File:
    """A file of the page: its media type, its bytes, and the same compressed, by content coding."""

    media: str
    plain: bytes
    packed: Mapping[str, bytes]
    digest: str


@cache
def files() -> Mapping[str, File]:
    """What was made, by path; empty where it was not."""
    if not (MADE / PAGE).exists():
        return MappingProxyType({})
    paths = (path for path in sorted(MADE.rglob("*")) if path.is_file() and path.suffix not in _FORMS.values())
    return MappingProxyType({path.relative_to(MADE).as_posix(): _read(path) for path in paths})


def documents() -> Path | None:
    """The manifest of the page's operations, where the page was made."""
    return MADE / DOCUMENTS if (MADE / DOCUMENTS).exists() else None


def _read(path: Path) -> File:
    plain = path.read_bytes()
    packed = {name: path.with_name(path.name + end) for name, end in _FORMS.items()}
    media = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    told = f"{media}; charset=utf-8" if media.startswith("text/") else media
    there = {name: one.read_bytes() for name, one in packed.items() if one.exists()}
    return File(told, plain, there, hashlib.sha256(plain).hexdigest()[:20])


def make() -> Path:
    """Makes the page, if it is not there from these sources. Raises NoNode."""
    if not SOURCES.exists():
        raise NoNode("its sources are no part of an installed wheel")
    wanted = _digest(_sources())
    if (MADE / PAGE).exists() and _STAMP.exists() and _STAMP.read_text(encoding="utf-8") == wanted:
        return MADE
    install()
    for script in ("generate", "check", "build"):
        run(["npm", "run", "--silent", script], SOURCES)
    (MADE / DOCUMENTS).write_bytes((SOURCES / "src" / "generated" / "persisted-documents.json").read_bytes())
    _STAMP.write_text(wanted, encoding="utf-8")
    return MADE


def install() -> Path:
    """The packages of the lock, installed once. Raises NoNode."""
    needed()
    wanted = _digest([_LOCK])
    if not _INSTALLED.exists() or _INSTALLED.read_text(encoding="utf-8") != wanted:
        run(["npm", "ci", "--prefer-offline", "--loglevel=error"], SOURCES)
        _INSTALLED.write_text(wanted, encoding="utf-8")
    return _INSTALLED.parent


def _sources() -> Iterator[Path]:
    yield Path(__file__).parent / "schema.graphql"
    for path in sorted(SOURCES.rglob("*")):
        inside = path.relative_to(SOURCES).parts
        if path.is_file() and "node_modules" not in inside and "generated" not in inside:
            yield path


def _digest(paths: "Iterator[Path] | list[Path]") -> str:
    digest = hashlib.sha256()
    for path in paths:
        data = path.read_bytes()
        digest.update(f"{path.name}\n{len(data)}\n".encode())
        digest.update(data)
    return digest.hexdigest()


if __name__ == "__main__":
    try:
        print(f"explorer page: {make()}", file=sys.stderr)
    except NoNode as missing:
        print(f"The explorer page is left out ({missing}); the API works all the same.", file=sys.stderr)
