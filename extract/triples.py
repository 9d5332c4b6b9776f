"""From records to RDF: one function a class of record, in the words of `ontology/help.ttl`; sorted N-Triples, no blank nodes.

What can be told by an IRI or by silence costs no triple: evidence is told by its IRI (`ontology.evidence`), and what holds of most things of a
class is said only where it does not hold; a step's words are its evidence, and a menu node rests on what the ways to it and below it rest on
(`ontology.unfolding` writes it all out). Nothing here depends on where in a file an entry stands: the file is in the graph, the line is not.
"""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Final

from extract.lines import Lines, sorted_lines
from ontology.evidence import Span, step_iri
from ontology.iris import NAMESPACE, digest_id
from ontology.kinds import TIME_UNITS, ReferenceKind, Unit
from ontology.records import (
    AnyRecord,
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
    Reference,
    Term,
)
from ontology.things import TYPE, iri, literal

_SKOS: Final = "http://www.w3.org/2004/02/skos/core#"

Pair = tuple[str, str]
"""A predicate and an object, as they stand in a line."""


def ntriples(records: Iterable[AnyRecord], *, base_iri: str) -> Lines:
    """The lines of the graph, sorted, each ending with ` .` and without a line break."""
    writer = _Writer(base_iri)
    return sorted_lines(line for record in records for line in writer.lines(record))


def _help(name: str) -> str:
    return f"<{NAMESPACE}{name}>"


