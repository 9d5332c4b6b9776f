"""An answer as records, and in words: what the graph holds first, then the words of the source, then its title.

Nothing is said that no record of the graph holds; where the sources do not answer, that is said first, then what is nearest.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from graph_api import breadcrumbs, summaries
from graph_api.applicability import Outcome
from graph_api.asked_for import Intent
from graph_api.question import Question
from graph_api.ranking import Ranked
from graph_api.snapshot import Snapshot
from ontology.kinds import Verdict
from ontology.records import Condition, Constraint, Entry, Evidence, Feature, MenuPath, Procedure, Term

NOT_SAID: Final = "来源没有说明这个问题。"
_MARKUP: Final = re.compile(r"'''|\|?\s*(?::?-{3,}:?\s*\|?)+|\s*\|\s*(?:\|\s*)*")
_HEADS: Final = (
    (Verdict.ALLOWED, "可以"),
    (Verdict.CONDITIONAL, "视情况可以"),
    (Verdict.CONFLICTING, "来源说法不一"),
    (Verdict.FORBIDDEN, "不可以"),
)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as records; `sure`: the signs that `confidence` was told by."""

    question: str
    understood: Question
    text: str
    confidence: float
    entry: Entry | None = None
    features: tuple[Feature, ...] = ()
    menu_paths: tuple[MenuPath, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    terms: tuple[Term, ...] = ()
    applicability: Outcome | None = None
    operations: tuple[Outcome, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    sure: Mapping[str, float] | None = None

    @property
    def given(self) -> tuple[Condition, ...]:
        """What was understood to be given: for the verdict, where there is one."""
        given = self.applicability.given if self.applicability else self.understood.given
        return tuple(Condition(one.concept, one.negated) for one in given.literals)


def told_text(snapshot: Snapshot, best: Ranked, draft: Reply) -> str:
    """The answer, the words of the source, its title."""
    first = _first(snapshot, draft)
    words = "\n".join(_clean(one.quote) for one in draft.evidence)
    told = [first, words if words and words not in first else "", f"（来源：{best.entry.title.strip(' -—')}）"]
    return "\n".join(part for part in told if part)


def _first(snapshot: Snapshot, draft: Reply) -> str:
    """What the graph holds, as a sentence; empty where only the source's words answer."""
    match draft.understood.intent:
        case Intent.LOCATE | Intent.HOW_TO | Intent.UNKNOWN if draft.menu_paths:
            return "位置：" + breadcrumbs.text(snapshot, draft.menu_paths[0])
        case Intent.CAN_I if draft.applicability and draft.applicability.verdict is not Verdict.UNSTATED:
            return summaries.summary(snapshot, draft.applicability)
        case Intent.LIMIT if draft.constraints:
            return "".join(dict.fromkeys(_sentence(rule.text) for rule in draft.constraints[:2]))
        case Intent.DEFINITION if draft.terms:
            return "".join(_sentence(f"{one.label}：{one.definition}") for one in draft.terms[:2])
        case Intent.APPLICABLE_OPERATIONS if draft.operations:
            return _operations_text(draft)
        case _:
            return ""


def _operations_text(draft: Reply) -> str:
    parts = []
    for verdict, head in _HEADS:
        labels = [one.feature.label for one in draft.operations if one.verdict is verdict]
        if labels:
            parts.append(f"{head}：{'、'.join(labels)}")
    return "；".join(parts) + "。"


def unsaid_text(best: Ranked, draft: Reply) -> str:
    """That the sources do not answer, and the nearest thing that they have."""
    near = "、".join(f"“{one.label}”" for one in draft.features[:2])
    told = f"最接近的是“{best.entry.title.strip(' -—')}”" + (f"，相关功能：{near}" if near else "")
    words = "\n".join(_clean(one.quote) for one in draft.evidence)
    return f"{NOT_SAID}{told}。" + (f"\n{words}" if words else "")


def _clean(quote: str) -> str:
    """A source's words without the marks of flattened tables."""
    return re.sub(r"(?:，\s*){2,}", "，", _MARKUP.sub("，", " ".join(quote.split()))).strip(" ，")


def _sentence(text: str) -> str:
    return text if text.endswith(("。", "！", "？")) else f"{text}。"
