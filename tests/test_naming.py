"""Which names at one place are one: only those with something in common are compared, and that finds all that comparing each with each does."""

from collections import defaultdict
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from extract.forest import _same
from extract.naming import components, naming
from ontology.vocabulary import load_vocabulary

_NAMING = naming(load_vocabulary())
_HEADS = ("", "新", "原", "新版", "不", "非")
_BODIES = ("待出库", "等待出库", "订单", "其它其它", "其它", "地址的", "地址", "第2级", "第3级", "支付")
_NAMES = st.builds(str.__add__, st.sampled_from(_HEADS), st.sampled_from(_BODIES))


def _one(one: str, other: str, told: set[frozenset[str]]) -> bool:
    renewed = any(one == head + other or other == head + one for head in ("新", "原", "新版", "旧版"))
    near = _NAMING.plain(one) == _NAMING.plain(other) or renewed
    shared = _NAMING.terms(one) & _NAMING.terms(other)
    return frozenset((one, other)) in told or bool(shared) or (near and not _NAMING.apart(one, other))


@given(st.sets(_NAMES, max_size=12), st.lists(st.tuples(_NAMES, _NAMES), max_size=3))
def test_names_are_grouped_as_if_each_were_compared_with_each(names: set[str], pairs: list[tuple[str, str]]) -> None:
    explicit: dict[str, set[str]] = defaultdict(set)
    for label, alias in pairs:
        explicit[label].add(alias)
    told = {frozenset(pair) for pair in pairs}
    every = [pair for pair in combinations(sorted(names), 2) if _one(*pair, told)]
    assert components(names, _same(names, _NAMING, explicit)) == components(names, every)
