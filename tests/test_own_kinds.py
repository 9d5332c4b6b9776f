"""Kinds and circumstances that no vocabulary knows: where their names begin and end, and that none is lost."""

import pytest

from ontology.kinds import Verdict
from ontology.records import Concept
from tests.conftest import read_all
from tests.worlds import World, plain


@pytest.mark.parametrize(
    ("asked", "told", "feature", "given", "verdict"),
    [
        ("主播怎么连麦", "但观看时长不足10分钟的不能连麦。", "连麦", "观看时长不足10分钟", Verdict.FORBIDDEN),
        ("课程能退吗", "不过团购单只可换课。", "换课", "团购单", Verdict.ALLOWED),
        ("哪些能退货", "冰鲜水产和活体宠物任何情况下都不支持退货。", "退货", "活体宠物", Verdict.FORBIDDEN),
        ("门票能改期吗", "早鸟票任何时候都不支持改期。", "改期", "早鸟票", Verdict.FORBIDDEN),
        ("怎么申请样品", "作者等级达到L3方可申请样品。", "申请样品", "作者等级达到L3", Verdict.ALLOWED),
        ("病人已开具处方能退吗", "医生已开具处方的，不能退款。", "退款", "医生已开具处方", Verdict.FORBIDDEN),
        ("互助团能换人吗", "互助团不支持换人。", "换人", "互助团", Verdict.FORBIDDEN),
    ],
)
def test_a_kind_is_read_with_its_own_name(asked: str, told: str, feature: str, given: str, verdict: Verdict) -> None:
    assert World(read_all([(asked, told)])).verdict(feature, [given]) is verdict


@pytest.mark.parametrize(
    ("asked", "told", "feature", "given", "verdict"),
    [
        ("样品单能退吗", "样品单支持退货，寄售类样品单除外。", "退货", ["寄售类样品单"], Verdict.FORBIDDEN),
        ("挂号单怎么退", "挂号单在医生签到前可全额退款。", "全额退款", ["挂号单", "医生签到前"], Verdict.ALLOWED),
        ("订房规则", "团购房可取消；钟点房一律不支持取消。", "取消", ["钟点房"], Verdict.FORBIDDEN),
        ("怎么接单", "金牌司机每月可改派3次。", "改派", ["金牌司机"], Verdict.ALLOWED),
        ("商户提现有何不同", "D0商户可当日提现。", "当日提现", ["D0商户"], Verdict.ALLOWED),
    ],
)
def test_a_verdict_is_found_by_what_a_merchant_says(
    asked: str, told: str, feature: str, given: list[str], verdict: Verdict
) -> None:
    assert World(read_all([(asked, told)])).verdict(feature, given) is verdict


def test_a_kind_is_narrower_than_what_its_name_ends_in_and_its_denial_is_not() -> None:
    told = "样品单不支持改价。寄售类样品单不支持退货。非样品单可改价。"
    concepts = {one.label: one for one in read_all([("样品规则", told)]) if isinstance(one, Concept)}
    assert concepts["寄售类样品单"].broader == (concepts["样品单"].id,)
    assert concepts["样品单"].narrower == (concepts["寄售类样品单"].id,)
    assert not any(one.broader for label, one in concepts.items() if label.startswith("非样品"))


@pytest.mark.parametrize(
    ("told", "feature", "given", "verdict"),
    [
        ("评级三级以上、退货率低于1%的店铺可报名会场。", "报名会场", ["评级三级以上"], Verdict.CONDITIONAL),
        ("已完成实地认证、开业满一年的商户，可申请代扣。", "申请代扣", ["已完成实地认证"], Verdict.CONDITIONAL),
        ("【保证金】旧账户未结清的，不得提交变更。", "提交变更", ["旧账户未结清"], Verdict.FORBIDDEN),
        ("【可转寄】验收成功的包裹，可转寄。\n【不可转寄】海外寄件的包裹不支持转寄。", "转寄", [], Verdict.CONDITIONAL),
        ("预热期前可自由退出。", "退出", ["预热期前"], Verdict.ALLOWED),
        ("以下两类不行：①赠品单；②冷冻单。", "拼箱发货", ["冷冻单"], Verdict.FORBIDDEN),
    ],
)
def test_what_stands_around_a_condition_is_no_part_of_it(
    told: str, feature: str, given: list[str], verdict: Verdict
) -> None:
    assert World(read_all([(f"能不能{feature}", told)])).verdict(feature, given) is verdict


@pytest.mark.parametrize(
    ("told", "labels"),
    [
        ("交车时如里程异常，门店可拒收。", {"里程异常", "交车"}),
        ("保质期剩余不足6个月的近效期奶粉商品，可参加特惠。", {"保质期剩余不足6个月"}),
        ("赠品未寄回的，不得退款。", {"赠品未寄回"}),
        ("买手超过48小时未回复的询价申请，系统自动关闭。", {"未回复"}),
        ("会员等级达到V3方可转赠。", {"会员等级达到V3"}),
    ],
)
def test_no_circumstance_is_lost(told: str, labels: set[str]) -> None:
    world = World(read_all([("询价申请怎么处理", told)]))
    found = [{name for c in rule.conditions for name in world.names(c.concept)} for rule in world.constraints()]
    assert any({plain(label) for label in labels} <= names for names in found), found


@pytest.mark.parametrize(
    ("told", "feature", "given", "verdict"),
    [
        ("入门版店铺不支持绑定域名，进阶版和尊享版可绑定。", "绑定域名", ["尊享版"], Verdict.ALLOWED),
        ("入门版店铺不支持绑定域名，进阶版和尊享版可绑定。", "绑定域名", ["入门版店铺"], Verdict.FORBIDDEN),
        ("拉黑会员的积分不可兑换、不可赠送。", "赠送", ["拉黑会员"], Verdict.FORBIDDEN),
        ("冻结积分不参与清零。", "清零", [], Verdict.UNSTATED),
    ],
)
def test_what_is_said_of_some_is_not_said_of_those_before(
    told: str, feature: str, given: list[str], verdict: Verdict
) -> None:
    assert World(read_all([(f"{feature}有什么规定", told)])).verdict(feature, given) is verdict
