"""What each kind of cue makes of a clause: permissions and prohibitions, restrictions to what is named, duties, advice, and what
happens by itself. `_READERS` is the table; each reader tells whether the clause is dealt with."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from extract.alone import ALONE, TO_THOSE
from extract.clauses import PREMISE
from extract.clues import VAGUE, About, Clue, about_concept, cue_of, find_about
from extract.conditions import read_conditions
from extract.conds import Alternatives, Cond, first_affirmed, join, unique
from extract.cues import MODALITY, CueKind, cue_words
from extract.doings import without_doing
from extract.entirely import read_entirely
from extract.outcomes import read_outcome
from extract.page import Page, named_beside, subject_in
from extract.phrases import Phrase, is_place_only, object_of, read_phrase
from extract.restrictions import add, before_act, named_only, only_these, restrict
from extract.spots import object_conditions, usable, when_conditions
from extract.whose import whose
from ontology.kinds import ConstraintKind, Modality
from ontology.names import fold

_MAYBE: Final = re.compile(
    r"可能(?:会|将|是|存在)?\s*\Z|(?:也许|或许)\s*\Z|(?:并非|不是)(?:只有?|仅有?|所有|全部|任何|每|说|指|意味|代表)[^，。]*\Z|(?:不意味着|不代表|不等于)[^，。]*\Z|是否[^，。]{0,8}\Z|为什么[^，。]*\Z"
)
_NEED_THEN: Final = re.compile(
    r"(?P<what>[^，。；]{2,40}?)(?:之?后|的?情况下|的前提下|时)?(?:，|,|\s)*(?:才|(?<![官双对一地平多三买卖乙甲供])方(?=可|能|得|允许|准许|支持|予以|会|行))(?:可以?|能够?|会|允许|支持)?"
)
_CHANNEL: Final = re.compile(
    r"在(?P<where>[^，。；在]{0,10}?(?:app|pc|小程序|微信|手q|客户端|网页|移动|电脑|手机|h5|web)[^。；在可]{0,8}?(?:端|版|上|侧|小程序|(?=可|无|不|取|修|操|查|申)))",
    re.IGNORECASE,
)
_COMPARES: Final = re.compile(r"\s*(?:低于|高于|大于|小于|超过|少于|多于|等于|超出|早于|晚于|短于|长于)")
_KIND: Final = re.compile(
    r"(?!(?:该|此|本|这|其|您|商家|卖家|买家|用户|消费者|平台|系统|目前|暂时?|功能|页面|订单|以上|以下|也|都|均|答|是|但|而))[一-鿿A-Za-z0-9、/“”]{2,20}"
)
_ENOUGH: Final = re.compile(
    r"\s*(?:只[需要]|仅需|商家|卖家|用户|买家|您)*(?P<what>[一-鿿A-Za-z]{0,8}?(?:完成|满足|达到|达|满|通过|缴纳|缴清|缴足|支付|付清|开通|签署|补足|补齐|取得|获得|年满|注册满|解除|升级为|成为)[^，。；]{2,16}?)(?:之?后)?\s*"
)
_PRONOUN: Final = re.compile(r"\s*(?:那|则|此时|这时|也)?(?:您|你|我们?|商家|卖家|商户|用户|买家)们?(?:也|都|均)?\s*")
_EXPLAINS: Final = re.compile(
    r"[^，。；]{0,24}?(?:可能|通常|一般|大多|往往|多)(?:是|因|由)|[^，。；]{0,24}?(?:常见|主要|可能的?)?原因(?:如下|有|是|为|包括|可能|通常|[:：])"
)
_SHOWN: Final = re.compile(r"(?:可见|可看到?|展示|显示)\s*\Z")
_BY: Final = re.compile(r"\s*由(?P<who>[^，。；]{2,12}?)(?:自行|自己|直接|亲自|统一)?\s*")
_MEANS_LAST: Final = re.compile(r"(?:支付|付款|收款)\s*\Z")
_OURS: Final = re.compile(r"(?:我们|我司|我方)\s*\Z")
_AND_DO: Final = re.compile(r"\s*(?:并且?|且|同时|还)(?:在[^，。；]{1,8}中)?")
_GOING_ON: Final = frozenset((ConstraintKind.PREREQUISITE, ConstraintKind.CONSEQUENCE))
_SAYS_NOTHING: Final = re.compile(
    r"以[^，。；]{2,14}为准|不受(?:任何|此|该|其|后续|上述)?[^，。；]{0,6}影响|仅?供(?:您|商家|各位)?参考|(?:请|敬请|望)(?:您|各位|商家|大家)*(?:知晓|知悉|悉知|谅解|理解|见谅|放心|留意|注意|耐心|按提示|按顺序|结合)"
    r"|(?:请|可以?|敬请)(?:前往|至|到|在|于|去|通过)[^，。；可]{2,24}?(?:查看|查询|查阅|找到|看到|查到|了解|下载|获取|关注|咨询)(?:哦|喔|呢|~)*[”\"]?\s*\Z"
)
"""Words of courtesy, and where more is to be seen."""
_FEW: Final = re.compile(r"\s*(?:几|数|若干|一段|一定的?|较长|更长)[个天分小秒时]?")


def read_statement(clue: Clue) -> bool:
    """Reads the clause by its cue; False where it states something that no rule could read."""
    cue = cue_of(clue)
    lead = clue.page.told.folded[max(clue.clause.start, cue.lead - 16) : cue.lead]
    if _MAYBE.search(lead):
        return True
    if _COMPARES.match(clue.page.told.folded, cue.end, clue.clause.end) or _FEW.match(clue.page.told.folded, cue.end):
        return True
    if cue.kind is CueKind.FORBID and _EXPLAINS.match(clue.page.told.folded, cue.end, clue.clause.end):
        return True
    if _SAYS_NOTHING.search(clue.page.told.folded, clue.clause.start, clue.clause.end):
        return True
    premise = PREMISE.search(clue.page.told.folded, clue.clause.start, clue.clause.end)
    if premise:
        return _premise(clue, premise)
    return _READERS[cue.kind](clue)


def read_continuation(clue: Clue) -> None:
    """A clause without a cue goes on with the one before it: 可保留证据，提报异常订单投诉申请."""
    page, clause, state = clue.page, clue.clause, clue.state
    premise = PREMISE.search(page.told.folded, clause.start, clause.end)
    if premise:
        _premise(clue, premise)
        return
    if _duty_goes_on(clue) or read_outcome(clue):
        return
    if state.last not in (Modality.ALLOWED, Modality.FORBIDDEN) or state.last_end + 3 < clause.start:
        return
    phrase = read_phrase(page, clause.start, clause.end)
    if state.last is Modality.ALLOWED and phrase.feature and not phrase.aside and phrase.verb_end > phrase.verb_start:
        add(clue, About(phrase.feature), Modality.ALLOWED, clue.all_conditions(), rule="rule.continued")


def _duty_goes_on(clue: Clue) -> bool:
    """须提供发票，|并附上沟通记录: what else must be done, or happens then, under the conditions of the rule before it."""
    page, clause, state = clue.page, clue.clause, clue.state
    last = state.drafts[-1] if state.drafts else None
    more = _AND_DO.match(page.told.folded, clause.start, clause.end)
    if (
        last is None
        or more is None
        or last.end + 3 < clause.start
        or last.kind not in _GOING_ON
        or last.limit is not None
    ):
        return False
    verb = page.told.lexicon.action_first.match(page.told.folded, more.end(), clause.end)
    if verb is None:
        return False
    effect = re.sub(r"\s+", "", page.told.raw[more.end() : clause.end]).strip("，,。；;：:")
    words = page.told.raw[clause.start : clause.end]
    for draft in state.latest():
        state.drafts.append(replace(draft, end=clause.end, effect=effect, words=words, rule="rule.continued"))
    return True


def _words(clue: Clue) -> str:
    cue = cue_of(clue)
    return clue.page.told.raw[cue.lead : clue.clause.end]


def _permission(clue: Clue) -> bool:
    """支持 X, 不可 X: a permission or a prohibition of what the verb phrase names."""
    page, cue = clue.page, cue_of(clue)
    modality = MODALITY[cue.kind]
    phrase = read_phrase(page, cue.end, clue.clause.end, denied=cue.kind is CueKind.FORBID)
    clue.state.last, clue.state.last_end = modality, clue.clause.end
    then = page.told.folded[cue.start : cue.end] == "即可"
    enough = _enough(clue) if then and not clue.own else ()
    if phrase.aside or _leads_on(clue) or (then and (not (clue.own or enough or clue.state.ifs) or not phrase.feature)):
        return True
    qualified = join(object_conditions(page, phrase), when_conditions(page, clue.clause, phrase))
    qualified = join(qualified, enough)
    alternatives = clue.all_conditions(qualified)
    if (
        modality is Modality.ALLOWED
        and (not _is_told(alternatives) or phrase.feature is None)
        and is_place_only(page, clue.clause.start, clue.clause.end)
    ):
        who = whose(page, clue.clause, phrase.feature) if phrase.feature else ()
        if not who:
            return True
        alternatives = clue.all_conditions(who)
    if not _is_told(alternatives) and (kinds := _subjects(clue, phrase)):
        alternatives = clue.all_conditions(kinds)
    about = find_about(clue, phrase, bare=not qualified) or about_concept(clue, phrase, alternatives)
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
    if only and ALONE.search(page.told.folded, clue.clause.start, cue.lead):
        several = tuple(dict.fromkeys((*several, *map(About, named_beside(page, clue.clause.start, cue.lead)))))
    if only:
        for one in several:
            restrict(clue, one, only, permits=True, words=_words(clue))
        return True
    for one in several:
        add(clue, one, modality, alternatives, rule=f"rule.{modality.lower()}", words=_words(clue), exclusive=exclusive)
    return True


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
    phrase = read_phrase(page, cue.end, clue.clause.end)
    marks = usable(page, cue.end, clue.clause.end)
    begins = phrase.verb_end > phrase.verb_start and not any(m.start <= phrase.verb_start for m in marks)
    borne = object_conditions(page, phrase) if begins else ()
    told = page.told.folded[cue.end : clue.clause.end]
    acts = phrase.feature is not None and not marks and _names_an_act(clue, told)
    those = TO_THOSE.fullmatch(page.told.folded, cue.start, cue.end)
    if (begins or acts) and not borne and not those:
        return _permission(clue) if cue.kind is CueKind.ONLY else True
    only = borne or named_only(clue, marks)
    if not only:
        return False
    named = subject_in(page, cue.end, clue.clause.end)
    context = clue.context()
    feature = (
        context[0]
        if context and context[0] in (subject_in(page, clue.clause.start, cue.lead), clue.state.feature)
        else named
    )
    feature = feature or (context[0] if context else None)
    if feature is None:
        return False
    shows = _SHOWN.search(told)
    return restrict(clue, About(feature), only, permits=cue.kind is CueKind.ONLY and shows is None, words=_words(clue))


def _names_an_act(clue: Clue, words: str) -> bool:
    """Whether what alone is supported is an act (全额退款), not a means (微信支付), nor who may do something (会员参加)."""
    ends_so = clue.page.told.lexicon.action_last.search(words) and not _MEANS_LAST.search(words)
    return bool(ends_so) and before_act(clue) == clue.clause.end


def _requirement(clue: Clue) -> bool:
    """需X才可Y makes X a condition; else it is a duty in the course of the feature."""
    page, cue, clause = clue.page, cue_of(clue), clue.clause
    then = _NEED_THEN.match(page.told.folded, cue.end, clause.end)
    if then:
        only = clue.listed.conditions or read_conditions(
            page.told, cue.end, then.end("what"), usable(page, cue.end, then.end("what")), own_words=True
        )
        phrase = read_phrase(page, then.end(), clause.end)
        feature = phrase.feature or next(iter(clue.context()), None)
        if only and feature:
            return restrict(clue, About(feature), only, permits=True, words=page.told.raw[cue.lead : clause.end])
    phrase = read_phrase(page, cue.end, clause.end)
    asked = page.told.folded[cue.start : cue.end]
    asks = asked.startswith("请") or asked.endswith("请")
    verb = page.told.folded[phrase.verb_start : phrase.verb_end]
    filled = asks and bool(verb) and page.told.lexicon.form.match(verb)
    if phrase.aside or (filled and clue.all_conditions() == ((),)):
        return True
    return _duty(clue, Modality.REQUIRED)


def _duty(clue: Clue, modality: Modality) -> bool:
    """需提供…, 无需…, 建议…: what must, need not or should be done, in the source's words."""
    page, cue, clause = clue.page, cue_of(clue), clue.clause
    alternatives, feature = without_doing(page, clue.all_conditions(), next(iter(clue.context()), None))
    clue.state.duty = (cue.end, clause.end) if modality is Modality.REQUIRED else None
    told = cue.lead if cue.denied and modality is Modality.RECOMMENDED else cue.end
    about = _about_effect(clue, feature, told, alternatives)
    if about is None:
        return False
    words = page.told.raw[max(clause.start, clause.body) : clause.end]
    add(
        clue,
        about,
        modality,
        alternatives,
        rule=f"rule.{modality.lower()}",
        kind=ConstraintKind.PREREQUISITE,
        words=words,
    )
    return True


