"""Which rules conflict: cases, what holds of any statements, and that a conflict and a conflicting verdict go together."""

from dataclasses import replace
from itertools import combinations
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ontology.conflicts import CLASHES, Clash, Measure, Reason, Statement, cannot_both_be, conflicts, contested
from ontology.kinds import Comparator, ConstraintKind, Modality, Unit, Verdict
from ontology.logic import (
    Bound,
    Given,
    Literal,
    Relations,
    Rule,
    bound,
    compatible,
    equivalent,
    judge,
    more_specific,
)

WORLD = Relations({"待出库": ("出库前",), "甲": ("乙",)}, {"货到付款": ("在线支付",)})
COD, PREPAID, BEFORE, WAITING = (Literal(name) for name in ("货到付款", "在线支付", "出库前", "待出库"))


def figure(told: str, *, unit: Unit | None = Unit.TIMES, **more: Any) -> Measure:
    """`<=3`, `>=3`, `<3`, `>3`, `3`, `3-5`."""
    signs = {"<=": Comparator.LE, ">=": Comparator.GE, "<": Comparator.LT, ">": Comparator.GT}
    for sign, comparator in signs.items():
        if told.startswith(sign):
            return Measure(bound(comparator, float(told[len(sign) :]), None, unit), **more)
    low, between, high = told.partition("-")
    comparator = Comparator.BETWEEN if between else Comparator.EQ
    return Measure(bound(comparator, float(low), float(high) if between else None, unit), **more)


def rule(modality: Modality, *conditions: Literal, **more: Any) -> Statement:
    kind = more.pop("kind", ConstraintKind.APPLICABILITY)
    return Statement("", "修改地址", kind, modality, conditions, **more)


def allowed(*conditions: Literal, **more: Any) -> Statement:
    return rule(Modality.ALLOWED, *conditions, **more)


def forbidden(*conditions: Literal, **more: Any) -> Statement:
    return rule(Modality.FORBIDDEN, *conditions, **more)


def quota(told: str, *conditions: Literal, **more: Any) -> Statement:
    measure = {name: more.pop(name) for name in ("unit", "per", "basis", "since", "field") if name in more}
    more = {"kind": ConstraintKind.QUOTA, **more}
    return rule(Modality.REQUIRED, *conditions, quantity=figure(told, **measure), **more)


def duration(told: str, *conditions: Literal, **more: Any) -> Statement:
    return quota(told, *conditions, **{"kind": ConstraintKind.DURATION, "unit": Unit.HOUR, **more})


def duty(modality: Modality, **more: Any) -> Statement:
    return rule(modality, kind=ConstraintKind.PREREQUISITE, **more)


REQUIRED, NOT_REQUIRED = Modality.REQUIRED, Modality.NOT_REQUIRED
NEXT_YEAR = {"valid_from": "2023-01-01"}
THIS_YEAR = {"valid_until": "2022-12-31"}

