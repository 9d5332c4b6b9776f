"""Features as records: one for all the names that entries give one function, with the places where it lives."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial

from extract.facts import FeatureFact
from extract.menus import Menus, ranked
from extract.naming import Naming, best, components
from ontology.iris import mint
from ontology.records import Evidence, Feature

FeatureKey = tuple[str, int]
"""An entry's id and the index of a feature fact in it."""


@dataclass(slots=True)
class Functions:
    """The records, and for each feature fact the feature it states."""

    features: list[Feature]
    feature_of: dict[FeatureKey, str]


@dataclass(slots=True)
class _Function:
    """What the entries say of one function."""

    placed: Counter[str] = field(default_factory=Counter)
    spellings: Counter[str] = field(default_factory=Counter)
    names: set[str] = field(default_factory=set)
    operates: bool = False
    places: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    broader: set[str] = field(default_factory=set)
    evidence: set[Evidence] = field(default_factory=set)
    facts: list[FeatureKey] = field(default_factory=list)


def functions(
    facts: Sequence[tuple[str, int, FeatureFact]],
    evidence: Mapping[FeatureKey, tuple[Evidence, ...]],
    forest: Menus,
    naming: Naming,
) -> Functions:
    """The features of all entries. Names that a fact gives as one are one, unless something keeps them apart."""
    key = cache(naming.key)
    others = cache(partial(_other_names, naming))
    group_of = _groups(facts, others, key)
    gathered: dict[str, _Function] = defaultdict(_Function)
    named: set[tuple[str, tuple[str, ...]]] = set()
    for entry, index, fact in facts:
        function = gathered[group_of[key(fact.label)]]
        function.facts.append((entry, index))
        function.spellings[fact.label] += 1
        if (names := (fact.label, fact.aliases)) not in named:
            named.add(names)
            function.names.update((fact.label, *others(*names)))
        function.operates |= fact.is_operation
        words = evidence[(entry, index)]
        function.evidence.update(words)
        if any(one.rule.startswith("path") for one in words):
            function.placed[fact.label] += 1
        for place in fact.places:
            function.places[forest.path_of[(entry, place)]].add(entry)
        if fact.broader:
            function.broader.add(key(fact.broader))
    labels = {group: best(one.placed or one.spellings) for group, one in gathered.items()}
    above = {g: {group_of[b] for b in one.broader if b in group_of} - {g} for g, one in gathered.items()}
    below: dict[str, set[str]] = defaultdict(set)
    for group, ups in above.items():
        for other in ups:
            below[other].add(group)
    ids = {group: mint("feature", label) for group, label in labels.items()}
    lengths = {path.id: len(path.nodes) for path in forest.paths}
    records = [
        _record(
            ids[group],
            labels[group],
            one,
            lengths=lengths,
            broader={ids[g] for g in above[group]},
            narrower={ids[g] for g in below[group]},
        )
        for group, one in gathered.items()
    ]
    feature_of = {key: ids[group] for group, one in gathered.items() for key in one.facts}
    return Functions(sorted(records, key=lambda record: record.id), feature_of)


def _groups(
    facts: Sequence[tuple[str, int, FeatureFact]],
    others: Callable[[str, tuple[str, ...]], tuple[str, ...]],
    key: Callable[[str], str],
) -> dict[str, str]:
    """For each name's key the key that stands for its group."""
    told = {(fact.label, fact.aliases) for _, _, fact in facts}
    same = [(key(label), key(alias)) for label, aliases in told for alias in others(label, aliases)]
    names = {key(label) for label, _ in told} | {name for pair in same for name in pair}
    return {name: group[0] for group in components(names, same) for name in group}


def _other_names(naming: Naming, label: str, aliases: tuple[str, ...]) -> tuple[str, ...]:
    """The names that a function has beyond its entry as well."""
    return tuple(alias for alias in aliases if not naming.apart(label, alias) and not naming.shortened(label, alias))


def _record(
    own: str, label: str, one: _Function, *, lengths: Mapping[str, int], broader: set[str], narrower: set[str]
) -> Feature:
    """`lengths`: how many nodes each path has."""
    places = sorted(one.places, key=lambda path: (-len(one.places[path]), -lengths[path], path))
    return Feature(
        id=own,
        label=label,
        aliases=tuple(sorted(one.names - {label})),
        evidence=ranked(one.evidence),
        is_operation=one.operates,
        broader=tuple(sorted(broader)),
        narrower=tuple(sorted(narrower)),
        locations=tuple(places),
    )
