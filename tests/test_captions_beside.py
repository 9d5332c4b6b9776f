"""Captions beside each other in one sentence govern their own part alone, and what has run out is told before the system that acts."""

import pytest

from ontology.kinds import Modality
from ontology.records import Concept, Constraint
from tests.conftest import read_all

MAY, NOT, ITSELF = Modality.ALLOWED, Modality.FORBIDDEN, Modality.AUTOMATIC


def _rules(answer: str) -> set[tuple[Modality, frozenset[str]]]:
    records = read_all([("场馆的规定", answer)])
    labels = {r.id: r.label for r in records if isinstance(r, Concept)}
    return {
        (r.modality, frozenset(("非" if c.negated else "") + labels[c.concept] for c in r.conditions))
        for r in records
        if isinstance(r, Constraint)
    }


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        ("金卡：可改期；银卡：不可改期。", {(MAY, frozenset({"金卡"})), (NOT, frozenset({"银卡"}))}),
        ("个人店：可改期；企业店：不可改期。", {(MAY, frozenset({"个人店"})), (NOT, frozenset({"企业店"}))}),
        ("金卡：可改期；可转让；银卡：不可改期。", {(MAY, frozenset({"金卡"})), (NOT, frozenset({"银卡"}))}),
        (
            "预售订单：付款前：可修改；付款后：不可修改。",
            {(MAY, frozenset({"预售", "待付款"})), (NOT, frozenset({"预售", "已付款"}))},
        ),
    ],
)
def test_a_caption_governs_up_to_the_next_beside_it(answer: str, wanted: set[tuple[Modality, frozenset[str]]]) -> None:
    assert _rules(answer) == wanted


@pytest.mark.parametrize(
    ("answer", "conditions"),
    [
        ("逾期未取系统自动退回。", {"逾期未取"}),
        ("到期未续约系统自动关闭。", {"到期未续约"}),
        ("预售订单到期平台自动退还。", {"预售", "到期"}),
        ("超时未支付系统自动取消订单。", {"支付超时"}),
    ],
)
def test_what_has_run_out_is_why_the_system_acts(answer: str, conditions: set[str]) -> None:
    assert (ITSELF, frozenset(conditions)) in _rules(answer)


def test_the_last_of_a_row_is_named_without_the_others_like_it() -> None:
    told = {(NOT, frozenset({"美团"})), (NOT, frozenset({"携程"}))}
    assert _rules("美团、携程等其他渠道的订单不支持在线改期。") == told
