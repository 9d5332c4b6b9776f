"""What each kind of cue makes of a clause: permissions and prohibitions, restrictions to what is named, duties, advice, and what
happens by itself. `_READERS` is the table; each reader tells whether the clause is dealt with."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from extract.alone import ALONE, TO_THOSE
from extract.behind_cue import act_of_those, object_conditions, told_behind, when_conditions
from extract.by_way import done_there, is_of_some
from extract.cases import usable
from extract.clicked import read_clicked, read_enough
from extract.clues import VAGUE, About, Clue, about_concept, cue_of, find_about, made_to_do, words_from_cue
from extract.conditions import read_conditions
from extract.conds import Alternatives, Cond, join, unique
from extract.cueless import PREMISE
from extract.cues import MODALITY, CueKind, cue_words
from extract.duties import advice, automatic, duty_goes_on, exemption, requirement
from extract.enough import ENOUGH
from extract.entirely import read_entirely
from extract.exceptions import decides
from extract.mutual import is_of_both
from extract.outcomes import read_outcome
from extract.ownwords import own_condition
from extract.page import Page, named_beside, subject_in
from extract.phrases import Phrase, is_place_only, object_of, read_phrase, same_verb
from extract.restricted import (
    act_for_a_reason,
    answers_yes,
    are_people,
    closed_to_some,
    names_an_act,
    open_to_some,
    tells_of_those,
    used_by_some,
    without_thing,
)
from extract.restrictions import add, named_only, only_these, restrict, restrict_each
from extract.rights import read_right
from extract.speaking import kinds_alone
from extract.together import applies, together
from extract.unaffected import find_left
from extract.unruled import states_nothing
from extract.ways import asks_for_act
from extract.whose import whom, whose
from ontology.kinds import Modality
from ontology.names import fold

_CHANNEL: Final = re.compile(
    r"在(?P<where>[^，。；在]{0,10}?(?:app|pc|小程序|微信|手q|客户端|网页|移动|电脑|手机|h5|web)[^。；在可]{0,8}?(?:端|版|上|侧|小程序|(?=可|无|不|取|修|操|查|申)))",
    re.IGNORECASE,
)
_KIND: Final = re.compile(
    r"(?!(?:该|此|本|这|其|您|商家|卖家|买家|用户|消费者|平台|系统|目前|暂时?|功能|页面|订单|以上|以下|也|都|均|答|是|但|而))[一-鿿A-Za-z0-9、/“”]{2,20}"
)
_ENOUGH: Final = re.compile(
    r"\s*(?:只[需要]|仅需|商家|卖家|用户|买家|您)*(?P<what>[一-鿿A-Za-z]{0,8}?(?:完成|满足|达到|达|满|通过|缴纳|缴清|缴足|支付|付清|开通|签署|补足|补齐|取得|获得|年满|注册满|解除|升级为|成为)[^，。；]{2,16}?)(?:之?后)?\s*"
)
_UNAFFECTED: Final = re.compile(r"(?:\s|但是?|其中|而)*(?P<who>[^，。；]{2,14}?)(?:均|都|则|也)?不受(?:此|其)?影响\s*")
_GOES_ON: Final = re.compile(r"[，,]\s*(?:仍|还|照常|继续|正常|应|须|需|可|能)")
_ABOVE: Final = re.compile(r"(?:以上|上述)(?:各项|几项|所有|全部)?(?:操作|功能|内容|修改|项目)?\s*\Z")
_PRONOUN: Final = re.compile(r"\s*(?:那|则|此时|这时|也)?(?:您|你|我们?|商家|卖家|商户|用户|买家)们?(?:也|都|均)?\s*")
_SHOWN: Final = re.compile(r"(?:可见|可看到?|展示|显示)\s*\Z")
_PLACE: Final = re.compile(
    r"\s*(?:在|于|到|去|至|通过|前往|进入)?\s*【[^】\n]{2,40}】\s*(?:页面?|列表|模块|入口)?[里中内上处下]?\s*"
)
"""Where something is done, behind the cue that lets it be done: 可|在【售后-理赔工单】里|提交理赔申请."""
_BY: Final = re.compile(r"\s*由(?P<who>[^，。；]{2,12}?)(?:自行|自己|直接|亲自|统一|代为)?\s*")


def read_statement(clue: Clue) -> bool:
    """Reads the clause by its cue; False where it states something that no rule could read."""
    if _left(clue):
        return True
    if states_nothing(clue):
        _unaffected(clue)
        return True
    premise = PREMISE.search(clue.page.told.folded, clue.clause.start, clue.clause.end)
    if premise:
        return _premise(clue, premise)
    return read_right(clue) or read_clicked(clue) or read_enough(clue) or _READERS[cue_of(clue).kind](clue)


def _left(clue: Clue) -> bool:
    """What goes on or is halted under what is told before it: 冻结期间|不影响收款."""
    page, clause = clue.page, clue.clause
    told, given = tuple(find_left(page.told, clause.start, clause.end)), clue.all_conditions()
    for modality, start, end in told if given != ((),) else ():
        about = About(subject_in(page, start, end) or page.told.raw[start:end])
        words = page.told.raw[clause.start : clause.end]
        add(clue, about, modality, given, rule=f"rule.{modality.lower()}", words=words)
    return bool(told) and given != ((),)


def _unaffected(clue: Clue) -> None:
    """Who is not affected goes on as before: 已排的课不受影响，|仍需正常上课."""
    page, clause = clue.page, clue.clause
    told = _UNAFFECTED.fullmatch(page.told.folded, clause.start, clause.end)
    own = own_condition(page.told, *told.span("who")) if told else None
    if own is not None and _GOES_ON.match(page.told.folded, clause.end):
        clue.state.add_if(((own,),), clause.start, also=False)


def read_continuation(clue: Clue) -> None:
    """A clause without a cue goes on with the one before it: 可保留证据，提报异常订单投诉申请."""
    page, clause, state = clue.page, clue.clause, clue.state
    premise = PREMISE.search(page.told.folded, clause.start, clause.end)
    if premise:
        _premise(clue, premise)
        return
    if read_right(clue) or _left(clue):
        return
    if duty_goes_on(clue) or read_outcome(clue):
        return
    if state.last not in (Modality.ALLOWED, Modality.FORBIDDEN) or state.last_end + 3 < clause.start:
        return
    phrase = read_phrase(page, clause.start, clause.end)
    if state.last is Modality.ALLOWED and phrase.feature and not phrase.aside and phrase.verb_end > phrase.verb_start:
        add(clue, About(phrase.feature), Modality.ALLOWED, clue.all_conditions(), rule="rule.continued")


def _may(clue: Clue) -> bool:
    return together(clue) or applies(clue) or closed_to_some(clue) or _permission(clue)


def _permission(clue: Clue) -> bool:
    """支持 X, 不可 X: a permission or a prohibition of what the verb phrase names."""
    page, cue = clue.page, cue_of(clue)
    modality = MODALITY[cue.kind]
    denied = asks_for_act(page.told, cue)
    place = _PLACE.match(page.told.folded, cue.end, clue.clause.end) if clue.listed.conditions else None
    phrase = read_phrase(page, place.end() if place else cue.end, clue.clause.end, denied=denied)
    clue.state.last, clue.state.last_end = modality, clue.clause.end
    then = page.told.folded[cue.start : cue.end] in ENOUGH
    enough = _enough(clue) if then and not clue.own else ()
    given = clue.own or enough or clue.state.ifs or clue.listed.conditions
    named = phrase.feature or (clue.listed.conditions and any(same_verb(page, phrase, n) for n in clue.context()[:1]))
    if phrase.aside or _leads_on(clue) or (then and not (given and named)):
        return True
    qualified = join(object_conditions(page, phrase), told_behind(page, clue.clause, phrase))
    qualified = join(join(qualified, enough), _those_let(clue, phrase))
    alternatives = clue.all_conditions(qualified)
    way = modality is Modality.ALLOWED and _tells_a_way(clue, phrase, alternatives)
    act = done_there(clue) if way or (modality is Modality.FORBIDDEN and phrase.feature is None) else None
    if way:
        who = whose(page, clue.clause, act or phrase.feature) if act or phrase.feature else ()
        alternatives = clue.all_conditions(who)
        if not who and not (act and is_of_some(clue, alternatives)):
            return True
    if act:
        add(clue, About(act), modality, alternatives, rule=f"rule.{modality.lower()}", words=words_from_cue(clue))
        return True
    if not _is_told(alternatives) and (kinds := _subjects(clue, phrase)):
        clue.state.kinds = ()
        alternatives = clue.all_conditions(kinds)
    if above := _all_above(clue, phrase):
        for name in above:
            add(clue, About(name), modality, alternatives, rule=f"rule.{modality.lower()}", words=words_from_cue(clue))
        return True
    about = find_about(clue, phrase, bare=not qualified and not is_of_both(page, clue.clause))
    about = about or (None if made_to_do(clue) is not None else about_concept(clue, phrase, alternatives))
    if about is None:
        return False
    alternatives = tuple(
        unique(c for c in one if c.name != about.subject and not _is_done_to(page, phrase, about, c))
        for one in alternatives
    )
    about = replace(about, scope=about.scope or _channel(clue))
    exclusive = cue.kind is CueKind.NARROW
    only = only_these(clue) if modality is Modality.ALLOWED else ()
    if exclusive and not only:
        only = when_conditions(page, clue.clause, phrase) or _by_whom(clue, phrase)
    several = (about, *(About(name) for name in phrase.features[1:] if about.feature == phrase.feature))
    if only and (exclusive or ALONE.search(page.told.folded, clue.clause.start, cue.lead)):
        several = tuple(dict.fromkeys((*several, *map(About, named_beside(page, clue.clause.start, cue.lead)))))
    if only:
        return restrict_each(_but_carried_events(clue), several, only, permits=True, words=words_from_cue(clue))
    for one in several:
        add(
            clue,
            one,
            modality,
            alternatives,
            rule=f"rule.{modality.lower()}",
            words=words_from_cue(clue),
            exclusive=exclusive,
        )
    return True


def _tells_a_way(clue: Clue, phrase: Phrase, alternatives: Alternatives) -> bool:
    """Whether a clause but tells where something is done: of all, or without a name for it."""
    told = _is_told(alternatives) or clue.listed.conditions
    return (not told or phrase.feature is None) and is_place_only(clue.page, clue.clause.start, clue.clause.end)


def _but_carried_events(clue: Clue) -> Clue:
    """A statement without what happened in the one before, where it says itself when alone it holds: 开演前可改签，|退票后|方可重新购票."""
    carried = all(c.start < clue.clause.start for one in clue.own for c in one)
    return replace(clue, own=kinds_alone(clue.own)) if carried else clue


def _those_let(clue: Clue, phrase: Phrase) -> Alternatives:
    """Whom a cue lets act, with those of whom the clause speaks before it: 暂停招生的课程|允许|老学员|续费."""
    those = whom(clue.page, cue_of(clue).end)
    told = clue.own or clue.state.conditions
    return join(whose(clue.page, clue.clause, phrase.feature), those) if those and not told else those


def _all_above(clue: Clue, phrase: Phrase) -> tuple[str, ...]:
    """What the rules before are about, where a statement is about all of them: 以上|均不可操作."""
    page, cue = clue.page, cue_of(clue)
    verb = page.told.folded[phrase.verb_start : phrase.verb_end]
    if not _ABOVE.search(page.told.folded, clue.clause.start, cue.lead) or (verb and not VAGUE.fullmatch(verb)):
        return ()
    return tuple(dict.fromkeys(d.feature for d in (*clue.state.told, *clue.state.drafts) if d.feature and decides(d)))


def _is_done_to(page: Page, phrase: Phrase, about: About, cond: Cond) -> bool:
    """Whether what a condition names is what the act is done to: 调拨单|不可取消 is about 取消调拨单; so is a document that the question asks about."""
    verb, words = page.told.folded[phrase.verb_start : phrase.verb_end], page.told.folded[cond.start : cond.end]
    if not verb or about.feature is None or cond.negated:
        return False
    document = re.fullmatch(cue_words(page.told.lexicon.vocabulary).document, words)
    return fold(about.feature) == verb + words or bool(
        document and (words in page.asked.folded or words in about.feature)
    )


def _enough(clue: Clue) -> Alternatives:
    """What is enough for something: 完成开店认证|即可申请; what is only to be clicked is none."""
    page, start, stop = clue.page, clue.clause.start, cue_of(clue).lead
    match = _ENOUGH.fullmatch(page.told.folded, start, stop)
    if match is None:
        return ()
    return read_conditions(page.told, *match.span("what"), usable(page, *match.span("what")), own_words=True)


def _leads_on(clue: Clue) -> bool:
    """您可以1，…2，…: a cue with nothing but a pronoun before it and nothing behind it only leads on to what follows."""
    page, cue, clause = clue.page, cue_of(clue), clue.clause
    before, behind = page.told.folded[clause.start : cue.lead], page.told.folded[cue.end : clause.end]
    return not behind.strip() and bool(_PRONOUN.fullmatch(before))


def _by_whom(clue: Clue, phrase: Phrase) -> Alternatives:
    """Who alone may: 只能|由主账号|修改."""
    page, cue = clue.page, cue_of(clue)
    who = _BY.fullmatch(page.told.folded, cue.end, phrase.verb_start)
    if not who:
        return ()
    return read_conditions(page.told, *who.span("who"), usable(page, *who.span("who")), own_words=True)


def _subjects(clue: Clue, phrase: Phrase) -> Alternatives:
    """Where a cue has no act of its own behind it, the thing before it is a kind: 针式打印机|暂不支持."""
    page, cue = clue.page, cue_of(clue)
    verb = page.told.folded[phrase.verb_start : phrase.verb_end]
    outside = page.told.folded[cue.start : cue.end] == "不在"
    bare = outside or (not object_of(page, phrase) and (not verb or bool(VAGUE.fullmatch(verb))))
    words = page.told.folded[clue.clause.start : cue.lead].strip()
    named = any(clue.clause.start <= n.start and n.end <= cue.lead for n in page.named)
    if not bare or named or clue.own or not clue.context() or not _KIND.fullmatch(words):
        return ()
    return read_conditions(
        page.told, clue.clause.start, cue.lead, usable(page, clue.clause.start, cue.lead), own_words=True
    )


def _is_told(alternatives: Alternatives) -> bool:
    """Whether anything but events in the source's own words is a condition."""
    return any(not c.discovered for one in alternatives for c in one)


