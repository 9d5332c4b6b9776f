"""Tables of answers: cells that say yes or no (支持, ×, 可，收取转寄费), and which side of the table names what they answer for.

The functions stand in the heads (订单状态 | 退款 | 改价) or in the rows (功能 | 基础版 | 专业版). Nothing here knows what a concept means
for a rule; the words for yes, no and for the corner of such a table are vocabulary.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from extract.cues import cue_words, find_cues
from extract.lexicon import any_of
from extract.tables import Cell, Row, Table, values
from extract.text import Text
from extract.verb_phrases import verb_at
from ontology.concepts import Vocabulary, per_vocabulary
from ontology.figures import find_figures
from ontology.kinds import ConceptScheme
from ontology.names import name_key

_AROUND: Final = 160
_KINDS: Final = frozenset((ConceptScheme.ORDER_STATUS, ConceptScheme.ROLE, ConceptScheme.CARRIER))
_LEGEND: Final = (
    r"[“\"「『]?(?P<mark>[^\w\s，。；、:：（）()|'\"“”「」『』=<>~～+\-—–/]|[xyno])[”\"」』]?\s*(?:[:：=]|表示|代表|即为?|则?为|是|(?<=[√✓✔×✗✘✕╳○●◎])(?=[可不支允有无能]))\s*"
    r"[“\"「『]?(?P<word>[^，。；、|（）()\s\"”」』]{1,10})[”\"」』]?"
)
_ADVERB: Final = r"(?:暂时?|目前|均|都|皆|全部|一律)?"
_BEHIND: Final = r"(?=\Z|[\s，,；;。（(【]|<br)"
_DASH: Final = re.compile(r"[-—–─/／\s]+\Z")
_WHETHER: Final = re.compile(
    r"(?P<kind>[^，。；（(]{2,8}?)?(?:是否|能否|可否|可不可以|能不能)(?:支持|可以|可|能够?|允许|需?要|需|会)?(?:被|进行)?(?P<act>[^，。；（(]{0,10})"
)
_MAY: Final = re.compile(r"(?:可以?(?![用见选])|支持|允许)")
_BRACKET: Final = re.compile(r"\s*[（(][^（）()]*[）)]\s*\Z")
_NO_ANSWER: Final = re.compile(
    r"(?!是否|能否|可否)[^|]*(?:备注|说明|原因|理由|要求|限制|条件|门槛|费用?|费率|金额|时效|时间|次数|数量|频率|周期|期限|有效期|上限|下限|规则)\Z"
)
_CLEAR: Final = re.compile(r"(?:不?(?:可以?|支持|支援|允许|能|适用)|是|否|√|✓|✔|×|✗|✘|╳|○|●)(?=\Z|[\s,;。（(])")
STATE_HEAD: Final = re.compile(
    r"[^，。；是有]{0,6}?(?:是否(?:已经?|曾|为|是|有|属于?|处于|在|含|带|超过?|达到?|满|[一-鿿]{1,4}(?:过|完成|过期))|有无)[^，。；]{1,12}"
)
"""A head that asks what is so, and not what may be done: 是否已开票, 有无瑕疵."""
BRIEF: Final = re.compile(
    r"\s*(?:(?P<no>不可以?|不能|不得)|(?P<yes>可以?|能)|(?P<free>无[需须]|不需要?)|(?P<must>必须(?!可)|需要?|须))(?P<act>[一-鿿]{1,3})\s*"
)
"""A cell that permits, forbids or asks for an act of what the head names: 不可投保."""
WHEN_HEAD: Final = re.compile(
    r"(?:[后前]|期间|时|[\d一二三四五六七八九十][天日小时分钟周个月年]+(?:以内|以上|以下|之?内|之?外|以后|以前))\Z"
)
_AS_STATE: Final = re.compile(r"(?:已|未|待|尚未)[一-鿿]{1,4}")
"""A head that tells a state, as others beside it do: 未结账 | 已结账."""
_TIME_THEN: Final = re.compile(
    r"(?P<when>[一-鿿]{2,6}(?:(?<![售以之])[前后]|期间)|[一-鿿]{2,4}(?:超?过|不?足|未?满)\d+\s*(?:个?工作日|[天日]|个月|小时|年))(?P<act>[一-鿿]{2,3})?\s*"
)
"""When, and what is done then: 过期后|接单; for how long something is so already: 过期满30天."""
_WAYS: Final = re.compile(r"(?:方式|渠道|服务|项目|权益|事项)\Z")
"""The head of a column whose cells name what the answers behind it are about: 取票方式 | 是否可选."""
_KIND_END: Final = re.compile(r"(?:版本?|型|级|类|端|套餐|模式|渠道|管理员|[员师长方]|会员|账号|角色|主播|达人)\Z")


@dataclass(frozen=True, slots=True)
class Reply:
    """Yes or no; the words behind it begin at `end` of the answer's text."""

    permits: bool
    end: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """A table of answers: the columns that hold them, the column whose cells name the functions where the heads do not, and
    whether the heads name kinds."""

    table: Table
    marks: Mapping[str, bool]
    columns: tuple[int, ...]
    names: int | None
    kinds: bool


