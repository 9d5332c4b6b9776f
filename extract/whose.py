"""Of whom a permission or prohibition is said, where no other reader knows the words: 门店账号|不支持提现, 无退货单的包裹|不予入库.

What is said of some is never told of all: words before the cue that are no part of what the rule is about become a circumstance in
the source's own words.
"""

import re
from typing import Final

from extract.apart import told_apart
from extract.asked_kinds import is_asked_kind
from extract.clauses import Clause
from extract.conds import Alternatives, Cond
from extract.cues import CueKind, cue_words
from extract.facts import ConceptName
from extract.fronted import PARTY
from extract.ownwords import STOP, known_name, own_condition, scheme_of
from extract.page import Page
from extract.row_and_such import without_such
from extract.subjects import AMONG, COUPON
from extract.text import Text, between, parted
from extract.who_does import whom_allowed
from ontology.names import fold
from ontology.words import tagged

_LEAD: Final = re.compile(
    r"(?:\s|(?:[aq]\d{1,2}|[答问])(?=[\s.、:：])[.、:：]?|但是?|而且?|不过|其中|此外|另外|另|目前|同时|且|并且|对于|对(?![公私账内外应])|针对|因此|所以|[“\"「【'])*"
)
_LINK: Final = re.compile(
    r"(?:[\s\x00\x01，,”\"」】']|一律|一概|统一|任何(?:情况|状态|条件)下|任何(?:时候|时段|阶段|时间)|随时|现阶段|目前|暂时?|均|都|也|则|就|仍|还|将|之间|是|既|现|才|(?<=[后时A-Za-z0-9级])方)+\Z"
)
_PARTS: Final = re.compile(r"\s*(?:[、/]|以及|或者?|(?<=[一-鿿]{2})[和及与](?=[一-鿿]{2})(?!以[上下内外]))\s*")
_PARTY: Final = re.compile(rf"(?:{PARTY.pattern})(?:们|用户|人员)?")
_AS_WHOM: Final = re.compile(r"(?<=[一-鿿]{2})(?:角色|身份)\Z")
_AND: Final = re.compile(r"(?<=[一-鿿]{2})(?:而且|并且|且)(?=[一-鿿]{2})")
_RELATIVE: Final = re.compile(r"(?P<told>[^，。；：:]{2,24})的(?P<noun>[一-鿿A-Za-z0-9]{1,6})")
_THING: Final = re.compile(r"[一-鿿A-Za-z0-9+]{2,10}")
_NO_KIND: Final = re.compile(
    r"此|该|本(?![市省县区校国]|小区)|这|那|其|每|各|任[何意]|所有|全部|部分|单[个笔次件日张]|同一|相同|[一两二三四五六七八九十](?=[个笔次件张天日月年种类家位条份项])|\d|多[个次种]|以[上下]|上述|下列|如|若|首|当|要|但|并|而|对应|相关|您|我|具体|最|可|能|需|请|答|问|注|例|即|因|由|在(?![校职读])|从|按|经"
)
_LEVEL: Final = re.compile(r"(?P<of>[一-鿿A-Za-z0-9]{2,8})(?:及其?|或|含)?以[上下](?:级别|等级|的?会员|的?用户)?")
"""A level and those above or below it: 黄金会员及以上."""
_DONE_BY: Final = re.compile(
    r"[一-鿿]{0,6}?(?P<when>(?:每日|当[天日]|次日)?\d{1,2}(?:[点时]|:\d\d)(?:之|以)?[前后][一-鿿]{2,4})"
)
"""What is done before or behind a time of the day: 赎回申请|15点前提交."""
_SHOWING: Final = re.compile(r"(?P<who>[一-鿿]{2,6}?)(?P<what>(?:凭|持|出示)(?:有效|本人)?[一-鿿]{2,8})")
"""Who may by what he shows: 学生|凭有效证件|可享九折."""
_WHOEVER: Final = re.compile(
    r"(?P<who>[一-鿿]{2,8}(?<!(?<![停启占盗冒禁弃挪])用)(?<![费作营发患或前后愿记学读使消买卖购开第两二三有]))者"
)
_EVENT_FIRST: Final = re.compile(
    r"(?P<when>[一-鿿]{2,8}?(?<![以之目今此最先延落滞押背随稍])(?<!(?<![开停起])售)[后前])(?![一-鿿]{0,3}[台端续期])(?=[一-鿿]{4,})"
)
"""What happens, before more that is told of it: 退会后|积分清零且180天内不能再次入会."""
_GLOSSED: Final = re.compile(r"\s*[（(](?:包?含|如|例如|比如|包括|即|指)")
"""What tells in brackets which are meant, so that the words before are a kind: 恶意举报|（如同行攻击）."""
_TELLING: Final = re.compile(r"[无未已被没含带跨]|不[^同]")
_EVENT: Final = re.compile(r"[一-鿿A-Za-z0-9]{2,14}(?:(?<![以之目此事稍随最])(?:之|以)?[后前]|期间)")
_ON_THE_DAY: Final = re.compile(r"(?P<of>[一-鿿]{3,8})(?P<day>当[天日]|首[日周月年]|次[日周月年])")
_ON_DAYS: Final = re.compile(r"(?![每当次首本同今昨生]|截止|到期)[一-鿿]{2,3}[日节]")
"""On what days: 会员日|免服务费."""
_PERIOD: Final = re.compile(r"首[日周月年]|次[日周月年]")
_MIDST: Final = re.compile(r"[一-鿿]{2,6}中")
_GOING_ON: Final = re.compile(
    r"[一-鿿]{2,6}(?:审核|处理|进行|配送|运输|使用|营业|维护|冻结|盘点|退款|申诉|复核|质检|投放|招募|直播)中"
)
_STATE: Final = re.compile(r"(?:[一-鿿]{2,4})?(?:已经?|尚?未|还未|还没有?|没有|无)(?!法|需|须|权|论|来)[一-鿿]{2,8}")
_ACTOR: Final = re.compile(
    r"[一-鿿A-Za-z]{2,6}(?:角色|账[号户]|帐[号戶]|经理|主管|专员|总监|组长|店长|坐席|管理员|操作员|核销员|收银员|审核员|(?:经销|供应|代理|承运|服务|加盟|分销|采购|供货|零售|批发)商)"
)
_STAFF: Final = re.compile(r"(?:仓库|仓管|客服|门店|网点|财务|采购|运营)(?:角色|岗位?|账[号户]|帐[号戶])")
"""Who may or may not by the part he has, whatever else his name shares with what is done: 采购经理|可查看采购价."""
_SELF: Final = re.compile(r"[一-鿿]{2,6}(?:自[购提取领用付]|内购|代[购领取付])")
"""What somebody does for himself or for another: 分销员自购|不计提成."""
_HEADS: Final = frozenset("号版型款类级单店区仓码卡户机品箱票券站点柜")
"""Characters that end the name of a thing, whatever its first word does: 订阅号."""
_TOGETHER: Final = re.compile(r"同享|叠加|[并同混共]用|共享")
_VERB: Final = 2
_TIME: Final = re.compile(r"(?:[后前时内起]|期间|情况下|日期|时间)\Z")


