"""Builds of generated corpora: what an entry costs in triples, how well its facts are read at any size, and that a change touches what changed."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.accuracy import measure
from benchmarks.generate import entries, write
from benchmarks.platforms import ENTRIES
from benchmarks.scale import draw, table
from extract.build import Graph, Options, build
from extract.publish import graph_lines
from ontology.records import Entry, Evidence
from tests.conftest import LONG, ROOT
from tests.snapshots import held

SIZE = 20_000 if LONG else 20
SMALL = 1_000 if LONG else 20
CHANGED = 100 if LONG else 3
TRIPLES = 31
"""At most so many for an entry of this kind, a third of them links to evidence."""
Row = tuple[str, str]


def _corpus(folder: Path, rows: Sequence[Row]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    told = (json.dumps({"question": question, "answer": answer}, ensure_ascii=False) for question, answer in rows)
    (folder / "a.jsonl").write_text("\n".join(told) + "\n", encoding="utf-8")
    return folder


def _rows(changed: int = 0) -> list[Row]:
    """Entries of every kind: those of a few operations where the corpus is small."""
    every = [(one.question, one.answer) for one in entries(1, max(SIZE, ENTRIES), changed)]
    return every[:SIZE] if LONG else every[:: ENTRIES // SIZE]


@pytest.fixture(scope="module")
def options(tmp_path_factory: pytest.TempPathFactory) -> Options:
    folder = tmp_path_factory.mktemp("vocab")
    write(folder, 1, 1)
    return Options((folder / "vocab.ttl",), jobs=2 if LONG else 1)


def _kept(options: Options, graph: Path) -> Options:
    return Options(options.vocabulary, options.base_iri, options.jobs, kept=graph)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, options: Options) -> tuple[Path, Path, Graph]:
    """The graph folder, its version, and the graph of all entries."""
    folder = tmp_path_factory.mktemp("scale")
    version, graph = build([_corpus(folder / "corpus", _rows())], folder / "graph", options)
    return folder / "graph", version, graph


def test_an_entry_costs_no_more_triples_than_its_budget(built: tuple[Path, Path, Graph]) -> None:
    _, _, graph = built
    of_vocabulary = sum(line.split(" ", 1)[0].rsplit("/", 1)[1].startswith("concept-") for line in graph.lines)
    assert (len(graph.lines) - of_vocabulary) / len(graph.corpus.entries) <= TRIPLES


def test_a_change_touches_what_changed_and_gives_what_a_full_build_gives(
    built: tuple[Path, Path, Graph], options: Options, tmp_path: Path
) -> None:
    before, _, _ = built
    old, new = _rows(), _rows()
    for place in range(0, len(new), max(1, len(new) // CHANGED)):
        new[place] = (new[place][0], f"{new[place][1]}另外，请您留意本页的说明。")
    changed = len(set(new) - set(old))
    corpus = _corpus(tmp_path / "corpus", new)
    again, graph = build([corpus], tmp_path / "again", _kept(options, before))
    assert graph.read_anew == changed
    full, _ = build([corpus], tmp_path / "full", options)
    assert held(again) == held(full)
    assert again.name == full.name


def test_a_deleted_entry_takes_with_it_what_it_alone_said(
    built: tuple[Path, Path, Graph], options: Options, tmp_path: Path
) -> None:
    before, version, graph = built
    gone = next(one for one in graph.corpus.entries if not one.duplicates)
    rest = [row for row in _rows() if row != (gone.question, gone.answer)]
    after, less = build([_corpus(tmp_path / "corpus", rest)], tmp_path / "graph", _kept(options, before))
    assert less.read_anew == 0
    assert not any(gone.id in line for line in graph_lines(after))
    shown = {one.id: _quotes(one) for one in graph.records}
    left = {one.id: _quotes(one) for one in less.records}
    for own, quotes in shown.items():
        others = {quote for quote in quotes if quote.entry != gone.id}
        if others and not own.startswith("gap-"):
            assert left[own] == others
    assert {own for own in left if own not in shown and not own.startswith("gap-")} == set()
    assert version.exists()


def _quotes(record: object) -> set[Evidence]:
    return set(getattr(record, "evidence", ())) if not isinstance(record, Entry) else set()


@pytest.mark.skipif(not LONG, reason="measures a corpus of twenty thousand entries")
def test_facts_are_read_as_well_in_a_large_corpus_as_in_a_small_one(options: Options, tmp_path: Path) -> None:
    scores = []
    for size in (SMALL, SIZE):
        write(tmp_path / str(size), 1, size)
        build([tmp_path / str(size) / "corpus"], tmp_path / str(size) / "graph", options)
        known, graph = tmp_path / str(size) / "known", tmp_path / str(size) / "graph"
        scores.append(measure(known, graph, SMALL // ENTRIES, first=True))
    small, large = scores
    for kind, score in small.items():
        assert large[kind].recall >= score.recall - 0.005
        assert large[kind].precision >= score.precision - 0.005


def test_figures_are_told_as_a_table() -> None:
    full = {"seconds": {"read": 2.0}, "total": 4.0, "megabytes": 100, "triples": 900, "read": 10}
    row = {"entries": 10, "full": full, "again": {"total": 1.0, "read": 3}, "scores": {"rules": (0.9, 0.8)}}
    row |= {"errors": {"rules": 0.004}, "common": {"rules": (0.7, 0.6)}}
    last = table([row]).splitlines()[-1]
    assert "| 400.0 | 100 | 90 | 0.700, 0.600 | 0.900 ± 0.004, 0.800 | 3 read, 25% of a full build |" in last
    assert "| not measured | not measured | not measured |" in table([{"entries": 10, "full": full}])


def test_the_figures_of_the_manual_are_the_rows_beside_it(tmp_path: Path) -> None:
    rows = [json.loads(line) for line in (ROOT / "docs" / "scale.jsonl").read_text(encoding="utf-8").splitlines()]
    assert table(rows) in (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
    draw(rows, tmp_path / "scale.svg")
    for drawn in (tmp_path / "scale.svg", ROOT / "docs" / "scale.svg"):
        assert "<svg" in drawn.read_text(encoding="utf-8")
