"""Menu nodes and paths as records: the forest's keys with the labels, kinds, addresses and words that the entries give."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import msgspec

from extract.facts import ConceptName, PathFact
from extract.forest import PARTIAL, Attested, Keys, grow
from extract.naming import Naming, best
from ontology.attested import best_first
from ontology.concepts import Vocabulary, per_vocabulary
from ontology.iris import mint
from ontology.kinds import ConceptScheme, MenuNodeKind
from ontology.names import name_key
from ontology.records import Condition, Evidence, MenuNode, MenuPath

PathKey = tuple[str, int]
"""An entry's id and the index of a path fact in it."""


@dataclass(slots=True)
class _Node:
    """What the entries say of one place."""

    spellings: Counter[str] = field(default_factory=Counter)
    aliases: set[str] = field(default_factory=set)
    kinds: Counter[MenuNodeKind] = field(default_factory=Counter)
    urls: Counter[str] = field(default_factory=Counter)
    qualifiers: set[ConceptName] = field(default_factory=set)
    evidence: set[Evidence] = field(default_factory=set)
    ends: set[Evidence] = field(default_factory=set)


@dataclass(slots=True)
class Menus:
    """The records, and for each path fact the MenuPath it states; `attested`: how many entries state each path."""

    nodes: list[MenuNode]
    paths: list[MenuPath]
    path_of: dict[PathKey, str]
    attested: Counter[str]


def menus(
    facts: Sequence[tuple[str, int, PathFact]],
    evidence: Mapping[PathKey, tuple[Evidence, ...]],
    naming: Naming,
    vocabulary: Vocabulary,
) -> Menus:
    """The forest of all path facts. `evidence` holds that of each fact."""
    grown = grow(facts, naming, vocabulary)
    nodes = _gather(grown, evidence)
    labels = {keys: best(node.spellings) for keys, node in nodes.items()}
    children: dict[Keys, list[Keys]] = defaultdict(list)
    for keys in nodes:
        if keys[:-1] in nodes:
            children[keys[:-1]].append(keys)
    paths: dict[str, MenuPath] = {}
    ids = {keys: node_id(keys, labels) for keys in nodes}
    records = [_record(keys, nodes, labels, ids, children, vocabulary) for keys in sorted(nodes)]
    rests_on: dict[str, set[Evidence]] = defaultdict(set)
    for keys in sorted(nodes):
        own = _add(paths, keys, (), nodes=nodes, ids=ids)
        rests_on[own].update(nodes[keys].ends or nodes[keys].evidence)
    path_of, attested = {}, Counter[str]()
    stated: dict[str, set[str]] = defaultdict(set)
    record_of = cache(lambda keys, conditions: _add(paths, keys, conditions, nodes=nodes, ids=ids))
    for path in grown:
        key = (path.entry, path.index)
        record = record_of(path.keys, path.fact.conditions)
        rests_on[record].update(evidence[key])
        path_of[key] = record
        stated[record].add(path.entry)
    attested.update({record: len(entries) for record, entries in stated.items()})
    told = [msgspec.structs.replace(paths[own], evidence=ranked(rests_on[own])) for own in sorted(paths)]
    return Menus(records, told, path_of, attested)


def _gather(grown: Iterable[Attested], evidence: Mapping[PathKey, tuple[Evidence, ...]]) -> dict[Keys, _Node]:
    nodes: dict[Keys, _Node] = defaultdict(_Node)
    for path in grown:
        found = evidence[(path.entry, path.index)]
        for depth in range(1, len(path.keys) + 1):
            keys = path.keys[:depth]
            if keys == (PARTIAL,):
                continue
            node = nodes[keys]
            node.evidence.update(found)
            at = depth - 1 - (len(path.keys) - len(path.fact.labels))
            if at < 0:
                continue
            label = path.fact.labels[at]
            node.spellings[label.text] += 1
            node.aliases.update(label.aliases)
            node.qualifiers.update(label.qualifiers)
            if label.kind:
                node.kinds[label.kind] += 1
            if at == len(path.fact.labels) - 1:
                node.ends.update(found)
                if path.fact.url:
                    node.urls[path.fact.url] += 1
    for keys, node in nodes.items():
        if not node.spellings:
            node.spellings[keys[-1]] += 1
    return dict(nodes)


