"""What it is that a restriction names behind its cue: an act, people who then may, those to whom a kind is open, the act for a reason."""

import re
from dataclasses import replace
from typing import Final

from extract.cases import usable
from extract.clues import About, Clue, cue_of
from extract.conditions import read_conditions
from extract.conds import Alternatives, join
from extract.cues import OPENED, CueKind, cue_words
from extract.marks import Mark
from extract.page import subject_in
from extract.phrases import Phrase
from extract.restrictions import add, before_act
from ontology.kinds import ConceptScheme, Modality
from ontology.words import tagged

_FOR_A_REASON: Final = re.compile(r"\s*(?:因|由于|出于)[^，,。；;]{2,10}?(?P<act>[一-鿿]{2})\s*")
_NOUN: Final = ("n", "q", "x", "eng", "j", "l", "v", "k", "g")
_MEANS_LAST: Final = re.compile(r"(?:支付|付款|收款)\s*\Z")

_USED: Final = re.compile(
    r"[^，,。；;]{1,18}?(?P<act>使用|领取|兑换|购买|抵扣|入场|入住|进入|进场|停放|乘坐|借阅|借用|观看|参加|参与|报名|预约|预订|申请|下载|提取|核销|享受|享用|开通|体验)\s*"
)
_OF_PLACES: Final = ("入场", "入住", "进入", "进场", "停放", "乘坐", "体验")
"""What is done somewhere, and to no thing."""
_THING: Final = re.compile(r"\s*(?:其中|但|而)?(?P<thing>[一-鿿A-Za-z0-9“”]{2,8}?)(?:[均都也]|目前|暂)*\s*")
_CLOSED_TO: Final = re.compile(rf"\s*(?P<who>[^，,。；;]{{2,16}}?)(?:{OPENED})\s*")
_DONE: Final = re.compile(r"[了过](?![了])[^，,。；;]{1,20}的[一-鿿A-Za-z]{1,6}\s*\Z")
_YES: Final = re.compile(r"(?:\A|[\n。:：])\s*(?:亲[，,])?(?:是|可以|能|可|支持|允许|行)的?[，,]\s*(?:但是?|不过)?\Z")
_NO_THING: Final = re.compile(r"[该此本每各]|以上|上述|以下|目前|系统|平台")


def used_by_some(clue: Clue) -> str | None:
    """What those may do to whom a thing is restricted, told behind them: 会员卡|仅限|本人|使用; the act alone where no thing is told."""
    page, cue, clause = clue.page, cue_of(clue), clue.clause
    if cue.kind is not CueKind.RESTRICT:
        return None
    act = _USED.fullmatch(page.told.folded, cue.end, clause.end)
    if act and act["act"] != "使用" and not page.told.folded[max(clause.start, clause.body) : cue.lead].strip():
        return act["act"]
    thing = _THING.fullmatch(page.told.folded, max(clause.start, clause.body), cue.lead)
    if act is None or thing is None or _NO_THING.match(thing["thing"]):
        return None
    if page.told.lexicon.action_last.search(thing["thing"]) or not tagged(thing["thing"])[-1][1].startswith(_NOUN):
        return None
    if act["act"] in _OF_PLACES:
        return act["act"]
    return act["act"] + page.told.raw[thing.start("thing") : thing.end("thing")].strip("“”")


def without_thing(clue: Clue) -> Clue:
    """A clause without the thing that a restriction to some is told of, which its act names."""
    own = tuple(tuple(c for c in one if c.start >= cue_of(clue).lead or c.end < cue_of(clue).lead) for one in clue.own)
    return replace(clue, own=tuple(dict.fromkeys(one for one in own if one)))


def act_for_a_reason(clue: Clue) -> str | None:
    """What alone is supported for a reason: 仅支持|因质量问题|换货."""
    told = _FOR_A_REASON.fullmatch(clue.page.told.folded, cue_of(clue).end, clue.clause.end)
    known = told and clue.page.told.lexicon.action_first.fullmatch(told["act"])
    return told["act"] if told and known else None


def closed_to_some(clue: Clue) -> bool:
    """To whom a thing is not open: 会员日|不对|黑名单用户|开放."""
    page, cue, clause = clue.page, cue_of(clue), clue.clause
    whom = _CLOSED_TO.fullmatch(page.told.folded, cue.end, clause.end)
    thing = _THING.fullmatch(page.told.folded, max(clause.start, clause.body), cue.lead)
    if page.told.folded[cue.end - 1] not in "对向" or whom is None:
        return False
    named = subject_in(page, clause.start, cue.lead) or next(iter(clue.context()), None)
    if thing is not None and not _NO_THING.match(thing["thing"]):
        first, last = thing.span("thing")
        named = page.told.raw[first:last].strip("“”")
        kept = (tuple(c for c in one if not first <= c.start < last) for one in clue.own)
        clue = replace(clue, own=tuple(dict.fromkeys(one for one in kept if one)))
    those = read_conditions(page.told, *whom.span("who"), usable(page, *whom.span("who")), own_words=True)
    if named is None or not those:
        return False
    told = tuple(tuple(c for c in one if c.start < cue.lead) for one in clue.all_conditions())
    base = tuple(dict.fromkeys(told))
    add(
        clue,
        About(named),
        Modality.FORBIDDEN,
        join(base, those),
        rule="rule.forbidden",
        words=page.told.raw[cue.lead : clause.end],
    )
    return True


def are_people(only: Alternatives) -> bool:
    """Whether those to whom something is restricted are people, who then may: 退款操作|仅限店长账号."""
    return all(len(one) == 1 and one[0].name.scheme is ConceptScheme.ROLE for one in only)


def open_to_some(clue: Clue) -> Mark | None:
    """The kind that alone stands before a cue behind which those stand who may: 货到付现|只对夜宵时段的订单开放."""
    page, start, stop = clue.page, clue.clause.start, cue_of(clue).lead
    words = page.told.folded[start:stop].strip()
    marks = [m for m in usable(page, start, stop) if m.end - m.start == len(words)]
    named = subject_in(page, start, stop)
    return marks[0] if marks and named is None and marks[0].name.scheme is ConceptScheme.ORDER_TYPE else None


def names_an_act(clue: Clue, words: str) -> bool:
    """Whether what alone is supported is an act (全额退款), not a means (微信支付), nor who may do something (会员参加)."""
    ends_so = clue.page.told.lexicon.action_last.search(words) and not _MEANS_LAST.search(words)
    by_tag = 2 <= len(words) <= 3 and [tag for _, tag in tagged(words)] == ["v"]
    return bool(ends_so or by_tag) and before_act(clue) == clue.clause.end


def answers_yes(clue: Clue) -> bool:
    """Whether a restriction stands right behind a bare yes, which it narrows: 能，|仅限因停课的情况."""
    return _YES.search(clue.page.told.folded, 0, cue_of(clue).lead) is not None


def tells_of_those(clue: Clue, phrase: Phrase) -> bool:
    """Whether the verb behind a restriction is no act that is restricted, but tells of those who alone may: 仅限|开通了通兑的门店."""
    page, end = clue.page, clue.clause.end
    known = cue_words(page.told.lexicon.vocabulary)
    done = _DONE.match(page.told.folded, phrase.verb_end, end)
    those = re.compile(rf"[^，,。；;]{{1,20}}的(?:{known.bearer}|{known.kind}|{known.person})\s*").fullmatch(
        page.told.folded, phrase.verb_end, end
    )
    return done is not None or (cue_of(clue).kind is CueKind.RESTRICT and those is not None)
