"""Ask: the right entry, its words, the verdict and the place, or that the sources do not say; the figures reached are kept."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.ask import SETS, generated_graph, shares
from graph_api.asked_for import Intent
from graph_api.phrases import phrase_of
from graph_api.question import understood
from graph_api.ranking import weighed
from graph_api.schema import execute
from graph_api.snapshot import Published, Slice, Snapshot
from ontology import layout
from ontology.records import Entry

_ASK = """query($q: String!) { ask(question: $q) { question intent text confidence entry { id title answer parent { id } }
  features { label } concepts { label } given { concept { label } negated } menuPaths { text } constraints { text modality }
  procedures { name } terms { label definition } applicability { verdict feature { label } } operations { verdict feature { label } }
  evidence { field start end quote entry { id title answer parent { id } } } } }"""
LEAST = {
    "development": {"entry": 0.96, "content": 0.96, "verdict": 1.0, "path": 1.0, "unanswerable": 0.9, "all": 0.95},
    "own, fitted to": {
        "entry": 0.93,
        "content": 0.92,
        "verdict": 0.75,
        "path": 0.95,
        "unanswerable": 0.88,
        "all": 0.86,
    },
    "own, kept aside": {
        "entry": 0.88,
        "content": 0.89,
        "verdict": 0.8,
        "path": 0.85,
        "unanswerable": 0.85,
        "all": 0.75,
    },
    "another's, kept aside": {
        "entry": 0.9,
        "content": 0.88,
        "verdict": 0.75,
        "path": 0.95,
        "unanswerable": 0.8,
        "all": 0.81,
    },
}
"""What was reached: the questions of the first set are others' own; the last two were never looked at."""


@pytest.fixture(scope="module")
def snapshot(graph: Path) -> Snapshot:
    return Published(graph).snapshot()


def asked(snapshot: Snapshot, question: str) -> dict[str, Any]:
    told = execute(snapshot, _ASK, {"q": question})
    assert "errors" not in told, told
    found: dict[str, Any] = told["data"]["ask"]
    return found


@pytest.mark.parametrize("name", LEAST)
def test_questions_are_answered(snapshot: Snapshot, name: str) -> None:
    found = shares(snapshot, SETS[name]())
    assert all(found[key] >= least for key, least in LEAST[name].items()), found


def test_a_verdict_is_that_of_check(snapshot: Snapshot) -> None:
    told = asked(snapshot, "到付的单子能改运费吗")
    assert (told["intent"], told["applicability"]) == (
        "CAN_I",
        {"verdict": "FORBIDDEN", "feature": {"label": "修改运费"}},
    )
    assert told["given"] == [{"concept": {"label": "货到付款"}, "negated": False}]
    assert told["text"].startswith("在“货到付款”的情况下，不可以")
    assert told["confidence"] > 0.5


def test_a_place_is_that_of_locate(snapshot: Snapshot) -> None:
    told = asked(snapshot, "延迟发货报备在哪里")
    assert told["intent"] == "LOCATE"
    assert told["menuPaths"][0]["text"] == "商家后台 > 订单管理 > 延迟发货报备"
    assert told["text"].startswith("位置：商家后台 > 订单管理 > 延迟发货报备\n")
    assert told["text"].endswith(f"（来源：{told['entry']['title'].rstrip('-')}）")


def test_a_limit_is_told_with_its_rule(snapshot: Snapshot) -> None:
    told = asked(snapshot, "每天最多能导出几次")
    assert told["intent"] == "LIMIT"
    assert "10次" in told["text"]
    assert told["constraints"]


def test_a_term_is_told_by_its_definition(snapshot: Snapshot) -> None:
    told = asked(snapshot, "未妥投是啥意思")
    assert (told["intent"], [term["label"] for term in told["terms"]]) == ("DEFINITION", ["未妥投"])
    assert "配送还没有完成" in told["text"]


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("怎么看这单顾客实付多少钱", "HOW_TO"),
        ("新订单查询的网址", "LOCATE"),
        ("出库好几天了为什么没有物流", "WHY"),
        ("人工客服几点下班", "LIMIT"),
        ("能不能一次给好几个单子加备注", "CAN_I"),
    ],
)
def test_what_a_question_is_after(snapshot: Snapshot, question: str, intent: str) -> None:
    assert asked(snapshot, question)["intent"] == intent


def test_the_verdict_is_on_the_function_that_is_named(snapshot: Snapshot) -> None:
    told = asked(snapshot, "已经在等待出库了还能改运费么")
    assert told["applicability"] == {"verdict": "UNSTATED", "feature": {"label": "修改运费"}}


def test_the_verdict_is_on_what_is_said_behind_the_word_that_asks(snapshot: Snapshot) -> None:
    told = asked(snapshot, "SOP走三方快递还没出库，省市区能全改吗")
    assert told["applicability"] == {"verdict": "ALLOWED", "feature": {"label": "修改收货信息"}}


@pytest.mark.parametrize(
    ("question", "told", "strange"),
    [
        ("特快送限重多少公斤", "首重1公斤", "90%"),
        ("备注最多写多少字", "500个字", "5次"),
        ("赔多少钱", "5元", "5天"),
        ("一张收几毛", "3角", "3张"),
        ("快照有多大", "800*600", "第一步"),
        ("什么时候下传", "妥投后下传", "下传订单"),
        ("最多并几单", "10单", "1、点击"),
    ],
)
def test_a_number_is_looked_for_in_the_unit_that_is_asked_for(
    snapshot: Snapshot, question: str, told: str, strange: str
) -> None:
    pattern = understood(snapshot, question).told
    assert pattern is not None
    assert pattern.search(told)
    assert not pattern.search(strange)


