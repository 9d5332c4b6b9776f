"""Under what conditions: the concepts that a stretch of text names as such, negated or not, with figures; else its own words.

A stretch is a sequence of phrases that must all hold (已推单的保税订单 | 出库后), each a list of alternatives (A或B、C); 且 joins phrases
as well. A phrase without a known concept is a condition by its form: X的订单, X后, 金额超过500元, or kinds side by side with one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from extract.cues import cue_words
from extract.facts import ConceptName
from extract.marks import Mark
from extract.quantities import Figure, as_quantity, find_figures
from extract.text import Text
from ontology.kinds import ConceptScheme
from ontology.names import name_key
from ontology.records import Quantity

_MOST: Final = 48
_NOT_BEFORE: Final = re.compile(
    r"(?:非|不含|不包含|不包括|不是|并非|不属于|除(?:了|去|开)?|排除|未使用|不使用|没有使用|未选择|未参加|没有|未(?=[开签])|并未|不为|没(?=和|与|跟)[^，。]{0,2})[“\"「【'\s]*\Z"
)
_NOT_WITH: Final = re.compile(r"(?:没有?|未|不)(?:和|与|跟|同)[“\"「【'\s]*\Z")
_NOT_OWN: Final = re.compile(r"(?:非(?!常)|不含有?|不包含|不包括|不属于|不是)(?=[一-鿿A-Za-z])")
_EXCEPT_BEHIND: Final = re.compile(
    r"[”\"」】'\s]*(?:的)?(?:类|订单|商品|商家|用户|店铺|类目|等)*(?:之外|以外|外(?=[，,的均都其\s]|\Z)|除外|不在此列|不在内|不适用)"
)
_WHETHER: Final = re.compile(r"(?:无论|不论|不管|不分)")
CONDITIONAL: Final = re.compile(
    r"\s*(?:但是?|而且?|且|并且?|另外|同时|其中|此外|则|即|因此|所以|注意|特别地?|尤其)?\s*(?:如果|如若|如(?![下何上图此同期实约数])|若是?(?!干)|倘若|假如|假设|要是|一旦|当(?![天日前月年地事次])|只要|只有|凡是?|待(?![付发出处审确收入评接揽打拣自])|在(?=[^，。]{2,26}(?:情况下|时|之?后|之?前|期间|前提下|条件下|状态下|内))|对于|对(?=[^，。]{2,16}(?:订单|商家|商品|用户|店铺|类目|账号|来说|而言))|针对|关于|遇到|遇)"
)
_TAIL: Final = re.compile(
    r"(?:(?:的)?(?:情况|前提|条件|状态|场景|情形)(?:之?下|时)?|(?<![^的])情况|的话|的时候|时候|(?<![限定及同小即随按准延超临暂计实届平有何当此到课工耗用费省])时|的(?:订单|商家|店铺|用户|商品|交易|包裹|买家|客户|消费者|账号|卖家|商户|单)|的|等情况|等|来说|而言|除外|之外|以外|的?除外)[，,\s]*\Z"
)
_LEAD: Final = re.compile(
    r"(?:您的?|该|此|这类|此类|您好|仍然?|已(?=超)|均|都|也|涉及|属于|处于|满足|符合|出现|遇到|遇|发生|因为?|由于|是因为|其中在?|在|先由|须经|需经|须|需要?(?=[^，。]{2,})|经(?=[^营济常过])|由|除了?|对于?|且|并|数据?一旦|一旦|订单(?:里|中|内)?(?=[是为属处涉含包])|单个订单(?=金额)|[，,、\s])+"
)
_IS: Final = re.compile(r"(?:是|为|属于|处于)\Z")
_NO_LABEL: Final = re.compile(
    r"[，。；：:？?！!|=\n\x00\x01]|^(?:以下|如下|上述|以上|下列|同时满足以下|满足以下)|^(?:其他|其它|其余|这种|这个|那|什么|怎么|任何|您|是|有|该|此|他|其|若|如|需要?|想|希望|有需要|有疑问|有问题|疑问|问题|点击|选择|操作|使用|进行|必要|正常|一般|同时|部分|各|所有|全部|本|每|在|最多|最少|至少|不限|无|可|不|先|后|再|后续|具体|相关|对应|目前|平台|系统|商家|商品|订单|用户|买家|卖家|消费者|店铺|门店|账号|标签|功能|规则|对方|我们|双方|建议|提示|注意|说明|特别|当前|请|待|未)\Z"
    r"|^(?:有(?:任何|其他)?(?:疑问|问题|需要|需求|异议|不清楚)|您?(?:需要|想要?|希望|还有|仍有)|遇到|点击|完成后$|其[他它余]|除外)|^(?:不|没有?)(?:同意|支持)?\Z"
)
_STOP: Final = re.compile(
    r"^(?:该|此|这些?|那些?|本|每[个笔一]?|各|所有|全部|任何|其他|其它|其余|以上|以下|上述|下列|同一|两个|多个|单个|单笔|一笔|部分|您的?|我的|对应的?|相应的?|相关的?|具体的?|目标|当前|新的?|新|每日|旧的?|某些?|一些|某个|自己的?|用户|商家|卖家|买家|消费者|客户|平台|系统|店铺|门店|京东|线上|线下|普通的|正常|均|都|也|的|对于?|针对|关于|在|从|向|给|为|与|和|或|及|可|需|请|点击|选择|进入|打开|查看|单件|原|子|父|主|拒绝|发货|下单|付款|支付|使用|购买|提交|申请|创建|关闭|处理|修改|取消|确认|发布|打印前?|审核|转换|导出|退订|更换)+\Z"
)
_NO_EVENT: Final = re.compile(
    r"^(?:该|此|这些?|那些?|本|您的?|我的|用户|商家|卖家|买家|消费者|客户|平台|系统|点击|选择|进入|打开|查看|操作|完成|登录|填写|保存|下拉|确定|如|若|当|在|从|到|均|都|也|已|未|并|再|然|最|其|之|然后|随|稍|目|以|今|先|此)+\Z"
)
_AFTERWARDS: Final = re.compile(r"(?:之|以)?[后前]\s*\Z")
_COMPARED: Final = re.compile(
    r"(?:超过|大于|小于|不超过|不足|低于|高于|少于|多于|达到|(?<![送到直])达(?=\d)|超出|不少于|不低于|不高于|满|不满|未满|≥|≤|>=|<=|[<>])"
)
_AND: Final = re.compile(
    r"[,，]\s*(?:但是?|而)\s*|[,，]?\s*(?:而且|并且|且|同时(?=[满符具属含有为是])|并(?=[未已在完有缴通]))\s*"
)
_ALT: Final = re.compile(r"\s*(?:[、/／]|或者?是?|以及|还是|和|与|及(?![时格])|跟|[,，+])\s*")
_WEAK: Final = re.compile(r"和|与|及|跟|[,，+]")
_EVENT_END: Final = re.compile(
    r"(?:的?情况下|的?前提下|的?条件下|的时候|(?<![限定及同小即随按准延超临暂计实届平有何当此到课工耗用费省])时(?![间效候长段限])|(?<![以之目售今此最先])(?:之|以)?后(?![台续期])|(?<![以目之提])(?:之|以)?前(?![往台提端])|期间)"
)
_TURNS: Final = ("后", "前")


@dataclass(frozen=True, slots=True)
class Cond:
    """A condition at `text[start:end]`; `discovered`: unknown to the vocabulary; `spelling`: the same in the words as they stand."""

    name: ConceptName
    negated: bool
    start: int
    end: int
    limit: Quantity | None = None
    discovered: bool = False
    spelling: str = ""


Conjunction = tuple[Cond, ...]
Alternatives = tuple[Conjunction, ...]
_Span = tuple[int, int]


def read_conditions(
    text: Text, start: int, end: int, marks: Sequence[Mark], *, own_words: bool = False, forms: bool = True
) -> Alternatives:
    """The conditions in `text[start:end]`; `own_words`: whatever the phrases say is a condition, known or not; without `forms`
    the known concepts alone are."""
    kept = [mark for mark in marks if start <= mark.start and mark.end <= end]
    if _WHETHER.search(text.folded[start:end]) and len(kept) != 1:
        return ()
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
        inside = [_of_mark(text, m, piece) for m in marks if piece[0] <= m.start and m.end <= piece[1]]
        if inside:
            found.append(unique(inside))
    return tuple(dict.fromkeys(found))


def _of_part(text: Text, part: _Span, marks: Sequence[Mark], *, own_words: bool) -> Alternatives:
    found: Alternatives = ()
    for phrase in _phrases(text, part, marks):
        found = join(found, _of_phrase(text, phrase, marks, own_words=own_words))
    return found


def join(one: Alternatives, other: Alternatives) -> Alternatives:
    """Both must hold: each alternative of the one with each of the other."""
    if not one or not other:
        return one or other
    return _bounded(unique((*a, *b)) for a in one for b in other)


def closer(context: Alternatives, own: Alternatives) -> Alternatives:
    """Both must hold, but of what stands further off nothing counts that what is closer tells anew: status and carrier."""
    told = {c.name.scheme for one in own for c in one} & {ConceptScheme.ORDER_STATUS, ConceptScheme.CARRIER}
    named = {c.name for one in own for c in one}
    kept = tuple(tuple(c for c in one if c.name.scheme not in told and c.name not in named) for one in context)
    return join(tuple(dict.fromkeys(one for one in kept if one)), own)


def _bounded(found: Iterable[Conjunction]) -> Alternatives:
    return tuple(dict.fromkeys(found))[:_MOST]


def is_conditional(text: Text, start: int, end: int) -> bool:
    """Whether a clause says but when something holds: 如…, 若…, …的情况下, …时, …后, 因…."""
    words = text.folded[start:end].strip()
    if re.match(r"(?:首先|其次|然后|接着|最后)", words):
        return False
    return (
        bool(CONDITIONAL.match(words))
        or bool(
            re.search(
                r"(?:的情况下|情况下|前提下|条件下|状态下|的时候|的话|期间|(?<![及小同届随按准延超限临暂])时)\s*\Z",
                words,
            )
        )
        or follows_event(text, start, end)
    )


def follows_event(text: Text, start: int, end: int) -> bool:
    """X后, X前 at the end of a clause: an event as a condition."""
    words = text.folded[start:end]
    return bool(re.search(r"[一-鿿”\"\d次日天]{2,}\s*(?:之|以)?(?:后|前)\s*\Z", words)) and not re.search(
        r"(?:目|售|然|最|今|日|背|此|提|往|随|先|稍)[前后]\s*\Z|(?:\A|[^一-鿿])\s*[以之][前后]\s*\Z", words
    )


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
    bearer = cue_words(text.lexicon.vocabulary).bearer
    before = any(match.start() - 4 <= m.end <= match.start() for m in marks) or bool(
        re.search(rf"(?:{bearer})[”\"」】]?\Z", text.folded[within[0] : match.start()])
    )
    behind = any(match.end() <= m.start <= match.end() + 2 for m in marks) or bool(
        re.match(rf"[^，。、的]{{1,6}}(?:{bearer})", text.folded[match.end() : within[1]])
    )
    return before and behind


def _phrases(text: Text, part: _Span, marks: Sequence[Mark]) -> Iterator[_Span]:
    """The phrases of a part, one behind the other: cut behind what bears a condition and behind an event."""
    bearer = cue_words(text.lexicon.vocabulary).bearer
    edge = re.compile(rf"{_EVENT_END.pattern}|(?<=[一-鿿])的(?=[,，\s]|\Z)|(?<=[一-鿿A-Za-z])(?:{bearer})(?!{bearer})")
    position = part[0]
    for match in edge.finditer(text.folded, *part):
        inside = any(m.start < match.end() < m.end for m in marks)
        role = any(m.end == match.end() and m.name.scheme is ConceptScheme.ROLE for m in marks)
        inside = inside or (role and bool(text.lexicon.action_first.match(text.folded, match.end(), part[1])))
        goes_on = re.match(
            r"\s*(?:[、/／的]|或|以及|和|与|及|还是|除外|以外|之外|外|[”\"」】]|为|是|属于|处于|超过|大于|小于|不足|低于|高于|少于|多于|达|满|不[超低高少多满]|未满|≥|≤|<|>)",
            text.folded[match.end() : part[1]],
        )
        if inside or goes_on or match.end() <= position or not _closes(text, (position, match.end()), match[0], marks):
            continue
        yield position, match.end()
        position = match.end()
    if position < part[1]:
        yield position, part[1]


def _closes(text: Text, phrase: _Span, edge: str, marks: Sequence[Mark]) -> bool:
    """Whether an edge ends a phrase: events and 的 do; what bears a condition does where something qualifies it."""
    if _EVENT_END.fullmatch(edge) or edge == "的":
        return True
    return any(phrase[0] <= m.start and m.end <= phrase[1] for m in marks) or _by_form(text, *phrase) is not None


def _of_phrase(text: Text, phrase: _Span, marks: Sequence[Mark], *, own_words: bool) -> Alternatives:
    """The alternatives of a phrase; where one of them is a condition, those beside it are as well."""
    pieces = _split(text, *phrase, _ALT, marks)
    read = [_of_piece(text, piece, marks) for piece in pieces]
    if not any(read) and not own_words:
        return ()
    excepted = bool(_EXCEPT_BEHIND.search(text.folded, max(phrase[0], phrase[1] - 6), phrase[1])) or bool(
        re.match(r"\s*(?:但|不过)?\s*除", text.folded[phrase[0] : phrase[1]])
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
    if len(found) > 1 and (all(c.negated for one in found for c in one) or _all_turn(text, pieces)):
        return (unique(c for one in found for c in one),)
    return tuple(dict.fromkeys(found))


def _affirmed(text: Text, cond: Cond) -> bool:
    """Whether a condition says of itself that it holds (已, 有), so that a 非 before its neighbour is not its own."""
    return text.folded[cond.start : cond.start + 1] in ("已", "有")


def _all_turn(text: Text, pieces: Sequence[_Span]) -> bool:
    """参团后、成团前: events side by side say between what."""
    return all(text.folded[:end].rstrip().endswith(_TURNS) for _, end in pieces)


def _of_piece(text: Text, piece: _Span, marks: Sequence[Mark]) -> Conjunction:
    """The conditions of one alternative: its concepts, and what qualifies them in the source's own words."""
    start, end = piece
    words = text.folded[start:end]
    inside = [m for m in marks if start <= m.start and m.end <= end]
    event = _EVENT_END.search(words)
    roles = all(m.name.scheme is ConceptScheme.ROLE for m in inside)
    bare = len(words.strip()) - sum(m.end - m.start for m in inside)
    acts = text.lexicon.action_first.search(words, inside[-1].end - start) if inside else None
    if inside and roles and ((event and bare > 3) or (acts and bare >= 2)):
        own = own_condition(text, start, end)
        return (own,) if own else ()
    figured = _measured(text, start, end, inside)
    found = [_of_mark(text, mark, piece) for mark in inside]
    if figured is not None:
        if figured.name.scheme is ConceptScheme.CIRCUMSTANCE and any(
            figured.start < c.end and c.start < figured.end for c in found
        ):
            found = [
                replace(c, limit=figured.limit) if c.start < figured.end and figured.start < c.end else c for c in found
            ]
        else:
            found.append(figured)
    else:
        found += _qualifier(text, piece, inside)
    if found:
        return unique(found)
    by_form = _by_form(text, start, end)
    if by_form is None:
        return ()
    both = re.match(r"(?P<rest>[^的]{2,20})的(?P<kind>[^的]{3,10})\Z", text.folded[by_form[0] : by_form[1]])
    if both and (kind := _by_form(text, by_form[0] + both.start("kind"), by_form[1])):
        spans = ((by_form[0], by_form[0] + both.end("rest") + 1), kind)
        return unique(c for span in spans if (c := own_condition(text, *span)))
    own = own_condition(text, *by_form)
    return (own,) if own else ()