class _Writer:
    """Writes records of one graph under its base IRI."""

    def __init__(self, base_iri: str) -> None:
        self._base = base_iri
        self._classes: Final[dict[type, Callable[..., Iterator[str]]]] = {
            Entry: self._entry,
            Feature: self._feature,
            MenuNode: self._menu_node,
            MenuPath: self._menu_path,
            Concept: self._concept,
            Procedure: self._procedure,
            Term: self._term,
            Gap: self._gap,
            Constraint: self._constraint,
            Conflict: self._conflict,
        }

    def lines(self, record: AnyRecord) -> Iterator[str]:
        return self._classes[type(record)](record)

    def _node(self, own: str) -> str:
        return iri(self._base + own)

    def _about(self, own: str, kind: str, pairs: Iterable[Pair]) -> Iterator[str]:
        subject = self._node(own)
        yield f"{subject} {TYPE} {_help(kind)} ."
        for predicate, value in pairs:
            yield f"{subject} {predicate} {value} ."

    def _named(self, record: Named, kind: str, pairs: Iterable[Pair]) -> Iterator[str]:
        yield from self._about(record.id, kind, pairs)
        subject = self._node(record.id)
        yield f"{subject} <{_SKOS}prefLabel> {literal(record.label, language='zh-hans')} ."
        for alias in record.aliases:
            yield f"{subject} <{_SKOS}altLabel> {literal(alias, language='zh-hans')} ."
        if not isinstance(record, MenuNode):
            yield from self._rests_on(subject, record.evidence)

    def _rests_on(self, subject: str, evidence: Iterable[Evidence]) -> Iterator[str]:
        return (f"{subject} {_help('evidence')} {self._evidence(one)} ." for one in evidence)

    def _evidence(self, one: Evidence) -> str:
        """The IRI that tells all of it."""
        return iri(Span(self._base + one.entry, one.field, one.start, one.end, one.rule).iri)

    def _entry(self, entry: Entry) -> Iterator[str]:
        pairs = [(_help("question"), literal(entry.title)), (_help("entryKind"), _help(entry.kind))]
        if entry.answered:
            pairs.append((_help("answer"), literal(entry.answer)))
        pairs += [(_help("sourceFile"), literal(source.file)) for source in entry.sources]
        if entry.parent and entry.place:
            pairs.append((_help("parent"), self._node(entry.parent)))
            pairs.append((_help("place"), self._evidence(entry.place)))
        pairs += [(_help("reference"), self._node(_reference_id(one))) for one in entry.references]
        yield from self._about(entry.id, "Part" if entry.parent else "Entry", pairs)
        for one in entry.references:
            yield from self._reference(one)

    def _reference(self, one: Reference) -> Iterator[str]:
        kind = "POLICY_DOCUMENT" if one.kind is ReferenceKind.POLICY else one.kind
        own = _reference_id(one)
        yield from self._about(
            own, "Reference", ((_help("referenceKind"), _help(kind)), (_help("value"), literal(one.value)))
        )
        yield from self._rests_on(self._node(own), one.evidence)

    def _feature(self, feature: Feature) -> Iterator[str]:
        pairs = [(_help("location"), self._node(path)) for path in feature.locations]
        pairs += [(_help("broaderFeature"), self._node(other)) for other in feature.broader]
        return self._named(feature, "Operation" if feature.is_operation else "Feature", pairs)

    def _menu_node(self, node: MenuNode) -> Iterator[str]:
        pairs = [(_help("menuNodeKind"), _help(node.kind))]
        if node.parent:
            pairs.append((_help("parentNode"), self._node(node.parent)))
        if node.url:
            pairs.append((_help("url"), literal(node.url)))
        return self._named(node, "MenuNode", pairs)

    def _menu_path(self, path: MenuPath) -> Iterator[str]:
        pairs = [(_help("endNode"), self._node(path.nodes[-1]))]
        if not path.complete:
            pairs.append((_help("isComplete"), _truth(False)))
        for condition in path.conditions:
            pairs.append((_help("condition"), self._node(_condition_id(condition))))
            yield from self._condition(condition)
        yield from self._about(path.id, "MenuPath", pairs)
        yield from self._rests_on(self._node(path.id), path.evidence)

    def _condition(self, condition: Condition) -> Iterator[str]:
        pairs = [(_help("concept"), self._node(condition.concept))]
        if condition.negated:
            pairs.append((_help("negated"), _truth(True)))
        if condition.limit:
            pairs.append((_help("limit"), self._node(_quantity_id(condition.limit))))
            yield from self._quantity(condition.limit)
        yield from self._about(_condition_id(condition), "Condition", pairs)

    def _quantity(self, quantity: Quantity) -> Iterator[str]:
        pairs = [(_help("comparator"), _help(quantity.comparator))]
        numbers = (("numericValue", quantity.value), ("upperValue", quantity.upper))
        pairs += [(_help(name), _decimal(number)) for name, number in numbers if number is not None]
        pairs += [(_help(name), _unit(unit)) for name, unit in (("unit", quantity.unit), ("per", quantity.per)) if unit]
        words = (
            ("boundingField", quantity.field),
            ("unitText", quantity.unit_text),
            ("since", quantity.since),
            ("basis", quantity.basis),
        )
        pairs += [(_help(name), literal(text)) for name, text in words if text]
        if quantity.unit in TIME_UNITS:
            pairs.append((TYPE, _help("Duration")))
        return self._about(_quantity_id(quantity), "Quantity", pairs)

    def _constraint(self, rule: Constraint) -> Iterator[str]:
        pairs = [
            (_help("constraintKind"), _help(rule.kind)),
            (_help("modality"), _help(rule.modality)),
            (_help("text"), literal(rule.text)),
        ]
        if rule.superseded:
            pairs.append((_help("isSuperseded"), _truth(True)))
        links = (("feature", rule.feature), ("subject", rule.subject), ("actor", rule.actor))
        pairs += [(_help(name), self._node(own)) for name, own in links if own]
        pairs += [
            (_help(name), literal(text)) for name, text in (("scope", rule.scope), ("effect", rule.effect)) if text
        ]
        days = (("validFrom", rule.valid_from), ("validUntil", rule.valid_until))
        pairs += [(_help(name), literal(day, datatype="date")) for name, day in days if day]
        for condition in rule.conditions:
            pairs.append((_help("condition"), self._node(_condition_id(condition))))
            yield from self._condition(condition)
        if rule.limit:
            pairs.append((_help("limit"), self._node(_quantity_id(rule.limit))))
            yield from self._quantity(rule.limit)
        yield from self._about(rule.id, "Constraint", pairs)
        yield from self._rests_on(self._node(rule.id), rule.evidence)

    def _conflict(self, conflict: Conflict) -> Iterator[str]:
        pairs = [(_help("constraint"), self._node(own)) for own in conflict.constraints]
        pairs.append((_help("explanation"), literal(conflict.explanation)))
        return self._about(conflict.id, "Conflict", pairs)

    def _concept(self, concept: Concept) -> Iterator[str]:
        pairs = [(f"<{_SKOS}inScheme>", _help(concept.scheme))]
        if concept.discovered:
            pairs.append((_help("isDiscovered"), _truth(True)))
        pairs += [(f"<{_SKOS}broader>", self._node(other)) for other in concept.broader]
        pairs += [(_help("excludes"), self._node(other)) for other in concept.excludes]
        if concept.code:
            pairs.append((_help("code"), literal(concept.code)))
        if concept.definition:
            pairs.append((_help("definitionText"), literal(concept.definition)))
        if concept.vocabulary_iri:
            pairs.append((f"<{_SKOS}exactMatch>", iri(concept.vocabulary_iri)))
        return self._named(concept, "Concept", pairs)

    def _procedure(self, procedure: Procedure) -> Iterator[str]:
        pairs = [(_help("name"), literal(procedure.name))]
        if procedure.feature:
            pairs.append((_help("procedureOf"), self._node(procedure.feature)))
        for position, step in enumerate(procedure.steps, 1):
            own = iri(step_iri(self._base + procedure.id, position))
            pairs.append((_help("step"), own))
            if [one.quote for one in step.evidence] != [step.text]:
                yield f"{own} {_help('text')} {literal(step.text)} ."
            if step.path:
                yield f"{own} {_help('stepPath')} {self._node(step.path)} ."
            yield from self._rests_on(own, step.evidence)
        yield from self._about(procedure.id, "Procedure", pairs)

    def _term(self, term: Term) -> Iterator[str]:
        return self._named(term, "Term", ((_help("definitionText"), literal(term.definition)),))

    def _gap(self, gap: Gap) -> Iterator[str]:
        yield from self._about(
            gap.id,
            "Gap",
            (
                (_help("gapKind"), _help(gap.kind)),
                (_help("about"), self._node(gap.node)),
                (_help("message"), literal(gap.message)),
            ),
        )
        yield from self._rests_on(self._node(gap.id), gap.evidence)


def _reference_id(one: Reference) -> str:
    return digest_id("reference", one.kind, one.value)


def _condition_id(condition: Condition) -> str:
    limit = (_quantity_id(condition.limit),) if condition.limit else ()
    return digest_id("condition", condition.concept, str(condition.negated), *limit)


def _quantity_id(quantity: Quantity) -> str:
    values = [None if value is None else float(value) for value in (quantity.value, quantity.upper)]
    words = (quantity.field, quantity.unit, quantity.unit_text, quantity.per, quantity.since, quantity.basis)
    return digest_id("quantity", quantity.comparator, *map(str, values), *(word or "" for word in words))


def _truth(value: bool) -> str:
    return literal(str(value).lower(), datatype="boolean")


def _unit(unit: Unit) -> str:
    return _help("OTHER_UNIT" if unit is Unit.OTHER else unit)


def _decimal(number: float) -> str:
    """A number as XML Schema writes it: without an exponent, and without a point where it is whole."""
    return literal(format(Decimal(repr(float(number))).normalize(), "f"), datatype="decimal")
