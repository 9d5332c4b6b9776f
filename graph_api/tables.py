"""The graph as flat tables: one function a table, plain values in rows, None where a source says nothing.

What frames, CSV and Parquet hold is made here. Ids name things across tables; a rule's conditions, a feature's places and the
evidence of everything have tables of their own, so that no cell holds a list.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, TypeVar

from graph_api import breadcrumbs, refs
from graph_api.snapshot import Slice, Snapshot
from ontology import layout
from ontology.layout import subset
from ontology.records import (
    Concept,
    Condition,
    Conflict,
    Constraint,
    Entry,
    Evidence,
    Feature,
    Gap,
    MenuNode,
    MenuPath,
    Named,
    Procedure,
    Quantity,
    Record,
    Term,
)

T = TypeVar("T", bound=Record)

Cell = str | int | float | bool | None
Row = tuple[Cell, ...]
JOINT: Final = " | "
"""What stands between the several names of one cell."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns, each of one type; any cell may be None."""

    name: str
    columns: Mapping[str, type]
    rows: tuple[Row, ...]

    def column(self, name: str) -> list[Cell]:
        """The cells of one column."""
        at = list(self.columns).index(name)
        return [row[at] for row in self.rows]


def table(snapshot: Snapshot, name: str) -> Table:
    """One table by its name. KeyError where there is none of that name."""
    columns, rows = _TABLES[name]
    return Table(name, columns, tuple(rows(snapshot)))


def names() -> tuple[str, ...]:
    """The names of all tables."""
    return tuple(_TABLES)


def _entries(snapshot: Snapshot) -> Iterator[Row]:
    for one in _all(snapshot, layout.ENTRIES, Entry):
        source = one.sources[0]
        told = (len(one.features), len(one.concepts), len(one.paths), len(one.constraints))
        yield (one.id, one.title, one.answer, str(one.kind), one.answered, one.parent, source.file, source.line, *told)


def _features(snapshot: Snapshot) -> Iterator[Row]:
    for one in _all(snapshot, layout.FEATURES, Feature):
        rules = snapshot.size(Slice(subset(layout.CONSTRAINTS, "feature", one.id)))
        entries = snapshot.size(Slice(subset(layout.ENTRIES, "feature", one.id)))
        where = next(iter(snapshot.many(one.locations)), None)
        place = breadcrumbs.text(snapshot, where) if isinstance(where, MenuPath) else None
        names = JOINT.join(one.aliases) or None
        above = JOINT.join(_called(snapshot, own) for own in one.broader) or None
        yield (one.id, one.label, names, one.is_operation, above, place, len(one.locations), rules, entries)


def _places(snapshot: Snapshot) -> Iterator[Row]:
    for one in _all(snapshot, layout.MENU_NODES, MenuNode):
        way = refs.ancestors(snapshot, one)
        features = snapshot.size(Slice(subset(layout.FEATURES, "node", one.id)))
        told = (one.anchored, one.url, len(one.children), features, len(one.evidence))
        names = JOINT.join(one.aliases) or None
        yield (one.id, one.label, names, str(one.kind), one.parent, refs.path_text(snapshot, one), len(way), *told)


def _locations(snapshot: Snapshot) -> Iterator[Row]:
    for feature in _all(snapshot, layout.FEATURES, Feature):
        for rank, path in enumerate(snapshot.many(feature.locations), 1):
            if isinstance(path, MenuPath):
                only = JOINT.join(said(snapshot, one) for one in path.conditions) or None
                text = breadcrumbs.text(snapshot, path)
                yield (feature.id, feature.label, rank, path.id, text, path.nodes[-1], path.complete, only)


def _rules(snapshot: Snapshot) -> Iterator[Row]:
    for one in _all(snapshot, layout.CONSTRAINTS, Constraint):
        yield (
            one.id,
            str(one.kind),
            str(one.modality),
            one.text,
            one.feature,
            _label(snapshot, one.feature),
            one.subject,
            _label(snapshot, one.subject),
            _label(snapshot, one.actor),
            JOINT.join(said(snapshot, condition) for condition in one.conditions) or None,
            *_bound(one.limit),
            one.scope,
            one.effect,
            one.valid_from,
            one.valid_until,
            one.superseded,
            len(one.evidence),
        )


