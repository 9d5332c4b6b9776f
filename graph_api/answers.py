"""The answer to a question asked in Chinese: what the graph holds of it, in words, with the evidence; or that the sources do not say.

The answer comes first, then the words of the source, then its title. Nothing is said that no record of the graph holds.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from graph_api import breadcrumbs, summaries
from graph_api.applicability import Outcome, judged, rules_of
from graph_api.asked_for import Intent
from graph_api.errors import bad_input
from graph_api.operations import DEFAULT, operations
from graph_api.question import Question, understood, without
from graph_api.ranking import Ranked, Weighed, bounds, confidence, named, sureness, weighed
from graph_api.snapshot import Snapshot
from ontology.kinds import EvidenceField, Verdict
from ontology.matching import squash
from ontology.names import fold
from ontology.records import Condition, Constraint, Entry, Evidence, Feature, MenuNode, MenuPath, Procedure, Term

LONGEST: Final = 500
"""How many characters a question may have."""
SURE: Final = 0.5
"""From which confidence on a question counts as answered."""
OPERATIONS: Final = 20

_WHOLE: Final = 260
_PASSAGES: Final = 5
_ROOM: Final = 400
_LINKED: Final = 0.3
_MARKUP: Final = re.compile(r"'''|\|?\s*(?::?-{3,}:?\s*\|?)+|\s*\|\s*(?:\|\s*)*")
_WORD: Final = re.compile(r"[0-9A-Za-z㐀-鿿]")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_BY: Final = "passage"


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


def checked(text: str, what: str) -> str:
    """A text that can be looked up, or BAD_USER_INPUT."""
    bare = _CONTROL.sub(" ", text).strip()
    if len(bare) > LONGEST:
        raise bad_input(f"{what} has {len(bare)} characters; at most {LONGEST} are read")
    if not _WORD.search(fold(bare)):
        raise bad_input(f"{what} holds no word to look for")
    return bare


def reply_to(snapshot: Snapshot, text: str, *, hidden: Collection[str] = ()) -> Reply:
    """The answer to a question; `hidden`: entries (by id) that are looked away from. BAD_USER_INPUT where there is no question."""
    question = understood(snapshot, checked(text, "the question"))
    every = weighed(snapshot, question)
    found = [one for one in every.entries if one.entry.id not in hidden]
    draft = Reply(text, question, "", 0.0)
    if not found:
        return replace(draft, text=_NOT_SAID)
    best = found[0]
    draft = replace(
        draft,
        entry=_best_part(best),
        features=_features(snapshot, question, best, every),
        evidence=_passages(best),
    )
    draft = _WRITERS[question.intent](snapshot, best, draft)
    signs = sureness(question, found, told=_told_signs(best, draft))
    sure = confidence(signs)
    text = _told(snapshot, best, draft) if sure >= SURE else _unsaid(best, draft)
    return replace(draft, text=text, confidence=round(sure, 4), sure=signs)


def _best_part(best: Ranked) -> Entry:
    """The part whose question fits, where it fits better than the whole; else the whole."""
    return best.best


def _features(snapshot: Snapshot, question: Question, best: Ranked, every: Weighed) -> tuple[Feature, ...]:
    """The features that the question names, those of the best entry first."""
    scores = dict(every.features)
    for own in best.entry.features:
        record = snapshot.get(own)
        if isinstance(record, Feature):
            share = max(named(question, name) for name in (record.label, *record.aliases))
            scores[own] = max(scores.get(own, 0.0), 0.6 * share) + 0.15
    order = sorted((own for own in scores if scores[own] >= _LINKED), key=lambda own: (-scores[own], own))
    return tuple(one for one in snapshot.many(order[:6]) if isinstance(one, Feature))


def _passages(best: Ranked) -> tuple[Evidence, ...]:
    """The words of the source that answer: all of a short answer, of a long one the best passages in their order."""
    entry, part = best.entry, best.best
    if part.parent and part.place and len(part.answer) <= _WHOLE and best.signs.get("title", 0.0) > 0.2:
        return (_as_passage(part.place),)
    if len(entry.answer) <= _WHOLE:
        spans = [(0, len(entry.answer))] if entry.answer.strip() else []
    else:
        spans, room = [], _ROOM
        for _, start, end in best.passages[:_PASSAGES]:
            if room >= end - start or not spans:
                spans.append((start, end))
                room -= end - start
    return tuple(_quote(entry, start, end) for start, end in sorted(spans))


def _as_passage(evidence: Evidence) -> Evidence:
    """Evidence that was read as a passage."""
    return Evidence(evidence.entry, evidence.field, evidence.start, evidence.end, evidence.quote, _BY)


def _quote(entry: Entry, start: int, end: int) -> Evidence:
    quote = entry.answer[start:end]
    lead, tail = len(quote) - len(quote.lstrip()), len(quote) - len(quote.rstrip())
    start, end = start + lead, end - tail
    return Evidence(entry.id, EvidenceField.ANSWER, start, end, entry.answer[start:end], _BY)


def _locate(snapshot: Snapshot, best: Ranked, draft: Reply) -> Reply:
    """The places of the functions asked for, then those that the entry tells; the ones whose labels the question has come first."""
    wanted = {slot.word for slot in draft.understood.phrase.slots} | {
        term for slot in draft.understood.phrase.slots for term, _ in slot.terms
    }
    own = [path for feature in draft.features[:3] for path in feature.locations]
    told = dict.fromkeys((*own, *best.entry.paths))
    paths = [path for path in snapshot.many(told) if isinstance(path, MenuPath)]
    here = set(best.entry.paths)

    def rank(path: MenuPath) -> tuple[float, int]:
        node = snapshot.get(path.nodes[-1])
        last = squash(node.label)[0] if isinstance(node, MenuNode) else ""
        named = sum(len(word) for word in wanted if len(word) > 1 and word in last)
        return -(named / max(1, len(last)) + 0.5 * (path.id in here)), paths.index(path)

    return replace(draft, menu_paths=tuple(sorted(paths, key=rank)[:8]))


def _limit(snapshot: Snapshot, best: Ranked, draft: Reply) -> Reply:
    """The rules of the entry that tell a number in the unit asked for."""
    rules = [own for _, own in best.rules[:12] if bounds(snapshot, own, draft.understood)]
    return _may(snapshot, best, replace(draft, constraints=_constraints(snapshot, rules[:4])))


def _may(snapshot: Snapshot, best: Ranked, draft: Reply) -> Reply:
    """The verdict on the function asked for, judged by what the question says is given."""
    ruled = [one for one in draft.features if rules_of(snapshot, one.id)] or list(draft.features)
    if not ruled or draft.understood.intent is Intent.LIMIT:
        return replace(
            draft, constraints=draft.constraints or _constraints(snapshot, [own for _, own in best.rules[:3]])
        )
    outcomes = [judged(snapshot, one, without(snapshot, draft.understood, one.label)) for one in ruled[:3]]
    outcome = next((one for one in outcomes[:2] if one.verdict is not Verdict.UNSTATED), outcomes[0])
    return replace(
        draft,
        applicability=outcome,
        constraints=outcome.because or _constraints(snapshot, [own for _, own in best.rules[:3]]),
    )


def _operations(snapshot: Snapshot, _: Ranked, draft: Reply) -> Reply:
    rows = operations(snapshot, draft.understood.given, DEFAULT).page(
        OPERATIONS, after=None, before=None, backward=False
    )
    return replace(draft, operations=tuple(outcome for _, outcome in rows))


def _way(snapshot: Snapshot, best: Ranked, draft: Reply) -> Reply:
    found = [one for one in snapshot.many(best.entry.procedures) if isinstance(one, Procedure)]
    return replace(_locate(snapshot, best, draft), procedures=tuple(found[:2]))


def _meaning(snapshot: Snapshot, best: Ranked, draft: Reply) -> Reply:
    bare = draft.understood.phrase.bare
    terms = [one for one in snapshot.many(best.entry.terms) if isinstance(one, Term)]
    named = [one for one in terms if any(squash(name)[0] in bare for name in (one.label, *one.aliases))]
    return replace(draft, terms=tuple(named))


def _why(snapshot: Snapshot, best: Ranked, draft: Reply) -> Reply:
    return replace(draft, constraints=_constraints(snapshot, [own for _, own in best.rules[:3]]))


def _unknown(snapshot: Snapshot, best: Ranked, draft: Reply) -> Reply:
    return _locate(snapshot, best, draft)


_WRITERS: Final[Mapping[Intent, Callable[[Snapshot, Ranked, Reply], Reply]]] = {
    Intent.LOCATE: _locate,
    Intent.LIMIT: _limit,
    Intent.CAN_I: _may,
    Intent.APPLICABLE_OPERATIONS: _operations,
    Intent.HOW_TO: _way,
    Intent.DEFINITION: _meaning,
    Intent.WHY: _why,
    Intent.UNKNOWN: _unknown,
}


def _constraints(snapshot: Snapshot, ids: Iterable[str]) -> tuple[Constraint, ...]:
    return tuple(one for one in snapshot.many(dict.fromkeys(ids)) if isinstance(one, Constraint))


def _told_signs(best: Ranked, draft: Reply) -> dict[str, float]:
    """What was found to tell, as signs: a number where one is asked for (how well its rule fits), a verdict, operations."""
    intent, told = draft.understood.intent, draft.understood.told
    figures = [
        score for score, start, end in best.passages if told is not None and told.search(best.entry.answer, start, end)
    ]
    unstated = draft.applicability is not None and draft.applicability.verdict is Verdict.UNSTATED
    return {
        "limit": float(intent is Intent.LIMIT),
        "figure": max(figures, default=0.0),
        "no_figure": float(told is not None and not figures),
        "unstated": float(unstated and bool(draft.understood.given.literals)),
        "listed": float(intent is Intent.APPLICABLE_OPERATIONS and bool(draft.operations)),
    }


_NOT_SAID: Final = "来源没有说明这个问题。"


def _told(snapshot: Snapshot, best: Ranked, draft: Reply) -> str:
    """The answer, the words of the source, its title."""
    first = _first(snapshot, draft)
    words = "\n".join(_clean(one.quote) for one in draft.evidence)
    told = [first, words if words and words not in first else "", f"（来源：{best.entry.title.strip(' -—')}）"]
    return "\n".join(part for part in told if part)


def _first(snapshot: Snapshot, draft: Reply) -> str:
    """What the graph holds, as a sentence; empty where only the source's words answer."""
    match draft.understood.intent:
        case Intent.LOCATE | Intent.UNKNOWN if draft.menu_paths:
            return "位置：" + breadcrumbs.text(snapshot, draft.menu_paths[0])
        case Intent.HOW_TO if draft.menu_paths:
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


