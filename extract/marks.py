"""The concepts that a text names, as places in it: those of the vocabulary and those found by form. Conditions are made of them.

A name that several schemes use is taken for the first of them that fits; a status counts where it is told as one.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from extract.concepts import Mention
from extract.cues import cue_words
from extract.facts import ConceptFact, ConceptName
from extract.openings import opens_a_line
from extract.ownwords import happens
from extract.text import Text
from extract.wholes import Sides, whole_of
from ontology.concepts import VocabularyConcept
from ontology.kinds import ConceptScheme, EvidenceField

_RANK: Final = (
    ConceptScheme.PAUSE_REASON,
    ConceptScheme.ORDER_TYPE,
    ConceptScheme.CIRCUMSTANCE,
    ConceptScheme.ORDER_STATUS,
    ConceptScheme.CARRIER,
    ConceptScheme.ROLE,
    ConceptScheme.OTHER,
)
_LEFT: Final = (ConceptScheme.ORDER_TYPE, ConceptScheme.ROLE, ConceptScheme.ORDER_STATUS)
_RIGHT: Final = (ConceptScheme.ORDER_TYPE,)
_QUALITY: Final = (ConceptScheme.ORDER_TYPE, ConceptScheme.ROLE)
"""Schemes of names that may be a part of longer ones, by the side where more may stand."""
_STATUS_BEHIND: Final = re.compile(
    r"\s*[”\"」】'’]?\s*(?:的|订单|状态|[之以]?[后前]|时|且|并|才|方|tab|页签|阶段|[，,。；;、/或和（(|)）：:]|\Z|不|可|支持|仅|无法|暂|需|超过|满|\d|自动|系统|均|都|则|即|只|未)",
    re.IGNORECASE,
)
_WHEN_DONE: Final = re.compile(r"(?:之|以)?[后前](?![台端续])|时(?![间效长段])|(?:未|不|已|超|届)?[满足过]\s*\d")
_STATUS_BEFORE: Final = re.compile(
    r"(?:是|为|处于|属于|在|已|于|或|和|、|/|，|,|^|[“\"「【'‘]|订单|包裹|商品|未|待|若|如|当|后|非|不是)\s*\Z"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A concept at `text[start:end]`; `discovered`: by its form, unknown to the vocabulary; `spelling`: with what bears it."""

    start: int
    end: int
    name: ConceptName
    discovered: bool = False
    spelling: str | None = None


def find_marks(
    text: Text, mentions: Sequence[Mention], facts: Iterable[ConceptFact], field: EvidenceField
) -> tuple[Mark, ...]:
    """The concepts of a field that may be conditions, in the order of the text; parties to any order are left out."""
    parties = cue_words(text.lexicon.vocabulary).parties
    found = []
    ends = [0, *(mention.end for mention in mentions)]
    starts = [*(mention.start for mention in mentions), len(text.folded)]
    for mention, before, behind in zip(mentions, ends, starts[1:], strict=False):
        concept = _chosen(mention, text)
        number = mention.words[-1] == "单" and text.folded[mention.end : mention.end + 1] == "号"
        if concept and _happens(text, mention, concept):
            continue
        if concept and not number and not (concept.scheme is ConceptScheme.ROLE and concept.label in parties):
            found.append(_whole(text, mention, concept, (before, behind)))
    taken = [(mark.start, mark.end) for mark in found]
    for fact in facts:
        for span in fact.spans:
            free = not any(span.start < end and start < span.end for start, end in taken)
            if fact.discovered and span.field is field and free:
                found.append(Mark(span.start, span.end, fact.name, True))
    return tuple(sorted(found, key=lambda mark: (mark.start, -mark.end)))


def _whole(text: Text, mention: Mention, concept: VocabularyConcept, room: tuple[int, int]) -> Mark:
    """The mark of a mention, or of the longer name that it stands in; `room`: up to the mentions beside it."""
    scheme = concept.scheme
    sides = Sides(scheme in _LEFT, scheme in _QUALITY, scheme in _RIGHT)
    whole = whole_of(text, mention.start, mention.end, sides=sides, stop=room)
    if whole.longer:
        name = ConceptName(scheme, re.sub(r"\s+", "", text.raw[whole.start : whole.end]))
        return Mark(whole.start, whole.end, name, True, whole.spelling)
    return Mark(mention.start, mention.end, ConceptName(scheme, concept.label), False, whole.spelling)


def _chosen(mention: Mention, text: Text) -> VocabularyConcept | None:
    fit = sorted(mention.concepts, key=lambda concept: (_RANK.index(concept.scheme), concept.label))
    if len(fit) > 1 and fit[0].scheme is ConceptScheme.PAUSE_REASON and not _about_a_pause(mention, text):
        fit = fit[1:]
    return next((c for c in fit if c.scheme is not ConceptScheme.ORDER_STATUS or _tells_a_status(mention, text)), None)


def _happens(text: Text, mention: Mention, concept: VocabularyConcept) -> bool:
    """Whether the name of a kind is but what is done with a thing, of which it is told when: 行李|入仓|后, 入仓|未满10天."""
    kind = concept.scheme is ConceptScheme.ORDER_TYPE
    return kind and happens(text, mention.words) and _WHEN_DONE.match(text.folded, mention.end) is not None


def _about_a_pause(mention: Mention, text: Text) -> bool:
    around = text.folded[max(0, mention.start - 60) : mention.end + 60]
    return "暂停" in around or "原因" in text.folded[max(0, mention.start - 8) : mention.start]


def _tells_a_status(mention: Mention, text: Text) -> bool:
    if mention.words[-1] in "后前":
        return True
    if opens_a_line(text, mention.start, mention.end):
        return True
    behind = _STATUS_BEHIND.match(text.folded, mention.end)
    return bool(behind or _STATUS_BEFORE.search(text.folded[max(0, mention.start - 4) : mention.start]))
