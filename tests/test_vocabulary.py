"""The bundled vocabulary keeps its laws; what a user adds needs no code; what is wrong in a file is told with its line."""

import pickle
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ontology.kinds import ConceptScheme
from ontology.matching import Matcher
from ontology.names import fold, name_key
from ontology.vocabulary import BUNDLED, Vocabulary, VocabularyConcept, VocabularyError, load_vocabulary

HEAD = """@prefix help: <https://helpgraph.example/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix type: <https://helpgraph.example/vocab/order-types/> .
@prefix lexicon: <https://helpgraph.example/vocab/lexicon/> .
@prefix my: <https://shop.example/terms/> .
"""
TYPES = "<https://helpgraph.example/vocab/order-types>"
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
    *("channel", "antonym-char"),
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


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def writer(body: str, name: str = "mine.ttl") -> Path:
        path = tmp_path / name
        path.write_text(HEAD + body, encoding="utf-8")
        return path

    return writer


def line_with(path: Path, words: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if words in line)


def error_of(*paths: Path) -> VocabularyError:
    with pytest.raises(VocabularyError) as caught:
        load_vocabulary(paths)
    assert str(caught.value).startswith(f"{caught.value.path}:")
    assert caught.value.remedy in str(caught.value)
    return caught.value


# The bundled files


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
        ("非京东国际POP订单", [("非京东国际", "非京东国际"), ("POP", "POP")]),
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


def test_word_classes_are_whole_and_sorted(vocabulary: Vocabulary) -> None:
    assert set(vocabulary.words) >= WORD_CLASSES
    for name, words in vocabulary.words.items():
        assert words, name
        assert list(words) == sorted(set(words), key=lambda word: (-len(word), word)), name
        assert all(word == word.strip() for word in words), name
    assert all(len(char) == 1 for char in vocabulary.words["antonym-char"])
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


# What a user adds


def test_a_file_adds_concepts_aliases_words_and_a_scheme(vocabulary: Vocabulary, write: Callable[..., Path]) -> None:
    path = write(
        f"""
my:night a skos:Concept ;
    skos:prefLabel "夜间订单"@zh-Hans, "Night order"@en ;
    skos:altLabel "夜单"@zh-hant ;
    skos:notation "NGT" ;
    skos:broader type:city-delivery ;
    help:excludes type:presale ;
    skos:inScheme {TYPES} .
type:cod skos:altLabel "上门收款"@zh-hans .
lexicon:navigation-verb help:word "戳一下" .
my:floors a skos:ConceptScheme ; skos:prefLabel "楼层"@zh-hans .
my:first a skos:Concept ; skos:prefLabel "一层"@zh-hans ; skos:inScheme my:floors .
"""
    )
    larger = load_vocabulary([path])
    night = named(larger, "夜單", ConceptScheme.ORDER_TYPE)
    assert (night.label, night.code, night.scheme_label) == ("夜间订单", "NGT", "订单类型")
    assert exclude(larger, night, named(larger, "预售", ConceptScheme.ORDER_TYPE))
    assert "上门收款" in named(larger, "货到付款", ConceptScheme.ORDER_TYPE).aliases
    assert "戳一下" in larger.words["navigation-verb"]
    assert named(larger, "一层", ConceptScheme.OTHER).scheme_label == "楼层"
    assert len(larger.concepts) == len(vocabulary.concepts) + 2
    assert larger.digest != vocabulary.digest


def test_a_scheme_of_the_user_may_join_one_of_the_contract(write: Callable[..., Path]) -> None:
    path = write(
        """
my:jobs a skos:ConceptScheme ; skos:prefLabel "岗位"@zh-hans ; help:scheme "ROLE" .
my:baker a skos:Concept ; skos:prefLabel "面包师"@zh-hans ; skos:inScheme my:jobs .
"""
    )
    baker = named(load_vocabulary([path]), "面包师", ConceptScheme.ROLE)
    assert baker.scheme_label == "岗位"


def test_two_schemes_of_the_user_may_share_a_name(write: Callable[..., Path]) -> None:
    path = write(
        """
my:a a skos:ConceptScheme ; skos:prefLabel "甲类"@zh-hans .
my:b a skos:ConceptScheme ; skos:prefLabel "乙类"@zh-hans .
my:a1 a skos:Concept ; skos:prefLabel "标准"@zh-hans ; skos:inScheme my:a .
my:b1 a skos:Concept ; skos:prefLabel "标准"@zh-hans ; skos:inScheme my:b .
"""
    )
    added = [concept for concept in load_vocabulary([path]).concepts if concept.label == "标准"]
    assert {concept.scheme_label for concept in added} == {"甲类", "乙类"}


