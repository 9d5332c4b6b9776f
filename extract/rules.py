"""From the sentences of an answer to its rules, clause by clause: conditions gather until a cue says what may, must or will be.

The order in a clause: what its condition is, which feature it is about, what its cue makes of that (`_READERS`, an ordered
table), which figures it holds. What has a cue and could not be read is told as a gap, so that nothing is lost in silence.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from extract.clauses import Clause, Role, read_clause
from extract.clues import Clue
from extract.conditions import read_conditions
from extract.conds import Conjunction, join, negated, unique
from extract.cues import MODALITY, CueKind, cue_words
from extract.dates import Validity, validity
from extract.decisions import TableRule, columns_feature, decision_rows, is_decision
from extract.drafts import Draft, State, turned
from extract.facts import ConditionFact, GapFact, RuleFact, Span
from extract.frames import Frame, frame_of
from extract.limits import Place, figures_of_cell, find_limits
from extract.memory import Memory
from extract.page import Page, subject_in, topics
from extract.readers import read_continuation, read_need, read_statement
from extract.regions import BRACKET, HIDDEN
from extract.spots import condition_spots, enumerated_conditions, excepted_conditions, own_spots
from extract.statements import Sentence, cell_sentences, sentences
from extract.wording import sentence as worded
from ontology.kinds import ConceptScheme, ConstraintKind, EvidenceField, GapKind, Modality

_ANSWER: Final = EvidenceField.ANSWER
_HIDING: Final = frozenset((BRACKET, HIDDEN))
_IN_BRACKETS: Final = re.compile(
    r"[（(]([^（）()]{2,30}(?:除外|以外|之外|不在此列)|(?:不含|不包含|不包括|除)[^（）()]{1,30})[）)]"
)
_OTHERS: Final = re.compile(
    r"其余|其[他它](?=[一-鿿]{0,6}(?:订单|商品|商家|店铺|用户|地区|类型|情况|类目|账号|角色|均|都|可|皆))"
)
_TAKES_OUT: Final = re.compile(r"\s*(?:但|不过)?\s*除")
_SITUATIONS: Final = frozenset((ConceptScheme.CIRCUMSTANCE, ConceptScheme.PAUSE_REASON))
_DEFINES: Final = re.compile(r"[^：:，。]{2,16}[：:]\s*(?:为|指|即|该|是指|表示)")
_PLACE_FIRST: Final = re.compile(r"(?:也|还|但)?(?:可以?|能够?)在[^，,。]{1,12}")
_NEED_FIRST: Final = re.compile(
    r"\s*(?P<who>[^，,]{0,10}?)(?:是|则|还|首先|仍|均|都|必须)*(?:需要?|必须|须)(?P<what>[^，。]{2,30}?)(?:之|以)?后\s*\Z"
)


def find_rules(page: Page) -> tuple[tuple[RuleFact, ...], tuple[GapFact, ...]]:
    """The rules of an answer's sentences, and the statements that no rule could read."""
    rules: dict[RuleFact, None] = {}
    gaps: list[GapFact] = []
    since = Validity()
    memory = Memory()
    for sentence in sentences(page.told, page.items, page.tables, page.parts):
        told = validity(page.told, sentence.start, sentence.end)
        if sentence.asks:
            continue
        frame = memory.framed(frame_of(page, sentence), sentence)
        drafts, unread = _read(seen(page, sentence), sentence, frame, memory)
        memory.keep(drafts)
        since = told if told.stated and not drafts else since
        for draft in drafts:
            for fact in _facts(page, draft, frame, told if told.stated else since):
                rules.setdefault(fact)
        gaps += unread
    for fact in _of_tables(page):
        rules.setdefault(fact)
    return tuple(rules), tuple(gaps)


def seen(page: Page, sentence: Sentence) -> Page:
    """The page as a sentence reads it: what stands in brackets of its own, and what is no text, is hidden from it."""
    masked = sentence.masked
    if not masked:
        return page
    marks = tuple(m for m in page.marks if masked[m.start] not in _HIDING)
    named = tuple(n for n in page.named if masked[n.start] not in _HIDING)
    return replace(page, told=replace(page.told, folded=masked), marks=marks, named=named, whole=page)


