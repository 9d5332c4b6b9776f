"""The closed lists of the ontology: each value is the name that the API, the records and the RDF graph share."""

from enum import StrEnum
from typing import Final


class EntryKind(StrEnum):
    HOW_TO = "HOW_TO"
    DEFINITION = "DEFINITION"
    POLICY = "POLICY"
    ANNOUNCEMENT = "ANNOUNCEMENT"
    TROUBLESHOOTING = "TROUBLESHOOTING"
    FACT = "FACT"
    UNANSWERED = "UNANSWERED"


class EvidenceField(StrEnum):
    QUESTION = "QUESTION"
    ANSWER = "ANSWER"


class MenuNodeKind(StrEnum):
    SYSTEM = "SYSTEM"
    MENU = "MENU"
    PAGE = "PAGE"
    TAB = "TAB"
    SECTION = "SECTION"
    ACTION = "ACTION"
    FIELD = "FIELD"


class ConceptScheme(StrEnum):
    ORDER_TYPE = "ORDER_TYPE"
    ORDER_STATUS = "ORDER_STATUS"
    CARRIER = "CARRIER"
    ROLE = "ROLE"
    PAUSE_REASON = "PAUSE_REASON"
    CIRCUMSTANCE = "CIRCUMSTANCE"
    OTHER = "OTHER"


class ReferenceKind(StrEnum):
    URL = "URL"
    PHONE = "PHONE"
    POLICY = "POLICY"
    CHANNEL = "CHANNEL"


class GapKind(StrEnum):
    UNANSWERED_ENTRY = "UNANSWERED_ENTRY"
    FEATURE_WITHOUT_PLACE = "FEATURE_WITHOUT_PLACE"
    UNANCHORED_PATH = "UNANCHORED_PATH"
    UNKNOWN_CONCEPT = "UNKNOWN_CONCEPT"
    DUPLICATE_QUESTION = "DUPLICATE_QUESTION"
    MALFORMED_TABLE = "MALFORMED_TABLE"
    UNCLASSIFIED_STATEMENT = "UNCLASSIFIED_STATEMENT"


class ConstraintKind(StrEnum):
    APPLICABILITY = "APPLICABILITY"
    PREREQUISITE = "PREREQUISITE"
    DURATION = "DURATION"
    QUOTA = "QUOTA"
    INTERVAL = "INTERVAL"
    SPAN = "SPAN"
    AMOUNT = "AMOUNT"
    CONSEQUENCE = "CONSEQUENCE"


class Modality(StrEnum):
    ALLOWED = "ALLOWED"
    FORBIDDEN = "FORBIDDEN"
    REQUIRED = "REQUIRED"
    NOT_REQUIRED = "NOT_REQUIRED"
    RECOMMENDED = "RECOMMENDED"
    AUTOMATIC = "AUTOMATIC"


class Comparator(StrEnum):
    LT = "LT"
    LE = "LE"
    EQ = "EQ"
    GE = "GE"
    GT = "GT"
    BETWEEN = "BETWEEN"


class Unit(StrEnum):
    SECOND = "SECOND"
    MINUTE = "MINUTE"
    HOUR = "HOUR"
    WORKING_HOUR = "WORKING_HOUR"
    DAY = "DAY"
    WORKING_DAY = "WORKING_DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"
    YEAR = "YEAR"
    TIMES = "TIMES"
    ORDERS = "ORDERS"
    ACCOUNTS = "ACCOUNTS"
    ITEMS = "ITEMS"
    CHARACTERS = "CHARACTERS"
    POINTS = "POINTS"
    YUAN = "YUAN"
    PERCENT = "PERCENT"
    KILOBYTE = "KILOBYTE"
    MEGABYTE = "MEGABYTE"
    GIGABYTE = "GIGABYTE"
    GRAM = "GRAM"
    KILOGRAM = "KILOGRAM"
    CENTIMETRE = "CENTIMETRE"
    CUBIC_METRE = "CUBIC_METRE"
    OTHER = "OTHER"


TIME_UNITS: Final = frozenset(
    {
        Unit.SECOND,
        Unit.MINUTE,
        Unit.HOUR,
        Unit.WORKING_HOUR,
        Unit.DAY,
        Unit.WORKING_DAY,
        Unit.WEEK,
        Unit.MONTH,
        Unit.YEAR,
    }
)
MEASURED_KINDS: Final = frozenset(
    {
        ConstraintKind.DURATION,
        ConstraintKind.QUOTA,
        ConstraintKind.INTERVAL,
        ConstraintKind.SPAN,
        ConstraintKind.AMOUNT,
    }
)
"""The kinds of rule that are a figure."""


class Verdict(StrEnum):
    ALLOWED = "ALLOWED"
    CONDITIONAL = "CONDITIONAL"
    CONFLICTING = "CONFLICTING"
    FORBIDDEN = "FORBIDDEN"
    UNSTATED = "UNSTATED"
