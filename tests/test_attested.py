"""Evidence in rows: a sequence that is what the tuple was, in whatever part it is asked for, and no row is read for the best few."""

from pathlib import Path
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from extract.build import Options, build
from extract.carried import packed_records, unpacked_records
from graph_api.snapshot import Published
from ontology.attested import HELD, ROW, best_first, parted, whole, within
from ontology.kinds import ConstraintKind, EvidenceField, MenuNodeKind, Modality
from ontology.records import AnyRecord, Constraint, Evidence, MenuNode

_SIZES = st.sampled_from((0, 1, HELD - 1, HELD, HELD + 1, HELD + ROW, HELD + ROW + 1, HELD + 3 * ROW - 1))
_PLACES = st.none() | st.integers(-300, 300)


def _node(size: int) -> MenuNode:
    evidence = tuple(
        Evidence("entry-a", EvidenceField.ANSWER, nth, nth + 2, f"词{nth}", "path.arrow") for nth in range(size)
    )
    return MenuNode(id="menu-a", label="订单", evidence=evidence, kind=MenuNodeKind.MENU, path="path-a", anchored=True)


def _kept(record: AnyRecord) -> tuple[Any, list[int]]:
    """The record as it is read back, and the rows that were read so far."""
    held, more, rows = parted(record)
    pieces, read = {(own, nth): data for own, nth, data in rows}, list[int]()

    def row(own: str, nth: int) -> bytes:
        read.append(nth)
        return pieces[own, nth]

    return whole(held, more, row), read


@given(size=_SIZES, first=_PLACES, last=_PLACES, step=st.sampled_from((None, 1, 2, -1, -3)))
def test_evidence_in_rows_is_the_tuple_that_it_was(
    size: int, first: int | None, last: int | None, step: int | None
) -> None:
    expected = _node(size).evidence
    found = _kept(_node(size))[0].evidence
    assert (len(found), bool(found), tuple(found)) == (size, bool(expected), expected)
    assert found[first:last:step] == expected[first:last:step]
    assert [found[nth] for nth in range(-size, size)] == [expected[nth] for nth in range(-size, size)]


@given(_SIZES)
def test_the_best_few_cost_no_row(size: int) -> None:
    record, read = _kept(_node(size))
    assert record.evidence[:HELD] == _node(size).evidence[:HELD]
    assert not read


@given(_SIZES)
def test_a_record_in_rows_is_the_record_that_it_was(size: int) -> None:
    record, _ = _kept(_node(size))
    assert record == _node(size)
    encode = msgspec.msgpack.Encoder(enc_hook=tuple).encode
    assert encode(record) == msgspec.msgpack.encode(_node(size))


_RULES = ("path.arrow", "path.clicks", "feature.topic", "table", "concept")


@given(
    st.lists(st.tuples(st.integers(0, 40), st.sampled_from(_RULES)), max_size=600),
    st.integers(0, 41),
    st.booleans(),
)
def test_what_stands_in_an_entry_is_found_among_any_evidence(
    places: list[tuple[int, str]], entry: int, of_rule: bool
) -> None:
    told = [
        Evidence(f"entry-{place:02}", EvidenceField.ANSWER, nth, nth + 1, "词", rule)
        for nth, (place, rule) in enumerate(places)
    ]
    thing: AnyRecord
    if of_rule:
        evidence = tuple(sorted(told))
        kind, modality = ConstraintKind.APPLICABILITY, Modality.ALLOWED
        thing = Constraint(id="constraint-a", kind=kind, modality=modality, text="可以", evidence=evidence)
    else:
        evidence = tuple(sorted(told, key=best_first))
        thing = msgspec.structs.replace(_node(0), evidence=evidence)
    record, _ = _kept(thing)
    expected = tuple(one for one in evidence if one.entry == f"entry-{entry:02}")
    assert within(record, f"entry-{entry:02}") == within(thing, f"entry-{entry:02}") == expected


def test_few_rows_are_read_for_an_entry() -> None:
    told = (
        Evidence(f"entry-{nth:06}", EvidenceField.ANSWER, 0, 1, "词", rule) for rule in _RULES for nth in range(4_000)
    )
    evidence = tuple(sorted(told, key=best_first))
    record, read = _kept(msgspec.structs.replace(_node(0), evidence=evidence))
    assert sorted(one.rule for one in within(record, "entry-001234")) == sorted(_RULES)
    assert len(read) == len(set(read)) < 50 < len(evidence) / ROW / 6


def test_a_thing_that_every_entry_names_is_published_with_all_of_its_evidence(tmp_path: Path) -> None:
    corpus = tmp_path / "a.txt"
    answers = (
        f"问题:怎么做第{nth}件事\n回答:商家后台-订单管理-订单导出，第{nth}次。\n---\n" for nth in range(HELD + ROW + 3)
    )
    corpus.write_text("".join(answers), encoding="utf-8")
    version, graph = build([corpus], tmp_path / "graph", Options())
    snapshot = Published(tmp_path / "graph").snapshot()
    most = max((one for one in graph.records if isinstance(one, MenuNode)), key=lambda one: len(one.evidence))
    found = snapshot.get(most.id)
    assert isinstance(found, MenuNode)
    assert len(found.evidence) >= HELD + ROW + 3
    assert found == most
    for record in graph.records:
        kept = snapshot.get(record.id)
        assert kept is not None
        for entry in {one.entry for one in getattr(record, "evidence", ())}:
            assert within(kept, entry) == within(record, entry) != ()
    assert tuple(unpacked_records(packed_records(version))) == tuple(graph.records)
