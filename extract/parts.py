"""Questions inside an answer: Q1/A1, `1.Q:… A:…`, 问：… 答：…, lines that ask with their answers below, rows of a table of questions and answers."""

import re
from dataclasses import dataclass
from typing import Final

from extract.tables import Cell, Table
from extract.text import trimmed

_Q: Final = r"(?:(?:^|(?<=[\s。；;！？?!，\"“]))(?:\d{1,2}\s*[.．、:：)）]?\s*)?(?:Q|问题?)\s*(\d{0,2})(?:\s*[:：、.．]\s*|(?<=\d)\s+(?=[一-鿿])))"
_QUESTION_MARK: Final = re.compile(_Q, re.IGNORECASE)
_ANSWER_MARK: Final = re.compile(
    r"(?:^|(?<=[\s。；;！？?!]))(?:\d{1,2}\s*[.．、:：)）]?\s*)?(?:A|答案?)\s*(\d{0,2})(?:\s*[:：、.．]\s*|(?<=\d)\s+(?=[一-鿿]))",
    re.IGNORECASE,
)
_QUESTION_HEAD: Final = re.compile(r"(?:常见)?(?:问题|提问|疑问|问)\s*[QＱ]?\Z|[QＱ]\Z", re.IGNORECASE)
_ANSWER_HEAD: Final = re.compile(r"(?:解?答案?|回复|回答|答)\s*[AＡ]?\Z|解决(?:方案|办法)\Z|[AＡ]\Z", re.IGNORECASE)
_ASKING_LINE: Final = re.compile(
    r"[ \t]*(?:[*#>●■◆※▪•·\-]+[ \t]*|[【\[])?(?:(?:[(（]?[\d一二三四五六七八九十]{1,3}[)）.、:问]|[①-⑳]|第?[\d一二三四五六七八九十]{1,3}问|q\s*\d{0,2}|问题?\s*[\d一二三四五六七八九十]{0,3})[ \t]*[.、:]?[ \t]*)?"
    r"(?P<asked>[^\n?|]{3,60}\?)[】\]* \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_REPLY_LEAD: Final = re.compile(r"\s*(?:[-—–*>→]+\s*|(?:a|答案?|回复|回答)\s*\d{0,2}\s*[:、.]\s*)*", re.IGNORECASE)
_TRAILING_HEADING: Final = re.compile(r"[\s\n]([^\s，。；！？,;!?：:]{2,12})\s*\Z")
_SEVERAL: Final = 2


@dataclass(frozen=True, slots=True)
class Part:
    """A question inside an answer: spans in the answer; `answer_start == answer_end` where none is given."""

    start: int
    end: int
    question_start: int
    question_end: int
    answer_start: int
    answer_end: int


def find_parts(answer: str, tables: tuple[Table, ...]) -> tuple[Part, ...]:
    """The parts of an answer in the order of the text."""
    found = [part for table in tables for part in _from_table(table)]
    inside = [(table.start, table.end) for table in tables]
    found += [p for p in _from_marks(answer) if not any(s <= p.start < e for s, e in inside)]
    found += _from_lines(answer, (*inside, *((p.start, p.end) for p in found)))
    return tuple(sorted(found, key=lambda part: part.start))


def _from_table(table: Table) -> list[Part]:
    heads = [cell.text for cell in table.header]
    question = next((i for i, head in enumerate(heads) if _QUESTION_HEAD.search(head)), None)
    answer = next((i for i, head in enumerate(heads) if _ANSWER_HEAD.search(head)), None)
    if question is None or answer is None or question == answer:
        return []
    parts = []
    for row in table.rows:
        if len(row.cells) <= max(question, answer):
            continue
        q, a = row.cells[question], row.cells[answer].value
        if not q.is_empty:
            parts.append(_of_cells(q, a))
    return parts


def _of_cells(question: Cell, answer: Cell) -> Part:
    start, end = min(question.start, answer.start), max(question.end, answer.end)
    return Part(start, end, question.start, question.end, answer.start, answer.end)


def _from_marks(answer: str) -> list[Part]:
    """A question mark counts where an answer mark follows before the next question mark."""
    questions = list(_QUESTION_MARK.finditer(answer))
    answers = list(_ANSWER_MARK.finditer(answer))
    parts = []
    for index, mark in enumerate(questions):
        following = questions[index + 1] if index + 1 < len(questions) else None
        stop = following.start() if following else len(answer)
        reply = next((a for a in answers if mark.end() < a.start() < stop), None)
        if reply is None:
            continue
        q_start, q_end = trimmed(answer, mark.end(), reply.start())
        end = _without_heading(answer, reply.end(), stop) if following else stop
        a_start, a_end = trimmed(answer, reply.end(), end)
        if q_start < q_end:
            parts.append(Part(mark.start(), max(a_end, q_end), q_start, q_end, a_start, a_end))
    return parts


def _from_lines(answer: str, taken: tuple[tuple[int, int], ...]) -> list[Part]:
    """Lines that ask, where several do, each with what stands below it; where all answers are one line, the last is as well."""
    lines = [m for m in _ASKING_LINE.finditer(answer) if not any(s <= m.start("asked") < e for s, e in taken)]
    edges = sorted((*(m.start() for m in lines), *(start for start, _ in taken), len(answer)))
    replies = [trimmed(answer, m.end(), next(at for at in edges if at >= m.end())) for m in lines]
    if sum(start < end for start, end in replies) < _SEVERAL:
        return []
    brief = all("\n" not in answer[start:end] for start, end in replies[:-1])
    parts = []
    for mark, (begin, stop) in zip(lines, replies, strict=True):
        below = answer.find("\n", begin, stop) if brief else -1
        lead = _REPLY_LEAD.match(answer, begin, stop)
        start, end = trimmed(answer, lead.end() if lead else begin, below if below >= 0 else stop)
        if start < end:
            parts.append(Part(mark.start("asked"), end, *mark.span("asked"), start, end))
    return parts


def _without_heading(text: str, start: int, end: int) -> int:
    """A few words without punctuation at the end, behind white space and before the next question, head what follows."""
    match = _TRAILING_HEADING.search(text, start, end)
    if match and match.start() > start and not re.search(r"\d", match[1]):
        before = text[start : match.start()].rstrip()
        return match.start() if before else end
    return end
