"""Words that an entry defines: X是指…, X的意思是…, X即…, rows of a table of terms, explanations in brackets."""

import re
from collections.abc import Iterator
from typing import Final

from extract.concepts import Mention, find_mentions
from extract.facts import Span, TermFact
from extract.labels import kind_of
from extract.tables import Table
from extract.text import Text
from ontology.kinds import EvidenceField

_LABEL: Final = (
    r"[“\"「『【]?\s*(?P<label>[^\s，。；：！？,;:!?“”\"「」『』【】|]{1,16}?(?:（[^）]{1,10}）)?)\s*[”\"」』】]?"
)
_FORMS: Final = tuple(
    re.compile(
        rf"(?:\A|(?<=[\s，。；！？,;!?|：:]))(?:您好[,，]?\s*)?(?:所谓的?)?{_LABEL}\s*{verb}(?P<definition>[^。！!\n|]{{4,}})"
    )
    for verb in (
        r"(?:的意思(?:就是|即|是)(?:指|说)?)[:：]?",
        r"(?:(?<!不)(?<!就)(?<!都)是指|指的是|即为|的定义(?:是|为)|的含义(?:是|为)|定义为|意为|是什么\??？?[:：])",
    )
)
_GLOSSARY: Final = re.compile(r"名词解释|术语|名词说明|概念解释|字段说明|名词定义|指标说明|指标解释|字段解释|专业名词")
_GLOSSARY_HEAD: Final = re.compile(r"名词|术语|字段|指标|概念|名称|状态")
_MEANING_HEAD: Final = re.compile(r"解释|释义|说明|定义|含义|意思|描述")
_ENTRY: Final = re.compile(
    r"\s*[“\"「【]?(?P<label>[^\s：:，。；“”\"「」【】]{1,20}(?:[（(][^）)]{1,10}[）)])?)[”\"」】]?\s*[：:]\s*(?P<definition>\S[^|]*)"
)
_ASKED: Final = re.compile(
    r"(?:什么是|何为|何谓)\s*[“\"「]?(?P<a>[^？?”\"」]{1,20}?)[”\"」]?[？?\-\s]*\Z|[“\"「]?(?P<b>[^？?”\"」，,]{1,20}?)[”\"」]?(?:是什么(?:意思|东西)?|是啥(?:意思)?|什么意思|指什么|是指什么|的(?:含义|定义|意思)(?:是什么)?)[？?\-\s]*\Z"
)
_ANSWERED: Final = re.compile(
    r"(?:\A|[。！!\n])\s*(?:您好[，,！!。\s]*|亲[，,\s~～]*|尊敬的[^，,]{2,8}[，,：:])*(?:这个|该状态|此状态|它|这)?(?:就?是|即|为)?(?:指|表示|代表)?(?:的?是)?[:：,，]?\s*(?P<definition>[^。！!\n]{4,})"
)
_GLOSS: Final = re.compile(r"[（(]\s*(?P<definition>(?:即|指|是指|也就是)?[^（）()]{6,60})\s*[）)]")
_NOT_A_GLOSS: Final = re.compile(
    r"点击|如图|见图|下图|选择|参考|详见|路径|操作|例如|比如|如[:：]|包括|仅|不|需|请|可|若|如|注|\d{3,}|https?|订单|账号维度"
)
_NO_LABEL: Final = re.compile(
    r"^(?:您好|注|备注|问题|回答|路径|入口|步骤|说明|例如|答|问|因此|这|那|它|原因|目前|其中|以上|以下|温馨提示)|[的了是]\Z"
)


def find_terms(
    text: Text, question: Text, tables: tuple[Table, ...], mentions: tuple[Mention, ...]
) -> Iterator[TermFact]:
    """The terms that an answer defines, in the order in which the ways of defining are listed above."""
    seen: set[str] = set()
    for label, aliases, definition, start, end, rule in _all(text, question, tables, mentions):
        name = re.sub(r"\s+", "", label)
        if name and name not in seen and not _NO_LABEL.search(name):
            seen.add(name)
            span = Span(EvidenceField.ANSWER, start, end, rule)
            yield TermFact(name, definition.strip(), (span,), aliases)


def _written(text: Text, match: re.Match[str], group: str) -> str:
    """A group of a match in the folded text as it is written."""
    start, end = match.span(group)
    return text.raw[start:end]


