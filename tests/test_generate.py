"""Generated corpora: the same for one seed, the smaller the beginning of the larger, in names of their own, saying what is known of them."""

from itertools import islice
from pathlib import Path

import pytest

from benchmarks import coined
from benchmarks.accuracy import KINDS, Published, Score, error, measure, measure_each
from benchmarks.generate import entries, write
from benchmarks.platforms import ENTRIES
from extract.build import Options, build
from extract.items import find_items
from ontology.names import name_key
from ontology.records import Feature
from tests.conftest import CORPUS

SIZE = 24


def test_one_seed_is_one_corpus_and_another_is_another() -> None:
    assert list(entries(3, SIZE)) == list(entries(3, SIZE))
    assert list(entries(3, SIZE)) != list(entries(4, SIZE))


def test_a_small_corpus_is_the_beginning_of_a_large_one() -> None:
    assert list(islice(entries(1, ENTRIES + 5), 7)) == list(entries(1, 7))


def test_entries_are_of_the_length_that_budgets_are_told_for() -> None:
    lengths = [len(one.question) + len(one.answer) for one in entries(1, ENTRIES)]
    assert 320 <= sum(lengths) / len(lengths) <= 380


def test_names_are_none_of_the_users_corpus() -> None:
    told = name_key("".join(path.read_text(encoding="utf-8") for path in CORPUS.iterdir()))
    names = [
        *(coined.system(number) for number in range(2000)),
        *(coined.room(number) for number in range(5000)),
        *("".join(coined.operation(number)) for number in range(5000)),
        *(coined.order_type(number) for number in range(coined.ORDER_TYPES)),
        *(coined.status(number) for number in range(coined.STATUSES)),
    ]
    assert [name for name in names if name_key(name) in told] == []


def test_no_name_comes_twice() -> None:
    assert len({coined.operation(number) for number in range(20_000)}) == 20_000
    assert len({coined.system(number) for number in range(3_000)}) == 3_000
    assert len({coined.order_type(number) for number in range(coined.ORDER_TYPES)}) == coined.ORDER_TYPES


def test_what_is_known_of_an_entry_is_in_its_words() -> None:
    for one in islice(entries(1, ENTRIES), 0, ENTRIES, 7):
        told = name_key(one.question + one.answer)
        for name in one.known.get("features", ()):
            assert name_key(name) in told
        for step in (step for steps in one.known.get("steps", ()) for step in steps):
            assert name_key(step) in told


def test_changed_entries_are_as_many_as_asked_for() -> None:
    pairs = zip(entries(1, 100), entries(1, 100, changed=4), strict=True)
    assert sum(old != new for old, new in pairs) == 4


OPERATIONS = (1, 2, 5, 7)
"""By turns their fourth entries hold a table, a table, a word, a restriction."""


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Score]:
    """All entries of a few operations, built and compared with what is known of them."""
    folder = tmp_path_factory.mktemp("generated")
    write(folder, 1, ENTRIES)
    for path in (folder / "corpus" / "part-00000.jsonl", folder / "known" / "part-00000.jsonl"):
        rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text(
            "".join(rows[place + turn] for place in OPERATIONS for turn in range(0, ENTRIES, 125)), encoding="utf-8"
        )
    build([folder / "corpus"], folder / "graph", Options((folder / "vocab.ttl",)))
    return measure(folder / "known", folder / "graph")


def test_a_graph_is_compared_with_what_is_known_of_its_corpus(scores: dict[str, Score]) -> None:
    assert set(scores) == set(KINDS)
    assert all(scores[kind].known for kind in ("places", "functions", "rules", "steps", "words"))
    assert scores["rules"].recall >= 0.9
    assert scores["places"].recall >= 0.9
    assert scores["steps"].recall >= 0.9


def test_a_list_in_one_line_ends_with_its_line() -> None:
    told = "步骤：1、点击修改；2、填写原因；3、保存。\n此功能今年上线。"
    assert [told[item.body : item.end] for item in find_items(told)] == ["点击修改；", "填写原因；", "保存。"]


def test_what_no_entry_says_is_not_found(scores: dict[str, Score], tmp_path: Path) -> None:
    write(tmp_path, 2, ENTRIES)
    rows = (tmp_path / "known" / "part-00000.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "known" / "part-00000.jsonl").write_text("".join(rows[:16]), encoding="utf-8")
    write(tmp_path / "other", 1, ENTRIES)
    corpus = tmp_path / "other" / "corpus" / "part-00000.jsonl"
    corpus.write_text("".join(corpus.read_text(encoding="utf-8").splitlines(keepends=True)[:16]), encoding="utf-8")
    build([tmp_path / "other" / "corpus"], tmp_path / "graph", Options((tmp_path / "other" / "vocab.ttl",)))
    assert measure(tmp_path / "known", tmp_path / "graph")["rules"].found == 0
    assert scores["rules"].found > 0


def test_a_function_that_was_taken_for_two_is_none_of_them(tmp_path: Path) -> None:
    told = '{"question": "怎么停用代金券？", "answer": "停用代金券也叫代金券停用。"}\n'
    (tmp_path / "a.jsonl").write_text(told, encoding="utf-8")
    build([tmp_path / "a.jsonl"], tmp_path / "graph", Options())
    own = next(one.id for one in Published(tmp_path / "graph").each(Feature, "feature") if one.label == "停用代金券")
    both = frozenset(("停用代金券", "代金券停用"))
    assert both <= Published(tmp_path / "graph").names(own)
    assert Published(tmp_path / "graph", both).names(own) == frozenset()


def test_platforms_are_compared_one_by_one(tmp_path: Path) -> None:
    write(tmp_path, 1, ENTRIES + 3)
    corpus = tmp_path / "corpus" / "part-00000.jsonl"
    rows = corpus.read_text(encoding="utf-8").splitlines(keepends=True)
    corpus.write_text("".join(rows[:3] + ["\n"] * (ENTRIES - 3) + rows[ENTRIES:]), encoding="utf-8")
    build([tmp_path / "corpus"], tmp_path / "graph", Options((tmp_path / "vocab.ttl",)))
    each = measure_each(tmp_path / "known", tmp_path / "graph")
    assert [of["places"].found for of in each.values()] == [3, 3]
    first = measure(tmp_path / "known", tmp_path / "graph", 1, first=True)
    assert first["rules"] == each[0]["rules"]
    assert error(each, "places") == 0
    assert error({1: {"rules": Score(1, 2)}, 2: {"rules": Score(2, 2)}}, "rules") > 0
