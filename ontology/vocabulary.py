"""The controlled terms and the words of back offices, read from Turtle files: the bundled ones and those that a user adds.

A file may say more of what another one names (an alias, a word); what contradicts itself or names nothing is an error
with file and line.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from types import MappingProxyType
from typing import Final

from ontology.concepts import Vocabulary, VocabularyConcept
from ontology.iris import NAMESPACE
from ontology.kinds import ConceptScheme
from ontology.names import name_key
from ontology.soundness import check
from ontology.turtle import SKOS, TYPE, Statements, VocabularyError

__all__ = ["BUNDLED", "Vocabulary", "VocabularyConcept", "VocabularyError", "load_vocabulary"]

BUNDLED: Final = Path(__file__).parent / "vocab"
"""The folder of the Turtle files that travel with the program."""

_CHINESE: Final = ("zh-hans", "zh-cn", "zh", "zh-hant", "zh-tw", "zh-hk", "")
_ENGLISH: Final = ("en", "en-gb", "en-us")


def load_vocabulary(extra: Sequence[Path] = (), *, bundled: Path = BUNDLED) -> Vocabulary:
    """Reads all Turtle files of `bundled`, then `extra`. Raises VocabularyError. The order of `extra` makes no difference."""
    statements = Statements([*sorted(bundled.glob("*.ttl")), *sorted(set(map(Path, extra)))])
    concepts = tuple(sorted(_concepts(statements), key=lambda concept: (concept.scheme, concept.label, concept.iri)))
    words = MappingProxyType(dict(sorted(_word_classes(statements))))
    synonyms = tuple(sorted(_synonyms(statements)))
    everyday = tuple(sorted(_everyday(statements)))
    content = repr((*map(_values, concepts), tuple(words.items()), synonyms, everyday))
    return Vocabulary(concepts, words, synonyms, everyday, hashlib.sha256(content.encode()).hexdigest()[:16])


def _values(concept: VocabularyConcept) -> tuple[object, ...]:
    return tuple(getattr(concept, field.name) for field in fields(concept))


def _concepts(statements: Statements) -> list[VocabularyConcept]:
    schemes = {iri: _scheme(statements, iri) for iri in statements.subjects(TYPE, SKOS + "ConceptScheme")}
    iris = statements.subjects(TYPE, SKOS + "Concept")
    excludes = _exclusions(statements, iris)
    concepts = [_concept(statements, iri, schemes=schemes, excludes=excludes[iri]) for iri in iris]
    check(statements, concepts)
    return concepts


def _concept(
    statements: Statements, iri: str, *, schemes: Mapping[str, tuple[ConceptScheme, str]], excludes: Iterable[str]
) -> VocabularyConcept:
    label = _label(statements, iri, "concept")
    scheme, scheme_label = _scheme_of(statements, iri, schemes)
    codes = sorted({item.text for item in statements.objects(iri, SKOS + "notation")})
    labels = sorted(
        statements.objects(iri, SKOS + "altLabel"), key=lambda item: (not item.language.startswith("zh"), item.text)
    )
    aliases = dict.fromkeys(text for text in (*(item.text for item in labels), *codes) if text != label)
    common = sorted({item.text for item in statements.objects(iri, NAMESPACE + "commonWord")})
    in_context = any(item.text in ("true", "1") for item in statements.objects(iri, NAMESPACE + "inContext"))
    return VocabularyConcept(
        iri=iri,
        scheme=scheme,
        scheme_label=scheme_label,
        label=label,
        label_en=_one(statements, iri, "prefLabel", languages=_ENGLISH),
        aliases=tuple(aliases),
        hidden=tuple(sorted({item.text for item in statements.objects(iri, SKOS + "hiddenLabel")})),
        code=codes[0] if codes else None,
        definition=_one(statements, iri, "definition", languages=_CHINESE),
        definition_en=_one(statements, iri, "definition", languages=_ENGLISH),
        broader=tuple(sorted({item.text for item in statements.objects(iri, SKOS + "broader")})),
        excludes=tuple(sorted(excludes)),
        in_context=in_context,
        common=tuple(common),
        cue_keys=tuple(sorted({name_key(word) for word in (*common, *([label] if in_context else []))})),
    )


def _scheme(statements: Statements, iri: str) -> tuple[ConceptScheme, str]:
    label = _label(statements, iri, "concept scheme")
    for item in statements.objects(iri, NAMESPACE + "scheme"):
        if item.text not in ConceptScheme.__members__:
            known = ", ".join(ConceptScheme)
            message = f"help:scheme {item.text!r} is none of {known}"
            line = item.sheet.line_of(iri, item.text)
            remedy = "Use one of these, or leave help:scheme out: the scheme is then one of its own (OTHER)."
            raise VocabularyError(item.sheet.path, line, message=message, remedy=remedy)
        return ConceptScheme(item.text), label
    return ConceptScheme.OTHER, label


def _scheme_of(
    statements: Statements, iri: str, schemes: Mapping[str, tuple[ConceptScheme, str]]
) -> tuple[ConceptScheme, str]:
    stated = sorted({item.text for item in statements.objects(iri, SKOS + "inScheme")})
    if len(stated) != 1:
        message = f"the concept <{iri}> is in {len(stated)} schemes"
        raise _error(statements, iri, message=message, remedy="Give it exactly one skos:inScheme.")
    if stated[0] not in schemes:
        message = f"the concept <{iri}> is in the scheme <{stated[0]}>, which no file declares"
        remedy = f"Declare it (<{stated[0]}> a skos:ConceptScheme) or use one of: {', '.join(sorted(schemes))}."
        raise _error(statements, iri, message=message, remedy=remedy)
    return schemes[stated[0]]


def _one(statements: Statements, iri: str, prop: str, *, languages: Sequence[str]) -> str | None:
    """The text in the first of these languages that has one; two texts in one language are an error."""
    items = statements.objects(iri, SKOS + prop)
    for language in languages:
        texts = list(dict.fromkeys(item.text for item in items if item.language == language))
        if len(texts) > 1:
            path, line = statements.place(iri, texts[-1], [SKOS + prop])
            tag = f"@{language}" if language else "without a language tag"
            message = f"<{iri}> has {len(texts)} values of skos:{prop} {tag}: {', '.join(texts)}"
            remedy = "Keep one of them; other names are skos:altLabel."
            raise VocabularyError(path, line, message=message, remedy=remedy)
        if texts:
            return texts[0]
    return None


def _label(statements: Statements, iri: str, what: str) -> str:
    label = _one(statements, iri, "prefLabel", languages=(*_CHINESE, *_ENGLISH))
    if label is None or not label.strip():
        remedy = 'Give it a label in Chinese: skos:prefLabel "..."@zh-hans.'
        raise _error(statements, iri, message=f"the {what} <{iri}> has no skos:prefLabel", remedy=remedy)
    return label


def _exclusions(statements: Statements, iris: Sequence[str]) -> dict[str, set[str]]:
    """help:excludes taken both ways, and each pair of members of a help:ExclusiveCollection."""
    excludes: dict[str, set[str]] = {iri: set() for iri in iris}
    pairs = [(iri, item.text) for iri in iris for item in statements.objects(iri, NAMESPACE + "excludes")]
    for group in statements.subjects(TYPE, NAMESPACE + "ExclusiveCollection"):
        members = [item.text for item in statements.objects(group, SKOS + "member")]
        pairs += [(one, other) for one in members for other in members if one != other]
    for one, other in pairs:
        excludes.setdefault(one, set()).add(other)
        excludes.setdefault(other, set()).add(one)
    return excludes


def _word_classes(statements: Statements) -> Iterable[tuple[str, tuple[str, ...]]]:
    for iri in statements.subjects(TYPE, NAMESPACE + "WordClass"):
        names = sorted({item.text for item in statements.objects(iri, SKOS + "notation")})
        if len(names) != 1:
            message = f"the word class <{iri}> has {len(names)} names"
            raise _error(statements, iri, message=message, remedy='Give it one: skos:notation "system-suffix".')
        words = {item.text for item in statements.objects(iri, NAMESPACE + "word")}
        yield names[0], tuple(sorted(words, key=lambda word: (-len(word), word)))


def _synonyms(statements: Statements) -> Iterable[tuple[str, ...]]:
    for iri in statements.subjects(TYPE, NAMESPACE + "SynonymGroup"):
        preferred = sorted({item.text for item in statements.objects(iri, NAMESPACE + "preferredWord")})
        if len(preferred) != 1:
            message = f"the group of words <{iri}> has {len(preferred)} preferred words"
            raise _error(statements, iri, message=message, remedy='Give it one: help:preferredWord "...".')
        others = {item.text for item in statements.objects(iri, NAMESPACE + "sameWord")} - set(preferred)
        yield (preferred[0], *sorted(others))


def _everyday(statements: Statements) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Each everyday word once, with all that it stands for in any group."""
    found: dict[str, set[str]] = {}
    for iri in statements.subjects(TYPE, NAMESPACE + "EverydayGroup"):
        preferred = {item.text for item in statements.objects(iri, NAMESPACE + "preferredWord")}
        if not preferred:
            message = f"the group of everyday words <{iri}> has no preferred word"
            raise _error(statements, iri, message=message, remedy='Give it one: help:preferredWord "...".')
        for item in statements.objects(iri, NAMESPACE + "sameWord"):
            found.setdefault(item.text, set()).update(preferred)
    return ((word, tuple(sorted(senses))) for word, senses in found.items())


def _error(statements: Statements, iri: str, *, message: str, remedy: str) -> VocabularyError:
    path, line = statements.place(iri, None, ())
    return VocabularyError(path, line, message=message, remedy=remedy)
