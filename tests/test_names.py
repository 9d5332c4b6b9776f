"""Two spellings of one name have one key; names that must stay apart never do."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ontology.names import fold, name_key

TRAPS = (
    ("京东国际", "非京东国际"),
    ("支持七天无理由", "不支持七天无理由"),
    ("SOP", "FBP"),
    ("入库", "出库"),
    ("买家", "卖家"),
    ("主账号", "子账号"),
    ("出库前", "出库后"),
    ("已付款", "未付款"),
    ("一级类目", "二级类目"),
    ("有妥投信息", "无妥投信息"),
    ("收款", "付款"),
    ("7天", "15天"),
    ("订单查询", "订单查询（旧）"),
)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(deadline=None)
@given(st.text(max_size=30), st.text(max_size=30))
def test_folding_works_character_by_character(one: str, two: str) -> None:
    assert fold(one + two) == fold(one) + fold(two)


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("ＣＯＤ", "cod"),
        ("貨到付款", "货到付款"),
        ("訂單查詢與跟蹤", "订单查询与跟踪"),
        ("【订单 管理】", "订单管理"),
        ("「訂單」", "订单"),
        ("TAB 页", "tab页"),
        ("订单查询与跟踪(sop)", "订单查询与跟踪（SOP）"),
        ("\u3000待付款 ", "待付款"),
    ],
)
def test_spellings_of_one_name_have_one_key(written: str, other: str) -> None:
    assert name_key(written) == name_key(other)


@pytest.mark.parametrize(("one", "other"), TRAPS)
def test_opposites_keep_their_own_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)
