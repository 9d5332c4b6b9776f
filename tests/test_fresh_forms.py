"""Forms in which back offices that no example shows tell of whom, when and of what a rule is said; all words are invented."""

import pytest

from ontology.kinds import Verdict
from tests.conftest import read_all
from tests.worlds import World


@pytest.mark.parametrize(
    ("told", "feature", "given", "verdict"),
    [
        ("管台账号可以拉黑、弹出公告，不可以删除货架。", "弹出公告", ["管台账号"], Verdict.ALLOWED),
        ("仓管账号没有导出权限。", "导出", [], Verdict.UNSTATED),
        ("分拣账号没有打印权限。", "打印", ["分拣账号"], Verdict.FORBIDDEN),
        ("A4 冷藏会员的积分不可赠送。", "赠送", ["冷藏会员"], Verdict.FORBIDDEN),
        ("沙洲游船当天不接受改期。", "改期", [], Verdict.UNSTATED),
        ("体验号、未备案服务号均无法授权。", "授权", ["体验号"], Verdict.FORBIDDEN),
        ("北欧站不开放分期付款。", "分期付款", ["北欧站"], Verdict.FORBIDDEN),
        ("门店具备夜间营业资质的，可申请开通夜送。", "申请开通夜送", ["具备夜间营业资质"], Verdict.ALLOWED),
        ("岛东仓直发单支持30天无理由退货。", "无理由退货", ["岛东仓直发单"], Verdict.ALLOWED),
        ("预留票一旦兑现，商家不得代为退票。", "代为退票", ["预留票", "兑现"], Verdict.FORBIDDEN),
        ("旺季期间及祭典日，系统锁定价格，商家不能改价。", "改价", ["祭典日"], Verdict.FORBIDDEN),
        ("联营商户可在【货架】-【标价管理】中修改价格。", "修改价格", ["联营商户"], Verdict.ALLOWED),
        ("“盲抽”类商品：未拆封的可以退货，商家已代拆的不可退货。", "退货", ["盲抽类商品"], Verdict.CONDITIONAL),
        ("证件已吊销的导览账号无法登录，也不能恢复。", "登录", ["证件已吊销", "导览账号"], Verdict.FORBIDDEN),
    ],
)
def test_it_is_read_of_whom_and_when(told: str, feature: str, given: list[str], verdict: Verdict) -> None:
    assert World(read_all([(f"{feature}有什么规定", told)])).verdict(feature, given) is verdict


def test_what_does_not_exceed_a_figure_is_within_it() -> None:
    world = World(read_all([("退款规则", "购买未超过9天的可以申请退款。")]))
    limits = [c.limit.comparator.value for rule in world.constraints() for c in rule.conditions if c.limit]
    assert limits == ["LE"]


@pytest.mark.parametrize("done", ["购买", "订购", "加入", "报名", "接入"])
def test_what_has_not_been_taken_part_in_stays_denied(done: str) -> None:
    world = World(read_all([("导出报表有什么规定", f"未{done}看板包的商户无法导出报表。")]))
    assert world.verdict("导出报表", [f"{done}看板包"]) is not Verdict.FORBIDDEN
    assert [c.negated for rule in world.constraints() for c in rule.conditions] == [True]


@pytest.mark.parametrize(
    ("told", "feature", "given", "verdict"),
    [
        (
            "一、开通抢购\n只有收到邀请函的花艺类店铺才能开通。\n二、报备\n鲜切花可以报备。",
            "开通抢购",
            ["花艺类店铺"],
            Verdict.CONDITIONAL,
        ),
        ("计息周期由立户时确定，不支持更改。", "更改计息周期", [], Verdict.FORBIDDEN),
    ],
)
def test_a_bare_verb_is_done_to_what_was_named_before(
    told: str, feature: str, given: list[str], verdict: Verdict
) -> None:
    assert World(read_all([("平台有什么规定", told)])).verdict(feature, given) is verdict


def test_a_prohibition_behind_what_happens_to_some_holds_for_those() -> None:
    told = "代管门店的库存由系统每隔7分钟自动同步，不允许手工修改；非代管门店可以手工修改库存。"
    world = World(read_all([("同步规则", told)]))
    assert world.verdict("修改库存", ["代管门店"]) is Verdict.FORBIDDEN
    assert world.verdict("修改库存", []) is Verdict.CONDITIONAL
