"""Times in conditions: what has not been done for so long, what was done within a time; and states told as not holding."""

import pytest

from ontology.kinds import Comparator, Unit
from ontology.records import Concept, Constraint
from tests.conftest import read_all

EQ, GT, GE, LE = Comparator.EQ, Comparator.GT, Comparator.GE, Comparator.LE


def _conditions(answer: str) -> list[tuple[str, bool, Comparator | None, float | None, Unit | None]]:
    records = read_all([("会员卡的规定", answer)])
    labels = {r.id: r.label for r in records if isinstance(r, Concept)}
    return [
        (labels[c.concept], c.negated, *((c.limit.comparator, c.limit.value, c.limit.unit) if c.limit else (None,) * 3))
        for r in records
        if isinstance(r, Constraint)
        for c in r.conditions
    ]


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        ("礼包24小时未领取的，系统自动退回。", ("未领取", False, EQ, 24, Unit.HOUR)),
        ("换课申请48小时未答复的，系统自动关闭。", ("未答复", False, EQ, 48, Unit.HOUR)),
        ("门店连续7天未营业的，系统自动下线。", ("未营业", False, EQ, 7, Unit.DAY)),
        ("逾还书期限3天仍未归还者，系统自动停权。", ("未归还", False, EQ, 3, Unit.DAY)),
        ("借阅超过30天未归还的，系统自动停权。", ("未归还", False, GT, 30, Unit.DAY)),
        ("一天内爽约满3次的，系统暂停派单24小时。", ("一天内爽约", False, GE, 3, Unit.TIMES)),
    ],
)
def test_what_has_not_been_done_for_so_long_holds_its_time(
    answer: str, wanted: tuple[str, bool, Comparator, float, Unit]
) -> None:
    assert set(_conditions(answer)) == {wanted}


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        ("未处于冻结状态的账号可申请提现。", ("冻结", True)),
        ("未参与秒杀活动的商品可以改价。", ("秒杀", True)),
        ("处于冻结状态的账号不能提现。", ("冻结", False)),
        ("参与秒杀活动的商品不能改价。", ("秒杀", False)),
        ("未完成的预售订单不可修改备注。", ("预售", False)),
    ],
)
def test_a_state_told_as_not_holding_is_negated(answer: str, wanted: tuple[str, bool]) -> None:
    assert wanted in {(label, no) for label, no, *_ in _conditions(answer)}
    assert (wanted[0], not wanted[1]) not in {(label, no) for label, no, *_ in _conditions(answer)}
