"""The closed lists of the ontology as GraphQL enums, each value described."""

from collections.abc import Mapping
from enum import Enum
from typing import Final

from graph_api.asked_for import ChangeKind, FactKind, Intent, NodeKind
from ontology import kinds
from ontology.kinds import (
    Comparator,
    ConceptScheme,
    ConstraintKind,
    EntryKind,
    EvidenceField,
    GapKind,
    MenuNodeKind,
    Modality,
    ReferenceKind,
    Unit,
    Verdict,
)

DESCRIBED: Final[Mapping[type[Enum], tuple[str, Mapping[str, str]]]] = {
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
            "UNCLASSIFIED_STATEMENT": "Words that state a rule and could not be read as one.",
            "DUPLICATE_QUESTION": "A question with several answers.",
            "MALFORMED_TABLE": "A table that could be read only as far as it is sound.",
        },
    ),
    kinds.ConstraintKind: (
        "What a rule is about.",
        {
            "APPLICABILITY": (
                "Whether a feature may be used, and the states of affairs without which it is not to be had: 仅支持..., 不支持..., "
                "可以..., 需主账号授权的情况下才有."
            ),
            "PREREQUISITE": "A duty in the course of it: evidence, a reason, a verification.",
            "DURATION": "A time after or within which something happens or must happen: 48小时后自动取消.",
            "QUOTA": "How often in a period: 每天10次. How many at most: 3个子账号.",
            "INTERVAL": "Least time between two uses: 间隔大于10分钟.",
            "SPAN": "Widest range of one use: 时间跨度最长31天.",
            "AMOUNT": "A bound on an amount: 减免金额不能低于...",
            "CONSEQUENCE": "What follows: a penalty, an automatic change of status.",
        },
    ),
    kinds.Modality: (
        "QUOTA, INTERVAL, SPAN and AMOUNT are REQUIRED. A DURATION is AUTOMATIC where the system acts, REQUIRED where somebody must, "
        "ALLOWED where it is a window.",
        {
            "ALLOWED": "It may be.",
            "FORBIDDEN": "It may not be.",
            "REQUIRED": "It must be.",
            "NOT_REQUIRED": "无需, 不需要.",
            "RECOMMENDED": "建议. Never decides.",
            "AUTOMATIC": "The system does it.",
        },
    ),
    kinds.Comparator: (
        "How a bound bounds.",
        {
            "LT": "Below the value.",
            "LE": "The value or below.",
            "EQ": "The value itself.",
            "GE": "The value or above.",
            "GT": "Above the value.",
            "BETWEEN": "From value to upper, both included.",
        },
    ),
    kinds.Unit: (
        "ITEMS counts whatever has no unit of its own here (张, 条, 件, 个); OTHER is told by unitText.",
        {
            "SECOND": "秒.",
            "MINUTE": "分钟.",
            "HOUR": "小时.",
            "WORKING_HOUR": "工作小时.",
            "DAY": "天, 日.",
            "WORKING_DAY": "工作日.",
            "WEEK": "周.",
            "MONTH": "月.",
            "YEAR": "年.",
            "TIMES": "次.",
            "ORDERS": "单, 笔.",
            "ACCOUNTS": "账号.",
            "ITEMS": "张, 条, 件, 个.",
            "CHARACTERS": "字, 字符.",
            "POINTS": "分.",
            "YUAN": "元.",
            "PERCENT": "%.",
            "KILOBYTE": "KB.",
            "MEGABYTE": "MB.",
            "GIGABYTE": "GB.",
            "GRAM": "克.",
            "KILOGRAM": "千克.",
            "CENTIMETRE": "厘米.",
            "CUBIC_METRE": "立方米.",
            "OTHER": "Another unit, told by unitText.",
        },
    ),
    NodeKind: (
        "What can be looked for.",
        {
            "ENTRY": "A question with its answer.",
            "FEATURE": "A function of the back office.",
            "MENU_NODE": "A place in the menus.",
            "CONCEPT": "A controlled term.",
            "CONSTRAINT": "A rule.",
            "TERM": "A word that a source defines.",
            "PROCEDURE": "An ordered list of steps.",
        },
    ),
    ChangeKind: (
        "How a thing differs from what it was.",
        {
            "ADDED": "It was not there.",
            "CHANGED": "It says something else.",
            "REMOVED": "It is there no longer.",
        },
    ),
    FactKind: (
        "What an entry states.",
        {
            "FEATURE": "A function of the back office.",
            "MENU_PATH": "A way through the menus.",
            "CONCEPT": "A controlled term that it names.",
            "CONSTRAINT": "A rule.",
            "PROCEDURE": "An ordered list of steps.",
            "TERM": "A word that it defines.",
            "REFERENCE": "Something outside that it points to.",
        },
    ),
    Intent: (
        "What a question is after.",
        {
            "LOCATE": "Where something is.",
            "APPLICABLE_OPERATIONS": "What can be done with an order.",
            "CAN_I": "Whether something may be done.",
            "HOW_TO": "How something is done.",
            "LIMIT": "How much, how long, how often.",
            "DEFINITION": "What a word means or covers.",
            "WHY": "The cause of something.",
            "UNKNOWN": "None of these was recognised.",
        },
    ),
    kinds.Verdict: (
        "What the rules say of a feature for an order.",
        {
            "ALLOWED": "It may be used.",
            "CONDITIONAL": "It depends on what is not given.",
            "CONFLICTING": "The sources contradict each other.",
            "FORBIDDEN": "It may not be used.",
            "UNSTATED": "The sources do not say.",
        },
    ),
}
"""Each enum of the schema by its class: what it is of, and each of its values."""

__all__ = [
    "DESCRIBED",
    "ChangeKind",
    "Comparator",
    "ConceptScheme",
    "ConstraintKind",
    "EntryKind",
    "EvidenceField",
    "FactKind",
    "GapKind",
    "Intent",
    "MenuNodeKind",
    "Modality",
    "NodeKind",
    "ReferenceKind",
    "Unit",
    "Verdict",
]
