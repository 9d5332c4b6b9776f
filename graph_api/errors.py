"""What goes wrong between a question and its answer, in one shape outwards: a message that helps and a stable code."""

from enum import StrEnum
from typing import Any


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


class Refused(Exception):
    """The asker's fault, told with a code; `extras` go into the extensions beside it."""

    def __init__(self, code: Code, message: str, **extras: Any) -> None:
        super().__init__(message)
        self.message = message
        self.extensions: dict[str, Any] = {"code": str(code), **extras}


class Faulty(Exception):
    """A document that is wrong, with its errors as they are answered."""

    def __init__(self, errors: list[dict[str, Any]]) -> None:
        super().__init__()
        self.errors = errors


def bad_input(message: str) -> Refused:
    """An argument that cannot be."""
    return Refused(Code.BAD_USER_INPUT, message)
