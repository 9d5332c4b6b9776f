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


def fold(text: str) -> str:
    """Folds width, case and script; `len(fold(text)) == len(text)`."""
    return "".join(map(_fold_char, text))


def name_key(label: str) -> str:
    """What all spellings of one name share: folded, without white space, quotes and brackets around labels."""
    return _LOOSE.sub("", fold(label)).replace("(", "（").replace(")", "）")
