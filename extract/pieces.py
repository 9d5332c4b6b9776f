"""The conditions of one alternative: its concepts, negated or not, with their figures, and what qualifies them in the source's own words."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extract.conds import Cond, Conjunction, unique
from extract.counted import begins_count, kind_before, kind_behind, measured
from extract.cues import cue_words
from extract.facts import ConceptName
from extract.figured import is_window
from extract.fronted import ANYBODY
from extract.marks import Mark
from extract.ownwords import CONDITIONAL, EVENT_END, EVENT_SIDE, STOP, known_name, own_condition, undone_name
from extract.shapes import EACH, IS_THERE, by_form
from extract.text import Text
from ontology.figures import find_figures
from ontology.kinds import TIME_UNITS, ConceptScheme
from ontology.names import name_key
from ontology.words import tagged

_NOT_BEFORE: Final = re.compile(
    r"(?:(?<!除)非|不含|不包含|不包括|不是|并非|不属于|除(?:了|去|开)?|排除|未使用|不使用|没有使用|未选择|未参加|没有|未|并未|(?:未|没有|不)(?:处[于在]|被|使用|参[加与]|选[择用]|设置|购买|报名|签[署订]|加入|采用|勾选)|不为|没(?=和|与|跟)[^，。]{0,2})[“\"「【'\s]*\Z"
)
_NONE_OF: Final = re.compile(r"(?:(?<![一-鿿])(?:尚|并)?|还)无[“\"「]?\Z")
"""What is not there, right before it: 无|退货单."""
_NOT_WITH: Final = re.compile(r"(?:没有?|未|不)(?:和|与|跟|同)[“\"「【'\s]*\Z")
_ACT_THEN: Final = re.compile(r"[一-鿿]{2,6}(?<![之以])[后前]\s*")
_OBJECT_OF: Final = re.compile(r"(?P<what>(?![的且并或和与及后前时单商订])[一-鿿A-Za-z]{2,6})的")
_NOT_YET: Final = re.compile(r"(?:之|以)?前(?![往台提端置])")
_UNDONE: Final = re.compile("[未没无待]")
_DONE: Final = ("通过", "完成", "成功", "生效", "到账", "结束", "结清")
_STATES: Final = (ConceptScheme.ORDER_STATUS, ConceptScheme.CIRCUMSTANCE)
_TOLD: Final = (*_STATES, ConceptScheme.PAUSE_REASON)
_STATE: Final = re.compile(r"\s*(?P<state>[已未][一-鿿]{2,4}?)(?:但|且|而|、)?")
_TAKEN_AWAY: Final = re.compile(r"(?:取消|失去|撤销|丧失|解除|退出|注销|停用|关闭|暂停|剥夺)\Z")
"""What stands before a concept that holds no longer: 被取消|团长资格的."""
_NOT_THERE: Final = re.compile(r"(?<![有])[没不未无]\Z")
_THERE: Final = ("有", "存在", "含")
"""With what the name of something begins that is there, and before it what denies that: 没|有未完结售后."""
_THERE_IS: Final = re.compile(
    r"(?:仍|还|尚|[并均]?[没不])?(?:有|存在)(?:任何)?(?:(?:未|待|尚未|正在)[一-鿿]{1,4}?|进行中|处理中)的?\Z"
)
"""What there is, told by what has not been done with it: 有未处理|售后单的."""
_HAS: Final = re.compile(r"\s*[并均且仍尚还]*(?:没有|不存在|没|无|有|存在)(?:任何)?")
_GOES_ON: Final = re.compile(rf"(?!{ANYBODY.pattern}|订单|商品)[一-鿿]{{2,6}}?(?:正在)?进行中")
"""What is going on, of which the state alone says nothing: 直播|进行中."""
_NOT_DONE: Final = re.compile(r"[^的]{2,8}(?:仍|还|依然)未(?:能)?\Z")
"""Since when something has not been done, of which the act alone bears the name of a kind: 寄存期满仍未|预约配送."""
_UP_TO: Final = re.compile(r"(?:及?以[上内]|之?内)")
_DONE_THEN: Final = re.compile(rf"{_UP_TO.pattern}(?![的未没仍无])[一-鿿]{{2}}")
_OUTSIDE: Final = re.compile(r"(?<=时间|时段|期间|范围|区域)(?:之|以)?外(?![卖送部面观来出])")
"""What denies the time or place before it: 营业时间|外."""
_DONE_WITH: Final = re.compile(
    r"\s*(?:且|并且?|已经?)*(?!超|满|为|除)[一-鿿]{1,4}?(?<![除为不通超经])[了过](?!期|程)[“「\"]?(?P<what>[^，。；的\d“”\"「」]{3,14}?)[”」\"]?(?:的[一-鿿]{0,4})?\s*"
)
_DONE_BY: Final = re.compile(r"(?!的)[一-鿿]{2,6}(?:的|时|后|\Z)")
_WHY: Final = re.compile(r"\s*(?:因|由于)[一-鿿A-Za-z]{2,12}")
_OF_WHAT: Final = re.compile(r"的(?!订单|商品|单据)[一-鿿]{2}")
_TURNED_INTO: Final = re.compile(r"[一-鿿A-Za-z]{2,6}(?:升级?|降级?|变更|转换?|换|改)(?:为|成|到|至)?")
"""What makes one kind of another, so that both are what happens: 月卡|升级|年卡."""
_DENIED_OF: Final = re.compile(r"(?:不|未|没有?|无|尚未|还没)(?!可|能|得|支持|允许|限)[一-鿿]{1,6}的[一-鿿]{1,4}\s*\Z")
"""What is denied of somebody, so that all of it is what holds: 店长|不在岗的门店."""
_NEWCOMERS: Final = re.compile(r"\s*[新老][一-鿿]{0,2}(?:用户|客户?|买家|会员|商家|店铺?|商户|卖家)")
_CLASSED: Final = re.compile(r"\s*(?![各此该同这那])[一-鿿A-Za-z]{1,4}类(?!订单|商品)[一-鿿]{2,3}")
_KIND_IN_STATE: Final = re.compile(
    rf"\s*(?P<kind>(?!{ANYBODY.pattern})[一-鿿A-Za-z0-9]{{2,7}}(?<![订单])(?:(?<!银行)[券卡单票件品货药房车]|(?<=类)[一-鿿]{{2,3}}?|商品|订单|房源|课程|套餐))(?P<state>(?:尚?未|已|还没|正在|待)[一-鿿]{{2,8}}?)的?\s*"
)
"""A kind and the state that it is in: 定制件|已打样."""
_Span = tuple[int, int]


def of_piece(text: Text, piece: _Span, marks: Sequence[Mark]) -> Conjunction:
    """The conditions of one alternative: its concepts, and what qualifies them in the source's own words."""
    start, end = piece
    words = text.folded[start:end]
    inside = [m for m in marks if start <= m.start and m.end <= end and not begins_count(text, m, end)]
    event = EVENT_END.search(words)
    roles = all(m.name.scheme is ConceptScheme.ROLE for m in inside)
    bare = len(words.strip()) - sum(m.end - m.start for m in inside)
    acts = text.lexicon.action_first.search(words, inside[-1].end - start) if inside else None
    acts = None if inside and EACH.match(text.folded, inside[-1].end, end) else acts
    if (
        len(inside) == 1
        and inside[0].start - start > 2
        and _THERE_IS.fullmatch(text.folded, _begin(text, piece), inside[0].start)
    ):
        own = own_condition(text, start, end)
        return (own,) if own else ()
    if inside and (
        _is_of_object(text, piece, inside)
        or _TAKEN_AWAY.search(text.folded, start, inside[0].start)
        or _is_part(text, inside[0], piece)
        or _GOES_ON.fullmatch(text.folded, _begin(text, piece), inside[-1].end)
        or _NOT_DONE.match(text.folded, _begin(text, piece), inside[0].start)
        or (len(inside) == 1 and (_is_doer(text, inside[0], piece) or _is_made(text, inside[0], piece)))
    ):
        own = own_condition(text, start, end)
        return (own,) if own else ()
    denied = bool(inside) and _DENIED_OF.match(text.folded, inside[-1].end, end) is not None
    if inside and roles and ((event and bare > 3) or (acts and bare >= 2) or denied):
        own = own_condition(text, start, end)
        return (own,) if own else ()
    if inside and (own := _with_object(text, inside[0], end)):
        return unique((own, *(of_mark(text, m, piece) for m in inside if m.start >= own.end)))
    if len(inside) == 1 and (told := _with_state(text, inside[0], end)):
        return told
    if inside and len(inside) <= 2 and _TURNED_INTO.fullmatch(text.folded, start, inside[-1].start):
        own = own_condition(text, start, end)
        return (own,) if own else ()
    figured = measured(text, start, end, inside)
    apart = len(inside) == 1 and (_figured_apart(text, start, inside[0]) or _counts_on(text, inside[0], end))
    if figured is None and apart:
        own = own_condition(text, start, end)
        return (own,) if own else ()
    found = [of_mark(text, mark, piece) for mark in inside]
    if figured is not None:
        worded = figured.name.scheme is ConceptScheme.CIRCUMSTANCE
        of = [c.name == figured.name or (worded and c.start < figured.end and figured.start < c.end) for c in found]
        found = [
            replace(figured, name=c.name, negated=c.negated) if yes else c for c, yes in zip(found, of, strict=True)
        ]
        found += [] if any(of) else [figured]
        found += [] if inside else [*kind_before(text, start, end), *kind_behind(text, start, end)]
    else:
        found += (
            _qualifier(text, piece, inside) or _state_before(text, piece, inside) or _who_before(text, piece, inside)
        )
        found += _event_behind(text, end, inside)
    return unique(found) if found else _in_own_words(text, start, end)


