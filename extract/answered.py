"""What a question asks of, where its answer does not say so: a bare yes or no holds for the kind, the state and the time that is asked of."""

import re
from dataclasses import replace
from typing import Final

from extract.asked_kinds import asked_condition, asked_kind
from extract.asked_states import says_at_once, state_asked
from extract.cases import own_spots, usable
from extract.conditions import read_conditions
from extract.conds import Alternatives, Cond
from extract.cues import find_cues
from extract.entirely import read_entirely
from extract.ownwords import known_name, own_condition
from extract.page import Page
from extract.statements import Sentence
from extract.text import Text

_WHAT_OF: Final = re.compile(r"\s*(?:那|那么|如果|若)?(?P<what>[^，,。；;？?]{2,20})呢\s*[？?]?\s*")
"""A question that only names of what else it asks the same: 已呼叫骑手的同城配送订单|呢."""
_WHEN_ASKED: Final = re.compile(r"(?:[中后前时]|期间)(?:还|也|都|就|仍)*\Z")
_EVENT_ASKED: Final = re.compile(
    r"\s*(?:如果|若|那)?(?P<when>[^，,。；;？?的]{2,10}?(?:之后|以后|(?<![以之今最随售])后|之前|以前|期间))(?=(?![能可]|还|也|都)[^，,。；;？?]{2,10}(?:会|还|能|可以|是否|要)[^，,。；;？?]{1,10}[吗嘛么][？?\s]*\Z)"
)
"""What has come about when something of a thing is asked: 退会以后|积分会清零吗."""
_STATE_ASKED: Final = re.compile(
    r"\s*(?:如果|若|要是)?(?P<state>[^，,。；;？?]{0,8}?(?:尚未|还没有?|仍未|没有?|未|已经?)[^，,。；;？?]{2,8}?)(?:的话|时|了)?[，,]\s*(?:请问|那)?(?:您?[买卖商]?家|我们?|还|也|平台)*\Z"
)
"""In what state something is asked for, told before a comma: 包裹还没寄出，|能改地址吗."""
_STATE_OF: Final = re.compile(r"(?:已经?|尚未|未|待)[^，,。；;？?的]{1,8}的[^，,。；;？?的]{1,8}\Z")
"""The state of those of whom something is asked: 已停用的工号|还能登录吗."""
_BARE: Final = re.compile(
    r"\s*(?:答[：:])?\s*(?:[都均]|一律)?(?:是的?|否|可以的?|不可以|不能|能的?|不行|行的?|支[持援]的?|不支[持援]|需要|不需要?|不用|不必|无需|必须的?|要的?|不要|允许|不允许|不会|会)(?:哦|呢|哈|啊|呀|的|喔)?(?:亲)?[~～]?(?=[，,。；;！!\s]|\Z)"
)
_REPEATS: Final = re.compile(
    r"\s*(?:答[：:])?\s*(?:不可以|不可|不能|不支持|不允许|可以|可|能|支持|允许)(?P<act>[一-鿿]{2,8})(?:的|哦|呢)?(?=[，,。；;！!\s]|\Z)"
)
"""An answer that says but the act again: 可以续租, to 寄存柜能续租吗."""
_ASKS_WHETHER: Final = re.compile(
    r"(?:还|也|是否|都|就|仍|可以|能不能|可不可以|能否|可否)*(?:可以|能不能|可不可以|能否|可否|(?<![功性智职可技])能够?|允许|支持|需要|必须|一定要|需不需要|要不要|会)(?=[^，,。；;？?]{1,12}?(?:吗|么|嘛)?\s*[?？]?\s*\Z)"
)


def asked_just(page: Page, sentence: Sentence) -> tuple[int, int] | None:
    """The question that a bare answer answers: that of its part, or the one right before it in the text."""
    part = sentence.part
    if part is not None and sentence.start - part.answer_start <= 3:
        return part.question_start, part.question_end
    before = page.told.folded[: sentence.start].rstrip()
    if part is not None or not before.endswith(("？", "?")):
        return None
    start = max(before.rfind(mark, 0, len(before) - 1) for mark in "。；;！!？?\n") + 1
    return start, len(before) - 1