CASES: list[tuple[Statement, Statement, Reason | None]] = [
    # modality
    (allowed(), forbidden(), Reason.MODALITY),
    (allowed(COD), forbidden(COD), Reason.MODALITY),
    (allowed(WAITING), forbidden(WAITING, BEFORE), Reason.MODALITY),
    (allowed(scope="末级"), forbidden(), Reason.MODALITY),
    (allowed(scope="末级地址"), forbidden(scope="末级"), Reason.MODALITY),
    (allowed(scope="末級 地址"), forbidden(scope="末级地址"), Reason.MODALITY),
    (allowed(actor="子账号"), forbidden(actor="子账号"), Reason.MODALITY),
    # rule and exception, what cannot be compared, what cannot be together
    (allowed(), allowed(), None),
    (allowed(), forbidden(COD), None),
    (allowed(BEFORE), forbidden(WAITING), None),
    (allowed(WAITING), forbidden(BEFORE), None),
    (allowed(COD), forbidden(WAITING), None),
    (allowed(COD), forbidden(PREPAID), None),
    (allowed(COD, PREPAID), forbidden(COD, PREPAID), None),
    (allowed(COD), forbidden(COD.denial), None),
    (allowed(), forbidden(scope="末级"), None),
    (allowed(scope="姓名"), forbidden(scope="末级"), None),
    # another topic, kind or actor; what holds no longer, not yet, or is only recommended
    (allowed(), replace(forbidden(), topic="修改运费"), None),
    (allowed(), forbidden(kind=ConstraintKind.CONSEQUENCE), None),
    (allowed(), forbidden(actor="子账号"), None),
    (allowed(superseded=True), forbidden(), None),
    (rule(Modality.RECOMMENDED), forbidden(), None),
    (replace(quota("10"), modality=Modality.RECOMMENDED), replace(quota("20"), modality=Modality.RECOMMENDED), None),
    (allowed(**THIS_YEAR), forbidden(**NEXT_YEAR), None),
    (allowed(**THIS_YEAR), forbidden(valid_from="2022-12-31"), Reason.MODALITY),
    (allowed(**THIS_YEAR), forbidden(), Reason.MODALITY),
    # duties
    (duty(REQUIRED, effect="验证手机号"), duty(NOT_REQUIRED, effect="验证手机号"), Reason.MODALITY),
    (duty(REQUIRED), duty(NOT_REQUIRED), Reason.MODALITY),
    (duty(REQUIRED, effect="验证手机号"), duty(NOT_REQUIRED, effect="备注"), None),
    (duty(REQUIRED, scope="主账号"), duty(NOT_REQUIRED, scope="子账号"), None),
    (duty(REQUIRED), duty(REQUIRED), None),
    (duty(REQUIRED), duty(Modality.FORBIDDEN), None),
    (duty(REQUIRED), rule(NOT_REQUIRED, kind=ConstraintKind.QUOTA), None),
    # figures
    (quota("10", per=Unit.DAY), quota("20", per=Unit.DAY), Reason.FIGURE),
    (quota("<=10", COD), quota("<=20", COD), Reason.FIGURE),
    (quota("<=10"), quota("<=10"), None),
    (quota("<=10"), quota("<=20", COD), None),
    (quota("10", per=Unit.DAY), quota("20", per=Unit.MONTH), None),
    (quota("10", per=Unit.DAY), quota("20"), None),
    (quota("10", basis="每个主账号"), quota("20", basis="每个子账号"), None),
    (quota("10", basis="每个主账号"), quota("20", basis="每个主賬號"), Reason.FIGURE),
    (quota("50"), quota("60", unit=Unit.ORDERS), None),
    (quota("50", unit=Unit.OTHER), quota("60", unit=Unit.OTHER), None),
    (quota("50", unit=None), quota("60", unit=None), Reason.FIGURE),
    (quota("10", scope="姓名"), quota("20", scope="电话"), None),
    (quota("10", scope="姓名"), quota("20"), Reason.FIGURE),
    (quota("10", effect="查询"), quota("20", effect="可查询"), Reason.FIGURE),
    (quota("10", field="订单剩余支付金额"), quota("20", field="订单剩余支付金额"), None),
    (quota("10"), rule(REQUIRED, kind=ConstraintKind.QUOTA), None),
    (quota("10", kind=ConstraintKind.SPAN), quota("20"), None),
    (quota("10", **THIS_YEAR), quota("20", **NEXT_YEAR), None),
    (duration("48"), duration("2", unit=Unit.DAY), None),
    (duration("48"), duration("3", unit=Unit.DAY), Reason.FIGURE),
    (duration("3", unit=Unit.DAY), duration("7", unit=Unit.WORKING_DAY), None),
    (duration("1", unit=Unit.YEAR), duration("6", unit=Unit.MONTH), Reason.FIGURE),
    (duration("48", since="出库"), duration("72", since="出库"), Reason.FIGURE),
    (duration("48", since="出库"), duration("72", since="妥投"), None),
    (duration("48", since="出库"), duration("72"), None),
    (duration("48", effect="自动取消"), duration("72", effect="自动取消"), Reason.FIGURE),
    (duration("48", effect="自动取消"), duration("72", effect="自动确认收货"), None),
    (duration("48", effect="自动取消"), duration("72"), Reason.FIGURE),
    (duration("48", actor="客服"), duration("72"), None),
    (duration("48"), replace(duration("72"), modality=Modality.AUTOMATIC), None),
    (
        quota("10", measured="创建优惠券#张"),
        replace(quota("20", measured="创建优惠券#张"), topic="创建失败"),
        Reason.FIGURE,
    ),
    (quota("10", measured="创建优惠券#张"), replace(quota("20", measured="绑定会员卡#张"), topic="创建失败"), None),
    # dates
    (allowed(valid_from="2022-06-20"), allowed(**NEXT_YEAR), Reason.DATE),
    (allowed(valid_from="2022-06-20"), allowed(), None),
    (allowed(valid_from="2022-06-20"), allowed(valid_from="2022-06-20"), None),
    (allowed(valid_from="2022-06-20", **THIS_YEAR), allowed(**NEXT_YEAR), None),
    (allowed(valid_from="2022-06-20"), allowed(COD, **NEXT_YEAR), None),
    (allowed(valid_from="2022-06-20", scope="末级"), allowed(**NEXT_YEAR), None),
    (allowed(valid_from="2022-06-20", effect="可见"), allowed(effect="不再展示", **NEXT_YEAR), None),
    (duration("48", valid_from="2022-06-20"), duration("2", unit=Unit.DAY, **NEXT_YEAR), Reason.DATE),
    (duration("48", valid_from="2022-06-20"), duration("72", **NEXT_YEAR), Reason.FIGURE),
    # scopes
    (allowed(scope="末级", exclusive=True), allowed(scope="姓名"), Reason.SCOPE),
    (allowed(scope="末级", exclusive=True), allowed(scope="姓名", exclusive=True), Reason.SCOPE),
    (allowed(scope="末级"), allowed(scope="姓名"), None),
    (allowed(scope="末级", exclusive=True), allowed(scope="末级（3/4）"), None),
    (allowed(scope="末级", exclusive=True), allowed(), None),
    (allowed(scope="末级", exclusive=True), allowed(COD, scope="姓名"), None),
]


