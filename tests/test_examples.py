"""Texts of other back offices: how well they are read. What was reached is kept; the held ones were not tuned to."""

from functools import partial

import pytest

from extract.reading import read_entry
from ontology.concepts import Vocabulary
from tests.scoring import examples, score

LEAST = {
    "paths found": (0.97, 0.90),
    "paths true": (0.97, 0.90),
    "no path where none is": (1.0, 0.90),
    "features": (0.95, 0.90),
    "concepts": (0.95, 0.90),
    "terms": (0.95, 0.90),
    "references": (0.95, 0.90),
    "steps": (0.95, 0.90),
    "parts": (1.0, 0.95),
    "kinds": (0.95, 0.90),
}
"""By measure: the least for the examples that were tuned to, and for the held ones."""


@pytest.mark.parametrize("split", ["dev", "held"])
def test_other_back_offices_are_read(split: str, vocabulary: Vocabulary) -> None:
    scores = score(split, partial(read_entry, vocabulary=vocabulary))
    assert set(scores) == set(LEAST)
    low = {
        measure: (round(one.rate, 3), one.wrong)
        for measure, one in scores.items()
        if one.rate < LEAST[measure][split == "held"]
    }
    assert not low


def test_there_are_enough_examples_of_enough_kinds() -> None:
    found = [*examples("dev"), *examples("held")]
    assert len(found) >= 60
    assert len({example["id"] for example in found}) == len(found)
    assert {"marketplace", "payment", "warehouse", "cloud", "traditional"} <= {one["platform"] for one in found}
    assert sum("not_paths" in example for example in found) >= 20
