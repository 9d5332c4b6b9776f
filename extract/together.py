"""What goes with which other thing (满减活动|不与会员价同时使用, of an entry about 满减活动), and to what it applies (不适用于A和B).

Of two things of which the question names neither, both are conditions (`extract.mutual`).
"""

import re
from typing import Final

from extract.clues import About, Clue, cue_of
from extract.cues import MODALITY
from extract.mutual import mutual_acts, things
from extract.page import subject_in
from extract.restrictions import add
from extract.subjects import kinds_in
from ontology.concepts import Vocabulary, per_vocabulary

_THING: Final = re.compile(r"(?!本|此|该|其|以上|上述|目前|仅|只|均|都)[一-鿿A-Za-z]{3,8}(?<![均都也暂仅只则])")
_MAY: Final = r"(?:不(?:可以?|能|得|支持|允许|再|会)?|均|都|也|可以?|能够?|支持|允许|无法|暂)*"


@per_vocabulary
def _goes_with(vocabulary: Vocabulary) -> re.Pattern[str]:
    """One thing, another, and what is done with both."""
    return re.compile(
        rf"\s*(?P<one>[^，,。；;\s]{{2,16}}?){_MAY}(?:与|和|跟|同(?!时))(?P<other>[^，,。；;\s]{{2,20}}?){_MAY}(?:{mutual_acts(vocabulary)})"
    )


def together(clue: Clue) -> bool:
    """Reads a clause of that form: a rule about the one under each other; False where it is none."""
    page, clause, cue = clue.page, clue.clause, cue_of(clue)
    text = page.told
    told = _goes_with(text.lexicon.vocabulary).match(text.folded, clause.start, clause.end)
    if told is None or not told.start() <= cue.start < told.end() or told["one"] not in page.asked.folded:
        return False
    others = things(page, *told.span("other"), sure=True)
    if not others:
        return False
    modality, words = MODALITY[cue.kind], text.raw[clause.start : clause.end]
    about = About(text.raw[told.start("one") : told.end("one")])
    add(clue, about, modality, others, rule=f"rule.{modality.lower()}", words=words)
    return True


def applies(clue: Clue) -> bool:
    """等级价|不适用于|特价商品和票务商品: what is told applies or not to each kind that stands behind."""
    page, cue, clause = clue.page, cue_of(clue), clue.clause
    modality = MODALITY[cue.kind]
    if not page.told.folded[cue.start : cue.end].endswith("适用于"):
        return False
    kinds = kinds_in(page, cue.end, clause.end, row=True) or things(page, cue.end, clause.end, sure=True)
    words = page.told.folded[clause.start : cue.lead]
    named = subject_in(page, clause.start, cue.lead) or (
        page.told.raw[clause.start : cue.lead] if _THING.fullmatch(words) and not clue.own else None
    )
    feature = named or next(iter(clue.context()), None)
    if not kinds or feature is None:
        return False
    add(
        clue,
        About(feature),
        modality,
        clue.all_conditions(kinds),
        rule=f"rule.{modality.lower()}",
        words=page.told.raw[cue.lead : clause.end],
    )
    return True
