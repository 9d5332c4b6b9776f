"""What must, need not or should be done, and what happens by itself, in the source's words; 需X才可Y makes X a condition."""

import re
from dataclasses import replace
from typing import Final

from extract.asked_for import asked_for
from extract.behind_cue import led_conditions
from extract.cases import usable
from extract.clues import About, Clue, cue_of
from extract.conditions import read_conditions
from extract.conds import Alternatives, Cond, Conjunction, first_affirmed, join
from extract.cues import NOT_BEFORE, CueKind, cue_words, find_cues
from extract.doings import without_doing
from extract.drafts import Draft
from extract.fronted import ANYBODY
from extract.ownwords import known_condition, own_condition
from extract.page import named_beside, subject_in
from extract.paid_back import paid_back
from extract.phrases import read_phrase
from extract.restrictions import add, add_by_kind, restrict
from extract.shapes import is_mishap
from extract.verb_phrases import verb_at
from extract.whose import whose
from ontology.kinds import TIME_UNITS, ConstraintKind, Modality
from ontology.names import fold
from ontology.words import tagged

_NEED_THEN: Final = re.compile(
    rf"(?P<what>[^，。；]{{2,40}}?)(?:之?后|的?情况下|的前提下|时)?(?:，|,|\s)*(?:才|{NOT_BEFORE}(?=可|能|得|允许|准许|支持|予以|会|行))(?:可以?|能够?|会|允许|支持)?"
)
_SENT_FOR: Final = re.compile(
    r"\s*联系(?!我们|电话)[一-鿿]{2,6}?(?:开通|关闭|办理|修改|取消|解除|恢复|审批|处理|申请|激活|解绑|调整)[一-鿿]{0,6}\s*\Z"
)
"""Whom those of whom a clause speaks must turn to for something to be done: 新学员|需要|联系教务开通."""
_AT_A_TIME: Final = re.compile(r"\s*在?(?P<when>[一-鿿]{2,6}?(?:期间|(?<![随及准按同小即临定])时))")
_BY: Final = re.compile(
    r"由(?P<who>[一-鿿A-Za-z]{2,8}?)(?:本人|亲自|自行|统一|逐[一条项]|人工)*(?:到[一-鿿]{2,6})?(?:操作|办理|处理|完成|执行|审批|审核|确认|发起)(?![一-鿿]{0,8}的)"
)
_BELOW: Final = re.compile(r"\s*(?:以下|下列|如下|下述|下面)")
_THING: Final = re.compile(r"[一-鿿A-Za-z0-9]{2,6}")
_TELLS_STATE: Final = re.compile(r"[已未待无非被不]|[后前时中内]\Z|(?:订单|商品|期间|用户|会员|商家|店铺|账号)\Z")
_OURS: Final = re.compile(r"(?:我们|我司|我方)\s*\Z")
_ANOTHER: Final = re.compile(
    rf"(?:先|提前|主动|及时|自行)*(?:联系|通知|告知)(?!客服|平台|小二|在线|官方|我们|人工|技术|售后)(?:{ANYBODY.pattern}|[一-鿿]{{1,4}}?[商方家员者东人长])(?!处理|咨询|反馈|核实|确认|帮|协助|人员)[一-鿿]{{2,10}}(?=[，,。；;]|\Z)"
)
_DONE_BY: Final = re.compile(
    r"[一-鿿]{2}(?:缴纳|支付|交纳|购买|办理|领取|申请|下单|预约|预订|签收|寄出|租用|借出|安装|打印|开具|充值)的[一-鿿]{1,6}\s*\Z"
)
"""How or by whom something was done of which a duty is told: 现金缴纳的押金|须…."""
_AND_DO: Final = re.compile(r"\s*(?:并且?|且|同时|还|(?P<then>再(?!次)|然后))(?:在[^，。；]{1,8}中)?")
_GOING_ON: Final = frozenset((ConstraintKind.PREREQUISITE, ConstraintKind.CONSEQUENCE))


def duty_goes_on(clue: Clue) -> bool:
    """须提供发票，|并附上沟通记录: what else must be done, or happens then, under the conditions of the rule before it."""
    page, clause, state = clue.page, clue.clause, clue.state
    last = state.drafts[-1] if state.drafts else None
    more = _AND_DO.match(page.told.folded, clause.start, clause.end)
    if (
        last is None
        or more is None
        or (more["then"] and last.modality is not Modality.REQUIRED)
        or last.end + 3 < clause.start
        or not ((last.kind in _GOING_ON and last.limit is None) or _is_timed_duty(clue, last))
    ):
        return False
    verb = page.told.lexicon.action_first.match(page.told.folded, more.end(), clause.end)
    if verb is None:
        return False
    effect = re.sub(r"\s+", "", page.told.raw[more.end() : clause.end]).strip("，,。；;：:")
    words = page.told.raw[clause.start : clause.end]
    for draft in state.latest():
        kind = ConstraintKind.PREREQUISITE if draft.limit else draft.kind
        state.drafts.append(
            replace(draft, end=clause.end, effect=effect, words=words, rule="rule.continued", kind=kind, limit=None)
        )
    return True


