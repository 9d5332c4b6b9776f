"""The matcher finds what a plain scan of every place and every name finds, with the offsets of the text as written."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ontology.matching import Match, Matcher, squash
from ontology.names import fold

LETTERS = "货到付款訂订单SsＳop1 \u3000-"
TEXTS = st.text(alphabet=LETTERS, max_size=40)
NAMES = st.dictionaries(st.text(alphabet=LETTERS.replace(" ", ""), min_size=1, max_size=4), st.just(0), max_size=8)


def latin(char: str) -> bool:
    return char < "\u2e80" and char.isalnum()


def plain_scan(names: Mapping[str, int], text: str) -> list[tuple[int, int, int]]:
    """The law, written without any automaton: at each place the longest name that cuts no Latin word."""
    keys = {squash(name)[0]: value for name, value in names.items()}
    squashed, offsets = squash(text)

    def whole(at: int) -> bool:
        return not (0 < at < len(squashed) and latin(squashed[at - 1]) and latin(squashed[at]))

    found, at = [], 0
    while at < len(squashed):
        ends = [at + len(key) for key in keys if squashed.startswith(key, at) and whole(at) and whole(at + len(key))]
        if ends:
            end = max(ends)
            found.append((offsets[at], offsets[end - 1] + 1, keys[squashed[at:end]]))
            at = end
        else:
            at += 1
    return found


@settings(deadline=None)
@given(NAMES, TEXTS)
def test_equals_a_plain_scan(names: dict[str, int], text: str) -> None:
    keys = sorted({squash(name)[0] for name in names} - {""})
    numbered = {key: number for number, key in enumerate(keys)}
    found = [(match.start, match.end, match.value) for match in Matcher(numbered).find(text)]
    assert found == plain_scan(numbered, text)


@settings(deadline=None)
@given(TEXTS)
def test_offsets_are_those_of_the_text(text: str) -> None:
    for match in Matcher({"货到付款": "COD", "订单": "order", "sop": "SOP"}).find(text):
        written = fold(text[match.start : match.end]).replace(" ", "").replace("\u3000", "")
        assert {"COD": "货到付款", "order": "订单", "SOP": "sop"}[match.value] == written


def test_the_longest_name_wins() -> None:
    matcher = Matcher({"京东": 1, "京东国际": 2, "非京东国际": 3})
    assert [match.value for match in matcher.find("非京东国际POP订单，京东国际，京东")] == [3, 2, 1]


@pytest.mark.parametrize("text", ["貨到付款", "货 到 付 款", "货到\u3000付款", "货到付款"])
def test_script_and_stray_blanks_do_not_hide_a_name(text: str) -> None:
    assert Matcher({"货到付款": "COD"}).find(f"仅{text}订单") == (Match(1, 1 + len(text), "COD"),)


@pytest.mark.parametrize("text", ["block", "LOCAL", "https://example.com/loc2", "velocity", "B-LOCK"])
def test_a_latin_name_is_no_part_of_a_word(text: str) -> None:
    assert Matcher({"LOC": 1}).find(text) == ()


@pytest.mark.parametrize("text", ["LOC订单", "（loc）", "是ＬＯＣ吗", "a LOC b", "SOP/LOC"])
def test_a_latin_name_stands_beside_anything_else(text: str) -> None:
    assert [fold(text[match.start : match.end]) for match in Matcher({"LOC": 1}).find(text)] == ["loc"]


def test_a_longer_name_that_cuts_a_word_does_not_hide_a_shorter_one() -> None:
    assert [match.value for match in Matcher({"京东": 1, "京东loc": 2}).find("京东location")] == [1]


def test_names_do_not_run_over_lines() -> None:
    assert Matcher({"货到付款": 1}).find("货到\n付款") == ()


def test_no_names_find_nothing() -> None:
    empty: dict[str, int] = {}
    assert Matcher(empty).find("货到付款") == ()


def test_two_values_for_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="货到付款"):
        Matcher({"貨到付款": 1, "货到付款": 2})


def test_a_blank_name_is_refused() -> None:
    with pytest.raises(ValueError, match="blank"):
        Matcher({" ": 1})
