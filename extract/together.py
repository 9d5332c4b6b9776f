"""What the question is about, with which something else may or may not be had: 满减活动|不与会员价同时使用, of an entry about 满减活动.

Of two things of which the question names neither, both are conditions (`extract.mutual`).
"""

import re
from typing import Final

from extract.clues import About, Clue, cue_of
from extract.cues import MODALITY
from extract.mutual import mutual_acts, things
from extract.restrictions import add

_MAY: Final = r"(?:不(?:可以?|能|得|支持|允许|再|会)?|均|都|也|可以?|能够?|支持|允许|无法|暂)*"


def together(clue: Clue) -> bool:
    """Reads a clause of that form: a rule about the one under each other; False where it is none."""
    page, clause, cue = clue.page, clue.clause, cue_of(clue)
    text = page.told
    told = re.compile(
        rf"\s*(?P<one>[^，,。；;\s]{{2,16}}?){_MAY}(?:与|和|跟|同(?!时))(?P<other>[^，,。；;\s]{{2,20}}?){_MAY}(?:{mutual_acts(text.lexicon.vocabulary)})"
    ).match(text.folded, clause.start, clause.end)
    if told is None or not told.start() <= cue.start < told.end() or told["one"] not in page.asked.folded:
        return False
    others = things(page, *told.span("other"), sure=True)
    if not others:
        return False
    modality, words = MODALITY[cue.kind], text.raw[clause.start : clause.end]
    about = About(text.raw[told.start("one") : told.end("one")])
    add(clue, about, modality, others, rule=f"rule.{modality.lower()}", words=words)
    return True
