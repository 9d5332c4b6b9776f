"""From the facts of all entries to the knowledge: one thing for its many names, one forest of menus, and what is left open.

The order of the entries makes no difference; what only one entry says goes when the entry goes.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

import msgspec
import networkx as nx

from extract.constraints import rules_of
from extract.contradictions import contradictions
from extract.corpus import MOST_DUPLICATES, RawEntry
from extract.facts import EntryFacts
from extract.functions import Functions, functions
from extract.menus import Menus, menus
from extract.naming import naming
from extract.notions import Notions, notions
from extract.recordfile import Records, RecordSorter, stored
from extract.settled import SettledEntries, mark_of, settled
from extract.stated import OfConcepts, OfFeatures, OfPaths, attesting, encoded, facts_in, parts_of, quotes
from extract.terms import Terms
from extract.whole import Things, entry_records, procedures_of
from ontology.concepts import Vocabulary
from ontology.iris import digest_id
from ontology.kinds import EvidenceField, GapKind
from ontology.literals import Relations
from ontology.records import AnyRecord, Concept, Entry, Evidence, Feature, Gap, MenuNode

Stated = Sequence[tuple[RawEntry, EntryFacts]]


def merge(stated: Stated, *, vocabulary: Vocabulary, entries: SettledEntries | None = None) -> Records:
    """All records of the graph. `stated`: the entries in the order of their ids, each with its facts; they are gone through
    several times, first for what gets one name, then each is told and left; `entries`: what they came to in the version before."""
    told = RecordSorter()
    names = naming(vocabulary)
    forest = _told_menus(
        told, menus(*attesting(parts_of(stated, OfPaths), lambda facts: facts.paths), names, vocabulary)
    )
    known, features = _apart(
        functions(*attesting(parts_of(stated, OfFeatures), lambda facts: facts.features), forest, names)
    )
    concepts = _told_concepts(told, notions(parts_of(stated, OfConcepts), vocabulary))
    entries = entries or SettledEntries()
    terms = Terms()
    explained: dict[str, set[str]] = defaultdict(set)
    for raw, said, stating in encoded(stated):
        mark = mark_of(raw.id, (said, stating), forest, known)
        one = entries.found(raw.id, mark)
        if one is None:
            facts = facts_in(stating)
            procedures, ruled = procedures_of(raw, facts, forest, known), rules_of(raw, facts, known, concepts)
            things = Things(forest, known, concepts, procedures, terms.put(raw, facts), [own for own, *_ in ruled])
            made = _made(raw, facts, things)
            told.put_all(made)
            one = settled(mark, made, ruled, lasts=not facts.terms)
            entries.put(raw.id, one)
        for of, procedure in one.explained:
            explained[of].add(procedure)
    told.put_all(terms.records())
    del forest, known, terms
    labels: dict[str, str] = {}
    for feature in features:
        labels[feature.id] = feature.label
        told.put(msgspec.structs.replace(feature, procedures=tuple(sorted(explained[feature.id]))))
        told.put_all(_nowhere(feature))
    rules = entries.rules()
    merged = rules.records()
    told.put_rows(merged.rows())
    told.put_all(contradictions(rules, merged, labels, Relations.of(concepts.records), entries.told()))
    return entries.records(told.rows())


def _made(raw: RawEntry, facts: EntryFacts, things: Things) -> list[AnyRecord]:
    """The records of an entry by itself."""
    whole = entry_records(raw, facts, things)
    return [*things.procedures, *whole, *chain.from_iterable(map(_unanswered, whole)), *_of_entry(raw, facts)]


def _told_menus(told: RecordSorter, forest: Menus) -> Menus:
    """Tells nodes and ways; leaves of them what others need: which way each fact states, and how long that is."""
    _check_forest(forest.nodes)
    told.put_all(chain(forest.nodes, forest.paths, chain.from_iterable(map(_under_nothing, forest.nodes))))
    return replace(forest, nodes=[], paths=[msgspec.structs.replace(path, evidence=()) for path in forest.paths])


def _apart(known: Functions) -> tuple[Functions, Iterable[Feature]]:
    """Which feature each fact states, and on disk the features, which are told when the procedures are."""
    features = stored(known.features)
    return replace(known, features=[]), (one for one in features if isinstance(one, Feature))


def _told_concepts(told: RecordSorter, concepts: Notions) -> Notions:
    """Tells concepts; leaves of them all but their words."""
    told.put_all(chain(concepts.records, chain.from_iterable(map(_unknown, concepts.records))))
    return replace(concepts, records=[msgspec.structs.replace(one, evidence=()) for one in concepts.records])


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


def _nowhere(feature: Feature) -> Iterator[Gap]:
    if not feature.locations:
        message = f"no source says where {feature.label} is"
        yield _gap(GapKind.FEATURE_WITHOUT_PLACE, feature.id, message, feature.evidence[:1])


def _under_nothing(node: MenuNode) -> Iterator[Gap]:
    if not node.anchored and node.parent is None:
        message = f"no source says what {node.label} stands under"
        yield _gap(GapKind.UNANCHORED_PATH, node.id, message, node.evidence[:1])


def _unknown(concept: Concept) -> Iterator[Gap]:
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
