"""Words by rjieba are jieba's own, on the user's corpus, generated texts and whatever else; and the quick ways are the plain ways."""

import random
import warnings
from collections import Counter, defaultdict
from functools import cache
from itertools import islice, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.generate import entries
from extract.corpus import read_corpus
from extract.postings import _USUAL, Postings, changed, counted, posting, row_of, shortened
from ontology.matching import Matcher, squash
from ontology.names import _fold_char, fold
from ontology.retrieval import Field, packed, rank, saturated
from ontology.words import _WORD, words
from tests.conftest import CORPUS

_BLANKS = " \t\u3000\u200b"
_MIXED = st.text(alphabet="订单管理运费京东LOC订單，。（1 \t\u3000臺薴苧苎Ａａ-", max_size=40)


@cache
def _jieba() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    return jieba


def _by_jieba(text: str) -> tuple[str, ...]:
    return tuple(word for word in _jieba().lcut_for_search(fold(text), HMM=False) if _WORD.search(word))


def test_words_of_the_corpus_are_those_of_jieba() -> None:
    for entry in read_corpus([CORPUS]).entries:
        assert words(entry.question) == _by_jieba(entry.question)
        assert words(entry.answer) == _by_jieba(entry.answer)


def test_words_of_generated_texts_are_those_of_jieba() -> None:
    for one in islice(entries(5, 60), 60):
        assert words(one.answer) == _by_jieba(one.answer)


@given(_MIXED)
def test_words_of_any_text_are_those_of_jieba(text: str) -> None:
    assert words(text) == _by_jieba(text)


@given(_MIXED)
def test_folding_at_once_is_folding_character_by_character(text: str) -> None:
    assert fold(text) == "".join(map(_fold_char, text))


def _is_latin(char: str) -> bool:
    return char < "\u2e80" and char.isalnum()


@given(_MIXED)
def test_a_text_without_noise_blanks_keeps_the_offset_of_each_character(text: str) -> None:
    told, offsets = squash(text)
    assert len(told) == len(offsets)
    folded = fold(text)
    for char, offset in zip(told, offsets, strict=True):
        assert folded[offset] == char or (char == " " and folded[offset] in _BLANKS)
    kept = [at for at, char in enumerate(folded) if char not in _BLANKS]
    assert [at for char, at in zip(told, offsets, strict=True) if char != " "] == kept
    joints = [(a, b) for a, b in pairwise(kept) if b - a > 1]
    between = [a for a, b in joints if _is_latin(folded[a]) and _is_latin(folded[b])]
    assert [at - 1 for char, at in zip(told, offsets, strict=True) if char == " "] == between


@given(st.sets(st.text(alphabet="订单AB", min_size=1, max_size=3), max_size=12), _MIXED)
def test_few_names_are_found_as_many_are(names: set[str], text: str) -> None:
    """Beside names that stand in no text, so many that an automaton looks for them."""
    told = {name: fold(name) for name in names}
    many = {**told, **{f"甲乙{number}丙": f"甲乙{number}丙" for number in range(20)}}
    assert Matcher(told).find(text) == Matcher(many).find(text)


_HELD = st.dictionaries(st.integers(0, 40), st.integers(0, 4), max_size=30)


@given(_HELD, _HELD)
def test_a_row_of_postings_changes_to_that_of_the_postings_that_are_left(
    before: dict[int, int], now: dict[int, int]
) -> None:
    was, told = ({posting(number, place) for number, place in side.items()} for side in (before, now))
    assert changed(row_of("甲", 1, was), was - told, told - was) == row_of("甲", 1, told)
    assert changed(row_of("甲", 1, was), was, told) == row_of("甲", 1, told)


@pytest.mark.parametrize("at_once", [3, 200_000])
def test_postings_are_the_heaviest_however_many_there_are(at_once: int) -> None:
    chance = random.Random(7)
    fields = (Field.BODY, Field.TITLE)
    documents = [
        (chance.choice(fields), Counter(chance.choices("甲乙丙丁戊", k=chance.randrange(1, 9)))) for _ in range(400)
    ]
    postings = Postings({Field.BODY: 0.7}, at_once=at_once)
    numbered = [(number, field, counts) for number, (field, counts) in enumerate(documents)]
    for some in (numbered[:7], numbered[7:200], numbered[200:]):
        told = [
            (number, field, counted(["甲乙丙丁戊".index(term) for term in counts.elements()]))
            for number, field, counts in some
        ]
        postings.put("甲乙丙丁戊", told)
    lengths = {field: [counts.total() for one, counts in documents if one is field] for field in fields}
    weighed: dict[tuple[str, Field], list[tuple[int, float]]] = defaultdict(list)
    for number, (field, counts) in enumerate(documents):
        for term, times in counts.items():
            slack = 0.7 if field is Field.BODY else 0.6
            weighed[term, field].append((number, saturated(times, counts.total(), _USUAL[field], slack=slack)))
    assert [shortened(row, 5) for row in postings.rows()] == [
        (term, int(field), len(rows), packed([number for _, number in kept], [place for place, _ in kept]))
        for (term, field), rows in sorted(weighed.items())
        for kept in (sorted((rank(weight), number) for number, weight in rows)[:5],)
    ]
    assert postings.sizes() == sorted((int(field), len(found), sum(found)) for field, found in lengths.items())
