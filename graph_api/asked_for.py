"""The closed lists of search and ask: what can be looked for, and what a question can be after."""

from enum import StrEnum


class NodeKind(StrEnum):
    """What can be looked for."""

    ENTRY = "ENTRY"
    FEATURE = "FEATURE"
    MENU_NODE = "MENU_NODE"
    CONCEPT = "CONCEPT"
    CONSTRAINT = "CONSTRAINT"
    TERM = "TERM"
    PROCEDURE = "PROCEDURE"


class Intent(StrEnum):
    """What a question is after."""

    LOCATE = "LOCATE"
    APPLICABLE_OPERATIONS = "APPLICABLE_OPERATIONS"
    CAN_I = "CAN_I"
    HOW_TO = "HOW_TO"
    LIMIT = "LIMIT"
    DEFINITION = "DEFINITION"
    WHY = "WHY"
    UNKNOWN = "UNKNOWN"
