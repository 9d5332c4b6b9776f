"""Where in a clause its conditions stand: concepts before the cue, events and figures before it, what its object is qualified by,
and the items that it governs."""

import re
from typing import Final

from extract.clauses import Clause, Role, is_closed
from extract.conditions import Alternatives, Cond, join, own_condition, read_conditions, unique
from extract.cues import cue_words
from extract.marks import Mark
from extract.page import Named, Page
from extract.phrases import Phrase
from extract.quantities import find_figures
from extract.statements import Sentence, enumerated

_EVENT: Final = re.compile(
    r"(?:\A|[，,\s])(?P<event>[^，,。；;\s]{2,24}?(?:(?:的)?情况下|前提下|的时候|时(?![间效候长段])|(?<![以之目售今此])(?:之|以)?后(?![台续])|(?<![以目之])(?:之|以)?前(?![往台提]))|期间)"
)
_FIGURED: Final = re.compile(r"[^，,。；;\s]{2,24}?(?=的)")
_RELATIVE: Final = r"(?P<words>[^，,。；;、\s“”\"]{{2,22}})的(?:{bearer})"
_LISTED: Final = re.compile(r"以下|如下|下列|下述|下面|以上|上述|[:：]\s*\Z")
_ALL: Final = re.compile(r"同时|均需|都需|全部|所有条件|以下条件(?!之一)")
_NOT_A_CONDITION: Final = re.compile(
    r"^(?:您|商家|用户|消费者|买家|系统|平台|店铺|我们|该|此|这|功能|目前|本|订单|每|首先|其次|请|点击|在|选择|操作|页面|打开|进入|登录)+\Z"
)


def usable(page: Page, start: int, end: int) -> list[Mark]:
    """The concepts in a stretch that may be conditions: not those that are only a part of a feature's name."""
    return [
        mark
        for mark in page.marks
        if start <= mark.start
        and mark.end <= end
        and not any(n.start <= mark.start and mark.end <= n.end and not _borne(page, mark, n) for n in page.named)
    ]


def _borne(page: Page, mark: Mark, named: Named) -> bool:
    """Whether a name that is a concept's as well stands for the concept: 预售 in 预售订单."""
    same = (mark.start, mark.end) == (named.start, named.end)
    return same and bool(re.match(r"\s*[”\"」】]?\s*(?:的|类)?(?:订单|商品|商家|单)", page.told.folded[mark.end :]))


def own_spots(page: Page, start: int, end: int) -> Alternatives:
    """The conditions of a clause that is one: the concepts in it, or its own words; a figure before 的 is one more."""
    text = page.told
    marks = usable(page, start, end)
    found = read_conditions(text, start, end, marks)
    if not found:
        own = own_condition(text, start, end)
        return ((own,),) if own else ()
    return join(found, _figured(page, start, end, marks))


def condition_spots(page: Page, clause: Clause) -> tuple[Alternatives, tuple[tuple[int, int], ...]]:
    """The conditions that stand in a statement before its cue, and the stretches of it that they take up."""
    text = page.told
    stop = clause.cue.lead if clause.cue else clause.end
    if clause.role is Role.REST:
        return (), ()
    marks = _not_counted_from(page, usable(page, clause.start, stop), clause.start, clause.end)
    found = read_conditions(text, clause.start, stop, marks)
    spans: list[tuple[int, int]] = []
    figured = _figured(page, clause.start, stop, marks)
    if figured:
        found = join(found, figured)
        spans += [(c.start, c.end) for one in figured for c in one]
    if clause.body > clause.start and not found:
        found = own_spots(page, clause.start, clause.body)
        spans.append((clause.start, clause.body))
    own = _own_words(page, clause.start, stop, marks) if not found else None
    if own:
        found = ((own,),)
        spans.append((own.start, own.end))
    spans += [(c.start, c.end) for one in found for c in one if c.limit is not None]
    if any(c.limit is not None for one in found for c in one):
        spans.append((clause.start, stop))
    return found, tuple(spans)


def _not_counted_from(page: Page, marks: list[Mark], start: int, end: int) -> list[Mark]:
    """Without the event that a time counts from: 妥投 in 在妥投状态的3天内, 出库 in 出库后的20天."""
    times = [f for f in find_figures(page.told, start, end) if f.since is not None]
    return [m for m in marks if not any(f.start - 14 <= m.start and m.end <= f.start for f in times)]