def test_the_digest_follows_the_content_and_not_the_files(vocabulary: Vocabulary, write: Callable[..., Path]) -> None:
    one = write('lexicon:path-cue help:word "走法" .\n', "one.ttl")
    two = write('lexicon:path-cue help:word "去法" .\n', "two.ttl")
    both = write('lexicon:path-cue help:word "去法", "走法" .\n', "both.ttl")
    same = {load_vocabulary(paths).digest for paths in ([one, two], [two, one], [both], [both, one, one])}
    assert len(same) == 1
    assert load_vocabulary([one]).digest not in {*same, vocabulary.digest}
    assert load_vocabulary([]).digest == vocabulary.digest


def test_relative_addresses_are_the_same_in_any_folder(write: Callable[..., Path]) -> None:
    path = write(f'<mine/one> a skos:Concept ; skos:prefLabel "某某单"@zh-hans ; skos:inScheme {TYPES} .\n')
    assert named(load_vocabulary([path]), "某某单", ConceptScheme.ORDER_TYPE).iri == (
        "https://helpgraph.example/vocab/mine/one"
    )


def test_a_folder_of_files_may_stand_for_the_bundled_ones(tmp_path: Path, vocabulary: Vocabulary) -> None:
    for path in BUNDLED.glob("*.ttl"):
        text = path.read_text(encoding="utf-8").replace("货到付款", "鹅毛付款")
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    renamed = load_vocabulary(bundled=tmp_path)
    assert named(renamed, "COD", ConceptScheme.ORDER_TYPE).label == "鹅毛付款"
    assert len(renamed.concepts) == len(vocabulary.concepts)


# What is wrong in a file


@pytest.mark.parametrize(
    ("body", "at", "message"),
    [
        ('my:x a skos:Concept ;;\n    skos:prefLabel "甲"@zh-hans\n    bad:y 1 .\n', "bad:y", "Turtle syntax"),
        ('my:x skos:prefLabel "甲 .\n', '"甲 .', "Turtle syntax"),
        ('my:x skos:prefLabel "甲"@zh-hans ;\n    skos:altLabel "乙"@8 .\n', "@8", "Turtle syntax"),
        ('my:x skos:prefLabel "甲"@zh-hans\n', "my:x", "Turtle syntax"),
        ('my:x skos:prefLabel "甲"@zh-hans ;\n    skos:broader <a b> .\n', "<a b>", "is no IRI"),
        (f"my:x a skos:Concept ; skos:inScheme {TYPES} .\n", "my:x", "no skos:prefLabel"),
        (f'\nmy:x a skos:Concept ; skos:prefLabel " "@zh-hans ; skos:inScheme {TYPES} .\n', "my:x", "no skos:prefLabel"),
        ('my:x a skos:Concept ; skos:prefLabel "甲乙"@zh-hans .\n', "my:x", "in 0 schemes"),
        ('my:x a skos:Concept ; skos:prefLabel "甲乙"@zh-hans ; skos:inScheme my:s .\n', "my:x", "no file declares"),
        ('my:s a skos:ConceptScheme .\n', "my:s", "no skos:prefLabel"),
        ('my:s a skos:ConceptScheme ; skos:prefLabel "丙"@zh-hans ;\n  help:scheme "TYPE" .\n', '"TYPE"', "none of"),
        ('\ntype:cods skos:altLabel "到了付"@zh-hans .\n', "type:cods", "declared in no file"),
        ('\nlexicon:path-cues help:word "走法" .\n', "lexicon:path-cues", "declared in no file"),
        ('type:cod skos:broader type:nothing .\n', "type:cod", "no concept of any file"),
        ('type:cod help:excludes my:nothing .\n', "type:cod", "no concept of any file"),
        ('my:g a help:ExclusiveCollection ; skos:member type:cod, type:nil .\n', "my:g", "no concept of any file"),
        ('type:cod help:excludes type:cod .\n', "type:cod", "names itself"),
        ('type:cod help:commonWord "别的"@zh-hans .\n', "type:cod", "is no name of"),
        ('type:pop skos:broader type:sop .\n', "type:pop", "in a circle"),
        ('type:sop skos:broader type:self-operated .\n', "type:sop", "exclude each other"),
        ('type:cod skos:broader type:online-payment .\n', "type:cod", "exclude each other"),
        ('type:cod skos:prefLabel "货到了付款"@zh-hans .\n', "货到了付款", "2 values of skos:prefLabel"),
        ('\n\n[] a skos:Concept ; skos:prefLabel "甲乙"@zh-hans .\n', "[]", "without an IRI"),
        ('my:w a help:WordClass ; help:word "甲" .\n', "my:w", "0 names"),
        ('my:w a help:SynonymGroup ; help:sameWord "甲", "乙" .\n', "my:w", "0 preferred words"),
    ],
)  # fmt: skip
def test_an_error_names_file_and_line(write: Callable[..., Path], body: str, at: str, message: str) -> None:
    path = write("# a comment first\n" + body)
    error = error_of(path)
    assert message in error.message
    assert error.path == str(path)
    assert error.line == line_with(path, at)


