"""The gate between releases: what breaks clients of the last release must be named in the changelog, each change by itself.

`python -m tests.releases` makes the schema as it is the one of the last release; run it when a release is cut.
"""

import re
from pathlib import Path
from typing import Final

from graphql import build_schema, find_breaking_changes

from graph_api.schema import sdl

ROOT: Final = Path(__file__).parent.parent
RELEASED: Final = ROOT / "tests" / "contract" / "released.graphql"
CHANGELOG: Final = ROOT / "CHANGELOG.md"
HEADING: Final = "### Breaking"
_COORDINATE: Final = re.compile(r"\b[A-Z]\w*(?:\.\w+)?")


def newest(changelog: str) -> str:
    """The part of a changelog on what is not released, or was released last, under its heading of breaking changes."""
    section = re.split(r"^## ", changelog, flags=re.MULTILINE)[1]
    _, _, told = section.partition(HEADING)
    return re.split(r"^### ", told, flags=re.MULTILINE)[0]


def unnamed(released: str, now: str, changelog: str) -> list[str]:
    """The breaking changes that a changelog does not name by the coordinates of what they change: `Feature.label`, `Verdict.OPEN`."""
    named = set(_COORDINATE.findall(newest(changelog)))
    changes = find_breaking_changes(build_schema(released), build_schema(now))
    return [one.description for one in changes if _what(one.description) not in named]


def _what(description: str) -> str | None:
    """What a change is of: Type.field, or the type that the words name last."""
    found = _COORDINATE.findall(description)
    return next((one for one in found if "." in one), found[-1] if found else None)


if __name__ == "__main__":
    RELEASED.write_text(sdl(), encoding="utf-8")