def _conditions(snapshot: Snapshot) -> Iterator[Row]:
    for rule in _all(snapshot, layout.CONSTRAINTS, Constraint):
        for one in rule.conditions:
            concept = snapshot.get(one.concept)
            scheme = str(concept.scheme) if isinstance(concept, Concept) else None
            yield (rule.id, one.concept, _label(snapshot, one.concept), scheme, one.negated, *_bound(one.limit))


def _concepts(snapshot: Snapshot) -> Iterator[Row]:
    for one in _all(snapshot, layout.CONCEPTS, Concept):
        links = (JOINT.join(_called(snapshot, own) for own in some) or None for some in (one.broader, one.excludes))
        rules = snapshot.size(Slice(subset(layout.CONSTRAINTS, "concept", one.id)))
        entries = snapshot.size(Slice(subset(layout.ENTRIES, "concept", one.id)))
        told = (one.code, JOINT.join(one.aliases) or None, one.definition, one.discovered, bool(one.evidence))
        yield (one.id, one.label, str(one.scheme), one.scheme_label, *told, *links, rules, entries)


def _evidence(snapshot: Snapshot) -> Iterator[Row]:
    kinds: tuple[tuple[str, type[Named] | type[MenuPath] | type[Constraint] | type[Gap]], ...] = (
        (layout.FEATURES, Feature),
        (layout.MENU_NODES, MenuNode),
        (layout.PATHS, MenuPath),
        (layout.CONCEPTS, Concept),
        (layout.TERMS, Term),
        (layout.CONSTRAINTS, Constraint),
        (layout.GAPS, Gap),
    )
    for listing, kind in kinds:
        for record in _all(snapshot, listing, kind):
            for one in record.evidence:
                yield _quoted(snapshot, record, one)
    for procedure in _all(snapshot, layout.PROCEDURES, Procedure):
        for step in procedure.steps:
            for one in step.evidence:
                yield _quoted(snapshot, procedure, one)


def _quoted(snapshot: Snapshot, record: Record, one: Evidence) -> Row:
    title = getattr(snapshot.get(one.entry), "title", None)
    kind, label = type(record).__name__, called(snapshot, record)
    return (record.id, kind, label, one.entry, title, str(one.field), one.start, one.end, one.quote, one.rule)


def _steps(snapshot: Snapshot) -> Iterator[Row]:
    for one in _all(snapshot, layout.PROCEDURES, Procedure):
        for position, step in enumerate(one.steps, 1):
            yield (one.id, one.name, one.feature, _label(snapshot, one.feature), position, step.text, step.path)


def _references(snapshot: Snapshot) -> Iterator[Row]:
    for entry in _all(snapshot, layout.ENTRIES, Entry):
        for one in entry.references:
            for words in one.evidence:
                place = (str(words.field), words.start, words.end, words.quote, words.rule)
                yield (str(one.kind), one.value, entry.id, entry.title, *place)


def _terms(snapshot: Snapshot) -> Iterator[Row]:
    for one in _all(snapshot, layout.TERMS, Term):
        yield (one.id, one.label, JOINT.join(one.aliases) or None, one.definition)


def _gaps(snapshot: Snapshot) -> Iterator[Row]:
    for one in _all(snapshot, layout.GAPS, Gap):
        yield (one.id, str(one.kind), one.node, _label(snapshot, one.node), one.message)


def _conflicts(snapshot: Snapshot) -> Iterator[Row]:
    for one in _all(snapshot, layout.CONFLICTS, Conflict):
        for own in one.constraints:
            yield (one.id, one.explanation, own, _label(snapshot, own))


def _all(snapshot: Snapshot, listing: str, kind: type[T]) -> Iterator[T]:
    return (record for record in snapshot.whole(Slice(listing)) if isinstance(record, kind))


def _label(snapshot: Snapshot, own: str | None) -> str | None:
    return _called(snapshot, own) if own else None


def _called(snapshot: Snapshot, own: str) -> str:
    record = snapshot.get(own)
    return called(snapshot, record) if record else own


def called(snapshot: Snapshot, record: Record) -> str:
    """What a person would call a thing."""
    if isinstance(record, MenuPath):
        return breadcrumbs.text(snapshot, record)
    found = (getattr(record, name, None) for name in ("label", "title", "name", "text", "explanation", "message"))
    return next((str(one) for one in found if one), record.id)


