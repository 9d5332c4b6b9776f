"""Each law of the shapes: a good graph keeps them all, and for every law there is a bad graph that is told by that law's name, by pySHACL and by
the compiled laws alike."""

import random
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode
from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.term import Node

from extract.triples import ntriples
from ontology import lawful
from ontology.amended import broken_after
from ontology.conformance import broken
from ontology.evidence import Span, span_of
from ontology.iris import DEFAULT_BASE, NAMESPACE
from ontology.kinds import Comparator, ConceptScheme, ConstraintKind, EvidenceField, Modality, Unit
from ontology.laws import UnknownLaw, compiled
from ontology.records import AnyRecord, Concept, Condition, Conflict, Constraint, Feature, Quantity, Term
from ontology.things import iri, literal, text_of, things
from ontology.unfolding import unfolded
from ontology.validation import SHAPES, NotConforming, Violation, violations, violations_of
from ontology.vocabulary import BUNDLED, load_vocabulary
from tests.conftest import LONG, read_all

_CONCEPTS = """
@prefix help: <https://helpgraph.example/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix t: <https://helpgraph.example/vocab/t/> .
t:types a skos:ConceptScheme ; skos:prefLabel "订单类型"@zh-hans ; help:scheme "ORDER_TYPE" .
t:offline a skos:Concept ; skos:prefLabel "线下付款"@zh-hans ; skos:inScheme t:types .
t:cod a skos:Concept ; skos:prefLabel "货到付款"@zh-hans ; skos:inScheme t:types ; skos:broader t:offline ; help:excludes t:online .
t:online a skos:Concept ; skos:prefLabel "在线支付"@zh-hans ; skos:inScheme t:types .
t:sop a skos:Concept ; skos:prefLabel "SOP"@zh-hans ; skos:inScheme t:types .
t:roles a skos:ConceptScheme ; skos:prefLabel "角色"@zh-hans ; help:scheme "ROLE" .
t:main a skos:Concept ; skos:prefLabel "主账号"@zh-hans ; skos:inScheme t:roles .
"""
_PAIRS = (
    (
        "怎么导出订单",
        "货到付款、在线支付的订单：商家后台-订单管理（SOP）-订单查询-订单导出。详见《导出规则》，客服电话：950618。订单状态为“调度中”时请等待。",
    ),
    ("怎么打印", "第一步：打开商家后台-订单管理-订单打印。第二步：点击打印。第三步：完成。"),
    ("未妥投是什么意思", "未妥投是指包裹没有送到消费者手中。"),
    ("常见问题", "Q1：怎么开店？A1：联系客服。Q2：怎么关店？A2：店铺设置-关闭店铺。"),
    ("没有回答的问题", ""),
)
_HELP = f"PREFIX help: <{NAMESPACE}> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
_BY_HAND = {
    "a discovered concept has evidence": "DELETE { ?c help:evidence ?e } WHERE { ?c help:isDiscovered true ; help:evidence ?e }",
    "evidence tells by its IRI in which words of an entry it is": "INSERT { ?t help:evidence <urn:nothing> } WHERE { ?t a help:Term }",
    "evidence is words of a whole entry: it begins before it ends, and ends no later than the text": "DELETE { ?e help:answer ?a } INSERT { ?e help:answer '短' } WHERE { ?e a help:Entry ; help:answer ?a }",
    "evidence begins before it ends": "DELETE { ?e help:start ?s } INSERT { ?e help:start 99999 } WHERE { ?e help:start ?s }",
    "evidence is a true quote: the words stand in the entry at its offsets": 'DELETE { ?e help:quote ?q } INSERT { ?e help:quote "别的话" } WHERE { ?e help:quote ?q }',
    "evidence names a whole entry, never a part": "INSERT { ?e help:entry ?p } WHERE { ?p a help:Part . ?e a help:Evidence }",
    "an alias is another name than the label": "INSERT { ?f skos:altLabel ?l } WHERE { ?f a help:MenuNode ; skos:prefLabel ?l }",
    "an entry has at most one answer": 'INSERT { ?e help:answer "另一个回答" } WHERE { ?e a help:Entry ; help:answer ?a }',
    "an entry is answered or of the kind UNANSWERED": "DELETE { ?e help:answer ?a } WHERE { ?e a help:Entry ; help:answer ?a }",
    "a part has its place in its parent": "DELETE { ?p help:parent ?x } INSERT { ?p help:parent ?y } WHERE { ?p help:parent ?x . ?y a help:Entry . FILTER(?x != ?y) }",
    "menus form a forest: a node has at most one parent": "INSERT { ?n help:parentNode ?a } WHERE { ?n help:parentNode ?b . ?a a help:MenuNode . FILTER(?a != ?n) }",
    "a system is a root": "INSERT { ?s help:parentNode ?n } WHERE { ?s help:menuNodeKind help:SYSTEM . ?n help:menuNodeKind help:MENU }",
    "menus form a forest: no node is above itself": "INSERT { ?n help:parentNode ?c } WHERE { ?c help:parentNode ?n }",
    "a step tells by its IRI of which procedure it is and in which place": "INSERT { ?p help:step ?t } WHERE { ?p help:step ?s . ?t a help:Term }",
    "a menu node is the end of a path, which has the evidence": "DELETE { ?p help:endNode ?n } WHERE { ?p help:endNode ?n }",
    "a complete path begins at a system": "DELETE { ?n help:parentNode ?p } WHERE { ?n help:parentNode ?p }",
    "a broader feature is a feature": "INSERT { ?f help:broaderFeature ?n } WHERE { ?f a help:Feature . ?n a help:Term }",
    "an actor is a role": "DELETE { ?r help:actor ?a } INSERT { ?r help:actor ?t } WHERE { ?r help:actor ?a . ?t skos:inScheme help:ORDER_TYPE }",
    "a rule has a feature or a subject, exactly one of them": "INSERT { ?r help:subject ?c } WHERE { ?r help:feature ?f . ?c a help:Concept }",
    "a quota, interval, span, amount or duration has a limit": "DELETE { ?r help:limit ?q } WHERE { ?r help:constraintKind help:QUOTA ; help:limit ?q }",
    "a quota, interval, span or amount is required": "DELETE { ?r help:modality ?m } INSERT { ?r help:modality help:ALLOWED } WHERE { ?r help:constraintKind help:QUOTA ; help:modality ?m }",
    "a duration is automatic, required or allowed": "DELETE { ?r help:modality ?m } INSERT { ?r help:modality help:RECOMMENDED } WHERE { ?r help:constraintKind help:DURATION ; help:modality ?m }",
    "a quantity has a value, or a field that bounds it": "DELETE { ?q help:boundingField ?f } WHERE { ?q help:boundingField ?f }",
    "a range has an upper value, and nothing else has": "DELETE { ?q help:upperValue ?v } WHERE { ?q help:upperValue ?v }",
    "another unit is told by its words": "DELETE { ?q help:unitText ?u } WHERE { ?q help:unitText ?u }",
    "a conflict names at least two rules": "DELETE { ?c help:constraint ?r } WHERE { ?c a help:Conflict ; help:constraint ?r . ?r help:feature ?f }",
    "a rule begins to hold on a day, and not after its last": "DELETE { ?r help:validUntil ?d } INSERT { ?r help:validUntil '1999-12-31'^^<http://www.w3.org/2001/XMLSchema#date> } WHERE { ?r help:validUntil ?d }",
    "the value of a quantity is a number, and no range ends before it begins": "DELETE { ?q help:upperValue ?v } INSERT { ?q help:upperValue 1.0 } WHERE { ?q help:upperValue ?v }",
    "a procedure has at least two steps": "DELETE { ?p help:step ?s } WHERE { ?p help:step ?s FILTER(!STRENDS(STR(?s), '=1')) }",
}  # fmt: skip


