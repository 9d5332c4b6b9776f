"""Who may not do with one thing what he may with others, told but by the verb: 个人司机不能承接冷链货物，|蔬菜可以承接 is told of him as well."""

import re
from dataclasses import replace
from typing import Final

from extract.clauses import Clause
from extract.conds import Alternatives, Conjunction, unique
from extract.cues import cue_words
from extract.drafts import Draft, State
from extract.exceptions import decides
from extract.page import Page
from ontology.kinds import ConceptScheme
from ontology.names import fold

_SOMEBODY: Final = re.compile(
    r"(?:司机|骑手|主播|达人|教练|企业|机构|账[号户]|角色|导购|[员户人长主客商师者店生方家])\Z"
)
_VERB: Final = re.compile(r"\s*(?P<verb>[一-鿿]{2,4})\s*[。；;，,]?")


def tell_of_same(page: Page, clause: Clause, state: State, before: int) -> None:
    """Adds to the rules of a clause who the one before them is told of, where they name but things that he does the same with."""
    last = state.drafts[before - 1] if before else None
    verb = _VERB.fullmatch(page.told.folded, clause.cue.end, clause.end) if clause.cue else None
    if last is None or verb is None or not decides(last) or not _does(last, verb["verb"]):
        return
    same = [d for d in state.drafts[:before] if (d.start, d.end, d.modality) == (last.start, last.end, last.modality)]
    who: Alternatives = tuple(dict.fromkeys(_somebody(page, d.conditions) for d in same))
    fresh = state.drafts[before:]
    if len(who) != 1 or not who[0] or not all(decides(d) and _of_things(page, d, clause) for d in fresh):
        return
    state.drafts[before:] = [replace(d, conditions=unique((*who[0], *d.conditions))) for d in fresh]


def _does(draft: Draft, verb: str) -> bool:
    """Whether a rule is about a verb with what it is done to."""
    return draft.feature is not None and fold(draft.feature).startswith(verb) and len(draft.feature) > len(verb)


def _somebody(page: Page, told: Conjunction) -> Conjunction:
    """Those conditions that name who acts."""
    return tuple(c for c in told if not c.negated and _SOMEBODY.search(page.told.folded[c.start : c.end].strip()))


def _of_things(page: Page, draft: Draft, clause: Clause) -> bool:
    """Whether all conditions of a rule are things that its clause names, and nobody."""
    things = draft.conditions and all(
        c.start >= clause.start and c.name.scheme is not ConceptScheme.ROLE and c.limit is None
        for c in draft.conditions
    )
    bearer = re.compile(rf"(?:{cue_words(page.told.lexicon.vocabulary).document})\Z")
    told = [page.told.folded[c.start : c.end] for c in draft.conditions]
    return bool(things) and not any(_SOMEBODY.search(one) or bearer.search(one) for one in told)