@dataclass(frozen=True, slots=True)
class _Words:
    yes: re.Pattern[str]
    no: re.Pattern[str]
    corner: re.Pattern[str]
    idle: re.Pattern[str]


@per_vocabulary
def _words(vocabulary: Vocabulary) -> _Words:
    words = vocabulary.words
    return _Words(
        yes=re.compile(rf"{_ADVERB}(?:{any_of(words.get('answer-yes', ()))}){_BEHIND}"),
        no=re.compile(rf"{_ADVERB}(?:{any_of(words.get('answer-no', ()))}){_BEHIND}"),
        corner=re.compile(rf"(?:{any_of(words.get('table-corner', ()))})\Z"),
        idle=re.compile(rf"(?:{any_of((*words.get('vague-verb', ()), *words.get('generic-noun', ())))})+\Z"),
    )


def legends(text: Text) -> Iterator[tuple[int, int, str, bool]]:
    """Where a text says what a mark in its tables stands for (○：支援，╳：不支援), with the mark and whether it says yes."""
    words = _words(text.lexicon.vocabulary)
    for match in re.finditer(_LEGEND, text.folded):
        told = match["word"]
        yes, no = _begins(words.yes, told), _begins(words.no, told)
        if yes or no:
            yield match.start(), match.end(), match["mark"], not no


def _begins(pattern: re.Pattern[str], told: str) -> bool:
    """Whether a word is one of a pattern's, with or without what is done: 可, 可操作."""
    return any(pattern.match(told[:stop]) for stop in range(len(told), 0, -1))


def matrix_of(text: Text, table: Table) -> Matrix | None:
    """A table as one of answers; None where it holds none, or no column that names anything beside them."""
    near = range(table.start - _AROUND, table.end + _AROUND)
    marks = {mark: yes for start, _, mark, yes in legends(text) if start in near}
    if "●" not in marks and any("●" in cell.text for row in table.rows for cell in row.cells):
        marks.setdefault("○", False)
    width = max([len(table.header), *(len(row.cells) for row in table.rows)], default=0)
    columns = tuple(i for i in range(width) if _answers(text, table, i, marks))
    if not table.header or not columns or columns[0] == 0:
        return None
    before = tuple(range(columns[0]))
    kinds = len(columns) > 1 and all(_is_kind(text, head_words(text, table, i)) for i in columns)
    only_ask = len(before) > 1 and all(_only_asks(text, table.header[i]) for i in columns)
    kinds = kinds and not (_measures(text, table, before[-1]) and all(_is_way(text, table, i) for i in columns))
    names = names_in_rows(text, table, before, kinds=kinds or only_ask)
    if names is None and only_ask and _WAYS.search(head_words(text, table, before[-1])):
        names = before[-1]
    if names is not None:
        columns = tuple(i for i in range(names + 1, width) if _is_value(text, table, i, marks))
    return Matrix(table, marks, columns, names, kinds or names is not None)


