"""From the facts of all entries to the knowledge: one thing for its many names, one forest of menus, and what is left open.

The order of the entries makes no difference; what only one entry says goes when the entry goes.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
import networkx as nx

from extract.constraints import constraints
from extract.corpus import MOST_DUPLICATES, RawEntry
from extract.facts import EntryFacts, Span
from extract.functions import Functions, each_feature, functions
from extract.menus import Menus, each_path, menus, ranked
from extract.naming import naming
from extract.notions import Notions, notions
from extract.whole import entry_records
from ontology.concepts import Vocabulary
from ontology.iris import digest_id
from ontology.kinds import EvidenceField, GapKind
from ontology.records import AnyRecord, Entry, Evidence, Feature, Gap, MenuNode, Procedure, Step, Term

Facts = Mapping[str, EntryFacts]


def merge(entries: Sequence[tuple[RawEntry, EntryFacts]], *, vocabulary: Vocabulary) -> tuple[AnyRecord, ...]:
    """All records of the graph, sorted by id."""
    raws = {raw.id: raw for raw, _ in entries}
    facts = {raw.id: found for raw, found in entries}
    names = naming(vocabulary)
    paths = list(each_path({own: found.paths for own, found in facts.items()}))
    forest = menus(paths, {(e, i): quotes(raws[e], f.spans) for e, i, f in paths}, names, vocabulary)
    stated = list(each_feature({own: found.features for own, found in facts.items()}))
    known = functions(stated, {(e, i): quotes(raws[e], f.spans) for e, i, f in stated}, forest, names)
    concepts = notions(raws, facts, vocabulary)
    procedures = _procedures(raws, facts, forest, known)
    terms = _terms(raws, facts)
    rules = constraints(raws, facts, known, concepts)
    wholes = entry_records(raws, facts, forest, known, concepts, procedures, terms, rules)
    features = _with_procedures(known.features, procedures.values())
    records: list[AnyRecord] = [
        *wholes, *features, *forest.nodes, *forest.paths, *concepts.records, *procedures.values(), *terms.values(),
        *rules.records, *rules.conflicts,
    ]  # fmt: skip
    records += _gaps(raws, facts, wholes, features, forest.nodes, concepts)
    _check_forest(forest.nodes)
    return tuple(sorted({record.id: record for record in records}.values(), key=lambda record: record.id))


def quotes(raw: RawEntry, spans: Iterable[Span]) -> tuple[Evidence, ...]:
    """Spans of an entry with the words they cover."""
    return tuple(
        Evidence(raw.id, s.field, s.start, s.end, _field(raw, s.field)[s.start : s.end], s.rule) for s in spans
    )


def _field(raw: RawEntry, field: EvidenceField) -> str:
    return raw.question if field is EvidenceField.QUESTION else raw.answer


def _procedures(
    raws: Mapping[str, RawEntry], facts: Facts, forest: Menus, known: Functions
) -> dict[tuple[str, int], Procedure]:
    """One record for each procedure fact, by entry and index."""
    found = {}
    for own, entry in sorted(facts.items()):
        for index, fact in enumerate(entry.procedures):
            steps = tuple(
                Step(
                    step.text,
                    quotes(raws[own], step.spans),
                    forest.path_of[(own, step.path)] if step.path is not None else None,
                )
                for step in fact.steps
            )
            labels = [feature.label for feature in entry.features]
            feature = known.feature_of[(own, labels.index(fact.feature))] if fact.feature in labels else None
            texts = (step.text for step in fact.steps)
            found[(own, index)] = Procedure(
                id=digest_id("procedure", own, fact.name, *texts), name=fact.name, steps=steps, feature=feature
            )
    return found


def _terms(raws: Mapping[str, RawEntry], facts: Facts) -> dict[tuple[str, str], Term]:
    """One record for each word and each different definition of it."""
    evidence: dict[tuple[str, str], set[Evidence]] = defaultdict(set)
    aliases: dict[tuple[str, str], set[str]] = defaultdict(set)
    for own, entry in facts.items():
        for fact in entry.terms:
            key = (fact.label, fact.definition)
            evidence[key].update(quotes(raws[own], fact.spans))
            aliases[key].update(fact.aliases)
    return {
        (label, definition): Term(
            id=digest_id("term", label, definition),
            label=label,
            aliases=tuple(sorted(aliases[(label, definition)])),
            evidence=ranked(found),
            definition=definition,
        )
        for (label, definition), found in sorted(evidence.items())
    }


def _with_procedures(features: Iterable[Feature], procedures: Iterable[Procedure]) -> list[Feature]:
    of: dict[str, set[str]] = defaultdict(set)
    for procedure in procedures:
        if procedure.feature:
            of[procedure.feature].add(procedure.id)
    return [msgspec.structs.replace(one, procedures=tuple(sorted(of[one.id]))) for one in features]


def _gaps(
    raws: Mapping[str, RawEntry],
    facts: Facts,
    wholes: Iterable[Entry],
    features: Iterable[Feature],
    nodes: Iterable[MenuNode],
    concepts: Notions,
) -> Iterator[Gap]:
    for entry in wholes:
        if not entry.answered:
            evidence = () if entry.place is None else (entry.place,)
            whole = Evidence(entry.id, EvidenceField.QUESTION, 0, len(entry.title), entry.title, "entry")
            yield _gap(GapKind.UNANSWERED_ENTRY, entry.id, "the source gives no answer", evidence or (whole,))
    for own, raw in raws.items():
        if raw.duplicates:
            whole = Evidence(own, EvidenceField.QUESTION, 0, len(raw.question), raw.question, "entry")
            yield _gap(GapKind.DUPLICATE_QUESTION, own, _asked_again(raw.duplicates), (whole,))
        for gap in facts[own].gaps:
            yield _gap(gap.kind, own, gap.message, quotes(raw, gap.spans))
    for feature in features:
        if not feature.locations:
            message = f"no source says where {feature.label} is"
            yield _gap(GapKind.FEATURE_WITHOUT_PLACE, feature.id, message, feature.evidence[:1])
    for node in nodes:
        if not node.anchored and node.parent is None:
            message = f"no source says what {node.label} stands under"
            yield _gap(GapKind.UNANCHORED_PATH, node.id, message, node.evidence[:1])
    for concept in concepts.records:
        if concept.discovered:
            message = f"{concept.label} is not in the vocabulary"
            yield _gap(GapKind.UNKNOWN_CONCEPT, concept.id, message, concept.evidence[:1])


def _asked_again(others: Sequence[str]) -> str:
    """Of a question that is asked often the same words for each entry, so that the gaps of all stand one behind the other in their list."""
    shown = ", ".join(others[:MOST_DUPLICATES])
    if len(others) > MOST_DUPLICATES:
        return f"the same question has more than {MOST_DUPLICATES} other answers, in {shown} and more"
    return f"the same question has another answer in {shown}"


def _gap(kind: GapKind, node: str, message: str, evidence: tuple[Evidence, ...]) -> Gap:
    spans = (f"{e.entry}:{e.start}:{e.end}" for e in evidence)
    return Gap(
        id=digest_id("gap", kind, node, message, *spans), kind=kind, node=node, message=message, evidence=evidence
    )


def _check_forest(nodes: Iterable[MenuNode]) -> None:
    """Menus form a forest; anything else is an error of this program, not of the corpus."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    for node in nodes:
        graph.add_node(node.id)
        if node.parent:
            graph.add_edge(node.parent, node.id)
    if len(graph) and not nx.is_forest(graph):
        raise AssertionError("the menu nodes do not form a forest")