def said(snapshot: Snapshot, one: Condition) -> str:
    """A condition as a person would say it: 非预售, 联系不上消费者 GE 3."""
    figure = ""
    if one.limit:
        limit = one.limit
        parts = (
            limit.comparator,
            limit.value if limit.value is not None else limit.field,
            limit.upper,
            limit.unit_text,
        )
        figure = " " + " ".join(
            f"{part:g}" if isinstance(part, float) else str(part) for part in parts if part is not None
        )
    return ("非" if one.negated else "") + _called(snapshot, one.concept) + figure


def _bound(limit: Quantity | None) -> Row:
    if limit is None:
        return (None,) * 9
    words = (limit.field, limit.unit and str(limit.unit), limit.unit_text, limit.per and str(limit.per))
    return (str(limit.comparator), limit.value, limit.upper, *words, limit.since, limit.basis)


def _columns(**types: type) -> Mapping[str, type]:
    return MappingProxyType(types)


_COUNT: Final = {"evidence_count": int}
_BOUND: Final = {
    "comparator": str,
    "value": float,
    "upper": float,
    "bounding_field": str,
    "unit": str,
    "unit_text": str,
    "per": str,
    "since": str,
    "basis": str,
}
_TABLES: Final[Mapping[str, tuple[Mapping[str, type], Callable[[Snapshot], Iterator[Row]]]]] = {
    "entries": (
        _columns(
            **dict.fromkeys(("id", "title", "answer", "kind"), str),
            is_answered=bool,
            **dict.fromkeys(("parent", "file"), str),
            **dict.fromkeys(("line", "features", "concepts", "places", "rules"), int),
        ),
        _entries,
    ),
    "features": (
        _columns(
            **dict.fromkeys(("id", "label", "aliases"), str),
            is_operation=bool,
            **dict.fromkeys(("broader", "place"), str),
            **dict.fromkeys(("places", "rules", "entries"), int),
        ),
        _features,
    ),
    "places": (
        _columns(
            **dict.fromkeys(("id", "label", "aliases", "kind", "parent", "text"), str),
            depth=int,
            is_anchored=bool,
            url=str,
            **dict.fromkeys(("children", "features", "evidence_count"), int),
        ),
        _places,
    ),
    "locations": (
        _columns(
            **dict.fromkeys(("feature", "feature_label"), str),
            rank=int,
            **dict.fromkeys(("path", "text", "place"), str),
            is_complete=bool,
            conditions=str,
        ),
        _locations,
    ),
    "rules": (
        _columns(
            **dict.fromkeys(("id", "kind", "modality", "text", "feature", "feature_label"), str),
            **dict.fromkeys(("subject", "subject_label", "actor", "conditions"), str),
            **_BOUND,
            **dict.fromkeys(("scope", "effect", "valid_from", "valid_until"), str),
            is_superseded=bool,
            **_COUNT,
        ),
        _rules,
    ),
    "conditions": (
        _columns(**dict.fromkeys(("rule", "concept", "concept_label", "scheme"), str), negated=bool, **_BOUND),
        _conditions,
    ),
    "concepts": (
        _columns(
            **dict.fromkeys(("id", "label", "scheme", "scheme_label", "code", "aliases", "definition"), str),
            **dict.fromkeys(("is_discovered", "is_mentioned"), bool),
            **dict.fromkeys(("broader", "excludes"), str),
            **dict.fromkeys(("rules", "entries"), int),
        ),
        _concepts,
    ),
    "evidence": (
        _columns(
            **dict.fromkeys(("thing", "thing_kind", "thing_label", "entry", "entry_title", "field"), str),
            **dict.fromkeys(("start", "end"), int),
            **dict.fromkeys(("quote", "rule"), str),
        ),
        _evidence,
    ),
    "steps": (
        _columns(
            **dict.fromkeys(("procedure", "name", "feature", "feature_label"), str),
            position=int,
            **dict.fromkeys(("text", "path"), str),
        ),
        _steps,
    ),
    "references": (
        _columns(
            **dict.fromkeys(("kind", "value", "entry", "entry_title", "field"), str),
            **dict.fromkeys(("start", "end"), int),
            **dict.fromkeys(("quote", "rule"), str),
        ),
        _references,
    ),
    "terms": (_columns(**dict.fromkeys(("id", "label", "aliases", "definition"), str)), _terms),
    "gaps": (_columns(**dict.fromkeys(("id", "kind", "about", "about_label", "message"), str)), _gaps),
    "conflicts": (_columns(**dict.fromkeys(("id", "explanation", "rule", "rule_text"), str)), _conflicts),
}