_BEYOND = "evidence is words of a whole entry: it begins before it ends, and ends no later than the text"
_TRUE_QUOTE = "evidence is a true quote: the words stand in the entry at its offsets"
_WRITTEN_OUT = frozenset({"evidence begins before it ends", _TRUE_QUOTE, "evidence names a whole entry, never a part"})
"""Laws on what the full form alone has."""


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> list[AnyRecord]:
    """A thing of every kind."""
    folder = tmp_path_factory.mktemp("vocab")
    for name in ("lexicon.ttl", "reading.ttl"):
        shutil.copy(BUNDLED / name, folder)
    (folder / "types.ttl").write_text(_CONCEPTS, encoding="utf-8")
    read = read_all(_PAIRS, load_vocabulary(bundled=folder))
    return [*read, *_rules(read)]


@pytest.fixture(scope="module")
def good(records: list[AnyRecord]) -> list[str]:
    """The graph of them as it is stored."""
    return list(ntriples(records, base_iri=DEFAULT_BASE))


@pytest.fixture(scope="module")
def full(good: list[str]) -> list[str]:
    """The graph of them written out."""
    lines = list(unfolded(good))
    classes = {line.rsplit("#", 1)[1].rstrip("> .") for line in lines if "22-rdf-syntax-ns#type" in line}
    assert classes >= {
        "Entry", "Part", "Feature", "Operation", "MenuNode", "MenuPath", "Concept", "Condition", "Procedure", "Step", "Term",
        "Reference", "Gap", "Evidence", "Constraint", "Quantity", "Duration", "Conflict",
    }  # fmt: skip
    return lines


