"""Records on disk are as a sorted list has them, however few are held; a record that is looked up lacks no more than evidence."""

from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import recordfile
from extract.recordfile import Records, RecordSorter, by_id
from ontology.kinds import EvidenceField
from ontology.records import AnyRecord, Evidence, Term

_NUMBERS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 60)), max_size=60)


def _term(number: int, words: int) -> Term:
    evidence = tuple(Evidence("entry-a", EvidenceField.ANSWER, one, one + 1, "词", "hand") for one in range(words))
    return Term(id=f"term-{number}", label=f"词{number}", definition="义" * words, evidence=evidence)


def _stored(records: Sequence[AnyRecord]) -> Records:
    sorter = RecordSorter()
    for record in records:
        sorter.put(record)
    return sorter.records()


@given(_NUMBERS, st.integers(1, 2000), st.integers(1, 2000), st.integers(1, 400))
def test_records_are_a_sorted_list_that_is_not_held(
    numbers: list[tuple[int, int]], held: int, much: int, few: int
) -> None:
    given = [_term(number, words) for number, words in numbers]
    expected = sorted({record.id: record for record in given}.values(), key=lambda record: record.id)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("_HELD", held), ("_MUCH", much), ("_MANY", few)):
            patch.setattr(recordfile, name, value)
        records = _stored(given)
        assert list(records) == expected
        assert [records[place] for place in range(-len(records), len(records))] == expected * 2
        assert [records[place:] for place in range(len(records) + 2)] == [expected[p:] for p in range(len(records) + 2)]
        assert [msgspec.msgpack.decode(data, type=AnyRecord) for data in records.encoded()] == expected
        for record in expected:
            found = records.get(record.id)
            assert isinstance(found, Term)
            assert isinstance(record, Term)
            assert msgspec.structs.replace(record, evidence=found.evidence) == found
            assert found.evidence in (record.evidence, record.evidence[:1])
        assert [records.get(f"term-{number}") is None for number in range(-1, 42)] == [
            number not in {number for number, _ in numbers} for number in range(-1, 42)
        ]
    with pytest.raises(IndexError):
        records[len(expected)]


def test_records_by_id_are_those_of_a_dictionary() -> None:
    given = [_term(number, 3) for number in range(50)]
    known, dictionary = by_id(_stored(given)), by_id(given)
    assert dict(known) == dictionary
    assert sorted(known.values(), key=lambda one: one.id) == sorted(dictionary.values(), key=lambda one: one.id)
    assert ("term-7" in known, "term-77" in known, len(known)) == (True, False, 50)
    with pytest.raises(KeyError):
        known["term-77"]
