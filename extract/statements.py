"""An answer in sentences and clauses, each with the headings, parts and brackets it stands under.

A heading (2.1有妥投信息的订单：) governs what stands below it; what stands in brackets speaks of the words before them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final
from unicodedata import category

from extract.cues import NOR, NOT_BOUND, find_cues
from extract.headings import DOTTED, bracketed, labels, line_labels, of_items
from extract.headlines import Heading, headlines, side_by_side
from extract.items import STEPWISE, TICKS, Item
from extract.openings import DASH, OPENING
from extract.parts import Part
from extract.regions import BRACKET, HIDDEN, Region, regions
from extract.rows import side_by_side as rows_apart
from extract.summed_up import ALL_OF_THESE
from extract.tables import Table
from extract.text import UNSTRESSED, Text, trimmed

_BARE: Final = re.compile(r"(?:(?<=[\s：:])|^)(\d{1,2})(?=[一-鿿A-Za-z“\"])")
_END: Final = re.compile(r"[。！？；;!?\n]+|(?<=[^\s，,、：:；;。])\s+(?=(?:注|备注|温馨提示|说明)\s*[:：])")
_COMMA: Final = re.compile(r"(?:，|(?<!\d),|,(?!\d{3}(?!\d)))+|(?<!\d)[：:](?!\d)|(?<=\d)[：:](?=[^\d\s])")
_BUT_NOT: Final = "|".join(rf"(?<=[只仅][能可][一-鿿]{{{n}}})" for n in (2, 3, 4))
_SEPARATOR: Final = re.compile(
    rf"{_COMMA.pattern}|(?=[而不也又但且、])(?:(?:{_BUT_NOT})(?=(?:而)?不(?:能|可|得|支持|允许)[一-鿿])"
    rf"|{NOR.pattern}|(?<=[一-鿿]{{2}})(?=(?:但|且)(?:不可|不能|不得|不支持|无法|不允许)[一-鿿])"
    rf"|(?<=\d[天日周月年时钟次]内)、(?=[一-鿿A-Za-z0-9]{{2,8}}?(?:必?须|应|需)(?:[于在]|[一-鿿]{{1,6}}?\d))"
    rf"|、(?=(?:不可以?|可以?|不能|能够?|不得|无需|必?须|支持|不支持)[一-鿿]{{2}}))"
)
"""Commas and colons, and for want of one where 只能|升级|不能降级 turns and 不能删除|也不能编辑 or 可编辑|但不可分享 goes on; 可A、|可B."""
_CLOSES: Final = re.compile(r"的[，,]|[时后前][，,可不]")
_NOTE: Final = re.compile(
    r"\s*(?:注意事项|[温友情馨]{2}提[示醒]|[特别重要小]{1,2}(?:提[示醒]|贴士|说明|注意)|补充(?:说明)?|备注|注意|提示|说明|另外?|注|例如|其中|[QA问答]\s*\d{0,2})\s*[:：]\s*|\s*\*\s*|\s*[【\[][^】\]]{0,4}(?:提[示醒]|注意|说明|备注|须知)[】\]]\s*"
)
_APART: Final = re.compile(
    r"(?:另外?|此外)\s*[:：,，]|(?:温馨|友情)提[示醒]\s*[:：]|(?:无论|不论|不管)[一-鿿]{0,2}[哪何]|(?:以上|上述)(?:各|所有|全部)"
)
"""What opens a line of its own that no heading before it governs: 另：…, 无论哪种…."""
_EXCEPTS: Final = re.compile(
    r"\s*(?:(?:不含|不包含|不包括|除|除了)[^，。；]{1,30}|[^，。；]{2,30}(?:除外|例外|不在此列|以外|之外|不[含计算]在内|不包[含括]在内)|非[^，。；可支需]{2,16})\s*"
)
_EXCEPTS_ALONE: Final = re.compile(
    r"\s*(?:但是?|不过)?\s*[^，,。；;]{2,40}(?:除外|例外|不在此列|不在此限|"
    + NOT_BOUND
    + r"|不在此范围内?)\s*|\s*例外(?:情况|情形)?\s*[:：][^，,。；;]{2,40}|[^，,。；;]{0,14}另有[一-鿿]{2}的?[，,]?[从按依以遵]照?其[一-鿿]{2,6}"
)
_EXCEPTION_TOLD: Final = re.compile(r"(?<![一-鿿])例外(?:情况|情形)?\s*\Z")
_AS_AGREED: Final = re.compile(r"(?<=的[，,])\s*(?:从|按|依|以|遵)照?其(?:约定|规定|要求|说明)")
"""What goes on with those of whom something else was agreed: 合同另有约定的，|从其约定."""
_EVEN_IF: Final = re.compile(
    r"(?:(?:即[使便]|哪怕|就算|纵使)[一-鿿][^，,。；;\n]{1,20}?|(?<=[一-鿿]{2})(?:不论|无论|不管)[一-鿿][^，,。；;\n]{1,16}?)"
    r"(?=(?:[，,][^，,。；;\n]{0,8}?)?(?:(?:[也仍均都]|一律|一概)\s*(?:[不无可能须需一]|[一-鿿]{1,3}不[了掉])|[只仅][能可限支]))"
)
"""What changes nothing though it be so: 新店|即使销量达标|也不能报名."""
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)[^\s，。；、）)】」”\"'|]+")
_SPACE: Final = re.compile(
    rf"\x01+(?=您|请|需|可)|(?<=[一-鿿\x01])(?<![的是为在与和及])[^\S{UNSTRESSED}]+(?=[一-鿿])(?![等的是为将会与和及])"
)
_LAST: Final = 3
_NEXT: Final = 8
_BLANK: Final = re.compile(rf"[\s{BRACKET}]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its clauses; `lead`: where the bracket begins that it stands in; `asks`: it ends in a question mark.

    `masked` is the answer as it is read for this sentence: what stands in brackets of its own is hidden.
    """

    start: int
    end: int
    clauses: tuple[tuple[int, int], ...]
    headings: tuple[Heading, ...]
    part: Part | None = None
    lead: int | None = None
    asks: bool = False
    masked: str = ""