def _of_mark(text: Text, mark: Mark, piece: _Span) -> Cond:
    before = text.folded[max(piece[0] - 2, mark.start - 6, 0) : mark.start]
    no = bool(_NOT_BEFORE.search(before)) or bool(_NOT_WITH.search(before))
    return Cond(mark.name, no, mark.start, mark.end, None, mark.discovered)


def _qualifier(text: Text, piece: _Span, inside: Sequence[Mark]) -> list[Cond]:
    """What stands before a kind and qualifies it: 已推单的|保税订单, 近30天有违规记录的|账号."""
    if not inside:
        return []
    first = inside[0].start
    match = re.search(r"(?P<words>[^，,。；;、\s]{2,22})的\Z", text.folded[piece[0] : first])
    if not match or _STOP.match(match["words"]):
        return []
    own = own_condition(text, piece[0] + match.start(), first)
    return [own] if own else []


def _by_form(text: Text, start: int, end: int) -> _Span | None:
    """A piece without a known concept that is a condition by its form; None where it is none."""
    words = text.folded[start:end]
    bearer, kinds = cue_words(text.lexicon.vocabulary).bearer, cue_words(text.lexicon.vocabulary).kind
    relative = re.search(rf"(?P<words>[^，,。；;、\s“”\"]{{2,22}})的(?:{bearer})?\s*\Z", words)
    if relative and not _STOP.match(relative["words"]):
        return start + relative.start(), end
    event = re.search(rf"(?P<words>[^，,。；;、\s]{{2,24}}?)(?:{_EVENT_END.pattern})\s*\Z", words)
    if event and (not _NO_EVENT.match(event["words"]) or words.rstrip().endswith("期间")):
        return start + event.start(), end
    tail = re.search(rf"(?P<words>[^，,。；;、\s“”\"]{{2,22}})的[^的，,、\s]{{1,8}}(?:{kinds})\s*\Z", words)
    if tail and not _STOP.match(tail["words"]):
        return start + tail.start(), end
    kind = re.search(rf"(?P<words>[^，,。；;、\s的“”\"]{{2,10}})(?P<bearer>{kinds})[”\"」】]?\s*\Z", words)
    acts = kind and text.lexicon.action_first.match(kind["words"]) and kind["bearer"] in ("订单", "商品", "单")
    if kind and not _STOP.match(kind["words"]) and not acts:
        return start + kind.start(), end
    if re.fullmatch(r"\s*非(?!常)[一-鿿A-Za-z]{2,8}\s*", words):
        return start, end
    overdue = re.fullmatch(
        r"\s*(?:逾期|超时|过期|到期|首次|节假日|非工作日|工作日|法定节假日)(?:未[一-鿿]{1,4})?\s*", words
    )
    return (start, end) if overdue else None


