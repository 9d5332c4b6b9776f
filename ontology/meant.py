"""What a person means by words that name no concept, nor are a near form of a name: two concepts side by side (保税|调拨单), or of those
that the rules of a feature depend on the one that the words tell in more or in fewer words (复核后 of 报告复核后, 资料过期后满三天 of 资料过期后).

Fewer words are enough for an event or a state alone, of which only who or what is left out: 药品 is no 近效期药品.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from ontology.names import name_key
from ontology.near import near_concepts

_DENIES: Final = re.compile(r"[非不未没无]")
_EVENT: Final = re.compile(r"(?:已|未|被|待|尚|正在).{2,}|.{2,}(?:[后前中时了]|期间|期内|阶段)")
_LEVEL: Final = re.compile(r"[a-z0-9+]{1,6}")
_LEAST: Final = 4
"""No shorter name is two."""


def in_two(ref: str) -> Iterator[tuple[str, str]]:
    """The ways to read a name as two, side by side."""
    key = name_key(ref)
    if len(key) >= _LEAST and not key.startswith("非"):
        yield from ((key[:at], key[at:]) for at in range(2, len(key) - 1))


def meant_among(ref: str, names: Mapping[str, Sequence[str]]) -> str | None:
    """The id of the one concept that a ref tells in more or in fewer words, by the names of each; None where there is none, or several."""
    key = name_key(ref)
    found = {own for own, told in names.items() if any(_tells(key, name_key(name)) for name in told)}
    return found.pop() if len(found) == 1 else None


def _tells(key: str, name: str) -> bool:
    """Whether words mean the thing of a name: they add to what is so anyway, or leave out of what or whom an event is told."""
    if len(_DENIES.findall(key)) != len(_DENIES.findall(name)) or min(len(key), len(name)) < 2:
        return False
    if key.endswith(name) or (key.startswith(name) and _EVENT.fullmatch(name)):
        return True
    if _LEVEL.fullmatch(key):
        return name.endswith(key)
    forms = [key, *(form for tier in near_concepts(key)[:2] for form in tier)] if _EVENT.fullmatch(key) else ()
    return any(name.endswith(form) and _EVENT.fullmatch(form) for form in forms)