def _is_of_object(text: Text, piece: _Span, inside: Sequence[Mark]) -> bool:
    """Whether concepts are but parts of the object with which something has been done: 使用了|团购|核销码."""
    done = _DONE_WITH.fullmatch(text.folded, *piece)
    if done is None or inside[0].start < done.start("what"):
        return False
    return not any(m.start == done.start("what") and m.end >= done.end("what") for m in inside)


def _in_own_words(text: Text, start: int, end: int) -> Conjunction:
    """What words without a concept tell by their form: one condition, or a kind with what else is so of it."""
    form = by_form(text, start, end)
    if form is None:
        return ()
    both = re.match(r"(?P<rest>[^的]{2,20})的(?P<kind>[^的]{3,10})\Z", text.folded[form[0] : form[1]])
    whole = both and (IS_THERE.match(both["rest"]) or _THERE_IS.fullmatch(both["rest"]))
    if both and not whole and (kind := by_form(text, form[0] + both.start("kind"), form[1])):
        spans = ((form[0], form[0] + both.end("rest") + 1), kind)
        return unique(c for span in spans if (c := own_condition(text, *span)))
    if parted := _KIND_IN_STATE.fullmatch(text.folded, *form):
        one, other = (own_condition(text, *parted.span(name)) for name in ("kind", "state"))
        if one and other:
            return unique((one, other))
    own = own_condition(text, *form)
    return (own,) if own else ()


