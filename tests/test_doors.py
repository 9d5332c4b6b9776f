"""One answer by every door: library, GraphQL, HTTP, command and agents, for each feature of the user's graph."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from mcp import Client
from starlette.testclient import TestClient
from typer.testing import CliRunner

import helpgraph
from graph_api import agents, tables
from graph_api.schema import execute
from graph_api.server import create_app
from graph_api.snapshot import Published, Snapshot

GIVEN = ["COD", "待出库"]
PLACES = "query($f: String!) { locate(feature: $f) { text } }"
VERDICT = "query($f: String!, $g: [String!]!) { check(feature: $f, given: $g) { verdict summary } }"


@pytest.fixture(scope="module")
def snapshot(graph: Path) -> Snapshot:
    return Published(graph).snapshot()


def commanded(graph: Path, *arguments: str) -> Any:
    done = CliRunner().invoke(helpgraph.app, [*arguments, "--graph", str(graph), "--json"])
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def test_places_and_verdicts_are_the_same_by_every_door(graph: Path, snapshot: Snapshot) -> None:
    opened, client = helpgraph.open(graph), TestClient(create_app(graph))
    features = tables.table(snapshot, "features").column("id")

    def posted(document: str, **variables: Any) -> Any:
        return client.post("/graphql", json={"query": document, "variables": variables}).json()["data"]

    async def talking() -> None:
        async with Client(agents.server(Published(graph))) as agent:
            for own in map(str, features):
                places = [place["text"] for place in execute(snapshot, PLACES, {"f": own})["data"]["locate"]]
                verdict = execute(snapshot, VERDICT, {"f": own, "g": GIVEN})["data"]["check"]
                assert [place.text for place in opened.locate(own)] == places
                assert [place["text"] for place in posted(PLACES, f=own)["locate"]] == places
                assert [place["text"] for place in commanded(graph, "locate", own)] == places
                found: Any = (await agent.call_tool("locate", {"feature": own})).structured_content
                assert [place["text"] for place in found["places"]] == places
                here = opened.check(own, GIVEN)
                assert {"verdict": here.verdict, "summary": here.summary} == verdict
                assert posted(VERDICT, f=own, g=GIVEN)["check"] == verdict
                told = commanded(graph, "check", own, "--given", GIVEN[0], "--given", GIVEN[1])
                assert {name: told[name] for name in verdict} == verdict
                found = (await agent.call_tool("check", {"feature": own, "given": GIVEN})).structured_content
                assert {name: found[name] for name in verdict} == verdict

    asyncio.run(talking())


def test_operations_are_the_same_by_every_door(graph: Path) -> None:
    frame = helpgraph.open(graph).operations(GIVEN)
    expected = list(zip(frame["verdict"], frame["operation"], frame["summary"], strict=True))
    told = commanded(graph, "operations", "--given", GIVEN[0], "--given", GIVEN[1])
    assert [(one["verdict"], one["feature"]["label"], one["summary"]) for one in told] == expected

    async def talking() -> None:
        async with Client(agents.server(Published(graph))) as agent:
            answer: Any = await agent.call_tool("operations", {"given": GIVEN, "limit": 100})
            found = answer.structured_content["operations"]
            assert [(one["verdict"], one["feature"]["label"], one["summary"]) for one in found] == expected[:100]

    asyncio.run(talking())