def whose(page: Page, clause: Clause, feature: str | None) -> Alternatives:
    """The circumstances that the words before a clause's cue tell, an alternative each; none where the feature accounts for them."""
    if clause.cue is None:
        return ()
    text = page.told
    start, end = between(text, max(clause.start, clause.body), clause.cue.lead, _LEAD, _LINK)
    if who := told_apart(text, clause.cue):
        return tuple((_cond(text, *span),) for span in _pieces(text, *who))
    relative = _RELATIVE.fullmatch(text.folded, start, end)
    if relative and (of := _of_kind(page, *relative.span("told"))):
        return of
    if relative:
        other = _is_other_thing(text, relative["told"], relative["noun"], feature or "")
        return _relative(text, *relative.span("told")) if other or _tells(relative["told"]) else ()
    told = _by_form(text, start, end)
    if told is not None:
        return told
    shown = _SHOWING.fullmatch(text.folded, start, end)
    if shown and _is_kind(page, *shown.span("who"), feature or "") and _is_noun(shown["who"]):
        return ((_cond(text, *shown.span("who")), _cond(text, *shown.span("what"))),)
    if clause.cue.kind is CueKind.FORBID and (first := _EVENT_FIRST.match(text.folded, start, end)):
        event = own_condition(text, *first.span("when"))
        return ((event,),) if event else ()
    if (
        _GLOSSED.match(text.raw, end)
        and _THING.fullmatch(text.folded, start, end)
        and not _is_anybody(text, start, end)
    ):
        return ((_cond(text, start, end),),)
    spans = _pieces(text, start, end)
    if not all(_is_kind(page, *span, feature or "", row=len(spans) > 2) for span in spans):
        return ()
    if not any(_is_noun(text.folded[first:last]) for first, last in spans):
        return ()
    return tuple((_cond(text, *span),) for span in spans)