def is_measure(text: Text, table: Table, column: int) -> bool:
    """Whether a column tells how much or why, so that its head names no kind and its 无 no refusal: 频率上限, 备注."""
    head = head_words(text, table, column)
    clear = any(_CLEAR.match(text.folded, cell.start, cell.end) for cell in table.told(column))
    return bool(_NO_ANSWER.match(head)) and not clear


def tells_when(head: str) -> bool:
    """Whether a head tells a time or a state in which what stands below holds."""
    return bool(WHEN_HEAD.search(head) or _AS_STATE.fullmatch(head))


def time_ends(text: Text, head: Cell) -> int:
    """Where the time ends that a head tells, with or without what is done then behind it; nothing where it tells none."""
    if tells_when(text.folded[head.start : head.end].strip()):
        return head.end
    then = _TIME_THEN.fullmatch(text.folded, head.start, head.end)
    return then.end("when") if then and (not then["act"] or verb_at(text, then.start("act"))) else 0


def tells_state(text: Text, table: Table, column: int) -> bool:
    """Whether a column before others tells what is so."""
    return column + 1 < len(table.header) and STATE_HEAD.fullmatch(head_words(text, table, column)) is not None


def _answers(text: Text, table: Table, column: int, marks: Mapping[str, bool]) -> bool:
    """Whether a column holds answers: half of its cells are or state a rule, and some are, or the head asks whether something may be done."""
    told = table.told(column)
    if is_measure(text, table, column) or tells_state(text, table, column):
        return False
    replies = sum(reply_of(text, cell, marks) is not None for cell in told)
    asked = _WHETHER.match(head_words(text, table, column))
    if not tells_when(head_words(text, table, column)):
        replies = max(replies, sum(BRIEF.fullmatch(text.folded, c.start, c.end) is not None for c in told))
    ruling = sum(bool(next(find_cues(text, c.start, c.end), None)) for c in told if not reply_of(text, c, marks))
    asks = asked is not None and not _idle(text, asked["act"])
    return (replies + ruling) * 2 >= len(told) > 0 and (asks or (bool(replies) and replies * 4 >= len(told)))


def _is_value(text: Text, table: Table, column: int, marks: Mapping[str, bool]) -> bool:
    """Whether a column beside those of answers is one of them, with figures or words in its cells."""
    told = table.told(column)
    figured = any(any(ch.isdigit() for ch in cell.text) for cell in told)
    return not told or figured or _answers(text, table, column, marks)


def names_in_rows(text: Text, table: Table, before: tuple[int, ...], *, kinds: bool) -> int | None:
    """The column whose cells name functions: headed so, or beside heads that name kinds where its own cells name acts."""
    words = _words(text.lexicon.vocabulary)
    headed = [i for i in before if words.corner.match(head_words(text, table, i))]
    if headed:
        return headed[-1]
    acts = [bool(text.lexicon.action_first.search(text.folded, c.start, c.end)) for c in table.told(before[-1])]
    bare = not head_words(text, table, before[-1])
    return before[-1] if kinds and (bare or sum(acts) * 2 > len(acts)) else None


def _measures(text: Text, table: Table, column: int) -> bool:
    """Whether all cells of a column tell how much, so that no function stands beside the heads: 5公斤以下."""
    told = table.told(column)
    return bool(told) and all(any(f.told for f in find_figures(text, c.start, c.end)) for c in told)


def _is_way(text: Text, table: Table, column: int) -> bool:
    """Whether a head that names a kind tells a way in which something is done, and so what may be done: 超商取货, 宅配到府."""
    head = head_words(text, table, column)
    known = text.lexicon.vocabulary.by_name.get(name_key(head))
    return known is not None and known.scheme is ConceptScheme.CARRIER


def _only_asks(text: Text, cell: Cell) -> bool:
    """Whether a head asks whether something may be, and names nothing of its own: 是否可选, 能否使用."""
    head = head_of(text, cell)
    return head.end - head.start < 2 and not head.kind_end