def _defines(page: Page, sentence: Sentence) -> bool:
    """A cell that says what a word means states no rule: 订单剩余支付金额：为当前订单…."""
    return bool(_DEFINES.match(page.told.folded[sentence.start : sentence.end]))


def _of_tables(page: Page) -> Iterator[RuleFact]:
    """The rules of decision tables, and of what cells of other tables state."""
    for found in decision_rows(page):
        yield from _of_result(page, found)
    asked = [(p.start, p.end) for p in page.parts]
    for table in page.tables:
        if is_decision(page, table):
            continue
        for cell in (*table.header, *(cell for row in table.rows for cell in row.cells)):
            if cell.is_empty or any(start <= cell.start < end for start, end in asked):
                continue
            for sentence in cell_sentences(page.told, cell.start, cell.end):
                frame = frame_of(page, sentence)
                if _defines(page, sentence):
                    continue
                for draft in _read(seen(page, sentence), sentence, frame)[0]:
                    yield from _facts(page, draft, frame, Validity())


def _of_result(page: Page, found: TableRule) -> Iterator[RuleFact]:
    """What a row says follows: its whole row is the evidence."""
    head = columns_feature(page, found.head)
    frame = Frame(
        (), found.conditions, (*((head,) if head else ()), *topics(page, None)), (), page.told.lexicon.vocabulary
    )
    row, cell = found.row, found.cell
    drafts = [found.draft] if found.draft else []
    if found.draft is None:
        for sentence in cell_sentences(page.told, cell.start, cell.end):
            drafts += _read(seen(page, sentence), sentence, frame)[0]
        if not drafts:
            drafts = list(figures_of_cell(page, cell, found.head, feature=next(iter(frame.features), None)))
    for draft in drafts:
        if draft is not None:
            yield from _facts(page, replace(draft, start=row.start, end=row.end, rule="rule.table"), frame, Validity())


def _read(
    page: Page, sentence: Sentence, frame: Frame, memory: Memory | None = None
) -> tuple[list[Draft], list[GapFact]]:
    """The rules of one sentence, in its order."""
    state = State(feature=_before_bracket(page, sentence), named=memory.named if memory else ())
    unread: list[GapFact] = []
    bounds = _merged(page, sentence.clauses)
    for index, (start, end) in enumerate(bounds):
        if start >= end:
            continue
        clause = read_clause(page, start, end, last=index == len(bounds) - 1)
        if _superseded(page, start, end):
            state.superseded = True
        if not _gather(page, clause, state):
            gap = _state(page, clause, state, frame, sentence)
            if gap is not None:
                unread.append(gap)
    if memory is not None and not state.drafts and state.conditions:
        memory.govern(page, sentence, state.conditions)
    return [replace(d, superseded=state.superseded or d.superseded) for d in state.drafts], unread


