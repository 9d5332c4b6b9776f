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
