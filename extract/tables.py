"""Tables of an answer: flattened Markdown between ''' marks, Markdown on lines of its own with or without outer bars and rule, and
lines of cells between tabs; read into rows of cells with offsets.

An empty cell means "as above"; a cell may hold several values. A table that is not sound is read as far as it is.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

_FENCED: Final = re.compile(r"'{3}(.*?)'{3}", re.DOTALL)
_LINES: Final = re.compile(r"(?:^[ \t]*\|.*\|[ \t]*(?:\n|\Z)){2,}", re.MULTILINE)
_OPEN_LINES: Final = re.compile(
    r"^[^\n|]*\|[^\n]*\n[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\n(?:[^\n]*\|[^\n]*(?:\n|\Z))+", re.MULTILINE
)
_BARRED: Final = re.compile(r"^[^\n|]+(?:\|[^\n|]+)+(?:\n[^\n|]*(?:\|[^\n|]*)+){2,}(?=\n|\Z)", re.MULTILINE)
_TABBED: Final = re.compile(r"(?:^[^\t\n]*(?:\t[^\t\n]*)+(?:\n|\Z)){3,}", re.MULTILINE)
_TAB_HEAD: Final = re.compile(r"[^，。；！？:：\d][^，。；！？:：]{0,15}\Z")
_ANSWER: Final = re.compile(r"[√✓✔×✗✘○●╳xX]|[是否可无有]\Z|不?(?:可以?|支持|支援|能|允许|需要?)(?!否)")
_RULE_CELL: Final = re.compile(r"\s*(?::-+:?|-+:|-{2,})\s*\Z")
_DASH_CELL: Final = re.compile(r"[-—–─/\s]*\Z")
_BARS: Final = str.maketrans("│┃", "||")
_DITTO: Final = re.compile(r"(?:同上[一-鿿]?|(?P<left>同左)|[〃″])\Z")
_VALUES: Final = re.compile(r"[、/／;；\n]|<br ?/?>")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: `answer[start:end] == text`. `above` is the cell whose value an empty one repeats."""

    start: int
    end: int
    text: str
    above: "Cell | None" = None

    @property
    def value(self) -> "Cell":
        """The cell that holds the words: itself, or the one above that it repeats."""
        return self.above or self

    @property
    def is_empty(self) -> bool:
        return not self.text

    @property
    def says_nothing(self) -> bool:
        """True for empty cells and for those that hold but a dash."""
        return bool(_DASH_CELL.match(self.text))

    @classmethod
    def of(cls, answer: str, start: int, end: int) -> "Cell":
        """A stretch of the answer, as a cell of its own."""
        return cls(start, end, answer[start:end])


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, with its place in the answer."""

    start: int
    end: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the header's cells (empty where there is no header), the rows below, and what is wrong with it."""

    start: int
    end: int
    header: tuple[Cell, ...]
    rows: tuple[Row, ...]
    problem: str | None = None

    def column(self, number: int) -> list[Cell]:
        """The cells of a column, each that is empty by the one above that it repeats; rows may be too short to have one."""
        return [row.cells[number].value for row in self.rows if number < len(row.cells)]

    def told(self, number: int) -> list[Cell]:
        """The cells of a column that say something."""
        return [cell for cell in self.column(number) if not cell.says_nothing]


def find_tables(answer: str) -> tuple[Table, ...]:
    """All tables of an answer, in the order of the text; of a folded answer cells hold folded words."""
    answer = answer.translate(_BARS)
    fenced = [m.span() for m in _FENCED.finditer(answer)]
    found = [_read(answer, m.start(1), m.end(1)) for m in _FENCED.finditer(answer) if "|" in m[1]]
    taken = list(fenced)
    for pattern in (_LINES, _OPEN_LINES, _BARRED):
        for match in pattern.finditer(answer):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                read = _read(answer, *match.span())
                if pattern is not _BARRED or (read is not None and _is_told(read)):
                    taken.append(match.span())
                    found.append(read)
    found += [
        _tabbed(answer, *match.span())
        for match in _TABBED.finditer(answer)
        if not any(start < match.end() and match.start() < end for start, end in taken)
    ]
    return tuple(sorted((t for t in found if t is not None), key=lambda t: t.start))


