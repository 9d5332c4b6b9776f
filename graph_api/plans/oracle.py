"""strawberry and graphql-core, which plans are measured by and leave to whatever they do not take; loaded when that first comes.

What comes out is plain: errors as they are answered, each with its code, what is ours alone logged.
"""

import logging
from collections.abc import Mapping, Sequence
from typing import Any, Final

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLLeafType,
    OperationDefinitionNode,
    located_error,
    parse,
    validate,
)
from graphql.execution.values import get_variable_values
from graphql.validation import recommended_rules, specified_rules

from graph_api.errors import Code, Faulty, Refused
from graph_api.schema import SCHEMA, coded, execute_document
from graph_api.snapshot import Snapshot

_LOG: Final = logging.getLogger("helpgraph.api")
GRAPH: Final = SCHEMA._schema


def told(errors: Sequence[Exception]) -> list[dict[str, Any]]:
    """Errors as they are answered."""
    found = [
        coded(one if isinstance(one, GraphQLError) else GraphQLError(str(one), original_error=one)) for one in errors
    ]
    for error in found:
        if (error.extensions or {}).get("code") == Code.INTERNAL:
            _LOG.error("a resolver failed", exc_info=error.original_error)
    return [dict(error.formatted) for error in found]


def located_at(error: Exception, nodes: Sequence[Any], path: Sequence[str | int]) -> Exception:
    """An error of a resolver with its place in the document and in the answer."""
    return located_error(error, list(nodes), list(path))


def read(source: str) -> DocumentNode:
    """A document with the places of all that is in it. Raises Faulty."""
    try:
        return parse(source)
    except GraphQLError as error:
        raise Faulty(told([error])) from None


def faults(document: DocumentNode, most: int) -> list[dict[str, Any]] | None:
    """What is wrong with a document by all rules of the specification, and that on the depth of introspection; and introspection that
    asks for many times what tools ask for (other documents that plans do not take are small)."""
    found: list[Exception] = [*validate(GRAPH, document, (*specified_rules, *recommended_rules), max_errors=most)]
    cost = 0 if found else introspection_cost(document)
    if cost > MOST_INTROSPECTED:
        message = f"the introspection may tell {cost} fields; at most {MOST_INTROSPECTED} are told"
        found.append(Refused(Code.LIMIT_EXCEEDED, message, limit=MOST_INTROSPECTED, cost=cost))
    return told(found) if found else None


def wrong_values(document: DocumentNode, name: str | None, given: Mapping[str, Any], most: int) -> list[dict[str, Any]]:
    """What there is to say of variables that are not of their types."""
    for node in document.definitions:
        if isinstance(node, OperationDefinitionNode) and (name is None or (node.name and node.name.value == name)):
            found = get_variable_values(GRAPH, node.variable_definitions or (), dict(given), max_errors=most)
            if isinstance(found, list):
                return told(found)
    raise AssertionError("plans and graphql-core disagree on the values of variables")


def executed(
    snapshot: Snapshot, document: DocumentNode, variables: Mapping[str, Any] | None, name: str | None
) -> dict[str, Any]:
    """The answer to an operation of a document that has been validated."""
    return execute_document(snapshot, document, dict(variables or {}), operation_name=name)


def written(name: str, value: Any) -> Any:
    """A value as a scalar or an enum of the schema writes it."""
    kind = GRAPH.type_map[name]
    assert isinstance(kind, GraphQLLeafType)
    return kind.coerce_output_value(value)


MOST_INTROSPECTED: Final = 60_000
"""More by half than what the introspection of the usual tools comes to."""

_INTROSPECTED: Final[Mapping[str, int]] = {
    "types": 70,
    "fields": 5,
    "args": 2,
    "inputFields": 1,
    "enumValues": 3,
    "directives": 5,
}
"""How many there are of a kind in this schema, on an average."""


_ASKED: Final[Mapping[str, int]] = {"__schema": 5_000, "__type": 500}
"""What it takes to begin with."""


def introspection_cost(document: DocumentNode) -> int:
    """How many fields an introspection may tell, of a document that is valid; each fragment is counted once."""
    fragments = {one.name.value: one for one in document.definitions if isinstance(one, FragmentDefinitionNode)}
    known: dict[str, int] = {}

    def within(selections: Any) -> int:
        return sum(map(selected, selections.selections)) if selections else 0

    def selected(node: Any) -> int:
        if isinstance(node, FieldNode):
            return _ASKED.get(node.name.value, 1) + _INTROSPECTED.get(node.name.value, 1) * within(node.selection_set)
        if not isinstance(node, FragmentSpreadNode):
            return within(node.selection_set)
        name = node.name.value
        if name not in known:
            known[name] = within(fragments[name].selection_set)
        return known[name]

    return sum(within(one.selection_set) for one in document.definitions if isinstance(one, OperationDefinitionNode))
