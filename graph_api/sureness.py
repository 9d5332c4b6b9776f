"""How sure it is that the best entry answers: the signs of it, and their weight as fitted in `benchmarks/fit_ranking.py`.

An entry may be the nearest and still not say what is asked. What tells is which words of the question it lacks, and how rare
those are: that a function is known says nothing of a fact about it that no source states.
"""

import math
from array import array
from collections.abc import Collection, Mapping, Sequence

from graph_api.asked_for import Intent
from graph_api.question import Question
from graph_api.ranking import Passage, Ranked, parameters
from graph_api.replies import Reply
from graph_api.retrieval import Row, Slot, share_of, worth_of
from graph_api.snapshot import Snapshot
from ontology.kinds import Verdict
from ontology.retrieval import TOGETHER, Field


def sureness(snapshot: Snapshot, found: Sequence[Ranked], draft: Reply) -> dict[str, float]:
    """The signs by which it is known whether the best of some entries answers a question, as `draft` would tell it."""
    best, question = found[0], draft.understood
    second = found[1].score if len(found) > 1 else 0.0
    shown = {(one.start, one.end) for one in draft.evidence}
    passages = [one.document for one in best.passages if (one.start, one.end) in shown]
    entry = _lacking(snapshot, question, Field.BODY, [best.body])
    told = _lacking(snapshot, question, Field.PASSAGE, passages) if passages else entry
    return {
        "one": 1.0,
        "score": best.score,
        "lead": min(2.0, best.score - second),
        "body": best.signs.get("body", 0.0),
        "passage": best.signs.get("passage", 0.0),
        "unknown": question.phrase.unknown,
        "missing": float(bool(best.signs.get("missing"))),
        "opposed": float(bool(best.signs.get("opposed"))),
        "feature": best.signs["feature"],
        "lacking": entry[0],
        "lacking_word": entry[1],
        "untold": told[0],
        "untold_word": told[1],
        **_of_intent(snapshot, best, draft),
        **_of_doing(question, word=entry[1], told=told[0]),
    }


def confidence(signs: Mapping[str, float]) -> float:
    """How likely it is that the best entry answers, 0 to 1."""
    weights = parameters()["confidence"]
    if not signs:
        return 0.0
    value = sum(weights.get(name, 0.0) * value for name, value in signs.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


def _of_doing(question: Question, *, word: float, told: float) -> dict[str, float]:
    """The signs of a question whether or how something is done: what is lacking there is mostly what is to be done."""
    kind = {Intent.CAN_I: "may", Intent.HOW_TO: "how"}.get(question.intent)
    return {kind: 1.0, f"{kind}_lacking": word, f"{kind}_untold": told} if kind else {}


def _of_intent(snapshot: Snapshot, best: Ranked, draft: Reply) -> dict[str, float]:
    """What was found to tell, as signs: a number where one is asked for (how well its passage fits, and what that lacks), a verdict (or
    none, while the entry speaks of what cannot hold with what is given), operations."""
    question = draft.understood
    intent, told = question.intent, question.told
    figures: list[Passage] = []
    if told is not None:
        figures = [one for one in best.passages if told.search(best.entry.answer, one.start, one.end)]
    lacking = min(
        (_lacking(snapshot, question, Field.PASSAGE, [one.document]) for one in figures[:4]), default=(0.0, 0.0)
    )
    unstated = draft.applicability is not None and draft.applicability.verdict is Verdict.UNSTATED
    return {
        "limit": float(intent is Intent.LIMIT),
        "figure": figures[0].score if figures else 0.0,
        "figure_lacking": lacking[0],
        "no_figure": float(told is not None and not figures),
        "unstated": float(unstated and bool(question.given.literals)),
        "unstated_opposed": float(unstated and bool(best.signs.get("opposed"))),
        "listed": float(intent is Intent.APPLICABLE_OPERATIONS and bool(draft.operations)),
    }


def _lacking(snapshot: Snapshot, question: Question, field: Field, documents: Collection[int]) -> tuple[float, float]:
    """What share of what the words of a question tell is in none of some documents, and how much the word tells that tells most of
    those that are not: each 0 to 1."""
    phrase = question.phrase
    rows = phrase.rows.get(field, {})
    total = lacking = worst = 0.0
    for slot in phrase.slots:
        share = share_of(slot)
        if slot.asks or not share:
            continue
        worth = share * worth_of(snapshot, phrase, slot, field)
        lost = worth * (1 - _had(slot, rows, documents))
        total, lacking, worst = total + worth, lacking + lost, max(worst, lost)
    return (lacking / total, worst / phrase.rarest) if total else (0.0, 0.0)


def _had(slot: Slot, rows: Mapping[str, Row], documents: Collection[int]) -> float:
    """How well what stands for a word is in some documents: 0 to 1."""
    best = 0.0
    for sense, weight in slot.terms:
        parts = sense.split(TOGETHER)
        if weight > best:
            share = sum(len(part) for part in parts if part in rows and _has(rows[part][1], documents))
            best = max(best, weight * share / sum(map(len, parts)))
    return best


def _has(postings: bytes, documents: Collection[int]) -> bool:
    numbers = array("I")
    numbers.frombytes(postings[: len(postings) // 5 * 4])
    return any(document in numbers for document in documents)