def _figured_apart(text: Text, start: int, mark: Mark) -> bool:
    """Whether a figure stands before a state and tells of more than that: 提前6小时以上报备|缺货的, 付款后30分钟内|取消的."""
    told = [f for f in find_figures(text, start, mark.start) if f.told and f.per is None]
    since = any(f.since and _UP_TO.fullmatch(text.folded, f.end, mark.start) for f in told)
    return mark.name.scheme in _TOLD and (since or any(f.since is None and not is_window(text, f) for f in told))


def _counts_on(text: Text, mark: Mark, end: int) -> bool:
    """Whether a time counts from an event within which something is done that only the whole tells: 发货前|1小时内申请的."""
    told = (f for f in find_figures(text, mark.end, end) if f.unit in TIME_UNITS and f.start - mark.end <= 2)
    ends = EVENT_SIDE.search(text.folded, mark.start, mark.end) is not None
    return ends and any(_DONE_THEN.match(text.folded, f.end, end) for f in told)


def _is_doer(text: Text, mark: Mark, piece: _Span) -> bool:
    """Whether a kind is but what does something to what is told of: 被|售后单|引用中的."""
    by = text.folded[mark.start - 1 : mark.start] == "被" and mark.start > piece[0]
    return (
        by
        and mark.name.scheme is ConceptScheme.ORDER_TYPE
        and _DONE_BY.match(text.folded, mark.end, piece[1]) is not None
    )


