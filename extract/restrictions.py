"""Restrictions to what is named: 仅支持A、B permits A and B and forbids what is neither; 需X后方可, 只有X才 permit and forbid as well."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from extract.alone import ALONE
from extract.cases import usable
from extract.clues import About, Clue, cue_of
from extract.conditions import read_conditions
from extract.conds import Alternatives, Cond, Conjunction, first_affirmed, join, negated, unique
from extract.cues import THEN, cue_words
from extract.drafts import Draft
from extract.entirely import read_entirely
from extract.marks import Mark
from extract.ownwords import known_name, own_condition, thing_named
from extract.page import Page
from ontology.figures import find_figures
from ontology.kinds import ConstraintKind, Modality

_ALONE: Final = re.compile(
    r"(?:\A|[，,\s（(])(?:但|且|并且|而且|目前|暂时?|其中|，)*\s*(?:仅|只有|唯有|只|仅有|仅限|只限|限)(?![供对向])"
)
_IF_ALONE: Final = re.compile(r"\s*(?:但是?)?\s*(?:仅|只有|唯有|只)(?:当|在|限|是)?(?=[^，。；]{2,}[，,])")
_NEED: Final = re.compile(
    rf"(?<![取获所主重只想将])(?:要|得|需要?|须|必须)先?(?P<what>[^，。；要得需须]{{2,24}}?)(?:之|以)?后?{THEN}?\s*\Z"
)
_THEN: Final = re.compile(rf"(?:{THEN}|前提下[，,]?)\s*\Z")
_TOLD: Final = re.compile(
    rf"(?:\s|但是?|而且?|其中|且|只有)*(?!这样|此时|届时|然后|[之此]后|[您你我他]|商家)(?P<what>[^，。；;]{{3,24}}?)(?:的|者)?(?:{THEN})?\s*"
)
_THEN_LAST: Final = re.compile(rf"(?:{THEN})?\s*\Z")
_TAIL: Final = re.compile(
    r"(?:打开|可见|可用|使用|操作|执行|申请|开通|参与|参加|报名|查看|享受|设置|办理|发起|购买|下单|的申请|访问|提交|登录|适用|开放|展示|生效|出库|提现|导出|添加|创建|处理|领取|兑换|抵扣|入场|入住|进入|进场|停放|乘坐|借阅|借用|观看|预约|预订|下载|提取|核销|享用|体验|入驻|享有|的场景|的情况|提供)+\s*\Z"
)
_SHOP: Final = re.compile(r"\s*在?(?P<shop>(?:线下|实体|指定)?(?:门店|本店|分店|总店|店内))\s*")
"""Where alone something may be done, which elsewhere names no kind: 仅限|门店|使用."""
_BY_MEANS: Final = re.compile(r"\s*(?:使用|用|通过|凭|由|以(?![上下内外]))")
_WHO_LAST: Final = re.compile(
    r"(?:[员长者]|账号|账户|帐号|商家|卖家|买家|店铺|商户|用户|会员|企业|财务|客服)(?:可|能)?\Z"
)
_FIRST: Final = re.compile(r"\s*(?:首)?先(?:行|要)?")
_JOINED: Final = re.compile(r"[”\"」】\s]*(?:，)?(?:且|并且?|而且|以及|和|及|、)[“\"「【\s]*(?:已|完成)?")


def add(
    clue: Clue,
    about: About,
    modality: Modality,
    alternatives: Alternatives,
    *,
    rule: str,
    kind: ConstraintKind = ConstraintKind.APPLICABILITY,
    words: str = "",
    exclusive: bool = False,
) -> None:
    """One draft for each alternative."""
    for conditions in alternatives:
        end = max([clue.clause.end, *(c.end for c in conditions if c.start >= clue.clause.end)])
        clue.state.drafts.append(
            Draft(
                modality, kind, rule, clue.start, end, words, about.feature, about.subject,
                conditions=conditions, scope=about.scope, effect=about.effect, exclusive=exclusive,
            )
        )  # fmt: skip
    clue.state.last = modality


def add_by_kind(
    clue: Clue,
    about: About,
    modality: Modality,
    alternatives: Alternatives,
    *,
    rule: str,
    kind: ConstraintKind,
    words: str,
) -> None:
    """The same; where no feature is known each is about the first kind that it names."""
    for one in alternatives:
        own = None if about.feature else first_affirmed((one,))
        told = replace(about, subject=own) if own else about
        add(clue, told, modality, (one,), rule=rule, kind=kind, words=words)


def only_these(clue: Clue) -> Alternatives:
    """仅X可…, 只有X才…, 需X后方可…: the conditions outside which it is forbidden."""
    page, cue = clue.page, cue_of(clue)
    before = page.told.folded[clue.clause.start : cue.lead]
    then = _THEN.search(before) or page.told.folded[cue.start] == "才"
    alone = _ALONE.search(before)
    if clue.listed.jointly or (then and clue.listed.conditions and not clue.listed.things):
        return clue.listed.conditions
    if alone:
        start = clue.clause.start + alone.end()
        return clue.own or read_conditions(page.told, start, cue.lead, usable(page, start, cue.lead), own_words=True)
    midst = ALONE.search(page.told.folded, clue.clause.start, cue.lead)
    if midst:
        start = midst.end()
        return read_conditions(page.told, start, cue.lead, usable(page, start, cue.lead), own_words=True)
    if then:
        here = tuple(one for one in clue.own if any(c.start >= clue.clause.start for c in one))
        return _last_of(
            clue,
            _needed(clue)
            or _measure_of(clue, here)
            or here
            or _duty_before(clue)
            or _all_before(clue)
            or clue.own
            or clue.state.ifs,
        )
    return ()


def _needed(clue: Clue) -> Alternatives:
    """要重新提交资质|才能恢复: what is to be done first, in the source's own words."""
    page, stop = clue.page, cue_of(clue).lead
    need = _NEED.search(page.told.folded, clue.clause.start, stop)
    if need is None:
        return ()
    start, end = need.span("what")
    return read_conditions(page.told, start, end, usable(page, start, end), own_words=True)


