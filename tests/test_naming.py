"""Which names at one place are one: only those with something in common are compared, and that finds all that comparing each with each does."""

from collections import defaultdict
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.forest import _same
from extract.naming import components, naming
from ontology.names import name_key
from ontology.records import Feature
from ontology.vocabulary import load_vocabulary
from tests.conftest import read_all

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


@pytest.mark.parametrize(
    ("one", "other", "shortened"),
    [
        ("停用", "停用会员卡", True),
        ("员工工号停用", "停用", True),
        ("充值", "充值话费", True),
        ("取消", "取消订单", False),
        ("取消", "申请取消", False),
        ("退款", "退款申请", False),
        ("改价", "修改价格", False),
        ("停用", "修改", False),
        ("停用会员卡", "会员卡停用", False),
    ],
)
def test_a_verb_that_asks_for_an_object_is_no_name_of_what_is_done_to_one(
    one: str, other: str, shortened: bool
) -> None:
    assert _NAMING.shortened(one, other) is shortened


def test_what_entries_call_by_a_verb_alone_stays_several() -> None:
    """Each means its own by it: in one corpus all that is done by the verb was one function."""
    things = ("代金券模板", "员工工号", "发货地址库")
    told = [(f"停用{thing}的规则", f"商家可以停用{thing}。已被引用的，不可停用。") for thing in things]
    features = [record for record in read_all(told) if isinstance(record, Feature)]
    names = [set(map(name_key, (one.label, *one.aliases))) for one in features]
    for thing in things:
        assert sum(name_key(f"停用{thing}") in own for own in names) == 1
        assert all(name_key("停用") not in own for own in names if name_key(f"停用{thing}") in own)
    assert all(sum(name_key(f"停用{thing}") in own for thing in things) <= 1 for own in names)
