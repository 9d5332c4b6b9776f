"""The records of a small graph, with names to look things up by: what the tests of rules ask."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ontology.amounts import measured
from ontology.beside import told_beside
from ontology.bounds import bound_of
from ontology.fuller import fuller
from ontology.kinds import ConceptScheme, ConstraintKind, Modality, Verdict
from ontology.literals import Given, Literal, Relations, literal_of
from ontology.logic import Rule, judge
from ontology.meant import bears, in_more_words, in_two, is_told, meant_among, measured_among, near_among
from ontology.names import fold, name_key
from ontology.near import Tiers, begun_by, near_concepts, near_features, only_one, opposite_concepts
from ontology.records import AnyRecord, Concept, Constraint, Entry, Feature
from ontology.ruled import ruled_in_words


def plain(text: str) -> str:
    """A text folded, without white space, marks and brackets: what wordings are compared by."""
    return re.sub(r"[\s\"'“”‘’【】《》\[\]()（）:：,，。.、-]+", "", fold(text or ""))


@dataclass
class World:
    """The records of a graph, with names to look things up by."""

    records: Sequence[AnyRecord]

    @cached_property
    def by_id(self) -> Mapping[str, AnyRecord]:
        return {record.id: record for record in self.records}

    @cached_property
    def relations(self) -> Relations:
        return Relations.of(c for c in self.records if isinstance(c, Concept))

    def constraints(self, entry: str | None = None) -> list[Constraint]:
        """All rules, or those of an entry."""
        found = [c for c in self.records if isinstance(c, Constraint)]
        return [c for c in found if entry is None or any(e.entry == entry for e in c.evidence)]

    def names(self, own: str | None) -> set[str]:
        """The names of a feature or concept, folded."""
        record = self.by_id.get(own or "")
        if not isinstance(record, Feature | Concept):
            return set()
        code = record.code if isinstance(record, Concept) and record.code else record.label
        return {plain(name) for name in (record.label, *record.aliases, code)}

    @cached_property
    def keys(self) -> Mapping[tuple[type[AnyRecord], str], tuple[str, ...]]:
        """The ids of features and concepts by the keys of their names."""
        found: dict[tuple[type[AnyRecord], str], dict[str, None]] = {}
        for record in self.records:
            if isinstance(record, Feature | Concept):
                code = (record.code,) if isinstance(record, Concept) and record.code else ()
                for name in (record.label, *record.aliases, *code):
                    found.setdefault((type(record), name_key(name)), {}).setdefault(record.id)
        return {key: tuple(ids) for key, ids in found.items()}

    def near(self, name: str, kind: type[Feature | Concept]) -> str | None:
        """The id of the one thing that near forms of a name name."""
        tiers = near_features(name) if kind is Feature else near_concepts(name)
        if kind is Concept:
            return self._only_one(tiers, kind)
        return (
            self._only_one(tiers, kind)
            or self._begun_by(name_key(name))
            or told_beside(name, self._named, self._words)
            or fuller(
                name_key(name), ((key, own) for (of, key), ids in self.keys.items() if of is Feature for own in ids)
            )
        )

    def _named(self, keys: Sequence[str]) -> list[tuple[str, str]]:
        return [(key, own) for key in keys for own in self.keys.get((Feature, key), ())]

    def _words(self, own: str) -> Iterator[str]:
        """What the rules of a function rest on, and the titles of their entries."""
        for rule in self.constraints():
            if rule.feature == own:
                yield rule.text
                for one in rule.evidence:
                    entry = self.by_id[one.entry]
                    yield from (one.quote, entry.title if isinstance(entry, Entry) else "")

    def _begun_by(self, verb: str) -> str | None:
        """The one function that a bare verb begins, or a name before a bracket."""
        first, last = begun_by(verb)
        found = {own for (of, key), ids in self.keys.items() if of is Feature and first < key < last for own in ids}
        return found.pop() if len(found) == 1 else None

    def _only_one(self, tiers: Tiers, kind: type[Feature | Concept]) -> str | None:
        def ids_of(forms: Sequence[str]) -> set[str]:
            found = {own for form in forms for own in self.keys.get((kind, form), ())}
            labelled = {own for own in found if name_key(getattr(self.by_id[own], "label", "")) in forms}
            return labelled or found

        return only_one(tiers, ids_of)

    def find(self, name: str, kind: type[Feature | Concept]) -> str | None:
        """The id of the thing of a name; labels before aliases."""
        for of in ("label", "aliases"):
            for record in self.records:
                if isinstance(record, kind):
                    code = (record.code,) if isinstance(record, Concept) and record.code else ()
                    names = (record.label, *code) if of == "label" else record.aliases
                    if name_key(name) in map(name_key, names):
                        return record.id
        return None

    def literal(self, name: str) -> Literal | None:
        """What a ref in `given` means, with the figure in it."""
        figure = measured(name)
        found = self._literal(name) or (self._literal(figure.name) if figure and figure.name else None)
        return replace(found, bound=bound_of(figure.amount)) if found and figure and not found.negated else found

    def literals(self, name: str, feature: str | None = None) -> tuple[Literal, ...]:
        """The same; two for two concepts side by side, and what the rules of a feature depend on by other words; none where it is unknown."""
        if one := self.literal(name):
            return (one, *self._in_more_words(name, one, feature), *self._told_itself(name, one, feature))
        ways = [(self.find(first, Concept), self.find(second, Concept)) for first, second in in_two(name)]
        both = [(first, second) for first, second in ways if first and second]
        if len(both) == 1:
            return tuple(map(Literal, both[0]))
        rules = [c for c in self.constraints() if c.feature == feature]
        asked = {c.concept: sorted(self.names(c.concept)) for rule in rules for c in rule.conditions}
        own = meant_among(name, asked)
        return (Literal(own),) if own else self._by_figure(name, rules)

    @staticmethod
    def _by_figure(name: str, rules: Sequence[Constraint]) -> tuple[Literal, ...]:
        """What a bare figure tells how much of, of what rules depend on."""
        figure = measured(name)
        told = bound_of(figure.amount) if figure and not figure.name else None
        own = measured_among(told, (literal_of(c) for rule in rules for c in rule.conditions)) if told else None
        return (Literal(own, bound=told),) if own else ()

    def _in_more_words(self, ref: str, one: Literal, feature: str | None) -> Iterator[Literal]:
        """What the rules of a feature depend on that is the state given, or one that it excludes, in more words."""
        told = self.by_id[one.concept]
        if one.negated or one.bound or not isinstance(told, Concept):
            return
        on = {c.concept for rule in self.constraints() if rule.feature == feature for c in rule.conditions}
        asked = {own: sorted(self.names(own)) for own in on if not bears(one, own, self.relations)}
        for own, negated in ((one.concept, False), *((other, True) for other in told.excludes)):
            said = (*sorted(self.names(own)), *(() if negated else (ref,)))
            if found := in_more_words(said, told.scheme, asked, self._is_kind):
                yield Literal(found, negated)
            elif not negated and (found := near_among(ref, asked)):
                yield Literal(found)

    def _told_itself(self, name: str, one: Literal, feature: str | None) -> Iterator[Literal]:
        """What the rules of a feature depend on by words of a ref that else but denies another state (报价截止后)."""
        if not one.negated or name.startswith("非"):
            return
        on = {c.concept for rule in self.constraints() if rule.feature == feature for c in rule.conditions}
        asked = {own: sorted(self.names(own)) for own in on if not bears(one, own, self.relations)}
        if own := meant_among(name, asked):
            yield Literal(own)

    def _is_kind(self, name: str) -> bool:
        record = self.by_id.get(self.find(name, Concept) or "")
        return isinstance(record, Concept) and record.scheme is not ConceptScheme.ROLE

    def _literal(self, name: str) -> Literal | None:
        for words in (name, name.removesuffix("订单"), name.removesuffix("商家")):
            own = self.find(words, Concept)
            if own:
                return Literal(own)
        if name.startswith("非") and (own := self.find(name[1:], Concept) or self.near(name[1:], Concept)):
            return Literal(own, True)
        if own := self.near(name, Concept):
            return Literal(own)
        own = self._only_one(opposite_concepts(name), Concept)
        return Literal(own, True) if own else None

    def _is_told(self, name: str, feature: str) -> bool:
        """Whether a ref that names nothing stands as it is in the texts that the rules of a feature rest on."""
        rules = (rule for rule in self.constraints() if rule.feature == feature)
        entries = (self.by_id[one.entry] for rule in rules for one in rule.evidence)
        texts = (text for e in entries if isinstance(e, Entry) for text in (e.title, e.answer))
        return is_told(name, texts, (one.label for one in self.records if isinstance(one, Concept)))

    def _ruled(self, name: str) -> tuple[str, frozenset[str]] | None:
        """The function whose rules speak of something in these words, and which of them do."""
        rules = (c for c in self.constraints() if c.feature and decides(c))
        return ruled_in_words(name, ((str(c.feature), c.id, c.text) for c in rules))

    def verdict(self, feature: str, given: Sequence[str]) -> Verdict | str:
        """The verdict by the rules of the contract, or what is unknown."""
        own = self.find(feature, Feature) or self.near(feature, Feature)
        ruled: frozenset[str] | None = None
        if own is None and (told := self._ruled(feature)):
            own, ruled = told
        literals = [self.literals(name, own) for name in given]
        if own is None:
            return "no feature"
        unknown = [name for name, one in zip(given, literals, strict=True) if not one]
        if any(not self._is_told(name, own) for name in unknown):
            return f"unknown {unknown}"
        known = Given(tuple(one for told in literals for one in told), self.relations)
        rules = (c for c in self.constraints() if c.feature == own and decides(c) and (ruled is None or c.id in ruled))
        return judge([as_rule(c) for c in rules if c.actor is None or c.actor in known.holding], known).verdict


def decides(rule: Constraint) -> bool:
    """Whether a rule decides a verdict: a permission or a prohibition of the whole, or a permission of a part."""
    permits = rule.modality is Modality.ALLOWED
    return (
        rule.kind is ConstraintKind.APPLICABILITY
        and not rule.superseded
        and rule.modality in (Modality.ALLOWED, Modality.FORBIDDEN)
        and (permits or rule.scope is None)
    )


def as_rule(rule: Constraint) -> Rule:
    """A rule as the logic of verdicts takes it."""
    literals = tuple(map(literal_of, rule.conditions))
    return Rule(rule.id, rule.modality is Modality.ALLOWED, literals, rule.scope is not None)