def sentences(
    text: Text, items: tuple[Item, ...], tables: tuple[Table, ...], parts: tuple[Part, ...]
) -> Iterator[Sentence]:
    """All sentences of an answer outside its tables, brackets by themselves, and the answers in a table of questions."""
    yield from joined(_each(text, items, tables, parts), text)


def _each(
    text: Text, items: tuple[Item, ...], tables: tuple[Table, ...], parts: tuple[Part, ...]
) -> Iterator[Sentence]:
    headings = side_by_side((*of_items(text, items), *bracketed(text, items), *headlines(text)))
    over = (*labels(text), *line_labels(text, items))
    marks = tuple((item.start, item.body) for item in items)
    hide = (*marks, *((m.start(), m.end()) for m in DOTTED.finditer(text.folded)))
    answered = [(p.answer_start, p.answer_end) for p in parts]
    asked = [(p.question_start, p.question_end) for p in parts]
    closed = [(t.start, t.end) for t in tables]
    stops = {e for span in (*closed, *answered, *asked, *hide) for e in span} | {h.end for h in headings}
    for bare in regions(text.folded, hide):
        if _excepts(text.folded[bare.start : bare.end]) and bare.start > 0:
            continue
        region = _with_exceptions(bare, text)
        lead = region.start - 1 if region.start > 0 else None
        for start, end, asks in _pieces(region, text, stops):
            inside = any(s <= start and end <= e for s, e in closed)
            if inside and not any(s <= start and end <= e for s, e in answered):
                continue
            if any(s <= start and end <= e for s, e in asked):
                continue
            part = next((p for p in parts if p.answer_start <= start < p.answer_end), None)
            above = tuple(h for h in (*headings, *over) if h.end <= start < h.stop)
            above = () if _stands_apart(text, start) else above
            states = next(find_cues(text, start, end), None)
            if states is None and any(h.start - 1 <= start and end <= h.end + 1 for h in headings):
                continue
            begin = _behind_note(text, start, end)
            clauses = tuple(_clauses(region, text, begin, end))
            yield Sentence(begin, end, clauses, above, part, lead, asks, region.masked)


