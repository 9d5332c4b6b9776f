"""A rule holds for no more than was said: the thing of which a state is told, what tells a name apart, both of two told together.

All platforms and words are invented.
"""

from collections.abc import Iterator

import pytest

from ontology.kinds import ConstraintKind, Verdict
from ontology.records import Concept, Constraint, Feature
from tests.conftest import read_all
from tests.worlds import World

_KINDS = (ConstraintKind.APPLICABILITY, ConstraintKind.CONSEQUENCE, ConstraintKind.PREREQUISITE)


def rules(title: str, told: str) -> set[str]:
    """Each rule as `modality feature: conditions`, a denied one with 非."""
    world = World(read_all([(title, told)]))
    return {
        f"{rule.modality} {_about(world, rule)}: {'、'.join(sorted(_names(world, rule)))}"
        for rule in world.constraints()
        if rule.kind in _KINDS
    }


def _about(world: World, rule: Constraint) -> str:
    thing = world.by_id[rule.feature or rule.subject or ""]
    assert isinstance(thing, Feature | Concept)
    return thing.label


def _names(world: World, rule: Constraint) -> Iterator[str]:
    for condition in rule.conditions:
        concept = world.by_id[condition.concept]
        assert isinstance(concept, Concept)
        yield "非" * condition.negated + concept.label


@pytest.mark.parametrize(
    ("title", "told", "wanted"),
    [
        # the thing of which a state is told
        ("退课规则", "已开课的直播课不支持退费。", "FORBIDDEN 退费: 已开课、直播课"),
        ("卡务说明", "未激活的门禁卡可以转让。", "ALLOWED 转让: 未开通、门禁卡"),
        ("广告投放", "对于已结束的搜索计划，不能重启。", "FORBIDDEN 重启: 已结束、搜索计划"),
        ("退货", "未拆封的进口奶粉可退；已拆封的，不支持退货。", "FORBIDDEN 退货: 已拆封、进口奶粉"),
        ("会所须知", "已部分核销的次卡不支持退款。", "FORBIDDEN 退款: 已部分核销、次卡"),
        # what tells a name of the vocabulary apart
        ("账号安全", "离职员工账号无法登录。", "FORBIDDEN 登录: 离职员工账号"),
        ("接单设置", "夜间专营店不可使用自动接单。", "FORBIDDEN 使用自动接单: 夜间专营店"),
        ("活动准入", "境外旗舰店不可报名满赠节。", "FORBIDDEN 报名满赠节: 境外旗舰店"),
        # a thing by its own name is no way of payment, and what is told behind an event is what the rule is about
        ("储值", "储值卡过期后余额不可退。", "FORBIDDEN 退余额: 储值卡过期"),
        ("截件", "截件成功后运费不退。", "FORBIDDEN 退运费: 截件成功"),
        ("签约", "合同签署后附件不可删除。", "FORBIDDEN 删除附件: 合同签署"),
        # what is so only of two together
        ("用券", "新人券不与其他优惠同享。", "FORBIDDEN 同享: 新人券"),
        ("用券", "满减券不能与折扣券叠加。", "FORBIDDEN 叠加: 折扣券、满减券"),
        ("装车", "生鲜与日化不可混装。", "FORBIDDEN 混装: 日化、生鲜"),
        ("用券", "店铺券与平台券可叠加，店铺券之间不可叠加。", "ALLOWED 叠加: 平台券、店铺券"),
        ("用券", "店铺券与平台券可叠加，店铺券之间不可叠加。", "FORBIDDEN 叠加: 店铺券之间"),
        # what is being done to a thing
        ("投放", "推广计划投放中可以随时下线。", "ALLOWED 下线: 投放中"),
        ("直播", "直播间直播中不可更换封面。", "FORBIDDEN 更换封面: 直播中"),
        ("竞价", "展位审核中不能修改出价。", "FORBIDDEN 修改出价: 展位、待审核"),
        # a kind whose name begins with a cue, or of which an event is told
        ("改期", "不可取消房型不支持改期。", "FORBIDDEN 改期: 不可取消房型"),
        ("改期", "不可取消房型也不支持改期。", "FORBIDDEN 改期: 不可取消房型"),
        ("退改", "不可退票航班不支持改签。", "FORBIDDEN 改签: 不可退票航班"),
        ("票务", "夜场票开演前24小时可改签。", "ALLOWED 改签: 夜场票、开演前24小时"),
        # what need not be, as a condition; a contrast is of one alone; what an act behind another is no object of
        ("车险", "无需第三方定责的，可在线自助理赔。", "ALLOWED 自助理赔: 无需第三方定责"),
        ("慕课学习", "录播课支持倍速播放，直播课不支持。", "FORBIDDEN 倍速播放: 直播课"),
        ("网盘", "超出容量后，只能下载不能上传。", "FORBIDDEN 上传: 超出容量"),
        ("投保", "孕期28周以上暂不承保。", "FORBIDDEN 承保: 孕期"),
        # what is halted for some
        ("结算", "冻结中的商户暂停分账。", "FORBIDDEN 分账: 已冻结"),
        ("结算", "违规商户停止结算。", "FORBIDDEN 结算: 违规商户"),
        ("约课", "逾期未缴费的学员暂停约课。", "FORBIDDEN 约课: 逾期未缴费"),
    ],
)
def test_a_rule_is_told_of_no_more(title: str, told: str, wanted: str) -> None:
    assert wanted in rules(title, told)


@pytest.mark.parametrize(
    ("title", "told", "wanted"),
    [
        # what the entry is about, what any order has, and what bears conditions of all kinds tell no kind
        ("体验卡退款", "已核销的体验卡不支持退款。", "FORBIDDEN 体验卡退款: 已核销"),
        ("改址", "未发货的订单可以修改地址。", "ALLOWED 修改地址: 出库前"),
        ("合包", "合并后可拆分，但已打单的合包单不可拆分。", "FORBIDDEN 拆分: 已打单"),
        ("改签", "停用子账号后不可登录。", "FORBIDDEN 登录: 停用子账号"),
        ("积分", "未开通的订单不与积分同享。", "FORBIDDEN 同享: 未开通"),
        ("机票", "不可改签，不可退票。", "FORBIDDEN 改签: "),
        ("推广", "计划停止投放后可以删除。", "ALLOWED 删除: 计划停止投放"),
    ],
)
def test_and_of_no_less(title: str, told: str, wanted: str) -> None:
    assert wanted in rules(title, told)


@pytest.mark.parametrize(
    ("told", "feature", "given", "verdict"),
    [
        ("满赠不与团购价、限时直降同时使用。", "满赠", ["团购价"], Verdict.FORBIDDEN),
        ("满赠不与团购价、限时直降同时使用。", "满赠", ["限时直降"], Verdict.FORBIDDEN),
        ("满赠不与团购价、限时直降同时使用。", "满赠", [], Verdict.UNSTATED),
        ("满赠可与免运券叠加。", "满赠", ["免运券"], Verdict.ALLOWED),
        ("满赠不适用于特惠品和第三方票品。", "满赠", ["第三方票品"], Verdict.FORBIDDEN),
        ("满赠不适用于特惠品和第三方票品。", "满赠", [], Verdict.UNSTATED),
        ("成长折扣不适用于特惠品。", "成长折扣", ["特惠品"], Verdict.FORBIDDEN),
    ],
)
def test_what_the_question_is_about_and_what_it_does_not_go_with(
    told: str, feature: str, given: list[str], verdict: Verdict
) -> None:
    assert World(read_all([("满赠有什么规则", told)])).verdict(feature, given) is verdict
