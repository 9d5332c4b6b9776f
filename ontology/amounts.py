"""What a person says of how much holds of an order: 扣款超过90天 is 扣款, more than 90 days."""

import re
from typing import Final, NamedTuple

from ontology.figures import COMPARED, Words, as_quantity, find_figures
from ontology.names import fold
from ontology.records import Quantity

_LAST: Final = re.compile(r"(?:已经?|仍|未|累计|连续|为|是|至少|最少|起码|最多|至多|[\s,，])+\Z")


class Measured(NamedTuple):
    """What is measured, by its words before the figure (empty where there are none), and how much."""

    name: str
    amount: Quantity


def measured(ref: str) -> Measured | None:
    """The one figure in a ref and what it is said of; None where it holds none, or several."""
    words = Words(ref, fold(ref))
    figures = list(find_figures(words, 0, len(ref)))
    if len(figures) != 1:
        return None
    told = COMPARED.search(words.folded, 0, figures[0].start)
    name = ref[: told.start() if told else figures[0].start]
    return Measured(_LAST.sub("", name), as_quantity(figures[0]))