def _measure_of(clue: Clue, here: Alternatives) -> Alternatives:
    """团长账户余额满10元|方可提现: what of somebody must be how much, where he alone was read."""
    page, start, stop = clue.page, clue.clause.start, cue_of(clue).lead
    told = _TOLD.fullmatch(page.told.folded, max(start, clue.clause.body), stop)
    if told is None or not here or any(c.limit for one in here for c in one) or "的" in told["what"]:
        return ()
    own = own_condition(page.told, *told.span("what")) if any(find_figures(page.told, start, stop)) else None
    return ((own,),) if own is not None and own.limit is not None else ()


def _duty_before(clue: Clue) -> Alternatives:
    """须先开通服务，|方可报名: the duty of the clause before is what is to be done first."""
    page, duty = clue.page, clue.state.duty
    if duty is None or clue.clause.start - duty[1] > 1:
        return ()
    lead = _FIRST.match(page.told.folded, *duty)
    start = lead.end() if lead else duty[0]
    return read_entirely(page.told, start, duty[1], usable(page, start, duty[1]))


def _all_before(clue: Clue) -> Alternatives:
    """余额满100元|才可以提现, 无未结纠纷的|方能注销: all that stands before 才, where no other reader has it."""
    page, clause, stop = clue.page, clue.clause, cue_of(clue).lead
    told = _TOLD.fullmatch(page.told.folded, max(clause.start, clause.body), stop)
    if told is None or any(c.start >= clause.start for one in clue.own for c in one):
        return ()
    start, end = told.span("what")
    if clue.state.ifs and _is_party(page, start, end):
        return ()
    return read_conditions(page.told, start, end, usable(page, start, end), own_words=True)


def _is_party(page: Page, start: int, end: int) -> bool:
    """Whether words name but a party to any order, of whom it is told when alone he may: 额度未用完时，|商户|才可以续借."""
    name = known_name(page.told, _THEN_LAST.sub("", page.told.raw[start:end]).strip())
    return name is not None and name.label in cue_words(page.told.lexicon.vocabulary).parties


