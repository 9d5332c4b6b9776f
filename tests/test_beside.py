"""Functions called by two words of which the texts name them by one, and bare figures: as a graph serves them and as its records tell."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from extract.build import Options, build
from extract.corpus import read_corpus
from graph_api import asking
from graph_api.snapshot import Published, Snapshot
from ontology.beside import in_words, told_beside
from ontology.fuller import fuller
from ontology.kinds import Verdict
from ontology.ruled import ruled_in_words
from tests.conftest import read_all
from tests.worlds import World

TEXTS = """问题:盘点单录错了怎么办
回答:盘点单复核前可以撤回,复核后不可撤回。作废的单据不能恢复。
-----
问题:退养有什么规定
回答:
| 领养时长 | 能否退养 |
|---|---|
| 7天内 | 可退养 |
| 超过7天 | 不可退养 |
-----
问题:寄养单怎么处理
回答:寄养单已入笼的,门店可以拒绝退费。
-----
问题:送货到仓要提前准备什么
回答:箱唛模糊的,可在月台补贴标签。月台位置以预约单为准。
-----
问题:菜单能不能改价
回答:菜单一经上线,不得改价。已上线商品可以推广。
-----
问题:寄样的押金和价格
回答:不得：\n- 向达人收取样品押金\n- 私下换货\n分店可以修改本店零售价。
-----
问题:滤芯能自己更换吗
回答:滤芯可以自行更换,已停产的机型不支持更换。露营季的门店安排以公告为准。
-----
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file: Path = tmp_path_factory.mktemp("beside") / "corpus.txt"
    file.write_text(TEXTS, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def served(corpus: Path) -> Snapshot:
    build([corpus], corpus.parent / "graph", Options())
    return Published(corpus.parent / "graph").snapshot()


@pytest.fixture(scope="module")
def told(corpus: Path) -> World:
    return World(read_all([(one.question, one.answer) for one in read_corpus([corpus]).entries]))


@pytest.mark.parametrize(
    ("feature", "given", "verdict"),
    [
        ("撤回盘点单", ["复核前"], Verdict.ALLOWED),
        ("盘点单撤回", ["复核后"], Verdict.FORBIDDEN),
        ("退养", ["7天内"], Verdict.ALLOWED),
        ("退养", ["超过10天"], Verdict.FORBIDDEN),
        ("改价", ["已上线"], Verdict.FORBIDDEN),
        ("收取样品押金", [], Verdict.FORBIDDEN),
        ("修改零售价", ["分店"], Verdict.ALLOWED),
    ],
)
def test_a_verdict_is_found(
    served: Snapshot, told: World, feature: str, given: Sequence[str], verdict: Verdict
) -> None:
    assert told.verdict(feature, given) == verdict
    assert asking.verdict(served, feature, given)["verdict"] == verdict


@pytest.mark.parametrize(
    ("feature", "given"),
    [("撤回装修方案", []), ("拒绝撤回", []), ("退养", ["7公斤以内"]), ("拒绝修改零售价", [])],
)
def test_what_no_rule_tells_stays_unknown(served: Snapshot, told: World, feature: str, given: Sequence[str]) -> None:
    assert not isinstance(told.verdict(feature, given), Verdict)
    with pytest.raises(asking.Refusal) as refused:
        asking.verdict(served, feature, given)
    assert refused.value.code == "NOT_FOUND"


@pytest.mark.parametrize(
    ("given", "verdict"),
    [(["露营季"], Verdict.ALLOWED), (["已停产", "露营季"], Verdict.FORBIDDEN), (["非露营季"], Verdict.ALLOWED)],
)
def test_what_the_texts_tell_and_no_rule_asks_for_decides_nothing_and_is_told(
    served: Snapshot, told: World, given: Sequence[str], verdict: Verdict
) -> None:
    assert told.verdict("更换滤芯", given) == verdict
    answer = asking.verdict(served, "更换滤芯", given)
    assert answer["verdict"] == verdict
    assert answer["beside"] == [given[-1]]
    assert f"来源提到“{given[-1]}”，但没有规则以其为条件，请核对原文。" in answer["summary"]


@pytest.mark.parametrize("given", ["潜水季", "可以", "门店", "露营季的门店安排以公告为准见附件说明并请留意时间"])
def test_what_no_text_tells_by_itself_names_nothing(served: Snapshot, told: World, given: str) -> None:
    assert not isinstance(told.verdict("更换滤芯", [given]), Verdict)
    with pytest.raises(asking.Refusal) as refused:
        asking.verdict(served, "更换滤芯", [given])
    assert refused.value.code == "NOT_FOUND"


def test_what_the_texts_of_one_function_tell_is_nothing_to_another(served: Snapshot) -> None:
    with pytest.raises(asking.Refusal):
        asking.verdict(served, "退养", ["露营季"])


@pytest.mark.parametrize(("given", "verdict"), [(["箱唛模糊"], Verdict.ALLOWED), ([], Verdict.CONDITIONAL)])
def test_what_texts_rule_in_these_very_words_is_answered_by_those_rules(
    served: Snapshot, told: World, given: Sequence[str], verdict: Verdict
) -> None:
    assert told.verdict("补贴标签", given) == verdict
    answer = asking.verdict(served, "补贴标签", given)
    assert answer["verdict"] == verdict
    assert "补贴标签" in answer["summary"]
    assert "没有名为“补贴标签”的功能，以上依据写有这些词的规则。" in answer["summary"]


@pytest.mark.parametrize(
    ("asked", "texts", "is_it"),
    [
        ("现场换箱", ["外箱破损时，不得在月台现场换箱。"], True),
        ("现场换箱", ["现场换箱时，不得使用旧箱。"], False),
        ("现场换箱", ["不得在现场换箱后重新打包。"], False),
        ("换箱", ["不得换箱。"], False),
        ("现场换箱", ["说明：请知悉现场换箱。"], False),
    ],
)
def test_only_what_a_rule_permits_or_forbids_is_ruled(asked: str, texts: Sequence[str], is_it: bool) -> None:
    rules = [("feature", str(nth), text) for nth, text in enumerate(texts)]
    assert ruled_in_words(asked, rules) == (("feature", frozenset({"0"})) if is_it else None)
    assert ruled_in_words(asked, [*rules, ("other", "9", f"可以{asked}。")]) in (None, ("other", frozenset({"9"})))


def test_the_longest_name_comes_first_and_a_denial_is_never_left_out() -> None:
    ways = in_words("拒绝退款申请")
    assert ways[0] == (("拒绝退款", "申请"),)
    assert ("退款申请", "拒绝") not in {way for tier in ways for way in tier}


@pytest.mark.parametrize(
    ("asked", "name", "is_it"),
    [
        ("收取押金", "向达人收取押金", True),
        ("同步到商城", "门店商品同步到商城", True),
        ("设置分销价", "设置不同的分销价", True),
        ("收取押金", "拒绝收取押金", False),
        ("报名活动", "撤回报名活动", False),
        ("修改地址", "修改后取消地址", False),
        ("退款", "向买家退款", False),
    ],
)
def test_a_name_that_says_more_is_meant_where_it_turns_nothing_around(asked: str, name: str, is_it: bool) -> None:
    assert fuller(asked, [(name, "one")]) == ("one" if is_it else None)
    both = [(name, "one"), (f"对商家{asked}", "other")]
    assert not is_it or fuller(asked, both) in (None, "other")


def test_of_several_that_tell_it_none_is_meant() -> None:
    both = {"one": ["盘点单复核前可以撤回"], "other": ["盘点单不可撤回"]}
    assert (
        told_beside("撤回盘点单", lambda keys: [("撤回", own) for own in both if "撤回" in keys], both.__getitem__)
        is None
    )
    assert (
        told_beside("撤回盘点单", lambda keys: [("撤回", "one")] if "撤回" in keys else [], both.__getitem__) == "one"
    )
