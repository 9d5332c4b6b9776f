"""What each kind of cue makes of a clause: permissions and prohibitions, restrictions to what is named, duties, advice, and what
happens by itself. `_READERS` is the table; each reader tells whether the clause is dealt with."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from extract.clauses import Clause
from extract.conditions import Alternatives, Conjunction, join, negated, own_condition, read_conditions, unique
from extract.cues import MODALITY, Cue, CueKind, find_cues
from extract.drafts import Draft, State
from extract.facts import ConceptName
from extract.frames import Frame
from extract.page import Page, subject_in
from extract.phrases import Phrase, is_place_only, object_of, read_phrase, same_verb
from extract.spots import object_conditions, usable
from ontology.kinds import ConceptScheme, ConstraintKind, Modality

_MAYBE: Final = re.compile(
    r"可能(?:会|将|是|存在)?\s*\Z|(?:不一定|未必|也许|或许)\s*\Z|(?:并非|不是)(?:所有|全部|任何|每)[^，。]*\Z|是否[^，。]{0,8}\Z|为什么[^，。]*\Z"
)
_ALONE: Final = re.compile(
    r"(?:\A|[，,\s（(])(?:但|目前|暂时?|其中|，)*\s*(?:仅|只有|唯有|只|仅有|仅限|只限|限)(?![供对向])"
)
_THEN: Final = re.compile(r"(?:才|方|始)\s*\Z")
_NEED_THEN: Final = re.compile(
    r"(?P<what>[^，。；]{2,40}?)(?:之?后|的?情况下|的前提下|时)?(?:，|,|\s)*(?:才|方)(?:可以?|能够?|会|允许|支持)?"
)
_TAIL: Final = re.compile(
    r"(?:打开|可见|可用|使用|操作|申请|开通|参与|参加|报名|查看|享受|设置|办理|发起|购买|下单|的申请|访问|提交|登录|适用|开放|展示|生效|出库|提现|导出|添加|创建|处理|领取|兑换|入驻|享有|的场景|的情况|提供)+\s*\Z"
)
_PREMISE: Final = re.compile(
    r"(?:前提条件|前提|使用条件|开通条件|申请条件|必要条件)(?:是|为|[:：])\s*(?P<what>[^。；;]{2,50})|(?:以|须以|需以)(?P<that>[^，。；]{2,30}?)为(?:前提|条件)"
)
_CHANNEL: Final = re.compile(
    r"在(?P<where>[^，。；在]{0,10}?(?:app|pc|小程序|微信|手q|客户端|网页|移动|电脑|手机|h5|web)[^。；在可]{0,8}?(?:端|版|上|侧|小程序|(?=可|无|不|取|修|操|查|申)))",
    re.IGNORECASE,
)
_COMPARES: Final = re.compile(r"\s*(?:低于|高于|大于|小于|超过|少于|多于|等于|超出|早于|晚于|短于|长于)")
_JOINED: Final = re.compile(r"[”\"」】\s]*(?:，)?(?:且|并且?|而且|以及|和|及|、)[“\"「【\s]*(?:已|完成)?")
_KIND: Final = re.compile(
    r"(?!(?:该|此|本|这|其|您|商家|卖家|买家|用户|消费者|平台|系统|目前|暂时?|功能|页面|订单|以上|以下|也|都|均|答|是|但|而))[一-鿿A-Za-z0-9、/“”]{2,20}"
)
_OF: Final = re.compile(
    r"[”\"」】]?的([一-鿿A-Za-z0-9/、和]{2,12}?)(?=[，,。；;\s（(]|\Z)(?<!订单)(?<!申请)(?<!功能)(?<!按钮)(?<!操作)(?<!服务)"
)
_OURS: Final = re.compile(r"(?:我们|我司|我方)\s*\Z")
_FEW: Final = re.compile(r"\s*(?:几|数|若干|一段|一定的?|较长|更长)[个天分小秒时]?")
_VAGUE: Final = re.compile(r"(?:操作|进行|处理|办理|使用|执行|完成|实现|享受|参与|参加|选择)")


@dataclass(frozen=True, slots=True)
class Clue:
    """A statement with what stands around it. `own`: the conditions before its cue, `listed`: those of the items it governs."""

    page: Page
    clause: Clause
    state: State
    frame: Frame
    own: Alternatives
    listed: Alternatives

    @property
    def start(self) -> int:
        """Where the words of the rule begin: its conditions belong to them."""
        begin = self.state.ifs_start
        return min(self.clause.start, begin) if begin is not None else self.clause.start

    def all_conditions(self, more: Alternatives = ()) -> Alternatives:
        """All that the sentence says; one empty conjunction where it says nothing."""
        found = join(join(self.state.conditions, self.own), join(self.listed, more))
        return found or ((),)

    def nearest(self) -> str | None:
        """The feature that the clause itself names."""
        return subject_in(self.page, self.clause.start, self.clause.end)

    def context(self) -> tuple[str, ...]:
        """The features that it may be about, the closest first."""
        cue = self.clause.cue
        before = subject_in(self.page, self.clause.start, cue.lead) if cue else None
        stop = cue.lead if cue else self.clause.end
        told = [n for n in self.frame.features if _names_its_object(self.page, n, self.start, stop)]
        return tuple(dict.fromkeys(n for n in (before, *told, self.state.feature, *self.frame.features) if n))


def _names_its_object(page: Page, label: str, start: int, end: int) -> bool:
    """Whether a stretch names what a feature is done to: 服务费 of 修改服务费."""
    verb = page.told.lexicon.action_first.match(label)
    thing = label[verb.end() :] if verb else ""
    return len(thing) >= 2 and thing in page.told.folded[start:end]


@dataclass(frozen=True, slots=True)
class About:
    """What a rule is about: a feature, else a concept; what of it, and what happens to it."""

    feature: str | None
    subject: ConceptName | None = None
    scope: str | None = None
    effect: str | None = None


def read_statement(clue: Clue) -> bool:
    """Reads the clause by its cue; False where it states something that no rule could read."""
    cue = _cue(clue)
    lead = clue.page.told.folded[max(clue.clause.start, cue.lead - 16) : cue.lead]
    if _MAYBE.search(lead):
        return True
    if _COMPARES.match(clue.page.told.folded, cue.end, clue.clause.end) or _FEW.match(clue.page.told.folded, cue.end):
        return True
    premise = _PREMISE.search(clue.page.told.folded, clue.clause.start, clue.clause.end)
    if premise:
        return _premise(clue, premise)
    return _READERS[cue.kind](clue)


def read_continuation(clue: Clue) -> None:
    """A clause without a cue goes on with the one before it: 可保留证据，提报异常订单投诉申请."""
    page, clause, state = clue.page, clue.clause, clue.state
    premise = _PREMISE.search(page.told.folded, clause.start, clause.end)
    if premise:
        _premise(clue, premise)
        return
    if state.last not in (Modality.ALLOWED, Modality.FORBIDDEN) or state.last_end + 3 < clause.start:
        return
    phrase = read_phrase(page, clause.start, clause.end)
    if state.last is Modality.ALLOWED and phrase.feature and not phrase.aside and phrase.verb_end > phrase.verb_start:
        _add(clue, About(phrase.feature), Modality.ALLOWED, clue.all_conditions(), rule="rule.continued")


def _cue(clue: Clue) -> Cue:
    assert clue.clause.cue is not None
    return clue.clause.cue


def _words(clue: Clue) -> str:
    cue = _cue(clue)
    return clue.page.told.raw[cue.lead : clue.clause.end]


def _add(
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


def _permission(clue: Clue) -> bool:
    """支持 X, 不可 X: a permission or a prohibition of what the verb phrase names."""
    page, cue = clue.page, _cue(clue)
    modality = MODALITY[cue.kind]
    phrase = read_phrase(page, cue.end, clue.clause.end)
    clue.state.last, clue.state.last_end = modality, clue.clause.end
    then = page.told.folded[cue.start : cue.end] == "即可"
    if phrase.aside or (then and (not (clue.own or clue.state.ifs) or not phrase.feature)):
        return True
    qualified = object_conditions(page, phrase)
    alternatives = clue.all_conditions(qualified)
    if (
        modality is Modality.ALLOWED
        and not _is_told(alternatives)
        and is_place_only(page, clue.clause.start, clue.clause.end)
    ):
        return True
    if not _is_told(alternatives) and (kinds := _subjects(clue, phrase)):
        alternatives = clue.all_conditions(kinds)
    about = _about(clue, phrase, bare=not qualified) or _of_concept(clue, phrase, alternatives)
    if about is None:
        return False
    alternatives = tuple(unique(c for c in one if c.name != about.subject) for one in alternatives)
    about = replace(about, scope=about.scope or _channel(clue))
    exclusive = cue.kind is CueKind.NARROW
    if modality is Modality.ALLOWED and (only := _only_these(clue)):
        return _restricted(clue, about, only, permits=True, words=_words(clue))
    for one in (about, *(About(name) for name in phrase.features[1:] if about.feature == phrase.feature)):
        _add(
            clue, one, modality, alternatives, rule=f"rule.{modality.lower()}", words=_words(clue), exclusive=exclusive
        )
    return True


def _subjects(clue: Clue, phrase: Phrase) -> Alternatives:
    """Where a cue has no act of its own behind it, the thing before it is a kind: 针式打印机|暂不支持."""
    page, cue = clue.page, _cue(clue)
    verb = page.told.folded[phrase.verb_start : phrase.verb_end]
    bare = not object_of(page, phrase) and (not verb or bool(_VAGUE.fullmatch(verb)))
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


def _only_these(clue: Clue) -> Alternatives:
    """仅X可…, 只有X才…, 需X后方可…: the conditions outside which it is forbidden."""
    page, cue = clue.page, _cue(clue)
    before = page.told.folded[clue.clause.start : cue.lead]
    then = _THEN.search(before) or page.told.folded[cue.start] == "才"
    alone = _ALONE.search(before)
    if alone:
        start = clue.clause.start + alone.end()
        return clue.own or read_conditions(page.told, start, cue.lead, usable(page, start, cue.lead), own_words=True)
    if then:
        return _last_of(clue, clue.own or clue.state.ifs)
    return ()


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


def _restricted(clue: Clue, about: About, only: Alternatives, *, permits: bool, words: str) -> bool:
    """仅支持A、B: A and B are permitted, what is neither is forbidden; 仅支持A且B: what is not A, and what is not B."""
    told = join(join(clue.state.conditions, clue.own), clue.listed)
    rest = tuple(unique(c for c in one if not any(c in other for other in only)) for one in told) or ((),)
    base = tuple(dict.fromkeys(rest))
    if permits:
        _add(clue, about, Modality.ALLOWED, join(base, only) if base != ((),) else only, rule="rule.only", words=words)
    outside: Alternatives
    if all(len(one) == 1 for one in only):
        outside = (unique(c for one in only for c in negated(one)),)
    else:
        outside = tuple(dict.fromkeys((c,) for one in only for c in negated(one)))
    bare = About(about.feature, about.subject)
    _add(clue, bare, Modality.FORBIDDEN, join(base, outside) if base != ((),) else outside, rule="rule.only")
    return True


def _only(clue: Clue) -> bool:
    """仅支持“货到付款”订单, 仅限主账号操作; with a verb right behind it narrows what may be done (仅支持修改末级)."""
    page, cue = clue.page, _cue(clue)
    phrase = read_phrase(page, cue.end, clue.clause.end)
    marks = usable(page, cue.end, clue.clause.end)
    begins = phrase.verb_end > phrase.verb_start and not any(m.start <= phrase.verb_start for m in marks)
    borne = object_conditions(page, phrase) if begins else ()
    if begins and not borne:
        return _permission(clue) if cue.kind is CueKind.ONLY else True
    only = borne or _named_only(clue, marks)
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
    return _restricted(clue, About(feature), only, permits=cue.kind is CueKind.ONLY, words=_words(clue))


def _named_only(clue: Clue, marks: list) -> Alternatives:  # type: ignore[type-arg]
    """What stands behind 仅支持: concepts, or the source's own words without the verb at their end."""
    page, cue = clue.page, _cue(clue)
    stop = clue.clause.end
    found = read_conditions(page.told, cue.end, stop, marks)
    if found:
        return found
    tail = _TAIL.search(page.told.folded[cue.end : stop])
    own = own_condition(page.told, cue.end, cue.end + tail.start() if tail else stop)
    return ((own,),) if own else ()