_HEADS: Final = (
    (Verdict.ALLOWED, "可以"),
    (Verdict.CONDITIONAL, "视情况可以"),
    (Verdict.CONFLICTING, "来源说法不一"),
    (Verdict.FORBIDDEN, "不可以"),
)


def _operations_text(draft: Reply) -> str:
    parts = []
    for verdict, head in _HEADS:
        labels = [one.feature.label for one in draft.operations if one.verdict is verdict]
        if labels:
            parts.append(f"{head}：{'、'.join(labels)}")
    return "；".join(parts) + "。"


def _unsaid(best: Ranked, draft: Reply) -> str:
    """That the sources do not answer, and the nearest thing that they have."""
    near = "、".join(f"“{one.label}”" for one in draft.features[:2])
    told = f"最接近的是“{best.entry.title.strip(' -—')}”" + (f"，相关功能：{near}" if near else "")
    words = "\n".join(_clean(one.quote) for one in draft.evidence)
    return f"{_NOT_SAID}{told}。" + (f"\n{words}" if words else "")


def _clean(quote: str) -> str:
    """A source's words without the marks of flattened tables."""
    return re.sub(r"(?:，\s*){2,}", "，", _MARKUP.sub("，", " ".join(quote.split()))).strip(" ，")


def _sentence(text: str) -> str:
    return text if text.endswith(("。", "！", "？")) else f"{text}。"
