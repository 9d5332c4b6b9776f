"""What stands behind an answer in a table's cell and says for whom it holds, or for whom the opposite does: √（未清关时×）,
不支持（月结客户除外）, 支持（限工作日）, ×，店长可."""

import re
from dataclasses import dataclass, replace
from typing import Final

from extract.cases import excepted_conditions, usable
from extract.cells import of_cell
from extract.conditions import read_conditions
from extract.conds import Alternatives, join, negated, unique
from extract.cues import find_cues
from extract.matrices import Matrix, Reply, reply_of
from extract.ownwords import thing_named
from extract.page import Page
from extract.tables import Cell
from extract.windows import window_in
from ontology.figures import as_quantity, find_figures
from ontology.kinds import TIME_UNITS

_PIECE: Final = re.compile(r"[^，,；;（）()\s][^，,；;（）()\n]*")
_EXCEPTS: Final = re.compile(
    r"(?:除了?|不含|不包括)[^，。；]{2,}?(?:之外|以外|外)?|(?!除)[^，。；]{2,}(?:除外|例外|不在此列)"
)
_ONLY: Final = re.compile(
    r"(?:仅限于?|只限于?|限于?(?![时量购额制期定])|[仅只](?:支持|适用于?|对|有)?(?![一-鿿]不[一-鿿]\Z|退|改|取|补|换))(?P<what>[^\d，。；]{2,14}?)"
)
"""Whom alone an answer is held to; how something is done alone (只增不减, 仅退未用次数) holds nobody to it."""
_COUNTED: Final = re.compile(r"[一二两三四五六七八九十]+[次笔张件天个]|首次|本人|自己|一次")
_TAIL: Final = re.compile(r"(?:的?时候?|的?情况下|期间|的|则|为|[:：])\Z")
_LONGEST: Final = 20
_EVENT: Final = re.compile(r"[一-鿿]{2,6}(?:之|以)?[前后][^，。；]{1,8}")
"""How long before or behind what: 入住前一天."""
_SIZED: Final = re.compile(
    r"(?!最|至[多少]|每[天日周月季年]|不限|限)[一-鿿]{2,6}?(?:不?(?:超过|满|足)|低于|高于|少于|多于|大于|小于)?\s*\d[\d.]*\s*[一-鿿%％]{1,3}?(?:（?含）?)?(?:(?:及|或)?以[内下上])?"
)
"""Up to or from how much of what: 单笔500元以内."""


@dataclass(frozen=True, slots=True)
class Held:
    """For whom an answer holds, for whom its opposite does, and what is left of the cell to be read by itself."""

    holds: Alternatives = ()
    otherwise: Alternatives = ()
    rest: tuple[Cell, ...] = ()


def held_to(page: Page, cell: Cell, reply: Reply, matrix: Matrix | None) -> Held:
    """What the words behind a reply hold it to."""
    told = Held()
    for piece in _PIECE.finditer(page.told.folded, reply.end, cell.end):
        one = _of_piece(page, Cell.of(page.told.raw, *piece.span()), reply, matrix)
        told = Held(join(told.holds, one.holds), (*told.otherwise, *one.otherwise), (*told.rest, *one.rest))
    read = told.holds or told.otherwise
    return told if read or not told.rest else Held(rest=(Cell.of(page.told.raw, reply.end, cell.end),))


def _of_piece(page: Page, piece: Cell, reply: Reply, matrix: Matrix | None) -> Held:
    text = page.told.folded
    start, end = piece.start, piece.end
    taken: Alternatives = ()
    if _EXCEPTS.fullmatch(text, start, end):
        taken = excepted_conditions(page, start, end)
    elif end - start <= _LONGEST and (answered := _answer_at(page, piece, matrix)):
        at, permits = answered
        only = _ONLY.fullmatch(text, start, at)
        if only and permits == reply.permits:
            return _alone(page, *only.span("what")) or Held(rest=(piece,))
        tail = _TAIL.search(text[start:at])
        taken = of_cell(page, Cell.of(page.told.raw, start, start + tail.start() if tail else at))
        taken = taken if permits != reply.permits else ()
    elif reply.permits and (only := _ONLY.fullmatch(text, start, end)) and not _COUNTED.match(only["what"]):
        return _alone(page, *only.span("what")) or Held(rest=(piece,))
    if not taken:
        stated = _stated(page, piece)
        return Held(stated) if stated else Held(rest=(piece,))
    holds: Alternatives = ()
    for one in taken:
        holds = join(holds, tuple(negated((cond,)) for cond in one))
    return Held(holds, taken)


def _stated(page: Page, piece: Cell) -> Alternatives:
    """What brackets right behind an answer tell to be so where it holds, or when: 可以|（未激活）, 可以|（签收后7天内）."""
    text, start, end = page.told, piece.start, piece.end
    if text.folded[start - 1] not in "（(" or next(find_cues(text, start, end), None) is not None:
        return ()
    if window := window_in(page, start, end):
        return ((window,),)
    figures = tuple(find_figures(text, start, end))
    sized = len(figures) == 1 and figures[0].told and figures[0].unit not in TIME_UNITS
    if sized and _SIZED.fullmatch(text.folded, start, end):
        return ((replace(thing_named(text, start, end), limit=as_quantity(figures[0])),),)
    if figures:
        return ((thing_named(text, start, end),),) if _EVENT.fullmatch(text.folded, start, end) else ()
    return read_conditions(text, start, end, usable(page, start, end))


def _alone(page: Page, start: int, end: int) -> Held | None:
    """Those alone for whom an answer holds, so that for others it does not."""
    kinds = of_cell(page, Cell.of(page.told.raw, start, end))
    single = all(len(one) == 1 for one in kinds)
    return Held(kinds, (negated(unique(c for one in kinds for c in one)),) if single else ()) if kinds else None


def _answer_at(page: Page, piece: Cell, matrix: Matrix | None) -> tuple[int, bool] | None:
    """Where a piece ends in an answer of its own, behind at least two characters: 未清关时|×."""
    marks = matrix.marks if matrix is not None else {}
    for at in range(piece.start + 2, piece.end):
        told = reply_of(page.told, Cell.of(page.told.raw, at, piece.end), marks)
        if told is not None and told.end == piece.end:
            return at, told.permits
    return None