def _about(clue: Clue, phrase: Phrase, *, bare: bool) -> About | None:
    """What a permission is about: what its verb phrase names, a part of what the context is about, or that itself."""
    page, cue = clue.page, _cue(clue)
    before = subject_in(page, clue.clause.start, cue.lead)
    verb = page.told.folded[phrase.verb_start : phrase.verb_end]
    words = object_of(page, phrase)
    context = clue.context()
    if phrase.feature and not words and not any(_is_act(page, name, phrase.feature) for name in context[:1]):
        return About(phrase.feature)
    for name in context:
        if verb and same_verb(page, phrase, name) and (phrase.feature is None or _is_part(page, words, name)):
            return About(name, scope=None if _is_part(page, words, name) or not words else words)
    if phrase.feature:
        return About(phrase.feature, scope=_part(page, phrase))
    if verb and not words and (other := _by_verb(page, verb)):
        return About(other)
    if not verb or _VAGUE.fullmatch(verb):
        return _of_object(clue, phrase, before, bare=bare)
    told = next((n for n in clue.frame.features if _names_its_object(page, n, clue.clause.start, cue.lead)), None)
    if before or told:
        return About(before or told, scope=verb + words)
    return None


def _part(page: Page, phrase: Phrase) -> str | None:
    """A part of what a feature is done to: 修改收货地址|的省份."""
    match = _OF.match(page.told.folded, phrase.named_end, phrase.end)
    return page.told.raw[match.start(1) : match.end(1)] if match else None


