"""Of whom a rule is said where no concept names them: roles told apart, the kind that a question asks about, the cases of a list, and
the how manieth time; all words are invented."""

import pytest

from ontology.kinds import Modality, Verdict
from ontology.records import Concept
from tests.conftest import read_all
from tests.worlds import World

_LIST = "有下列情形之一的，暂缓发还押品：\n1、存在未了结的争议；\n2、门票核销率低于60%；\n3、被其他租户投诉。"


@pytest.mark.parametrize(
    ("asked", "told", "feature", "given", "verdict"),
    [
        ("样衣怎么领", "达人可以申领样衣，主播不可以申领样衣。", "申领样衣", ["主播"], Verdict.FORBIDDEN),
        ("样衣怎么领", "达人可以申领样衣，主播不可以申领样衣。", "申领样衣", ["达人"], Verdict.ALLOWED),
        ("怎么登录装卸端", "司机可以登录，装卸员不可以登录。", "登录装卸端", ["装卸员"], Verdict.FORBIDDEN),
        ("怎么登录装卸端", "司机可以登录，装卸员不可以登录。", "登录装卸端", ["司机"], Verdict.ALLOWED),
        ("谁能排片", "值班经理可以排片，放映员无此权限。", "排片", ["放映员"], Verdict.FORBIDDEN),
        ("谁能排片", "场务主管可以排片，放映员没有该权限。", "排片", ["放映员"], Verdict.FORBIDDEN),
        ("访客能看什么", "未备案的访客看不到租金。", "租金", ["未备案"], Verdict.FORBIDDEN),
        ("联营卡的积分可以转赠吗", "不可以。", "转赠积分", [], Verdict.UNSTATED),
        ("联营卡的积分可以转赠吗", "不可以。", "转赠积分", ["联营卡"], Verdict.FORBIDDEN),
        ("核票员账号能查看营收吗", "不能哦。", "查看营收", ["核票员账号"], Verdict.FORBIDDEN),
        ("寄养商品可以改地址吗", "不可以改地址。", "改地址", [], Verdict.UNSTATED),
        ("权限有哪些", "护工可以登记体温（不能删除病历）。", "删除病历", ["护工"], Verdict.FORBIDDEN),
        ("权限有哪些", "护工可以登记体温（不能删除病历）。", "删除病历", [], Verdict.UNSTATED),
        (
            "申请联营的条件？",
            "商户同时符合以下几点即可申请：\n1、开园满90天；\n2、没有未缴清的水费。",
            "申请联营",
            [],
            Verdict.CONDITIONAL,
        ),
        ("售价", "开馆后展位价不可上调。", "上调展位价", ["开馆后"], Verdict.FORBIDDEN),
        ("导出", "导出护理单要具备“护理导出”权限。", "导出护理单", ["护理导出权限"], Verdict.ALLOWED),
        ("导出", "导出护理单要具备“护理导出”权限。", "导出护理单", [], Verdict.CONDITIONAL),
        ("入园", "1.3米以下儿童禁止进入碰碰车区。", "进入碰碰车区", [], Verdict.UNSTATED),
        ("复核", "租客如对扣款有异议，收到通知后3天内可复核。", "复核", ["收到通知"], Verdict.CONDITIONAL),
        ("入场", "亲子场，谢绝带宠物入场；夜间场，可以带宠物入场。", "带宠物入场", ["夜间场"], Verdict.ALLOWED),
        ("摊位", "开通优选后，可将摊位设为仅会员可见。", "设为仅会员可见", [], Verdict.CONDITIONAL),
        ("还款", "货主可在纠纷处理期间暂缓缴费。", "暂缓缴费", [], Verdict.CONDITIONAL),
        ("上架", "因图片侵权下架的，不得重新陈列。", "重新陈列", ["图片侵权"], Verdict.FORBIDDEN),
        ("起租量能改吗", "已参加“春日好价”的商品，展期没结束前起租量改不了。", "修改起租量", [], Verdict.UNSTATED),
        ("退课规则", "退课规则请在开营前设好，开营后不能再修改。", "修改退课规则", ["开营"], Verdict.FORBIDDEN),
        ("隐私", "开通隐私位后，可将展位价设为仅会员可见。", "设为仅会员可见", [], Verdict.CONDITIONAL),
        ("隐私", "未备案的访客看不到展位价。", "查看展位价", ["未备案"], Verdict.FORBIDDEN),
        ("申诉", "辱骂客户要求好评的，不得申诉。", "申诉", ["辱骂客户要求好评"], Verdict.FORBIDDEN),
        ("权限", "医生可以修改处方，护士只能查看。", "查看", [], Verdict.CONDITIONAL),
        ("探视", "宠物主人可以随时探视，访客不得探视。", "探视", ["访客"], Verdict.FORBIDDEN),
        ("退课", "私教课逾期不退。", "退私教课", [], Verdict.UNSTATED),
        ("优惠", "学生凭有效证件可享九折。", "享九折", [], Verdict.CONDITIONAL),
        ("搬运", "单件重量超过50公斤的货物属于超重件，不得人工搬运。", "人工搬运", [], Verdict.UNSTATED),
        ("押金", "出现下列情况的，押金不予退还：设备丢失；人为损坏。", "退还", ["设备丢失"], Verdict.FORBIDDEN),
        ("批发", "满500元起批，不满500元的订单按零售价结算，且不支持月结。", "月结", [], Verdict.UNSTATED),
        ("探视", "访客只能在周末探视。", "探视", [], Verdict.CONDITIONAL),
        ("改签", "开演前可以改签，退票后24小时方可重新购票。", "重新购票", ["退票"], Verdict.ALLOWED),
        (
            "改签",
            "展会开放期间不能改展位，撤展后2小时方可重新报展。",
            "重新报展",
            ["展会开放期间"],
            Verdict.CONDITIONAL,
        ),
        ("改期规则", "体验票、亲子票售出后任何情况下都不能改期。", "改期", ["亲子票", "售出"], Verdict.FORBIDDEN),
    ],
)
def test_it_is_said_of_those_alone(asked: str, told: str, feature: str, given: list[str], verdict: Verdict) -> None:
    assert World(read_all([(asked, told)])).verdict(feature, given) is verdict


