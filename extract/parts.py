"""Questions inside an answer: Q1/A1, `1.Q:… A:…`, 问：… 答：…, rows of a table of questions and answers."""

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
_TRAILING_HEADING: Final = re.compile(r"[\s\n]([^\s，。；！？,;!?：:]{2,12})\s*\Z")


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


def _without_heading(text: str, start: int, end: int) -> int:
    """A few words without punctuation at the end, behind white space and before the next question, head what follows."""
    match = _TRAILING_HEADING.search(text, start, end)
    if match and match.start() > start and not re.search(r"\d", match[1]):
        before = text[start : match.start()].rstrip()
        return match.start() if before else end
    return end
