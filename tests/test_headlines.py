"""Headings that say for what the lines under them hold, in whatever way they are written."""

import pytest

from ontology.kinds import Verdict
from tests.conftest import read_all
from tests.worlds import World

FORMS = (
    "● {0}\n{1}\n● {2}\n{3}",
    "一、{0}\n{1}\n二、{2}\n{3}",
    "1. {0}\n{1}\n2. {2}\n{3}",
    "【{0}】\n{1}\n【{2}】\n{3}",
    "{0}：\n{1}\n{2}：\n{3}",
    "## {0}\n{1}\n## {2}\n{3}",
    "**{0}**\n{1}\n**{2}**\n{3}",
    "{0}\n{1}\n{2}\n{3}",
)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("one", "other"), [("寄售单", "代销单"), ("企业店", "个人店"), ("拼车团", "私家团")])
def test_a_heading_holds_for_what_stands_under_it(form: str, one: str, other: str) -> None:
    told = form.format(one, "出库前，商家可改价。", other, "不支持改价。")
    world = World(read_all([("改价规则", told)]))
    assert world.verdict("改价", [other]) is Verdict.FORBIDDEN
    assert world.verdict("改价", [one]) is Verdict.CONDITIONAL
    assert world.verdict("改价", []) is Verdict.CONDITIONAL


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("one", "other"), [("成交", "售后"), ("报名资格", "商品要求"), ("资金", "审核")])
def test_a_heading_that_tells_what_is_done_is_no_condition(form: str, one: str, other: str) -> None:
    told = form.format(one, "寄售单可改价。", other, "代销单不支持改价。")
    world = World(read_all([("改价规则", told)]))
    assert world.verdict("改价", ["代销单"]) is Verdict.FORBIDDEN
    assert world.verdict("改价", ["寄售单"]) is Verdict.ALLOWED
