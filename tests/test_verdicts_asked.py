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


@pytest.mark.parametrize(
    ("question", "told", "feature", "given", "wanted"),
    [
        # what holds up to a time does not from then on
        ("退租规则", "月租房在交接日12点前可以退租，之后不得退租。", "退租", ("月租房", "交接日12点前"), ALLOWED),
        ("退租规则", "月租房在交接日12点前可以退租，之后不得退租。", "退租", ("月租房", "交接日12点后"), FORBIDDEN),
        ("申诉规则", "收到通知后7天内可申诉，逾期将无法申诉。", "申诉", ("逾期",), FORBIDDEN),
        # people to whom something is restricted may
        ("退款操作说明", "退款操作仅限店长账号。", "退款", ("店长账号",), ALLOWED),
        ("退款操作说明", "退款操作仅限店长账号。", "退款", (), CONDITIONAL),
        # an application for what is asked about, in either script
        (
            "買家可以取消訂單嗎",
            "待出貨的訂單，買家可申請取消。已出貨的訂單無法取消。",
            "取消訂單",
            ("待出貨",),
            ALLOWED,
        ),
        # no part is taken in something
        ("满赠活动说明", "代煎药材不参与任何满赠。", "满赠", ("代煎药材",), FORBIDDEN),
        ("拣货说明", "已离港的货件，拦截也做不了。", "拦截", ("已离港",), FORBIDDEN),
        # what a question asks for behind its time
        ("备份期间可以出库吗", "备份期间不可以出库。", "出库", ("备份期间",), FORBIDDEN),
        ("代销货品能参加促销吗", "代销货品不能参加促销。", "促销", ("代销货品",), FORBIDDEN),
        # questions and answers that a blank marks
        ("积分说明", "Q1 冻结积分会清吗？\nA1 冻结积分不参与清零。", "清零", ("冻结积分",), FORBIDDEN),
    ],
)
def test_what_is_told_is_found(question: str, told: str, feature: str, given: tuple[str, ...], wanted: Verdict) -> None:
    assert verdict(question, told, feature, *given) is wanted


def test_a_grade_at_the_front_is_no_answer() -> None:
    assert verdict("赠送规则", "A1 级会员的积分不可赠送。", "赠送", "A1级会员") is not ALLOWED


@pytest.mark.parametrize(
    ("question", "told", "feature", "given", "wanted"),
    [
        # what is said of all above is of each
        (
            "取件说明",
            "【待派单】可修改取件时间、可取消；\n【已揽收】以上均不可操作。",
            "修改取件时间",
            ("已揽收",),
            FORBIDDEN,
        ),
        ("取件说明", "【待派单】可修改取件时间、可取消；\n【已揽收】以上均不可操作。", "取消", ("已揽收",), FORBIDDEN),
        # who would be said to may and may not is told apart by the words of each
        ("发红包规则", "主播级别V1不能发红包，V2及以上可以发。", "发红包", ("V2及以上",), ALLOWED),
        ("发红包规则", "主播级别V1不能发红包，V2及以上可以发。", "发红包", ("V1",), FORBIDDEN),
        # another's account is no main account
        ("账号权限", "货主账号不能导出报表。", "导出报表", ("主账号",), UNSTATED),
        ("账号权限", "货主账号不能导出报表。", "导出报表", ("货主账号",), FORBIDDEN),
        ("账号权限", "店铺主账号可以导出报表。", "导出报表", ("主账号",), ALLOWED),
        # what is forbidden at the same time is not forbidden by itself
        ("授权规则", "已认证的公众号可以授权。一个公众号不能同时授权给两家店铺。", "授权", ("已认证",), ALLOWED),
        ("打印规则", "热敏面单不能同时批量打印。", "批量打印", ("热敏面单",), FORBIDDEN),
    ],
)
def test_of_whom_and_of_what_it_is_said(
    question: str, told: str, feature: str, given: tuple[str, ...], wanted: Verdict
) -> None:
    assert verdict(question, told, feature, *given) is wanted


def test_what_is_above_is_no_bound() -> None:
    assert verdict("发红包规则", "三级以上不可发红包，可以改价。", "改价", "三级以上") is not FORBIDDEN


@pytest.mark.parametrize(
    ("question", "told", "feature", "given", "wanted"),
    [
        (
            "模式切换说明",
            "入驻满30天的门店，可申请切换为自营送。寄卖店不能申请。",
            "切换为自营送",
            ("寄卖店",),
            FORBIDDEN,
        ),
        ("打包说明", "易碎件不进入自动波次，由仓管员处理。", "进入自动波次", ("易碎件",), FORBIDDEN),
        ("打包说明", "易碎件不会进入波次。", "进入波次", ("易碎件",), UNSTATED),
        (
            "分账退回说明",
            "个人受款方的分账不支持退回；分账成功的订单可发起分账退回。",
            "分账退回",
            ("个人受款方",),
            FORBIDDEN,
        ),
        ("盘点说明", "审核后，盘点单不可取消。", "取消盘点单", ("审核后",), FORBIDDEN),
    ],
)
def test_an_act_is_found_with_what_it_is_done_to(
    question: str, told: str, feature: str, given: tuple[str, ...], wanted: Verdict
) -> None:
    assert verdict(question, told, feature, *given) is wanted


def test_an_act_alone_is_not_done_to_another_thing() -> None:
    assert verdict("退回说明", "保证金不支持退回；已入账的分账可以撤销。", "分账退回") is not FORBIDDEN


@pytest.mark.parametrize(
    ("question", "told", "feature", "given", "wanted"),
    [
        # nothing is forbidden without the condition that its clause tells
        ("接口规则", "未申请AppKey的，不能调用任何接口。", "调用接口", ("未申请AppKey",), FORBIDDEN),
        ("接口规则", "未申请AppKey的，不能调用任何接口。", "调用接口", (), UNSTATED),
        ("批次管理说明", "货架无在途单据，方可启用批次管理。", "启用批次管理", (), CONDITIONAL),
        # whom a duty binds that is to be done first
        ("换绑规则", "已挂起的码牌需先解除原绑定，方可换绑。", "换绑", ("已挂起", "解除原绑定"), ALLOWED),
        ("换绑规则", "已挂起的码牌需先解除原绑定，方可换绑。", "换绑", ("非已挂起", "非解除原绑定"), UNSTATED),
        ("换绑规则", "码牌需先解除原绑定，方可换绑。", "换绑", (), CONDITIONAL),
        # what may and what may not, without a comma between them
        ("版本规则", "版本只能升级不能降级。", "降级", (), FORBIDDEN),
        ("版本规则", "版本只能升级不能降级。", "升级", (), ALLOWED),
        # an order that has a status was placed
        ("改价规则", "买家拍下后未付款的订单，卖家可以改价。", "改价", ("未付款",), ALLOWED),
        ("改价规则", "买家拍下后，卖家可以改价。", "改价", ("未付款",), CONDITIONAL),
    ],
)
def test_no_condition_is_lost_and_none_is_told_that_always_holds(
    question: str, told: str, feature: str, given: tuple[str, ...], wanted: Verdict
) -> None:
    assert verdict(question, told, feature, *given) is wanted
