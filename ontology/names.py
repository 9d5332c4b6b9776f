"""When two spellings are one name: width, case, script and white space make no difference; nothing else is folded here."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any, Final

_LOOSE: Final = re.compile(r"[\s\"'“”‘’„‟「」『』【】〖〗《》〈〉\[\]]+")


@cache
def _simplifier() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


@lru_cache(maxsize=65536)
def _fold_char(char: str) -> str:
    """One code point for one code point, so that offsets in folded text are offsets in the text."""
    narrow = unicodedata.normalize("NFKC", char).lower()
    if len(narrow) != 1:
        narrow = char
    if "㐀" <= narrow <= "鿿":
        simple = _simplifier().convert(narrow)
        if len(simple) == 1:
            return str(simple)
    return narrow


_same: set[str] = set()
_other: dict[str, str] = {}
"""Characters that folding leaves alone and that it changes, as far as any text has had them."""


@lru_cache(maxsize=256)
def fold(text: str) -> str:
    """Folds width, case and script; `len(fold(text)) == len(text)`."""
    strange = set(text) - _same
    for char in strange - _other.keys():
        folded = _fold_char(char)
        if folded == char:
            _same.add(char)
            strange.remove(char)
        else:
            _other[char] = folded
    if not strange.isdisjoint(_other[char] for char in strange):  # 薴 and 苧: what one becomes would be changed again
        return "".join(_other.get(char, char) for char in text)
    for char in strange:
        text = text.replace(char, _other[char])
    return text


@lru_cache(maxsize=65536)
def name_key(label: str) -> str:
    """What all spellings of one name share: folded, without white space, quotes and brackets around labels."""
    return _LOOSE.sub("", fold(label)).replace("(", "（").replace(")", "）")
