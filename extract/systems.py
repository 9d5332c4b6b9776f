"""Systems whose names begin with what is a cue elsewhere (应城云仓后台): in an entry that tells one as a place, the name states nothing.

Names alone cannot be told from statements (应保证后台稳定), so that a name counts where a word for places stands before it or the joint of a path
behind it, and then wherever the entry says it.
"""

import re
from typing import Final

from extract.lexicon import any_of
from extract.text import Text
from ontology.concepts import Vocabulary, per_vocabulary

_BEGINNINGS: Final = "应"
"""Characters that are cues by themselves and begin names."""
_AT: Final = r"(?:(?<![现存正潜所])在|(?<![理自缘])由|进入|打开|登录|访问|前往)"
_JOINT: Final = r"\s*(?:[>→]|-|—|–)"


def begins_system(text: Text, at: int) -> bool:
    """Whether a system's name begins at a place of a text."""
    return text.folded[at] in _BEGINNINGS and any(text.folded.startswith(name, at) for name in _told(text))


def _told(text: Text) -> frozenset[str]:
    """The names that a text tells as places."""
    if "systems" not in text.memo:
        found = _pattern(text.lexicon.vocabulary).finditer(text.folded)
        text.memo["systems"] = frozenset(match["behind"] or match["before"] for match in found)
    told: frozenset[str] = text.memo["systems"]
    return told


@per_vocabulary
def _pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    """A name behind a word for places, or before a joint: characters without a verb among them, and 后台."""
    words = vocabulary.words
    verbs = any_of(word for of in ("action-verb", "navigation-verb", "form-verb") for word in words.get(of, ()))
    name = rf"[{_BEGINNINGS}](?:(?!{verbs})[一-鿿]){{1,6}}?(?:{any_of(words.get('system-suffix', ()))})"
    return re.compile(rf"{_AT}(?P<behind>{name})|(?P<before>{name})(?={_JOINT})")
