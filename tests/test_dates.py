"""From when to when a rule holds, and dates that begin or end nothing."""

from datetime import date
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.dates import validity
from extract.text import text_of
from tests.conftest import the_vocabulary

DATES: Final[tuple[tuple[str, str | None, str | None], ...]] = (
    ("自2022年6月20日起，商家后台将逐步切量", "2022-06-20", None),
    ("2024年3月1日起生效", "2024-03-01", None),
    ("生鲜订单自2024-03-01起必须使用环保包装", "2024-03-01", None),
    ("２０２４年３月１日起", "2024-03-01", None),
    ("2024 年 3 月 1 日起", "2024-03-01", None),
    ("自2023年1月1日（含）起", "2023-01-01", None),
    ("自2024年3月1日零时起", "2024-03-01", None),
    ("2024年3月1日10:00起", "2024-03-01", None),
    ("于2024年5月1日上线", "2024-05-01", None),
    ("从2024年6月1日开始", "2024-06-01", None),
    ("自2024年3月1日起施行", "2024-03-01", None),
    ("自二〇二四年三月一日起", "2024-03-01", None),
    ("二零二五年十二月三十一日起生效", "2025-12-31", None),
    ("2024年6月18日至20日", "2024-06-18", "2024-06-20"),
    ("截至2024年12月31日", None, "2024-12-31"),
    ("有效期至2025/1/1", None, "2025-01-01"),
    ("2024年12月31日到期", None, "2024-12-31"),
    ("2024年3月1日为止", None, "2024-03-01"),
    ("2024年3月1日24:00止", None, "2024-03-01"),
    ("2024年3月1日下线", None, "2024-03-01"),
    ("2024年11月1日至11月11日期间", "2024-11-01", "2024-11-11"),
    ("2024年11月1日至2025年1月3日", "2024-11-01", "2025-01-03"),
    ("2024.11.01-2024.11.11", "2024-11-01", "2024-11-11"),
    ("2024年11月1日～11日", "2024-11-01", "2024-11-11"),
    ("自2022年6月20日起至2022年7月1日止", "2022-06-20", "2022-07-01"),
    ("2024年1月1日起施行，2024年12月31日止", "2024-01-01", "2024-12-31"),
)
"""A sentence: from when and until when its rules hold, both days included."""
NONE: Final = (
    "无界电子面单功能2018年已完成上线", "6月20日起", "2024年2月30日起", "2024年13月1日起", "2024年3月起", "发布于2024年3月1日", "公告日期2024年3月1日",
    "订单创建时间：2024-03-01 10:00:00", "2024年3月1日后台升级", "20天后", "即日起",
)  # fmt: skip


def _read(words: str) -> tuple[str | None, str | None]:
    found = validity(text_of(words, the_vocabulary()), 0, len(words))
    assert found.stated == (found.start is not None or found.end is not None)
    return found.start, found.end


@pytest.mark.parametrize(("words", "start", "end"), DATES)
def test_dates(words: str, start: str | None, end: str | None) -> None:
    told = _read(words)
    assert told == (start, end)


@pytest.mark.parametrize("words", NONE)
def test_dates_that_begin_and_end_nothing(words: str) -> None:
    assert _read(words) == (None, None)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_any_date_is_read_as_it_is_written(one: date, other: date) -> None:
    start, end = min(one, other), max(one, other)
    first, last = (f"{d.year}年{d.month}月{d.day}日" for d in (start, end))
    assert _read(f"自{first}起") == (start.isoformat(), None)
    assert _read(f"截至{last}") == (None, end.isoformat())
    assert _read(f"{first}至{last}") == (start.isoformat(), end.isoformat())
    assert _read(f"自{start:%Y-%m-%d}起") == (start.isoformat(), None)


@given(st.one_of(st.text(), st.text("0123456789年月日号-./自从起至到截止前后：: ", max_size=40)))
def test_no_text_upsets_the_reader(words: str) -> None:
    for told in _read(words):
        assert told is None or date.fromisoformat(told)
