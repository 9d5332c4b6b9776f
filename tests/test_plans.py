"""Plans: what is kept and how much, what is refused before it costs, and that nothing is answered from another snapshot."""

import gc
import json
import threading
import weakref
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
from graphql import GraphQLSyntaxError, get_introspection_query, parse
from hypothesis import given
from hypothesis import strategies as st

from extract.build import Options, build
from graph_api import deadline
from graph_api.limits import AnswerLimits
from graph_api.plans.cost import DEAR
from graph_api.plans.kept import Group, Kept, Objects
from graph_api.plans.kinds import kind_of
from graph_api.plans.oracle import GRAPH
from graph_api.plans.parsed import Unusual, parsed
from graph_api.plans.plans import Plans, Told, _objects
from graph_api.plans.tokens import scanned
from graph_api.schema import execute
from graph_api.snapshot import Published, Slice, Snapshot
from ontology import layout
from tests.operations import Maker

FEATURES = "query($n: Int) { features(first: $n) { nodes { id label locations { text } } } }"


@pytest.fixture(scope="module")
def snapshot(graph: Path) -> Snapshot:
    return Published(graph).snapshot()


def told(answer: Told) -> Any:
    return json.loads(answer.body)


def refused(answer: Told, code: str) -> str:
    (error,) = told(answer)["errors"]
    assert error["extensions"]["code"] == code == answer.code
    assert not answer.ran
    return str(error["message"])


def test_an_answer_is_kept_for_the_same_question_alone(snapshot: Snapshot) -> None:
    plans = Plans()
    first = plans.answer(snapshot, FEATURES, {"n": 3})
    assert plans.answer(snapshot, FEATURES, {"n": 3}) is first
    assert plans.answer(snapshot, FEATURES.replace("{ id", "{  # its id\n id"), {"n": 3}) is first
    assert len(told(plans.answer(snapshot, FEATURES, {"n": 2}))["data"]["features"]["nodes"]) == 2
    assert len(told(first)["data"]["features"]["nodes"]) == 3
    assert plans.answer(snapshot, FEATURES, {"n": 3}, keep=False) is not first


def test_errors_have_the_places_of_the_text_that_was_sent(snapshot: Snapshot) -> None:
    plans = Plans()
    for source in ('{ locate(feature: "无此物") { id } }', '{\n  locate(feature: "无此物") { id } }'):
        found = told(plans.answer(snapshot, source))
        assert found == execute(snapshot, source)
        assert found["data"] == {"locate": None}


def test_objects_are_not_shared_between_arguments(snapshot: Snapshot) -> None:
    plans = Plans()
    source = "query($n: Int!) { features(first: 5) { nodes { evidence(first: $n) { quote } } } }"
    for most in (0, 1, 2, 1, 0):
        nodes = told(plans.answer(snapshot, source, {"n": most}, keep=False))["data"]["features"]["nodes"]
        assert max(len(node["evidence"]) for node in nodes) <= most
        assert nodes == execute(snapshot, source, {"n": most})["data"]["features"]["nodes"]


def test_what_is_skipped_may_differ_from_request_to_request(snapshot: Snapshot) -> None:
    plans = Plans()
    source = "query($a: Boolean!, $b: Boolean!) { menu { id @skip(if: $a) label @include(if: $b) ...F } } fragment F on MenuNode { kind @skip(if: $b) }"
    for a, b in ((True, True), (False, True), (True, False), (False, False)):
        given = {"a": a, "b": b}
        assert told(plans.answer(snapshot, source, given)) == execute(snapshot, source, given)


def test_a_document_of_several_operations_needs_a_name(snapshot: Snapshot) -> None:
    plans = Plans()
    source = "query A { menu { id } } query B { snapshot { id } }"
    assert set(told(plans.answer(snapshot, source, name="B"))["data"]) == {"snapshot"}
    assert "A, B" in refused(plans.answer(snapshot, source), "BAD_USER_INPUT")
    assert "'C'" in refused(plans.answer(snapshot, source, name="C"), "BAD_USER_INPUT")


