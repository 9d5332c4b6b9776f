"""What may be done, as a person asks it by other words than the text: all platforms and words are invented."""

import pytest

from ontology.kinds import Verdict
from tests.conftest import read_all
from tests.worlds import World

ALLOWED, FORBIDDEN, CONDITIONAL, UNSTATED = Verdict.ALLOWED, Verdict.FORBIDDEN, Verdict.CONDITIONAL, Verdict.UNSTATED


def verdict(question: str, told: str, feature: str, *given: str) -> Verdict | str:
    return World(read_all([(question, told)])).verdict(feature, given)


@pytest.mark.parametrize(
    ("told", "given", "wanted"),
    [
        ("北岭站不开放赊账，渡口自提单例外。", ("北岭站", "渡口自提单"), ALLOWED),
        ("北岭站不开放赊账，渡口自提单例外。", ("北岭站", "非渡口自提单"), FORBIDDEN),
        ("已封样的布匹不支持赊账。馆藏布匹例外。", ("已封样", "馆藏布匹"), ALLOWED),
        ("已封样的布匹不支持赊账（馆藏布匹例外）。", ("已封样",), CONDITIONAL),
        ("旺季开始后不能赊账，例外：仓库损毁。", ("旺季开始后", "仓库损毁"), ALLOWED),
        ("已封样的布匹不可换色，散装布匹可以赊账，馆藏布匹除外。", ("散装布匹", "馆藏布匹"), FORBIDDEN),
    ],
)
def test_what_is_told_as_an_exception_is_turned(told: str, given: tuple[str, ...], wanted: Verdict) -> None:
    assert verdict("赊账规则", told, "赊账", *given) is wanted


def test_why_alone_is_excepted_not_the_act_again() -> None:
    assert verdict("换货规则", "旺季内无法换货，因仓库损毁换货的除外。", "换货", "旺季内", "仓库损毁") is ALLOWED


def test_an_exception_is_of_what_was_said_last_alone() -> None:
    told = "已封样的布匹不可换色，散装布匹可以赊账，馆藏布匹除外。"
    assert verdict("赊账规则", told, "换色", "已封样", "馆藏布匹") is FORBIDDEN


def test_what_only_begins_with_the_word_for_it_is_no_exception() -> None:
    assert verdict("例外审批规则", "例外审批单不可撤回。", "撤回", "例外审批单") is FORBIDDEN
