"""The corpus under other names: the facts must follow one for one. Whoever knows a menu or a figure by heart fails here."""

from collections.abc import Mapping
from pathlib import Path

import msgspec
import pytest

from extract.facts import EntryFacts
from extract.reading import read_entry
from ontology.concepts import Vocabulary
from ontology.records import AnyRecord
from ontology.vocabulary import load_vocabulary
from tests.conftest import read_all
from tests.renaming import entries, refigured, renamed, renames, write_vocabulary


@pytest.fixture(scope="module")
def records(vocabulary: Vocabulary) -> tuple[AnyRecord, ...]:
    return read_all([(entry.question, entry.answer) for entry in entries()], vocabulary)


def _followed(facts: EntryFacts, names: Mapping[str, str]) -> EntryFacts:
    """The facts with all names replaced."""
    text = msgspec.json.encode(facts).decode()
    return _known(msgspec.json.decode(refigured(renamed(text, names)).encode(), type=EntryFacts))


def _known(facts: EntryFacts) -> EntryFacts:
    """Facts but for whether a function is an operation: that a thing belongs to an order is knowledge of the thing."""
    features = tuple(msgspec.structs.replace(feature, is_operation=False) for feature in facts.features)
    return msgspec.structs.replace(facts, features=features)


def test_names_in_texts_and_vocabulary(records: tuple[AnyRecord, ...], vocabulary: Vocabulary, tmp_path: Path) -> None:
    names = renames(records, vocabulary)
    assert len(names) > 60
    other = load_vocabulary(bundled=write_vocabulary(tmp_path / "vocab", names))
    changed = 0
    for entry in entries():
        question, answer = (refigured(renamed(text, names)) for text in (entry.question, entry.answer))
        changed += (question, answer) != (entry.question, entry.answer)
        found = _known(read_entry(question, answer, vocabulary=other))
        assert found == _followed(read_entry(entry.question, entry.answer, vocabulary=vocabulary), names), question
    assert changed > 30


def test_names_in_texts_alone(records: tuple[AnyRecord, ...], vocabulary: Vocabulary) -> None:
    names = renames(records, vocabulary)
    assert len(names) > 60
    for entry in entries():
        question, answer = (refigured(renamed(text, names)) for text in (entry.question, entry.answer))
        found = _known(read_entry(question, answer, vocabulary=vocabulary))
        wanted = _followed(read_entry(entry.question, entry.answer, vocabulary=vocabulary), names)
        assert [path.labels for path in found.paths] == [path.labels for path in wanted.paths], question
        assert found.features == wanted.features, question
        assert found.references == wanted.references