def _is_anybody(text: Text, start: int, end: int) -> bool:
    """Whether words name but who or what any rule is about."""
    known = cue_words(text.lexicon.vocabulary)
    words = text.folded[start:end]
    common = re.fullmatch(rf"{known.bearer}|{known.attribute}|{PARTY.pattern}", words)
    return bool(common or _NO_KIND.match(words) or STOP.match(words))


def _by_form(text: Text, start: int, end: int) -> Alternatives | None:
    """What all the words tell by their form: when, a state, whoever is so, a level; None where they have no such form."""
    if day := _ON_THE_DAY.fullmatch(text.folded, start, end):
        known = not STOP.match(day["of"]) and not _PARTY.match(day["of"])
        return ((_cond(text, *day.span("of")), _cond(text, *day.span("day"))),) if known else ()
    if _EVENT.fullmatch(text.folded, start, end):
        event = own_condition(text, start, end)
        return ((event,),) if event else ()
    if _STATE.fullmatch(text.folded, start, end) or _GOING_ON.fullmatch(text.folded, start, end):
        state = own_condition(text, start, end)
        return ((state,),) if state else ()
    if _ON_DAYS.fullmatch(text.folded, start, end):
        return ((_cond(text, start, end),),)
    if _MIDST.fullmatch(text.folded, start, end) and _is_act(text, start, end - 1):
        return ((_cond(text, start, end),),)
    if _SELF.fullmatch(text.folded, start, end) or _PERIOD.fullmatch(text.folded, start, end):
        return ((_cond(text, start, end),),)
    who = _WHOEVER.fullmatch(text.folded, start, end)
    if who and not STOP.match(who["who"]) and not _PARTY.match(who["who"]):
        acts = text.lexicon.action_first.fullmatch(who["who"])
        return ((_cond(text, *(who.span() if acts else who.span("who"))),),)
    if done := _DONE_BY.fullmatch(text.folded, start, end):
        return ((_cond(text, *done.span("when")),),)
    if (level := _LEVEL.fullmatch(text.folded, start, end)) and not STOP.match(level["of"]):
        return ((_cond(text, start, end),),)
    return None


def _is_act(text: Text, start: int, end: int) -> bool:
    """Whether words end in what is done: 初审, of 初审|中."""
    acts = text.lexicon.action_last.search(text.folded, start, end)
    return acts is not None or tagged(text.folded[start:end])[-1][1] in ("v", "vn")


def whom(page: Page, at: int) -> Alternatives:
    """Whom a cue that ends here lets act, in the source's own words: 允许|老学员|续费."""
    start, end = whom_allowed(page.told, at)
    return ((_cond(page.told, start, end),),) if end and not _PARTY.fullmatch(page.told.folded, start, end) else ()


def _pieces(text: Text, start: int, end: int) -> list[tuple[int, int]]:
    """What is told one by one: A、B或C."""
    spans, such = without_such(text, parted(text, start, end, _PARTS))
    return [*spans, such] if such else spans


def _tells(words: str) -> bool:
    """Whether words tell what is so of a thing (无退货单), and not whose it is (店铺的名称)."""
    if STOP.match(words) or _NO_KIND.match(words):
        return False
    return bool(_TELLING.search(words)) or any(tag.startswith("v") and len(word) > 1 for word, tag in tagged(words))


