"""What a user adds to the vocabulary needs no code."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ontology.kinds import ConceptScheme
from ontology.names import name_key
from ontology.vocabulary import BUNDLED, Vocabulary, VocabularyConcept, load_vocabulary

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


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def writer(body: str, name: str = "mine.ttl") -> Path:
        path = tmp_path / name
        path.write_text(HEAD + body, encoding="utf-8")
        return path

    return writer


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
    assert named(larger, "预售", ConceptScheme.ORDER_TYPE).excludes == (night.iri,)
    assert [larger.by_iri[iri].label for iri in night.broader] == ["同城订单"]
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