def _is_kind(text: Text, head: str) -> bool:
    """Whether a head names a kind by itself: a status, a role, X订单, X版, a time (出票前); a name of an order type may be a function's
    (拼团)."""
    if WHEN_HEAD.search(head):
        return True
    known = text.lexicon.vocabulary.by_name.get(name_key(head))
    if known is not None and known.scheme in _KINDS:
        return True
    bearer = re.search(rf"(?:{cue_words(text.lexicon.vocabulary).kind})\Z", head)
    acts = text.lexicon.action_first.match(head) or text.lexicon.action_last.search(head)
    return bool((bearer or _KIND_END.search(head)) and not acts)


def head_words(text: Text, table: Table, column: int) -> str:
    """The folded words of a head, without a bracket behind them; empty where there is none."""
    if column >= len(table.header):
        return ""
    cell = table.header[column]
    return re.sub(r"\s+", "", _BRACKET.sub("", text.folded[cell.start : cell.end]))


def reply_of(text: Text, cell: Cell, marks: Mapping[str, bool]) -> Reply | None:
    """What a cell answers; None where it says neither yes nor no."""
    return _reply(text.lexicon.vocabulary, text.folded[cell.start : cell.end], cell.start, marks)


def _reply(vocabulary: Vocabulary, told: str, at: int, marks: Mapping[str, bool]) -> Reply | None:
    for mark, permits in marks.items():
        if re.match(re.escape(mark) + _BEHIND, told):
            return Reply(permits, at + len(mark))
    words = _words(vocabulary)
    for pattern, permits in ((words.no, False), (words.yes, True)):
        if match := pattern.match(told):
            return Reply(permits, at + match.end())
    return None


def dash_means_no(text: Text, matrix: Matrix, row: Row, column: int) -> bool:
    """Whether a dash in a cell says no: where the table's answers are all yes (√ beside —)."""
    if column >= len(row.cells) or not _DASH.match(row.cells[column].text or "x"):
        return False
    told = [cell for i in matrix.columns for cell in matrix.table.told(i)]
    replies = [reply_of(text, cell, matrix.marks) for cell in told]
    return len(told) > 1 and all(r is not None and r.permits for r in replies)


@dataclass(frozen=True, slots=True)
class Head:
    """What a cell names: the function at `text[start:end]`, and the kind before 是否 (子账号可否调用) at `text[kind_start:kind_end]`."""

    start: int
    end: int
    kind_start: int = 0
    kind_end: int = 0


def head_of(text: Text, cell: Cell) -> Head:
    """The function that a head or the first cell of a row names; empty where it only asks (是否支持)."""
    folded = text.folded
    bracket = _BRACKET.search(folded[cell.start : cell.end])
    end = cell.start + bracket.start() if bracket and bracket.start() else cell.end
    asked = _WHETHER.match(folded, cell.start, end)
    if asked is None:
        lead = _MAY.match(folded, cell.start, end)
        start = lead.end() if lead else cell.start
        return Head(start, start if _idle(text, folded[start:end]) else end)
    start, stop = asked.span("act")
    stop = start if _idle(text, folded[start:stop]) and not asked["kind"] else stop
    kind = asked.span("kind") if asked["kind"] else (0, 0)
    return Head(start, stop, *kind)


def _idle(text: Text, words: str) -> bool:
    return not words.strip() or bool(_words(text.lexicon.vocabulary).idle.match(words.strip()))


def name_spans(text: Text, matrix: Matrix) -> Iterator[tuple[int, int]]:
    """Where a table of answers names its functions, each of several in a cell by itself."""
    if matrix.names is None and matrix.kinds:
        return
    if matrix.names is None:
        cells = [matrix.table.header[i] for i in matrix.columns if i < len(matrix.table.header)]
    else:
        cells = matrix.table.told(matrix.names)
    for cell in dict.fromkeys(cells):
        yield from spans_of(text, cell)


def spans_of(text: Text, cell: Cell) -> Iterator[tuple[int, int]]:
    """Where a cell names functions: 升配/降配 names two."""
    head = head_of(text, cell)
    if head.end > head.start:
        yield from values(Cell.of(text.raw, head.start, head.end))
