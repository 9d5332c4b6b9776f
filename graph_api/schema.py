"""The schema, its printed form, and the answer to one operation over one snapshot."""

import logging
from typing import Any, Final

import strawberry
from graphql import DocumentNode, execute_sync
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.name_converter import NameConverter

from graph_api.errors import Code, coded
from graph_api.query import Query
from graph_api.rule_types import Conflict, Constraint
from graph_api.snapshot import Snapshot
from graph_api.snapshot_types import Gap
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


SCHEMA: Final = Schema(
    Query,
    types=[Entry, Feature, MenuNode, Concept, Procedure, Term, Gap, Constraint, Conflict],
    config=StrawberryConfig(name_converter=Names(auto_camel_case=True), batching_config=None),
)


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

__all__ = ["SCHEMA", "answer", "execute", "execute_document", "sdl"]
