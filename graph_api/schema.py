"""The schema, its printed form, and the answer to one operation over one snapshot."""

import logging
from typing import Any, Final

import strawberry
from graphql import DocumentNode, GraphQLError, GraphQLSyntaxError, execute_sync
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.name_converter import NameConverter

from graph_api.drawing_types import Sheet
from graph_api.errors import Code
from graph_api.fact_types import Fact
from graph_api.find_types import Answer
from graph_api.query import Query
from graph_api.rule_types import Conflict, Constraint
from graph_api.snapshot import Snapshot
from graph_api.snapshot_types import Gap
from graph_api.strawberries import hand_over
from graph_api.types import Concept, Entry, Feature, MenuNode, Procedure, Term

_LOG: Final = logging.getLogger("helpgraph.api")


class Schema(strawberry.Schema):
    """Strawberry's schema with errors logged where they are ours alone."""

    def process_errors(self, errors: list[Any], execution_context: Any = None) -> None:
        del execution_context
        for error in errors:
            if coded(error).extensions["code"] == Code.INTERNAL:  # type: ignore[index]
                _LOG.error("a resolver failed", exc_info=error.original_error)


class Names(NameConverter):
    """The contract's names for connections: those of SearchHit are called SearchConnection and SearchEdge."""

    def from_generic(self, *given: Any) -> str:
        return super().from_generic(*given).replace("SearchHit", "Search")


hand_over()
SCHEMA: Final = Schema(
    Query,
    types=[Entry, Feature, MenuNode, Concept, Procedure, Term, Gap, Constraint, Conflict, Fact, Sheet, Answer],
    config=StrawberryConfig(name_converter=Names(auto_camel_case=True), batching_config=None),
)


def coded(error: GraphQLError) -> GraphQLError:
    """The same error with a code; an exception's own text stays inside."""
    if "code" in (error.extensions or {}):
        return error
    if isinstance(error, GraphQLSyntaxError):
        code = Code.GRAPHQL_PARSE_FAILED
    elif error.original_error is None:
        # A variable's coercion and a document's validation both come before anything runs, and carry no path.
        code = Code.GRAPHQL_VALIDATION_FAILED if error.path is None else Code.BAD_USER_INPUT
    elif isinstance(error.original_error, GraphQLError):
        code = Code.BAD_USER_INPUT
    elif error.path is None and isinstance(error.original_error, ValueError):
        # Nothing of ours has run: Python does not read numbers of thousands of digits.
        told = {"code": str(Code.GRAPHQL_VALIDATION_FAILED)}
        return GraphQLError("a number has too many digits", nodes=error.nodes, extensions=told)
    else:
        return GraphQLError(
            "something went wrong on our side",
            nodes=error.nodes,
            path=error.path,
            original_error=error.original_error,
            extensions={"code": str(Code.INTERNAL)},
        )
    error.extensions = {**(error.extensions or {}), "code": str(code)}
    return error


def sdl() -> str:
    """The printed schema."""
    return SCHEMA.as_str() + "\n"


def execute(
    snapshot: Snapshot,
    query: str,
    variables: dict[str, Any] | None = None,
    *,
    operation_name: str | None = None,
) -> dict[str, Any]:
    """The answer to an operation, as the GraphQL specification writes it: data, and errors where there are any."""
    result = SCHEMA.execute_sync(
        query, variable_values=variables, context_value={"snapshot": snapshot}, operation_name=operation_name
    )
    return answer(result)


def execute_document(
    snapshot: Snapshot, document: DocumentNode, variables: dict[str, Any], *, operation_name: str | None = None
) -> dict[str, Any]:
    """The answer to an operation of a document that has been validated."""
    result = execute_sync(
        SCHEMA._schema,
        document,
        variable_values=variables,
        context_value={"snapshot": snapshot},
        operation_name=operation_name,
    )
    told = answer(result)
    SCHEMA.process_errors(result.errors or [])
    return told


def answer(result: Any) -> dict[str, Any]:
    """An execution result as plain values, every error with its code."""
    told: dict[str, Any] = {"data": result.data}
    if result.errors:
        told["errors"] = [coded(error).formatted for error in result.errors]
    return told


if __name__ == "__main__":
    print(sdl(), end="")

__all__ = ["SCHEMA", "answer", "coded", "execute", "execute_document", "sdl"]
