"""The closed lists of the ontology: each value is the name that the API, the records and the RDF graph share."""

from enum import StrEnum


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
