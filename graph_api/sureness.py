"""How sure it is that the best entry answers: the signs of it, and their weight as fitted in `benchmarks/fit_ranking.py`.

An entry may be the nearest and still not say what is asked. What tells is which words of the question it lacks, where it lacks them
and how rare those are: that a function is known says nothing of a fact about it that no source states.
"""

import math
from collections.abc import Callable, Mapping, Sequence

from graph_api.asked_for import Intent
from graph_api.coverage import Covered, covered, lacking, sought
from graph_api.ranking import Ranked, parameters, title_share
from graph_api.replies import Reply
from graph_api.snapshot import Snapshot

_KNOWN = 0.8
"""How well the texts must know a word for it to be one of theirs."""
_PASSAGES = 8
"""Of how many passages it is looked at which words they have, the best."""
_FURTHEST = 2.0
_WEIGHTY = 0.4
"""How much a word must tell for it to be one of those that matter."""
_LONGEST = 8.0

_Had = Callable[[Covered], float]


def sureness(snapshot: Snapshot, found: Sequence[Ranked], draft: Reply) -> dict[str, float]:
    """The signs by which it is known whether the best of some entries answers a question, as `draft` would tell it."""
    best, question = found[0], draft.understood
    second = found[1].score if len(found) > 1 else 0.0
    documents = [one.document for one in best.passages[:_PASSAGES]]
    words = covered(sought(snapshot, question), titles=best.titles, body=best.body, passages=documents)
    shown = _shown(best, draft)
    behind = [one for one in words if one.sought.behind] or words
    untold = _lacking(words, shown)
    single = min((_lacking(words, _in_one(at)) for at in range(len(documents))), default=_lacking(words, _anywhere))
    own, strange = _worst(words, known=True), _worst(words, known=False)
    weighty = [one for one in words if one.sought.worth > _WEIGHTY]
    last = min(1.0, 2 * words[-1].sought.worth) * (1 - shown(words[-1])) if words else 0.0
    may, way, limit = (float(question.intent is one) for one in (Intent.CAN_I, Intent.HOW_TO, Intent.LIMIT))
    return {
        "one": 1.0,
        "few": 1 / (1 + len(words)),
        "lead": min(_FURTHEST, best.score - second),
        "feature": best.signs["feature"],
        "titled": title_share(snapshot, question, best),
        "untold": untold,
        "untold_weighty": _lacking(weighty, shown),
        "single": single,
        "both": own * strange,
        "long": math.log1p(len(best.entry.answer)) / _LONGEST,
        "may_asked": may * _lacking(behind, shown),
        "may_untold": may * untold,
        "may_pairs": may * best.signs.get("title_pairs", 0.0),
        "how_untitled": way * _lacking(words, lambda one: one.title),
        "how_pairs": way * best.signs.get("passage_pairs", 0.0),
        "why_single": single if question.intent is Intent.WHY else 0.0,
        "limit": limit,
        "limit_strange": limit * strange,
        "limit_last": limit * last,
        **_found_to_tell(best, draft),
    }


def confidence(signs: Mapping[str, float]) -> float:
    """How likely it is that the best entry answers, 0 to 1."""
    weights = parameters()["confidence"]
    if not signs:
        return 0.0
    value = sum(weights.get(name, 0.0) * value for name, value in signs.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


def _found_to_tell(best: Ranked, draft: Reply) -> dict[str, float]:
    """What was found to tell, as signs: a number where one is asked for (how well its passage fits), operations."""
    question = draft.understood
    told = question.told
    figures = [
        one.score
        for one in best.passages[:_PASSAGES]
        if told is not None and told.search(best.entry.answer, one.start, one.end)
    ]
    return {
        "figure": figures[0] if figures else 0.0,
        "no_figure": float(told is not None and not figures),
        "other_carrier": best.signs["other_carrier"],
        "listed": float(question.intent is Intent.APPLICABLE_OPERATIONS and bool(draft.operations)),
    }


def _shown(best: Ranked, draft: Reply) -> _Had:
    """How well a word is in what is shown: the title and the passages that are evidence, else anything of the entry."""
    spans = {(one.start, one.end) for one in draft.evidence}
    seen = [at for at, one in enumerate(best.passages[:_PASSAGES]) if (one.start, one.end) in spans]
    return (lambda one: max(one.title, *(one.passages[at] for at in seen))) if seen else _anywhere


def _anywhere(one: Covered) -> float:
    return one.whole


def _in_one(at: int) -> _Had:
    """How well a word is in the title and a passage."""
    return lambda one: max(one.title, one.passages[at])


def _lacking(words: Sequence[Covered], had: _Had) -> float:
    return lacking(words, [had(one) for one in words])[0]


def _worst(words: Sequence[Covered], *, known: bool) -> float:
    """How much the word tells that tells most of those which an entry lacks, among the texts' own or the strange ones."""
    chosen = [one for one in words if (one.sought.known >= _KNOWN) is known]
    return lacking(chosen, [one.whole for one in chosen])[1]