def _is_told(table: Table) -> bool:
    """Whether bars without a rule part cells under heads, some of which answer or count, and no list of paths."""
    told = any(_ANSWER.match(cell.text) or re.search(r"\d", cell.text) for row in table.rows for cell in row.cells)
    return bool(table.header) and table.problem is None and told


def _tabbed(answer: str, start: int, end: int) -> Table | None:
    """Lines of cells between tabs, the first of them heads; None where they are a list or do not fit together."""
    lines, position = [], start
    for line in answer[start:end].splitlines(keepends=True):
        stop = position + len(line.rstrip("\n"))
        tabs = [i for i in range(position, stop) if answer[i] == "\t"]
        lines.append([_cell(answer, left, right) for left, right in pairwise([position - 1, *tabs, stop])])
        position += len(line)
    header, body = lines[0], lines[1:]
    fits = sum(len(line) == len(header) for line in body) * 2 > len(body)
    if not fits or not all(_TAB_HEAD.match(cell.text) for cell in header):
        return None
    return _table((start, end), tuple(header), [line for line in body if any(cell.text for cell in line)])


def values(cell: Cell) -> tuple[tuple[int, int], ...]:
    """The spans of the values that a cell holds (A/B, A、B), in the answer."""
    spans = []
    position = 0
    for piece in _VALUES.split(cell.text):
        start = cell.text.index(piece, position)
        position = start + len(piece)
        bare = piece.strip()
        if bare:
            at = cell.start + start + piece.index(bare)
            spans.append((at, at + len(bare)))
    return tuple(spans)


def _read(answer: str, start: int, end: int) -> Table | None:
    lines = _split_rows(answer, start, end)
    rule = next((i for i, line in enumerate(lines) if line and all(_RULE_CELL.match(c.text) for c in line)), None)
    if rule is None and _begins_with_heads(lines):
        return _table((start, end), tuple(lines[0]), lines[1:])
    header: tuple[Cell, ...] = tuple(lines[rule - 1]) if rule else ()
    body = [line for line in (lines if rule is None else lines[rule + 1 :]) if any(cell.text for cell in line)]
    if not body and not any(cell.text for cell in header):
        return None
    return _table((start, end), header, body)


def _begins_with_heads(lines: list[list[Cell]]) -> bool:
    """Whether the first of lines without a rule row is their heads: short names that fit above the others, none of them an answer."""
    if len(lines) < 3:
        return False
    first, body = lines[0], lines[1:]
    fits = all(len(line) == len(first) for line in body)
    heads = first if first[0].text else first[1:]
    named = all(_TAB_HEAD.match(cell.text) and not _ANSWER.match(cell.text) for cell in heads)
    below = ({line[i].text for line in body} for i in range(len(first))) if fits else ()
    return (
        fits
        and named
        and len(first) > 1
        and not any(cell.text in told for cell, told in zip(first, below, strict=True))
    )


def _under_groups(header: tuple[Cell, ...], body: list[list[Cell]]) -> tuple[tuple[Cell, ...], list[list[Cell]]]:
    """The heads of a table and its rows, where a second row of heads parts those that name a group: 发票类型 over 普票 and 专票."""
    second = body[0] if len(body) > 2 and len(body[0]) == len(header) else []
    grouped = [
        i for i, cell in enumerate(header) if i and (cell.is_empty or cell.text == header[i - 1].text) and second
    ]
    parts = {i for at in grouped for i in (at - 1, at)}
    apart = parts and all(
        (_TAB_HEAD.match(cell.text) and not _ANSWER.match(cell.text))
        if i in parts
        else cell.text in ("", header[i].text)
        for i, cell in enumerate(second)
    )
    if not apart:
        return header, body
    return tuple(second[i] if i in parts else cell for i, cell in enumerate(header)), body[1:]


def _table(span: tuple[int, int], header: tuple[Cell, ...], body: list[list[Cell]]) -> Table:
    header, body = _under_groups(header, body)
    problem = None if header else "the table has no header"
    width = len(header) or max(len(line) for line in body)
    ragged = [line for line in body if len(line) != width]
    if ragged:
        problem = f"{len(ragged)} of {len(body)} rows have another number of cells than the header ({width})"
    return Table(*span, header, tuple(_fill_down(body)), problem)


