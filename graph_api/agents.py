"""The graph for language-model agents over the Model Context Protocol: five tools, structured results, each with its evidence.

The only file that imports mcp. A tool's answer is the API's; what it cannot answer is an error with the nearest right names.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from graph_api import asking
from graph_api.asking import Refusal
from graph_api.snapshot import Published, SnapshotError

if TYPE_CHECKING:
    from mcp.server import MCPServer

_INSTRUCTIONS: Final = (
    "Questions of merchants about a back office, answered from help-centre texts alone. Names and answers are Chinese. "
    "Quote the evidence that comes with an answer; where a verdict is UNSTATED the texts do not say."
)
Verdict = Literal["ALLOWED", "CONDITIONAL", "CONFLICTING", "FORBIDDEN", "UNSTATED"]
Kind = Literal["ENTRY", "FEATURE", "MENU_NODE", "CONCEPT", "CONSTRAINT", "TERM", "PROCEDURE"]


class NoAgents(Exception):
    """The package for agents is not installed; the message says how to install it."""


def server(published: Published) -> "MCPServer[Any]":
    """A server over a graph folder; each call is answered from the version that is published then. Raises NoAgents."""
    try:
        from mcp.server import MCPServer
        from mcp.types import ToolAnnotations
    except ImportError as error:
        raise NoAgents("the package mcp is not installed: pip install 'helpgraph[mcp]'") from error

    made: MCPServer[Any] = MCPServer(
        "helpgraph", title="帮助中心知识图谱", instructions=_INSTRUCTIONS, log_level="ERROR"
    )
    reads = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
    for tool in _tools(published):
        made.tool(annotations=reads, structured_output=True)(tool)
    return made


def serve(published: Published) -> None:
    """Serves over standard input and output until the client is gone. Raises NoAgents."""
    server(published).run("stdio")


def _tools(published: Published) -> tuple[Callable[..., dict[str, Any]], ...]:
    from pydantic import Field

    feature_field = Field(description="A function by any of its names: 修改运费, 导出订单.")
    given_field: Any = Field(
        default_factory=list, description="What holds of the order, each by any of its names: COD, 待出库, 非预售."
    )

    def search(
        text: Annotated[str, Field(description="Words, pinyin or initials.")],
        kinds: Annotated[list[Kind] | None, Field(description="Look for these alone.")] = None,
        limit: Annotated[int, Field(ge=1, le=100)] = 10,
    ) -> dict[str, Any]:
        """Finds entries, functions, places, concepts, rules, terms and procedures by words, best first."""
        return {"hits": _asked(published, lambda one: asking.hits(one, text, kinds, most=limit))}

    def ask(question: Annotated[str, Field(description="A question in Chinese.")]) -> dict[str, Any]:
        """Answers a question from the texts, with the words that the answer rests on; below confidence 0.5 they do not say."""
        answer: dict[str, Any] = _asked(published, lambda one: asking.reply(one, question))
        return answer

    def locate(feature: Annotated[str, feature_field]) -> dict[str, Any]:
        """Where in the menus a function is: every known path, the best attested first, each with its evidence."""
        return {"places": _asked(published, lambda one: asking.places(one, feature))}

    def check(feature: Annotated[str, feature_field], given: Annotated[list[str], given_field]) -> dict[str, Any]:
        """Whether a function may be used for an order: the verdict, its reason, what is left open, the limits, all with evidence."""
        verdict: dict[str, Any] = _asked(published, lambda one: asking.verdict(one, feature, given))
        return verdict

    def operations(
        given: Annotated[list[str], given_field],
        verdicts: Annotated[list[Verdict] | None, Field(description="Of these verdicts alone.")] = None,
        limit: Annotated[int, Field(ge=1, le=100)] = 20,
    ) -> dict[str, Any]:
        """What may be done with an order: operations with their verdicts, ALLOWED first; without `verdicts` all but UNSTATED."""
        return {"operations": _asked(published, lambda one: asking.verdicts(one, given, verdicts, most=limit))}

    return search, ask, locate, check, operations


def _asked(published: Published, question: Callable[[Any], Any]) -> Any:
    """An answer; what is refused is an error that an agent can read and act on."""
    from mcp.server.mcpserver.exceptions import ToolError

    try:
        return question(published.snapshot())
    except Refusal as refused:
        near = f" [nearest: {', '.join(refused.nearest)}]" if refused.nearest else ""
        raise ToolError(f"{refused.code}: {refused}{near}") from refused
    except SnapshotError as error:
        raise ToolError(f"UNAVAILABLE: {error}") from error