def test_a_clash_of_labels_names_both_places(write: Callable[..., Path]) -> None:
    path = write(
        f"""
my:x a skos:Concept ;
    skos:prefLabel "甲乙"@zh-hans ;
    skos:altLabel "丙丁"@zh-hans, "ｃｏｄ"@zh-hans ;
    skos:inScheme {TYPES} .
"""
    )
    error = error_of(path)
    assert (error.path, error.line) == (str(path), line_with(path, "ｃｏｄ"))
    bundled = BUNDLED / "order-types.ttl"
    line = line_with(bundled, 'skos:notation "COD"')
    assert f"{bundled}:{line}" in error.message
    assert "货到付款" in error.message


def test_a_clash_within_one_file_is_told_at_the_later_line(write: Callable[..., Path]) -> None:
    path = write(
        f"""
my:b a skos:Concept ; skos:prefLabel "某某单"@zh-hans ; skos:inScheme {TYPES} .
my:a a skos:Concept ; skos:prefLabel "別的單"@zh-hant ; skos:altLabel "某某單"@zh-hant ; skos:inScheme {TYPES} .
"""
    )
    error = error_of(path)
    assert error.line == line_with(path, "my:a a")
    assert f"{path}:{line_with(path, 'my:b a')}" in error.message


def test_a_file_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    assert "cannot be read" in error_of(tmp_path / "none.ttl").message
    assert "cannot be read" in error_of(tmp_path).message
    path = tmp_path / "gbk.ttl"
    path.write_bytes(b"# one\n# " + "货到付款".encode("gb18030"))
    error = error_of(path)
    assert ("UTF-8" in error.message, error.line) == (True, 2)


def test_a_byte_order_mark_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "bom.ttl"
    path.write_bytes(b"\xef\xbb\xbf" + (HEAD + 'lexicon:path-cue help:word "走法" .\n').encode())
    assert "走法" in load_vocabulary([path]).words["path-cue"]


def test_an_error_survives_the_way_between_processes() -> None:
    error = VocabularyError("a.ttl", 3, message="m", remedy="r")
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.line, again.remedy) == (str(error), 3, "r")


GOOD = HEAD + (
    'my:x a skos:Concept ;\n    skos:prefLabel "甲乙"@zh-hans, "Ab"@en ;\n    skos:broader my:y ;\n'
    '    skos:inScheme my:s .\nmy:y a skos:Concept ; skos:prefLabel "丙丁"@zh-hans ; skos:inScheme my:s .\n'
    'my:s a skos:ConceptScheme ; skos:prefLabel "戊"@zh-hans .\n'
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    at=st.integers(0, len(GOOD)),
    gone=st.integers(0, 12),
    new=st.text(alphabet="<>\"@;.,[]()_:#\\'^ \nax0甲\x00", max_size=4),
)
def test_a_broken_file_gives_a_vocabulary_or_its_error(tmp_path: Path, at: int, gone: int, new: str) -> None:
    folder = tmp_path / "vocab"
    folder.mkdir(exist_ok=True)
    (folder / "broken.ttl").write_text(GOOD[:at] + new + GOOD[at + gone :], encoding="utf-8")
    caught = None
    try:
        load_vocabulary(bundled=folder)
    except VocabularyError as error:
        caught = error
    if caught is not None:
        assert caught.path.endswith("broken.ttl")
        assert 1 <= caught.line <= GOOD.count("\n") + new.count("\n") + 2


def test_the_files_of_the_manual_work_as_printed(tmp_path: Path) -> None:
    manual = (BUNDLED.parent.parent / "docs" / "vocabulary.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```turtle\n(.*?)```", manual, re.DOTALL)
    paths = []
    for number, block in enumerate(blocks):
        paths.append(tmp_path / f"{number}.ttl")
        paths[-1].write_text(block, encoding="utf-8")
    larger = load_vocabulary(paths)
    assert named(larger, "NGT", ConceptScheme.ORDER_TYPE).label == "夜间订单"
    assert named(larger, "白手套配送", ConceptScheme.CARRIER).label == "京东快递"
    assert named(larger, "金牌", ConceptScheme.OTHER).scheme_label == "商家等级"
    assert "操作台入口" in larger.words["path-cue"]


def test_the_manual_names_word_classes_and_schemes_as_they_are(vocabulary: Vocabulary) -> None:
    manual = (BUNDLED.parent.parent / "docs" / "vocabulary.md").read_text(encoding="utf-8")
    table = manual[manual.index("| class |") : manual.index("Groups of interchangeable")]
    classes = set(re.findall(r"`([a-z-]+)`", table))
    assert len(classes) >= 15
    assert classes <= set(vocabulary.words)
    schemes = re.findall(r"`<(https://helpgraph\.example/vocab/[a-z-]+)>` \| `([A-Z_]+)`", manual)
    assert {ConceptScheme(scheme) for _, scheme in schemes} == SCHEMES
    for iri, scheme in schemes:
        assert any(c.iri.startswith(iri + "/") and c.scheme == scheme for c in vocabulary.concepts), iri