def _is_act(page: Page, name: str, verb: str) -> bool:
    """Whether a feature that some source calls so is what a bare verb means: 报名百亿补贴 for 报名."""
    called = [s.rule for fact in page.features if fact.label == name for s in fact.spans]
    return any(rule != "feature.topic" for rule in called) and (name.startswith(verb) or name.endswith(verb))


def _by_verb(page: Page, verb: str) -> str | None:
    """The feature of the entry that a bare verb means, where there is but one."""
    found = [f.label for f in page.features if f.label != verb and (f.label.startswith(verb) or f.label.endswith(verb))]
    return found[0] if len(set(found)) == 1 else None


def _of_concept(clue: Clue, phrase: Phrase, alternatives: Alternatives) -> About | None:
    """Where no feature is known, the kind of order itself is what the rule is about."""
    whole = clue.frame.with_own(alternatives if alternatives != ((),) else ())
    subject = next((c.name for one in whole for c in one if not c.negated), None)
    words = clue.page.told.raw[phrase.verb_start : phrase.verb_end] + object_of(clue.page, phrase)
    return About(None, None, effect=words or None) if subject else None


def _is_part(page: Page, words: str, name: str) -> bool:
    """Whether an object is but the whole object of a feature told shorter: 地址 in 订单地址修改."""
    names = [n for fact in page.features if fact.label == name for n in (name, *fact.aliases)]
    return not words or any(words in n for n in names)


