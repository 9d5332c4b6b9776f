"""The controlled terms and the words of back offices as values; how they are read from files is no matter of theirs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, wraps
from types import MappingProxyType
from typing import TypeVar

from ontology.kinds import ConceptScheme
from ontology.literals import Relations
from ontology.matching import squash
from ontology.names import name_key

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class VocabularyConcept:
    """A controlled term. `broader` and `excludes` (both ways) hold IRIs as stated, without what follows from them.

    `aliases` (alternative labels and codes) are names in text and in refs; `hidden` names and `label_en` in refs alone.
    `in_context`: in running text the label counts only beside a cue (X订单, quotes, a table's column); `common` holds the
    aliases of which this is true as well, and `cue_keys` the name keys of them all.
    """

    iri: str
    scheme: ConceptScheme
    scheme_label: str
    label: str
    label_en: str | None
    aliases: tuple[str, ...]
    hidden: tuple[str, ...]
    code: str | None
    definition: str | None
    definition_en: str | None
    broader: tuple[str, ...]
    excludes: tuple[str, ...]
    in_context: bool
    common: tuple[str, ...]
    cue_keys: tuple[str, ...]

    def needs_cue(self, name: str) -> bool:
        """Whether this name is an everyday word, which in running text names the concept only beside a cue."""
        return bool(self.cue_keys) and name_key(name) in self.cue_keys

    @property
    def names(self) -> tuple[str, ...]:
        """The names that may be matched in text: the label first, then the aliases."""
        return (self.label, *self.aliases)

    @property
    def refs(self) -> tuple[str, ...]:
        """All names by which a person may refer to it."""
        english = (self.label_en,) if self.label_en is not None else ()
        return tuple(dict.fromkeys((*self.names, *self.hidden, *english)))


def per_vocabulary(make: Callable[[Vocabulary], T]) -> Callable[[Vocabulary], T]:
    """Lets a function of a vocabulary work once for each, told apart by their digests."""
    kept: dict[str, T] = {}

    @wraps(make)
    def once(vocabulary: Vocabulary) -> T:
        if vocabulary.digest not in kept:
            kept[vocabulary.digest] = make(vocabulary)
        return kept[vocabulary.digest]

    return once


@dataclass(frozen=True)
class Vocabulary:
    """Concepts by scheme and label; word classes by name, the longest word first; groups of interchangeable words; what people
    say in questions (`everyday`), each word with the words that texts have for it."""

    concepts: tuple[VocabularyConcept, ...]
    words: Mapping[str, tuple[str, ...]]
    synonyms: tuple[tuple[str, ...], ...]
    everyday: tuple[tuple[str, tuple[str, ...]], ...]
    digest: str

    @cached_property
    def by_iri(self) -> Mapping[str, VocabularyConcept]:
        return MappingProxyType({concept.iri: concept for concept in self.concepts})

    @cached_property
    def by_name(self) -> Mapping[str, VocabularyConcept]:
        """Each concept by the keys of its names; the first of several in the order of the concepts."""
        found: dict[str, VocabularyConcept] = {}
        for concept in self.concepts:
            for name in concept.names:
                found.setdefault(name_key(name), concept)
        return MappingProxyType(found)

    @cached_property
    def relations(self) -> Relations:
        """How the concepts stand to each other, by IRI."""
        return Relations({c.iri: c.broader for c in self.concepts}, {c.iri: c.excludes for c in self.concepts})

    def word_class(self, name: str) -> tuple[str, ...]:
        """The words of a class; KeyError with the known names where there is none of this name."""
        if name not in self.words:
            raise KeyError(f"no word class {name!r}; known: {', '.join(sorted(self.words))}")
        return self.words[name]

    def names_in_text(self) -> Mapping[str, tuple[VocabularyConcept, ...]]:
        """What to look for in a text: each name and the concepts that bear it; words of the class `false-name` stand for
        none and take their characters first (到付款 is not 到付)."""
        found: dict[str, tuple[VocabularyConcept, ...]] = {
            squash(word)[0]: () for word in self.words.get("false-name", ())
        }
        for concept in self.concepts:
            for key in dict.fromkeys(squash(name)[0] for name in concept.names):
                found[key] = (*found.get(key, ()), concept)
        return found
