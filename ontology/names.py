"""When two spellings are one name: width, case, script and white space make no difference; nothing else is folded here."""

import re
import unicodedata
from collections.abc import Callable
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
_chained: Final[set[str]] = set()
"""Characters that others become and that are changed themselves: 薴 becomes 苧, and 苧 苎."""


class _Search:
    """Looks for the characters of a text that folding may change: all but those it was made to pass over, which are all that it leaves alone
    whenever enough texts have had others of these."""

    _ENOUGH: Final = 64

    def __init__(self) -> None:
        self._in_vain = 0
        self._found: Callable[[str], list[str]] = re.compile(".", re.DOTALL).findall

    def strange(self, text: str) -> set[str]:
        found = set(self._found(text))
        if found.isdisjoint(_same):
            return found
        self._in_vain += 1
        if self._in_vain >= self._ENOUGH:
            self._in_vain = 0
            self._found = re.compile(f"[^{re.escape(''.join(_same))}]").findall
        return found - _same


_search: Final = _Search()


@lru_cache(maxsize=256)
def fold(text: str) -> str:
    """Folds width, case and script; `len(fold(text)) == len(text)`."""
    strange = _search.strange(text)
    for char in strange - _other.keys():
        folded = _fold_char(char)
        if folded == char:
            _same.add(char)
            strange.remove(char)
        else:
            _other[char] = folded
            _chained.update(_other.keys() & set(_other.values()))
    if not strange.isdisjoint(_chained):
        return "".join(_other.get(char, char) for char in text)
    for char in strange:
        text = text.replace(char, _other[char])
    return text


@lru_cache(maxsize=65536)
def name_key(label: str) -> str:
    """What all spellings of one name share: folded, without white space, quotes and brackets around labels."""
    return _LOOSE.sub("", fold(label)).replace("(", "（").replace(")", "）")
