"""The corpus under other names: the facts must follow one for one. Whoever knows a menu or a figure by heart fails here."""

from collections.abc import Mapping
from pathlib import Path

import msgspec
import pytest

from extract.facts import EntryFacts, FeatureFact, RuleFact
from extract.reading import read_entry
from ontology.concepts import Vocabulary
from ontology.records import AnyRecord, Quantity
from ontology.vocabulary import load_vocabulary
from tests.conftest import read_all
from tests.renaming import entries, refigured, renamed, renames, write_vocabulary


@pytest.fixture(scope="module")
def records(vocabulary: Vocabulary) -> tuple[AnyRecord, ...]:
    return read_all([(entry.question, entry.answer) for entry in entries()], vocabulary)


def _followed(facts: EntryFacts, names: Mapping[str, str]) -> EntryFacts:
    """The facts with all names replaced, and all figures as the texts have them."""
    text = msgspec.json.encode(_known(facts)).decode()
    followed = msgspec.json.decode(refigured(renamed(text, names)).encode(), type=EntryFacts)
    return _known(msgspec.structs.replace(followed, rules=tuple(map(_refigured_rule, followed.rules))))


def _refigured_rule(rule: RuleFact) -> RuleFact:
    conditions = tuple(msgspec.structs.replace(c, limit=_refigured_limit(c.limit)) for c in rule.conditions)
    return msgspec.structs.replace(
        rule,
        limit=_refigured_limit(rule.limit),
        conditions=conditions,
        valid_from=_refigured_date(rule.valid_from),
        valid_until=_refigured_date(rule.valid_until),
    )


def _refigured_limit(limit: Quantity | None) -> Quantity | None:
    """A limit as read from its words with other figures; what has a unit is renamed, as in the texts, but for ranges (18-20天)."""
    if limit is None or limit.unit_text is None or limit.value is None or limit.upper is not None:
        return limit
    return msgspec.structs.replace(limit, value=_refigured_number(limit.value, limit.unit_text))


def _refigured_number(number: float, unit: str) -> float:
    return float(refigured(f"{number:g}{unit}").removesuffix(unit))


def _refigured_date(date: str | None) -> str | None:
    if date is None:
        return None
    year, month, day = date.split("-")
    numbers = (int(_refigured_number(int(n), unit)) for n, unit in ((month, "月"), (day, "日")))
    return "-".join((year, *(f"{n:02}" for n in numbers)))


def _known(facts: EntryFacts) -> EntryFacts:
    """Facts without what rests on knowledge of names: whether a function belongs to an order, what is a thing that is supported
    and no kind of order, and the wording of rules, which says no word twice that a name holds already, nor the key of what a figure bounds,
    which is the text without its marks. The order of conditions
    is that of their names, and an alias that is but a label turned round may hold another name by chance: neither is compared."""
    features = tuple(
        msgspec.structs.replace(feature, is_operation=False, spans=spans, aliases=_told_aliases(feature))
        for feature in facts.features
        if (spans := tuple(span for span in feature.spans if span.rule != "feature.supported"))
    )
    rules = tuple(
        msgspec.structs.replace(rule, text="", measured=None, conditions=tuple(sorted(rule.conditions, key=repr)))
        for rule in facts.rules
    )
    return msgspec.structs.replace(facts, features=features, rules=rules)


def _told_aliases(feature: FeatureFact) -> tuple[str, ...]:
    return tuple(alias for alias in feature.aliases if sorted(alias) != sorted(feature.label))


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
