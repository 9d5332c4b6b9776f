"""The graph of the user's corpus against what careful readers say that its entries state; the figures reached are kept."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from graph_api.schema import execute
from graph_api.snapshot import Published
from ontology.names import fold

GOLD = Path(__file__).parent / "gold"
_SAME = (
    ("订单查询与跟踪", "订单查询与追踪", "新订单查询与跟踪", "订单查询与跟踪sop", "订单查询与跟踪fbp"),
    ("等待出库", "待出库"),
    ("未付款", "待付款"),
    ("运单号", "快递单号"),
    ("查看详情", "订单详情"),
)
_ROOTS = {"商家后台", "shop端", "后台"}
_ENTRIES = """query($after: String) { entries(first: 20, after: $after, filter: {isPart: false}) {
  pageInfo { hasNextPage endCursor }
  nodes { id title answer kind isAnswered source { line } parts { id }
    menuPaths { text nodes { label aliases } evidence { quote start end field entry { id } } }
    features { label aliases }
    terms { label aliases definition evidence { quote start end field entry { id } } }
    references { kind value evidence { quote start end field entry { id } } }
    procedures { steps { text } } } } }"""


def _norm(text: str) -> str:
    return re.sub(r"[\s\"'“”‘’【】《》\[\]()（）:：,，。.、-]+", "", fold(text))


def _key(text: str) -> str:
    bare = re.sub(r"(tab页?|页签|页面|列表)$", "", _norm(text))
    return next((_norm(group[0]) for group in _SAME if bare in map(_norm, group)), bare)


def _names(thing: dict[str, Any]) -> set[str]:
    return {_key(name) for name in (thing["label"], *thing["aliases"])}


def _gold(name: str, *, certain: bool = True) -> Iterator[dict[str, Any]]:
    for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        if item.get("certain", True) or not certain:
            yield item


@cache
def _entries(graph: Path) -> tuple[dict[str, Any], ...]:
    found: list[dict[str, Any]] = []
    after = None
    while True:
        told = execute(Published(graph).snapshot(), _ENTRIES, {"after": after})
        assert "errors" not in told
        page = told["data"]["entries"]
        found += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            return tuple(sorted(found, key=lambda entry: entry["source"]["line"]))


@pytest.fixture(scope="module")
def entries(graph: Path) -> tuple[dict[str, Any], ...]:
    return _entries(graph)


def _check(found: list[tuple[bool, Any]], least: float) -> None:
    assert found
    missed = [told for ok, told in found if not ok]
    assert 1 - len(missed) / len(found) >= least, missed


def _is(path: list[str], read: dict[str, Any], *, begins: bool = False) -> bool:
    wanted = [_key(label) for label in path if label not in _ROOTS]
    nodes = [_names(node) for node in read["nodes"] if not _names(node) & {_key(root) for root in _ROOTS}]
    if begins:
        wanted = wanted[: len(nodes)]
    return len(wanted) == len(nodes) and all(label in names for label, names in zip(wanted, nodes, strict=True))


def test_every_evidence_is_a_true_quote(entries: tuple[dict[str, Any], ...]) -> None:
    texts = {entry["id"]: {"QUESTION": entry["title"], "ANSWER": entry["answer"]} for entry in entries}
    facts = [fact for entry in entries for kind in ("menuPaths", "terms", "references") for fact in entry[kind]]
    assert len(facts) > 60
    for fact in facts:
        assert fact["evidence"]
        for one in fact["evidence"]:
            assert texts[one["entry"]["id"]][one["field"]][one["start"] : one["end"]] == one["quote"] != ""


def test_paths_that_are_stated_are_found(entries: tuple[dict[str, Any], ...]) -> None:
    found = []
    for item in _gold("paths"):
        read = entries[item["entry"] - 1]["menuPaths"]
        ways = [item["path"], *item.get("accept", [])]
        found.append((any(_is(way, path) for way in ways for path in read), [item["path"], [p["text"] for p in read]]))
    _check(found, 1.0)


def test_no_path_is_invented(entries: tuple[dict[str, Any], ...]) -> None:
    stated: dict[int, list[list[str]]] = {item["entry"]: [] for item in _gold("entries")}
    for item in _gold("paths", certain=False):
        stated.setdefault(item["entry"], []).extend([item["path"], *item.get("accept", [])])
    found = []
    for number, ways in stated.items():
        read = entries[number - 1]["menuPaths"]
        found += [(any(_is(way, path, begins=True) for way in ways), [number, path["text"]]) for path in read]
    _check(found, 1.0)


def test_features(entries: tuple[dict[str, Any], ...]) -> None:
    found = []
    for item in _gold("features"):
        have = {name for feature in entries[item["entry"] - 1]["features"] for name in _names(feature)}
        found.append((bool(have & {_key(name) for name in item["names"]}), [item["entry"], item["names"]]))
    _check(found, 1.0)


def test_terms(entries: tuple[dict[str, Any], ...]) -> None:
    found = []
    for item in _gold("terms"):
        ok = any(
            _names(term) & {_key(name) for name in item["term"]}
            and all(_norm(words) in _norm(term["definition"]) for words in item["must_contain"])
            for term in entries[item["entry"] - 1]["terms"]
        )
        found.append((ok, item["term"]))
    _check(found, 1.0)


def test_references(entries: tuple[dict[str, Any], ...]) -> None:
    found = []
    for item in _gold("references"):
        value = _norm(item["value"])
        ok = any(
            one["kind"] == item["kind"] and (value in _norm(one["value"]) or _norm(one["value"]) in value)
            for one in entries[item["entry"] - 1]["references"]
        )
        found.append((ok, item["value"]))
    _check(found, 1.0)


def test_procedures(entries: tuple[dict[str, Any], ...]) -> None:
    found = []
    for item in _gold("steps"):
        ok = any(
            len(one["steps"]) in [item["n"], *item.get("accept_n", [])]
            and all(_norm(word) in _norm(one["steps"][0]["text"]) for word in item["first"])
            and all(_norm(word) in _norm(one["steps"][-1]["text"]) for word in item["last"])
            for one in entries[item["entry"] - 1]["procedures"]
        )
        found.append((ok, item["entry"]))
    _check(found, 1.0)


def test_concepts(graph: Path) -> None:
    document = "{ concepts(first: 500) { nodes { label aliases code scheme } } }"
    have = execute(Published(graph).snapshot(), document)["data"]["concepts"]["nodes"]
    found = []
    for item in _gold("concepts"):
        schemes = [item["scheme"], *item.get("accept_scheme", [])]
        wanted = {_key(name) for name in item["label"]}
        ok = any(
            (_names(concept) | {_key(concept["code"] or concept["label"])}) & wanted and concept["scheme"] in schemes
            for concept in have
        )
        found.append((ok, item["label"]))
    _check(found, 1.0)


def test_entry_kinds_parts_and_answers(entries: tuple[dict[str, Any], ...]) -> None:
    for item in _gold("entries"):
        entry = entries[item["entry"] - 1]
        assert entry["kind"] in item.get("accept", [item["kind"]]), item["entry"]
        assert len(entry["parts"]) == item["parts"], item["entry"]
        assert entry["isAnswered"] == item["answered"], item["entry"]