def node_id(keys: Keys, labels: Mapping[Keys, str]) -> str:
    """The id of a node from the labels on its way; a partial path's begins with an empty name."""
    names = [labels[keys[:depth]] for depth in range(1, len(keys) + 1) if keys[:depth] != (PARTIAL,)]
    return mint("menu", *([""] if keys[0] == PARTIAL else []), *names)


def _record(
    keys: Keys,
    nodes: Mapping[Keys, _Node],
    labels: Mapping[Keys, str],
    ids: Mapping[Keys, str],
    children: Mapping[Keys, list[Keys]],
    vocabulary: Vocabulary,
) -> MenuNode:
    node, label = nodes[keys], labels[keys]
    aliases = {*node.spellings, *node.aliases, *(_bare(name) for name in node.spellings if node.qualifiers)} - {label}
    below = sorted(children.get(keys, ()), key=lambda k: (labels[k], k))
    parent = keys[:-1] if keys[:-1] in nodes else None
    return MenuNode(
        id=ids[keys],
        label=label,
        aliases=tuple(sorted(aliases)),
        evidence=ranked(node.evidence),
        kind=_kind(keys, node, label, bool(below), vocabulary),
        path=_path_id(keys, (), nodes, ids),
        anchored=keys[0] != PARTIAL,
        parent=ids[parent] if parent else None,
        children=tuple(ids[child] for child in below),
        url=best(node.urls) if node.urls else None,
    )


def _bare(name: str) -> str:
    return name.split("（", maxsplit=1)[0] or name


def _kind(keys: Keys, node: _Node, label: str, has_children: bool, vocabulary: Vocabulary) -> MenuNodeKind:
    """What the words say; else what the place in the tree says."""
    if len(keys) == 1 and keys[0] != PARTIAL:
        return MenuNodeKind.SYSTEM
    told = {kind: count for kind, count in node.kinds.items() if kind is not MenuNodeKind.SYSTEM}
    if told:
        return min(told, key=lambda kind: (-told[kind], kind))
    depth = len(keys) - 1
    if name_key(label) in _statuses(vocabulary) and depth >= 2:
        return MenuNodeKind.TAB
    if depth >= 2 and not has_children and label.startswith(vocabulary.words["action-verb"]):
        return MenuNodeKind.ACTION
    if depth == 1 or (depth == 2 and has_children and label.endswith("管理")):
        return MenuNodeKind.MENU
    return MenuNodeKind.PAGE if depth <= 3 else MenuNodeKind.SECTION


@per_vocabulary
def _statuses(vocabulary: Vocabulary) -> frozenset[str]:
    """The keys of all names of statuses."""
    told = (concept.names for concept in vocabulary.concepts if concept.scheme is ConceptScheme.ORDER_STATUS)
    return frozenset(name_key(name) for names in told for name in names)


def _conditions(keys: Keys, extra: Iterable[ConceptName], nodes: Mapping[Keys, _Node]) -> tuple[Condition, ...]:
    names = {*extra, *(q for d in range(1, len(keys) + 1) if keys[:d] in nodes for q in nodes[keys[:d]].qualifiers)}
    return tuple(Condition(own) for own in sorted(mint("concept", name.scheme, name.label) for name in names))


def _path_id(keys: Keys, extra: Iterable[ConceptName], nodes: Mapping[Keys, _Node], ids: Mapping[Keys, str]) -> str:
    conditions = _conditions(keys, extra, nodes)
    return mint("path", ids[keys], *(condition.concept for condition in conditions))


def _add(
    paths: dict[str, MenuPath],
    keys: Keys,
    extra: Iterable[ConceptName],
    *,
    nodes: Mapping[Keys, _Node],
    ids: Mapping[Keys, str],
) -> str:
    """Adds a path record, as yet without what it rests on, where there is none; gives its id."""
    own = _path_id(keys, extra, nodes, ids)
    if own in paths:
        return own
    steps = (keys[:depth] for depth in range(1, len(keys) + 1) if keys[:depth] != (PARTIAL,))
    paths[own] = MenuPath(
        id=own,
        nodes=tuple(ids[step] for step in steps),
        complete=keys[0] != PARTIAL,
        conditions=_conditions(keys, extra, nodes),
    )
    return own


def ranked(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Evidence, best first: what a rule of the first kind read before the rest, then by entry and place."""
    return tuple(sorted(set(evidence), key=best_first))
