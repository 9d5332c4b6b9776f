"""Ordered steps: numbered lists that say what to do, and running text that clicks its way through.

STEP1, 第一步 and 步骤一 are steps by their marker; plain numbers are where most of the items tell somebody to act.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from extract.facts import PathFact, ProcedureFact, Span, StepFact
from extract.items import HEADINGS, STEPWISE, Item, Style, find_notes
from extract.text import Text
from ontology.kinds import EvidenceField

_STEPS_AHEAD: Final = re.compile(
    r"(?:步骤|流程|操作方法|操作如下|方法如下|如下操作|操作指引|使用方法|处理方法|解决方法|教程|怎么|如何|怎样)[^。]{0,20}\Z"
)
_LEAD: Final = re.compile(r"[\s:：\-—“\"「【]*(?:您|请|先|再|然后|首先|最后|可以?|需要?)*[\s“\"「【]*")
_SOFT_LEAD: Final = re.compile(
    r"(?:您|请|先|再|并|然后|首先|最后|接着|可以?|需要?|在[^，。；]{1,12}?(?:中|里|处|页面))*"
)
_APART: Final = 40
_CLAUSE: Final = re.compile(r"[，,；;。\s]+|(?=然后|再点|并点|接着)")
_SENTENCE: Final = re.compile(r"[^。！？!?\n]+")
_HEAD: Final = re.compile(r"([^，。；！？,;!?：:\s]{2,20})\s*[:：]?\s*\Z")
_HEAD_NUMBER: Final = re.compile(r"^(?:[一二三四五六七八九十\d]+[、.．)）]|[（(][一二三四五六七八九十\d]+[)）])\s*")


def find_procedures(
    text: Text, question: str, items: tuple[Item, ...], paths: tuple[PathFact, ...]
) -> Iterator[ProcedureFact]:
    """The procedures that an answer gives, in the order of the text. A step's `path` is the last place that it names."""
    notes = find_notes(text.raw)
    found = False
    for _, group in groupby(sorted(items, key=lambda item: (item.run, item.start)), key=lambda item: item.run):
        run = tuple(group)
        if _is_procedure(run, text, question, items):
            found = True
            steps = tuple(_step(item, text, notes, paths) for item in run)
            yield ProcedureFact(_name(run[0], text, question, items), steps)
    if not found:
        yield from _running(text, question, paths)


def _is_procedure(run: tuple[Item, ...], text: Text, question: str, items: tuple[Item, ...]) -> bool:
    style = run[0].style
    if style in STEPWISE:
        return len(run) > 1
    if style in HEADINGS or style is Style.BULLET or len(run) < 2:
        return False
    holds = any(i.run != run[0].run and run[0].start < i.start < run[-1].end and i.style in STEPWISE for i in items)
    announced = bool(_STEPS_AHEAD.search(text.raw[: run[0].start]) or _STEPS_AHEAD.search(question))
    acts = sum(_acts(text, item, anywhere=announced) for item in run)
    return not holds and (acts * 2 > len(run) if announced else acts * 4 > len(run) * 3)


def _acts(text: Text, item: Item, *, anywhere: bool) -> bool:
    """Whether an item begins with something to do; `anywhere`: whether its first clause holds something to do."""
    words = re.split(r"[，,。；;：:]", text.folded[item.body : item.end].strip())[0][:30]
    lead = _LEAD.match(words)
    at = lead.end() if lead else 0
    patterns = (text.lexicon.click, text.lexicon.form, text.lexicon.action_first)
    if anywhere:
        return any(pattern.search(words) for pattern in patterns)
    return any(pattern.match(words, at) or pattern.match(words) for pattern in patterns)


def _step(item: Item, text: Text, notes: tuple[int, ...], paths: tuple[PathFact, ...]) -> StepFact:
    """A step's text ends before a note (注：) that stands in it."""
    start, end = item.body, min([item.end, *(note for note in notes if item.body + 1 < note < item.end)])
    start, end = _trim(text.raw, start, end)
    return StepFact(
        text.raw[start:end],
        (Span(EvidenceField.ANSWER, start, end, f"step.{item.style.name.lower()}"),),
        _path_in(start, end, paths),
    )


def _path_in(start: int, end: int, paths: tuple[PathFact, ...]) -> int | None:
    inside = [
        index
        for index, fact in enumerate(paths)
        if any(
            span.field is EvidenceField.ANSWER and start <= span.end <= end and span.start < end for span in fact.spans
        )
    ]
    return (
        max(inside, key=lambda index: (paths[index].spans[0].end, len(paths[index].labels), -index)) if inside else None
    )


def _trim(raw: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (raw[start].isspace() or raw[start] in ":：、,，"):
        start += 1
    while start < end and raw[end - 1].isspace():
        end -= 1
    return start, end


def _name(first: Item, text: Text, question: str, items: tuple[Item, ...]) -> str:
    """The heading right above the first step, else the question."""
    around = [item for item in items if item.run != first.run and item.start < first.start < item.end]
    if around:
        inner = around[-1]
        head = re.split(r"[:：\s]", text.raw[inner.body : first.start].strip())[0]
        if 2 <= len(head) <= 20 and not re.fullmatch(r"(?:操作|具体)?(?:步骤|流程|方法|路径)", head):
            return head
    before = _HEAD.search(text.raw[: first.start])
    if before and (before.start() == 0 or re.search(r"[。；;！？\s]\Z", text.raw[: before.start()])):
        name = _HEAD_NUMBER.sub("", before[1])
        if len(name) >= 4 and not re.search(r"[您请]|步骤\Z|如下\Z|流程\Z|方法\Z|说明\Z", name):
            return name
    return question.strip().rstrip("-?？。 ")


def _running(text: Text, question: str, paths: tuple[PathFact, ...]) -> Iterator[ProcedureFact]:
    """Running text of which clauses close to each other click or fill in something, at least two of them clicks."""
    if not text.lexicon.click.search(text.folded):
        return
    groups: list[list[tuple[int, int]]] = []
    for start, end in _clauses(text):
        if _does(text, start, end, (text.lexicon.click, text.lexicon.form)):
            if not groups or start - groups[-1][-1][1] > _APART:
                groups.append([])
            groups[-1].append((start, end))
    name = question.strip().rstrip("-?？。 ")
    for group in groups:
        if sum(_does(text, start, end, (text.lexicon.click,)) for start, end in group) >= 2:
            yield ProcedureFact(
                name,
                tuple(
                    StepFact(
                        text.raw[start:end],
                        (Span(EvidenceField.ANSWER, start, end, "step.clause"),),
                        _path_in(start, end, paths),
                    )
                    for start, end in group
                ),
            )


def _clauses(text: Text) -> Iterator[tuple[int, int]]:
    for sentence in _SENTENCE.finditer(text.folded):
        position = sentence.start()
        for match in (*_CLAUSE.finditer(text.folded, sentence.start(), sentence.end()), None):
            start, end = _trim(text.raw, position, match.start() if match else sentence.end())
            if start < end:
                yield start, end
            position = match.end() if match else sentence.end()


def _does(text: Text, start: int, end: int, patterns: tuple[re.Pattern[str], ...]) -> bool:
    lead = _SOFT_LEAD.match(text.folded, start, end)
    at = lead.end() if lead else start
    return end - at > 2 and any(pattern.match(text.folded, at, end) for pattern in patterns)
