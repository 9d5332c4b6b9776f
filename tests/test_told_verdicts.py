"""What may be done by the texts of platforms that no other example knows, each with why a reader may get it wrong."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import read_all
from tests.scoring import EXAMPLES
from tests.worlds import World


def _cases() -> Iterator[dict[str, Any]]:
    for line in (EXAMPLES / "verdicts_told.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


@pytest.mark.parametrize("case", tuple(_cases()), ids=lambda case: case["id"])
def test_a_verdict_follows_from_what_is_told(case: dict[str, Any]) -> None:
    world = World(read_all([(case["question"], case["told"])]))
    for asked in case["verdicts"]:
        got = world.verdict(asked["feature"], asked["given"])
        assert got in (asked["verdict"], *asked.get("accept", ())), (
            f"{case['why']}: {asked['feature']} {asked['given']} is {got}"
        )
