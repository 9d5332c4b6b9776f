"""Rules through the API: verdicts and what they rest on, refs and facts that are given, operations page by page, summaries."""

import re
import subprocess
import sys
from base64 import b64encode
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.triples import ntriples
from graph_api.schema import execute
from graph_api.snapshot import Published, Snapshot
from ontology.kinds import Comparator, ConstraintKind, Modality, Unit
from ontology.records import Condition, Constraint, Quantity
from tests.conftest import ROOT
from tests.rules_world import ALLOWED, FORBIDDEN, PART, RULES, TERMS, WHOLE, Said, World, many_rules, world

EVERY = ["ALLOWED", "CONDITIONAL", "CONFLICTING", "FORBIDDEN", "UNSTATED"]
CHECK = """
query($f: String!, $g: [String!]! = [], $facts: [FactInput!]! = []) { check(feature: $f, given: $g, facts: $facts) {
  feature { label } verdict summary because { text } limits { text }
  dependsOn { constraint { text } undecided { concept { label } negated limit { comparator value unit } } }
  unless { constraint { text } undecided { concept { label } negated } } } }
"""
OPERATIONS = """
query($g: [String!]! = [], $v: [Verdict!], $n: Int, $a: String, $l: Int, $b: String) {
  operations(given: $g, verdicts: $v, first: $n, after: $a, last: $l, before: $b) {
    totalCount edges { cursor node { feature { label } verdict } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }
"""


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The world by hand, published."""
    folder = tmp_path_factory.mktemp("rules")
    world().publish(folder)
    return folder


@pytest.fixture(scope="module")
def snapshot(rules: Path) -> Snapshot:
    return Published(rules).snapshot()


def ask(snapshot: Snapshot, document: str, **variables: Any) -> dict[str, Any]:
    """The data of an operation that must have no errors."""
    told = execute(snapshot, document, variables)
    assert "errors" not in told, told["errors"]
    data: dict[str, Any] = told["data"]
    return data


def refused(snapshot: Snapshot, document: str, **variables: Any) -> dict[str, Any]:
    """The one error of an operation; with its code and suggestions."""
    (error,) = execute(snapshot, document, variables)["errors"]
    return {"message": error["message"], **error["extensions"]}


def check(snapshot: Snapshot, feature: str, *names: str, facts: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    found: dict[str, Any] = ask(snapshot, CHECK, f=feature, g=list(names), facts=facts or [])["check"]
    return found


def texts(rules: list[dict[str, Any]]) -> list[str]:
    return [rule.get("constraint", rule)["text"] for rule in rules]


def wanted(rules: list[dict[str, Any]]) -> dict[str, list[str]]:
    return {
        rule["constraint"]["text"]: [("非" if c["negated"] else "") + c["concept"]["label"] for c in rule["undecided"]]
        for rule in rules
    }


@pytest.mark.parametrize(
    ("feature", "names", "verdict"),
    [
        ("协商取消订单", [], "CONDITIONAL"),
        ("协商取消订单", ["货到付款"], "ALLOWED"),
        ("协商取消订单", ["在线支付"], "FORBIDDEN"),
        ("协商取消订单", ["非线下付款"], "FORBIDDEN"),
        ("协商取消订单", ["线下付款"], "CONDITIONAL"),
        ("修改运费", ["待付款"], "ALLOWED"),
        ("修改运费", ["待付款", "预售"], "ALLOWED"),
        ("修改运费", ["待付款", "海囤全球"], "FORBIDDEN"),
        ("修改运费", ["等待出库"], "UNSTATED"),
        ("修改运费", ["SOP"], "CONDITIONAL"),
        ("修改收货信息", ["SOP", "京东快递", "待付款", "在线支付"], "ALLOWED"),
        ("修改收货信息", ["SOP", "京东快递", "等待出库"], "ALLOWED"),
        ("修改收货信息", ["SOP", "京东快递", "出库前", "COD"], "ALLOWED"),
        ("修改收货信息", ["SOP", "京东快递", "已出库"], "ALLOWED"),
        ("修改收货信息", ["SOP", "京东快递"], "CONDITIONAL"),
        ("修改收货信息", ["FBP"], "UNSTATED"),
        ("修改收货信息", ["SOP", "京东快递", "已出库", "海囤全球"], "FORBIDDEN"),
        ("批量追加备注", ["FBP", "已出库"], "ALLOWED"),
        ("修改价格", [], "CONDITIONAL"),
        ("修改价格", ["预售"], "CONFLICTING"),
        ("合并出库", [], "ALLOWED"),
        ("合并出库", ["三方快递"], "ALLOWED"),
        ("删除订单", [], "FORBIDDEN"),
        ("删除订单", ["LOC"], "ALLOWED"),
        ("预约配送", [], "CONDITIONAL"),
        ("预约配送", ["SOP"], "ALLOWED"),
        ("预约配送", ["FBP"], "FORBIDDEN"),
        ("延期发货", [], "UNSTATED"),
        ("打印订单", ["货到付款"], "UNSTATED"),
        ("导出", [], "UNSTATED"),
    ],
)
def test_verdicts(snapshot: Snapshot, feature: str, names: list[str], verdict: str) -> None:
    assert check(snapshot, feature, *names)["verdict"] == verdict
    assert check(snapshot, feature, *names[::-1]) == check(snapshot, feature, *names)


def test_what_an_allowed_operation_rests_on(snapshot: Snapshot) -> None:
    found = check(snapshot, "修改运费", "待付款")
    assert texts(found["because"]) == ["待付款的订单可以修改运费"]
    assert found["dependsOn"] == []
    assert wanted(found["unless"]) == {
        "海囤全球的订单不支持修改运费": ["海囤全球"],
        "货到付款的订单不支持修改运费": ["货到付款"],
        "预售订单不支持修改偏远地区运费": ["预售"],
    }
    assert texts(found["limits"]) == ["预售订单不支持修改偏远地区运费"]


def test_a_prohibition_of_a_part_is_told_and_decides_nothing(snapshot: Snapshot) -> None:
    found = check(snapshot, "修改运费", "待付款", "预售")
    assert texts(found["because"]) == ["待付款的订单可以修改运费"]
    assert "预售订单不支持修改偏远地区运费" not in texts(found["unless"])
    assert texts(found["limits"]) == ["预售订单不支持修改偏远地区运费"]


def test_what_a_conditional_operation_depends_on(snapshot: Snapshot) -> None:
    found = check(snapshot, "修改收货信息", "SOP", "货到付款")
    assert wanted(found["dependsOn"]) == {
        "SOP京东快递出库后支持修改详细地址": ["京东快递", "出库后"],
        "SOP京东快递货到付款出库前支持修改末级地址。": ["京东快递", "出库前"],
    }
    assert texts(found["because"]) == list(wanted(found["dependsOn"]))


def test_what_is_known_where_nothing_is_stated(snapshot: Snapshot) -> None:
    found = check(snapshot, "修改运费", "等待出库")
    assert texts(found["because"]) == ["待付款的订单可以修改运费"]
    assert found["dependsOn"] == []


def test_both_sides_of_a_contradiction(snapshot: Snapshot) -> None:
    assert texts(check(snapshot, "修改价格", "预售")["because"]) == ["预售订单不可修改价格", "预售订单可以修改价格"]


def test_open_permissions_that_hold_together(snapshot: Snapshot) -> None:
    found = check(snapshot, "合并出库")
    assert texts(found["because"]) == ["京东快递的订单可以合并出库", "非京东快递的订单也可以合并出库"]
    assert wanted(found["dependsOn"])["非京东快递的订单也可以合并出库"] == ["非京东快递"]


def test_what_is_asked_for_and_not_given(snapshot: Snapshot) -> None:
    found = check(snapshot, "预约配送")
    assert texts(found["because"]) == ["可以预约配送"]
    assert wanted(found["unless"]) == {"SOP以外的订单不可预约配送": ["非SOP"]}


@pytest.mark.parametrize(
    ("fact", "verdict"),
    [
        ({"value": 4, "unit": "TIMES"}, "ALLOWED"),
        ({"value": 3, "unit": "TIMES"}, "ALLOWED"),
        ({"value": 2.5, "unit": "TIMES"}, "UNSTATED"),
        ({"value": 4, "unit": "DAY"}, "CONDITIONAL"),
        ({"value": 4}, "CONDITIONAL"),
        ({}, "CONDITIONAL"),
        ({"negated": True}, "UNSTATED"),
    ],
)
def test_figures_in_conditions_are_decided_by_facts(snapshot: Snapshot, fact: dict[str, Any], verdict: str) -> None:
    found = check(snapshot, "上报异常", facts=[{"concept": "联系不上消费者", **fact}])
    assert found["verdict"] == verdict
    if verdict == "CONDITIONAL":
        (undecided,) = found["dependsOn"][0]["undecided"]
        assert undecided["limit"] == {"comparator": "GE", "value": 3, "unit": "TIMES"}


@pytest.mark.parametrize(
    ("ref", "verdict"),
    [
        ("联系不上消费者4次", "ALLOWED"),
        ("联系不上消费者超过3次", "ALLOWED"),
        ("联系不上消费者至少三次", "ALLOWED"),
        ("联系不上消费者不足3次", "UNSTATED"),
        ("联系不上消费者超过2次", "CONDITIONAL"),
        ("联系不上消费者4天", "CONDITIONAL"),
        ("联系不上消费者", "CONDITIONAL"),
    ],
)
def test_a_ref_may_tell_a_figure(snapshot: Snapshot, ref: str, verdict: str) -> None:
    assert check(snapshot, "上报异常", ref)["verdict"] == verdict


def test_facts_are_given_as_refs_are(snapshot: Snapshot) -> None:
    by_fact = check(snapshot, "协商取消订单", facts=[{"concept": "ＣＯＤ"}])
    assert by_fact == check(snapshot, "协商取消订单", "货到付款")
    assert check(snapshot, "协商取消订单", facts=[{"concept": "COD", "negated": True}])["verdict"] == "FORBIDDEN"
    doubly = check(snapshot, "协商取消订单", facts=[{"concept": "非COD", "negated": True}])
    assert doubly == by_fact


@pytest.mark.parametrize(
    "fact",
    [
        {"concept": "联系不上消费者", "unit": "TIMES"},
        {"concept": "联系不上消费者", "negated": True, "value": 3, "unit": "TIMES"},
        {"concept": "非联系不上消费者", "value": 3},
    ],
)
def test_facts_that_cannot_be(snapshot: Snapshot, fact: dict[str, Any]) -> None:
    error = refused(snapshot, CHECK, f="上报异常", facts=[fact])
    assert error["code"] == "BAD_USER_INPUT"
    assert fact["concept"] in error["message"]


@pytest.mark.parametrize(
    ("names", "verdict"),
    [
        ([], "UNSTATED"),
        (["主账号"], "ALLOWED"),
        (["子账号"], "FORBIDDEN"),
        (["员工子账号"], "FORBIDDEN"),
        (["货到付款"], "UNSTATED"),
    ],
)
def test_a_rule_for_a_role_decides_where_the_role_is_given(snapshot: Snapshot, names: list[str], verdict: str) -> None:
    found = check(snapshot, "修改导出密码", *names)
    assert found["verdict"] == verdict
    assert found["dependsOn"] == found["unless"] == []


def test_limits_are_those_of_broader_features_too(snapshot: Snapshot) -> None:
    whole = [
        "两次导出间隔大于10分钟",
        "子账号导出订单需验证手机",
        "导出不支持买家手机号",
        "海囤全球的订单导出不支持身份证",
    ]
    assert texts(check(snapshot, "订单导出")["limits"]) == whole
    assert texts(check(snapshot, "订单导出", "子账号")["limits"]) == whole
    assert texts(check(snapshot, "订单导出", "主账号", "非海囤全球")["limits"]) == [whole[0], whole[2]]


def test_limits_that_are_out_are_left_out(snapshot: Snapshot) -> None:
    always = ["每天最多追加备注50次", "追加备注须在提交48小时后生效"]
    assert texts(check(snapshot, "批量追加备注")["limits"]) == ["三方快递的订单追加备注需填写原因", *always]
    assert texts(check(snapshot, "批量追加备注", "三方快递")["limits"]) == ["三方快递的订单追加备注需填写原因", *always]
    assert texts(check(snapshot, "批量追加备注", "京东快递")["limits"]) == always


def test_what_is_superseded_is_kept_and_never_counts(snapshot: Snapshot) -> None:
    listed = ask(snapshot, '{ feature(ref: "修改运费") { constraints { totalCount nodes { text isSuperseded } } } }')[
        "feature"
    ]["constraints"]
    assert listed["totalCount"] == 5
    assert [rule["text"] for rule in listed["nodes"] if rule["isSuperseded"]] == ["原来的逻辑：等待出库也可以修改运费"]
    for found in (check(snapshot, "修改运费", "等待出库"), check(snapshot, "订单导出"), check(snapshot, "延期发货")):
        named = texts([*found["because"], *found["dependsOn"], *found["unless"], *found["limits"]])
        assert not [text for text in named if text.startswith("原来")]


@pytest.mark.parametrize(
    ("ref", "label"),
    [
        *((ref, "货到付款") for ref in ("货到付款", "COD", "cod", "ＣＯＤ", " 貨到付款 ", "到付", "货到付款订单", "货到付款的订单")),
        ("待出库", "等待出库"),
        ("待出库状态", "等待出库"),
        ("第三方快递", "三方快递"),
        ("在线付款", "在线支付"),
        ("LOC订单", "LOC"),
        ("SOP商家", "SOP"),
        ("已支付成功", "已付款"),
        ("大促", "大促"),
        ("出库前", "出库前"),
        ("非京东国际", "非京东国际"),
        *((ref, "非货到付款") for ref in ("非货到付款", "非COD", "非 cod", "不是货到付款", "並非貨到付款", "非货到付款的订单")),
        ("非非京东国际", "不是“非京东国际”"),
        ("出库之前", "出库前"),
        ("货到付款商品", "货到付款"),
        ("非货到付款商品", "非货到付款"),
    ],
)  # fmt: skip
def test_refs_that_are_given(snapshot: Snapshot, ref: str, label: str) -> None:
    assert f"在“{label}”的情况下" in check(snapshot, "打印订单", ref)["summary"]


@pytest.mark.parametrize("feature", ["订单打印", "自行打印订单", "打印订单操作", "商家打印订单"])
def test_a_feature_is_asked_for_in_a_near_form_of_its_name(snapshot: Snapshot, feature: str) -> None:
    assert check(snapshot, feature, "COD") == check(snapshot, "打印订单", "COD")


def test_a_bare_verb_is_the_one_function_that_it_begins(snapshot: Snapshot) -> None:
    assert check(snapshot, "上报")["feature"]["label"] == "上报异常"
    assert told_of(snapshot, "修改") == "NOT_FOUND"


def told_of(snapshot: Snapshot, feature: str) -> str:
    """The code of the refusal where a feature is asked for that names nothing, or several."""
    code: str = execute(snapshot, CHECK, {"f": feature})["errors"][0]["extensions"]["code"]
    return code


def test_a_near_form_is_never_that_of_another_kind(snapshot: Snapshot) -> None:
    assert refused(snapshot, CHECK, f="批量打印订单", g=[])["code"] == "NOT_FOUND"
    assert refused(snapshot, CHECK, f="打印订单", g=["京东国"])["code"] == "NOT_FOUND"


def test_an_id_is_a_ref(snapshot: Snapshot) -> None:
    own = world().concept("货到付款")
    assert check(snapshot, "协商取消订单", own) == check(snapshot, "协商取消订单", "COD")


def test_a_ref_that_names_nothing_comes_with_the_nearest_labels(snapshot: Snapshot) -> None:
    for document in (CHECK, OPERATIONS):
        error = refused(snapshot, document, f="修改运费", g=["货到付钱"])
        assert error["code"] == "NOT_FOUND"
        assert "货到付款" in error["suggestions"]
    assert refused(snapshot, CHECK, f="修改运费", g=["sopp"])["suggestions"][0] == "SOP"
    assert refused(snapshot, CHECK, f="修改运费了", g=[])["suggestions"][0] == "修改运费"
    assert refused(snapshot, CHECK, f="修改运费", g=["订单"])["code"] == "NOT_FOUND"
    assert refused(snapshot, CHECK, f="修改运费", g=[""])["code"] == "NOT_FOUND"
    assert refused(snapshot, CHECK, f="修改运费", g=["非"])["code"] == "NOT_FOUND"


@pytest.mark.parametrize("ref", ["暂停", "非暂停", "暂停状态"])
def test_a_ref_that_names_several_concepts(snapshot: Snapshot, ref: str) -> None:
    error = refused(snapshot, OPERATIONS, g=[ref])
    assert error["code"] == "AMBIGUOUS"
    assert {one["scheme"] for one in error["candidates"]} == {"ORDER_STATUS", "PAUSE_REASON"}
    for one in error["candidates"]:
        assert ask(snapshot, OPERATIONS, g=[one["id"]])


@pytest.mark.parametrize(
    ("names", "facts"),
    [
        (["货到付款", "在线支付"], []),
        (["COD", "线上支付"], []),
        (["COD", "非货到付款"], []),
        (["COD", "非线下付款"], []),
        (["待付款", "已出库"], []),
        (["待出库", "未付款"], []),
        (["非京东国际", "京东国际"], []),
        (["COD"], [{"concept": "在线支付"}]),
        ([], [{"concept": "联系不上消费者", "value": v, "unit": "TIMES"} for v in (2, 4)]),
    ],
)
def test_what_contradicts_itself_is_refused(snapshot: Snapshot, names: list[str], facts: list[dict[str, Any]]) -> None:
    for document in (
        CHECK,
        "query($g: [String!]!, $facts: [FactInput!]!) { operations(given: $g, facts: $facts) { totalCount } }",
    ):
        error = refused(snapshot, document, f="打印订单", g=names, facts=facts)
        assert error["code"] == "BAD_USER_INPUT"
        assert all(repr(name) in error["message"] for name in names)
        assert all(repr(fact["concept"]) in error["message"] for fact in facts)


def test_what_only_seems_to_contradict_is_taken(snapshot: Snapshot) -> None:
    assert check(snapshot, "协商取消订单", "线下付款", "非货到付款")["verdict"] == "FORBIDDEN"
    assert check(snapshot, "协商取消订单", "COD", "cod", "货到付款")["verdict"] == "ALLOWED"


def test_only_so_much_can_be_given(snapshot: Snapshot) -> None:
    assert ask(snapshot, OPERATIONS, g=["COD"] * 64)
    assert refused(snapshot, OPERATIONS, g=["COD"] * 65)["code"] == "BAD_USER_INPUT"


def _pages(snapshot: Snapshot, names: list[str], size: int, *, backward: bool) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    cursor = None
    while True:
        window = {"l": size, "b": cursor} if backward else {"n": size, "a": cursor}
        page = ask(snapshot, OPERATIONS, g=names, v=EVERY, **window)["operations"]
        rows = [(edge["node"]["verdict"], edge["node"]["feature"]["label"]) for edge in page["edges"]]
        assert len(rows) <= size
        found = [*rows, *found] if backward else [*found, *rows]
        info = page["pageInfo"]
        cursor = info["startCursor" if backward else "endCursor"]
        if not info["hasPreviousPage" if backward else "hasNextPage"]:
            assert page["totalCount"] == len(found)
            return found


@given(st.integers(1, 20), st.sampled_from([[], ["COD"], ["SOP", "京东快递"], ["预售", "待付款"]]))
def test_operations_page_by_page_either_way(rules: Path, size: int, names: list[str]) -> None:
    snapshot = Published(rules).snapshot()
    whole = _pages(snapshot, names, 500, backward=False)
    assert whole == sorted(whole, key=lambda row: (EVERY.index(row[0]), row[1]))
    assert {label for _, label in whole} == set(world().operations)
    assert _pages(snapshot, names, size, backward=False) == whole
    assert _pages(snapshot, names, size, backward=True) == whole


def test_operations_of_some_verdicts(snapshot: Snapshot) -> None:
    def verdicts(asked: list[str] | None) -> set[str]:
        told = ask(snapshot, OPERATIONS, g=["预售"], v=asked)["operations"]
        assert told["totalCount"] == len(told["edges"])
        return {edge["node"]["verdict"] for edge in told["edges"]}

    assert verdicts(None) == set(EVERY) - {"UNSTATED"}
    assert verdicts(EVERY) == set(EVERY)
    assert verdicts(["FORBIDDEN", "UNSTATED"]) == {"FORBIDDEN", "UNSTATED"}
    assert verdicts([]) == set()
    empty = ask(snapshot, OPERATIONS, g=[], n=0)["operations"]
    assert (empty["edges"], empty["totalCount"]) == ([], 11)
    assert empty["pageInfo"]["hasNextPage"]


def test_the_same_is_asked_in_several_ways(snapshot: Snapshot) -> None:
    document = """{
      one: operations(given: ["COD"]) { edges { cursor } nodes { feature { id } verdict } }
      concept(ref: "货到付款") { operations { edges { cursor } nodes { feature { id } verdict } } }
      check(feature: "修改运费", given: ["COD"]) { verdict summary }
      feature(ref: "修改运费") { applicability(given: ["货到付款"]) { verdict summary } }
    }"""
    told = ask(snapshot, document)
    assert told["one"] == told["concept"]["operations"]
    assert told["check"] == told["feature"]["applicability"]


def test_cursors_of_operations_outlive_a_snapshot(snapshot: Snapshot, tmp_path: Path) -> None:
    whole = ask(snapshot, OPERATIONS, g=["COD"], v=EVERY)["operations"]["edges"]
    fewer = world()
    fewer.rules = [said for said in RULES if said.feature != "合并出库"]
    fewer.operations = [label for label in fewer.operations if label != "合并出库"]
    fewer.publish(tmp_path)
    other = Published(tmp_path).snapshot()
    gone = next(nth for nth, edge in enumerate(whole) if edge["node"]["feature"]["label"] == "合并出库")
    for nth in (gone - 1, gone, gone + 3):
        rest = ask(other, OPERATIONS, g=["COD"], v=EVERY, a=whole[nth]["cursor"])["operations"]["edges"]
        left = [edge for edge in whole[nth + 1 :] if edge["node"]["feature"]["label"] != "合并出库"]
        assert [edge["node"] for edge in rest] == [edge["node"] for edge in left]


def test_cursors_of_other_lists_are_refused(snapshot: Snapshot) -> None:
    cursor = ask(snapshot, "{ features(first: 1) { edges { cursor } } }")["features"]["edges"][0]["cursor"]
    for bad in (cursor, "OQB4", "nonsense", b64encode(b"1" * 9999 + b"\x00x").decode()):
        assert refused(snapshot, OPERATIONS, a=bad)["code"] == "BAD_USER_INPUT"


def _rules(snapshot: Snapshot, **filters: Any) -> list[str]:
    document = "query($f: ConstraintFilter) { constraints(filter: $f, first: 100) { totalCount nodes { text } } }"
    told = ask(snapshot, document, f=filters)["constraints"]
    assert told["totalCount"] == len(told["nodes"])
    return [rule["text"] for rule in told["nodes"]]


def _texts(*, where: Any) -> list[str]:
    return sorted(said.text for said in RULES if where(said))


def test_rules_are_listed_by_text_and_filtered(snapshot: Snapshot) -> None:
    assert _rules(snapshot) == sorted(said.text for said in RULES)
    assert _rules(snapshot, kind=["QUOTA", "SPAN"]) == _texts(where=lambda s: s.kind in ("QUOTA", "SPAN"))
    assert _rules(snapshot, modality=["RECOMMENDED"]) == ["建议提前报备"]
    assert _rules(snapshot, feature="修改价格") == _texts(where=lambda s: s.feature == "修改价格")
    assert _rules(snapshot, feature="修改价格", modality=["ALLOWED"]) == ["预售订单可以修改价格"]
    assert _rules(snapshot, entry=WHOLE) == _rules(snapshot)
    assert _rules(snapshot, entry=PART) == _texts(where=lambda s: s.part)
    error = refused(snapshot, 'query { constraints(filter: {entry: "x"}) { totalCount } }')
    assert error["code"] == "NOT_FOUND"


def test_rules_on_a_concept_are_those_on_what_is_narrower(snapshot: Snapshot) -> None:
    cod = _texts(where=lambda s: {"货到付款", "非货到付款"} & set(s.when))
    assert _rules(snapshot, concept="COD") == _rules(snapshot, concept="线下付款") == cod
    assert "预售订单自动转为待付款" in _rules(snapshot, concept="预售")
    assert set(_rules(snapshot, concept="待付款")) < set(_rules(snapshot, concept="出库前"))
    of_concept = ask(snapshot, '{ concept(ref: "线下付款") { constraints { totalCount nodes { text } } } }')["concept"]
    assert [rule["text"] for rule in of_concept["constraints"]["nodes"]] == cod
    features = "query($f: FeatureFilter) { features(filter: $f) { nodes { label } } }"
    found = ask(snapshot, features, f={"concept": "线下付款"})["features"]["nodes"]
    assert [one["label"] for one in found] == ["修改收货信息", "修改运费", "协商取消订单"]
    assert refused(snapshot, features, f={"concept": "没有"})["code"] == "NOT_FOUND"


def test_a_rule_in_full(snapshot: Snapshot) -> None:
    document = """query($f: ConstraintFilter) { constraints(filter: $f) { nodes {
      id kind modality feature { label } subject { label } actor { label } scope effect text validFrom validUntil isSuperseded
      conditions { concept { label } negated limit { value } } evidenceCount evidence { quote start end rule entry { answer } }
      limit { comparator value upper field unit unitText per since basis } } } }"""
    (quota,) = ask(snapshot, document, f={"kind": ["QUOTA"]})["constraints"]["nodes"]
    evidence = quota["evidence"][0]
    assert evidence["entry"]["answer"][evidence["start"] : evidence["end"]] == evidence["quote"] == quota["text"]
    assert quota["limit"] == {
        "comparator": "LE", "value": 50, "upper": None, "field": None, "unit": "TIMES", "unitText": "次", "per": "DAY",
        "since": None, "basis": None,
    }  # fmt: skip
    assert (quota["feature"], quota["subject"], quota["actor"]) == ({"label": "批量追加备注"}, None, None)
    (dated,) = [r for r in ask(snapshot, document, f={"feature": "延期发货"})["constraints"]["nodes"] if r["validFrom"]]
    assert (dated["validFrom"], dated["validUntil"], dated["isSuperseded"]) == ("2022-06-20", None, True)
    (consequence,) = ask(snapshot, document, f={"kind": ["CONSEQUENCE"]})["constraints"]["nodes"]
    assert (consequence["feature"], consequence["subject"]) == (None, {"label": "预售"})
    for own, kind in ((quota["id"], "Constraint"), (world().concept("货到付款"), "Concept")):
        assert ask(snapshot, "query($i: ID!) { node(id: $i) { __typename } }", i=own)["node"] == {"__typename": kind}


def test_conflicts_entries_and_counts(snapshot: Snapshot) -> None:
    document = """{ conflicts { totalCount nodes { id explanation constraints { text } } } snapshot { constraints }
      entries { nodes { id constraints { text } parts { constraints { text } } } } }"""
    told = ask(snapshot, document)
    (conflict,) = told["conflicts"]["nodes"]
    assert [rule["text"] for rule in conflict["constraints"]] == ["预售订单可以修改价格", "预售订单不可修改价格"]
    assert (
        ask(snapshot, "query($i: ID!) { node(id: $i) { __typename } }", i=conflict["id"])["node"]["__typename"]
        == "Conflict"
    )
    assert told["snapshot"]["constraints"] == len(RULES)
    whole = next(entry for entry in told["entries"]["nodes"] if entry["id"] == WHOLE)
    assert {rule["text"] for rule in whole["constraints"]} == {said.text for said in RULES}
    assert {rule["text"] for rule in whole["parts"][0]["constraints"]} == {said.text for said in RULES if said.part}


@pytest.mark.parametrize(
    ("feature", "names", "summary"),
    [
        ("协商取消订单", ["COD"], "在“货到付款”的情况下，可以操作“协商取消订单”：货到付款的订单支持协商取消。"),
        ("协商取消订单", [], "能否操作“协商取消订单”还取决于其他条件：货到付款时可以。"),
        ("修改运费", ["未付款"], "在“待付款”的情况下，可以操作“修改运费”：待付款的订单可以修改运费。但海囤全球、货到付款时除外；预售时“偏远地区运费”不可以。"),
        ("修改运费", ["待付款", "预售", "非COD"], "在“待付款、非货到付款、预售”的情况下，可以操作“修改运费”：待付款的订单可以修改运费。但海囤全球时除外；“偏远地区运费”不可以。"),
        ("修改运费", ["待出库"], "在“等待出库”的情况下，来源没有说明能否操作“修改运费”。已知：待付款的订单可以修改运费；海囤全球的订单不支持修改运费；货到付款的订单不支持修改运费；预售订单不支持修改偏远地区运费；位置：商家后台 > 订单管理。"),
        ("修改收货信息", ["SOP", "京东快递", "待出库", "COD"], "在“SOP、京东快递、等待出库、货到付款”的情况下，可以操作“修改收货信息”：SOP京东快递货到付款出库前支持修改末级地址（范围：末级（3/4））。但海囤全球时除外。"),
        ("修改收货信息", ["COD", "京东快递"], "在“京东快递、货到付款”的情况下，能否操作“修改收货信息”还取决于其他条件：SOP且出库后可以（范围：详细地址）；SOP且出库前可以（范围：末级（3/4））。但海囤全球时除外。"),
        ("修改价格", ["预售"], "在“预售”的情况下，能否操作“修改价格”，来源的说法互相矛盾：一处说预售订单可以修改价格；另一处说预售订单不可修改价格。"),
        ("修改价格", [], "能否操作“修改价格”还取决于其他条件：预售时可以。但预售时来源的说法不一。"),
        ("删除订单", [], "不可以操作“删除订单”：订单不可删除。但LOC时可以。"),
        ("预约配送", [], "可以操作“预约配送”，前提是SOP：可以预约配送。"),
        ("上报异常", [], "能否操作“上报异常”还取决于其他条件：联系不上消费者至少3次时可以。"),
        ("国际申报", ["非京东国际"], "在“非京东国际”的情况下，可以操作“国际申报”：非京东国际的订单可以申报。"),
        ("打印订单", [], "来源没有说明能否操作“打印订单”。位置：商家后台 > 订单管理。"),
        ("导出", ["无妥投信息"], "在“无妥投信息”的情况下，来源没有说明能否使用“导出”。已知：导出不支持买家手机号；海囤全球的订单导出不支持身份证；来源也没有给出它的位置。"),
    ],
)  # fmt: skip
def test_summaries(snapshot: Snapshot, feature: str, names: list[str], summary: str) -> None:
    assert check(snapshot, feature, *names)["summary"] == summary


def test_a_summary_names_a_figure_that_is_given(snapshot: Snapshot) -> None:
    facts = [{"concept": "联系不上消费者", "value": 4, "unit": "TIMES"}]
    assert check(snapshot, "上报异常", facts=facts)["summary"].startswith("在“联系不上消费者（4次）”的情况下，可以")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many")
    many_rules().publish(folder)
    return folder


@given(st.lists(st.sampled_from([term.label for term in TERMS if term.label not in ("暂停",)]), max_size=3))
def test_a_summary_is_one_or_two_sentences_whatever_the_sources_say(many: Path, names: list[str]) -> None:
    document = "query($g: [String!]!, $v: [Verdict!]) { operations(given: $g, verdicts: $v, first: 500) { nodes { verdict summary feature { label } } } }"
    told = execute(Published(many).snapshot(), document, {"g": names, "v": EVERY})
    if "errors" in told:
        assert {error["extensions"]["code"] for error in told["errors"]} == {"BAD_USER_INPUT"}
        return
    nodes = told["data"]["operations"]["nodes"]
    assert len(nodes) == 80
    for node in nodes:
        text = node["summary"]
        assert text.endswith("。")
        assert 1 <= text.count("。") <= 2, text
        assert not re.search(r"[，。；：、！？]\s*[，。；：、！？]", text), text
        assert not re.search(
            r"(?:^|。)[，；：、]|[（“][，。；：、]|[，；：、][）”]|[a-z]+-[a-z2-7]{16}|None|  ", text
        ), text
        assert text.count("“") == text.count("”")
        assert text.count("（") == text.count("）")
        assert f"“{node['feature']['label']}”" in text
        for sentence in text.split("。"):
            parts = sentence.split("；")
            assert len(parts) == len(set(parts)), text


def test_quantities_in_words() -> None:
    from graph_api.quantities import quantity_text

    for quantity, text in (
        (Quantity(Comparator.LT, 2.5, unit=Unit.KILOGRAM), "少于2.5千克"),
        (Quantity(Comparator.LE, 31, unit=Unit.DAY, unit_text="个自然日"), "不超过31个自然日"),
        (Quantity(Comparator.BETWEEN, 18, 20, unit=Unit.DAY), "18至20天"),
        (Quantity(Comparator.GT, 10), "超过10"),
        (Quantity(Comparator.GE, field="剩余支付金额"), "至少剩余支付金额"),
    ):
        assert quantity_text(quantity) == text


def test_rules_as_triples() -> None:
    """Figures are decimals, days are dates, times are durations; a condition with a figure is another than without."""
    common: dict[str, Any] = {
        "kind": ConstraintKind.DURATION,
        "modality": Modality.REQUIRED,
        "text": "规则",
        "feature": "feature-x",
    }
    three, four = (Quantity(Comparator.GE, value, unit=Unit.TIMES) for value in (3, 4.5))
    conditions = (Condition("c"), Condition("c", negated=True), Condition("c", limit=three), Condition("c", limit=four))
    within = Quantity(Comparator.BETWEEN, 1e3, 2000, unit=Unit.DAY, since="出库")
    rule = Constraint(id="r", conditions=conditions, limit=within, valid_from="2022-06-20", **common)
    triples = [line.split(" ", 2) for line in ntriples([rule], base_iri="urn:")]
    help_iri = "<https://helpgraph.example/ontology#"

    def values(prop: str) -> set[str]:
        return {value.removesuffix(" .") for _, name, value in triples if name == f"{help_iri}{prop}>"}

    assert len(values("condition")) == 4
    number = "^^<http://www.w3.org/2001/XMLSchema#decimal>"
    assert values("numericValue") == {f'"{value}"{number}' for value in ("3", "4.5", "1000")}
    assert values("validFrom") == {'"2022-06-20"^^<http://www.w3.org/2001/XMLSchema#date>'}
    kinds = [value for _, name, value in triples if name.endswith("rdf-syntax-ns#type>")]
    assert [kinds.count(f"{help_iri}{kind}> .") for kind in ("Quantity", "Duration", "Condition")] == [3, 1, 4]
    same = msgspec.structs.replace(rule, limit=msgspec.structs.replace(within, value=1000.0))
    assert ntriples([same], base_iri="urn:") == ntriples([rule], base_iri="urn:")
    assert not [line for line in ntriples([rule], base_iri="urn:") if "_:" in line]


def test_a_verdict_needs_nothing_that_only_building_needs(rules: Path) -> None:
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from graph_api.schema import execute\n"
        "from graph_api.snapshot import Published\n"
        f"snapshot = Published(Path({str(rules)!r})).snapshot()\n"
        'told = execute(snapshot, \'{ check(feature: "协商取消订单", given: ["货到付款"]) { verdict summary } }\')\n'
        "assert told['data']['check']['verdict'] == 'ALLOWED', told\n"
        "print(*sorted({'rdflib', 'networkx', 'jieba', 'rjieba', 'opencc', 'pyoxigraph', 'pyshacl', 'rapidfuzz'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == ""


def test_modalities_that_never_decide(tmp_path: Path) -> None:
    """Of kind APPLICABILITY only permissions and prohibitions decide; of other kinds nothing does."""
    said = [Said("甲", modality, f"甲{modality}") for modality in Modality if modality not in (ALLOWED, FORBIDDEN)]
    said += [
        Said("乙", modality, f"乙{kind}{modality}", kind=kind)
        for kind in (ConstraintKind.PREREQUISITE, ConstraintKind.CONSEQUENCE)
        for modality in (ALLOWED, FORBIDDEN)
    ]
    World(TERMS, ("甲", "乙"), said).publish(tmp_path)
    snapshot = Published(tmp_path).snapshot()
    for feature in ("甲", "乙"):
        found = check(snapshot, feature)
        assert (found["verdict"], found["because"], found["dependsOn"], found["unless"]) == ("UNSTATED", [], [], [])
    assert texts(check(snapshot, "乙")["limits"]) == ["乙PREREQUISITEALLOWED", "乙PREREQUISITEFORBIDDEN"]