def _is_timed_duty(clue: Clue, draft: Draft) -> bool:
    """Whether a rule says by when something must be done: 须于开幕前48小时提交申请."""
    cues = find_cues(clue.page.told, draft.start, draft.end)
    timed = draft.limit is not None and draft.limit.unit in TIME_UNITS and draft.modality is Modality.REQUIRED
    return timed and any(cue.kind is CueKind.REQUIRE for cue in cues)


def requirement(clue: Clue) -> bool:
    """需X才可Y makes X a condition; else it is a duty in the course of the feature."""
    page, cue, clause = clue.page, cue_of(clue), clue.clause
    if asked_for(clue):
        return True
    then = _NEED_THEN.match(page.told.folded, cue.end, clause.end)
    if then:
        listed = () if clue.listed.things else clue.listed.conditions
        only = listed or read_conditions(
            page.told, cue.end, then.end("what"), usable(page, cue.end, then.end("what")), own_words=True
        )
        phrase = read_phrase(page, then.end(), clause.end)
        feature = phrase.feature or next(iter(clue.context()), None)
        if only and feature:
            own = clue.own or whose(page, clause, feature)
            return restrict(
                replace(clue, own=own), About(feature), only, permits=True, words=page.told.raw[cue.lead : clause.end]
            )
    phrase = read_phrase(page, cue.end, clause.end)
    asked = page.told.folded[cue.start : cue.end]
    asks = asked.startswith("请") or asked.endswith("请")
    verb = page.told.folded[phrase.verb_start : phrase.verb_end]
    filled = asks and bool(verb) and page.told.lexicon.form.match(verb)
    sent = _SENT_FOR.match(page.told.folded, cue.end, clause.end) if not asks else None
    if sent and (of := clue.own or whose(page, clause, None)):
        return _duty(replace(clue, own=of), Modality.REQUIRED)
    if (phrase.aside and not cue.under and not _has_another_act(clue)) or (filled and clue.all_conditions() == ((),)):
        return True
    return _duty(clue, Modality.REQUIRED)


def _has_another_act(clue: Clue) -> bool:
    """Whether somebody must be told to act, which is a duty and no mere way to help: 须先|联系房东停租."""
    page, cue = clue.page, cue_of(clue)
    asks = page.told.folded[cue.start : cue.end].startswith(("请", "建议")) and clue.all_conditions() == ((),)
    told = None if asks else _ANOTHER.match(page.told.folded, cue.end, clue.clause.end)
    return told is not None


def _duty(clue: Clue, modality: Modality) -> bool:
    """需提供…, 无需…, 建议…: what must, need not or should be done, in the source's words."""
    page, cue, clause = clue.page, cue_of(clue), clue.clause
    told = clue.all_conditions(led_conditions(page, cue.end, clause.end, duty=True))
    told = (_by_whom(clue) or told) if told == ((),) else told
    told = (
        (whose(page, clause, None) or told)
        if told == ((),) and _DONE_BY.search(page.told.folded, clause.start, cue.lead)
        else told
    )
    exempts = modality is Modality.NOT_REQUIRED
    names = (name for name in clue.context() if not (exempts and _of_another(clue, name)))
    alternatives, feature = without_doing(page, told, next(names, None))
    clue.state.duty = (cue.end, clause.end) if modality is Modality.REQUIRED else None
    begin = cue.lead if cue.denied and modality is Modality.RECOMMENDED else cue.end
    beside = named_beside(page, clause.start, cue.lead)
    for one in beside if feature in beside else (feature,):
        if not _add_effect(clue, one, begin, alternatives, modality=modality, kind=ConstraintKind.PREREQUISITE):
            return False
    return True


def _of_another(clue: Clue, name: str) -> bool:
    """Whether a feature does to another thing by the same verb what need not be done: 提供照片, beside 不必|提供视频."""
    text, cue = clue.page.told, cue_of(clue)
    verb = verb_at(text, cue.end)
    thing = fold(name).removeprefix(verb)
    words = text.folded[cue.end + len(verb) : clue.clause.end]
    return bool(verb and thing and words.strip()) and thing != fold(name) and not set(thing) & set(words)