def _measured(text: Text, start: int, end: int, inside: Sequence[Mark]) -> Cond | None:
    """A figure that belongs to a condition: 订单金额超过500元的, 联系不上消费者三次以上."""
    window = re.search(r"内的[^，。]{1,6}\Z", text.folded[start:end])
    counts = [
        f
        for f in find_figures(text, start, end)
        if f.told and (f.since is None or window) and f.upper is None and not f.ordinal
    ]
    if len(counts) != 1 or counts[0].per is not None:
        return None
    figure = counts[0]
    near = next((m for m in inside if 0 <= figure.start - m.end <= 6 or 0 <= m.start - figure.end <= 3), None)
    if near is not None and near.name.scheme in (ConceptScheme.CIRCUMSTANCE, ConceptScheme.ORDER_STATUS):
        return Cond(near.name, False, near.start, near.end, as_quantity(figure), near.discovered)
    behind = text.folded[figure.end : end]
    if not re.match(r"(?:以上|以下|以内|之内|内|及以上|及以下|（含）|\(含\))*\s*(?:的|时|后|\Z)", behind):
        return None
    if figure.since is not None:
        label = re.sub(r"(?:之|以)?[后前]\Z", "", figure.since)
        name = _known(text, label) or ConceptName(ConceptScheme.CIRCUMSTANCE, label)
        spelling = text.raw[max(start, figure.start - len(label) - 1) : figure.end] + "内"
        return Cond(name, False, start, end, as_quantity(figure), True, re.sub(r"\s+", "", spelling))
    begin = max([start, *(m.end for m in inside if m.end <= figure.start)])
    own = own_condition(text, begin, end if not inside else figure.end)
    return own if own is not None and own.limit is not None else None