def _figured(page: Page, start: int, end: int, marks: list[Mark]) -> Alternatives:
    """A figure that qualifies orders beside a concept: 金额超过500元的货到付款订单."""
    text = page.told
    found: list[Cond] = []
    for figure in find_figures(text, start, end):
        behind = text.folded[figure.end : end]
        if not figure.told or figure.ordinal or figure.upper is not None or not re.match(r"(?:以上|以下|以内|及以上|（含）|\(含\))*的|(?:以上|以下)?(?:时|且|，|\Z)", behind):
            continue
        begin = max([start, *(m.end for m in marks if m.end <= figure.start), *(_breaks(text.folded, start, figure.start))])
        own = own_condition(text, begin, figure.end)
        if own and own.limit is not None and not any(m.start < figure.end and figure.start < m.end for m in marks):
            found.append(own)
    return (unique(found),) if found else ()


def _breaks(folded: str, start: int, end: int) -> list[int]:
    return [start + m.end() for m in re.finditer(r"[，,且、]|(?<=[一-鿿])的|时", folded[start:end])]


def _own_words(page: Page, start: int, stop: int, marks: list[Mark]) -> Cond | None:
    """An event or a relative clause before the cue in the source's own words: 审核通过后, 已申请退款的订单."""
    text = page.told
    words = text.folded[start:stop]
    if marks:
        return None
    bearer = cue_words(text.lexicon.vocabulary).bearer
    relative = re.search(_RELATIVE.format(bearer=bearer), words)
    event = _EVENT.search(words)
    counted = [f for f in find_figures(text, start, len(text.folded[:stop]) + 12) if f.since is not None]
    if event and any(0 <= f.start - (start + event.end("event")) <= 2 for f in counted):
        event = None
    if event and is_closed(event["event"]) or event and re.search(r"[后前]\Z", event["event"]):
        at = start + event.start("event")
        return _checked(page, at, start + event.end("event"))
    if relative and not any(n.start < start + relative.end() and start + relative.start() < n.end for n in page.named):
        return _checked(page, start + relative.start(), start + relative.end())
    return None


def _checked(page: Page, start: int, end: int) -> Cond | None:
    own = own_condition(page.told, start, end)
    return None if own is None or _NOT_A_CONDITION.match(own.name.label) else own


def object_conditions(page: Page, phrase: Phrase) -> Alternatives:
    """What qualifies the object of a verb phrase: 修改|货到付款订单的地址; what is chosen itself is no condition."""
    text = page.told
    bearer = cue_words(text.lexicon.vocabulary).bearer
    kept = []
    for mark in usable(page, phrase.start, phrase.end):
        words = text.folded[mark.start : mark.end]
        borne = re.match(rf"\s*[”\"」】'’]?(?:[、/或和及]|的?(?:{bearer}))", text.folded[mark.end : phrase.end])
        if borne or re.search(rf"(?:{bearer})\Z", words):
            kept.append(mark)
    return read_conditions(text, phrase.start, phrase.end, kept)


def enumerated_conditions(page: Page, sentence: Sentence, clause: Clause) -> tuple[Alternatives, int | None]:
    """The items that a sentence governs, each an alternative, and where they begin: 以下订单不支持…：1… 2….

    What stands in brackets behind an item is another name of it.
    """
    text = page.told
    if clause.cue is None or not _LISTED.search(text.folded[sentence.start : sentence.end + 1]):
        return (), None
    spans = enumerated(text, clause.cue.end, sentence.end, page.items)
    found: list[tuple[Cond, ...]] = []
    for start, end in spans:
        bracket = re.search(r"[（(][^（）()]*[）)]\s*\Z", text.raw[start:end])
        stop = start + bracket.start() if bracket else end
        found += read_conditions(text, start, stop, usable(page, start, stop), own_words=True)
        found += read_conditions(text, stop, end, usable(page, stop, end)) if bracket else ()
    begin = spans[0][0] - 1 if spans else None
    if found and _ALL.search(text.folded[sentence.start : sentence.end]):
        return (unique(c for one in found for c in one),), begin
    return tuple(dict.fromkeys(found)), begin
