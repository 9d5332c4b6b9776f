"""What the API says for the explorer page's sake: the facts of an entry with their words."""

from pathlib import Path
from typing import Any

import pytest

from graph_api.schema import execute
from graph_api.snapshot import Published, Snapshot


@pytest.fixture(scope="module")
def snapshot(graph: Path) -> Snapshot:
    return Published(graph).snapshot()


def ask(snapshot: Snapshot, document: str, **variables: Any) -> Any:
    told = execute(snapshot, document, variables)
    assert "errors" not in told, told
    return told["data"]


def test_the_facts_of_an_entry_are_all_it_states_at_true_words(snapshot: Snapshot) -> None:
    document = """{ entries(filter: {isPart: false}, first: 500) { nodes {
        id title answer features { id } concepts { id } menuPaths { id } constraints { id } procedures { id } terms { id }
        references { value } facts { id kind label evidence { field start end quote entry { id } } } } } }"""
    seen = set()
    for entry in ask(snapshot, document)["entries"]["nodes"]:
        named = [one["id"] for name in _NAMES for one in entry[name]]
        assert sorted(fact["id"] for fact in entry["facts"] if fact["id"]) == sorted(named)
        outside = [fact["label"] for fact in entry["facts"] if fact["id"] is None]
        assert outside == [one["value"] for one in entry["references"]]
        for fact in entry["facts"]:
            seen.add(fact["kind"])
            for one in fact["evidence"]:
                text = entry["title" if one["field"] == "QUESTION" else "answer"]
                assert text[one["start"] : one["end"]] == one["quote"]
                assert one["entry"]["id"] == entry["id"]
    assert seen >= {"FEATURE", "MENU_PATH", "CONCEPT", "CONSTRAINT", "PROCEDURE", "TERM"}


_NAMES = ("features", "concepts", "menuPaths", "constraints", "procedures", "terms")