@pytest.fixture(scope="module", params=["stored", "full"])
def either(request: pytest.FixtureRequest, good: list[str], full: list[str]) -> list[str]:
    return good if request.param == "stored" else full


def _rules(records: Sequence[AnyRecord]) -> Iterator[AnyRecord]:
    """Rules of every form by hand, and a conflict."""
    feature = next(record for record in records if isinstance(record, Feature) and record.is_operation)
    concepts = [record for record in records if isinstance(record, Concept)]
    role = next(record.id for record in concepts if record.scheme is ConceptScheme.ROLE)
    of_type = next(record.id for record in concepts if record.scheme is ConceptScheme.ORDER_TYPE)
    often = Quantity(Comparator.GE, 3, unit=Unit.OTHER, unit_text="回合")
    quota = Quantity(Comparator.LE, 50, unit=Unit.TIMES, per=Unit.DAY, basis="每个主账号")
    days = Quantity(Comparator.BETWEEN, 18, 20, unit=Unit.DAY, since="出库")
    common: dict[str, Any] = {"evidence": feature.evidence, "text": "一条规则"}
    yield Constraint(
        id="rule-a", kind=ConstraintKind.APPLICABILITY, modality=Modality.ALLOWED, feature=feature.id, actor=role,
        conditions=(Condition(of_type, negated=True, limit=often),), scope="末级", valid_from="2022-06-20",
        valid_until="2022-06-21", **common,
    )  # fmt: skip
    yield Constraint(
        id="rule-b", kind=ConstraintKind.QUOTA, modality=Modality.REQUIRED, subject=of_type, limit=quota, **common
    )
    yield Constraint(
        id="rule-c", kind=ConstraintKind.DURATION, modality=Modality.AUTOMATIC, feature=feature.id, limit=days,
        effect="自动确认收货", superseded=True, **common,
    )  # fmt: skip
    yield Constraint(
        id="rule-d", kind=ConstraintKind.AMOUNT, modality=Modality.REQUIRED, feature=feature.id,
        limit=Quantity(Comparator.LE, field="剩余金额"), **common,
    )  # fmt: skip
    yield Conflict(id="conflict-a", constraints=("rule-a", "rule-b"), explanation="两条规则不能同时成立。")


def _parsed(lines: list[str]) -> Graph:
    return Graph().parse(data="\n".join(lines) + "\n", format="nt")


def _shapes() -> Graph:
    return Graph().parse(SHAPES, format="turtle")


def _messages() -> set[str]:
    return {str(message) for message in _shapes().objects(None, SH.message)}


def _mutations() -> Iterator[tuple[str, Node, Node, Node | None]]:
    """Laws on one property: (message, class, property, None to take it away or a value that cannot be)."""
    shapes = _shapes()
    for shape, prop in shapes.subject_objects(SH.property):
        message, path = shapes.value(prop, SH.message), shapes.value(prop, SH.path)
        target = next(iter(sorted(shapes.objects(shape, SH.targetClass), key=str)), None)
        if message is None or not isinstance(path, URIRef) or target is None or str(message) in _BY_HAND:
            continue
        needed = shapes.value(prop, SH.minCount) is not None
        yield str(message), target, path, None if needed else URIRef("urn:nothing")