def _is_made(text: Text, mark: Mark, piece: _Span) -> bool:
    """Whether a kind is but what something was done to, after or before which something holds: 生成|波次|后."""
    begin = _begin(text, piece)
    acts = begin < mark.start and text.lexicon.action_first.fullmatch(text.folded, begin, mark.start) is not None
    ends = EVENT_SIDE.fullmatch(text.folded, mark.end, piece[1]) is not None
    return acts and ends and mark.name.scheme is ConceptScheme.ORDER_TYPE


def _is_part(text: Text, mark: Mark, piece: _Span) -> bool:
    """Whether a state only tells what there is or is not (无|未支付|的罚款), or what a cause has brought about (因禁售原因|被驳回)."""
    if _WHY.fullmatch(text.folded, piece[0], mark.start):
        return text.folded[mark.start] in "被遭"
    undone = text.folded[mark.start] in "未待尚" and _HAS.fullmatch(text.folded, _begin(text, piece), mark.start)
    return bool(undone and _OF_WHAT.match(text.folded, mark.end, piece[1]))


def _begin(text: Text, piece: _Span) -> int:
    """Where a piece begins, behind the words for if."""
    lead = CONDITIONAL.match(text.folded, *piece)
    return lead.end() if lead else piece[0]


def _with_object(text: Text, mark: Mark, end: int) -> Cond | None:
    """A state of something that is named behind it, in the source's own words: 未开通|电子面单的."""
    if (
        mark.name.scheme not in (ConceptScheme.CIRCUMSTANCE, ConceptScheme.ORDER_STATUS)
        or text.folded[mark.start] not in "未已没"
    ):
        return None
    told = _OBJECT_OF.match(text.folded, mark.end, end)
    bearer = cue_words(text.lexicon.vocabulary).bearer
    if told is None or mark.end - mark.start > 4 or re.search(rf"(?:{bearer})\Z", told["what"]):
        return None
    return own_condition(text, mark.start, told.end())


def _with_state(text: Text, mark: Mark, end: int) -> Conjunction:
    """A kind with what is so of it, in the source's own words: 赠品未寄回的 is one, 处方药订单|未经药师审核 two."""
    if mark.name.scheme is not ConceptScheme.ORDER_TYPE:
        return ()
    bearer = cue_words(text.lexicon.vocabulary).bearer
    told = re.compile(
        rf"\s*(?P<bearer>的?(?:{bearer}|单))?(?P<state>(?:{ANYBODY.pattern})?(?:(?:尚未|未|没有)(?![来必])|已经?(?!有)|被|单独|另行|提前|逾期|重复|中途)[一-鿿]{{1,12}}?)(?:的|时|后)?\s*"
    ).fullmatch(text.folded, mark.end, end)
    if told is None or text.lexicon.vocabulary.by_name.get(name_key(told["state"])):
        return ()
    own = own_condition(text, told.start("state") if told["bearer"] else mark.start, end)
    if own is None:
        return ()
    return unique((of_mark(text, mark, (mark.start, end)), own)) if told["bearer"] else (own,)


