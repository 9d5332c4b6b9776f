"""What goes wrong between a question and its answer, in one shape outwards: a message that helps and a stable code."""

from enum import StrEnum
from typing import Any

from graphql import GraphQLError, GraphQLSyntaxError


class Code(StrEnum):
    """The closed list of the contract, as far as it is in use."""

    NOT_FOUND = "NOT_FOUND"
    AMBIGUOUS = "AMBIGUOUS"
    BAD_USER_INPUT = "BAD_USER_INPUT"
    GRAPHQL_PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
    GRAPHQL_VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"
    LIMIT_EXCEEDED = "LIMIT_EXCEEDED"
    UNAVAILABLE = "UNAVAILABLE"
    INTERNAL = "INTERNAL"


class Refused(GraphQLError):
    """The asker's fault, told with a code; `extras` go into the extensions beside it."""

    def __init__(self, code: Code, message: str, **extras: Any) -> None:
        super().__init__(message, extensions={"code": str(code), **extras})


def bad_input(message: str) -> Refused:
    """An argument that cannot be."""
    return Refused(Code.BAD_USER_INPUT, message)


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
