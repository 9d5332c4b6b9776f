"""A build: the same bytes however it is run, incremental as good as full, and nothing lost when it fails or is killed."""

import gzip
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.build import Options, assemble, build
from extract.corpus import CorpusError, read_corpus
from extract.publish import Busy, graph_lines, publishing
from graph_api.snapshot import Published
from ontology.vocabulary import VocabularyError
from ontology.wholeness import is_whole
from tests.conftest import CORPUS, LONG, ROOT

ENTRIES = [(entry.question, entry.answer) for entry in read_corpus([CORPUS]).entries]


def write(path: Path, pairs: Sequence[tuple[str, str]]) -> Path:
    path.write_text("".join(f"问题:{q}\n回答:{a}\n---\n" for q, a in pairs), encoding="utf-8")
    return path


def lines(paths: Sequence[Path], options: Options | None = None) -> list[str]:
    return list(assemble(paths, options or Options()).lines)


def test_what_is_published_is_whole(graph: Path) -> None:
    version = Published(graph).snapshot().version
    assert is_whole(version)
    manifest = json.loads((version / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["counts"]["triples"] == len(graph_lines(version))
    assert graph_lines(version) == sorted(set(graph_lines(version)))
    assert {"graph.sqlite", "graph.nt"} <= set(manifest["files"])
    assert any(name.startswith("facts/") for name in manifest["files"])
    assert (version / "store").is_dir()


def test_the_store_holds_the_same_graph(graph: Path) -> None:
    import pyoxigraph

    version = Published(graph).snapshot().version
    store = pyoxigraph.Store.read_only(str(version / "store"))
    assert len(store) == len(graph_lines(version))


def test_a_damaged_version_is_not_whole_and_is_written_anew(tmp_path: Path) -> None:
    corpus = write(tmp_path / "a.txt", ENTRIES[:3])
    version, _ = build([corpus], tmp_path / "graph", Options())
    (version / "graph.nt").write_text("", encoding="utf-8")
    assert not is_whole(version)
    again, _ = build([corpus], tmp_path / "graph", Options())
    assert again == version
    assert is_whole(again)


def test_two_jobs_give_what_one_gives(tmp_path: Path) -> None:
    corpus = write(tmp_path / "a.txt", ENTRIES[:20])
    assert lines([corpus], Options(jobs=2)) == lines([corpus])


def test_the_hash_seed_makes_no_difference(tmp_path: Path) -> None:
    corpus = write(tmp_path / "a.txt", ENTRIES[:12])
    script = (
        "import sys, hashlib; from pathlib import Path; from extract.build import Options, assemble\n"
        "print(hashlib.sha256('\\n'.join(assemble([Path(sys.argv[1])], Options()).lines).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script, str(corpus)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
        ).stdout
        for seed in ("0", "4711")
    }
    assert len(digests) == 1


@settings(max_examples=100 if LONG else 3)
@given(st.randoms(use_true_random=False))
def test_the_order_of_entries_makes_no_difference(
    tmp_path_factory: pytest.TempPathFactory, chance: random.Random
) -> None:
    """But for the lines that sources stand at, which are where they are."""
    folder = tmp_path_factory.mktemp("order")
    shuffled = ENTRIES[:]
    chance.shuffle(shuffled)

    def told(pairs: Sequence[tuple[str, str]]) -> list[str]:
        return [line for line in lines([write(folder / "a.txt", pairs)]) if "sourceLine" not in line]

    assert told(shuffled) == told(ENTRIES)


@settings(max_examples=50 if LONG else 2)
@given(st.data())
def test_incremental_builds_give_what_full_ones_give(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Entries are added, changed and taken away; the graph is each time that of a build from nothing, byte for byte."""
    folder = tmp_path_factory.mktemp("incremental")
    some = st.lists(st.sampled_from(range(len(ENTRIES))), min_size=1, max_size=12, unique=True)
    for step in range(2):
        chosen = [ENTRIES[index] for index in data.draw(some)]
        changed = [(q, f"{a}\n注：改过。") if data.draw(st.booleans()) else (q, a) for q, a in chosen]
        corpus = write(folder / "a.txt", changed)
        version, made = build([corpus], folder / "graph", Options(kept=folder / "graph"))
        assert graph_lines(version) == lines([corpus])
        if step:
            unchanged, again = build([corpus], folder / "graph", Options(kept=folder / "graph"))
            assert unchanged == version
            assert again.read_anew == 0
        assert made.read_anew <= len(changed)


def test_another_base_iri(tmp_path: Path) -> None:
    corpus = write(tmp_path / "a.txt", ENTRIES[:3])
    mine = lines([corpus], Options(base_iri="https://shop.example/kg/"))
    assert not any("helpgraph.example/id/" in line for line in mine)
    assert [line.replace("https://shop.example/kg/", "https://helpgraph.example/id/") for line in mine] == lines(
        [corpus]
    )


def test_a_vocabulary_of_ones_own_adds_a_domain(tmp_path: Path) -> None:
    corpus = write(tmp_path / "a.txt", [("能退吗", "盲盒类不支持退货。")])
    vocabulary = tmp_path / "mine.ttl"
    vocabulary.write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "@prefix help: <https://helpgraph.example/ontology#> .\n"
        '<urn:kinds> a skos:ConceptScheme ; skos:prefLabel "玩法"@zh-hans .\n'
        '<urn:blind> a skos:Concept ; skos:prefLabel "盲盒"@zh-hans ; skos:inScheme <urn:kinds> .\n',
        encoding="utf-8",
    )
    assert not any('"盲盒"' in line for line in lines([corpus]))
    assert any('"盲盒"' in line for line in lines([corpus], Options(vocabulary=(vocabulary,))))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<urn:a> a ", "mine.ttl:"),
        ('@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n<urn:k> a skos:ConceptScheme ; skos:prefLabel "种"@zh-hans .\n'
         '<urn:a> a skos:Concept ; skos:prefLabel "甲"@zh-hans ; skos:inScheme <urn:k> .\n'
         '<urn:b> a skos:Concept ; skos:prefLabel "甲"@zh-hans ; skos:inScheme <urn:k> .\n', "mine.ttl:"),
    ],
)  # fmt: skip
def test_a_vocabulary_that_is_wrong_names_file_and_line(tmp_path: Path, text: str, told: str) -> None:
    vocabulary = tmp_path / "mine.ttl"
    vocabulary.write_text(text, encoding="utf-8")
    with pytest.raises(VocabularyError, match=told):
        lines([write(tmp_path / "a.txt", ENTRIES[:1])], Options(vocabulary=(vocabulary,)))


def test_strict_stops_and_keeps_what_was_published(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    write(corpus / "a.txt", ENTRIES[:2])
    version, _ = build([corpus], tmp_path / "graph", Options())
    (corpus / "b.txt").write_bytes(b"")
    with pytest.raises(CorpusError):
        build([corpus], tmp_path / "graph", Options(strict=True))
    assert Published(tmp_path / "graph").snapshot().version == version
    _, made = build([corpus], tmp_path / "graph", Options())
    assert len(made.corpus.problems) == 1
    assert len(made.corpus.entries) == 2


def test_a_corpus_of_nothing_leaves_what_was_published(tmp_path: Path) -> None:
    version, _ = build([write(tmp_path / "a.txt", ENTRIES[:2])], tmp_path / "graph", Options())
    (tmp_path / "a.txt").write_text("", encoding="utf-8")
    with pytest.raises(CorpusError):
        build([tmp_path / "a.txt"], tmp_path / "graph", Options())
    assert Published(tmp_path / "graph").snapshot().version == version


def test_two_builds_at_once_do_not_mix(tmp_path: Path) -> None:
    with publishing(tmp_path / "graph"), pytest.raises(Busy, match="another build"):
        build([write(tmp_path / "a.txt", ENTRIES[:1])], tmp_path / "graph", Options())


def test_old_versions_go(tmp_path: Path) -> None:
    for count in range(1, 5):
        build([write(tmp_path / "a.txt", ENTRIES[:count])], tmp_path / "graph", Options())
    assert len(list((tmp_path / "graph" / "versions").iterdir())) == 3


def test_a_build_that_is_killed_leaves_the_published_snapshot_whole(tmp_path: Path) -> None:
    """Killed at random points of its run, over and over; then a build that runs through."""
    corpus = write(tmp_path / "a.txt", ENTRIES[:6])
    first, _ = build([corpus], tmp_path / "graph", Options())
    write(corpus, ENTRIES[:8])
    command = [sys.executable, "-m", "helpgraph", "build", str(corpus), "--out", str(tmp_path / "graph")]
    chance = random.Random(7)
    started = time.monotonic()
    subprocess.run([*command[:-1], str(tmp_path / "other")], check=True, cwd=ROOT, capture_output=True)
    whole = time.monotonic() - started
    rounds = 60 if LONG else 4
    for _ in range(rounds):
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            time.sleep(chance.uniform(0.3, 1.0) * whole)
            process.send_signal(signal.SIGKILL)
        version = Published(tmp_path / "graph").snapshot().version
        assert is_whole(version)
    last, _ = build([corpus], tmp_path / "graph", Options())
    assert is_whole(last)
    assert last != first
    left = {path.name for path in (tmp_path / "graph" / "versions").iterdir()}
    assert all(not name.startswith(".tmp-") for name in left)


def test_a_large_graph_is_compressed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.publish._COMPRESSED_FROM", 100)
    corpus = write(tmp_path / "a.txt", ENTRIES[:2])
    version, made = build([corpus], tmp_path / "graph", Options())
    assert not (version / "graph.nt").exists()
    assert gzip.decompress((version / "graph.nt.gz").read_bytes()).decode().splitlines() == made.lines
    assert graph_lines(version) == made.lines
