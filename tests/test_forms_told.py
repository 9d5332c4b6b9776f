"""Forms by which texts take out, name kinds and turn a rule, each with all rules that it makes: sayings as data."""

import pytest

from ontology.records import Constraint
from tests.conftest import read_all
from tests.worlds import World

TOLD = [
    # who is not bound by a restriction may, and it binds the others alone
    ("能带宠物吗", "入园不可携带宠物，导盲犬不受此限。", {"不可携带宠物 入园 非导盲犬", "可携带宠物 入园 导盲犬"}),
    ("预约充电", "夜间不可预约充电，出租车不受该限制。", {"不可预约充电 夜间 非出租车", "可预约充电 出租车 夜间"}),
    ("代领", "会员不可代领奖品，非会员不受此限。", {"不可代领奖品 会员", "可代领奖品 非会员"}),
    # of whom something else was agreed nothing is told
    ("退押金", "押金不可提前退还，合同另有约定的从其约定。", {"不可退还押金 非合同另有约定"}),
    ("退学费", "开课后不可退费。协议另有规定的，按其规定执行。", {"不可退费 开课 非协议另有规定"}),
    # the word of a cue at the head of a kind's name states nothing
    ("房型", "可退房型可免费取消。", {"可取消订单 可退房型"}),
    ("房型", "可取消房型入住前可免费取消。", {"可取消订单 可取消房型 待入住"}),
    ("票务", "可改签票可改签。", {"可改签 可改签票"}),
    ("以旧换新", "不可换机型不支持以旧换新。", {"不可以旧换新 不可换机型"}),
    # examples in a row, and the word for all of them
    ("邮寄", "鞭炮、打火机等易燃物不可寄递。", {"不可寄递 鞭炮", "不可寄递 打火机", "不可寄递 易燃物"}),
    ("停车", "月卡、季卡等卡不支持退款。", {"不可退款 月卡", "不可退款 季卡"}),
    # what comes about of a thing, or the time it is told of, before a cue
    ("套餐", "年卡不可转让，丢失可补办。", {"不可转让 年卡", "可补办 丢失 年卡"}),
    ("体验", "体验卡每人限购1张，过期不予退款。", {"不可退款 体验卡 过期"}),
    ("充电桩", "充电枪损坏，不得使用。", {"不可充电桩 充电枪损坏"}),
    ("酒店", "会议室周末不可预订。", {"不可预订 会议室 周末"}),
    ("会议", "会议纪要逾期不可修改。", {"不可修改会议纪要 逾期"}),
    ("年卡", "平日可用，周末不可用。", {"可年卡 平日", "不可年卡 周末"}),
    # of several of one sort it is told that they go not together
    ("叠加", "同类型礼品卡不可叠加。", {"不可叠加 同类型礼品卡"}),
    # an act in the word that denies it, and an act that is done for others
    ("相册", "已归档的照片删不掉。", {"不可删除照片 已归档"}),
    ("收件人", "定制品改不了收件人。", {"不可修改收件人 定制品"}),
    ("挂号", "平台不代办挂号。", {"不可代办挂号"}),
    # that something has no effect forbids it not
    ("班次", "排班调整后，对当天的班次不生效。", set()),
    # 否则: where a bound does not hold, where what was to be done in time is not, where what must not be done is
    ("上传", "文件需小于10MB，否则无法上传。", {"不可上传 文件"}),
    ("报销", "发票须在30天内提交，否则不予报销。", {"不可报销 未提交"}),
    # one clause behind another without a comma, of the thing that the first tells of
    ("预算", "预算只能增加、不能减少。", {"可增加预算", "不可减少预算"}),
    # from what age to what age, and other ranges of what is measured
    ("投保", "出生满28天至60周岁可投保。", {"可投保 出生满28天至60周岁"}),
    ("献血", "18周岁至55周岁可献血。", {"可献血 18周岁至55周岁"}),
    ("招募", "身高165至180厘米可报名。", {"可报名 身高"}),
    ("次卡", "已用完的次卡不可转让，不可退次卡也不支持退款。", {"不可转让 已用完 次卡", "不可退款 不可退次卡"}),
]


