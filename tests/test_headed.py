"""Figures in tables by what their heads say of them, and tables whose first column tells how much or how long."""

import pytest

from ontology.kinds import Comparator, Modality, Unit
from ontology.records import Concept, Constraint, Quantity
from tests.conftest import read_all

GE, LE, IN = Comparator.GE, Comparator.LE, Comparator.BETWEEN


def _table(*rows: str) -> tuple[list[Constraint], dict[str, str]]:
    lines = [f"| {row} |" for row in rows]
    rule = "|" + "---|" * rows[0].count("|") + "---|"
    records = read_all([("会员卡的规定", "\n".join(["规定如下：", lines[0], rule, *lines[1:]]))])
    return [r for r in records if isinstance(r, Constraint)], {r.id: r.label for r in records if isinstance(r, Concept)}


def _told(limit: Quantity | None) -> tuple[Comparator, float | None, Unit | None, Unit | None] | None:
    return (limit.comparator, limit.value, limit.unit, limit.per) if limit else None


@pytest.mark.parametrize(
    ("head", "cells", "wanted"),
    [
        ("最大重量", ("30公斤", "2公斤"), (LE, 30, Unit.KILOGRAM, None)),
        ("最低消费", ("100元", "50元"), (GE, 100, Unit.YUAN, None)),
        ("每日借阅上限", ("3本", "9本"), (LE, 3, Unit.ITEMS, Unit.DAY)),
        ("馆员处理时限", ("24小时", "72小时"), (LE, 24, Unit.HOUR, None)),
        ("可绑设备数", ("10", "20"), (LE, 10, Unit.ITEMS, None)),
        ("每月停卡次数", ("2", "4"), (LE, 2, Unit.TIMES, None)),
        ("副卡", ("最多5张", "最多9张"), (LE, 5, Unit.ITEMS, None)),
    ],
)
def test_a_head_says_what_its_figures_bound(
    head: str, cells: tuple[str, str], wanted: tuple[Comparator, float, Unit, Unit | None]
) -> None:
    rules, _ = _table(f"卡种 | {head} | 转让", f"普通卡 | {cells[0]} | 不支持", f"金卡 | {cells[1]} | 支持")
    assert wanted in [_told(r.limit) for r in rules]
    assert all(head in r.text for r in rules if r.limit)


@pytest.mark.parametrize("head", ["序号", "编号", "参数", "指数"])
def test_a_number_that_counts_nothing_bounds_nothing(head: str) -> None:
    rules, _ = _table(f"卡种 | {head} | 转让", "普通卡 | 10 | 不支持", "金卡 | 20 | 支持")
    assert not [r for r in rules if r.limit]


def test_a_first_column_of_bounds_is_what_the_rows_hold_under() -> None:
    rules, labels = _table("取消时间 | 退票", "开演前48小时以上 | 可以", "开演前48小时内 | 不支持")
    found = {
        (r.modality, *((labels[c.concept], c.limit and c.limit.comparator) for c in r.conditions))
        for r in rules
        if r.limit is None
    }
    assert found == {(Modality.ALLOWED, ("开演前", GE)), (Modality.FORBIDDEN, ("开演前", LE))}


def test_rates_by_amount() -> None:
    rules, _ = _table("成交金额 | 费率", "1万元以下 | 0.6%", "1万元至5万元 | 0.5%", "5万元以上 | 0.38%")
    found = {(r.limit.value, _told(c.limit)) for r in rules if r.limit for c in r.conditions}
    assert found == {
        (0.6, (LE, 10_000, Unit.YUAN, None)),
        (0.5, (IN, 10_000, Unit.YUAN, None)),
        (0.38, (GE, 50_000, Unit.YUAN, None)),
    }
