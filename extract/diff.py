"""What changed between two versions of a graph: the facts that came and went, thing by thing, from their N-Triples."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from extract.errors import CorpusError
from extract.publish import graph_lines
from ontology import layout
from ontology.unfolding import unfolded

_TRIPLE: Final = re.compile(r"<([^>]*)> <([^>]*)> (.*) \.\Z")
_LABEL: Final = ("prefLabel", "question", "name", "quote", "value", "text", "explanation")
_PLUMBING: Final = frozenset({"type", "evidence", "entry", "field", "start", "end", "rule", "place"})
_PARTS_OF_RULES: Final = frozenset({"Condition", "Quantity", "Duration"})
"""What has no name of its own is told by what it says, in the rules that it stands in."""


def version_of(folder: Path) -> Path:
    """The version that a graph folder serves, or the folder itself where it is a version."""
    for candidate in (folder / layout.CURRENT, folder):
        if (candidate / layout.MANIFEST).exists():
            return candidate.resolve()
    raise CorpusError(str(folder), 0, 0, "there is no graph here", "Name a folder that `helpgraph build --out` wrote.")


def changes(old: Path, new: Path) -> dict[str, Any]:
    """Facts by thing: `came` and `went`, each a list of things with their changed statements, sorted."""
    before, after = (set(unfolded(graph_lines(version))) for version in (old, new))
    labels = _labels(before | after)
    parts = _parts_of_rules(before | after, labels)
    return {
        "old": old.name,
        "new": new.name,
        "came": _by_thing(after - before, labels | parts, parts),
        "went": _by_thing(before - after, labels | parts, parts),
    }


def _labels(lines: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in sorted(lines):
        match = _TRIPLE.match(line)
        if match and _local(match[2]) in _LABEL:
            found[match[1]] = _plain(match[3])
    return found


def _parts_of_rules(lines: Iterable[str], labels: Mapping[str, str]) -> dict[str, str]:
    """What each condition and quantity says: 非货到付款, LE 50 TIMES DAY."""
    told: dict[str, dict[str, str]] = defaultdict(dict)
    for match in filter(None, map(_TRIPLE.match, lines)):
        if _local(match[2]) != "type" or _local(match[3][1:-1]) in _PARTS_OF_RULES:
            told[match[1]][_local(match[2])] = match[3]
    parts = {iri: facts for iri, facts in told.items() if "type" in facts}
    figures = {iri: _figure(facts) for iri, facts in parts.items() if "comparator" in facts}
    conditions = {iri: _condition(facts, labels, figures) for iri, facts in parts.items() if "concept" in facts}
    return figures | conditions


def _figure(facts: Mapping[str, str]) -> str:
    order = ("comparator", "numericValue", "upperValue", "boundingField", "unitText", "unit", "per", "since", "basis")
    values = (facts[name] for name in order if name in facts)
    return " ".join(_local(value[1:-1]) if value.startswith("<") else _plain(value) for value in values)


def _condition(facts: Mapping[str, str], labels: Mapping[str, str], figures: Mapping[str, str]) -> str:
    concept = facts["concept"][1:-1]
    words = [labels.get(concept, _local(concept)), figures.get(facts.get("limit", "")[1:-1], "")]
    return ("非" if _plain(facts["negated"]) == "true" else "") + " ".join(filter(None, words))


def _by_thing(lines: Iterable[str], labels: Mapping[str, str], parts: Collection[str]) -> list[dict[str, Any]]:
    things: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for line in lines:
        match = _TRIPLE.match(line)
        if match and match[1] not in parts and _local(match[2]) not in _PLUMBING:
            value = match[3]
            told = labels.get(value[1:-1], _local(value[1:-1])) if value.startswith("<") else _plain(value)
            things[match[1]].append((_local(match[2]), told))
    return [
        {"iri": iri, "label": labels.get(iri, _local(iri)), "facts": [list(fact) for fact in sorted(facts)]}
        for iri, facts in sorted(things.items(), key=lambda row: (labels.get(row[0], ""), row[0]))
    ]


def _local(iri: str) -> str:
    return re.split(r"[#/]", iri)[-1]


def _plain(value: str) -> str:
    """A literal's text on one line, or an IRI as it is."""
    match = re.match(r'"(.*)"(?:@[\w-]+|\^\^<[^>]*>)?\Z', value)
    return match[1].replace('\\"', '"').replace("\\n", " ") if match else value


def shown(found: dict[str, Any]) -> str:
    """The changes as lines for people: + what came, - what went."""
    lines = [f"{found['old']} -> {found['new']}"]
    for sign, key in (("-", "went"), ("+", "came")):
        for thing in found[key]:
            lines.append(f"{sign} {thing['label'][:60]}")
            lines += [f"{sign}     {name}: {value[:100]}" for name, value in thing["facts"]]
    if len(lines) == 1:
        lines.append("no difference")
    return "\n".join(lines) + "\n"
