"""One sentence to its rules, clause by clause: conditions gather until a cue says what may, must or will be.

The order in a clause: what its condition is, what is taken out of it, which figures it holds, what its cue makes of it. What has a
cue and could not be read is told as a gap, so that nothing is lost in silence.
"""

import re
from dataclasses import replace
from typing import Final

from extract.actors import tell_who_acts
from extract.acts_of_those import acts_of_those, read_each
from extract.again import measured_again
from extract.alike import alike
from extract.alone import TO_THOSE
from extract.behind_cue import measured_of
from extract.bounded import denied, forbids_within, is_object, names_its_time
from extract.captions import level_case
from extract.cases import excepted_conditions, own_spots
from extract.clauses import Clause, read_clause
from extract.clues import Clue
from extract.conds import Alternatives, but_below, join
from extract.cueless import Role, labelled, suffered
from extract.cues import cue_words, may_state
from extract.drafts import Draft, State
from extract.duties import read_need
from extract.entrusted import entrusted
from extract.exceptions import (
    at_other_times,
    bracket_that_excepts,
    but_apart,
    but_as_agreed,
    but_brackets,
    but_some,
    but_those_named,
    decides,
    except_before,
    except_behind,
    from_then_on,
    last_said,
    speaks_of_others,
    take_out,
)
from extract.facts import GapFact, Span
from extract.figure_first import turn_to_figure
from extract.follows import is_wished, outcome_in
from extract.frames import Frame
from extract.in_full import told_in_full
from extract.labelled_acts import answered_label
from extract.limits import Place, by_the_same, find_limits, may_limit
from extract.listed import Listed, find_listed, takes_out_below
from extract.listed_acts import Spans, acts_below, read_acts, thought_below
from extract.memory import Memory
from extract.merged import merged
from extract.opposed import but_quoted
from extract.otherwise import behind_otherwise, turn_otherwise
from extract.outcomes import read_outcome
from extract.ownwords import own_condition
from extract.page import Page, but_hidden, subject_in
from extract.qualified import narrow, narrowed_to
from extract.readers import read_continuation, read_statement
from extract.regions import BRACKET
from extract.restricted import used_by_some
from extract.since_then import hold_since
from extract.situations import tell_situation
from extract.speaking import but_documents, carry, kinds_alone, permitted_before, speak_of, tell_whose, things_of
from extract.spots import condition_spots
from extract.statements import Sentence
from extract.subjects import kinds_in
from extract.summed_up import cases_of, is_summed_up, must_all_be, parts_of
from extract.unruled import advises, defines
from extract.whose import whose
from ontology.kinds import EvidenceField, GapKind

_ELLIPTIC: Final = re.compile(
    r"\s*(?:且|并且?|但|惟|而且|同时)?\s*(?:最[长多高大晚迟少低短小]|[需须应限共仅只不以]|至[少多]|[上下]限|单[次笔日月]|每[次天日周月年])"
)
_OF_THESE: Final = "其中"
_NEAR: Final = 120
_MAY_RULE: Final = re.compile(r"[超需须]|[低高大小少多等早晚迟]于|前提|条件|权限")
"""Without one of these nothing but a cue or a figure makes a rule: bounds by another field, duties before what follows, premises."""
_MEASURES_STATE: Final = re.compile(
    r"[\s(（]*(?:[不未超]?[满足过到]|至少|最[多少])?\s*[\d.一二两三四五六七八九十半百]+\s*[一-鿿%]{1,4}?(?:（?含）?)?(?:及?以[上下内]|之?内)?[)）]的"
)
"""A figure in brackets that only tells how far the state before it goes: 许可证即将到期（|30天内）的."""
_NEED_FIRST: Final = re.compile(
    r"\s*(?P<who>[^，,]{0,10}?)(?:是|则|还|首先|仍|均|都|必须)*(?:需要?|必须|须)(?P<what>[^，。]{2,30}?)(?:之|以)?后\s*\Z"
)


def read_sentence(
    whole: Page, sentence: Sentence, frame: Frame, memory: Memory | None = None
) -> tuple[list[Draft], list[GapFact]]:
    """The rules of one sentence, in its order, and its statements that no rule could read; one that defines a word has neither."""
    page = _seen(whole, sentence)
    return ([], []) if defines(page.told, sentence.start, sentence.end) else _stated(page, sentence, frame, memory)