def _last_of(clue: Clue, alternatives: Alternatives) -> Alternatives:
    """Of several conditions the one that stands next to 才, with those joined to it by 且."""
    found: list[Conjunction] = []
    for one in alternatives:
        ordered = sorted(one, key=lambda c: c.start)
        kept = ordered[-1:]
        for cond in reversed(ordered[:-1]):
            between = clue.page.told.folded[cond.end : kept[0].start]
            if not _JOINED.fullmatch(between):
                break
            kept.insert(0, cond)
        found.append(tuple(kept))
    return tuple(dict.fromkeys(found))


def restrict(clue: Clue, about: About, only: Alternatives, *, permits: bool, words: str) -> bool:
    """仅支持A、B: A and B are permitted, what is neither is forbidden; 仅支持A且B: what is not A, and what is not B."""
    told = join(join(join(clue.state.conditions, clue.own), clue.listed.conditions), _whose_duty(clue, only))
    rest = tuple(unique(c for c in one if not any(_same(c, o) for other in only for o in other)) for one in told)
    rest = rest or ((),)
    base = tuple(dict.fromkeys(rest))
    if permits:
        add(clue, about, Modality.ALLOWED, join(base, only) if base != ((),) else only, rule="rule.only", words=words)
    outside: Alternatives
    if all(len(one) == 1 for one in only):
        outside = (unique(c for one in only for c in negated(one)),)
    else:
        outside = tuple(dict.fromkeys((c,) for one in only for c in negated(one)))
    bare = About(about.feature, about.subject)
    add(clue, bare, Modality.FORBIDDEN, join(base, outside) if base != ((),) else outside, rule="rule.only")
    return True


def restrict_each(clue: Clue, abouts: Iterable[About], only: Alternatives, *, permits: bool, words: str) -> bool:
    """The same of each of several that are restricted together."""
    return all(restrict(clue, about, only, permits=permits, words=words) for about in abouts)


def _whose_duty(clue: Clue, only: Alternatives) -> Alternatives:
    """Whom the duty binds that is to be done first: 已激活的码牌|需先解除原绑定，方可换绑."""
    duty = clue.state.duty
    if duty is None or not all(duty[0] <= c.start and c.end <= duty[1] for one in only for c in one):
        return ()
    told = (d.conditions for d in clue.state.latest() if d.modality is Modality.REQUIRED and d.conditions)
    return tuple(dict.fromkeys(told))


def _same(cond: Cond, only: Cond) -> bool:
    """Whether what stands before the restriction is but what it restricts to, in the source's own words with more around them."""
    return cond == only or (cond.discovered and not cond.asked and cond.start < only.end and only.start < cond.end)


def named_only(clue: Clue, marks: list[Mark]) -> Alternatives:
    """What stands behind 仅支持: concepts, or the source's own words without the verb at their end."""
    page, cue = clue.page, cue_of(clue)
    start, stop = cue.end, before_act(clue)
    means = _BY_MEANS.match(page.told.folded, start, stop)
    start = means.end() if means else start
    kept = [mark for mark in marks if mark.end <= stop]
    found = read_conditions(page.told, start, stop, kept) or read_conditions(
        page.told, start, stop, kept, own_words=True
    )
    shop = None if found else _SHOP.fullmatch(page.told.folded, start, stop)
    return ((thing_named(page.told, *shop.span("shop")),),) if shop else found


def before_act(clue: Clue) -> int:
    """Where behind 仅支持 those end who may, before what they may do: 仅允许主账号|修改备注."""
    page, cue, end = clue.page, cue_of(clue), clue.clause.end
    named = next((n.start for n in page.named if cue.end + 1 < n.start and end - 1 <= n.end <= end), end)
    for verb in page.told.lexicon.action_first.finditer(page.told.folded, cue.end + 2, named):
        relative = page.told.folded[verb.end() : verb.end() + 1] == "的"
        if not relative and _WHO_LAST.search(page.told.folded[cue.end : verb.start()]):
            return verb.start()
    tail = _TAIL.search(page.told.folded[cue.end : named])
    return cue.end + tail.start() if tail and tail.start() >= 2 else named