@pytest.mark.parametrize(
    ("source", "limits", "part"),
    [
        ("{ menu { id } }", AnswerLimits(tokens=5), "6 tokens"),
        ("{ menu { id } } # 一二三四五六", AnswerLimits(comments=5), "characters of comments"),
        ("{ menu { children { id } } }", AnswerLimits(depth=2), "nests deeper than 2"),
        ("{ __schema { types { name } } }", AnswerLimits(checked_tokens=3), "Query.__schema"),
        ("{ features(first: 500) { nodes { id label } } }", AnswerLimits(cost=1000), "at most 1000"),
        ("{ entries { nodes { title answer } } }", AnswerLimits(answer=1000), "larger than 1000 bytes"),
        ("{ entries(first: 100) { edges { node { title answer } } } }", AnswerLimits(seconds=0), "longer than 0"),
        ("{ sheet(first: 10000) { ids } }", AnswerLimits(seconds=0), "longer than 0"),
        ("{ features(first: 100) { nodes { id } } }", AnswerLimits(seconds=0), "longer than 0"),
        ('{ operations(given: ["COD"], first: 1) { totalCount } }', AnswerLimits(seconds=0), "longer than 0"),
    ],
)
def test_limits(snapshot: Snapshot, source: str, limits: AnswerLimits, part: str) -> None:
    assert part in refused(Plans(limits).answer(snapshot, source), "LIMIT_EXCEEDED")
    assert "errors" not in told(Plans().answer(snapshot, source))


def test_errors_are_counted(snapshot: Snapshot) -> None:
    source = "{" + " ".join(f'f{nth}: locate(feature: "无此物{nth}") {{ id }}' for nth in range(9)) + "}"
    answer = Plans(AnswerLimits(errors=4)).answer(snapshot, source)
    assert [error["extensions"]["code"] for error in told(answer)["errors"]] == ["NOT_FOUND"] * 4 + ["LIMIT_EXCEEDED"]
    assert not answer.ran
    assert len(told(Plans(AnswerLimits(errors=9)).answer(snapshot, source))["errors"]) == 9


def test_cost_is_told_when_asked_for(snapshot: Snapshot) -> None:
    plans = Plans()
    small, large = (
        told(plans.answer(snapshot, FEATURES, {"n": n}, tell_cost=True))["extensions"]["cost"] for n in (1, 10)
    )
    assert small < large <= 10 * small
    assert "extensions" not in told(plans.answer(snapshot, FEATURES, {"n": 1}))


def test_what_takes_long_is_dear(snapshot: Snapshot) -> None:
    plans = Plans()
    dear, cheap = (
        plans.answer(snapshot, source, tell_cost=True).cost or 0
        for source in ('{ ask(question: "x") { text } }', "{ menu { id } }")
    )
    assert dear > 1000 * cheap
    fields = {f"{name}.{own}" for name, kind in GRAPH.type_map.items() for own in getattr(kind, "fields", {})}
    assert DEAR.keys() <= fields


def test_a_document_is_counted_in_the_time_that_its_length_asks_for() -> None:
    """A string that does not end is one token, however many quotes are in it."""
    limits = AnswerLimits()
    for source in ('"' + '\\"' * 60_000, '"""' + 'x"' * 60_000, '{ a(b: "' + "\\" * 60_001):
        assert len(scanned(source, limits).tokens) < 10


def test_introspection_is_answered_as_tools_ask_it_and_not_a_hundredfold(snapshot: Snapshot) -> None:
    plans = Plans()
    usual = get_introspection_query(
        descriptions=True, specified_by_url=True, directive_is_repeatable=True, input_value_deprecation=True
    )
    assert "errors" not in told(plans.answer(snapshot, usual))
    wide = "{ __schema { types { " + " ".join(f"a{n}: fields {{ name }}" for n in range(160)) + " } } }"
    assert "introspection" in refused(plans.answer(snapshot, wide), "LIMIT_EXCEEDED")
    again = "{ " + " ".join(f"a{n}: __schema {{ types {{ name fields {{ name }} }} }}" for n in range(70)) + " }"
    assert "introspection" in refused(plans.answer(snapshot, again), "LIMIT_EXCEEDED")


def test_fragments_that_double_are_counted_once(snapshot: Snapshot) -> None:
    """Work goes with the length of the document, though the answer that it asks for doubles with each fragment."""
    doubling = " ".join(
        f"fragment F{n} on Feature {{ a: broader {{ ...F{n + 1} }} b: narrower {{ ...F{n + 1} }} }}" for n in range(60)
    )
    source = f"{{ features {{ nodes {{ ...F0 }} }} }} {doubling} fragment F60 on Feature {{ id }}"
    assert "fields" in refused(Plans().answer(snapshot, source), "LIMIT_EXCEEDED")
    flat = " ".join(f"fragment F{n} on Feature {{ ...F{n + 1} ...F{n + 1} }}" for n in range(60))
    source = f"{{ features(first: 1) {{ nodes {{ ...F0 }} }} }} {flat} fragment F60 on Feature {{ id }}"
    assert told(Plans().answer(snapshot, source)) == execute(snapshot, source)