def own_condition(text: Text, start: int, end: int) -> Cond | None:
    """A circumstance in the source's own words, without 如, 时 and the like; a figure in it is its limit."""
    lead = CONDITIONAL.match(text.folded, start, end)
    at = lead.end() if lead else start
    while at < end and (text.folded[at].isspace() or text.folded[at] in '“"「【，,：:'):
        at += 1
    more = _LEAD.match(text.folded, at, end)
    if more and end - more.end() >= 2:
        at = more.end()
    no = _NOT_OWN.match(text.folded, at, end)
    at = no.end() if no else at
    stop = _without_tail(text, at, end)
    figures = [f for f in find_figures(text, at, stop) if f.told]
    limit = as_quantity(figures[0]) if len(figures) == 1 and figures[0].since is None else None
    words = _shown(text, at, stop)
    if limit is not None:
        words = _before_figure(text, at, figures[0]) or words
    label = re.sub(r"[\s“”\"「」【】'‘’\x01，,]+", "", words)
    bearer = cue_words(text.lexicon.vocabulary).bearer
    label = re.sub(rf"的(?:{bearer})\Z", "", label)
    label = re.sub(r"(?<=[一-鿿][一-鿿])(?:才|方)\Z", "", label)
    label = _IS.sub("", label).removesuffix("的")
    if lead and lead[0].strip().endswith("待"):
        label = label.removesuffix("订单")
    if not 2 <= len(label) <= 24 or _NO_LABEL.search(label):
        return None
    known = _known(text, label) or _turned_status(text, label, text.folded[at:end])
    if known:
        return Cond(known, no is not None, at, stop, limit)
    if label[0].isdigit():
        return None
    spelling = re.sub(r"[\s“”\"「」【】'‘’\x01，,]+", "", _shown(text, at, end))
    return Cond(ConceptName(_scheme(label, limit), label), no is not None, at, stop, limit, True, spelling)