def answers(page: Page, sentence: Sentence, asked: tuple[int, int]) -> bool:
    """Whether a sentence answers a question without saying of what: 可以, or to a question that only names it, 不可以改成快递."""
    if is_bare(page, sentence, page.told.folded[slice(*asked)]):
        return True
    cue = next(find_cues(page.told, sentence.start, sentence.end), None)
    begins = cue is not None and cue.lead - sentence.start <= 1
    return begins and _WHAT_OF.fullmatch(page.told.folded, *asked) is not None


def of_asked(page: Page, start: int, end: int) -> Alternatives:
    """The conditions of a question of yes or no: what stands before its cue, and the known concepts where it has none."""
    if what := _WHAT_OF.fullmatch(page.told.folded, start, end):
        return own_spots(page, *what.span("what"))
    if event := _EVENT_ASKED.match(page.told.folded, start, end):
        return own_spots(page, *event.span("when"))
    cue = next(find_cues(page.told, start, end), None)
    stop = cue.lead if cue else end
    found = read_conditions(page.told, start, stop, usable(page, start, stop), forms=cue is not None)
    return found or _when_asked(page.told, start, stop)


def supposed(page: Page, sentence: Sentence) -> Alternatives:
    """The state that a question supposes, for what its answer says at once and of no case of its own: 验厂没过，还能上架吗 — 可以上架现货."""
    part = sentence.part
    before = page.told.folded[part.answer_start if part else 0 : sentence.start]
    if before.strip("答Aa：:.、 \n") or (not part and sentence.headings):
        return ()
    text, span = (
        (page.told, (part.question_start, part.question_end)) if part else (page.asked, (0, len(page.asked.raw)))
    )
    state = state_asked(text, *span)
    if state is None or not says_at_once(page.told, sentence.start, sentence.end):
        return ()
    if part:
        return own_spots(page, *state)
    within = [m for m in page.asked_marks if state[0] <= m.start and m.end <= state[1]]
    told = read_conditions(page.asked, *state, within) if within else read_entirely(page.asked, *state, ())
    return tuple(tuple(_known(page.asked, replace(c, asked=True)) for c in one) for one in told)


def _known(text: Text, cond: Cond) -> Cond:
    """A state as the vocabulary knows it, where it does by another form: 被拒收 is 拒收."""
    name = known_name(text, cond.name.label.removeprefix("被")) if cond.discovered else None
    return replace(cond, name=name, discovered=False) if name else cond


def _when_asked(text: Text, start: int, stop: int) -> Alternatives:
    """In what state or time something is asked for, in the question's own words."""
    state = _STATE_ASKED.match(text.folded, start, stop)
    if state is None and not _WHEN_ASKED.search(text.folded, start, stop):
        return ()
    own = own_condition(text, *(state.span("state") if state else (start, stop)))
    return ((own,),) if own else ()


def of_asked_kind(page: Page) -> Alternatives:
    """Of whom alone the question asks: the concept that its words begin with, else these."""
    span = asked_kind(page.asked)
    known = [m for m in page.asked_marks if span and m.start == span[0] and m.end <= span[1]]
    own = asked_condition(page.asked)
    found = read_conditions(page.asked, *span, known, forms=False) if span and known else ()
    return found or (((own,),) if own else ())


def of_asked_time(page: Page) -> Alternatives:
    """When, or in what state, the question asks whether something may be done: 签收后|还能改抬头吗."""
    asks = _ASKS_WHETHER.search(page.asked.folded)
    if asks is None:
        return ()
    start = max(page.asked.folded.rfind(mark, 0, asks.start()) for mark in "。；;！!？?\n") + 1
    span = start, asks.start()
    timed = any(one.search(page.asked.folded, *span) for one in (_WHEN_ASKED, _STATE_ASKED, _STATE_OF))
    told = [m for m in page.asked_marks if start <= m.start and m.end <= asks.start()]
    found = read_conditions(page.asked, *span, told) if timed else ()
    return found or _when_asked(page.asked, *span)


def is_bare(page: Page, sentence: Sentence, asked: str) -> bool:
    """Whether a sentence answers a question by yes or no, with nothing but the act that was asked for."""
    again = _REPEATS.match(page.told.folded, sentence.start, sentence.end)
    return bool(again and again["act"] in asked) or bool(_BARE.match(page.told.folded, sentence.start, sentence.end))