def _channel(clue: Clue) -> str | None:
    """In which app or on which page alone: 在app和pc端."""
    match = _CHANNEL.search(clue.page.told.folded, clue.clause.start, clue.clause.end)
    return clue.page.told.raw[match.start("where") : match.end("where")].strip("，, ") if match else None


def _only(clue: Clue) -> bool:
    """仅支持“货到付款”订单, 仅限主账号操作; with a verb right behind it narrows what may be done (仅支持修改末级)."""
    page, cue = clue.page, cue_of(clue)
    phrase, marks = read_phrase(page, cue.end, clue.clause.end), usable(page, cue.end, clue.clause.end)
    begins = phrase.verb_end > phrase.verb_start and not any(m.start <= phrase.verb_start for m in marks)
    begins = begins and not tells_of_those(clue, phrase)
    borne = object_conditions(page, phrase) if begins else ()
    told = page.told.folded[cue.end : clue.clause.end]
    acts = phrase.feature is not None and not marks and names_an_act(clue, told)
    those = TO_THOSE.fullmatch(page.told.folded, cue.start, cue.end)
    if (begins or acts) and not borne and not those:
        return _permission(clue) if cue.kind is CueKind.ONLY else True
    only = borne or named_only(clue, marks)
    if not only:
        return False
    named = subject_in(page, cue.end, clue.clause.end)
    if those and (thing := open_to_some(clue)):
        own = tuple(unique(c for c in one if c.name != thing.name) for one in clue.own)
        bare = replace(clue, own=tuple(dict.fromkeys(one for one in own if one)))
        permits = cue.kind is CueKind.ONLY
        return restrict(
            bare, About(page.told.raw[thing.start : thing.end]), only, permits=permits, words=words_from_cue(clue)
        )
    context = clue.context()
    feature = (
        context[0]
        if context and context[0] in (subject_in(page, clue.clause.start, cue.lead), clue.state.feature)
        else named
    )
    used = used_by_some(clue)
    theirs = used or (None if those else act_of_those(page, clue.clause))
    feature = act_for_a_reason(clue) or theirs or feature or (context[0] if context else None)
    if feature is None:
        return False
    opens = context[:1] == (feature,) and bool(page.told.folded[clue.clause.start : cue.lead].strip())
    permits = _SHOWN.search(told) is None and (
        cue.kind is CueKind.ONLY or theirs is not None or are_people(only) or opens or answers_yes(clue)
    )
    beside = named_beside(page, clue.clause.start, cue.lead)
    each = [About(one) for one in (beside if feature in beside else (feature,))]
    bare = without_thing(clue) if used else clue
    return restrict_each(bare, each, only, permits=permits, words=words_from_cue(clue))


def _premise(clue: Clue, match: re.Match[str]) -> bool:
    """前提条件为X: what X is not may not."""
    page = clue.page
    group = "what" if match["what"] else "that"
    start, end = match.span(group)
    only = read_entirely(page.told, start, end, usable(page, start, end))
    feature = next(iter(clue.context()), None) or clue.nearest()
    if not only or feature is None:
        return False
    words = page.told.raw[clue.clause.start : clue.clause.end]
    return restrict(clue, About(feature), only, permits=True, words=words)


_READERS: Final[Mapping[CueKind, Callable[[Clue], bool]]] = MappingProxyType(
    {
        CueKind.ALLOW: _may,
        CueKind.FORBID: _may,
        CueKind.NARROW: _permission,
        CueKind.ONLY: _only,
        CueKind.RESTRICT: _only,
        CueKind.REQUIRE: requirement,
        CueKind.NOT_REQUIRE: exemption,
        CueKind.RECOMMEND: advice,
        CueKind.AUTOMATIC: automatic,
    }
)
"""What reads a clause, by the kind of its cue."""
