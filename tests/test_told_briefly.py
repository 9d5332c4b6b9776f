"""Rules told in few words: what follows without 自动, what cannot be done by V不了, of what range something is not; all words are invented."""

import pytest

from extract.follows import is_wished
from extract.text import text_of
from ontology.kinds import Modality, Verdict
from tests.conftest import read_all, the_vocabulary
from tests.worlds import World


def _follows(told: str) -> list[tuple[str, list[str]]]:
    """What happens by itself, with its conditions."""
    world = World(read_all([("处罚标准是什么", told)]))
    return [
        (rule.text, sorted(min(world.names(c.concept), key=len) for c in rule.conditions))
        for rule in world.constraints()
        if rule.modality is Modality.AUTOMATIC
    ]


@pytest.mark.parametrize(
    ("told", "effect", "conditions"),
    [
        ("首次旷工扣考勤分3分。", "扣考勤分3分", ["首次旷工"]),
        ("二次漏检停课两天。", "停课两天", ["二次漏检"]),
        ("第二次罚款80元，第三次清退。", "清退", ["第三次"]),
        ("存量为零则货道全部下线。", "下线", ["存量为零"]),
        ("押金余额低于应缴额的40%时，驿站停止返利活动。", "停止返利活动", ["押金余额"]),
        ("不得虚构销量，否则评级归零。", "评级归零", ["虚构销量"]),
        ("包裹核销满2天、无退款申请，货款才会转入可提现余额。", "转入可提现余额", ["包裹核销", "无退款申请"]),
        ("网点须在3日内补足，逾期未缴的停止返点。", "停止返点", ["逾期未缴"]),
    ],
)
def test_what_follows_is_told_of_its_case_alone(told: str, effect: str, conditions: list[str]) -> None:
    assert [found for text, found in _follows(told) if effect in text] == [conditions]


@pytest.mark.parametrize(
    ("question", "told", "feature", "given", "verdict"),
    [
        ("哪些器材不能投保", "盆栽、标价高于900元的器材不在承保范围内。", "承保", ["盆栽"], Verdict.FORBIDDEN),
        ("免检有例外吗", "散装米不在免检之列。", "免检", ["散装米"], Verdict.FORBIDDEN),
        ("旅客填错证件号了，能改吗", "未核验的订单可以帮旅客改证件号。", "修改证件号", ["未核验"], Verdict.ALLOWED),
        ("取错尺码了怎么办", "已拆标的尺码改不了，未拆标的可以改尺码。", "改尺码", ["已拆标"], Verdict.FORBIDDEN),
        ("怎么兑奖", "积分余额满60分才可以兑奖。", "兑奖", [], Verdict.CONDITIONAL),
        ("退会", "停运后，无未结罚单的方能退会。", "退会", ["停运", "无未结罚单"], Verdict.ALLOWED),
        ("怎么注销", "没有未完结售后的网点可以注销。", "注销", ["有未完结售后"], Verdict.UNSTATED),
        ("怎么注销", "不存在进行中的售后，可以注销。", "注销", ["有未完结售后"], Verdict.UNSTATED),
        ("返工", "保修期内同一部件的返工，网点不能拒绝。", "拒绝", ["保修期内", "同一部件"], Verdict.FORBIDDEN),
        ("审片", "从网盘下载的底片不可提交。", "提交底片", ["从网盘下载"], Verdict.FORBIDDEN),
        ("举报", "恶意举报（如刷屏、同行攻击）可以申诉。", "申诉", ["恶意举报"], Verdict.ALLOWED),
        ("晚点", "班车晚点超20分钟，乘客退票可免手续费。", "免手续费", [], Verdict.CONDITIONAL),
        ("发帖", "被禁言的账号9天内不得发帖。", "发帖", ["被禁言"], Verdict.FORBIDDEN),
        (
            "门头名称怎么修改",
            "门头名称可以修改；加盟店改名须先报备。违规公示期的，暂不可改名。",
            "改名",
            ["违规公示期"],
            Verdict.FORBIDDEN,
        ),
        ("洗护费谁付", "赠品单独洗的，洗护费不得由顾客承担。", "洗护费由顾客承担", ["赠品单独洗"], Verdict.FORBIDDEN),
        ("移除货道", "有进行中的预约单时，货道不能移除。", "移除", ["有进行中的预约单"], Verdict.FORBIDDEN),
        ("注销驿站", "存在处理中的退件单的，不能注销驿站。", "注销驿站", ["存在处理中的退件单"], Verdict.FORBIDDEN),
        ("怎么延期", "如需延期，可在开营前申请延期。", "申请延期", ["开营前"], Verdict.ALLOWED),
    ],
)
def test_it_is_read_of_whom_it_is_told(
    question: str, told: str, feature: str, given: list[str], verdict: Verdict
) -> None:
    assert World(read_all([(question, told)])).verdict(feature, given) is verdict


@pytest.mark.parametrize(
    ("told", "wished"),
    [
        ("如需更换座位", True),
        ("若您想要取消预约", True),
        ("如需未核销的", False),
        ("如需发票", False),
        ("如已出库", False),
    ],
)
def test_that_somebody_wants_to_act_restricts_nothing(told: str, wished: bool) -> None:
    assert is_wished(text_of(f"{told}，可在线提交。", the_vocabulary()), 0, len(told)) is wished


@pytest.mark.parametrize("told", ["理赔要提供现场录像。", "退卡要附上购卡小票。", "试用装要与正装一起寄回。"])
def test_what_one_has_to_do_is_a_duty(told: str) -> None:
    rules = World(read_all([("需要什么材料", told)])).constraints()
    assert [rule.modality for rule in rules] == [Modality.REQUIRED]


def test_a_share_in_tenths_is_a_percentage() -> None:
    world = World(read_all([("改价下限", "折后价不能低于原价的六成。")]))
    assert [(c.limit.comparator.value, c.limit.value, c.limit.unit) for c in world.constraints() if c.limit] == [
        ("GE", 60.0, "PERCENT")
    ]


def test_a_part_is_named_without_how_often_it_may_be_changed() -> None:
    world = World(read_all([("资料能改吗", "门头名称每45天可修改1次。")]))
    assert not [c for rule in world.constraints() for c in rule.conditions]


@pytest.mark.parametrize(
    ("told", "conditions"),
    [
        ("建议雨季时开启除湿。", [["雨季"]]),
        ("签到和离馆时各需扫描手环。", [["签到"], ["离馆"]]),
        ("已排的号不受影响，仍要按时接诊。", [["已排的号"]]),
        ("个人店升级企业店要提交公章。", [["个人店升级企业店"]]),
        ("新店员需要联系督导开通排班。", [["新店员"]]),
        ("未上传交接单的班次，领班无法点击交班。", [["未上传交接单"]]),
    ],
)
def test_a_duty_binds_those_of_whom_it_is_told(told: str, conditions: list[list[str]]) -> None:
    world = World(read_all([("门店须知有哪些", told)]))
    wanted = {label for one in conditions for label in one}
    found = [
        sorted(wanted & {n for c in rule.conditions for n in world.names(c.concept)}) for rule in world.constraints()
    ]
    assert sorted(found) == sorted(conditions)