def _stands_apart(text: Text, start: int) -> bool:
    """Whether the line of a sentence says itself that no heading before it governs it."""
    line = text.folded.rfind("\n", 0, start) + 1
    return _APART.match(text.folded, line) is not None


def joined(found: Iterator[Sentence], text: Text) -> Iterator[Sentence]:
    """A sentence that only takes something out belongs to the one before it: ….定制商品除外。"""
    last: Sentence | None = None
    for one in found:
        words = text.folded[one.start : one.end]
        same = last is not None and last.lead == one.lead and last.part == one.part and not last.asks
        if last is not None and same and _EXCEPTS_ALONE.fullmatch(words) and 0 <= one.start - last.end <= 3:
            last = replace(last, end=one.end, clauses=(*last.clauses, *one.clauses))
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


def _excepts(words: str) -> bool:
    """Whether a bracket takes something out of what stands before it: （虚拟商品除外）."""
    return bool(_EXCEPTS.fullmatch(words))


def _with_exceptions(region: Region, text: Text) -> Region:
    """The region with such brackets in the open, which belong to the words before them, and without what changes nothing."""
    even = (*_EVEN_IF.finditer(text.folded), *ALL_OF_THESE.finditer(text.folded))
    if not region.brackets and not even and not _ADDRESS.search(text.folded):
        return Region(region.start, region.end, text.folded, ())
    chars = list(text.folded)
    for match in _ADDRESS.finditer(text.folded):
        chars[match.start() : match.end()] = HIDDEN * (match.end() - match.start())
    for match in even:
        chars[match.start() : match.end()] = BRACKET * (match.end() - match.start())
    for bracket in region.brackets:
        if not _excepts(text.folded[bracket.start + 1 : bracket.end - 1]):
            chars[bracket.start : bracket.end] = BRACKET * (bracket.end - bracket.start)
            _close_before(chars, bracket.start, bracket.end)
    return Region(region.start, region.end, "".join(chars), region.brackets)


def _close_before(chars: list[str], start: int, end: int) -> None:
    """What closes a condition behind a bracket closes the words before it: 即将到期（不足60天）|的."""
    behind = "".join(chars[end : end + 2])
    if start and chars[start - 1] >= "一" and _CLOSES.match(behind):
        chars[start : end + 1] = [behind[0], *" " * (end - start)]


def enumerated(text: Text, start: int, end: int, items: tuple[Item, ...]) -> tuple[tuple[int, int], ...]:
    """The items that a sentence governs: marked ones right behind it, or bare numbers (1海囤全球订单 2货到付款的订单)."""
    bare = list(_BARE.finditer(text.folded, start, min(len(text.folded), end + 300)))
    run: list[re.Match[str]] = []
    for mark in bare:
        if int(mark[1]) == len(run) + 1:
            run.append(mark)
    if len(run) > 1:
        edges = [*(m.start() for m in run[1:]), _stop(text, run[-1].end())]
        return tuple((m.end(), edge) for m, edge in zip(run, edges, strict=True))
    dotted = list(DOTTED.finditer(text.folded, end))
    if dotted and dotted[0].start() - end <= 3:
        level = dotted[0][1].rpartition(".")[0]
        same_level = [m for m in dotted if m[1].rpartition(".")[0] == level]
        return tuple((m.end(), _stop(text, m.end())) for m in same_level) if len(same_level) > 1 else ()
    first = next((i for i in items if i.number == 1 and i.start >= end and _is_next(text, end, i.start)), None)
    same = [i for i in items if first and i.run == first.run]
    several = len(same) > 1 or (same and same[0].style not in STEPWISE)
    return tuple((i.body, min(i.end, _stop(text, i.body))) for i in same) if several else ()


def _is_next(text: Text, end: int, start: int) -> bool:
    """Whether nothing but a mark and white space stands between."""
    return start - end <= _NEXT and (start - end <= _LAST or not text.folded[end:start].strip("：:】 \t\n"))


