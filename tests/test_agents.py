"""The tools for agents, through a real client: in process, and over the standard streams of the command."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters
from typer.testing import CliRunner

from graph_api import agents, asking
from graph_api.snapshot import Published
from helpgraph import app
from tests.conftest import ROOT
from tests.rules_world import world

TOOLS = {"search", "ask", "locate", "check", "operations"}


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Published:
    folder = tmp_path_factory.mktemp("rules")
    world().publish(folder)
    return Published(folder)


def talk(server: Any, talking: Callable[[Client], Awaitable[None]]) -> None:
    """A conversation of a client with a server."""

    async def main() -> None:
        async with Client(server) as client:
            await talking(client)

    asyncio.run(main())


async def told(client: Client, tool: str, **arguments: Any) -> Any:
    answer: Any = await client.call_tool(tool, arguments)
    assert not answer.is_error, answer.content
    return answer.structured_content


async def refused(client: Client, tool: str, **arguments: Any) -> str:
    answer: Any = await client.call_tool(tool, arguments)
    assert answer.is_error
    return str(answer.content[0].text)


def test_the_tools_say_what_they_do_and_that_they_only_read(rules: Published) -> None:
    async def talking(client: Client) -> None:
        found: Any = (await client.list_tools()).tools
        assert {tool.name for tool in found} == TOOLS
        for tool in found:
            assert tool.description
            assert tool.annotations.read_only_hint
            assert tool.output_schema["type"] == "object"
            for name, about in tool.input_schema["properties"].items():
                assert name == "limit" or about["description"], f"{tool.name} {name}"

    talk(agents.server(rules), talking)


def test_answers_are_the_apis_with_their_evidence(rules: Published) -> None:
    snapshot = rules.snapshot()

    async def talking(client: Client) -> None:
        verdict = await told(client, "check", feature="修改运费", given=["COD"])
        assert verdict == asking.verdict(snapshot, "修改运费", ["COD"])
        assert verdict["verdict"] == "FORBIDDEN"
        assert verdict["because"][0]["evidence"][0]["quote"]
        found = (await told(client, "operations", given=["COD", "待出库"]))["operations"]
        assert found == asking.verdicts(snapshot, ["COD", "待出库"], most=20)
        one = (await told(client, "operations", verdicts=["FORBIDDEN"], given=["COD"], limit=1))["operations"]
        assert [row["verdict"] for row in one] == ["FORBIDDEN"]

    talk(agents.server(rules), talking)


def test_places_come_with_the_words_of_the_sources(graph: Path) -> None:
    published = Published(graph)

    async def talking(client: Client) -> None:
        (place, *_) = (await told(client, "locate", feature="导出订单"))["places"]
        assert place["text"] == "商家后台 > 订单管理 > 订单查询与跟踪 > 订单导出"
        assert place["evidence"][0]["quote"] == "商家后台-订单管理-订单查询与跟踪- 订单导出"
        assert place == asking.places(published.snapshot(), "导出订单")[0]

    talk(agents.server(published), talking)


def test_questions_are_answered_and_things_found(graph: Path) -> None:
    async def talking(client: Client) -> None:
        answer = await told(client, "ask", question="货到付款的订单能修改运费吗")
        assert answer["applicability"]["verdict"] == "FORBIDDEN"
        assert answer["evidence"]
        hits = (await told(client, "search", text="导出订单", kinds=["FEATURE"], limit=3))["hits"]
        assert 1 <= len(hits) <= 3
        assert {hit["kind"] for hit in hits} == {"FEATURE"}

    talk(agents.server(Published(graph)), talking)


def test_what_cannot_be_answered_names_the_nearest(rules: Published, tmp_path: Path) -> None:
    async def talking(client: Client) -> None:
        assert "NOT_FOUND" in (message := await refused(client, "check", feature="修改运费了", given=[]))
        assert "修改运费" in message.partition("nearest")[2]
        assert "cannot both hold" in await refused(client, "operations", given=["COD", "在线支付"])
        assert "limit" in await refused(client, "operations", given=[], limit=1000)
        assert "verdicts" in await refused(client, "operations", given=[], verdicts=["MAYBE"])
        assert "feature" in await refused(client, "locate")

    talk(agents.server(rules), talking)

    async def nothing(client: Client) -> None:
        assert "helpgraph build" in await refused(client, "locate", feature="x")

    talk(agents.server(Published(tmp_path)), nothing)


def test_the_command_serves_over_standard_streams(rules: Published) -> None:
    async def talking(client: Client) -> None:
        assert (await told(client, "check", feature="修改运费", given=["COD"]))["verdict"] == "FORBIDDEN"

    arguments = ["-m", "helpgraph", "mcp", "--graph", str(rules.directory)]
    talk(StdioServerParameters(command=sys.executable, args=arguments, cwd=str(ROOT)), talking)


def test_without_the_package_it_says_what_to_install(rules: Published, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    done = CliRunner().invoke(app, ["mcp", "--graph", str(rules.directory)])
    assert done.exit_code == 1
    assert "pip install 'helpgraph[mcp]'" in done.stderr
    assert CliRunner().invoke(app, ["mcp", "--graph", "/nowhere"]).exit_code == 1
