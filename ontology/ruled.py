"""What texts rule in passing, where no function is called so: 储值扣款 in 离线模式时，不支持扫码付和储值扣款.

Only what stands at the end of a rule, behind the word that permits or forbids it, is what the rule says may or may not be done: what it depends on, and what is
told beside it, is not.
"""

import re
from collections.abc import Iterable
from typing import Final

from ontology.names import fold, name_key
from ontology.near import is_bearer

_LEAST: Final = 4
_CLAUSE: Final = re.compile(r"[，,。；;：:！!\n]")
_RULES: Final = re.compile(
    r"(?:不(?:再)?(?:支持|支援|可以?|能|得|予|允许|准|提供)|支持|支援|可以?|能够?|禁止|严禁|允许|停止|无法|无权|有权)[^，,。；;]{0,8}?\Z"
)


def ruled_in_words(asked: str, rules: Iterable[tuple[str, str, str]]) -> tuple[str, frozenset[str]] | None:
    """The id of the one function under which texts rule in these very words, and the ids of those rules; None where they do under none, or several.
    `rules`: of each permission and prohibition the id of its function, its own, and its text."""
    key = name_key(asked)
    if len(key) < _LEAST or is_bearer(key):
        return None
    found = [(feature, own) for feature, own, text in rules if _is_ruled(key, text)]
    features = {feature for feature, _ in found}
    return (features.pop(), frozenset(own for _, own in found)) if len(features) == 1 else None


def _is_ruled(key: str, text: str) -> bool:
    clause = next((one for one in reversed(_CLAUSE.split(fold(text))) if one.strip()), "")
    told = name_key(clause)
    return told.endswith(key) and _RULES.search(told[: -len(key)]) is not None
