"""The index: what is packed comes out again, passages lose nothing, and the index does not depend on the order of the records."""

import os
import random
import signal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import cutting
from extract.fulltext import Index, index_of, is_said, misspelt, sounding_alike
from extract.indexed import terms_of
from extract.numbered import TermNumbers
from extract.passages import passages
from ontology.concepts import Vocabulary
from ontology.records import Entry
from ontology.retrieval import Field, blanked, packed, pairs, rank, substrings, unpacked
from ontology.vocabulary import load_vocabulary
from tests.conftest import read_all, the_vocabulary

_SAID = st.text(alphabet="货到付款 订单运费。！?；\nABc12、,(\u3000臺薴苧京豆退款", max_size=24)
_TEXTS = (
    ("怎么修改运费？", "商家后台-订单管理-修改运费。货到付款的订单不支持修改。"),
    ("发票在哪里开", "财务中心-发票管理-开票。"),
)


@given(st.lists(st.tuples(st.integers(0, 2**32 - 1), st.floats(0.01, 1.0))))
def test_postings_come_out_as_they_went_in(rows: list[tuple[int, float]]) -> None:
    out = list(unpacked(packed([document for document, _ in rows], [rank(weight) for _, weight in rows])))
    assert [document for document, _ in out] == [document for document, _ in rows]
    assert all(abs(one - two) <= 1 / 255 for (_, one), (_, two) in zip(out, rows, strict=True))


@given(st.text(alphabet="运费。；\n 1、2）|第一步，abcQ:", max_size=600))
def test_passages_leave_out_white_space_alone(answer: str) -> None:
    spans = list(passages(answer))
    assert all(start < end for start, end in spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    covered = "".join(answer[start:end] for start, end in spans)
    assert "".join(covered.split()) == "".join(answer.split())


def test_the_index_does_not_depend_on_the_order(vocabulary: Vocabulary) -> None:
    records = list(read_all(_TEXTS, vocabulary))
    first = _rows(index_of(records, vocabulary))
    random.Random(1).shuffle(records)
    assert _rows(index_of(records, vocabulary)) == first


def test_several_processes_make_the_same_index_even_where_they_are_killed(
    vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = read_all(_TEXTS, vocabulary)
    alone = _rows(index_of(records, vocabulary))
    monkeypatch.setattr(cutting, "_AT_ONCE", len(records) // 6)
    assert _rows(index_of(records, vocabulary, 2)) == alone
    monkeypatch.setattr(cutting, "_cut_there", _killed)
    assert _rows(index_of(records, vocabulary, 2)) == alone


def _killed(_: list[bytes]) -> cutting.Cut:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def _rows(index: Index) -> tuple[object, ...]:
    return (*(list(rows) for rows in (index.terms, index.documents)), index.sizes, index.senses, index.syllables)


def test_what_stands_in_a_text_is_in_the_index(vocabulary: Vocabulary) -> None:
    index = index_of(read_all(_TEXTS, vocabulary), vocabulary)
    of = {(term, field) for term, field, _, _ in index.terms}
    assert {("运费", Field.TITLE), ("#货到付款", Field.PASSAGE), ("2费。", Field.BODY)} - {("2费。", Field.BODY)} <= of
    assert ("=修改运费", Field.FEATURE) in of
    assert ("/xgyf", Field.FEATURE) in of
    assert ("打不通", "联系不上") in {(word, sense) for word, sense, _ in index.senses}


def test_a_document_tells_the_whole_that_it_is_of(vocabulary: Vocabulary) -> None:
    records = read_all(
        [("运费常见问题", "Q1：运费能改吗？ A1：待付款的订单可以修改运费。 Q2：发票在哪开？ A2：财务中心-发票管理。")],
        vocabulary,
    )
    entries = [one for one in records if isinstance(one, Entry)]
    parts = {one.id for one in entries if one.parent}
    (whole,) = (one.id for one in entries if not one.parent)
    assert len(parts) == 2
    told = {(own, of) for _, own, _, _, of in index_of(records, vocabulary).documents if own in parts | {whole}}
    assert told == {(own, whole) for own in parts | {whole}}


@given(st.lists(_SAID, max_size=5), st.sampled_from([Field.BODY, Field.TITLE, Field.FEATURE]))
def test_terms_of_sentences_are_those_of_the_whole_text(sentences: list[str], field: Field) -> None:
    vocabulary = the_vocabulary()
    numbered = TermNumbers(vocabulary)
    for text in ("".join(sentences), *sentences, "".join(sentences[1:])):
        length, told = numbered.count(text, field)
        found = {numbered.terms[number]: times for times, numbers in told for number in memoryview(numbers).cast("I")}
        assert found == terms_of(text, field, vocabulary)
        assert length == sum(found.values())


_WORDS = st.frozensets(
    st.sampled_from(
        [*["发货", "发火", "退款", "退宽", "运费", "韵府", "=订单", "订单", "验证码", "研制吗", "券"], "vip", "fh"]
    )
)


@given(_WORDS, _WORDS)
def test_words_that_go_or_come_change_the_senses_of_those_alone_that_sound_like_them(
    before: frozenset[str], now: frozenset[str]
) -> None:
    known, said = the_vocabulary(), [{term for term in terms if is_said(term)} for terms in (before, now)]
    changed = said[0] ^ said[1]
    same = sounding_alike(changed, before & now)
    old, new = (set(misspelt(same | some & changed, known)) for some in said)
    whole_old, whole_new = (set(misspelt(some, known)) for some in said)
    assert (old - new, new - old) == (whole_old - whole_new, whole_new - whole_old)


def test_what_ends_sentences_may_stand_in_a_name(tmp_path: Path) -> None:
    told = (
        "@prefix help: <https://helpgraph.example/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> ."
        '<urn:t> a skos:ConceptScheme ; skos:prefLabel "订单类型"@zh-hans ; help:scheme "ORDER_TYPE" .'
        '<urn:o> a skos:Concept ; skos:prefLabel "抢购！单"@zh-hans ; skos:inScheme <urn:t> .'
    )
    (tmp_path / "own.ttl").write_text(told, encoding="utf-8")
    vocabulary = load_vocabulary((tmp_path / "own.ttl",))
    numbered = TermNumbers(vocabulary)
    numbered.count("抢购！单不支持退款。", Field.BODY)
    assert {"#抢购!单"} <= set(numbered.terms) == set(terms_of("抢购！单不支持退款。", Field.BODY, vocabulary))


def test_terms_of_a_text() -> None:
    assert pairs("修改cod单") == ("2修改", "2cod")
    assert [("改jd单"[a:b]) for a, b in substrings("改jd单")] == ["改", "改jd", "改jd单", "jd", "jd单", "单"]
    assert blanked("验证码") == ("_证码", "验_码", "验证_")