def told(question: str, answer: str) -> set[str]:
    """The permissions and prohibitions of an answer: 可 or 不可 with what, and their conditions."""
    world = World(read_all([(question, answer)]))
    rules = (c for c in world.constraints() if c.kind == "APPLICABILITY")
    return {_told(world, rule) for rule in rules}


def _told(world: World, rule: Constraint) -> str:
    def label(own: str | None) -> str:
        return str(getattr(world.by_id.get(own or ""), "label", ""))

    may = {"ALLOWED": "可", "FORBIDDEN": "不可"}[rule.modality]
    conditions = sorted(("非" if c.negated else "") + label(c.concept) for c in rule.conditions)
    return " ".join((may + label(rule.feature or rule.subject), *conditions))


@pytest.mark.parametrize(("question", "answer", "wanted"), TOLD)
def test_a_form_makes_its_rules(question: str, answer: str, wanted: set[str]) -> None:
    assert told(question, answer) == wanted


def test_otherwise_behind_a_bound_is_what_exceeds_it() -> None:
    world = World(read_all([("承运", "包裹不得超过30公斤，否则不予承运。")]))
    (rule,) = (c for c in world.constraints() if c.kind == "APPLICABILITY")
    (cond,) = rule.conditions
    assert cond.limit is not None
    assert (cond.negated, cond.limit.comparator, cond.limit.value) == (False, "GT", 30)


def test_otherwise_behind_what_must_not_be_done_is_that_it_is_done() -> None:
    world = World(read_all([("直播", "直播中不得展示二维码，否则封禁直播间。")]))
    (rule,) = (c for c in world.constraints() if c.kind == "CONSEQUENCE")
    assert {(min(world.names(c.concept)), c.negated) for c in rule.conditions} == {
        ("展示二维码", False),
        ("直播中", False),
    }


def test_what_is_seen_to_by_some_way_is_told_of_whom_it_is() -> None:
    world = World(read_all([("处理", "设备故障通过报修流程处理。")]))
    (rule,) = world.constraints()
    assert (rule.kind, len(rule.conditions)) == ("CONSEQUENCE", 1)


def test_a_list_below_must_asks_for_each_of_its_items_when_it_is_told() -> None:
    answer = "校车年检过期后，驾驶员必须：\n- 停止载客\n- 7天内完成年检\n- 家长投诉时配合调查"
    world = World(read_all([("校车管理", answer)]))
    duties = {
        (rule.kind, rule.effect, len(rule.conditions)) for rule in world.constraints() if rule.modality == "REQUIRED"
    }
    assert {kind for kind, _, _ in duties} == {"PREREQUISITE", "DURATION"}
    assert ("PREREQUISITE", "停止载客", 1) in duties
    assert ("PREREQUISITE", "配合调查", 2) in duties


@pytest.mark.parametrize(
    ("question", "answer", "wanted"),
    [
        ("护照", "加急件5个工作日内办结，普通件7个工作日。", {("加急件", 5), ("普通件", 7)}),
        ("进货", "月进货上限：甲级不限，乙级500盒，丙级200盒", {("乙级", 500), ("丙级", 200)}),
        ("打印", "单个文件大小：不超过50MB\n每日打印上限：200页", {("", 50), ("", 200)}),
        ("约课", "每天最多预约2节，每名学员最多带3名家长。", {("", 2), ("", 3)}),
    ],
)
def test_figures_side_by_side_bind_their_own_kinds(question: str, answer: str, wanted: set[tuple[str, float]]) -> None:
    world = World(read_all([(question, answer)]))
    rules = [rule for rule in world.constraints() if rule.limit is not None]
    kinds = (("".join(str(getattr(world.by_id[c.concept], "label", "")) for c in r.conditions), r) for r in rules)
    assert {(kind, rule.limit.value) for kind, rule in kinds if rule.limit is not None} == wanted


def test_a_period_does_not_reach_into_the_next_line() -> None:
    world = World(read_all([("打印", "单个文件大小：不超过50MB\n每日打印上限：200页")]))
    periods = {rule.limit.value: rule.limit.per for rule in world.constraints() if rule.limit is not None}
    assert periods[50] is None
    assert periods[200] == "DAY"