def test_nothing_is_answered_from_another_snapshot(tmp_path: Path) -> None:
    plans = Plans()
    published = Published(tmp_path / "graph")
    corpus = tmp_path / "corpus.txt"
    for title in ("员工设置在哪里", "店铺资料在哪里"):
        corpus.write_text(f"问题:{title}\n回答:路径：商家后台-店铺管理\n---\n", encoding="utf-8")
        build([corpus], tmp_path / "graph", Options())
        answer = plans.answer(published.snapshot(), "{ entries { nodes { title } } }")
        assert [node["title"] for node in told(answer)["data"]["entries"]["nodes"]] == [title]


def test_what_is_kept_never_weighs_more_than_it_may() -> None:
    kept: Kept[int] = Kept(800)
    for key in range(100):
        kept.keep(key, key, 50)
        kept.get(0)
        assert kept.weight <= 800
    assert kept.get(0) == 0, "what is used stays"
    assert kept.get(1) is None
    kept.keep("heavy", 1, 101)
    assert kept.get("heavy") is None, "nothing pushes out all else"
    objects = Objects(largest=10_000)
    lost: Group = objects.open("first")
    for key in range(100):
        objects.keep(objects.open(key), "one", b"x" * 500)
        assert objects.weight <= 10_000
    told_still, size = objects.keep(lost, "one", b"{}")
    assert (bytes(told_still), size, objects.weight <= 10_000) == (b"{}", 2, True)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("{ a }", "{a,,}\n# so\n", True),
        ('{ a(b: "x y") }', '{ a(b: "x  y") }', False),
        ('{ a(b: "#") }', '{ a(b: "#") # }', False),
        ('{ a(b: ["" "abc"]) }', '{ a(b: ["""abc"]) }', False),
        ("{ a(b: [1 a]) }", "{ a(b: [1a]) }", False),
        ("{ a b }", "{ ab }", False),
        ("{ a\u00a0b }", "{ a b }", False),
        ('{ a(b: """x\n#y""") }', '{ a(b: """x\n""") }', False),
    ],
)
def test_the_normal_form(one: str, other: str, same: bool) -> None:
    limits = AnswerLimits()
    assert (scanned(one, limits).normal == scanned(other, limits).normal) is same


@given(st.randoms(use_true_random=True))
def test_documents_are_parsed_as_graphql_core_parses_them(random: Random) -> None:
    source = Maker(GRAPH, ["a", 'b"\\', "订单", ""], random).operation().source
    try:
        due = parse(source, no_location=True)
    except GraphQLSyntaxError:
        with pytest.raises(Unusual):
            parsed(scanned(source, AnswerLimits(tokens=100_000)).tokens)
        return
    try:
        found = parsed(scanned(source, AnswerLimits(tokens=100_000)).tokens)
    except Unusual:
        assert "\\" in source
        return
    assert same(found, due)


def same(ours: Any, theirs: Any) -> bool:
    """Whether a node has what graphql-core's has of the same text."""
    if isinstance(ours, tuple):
        return len(ours) == len(theirs or ()) and all(map(same, ours, theirs or ()))
    if not isinstance(ours, msgspec.Struct):
        return bool((ours or None) == (getattr(theirs, "value", theirs) or None))
    names = {*ours.__struct_fields__, *({"kind"} & {*dir(ours)})}
    return all(same(getattr(ours, name), getattr(theirs, name, None)) for name in names)