def _of_object(clue: Clue, phrase: Phrase, before: str | None, *, bare: bool) -> About | None:
    """A cue with a thing behind it (不支持货到付款) or nothing: the concept, where it is bare and no feature is named."""
    page, cue = clue.page, _cue(clue)
    marks = usable(page, cue.end, clue.clause.end)
    context = clue.context()
    if before:
        return About(before, scope=(object_of(page, phrase) or None) if bare and not marks else None)
    if marks and bare and clue.all_conditions() != ((),):
        return About(None, marks[0].name)
    if context:
        return About(context[0], effect=object_of(page, phrase) or None)
    return About(None, marks[0].name) if marks else None


def _requirement(clue: Clue) -> bool:
    """需X才可Y makes X a condition; else it is a duty in the course of the feature."""
    page, cue, clause = clue.page, _cue(clue), clue.clause
    then = _NEED_THEN.match(page.told.folded, cue.end, clause.end)
    if then:
        only = read_conditions(
            page.told, cue.end, then.end("what"), usable(page, cue.end, then.end("what")), own_words=True
        )
        phrase = read_phrase(page, then.end(), clause.end)
        feature = phrase.feature or next(iter(clue.context()), None)
        if only and feature:
            return _restricted(clue, About(feature), only, permits=True, words=page.told.raw[cue.lead : clause.end])
    phrase = read_phrase(page, cue.end, clause.end)
    asks = page.told.folded[cue.start : cue.end].endswith("请") or page.told.folded[cue.start : cue.end].startswith(
        "请"
    )
    verb = page.told.folded[phrase.verb_start : phrase.verb_end]
    filled = asks and bool(verb) and page.told.lexicon.form.match(verb)
    if phrase.aside or (filled and clue.all_conditions() == ((),)):
        return True
    return _duty(clue, Modality.REQUIRED)


