"""The forest of menus that the path facts of all entries make: one tree a system, paths without a root where they belong.

Works on sequences of keys and gives, for each path fact, the sequence of node keys it has in the forest. The order of the
facts makes no difference.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from typing import Final

from extract.facts import PathFact, PathLabel
from extract.naming import Naming, components
from ontology.concepts import Vocabulary, per_vocabulary
from ontology.names import name_key

PARTIAL: Final = ""
"""The key before the first label of a path whose root no source gives."""

_ROUNDS: Final = 12
_GENERIC_ROOTS: Final = frozenset({"后台", "系统", "平台", "管理后台", "首页", "主页"})

Keys = tuple[str, ...]


@dataclass(slots=True)
class Attested:
    """A path fact with the entry that states it, and its keys, the last of which are those of its labels.

    `systems`: those that the entry's other paths begin at.
    """

    entry: str
    index: int
    fact: PathFact
    keys: Keys
    systems: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Trie:
    children: dict[Keys, set[str]] = field(default_factory=lambda: defaultdict(set))
    entries: dict[Keys, set[str]] = field(default_factory=lambda: defaultdict(set))


def grow(facts: Sequence[tuple[str, int, PathFact]], naming: Naming, vocabulary: Vocabulary) -> list[Attested]:
    """The facts with their places in the forest: keys begin with a system's, or with PARTIAL."""
    key = cache(naming.key)
    paths = [_attested(entry, index, fact, key, vocabulary) for entry, index, fact in facts]
    roots: dict[str, set[str]] = defaultdict(set)
    for path in paths:
        if path.keys[0] != PARTIAL:
            roots[path.entry].add(path.keys[0])
    for path in paths:
        path.systems = frozenset(roots[path.entry])
    for _ in range(_ROUNDS):
        before = [path.keys for path in paths]
        _merge(paths, naming)
        _anchor(paths)
        if before == [path.keys for path in paths]:
            break
    for path in paths:
        first = name_key(path.fact.labels[0].text)
        if path.keys[0] == PARTIAL and path.fact.rooted and first in _GENERIC_ROOTS:
            path.keys = (first, *path.keys[1:])
    return paths


def _attested(entry: str, index: int, fact: PathFact, key: Callable[[str], str], vocabulary: Vocabulary) -> Attested:
    labels = fact.labels
    keys = tuple([key(label.text) for label in labels])
    if not fact.rooted:
        return Attested(entry, index, fact, (PARTIAL, *keys))
    root = _system_key(labels[0], vocabulary)
    if root in _GENERIC_ROOTS:
        return Attested(entry, index, fact, (PARTIAL, *keys[1:]))
    return Attested(entry, index, fact, (root, *keys[1:]))


def _system_key(label: PathLabel, vocabulary: Vocabulary) -> str:
    """A system's name as it is; X系统 is X where the vocabulary knows X as a system."""
    key = name_key(label.text)
    bare = key.removesuffix("系统")
    return bare if bare != key and bare in _systems(vocabulary) else key


@per_vocabulary
def _systems(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(map(name_key, vocabulary.words["system"]))


def _trie(paths: list[Attested]) -> _Trie:
    trie = _Trie()
    for path in paths:
        for depth in range(len(path.keys)):
            prefix, key = path.keys[:depth], path.keys[depth]
            trie.children[prefix].add(key)
            trie.entries[path.keys[: depth + 1]].add(path.entry)
    return trie


def _merge(paths: list[Attested], naming: Naming) -> None:
    """Names of one place become one key, level by level from the roots down."""
    explicit: dict[str, set[str]] = defaultdict(set)
    for label in (label for path in paths for label in path.fact.labels if label.aliases):
        explicit[naming.key(label.text)].update(naming.key(alias) for alias in label.aliases)
    depth = 1
    trie = _trie(paths)
    while any(len(path.keys) > depth for path in paths):
        renamed: dict[Keys, str] = {}
        for prefix in [p for p in trie.children if len(p) == depth]:
            for group in components(trie.children[prefix], _same(trie.children[prefix], naming, explicit)):
                chosen = min(group, key=lambda key: (-len(trie.entries[(*prefix, key)]), len(key), key))
                renamed.update({(*prefix, key): chosen for key in group if key != chosen})
        if renamed:
            for path in paths:
                chosen_key = renamed.get(path.keys[: depth + 1])
                if chosen_key is not None:
                    path.keys = (*path.keys[:depth], chosen_key, *path.keys[depth + 1 :])
            trie = _trie(paths)
        depth += 1


def _same(keys: set[str], naming: Naming, explicit: Mapping[str, set[str]]) -> Iterator[tuple[str, str]]:
    """Which children of one place are one: by an explicit other name, 新A/A, one term, or nearly one name. Only those are compared
    that have one of these in common."""
    yield from ((one, other) for one in keys for other in explicit.get(one, ()) if other in keys)
    terms: dict[str, str] = {}
    for one in keys:
        yield from ((one, terms.setdefault(term, one)) for term in naming.terms(one))
    alike: dict[str, list[str]] = defaultdict(list)
    for one in keys:
        alike[naming.plain(one)].append(one)
    near = (pair for names in alike.values() for pair in combinations(names, 2))
    renewed = ((one, name) for one in keys for name in naming.renewed(one) if name in keys)
    yield from (pair for pair in (*near, *renewed) if not naming.apart(*pair))


def _anchor(paths: list[Attested]) -> None:
    """A path without a root goes where its first label stands in a system's tree, if its labels settle where that is."""
    trie = _trie(paths)
    places: dict[str, list[Keys]] = defaultdict(list)
    for prefix, keys in trie.children.items():
        if prefix and prefix[0] != PARTIAL:
            for key in keys:
                places[key].append(prefix)
    for path in paths:
        if path.keys[0] == PARTIAL and len(path.keys) > 1:
            settled = _settled(path, places.get(path.keys[1], []), trie)
            if settled is not None:
                path.keys = (*settled, *path.keys[1:])


def _settled(path: Attested, prefixes: list[Keys], trie: _Trie) -> Keys | None:
    keys = path.keys[1:]
    reach = Counter({prefix: _matched(prefix, keys, trie) for prefix in prefixes})
    if not reach:
        return None
    furthest = max(reach.values())
    chosen = sorted(prefix for prefix, depth in reach.items() if depth == furthest)
    if len(chosen) > 1:
        chosen = [prefix for prefix in chosen if prefix[0] in path.systems] or chosen
    if len(chosen) > 1:
        shallow = min(map(len, chosen))
        chosen = [prefix for prefix in chosen if len(prefix) == shallow] if furthest > 1 else chosen
    if len(chosen) != 1:
        return None
    telling = furthest > 1 or len(chosen[0]) == 1 or len(keys[0]) >= 4
    return chosen[0] if telling else None


def _matched(prefix: Keys, keys: Keys, trie: _Trie) -> int:
    depth = 0
    while depth < len(keys) and keys[depth] in trie.children.get((*prefix, *keys[:depth]), ()):
        depth += 1
    return depth
