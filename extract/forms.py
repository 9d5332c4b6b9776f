"""The forms of a corpus file: 问题/回答 text, JSON Lines, CSV. Each is a function from text to pairs and problems."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from extract.errors import CorpusError

_QUESTION_LINE: Final = re.compile(r"[ \t　]*(?:问题|问|Q|question)[ \t　]*[:：](.*)", re.IGNORECASE)
_ANSWER_LINE: Final = re.compile(r"[ \t　]*(?:回答|答案|答|A|answer)[ \t　]*[:：](.*)", re.IGNORECASE)
_FULL_QUESTION: Final = re.compile(r"[ \t　]*问题[ \t　]*[:：](.*)")
_FULL_ANSWER: Final = re.compile(r"[ \t　]*(?:回答|答案)[ \t　]*[:：](.*)")
_DASHES: Final = re.compile(r"[ \t　]*(?:-{3,}|—{3,}|={3,}|─{3,})[ \t　]*")
_QUESTION_NAMES: Final = ("question", "问题", "q", "title", "标题", "问", "提问", "问题q")
_NO_TEXT: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_ANSWER_NAMES: Final = ("answer", "回答", "答案", "a", "content", "内容", "答", "正文", "body", "答案a")


@dataclass(frozen=True, slots=True)
class Pair:
    """A question with its answer, outer white space off; `line` is the 1-based line of the question."""

    question: str
    answer: str
    line: int


Found = Iterator[Pair | CorpusError]


def read_text_form(text: str, shown: str) -> Found:
    """`问题:` and `回答:` lines; an answer goes on to a line of dashes alone, or to the next question."""
    strict = bool(re.search(r"^[ \t　]*问题[ \t　]*[:：]", text, re.MULTILINE))
    asked, told = (_FULL_QUESTION, _FULL_ANSWER) if strict else (_QUESTION_LINE, _ANSWER_LINE)
    question: list[str] | None = None
    answer: list[str] | None = None
    begun = 0
    for number, line in enumerate(text.split("\n"), 1):
        if _DASHES.fullmatch(line):
            yield from _close(question, answer, begun, shown)
            question = answer = None
        elif (match := asked.fullmatch(line)) and (strict or answer is None or question is None):
            yield from _close(question, answer, begun, shown)
            question, answer, begun = [match[1]], None, number
        elif (match := told.fullmatch(line)) and answer is None:
            if question is None:
                yield CorpusError(shown, number, 1, "an answer without a question", "Put a line 问题: before it.", line)
                answer = None
                question, begun = None, -number
            else:
                answer = [match[1]]
        elif answer is not None:
            answer.append(line)
        elif question is not None:
            question.append(line)
        elif line.strip() and begun >= 0:
            message = "text that belongs to no question"
            yield CorpusError(shown, number, 1, message, "Begin an entry with a line 问题: and a line 回答:.", line)
            begun = -number
    yield from _close(question, answer, begun, shown)


def _close(question: list[str] | None, answer: list[str] | None, begun: int, shown: str) -> Found:
    if question is None:
        return
    asked = "\n".join(question).strip()
    if answer is None:
        message = "a question without an answer line"
        yield CorpusError(shown, begun, 1, message, "Put a line 回答: under it; it may be empty.", question[0])
    elif not asked:
        yield CorpusError(shown, begun, 1, "an empty question", "Write the question behind 问题:.", question[0])
    else:
        yield from _checked(Pair(asked, "\n".join(answer).strip(), begun), shown)


def read_json_lines(text: str, shown: str) -> Found:
    """One object a line with a question and an answer."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            column = getattr(error, "colno", 1)
            told = getattr(error, "msg", "nested too deeply")
            yield CorpusError(
                shown, number, column, f"this line is no JSON: {told}", "Write one JSON object a line.", line
            )
            continue
        if not isinstance(value, dict):
            yield CorpusError(
                shown, number, 1, "this line is no JSON object", 'Write {"question": …, "answer": …}.', line
            )
            continue
        row = {str(key): item for key, item in value.items()}
        yield from row_pair(row, number, shown, line)


