"""What changed and what names it tell as much of a graph after a change as all of it does: of its lines, its tables and the laws it breaks."""

import random
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from itertools import islice, pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.generate import entries
from extract import positions
from extract.corpus import RawEntry, read_corpus
from extract.database import listings, names
from extract.delta import Delta, judged_of, line_changes
from extract.facts import EntryFacts
from extract.lines import Lines
from extract.merge import merge
from extract.neighbours import neighbours
from extract.reading import read_entry
from extract.triples import ntriples
from extract.update import change_tables
from ontology import layout
from ontology.amended import asked_of, breaks_after
from ontology.conformance import broken
from ontology.iris import DEFAULT_BASE, digest_id
from ontology.lawful import untrue_quotes
from ontology.records import AnyRecord, Entry, Source
from tests.conftest import CORPUS, the_vocabulary

MANY = 50
Told = tuple[RawEntry, EntryFacts]


@pytest.fixture(scope="module")
def told() -> list[Told]:
    """Entries that have much in common, read once; every third question is asked twice, with other words in the answer."""
    pairs = [(one.question, one.answer) for one in read_corpus([CORPUS]).entries[::2]]
    pairs += [(one.question, one.answer) for one in islice(entries(1, 400), 0, None, 16)]
    pairs += [
        (question, f"{answer}货到付款的订单不支持修改运费。【订单管理】又称订单中心。")
        for question, answer in pairs[::3]
    ]
    found = []
    for line, (question, answer) in enumerate(pairs[:MANY], 1):
        raw = RawEntry(digest_id("entry", question, f"{line}.txt"), question, answer, (Source(f"{line}.txt", 1),))
        found.append((raw, read_entry(question, answer, vocabulary=the_vocabulary())))
    return found


def _records(told: Sequence[Told], chosen: set[int]) -> dict[str, AnyRecord]:
    some = sorted((told[nth % len(told)] for nth in chosen), key=lambda one: one[0].id)
    return {one.id: one for one in merge(some, vocabulary=the_vocabulary())}


def _delta(before: dict[str, AnyRecord], now: dict[str, AnyRecord]) -> Delta:
    gone = {own: record for own, record in before.items() if now.get(own) != record}
    new = {own: record for own, record in now.items() if before.get(own) != record}
    near = neighbours(gone, new, now.values())
    lost, found = line_changes(gone, new, near, DEFAULT_BASE)
    said = [tuple(line.decode().removesuffix("\n") for line in sorted(side)) for side in (lost, found)]
    return Delta(Path(), gone, new, near, Lines(()), *said)


def _harmed(records: dict[str, AnyRecord], chance: random.Random) -> dict[str, AnyRecord]:
    """Records as an error of this program might make them: some are missing, rest on nothing, or quote what an entry does not say."""
    harmed = dict(records)
    for own in chance.sample(sorted(harmed), 3):
        record = harmed[own]
        if isinstance(record, Entry):
            harmed[own] = msgspec.structs.replace(record, answer=record.answer[1:])
        elif getattr(record, "evidence", ()) and chance.random() < 0.5:
            harmed[own] = msgspec.structs.replace(record, evidence=())
        else:
            del harmed[own]
    return harmed


_SEVERAL = st.lists(st.sets(st.integers(0, MANY - 1), min_size=1), min_size=2, max_size=4)


@settings(max_examples=25)
@given(_SEVERAL)
def test_lines_and_tables_follow_what_changed(told: list[Told], several: list[set[int]]) -> None:
    states = [_records(told, chosen) for chosen in several]
    lines = set(ntriples(states[0].values(), base_iri=DEFAULT_BASE))
    with closing(sqlite3.connect(":memory:")) as connection, pytest.MonkeyPatch.context() as patch:
        patch.setattr(positions, "CORE", 20)
        connection.executescript(layout.TABLES + layout.INDEXES)
        connection.executemany("INSERT INTO listing VALUES (?, ?, ?)", listings(states[0].values(), states[0]))
        connection.execute("INSERT INTO listing_size SELECT list, count(*) FROM listing GROUP BY list")
        connection.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?)", names(states[0].values(), states[0]))
        spots, links = positions.spots_and_links(states[0].values())
        connection.executemany("INSERT INTO spot VALUES (?, ?, ?, ?)", spots)
        connection.executemany("INSERT INTO link VALUES (?, ?, ?)", links)
        for before, now in pairwise(states):
            delta = _delta(before, now)
            lines = lines.difference(delta.lines_gone).union(delta.lines_new)
            assert lines == set(ntriples(now.values(), base_iri=DEFAULT_BASE))
            change_tables(connection, delta, now)
            tables = ("listing", "name", "spot", "link")
            found = [sorted(connection.execute(f"SELECT * FROM {name}").fetchall()) for name in tables]
            made = (listings(now.values(), now), names(now.values(), now), *positions.spots_and_links(now.values()))
            assert found == [list(rows) for rows in made]
            sizes = connection.execute("SELECT list, count(*) FROM listing GROUP BY list ORDER BY 1").fetchall()
            assert connection.execute("SELECT * FROM listing_size ORDER BY 1").fetchall() == sizes


@settings(max_examples=25)
@given(_SEVERAL, st.randoms(use_true_random=False))
def test_every_law_that_is_broken_is_found_beside_what_changed(
    told: list[Told], several: list[set[int]], chance: random.Random
) -> None:
    before, now = (_records(told, chosen) for chosen in several[:2])
    now = _harmed(now, chance)
    delta = _delta(before, now)
    judged, around = judged_of(delta, now.get)
    said, beside = (ntriples(some, base_iri=DEFAULT_BASE) for some in (judged, around))
    lines = sorted({*said, *asked_of(beside)})
    expected = {*broken(list(ntriples(now.values(), base_iri=DEFAULT_BASE))), *untrue_quotes(now.values(), now.get)}
    found = breaks_after(lines, [*delta.lines_gone, *delta.lines_new], judged, now.get)
    assert set(found) == expected
