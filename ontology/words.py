"""Chinese words, by jieba: what full text is indexed and asked by, and what a word is. jieba is loaded when first asked."""

import re
from functools import cache
from typing import Any, Final

from ontology.names import fold

_WORD: Final = re.compile(r"[0-9a-z㐀-鿿]")
_CHINESE: Final = re.compile(r"[㐀-鿿]{2,4}")
_IN_USE: Final = 20
"""How often a word must stand in the texts that jieba's dictionary was counted from."""


def words(text: str) -> tuple[str, ...]:
    """The words of a text, folded, the parts of long ones as well (jieba's search mode); punctuation is left out."""
    return tuple(word for word in _jieba().lcut_for_search(fold(text), HMM=False) if _WORD.search(word))


def tagged(text: str) -> tuple[tuple[str, str], ...]:
    """The words of a text with jieba's part of speech for each."""
    return tuple((pair.word, pair.flag) for pair in _tagger().cut(text, HMM=False))


def common_words() -> frozenset[str]:
    """The words of two to four Chinese characters that jieba's dictionary counts as in use, whatever texts have them."""
    jieba = _jieba()
    jieba.initialize()
    return frozenset(word for word, times in jieba.dt.FREQ.items() if times >= _IN_USE and _CHINESE.fullmatch(word))


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
