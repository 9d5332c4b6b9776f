"""Which words of a question an entry has, and where; that a fit can forget words."""

from pathlib import Path

import pytest

from benchmarks.fit_confidence import PARTS, forgetful
from graph_api.coverage import Covered, covered, lacking, sought
from graph_api.question import understood
from graph_api.ranking import title_share, weighed
from graph_api.snapshot import Published, Snapshot


@pytest.fixture(scope="module")
def snapshot(graph: Path) -> Snapshot:
    return Published(graph).snapshot()


def words_of(snapshot: Snapshot, text: str) -> dict[str, Covered]:
    """The words of a question as the best entry has them."""
    question = understood(snapshot, text)
    best = weighed(snapshot, question).entries[0]
    passages = [one.document for one in best.passages]
    words = covered(sought(snapshot, question), titles=best.titles, body=best.body, passages=passages)
    return {one.sought.word: one for one in words}


def test_words_are_had_where_they_stand(snapshot: Snapshot) -> None:
    words = words_of(snapshot, "一级导出类型里有没有预警信息")
    assert words["预警信息"].title == 0.0
    assert words["预警信息"].whole == 1.0
    assert max(words["预警信息"].passages) == 1.0
    assert min(words["预警信息"].passages) == 0.0


def test_a_word_that_only_pieces_are_known_of_tells_as_much_as_a_strange_one(snapshot: Snapshot) -> None:
    words = {one.word: one for one in sought(snapshot, understood(snapshot, "退货地址怎么注销"))}
    assert words["退货地址"].known < 0.5
    assert words["退货地址"].worth > 0.7
    assert words["注销"].known == 0.0
    assert words["注销"].worth == 1.0


def test_a_word_that_an_answer_need_not_repeat_tells_little(snapshot: Snapshot) -> None:
    words = {one.word: one for one in sought(snapshot, understood(snapshot, "页面上怎么注销"))}
    assert words["页面"].worth < 0.2


def test_what_is_asked_stands_behind_the_word_that_asks(snapshot: Snapshot) -> None:
    words = sought(snapshot, understood(snapshot, "三同订单能合并出库吗"))
    assert [(one.word, one.behind) for one in words] == [("三同订单", False), ("合并出库", True)]


def test_what_is_lacking_is_a_share_of_what_the_words_tell(snapshot: Snapshot) -> None:
    words = list(words_of(snapshot, "订单导出怎么注销").values())
    assert lacking(words, [1.0 for _ in words]) == (0.0, 0.0)
    share, worst = lacking(words, [0.0 for _ in words])
    assert (share, worst) == (1.0, max(one.sought.worth for one in words))
    assert lacking([], []) == (0.0, 0.0)


def test_a_title_is_made_up_by_what_it_is_about(snapshot: Snapshot) -> None:
    question = understood(snapshot, "订单导出的密码改得了吗")
    best = weighed(snapshot, question).entries[0]
    assert best.entry.title == "订单导出的密码可以修改吗-"
    assert 0.75 < title_share(snapshot, question, best) < 1.0


def test_a_part_of_the_everyday_words_can_be_forgotten(snapshot: Snapshot) -> None:
    def senses(version: Snapshot) -> int:
        words = ["mima", "邮费", "快递费", "单子", "发了货", "调价"]
        return len(version.rows("SELECT word, sense, weight FROM sense WHERE word IN ({})", words))

    every = senses(snapshot)
    left = [senses(forgetful(snapshot, part)) for part in range(PARTS)]
    assert all(0 < one <= every for one in left)
    assert sum(left) < PARTS * every
