"""The closed lists of the API alone: what can be looked for, what a question can be after, what an entry can state."""

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


class FactKind(StrEnum):
    """What an entry can state."""

    FEATURE = "FEATURE"
    MENU_PATH = "MENU_PATH"
    CONCEPT = "CONCEPT"
    CONSTRAINT = "CONSTRAINT"
    PROCEDURE = "PROCEDURE"
    TERM = "TERM"
    REFERENCE = "REFERENCE"


class ChangeKind(StrEnum):
    """How a thing differs from what it was."""

    ADDED = "ADDED"
    CHANGED = "CHANGED"
    REMOVED = "REMOVED"
