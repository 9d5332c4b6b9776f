"""What a line over a list says its cases count as: 【认定为虚假配送的情形】, 以下情况算违约：; each case below is counted so, or is not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from extract.conds import Conjunction
from extract.drafts import Draft
from extract.facts import Span
from extract.frames import Frame, frame_of
from extract.listed import cases_below
from extract.page import Page
from extract.statements import Sentence
from extract.text import trimmed
from ontology.kinds import ConstraintKind, EvidenceField, Modality

_AS: Final = (
    r"(?P<no>(?:均|都|也|一律)?不(?:会|予|应)?(?:被)?)?(?:均|都|一律|也)?(?:会被|将被|会|将|被|应)?"
    r"(?P<what>(?:判定?为|认定为|视为|视作|视同|算作?|记为|计为|列为|归为|属于)(?![以下列])[一-鿿A-Za-z]{2,10})"
)
_CASES: Final = r"(?:情[形况]|行为|场景|现象|问题)"
_LINE: Final = re.compile(
    rf"^[^\S\n]*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）])?[^\S\n]*【?(?:(?:哪些|会|将)?{_AS}的(?:常见|主要|具体|几[种类])?{_CASES}(?:有|包括|如下)?"
    rf"|(?:如?有|出现|存在|发生|凡)?(?:以下|下列|如下|下述)[^，,。；;：:\n]{{0,5}}?{_CASES}(?:之一)?(?:的|时)?[，,]?{_AS.replace('P<no>', 'P<not>').replace('P<what>', 'P<as>')})】?[^\S\n]*[:：]?[^\S\n]*$",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A list with the line `[start, end)` over it, where it stops, and a rule for each of its cases."""

    start: int
    end: int
    stop: int
    drafts: tuple[Draft, ...]

    def frame(self, page: Page, sentence: Sentence) -> Frame:
        """What stands above a sentence of the list but the line itself, which all of its rules rest on."""
        above = tuple(h for h in sentence.headings if not self.start <= h.start < self.end)
        frame = frame_of(page, replace(sentence, headings=above))
        line = Span(EvidenceField.ANSWER, *trimmed(page.told.raw, self.start, self.end), "rule.heading")
        return replace(frame, spans=(*frame.spans, line))


def counted_lists(page: Page) -> Iterator[Counted]:
    """The lists of an answer whose lines say what their cases count as."""
    text = page.told
    for told in _LINE.finditer(text.folded):
        cases, stop = cases_below(page, told.end(), told.end())
        no, what = ("no", "what") if told["what"] else ("not", "as")
        name = text.raw[slice(*told.span(what))]
        modality = Modality.FORBIDDEN if told[no] else Modality.AUTOMATIC
        kind = ConstraintKind.APPLICABILITY if told[no] else ConstraintKind.CONSEQUENCE
        words = (told[no] or "") + name
        drafts = (
            Draft(modality, kind, f"rule.{modality.lower()}", *_span(one), words, name, conditions=one) for one in cases
        )
        if cases:
            yield Counted(*told.span(), stop, tuple(drafts))


def _span(case: Conjunction) -> tuple[int, int]:
    return min(c.start for c in case), max(c.end for c in case)