def _about_effect(clue: Clue, feature: str | None, start: int, alternatives: Alternatives) -> About | None:
    """What the words from `start` on say happens to a feature or, where there is none, to the first kind that is named."""
    effect = re.sub(r"\s+", "", clue.page.told.raw[start : clue.clause.end]).strip("，,。；;：:") or None
    subject = None if feature else first_affirmed(alternatives)
    return About(feature, subject, effect=effect) if feature or subject else None


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


def _exemption(clue: Clue) -> bool:
    return _duty(clue, Modality.NOT_REQUIRED)


def _advice(clue: Clue) -> bool:
    phrase = read_phrase(clue.page, cue_of(clue).end, clue.clause.end)
    return True if phrase.aside else _duty(clue, Modality.RECOMMENDED)


def _automatic(clue: Clue) -> bool:
    """What the system does: the feature that the clause names, with what happens."""
    page, cue, clause = clue.page, cue_of(clue), clue.clause
    named = subject_in(page, cue.lead, clause.end) or subject_in(page, clause.start, clause.end)
    feature = named or next(iter(clue.context()), None)
    alternatives = clue.all_conditions()
    shows = page.told.folded[cue.start : cue.end] in ("显示", "展示")
    if _OURS.search(page.told.folded[clause.start : cue.lead]) or (shows and alternatives == ((),)):
        return True
    about = _about_effect(clue, feature, cue.lead, alternatives)
    if about is None:
        return True
    words = page.told.raw[max(clause.start, clause.body) : clause.end]
    add(
        clue,
        about,
        Modality.AUTOMATIC,
        alternatives,
        rule="rule.automatic",
        kind=ConstraintKind.CONSEQUENCE,
        words=words,
    )
    return True


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
        CueKind.ALLOW: _permission,
        CueKind.FORBID: _permission,
        CueKind.NARROW: _permission,
        CueKind.ONLY: _only,
        CueKind.RESTRICT: _only,
        CueKind.REQUIRE: _requirement,
        CueKind.NOT_REQUIRE: _exemption,
        CueKind.RECOMMEND: _advice,
        CueKind.AUTOMATIC: _automatic,
    }
)
"""What reads a clause, by the kind of its cue."""
