"""What a bare figure measures: what the time told before it in its sentence counts from (出险后10日内须报案，|超过10日的|不予理赔)."""

import re
from dataclasses import replace
from typing import Final

from extract.conds import Alternatives, Cond
from extract.facts import ConceptName
from extract.ownwords import EVENT_SIDE, known_name
from extract.page import Page
from extract.text import without
from ontology.figures import COMPARED, find_figures
from ontology.kinds import TIME_UNITS, ConceptScheme
from ontology.names import fold

_BARE: Final = re.compile(
    rf"(?:{COMPARED.pattern})?\s*[\d.一二两三四五六七八九十百千万半]+个?(?:工作|自然)?[一-鿿A-Za-z%％]{{1,2}}(?:及?以[上下内])?"
)


def measured_again(page: Page, found: Alternatives) -> Alternatives:
    """The conditions with what their bare figures count from, where a time before them was told from something."""
    return tuple(tuple(_again(page, cond) for cond in one) for one in found)


def _again(page: Page, cond: Cond) -> Cond:
    if cond.limit is None or cond.limit.unit not in TIME_UNITS or not _BARE.fullmatch(fold(cond.name.label)):
        return cond
    text, unit = page.told, cond.limit.unit
    begin = max(text.folded.rfind(mark, 0, cond.start) for mark in "。\n") + 1
    since = [f.since for f in find_figures(text, begin, cond.start) if f.unit is unit and f.since]
    if not since:
        return cond
    label = without(EVENT_SIDE, since[-1])
    name = known_name(text, label) or ConceptName(ConceptScheme.CIRCUMSTANCE, label)
    return replace(cond, name=name, spellings=(*cond.spellings, name.label + cond.name.label))
