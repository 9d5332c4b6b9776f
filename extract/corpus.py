"""From files and folders to entries: every pair of a question and an answer, with the places where it was read.

An entry's id depends on the question and the file it stands in, never on its place there.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest
from pathlib import Path, PurePosixPath
from typing import Final

from extract.decoding import read_text
from extract.errors import CorpusError
from extract.forms import FORMS, Pair, read_text_form
from ontology.iris import digest_id
from ontology.names import name_key
from ontology.records import Source

__all__ = ["Corpus", "CorpusError", "RawEntry", "read_corpus"]


MOST_DUPLICATES: Final = 16
"""How many others that ask the same an entry tells of; those of a question that is asked more often would be the square of their number."""


@dataclass(frozen=True, slots=True)
class RawEntry:
    """A question with its answer as written. `duplicates`: ids of entries with the same question and another answer; where there are
    more than `MOST_DUPLICATES` the first of all that ask it, one more than these, the same with each of them."""

    id: str
    question: str
    answer: str
    sources: tuple[Source, ...]
    duplicates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Corpus:
    """What was read, sorted by id, and what could not be."""

    entries: Sequence[RawEntry]
    problems: tuple[CorpusError, ...]


def read_corpus(paths: Sequence[Path], *, strict: bool = False) -> Corpus:
    """Reads files and folders. What is wrong is collected; with `strict` the first problem is raised instead."""
    pairs: list[tuple[str, Pair]] = []
    problems: list[CorpusError] = []
    for found in _everything(paths):
        if isinstance(found, CorpusError):
            if strict:
                raise found
            problems.append(found)
        else:
            pairs.append(found)
    return Corpus(_entries(pairs), tuple(problems))


def _everything(paths: Sequence[Path]) -> Iterator[tuple[str, Pair] | CorpusError]:
    files: list[tuple[str, Path]] = []
    for path in paths:
        for found in _files(path):
            if isinstance(found, CorpusError):
                yield found
            else:
                files.append(found)
    for shown, path in _named(files):
        try:
            text = read_text(path, shown)
        except CorpusError as error:
            yield error
            continue
        for pair in parsed(text, shown, suffix=path.suffix):
            yield pair if isinstance(pair, CorpusError) else (shown, pair)


def parsed(text: str, shown: str, *, suffix: str) -> Iterator[Pair | CorpusError]:
    """The pairs of a file's text, and what is wrong in it."""
    count = 0
    for pair in FORMS.get(suffix.lower(), read_text_form)(text, shown):
        count += 1
        yield pair
    if not count:
        yield CorpusError(shown, 0, 0, "the file holds no entry", "Write 问题: and 回答: lines, JSON Lines or CSV.")


def _files(path: Path) -> Iterator[tuple[str, Path] | CorpusError]:
    """The files under a path with their names relative to it; hidden ones and unknown kinds are passed over in folders."""
    if not path.exists():
        yield CorpusError(str(path), 0, 0, "there is no such file or folder", "Check the path.")
        return
    if path.is_file():
        yield path.name, path
        return
    root = path.resolve()
    found = False
    for file in sorted(path.rglob("*")):
        relative = file.relative_to(path)
        if any(part.startswith(".") for part in relative.parts) or file.suffix.lower() not in FORMS:
            continue
        if not file.resolve().is_relative_to(root):
            found = True
            message = "it leads outside the corpus through a link"
            yield CorpusError(
                relative.as_posix(), 0, 0, message, "Copy the file into the corpus, or name it by itself."
            )
        elif file.is_file() or file.is_symlink():
            found = True
            yield relative.as_posix(), file
    if not found:
        kinds = ", ".join(FORMS)
        yield CorpusError(str(path), 0, 0, "the folder holds no corpus file", f"Put files in it that end in {kinds}.")


def _named(files: list[tuple[str, Path]]) -> Iterator[tuple[str, Path]]:
    """Each file once with its name, in the order of the names relative to the roots."""
    resolved = {path.resolve().as_posix(): (shown, path) for shown, path in files}
    names = named((shown, full) for full, (shown, _) in resolved.items())
    for full, (_, path) in sorted(resolved.items(), key=lambda row: (row[1][0], str(row[1][1]))):
        yield names[full], path


def named(files: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What files (name relative to a root, full path) are called, by path; where two roots give one name, the folder's stands before it."""
    once = {path: shown for shown, path in files}
    count = Counter(once.values())

    def name(path: str, shown: str) -> str:
        root = PurePosixPath(path).parents[len(PurePosixPath(shown).parts) - 1]
        return f"{root.name}/{shown}" if count[shown] > 1 else shown

    return {path: name(path, shown) for path, shown in once.items()}


def _entries(pairs: Iterable[tuple[str, Pair]]) -> tuple[RawEntry, ...]:
    """One entry for each question and answer; the same words in several places are one entry with several sources."""
    sources: dict[tuple[str, str], set[Source]] = defaultdict(set)
    for shown, pair in pairs:
        sources[(pair.question, pair.answer)].add(Source(shown, pair.line))
    clashes: dict[tuple[str, str], int] = defaultdict(int)
    for (question, _), places in sources.items():
        clashes[(question, min(places).file)] += 1
    entries = []
    for (question, answer), places in sources.items():
        file = min(places).file
        own = entry_id(question, answer, file, alone=clashes[(question, file)] == 1)
        entries.append(RawEntry(own, question, answer, tuple(sorted(places))))
    return tuple(sorted(_with_duplicates(entries), key=lambda entry: entry.id))


def entry_id(question: str, answer: str, file: str, *, alone: bool) -> str:
    """The id of an entry that stands first in a file; `alone`: no other answer to its question does."""
    return digest_id("entry", question, file, *(() if alone else (answer,)))


def duplicates(own: str, asking: Sequence[str]) -> tuple[str, ...]:
    """What an entry tells of those that ask the same, itself among them: at least the first `MOST_DUPLICATES` + 2 by id, in order."""
    if len(asking) > MOST_DUPLICATES + 1:
        return tuple(asking[: MOST_DUPLICATES + 1])
    return tuple(one for one in asking if one != own)


def _with_duplicates(entries: list[RawEntry]) -> Iterator[RawEntry]:
    same: dict[str, set[str]] = defaultdict(set)
    names = [name_key(entry.question) for entry in entries]
    for name, entry in zip(names, entries, strict=True):
        same[name].add(entry.id)
    asking = {name: nsmallest(MOST_DUPLICATES + 2, ids) for name, ids in same.items() if len(ids) > 1}
    for name, entry in zip(names, entries, strict=True):
        others = asking.get(name)
        yield replace(entry, duplicates=duplicates(entry.id, others)) if others else entry
