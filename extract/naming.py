"""When two names of places or functions are one: the same but for synonyms, an explicit other name, nearly the same at the
same place; and what keeps names apart, however alike they are: a number, a negation, a qualifier.

One character makes another thing of a name (白名单, 黑名单), so that likeness by letters counts for nothing here.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ontology.concepts import Vocabulary, per_vocabulary
from ontology.names import fold, name_key

_JOINTS: Final = re.compile(r"[与和及、&]|以及")
_QUALIFIER: Final = re.compile(r"（([^）]*)）")
_NUMBERS: Final = re.compile(r"\d+|[一二三四五六七八九十百]+(?=[级次天月年日])")
_NEGATION: Final = re.compile(r"[不非无未勿免]|没有?")
_ASK_FOR_OBJECT: Final = ("transitive-verb", "elided-verb")
_NO_OBJECT: Final = re.compile(r"订单|申请")
"""What may stand beside a verb and says nothing of what is done by it."""
_RENEWED: Final = ("新版", "新", "原", "旧版")
_TWICE: Final = re.compile(r"([一-鿿]{2,})\1")


@dataclass(frozen=True, slots=True)
class Naming:
    """The words by which names are compared, taken from the vocabulary."""

    synonyms: re.Pattern[str]
    preferred: Mapping[str, str]
    concepts: Mapping[str, frozenset[str]]
    transitive: frozenset[str]

    def key(self, name: str) -> str:
        """What a name is at its place: folded, synonyms replaced by the preferred word, 与 and 和 alike."""
        replaced = self.synonyms.sub(lambda match: self.preferred[match[0]], name_key(name))
        return _JOINTS.sub("与", replaced)

    def apart(self, one: str, other: str) -> bool:
        """Whether a number, a negation or a qualifier says that two names are two things."""
        return _marks(one) != _marks(other)

    def shortened(self, one: str, other: str) -> bool:
        """Whether of two names but one is a verb that asks for an object (停用, beside 停用模板): it means the other in its entry, and in another
        entry something else."""
        verb, name = fold(one), fold(other)
        if (verb in self.transitive) == (name in self.transitive):
            return False
        if name in self.transitive:
            verb, name = name, verb
        return bool(_NO_OBJECT.sub("", name.replace(verb, "", 1)))

    def terms(self, name: str) -> frozenset[str]:
        """The terms of the vocabulary that a name is one of (等待出库, 待出库)."""
        return self.concepts.get(name_key(name), frozenset())

    def plain(self, name: str) -> str:
        """A name without particles and words written twice (查看其它其它联系方式), in which nearly the same names do not differ."""
        return _TWICE.sub(r"\1", re.sub(r"[的之了]", "", name))

    def renewed(self, name: str) -> tuple[str, ...]:
        """新A and 原A, which are A."""
        return tuple(prefix + name for prefix in _RENEWED)


@lru_cache(maxsize=65536)
def _marks(name: str) -> tuple[list[str], ...]:
    """The numbers, negations and qualifiers in a name."""
    return tuple(sorted(pattern.findall(fold(name))) for pattern in (_NUMBERS, _NEGATION, _QUALIFIER))


@per_vocabulary
def naming(vocabulary: Vocabulary) -> Naming:
    """The naming of a vocabulary, made when first asked for."""
    preferred = {name_key(word): name_key(group[0]) for group in vocabulary.synonyms for word in group}
    longest_first = sorted(preferred, key=lambda word: (-len(word), word))
    concepts: dict[str, set[str]] = {}
    for concept in vocabulary.concepts:
        for name in concept.names:
            concepts.setdefault(name_key(name), set()).add(concept.iri)
    return Naming(
        re.compile("|".join(map(re.escape, longest_first)) or r"(?!)"),
        preferred,
        {name: frozenset(iris) for name, iris in concepts.items()},
        frozenset(fold(word) for of in _ASK_FOR_OBJECT for word in vocabulary.words.get(of, ())),
    )


def components(names: Iterable[str], same: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The names in groups of those that are one, each group and the list of groups in order."""
    first: dict[str, str] = {name: name for name in names}

    def found(name: str) -> str:
        while first.setdefault(name, name) != name:
            first[name] = name = first[first[name]]
        return name

    for pair in same:
        one, other = map(found, pair)
        first[max(one, other)] = min(one, other)
    groups: dict[str, list[str]] = {}
    for name in sorted(first):
        groups.setdefault(found(name), []).append(name)
    return list(groups.values())


def best(counts: Mapping[str, int]) -> str:
    """The most attested spelling; of equals the shortest, then the first by code points."""
    return min(counts, key=lambda name: (-counts[name], len(name), name))
