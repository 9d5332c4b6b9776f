"""The headings that items, dotted numbers, brackets and labels open, each with the stretch that it governs.

A heading (2.1有妥投信息的订单：) governs what stands below it, a label (预售订单：…；…。) its whole sentence.
"""

import re
from collections.abc import Iterator
from typing import Final

from extract.headlines import Heading
from extract.items import Item
from extract.openings import captions
from extract.text import Text, line_end

_MEASURE: Final = r"\s*(?:[厘毫千分]?米(?![粉面线])|公[分斤里]|千克|斤|吨|毫升|升(?![级降配舱])|立方|平方|倍|小时|分钟|分(?=[以之及])|天(?![猫气])|周?岁|英?寸)"
"""What a number with a point measures, so that it numbers nothing: 1.2米以下."""
DOTTED: Final = re.compile(
    rf"(?<![\d.A-Za-z/-])(?<![一-鿿≥≤<>=])(?<![于过足到达满为是]\s)(\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})(?![\d.%％元万折版kKmMgG]|\s*[%％]|{_MEASURE})[、.．]?\s*(?=[^\d\s])"
)
_SENTENCE_END: Final = re.compile(r"[。；;！!？?\n]")
_COLON: Final = re.compile(r"(?<!\d)[：:]|[：:](?!\d\d)")
"""Not that of a time of the day."""
_GREETS: Final = re.compile(r"亲爱|尊敬|各位|您好|你好|大家")
_LONGEST_HEADING: Final = 60
_LONGEST_LINE: Final = 16
_BRACKETED: Final = re.compile(
    r"(?:\A|(?<=[。;!\n\s]))【(?P<words>[^【】\->/》—→,。]{2,16})】\s*:?(?![中里内页的下上\-—>→/》,。])"
)
_SPACED: Final = re.compile(r"(?P<words>[一-鿿]{3,8})[ \t]+(?=[一-鿿“\"【（(][^\n]{8})")
"""What a number opens before white space, which stands in no sentence: 1.预警规则 |剩余有效期不足6个月的…."""
_TITLE_LAST: Final = re.compile(
    r"(?:方式|规则|流程|说明|要求|条件|范围|时效|时限|期限|标准|限制|[上下]限|费用|资格|事项|权限|政策|须知|方法|材料|文件|资料|对象|场景|责任|处罚|管理)\Z"
)
_BULLETS: Final = " \t▶▷►"
"""What stands before the words of a line and makes no item of it."""
_LABEL: Final = re.compile(r"(?:\A|(?<=[。!\n;]))\s*(?P<words>[^,。;:\s【】|]{2,16})\s*:(?!(?<=\d:)\d\d)(?=[^\n。]*;)")
_BESIDE: Final = re.compile(r"(?:(?<=;)|(?<=:))\s*(?P<words>[^,。;:\s【】|]{2,16})\s*:(?!(?<=\d:)\d\d)")


def of_items(text: Text, items: tuple[Item, ...]) -> Iterator[Heading]:
    """The headings that items and dotted numbers open, with the stretch they govern."""
    dotted = list(DOTTED.finditer(text.folded))
    starts = sorted({*(i.start for i in items), *(m.start() for m in dotted)})
    for item in items:
        yield from _heading(text, item.body, item.end, starts, f"run {item.run}")
    for index, mark in enumerate(dotted):
        level = mark[1].count(".")
        after = [m.start() for m in dotted[index + 1 :] if m[1].count(".") <= level]
        around = [i.end for i in items if i.start < mark.start() < i.end]
        stop = min([*after, *around, len(text.folded)])
        yield from _heading(text, mark.end(), stop, starts, f"level {level}")


def _heading(text: Text, body: int, stop: int, starts: list[int], form: str) -> Iterator[Heading]:
    """What stands before a colon, alone before the next marker, or in few words before white space."""
    if (title := _title(text, body, stop)) is not None:
        yield Heading(body, title, stop, form)
        return
    limit = min(stop, body + _LONGEST_HEADING)
    ended = _SENTENCE_END.search(text.folded, body, limit)
    sentence = ended.start() if ended else limit
    colon = _COLON.search(text.folded, body, sentence)
    following = next((s for s in starts if s > body), stop)
    words = text.folded[body : colon.start()] if colon else ""
    if len(re.findall(r"[，,]", words)) > 1 or re.search(r"(?:见|参考|参照|查看)\s*\Z", words):
        return
    if colon and colon.start() < following:
        yield Heading(body, colon.start(), stop, form)
    elif following < stop and following <= sentence:
        yield Heading(body, following, stop, form)
    elif ended and ended[0] == "\n" and ended.end() < stop and sentence - body <= _LONGEST_LINE:
        yield Heading(body, sentence, stop, form)


def _title(text: Text, body: int, stop: int) -> int | None:
    """Where a title ends that white space parts from the sentence behind it; what is done is but a step."""
    told = _SPACED.match(text.folded, body, stop)
    if told is None or (text.lexicon.action_first.match(told["words"]) and not _TITLE_LAST.search(told["words"])):
        return None
    return told.end("words")


def bracketed(text: Text, items: tuple[Item, ...]) -> Iterator[Heading]:
    """【开通条件】…【使用限制】…: several such words at the beginnings of sentences are headings, each up to the next; where there is a
    list under each, the last one ends with its own."""
    found = list(_BRACKETED.finditer(text.folded))
    if len(found) < 2:
        return
    lists = [_list_under(text, mark.end(), items) for mark in found]
    last = lists[-1] if all(lists) else 0
    for mark, after in zip(found, [*(m.start() for m in found[1:]), last or len(text.folded)], strict=True):
        yield Heading(*mark.span("words"), after, "bracketed")


def _list_under(text: Text, at: int, items: tuple[Item, ...]) -> int:
    """Where a list ends that begins here; 0 where there is none."""
    first = next((i for i in items if i.start >= at and i.number == 1), None)
    if first is None or text.folded[at : first.start].strip(":： \n\t"):
        return 0
    return max(i.end for i in items if i.run == first.run)


def labels(text: Text) -> Iterator[Heading]:
    """预售订单：…；…。: a label governs its whole sentence, up to the next label in it. Its own clause has it anyway."""
    found = list(_LABEL.finditer(text.folded))
    for mark in found:
        if _GREETS.match(mark["words"]):
            continue
        ended = re.compile(r"[。\n]|\Z").search(text.folded, mark.end())
        stop = ended.start() if ended else len(text.folded)
        nested = _BESIDE.match(text.folded, mark.end())
        beside = found if nested else _BESIDE.finditer(text.folded, mark.end(), stop)
        stop = min([stop, *(m.start("words") for m in beside if m.start() >= mark.end())])
        if re.search(r"[;；]", text.folded[mark.end() : stop].rstrip(";； ")):
            yield Heading(*mark.span("words"), stop)


def line_labels(text: Text, items: tuple[Item, ...]) -> Iterator[Heading]:
    """普通计划：…。…。\\n专属计划：…: where several lines open with such words, each governs its line; those of items do anyway."""
    opened = [
        (s, e)
        for s, e in captions(text)
        if (s == 0 or text.folded[:s].rstrip(_BULLETS).endswith("\n") or not text.folded[:s].strip(_BULLETS))
        and not text.folded[s].isdigit()
        and not _GREETS.match(text.folded, s)
        and not any(i.start <= s <= i.body for i in items)
    ]
    for start, end in opened if len(opened) > 1 else ():
        yield Heading(start, end, line_end(text.folded, end))
