"""Conditions that stand where few texts put them, and must not be lost: a rule without its condition would hold for all. All words are
invented."""

import pytest

from ontology.kinds import Verdict
from tests.conftest import read_all
from tests.worlds import World

WHEN = "| 包厢 | 退订时刻 | 可否退订 |\n|---|---|---|\n| 雅座包厢 | 入场前一日 | 可以 |\n| | 入场当日 | 不可以 |\n| 散席 | 入场前一日 | 可以 |\n| | 入场当日 | 可以 |"


@pytest.mark.parametrize(
    ("told", "feature", "given", "verdict"),
    [
        ("货签正被样品引用时不能删除。", "删除", [], Verdict.UNSTATED),
        ("货签正被样品引用时不能删除。", "删除", ["货签正被样品引用"], Verdict.FORBIDDEN),
        ("证照即将到期（剩余不足60天）的，暂不受理入场。", "入场", [], Verdict.UNSTATED),
        ("证照即将到期（剩余不足60天）的，暂不受理入场。", "入场", ["证照即将到期"], Verdict.FORBIDDEN),
        ("摊位押金低于应缴金额的摊主，不可报名夜市。", "报名夜市", [], Verdict.UNSTATED),
        ("摊位押金低于应缴金额的摊主，不可报名夜市。", "报名夜市", ["摊位押金低于应缴金额"], Verdict.FORBIDDEN),
        ("总摊账号：可新增货签、可合并货签、可查看全部流水。", "合并货签", ["总摊账号"], Verdict.ALLOWED),
        ("总摊账号：可新增货签、可合并货签、可查看全部流水。", "合并货签", [], Verdict.CONDITIONAL),
        (WHEN, "退订", ["雅座包厢", "入场当日"], Verdict.FORBIDDEN),
        (WHEN, "退订", ["散席", "入场当日"], Verdict.ALLOWED),
        (WHEN, "退订", ["雅座包厢"], Verdict.CONDITIONAL),
        ("Q：到摊自取的能改成跑腿吗？\nA：可以改成跑腿。\nQ：已呼叫跑腿的急送件呢？\nA：不可以改成跑腿。", "改成跑腿", ["到摊自取", "急送件"], Verdict.ALLOWED),
        ("未结清水费的摊位不能过户。", "过户", [], Verdict.UNSTATED),
    ],
)  # fmt: skip
def test_a_condition_is_kept(told: str, feature: str, given: list[str], verdict: Verdict) -> None:
    assert World(read_all([(f"{feature}有什么规定", told)])).verdict(feature, given) is verdict


def test_what_an_item_excepts_is_taken_out_of_it() -> None:
    world = World(read_all([("申诉规则", "下列评语不受理申诉：①已申诉过的评语；②匿名评语（含有辱骂的除外）。")]))
    told = [[c.negated for c in rule.conditions] for rule in world.constraints()]
    assert [True] in [sorted(one)[1:] for one in told if len(one) == 2]


def test_how_many_cases_are_told_of_below_is_no_rule() -> None:
    world = World(
        read_all(
            [
                (
                    "投放为什么停了",
                    "计划停止投放通常有三种情况：\n（1）余额不足，计划自动暂停；\n（2）当日消耗达到日预算，计划自动暂停至次日零点。",
                )
            ]
        )
    )
    assert {rule.modality for rule in world.constraints()} == {"AUTOMATIC"}
    assert all(rule.conditions for rule in world.constraints())


def test_an_unusable_day_is_no_prohibition() -> None:
    world = World(read_all([("可用日子怎么设置", "不可用日期须在样品上架前设置。")]))
    assert {rule.modality for rule in world.constraints()} == {"REQUIRED"}


@pytest.mark.parametrize(
    ("told", "feature", "given", "verdict"),
    [
        ("样布单不支持退货，仅支持因质量问题换货。", "退货", ["样布单"], Verdict.FORBIDDEN),
        ("样布单不支持退货，仅支持因质量问题换货。", "换货", ["样布单", "质量问题"], Verdict.ALLOWED),
        ("剪吊牌、下水洗过的不予更换。", "更换", [], Verdict.UNSTATED),
        ("试穿课不可转让。", "转让", [], Verdict.UNSTATED),
        ("试穿课不可转让。", "转让", ["试穿课"], Verdict.FORBIDDEN),
        ("年满16周岁方可开摊。", "开摊", [], Verdict.CONDITIONAL),
        ("16至70周岁的人员可开摊。", "开摊", ["16至70周岁"], Verdict.ALLOWED),
        ("剪吊牌、下水洗过的不予更换。", "更换", ["下水洗过"], Verdict.FORBIDDEN),
    ],
)
def test_an_act_is_permitted_for_its_own_reason_alone(
    told: str, feature: str, given: list[str], verdict: Verdict
) -> None:
    assert World(read_all([("换货规则", told)])).verdict(feature, given) is verdict


def test_how_long_something_lasts_is_no_condition() -> None:
    world = World(read_all([("报价函", "报价函有效期默认15天，最长可设90天。")]))
    assert all(not rule.conditions for rule in world.constraints())