def _turned_status(text: Text, label: str, words: str) -> ConceptName | None:
    """付款后 is 已付款, 付款前 is 未付款, where the vocabulary knows these."""
    if re.search(r"后\s*\Z", words):
        return _known(text, "已" + label)
    before = re.search(r"前\s*\Z", words)
    return _known(text, "未" + label.removesuffix("前").removesuffix("之")) if before else None


def _shown(text: Text, start: int, end: int) -> str:
    """The words as written, without what is hidden from this reader (brackets)."""
    return "".join(text.raw[i] for i in range(start, end) if text.folded[i] not in "\x00\x01")


def known_condition(text: Text, start: int, end: int) -> Cond | None:
    """A stretch that is a name of the vocabulary as it stands, parties among them: a cell 买家."""
    label = re.sub(r"\s+", "", text.raw[start:end])
    known = _known(text, label)
    return Cond(known, False, start, end) if known else None


def _without_tail(text: Text, at: int, end: int) -> int:
    stop = end
    tail = _TAIL.search(text.folded[at:end])
    while tail and tail.start() >= 2:
        stop = at + tail.start()
        tail = _TAIL.search(text.folded[at:stop])
    after = _AFTERWARDS.search(text.folded[at:stop])
    if after and at + after.start() - at >= 2 and text.folded[at + after.start() : stop].strip().endswith("后"):
        stop = at + after.start()
    return stop