@pytest.mark.parametrize(("one", "other", "reason"), CASES)
def test_two_statements(one: Statement, other: Statement, reason: Reason | None) -> None:
    """Whichever comes first, whichever id is which."""
    expected = () if reason is None else (Clash("a", "b", reason),)
    for first, second in ((one, other), (other, one)):
        pair = [replace(first, id="a"), replace(second, id="b")]
        assert conflicts(pair, WORLD) == conflicts(reversed(pair), WORLD) == expected


@pytest.mark.parametrize(
    ("one", "other", "disagree"),
    [
        ("3", "3", False),
        ("3", "4", True),
        ("<=3", "<=4", True),
        ("<=3", "<3", False),
        (">=3", ">=4", True),
        (">=1", "<=31", False),
        (">=31", "<=1", True),
        (">=3", "<3", True),
        (">=3", "<=3", False),
        ("3", "<=4", False),
        ("5", "<=4", True),
        ("3", ">=4", True),
        ("10", ">10", False),
        ("3-5", "4", False),
        ("3-5", "6", True),
        ("3-5", "<=7", False),
        ("3-5", "<=4", True),
        ("3-5", ">=3", False),
        ("3-5", "3-7", True),
        ("3-5", "3-5", False),
    ],
)
def test_two_figures(one: str, other: str, disagree: bool) -> None:
    first, second = figure(one).bound, figure(other).bound
    assert cannot_both_be(first, second) is cannot_both_be(second, first) is disagree
    assert not cannot_both_be(first, Bound(Unit.TIMES))


def test_what_a_statement_conflicts_with_is_told_once() -> None:
    some = [allowed(), forbidden(), allowed(scope="末级"), forbidden(COD), forbidden(superseded=True)]
    named = [replace(one, id=f"{number}") for number, one in enumerate(some)]
    expected = (Clash("0", "1", Reason.MODALITY), Clash("1", "2", Reason.MODALITY))
    assert conflicts([*named, *named], WORLD) == expected


def test_many_statements_that_agree_are_not_compared_with_each_other() -> None:
    """Two hundred million pairs would take minutes."""
    some = [replace(quota("10", basis=f"{number % 7}"), id=f"q{number}") for number in range(20_000)]
    some += [replace(allowed(Literal(f"{number}")), id=f"a{number}") for number in range(20_000)]
    assert conflicts([*some, replace(quota("20", basis="3"), id="x")], WORLD)[0].other == "x"


