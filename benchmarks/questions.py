"""Questions with what a good answer holds, and how an answer is judged: for the fit, the benchmark and the tests."""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph_api.snapshot import Slice, Snapshot
from ontology import layout
from ontology.records import Entry

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "tests" / "examples"
GOLD = ROOT / "tests" / "gold"


@dataclass(frozen=True)
class Asked:
    """A question: the numbers of the entries that answer it (1-based, in the order of the corpus), groups of words of which an answer
    must hold one each, the verdict, the last labels of the place, whether the sources answer at all."""

    id: str
    question: str
    intents: tuple[str, ...]
    entries: tuple[int, ...]
    contains: tuple[tuple[str, ...], ...]
    verdict: str | None
    path: tuple[str, ...]
    answerable: bool


def read_questions(path: Path, split: str | None = None) -> list[Asked]:
    """The questions of a file, or those of a split of it."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [_asked(row) for row in rows if split is None or row["split"] == split]


def development() -> list[Asked]:
    """The questions that may be fitted to."""
    return read_questions(GOLD / "questions.jsonl", "dev") + read_questions(EXAMPLES / "questions_dev.jsonl")


def _asked(row: Mapping[str, Any]) -> Asked:
    return Asked(
        row["id"],
        row["question"],
        (row["intent"], *row.get("accept_intent", ())),
        tuple(row["entries"]),
        tuple(map(tuple, row["answer_contains"])),
        row.get("verdict"),
        tuple(row.get("path") or ()),
        row["answerable"],
    )


def numbered(snapshot: Snapshot) -> dict[str, int]:
    """The number of each whole entry, by id, and of its parts."""
    entries = [one for one in snapshot.whole(Slice(layout.ENTRIES)) if isinstance(one, Entry)]
    numbers = {one.id: number for number, one in enumerate((e for e in entries if e.parent is None), 1)}
    for one in entries:
        above = one
        while above.parent is not None:
            parent = snapshot.get(above.parent)
            assert isinstance(parent, Entry)
            above = parent
        numbers[one.id] = numbers[above.id]
    return numbers


def plain(text: str) -> str:
    """A text without white space and marks: what answers are compared by."""
    return re.sub(r"[\s\"'“”‘’【】《》\[\]()（）:：,，。.、-]+", "", unicodedata.normalize("NFKC", text).lower())


def holds(text: str, groups: Iterable[Sequence[str]]) -> bool:
    """Whether a text has a word of each group."""
    bare = plain(text)
    return all(any(plain(word) in bare for word in group) for group in groups)