def _is_other_thing(text: Text, told: str, noun: str, feature: str) -> bool:
    """Whether a rule is about something else than the thing before its cue, so that whose that is is a condition: 沙箱环境的密钥|不能用于…."""
    known = cue_words(text.lexicon.vocabulary)
    named = any(noun[at : at + 2] in fold(feature) for at in range(len(noun) - 1))
    common = re.fullmatch(rf"(?:{known.bearer}|.*(?:{known.attribute}))", told) or _PARTY.fullmatch(told)
    free = not STOP.match(told) and not _NO_KIND.match(told) and not common
    return not named and free and _THING.fullmatch(told) is not None and _is_noun(told)


def _of_kind(page: Page, start: int, end: int) -> Alternatives:
    """The kind to whom a thing belongs: 黑名单会员|的积分; what any order or shop is names none."""
    words = page.told.folded[start:end]
    known = cue_words(page.told.lexicon.vocabulary)
    told = re.fullmatch(rf"(?P<of>[一-鿿A-Za-z0-9]{{2,8}})(?:{known.bearer}|{known.kind})", words)
    if told is None or STOP.match(told["of"]) or _NO_KIND.match(words) or words in page.asked.folded:
        return ()
    return ((_cond(page.told, start, end),),)


def _relative(text: Text, start: int, end: int) -> Alternatives:
    """What is told of a thing, each of several by itself, both where 且 joins them."""
    spans = _pieces(text, start, end)
    if any(last - first < 2 for first, last in spans):
        spans = [(start, end)]
    return tuple(tuple(_cond(text, *both) for both in _joined(text, *span)) for span in spans)


def _joined(text: Text, start: int, end: int) -> list[tuple[int, int]]:
    """What must all be so: 已解决且客户确认."""
    return parted(text, start, end, _AND)


def _is_kind(page: Page, start: int, end: int, feature: str, *, row: bool = False) -> bool:
    """Whether a stretch is a thing of its own, and no part of what the rule or the question is about; of a `row` the question may name one."""
    text, words = page.told, page.told.folded[start:end]
    known = cue_words(text.lexicon.vocabulary)
    if _STAFF.fullmatch(words):
        return True
    if not _THING.fullmatch(words) or _NO_KIND.match(words) or _PARTY.fullmatch(words) or _TIME.search(words):
        return False
    if _ACTOR.fullmatch(words):
        return True
    if words in known.shops:
        return False
    common = re.fullmatch(rf"(?:{known.bearer}|.*(?<!消)(?:{known.attribute}))", words) and not (
        COUPON.fullmatch(words) and not _TOGETHER.search(feature)
    )
    told_before = words in page.asked.folded and not is_asked_kind(page.asked, words)
    if (told_before and not row) or common:
        return False
    told = fold(_shortest(page, feature))
    if words in told or any(words[at : at + 2] in told for at in range(len(words) - 1)):
        return False
    if any(place.search(words) for _, place in text.lexicon.kinds):
        return False
    acts = text.lexicon.action_first.match(words) and not (len(words) > 2 and words[-1] in _HEADS)
    return not text.lexicon.action_last.search(words) and not acts


def _shortest(page: Page, feature: str) -> str:
    """The shortest name of a feature that is told of several things: 开票 of 开票现金消费."""
    names = next(((fact.label, *fact.aliases) for fact in page.features if fact.label == feature), (feature,))
    bare = [name for name in names if len(name) == _VERB and feature.startswith(name)]
    return bare[0] if bare else feature


def _is_noun(words: str) -> bool:
    """Whether a word is tagged as a thing, or tells in the midst of what (直播中)."""
    if any(one.fullmatch(words) for one in (_MIDST, _ACTOR, _STAFF)):
        return True
    parts = tagged(words)
    if not parts:
        return False
    if len(words) > 2 and words[-1] in _HEADS:
        return True
    named = parts[-1][1] == "vn" and len(parts) > 1 and parts[0][1].startswith("n")
    return (named or parts[-1][1].startswith(("n", "eng", "x", "q", "j", "zg", "l"))) and not parts[0][1].startswith(
        ("r", "p", "c")
    )


def _cond(text: Text, start: int, end: int) -> Cond:
    words = text.raw[start:end].strip().removesuffix("的")
    known = known_name(text, words) or known_name(text, _AS_WHOM.sub("", words))
    among = (words + AMONG,) if text.folded.startswith(AMONG, end) else ()
    name = known or ConceptName(scheme_of(words, None), words)
    return Cond(name, False, start, end, None, known is None, among)
