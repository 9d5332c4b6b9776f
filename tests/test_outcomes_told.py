"""What follows of a condition without a word for it, and words that only look so: all platforms and texts are invented."""

from collections.abc import Iterator

import pytest

from ontology.kinds import Modality
from ontology.records import Concept, Constraint
from tests.conftest import read_all
from tests.worlds import World


def follows(title: str, told: str) -> list[str]:
    """What happens by itself, each with its conditions."""
    world = World(read_all([(title, told)]))
    return [
        f"{rule.effect}: {'、'.join(sorted(_names(world, rule)))}"
        for rule in world.constraints()
        if rule.modality is Modality.AUTOMATIC
    ]


def _names(world: World, rule: Constraint) -> Iterator[str]:
    for condition in rule.conditions:
        concept = world.by_id[condition.concept]
        assert isinstance(concept, Concept)
        yield concept.label


@pytest.mark.parametrize(
    ("title", "told", "wanted"),
    [
        ("押金怎么退", "设备完好的，押金全额退还。", "押金全额退还: 设备完好"),
        ("场地租赁", "电费由租户承担。", "电费由租户承担: "),
        ("课程考勤", "无故缺席的学员计入旷课名单。", "计入旷课名单: 无故缺席"),
        ("展位管理", "甲类违约立即清退。", "立即清退: 甲类违约"),
        ("会籍说明", "退会后余额归零。", "余额归零: 退会"),
        ("艺术品托运", "已投保的画作，按评估价赔付。", "按评估价赔付: 已投保"),
        ("计分办法", "累计满6分的，资格永久停权。", "资格永久停权: 累计满6分"),
        ("取消预约", "超过10分钟取消的，扣除诚信分3分。", "扣除诚信分3分: 超过10分钟取消"),
        ("运费", "因货损退货的，回程运费由承运方承担。", "回程运费由承运方承担: 货损退货"),
        ("质检", "标牌缺失的判为次品。", "判为次品: 标牌缺失"),
        ("试听", "学员逾期未到课的，课时费归机构所有。", "课时费归机构所有: 学员逾期未到课"),
        ("停车", "车牌识别失败的，保安人工放行。", "保安人工放行: 车牌识别失败"),
        ("充电", "枪头故障的，车主免责。", "车主免责: 枪头故障"),
        ("借阅", "逾期归还者，停借图书。", "停借图书: 逾期归还"),
        ("托运", "件数不符的，登记为异常件。", "登记为异常件: 件数不符"),
        ("仲裁", "裁定支持租客的，押金自动退还。", "自动退还: 裁定支持租客"),
        ("退会", "退会后，已预约课程仍按会员价结算。", "仍按会员价结算: 已预约课程"),
        ("差评", "差评率高于5%的民宿，下架两周。", "下架两周: 差评率"),
        ("投诉", "一个月内被投诉达到3次的车主，停运两天。", "停运两天: 一个月内被投诉"),
        ("迟到", "迟到超过两小时的司机，扣当日全部补贴。", "扣当日全部补贴: 迟到"),
        ("警告", "一个季度内累计五次警告，停权三十天。", "停权三十天: 一个季度内累计五次警告"),
        ("违规分", "扣满9分的，停用账号。", "停用账号: 扣满9分"),
        ("弃稿", "逾期超过48小时的按弃稿处理。", "按弃稿处理: 逾期"),
        ("审批", "500元及以上的转主管审批。", "转主管审批: 500元及以上"),
        ("结账", "月结户按周结算。", "按周结算: 月结户"),
        ("售后规定", "收货后错装，由厂家赔付；收货前错装，厂家须重装。", "由厂家赔付: 收货后错装"),
        ("调价", "调价后，已支付订单维持原价。", "维持原价: 已付款、调价"),
        ("限行", "罚款缴清后24小时内自动解除限行。", "自动解除限行: 罚款缴清"),
    ],
)
def test_what_follows_is_read_without_a_word_for_it(title: str, told: str, wanted: str) -> None:
    assert wanted in follows(title, told)


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("取消预约", "登录后台，找到预约后取消。"),
        ("取消政策", "取消政策分为宽松、严格两档。"),
        ("退款", "退款失败的原因如下。"),
        ("扣款", "扣款明细每天更新。"),
        ("押金", "我们理解您想关闭店铺的心情。"),
        ("下架", "已下架的商品在回收站页面。"),
        ("放行", "车牌识别失败的，可能是光线太暗。"),
        ("放行", "车牌识别失败的，敬请谅解。"),
        ("放行", "临时车没有登记的，遮挡车牌的，夜间入场的。"),
    ],
)
def test_what_names_an_outcome_alone_states_nothing(title: str, told: str) -> None:
    assert follows(title, told) == []