def test_a_question_that_ends_in_whether_asks_whether(snapshot: Snapshot) -> None:
    assert understood(snapshot, "查看其他号码要钱吗").intent is Intent.CAN_I


def test_a_title_that_denies_a_concept_answers_for_all_else(snapshot: Snapshot) -> None:
    told = asked(snapshot, "没签收但有物流，物流停更后第几天系统自动确认")
    assert told["entry"]["title"].startswith("非京东国际")


def test_operations_are_those_of_the_contract(snapshot: Snapshot) -> None:
    told = asked(snapshot, "货到付款的订单能做哪些操作")
    assert told["intent"] == "APPLICABLE_OPERATIONS"
    wanted = execute(
        snapshot, 'query { operations(given: ["货到付款"], first: 20) { nodes { verdict feature { label } } } }'
    )
    assert told["operations"] == wanted["data"]["operations"]["nodes"]


def test_a_denied_concept_is_given_as_denied(snapshot: Snapshot) -> None:
    assert asked(snapshot, "不是货到付款的订单能改运费吗")["given"] == [
        {"concept": {"label": "货到付款"}, "negated": True}
    ]


@pytest.mark.parametrize(
    "question",
    [
        "今天北京天气怎么样",
        "附近有什么好吃的",
        "虚拟号服务包多少钱一个月",
        "快递单号可以改几次",
        "三方快递的件能用青龙系统拦吗",
        "顺丰的件怎么拦截退回",
        "不可抗力应对商家操作指导",
        "青龙系统的登录网址",
        "特快送限重多少公斤",
        "订单备注最多写多少字",
        "电子面单一张收几毛",
        "优惠券怎么新建",
        "退货地址在哪里维护",
    ],
)
def test_what_no_source_says_is_told_as_such(snapshot: Snapshot, question: str) -> None:
    told = asked(snapshot, question)
    assert told["confidence"] < 0.5
    assert told["text"].startswith("来源没有说明这个问题。")


@pytest.mark.parametrize(
    "text", ["退货地址在哪设置", "申请取消后多久", "地址能动吗", "页面标了没货", "把订单拉成表", "没满能在小程序退"]
)
def test_words_of_the_language_are_not_mended(snapshot: Snapshot, text: str) -> None:
    assert phrase_of(snapshot, text).bare == text


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("订单导处", "订单导出"),
        ("验正码", "验证码"),
        ("daochuzhongxin", "导出中心"),
        ("未托投", "未妥投"),
        ("yzm查询", "验证码查询"),
        ("diao度中", "调度中"),
        ("shifu金额", "实付金额"),
        ("mima和fahuo", "mima和fahuo"),
    ],
)
def test_misspelt_words_are_mended(snapshot: Snapshot, text: str, mended: str) -> None:
    assert phrase_of(snapshot, text).bare == mended


def test_a_word_of_several_stands_for_them_together(snapshot: Snapshot) -> None:
    (slot,) = phrase_of(snapshot, "导出订单").slots
    assert ("导出+订单", 0.85) in slot.terms


def test_what_is_said_behind_a_name_takes_no_sense_from_it(snapshot: Snapshot) -> None:
    (slot,) = phrase_of(snapshot, "海淘的订单").slots
    weights = dict(slot.terms)
    assert weights["#海囤全球"] > 0.9
    assert weights["#京东国际"] > 0.9


def test_the_evidence_is_the_words_of_the_sources(snapshot: Snapshot) -> None:
    for make in SETS.values():
        for one in make():
            told = asked(snapshot, one.question)
            for evidence in told["evidence"]:
                assert evidence["entry"]["parent"] is None
                field = "title" if evidence["field"] == "QUESTION" else "answer"
                assert evidence["entry"][field][evidence["start"] : evidence["end"]] == evidence["quote"]
                assert evidence["quote"] == evidence["quote"].strip()


def test_the_same_question_has_the_same_answer(snapshot: Snapshot, graph: Path) -> None:
    other = Snapshot(Published(graph).snapshot().version)
    for one in SETS["development"]()[:20]:
        assert asked(snapshot, one.question) == asked(other, one.question)


def test_a_question_reads_the_records_of_the_best_alone(tmp_path: Path) -> None:
    snapshot = generated_graph(400, tmp_path)
    entries = [one for one in snapshot.whole(Slice(layout.ENTRIES)) if isinstance(one, Entry)]
    weighed(snapshot, understood(snapshot, entries[0].title))
    for entry in entries[1:10]:
        snapshot.get.cache_clear()
        weighed(snapshot, understood(snapshot, entry.title))
        assert snapshot.get.cache_info().misses < 60


@pytest.mark.parametrize("text", ["", " \n", "😀", "???", "\x00", "怎么" * 5_000])
def test_what_is_no_question_is_refused(snapshot: Snapshot, text: str) -> None:
    told = execute(snapshot, _ASK, {"q": text})
    assert told["data"]["ask"] is None
    assert told["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "SELECT * FROM node; --", '"运费" NEAR/2 OR *', "x\ud800y"]
)
def test_other_languages_are_no_questions(snapshot: Snapshot, text: str) -> None:
    assert asked(snapshot, text)["text"]


@given(st.text(max_size=60))
def test_any_text_is_answered_or_refused(graph: Path, text: str) -> None:
    told = execute(Published(graph).snapshot(), _ASK, {"q": text})
    if "errors" in told:
        assert told["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    else:
        assert 0.0 <= told["data"]["ask"]["confidence"] <= 1.0
        assert told["data"]["ask"]["text"]
