"""A function called by two words of which its texts name it by one, the other standing in its rules: 撤回调拨单 where 撤回 is known,
and a rule of it says 调拨单.

The other word must be told in the words that a rule rests on. One that turns an act around is never left out: 拒绝退款 is not 退款.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Final

from ontology.names import name_key
from ontology.near import is_bearer

MOST_OF_A_NAME: Final = 32
"""No more functions of one name are looked at."""
_TURNS: Final = re.compile(r"拒|暂停|停止|停用|取消|关闭|禁止|解除|撤[销回]|恢复|终止|放弃|免|反|[不非未无]")
_LEAST: Final = 2


def in_words(ref: str) -> tuple[tuple[tuple[str, str], ...], ...]:
    """The ways to take a name (by its key) as that of a function and a word beside it, behind or before it; the longest functions first."""
    key = name_key(ref)
    return tuple(tuple(_ways(key, size)) for size in range(len(key) - _LEAST, _LEAST - 1, -1))


def _ways(key: str, size: int) -> Iterator[tuple[str, str]]:
    for name, beside in ((key[:size], key[size:]), (key[-size:], key[:-size])):
        if not is_bearer(name) and not _TURNS.match(beside):
            yield name, beside


def told_beside(
    ref: str, named: Callable[[Sequence[str]], Collection[tuple[str, str]]], words_of: Callable[[str], Iterable[str]]
) -> str | None:
    """The id of the one function, of the longest name, that a ref calls so; None where there is none, or several.

    `named`: the keys and ids of the functions that have any of some keys for a name; `words_of`: what the rules of a function rest on.
    """
    tiers = in_words(ref)
    known: dict[str, set[str]] = {}
    for key, own in named(tuple(dict.fromkeys(name for ways in tiers for name, _ in ways))):
        known.setdefault(key, set()).add(own)
    for ways in tiers:
        found = {own for name, beside in ways for own in _telling(beside, known.get(name, set()), words_of)}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _telling(beside: str, ids: Collection[str], words_of: Callable[[str], Iterable[str]]) -> Iterator[str]:
    if len(ids) <= MOST_OF_A_NAME:
        yield from (own for own in ids if any(beside in name_key(words) for words in words_of(own)))