@pytest.mark.parametrize(
    "source",
    [
        "{ a(b: 01) }", "{ a(b: 1.) }", "{ a(b: -) }", "{ a(b: 1e) }", "", "{ a() }", "query ($a: Int = $b) { a }", "{ a ", "{ a } }",
        "fragment on on A { a }", "{ ...on }", "{ a: }", "query () { a }", "{ a(b: \"x) }", "{ a(b: '1') }", "{ a @ }", "query A B { a }", "{ a(b: $) }", "{ 1a }", "{ a(b: [}) }", "subscription", "{ ... @ }", "query ($a: [Int) { a }", "{ a... }",
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_graphql_core(snapshot: Snapshot, source: str) -> None:
    with pytest.raises(GraphQLSyntaxError) as due:
        parse(source)
    with pytest.raises(Unusual):
        parsed(scanned(source, AnswerLimits()).tokens)
    assert refused(Plans().answer(snapshot, source), "GRAPHQL_PARSE_FAILED") == due.value.message


def test_fields_of_one_key_may_differ_on_things_that_are_never_the_same(snapshot: Snapshot) -> None:
    plans = Plans()
    words = "nodes(ids: $ids) { ... on Feature { e: evidence(first: 1) { quote } } ... on Concept { e: evidence(first: 2) { quote start } } }"
    source = f"query($ids: [ID!]!) {{ {words} }}"
    records = [snapshot.whole(Slice(listing))[0] for listing in (layout.FEATURES, layout.CONCEPTS)]
    given = {"ids": [one.id for one in records]}
    assert told(plans.answer(snapshot, source, given)) == execute(snapshot, source, given)
    document = plans.documents.get(source)
    assert document is not None
    assert document.compiled.operations is not None, "a plan takes it"
    for other in (
        words.replace("e: evidence(first: 2) { quote", "e: entries(first: 2) { totalCount"),
        words.replace("on Concept", "on Named"),
    ):
        answer = plans.answer(snapshot, f"query($ids: [ID!]!) {{ {other} }}", given)
        assert answer.code == "GRAPHQL_VALIDATION_FAILED"
        assert any("conflict" in error["message"] for error in told(answer)["errors"])


def test_plans_that_are_forgotten_are_gone(snapshot: Snapshot) -> None:
    """Neither a text nor an answer that is kept holds more plans than may be kept: 500 bytes a token, 8 MiB by text and by normal form."""
    plans = Plans()
    fields = " ".join(f"f{nth}: label" for nth in range(130))
    for nth in range(120):
        assert plans.answer(snapshot, f"query N{nth} {{ features(first: 1) {{ nodes {{ {fields} }} }} }}").ran
    gc.collect()
    alive = sum(type(one).__name__ == "_Compiled" for one in gc.get_objects())
    assert alive < 90, "each is 200 KB"
    assert len(plans.answers) == 120


def test_a_deadline_holds_for_the_request_alone(snapshot: Snapshot) -> None:
    ids = [one.id for one in snapshot.whole(Slice(layout.FEATURES))]
    assert len(ids) > 64
    begun = deadline.begin(-1.0)
    try:
        assert snapshot.many(ids[:64])
        with pytest.raises(deadline.TooSlow):
            snapshot.many(ids)
        found: list[Any] = []
        other = threading.Thread(target=lambda: found.extend(snapshot.many(ids)))
        other.start()
        other.join()
        assert len(found) == len(ids)
    finally:
        deadline.end(begun)
    assert len(snapshot.many(ids)) == len(ids)


@pytest.mark.parametrize(
    "source",
    [
        "query($n: Int = 2) { features(first: 1) { nodes { id evidence(first: $n) { quote } } } }",
        "query($n: Boolean = true) { menu { id } concepts(first: 1, includeUnmentioned: $n) { totalCount } }",
        'query($n: Boolean = true) { menu { id } check(feature: "订单导出", facts: [{concept: "COD", negated: $n}]) { verdict } }',
        'query($n: String = "COD") { menu { id } check(feature: "订单导出", given: [$n]) { verdict } }',
        "query($n: Boolean = true) { features(first: 1) { nodes { id label @include(if: $n) } } }",
    ],
)
def test_a_null_where_none_may_be_is_an_error_of_its_field(snapshot: Snapshot, source: str) -> None:
    every: tuple[dict[str, Any], ...] = ({}, {"n": None})
    for values in every:
        found = told(Plans().answer(snapshot, source, values))
        assert found == json.loads(json.dumps(execute(snapshot, source, dict(values))))
        assert ("errors" in found) is ("n" in values)


def test_what_has_such_a_null_costs_no_more_than_an_answer_may(snapshot: Snapshot) -> None:
    pages = "features(first: 500) { nodes { entries(first: 500) { nodes { id title @include(if: $n) } } } }"
    answer = Plans().answer(snapshot, f"query($n: Boolean = true) {{ {pages} }}", {"n": None})
    assert "fields" in refused(answer, "LIMIT_EXCEEDED")


def test_types_that_clients_make_up_are_not_kept(snapshot: Snapshot) -> None:
    plans = Plans()
    size = kind_of.cache_info().currsize
    for depth in range(3, 40):
        kind = "[" * depth + "Int" + "]!" * depth
        answer = plans.answer(snapshot, f"query($n: {kind}) {{ features(first: $n) {{ totalCount }} }}")
        assert answer.code == "GRAPHQL_VALIDATION_FAILED"
    assert kind_of.cache_info().currsize < size + 12


def test_what_was_kept_of_a_version_goes_with_it(tmp_path: Path) -> None:
    published = Published(tmp_path / "graph")
    corpus = tmp_path / "corpus.txt"
    kept: list[weakref.ref[Objects]] = []
    for title in ("员工设置在哪里", "店铺资料在哪里"):
        corpus.write_text(f"问题:{title}\n回答:路径：商家后台-店铺管理\n---\n", encoding="utf-8")
        build([corpus], tmp_path / "graph", Options())
        gc.collect()
        gc.disable()
        try:
            answer = Plans().answer(published.snapshot(), "{ entries { nodes { title menuPaths { text } } } }")
            assert title in answer.body.decode()
            kept.append(weakref.ref(published.snapshot().once(_objects)))
            assert [one() is not None for one in kept] == [False] * (len(kept) - 1) + [True]
        finally:
            gc.enable()
