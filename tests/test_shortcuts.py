"""What readers pass over without looking has nothing in it: the quick questions say no only where the slow answer is nothing."""

import json
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import items, sentence
from extract.corpus import read_corpus
from extract.cues import cue_words, find_cues, may_state
from extract.reading import read_entry
from extract.text import Text, text_of
from ontology import figures
from ontology.figures import find_figures, may_count
from tests.conftest import CORPUS, LONG, ROOT, the_vocabulary

_PIECES = (
    "可以|不|支持|不支持|仅|需|需要|自动|请|应|已|暂|均|不会|未|一|两|三天|3|5次|半|个|至|-|天|月|第|多|万|元|数量|不超过|前提是|条件|，|。|；|：|订单|商家|修改地址|"
    "货到付款|（|）|后|时|如果|的|\n|无|须|得|显示|功|能|提供"
)
_WORDS = st.lists(st.sampled_from(_PIECES.split("|")), max_size=24).map("".join)


@cache
def _texts() -> tuple[str, ...]:
    """The answers of the user's corpus and of the examples that may be looked at."""
    found = [entry.answer for entry in read_corpus([CORPUS]).entries]
    for path in sorted((ROOT / "tests" / "examples").glob("rules_dev_*.jsonl")):
        found += (json.loads(line)["answer"] for line in path.read_text(encoding="utf-8").splitlines())
    return tuple(found)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    step = max(1, len(text) // 12)
    yield from ((start, min(len(text), start + size)) for start in range(0, len(text), step) for size in (3, 9, 30))


def _holds(text: Text) -> None:
    words = cue_words(text.lexicon.vocabulary)
    for start, end in _stretches(text.folded):
        if not may_state(text, start, end):
            assert words.cue.search(text.folded, start, end) is None
            assert not list(find_cues(text, start, end))
        if not may_count(text, start, end):
            assert figures._FIGURE.search(text.folded, start, end) is None
            assert figures._WITHOUT_UNIT.search(text.folded, start, end) is None
            assert not list(find_figures(text, start, end))


def test_no_cue_and_no_figure_is_passed_over_in_known_texts() -> None:
    for answer in _texts():
        _holds(text_of(answer, the_vocabulary()))


@given(_WORDS)
def test_no_cue_and_no_figure_is_passed_over(answer: str) -> None:
    _holds(text_of(answer, the_vocabulary()))


@pytest.fixture
def never_short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reads every sentence, whatever the quick question says of it."""
    monkeypatch.setattr("extract.rules.says_nothing", lambda *_: False)


@pytest.mark.usefixtures("never_short")
def test_sentences_that_are_passed_over_state_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    passed: list[str] = []
    read = sentence.read_sentence

    def looked_at(*given: object) -> object:
        found = read(*given)  # type: ignore[arg-type]
        page, one = given[:2]
        if sentence.says_nothing(page, one):  # type: ignore[arg-type]
            passed.append(str(one))
            assert found == ([], [])
        return found

    monkeypatch.setattr("extract.rules.read_sentence", looked_at)
    for answer in _texts()[:: 1 if LONG else 3]:
        read_entry("怎么修改订单", answer, vocabulary=the_vocabulary())
    assert len(passed) > 20


@given(_WORDS)
def test_facts_are_the_same_with_and_without_shortcuts(answer: str) -> None:
    quick = read_entry("怎么修改地址", answer, vocabulary=the_vocabulary())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("extract.rules.says_nothing", lambda *_: False)
        assert read_entry("怎么修改地址", answer, vocabulary=the_vocabulary()) == quick


@pytest.mark.parametrize("answer", ["步骤二一", "第三五步：保存。", "（十一十）点击保存。"])
def test_a_marker_whose_digits_make_no_number_marks_nothing(answer: str) -> None:
    assert not items.find_items(answer)
