"""One sentence to its rules, clause by clause: conditions gather until a cue says what may, must or will be.

The order in a clause: what its condition is, what is taken out of it, which figures it holds, what its cue makes of it. What has a
cue and could not be read is told as a gap, so that nothing is lost in silence.
"""

import re
from dataclasses import replace
from typing import Final

from extract.alone import TO_THOSE
from extract.clauses import Clause, Role, labelled, read_clause
from extract.clues import Clue
from extract.conditions import read_conditions
from extract.conds import Alternatives, join
from extract.cues import MODALITY, CueKind, cue_words, find_cues, may_state
from extract.drafts import Draft, State
from extract.exceptions import (
    bracket_that_excepts,
    but_those_named,
    decides,
    except_before,
    except_behind,
    speaks_of_others,
    take_out,
)
from extract.facts import GapFact, Span
from extract.frames import Frame
from extract.limits import Place, find_limits, may_limit
from extract.listed import find_listed
from extract.memory import Memory
from extract.otherwise import behind_otherwise, turn_otherwise
from extract.page import Page, subject_in
from extract.readers import read_continuation, read_need, read_statement
from extract.regions import BRACKET, HIDDEN
from extract.spots import condition_spots, excepted_conditions, own_spots
from extract.statements import Sentence
from extract.subjects import before_named, kinds_in
from extract.whose import whose
from ontology.kinds import ConceptScheme, ConstraintKind, EvidenceField, GapKind, Modality

_HIDING: Final = frozenset((BRACKET, HIDDEN))
_KINDS: Final = frozenset((ConceptScheme.ORDER_TYPE, ConceptScheme.CARRIER, ConceptScheme.ROLE))
_SITUATIONS: Final = frozenset((ConceptScheme.CIRCUMSTANCE, ConceptScheme.PAUSE_REASON))
_PLACE_FIRST: Final = re.compile(r"(?:也|还|但)?(?:可以?|能够?)在[^，,。]{1,12}")
_ELLIPTIC: Final = re.compile(
    r"\s*(?:且|并且?|但|惟|而且|同时)?\s*(?:最[长多高大晚迟少低短小]|[需须应限共仅只不以]|至[少多]|[上下]限|单[次笔日月]|每[次天日周月年])"
)
_WITHIN: Final = re.compile(
    r"\s*(?:[在于][^，。；,]{0,14}?|[^，。；,]{2,14}?[后前])\d+[^，。；,]{1,6}?(?:之|以)?内(?!的)"
)
_SO_OFTEN: Final = re.compile(
    r"[^\d，。]{2,14}?[\d一二两三四五六七八九十]+(?:[次遍回][一-鿿]{0,10}|[个张件笔条份台家][一-鿿]{0,6})(?:机会)?\s*"
)
_AT_MOST: Final = re.compile(r"最多|至多|仅|只|不超过|单|每")
_BELONGS: Final = re.compile(
    r"(?P<who>[^，。；]{2,30}?)(?:均|都|也)?(?:不?属于?(?!性)|不在(?=[^，。；]{2,12}(?:范围|之列|内))|[为是](?=[^，。；不需须可应\d]{2,10}\Z))"
)
_MAY_RULE: Final = re.compile(r"[超需须]|[低高大小少多等早晚迟]于|前提|条件")
"""Without one of these nothing but a cue or a figure makes a rule: bounds by another field, duties before what follows, premises."""
_ALIKE: Final = re.compile(r"(?P<who>[^，。；]{2,20}?)(?:一律|一概|一经[^，。；]{2,6}|统一)")
_AND_SO: Final = re.compile(r"(?:\s|但是?|也|且|并且?|而且?|同时|还|、|都|均)*")
"""A clause that names nobody goes on with those of whom the one before was said."""
_WHEN: Final = re.compile(r"[后前时中期]\Z|^[已未待无有]|期间")
_OF_WHOM: Final = re.compile(r"[一-鿿]{2}的[一-鿿A-Za-z]{1,6}(?:均|都|也|则|就)?\s*\Z")
_GOES_ON: Final = re.compile(r"[，,]\s*(?:以及|或者?(?!许))")
_NEED_FIRST: Final = re.compile(
    r"\s*(?P<who>[^，,]{0,10}?)(?:是|则|还|首先|仍|均|都|必须)*(?:需要?|必须|须)(?P<what>[^，。]{2,30}?)(?:之|以)?后\s*\Z"
)


