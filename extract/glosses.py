"""Brackets behind the words of a heading: what they only explain tells no condition (活体件（大闸蟹等）, 未发货订单（含预售）), and what
they take out is none of its kind (教务专员（实习生除外）)."""

import re
from dataclasses import dataclass, replace
from typing import Final

from extract.cases import excepted_conditions
from extract.conds import Alternatives
from extract.headlines import Heading
from extract.page import Page
from extract.text import Text

_BRACKET: Final = re.compile(r"\s*[（(](?P<what>[^（）()]*)[）)]\s*\Z")
_EXCEPTS: Final = re.compile(r"(?:除(?!了?外)|不[含包])|[^，。；]{2,}(?:除外|例外|不在此列)\Z")
_EXPLAINS: Final = re.compile(r"(?:包?含|包括|如|例如|比如|即|指|简称|又称|原)|.*等[一-鿿]{0,3}\Z")


@dataclass(frozen=True, slots=True)
class Glossed:
    """A heading without its bracket, and what this takes out."""

    bare: Heading
    excepted: Alternatives = ()


def glossed(page: Page, heading: Heading) -> Glossed:
    """A heading and those beside it without the brackets behind them; one that tells kinds itself stays."""
    bracket = _BRACKET.search(page.told.folded[heading.start : heading.end])
    beside = tuple(_cut(page.told, *span) for span in heading.beside)
    if bracket is None or not bracket.start():
        return Glossed(replace(heading, beside=beside) if beside != heading.beside else heading)
    start, end = (heading.start + at for at in bracket.span("what"))
    bare = replace(heading, end=heading.start + bracket.start(), beside=beside)
    if _EXCEPTS.match(bracket["what"]):
        return Glossed(bare, excepted_conditions(page, start, end))
    tells = any(start <= m.start and m.end <= end and not m.discovered for m in page.marks)
    return Glossed(heading if tells and not _EXPLAINS.match(bracket["what"]) else bare)


def _cut(text: Text, start: int, end: int) -> tuple[int, int]:
    bracket = _BRACKET.search(text.folded[start:end])
    return (start, start + bracket.start()) if bracket and bracket.start() else (start, end)
