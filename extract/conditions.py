"""Under what conditions: the concepts that a stretch of text names as such, negated or not, with figures; else its own words.

A stretch is a sequence of phrases that must all hold (已推单的保税订单 | 出库后), each a list of alternatives (A或B、C); 且 joins phrases
as well. A phrase without a known concept is a condition by its form: X的订单, X后, 金额超过500元, or kinds side by side with one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from extract.clock import CLOCK
from extract.conds import Alternatives, Cond, Conjunction, join, unique
from extract.cues import CueKind, cue_words, find_cues
from extract.fronted import ANYBODY
from extract.marks import Mark
from extract.ownwords import CONDITIONAL, EVENT_END, own_condition
from extract.pieces import of_mark, of_piece
from extract.row_and_such import without_such
from extract.shapes import by_form
from extract.text import Text
from extract.two_kinds import two_kinds
from ontology.concepts import Vocabulary, per_vocabulary
from ontology.kinds import Comparator, ConceptScheme
from ontology.words import tagged

_EXCEPT_BEHIND: Final = re.compile(
    r"[”\"」】'\s]*(?:的)?(?:类|订单|商品|商家|用户|店铺|类目|等)*(?:(?<![期间段围域])(?<![期间段围域][之以])(?:之外|以外|外(?=[，,的均都其\s]|\Z))|除外|例外(?=[，,。；;）)\s]|\Z)|不在此列|不[含计算]?在内|不包[含括]在内|不适用)"
)
_WHETHER: Final = re.compile(r"(?:无论|不论|不管|不分)")
_AND: Final = re.compile(
    r"[,，、]\s*(?:而且|并且|且|同时)\s*|、(?=[^，,。；、]{1,8}又(?:是|为|属|处))|[,，]\s*(?:但是?|而)\s*|但(?=[^，。]{0,4}(?:未|已|无|没))|[,，]?\s*(?:而且|并且|且|同时(?=[满符具属含有为是])|(?<![合兼归])并(?=[未已在完有缴通经由提获取签支绑开上审补办认])|(?<=[一-鿿%％])又(?=未|没有?[一-鿿]|无(?!法)|不(?![能得可])))\s*"
)
_ALT: Final = re.compile(r"\s*(?:[、/／]|或者?是?|以及|还是|和|与|及(?![时格])|跟|[,，+])\s*|(?<=[”」』])(?=[“「『])")
_OR_ELSE: Final = re.compile(r"[，,、]\s*(?:以及|或者?(?!许))")
_JOINTLY: Final = re.compile(r"同时(?:满足|符合|具备|属于|具有)")
_ONLY_THEN: Final = re.compile(r"[，,]\s*(?:[一-鿿]{2,4})?(?:才[会可能]|方[可能])")
_AND_ALSO: Final = re.compile(
    r"[，,]\s*(?:而且|并且|同时|且|并)(?=[^，,。；;：:]{2,30}(?:的|者|(?<![及同随届按准])时)\s*(?:[，,]|\Z))"
)
"""What begins a last state, with which those side by side before it must hold together: 已实名、已签约，|且无违规的，…."""
_OR: Final = re.compile(r"或|还是|任[一何]|之一")
_WHO: Final = r"(?:管理员|[一-鿿]员|主管|经理|总监|负责人|[店组班部团站库科]长|[医药教技设律]师|客服|财务|会计|出纳|店主|号主|[买卖商房]家|游客|顾客|房东|财务部?)"
_PERSON_LAST: Final = re.compile(rf"{_WHO}\Z")
_PERSON: Final = re.compile(rf"(?:[^，。、]{{2,10}}的)?[一-鿿A-Za-z]{{0,5}}?{_WHO}(?=\Z|[可才能均都也、，,账帐])")
"""People side by side, of whom each may by himself: 仓库主管和系统管理员."""
_WEAK: Final = re.compile(r"和|与|及|跟|[,，+]")
_EACH: Final = re.compile(r"\s*(?:各|均|都|分别)")
_EVENT_LAST_TOO: Final = re.compile(r"[一-鿿]{2}(?:时|后|前)\Z")
"""Two events at each of which something is to be done: 签到|和|离店时|各需打卡."""
_AGAINST_FIELD: Final = re.compile(
    r"\s*(?:若|如果?|当|且|但)*(?P<what>[^，,。；;的或、且又\d]{2,12}(?:低于|高于|大于|小于|超过|超出|少于|多于|不足|不等于|等于)(?![一两二三四五六七八九十半])[^，,。；;的且又\d]{2,12}?)(?:时|的|后|的订单|的商品)?\s*"
)
_CAUSES: Final = re.compile(
    r"(?:因为?|由于)(?P<what>[^，。；;因由]{2,12}(?:、|或者?|以及)[^，。；;、]{2,12}?)(?:而|所)?(?:造成|导致|引起|产生)"
)
"""Causes side by side: 因|停课、换老师|引起的."""
_BY_WHOM: Final = re.compile(r"(?:被|由|向|给|把)[^，,。；;的]{0,4}\Z")
_NOT_BY_THEN: Final = re.compile(r"(?:未能?|没有?能?|不)[在于][^，,。；;的]{1,14}\Z")
"""What begins that something is not done by some time, of which the time is but a part: 骑手|未在取餐时限|前到店."""
_DONE_TO: Final = re.compile(
    r"(?:完成|通过|办理|提交|引诱|引导|诱导|诱骗|要求|骚扰|辱骂|威胁|误导|欺骗|催促|怂恿|教唆|殴打|恐吓|私加)\Z"
)
_COMPARED_WITH: Final = re.compile(
    r"(?:不?一致|不?相?符合?|不?相同|不同|不?匹配|不对应|冲突|重复|叠加|同享)(?:的|时|\s)*\Z"
)
_ALL_ALIKE: Final = re.compile(
    r"\s*(?:如果?|若|当)?[一-鿿]{2,6}(?:[、和与及][一-鿿]{2,6}?)+(?:均|都|完全|全部|必须)*(?:一致|相同)(?:的|时|\Z)"
)
"""Things side by side that must be alike together: 收货人、电话、地址|完全一致的."""
_NUMBER: Final = r"[\d一二两三四五六七八九十半]+\s*"
_TIME: Final = r"个?[天日小时分钟周月年工作]{1,3}"
_GOES_ON: Final = re.compile(
    r"\s*(?:给[^，,。；;的]{1,4}[一-鿿]{2}|(?:才|方)[一-鿿]{2,6}的?\s*\Z|仍(?![未没无须需可应])[一-鿿]{2}|[、/／的]|或|以及|和|与|及|还是|除外|以外|之外|外|[”\"」】]|为|是|属于|处于|超过|逾(?!期)|大于|小于|不足|低于|高于|少于|多于|达|满|不[超低高少多满]|未满|不?一致|不?相?符|相同|不同|不?匹配|≥|≤|<|>|[\d一二两三四五六七八九十]+次"
    rf"|{_NUMBER}{_TIME}之?内的|(?:{_NUMBER}[至到~\-]\s*)?{_NUMBER}{_TIME}(?:及?以[上下]|以内|之?内)(?=\s*(?:\Z|的|(?![仍还都均尚]*[未没无])[一-鿿]{{2,4}}[的者]))|{_NUMBER}[至到~\-]\s*{_NUMBER}{_TIME})"
)
"""What stands behind an edge and belongs to the words before it: 开课前|24小时以上."""
_STATE: Final = re.compile(
    rf"\s*(?:(?:正?在|处于)(?![其当集空])[一-鿿]{{2}}(?:过程)?中(?:仍|也|还)?|(?:{ANYBODY.pattern})?(?:已经?|仍?未|尚未|还未|没有)(?![来必经])[一-鿿]{{2,8}}?|(?:[一-鿿]{{2}})?(?:丢失|遗失|破损|损坏|毁损|缺货|超时|逾期|过期|到期|停用|冻结|滞留|变质)|(?:选了|选择了?|勾选了?|填写?了|使用了|申请了|开通了|完成(?!率|度)|补[齐交缴]|缴[纳清])[^，,。；;的]{{2,14}}?)(?:的(?:订单|账[号户]|商品|用户|会员|商家|店铺)?|时|后)?\s*"
)
"""What is so of those whom the phrase before tells: 序列号商品|未扫码, 未保价的快件|丢失."""
_SEQUENCE: Final = re.compile(r"(?:首先|其次|然后|接着|最后)")
_ENDS_AS_WHEN: Final = re.compile(
    r"(?:一经[^，。不可须将]{2,8}|的情况下|情况下|前提下|条件下|状态下|的时候|的话|期间|(?<=[一-鿿]{2})期(?:之|以)?内|(?<![及小同届随按准延超限临暂])(?<!(?<![上下听排约选停])课)时)\s*\Z"
)
_EVENT_LAST: Final = re.compile(r"[一-鿿”」』\"\d次日天]{2,}\s*(?:之|以)?(?:后|前)\s*\Z")
_NO_EVENT_LAST: Final = re.compile(
    r"(?:目|售|然|最|今|日|背|此|提|往|随|先|稍)[前后]\s*\Z|(?:\A|[^一-鿿”」』\"])\s*[以之][前后]\s*\Z"
)
_WHOEVER: Final = re.compile(r"\s*(?:商家|卖家|商户|用户)\s*")
_ALIKE: Final = "券卡票单版店商品件房课户书酒车机箱柜桩区仓款证包床舱席班"
"""Characters that end the names of kinds side by side: 折扣券和兑换券."""
_PEOPLE: Final = "员户客者商生"
_OTHER_PEOPLE: Final = re.compile(rf"[一-鿿A-Za-z0-9]{{1,7}}[{_PEOPLE}](?=\s*(?:\Z|均|都|也|不|可|的))")
"""People beside people: 普通客户和|游客."""
_THING: Final = re.compile(r"[一-鿿]{2,5}(?=\s*(?:\Z|均|都|也|不|可|除外))")
"""A thing that no word for a bearer ends, beside a kind: 定制类商品和|内衣裤."""
_TURNS: Final = ("后", "前")
_KINDS: Final = frozenset({ConceptScheme.ORDER_TYPE, ConceptScheme.CARRIER, ConceptScheme.ROLE})
_NEAR: Final = 16
_Span = tuple[int, int]


def read_conditions(
    text: Text, start: int, end: int, marks: Sequence[Mark], *, own_words: bool = False, forms: bool = True
) -> Alternatives:
    """The conditions in `text[start:end]`; `own_words`: whatever the phrases say is a condition, known or not; without `forms`
    the known concepts alone are."""
    compared = _AGAINST_FIELD.fullmatch(text.folded, start, end)
    if compared and forms and (own := own_condition(text, *compared.span("what"))):
        return ((own,),)
    kept = [mark for mark in marks if start <= mark.start and mark.end <= end]
    row = two_kinds(text, start, end, own_words=own_words) if forms else None
    if row and not _COMPARED_WITH.search(text.folded, *row[1]):
        both = [read_conditions(text, *one, kept, own_words="的" not in text.folded[slice(*one)]) for one in row]
        if all(both):
            return tuple(dict.fromkeys((*both[0], *both[1])))
    if _WHETHER.search(text.folded[start:end]) and len(kept) != 1:
        return ()
    ways = _split(text, start, end, _OR_ELSE, kept)
    if len(ways) > 1:
        told_ways = [read_conditions(text, *way, kept, own_words=own_words, forms=forms) for way in ways]
        if forms and any(told_ways):
            again = [read_conditions(text, *way, kept, own_words=True) for way in ways]
            told_ways = [found or other for found, other in zip(told_ways, again, strict=True)]
        if all(told_ways):
            return tuple(dict.fromkeys(one for found in told_ways for one in found))
    parts = _split(text, start, end, _AND, kept)
    if not forms:
        known = (_of_known(text, phrase, kept) for part in parts for phrase in _phrases(text, part, kept))
        told: Alternatives = ()
        for one in known:
            told = join(told, one)
        return told
    read = [_of_part(text, part, kept, own_words=own_words) for part in parts]
    if len(parts) > 1 and any(read):
        read = [found or _of_part(text, part, kept, own_words=True) for part, found in zip(parts, read, strict=True)]
    found: Alternatives = ()
    for one in read:
        found = join(found, one)
    return found


def _of_known(text: Text, phrase: _Span, marks: Sequence[Mark]) -> Alternatives:
    """The known concepts of a phrase alone."""
    pieces = _split(text, *phrase, _ALT, marks)
    found = []
    for piece in pieces:
        inside = [of_mark(text, m, piece) for m in marks if piece[0] <= m.start and m.end <= piece[1]]
        if inside:
            found.append(unique(inside))
    return tuple(dict.fromkeys(found))


def _of_part(text: Text, part: _Span, marks: Sequence[Mark], *, own_words: bool) -> Alternatives:
    found: Alternatives = ()
    for phrase in _phrases(text, part, marks):
        told = _of_phrase(text, phrase, marks, own_words=own_words)
        if found and not told and _is_state(text, phrase, if_so=CONDITIONAL.match(text.folded, *part) is not None):
            told = ((own,),) if (own := own_condition(text, *phrase)) else ()
        found = join(found, told)
    return found


def _is_state(text: Text, phrase: _Span, *, if_so: bool) -> bool:
    """Whether words tell what is so of those whom the words before them tell; what has been done is no state where the clause ends,
    but `if_so` (如果包裹|已经揽收)."""
    done = text.folded[phrase[0]] == "已" and text.folded[phrase[1] : phrase[1] + 1] in ("", ",", "，", "。", ";", "；")
    return (if_so or not done) and _STATE.fullmatch(text.folded, *phrase) is not None


def is_conditional(text: Text, start: int, end: int) -> bool:
    """Whether a clause says but when something holds: 如…, 若…, …的情况下, …时, …后, 因…."""
    words = text.folded[start:end].strip()
    if _SEQUENCE.match(words):
        return False
    return bool(CONDITIONAL.match(words) or _ENDS_AS_WHEN.search(words)) or follows_event(text, start, end)


def follows_event(text: Text, start: int, end: int) -> bool:
    """X后, X前 at the end of a clause: an event as a condition."""
    words = text.folded[start:end]
    return _EVENT_LAST.search(words) is not None and _NO_EVENT_LAST.search(words) is None


def _split(text: Text, start: int, end: int, pattern: re.Pattern[str], marks: Sequence[Mark]) -> list[_Span]:
    """A stretch cut at a pattern, but not inside a concept's name."""
    pieces, position = [], start
    for match in pattern.finditer(text.folded, start, end):
        if any(m.start < match.end() and match.start() < m.end for m in marks):
            continue
        if _WEAK.fullmatch(match[0].strip()) and not _between_kinds(text, match, (start, end), marks):
            continue
        if match.start() > position:
            pieces.append((position, match.start()))
        position = match.end()
    if position < end:
        pieces.append((position, end))
    return pieces


