"""Who must, and within what bounds who may, where that is not the merchant: 买家|须在7天内寄回, 可由骑手|在5分钟内改派.

A permission or prohibition decides whether there is the function at all, whoever uses it (消费者可索要发票), so that it names nobody; roles of
the merchant's own (主账号, 子账号) are conditions of it, left open while none is given.
"""

import re
from dataclasses import replace
from typing import Final

from extract.clauses import Clause
from extract.drafts import Draft, State
from extract.lexicon import any_of
from extract.ownwords import known_name
from extract.page import Page
from ontology.concepts import Vocabulary, per_vocabulary
from ontology.kinds import ConstraintKind, Modality

_GOES_ON: Final = re.compile(r"[\s，,]*(?:且|并且?|但是?|也|还|同时|又)*[\s，,]*")


@per_vocabulary
def _acting(vocabulary: Vocabulary) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Those who act, right before a cue and right behind it."""
    who = f"(?P<who>{any_of(vocabulary.words.get('cue-actor', ()))})"
    before = rf"(?<![与和跟同向给对帮为让请被经及或、])(?<!联系){who}(?:们|本人|自己)?(?:也|均|都|仍|还|则|就|有权|随时|每[天日周月次单笔人]|最多|至少|[在于][^，。；]{{1,10}})*\s*\Z"
    return re.compile(before), re.compile(rf"\s*由{who}")


def tell_who_acts(page: Page, clause: Clause, state: State, before: int) -> None:
    """The fresh rules of a clause with who acts, told in it or, where it only goes on, in the one before."""
    cue, text = clause.cue, page.told
    if cue is None or len(state.drafts) == before:
        return
    first, behind = _acting(text.lexicon.vocabulary)
    start = max(clause.start, clause.body)
    match = first.search(text.folded, start, cue.lead) or behind.match(text.folded, cue.end, clause.end)
    goes_on = match is None and _GOES_ON.fullmatch(text.folded, start, cue.lead)
    state.actor = known_name(text, match["who"]) if match else state.actor if goes_on else None
    state.drafts[before:] = [replace(d, actor=state.actor) if _names_who(d) else d for d in state.drafts[before:]]


def _names_who(draft: Draft) -> bool:
    """Whether a rule tells who acts: a duty or a bound, and nothing that the system does."""
    return draft.kind is not ConstraintKind.APPLICABILITY and draft.modality is not Modality.AUTOMATIC
