"""Whatever is asked, a plan answers as graphql-core does: data in the same order, errors with the same places, paths and codes."""

import json
import os
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strawberry.schema.exceptions import CannotGetOperationTypeError

from graph_api.limits import AnswerLimits
from graph_api.plans.oracle import GRAPH
from graph_api.plans.plans import Plans
from graph_api.schema import execute
from graph_api.snapshot import Published, Slice, Snapshot
from ontology import layout
from tests.conftest import LONG
from tests.operations import Maker, Operation

OPERATIONS: Final = int(os.environ.get("HELPGRAPH_OPERATIONS") or (10_000 if LONG else 1_000))
WIDE: Final = AnswerLimits(tokens=100_000, checked_tokens=100_000, cost=10**9, errors=10**6, answer=2**30, seconds=1e6)


@pytest.fixture(scope="module")
def snapshot(graph: Path) -> Snapshot:
    return Published(graph).snapshot()


def words(snapshot: Snapshot) -> list[str]:
    """Ids and labels of every kind, and what is none."""
    listings = (layout.FEATURES, layout.CONCEPTS, layout.ENTRIES, layout.MENU_NODES, layout.CONSTRAINTS)
    some: list[Any] = [one for listing in listings for one in snapshot.whole(Slice(listing))[::7]]
    names = [getattr(one, "label", None) or getattr(one, "title", None) or one.id for one in some]
    return [*(one.id for one in some), *names, "", "无此物", "COD", "非货到付款", 'a"b\\', "订单导出", "货到付款"]


def expected(snapshot: Snapshot, asked: Operation) -> dict[str, Any]:
    """What strawberry and graphql-core answer; `errors` are empty where the document has no such operation, or several and none is
    named (strawberry takes the first then; the specification wants an error)."""
    if asked.name is None and asked.several:
        return {"data": None, "errors": []}
    try:
        return execute(snapshot, asked.source, dict(asked.variables), operation_name=asked.name)
    except CannotGetOperationTypeError:
        return {"data": None, "errors": []}


def check(plans: Plans, snapshot: Snapshot, asked: Operation) -> str:
    """Answers anew, from kept objects, and from kept answers; gives the sort of answer that it was."""
    due = json.loads(json.dumps(expected(snapshot, asked)))
    for keep in (False, False, True, True):
        told = plans.answer(snapshot, asked.source, asked.variables, asked.name, keep=keep)
        found = json.loads(told.body)
        assert ("data" in found) == told.ran
        if due.get("errors") == []:
            assert not told.ran, asked
            cut = ("GRAPHQL_PARSE_FAILED",) if asked.fault == "syntax" else ()
            assert told.code in ("BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED", *cut)
            continue
        assert json.dumps(found.get("data")) == json.dumps(due["data"]), asked
        assert found.get("errors", []) == due.get("errors", []), asked
    document = plans.documents.get(asked.source)
    planned = document is not None and document.refused is None and document.compiled.operations is not None
    return ("planned" if planned else "graphql-core") + (" with errors" if "errors" in due else "")


def test_plans_answer_as_graphql_core_does(snapshot: Snapshot) -> None:
    known = words(snapshot)
    plans = Plans(WIDE)
    sorts: dict[str, int] = {}

    @settings(max_examples=OPERATIONS, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.randoms(use_true_random=True))
    def run(random: Random) -> None:
        sort = check(plans, snapshot, Maker(GRAPH, known, random).operation())
        sorts[sort] = sorts.get(sort, 0) + 1

    run()
    assert sorts["planned"] > OPERATIONS // 5, sorts
    assert sorts["planned with errors"] > OPERATIONS // 10, sorts
    assert sorts["graphql-core with errors"] > OPERATIONS // 10, sorts
