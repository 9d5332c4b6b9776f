"""A version made from the one before is the version that is made from nothing, whatever came, went or changed in between."""

import json
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks.generate import entries, vocabulary
from extract import contradictions, delta, merge
from extract.build import Graph, Options, build
from extract.carried import files_digest, kept_vocabulary
from extract.corpus import RawEntry, read_corpus
from extract.facts import EntryFacts
from extract.whole import Things, entry_records
from ontology import layout
from ontology.conflicts import Statement, contested
from ontology.literals import Relations
from ontology.records import Conflict, Constraint, Entry
from tests.conftest import CORPUS, LONG
from tests.snapshots import held

Pairs = list[tuple[str, str]]

STEPS = 40 if LONG else 3
MADE = [(one.question, one.answer) for one in entries(1, 2_000)]
REAL = [(one.question, one.answer) for one in read_corpus([CORPUS]).entries]


def _one_of_each(pairs: Pairs, most: int) -> Pairs:
    """Some pairs, spread over all."""
    return pairs[:: max(1, len(pairs) // most)][:most]


def _added(pairs: Pairs, spare: Pairs, chance: random.Random) -> None:
    pairs.insert(chance.randrange(len(pairs) + 1), chance.choice(spare))


def _gone(pairs: Pairs, _: Pairs, chance: random.Random) -> None:
    del pairs[chance.randrange(len(pairs))]


def _changed(pairs: Pairs, _: Pairs, chance: random.Random) -> None:
    at = chance.randrange(len(pairs))
    words = ("请留意本页的说明。", "货到付款的订单不支持修改运费。", "超过3天的订单不能取消。")
    pairs[at] = pairs[at][0], f"{pairs[at][1]}{chance.choice(words)}"


def _renamed(pairs: Pairs, _: Pairs, chance: random.Random) -> None:
    at = chance.randrange(len(pairs))
    pairs[at] = f"{pairs[at][0].rstrip('？?')}，{chance.randrange(99)}？", pairs[at][1]


def _hub(pairs: Pairs, _: Pairs, chance: random.Random) -> None:
    """One more that rests on what many rest on, or that gives it another name."""
    words = (
        "商家后台-订单管理-订单查询与跟踪",
        "【订单管理】页面（又称订单中心）",
        "待付款的订单和已取消的订单都不支持导出。",
    )
    pairs.append((f"第{chance.randrange(10**6)}种情形怎么处理", chance.choice(words)))


def _moved(pairs: Pairs, _: Pairs, chance: random.Random) -> None:
    pairs.insert(chance.randrange(len(pairs)), pairs.pop())


def _nothing(_: Pairs, __: Pairs, ___: random.Random) -> None:
    pass


@pytest.fixture(scope="module")
def options(tmp_path_factory: pytest.TempPathFactory) -> Options:
    path = tmp_path_factory.mktemp("words") / "made.ttl"
    path.write_text(vocabulary(), encoding="utf-8")
    return Options((path,))


@pytest.fixture(autouse=True)
def _whatever_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small corpus changes by a larger share than a large one."""
    monkeypatch.setattr(delta, "MOST", 10.0)


def _written(folder: Path, pairs: Pairs) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    told = (json.dumps({"question": question, "answer": answer}, ensure_ascii=False) for question, answer in pairs)
    (folder / "a.jsonl").write_text("\n".join(told) + "\n", encoding="utf-8")
    return folder


def _after(options: Options, graph: Path) -> Options:
    return Options(options.vocabulary, kept=graph)


@pytest.mark.parametrize(("corpus", "seed"), [("real", 2), ("both", 3)])
def test_a_version_made_from_the_one_before_is_the_one_made_from_nothing(
    tmp_path: Path, options: Options, corpus: str, seed: int
) -> None:
    chance = random.Random(seed)
    every = {"real": REAL, "both": [*MADE[::9], *REAL]}[corpus]
    pairs = _one_of_each(every, 40)
    build([_written(tmp_path / "corpus", pairs)], tmp_path / "graph", options)
    for step in range(STEPS):
        kinds = (_added, _gone, _changed, _renamed, _hub, _moved)
        for change in [_nothing] if step == STEPS - 1 else chance.choices(kinds, k=chance.choice((1, 3, 8))):
            change(pairs, every, chance)
        folder = _written(tmp_path / "corpus", pairs)
        version, graph = build([folder], tmp_path / "graph", _after(options, tmp_path / "graph"))
        full, other = build([folder], tmp_path / f"full{step}", options)
        assert graph.delta is not None
        assert other.delta is None
        told, expected = held(version), held(full)
        assert version.name == full.name
        assert [name for name in {*told, *expected} if told.get(name) != expected.get(name)] == []


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, options: Options) -> tuple[Path, Graph]:
    """A graph folder of few entries, and what was published there."""
    folder = tmp_path_factory.mktemp("small")
    _, graph = build([_written(folder / "corpus", _one_of_each(REAL, 6))], folder / "graph", options)
    return folder / "graph", graph


def _flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize(
    "damage",
    [
        lambda version: _flipped(version / layout.DATABASE),
        lambda version: _flipped(version / layout.POSTINGS),
        lambda version: _flipped(version / layout.GRAPH),
        lambda version: _flipped(max((version / layout.STORE).glob("*.sst"))),
        lambda version: (version / layout.POSTINGS).unlink(),
        lambda version: (version / layout.MANIFEST).write_text("{", encoding="utf-8"),
        lambda version: (version / layout.MANIFEST).unlink(),
    ],
)
def test_a_damaged_version_is_not_built_on(
    tmp_path: Path, options: Options, small: tuple[Path, Graph], damage: Callable[[Path], None]
) -> None:
    graph, made = small
    copy = Path(shutil.copytree(graph, tmp_path / "graph", symlinks=True))
    known: dict[str, Any] = {"base_iri": options.base_iri, "vocabulary": made.vocabulary}
    assert delta.former_of(copy, **known) is not None
    damage((copy / layout.CURRENT).resolve())
    assert delta.former_of(copy, **known) is None


def test_entries_that_come_to_what_they_came_to_are_taken_over(
    tmp_path: Path, options: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs = _one_of_each(MADE, 6)
    build([_written(tmp_path / "corpus", pairs)], tmp_path / "graph", options)
    told: list[str] = []

    def noted(raw: RawEntry, facts: EntryFacts, things: Things) -> list[Entry]:
        told.append(raw.question)
        return entry_records(raw, facts, things)

    monkeypatch.setattr(merge, "entry_records", noted)
    pairs[0] = pairs[0][0], f"{pairs[0][1]}请留意本页的说明。"
    build([_written(tmp_path / "corpus", pairs)], tmp_path / "graph", _after(options, tmp_path / "graph"))
    assert pairs[0][0] in told
    assert len(told) < len(pairs)


def test_rules_are_compared_with_those_about_the_same_as_one_that_is_said_otherwise(
    tmp_path: Path, options: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = (
        "待付款的订单支持修改运费。",
        "待付款的订单不支持修改运费。",
        "已取消的订单支持导出。",
        "已取消的订单不支持导出。",
    )
    pairs = [(f"第{nth}问怎么操作", answer) for nth, answer in enumerate(said)]
    first, before = build([_written(tmp_path / "corpus", pairs)], tmp_path / "graph", options)
    compared: list[str] = []

    def noted(rules: Sequence[Statement], relations: Relations) -> Iterator[Statement]:
        compared.extend(rule.id for rule in rules)
        return contested(rules, relations)

    monkeypatch.setattr(contradictions, "contested", noted)
    pairs[0] = pairs[0][0], f"{pairs[0][1]}已妥投的订单支持修改运费。"
    again, now = build([_written(tmp_path / "corpus", pairs)], tmp_path / "graph", _after(options, tmp_path / "graph"))
    conflicts, old = ({one for one in graph.records if isinstance(one, Conflict)} for graph in (now, before))
    about = {one.feature for one in now.records if isinstance(one, Constraint) and one.id in compared}
    assert conflicts == old
    assert len(conflicts) == 2
    assert len(about) == 1
    del pairs[2]
    _, last = build([_written(tmp_path / "corpus", pairs)], tmp_path / "graph", _after(options, tmp_path / "graph"))
    assert {one for one in last.records if isinstance(one, Conflict)} < old
    assert first != again


def test_where_much_changed_a_version_is_written_from_nothing(
    options: Options, small: tuple[Path, Graph], monkeypatch: pytest.MonkeyPatch
) -> None:
    graph, made = small
    former = (graph / layout.CURRENT).resolve()
    known = {"base_iri": options.base_iri}
    half = made.records[: len(made.records) // 2]
    assert delta.delta(former, half, **known) is not None
    monkeypatch.undo()
    assert delta.delta(former, half, **known) is None
    assert delta.delta(former, made.records[1:], **known) is not None


def test_another_vocabulary_or_base_iri_is_another_graph(options: Options, small: tuple[Path, Graph]) -> None:
    graph, made = small
    other = replace(made.vocabulary, digest="another")
    of_base = delta.former_of(graph, "https://shop.example/kg/", made.vocabulary)
    of_words = delta.former_of(graph, options.base_iri, other)
    assert of_base is None
    assert of_words is None


def test_the_vocabulary_is_read_again_where_its_files_are_otherwise(
    options: Options, small: tuple[Path, Graph], tmp_path: Path
) -> None:
    graph, made = small
    (tmp_path / "other.ttl").write_text(f"{options.vocabulary[0].read_text(encoding='utf-8')}\n", encoding="utf-8")
    others, none = ((tmp_path / name,) for name in ("other.ttl", "none.ttl"))
    assert kept_vocabulary(graph, files_digest(options.vocabulary)) == made.vocabulary
    assert kept_vocabulary(graph, files_digest(others)) is None
    assert kept_vocabulary(tmp_path, files_digest(options.vocabulary)) is None
    assert not files_digest(none)