def test_who_takes_part_in_any_order_is_no_condition_by_himself() -> None:
    world = World(read_all([("退款", "买家可以申请退款，商家不能拒绝。")]))
    assert all(not rule.conditions for rule in world.constraints())


@pytest.mark.parametrize(
    "told",
    ["支持试骑的车型会在详情页展示“试骑”按钮。", "一、哪些展品能拼单\n二、拼单门槛"],
)
def test_what_only_names_or_asks_permits_nothing(told: str) -> None:
    rules = World(read_all([("展品说明", told)])).constraints()
    assert all(rule.modality is not Modality.ALLOWED for rule in rules)


def test_a_duty_behind_a_duty_binds_the_same() -> None:
    told = "3000人以下的展会不要求消防批文，建议启用实名登记。"
    rules = World(read_all([("备案", told)])).constraints()
    assert len(rules) == 2
    assert all(rule.conditions for rule in rules)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("借阅资格", "有以下行为的，取消借阅资格：\n· 转借他人\n· 逾期三次\n· 损坏图书拒不赔偿"),
        ("补充材料", "有以下情况之一的，须补充材料：①证件过期；②法人变更；③住址变更。"),
        ("拍照", "珠宝类、易碎品入库前须拍照。"),
        ("质量反馈", "冻品须在收货后24小时内反馈质量问题，超时不予受理。"),
    ],
)
def test_no_rule_holds_for_all_where_cases_are_told(asked: str, told: str) -> None:
    rules = World(read_all([(asked, told)])).constraints()
    assert rules
    assert all(rule.conditions for rule in rules)


def test_those_who_meet_what_stands_below_are_told_by_it_alone() -> None:
    told = "租户同时满足下列条件的，可申请免租：\n（1）签约满1年；\n（2）无欠费记录。"
    world = World(read_all([("怎样申请免租", told)]))
    labels = {_label(world, c.concept) for rule in world.constraints() for c in rule.conditions}
    assert not any("下列" in label for label in labels)


def test_a_way_in_a_column_is_what_may_be_chosen() -> None:
    table = (
        "| 票种 | 取票方式 | 是否可选 |\n|---|---|---|\n| 塑封票 | 驿站自取 | 可选 |\n| 掌上票 | 驿站自取 | 不可选 |"
    )
    world = World(read_all([("各种票怎么取", table)]))
    assert world.verdict("驿站自取", ["塑封票"]) is Verdict.ALLOWED
    assert world.verdict("驿站自取", ["掌上票"]) is Verdict.FORBIDDEN


def test_a_duty_goes_on_behind_one_with_a_term() -> None:
    told = "展期延后须于开幕前48小时提交申请，并上传场馆证明。"
    rules = World(read_all([("展期延后", told)])).constraints()
    assert any("上传场馆证明" in rule.text and rule.limit is None for rule in rules)


def test_a_share_may_be_told_in_words() -> None:
    rules = World(read_all([("赠票", "赠票总数不得超过可售票数的百分之十五。")])).constraints()
    assert [rule.limit.value for rule in rules if rule.limit] == [15.0]


def _conditions(answer: str) -> set[frozenset[str]]:
    world = World(read_all([("押品规则", answer)]))
    rules = [r for r in world.constraints() if r.modality is Modality.AUTOMATIC]
    return {frozenset(_label(world, c.concept) for c in r.conditions) for r in rules}


def _label(world: World, concept: str) -> str:
    found = world.by_id[concept]
    assert isinstance(found, Concept)
    return found.label


def test_what_follows_of_the_cases_below_holds_in_each() -> None:
    told = _conditions(_LIST)
    assert frozenset({"存在未了结的争议"}) in told
    assert len(told) == 3


@pytest.mark.parametrize(
    ("answer", "conditions"),
    [
        ("私自转租的，首次扣3分，第二次扣6分，第三次清退。", {"第二次", "第三次"}),
        ("刷单的，一经查实取消摊主参展资格。", {"查实"}),
        ("参加花市大促的展品，平台强制公开价格。", {"参加花市大促"}),
        ("因展会取消、闭馆引起的退票一律全额退还。", {"展会取消", "闭馆"}),
        ("押品单到期自动作废。", {"到期"}),
        ("因停水、换锁引起的退租一律全额退还。", {"停水", "换锁"}),
        ("超出免租期仍未缴清的，系统按日收取0.03%的滞纳金。", {"超出免租期仍未缴清"}),
        ("逾期超过15天的，关闭该租户的分期功能。", {"逾期"}),
    ],
)
def test_what_follows_keeps_its_case(answer: str, conditions: set[str]) -> None:
    told = _conditions(answer)
    assert frozenset() not in told
    assert conditions <= {name for one in told for name in one}