def of_mark(text: Text, mark: Mark, piece: _Span) -> Cond:
    before = text.folded[max(piece[0] - 2, mark.start - 6, 0) : mark.start]
    if outside := _OUTSIDE.match(text.folded, mark.end):
        words = text.raw[mark.start : outside.end()]
        outer = known_name(text, words) or ConceptName(ConceptScheme.CIRCUMSTANCE, words)
        return Cond(outer, False, mark.start, outside.end(), None, True)
    no = bool(_NOT_BEFORE.search(before)) or bool(_NOT_WITH.search(before))
    no = no or (text.folded.startswith(_THERE, mark.start) and bool(_NOT_THERE.search(before)))
    no = no or bool(_NONE_OF.search(text.folded, piece[0], mark.start))
    yet = _NOT_YET.match(text.folded, mark.end, piece[1]) if _is_done(text, mark) else None
    if yet and not no and (name := undone_name(text, text.folded[mark.start : mark.end])):
        return Cond(name, False, mark.start, mark.end, None, False, (text.raw[mark.start : yet.end()],))
    no = no or yet is not None
    return Cond(mark.name, no, mark.start, mark.end, None, mark.discovered, (mark.spelling,) if mark.spelling else ())


def _is_done(text: Text, mark: Mark) -> bool:
    """Whether a concept tells what has been done, so that it does not hold before: 审核通过, 骑手接单."""
    words = text.folded[mark.start : mark.end]
    told = words.endswith(_DONE) or "已" in mark.name.label or (mark.discovered and not _UNDONE.search(words))
    return mark.name.scheme in _STATES and told


def _qualifier(text: Text, piece: _Span, inside: Sequence[Mark]) -> list[Cond]:
    """What stands before a kind and qualifies it: 已推单的|保税订单, 近30天有违规记录的|账号."""
    if not inside:
        return []
    first = inside[0].start
    match = re.search(r"(?P<words>[^，,。；;、\s]{2,22})的\Z", text.folded[piece[0] : first])
    if not match or STOP.match(match["words"]):
        return []
    own = own_condition(text, piece[0] + match.start(), first)
    if own is not None and not own.negated and own.limit is None and tagged(own.name.label)[-1][1] == "v":
        own = replace(own, spellings=(*own.spellings, text.raw[own.start : inside[0].end]))
    return [own] if own else []


def _state_before(text: Text, piece: _Span, inside: Sequence[Mark]) -> list[Cond]:
    """What else is so of it, right before a state: 已打印|未揽收."""
    told = _STATE.fullmatch(text.folded, piece[0], inside[0].start) if inside else None
    own = own_condition(text, *told.span("state")) if told and inside[0].name.scheme in _STATES else None
    return [own] if own else []


def _who_before(text: Text, piece: _Span, inside: Sequence[Mark]) -> list[Cond]:
    """Whose it is, right before a kind (新用户|首单), or what of which class, right before a state (二类器械|未拆封)."""
    told = _NEWCOMERS.fullmatch(text.folded, piece[0], inside[0].start) if inside else None
    if told is None and inside and inside[0].name.scheme in _STATES:
        told = _CLASSED.fullmatch(text.folded, piece[0], inside[0].start)
    own = own_condition(text, *told.span()) if told else None
    return [own] if own else []


def _event_behind(text: Text, end: int, inside: Sequence[Mark]) -> list[Cond]:
    """What happens to a kind: 盘点单|审核后."""
    if (
        len(inside) != 1
        or inside[0].name.scheme is not ConceptScheme.ORDER_TYPE
        or not _ACT_THEN.fullmatch(text.folded, inside[0].end, end)
    ):
        return []
    own = own_condition(text, inside[0].end, end)
    return [own] if own else []