def _by_whom(clue: Clue) -> Alternatives:
    """Who must do it, where that is a part that not everybody has: 须由|账户管理员|完成."""
    text, cue = clue.page.told, cue_of(clue)
    who = _BY.match(text.folded, cue.end, clue.clause.end)
    start = max(clue.clause.start, clue.clause.body)
    named = subject_in(clue.page, start, cue.lead) or _BELOW.match(text.folded, start, cue.lead)
    if (
        who is None
        or not named
        or ANYBODY.match(who["who"])
        or cue_words(text.lexicon.vocabulary).parties & {who["who"]}
    ):
        return ()
    own = known_condition(text, *who.span("who")) or own_condition(text, *who.span("who"))
    return ((own,),) if own else ()


def _add_effect(
    clue: Clue,
    feature: str | None,
    start: int,
    alternatives: Alternatives,
    *,
    modality: Modality,
    kind: ConstraintKind,
) -> bool:
    """Adds what the words from `start` on say happens to a feature or, where there is none, to the first kind that is named; False where
    neither is."""
    raw, clause = clue.page.told.raw, clue.clause
    effect = re.sub(r"\s+", "", raw[start : clause.end]).strip("，,。；;：:") or None
    subject = None if feature else first_affirmed(alternatives)
    if not (feature or subject):
        return False
    words = raw[max(clause.start, clause.body) : clause.end].lstrip("【")
    about = About(feature, subject, effect=effect)
    add_by_kind(clue, about, modality, alternatives, rule=f"rule.{modality.lower()}", kind=kind, words=words)
    return True


def read_need(clue: Clue, need: tuple[int, int]) -> None:
    """需要X后，Y: X is a duty on the way to what follows."""
    page = clue.page
    effect = re.sub(r"\s+", "", page.told.raw[need[0] : need[1]])
    feature = clue.nearest() or next(iter(clue.context()), None)
    conditions = tuple(
        tuple(c for c in one if not (need[0] <= c.start and c.end <= need[1] + 2)) for one in clue.all_conditions()
    )
    words = page.told.raw[need[0] - 2 : clue.clause.end]
    about = About(feature, effect=effect)
    kind = ConstraintKind.PREREQUISITE
    add(clue, about, Modality.REQUIRED, tuple(dict.fromkeys(conditions)), rule="rule.required", kind=kind, words=words)


def exemption(clue: Clue) -> bool:
    return _duty(clue, Modality.NOT_REQUIRED)


def _when(clue: Clue) -> Alternatives:
    """When something is advised, between the cue and its act: 建议|旺季时|开启."""
    text = clue.page.told
    told = _AT_A_TIME.match(text.folded, cue_of(clue).end, clue.clause.end)
    acts = told is not None and bool(verb_at(text, told.end()))
    own = own_condition(text, *told.span("when")) if told and acts else None
    return ((own,),) if own else ()


def advice(clue: Clue) -> bool:
    phrase = read_phrase(clue.page, cue_of(clue).end, clue.clause.end)
    clue = replace(clue, own=join(clue.own, _when(clue)))
    return True if phrase.aside else _duty(clue, Modality.RECOMMENDED)


def automatic(clue: Clue) -> bool:
    """What the system does: the feature that the clause names, with what happens."""
    page, cue, clause = clue.page, cue_of(clue), clue.clause
    named = subject_in(page, cue.lead, clause.end) or subject_in(page, clause.start, clause.end)
    feature = named or next(iter(clue.context()), None)
    alternatives = tuple(_but_what_it_befalls(clue, one) for one in clue.all_conditions())
    alternatives = (paid_back(clue, cue.lead) if alternatives == ((),) else ()) or alternatives
    shows = page.told.folded[cue.start : cue.end] in ("显示", "展示")
    if _OURS.search(page.told.folded[clause.start : cue.lead]) or (shows and alternatives == ((),)):
        return True
    _add_effect(clue, feature, cue.lead, alternatives, modality=Modality.AUTOMATIC, kind=ConstraintKind.CONSEQUENCE)
    return True


def _but_what_it_befalls(clue: Clue, told: Conjunction) -> Conjunction:
    """Conditions without the thing that the system does it to, where they tell when or of which: 撤点后，|剩余备件|自动退回."""
    text, lead = clue.page.told, cue_of(clue).lead
    stop = clue.clause.start + len(text.folded[clue.clause.start : lead].rstrip())
    kept = tuple(c for c in told if c.end != stop or c.limit is not None or not _is_thing(clue, c))
    return kept or told


def _is_thing(clue: Clue, cond: Cond) -> bool:
    """Whether a condition names but a thing: one in the source's own words, a document, or what the question asks about."""
    words = clue.page.told.folded[cond.start : cond.end]
    if not _THING.fullmatch(words) or _TELLS_STATE.search(words) or is_mishap(clue.page.told, cond.start, cond.end):
        return False
    if tagged(words)[-1][1].startswith("v"):
        return False
    document = re.fullmatch(cue_words(clue.page.told.lexicon.vocabulary).document, words)
    return cond.discovered or document is not None or words in clue.page.asked.folded
