"""Operations are judged as far as a page needs, and the pages are those of all judged at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_api import operations as listed
from graph_api.applicability import verdict
from graph_api.errors import Refused
from graph_api.given import FactInput, given_of
from graph_api.operations import ORDER, Operations, operations
from graph_api.snapshot import Slice, Snapshot
from ontology import layout
from ontology.kinds import Unit, Verdict
from ontology.layout import subset
from ontology.logic import Given
from tests.rules_world import ALLOWED, TERMS, Said, World, many_rules, world

_LABELS = [label for term in TERMS for label in (term.label, f"非{term.label}") if term.label not in ("暂停", "大促")]


@pytest.fixture(scope="module", params=["by hand", "by chance"])
def rules(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rules")
    return (world() if request.param == "by hand" else many_rules()).publish(folder)


@pytest.fixture
def judgements(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, object]]:
    """Which operation was judged for what."""
    asked: list[tuple[str, object]] = []

    def counted(snapshot: Snapshot, own: str, order: Given) -> Verdict:
        asked.append((own, order.literals))
        return verdict(snapshot, own, order)

    monkeypatch.setattr(listed, "verdict", counted)
    return asked


def _at_once(snapshot: Snapshot, order: Given) -> list[tuple[int, bytes, str]]:
    """All operations with the places of their verdicts in ORDER, each judged by itself."""
    rows = snapshot.page(Slice(subset(layout.FEATURES, "operation", "true")), -1)
    return sorted((ORDER.index(verdict(snapshot, own, order)), key, own) for key, own in rows)


def _paged(rows: Operations, size: int, *, backward: bool) -> Iterator[tuple[int, str]]:
    cursor = None
    while True:
        if backward:
            page = rows.page(size, after=None, before=cursor, backward=True)[::-1]
        else:
            page = rows.page(size, after=cursor, before=None, backward=False)
        yield from ((ORDER.index(outcome.verdict), outcome.feature.id) for _, outcome in page)
        if len(page) < size:
            return
        cursor = page[-1][0]


@given(
    st.lists(st.sampled_from(_LABELS), max_size=4),
    st.sampled_from([(), (2,), (4,)]),
    st.integers(1, 30),
    st.sets(st.sampled_from(ORDER)),
    st.sampled_from([3, 256]),
    st.booleans(),
)
def test_pages_are_those_of_all_judged_at_once(
    rules: Path,
    names: list[str],
    figures: tuple[int, ...],
    size: int,
    wanted: set[Verdict],
    run: int,
    backward: bool,
) -> None:
    snapshot = Snapshot(rules)
    facts = [FactInput(concept="联系不上消费者", value=value, unit=Unit.TIMES) for value in figures]
    try:
        order = given_of(snapshot, names, facts)
    except Refused:
        return
    every = [(rank, own) for rank, _, own in _at_once(snapshot, order) if ORDER[rank] in wanted]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(listed, "_RUN", run)
        for _ in range(2):  # judged as the pages come, then known
            rows = operations(snapshot, order, wanted)
            assert list(_paged(rows, size, backward=backward)) == (every[::-1] if backward else every)
            assert rows.size() == len(every)


def test_a_page_costs_what_it_shows(tmp_path: Path, judgements: list[tuple[str, object]]) -> None:
    labels = [f"操作{nth:03}" for nth in range(600)]
    said = [Said(label, ALLOWED, f"可以{label}", ("货到付款",) if nth % 3 else ()) for nth, label in enumerate(labels)]
    snapshot = Snapshot(World(TERMS, labels, said).publish(tmp_path))
    rows = operations(snapshot, given_of(snapshot, ["COD"], []), None)
    assert len(rows.page(10, after=None, before=None, backward=False)) == 10
    assert len(judgements) == 10
    assert len(rows.page(10, after=None, before=None, backward=True)) == 10
    assert len(judgements) == 600  # that none is forbidden is known when all are judged
    assert rows.size() == 600
    assert len(judgements) == 600


def test_each_is_judged_once_for_a_version_and_once_for_what_turns_it(
    rules: Path, judgements: list[tuple[str, object]]
) -> None:
    snapshot = Snapshot(rules)
    total = snapshot.size(Slice(subset(layout.FEATURES, "operation", "true")))
    for names in (["COD", "待出库"], ["等待出库", "cod"], ["货到付款", "待出库", "COD"]):
        for size in (1, 5, 500):
            operations(snapshot, given_of(snapshot, names, []), ORDER).page(
                size, after=None, before=None, backward=False
            )
    assert len(judgements) == len(set(judgements))
    turned = [own for own, literals in judgements if literals]
    assert 0 < len(turned) < total
    operations(snapshot, given_of(snapshot, [], []), None).size()
    assert len(judgements) == len(set(judgements)) == total + len(turned)
    operations(snapshot, given_of(snapshot, ["LOC"], []), None).size()
    assert len(judgements) - total - len(turned) < total / 2
