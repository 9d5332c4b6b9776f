"""What all tests share: how much hypothesis tries, what is skipped where a tool is missing, the graph of the user's corpus."""

import os
import shutil
import socket
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from extract.corpus import RawEntry
from extract.facts import EntryFacts
from ontology.concepts import Vocabulary
from ontology.records import AnyRecord

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "data" / "corpus"

LONG = bool(os.environ.get("HELPGRAPH_LONG"))
"""Whether the long sets run (`make check-long`)."""

settings.register_profile("quick", deadline=None, max_examples=60)
settings.register_profile("long", deadline=None, max_examples=2000)
settings.load_profile("long" if LONG else "quick")


def require(found: bool, missing: str) -> None:
    """Skips where a tool is missing; fails instead where HELPGRAPH_REQUIRE_ALL is set, as CI sets it."""
    if found:
        return
    if os.environ.get("HELPGRAPH_REQUIRE_ALL"):
        pytest.fail(f"{missing}, and HELPGRAPH_REQUIRE_ALL is set")
    pytest.skip(missing)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def chromium() -> str:
    """The browser, or a skip."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    require(found is not None, "no Chromium is installed")
    return str(found)


@cache
def the_vocabulary() -> Vocabulary:
    """The bundled vocabulary, loaded once a process."""
    from ontology.vocabulary import load_vocabulary

    return load_vocabulary()


def read_all(pairs: Sequence[tuple[str, str]], vocabulary: Vocabulary | None = None) -> tuple[AnyRecord, ...]:
    """The records of entries given as questions and answers."""
    from extract.merge import merge
    from extract.reading import read_entry
    from ontology.iris import digest_id
    from ontology.records import Source

    known = vocabulary or the_vocabulary()
    entries: list[tuple[RawEntry, EntryFacts]] = []
    for line, (question, answer) in enumerate(pairs, 1):
        raw = RawEntry(digest_id("entry", question, "test.txt"), question, answer, (Source("test.txt", line),))
        entries.append((raw, read_entry(question, answer, vocabulary=known)))
    return tuple(merge(sorted(entries, key=lambda one: one[0].id), vocabulary=known))


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return the_vocabulary()


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The user's corpus, built and published."""
    from extract.build import Options, build

    out = tmp_path_factory.mktemp("graph")
    build([CORPUS], out, Options())
    return out
