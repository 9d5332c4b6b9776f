"""The answer to a question asked in Chinese: what the graph holds of it, in words, with the evidence; or that the sources do not say.

How it is said stands in `replies`.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from graph_api.applicability import Outcome, judged, rules_of
from graph_api.asked_for import Intent
from graph_api.errors import bad_input
from graph_api.fitness import bounds
from graph_api.operations import DEFAULT, operations
from graph_api.question import Question, behind_asking, understood, without
from graph_api.ranking import Ranked, Weighed, named, weighed
from graph_api.replies import NOT_SAID, Reply, told_text, unsaid_text
from graph_api.snapshot import Snapshot
from graph_api.sureness import confidence, sureness
from ontology.kinds import EvidenceField, Verdict
from ontology.matching import squash
from ontology.names import fold
from ontology.records import Constraint, Entry, Evidence, Feature, MenuNode, MenuPath, Procedure, Term

LONGEST: Final = 500
"""How many characters a question may have."""
SURE: Final = 0.5
"""From which confidence on a question counts as answered."""
OPERATIONS: Final = 20

_WHOLE: Final = 260
_PASSAGES: Final = 5
_ROOM: Final = 400
_LINKED: Final = 0.3
_ALIKE: Final = 0.6
_BEHIND: Final = 0.4
_JUDGED: Final = 3
_WORD: Final = re.compile(r"[0-9A-Za-z㐀-鿿]")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_BY: Final = "passage"


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
        return replace(draft, text=NOT_SAID)
    best = found[0]
    draft = replace(
        draft,
        entry=best.best,
        features=_features(snapshot, question, best, every),
        evidence=_passages(best),
    )
    draft = _WRITERS[question.intent](snapshot, best, draft)
    signs = sureness(snapshot, found, draft)
    sure = confidence(signs) if draft.evidence else 0.0
    text = told_text(snapshot, best, draft) if sure >= SURE else unsaid_text(best, draft)
    return replace(draft, text=text, confidence=round(sure, 4), sure=signs)


def _features(snapshot: Snapshot, question: Question, best: Ranked, every: Weighed) -> tuple[Feature, ...]:
    """The features that the question names, those of the best entry first."""
    scores = dict(every.features)
    for own in best.entry.features:
        record = snapshot.get(own)
        if isinstance(record, Feature):
            share = _named_by(question, record)
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
        for one in best.passages[:_PASSAGES]:
            if room >= one.end - one.start or not spans:
                spans.append((one.start, one.end))
                room -= one.end - one.start
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
    """The rules of the entry that tell a number in the unit asked for; where none does, those that fit."""
    rules = [own for _, own in best.rules[:12] if bounds(snapshot, own, draft.understood)]
    return replace(draft, constraints=_constraints(snapshot, rules[:4]) or _fitting(snapshot, best))


def _may(snapshot: Snapshot, best: Ranked, draft: Reply) -> Reply:
    """The verdict on the function asked for, judged by what the question says is given."""
    asked = _named_alike(draft.understood, draft.features)
    ruled = [one for one in asked if rules_of(snapshot, one.id)] or asked
    if not ruled:
        return replace(draft, constraints=_fitting(snapshot, best))
    outcomes = [judged(snapshot, one, without(snapshot, draft.understood, one.label)) for one in ruled[:_JUDGED]]
    outcome = max(outcomes, key=lambda one: _bearing(one, best.entry))
    return replace(draft, applicability=outcome, constraints=outcome.because or _fitting(snapshot, best))


def _bearing(outcome: Outcome, entry: Entry) -> tuple[bool, bool]:
    """How well a verdict answers: one that is stated first; of those one that needs no more to be known and rests on an entry."""
    decided = outcome.verdict in (Verdict.ALLOWED, Verdict.FORBIDDEN)
    return outcome.verdict is not Verdict.UNSTATED, decided and any(
        one.id in entry.constraints for one in outcome.because
    )


def _named_alike(question: Question, features: Sequence[Feature]) -> list[Feature]:
    """Those of some features whose names the question's words make up nearly as well as that of the first; where words behind the one
    that asks make up names of them, these alone (到付的单能改运费吗 asks about 改运费)."""
    shares = [_named_by(question, one) for one in features]
    alike = [one for one, share in zip(features, shares, strict=True) if share >= _ALIKE * shares[0]]
    behind = behind_asking(question)
    return [one for one in alike if _named_by(behind, one) >= _BEHIND] or alike


def _named_by(question: Question, feature: Feature) -> float:
    return max(named(question, name) for name in (feature.label, *feature.aliases))


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
    return replace(draft, constraints=_fitting(snapshot, best))


def _fitting(snapshot: Snapshot, best: Ranked) -> tuple[Constraint, ...]:
    """The rules of the entry that fit the question best."""
    return _constraints(snapshot, [own for _, own in best.rules[:3]])


_WRITERS: Final[Mapping[Intent, Callable[[Snapshot, Ranked, Reply], Reply]]] = {
    Intent.LOCATE: _locate,
    Intent.LIMIT: _limit,
    Intent.CAN_I: _may,
    Intent.APPLICABLE_OPERATIONS: _operations,
    Intent.HOW_TO: _way,
    Intent.DEFINITION: _meaning,
    Intent.WHY: _why,
    Intent.UNKNOWN: _locate,
}


def _constraints(snapshot: Snapshot, ids: Iterable[str]) -> tuple[Constraint, ...]:
    return tuple(one for one in snapshot.many(dict.fromkeys(ids)) if isinstance(one, Constraint))