def test_the_table_names_each_reason() -> None:
    assert {law.reason for law in CLASHES} == set(Reason)
    assert len({law.law for law in CLASHES}) == len(CLASHES)


# -- what holds of any statements ----------------------------------------------------------------------------------------

LITERALS = st.builds(Literal, st.sampled_from(["待出库", "出库前", "货到付款", "在线支付"]), st.booleans())
CONDITIONS = st.lists(LITERALS, max_size=2, unique=True).map(tuple)
DATES = st.sampled_from([None, "2022-01-01", "2022-06-20"])
FIGURES = st.none() | st.sampled_from([figure(told) for told in ("3", "<=3", ">=5", "4-6", "<=7")])
STATEMENTS = st.builds(
    Statement,
    id=st.just(""),
    topic=st.sampled_from(["修改地址", "修改地址", "取消订单"]),
    kind=st.sampled_from([ConstraintKind.APPLICABILITY, ConstraintKind.QUOTA, ConstraintKind.PREREQUISITE]),
    modality=st.sampled_from([*Modality, Modality.ALLOWED, Modality.FORBIDDEN]),
    conditions=CONDITIONS,
    scope=st.sampled_from([None, None, "末级", "末级地址", "姓名"]),
    quantity=FIGURES,
    valid_from=DATES,
    valid_until=DATES,
    superseded=st.integers(0, 5).map(lambda number: number == 5),
    exclusive=st.booleans(),
)
MANY = st.lists(STATEMENTS, max_size=12).map(
    lambda some: [replace(one, id=f"{number:02}") for number, one in enumerate(some)]
)


@given(MANY, st.randoms(use_true_random=False))
def test_no_order_makes_a_difference(some: list[Statement], random: Random) -> None:
    found = conflicts(some, WORLD)
    assert list(found) == sorted(set(found))
    assert all(clash.one < clash.other for clash in found)
    random.shuffle(some)
    assert conflicts(some, WORLD) == found


@given(MANY)
def test_conflicts_are_those_of_the_pairs(some: list[Statement]) -> None:
    pairs = {clash for pair in combinations(some, 2) for clash in conflicts(pair, WORLD)}
    assert set(conflicts(some, WORLD)) == pairs


@given(MANY)
def test_conflicts_are_those_of_the_contested(some: list[Statement]) -> None:
    assert conflicts(contested(some, WORLD), WORLD) == conflicts(some, WORLD)


@given(MANY)
def test_an_exception_is_no_conflict(some: list[Statement]) -> None:
    known = {one.id: one for one in some}
    for clash in conflicts(some, WORLD):
        one, other = known[clash.one], known[clash.other]
        assert equivalent(one.conditions, other.conditions, WORLD)
        assert compatible(one.conditions, other.conditions, WORLD)
        for first, second in ((one, other), (other, one)):
            assert not more_specific(as_rule(first), as_rule(second), WORLD)
            assert not first.superseded
            assert first.modality is not Modality.RECOMMENDED


def as_rule(one: Statement) -> Rule:
    return Rule(one.id, one.modality is Modality.ALLOWED, one.conditions, scoped=one.scope is not None)


DECIDERS = st.builds(
    Statement,
    id=st.just(""),
    topic=st.just("修改地址"),
    kind=st.just(ConstraintKind.APPLICABILITY),
    modality=st.sampled_from([Modality.ALLOWED, Modality.FORBIDDEN]),
    conditions=CONDITIONS,
    scope=st.sampled_from([None, None, "末级"]),
)


@given(DECIDERS, DECIDERS)
def test_a_conflict_of_deciders_and_a_conflicting_verdict_go_together(one: Statement, other: Statement) -> None:
    pair = [replace(one, id="a"), replace(other, id="b")]
    assume(all(compatible(each.conditions, (), WORLD) for each in pair))
    assume(compatible(one.conditions, other.conditions, WORLD))
    rules = [as_rule(each) for each in pair]
    order = Given((*one.conditions, *other.conditions), WORLD)
    clash = any(found.reason is Reason.MODALITY for found in conflicts(pair, WORLD))
    verdict = judge(rules, order).verdict
    if all(each.decides for each in rules):
        assert clash is (verdict is Verdict.CONFLICTING)
    else:
        assert verdict is not Verdict.CONFLICTING
