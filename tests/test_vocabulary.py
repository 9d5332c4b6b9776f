"""The bundled vocabulary keeps its laws, and its names are found in text."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

import pytest

from ontology.kinds import ConceptScheme
from ontology.matching import Matcher
from ontology.names import fold, name_key
from ontology.vocabulary import BUNDLED, Vocabulary, VocabularyConcept, load_vocabulary

SCHEMES = {
    ConceptScheme.ORDER_TYPE,
    ConceptScheme.ORDER_STATUS,
    ConceptScheme.CARRIER,
    ConceptScheme.ROLE,
    ConceptScheme.PAUSE_REASON,
    ConceptScheme.CIRCUMSTANCE,
}
WORD_CLASSES = {
    *("system", "system-suffix", "navigation-verb", "navigation-preposition", "path-cue", "place-suffix"),
    *("place-particle", "kind-tab", "kind-button", "kind-page", "kind-section", "kind-menu", "kind-field"),
    *("action-verb", "order-verb", "order-object", "submit-verb", "menu-noun", "workflow-cue", "workflow-step"),
    "channel",
}


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


def named(vocabulary: Vocabulary, name: str, scheme: ConceptScheme) -> VocabularyConcept:
    found = [
        concept
        for concept in vocabulary.concepts
        if concept.scheme is scheme and name_key(name) in map(name_key, concept.refs)
    ]
    assert len(found) == 1, (name, [concept.label for concept in found])
    return found[0]


def above(vocabulary: Vocabulary, concept: VocabularyConcept) -> Iterator[VocabularyConcept]:
    yield concept
    for iri in concept.broader:
        yield from above(vocabulary, vocabulary.by_iri[iri])


def exclude(vocabulary: Vocabulary, one: VocabularyConcept, other: VocabularyConcept) -> bool:
    """What excludes a concept excludes all that is narrower."""
    return any(b.iri in a.excludes for a in above(vocabulary, one) for b in above(vocabulary, other))


def test_every_scheme_of_the_contract_is_filled(vocabulary: Vocabulary) -> None:
    assert {concept.scheme for concept in vocabulary.concepts} == SCHEMES
    assert len(vocabulary.concepts) >= 350


def test_every_concept_has_both_labels_and_both_definitions(vocabulary: Vocabulary) -> None:
    for concept in vocabulary.concepts:
        assert concept.label, concept.iri
        assert concept.label_en, concept.iri
        assert concept.definition, concept.iri
        assert concept.definition.endswith("。"), concept.iri
        assert concept.definition_en, concept.iri
        assert concept.definition_en.endswith("."), concept.iri
        assert concept.iri.startswith("https://helpgraph.example/vocab/"), concept.iri


def test_no_name_belongs_to_two_concepts(vocabulary: Vocabulary) -> None:
    owners = defaultdict(set)
    for concept in vocabulary.concepts:
        for name in concept.refs:
            owners[name_key(name)].add(concept.label)
    assert {name: labels for name, labels in owners.items() if len(labels) > 1} == {}


def test_no_alias_is_the_label_again(vocabulary: Vocabulary) -> None:
    for concept in vocabulary.concepts:
        keys = [name_key(name) for name in (*concept.names, *concept.hidden)]
        codes = {name_key(concept.code)} if concept.code else set()
        assert sorted({key for key in keys if keys.count(key) > 1} - codes) == [], concept.label


def test_exclusion_goes_both_ways_and_never_upwards(vocabulary: Vocabulary) -> None:
    for concept in vocabulary.concepts:
        assert concept.iri not in concept.excludes
        assert all(concept.iri in vocabulary.by_iri[other].excludes for other in concept.excludes)
        assert not exclude(vocabulary, concept, concept), concept.label


def test_links_stay_in_their_scheme(vocabulary: Vocabulary) -> None:
    for concept in vocabulary.concepts:
        for iri in (*concept.broader, *concept.excludes):
            assert vocabulary.by_iri[iri].scheme is concept.scheme, concept.label


@pytest.mark.parametrize(
    ("general", "special"),
    [
        ("出库前", {"待付款", "暂停", "等待出库"}),
        ("出库后", {"已出库", "派送中"}),
    ],
)
def test_statuses_before_and_after_shipping(vocabulary: Vocabulary, general: str, special: set[str]) -> None:
    top = named(vocabulary, general, ConceptScheme.ORDER_STATUS)
    narrower = {c.label for c in vocabulary.concepts if top.iri in c.broader}
    assert special <= narrower
    assert not narrower & {"已妥投", "完成", "取消", "已付款"}


def test_statuses_of_one_life_line_exclude_each_other(vocabulary: Vocabulary) -> None:
    line = ["待付款", "暂停", "等待出库", "已出库", "派送中", "已妥投", "完成", "取消"]
    statuses = [named(vocabulary, label, ConceptScheme.ORDER_STATUS) for label in line]
    for one, other in combinations(statuses, 2):
        assert exclude(vocabulary, one, other), (one.label, other.label)
    ends = [
        named(vocabulary, label, ConceptScheme.ORDER_STATUS) for label in ("出库前", "出库后", "已妥投", "完成", "取消")
    ]
    for one, other in combinations(ends, 2):
        assert exclude(vocabulary, one, other), (one.label, other.label)


def test_an_order_waiting_for_shipping_may_be_paid_or_not(vocabulary: Vocabulary) -> None:
    waiting = named(vocabulary, "等待出库", ConceptScheme.ORDER_STATUS)
    paid = named(vocabulary, "已付款", ConceptScheme.ORDER_STATUS)
    cod = named(vocabulary, "货到付款", ConceptScheme.ORDER_TYPE)
    assert paid not in above(vocabulary, waiting)
    assert not exclude(vocabulary, paid, waiting)
    assert not exclude(vocabulary, cod, waiting)
    assert exclude(vocabulary, paid, named(vocabulary, "待付款", ConceptScheme.ORDER_STATUS))


@pytest.mark.parametrize(
    ("scheme", "one", "other"),
    [
        (ConceptScheme.ORDER_TYPE, "货到付款", "在线支付"),
        (ConceptScheme.ORDER_TYPE, "货到付款", "微信支付"),
        (ConceptScheme.ORDER_TYPE, "SOP", "FBP"),
        (ConceptScheme.ORDER_TYPE, "自营", "POP"),
        (ConceptScheme.ORDER_TYPE, "厂直", "SOP"),
        (ConceptScheme.ORDER_TYPE, "京东国际", "非京东国际"),
        (ConceptScheme.ORDER_TYPE, "海囤全球", "非京东国际"),
        (ConceptScheme.ORDER_TYPE, "一般贸易", "保税"),
        (ConceptScheme.CARRIER, "京东快递", "三方快递"),
        (ConceptScheme.CARRIER, "京东快递", "圆通速递"),
        (ConceptScheme.ROLE, "主账号", "子账号"),
        (ConceptScheme.CIRCUMSTANCE, "有妥投信息", "无妥投信息"),
        (ConceptScheme.CIRCUMSTANCE, "有物流信息", "无物流信息"),
        (ConceptScheme.CIRCUMSTANCE, "有货", "无货"),
    ],
)
def test_what_cannot_hold_together(vocabulary: Vocabulary, scheme: ConceptScheme, one: str, other: str) -> None:
    assert exclude(vocabulary, named(vocabulary, one, scheme), named(vocabulary, other, scheme))


@pytest.mark.parametrize(
    ("scheme", "one", "other"),
    [
        (ConceptScheme.ORDER_TYPE, "货到付款", "SOP"),
        (ConceptScheme.ORDER_TYPE, "预售", "拼团"),
        (ConceptScheme.ORDER_TYPE, "预售", "预定"),
        (ConceptScheme.ORDER_TYPE, "自营", "厂直"),
        (ConceptScheme.ORDER_STATUS, "已出库", "运输中"),
        (ConceptScheme.CIRCUMSTANCE, "无妥投信息", "有物流信息"),
    ],
)
def test_what_may_hold_together(vocabulary: Vocabulary, scheme: ConceptScheme, one: str, other: str) -> None:
    assert not exclude(vocabulary, named(vocabulary, one, scheme), named(vocabulary, other, scheme))


def test_what_is_called_without_or_not_yet_excludes_what_it_denies(vocabulary: Vocabulary) -> None:
    """无X, 未X, 不支持X and 非X beside a concept X, 有X or 已X exclude it."""
    checked = 0
    for scheme in SCHEMES:
        labels = {concept.label: concept for concept in vocabulary.concepts if concept.scheme is scheme}
        for label, concept in labels.items():
            for no, yes in (("无", "有"), ("未", "已"), ("不支持", "支持"), ("非", ""), ("无", ""), ("不", "")):
                other = labels.get(yes + label.removeprefix(no))
                if label.startswith(no) and other is not None and other is not concept:
                    assert exclude(vocabulary, concept, other), (label, other.label)
                    checked += 1
    assert checked >= 20


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("京东国际", "非京东国际"),
        ("支持部分发货", "不支持部分发货"),
        ("支持七天无理由", "不支持七天无理由"),
        ("SOP", "FBP"),
        ("SOP", "SOPL"),
        ("预售", "预定"),
        ("未付款", "已付款"),
        ("出库前", "出库后"),
        ("主账号", "子账号"),
        ("收货人", "发货人"),
        ("买家", "卖家"),
        ("有物流信息", "无物流信息"),
        ("妥投", "未妥投"),
        ("增值税专用发票", "增值税普通发票"),
        ("保税", "直邮"),
        ("B2B", "B2C"),
        ("海囤全球", "天猫国际"),
        ("京东快递", "三方快递"),
        ("订单完成", "订单未完成"),
    ],
)
def test_traps_are_two_concepts(vocabulary: Vocabulary, one: str, other: str) -> None:
    owners = [
        {concept.iri for concept in vocabulary.concepts if name_key(name) in map(name_key, concept.refs)}
        for name in (one, other)
    ]
    assert all(owners), (one, other)
    assert not owners[0] & owners[1]


def test_no_concept_bears_a_name_and_its_denial(vocabulary: Vocabulary) -> None:
    for concept in vocabulary.concepts:
        names = {name_key(name) for name in concept.refs}
        assert not {no + name for no in ("非", "不", "未", "无", "不支持") for name in names} & names, concept.label


@pytest.mark.parametrize(
    ("name", "scheme", "label"),
    [
        ("cod", ConceptScheme.ORDER_TYPE, "货到付款"),
        ("ＣＯＤ", ConceptScheme.ORDER_TYPE, "货到付款"),
        ("貨到付款", ConceptScheme.ORDER_TYPE, "货到付款"),
        ("代收貨款", ConceptScheme.ORDER_TYPE, "货到付款"),
        ("Cash on delivery", ConceptScheme.ORDER_TYPE, "货到付款"),
        ("本地生活", ConceptScheme.ORDER_TYPE, "LOC"),
        ("待出库", ConceptScheme.ORDER_STATUS, "等待出库"),
        ("待發貨", ConceptScheme.ORDER_STATUS, "等待出库"),
        ("待出貨", ConceptScheme.ORDER_STATUS, "等待出库"),
        ("未付款", ConceptScheme.ORDER_STATUS, "待付款"),
        ("第三方物流", ConceptScheme.CARRIER, "三方快递"),
        ("京配", ConceptScheme.CARRIER, "京东快递"),
        ("主账户", ConceptScheme.ROLE, "主账号"),
        ("主帳號", ConceptScheme.ROLE, "主账号"),
    ],
)
def test_names_in_use_lead_to_their_concept(
    vocabulary: Vocabulary, name: str, scheme: ConceptScheme, label: str
) -> None:
    assert named(vocabulary, name, scheme).label == label


def test_everyday_words_need_a_cue(vocabulary: Vocabulary) -> None:
    done = named(vocabulary, "完成", ConceptScheme.ORDER_STATUS)
    assert done.in_context
    assert done.needs_cue("完成")
    assert not done.needs_cue("交易成功")
    consumer = named(vocabulary, "消费者", ConceptScheme.ROLE)
    assert consumer.needs_cue("買家")
    assert not named(vocabulary, "货到付款", ConceptScheme.ORDER_TYPE).needs_cue("货到付款")


def test_hidden_names_are_refs_and_no_names_in_text(vocabulary: Vocabulary) -> None:
    hidden = [(concept, name) for concept in vocabulary.concepts for name in concept.hidden]
    assert hidden
    for concept, name in hidden:
        assert name in concept.refs
        assert name not in concept.names


def found_in(vocabulary: Vocabulary, text: str) -> list[tuple[str, str]]:
    """Each name that stands in the text, with the concept it names."""
    matches = Matcher(vocabulary.names_in_text()).find(text)
    return [(text[match.start : match.end], concept.label) for match in matches for concept in match.value]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("貨到付款的訂單", [("貨到付款", "货到付款")]),
        ("非京东国际POP订单", [("非京东国际POP订单", "非京东国际")]),
        ("不支持七天无理由", [("不支持七天无理由", "不支持七天无理由")]),
        ("等待出库/已出库", [("等待出库", "等待出库"), ("已出库", "已出库")]),
        ("（ＳＯＰ）与(fbp)", [("ＳＯＰ", "SOP"), ("fbp", "FBP")]),
        ("京东 快递出库后", [("京东 快递", "京东快递"), ("出库后", "出库后")]),
        ("收到付款后", []),
        ("在列表中通过筛选", []),
        ("各自提交资料", []),
        ("下载电子单据", []),
        ("进入配送中心", []),
        ("查看所有物流", []),
        ("没有物流信息", [("没有物流信息", "无物流信息")]),
        ("stop the local block", []),
    ],
)
def test_names_are_found_in_text(vocabulary: Vocabulary, text: str, found: list[tuple[str, str]]) -> None:
    assert found_in(vocabulary, text) == found


def test_every_name_is_found_where_it_stands_alone(vocabulary: Vocabulary) -> None:
    matcher = Matcher(vocabulary.names_in_text())
    for concept in vocabulary.concepts:
        for name in concept.names:
            [match] = matcher.find(f"“{name}”")
            assert concept in match.value, name


def test_names_in_text_have_two_characters(vocabulary: Vocabulary) -> None:
    for concept in vocabulary.concepts:
        assert all(len(name) > 1 for name in concept.names), concept.label


def test_every_property_and_class_in_use_is_declared() -> None:
    declared = set(
        re.findall(r"^help:(\w+) a ", (BUNDLED.parent / "help.ttl").read_text(encoding="utf-8"), re.MULTILINE)
    )
    for path in BUNDLED.glob("*.ttl"):
        used = set(re.findall(r"\bhelp:(\w+) ", re.sub(r'"[^"]*"|#.*', "", path.read_text(encoding="utf-8"))))
        assert used - declared == set(), path.name


def test_word_classes_are_whole_and_sorted(vocabulary: Vocabulary) -> None:
    assert set(vocabulary.words) >= WORD_CLASSES
    for name, words in vocabulary.words.items():
        assert words, name
        assert list(words) == sorted(set(words), key=lambda word: (-len(word), word)), name
        assert all(word == word.strip() for word in words), name
    assert set(vocabulary.words["order-verb"]) <= set(vocabulary.words["action-verb"])


def test_an_unknown_word_class_is_told_with_the_known_ones(vocabulary: Vocabulary) -> None:
    assert "点击" in vocabulary.word_class("navigation-verb")
    with pytest.raises(KeyError, match="navigation-verb"):
        vocabulary.word_class("navigation-verbs")


def test_interchangeable_words_are_in_one_group_only(vocabulary: Vocabulary) -> None:
    words = [fold(word) for group in vocabulary.synonyms for word in group]
    assert len(words) == len(set(words))
    assert all(len(group) > 1 for group in vocabulary.synonyms)
    assert ("跟踪", "追踪") in vocabulary.synonyms


def test_opposite_words_are_never_interchangeable(vocabulary: Vocabulary) -> None:
    for group in vocabulary.synonyms:
        for one, other in combinations(group, 2):
            assert {one[:1], other[:1]} not in ({"买", "卖"}, {"收", "发"}, {"入", "出"}, {"主", "子"}), group