def _between_kinds(text: Text, match: re.Match[str], within: _Span, marks: Sequence[Mark]) -> bool:
    """和, 与 and a comma part alternatives only between kinds: a concept, or what bears conditions, on both sides."""
    words = cue_words(text.lexicon.vocabulary)
    bearer = f"{words.bearer}|{words.kind}"
    if _COMPARED_WITH.search(text.folded, match.end(), within[1]):
        return False
    if _EACH.match(text.folded, within[1]) and _EVENT_LAST_TOO.search(text.folded, match.end(), within[1]):
        return True
    if text.folded[match.start() - 1] in "”」』" and text.folded[match.end() : match.end() + 1] in ("“", "「", "『"):
        return True
    if _PERSON_LAST.search(text.folded, within[0], match.start()) and _PERSON.match(
        text.folded, match.end(), within[1]
    ):
        return True
    last = text.folded[match.start() - 1]
    if last in _ALIKE and re.compile(rf"[一-鿿A-Za-z0-9]{{1,6}}{last}(?=\Z|[^一-鿿A-Za-z0-9]|均|都|也|不|可|的)").match(
        text.folded, match.end(), within[1]
    ):
        return True
    if last in _PEOPLE and _OTHER_PEOPLE.match(text.folded, match.end(), within[1]):
        return True
    kind = any(m.end == match.start() for m in marks) and match[0].strip() in ("和", "及")
    other = _THING.match(text.folded, match.end(), within[1]) if kind else None
    if other and all(tag[0] == "n" for _, tag in tagged(other[0])):
        return True
    before = any(match.start() - 4 <= m.end <= match.start() for m in marks) or bool(
        re.search(rf"(?:{bearer})[”\"」】]?\Z", text.folded[within[0] : match.start()])
    )
    behind = any(match.end() <= m.start <= match.end() + 2 for m in marks) or bool(
        re.match(rf"[^，。、的]{{1,6}}(?:{bearer})", text.folded[match.end() : within[1]])
    )
    return before and behind