def _told_alike(graph: Graph, before: list[str]) -> tuple[Violation, ...]:
    """What pySHACL finds wrong, which the compiled laws must find as well, and nothing else; so must they where they look at no more than
    what changed since a graph was lawful."""
    found = violations_of(graph)
    lines, kept = _lines(graph), _lines(_parsed(before))
    assert broken(lines) == found
    assert broken_after(lines, sorted({*lines} ^ {*kept})) == found
    return found


def _lines(graph: Graph) -> list[str]:
    return sorted(line for line in graph.serialize(format="nt").splitlines() if line)


def test_a_good_graph_keeps_every_law(either: list[str]) -> None:
    assert violations(either) == ()
    assert broken(either) == ()


@pytest.mark.parametrize("seed", range(300 if LONG else 12))
def test_what_chance_breaks_is_told_alike(either: list[str], seed: int) -> None:
    chance = random.Random(seed)
    graph = _parsed(either)
    triples = sorted(graph, key=str)
    values = {predicate: [value for _, other, value in triples if other == predicate] for _, predicate, _ in triples}
    for subject, predicate, value in chance.sample(triples, 12):
        if chance.random() < 0.7:
            graph.remove((subject, predicate, value))
        if chance.random() < 0.7:
            graph.add((subject, predicate, chance.choice(values[predicate])))
    assert _told_alike(graph, either)


def test_every_law_is_tried() -> None:
    assert _messages() == {message for message, *_ in _mutations()} | set(_BY_HAND)


@pytest.mark.parametrize("mutation", sorted(_mutations(), key=str), ids=lambda mutation: mutation[0])
def test_a_law_on_a_property(good: list[str], full: list[str], mutation: tuple[str, Node, Node, Node | None]) -> None:
    message, target, path, value = mutation
    before = full if str(target).removeprefix(NAMESPACE) in ("Evidence", "Step") else good
    graph = _parsed(before)
    found = False
    for thing in list(graph.subjects(RDF.type, target)):
        if value is None:
            found = found or (thing, path, None) in graph
            graph.remove((thing, path, None))
        else:
            found = True
            graph.add((thing, path, value))
    assert found
    assert message in {violation.message for violation in _told_alike(graph, before)}


@pytest.mark.parametrize("message", sorted(_BY_HAND))
def test_a_law_on_more_than_one_thing(good: list[str], full: list[str], message: str) -> None:
    lawful = full if message in _WRITTEN_OUT else good
    graph = _parsed(lawful)
    before = len(graph), set(graph)
    graph.update(_HELP + _BY_HAND[message])
    assert (len(graph), set(graph)) != before
    assert message in {violation.message for violation in _told_alike(graph, lawful)}


def test_what_breaks_a_law_names_all_of_it(good: list[str]) -> None:
    graph = _parsed(good)
    focus = next(iter(graph.subjects(RDF.type, URIRef(NAMESPACE + "Term"))))
    graph.remove((focus, URIRef(NAMESPACE + "definitionText"), None))
    graph.add((focus, URIRef(NAMESPACE + "definitionText"), Literal("")))
    found = [one for one in violations_of(graph) if one.message == "a term has one definition"]
    assert found
    assert found[0].focus == str(focus)
    told = str(NotConforming(tuple(found)))
    assert str(focus) in told
    assert "a term has one definition" in told


def test_nothing_that_breaks_a_law_is_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from extract import build as module

    corpus = tmp_path / "corpus.txt"
    corpus.write_text("问题:甲\n回答:乙\n", encoding="utf-8")
    monkeypatch.setattr(module, "law_breaks", lambda *_: (Violation("urn:x", "a law"),))
    with pytest.raises(NotConforming, match="a law"):
        module.build([corpus], tmp_path / "graph", module.Options())
    assert not (tmp_path / "graph" / "current").exists()


def test_a_shape_that_is_not_understood_is_refused(tmp_path: Path) -> None:
    shapes = tmp_path / "shapes.ttl"
    told = SHAPES.read_text(encoding="utf-8")
    shapes.write_text(told.replace("sh:path help:quote ;", 'sh:path help:quote ; sh:pattern "x" ;'), encoding="utf-8")
    with pytest.raises(UnknownLaw, match="pattern"):
        compiled(shapes)


