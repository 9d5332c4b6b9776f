"""From a ref, as a person would name a thing, to the thing: by id, code, label or alias, else by the one near form of it that names
anything; with the nearest names where none is."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from typing import Final

from graph_api.applicability import rules_of
from graph_api.errors import Code, Refused
from graph_api.snapshot import Name, Snapshot
from ontology.beside import told_beside
from ontology.fuller import LEAST, MOST_MORE, fuller
from ontology.layout import RANK_LABEL
from ontology.names import name_key
from ontology.near import Tiers, begun_by, near_concepts, near_features, only_one
from ontology.records import AnyRecord, Concept, Entry, MenuNode

_SUGGESTED: Final = 5
_KEPT: Final = 4096
_NEAR: Final = 45.0
_NEAR_FORMS: Final = {"Feature": near_features, "Concept": near_concepts}
LONGEST_NAME: Final = 40
"""No longer ref has near forms: it is a sentence."""


def find(snapshot: Snapshot, ref: str, kind: str, *, among: Sequence[str] = ()) -> AnyRecord | None:
    """The thing of a kind that a ref names, or None; AMBIGUOUS where it names several. `among`: ids it must be one of."""
    if not among:
        return snapshot.once(_finder)(ref, kind)
    return _found(snapshot, ref, [name for name in candidates(snapshot, ref, (kind,)) if name.id in among])


def _finder(snapshot: Snapshot) -> Callable[[str, str], AnyRecord | None]:
    """What refs name, as long as the version is served; the same few are asked for again and again."""

    def one(ref: str, kind: str) -> AnyRecord | None:
        return _found(snapshot, ref, candidates(snapshot, ref, (kind,)))

    return lru_cache(maxsize=_KEPT)(one)


def _found(snapshot: Snapshot, ref: str, names: Sequence[Name]) -> AnyRecord | None:
    if not names:
        return None
    if len(names) > 1:
        best = [name for name in names if name.rank == names[0].rank]
        if len({name.id for name in best}) > 1:
            raise ambiguous(snapshot, ref, [name.id for name in best])
    return snapshot.get(names[0].id)


def need(snapshot: Snapshot, ref: str, kind: str) -> AnyRecord:
    """The same, but NOT_FOUND with suggestions where it names nothing."""
    found = find(snapshot, ref, kind) or find_near(snapshot, ref, kind)
    if found is None:
        raise not_found(snapshot, ref, (kind,))
    return found


def find_near(snapshot: Snapshot, ref: str, kind: str) -> AnyRecord | None:
    """The one feature or concept that near forms of a ref name; None where they name none or several."""
    if len(ref) > LONGEST_NAME or kind not in _NEAR_FORMS:
        return None
    found = by_forms(snapshot, _NEAR_FORMS[kind](ref), kind)
    if found or kind != "Feature":
        return found
    return _begun_by(snapshot, name_key(ref)) or _beside(snapshot, ref) or _fuller(snapshot, name_key(ref))


def _beside(snapshot: Snapshot, ref: str) -> AnyRecord | None:
    """The one function that is named by a part of a ref, of whose rules some tell the rest."""

    def named(keys: Sequence[str]) -> Sequence[tuple[str, str]]:
        query = f"SELECT DISTINCT key, id FROM name WHERE kind = 'Feature' AND rank >= {RANK_LABEL} AND key IN ({{}})"
        return [(key, own) for key, own in snapshot.rows(query, keys)]

    own = told_beside(ref, named, partial(_words_of, snapshot))
    return None if own is None else snapshot.get(own)


def _fuller(snapshot: Snapshot, key: str) -> AnyRecord | None:
    """The one function whose name says more than a ref: 收取押金 where 向达人收取押金 is known."""
    size = len(key)
    if size < LEAST:
        return None
    query = (
        f"SELECT DISTINCT key, id FROM name WHERE kind = 'Feature' AND rank >= {RANK_LABEL} AND length(key) BETWEEN ? AND ?"
        " AND (substr(key, -?) = ? OR (substr(key, 1, 2) = ? AND substr(key, -2) = ?))"
    )
    rows = snapshot.rows(query, (size + 1, size + MOST_MORE, size, key, key[:2], key[-2:]))
    own = fuller(key, [(name, one) for name, one in rows])
    return None if own is None else snapshot.get(own)


def _words_of(snapshot: Snapshot, own: str) -> Iterator[str]:
    """What the rules of a function rest on, and the titles of their entries."""
    for rule in rules_of(snapshot, own):
        yield rule.text
        yield from (one.quote for one in rule.evidence)
        entries = snapshot.many(dict.fromkeys(one.entry for one in rule.evidence))
        yield from (one.title for one in entries if isinstance(one, Entry))


def _begun_by(snapshot: Snapshot, verb: str) -> AnyRecord | None:
    """The one function whose name a bare verb begins: 登录 where only 登录药师账号 is known; None where it begins several."""
    query = (
        f"SELECT DISTINCT id FROM name WHERE kind = 'Feature' AND rank >= {RANK_LABEL} AND key > ? AND key < ? LIMIT 2"
    )
    found = snapshot.rows(query, begun_by(verb))
    return snapshot.get(found[0][0]) if len(found) == 1 else None


def by_forms(snapshot: Snapshot, tiers: Tiers, kind: str) -> AnyRecord | None:
    """The one thing of a kind that the nearest forms of a name name, in the best way; None where they name none or several."""
    query = f"SELECT rank, id FROM name WHERE kind = '{kind}' AND rank >= {RANK_LABEL} AND key IN ({{}}) ORDER BY rank"

    def ids_of(forms: Sequence[str]) -> set[str]:
        rows = snapshot.rows(query, forms)
        return {own for rank, own in rows if rank == rows[0][0]}

    own = only_one(tiers, ids_of)
    return None if own is None else snapshot.get(own)


def candidates(snapshot: Snapshot, ref: str, kinds: Sequence[str]) -> list[Name]:
    """All that a ref may name, the best way of naming first."""
    return snapshot.names(ref.strip(), kinds) or snapshot.names(name_key(ref), kinds)


def not_found(snapshot: Snapshot, ref: str, kinds: Sequence[str]) -> Refused:
    """NOT_FOUND with the nearest labels."""
    shown = ref if len(ref) <= 80 else ref[:80] + "…"
    suggestions = nearest(name_key(ref[:200]), snapshot.labels(kinds))
    hint = f"; did you mean {', '.join(suggestions[:3])}?" if suggestions else ""
    return Refused(Code.NOT_FOUND, f"nothing is named {shown!r}{hint}", suggestions=suggestions)


def nearest(name: str, names: Sequence[str]) -> list[str]:
    """The names most like one, the nearest first."""
    from rapidfuzz import fuzz, process

    near = process.extract(name, names, scorer=fuzz.WRatio, processor=str.lower, limit=_SUGGESTED, score_cutoff=_NEAR)
    return [label for label, _, _ in near]


def likeness(one: str, other: str) -> float:
    """How alike two names are, 0 to 100; the same characters in another order (打印订单, 订单打印) count nearly as much."""
    from rapidfuzz import fuzz

    left, right = name_key(one), name_key(other)
    return float(max(fuzz.ratio(left, right), 0.9 * fuzz.ratio("".join(sorted(left)), "".join(sorted(right)))))


class Labels:
    """Labels to find the most alike of (`likeness`), many times over."""

    def __init__(self, labels: Sequence[str]) -> None:
        self._labels = tuple(labels)
        self._keys = [name_key(label) for label in labels]
        self._sorted = ["".join(sorted(key)) for key in self._keys]

    def like(self, name: str, least: float, most: int = 3) -> list[str]:
        """Those of that likeness at least, the most alike first."""
        from rapidfuzz import fuzz, process

        key = name_key(name)
        rated: dict[int, float] = {}
        for text, among, weight in ((key, self._keys, 1.0), ("".join(sorted(key)), self._sorted, 0.9)):
            near = process.extract(text, among, scorer=fuzz.ratio, limit=4 * most, score_cutoff=least / weight)
            for _, score, nth in near:
                rated[nth] = max(rated.get(nth, 0.0), weight * score)
        best = sorted(rated, key=lambda nth: (-rated[nth], self._labels[nth]))
        return [self._labels[nth] for nth in best[:most]]


def ambiguous(snapshot: Snapshot, ref: str, ids: Sequence[str]) -> Refused:
    """AMBIGUOUS with what the ref may name."""
    told = [_candidate(snapshot, record) for record in snapshot.many(dict.fromkeys(ids))]
    names = ", ".join(f"{one['label']} ({one['scheme']})" if "scheme" in one else one["label"] for one in told[:5])
    return Refused(Code.AMBIGUOUS, f"{ref!r} names several things: {names}", candidates=told)


def _candidate(snapshot: Snapshot, record: AnyRecord) -> dict[str, str]:
    """What tells one of several things of a name from the others."""
    if isinstance(record, MenuNode):
        return {"id": record.id, "label": path_text(snapshot, record)}
    told = {"id": record.id, "label": str(getattr(record, "label", record.id))}
    return {**told, "scheme": str(record.scheme)} if isinstance(record, Concept) else told


def menu_node(snapshot: Snapshot, path: Sequence[str]) -> MenuNode | None:
    """The node with these labels from the root down; the root may be left out. AMBIGUOUS where several have them."""
    if not path:
        return None
    ranked: list[tuple[int, str]] = []
    for name in candidates(snapshot, path[-1], ("MenuNode",)):
        node = snapshot.get(name.id)
        if isinstance(node, MenuNode):
            distance = _distance(snapshot, node, path)
            if distance is not None:
                ranked.append((distance, node.id))
    ranked.sort()
    best = [own for distance, own in ranked if distance == ranked[0][0]]
    if len(set(best)) > 1:
        raise ambiguous(snapshot, " > ".join(path), best)
    found = snapshot.get(best[0]) if best else None
    return found if isinstance(found, MenuNode) else None


def _distance(snapshot: Snapshot, node: MenuNode, path: Sequence[str]) -> int | None:
    """How many labels of the way down to a node are told by an alias; None where they are others."""
    if len(path) == 1 and path[0].strip() == node.id:
        return 0
    way = ancestors(snapshot, node)
    if len(path) == len(way) - 1 and len(way) > 1:
        way = way[1:]
    if len(path) != len(way):
        return None
    distance = 0
    for ref, step in zip(path, way, strict=True):
        key = name_key(ref)
        if key == name_key(step.label) or ref.strip() == step.id:
            continue
        if key not in map(name_key, step.aliases):
            return None
        distance += 1
    return distance


def ancestors(snapshot: Snapshot, node: MenuNode) -> list[MenuNode]:
    """The way from the root down to a node, itself included."""
    way = [node]
    while way[0].parent:
        above = snapshot.get(way[0].parent)
        if not isinstance(above, MenuNode):
            break
        way.insert(0, above)
    return way


def path_text(snapshot: Snapshot, node: MenuNode) -> str:
    """The labels of the way down to a node."""
    return " > ".join(step.label for step in ancestors(snapshot, node))