def _stated(page: Page, sentence: Sentence, frame: Frame, memory: Memory | None) -> tuple[list[Draft], list[GapFact]]:
    """What a sentence states, clause by clause."""
    state = State(feature=_before_bracket(page, sentence), told=memory.told if memory else ())
    page = but_brackets(page, sentence, state)
    state.last_start = sentence.start
    if memory is not None and 0 <= sentence.start - memory.said_until <= 2:
        state.said = memory.said
    unread: list[GapFact] = []
    bounds = merged(page, sentence.clauses)
    for index, (start, end) in enumerate(bounds):
        acts = entrusted(page, start, end)
        state.drafts += acts
        if start >= end or start < state.taken or acts:
            continue
        begin = behind_otherwise(page, start, end)
        lost = begin > start and not turn_otherwise(page, state)
        before = len(state.drafts)
        last = index == len(bounds) - 1 or behind_otherwise(page, *bounds[index + 1]) > bounds[index + 1][0]
        clause = read_clause(page, begin, end, last=last)
        if _superseded(page, start, end):
            state.superseded = True
        if clause.cue is None and page.told.folded[end : end + 1] in (":", "："):
            state.feature = answered_label(page.told, start, end) or subject_in(page, start, end) or state.feature
        if not _gather(page, clause, state):
            gap = _state(page, clause, state, frame, sentence)
            if gap is not None:
                unread.append(gap)
        if lost:
            state.drafts[before:] = [d for d in state.drafts[before:] if not decides(d)]
        captioned = start > sentence.start and page.told.folded[start - 1] in ":："
        if not _is_elliptic(page, clause) and not captioned:
            state.last_start = start
    if memory is not None and page.told.folded[sentence.end : sentence.end + 1] in (";", "；"):
        memory.said = state.said or state.kinds or things_of(state.carried)
        memory.said_until = sentence.end
    if memory is not None:
        memory.taken = max(memory.taken, state.taken)
    governs = join(() if state.drafts and not state.governs else state.conditions, state.governs)
    if memory is not None and governs:
        memory.govern(page, sentence, governs, brackets=not state.acts)
    return [replace(d, superseded=state.superseded or d.superseded) for d in state.drafts], unread


def says_nothing(whole: Page, sentence: Sentence) -> bool:
    """Whether a sentence can state no rule, and governs nothing: no cue, no figure that bounds, no other bound, no premise, no colon
    behind it; or a bracket that only narrows what is told around it."""
    if sentence.lead is not None and (
        narrowed_to(whole, sentence.lead, sentence.end + 1)
        or _tells_level(whole, sentence)
        or _MEASURES_STATE.match(whole.told.folded, sentence.start)
    ):
        return True
    text = _seen(whole, sentence).told
    start, end = sentence.start, sentence.end
    return defines(text, start, end) or not (
        may_state(text, start, end)
        or _MAY_RULE.search(text.folded, start, end)
        or ":" in text.folded[end - 1 : end + 2]
        or any(outcome_in(text, *clause) is not None or entrusted(whole, *clause) for clause in sentence.clauses)
        or any(may_limit(text, clause, (start, end)) for clause in sentence.clauses)
    )


def _tells_level(whole: Page, sentence: Sentence) -> bool:
    """Whether a sentence is the case in the bracket behind a level."""
    text, lead = whole.told, sentence.lead or 0
    line = text.folded.rfind("\n", 0, lead) + 1
    begin = max(line, *(text.folded.rfind(mark, 0, lead) + 1 for mark in "。；;•·"))
    return level_case(text, begin, sentence.end + 1) is not None


def _seen(page: Page, sentence: Sentence) -> Page:
    """The page as a sentence reads it: what stands in brackets of its own, and what is no text, is hidden from it."""
    masked = sentence.masked
    if not masked:
        return page
    if masked not in page.told.memo:
        page.told.memo[masked] = but_hidden(page, masked)
    seen: Page = page.told.memo[masked]
    return seen


def _superseded(page: Page, start: int, end: int) -> bool:
    return bool(cue_words(page.told.lexicon.vocabulary).superseded.search(page.told.folded, start, end))


def _before_bracket(page: Page, sentence: Sentence) -> str | None:
    """What stands in brackets speaks of the feature before them, in a table of one in its cell."""
    if sentence.lead is None:
        return None
    line = page.told.folded.rfind("\n", 0, sentence.lead)
    begin = max(0, sentence.lead - _NEAR, page.told.folded.rfind("|", line + 1, sentence.lead))
    return subject_in(page, begin, sentence.lead)


