"""The closed lists of the ontology as GraphQL enums, each value described."""

from collections.abc import Mapping
from enum import Enum
from typing import Final

import strawberry

from ontology import kinds
from ontology.kinds import ConceptScheme, EntryKind, EvidenceField, GapKind, MenuNodeKind, ReferenceKind

_VALUES: Final[Mapping[type[Enum], tuple[str, Mapping[str, str]]]] = {
    kinds.EntryKind: (
        "What kind of answer an entry gives.",
        {
            "HOW_TO": "How something is done, or where.",
            "DEFINITION": "What a word means.",
            "POLICY": "What holds: a rule, a limit, whether something may be done.",
            "ANNOUNCEMENT": "What is new or changes.",
            "TROUBLESHOOTING": "What to do where something goes wrong, and why it does.",
            "FACT": "Something else that is so.",
            "UNANSWERED": "The source gives no answer.",
        },
    ),
    kinds.EvidenceField: (
        "The field of an entry that offsets count in.",
        {"QUESTION": "The question.", "ANSWER": "The answer."},
    ),
    kinds.MenuNodeKind: (
        "What a place in the menus is.",
        {
            "SYSTEM": "The root of a tree: a back office, an app.",
            "MENU": "An entry of a menu.",
            "PAGE": "A page.",
            "TAB": "A tab of a page.",
            "SECTION": "A part of a page.",
            "ACTION": "A button or link that does something.",
            "FIELD": "A field to fill in or choose from.",
        },
    ),
    kinds.ConceptScheme: (
        "Open to extension: clients must accept values that are added later.",
        {
            "ORDER_TYPE": "Kinds of order, by payment, merchant model, trade, promotion or goods: 货到付款, SOP, 海囤全球, 拼团.",
            "ORDER_STATUS": "Where an order stands in its life: 待付款, 等待出库, 已出库.",
            "CARRIER": "Who delivers: 京东快递, 三方快递.",
            "ROLE": "Who acts: 主账号, 子账号.",
            "PAUSE_REASON": "Why an order is held.",
            "CIRCUMSTANCE": "A state of affairs that a rule depends on: 联系不上消费者, 有妥投信息, 已授权.",
            "OTHER": "A scheme that a user's vocabulary adds.",
        },
    ),
    kinds.ReferenceKind: (
        "What an entry points to.",
        {
            "URL": "An address.",
            "PHONE": "A telephone number.",
            "POLICY": "A document, by its title.",
            "CHANNEL": "A service channel: 在线客服, 咚咚.",
        },
    ),
    kinds.GapKind: (
        "Open to extension.",
        {
            "UNANSWERED_ENTRY": "A question without an answer.",
            "FEATURE_WITHOUT_PLACE": "A function of which no source says where it is.",
            "UNANCHORED_PATH": "A path whose beginning no source gives.",
            "UNKNOWN_CONCEPT": "A term found by its form that the vocabulary does not have.",
            "DUPLICATE_QUESTION": "A question with several answers.",
            "MALFORMED_TABLE": "A table that could be read only as far as it is sound.",
        },
    ),
}


def _describe(enum: type[Enum]) -> None:
    """Makes an enum one of the schema; the class itself stays what it is."""
    told, values = _VALUES[enum]
    strawberry.enum(enum, description=told)
    for value in enum.__strawberry_definition__.values:  # type: ignore[attr-defined]
        value.description = values[value.name]


for _enum in _VALUES:
    _describe(_enum)

__all__ = ["ConceptScheme", "EntryKind", "EvidenceField", "GapKind", "MenuNodeKind", "ReferenceKind"]
