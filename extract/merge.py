"""From the facts of all entries to the knowledge: one thing for its many names, one forest of menus, and what is left open.

The order of the entries makes no difference; what only one entry says goes when the entry goes.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import msgspec
import networkx as nx

from extract.constraints import GatheredRules
from extract.corpus import MOST_DUPLICATES, RawEntry
from extract.facts import EntryFacts
from extract.functions import Functions, functions
from extract.menus import Menus, menus
from extract.naming import naming
from extract.notions import Notions, notions
from extract.recordfile import Records, RecordSorter
from extract.stated import attesting, quotes
from extract.terms import Terms
from extract.whole import Things, entry_records, procedures_of
from ontology.concepts import Vocabulary
from ontology.iris import digest_id
from ontology.kinds import EvidenceField, GapKind
from ontology.literals import Relations
from ontology.records import AnyRecord, Concept, Entry, Evidence, Feature, Gap, MenuNode

Stated = Sequence[tuple[RawEntry, EntryFacts]]


def merge(stated: Stated, *, vocabulary: Vocabulary) -> Records:
    """All records of the graph. `stated`: the entries in the order of their ids, each with its facts; they are gone through
    several times, first for what gets one name, then each is told and left."""
    forest, known, concepts = _settled(stated, vocabulary)
    told = RecordSorter()
    terms, rules = Terms(), GatheredRules()
    explained: dict[str, set[str]] = defaultdict(set)
    for raw, facts in stated:
        procedures = procedures_of(raw, facts, forest, known)
        for procedure in procedures:
            told.put(procedure)
            if procedure.feature:
                explained[procedure.feature].add(procedure.id)
        things = Things(
            forest, known, concepts, procedures, terms.put(raw, facts), rules.put(raw, facts, known, concepts)
        )
        for entry in entry_records(raw, facts, things):
            told.put(entry)
            for gap in _unanswered(entry):
                told.put(gap)
        for gap in _of_entry(raw, facts):
            told.put(gap)
    features = [msgspec.structs.replace(one, procedures=tuple(sorted(explained[one.id]))) for one in known.features]
    shared: Iterable[AnyRecord] = chain(features, forest.nodes, forest.paths, concepts.records, terms.records())
    for record in shared:
        told.put(record)
    for gap in _between(features, forest.nodes, concepts.records):
        told.put(gap)
    _check_forest(forest.nodes)
    labels = {feature.id: feature.label for feature in features}
    relations = Relations.of(concepts.records)
    del forest, known, concepts, features
    merged = rules.records()
    for rule in chain(merged, rules.conflicts(merged, labels, relations)):
        told.put(rule)
    return told.records()


def _settled(stated: Stated, vocabulary: Vocabulary) -> tuple[Menus, Functions, Notions]:
    """The things that several entries name."""
    names = naming(vocabulary)
    forest = menus(*attesting(stated, lambda facts: facts.paths), names, vocabulary)
    known = functions(*attesting(stated, lambda facts: facts.features), forest, names)
    return forest, known, notions(stated, vocabulary)


def _unanswered(entry: Entry) -> Iterator[Gap]:
    if not entry.answered:
        whole = Evidence(entry.id, EvidenceField.QUESTION, 0, len(entry.title), entry.title, "entry")
        yield _gap(GapKind.UNANSWERED_ENTRY, entry.id, "the source gives no answer", (entry.place or whole,))


def _of_entry(raw: RawEntry, facts: EntryFacts) -> Iterator[Gap]:
    """What an entry leaves open, and that others ask the same."""
    if raw.duplicates:
        whole = Evidence(raw.id, EvidenceField.QUESTION, 0, len(raw.question), raw.question, "entry")
        yield _gap(GapKind.DUPLICATE_QUESTION, raw.id, _asked_again(raw.duplicates), (whole,))
    for gap in facts.gaps:
        yield _gap(gap.kind, raw.id, gap.message, quotes(raw, gap.spans))


def _between(features: Iterable[Feature], nodes: Iterable[MenuNode], concepts: Iterable[Concept]) -> Iterator[Gap]:
    """What all entries together leave open."""
    for feature in features:
        if not feature.locations:
            message = f"no source says where {feature.label} is"
            yield _gap(GapKind.FEATURE_WITHOUT_PLACE, feature.id, message, feature.evidence[:1])
    for node in nodes:
        if not node.anchored and node.parent is None:
            message = f"no source says what {node.label} stands under"
            yield _gap(GapKind.UNANCHORED_PATH, node.id, message, node.evidence[:1])
    for concept in concepts:
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
