"""The line from an entry to its facts: one function that can be read before anything else here."""

from collections.abc import Iterable, Iterator

import msgspec

from extract.concepts import find_concepts, find_mentions
from extract.definitions import find_terms
from extract.facts import (
    ConceptFact,
    ConceptName,
    EntryFacts,
    FeatureFact,
    GapFact,
    PartFact,
    ProcedureFact,
    RuleFact,
    Span,
)
from extract.features import find_features, is_operation
from extract.items import find_items
from extract.kinds import kind_of_entry
from extract.marks import find_marks
from extract.page import Page, find_named, matter_of
from extract.parties import find_parties
from extract.parts import Part, find_parts
from extract.places import find_places
from extract.procedures import find_procedures
from extract.references import find_references
from extract.rules import find_rules
from extract.same_kinds import by_one_name
from extract.tables import Table, find_tables
from extract.text import Text, text_of
from ontology.concepts import Vocabulary
from ontology.kinds import EvidenceField, GapKind
from ontology.names import name_key


def read_entry(question: str, answer: str, *, vocabulary: Vocabulary) -> EntryFacts:
    """All that an entry states. Offsets are code points in the question and the answer as given."""
    asked, told = text_of(question, vocabulary), text_of(answer, vocabulary)
    tables, items = find_tables(told.folded), find_items(answer)
    parts = find_parts(told.folded, tables)
    mentions, asked_mentions = find_mentions(told), find_mentions(asked)
    paths = (
        *find_places(asked, (), asked_mentions, EvidenceField.QUESTION),
        *find_places(told, items, mentions, EvidenceField.ANSWER),
    )
    features = tuple(find_features(asked, told, paths, (asked_mentions, mentions), parts, tables))
    concepts = tuple(
        _gathered(
            (*find_concepts(asked, (), EvidenceField.QUESTION), *find_concepts(told, tables, EvidenceField.ANSWER))
        )
    )
    page = Page(
        asked=asked,
        told=told,
        items=items,
        tables=tables,
        parts=parts,
        paths=paths,
        features=features,
        mentions=mentions,
        marks=find_marks(told, mentions, concepts, EvidenceField.ANSWER),
        asked_marks=find_marks(asked, asked_mentions, concepts, EvidenceField.QUESTION),
        named=find_named(told, features, EvidenceField.ANSWER),
        asked_named=find_named(asked, features, EvidenceField.QUESTION),
        asked_name=matter_of(asked),
    )
    rules, unread = find_rules(page)
    rules = by_one_name(rules, vocabulary)
    features = _absorbed((*features, *_born(rules, features, page)), rules)
    return EntryFacts(
        kind=kind_of_entry(asked.folded, told.folded),
        answered=bool(answer.strip()),
        parts=tuple(_part(part, told) for part in parts),
        paths=paths,
        features=features,
        procedures=tuple(_for_feature(one, features) for one in find_procedures(told, question, items, paths)),
        terms=tuple(find_terms(told, asked, tables, mentions)),
        references=(*find_references(asked, EvidenceField.QUESTION), *find_references(told, EvidenceField.ANSWER)),
        concepts=(*concepts, *_circumstances(rules, concepts), *_acting(told, rules, features, concepts)),
        rules=rules,
        gaps=(*_gaps(tables), *unread),
    )


def _part(part: Part, told: Text) -> PartFact:
    field = EvidenceField.ANSWER
    question = told.raw[part.question_start : part.question_end]
    answer = told.raw[part.answer_start : part.answer_end]
    return PartFact(
        Span(field, part.question_start, part.question_end, "part.question"),
        Span(field, part.answer_start, part.answer_end, "part.answer") if answer else None,
        Span(field, part.start, part.end, "part"),
        kind_of_entry(question, answer),
    )


def _for_feature(procedure: ProcedureFact, features: tuple[FeatureFact, ...]) -> ProcedureFact:
    """The feature that a procedure is for: the longest that its name names, else the one that the question asks about."""
    key = name_key(procedure.name)
    named = [f.label for f in features if any(name_key(name) in key for name in (f.label, *f.aliases))]
    topics = [f.label for f in features if any(span.rule == "feature.topic" for span in f.spans)]
    label = max(named, key=len) if named else topics[0] if topics else None
    return msgspec.structs.replace(procedure, feature=label)