def _merged(page: Page, bounds: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Clauses that are nothing but a concept belong to the next: 海囤全球，海关拍卖，预售订单不可修改地址."""
    merged: list[tuple[int, int]] = []
    begin: int | None = None
    for start, end in bounds:
        first = start if begin is None else begin
        words = "".join(page.told.folded[start:end].split()).strip("“”\"「」'|")
        bare = any(start <= m.start and m.end <= end and len(words) <= m.end - m.start for m in page.marks)
        if (bare or _PLACE_FIRST.fullmatch(words)) and (start, end) != bounds[-1]:
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
    text, (start, end) = page.told, (clause.start, clause.end)
    if clause.role is Role.NOTHING:
        return True
    if clause.role is Role.CONDITION:
        need = _NEED_FIRST.match(text.folded[start:end])
        if need:
            state.needs = (start + need.start("what"), start + need.end("what"))
        found = own_spots(page, start + need.start("what") if need else start, end)
        state.feature = subject_in(page, start, end) or state.feature
        if found:
            state.add_if(found, start, also=clause.also)
        elif not clause.also and state.ruled:
            state.ifs, state.ifs_start, state.ruled = (), None, False
        return True
    if clause.role is Role.TOPIC:
        found = own_spots(page, start, end)
        state.topic, state.ifs, state.ruled = found, (), False
        state.ifs_start = start
        return True
    if clause.role is Role.EXCEPT_FIRST:
        state.topic = join(state.topic, own_spots(page, start, clause.body)) if clause.body > start else state.topic
        state.excepted = excepted_conditions(page, clause.body, end)
        state.ifs_start = start
        return True
    if clause.role is Role.EXCEPT_LAST:
        _except(state, excepted_conditions(page, start, end), end)
        return True
    if clause.role is Role.REST and not state.drafts:
        told = [m for m in page.marks if start <= m.start and m.end <= end and m.name.scheme in _SITUATIONS]
        if told:
            state.add_if(read_conditions(text, start, end, told, forms=False), start, also=clause.also)
    return False


def _except(state: State, excepted: tuple, end: int) -> None:  # type: ignore[type-arg]
    """An exception behind a rule: it holds but there, and there the opposite holds."""
    if not excepted:
        return
    changed: list[Draft] = []
    for draft in state.drafts:
        if draft.kind is ConstraintKind.APPLICABILITY and draft.modality in (Modality.ALLOWED, Modality.FORBIDDEN):
            changed.append(replace(draft, conditions=unique((*draft.conditions, *excepted)), end=max(end, draft.end)))
            changed += [
                replace(turned(draft, unique((*draft.conditions, *negated((one,))))), end=max(end, draft.end), words="")
                for one in excepted
            ]
        else:
            changed.append(replace(draft, conditions=unique((*draft.conditions, *excepted))))
    state.drafts[:] = changed


def _state(page: Page, clause: Clause, state: State, frame: Frame, sentence: Sentence) -> GapFact | None:
    """Reads what a clause states: its figures, then its cue; what has a cue and gives nothing is a gap."""
    listed, first = enumerated_conditions(page, sentence, clause)
    if first is not None and first < clause.end:
        clause = replace(clause, end=first)
    own, taken = condition_spots(page, clause)
    if (
        state.ruled
        and own
        and {c.name.scheme for one in own for c in one} & {c.name.scheme for one in state.ifs for c in one}
    ):
        state.ifs, state.ifs_start = (), None
    permits = clause.cue is not None and MODALITY[clause.cue.kind] in (Modality.ALLOWED, Modality.FORBIDDEN)
    carried = state.carried if permits and not own and not state.ifs and not state.topic else ()
    state.carried = (own if permits else ()) if own else carried
    own = own or carried
    if _OTHERS.search(page.told.folded, clause.start, clause.cue.lead if clause.cue else clause.end):
        own = tuple(unique((*one, *_the_others(state, one))) for one in (own or ((),)))
    if clause.body > clause.start and _TAKES_OUT.match(page.told.folded, clause.start):
        state.excepted = excepted_conditions(page, clause.start, clause.body)
    if state.excepted:
        own = tuple(unique((*one, *state.excepted)) for one in (own or ((),)))
    clue = Clue(page, clause, state, frame, own, listed)
    before = len(state.drafts)
    if state.needs is not None:
        read_need(clue, state.needs)
        state.needs = None
    feature = next(iter(clue.context()), None)
    limits = list(find_limits(page, Place(clause.start, clause.end, taken), feature=clue.nearest() or feature))
    bounded = any(clause.cue and limit_is_object(clause, limit, page) for limit in limits)
    handled = True
    if clause.cue is not None and not bounded:
        handled = read_statement(clue)
    elif clause.cue is None and not limits:
        read_continuation(clue)
    for limit in limits:
        for conditions in clue.all_conditions():
            state.drafts.append(replace(limit, conditions=conditions, start=clue.start))
    _bracketed_exception(page, clause, state, before)
    fresh = state.drafts[before:]
    if state.excepted and fresh:
        state.drafts += [
            replace(turned(d, unique(c for c in d.conditions if c not in state.excepted)), words="") for d in ()
        ]
        _opposites(state, fresh)
    if fresh:
        state.ruled, state.last_end = True, clause.end
        state.feature = fresh[-1].feature or state.feature
    if clause.cue is not None and not fresh and not handled:
        span = Span(_ANSWER, clause.start, clause.end, "rule.unread")
        words = page.told.raw[clause.start : clause.end].strip()
        return GapFact(GapKind.UNCLASSIFIED_STATEMENT, f"no rule could be read from: {words[:60]}", (span,))
    return None


def _bracketed_exception(page: Page, clause: Clause, state: State, before: int) -> None:
    """不支持退货退款（质量问题除外）: an exception in brackets behind the cue."""
    if clause.cue is None:
        return
    match = _IN_BRACKETS.search(page.told.folded, clause.cue.end, clause.end)
    if match and state.drafts[before:]:
        fresh = State(drafts=[replace(d, words=_IN_BRACKETS.sub("", d.words)) for d in state.drafts[before:]])
        _except(fresh, excepted_conditions(page, match.start(1), match.end(1)), clause.end)
        state.drafts[before:] = fresh.drafts


def _the_others(state: State, own: Conjunction) -> Conjunction:
    """其余X: not those kinds that were named before."""
    mine = {c.name for c in own}
    return unique(replace(c, negated=True) for c in state.named if not c.negated and c.name not in mine)


def _opposites(state: State, fresh: list[Draft]) -> None:
    """除X外均可: where X holds, the opposite holds."""
    for draft in fresh:
        if draft.kind is ConstraintKind.APPLICABILITY and draft.modality in (Modality.ALLOWED, Modality.FORBIDDEN):
            rest = [c for c in draft.conditions if c not in state.excepted]
            state.drafts += [
                replace(turned(draft, unique((*rest, *negated((one,))))), words="") for one in state.excepted
            ]
    state.excepted = ()


def limit_is_object(clause: Clause, limit: Draft, page: Page) -> bool:
    """Whether a cue speaks of a figure behind it (最多可导出10次), so that it permits nothing by itself."""
    if clause.cue is None:
        return False
    if clause.cue.kind is CueKind.RECOMMEND:
        return False
    if clause.cue.kind is CueKind.AUTOMATIC:
        gives = re.search(r"提供|给予|给用户|给您", page.told.folded[clause.start : clause.end])
        return limit.kind is ConstraintKind.DURATION and not gives
    if limit.limit is None or limit.rule == "rule.field":
        return True
    behind = page.told.folded[clause.cue.end : clause.end]
    return any(ch.isdigit() or ch in "一二两三四五六七八九十百千半" for ch in behind) and (
        limit.kind is not ConstraintKind.DURATION or clause.cue.kind is not CueKind.ALLOW
    )


def _facts(page: Page, draft: Draft, frame: Frame, dates: Validity) -> Iterator[RuleFact]:
    """A draft as a fact, with what stands above it."""
    own = (draft.conditions,) if draft.conditions else ()
    spans = (Span(_ANSWER, draft.start, draft.end, draft.rule), *frame.spans)
    for conditions in frame.with_own(own) or ((),):
        told = replace(draft, conditions=conditions)
        if told.feature is None and told.subject is None:
            positive = [c.name for c in conditions if not c.negated]
            if not positive:
                continue
            told = replace(told, subject=positive[0])
        yield RuleFact(
            kind=told.kind,
            modality=told.modality,
            text=worded(told),
            spans=spans,
            feature=told.feature,
            subject=None if told.feature else told.subject,
            actor=told.actor,
            conditions=tuple(sorted({ConditionFact(c.name, c.negated, c.limit): None for c in conditions}, key=str)),
            limit=told.limit,
            scope=told.scope,
            effect=told.effect,
            valid_from=dates.start,
            valid_until=dates.end,
            superseded=told.superseded,
            exclusive=told.exclusive,
            spellings=tuple(sorted({(c.name, c.spelling): None for c in conditions if c.spelling})),
        )
