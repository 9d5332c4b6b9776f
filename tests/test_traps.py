"""Names that must stay two things and names that are one: at the same place of the menus, and as functions."""

import json
from pathlib import Path

import pytest

from ontology.kinds import MenuNodeKind
from ontology.names import fold
from ontology.records import MenuNode
from tests.conftest import read_all

TRAPS = [
    json.loads(line)
    for line in (Path(__file__).parent / "examples" / "traps.jsonl").read_text(encoding="utf-8").splitlines()
]


def test_there_are_enough_of_both() -> None:
    assert sum(not trap["same"] for trap in TRAPS) >= 30
    assert sum(trap["same"] for trap in TRAPS) >= 20


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: f"{trap['one']}|{trap['other']}")
def test_names_at_one_place(trap: dict[str, str]) -> None:
    """Two entries, each with one of the names at the same place: one node below it, or two."""
    pairs = [(f"在哪里找{n}", f"路径：商家后台-店铺中心-{trap[n]}-功能开关") for n in ("one", "other")]
    nodes = [record for record in read_all(pairs) if isinstance(record, MenuNode)]
    below = {
        fold(node.label): node
        for node in nodes
        if node.parent and next(n for n in nodes if n.id == node.parent).label == "店铺中心"
    }
    assert nodes
    assert any(node.kind is MenuNodeKind.SYSTEM for node in nodes)
    assert len(below) == (1 if trap["same"] else 2), [(node.label, node.aliases) for node in below.values()]
    if not trap["same"]:
        assert not any(
            fold(trap[name]) in map(fold, node.aliases) for node in below.values() for name in ("one", "other")
        )