@per_vocabulary
def _edges(vocabulary: Vocabulary) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Where phrases end: behind events and what bears conditions; and the same before a 非 behind a row: 贴身衣物|非质量问题."""
    bearer = cue_words(vocabulary).bearer
    ends = rf"{EVENT_END.pattern}|(?<=[一-鿿])的(?=[,，\s]|\Z)|(?<=[一-鿿A-Za-z])(?:{bearer})(?!{bearer}|[店卡券号码价站数量额率日节总]|单(?![独次个件笔])|经理|主管|总监|代理|负责人|专员|认证|实名|资质|信息|名称|主体|身份|地址|位置|电话|姓名)"
    before_not = r"(?<=[一-鿿]{2})(?<![并是除绝若如])(?=非(?![常经获本])[一-鿿]{2,5}(?:原因|的|时)?\s*\Z)"
    return re.compile(ends), re.compile(f"{before_not}|{ends}")


def _phrases(text: Text, part: _Span, marks: Sequence[Mark]) -> Iterator[_Span]:
    """The phrases of a part, one behind the other: cut behind what bears a condition and behind an event."""
    edges, with_not = _edges(text.lexicon.vocabulary)
    edge = with_not if "非" in text.folded[part[0] : part[1]] else edges
    position = part[0]
    for match in edge.finditer(text.folded, *part):
        inside = any(m.start < match.end() < m.end for m in marks)
        role = any(m.end == match.end() and m.name.scheme is ConceptScheme.ROLE for m in marks)
        inside = inside or (role and bool(text.lexicon.action_first.match(text.folded, match.end(), part[1])))
        goes_on = _GOES_ON.match(text.folded, match.end(), part[1]) or CLOCK.fullmatch(text.folded, position, part[1])
        passive = match[0] != "的" and (
            _BY_WHOM.search(text.folded, position, match.start())
            or _NOT_BY_THEN.search(text.folded, position, match.start())
        )
        bears = match[0] != "的" and not EVENT_END.fullmatch(match[0])
        passive = passive or (bears and _DONE_TO.search(text.folded, position, match.start()))
        if (
            inside
            or passive
            or goes_on
            or match.end() <= position
            or not _closes(text, (position, match.end()), match[0], marks)
        ):
            continue
        yield position, match.end()
        position = match.end()
    if position < part[1]:
        yield position, part[1]


def _closes(text: Text, phrase: _Span, edge: str, marks: Sequence[Mark]) -> bool:
    """Whether an edge ends a phrase: events and 的 do; what bears a condition does where something qualifies it."""
    if not edge or EVENT_END.fullmatch(edge) or edge == "的":
        return True
    return any(phrase[0] <= m.start and m.end <= phrase[1] for m in marks) or by_form(text, *phrase) is not None


def _of_phrase(text: Text, phrase: _Span, marks: Sequence[Mark], *, own_words: bool) -> Alternatives:
    """The alternatives of a phrase; where one of them is a condition, those beside it are as well."""
    if _ALL_ALIKE.match(text.folded, *phrase):
        alike = own_condition(text, *phrase)
        return ((alike,),) if alike else ()
    caused = _CAUSES.search(text.folded, *phrase)
    phrase, own_words = (caused.span("what"), True) if caused else (phrase, own_words)
    pieces = _split(text, *phrase, _ALT, marks)
    pieces, such = without_such(text, pieces)
    pieces += [such] if such else []
    read = [of_piece(text, piece, marks) for piece in pieces]
    if (not any(read) and not own_words) or _is_anybody(text, pieces, read):
        return ()
    excepted = bool(_EXCEPT_BEHIND.search(text.folded, max(phrase[0], phrase[1] - 6), phrase[1])) or bool(
        re.match(r"\s*(?:但|不过)?\s*除(?!非)", text.folded[phrase[0] : phrase[1]])
    )
    found: list[Conjunction] = []
    no = False
    for piece, conds in zip(pieces, read, strict=True):
        own = conds or (
            ((one,) if (one := own_condition(text, *piece)) else ()) if len(pieces) > 1 or own_words else ()
        )
        if not own:
            continue
        spreads = not any(c.discovered for c in own) and not any(not c.negated and _affirmed(text, c) for c in own)
        no = (no or any(c.negated for c in own)) and spreads
        found.append(tuple(replace(c, negated=c.negated or no or excepted) for c in own))
    jointly = _JOINTLY.search(text.folded, max(0, phrase[0] - 8), phrase[1])
    only_then = _ONLY_THEN.match(text.folded, phrase[1]) and not _OR.search(text.folded, *phrase)
    also = _AND_ALSO.match(text.folded, phrase[1]) and not _OR.search(text.folded, *phrase)
    states = all(c.name.scheme not in _KINDS for one in found for c in one)
    together = (
        jointly
        or only_then
        or (also and states)
        or all(c.negated for one in found for c in one)
        or _all_turn(text, pieces)
    )
    if len(found) > 1 and (together or _asked_for_together(text, phrase, found)):
        return (unique(c for one in found for c in one),)
    return tuple(dict.fromkeys(found))


def _is_anybody(text: Text, pieces: Sequence[_Span], read: Sequence[Conjunction]) -> bool:
    """Whether a phrase tells of whoever it is and of some beside him: 商家和|自营供应商|可…."""
    kinds = all(len(one) == 1 and one[0].name.scheme in _KINDS and not one[0].negated for one in read[1:])
    return len(pieces) > 1 and kinds and _WHOEVER.fullmatch(text.folded, *pieces[0]) is not None


def _asked_for_together(text: Text, phrase: _Span, found: Sequence[Conjunction]) -> bool:
    """Whether measures side by side are what one must have all of to be permitted: 等级三级以上、纠纷率低于1%的店铺|可报名."""
    measured = any(c.limit is not None and c.limit.comparator is not Comparator.EQ for one in found for c in one)
    apart = len({c.name for one in found for c in one}) == sum(map(len, found)) and all(
        c.discovered for one in found for c in one
    )
    bearer = cue_words(text.lexicon.vocabulary).bearer
    if not measured or not apart or not re.search(rf"的(?:{bearer})\s*\Z", text.folded[phrase[0] : phrase[1]]):
        return False
    cue = next(find_cues(text, phrase[1], min(len(text.folded), phrase[1] + _NEAR)), None)
    return cue is not None and cue.kind in (CueKind.ALLOW, CueKind.ONLY)


def _affirmed(text: Text, cond: Cond) -> bool:
    """Whether a condition says of itself that it holds (已, 有), so that a 非 before its neighbour is not its own."""
    return text.folded[cond.start : cond.start + 1] in ("已", "有")


def _all_turn(text: Text, pieces: Sequence[_Span]) -> bool:
    """参团后、成团前: events side by side say between what."""
    return all(text.folded[:end].rstrip().endswith(_TURNS) for _, end in pieces)
