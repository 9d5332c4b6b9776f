"""What is told of a thing before a rule, in forms that no word for if opens: all platforms and words are invented."""

from collections.abc import Iterator

import pytest

from ontology.kinds import ConstraintKind
from ontology.records import Concept, Constraint
from tests.conftest import read_all
from tests.worlds import World

_KINDS = (ConstraintKind.APPLICABILITY, ConstraintKind.CONSEQUENCE, ConstraintKind.PREREQUISITE)


def rules(title: str, told: str) -> set[str]:
    """Each rule as `modality: conditions`, a denied one with 非."""
    world = World(read_all([(title, told)]))
    return {
        f"{rule.modality}: {'、'.join(sorted(_names(world, rule)))}"
        for rule in world.constraints()
        if rule.kind in _KINDS
    }


def _names(world: World, rule: Constraint) -> Iterator[str]:
    for condition in rule.conditions:
        concept = world.by_id[condition.concept]
        assert isinstance(concept, Concept)
        yield "非" * condition.negated + concept.label


@pytest.mark.parametrize(
    ("title", "told", "wanted"),
    [
        # a thing whose name no bearer is
        ("仓储规则", "甜度不足三分之一的糖浆，系统自动退仓。", "AUTOMATIC: 甜度不足三分之一、糖浆"),
        ("剧场排期", "场地为“露天”的剧目，必须报备天气预案。", "REQUIRED: 剧目、场地为露天"),
        ("借书规则", "连续损坏3件以上的借阅人，系统自动降级。", "AUTOMATIC: 连续损坏"),
        ("材料审核", "签章不齐的申请，平台将自动关闭。", "AUTOMATIC: 签章不齐"),
        ("养老服务", "照护计划未签字的老人，不得安排外出。", "FORBIDDEN: 照护计划未签字"),
        # what has come about, and what the system does then
        ("停车券", "车位连续两天无人续费，系统自动释放车位。", "AUTOMATIC: 无人续费"),
        ("花艺课", "同一学员累计旷课4次，平台自动停用其选课权。", "AUTOMATIC: 同一学员累计旷课4次"),
        ("储物柜", "开柜验证失败，系统自动锁定柜门。", "AUTOMATIC: 开柜验证失败"),
        # without a word for if
        ("洗衣卡", "卡内次数为零则无法预约。", "FORBIDDEN: 卡内次数为零"),
        ("快洗", "水压不足则不能启动快洗。", "FORBIDDEN: 水压不足"),
        # what was refused so often
        ("投稿", "同一稿件连续4次被驳回的，不可再次投稿。", "FORBIDDEN: 同一稿件连续4次被驳回"),
        # a kind and what happens to it
        ("退货", "真空食品开封后不接受退货。", "FORBIDDEN: 已拆封、真空食品"),
        ("船票", "夜航票改签时须出示证件。", "REQUIRED: 夜航票、改签"),
        ("预约单", "加急单在师傅接单前可以加价。", "ALLOWED: 加急订单、待接单"),
        # what has not been done in time
        ("询价", "店家未在8小时内答复的，视为放弃。", "AUTOMATIC: 未答复"),
        ("租赁", "归还后36小时未验收的，系统自动结单。", "AUTOMATIC: 归还、未验收"),
        # before it has come about, and what is not there
        ("外卖改址", "骑手接单前可以改址。", "ALLOWED: 待骑手接单"),
        ("收货", "无退货单的包裹不予签收。", "FORBIDDEN: 非退货单"),
        ("出库", "被锁定的批号，未经化验主管放行不得出库。", "FORBIDDEN: 未经化验主管放行、被限制"),
        ("回收", "已贴标未揽收的箱单可回收。", "ALLOWED: 已贴标、待揽收"),
        ("报名", "非联盟店不能报名早市。", "FORBIDDEN: 非联盟店"),
        ("退课", "学费缴清后逾十日不得退课。", "FORBIDDEN: 学费缴清后"),
        ("收件", "未登记退货单号的箱子不予收件。", "FORBIDDEN: 未登记退货单号"),
        # what somebody is asked to see to is told of nothing
        ("拣货复核", "请务必确保所登记的批号一定是核对过的，如果批号有误，可以撤回登记。", "ALLOWED: 批号有误"),
        ("入驻", "需保证上传的执照是有效的，审核通过后可以开店。", "ALLOWED: 已审核"),
        # people side by side, of whom each may by himself
        ("标价", "只有柜组长和理货主管可以改签标价。", "ALLOWED: 柜组长"),
        ("标价", "只有柜组长和理货主管可以改签标价。", "ALLOWED: 理货主管"),
        # what nobody has done for so long
        ("寄存", "寄存申请满36小时无人处理，系统自动退回。", "AUTOMATIC: 无人处理"),
        # the title of a stage of what the entry is about
        ("自提点迁移指南", "一、迁移前的准备\n须上传场地照片。\n二、迁移以后\n不得变更名称。", "REQUIRED: "),
        ("自提点迁移指南", "一、迁移前的准备\n须上传场地照片。\n二、迁移以后\n不得变更名称。", "FORBIDDEN: "),
    ],
)  # fmt: skip
def test_what_is_told_before_a_rule_is_its_condition(title: str, told: str, wanted: str) -> None:
    assert wanted in rules(title, told)


@pytest.mark.parametrize(
    ("title", "told", "wanted"),
    [
        ("仓储规则", "糖浆的保管方式，系统自动记录。", "AUTOMATIC: "),
        ("改派", "物流代办商家则须指定联系人。", "REQUIRED: 物流代办商家"),
        ("打印", "点击确认，系统自动生成标签。", "AUTOMATIC: "),
        ("改价", "活动价提交后不可上调。", "FORBIDDEN: 活动价提交"),
        ("退券", "未核销的券包在有效期内随时可退。", "ALLOWED: 待核销"),
    ],
)
def test_what_only_looks_like_it_is_none(title: str, told: str, wanted: str) -> None:
    assert any(one == wanted or one.startswith(wanted + "、") for one in rules(title, told)), rules(title, told)


@pytest.mark.parametrize(
    ("title", "told", "wanted"),
    [
        ("赔付说明", "只有登记件才能索赔，散件、裸件一律不予受理。", "FORBIDDEN: 散件"),
        ("积分兑换", "到付只对夜场订单开放。", "ALLOWED: 夜场订单"),
        ("改期", "已签约团队在开营前两小时内不可改期。", "FORBIDDEN: 已签约、开营"),
        ("改期", "露营团在开营前两小时内不可改期，其余时间可以。", "ALLOWED: 露营团、非开营"),
        ("候补票", "候补单在发船前一小时仍未出单的，系统自动取消。", "AUTOMATIC: 候补单、发船前、未出单"),
        ("撤单", "下单后不能撤单，因主办方误操作导致的除外。", "ALLOWED: 下单、主办方误操作"),
    ],
)
def test_what_is_told_in_a_clause_is_told_apart(title: str, told: str, wanted: str) -> None:
    assert wanted in rules(title, told)


def test_a_line_that_leads_to_a_list_does_not_govern_it_by_what_is_asked_about() -> None:
    found = rules(
        "拼团订单的售后有何特殊", "关于拼团订单售后，请留意以下几点：\n（1）已拆封的不可退货。\n（2）未发货的可以退款。"
    )
    assert "FORBIDDEN: 已拆封" in found