def _duty(clue: Clue, modality: Modality) -> bool:
    """需提供…, 无需…, 建议…: what must, need not or should be done, in the source's words."""
    page, cue, clause = clue.page, _cue(clue), clue.clause
    effect = re.sub(r"\s+", "", page.told.raw[cue.end : clause.end]).strip("，,。；;：:")
    context = clue.context()
    about = About(context[0], effect=effect or None) if context else None
    alternatives = clue.all_conditions()
    if about is None:
        subject = next((c.name for one in alternatives for c in one if not c.negated), None)
        if subject is None:
            return False
        about = About(None, subject, effect=effect or None)
    words = page.told.raw[max(clause.start, clause.body) : clause.end]
    _add(
        clue,
        about,
        modality,
        alternatives,
        rule=f"rule.{modality.lower()}",
        kind=ConstraintKind.PREREQUISITE,
        words=words,
    )
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
    _add(clue, about, Modality.REQUIRED, tuple(dict.fromkeys(conditions)), rule="rule.required", kind=kind, words=words)


def _exemption(clue: Clue) -> bool:
    return _duty(clue, Modality.NOT_REQUIRED)


def _advice(clue: Clue) -> bool:
    phrase = read_phrase(clue.page, _cue(clue).end, clue.clause.end)
    return True if phrase.aside else _duty(clue, Modality.RECOMMENDED)


def _automatic(clue: Clue) -> bool:
    """What the system does: the feature that the clause names, with what happens."""
    page, cue, clause = clue.page, _cue(clue), clue.clause
    named = subject_in(page, cue.lead, clause.end) or subject_in(page, clause.start, clause.end)
    feature = named or next(iter(clue.context()), None)
    alternatives = clue.all_conditions()
    shows = page.told.folded[cue.start : cue.end] in ("显示", "展示")
    if _OURS.search(page.told.folded[clause.start : cue.lead]) or (shows and alternatives == ((),)):
        return True
    effect = re.sub(r"\s+", "", page.told.raw[cue.lead : clause.end]).strip("，,。；;：:")
    about = About(feature, effect=effect or None)
    if feature is None:
        subject = next((c.name for one in alternatives for c in one if not c.negated), None)
        if subject is None:
            return True
        about = About(None, subject, effect=effect or None)
    words = page.told.raw[max(clause.start, clause.body) : clause.end]
    _add(
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
    only = read_conditions(page.told, start, end, usable(page, start, end), own_words=True)
    feature = next(iter(clue.context()), None) or clue.nearest()
    if not only or feature is None:
        return False
    words = page.told.raw[clue.clause.start : clue.clause.end]
    return _restricted(clue, About(feature), only, permits=True, words=words)


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