def read_sentence(
    whole: Page, sentence: Sentence, frame: Frame, memory: Memory | None = None
) -> tuple[list[Draft], list[GapFact]]:
    """The rules of one sentence, in its order, and its statements that no rule could read."""
    page = _seen(whole, sentence)
    state = State(feature=_before_bracket(page, sentence), told=memory.told if memory else ())
    state.last_start = sentence.start
    if memory is not None and 0 <= sentence.start - memory.said_until <= 2:
        state.said = memory.said
    unread: list[GapFact] = []
    bounds = _merged(page, sentence.clauses)
    for index, (start, end) in enumerate(bounds):
        if start >= end or start < state.taken:
            continue
        begin = behind_otherwise(page, start, end)
        lost = begin > start and not turn_otherwise(page, state)
        before = len(state.drafts)
        last = index == len(bounds) - 1 or behind_otherwise(page, *bounds[index + 1]) > bounds[index + 1][0]
        clause = read_clause(page, begin, end, last=last)
        if _superseded(page, start, end):
            state.superseded = True
        if clause.cue is None and page.told.folded[end : end + 1] in (":", "："):
            state.feature = subject_in(page, start, end) or state.feature
        if not _gather(page, clause, state):
            gap = _state(page, clause, state, frame, sentence)
            if gap is not None:
                unread.append(gap)
        if lost:
            state.drafts[before:] = [d for d in state.drafts[before:] if not decides(d)]
        if not _is_elliptic(page, clause):
            state.last_start = start
    if memory is not None and page.told.folded[sentence.end : sentence.end + 1] in (";", "；"):
        memory.said = state.said or state.kinds or _things_of(state.carried)
        memory.said_until = sentence.end
    if memory is not None:
        memory.taken = max(memory.taken, state.taken)
    if memory is not None and not state.drafts and state.conditions:
        memory.govern(page, sentence, state.conditions)
    return [replace(d, superseded=state.superseded or d.superseded) for d in state.drafts], unread


def says_nothing(whole: Page, sentence: Sentence) -> bool:
    """Whether a sentence can state no rule, and governs nothing: no cue, no figure that bounds, no other bound, no premise, no colon
    behind it."""
    text = _seen(whole, sentence).told
    start, end = sentence.start, sentence.end
    return not (
        may_state(text, start, end)
        or _MAY_RULE.search(text.folded, start, end)
        or ":" in text.folded[end - 1 : end + 2]
        or any(may_limit(text, clause, (start, end)) for clause in sentence.clauses)
    )


def _seen(page: Page, sentence: Sentence) -> Page:
    """The page as a sentence reads it: what stands in brackets of its own, and what is no text, is hidden from it."""
    masked = sentence.masked
    if not masked:
        return page
    if masked not in page.told.memo:
        marks = tuple(m for m in page.marks if masked[m.start] not in _HIDING)
        named = tuple(n for n in page.named if masked[n.start] not in _HIDING)
        told = replace(page.told, folded=masked)
        page.told.memo[masked] = replace(page, told=told, marks=marks, named=named, whole=page)
    seen: Page = page.told.memo[masked]
    return seen


