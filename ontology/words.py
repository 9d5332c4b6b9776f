"""Chinese words, by jieba: what full text is indexed and asked by, and what a word is.

Words come by rjieba, which gives jieba's own (without its guesses at unknown ones) twenty times as fast; parts of speech, of few and short
stretches, by jieba itself. Either is loaded when first asked.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any, Final

from ontology.names import fold

_WORD: Final = re.compile(r"[0-9a-z㐀-鿿]")
_CHINESE: Final = re.compile(r"[㐀-鿿]{2,4}")
_IN_USE: Final = 20
"""How often a word must stand in the texts that jieba's dictionary was counted from."""


def words(text: str) -> tuple[str, ...]:
    """The words of a text, folded, the parts of long ones as well (jieba's search mode); punctuation is left out."""
    return tuple(filter(is_word, with_marks(text)))


def with_marks(text: str) -> list[str]:
    """The same, and what stands between them."""
    return _cut_for_search()(fold(text), False)


def is_word(piece: str) -> bool:
    """Whether something is a word, and no punctuation."""
    return "㐀" <= piece[0] <= "鿿" or _WORD.search(piece) is not None


@lru_cache(65536)
def tagged(text: str) -> tuple[tuple[str, str], ...]:
    """The words of a text with jieba's part of speech for each."""
    return tuple((pair.word, pair.flag) for pair in _tagger().cut(text, HMM=False))


def common_words() -> frozenset[str]:
    """The words of two to four Chinese characters that jieba's dictionary counts as in use, whatever texts have them."""
    jieba = _jieba()
    jieba.initialize()
    return frozenset(word for word, times in jieba.dt.FREQ.items() if times >= _IN_USE and _CHINESE.fullmatch(word))


@cache
def _cut_for_search() -> Callable[[str, bool], list[str]]:
    import rjieba

    cut: Callable[[str, bool], list[str]] = rjieba.cut_for_search
    return cut


@cache
def _jieba() -> Any:
    import logging
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba's own source has escapes that newer Pythons warn of
        import jieba
        import jieba.posseg

    jieba.setLogLevel(logging.WARNING)
    return jieba


@cache
def _tagger() -> Any:
    jieba = _jieba()
    return jieba.posseg.POSTokenizer(jieba.dt)