def _gather(page: Page, clause: Clause, state: State) -> bool:
    """Takes in a clause that only says under what conditions; False where it states something."""
    start, end = clause.start, clause.end
    match clause.role:
        case Role.NOTHING:
            pass
        case Role.CONDITION:
            _condition(page, clause, state)
        case Role.TOPIC:
            bare = start + len(page.told.folded[start:end].rstrip(BRACKET))
            topic = labelled(page, start, end) or kinds_in(page, start, end) or own_spots(page, start, bare)
            if state.ifs and not state.ruled:
                state.topic = join(state.topic, topic)
            else:
                state.topic, state.kinds, state.ifs, state.ifs_start, state.ruled = topic, (), (), start, False
        case Role.EXCEPT_FIRST:
            if clause.body > start:
                state.topic = join(state.topic, own_spots(page, start, clause.body))
            state.excepted, state.ifs_start = excepted_conditions(page, clause.body, end), start
        case Role.AS_AGREED:
            but_as_agreed(state, excepted_conditions(page, start, end), end)
        case Role.EXCEPT_LAST if but_some(page, clause, state):
            pass
        case Role.EXCEPT_LAST if state.drafts:
            except_behind(state, excepted_conditions(page, start, end), end, last_said(state.drafts))
        case Role.EXCEPT_LAST:
            state.topic, state.ifs, state.ifs_start, state.ruled = (
                excepted_conditions(page, start, end),
                (),
                start,
                False,
            )
        case _:
            tell_situation(page, clause, state)
            return False
    return True


def _condition(page: Page, clause: Clause, state: State) -> None:
    """A clause that is a condition; 需要X后 is a duty as well, told with what follows."""
    start, end = clause.start, clause.end
    need = _NEED_FIRST.match(page.told.folded[start:end])
    if need:
        state.needs = (start + need.start("what"), start + need.end("what"))
    wished = is_wished(page.told, start, end)
    row = _summed_up(page, start, end)
    told = row or (() if wished else own_spots(page, start + need.start("what") if need else start, end))
    if told and (what := suffered(page.told, start, end)):
        own = own_condition(page.told, *what)
        also_told = any(c.end > what[0] for one in told for c in one)
        told = told if own is None or also_told else join(told, ((own,),))
    found = told_in_full(page, measured_again(page, told))
    state.feature = subject_in(page, start, end) or state.feature
    if found:
        state.add_if(found, start, also=clause.also)
    elif not clause.also and state.ruled and not wished:
        state.forget_ifs()


def _summed_up(page: Page, start: int, end: int) -> Alternatives:
    """The row of cases that the clause behind sums up: any of them, or all."""
    if not must_all_be(page.told, end):
        return cases_of(page.told, start, end) if is_summed_up(page.told, end) else ()
    row: Alternatives = ()
    for one in parts_of(page.told, start, end):
        either = kinds_in(page, *one, row=True) if "或" in page.told.folded[slice(*one)] else ()
        row = join(row, either or own_spots(page, *one))
    return row