def read_table(text: str, shown: str) -> Found:
    """CSV or TSV with a header that names the columns of the question and the answer."""
    first = text.split("\n", 1)[0]
    delimiter = "\t" if first.count("\t") > first.count(",") else ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    csv.field_size_limit(2**31 - 1)
    try:
        header = [name.strip() for name in next(reader, [])]
        names = [name.casefold() for name in header]
        if (
            _pick(dict.fromkeys(names, ""), _QUESTION_NAMES) is None
            or _pick(dict.fromkeys(names, ""), _ANSWER_NAMES) is None
        ):
            remedy = "Name the columns in the first line: question,answer (or 问题,回答)."
            yield CorpusError(shown, 1, 1, "no header with a question and an answer column", remedy, first)
            return
        if len(set(names)) != len(names):
            yield CorpusError(shown, 1, 1, "two columns of one name", "Name each column once.", first)
            return
        line = reader.line_num + 1
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                pass
            elif len(cells) != len(names):
                message = f"{len(cells)} cells, where the header has {len(names)}"
                yield CorpusError(
                    shown,
                    line,
                    1,
                    message,
                    "Quote cells that hold the separator or line breaks.",
                    delimiter.join(cells),
                )
            else:
                yield from row_pair(dict(zip(names, cells, strict=True)), line, shown, delimiter.join(cells))
            line = reader.line_num + 1
    except csv.Error as error:
        yield CorpusError(
            shown, reader.line_num, 1, f"this is no CSV: {error}", "Quote cells by the rules of RFC 4180."
        )


def _pick(row: Iterable[str], names: tuple[str, ...]) -> str | None:
    return _picked(tuple(row), names)


@lru_cache(1024)
def _picked(columns: tuple[str, ...], names: tuple[str, ...]) -> str | None:
    """Which of some columns has one of the names; rows of one table have the same."""
    folded = {key.strip().casefold(): key for key in columns}
    return next((folded[name] for name in names if name in folded), None)


def row_pair(row: Mapping[str, object], line: int, shown: str, excerpt: str) -> Found:
    """The pair in a row of a table, by the names of its columns; or what is wrong with it."""
    asked, told = _pick(row, _QUESTION_NAMES), _pick(row, _ANSWER_NAMES)
    for key, what in ((asked, "question"), (told, "answer")):
        if key is None:
            remedy = f'Give it a "{what}".'
            yield CorpusError(shown, line, 1, f"no {what} in this row", remedy, excerpt)
            return
        if not isinstance(row[key], str) and row[key] is not None:
            yield CorpusError(shown, line, 1, f"the {what} is no text", "Write it as a string.", excerpt)
            return
    question, answer = (
        str(row[key] or "").replace("\r\n", "\n").replace("\r", "\n").strip() for key in (asked or "", told or "")
    )
    if not question:
        yield CorpusError(shown, line, 1, "an empty question", "Write the question, or take the row out.", excerpt)
        return
    yield from _checked(Pair(question, answer, line), shown)


def _checked(pair: Pair, shown: str) -> Found:
    """A pair as it can be stored: no lone surrogates, no control characters but tab and line break."""
    for text in (pair.question, pair.answer):
        if wrong := _NO_TEXT.search(text):
            line = text[max(0, wrong.start() - 20) : wrong.start() + 20].encode("utf-8", "replace").decode()
            message = f"the character U+{ord(wrong[0]):04X} has no place in a text"
            yield CorpusError(shown, pair.line, 1, message, "Take it out, or save the file anew as UTF-8.", line)
            return
    yield pair


FORMS: Final[Mapping[str, Callable[[str, str], Found]]] = MappingProxyType(
    {
        ".txt": read_text_form,
        ".text": read_text_form,
        ".md": read_text_form,
        ".jsonl": read_json_lines,
        ".ndjson": read_json_lines,
        ".csv": read_table,
        ".tsv": read_table,
    }
)
"""The form of a file by the end of its name."""