def _stop(text: Text, at: int) -> int:
    found = re.compile(r"[。；;\n]|\s(?=\S*[：:])|'''").search(text.folded, at + 2)
    return found.start() if found else len(text.folded)


def _behind_note(text: Text, start: int, end: int) -> int:
    note = _NOTE.match(text.folded, start, end)
    while note:
        start = note.end()
        note = _NOTE.match(text.folded, start, end)
    while start < end and _is_mark(text.folded[start]):
        start += 1
    return start


def _is_mark(char: str) -> bool:
    """Whether a character before the words of a sentence is but a mark: a dash, a bullet, a picture; ticks tell what may be."""
    return char.isspace() or char in "-—)）、.．*'|】:▶▷►▸>" or (category(char) == "So" and char not in TICKS)


def _pieces(region: Region, text: Text, stops: set[int]) -> Iterator[tuple[int, int, bool]]:
    """Sentences of a region: cut at their marks, at item markers and at the edges of tables and parts."""
    cuts = sorted(
        {
            region.start,
            region.end,
            *(e for m in _END.finditer(region.masked, region.start, region.end) for e in (m.start(), m.end())),
            *(e for e in stops if region.start < e < region.end),
        }
    )
    for left, right in pairwise(cuts):
        start, end = trimmed(text.folded, left, right)
        if end - start > 1 and not _END.fullmatch(region.masked, left, right):
            yield start, end, text.folded[end : end + 1] in ("?", "？")


def _clauses(region: Region, text: Text, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    for match in (*_separators(region, start, end), None):
        stop = match.start() if match else end
        for left, right in _at_spaces(region, position, stop):
            if right > left:
                yield from rows_apart(text, left, right)
        position = match.end() if match else end


def _separators(region: Region, start: int, end: int) -> Iterator[re.Match[str]]:
    """What parts clauses: commas, colons, and the long dash behind the words that open the stretch (首单前——可自由修改)."""
    opening = OPENING.match(region.masked, start, end)
    dash = DASH.match(region.masked, opening.end(), end) if opening else None
    if dash:
        yield dash
    for mark in _SEPARATOR.finditer(region.masked, dash.end() if dash else start, end):
        told = _EXCEPTION_TOLD.search(region.masked, start, mark.start())
        if not told and not _AS_AGREED.match(region.masked, mark.end(), end):
            yield mark


def _at_spaces(region: Region, start: int, end: int) -> Iterator[tuple[int, int]]:
    """White space parts what is long on both sides: such texts put it where lines ended."""
    position = start
    words = region.masked[start:end]
    for match in _SPACE.finditer(words) if _BLANK.search(words) else ():
        at = start + match.start()
        event = re.search(r"(?:的时候|情况下|时|后|前)\Z", region.masked[position:at])
        bracket = match[0].startswith(BRACKET) and at - position >= 6
        if (at - position >= 9 and end - (start + match.end()) >= 9) or (event and at - position >= 4) or bracket:
            yield position, at
            position = start + match.end()
    while position < end and region.masked[position].isspace():
        position += 1
    yield position, end


def open_regions(text: Text) -> tuple[Region, ...]:
    """The regions of an answer as its cells are read by: exceptions in brackets are in the open."""
    return tuple(_with_exceptions(region, text) for region in regions(text.folded))


def cell_sentences(text: Text, around_all: tuple[Region, ...], start: int, end: int) -> Iterator[Sentence]:
    """The sentences of a table's cell, by themselves; `around_all`: the open regions of the answer."""
    for around in around_all:
        whole = around.start <= start and end <= around.end and around.start == 0
        if not whole and not (start <= around.start and around.end <= end):
            continue
        region = replace(around, start=max(start, around.start), end=min(end, around.end))
        lead = None if whole else around.start - 1
        for left, right, asks in _pieces(region, text, set()):
            begin = _behind_note(text, left, right)
            clauses = tuple(_clauses(region, text, begin, right))
            yield Sentence(begin, right, clauses, (), None, lead, asks, region.masked)
