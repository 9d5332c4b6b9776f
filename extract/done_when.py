"""What is done within or after some time, told right before the cue that decides on it, is when that holds: 24小时内取消|不退课时."""

import re
from dataclasses import replace
from typing import Final

from extract.conds import Cond
from extract.cues import find_cues
from extract.ownwords import thing_named
from extract.text import Text
from ontology.figures import as_quantity, find_figures
from ontology.words import tagged

_NUMBER: Final = r"[\d一二两三四五六七八九十半]+\s*个?(?:小时|工作日|自然日|[天日月周年]|分钟)"
_DONE: Final = re.compile(
    r"\s*(?:但是?|且|而|若|如果?|其中)?"
    rf"(?P<what>(?:[一-鿿]{{2,6}}[前后])?(?:(?:超过|不足|不满|未满|满|逾期)?{_NUMBER}(?:(?:及|或)?以[上内]|之?[内后前])?|[一-鿿]{{2,4}}当[天日])(?P<act>[一-鿿]{{2,4}}))"
    r"(?:的|者|时|则|均|都|也)?\s*"
)


def done_when(text: Text, start: int, lead: int) -> Cond | None:
    """The act at some time that is all that stands in a clause before its cue, which begins at `lead`."""
    told = _DONE.fullmatch(text.folded, start, lead)
    if told is None or not _is_act(text, told["act"]):
        return None
    figures = tuple(find_figures(text, *told.span("what")))
    limit = as_quantity(figures[0]) if len(figures) == 1 and figures[0].told else None
    return replace(thing_named(text, *told.span("what")), limit=limit)


def _is_act(text: Text, words: str) -> bool:
    """Whether words are but an act, known or tagged as one."""
    parts = tagged(words)
    return text.lexicon.action_first.fullmatch(words) is not None or (len(parts) == 1 and parts[0][1] in ("v", "vn"))


def is_done_when(text: Text, start: int, end: int) -> bool:
    """Whether what stands behind a time is but done then, and a cue decides on it: 24小时内|取消可以全额退款."""
    cue = next(find_cues(text, start, end), None)
    return cue is not None and start < cue.lead and _is_act(text, text.folded[start : cue.lead])
