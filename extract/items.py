"""Numbered and marked items of a text: STEP1, 第一步, 1. 1、 1） (1) ①②③ A． a., headings 一、 （一） ※, notes 注：.

A number in a text is a marker only as part of a run that counts up from its first value; a lone "1." is none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

_DIGITS: Final = "一二三四五六七八九十"


class Style(StrEnum):
    """How an item is marked. STEP, ORDINAL and PHASE say by themselves that they are steps."""

    STEP = "STEP1"
    ORDINAL = "第一步"
    PHASE = "步骤一"
    CIRCLED = "①"
    PARENTHESIS = "1）"
    BRACKETED = "（1）"
    LETTER = "A．"
    SMALL = "a）"
    COUNTED = "一是"
    COMMA = "1、"
    DOT = "1."
    NUMBER = "1，"
    CHINESE = "一、"
    CHINESE_BRACKETED = "（一）"
    BULLET = "※"
    SEQUENCE = "首先"


STEPWISE: Final = frozenset({Style.STEP, Style.ORDINAL, Style.PHASE, Style.SEQUENCE})
HEADINGS: Final = frozenset({Style.CHINESE, Style.CHINESE_BRACKETED})

_GAP: Final = r"[ \t 　]*"
_MARKS: Final[tuple[tuple[Style, str], ...]] = (
    (Style.STEP, rf"(?i:step){_GAP}([0-9０-９]{{1,2}}){_GAP}[:：.．、]?"),
    (Style.ORDINAL, rf"第{_GAP}([{_DIGITS}]{{1,3}}|\d{{1,2}}){_GAP}步{_GAP}[:：，,、.]?"),
    (Style.PHASE, rf"步[骤驟]{_GAP}([{_DIGITS}]{{1,3}}|\d{{1,2}}){_GAP}[:：，,、.]?"),
    (Style.CIRCLED, r"([①-⑳])"),
    (Style.BRACKETED, rf"[(（]{_GAP}(\d{{1,2}}){_GAP}[)）]"),
    (Style.CHINESE_BRACKETED, rf"[(（]{_GAP}([{_DIGITS}]{{1,3}}){_GAP}[)）][、.]?"),
    (Style.CHINESE, rf"(?<![第{_DIGITS}周星期之、其])([{_DIGITS}]{{1,3}}){_GAP}、(?!{_GAP}[{_DIGITS}]{_GAP}[、级])"),
    (Style.PARENTHESIS, rf"(?<![\d.\-/(（A-Za-z])(\d{{1,2}}){_GAP}[)）]"),
    (Style.COMMA, rf"(?<![\d.\-/A-Za-z])(\d{{1,2}}){_GAP}、(?!{_GAP}\d)"),
    (Style.DOT, rf"(?<![\d.\-/A-Za-z@#])(\d{{1,2}}){_GAP}[.．](?![\d]*[%元年月日天]|\d)"),
    (Style.NUMBER, r"(?<![\d.\-/A-Za-z第每])(\d{1,2})[,，](?!\d)"),
    (Style.LETTER, rf"(?<![A-Za-z])([A-H]){_GAP}[.．、](?![A-Za-z])"),
    (Style.SMALL, rf"(?<![A-Za-z\d.])([a-hA-H]){_GAP}[)）]|(?<![^\s。；;：:，,])([a-h]){_GAP}[.．、](?![A-Za-z])"),
    (Style.COUNTED, rf"(?:^|(?<=[\s，,。；;：:]))([{_DIGITS}])是"),
)
_MARKERS: Final = tuple((style, re.compile(pattern)) for style, pattern in _MARKS)
_CIRCLED_BASE: Final = ord("①")
BULLETS: Final = "※●■◆◇★◈▍▎▌▋▪•·・･²"
"""Marks that begin an item or a heading, and are neither answers of a table (○) nor steps of a path (►)."""
_BULLET: Final = re.compile(
    rf"(?:^|(?<=[\s：:；;。]))([{BULLETS}])\s*|(?:^|(?<=\n))[ \t]*([-–—*])[ \t]+(?=[^\s\-–—|>])"
)
TICKS: Final = "✅❌✔✘☑✓✗√×⛔🚫"
"""Marks that begin a line over a list of what may or may not be."""
_OPENS: Final = re.compile(
    rf"[：:]\s*\Z|\A\s*【[^】\n]+】\s*\Z|\A\s*[{TICKS}][\s\ufe0f]*[^\n，,。；;{TICKS}]{{2,14}}\s*\Z"
)
_LEADS: Final = re.compile(r"(?:可以?|不能|只能|不得|禁止|必须|须|应当?|需要?|允许)(?:做到|完成)?[】]?[：:]?\s*\Z")
_SEQUENCE: Final = re.compile(r"(?:^|(?<=[\s，,。；;：:]))(首先|其次|然后|接着|随后|再次|最后)[，,：:]?")
_NOTE: Final = re.compile(
    r"(?:^|(?<=[\s。；;（(]))(?:注意事项|温馨提示|温馨提醒|特别说明|备注|注意|提示|注)\s*[:：]|(?<=\s)\*(?=[^\s*])"
)


@dataclass(frozen=True, slots=True)
class Item:
    """An item: its marker `text[start:body]` and its words `text[body:end]`, up to the next marker that ends it.

    `run` tells the items of one list from those of another; `depth` is the number of lists it stands in.
    """

    style: Style
    number: int
    run: int
    start: int
    body: int
    end: int
    depth: int = 0


@dataclass(frozen=True, slots=True)
class _Mark:
    style: Style
    number: int
    start: int
    body: int


def find_items(text: str) -> tuple[Item, ...]:
    """All items of a text in its order; nested ones lie within the span of the item around them."""
    runs = [run for style, pattern in _MARKERS for run in _count_up(text, _marks(text, style, pattern))]
    runs = _drop_weaker(runs)
    runs += [run for run in (*_bullets(text), *_sequences(text)) if run]
    items = []
    for index, run in enumerate(sorted(runs, key=lambda run: run[0].start)):
        for place, mark in enumerate(run):
            end = run[place + 1].start if place + 1 < len(run) else _end_of_run(text, mark, run, runs)
            items.append(Item(mark.style, mark.number, index, mark.start, mark.body, max(end, mark.body)))
    return tuple(_with_depth(sorted(items, key=lambda item: (item.start, -item.end))))


def find_notes(text: str) -> tuple[int, ...]:
    """Where notes begin (注： 温馨提示： *)."""
    return tuple(m.start() for m in _NOTE.finditer(text))


def _marks(text: str, style: Style, pattern: re.Pattern[str]) -> Iterator[_Mark]:
    for match in pattern.finditer(text):
        yield _Mark(style, _number(match[match.lastindex or 1]), match.start(), match.end())


def _number(written: str) -> int:
    """What a marker counts; 0, with which no list begins, where its digits make no number (步骤二一)."""
    if "①" <= written <= "⑳":
        return ord(written) - _CIRCLED_BASE + 1
    if written in "ABCDEFGHabcdefgh":
        return ord(written.upper()) - ord("A") + 1
    if written.isdigit():
        return int(written)
    tens, _, ones = written.rpartition("十")
    if "十" in written:
        return 10 * (_DIGITS.find(tens) + 1 if tens else 1) + (_DIGITS.find(ones) + 1 if ones else 0)
    return _DIGITS.find(written) + 1


def _count_up(text: str, marks: Iterator[_Mark]) -> Iterator[list[_Mark]]:
    """Runs that count up from 1 without a gap; a mark that does not fit is passed over; a new 1 begins a new run. One alone is a run
    below a line that ends in what may or must be."""
    run: list[_Mark] = []
    for mark in marks:
        if mark.number == 1:
            if len(run) > 1 or (run and _is_led(text, run[0])):
                yield run
            run = [mark]
        elif run and mark.number == run[-1].number + 1:
            run.append(mark)
    if len(run) > 1 or (run and (run[0].style in STEPWISE or _is_led(text, run[0]))):
        yield run


def _is_led(text: str, mark: _Mark) -> bool:
    """Whether a mark opens its line, and the line before it ends in what may or must be: 收银员不可以：|1. 改价."""
    begin = text.rfind("\n", 0, mark.start) + 1
    return (
        not text[begin : mark.start].strip()
        and _LEADS.search(text, text.rfind("\n", 0, max(begin - 1, 0)) + 1, begin) is not None
    )


def _drop_weaker(runs: list[list[_Mark]]) -> list[list[_Mark]]:
    """A mark belongs to one run: the one that comes first in the list of styles (（1） before 1）)."""
    kept: list[list[_Mark]] = []
    taken: list[tuple[int, int]] = []
    for run in runs:
        free = [m for m in run if not any(m.start < end and start < m.body for start, end in taken)]
        if len(free) == len(run):
            kept.append(run)
            taken += [(m.start, m.body) for m in run]
    return kept


def _bullets(text: str) -> Iterator[list[_Mark]]:
    """The runs of bullets: those of a mark between others (◆ over ·) stand in the item before them, and a line that opens a list
    (无需填写：, 【不受理的情形】) closes the one before."""
    found = [(m[1] or m[2], m.start(m.lastindex or 0), m.end()) for m in _BULLET.finditer(text)]
    outer = found[0][0] if found else ""
    nested = _nest([mark for mark, _, _ in found])
    runs: dict[bool, list[_Mark]] = {True: [], False: []}
    for place, (mark, start, body) in enumerate(found):
        top = not nested or mark == outer
        run = runs[top]
        if run and _opens_list(text[found[place - 1][2] : start]):
            yield run
            run = runs[top] = []
        if top and runs[False]:
            yield runs[False]
            runs[False] = []
        run.append(_Mark(Style.BULLET, len(run) + 1, start, body))
    yield from (run for run in runs.values() if run)


def _nest(marks: Sequence[str]) -> bool:
    """Whether the first mark of a text comes again behind others, which thus stand in its items."""
    outer = marks.count(marks[0]) if marks else 0
    return len({*marks}) == 2 and marks[-1] != marks[0] and marks[1] != marks[0] and (outer > 1 or len(marks) > 2)


def _opens_list(between: str) -> bool:
    """Whether what stands between two bullets ends in a line of its own that opens a list."""
    lines = between.rstrip().split("\n")
    return len(lines) > 1 and _OPENS.search(lines[-1]) is not None


def _sequences(text: str) -> Iterator[list[_Mark]]:
    run: list[_Mark] = []
    for match in _SEQUENCE.finditer(text):
        if match[1] == "首先":
            if len(run) > 1:
                yield run
            run = []
        elif not run:
            continue
        run.append(_Mark(Style.SEQUENCE, len(run) + 1, match.start(), match.end()))
        if match[1] == "最后":
            yield run
            run = []
    if len(run) > 1:
        yield run


def _end_of_run(text: str, mark: _Mark, run: list[_Mark], runs: list[list[_Mark]]) -> int:
    """The last item of a run ends where a list around it goes on, where another list of its style begins, or a line ends."""
    after = [
        other.start
        for candidate in runs
        if candidate is not run
        for other in candidate
        if other.start > mark.body and (candidate[0].start < run[0].start or _is_alike(text, other, mark))
    ]
    if _in_one_sentence(text, run) and (stop := text.find("。", mark.body)) >= 0:
        after.append(stop + 1)
    by_lines = not _goes_on(text, mark) and (_in_lines(text, run) or _in_one_line(text, run))
    line = text.find("\n" if by_lines else "\n\n", mark.body)
    return min([*after, len(text) if line < 0 else line])


def _is_alike(text: str, one: _Mark, other: _Mark) -> bool:
    """Whether two marks are of one style; bullets of one mark."""
    return one.style is other.style and (one.style is not Style.BULLET or text[one.start] == text[other.start])


def _goes_on(text: str, mark: _Mark) -> bool:
    """Whether a line behind is numbered as a part of the item: 2. …, below it 2.2…."""
    return re.compile(rf"\n[ \t]*{mark.number}[.．]\d{{1,2}}(?!\d)[^\d\n]").search(text, mark.body) is not None


def _in_lines(text: str, run: list[_Mark]) -> bool:
    """Whether each item of a list is a line of its own."""
    begins = all(not text[text.rfind("\n", 0, m.start) + 1 : m.start].strip() for m in run[1:])
    between = [text[one.body : other.start].strip() for one, other in pairwise(run)]
    alone = _is_led(text, run[0]) or (run[0].style is Style.BULLET and _opens_list("\n" + text[: run[0].start]))
    return begins and (bool(between) or alone) and all(words and "\n" not in words for words in between)


def _in_one_line(text: str, run: list[_Mark]) -> bool:
    """Whether the items of a list stand side by side in one line."""
    return len(run) > 1 and "\n" not in text[run[0].start : run[-1].body]


def _in_one_sentence(text: str, run: list[_Mark]) -> bool:
    """Whether semicolons part the items of a list, so that the last one ends with its sentence: 1）…；2）…；3）…。"""
    between = [text[one.body : other.start].rstrip() for one, other in pairwise(run)]
    return len(between) > 1 and all(words.endswith((";", "；")) and "。" not in words for words in between)


def _with_depth(items: list[Item]) -> Iterator[Item]:
    around: list[Item] = []
    for item in items:
        around = [outer for outer in around if outer.end > item.start and outer.run != item.run]
        yield Item(item.style, item.number, item.run, item.start, item.body, item.end, len(around))
        around.append(item)