_Row = tuple[str, tuple[str, ...], str, int, int, str]


def _all(text: Text, question: Text, tables: tuple[Table, ...], mentions: tuple[Mention, ...]) -> Iterator[_Row]:
    for form in _FORMS:
        for match in form.finditer(text.folded):
            label, definition = _written(text, match, "label"), _written(text, match, "definition")
            yield label, (), definition, match.start("label"), match.end(), "term.is"
    yield from _asked(text, question)
    for table in tables:
        yield from _of_table(text, table)
    yield from _of_glossary(text, tables)
    yield from _glosses(text, mentions)


def _asked(text: Text, question: Text) -> Iterator[_Row]:
    """什么是X? with an answer that begins with what it is."""
    asked = _ASKED.search(question.raw.strip())
    answered = _ANSWERED.match(text.raw)
    if asked and answered:
        label = re.sub(r"^.*[，,。；;]", "", asked["a"] or asked["b"])
        known = [m for m in find_mentions(question) if question.raw[m.start : m.end] != label]
        aliases = tuple(dict.fromkeys(w for m in known if label.endswith(w := question.raw[m.start : m.end])))
        yield (
            label,
            aliases,
            answered["definition"],
            answered.start("definition"),
            answered.end("definition"),
            "term.asked",
        )


def _of_table(text: Text, table: Table) -> Iterator[_Row]:
    """Two columns headed as name and explanation; or a table of one column whose cells read X：definition."""
    heads = [cell.text for cell in table.header]
    before = text.folded[max(0, table.start - 30) : table.start]
    if len(heads) <= 1:
        if not _GLOSSARY.search(before):
            return
        for cell in (*table.header, *(row.cells[0] for row in table.rows)):
            match = _ENTRY.fullmatch(text.raw[cell.start : cell.end])
            if match:
                yield _named(match, cell.start, cell.end)
        return
    name = next((i for i, head in enumerate(heads) if _GLOSSARY_HEAD.search(head)), None)
    meaning = next((i for i, head in enumerate(heads) if _MEANING_HEAD.search(head) and i != name), None)
    if (
        name is None
        or meaning is None
        or not (_GLOSSARY.search(before) or re.search(r"名词|术语|释义|定义|含义", "".join(heads)))
    ):
        return
    for row in table.rows:
        if len(row.cells) > max(name, meaning) and row.cells[name].text and row.cells[meaning].text:
            label, told = (text.raw[c.start : c.end] for c in (row.cells[name], row.cells[meaning]))
            yield label, (), told, row.start, row.end, "term.table"


def _named(match: re.Match[str], start: int, end: int) -> _Row:
    label = match["label"]
    bare = re.sub(r"[（(].*[）)]\Z", "", label)
    return bare, ((label,) if bare != label else ()), match["definition"], start, end, "term.table"


def _of_glossary(text: Text, tables: tuple[Table, ...]) -> Iterator[_Row]:
    """Lines `X：definition` under a heading 名词解释, where no table holds them."""
    for heading in _GLOSSARY.finditer(text.folded):
        if any(heading.end() <= table.start < heading.end() + 20 for table in tables):
            continue
        for line in re.finditer(r"[^\n；;]+", text.raw[heading.end() :]):
            match = re.fullmatch(r"\s*(?:\d{1,2}[、.．)）]|[（(]\d+[）)]|[-·•])?" + _ENTRY.pattern, line[0])
            if match:
                yield _named(match, heading.end() + line.start() + match.start("label"), heading.end() + line.end())


def _glosses(text: Text, mentions: tuple[Mention, ...]) -> Iterator[_Row]:
    """落地配（配送安装增值服务，…）: a known term with a noun phrase in brackets right behind it."""
    for match in _GLOSS.finditer(text.folded):
        if _NOT_A_GLOSS.search(match["definition"]) or kind_of(match["definition"].replace(" ", ""), text.lexicon):
            continue
        for mention in mentions:
            if mention.end == match.start():
                act = text.lexicon.action_first.match(text.folded, mention.start, mention.end)
                start = act.end() if act and mention.end - act.end() > 1 else mention.start
                yield (
                    text.raw[start : mention.end],
                    (),
                    _written(text, match, "definition"),
                    start,
                    match.end(),
                    "term.gloss",
                )
                break
