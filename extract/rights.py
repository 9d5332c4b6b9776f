"""What right one must have for an act that is told before it: 导出名单要具备“导出”权限, 批量改价须拥有店长权限."""

import re
from typing import Final

from extract.cases import usable
from extract.clues import About, Clue
from extract.conds import Alternatives
from extract.entirely import read_entirely
from extract.page import Page, subject_in
from extract.restrictions import restrict
from extract.text import Text

RIGHT: Final = re.compile(
    r"(?:\s|但|另外|其中|此外)*(?P<act>[一-鿿A-Za-z]{4,12}?)(?:均|都|也)?(?:必?须|需要?|应当?|要|得)(?:具[备有]|拥有|持有|开通|有)(?P<what>[“\"「【]?[一-鿿A-Za-z]{2,10}[”\"」】]?(?:的)?权限)\s*"
)
_NOBODY: Final = re.compile(r"\A(?:商家|用户|账[户号]|员工|您|如|若|店铺)|[时后前的]\Z")


def right_of(text: Text, start: int, end: int) -> re.Match[str] | None:
    """The act and the right in a clause that is nothing else."""
    told = RIGHT.fullmatch(text.folded, start, end)
    known = told and text.lexicon.action_first.match(told["act"])
    return told if known and told and not _NOBODY.search(told["act"]) else None


def read_right(clue: Clue) -> bool:
    """Who has the right may, who has it not may not; False where a clause tells of none."""
    page, clause = clue.page, clue.clause
    told = right_of(page.told, clause.start, clause.end)
    if told is None:
        return False
    only = _right(page, *told.span("what"))
    act = page.told.raw[told.start("act") : told.end("act")]
    named = subject_in(page, *told.span("act"))
    feature = named if named and len(named) >= len(act) else act
    words = page.told.raw[clause.start : clause.end]
    return bool(only) and restrict(clue, About(feature), only, permits=True, words=words)


def _right(page: Page, start: int, end: int) -> Alternatives:
    return read_entirely(page.told, start, end, usable(page, start, end))