def _scheme(label: str, limit: Quantity | None) -> ConceptScheme:
    """A kind of order, goods or shop by its last word is an order type; all else is a circumstance."""
    kinds = r"(?:订单|商品|单|包裹|类目|店铺|商家|件)\Z"
    bare = limit is None and len(label) <= 10 and re.search(kinds, label) and not re.search(r"[已未有无不含]", label)
    return ConceptScheme.ORDER_TYPE if bare else ConceptScheme.CIRCUMSTANCE


def _known(text: Text, label: str) -> ConceptName | None:
    """The vocabulary's concept of a name, whatever stands beside it."""
    for name in (label, label.removesuffix("订单"), label.removesuffix("商品"), label.removesuffix("商家")):
        found = text.lexicon.vocabulary.by_name.get(name_key(name))
        if found:
            return ConceptName(found.scheme, found.label)
    return None


def _before_figure(text: Text, at: int, figure: Figure) -> str:
    """What is measured: the words before the comparator, 订单金额 in 订单金额超过500元."""
    told = _COMPARED.search(text.folded, at, figure.start)
    words = text.raw[at : told.start() if told else figure.start]
    return re.sub(r"(?:已|仍|达|不|未|累计|连续)+\Z", "", words.strip())


def unique(conds: Iterable[Cond]) -> Conjunction:
    """Each condition once, in their order."""
    seen: dict[tuple[ConceptName, bool, Quantity | None], Cond] = {}
    for cond in conds:
        seen.setdefault((cond.name, cond.negated, cond.limit), cond)
    return tuple(seen.values())


def negated(conds: Conjunction) -> Conjunction:
    """The same with each condition turned."""
    return tuple(replace(cond, negated=not cond.negated) for cond in conds)