def _gathered(facts: Iterable[ConceptFact]) -> Iterator[ConceptFact]:
    """One fact a concept, with all its spans."""
    spans: dict[tuple[ConceptName, bool], list[Span]] = {}
    for fact in facts:
        spans.setdefault((fact.name, fact.discovered), []).extend(fact.spans)
    for (name, discovered), found in spans.items():
        yield ConceptFact(name, tuple(dict.fromkeys(found)), discovered)


def _born(rules: tuple[RuleFact, ...], features: tuple[FeatureFact, ...], page: Page) -> Iterator[FeatureFact]:
    """What rules are about and nothing else calls a function: the matter of the question, a verb by itself."""
    known = {fact.label for fact in features}
    matter = page.asked_name
    if matter is not None and matter.label not in known and any(rule.feature == matter.label for rule in rules):
        span = Span(EvidenceField.QUESTION, matter.start, matter.end, "feature.question")
        known.add(matter.label)
        yield FeatureFact(matter.label, (span,), is_operation=is_operation(matter.label, page.told.lexicon))
    for rule in rules:
        if rule.feature is not None and rule.feature not in known:
            known.add(rule.feature)
            yield FeatureFact(
                rule.feature, (_said(rule, page),), is_operation=is_operation(rule.feature, page.told.lexicon)
            )


def _absorbed(features: tuple[FeatureFact, ...], rules: tuple[RuleFact, ...]) -> tuple[FeatureFact, ...]:
    """A function that is named only where rules speak of another in more words is that one: 开具发票 under 酒店发票开具."""
    into: dict[str, FeatureFact] = {fact.label: fact for fact in features}
    used = {rule.feature for rule in rules}
    for fact in features:
        if fact.label in used or any(span.rule != "feature.modal" for span in fact.spans):
            continue
        owners = {rule.feature for rule in rules for span in fact.spans if _holds(rule.spans[0], span)} - {None}
        owner = into.get(owners.pop() or "") if len(owners) == 1 else None
        if owner is not None and set(fact.label) < set(owner.label):
            aliases = tuple(dict.fromkeys((*owner.aliases, fact.label, *fact.aliases)))
            into[owner.label] = msgspec.structs.replace(owner, aliases=aliases, spans=(*owner.spans, *fact.spans))
            del into[fact.label]
    return tuple(into.values())


def _holds(whole: Span, part: Span) -> bool:
    return whole.field is part.field and whole.start <= part.start and part.end <= whole.end


def _said(rule: RuleFact, page: Page) -> Span:
    """Where the words of a rule name what it is about, else the whole of them."""
    own = rule.spans[0]
    at = page.told.raw.find(rule.feature or "", own.start, own.end)
    return Span(own.field, at, at + len(rule.feature or ""), "feature.verb") if at >= 0 else own


def _circumstances(rules: tuple[RuleFact, ...], concepts: tuple[ConceptFact, ...]) -> Iterator[ConceptFact]:
    """What rules depend on and no concept names yet, with the words of the rules."""
    known = {fact.name for fact in concepts}
    spans: dict[ConceptName, dict[Span, None]] = {}
    spellings: dict[ConceptName, dict[str, None]] = {}
    for rule in rules:
        for name, words in rule.spellings:
            spellings.setdefault(name, {}).setdefault(words)
        for name in (*(c.name for c in rule.conditions), *((rule.subject,) if rule.subject else ())):
            if name not in known or name in spellings:
                spans.setdefault(name, {}).setdefault(rule.spans[0])
    for name, found in spans.items():
        other = tuple(words for words in spellings.get(name, ()) if words != name.label)
        yield ConceptFact(name, tuple(found), discovered=True, spellings=other)


def _acting(
    told: Text, rules: tuple[RuleFact, ...], features: tuple[FeatureFact, ...], concepts: tuple[ConceptFact, ...]
) -> Iterator[ConceptFact]:
    """Those who act by rules, but whom the vocabulary, a condition or a function names."""
    known = {fact.name.label for fact in concepts} | {fact.label for fact in features}
    known |= {cond.name.label for rule in rules for cond in rule.conditions}
    yield from (fact for fact in find_parties(told) if fact.name.label not in known)


def _gaps(tables: tuple[Table, ...]) -> Iterator[GapFact]:
    for table in tables:
        if table.problem:
            span = Span(EvidenceField.ANSWER, table.start, table.end, "table")
            yield GapFact(GapKind.MALFORMED_TABLE, table.problem, (span,))
