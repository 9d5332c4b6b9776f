"""When two names of places or functions are one: the same but for synonyms, an explicit other name, nearly the same at the
same place; and what keeps names apart, however alike they are: a number, a negation, a qualifier, an opposite.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import networkx as nx
from rapidfuzz.distance import Levenshtein

from ontology.concepts import Vocabulary
from ontology.names import fold, name_key

_JOINTS: Final = re.compile(r"[与和及、&]|以及")
_QUALIFIER: Final = re.compile(r"（([^）]*)）")
_NUMBERS: Final = re.compile(r"\d+|[一二三四五六七八九十百]+(?=[级次天月年日])")
_NEGATION: Final = re.compile(r"[不非无未勿免]|没有?")
_RENEWED: Final = ("新版", "新", "原", "旧版")
_SHORTEST: Final = 5


@dataclass(frozen=True, slots=True)
class Naming:
    """The words by which names are compared, taken from the vocabulary."""

    synonyms: re.Pattern[str]
    preferred: Mapping[str, str]
    opposites: frozenset[str]
    concepts: Mapping[str, frozenset[str]]

    def key(self, name: str) -> str:
        """What a name is at its place: folded, synonyms replaced by the preferred word, 与 and 和 alike."""
        replaced = self.synonyms.sub(lambda match: self.preferred[match[0]], name_key(name))
        return _JOINTS.sub("与", replaced)

    def apart(self, one: str, other: str) -> bool:
        """Whether a number, a negation or a qualifier says that two names are two things."""
        return any(
            sorted(pattern.findall(fold(one))) != sorted(pattern.findall(fold(other)))
            for pattern in (_NUMBERS, _NEGATION, _QUALIFIER)
        )

    def same_concept(self, one: str, other: str) -> bool:
        """Whether the vocabulary knows both names as those of one term (等待出库, 待出库)."""
        return bool(self.concepts.get(name_key(one), frozenset()) & self.concepts.get(name_key(other), frozenset()))

    def nearly(self, one: str, other: str) -> bool:
        """Whether two longer names differ by one character that is no opposite of anything."""
        if min(len(one), len(other)) < _SHORTEST or self.apart(one, other):
            return False
        if Levenshtein.distance(one, other, score_cutoff=1) != 1:
            return False
        changed: set[str] = set()
        for op in Levenshtein.editops(one, other):
            changed |= {one[op.src_pos]} if op.tag != "insert" else set()
            changed |= {other[op.dest_pos]} if op.tag != "delete" else set()
        return not changed & self.opposites

    def renewed(self, one: str, other: str) -> bool:
        """新A and A, 原A and A."""
        return any(one == prefix + other or other == prefix + one for prefix in _RENEWED)


def naming(vocabulary: Vocabulary) -> Naming:
    """The naming of a vocabulary."""
    preferred = {
        name_key(word): name_key(group[0]) for group in vocabulary.synonyms for word in group if word != group[0]
    }
    longest_first = sorted(preferred, key=lambda word: (-len(word), word))
    concepts: dict[str, set[str]] = {}
    for concept in vocabulary.concepts:
        for name in concept.names:
            concepts.setdefault(name_key(name), set()).add(concept.iri)
    return Naming(
        re.compile("|".join(map(re.escape, longest_first)) or r"(?!)"),
        preferred,
        frozenset(vocabulary.words["antonym-char"]),
        {name: frozenset(iris) for name, iris in concepts.items()},
    )


def components(names: Iterable[str], same: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The names in groups of those that are one, each group and the list of groups in order."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(names)
    graph.add_edges_from(same)
    return sorted(sorted(group) for group in nx.connected_components(graph))


def best(counts: Mapping[str, int]) -> str:
    """The most attested spelling; of equals the shortest, then the first by code points."""
    return min(counts, key=lambda name: (-counts[name], len(name), name))