def test_a_large_graph_is_asked_of_pyshacl_by_samples(good: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """pySHACL is the only one asked here, of a part of the graph; what it has not got whole, it is not asked of."""
    monkeypatch.setattr(lawful, "WHOLE", 10)
    monkeypatch.setattr(lawful, "broken", lambda _: ())
    read: list[int] = []

    def asked(lines: Sequence[str]) -> tuple[Violation, ...]:
        read.append(len(lines))
        return violations(lines)

    monkeypatch.setattr(lawful, "violations", asked)
    assert lawful.law_breaks(good, ()) == ()
    assert 0 < read[0] < len(good)
    beyond = sorted(re.sub(r"(=char,\d+),(\d+)&", r"\1,99\2&", line) for line in good)
    assert {one.message for one in lawful.law_breaks(beyond, ())} == {_BEYOND}


@pytest.mark.parametrize(
    "change",
    [
        lambda one: replace(one, end=one.start),
        lambda one: replace(one, start=one.end, end=one.start),
        lambda one: replace(one, end=one.end + 10_000),
        lambda one: replace(one, entry=f"{one.entry}-that-is-not-there"),
        lambda one: replace(one, entry=f"{DEFAULT_BASE}part"),
    ],
)
def test_evidence_that_is_no_words_of_a_whole_entry(good: list[str], change: Callable[[Span], Span]) -> None:
    part = next(line.split()[0] for line in good if line.endswith(f"<{NAMESPACE}Part> ."))
    (line,) = (line for line in good if f"<{NAMESPACE}evidence>" in line and line.startswith(f"<{DEFAULT_BASE}term-"))
    span = span_of(line.split()[2][1:-1])
    assert span is not None
    told = change(span).iri.replace(f"{DEFAULT_BASE}part", part[1:-1])
    graph = _parsed([*(one for one in good if one != line), line.replace(span.iri, told)])
    assert [one.message for one in _told_alike(graph, good)] == [_BEYOND]


def test_words_that_were_not_read_there_are_refused(records: list[AnyRecord], good: list[str]) -> None:
    """The graph tells no other words than those at the offsets; that they are those which were read is a law on the records."""
    assert lawful.law_breaks(good, records) == ()
    place = next(at for at, record in enumerate(records) if isinstance(record, Term))
    term: Any = records[place]
    untrue = msgspec.structs.replace(term.evidence[0], quote="别的话")
    wrong = [*records[:place], msgspec.structs.replace(term, evidence=(untrue,)), *records[place + 1 :]]
    (found,) = lawful.law_breaks(good, wrong)
    assert (found.focus, found.message, found.value) == (term.id, _TRUE_QUOTE, "别的话")


@given(
    entry=st.sampled_from((f"{DEFAULT_BASE}entry-x", "urn:e", "http://x/y#entry-a")),
    field=st.sampled_from(EvidenceField),
    start=st.integers(0, 10**6),
    end=st.integers(0, 10**6),
    rule=st.text(min_size=1, max_size=20),
)
def test_an_iri_of_evidence_tells_all_of_it(entry: str, field: EvidenceField, start: int, end: int, rule: str) -> None:
    span = Span(entry, field, start, end, rule)
    assert span_of(span.iri) == span
    assert iri(span.iri) == f"<{span.iri}>"
    assert NamedNode(span.iri).value == span.iri


def test_the_full_form_says_what_the_stored_one_means(
    records: list[AnyRecord], good: list[str], full: list[str]
) -> None:
    assert set(good) < set(full)
    assert full == sorted(set(full))
    told = dict(things(full))
    for record in records:
        for one in getattr(record, "evidence", ()):
            own = Span(DEFAULT_BASE + one.entry, one.field, one.start, one.end, one.rule).iri
            assert told[f"<{own}>"][f"<{NAMESPACE}quote>"] == [literal(one.quote)]
        if isinstance(record, Constraint):
            (superseded,) = told[iri(DEFAULT_BASE + record.id)][f"<{NAMESPACE}isSuperseded>"]
            assert text_of(superseded) == str(record.superseded).lower()