def _merged(page: Page, bounds: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Clauses that are nothing but a concept belong to the next: 海囤全球，海关拍卖，预售订单不可修改地址."""
    merged: list[tuple[int, int]] = []
    begin: int | None = None
    for start, end in bounds:
        first = start if begin is None else begin
        words = "".join(page.told.folded[start:end].split()).strip("“”\"「」'|")
        bare = any(start <= m.start and m.end <= end and len(words) <= m.end - m.start for m in page.marks)
        listed = _GOES_ON.match(page.told.folded, end) and not any(find_cues(page.told, start, end))
        if (bare or listed or _PLACE_FIRST.fullmatch(words)) and (start, end) != bounds[-1]:
            begin = first
            continue
        merged.append((first, end))
        begin = None
    return tuple(merged)


def _superseded(page: Page, start: int, end: int) -> bool:
    return bool(cue_words(page.told.lexicon.vocabulary).superseded.search(page.told.folded, start, end))


def _before_bracket(page: Page, sentence: Sentence) -> str | None:
    """What stands in brackets speaks of the feature before them."""
    if sentence.lead is None:
        return None
    return subject_in(page, max(0, sentence.lead - 120), sentence.lead)


def _gather(page: Page, clause: Clause, state: State) -> bool:
    """Takes in a clause that only says under what conditions; False where it states something."""
    start, end = clause.start, clause.end
    match clause.role:
        case Role.NOTHING:
            pass
        case Role.CONDITION:
            _condition(page, clause, state)
        case Role.TOPIC:
            topic = labelled(page, start, end) or kinds_in(page, start, end) or own_spots(page, start, end)
            state.topic, state.kinds, state.ifs, state.ifs_start, state.ruled = topic, (), (), start, False
        case Role.EXCEPT_FIRST:
            if clause.body > start:
                state.topic = join(state.topic, own_spots(page, start, clause.body))
            state.excepted, state.ifs_start = excepted_conditions(page, clause.body, end), start
        case Role.EXCEPT_LAST if state.drafts:
            except_behind(state, excepted_conditions(page, start, end), end)
        case Role.EXCEPT_LAST:
            state.topic, state.ifs, state.ifs_start, state.ruled = (
                excepted_conditions(page, start, end),
                (),
                start,
                False,
            )
        case _:
            _situation(page, clause, state)
            return False
    return True


def _condition(page: Page, clause: Clause, state: State) -> None:
    """A clause that is a condition; 需要X后 is a duty as well, told with what follows."""
    start, end = clause.start, clause.end
    need = _NEED_FIRST.match(page.told.folded[start:end])
    if need:
        state.needs = (start + need.start("what"), start + need.end("what"))
    found = own_spots(page, start + need.start("what") if need else start, end)
    state.feature = subject_in(page, start, end) or state.feature
    if found:
        state.add_if(found, start, also=clause.also)
    elif not clause.also and state.ruled:
        state.forget_ifs()


def _situation(page: Page, clause: Clause, state: State) -> None:
    """A clause that tells a state of affairs before anything is ruled: 订单多次联系不到消费者."""
    if clause.role is not Role.REST or state.drafts:
        return
    start, end = clause.start, clause.end
    belongs = _BELONGS.match(page.told.folded, start, end)
    if belongs and (kinds := _whoever(page, start, belongs.end("who"))):
        state.kinds = kinds
    alike = _ALIKE.match(page.told.folded, start, end)
    if alike and (kinds := kinds_in(page, start, alike.end("who"))):
        state.kinds = kinds
    told = [m for m in page.marks if start <= m.start and m.end <= end and m.name.scheme in _SITUATIONS]
    if told:
        state.add_if(read_conditions(page.told, start, end, told, forms=False), start, also=clause.also)


def _whoever(page: Page, start: int, end: int) -> Alternatives:
    """What belongs or does not belong to something: 酒水|属于…, 人为损坏的|不在…范围内."""
    told = kinds_in(page, start, end)
    return told if told or page.told.folded[end - 1] != "的" else own_spots(page, start, end)


def _state(page: Page, clause: Clause, state: State, frame: Frame, sentence: Sentence) -> GapFact | None:
    """Reads what a clause states: its figures, then its cue; what has a cue and gives nothing is a gap."""
    listed = find_listed(page, sentence, clause)
    if listed.heads:
        return None
    if listed.begin is not None and listed.begin < clause.end:
        clause = replace(clause, end=listed.begin)
    state.taken = max(state.taken, listed.end)
    bracket = bracket_that_excepts(page, clause)
    if bracket is not None:
        clause = replace(clause, end=bracket[0])
    own, taken = condition_spots(page, clause)
    _speaks_of(page, clause, state, own)
    state.others = speaks_of_others(page, clause, state)
    if state.others:
        state.turn_to_others()
    own = take_out(page, clause, state, _carried(page, clause, state, own))
    state.others = state.others and not state.excepted
    clue = Clue(page, clause, state, frame, own, listed)
    before = len(state.drafts)
    if state.needs is not None:
        read_need(clue, state.needs)
        state.needs = None
    handled = _read(clue, taken)
    if state.others:
        but_those_named(state, before)
    if bracket is not None:
        except_behind(state, excepted_conditions(page, bracket[0] + 1, bracket[1] - 1), bracket[1], before)
    _tell_whose(page, clause, state, before)
    fresh = state.drafts[before:]
    except_before(state, before)
    if fresh:
        state.ruled, state.last_end = True, clause.end
        state.feature = fresh[-1].feature or state.feature
    if fresh and all(draft.limit is not None for draft in fresh):
        state.carried = ()
    if clause.cue is None or fresh or handled:
        return None
    words = page.told.raw[clause.start : clause.end].strip()
    span = Span(EvidenceField.ANSWER, clause.start, clause.end, "rule.unread")
    return GapFact(GapKind.UNCLASSIFIED_STATEMENT, f"no rule could be read from: {words[:60]}", (span,))


def _tell_whose(page: Page, clause: Clause, state: State, before: int) -> None:
    """A rule without a condition is one for those of whom its clause speaks."""
    told: list[Draft] = []
    goes_on = clause.cue is not None and _AND_SO.fullmatch(page.told.folded, clause.start, clause.cue.lead)
    before_this, state.said = (state.said, state.said) if goes_on else ((), ())
    for draft in state.drafts[before:]:
        bare = decides(draft) and not draft.conditions and draft.scope is None and not state.excepted
        found = (before_this or whose(page, clause, draft.feature)) if bare else ()
        state.said = found or state.said
        told += [replace(draft, conditions=one) for one in found] or [draft]
    state.drafts[before:] = told


def _speaks_of(page: Page, clause: Clause, state: State, own: Alternatives) -> None:
    """The kinds that a statement speaks of hold for the sentence, until it speaks of others."""
    if clause.cue is None:
        return
    fresh = not state.topic and (state.ruled or not state.ifs) and not own
    begin = max(clause.start, clause.body)
    kinds = kinds_in(page, begin, clause.cue.lead) if fresh else ()
    if fresh and not kinds and (stop := before_named(page, begin, clause.cue.lead)) < clause.cue.lead:
        kinds = kinds_in(page, begin, stop)
    if kinds and clause.cue.kind is not CueKind.RECOMMEND:
        state.kinds, state.carried = kinds, ()
        state.forget_ifs()
    elif own:
        state.kinds = ()


def _carried(page: Page, clause: Clause, state: State, own: Alternatives) -> Alternatives:
    """A permission without conditions of its own has those of the one before it; new ones of a kind replace an if of that kind."""
    kinds = {c.name.scheme for one in own for c in one}
    if state.ruled and kinds & {c.name.scheme for one in state.ifs for c in one}:
        state.forget_ifs()
        state.ruled = True
    permits = clause.cue is not None and MODALITY[clause.cue.kind] in (Modality.ALLOWED, Modality.FORBIDDEN)
    bare = not own and not state.ifs and not state.topic and not _tells_of_others(page, clause)
    carried = state.carried if permits and bare else ()
    if own and permits and state.carried and _only_when(page, clause, own):
        own = join(tuple(tuple(c for c in one if c.name.scheme in _KINDS) for one in state.carried), own)
    state.carried = (own if permits else _kinds_of(own)) if own else carried
    return own or carried


def _tells_of_others(page: Page, clause: Clause) -> bool:
    """Whether a clause says itself of whom it speaks, in words that no reader of conditions knows: 质检合格的货件|可以…."""
    words = page.told.folded[max(clause.start, clause.body) : clause.cue.lead] if clause.cue else ""
    return bool(_OF_WHOM.search(words))


def _kinds_of(own: Alternatives) -> Alternatives:
    """The kinds that a duty binds: 加急单须单独生成波次，|不得与普通订单混合; none where it has other conditions as well."""
    return own if all(c.name.scheme in _KINDS and not c.negated for one in own for c in one) else ()


def _things_of(own: Alternatives) -> Alternatives:
    """The kinds that a permission was told of, known or not, and nothing else."""
    bare = all(
        c.name.scheme in _KINDS or (c.discovered and c.limit is None and not _WHEN.search(c.name.label))
        for one in own
        for c in one
    )
    return own if bare and all(len(one) == 1 and not one[0].negated for one in own) else ()


def _only_when(page: Page, clause: Clause, own: Alternatives) -> bool:
    """Whether conditions say but when, of what the sentence speaks of already: 预售订单出库前可以…，|出库后|不可以."""
    words = page.told.folded[clause.start : clause.cue.lead] if clause.cue else ""
    named = re.search(cue_words(page.told.lexicon.vocabulary).bearer, words)
    when = re.search(r"(?:后|前|期间|时|状态)[则就]?\s*\Z", words)
    return when is not None and named is None and not any(c.name.scheme in _KINDS for one in own for c in one)


def _read(clue: Clue, taken: tuple[tuple[int, int], ...]) -> bool:
    """The figures and the cue of a clause; False where it states something that no rule could read."""
    page, clause, state = clue.page, clue.clause, clue.state
    feature = clue.nearest() or next(iter(clue.context()), None)
    limits = list(find_limits(page, Place(clause.start, clause.end, taken, clue.start), feature=feature))
    if clause.cue is not None and TO_THOSE.fullmatch(page.told.folded, clause.cue.start, clause.cue.end):
        limits = []
    if _forbids_within(page, clause):
        limits = [_denied(page, clause, one) for one in limits if one.limit is None or one.limit.since is None]
    handled = True
    if clause.cue is None:
        if not limits:
            read_continuation(clue)
    elif not any(_is_object(clause, limit, page) for limit in limits):
        handled = read_statement(clue)
    start = min(clue.start, state.last_start) if _is_elliptic(page, clause) else clue.start
    for limit in limits:
        state.drafts += [replace(limit, conditions=one, start=start) for one in clue.all_conditions()]
    return handled


def _is_elliptic(page: Page, clause: Clause) -> bool:
    """Whether a clause begins with what bounds a figure, so that the one before it names what is bounded: …，最长31天."""
    return bool(_ELLIPTIC.match(page.told.folded, clause.start, clause.end))


def _is_object(clause: Clause, limit: Draft, page: Page) -> bool:
    """Whether a cue speaks of a figure behind it (最多可导出10次), so that it permits nothing by itself."""
    if clause.cue is None or clause.cue.kind is CueKind.RECOMMEND:
        return False
    if clause.cue.kind is CueKind.AUTOMATIC:
        gives = re.search(r"提供|给予|给用户|给您", page.told.folded[clause.start : clause.end])
        return limit.kind is ConstraintKind.DURATION and not gives
    if limit.limit is None or limit.rule == "rule.field":
        return True
    if _forbids_within(page, clause):
        return False
    behind = page.told.folded[clause.cue.end : clause.end]
    if (
        clause.cue.kind is CueKind.ALLOW
        and _SO_OFTEN.fullmatch(behind)
        and not _bounds(page.told.folded[clause.start : clause.cue.start], behind.strip())
    ):
        return False
    return any(ch.isdigit() or ch in "一二两三四五六七八九十百千半" for ch in behind) and (
        limit.kind is not ConstraintKind.DURATION or clause.cue.kind is not CueKind.ALLOW
    )


def _bounds(before: str, behind: str) -> bool:
    """Whether words before a cue make a figure a bound: 最多可…; 每日|可拒绝派单5次 permits as well."""
    bound = _AT_MOST.search(before.replace("每", "")) if behind.endswith(("次", "次机会")) else _AT_MOST.search(before)
    return bound is not None


def _forbids_within(page: Page, clause: Clause) -> bool:
    """Whether a time behind a prohibition says when it holds, so that it is no bound on what is done: 不可|在48小时内修改."""
    cue = clause.cue
    return cue is not None and cue.kind is CueKind.FORBID and bool(_WITHIN.match(page.told.folded, cue.end, clause.end))


def _denied(page: Page, clause: Clause, limit: Draft) -> Draft:
    """A time within which something may not be done, told with its negation."""
    if clause.cue is None or limit.effect is None:
        return limit
    return replace(limit, effect=page.told.raw[clause.cue.start : clause.cue.end] + limit.effect)
