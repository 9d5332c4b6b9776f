"""Rules that would contradict each other for all: who reads that the same may and may not be done has lost of whom each is said.

主播等级L3以上|可发红包，L3以下|不可发: the words before each cue become a circumstance in the source's own words.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from extract.drafts import Draft
from extract.exceptions import decides
from extract.fronted import ANYBODY
from extract.ownwords import own_condition
from extract.page import Page
from ontology.names import fold

_CLAUSE: Final = re.compile(r"[，,。；;：:！!？?\n\x00\x01|]")
_LINK: Final = re.compile(r"(?:\s|但是?|而|且|并|也|均|都|则|就|还|目前|暂时?|一律|[“”\"「」【】])+")
_PARTY: Final = re.compile(r"(?:账[号户]|[员长主]|商家|店铺|用户|会员|商户|卖家|买家)\Z")
_NOBODY: Final = re.compile(r"^(?:针对|对于?|关于|使用|通过|在|按|以|由|经|若|如)|[与和及]\Z")
"""How or about what, and not of whom."""


def told_apart(page: Page, drafts: Iterable[Draft]) -> dict[Draft, Draft]:
    """For each rule for all that another of the same function contradicts, the rule for those of whom its words speak."""
    alike: dict[str | None, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if decides(draft) and draft.scope is None and not draft.superseded:
            alike[draft.feature].append(draft)
    found: dict[Draft, Draft] = {}
    for same in alike.values():
        bare = [draft for draft in same if not draft.conditions]
        contrasts = len({draft.modality for draft in bare}) > 1
        for draft in bare:
            opposed = any(one.modality is not draft.modality for one in same)
            told = _for_those(page, draft, who=not contrasts) if opposed else None
            found |= {draft: told} if told else {}
        found |= dict(_carried_apart(page, same))
    return found


def _carried_apart(page: Page, same: Sequence[Draft]) -> Iterator[tuple[Draft, Draft]]:
    """Rules that have the very conditions of one that they contradict, from the clause before: theirs are the words of their own."""
    for draft in same:
        against = any(d.modality is not draft.modality and set(d.conditions) == set(draft.conditions) for d in same)
        if not draft.conditions or not against or any(c.start >= draft.start for c in draft.conditions):
            continue
        told = _for_those(page, draft, who=False)
        if told:
            carried = sorted(draft.conditions, key=lambda c: c.start)[:-1]
            yield draft, replace(told, conditions=(*carried, *told.conditions))


def _for_those(page: Page, draft: Draft, *, who: bool) -> Draft | None:
    """The rule for those of whom its words speak; `who`: only where these are parties to whom another rule gives what this one denies."""
    text = page.told
    lead = text.raw.find(draft.words, draft.start, draft.end) if draft.words else -1
    if lead < 0:
        return None
    start = max((m.end() for m in _CLAUSE.finditer(text.folded, draft.start, lead)), default=draft.start)
    link = _LINK.match(text.folded, start, lead)
    start = link.end() if link else start
    words = text.folded[start:lead]
    if _NOBODY.search(words):
        return None
    party = _PARTY.search(words)
    if len(words) < 2 or ANYBODY.fullmatch(words) or (who and not party):
        return None
    if not party and (words in fold(draft.feature or "") or words in page.asked.folded):
        return None
    own = own_condition(text, start, lead)
    return replace(draft, conditions=(own,)) if own else None
