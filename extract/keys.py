"""The other keys of a thing: of a menu node what it was, or would be, called by before a name on its way was settled, or its root was.

A node's id is minted from the labels of its way. An alias that becomes the label, here or above, a root that a source gives
later, and one that no source gives any more, make another id; a router that has the older one must still find the node.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product
from typing import Final

from ontology.iris import digest_id, mint
from ontology.names import name_key
from ontology.records import AnyRecord, Concept, Feature, MenuNode

MOST_WAYS: Final = 64
"""Ways of naming one node, at most: each name of each node above it multiplies them."""


MOST_SYSTEMS: Final = 16
"""Systems that a way without a root may have stood under, at most."""


def other_keys(nodes: Sequence[MenuNode]) -> dict[str, tuple[str, ...]]:
    """For each node (by id) the keys that are its own alone and no node's id, in a stable order."""
    by_id = {node.id: node for node in nodes}
    names = {node.id: tuple(dict.fromkeys(map(name_key, (node.label, *node.aliases)))) for node in nodes}
    systems = [name for node in nodes if node.anchored and not node.parent for name in names[node.id]][:MOST_SYSTEMS]
    keys = {node.id: tuple(dict.fromkeys(_keys(_way(node, by_id), names, systems))) for node in nodes}
    owners = Counter(key for own in keys.values() for key in own)
    return {own: tuple(key for key in found if owners[key] == 1 and key not in by_id) for own, found in keys.items()}


def other_ids(record: AnyRecord) -> Iterator[str]:
    """The ids that a function or a concept would have by its other names."""
    if isinstance(record, Feature):
        yield from (mint("feature", alias) for alias in record.aliases)
    elif isinstance(record, Concept):
        yield from (mint("concept", record.scheme, alias) for alias in record.aliases)


def _way(node: MenuNode, by_id: Mapping[str, MenuNode]) -> list[MenuNode]:
    way = [node]
    while way[-1].parent and way[-1].parent in by_id:
        way.append(by_id[way[-1].parent])
    return way[::-1]


def _keys(way: Sequence[MenuNode], names: Mapping[str, tuple[str, ...]], systems: Sequence[str]) -> Iterator[str]:
    """With other names of its nodes; without its first nodes, as a way whose root no source gives; such a way under each system."""
    choices = [names[node.id] for node in way]
    roots: list[list[str]] = [[]] if way[0].anchored else [[""], *([system] for system in systems)]
    for root in roots:
        yield from (digest_id("menu", *root, *said) for said in islice(product(*choices), MOST_WAYS))
    for first in range(1, len(way)):
        yield from (digest_id("menu", "", *said) for said in islice(product(*choices[first:]), MOST_WAYS))