def _state(page: Page, clause: Clause, state: State, frame: Frame, sentence: Sentence) -> GapFact | None:
    """Reads what a clause states: its figures, then its cue; what has a cue and gives nothing is a gap."""
    those = acts_of_those(page, sentence, clause)
    acts, listed = ((), Listed(end=those[-1][1])) if those else _below(page, sentence, clause, state)
    if listed.heads:
        return None
    if listed.begin is not None and listed.begin < clause.end:
        clause = replace(clause, end=listed.begin)
    state.taken = max(state.taken, listed.end)
    if listed.conditions and takes_out_below(page, sentence, clause):
        state.excepted, listed = listed.conditions, replace(listed, conditions=())
    if listed.conditions:
        state.topic, state.kinds, state.ifs = map(but_below, (state.topic, state.kinds, state.ifs))
    bracket = bracket_that_excepts(page, clause)
    if bracket is not None:
        clause = replace(clause, end=bracket[0])
    own, taken = condition_spots(page, clause)
    turn_to_figure(page, clause, state)
    taken += (*measured_of(page, clause), *hold_since(page, clause, state, own))
    taken += tuple(
        (c.start, c.end) for one in state.ifs for c in one if c.limit is not None and c.start >= clause.start
    )
    own = told_in_full(page, measured_again(page, own))
    speak_of(page, clause, state, own)
    state.others = speaks_of_others(page, clause, state)
    if state.others:
        state.turn_to_others()
    own = from_then_on(page, clause, state, take_out(page, clause, state, carry(page, clause, state, own)))
    state.give_way(but_quoted(own, page.told.folded), page.told.lexicon.vocabulary)
    state.others = state.others and not state.excepted
    clue = Clue(page, clause, state, frame, own, listed)
    before = len(state.drafts)
    if state.needs is not None:
        read_need(clue, state.needs)
        state.needs = None
    handled = read_each(clue, those) if those else read_acts(clue, acts) if acts else _read(clue, taken)
    if state.others and not at_other_times(page, clause, state, before):
        but_those_named(state, before)
    if bracket is not None:
        except_behind(state, excepted_conditions(page, bracket[0] + 1, bracket[1] - 1), bracket[1], before)
    narrow(page, clause, state, before)
    tell_whose(page, clause, state, before)
    tell_who_acts(page, clause, state, before)
    but_apart(state, clause, before)
    fresh = state.drafts[before:]
    except_before(state, before)
    if fresh:
        state.ruled, state.last_end = True, clause.end
        state.feature = fresh[-1].feature or state.feature
    if fresh and all(draft.limit is not None for draft in fresh):
        state.carried = but_documents(page, kinds_alone(state.carried))
    if clause.cue is None or fresh or handled:
        return None
    words = page.told.raw[clause.start : clause.end].strip()
    span = Span(EvidenceField.ANSWER, clause.start, clause.end, "rule.unread")
    return GapFact(GapKind.UNCLASSIFIED_STATEMENT, f"no rule could be read from: {words[:60]}", (span,))


def _below(page: Page, sentence: Sentence, clause: Clause, state: State) -> tuple[Spans, Listed]:
    """What stands below a clause: acts that it is about, or things and cases; `heads` where all below is read by itself."""
    acts = acts_below(page, sentence, clause)
    if thought_below(page, clause):
        state.governs = condition_spots(page, clause)[0] or (() if state.conditions else whose(page, clause, None))
        return acts, Listed(end=acts[-1][1]) if acts else Listed(heads=True)
    if not acts:
        return acts, find_listed(page, sentence, clause)
    state.governs, state.acts = join(state.conditions, condition_spots(page, clause)[0]), True
    return acts, Listed(end=acts[-1][1])


def _read(clue: Clue, taken: tuple[tuple[int, int], ...]) -> bool:
    """The figures and the cue of a clause; False where it states something that no rule could read."""
    page, clause, state = clue.page, clue.clause, clue.state
    feature = clue.nearest() or next(iter(clue.context()), None)
    if same := alike(clue):
        state.drafts += same
        return True
    limits = list(find_limits(page, Place(clause.start, clause.end, taken, clue.start), feature=feature))
    if limits and page.told.folded.startswith(_OF_THESE, clause.start):
        limits = [by_the_same(one, state.drafts) for one in limits]
    alone = clause.cue and TO_THOSE.fullmatch(page.told.folded, clause.cue.start, clause.cue.end)
    if clause.cue is not None and (alone or used_by_some(clue) or advises(clue) or names_its_time(page, clause)):
        limits = []
    if forbids_within(page, clause):
        limits = [denied(page, clause, one) for one in limits if one.limit is None or one.limit.since is None]
    handled = True
    if clause.cue is None:
        if not limits:
            read_continuation(clue)
        else:
            read_outcome(clue)
    elif not any(is_object(clause, limit, page) for limit in limits):
        handled = read_statement(clue)
    start = min(clue.start, state.last_start) if _is_elliptic(page, clause) else clue.start
    told = clue.all_conditions()
    if told == ((),) and _is_elliptic(page, clause) and not state.others:
        told = permitted_before(state, len(state.drafts)) or told
    for limit in limits:
        state.drafts += [replace(limit, conditions=one, start=start) for one in told]
    return handled


def _is_elliptic(page: Page, clause: Clause) -> bool:
    """Whether a clause begins with what bounds a figure, so that the one before it names what is bounded: …，最长31天."""
    return bool(_ELLIPTIC.match(page.told.folded, clause.start, clause.end))