def _fill_down(lines: list[list[Cell]]) -> list[Row]:
    rows: list[Row] = []
    last: dict[int, Cell] = {}
    for line in lines:
        cells: list[Cell] = []
        for column, cell in enumerate(line):
            ditto = _DITTO.match(cell.text)
            same = _same_as(ditto, column, cells, rows) if ditto else last.get(column) if cell.is_empty else None
            if same is not None:
                cells.append(Cell(cell.start, cell.start if ditto else cell.end, "", same))
            else:
                cells.append(cell)
                if not cell.is_empty and (column not in last or last[column].text != cell.text):
                    last = {c: v for c, v in last.items() if c < column} | {column: cell}
        told = [cell for cell in line if cell.text]
        rows.append(Row(told[0].start, told[-1].end, tuple(cells)))
    return rows


def _same_as(ditto: re.Match[str], column: int, before: list[Cell], rows: list[Row]) -> Cell | None:
    """The cell that 同上 repeats, or 同左."""
    if ditto["left"]:
        return before[-1].value if before else None
    above = rows[-1].cells if rows else ()
    return above[column].value if column < len(above) else None


def _split_rows(answer: str, start: int, end: int) -> list[list[Cell]]:
    """Rows end where a bar is followed, over white space alone, by another bar that begins a row.

    On one line an empty cell looks the same as a row's end (`| |`); the width of the rule row (|:---|:---|) decides.
    """
    if "\n" in answer[start:end].strip():
        return _split_lines(answer, start, end)
    flat = _cells(answer, start, end)
    width = _rule_width(flat)
    if width is None:
        return [flat]
    return _chunk(flat, width)


def _split_lines(answer: str, start: int, end: int) -> list[list[Cell]]:
    """A row a line; its outer bars may be missing. Of the ways to read a line the one counts that gives as many cells as the rule row."""
    spans, position = [], start
    for line in answer[start:end].splitlines(keepends=True):
        if line.strip():
            spans.append((position, position + len(line.rstrip("\n"))))
        position += len(line)
    rules = [_fitting(answer, *span, None) for span in spans]
    width = next((len(cells) for cells in rules if all(_RULE_CELL.match(c.text) for c in cells)), max(map(len, rules)))
    return [_fitting(answer, *span, width) for span in spans]


def _fitting(answer: str, start: int, end: int, width: int | None) -> list[Cell]:
    bars = _bars(answer, start, end)
    words = answer[start:end].strip()
    first, last = ([] if words.startswith("|") else [start - 1]), ([] if words.endswith("|") else [end])
    ways = [[*first, *bars, *last], [start - 1, *bars, *last], [*first, *bars, end], [start - 1, *bars, end]]
    chosen = next((way for way in ways if len(way) - 1 == width), ways[0])
    return [_cell(answer, left, right) for left, right in pairwise(chosen)]


def _rule_width(cells: list[Cell]) -> int | None:
    run = 0
    for cell in cells:
        if _RULE_CELL.match(cell.text):
            run += 1
        elif run:
            return run
    return run or None


def _chunk(cells: list[Cell], width: int) -> list[list[Cell]]:
    """Rows of `width` cells; between two rows on one line the bars enclose one blank cell that belongs to none."""
    first_rule = next(i for i, c in enumerate(cells) if _RULE_CELL.match(c.text))
    begin = first_rule - 1 - width if first_rule > width else first_rule
    rows, at = [], max(begin, 0)
    while at < len(cells):
        row = cells[at : at + width]
        rows.append(row)
        at += width
        if at < len(cells) and cells[at].is_empty:
            at += 1
    return [row for row in rows if row]


def _cells(answer: str, start: int, end: int) -> list[Cell]:
    bars = _bars(answer, start, end)
    before = answer[start : bars[0]] if bars else ""
    return [_cell(answer, left, right) for left, right in pairwise([*([start - 1] if before.strip() else []), *bars])]


def _bars(answer: str, start: int, end: int) -> list[int]:
    return [i for i in range(start, end) if answer[i] == "|" and answer[i - 1 : i] != "\\"]


def _cell(answer: str, left: int, right: int) -> Cell:
    """The cell between two bars, without white space at its ends."""
    inner = answer[left + 1 : right]
    text = inner.strip()
    at = left + 1 + (inner.index(text) if text else 0)
    return Cell(at, at + len(text), text)
