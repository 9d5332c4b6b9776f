"""Of whom or what a question of yes or no asks, where no vocabulary names it: 联名卡|的积分可以转赠吗, 采购员子账号|能付款吗, 冻品订单|可以改地址吗.

Who takes part in any order, and what any order has, is no kind; nor is what the act itself is done to (会员卡能转让吗).
"""

import re
from dataclasses import replace
from typing import Final

from extract.conds import Cond
from extract.cues import cue_words
from extract.fronted import PARTY
from extract.ownwords import STOP, thing_named
from extract.text import Text

_MAY: Final = re.compile(
    r"(?:是否)?(?:可不可以|能不能|支不支持|可以|可否|能否|能够?|允许|支持|会不会)(?P<act>[一-鿿]{1,10}?)(?:吗|嘛|么|呢|了|[？?\s])*\Z"
)
_CLAUSE: Final = re.compile(r"[^，,。；;：:！!\n]+")
_LEAD: Final = re.compile(r"(?:请问|您好|你好|为什么|我们?的?|那么?|如果|\s)*")
_OF: Final = re.compile(r"(?P<kind>[一-鿿A-Za-z0-9]{2,10})的(?P<noun>[一-鿿A-Za-z]{1,6})")
_PART: Final = re.compile(r"[一-鿿A-Za-z0-9]{2,10}?的?部分")
"""A part of an amount, by what it was paid with: 积分抵扣的部分|能开票吗."""
_HEADS: Final = "单票卡房车团券品店课型款件机箱"
_STAFF: Final = re.compile(
    r"(?P<who>[一-鿿A-Za-z0-9]{0,4}(?:[一-鿿]员|主管|经理|[一-鿿]师|助[教理]|财务|出纳|会计|班主任))(?P<as>子?账[号户]|子?帐号|角色|岗位?)?|[一-鿿]{2,6}(?:账[号户]|帐号|员工)"
)
_ANY_ACCOUNT: Final = re.compile(r"(?:主|子|该|本|店铺|商家|个人|企业|管理)*(?:账[号户]|帐号)")
_SHORT: Final = re.compile(r"[改退换删查领投][一-鿿]{2}")
_BORNE: Final = re.compile(r"[一-鿿A-Za-z0-9]{2}(?:订单|商品)\Z")
_HOW: Final = re.compile(r"自动|提前|重新|免费|单独|在线|随时|继续|再次|直接|同时|一起|跨|批量")
_DONE_TO: Final = re.compile(
    r"删除?|注销|更换|换绑|解绑|绑定|转让|停用|冻结|合并|创建|新增|添加|找回|恢复|设置|修改|申请|升级|改(?!价)|退(?![款货票])"
)
"""What is done to an account or to a person, who then is no one of whom it is asked."""


def asked_kind(question: Text) -> tuple[int, int] | None:
    """The words for the kind, or for the person, of whom alone a question asks whether something may be done."""
    key = "asked kind"
    if key not in question.memo:
        question.memo[key] = _asked_kind(question)
    found: tuple[int, int] | None = question.memo[key]
    return found


def asked_condition(question: Text) -> Cond | None:
    """The same as a condition."""
    span = asked_kind(question)
    if span is None:
        return None
    staff = _STAFF.fullmatch(question.folded, *span)
    if staff and staff["who"] and staff["as"] and len(staff["who"]) > 1:
        one = thing_named(question, *staff.span("who"))
        return replace(one, end=span[1], spellings=(question.raw[slice(*span)],) if one.discovered else ())
    return thing_named(question, *span)


def is_asked_kind(question: Text, words: str) -> bool:
    """Whether words are the kind of which a question asks."""
    span = asked_kind(question)
    return span is not None and question.folded[slice(*span)] == words


def asked_act(question: Text, start: int, end: int) -> str | None:
    """What is asked whether it may be done, where a stretch of the question tells the kind with it: 实名制项目的票 is 票, 采购员账号 nothing."""
    span = asked_kind(question)
    if span is None or not start <= span[0] < span[1] <= end or _BORNE.search(question.folded[slice(*span)]):
        return None
    return question.raw[span[1] : end].removeprefix("的")


def _asked_kind(question: Text) -> tuple[int, int] | None:
    for clause in _CLAUSE.finditer(question.folded):
        may = _MAY.search(clause[0].rstrip("？? "))
        if may is None:
            continue
        lead = _LEAD.match(question.folded, clause.start(), clause.end())
        start = lead.end() if lead else clause.start()
        end = clause.start() + may.start()
        if found := _in(question, start, end, may["act"]):
            return found
    return None


def _in(question: Text, start: int, end: int, act: str) -> tuple[int, int] | None:
    told = question.folded
    if _PART.fullmatch(told, start, end):
        return start, end
    if of := _OF.fullmatch(told, start, end):
        return of.span("kind") if _is_kind(question, of["kind"]) else None
    words = told[start:end]
    verb = question.lexicon.action_first.match(act)
    staff = _STAFF.fullmatch(words)
    if staff and not _ANY_ACCOUNT.fullmatch(words) and not PARTY.fullmatch(words):
        alone = verb is not None and verb.end() == len(act)
        return None if alone and _DONE_TO.match(act) else (start, end)
    done_to = (verb is not None and verb.end() < len(act)) or _SHORT.match(act) or _BORNE.search(words)
    return (start, end) if done_to and not _HOW.match(act) and _is_kind(question, words) else None


def _is_kind(question: Text, words: str) -> bool:
    known = cue_words(question.lexicon.vocabulary)
    if STOP.match(words) or PARTY.fullmatch(words) or question.lexicon.action_first.match(words):
        return False
    if re.fullmatch(rf"{known.bearer}|.*(?:{known.attribute})", words):
        return False
    return bool(re.fullmatch(rf"[一-鿿A-Za-z0-9]{{2,8}}(?:{known.bearer}|{known.kind}|项目|[{_HEADS}])|新店", words))
