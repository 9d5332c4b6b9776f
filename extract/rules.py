"""From an answer to its rules: its sentences under what stands above them, and its tables; drafts become facts here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from extract.bare_figures import measured_alike
from extract.columns import decision_columns
from extract.conds import Alternatives, Conjunction, but_placed, but_presupposed, first_affirmed
from extract.contrasts import told_apart
from extract.counted_as import Counted, counted_lists
from extract.cues import CueKind, cue_words, find_cues, may_state
from extract.dates import Validity, validity
from extract.decisions import TableRule, decision_rows
from extract.drafts import Draft
from extract.exceptions import but_these, decides, excepted_below
from extract.facts import ConditionFact, GapFact, RuleFact, Span
from extract.frames import Frame, frame_of
from extract.headed import counted_in, under_head
from extract.items import BULLETS
from extract.limits import figures_of_cell
from extract.listed import HAS_TO_SHOW
from extract.matrices import legends
from extract.memory import Memory
from extract.outcome_cells import OutcomeCell, is_headed, outcome_of
from extract.ownwords import is_of_late
from extract.page import Page, topics
from extract.regions import Region
from extract.sentence import read_sentence, says_nothing
from extract.statements import Sentence, cell_sentences, open_regions, sentences
from extract.text import Text, trimmed
from extract.wording import sentence as worded
from ontology.kinds import EvidenceField, Modality
from ontology.names import fold

_ONLY: Final = re.compile(r"\s*(?:仅|只)?限")
_YES: Final = re.compile(r"\s*(?:答[：:])?\s*(?:亲[，,]?)?(?:是|可以|能|可|支持|允许|行)的?[哈哦呢呀喔~！!，,\s]*")
_HEADING: Final = re.compile(r"[\n。；;]?\s*【[^【】\n]{1,16}】?\S?")
_OF_CASES: Final = re.compile(r"[^，。；：:]{2,12}(?:情[形况]|范围|场景|对象|事项)\s*")
"""What a title calls the cases that stand below it: 不可换货情形."""
_WHICH: Final = re.compile(r"哪[些类种几]|什么样的|(?:怎么|如何|怎样)[一-鿿]{2}|吗\s*\Z")
"""What makes a line by itself a question: 哪些商品能拼团."""
_SHORT: Final = 10
"""A state that is all of an item is no longer than that: 尚未生效."""
_PREMISES: Final = re.compile(r"条件|要求|满足|符合|达到|具备")
_MARKER: Final = re.compile(
    rf"\s*(?:[一二三四五六七八九十\d]{{1,2}}\s*[、.．)）]|[（(][一二三四五六七八九十\d]{{1,2}}[)）]|[{BULLETS}#*-]+|[①-⑳])?\s*"
)
_DEFINES: Final = re.compile(r"[^：:，。]{2,16}[：:]\s*(?:为|指|即|该|是指|表示)")


@dataclass(slots=True)
class _Said:
    """What a sentence states, with what stands above it and when it counts."""

    drafts: list[Draft]
    frame: Frame
    since: Validity

    def except_for(self, excepted: Alternatives, end: int) -> None:
        """What a line behind the sentence takes out of it."""
        self.drafts = but_these(self.drafts, excepted, end)


def find_rules(page: Page) -> tuple[tuple[RuleFact, ...], tuple[GapFact, ...]]:
    """The rules of an answer's sentences, and the statements that no rule could read."""
    rules: dict[RuleFact, None] = {}
    gaps: list[GapFact] = []
    since = Validity()
    memory = Memory()
    explained = [(start, end) for start, end, _, _ in legends(page.told)] if page.tables else []
    said: list[_Said] = []
    lists, read = tuple(counted_lists(page)), list[Counted]()
    for sentence in sentences(page.told, page.items, page.tables, page.parts):
        if said and (excepted := excepted_below(page, sentence)):
            said[-1].except_for(excepted, sentence.end)
            continue
        told = validity(page.told, sentence.start, sentence.end)
        if (counted := next((c for c in lists if c.start <= sentence.start < c.stop), None)) is not None:
            said += [_Said(list(counted.drafts), counted.frame(page, sentence), since)] if counted not in read else []
            read.append(counted)
            continue
        if (
            sentence.asks
            or (sentence.end <= memory.taken and is_of_late(page.told, sentence.start, sentence.end))
            or _is_heading(page, sentence)
            or any(start < sentence.end and sentence.start < end for start, end in explained)
        ):
            continue
        if says_nothing(page, sentence) or memory.has_narrowed(page, sentence):
            since = told if told.stated else since
            continue
        frame = memory.framed(page, frame_of(page, sentence), sentence)
        inside = sentence.end <= memory.taken
        drafts, unread = read_sentence(page, sentence, frame, memory)
        drafts = [d for d in drafts if not (inside and _is_case(page, d, said[-1].drafts[:1] if said else []))]
        drafts = [_of_item(draft, sentence, memory.told) for draft in drafts]
        memory.keep(drafts)
        since = told if told.stated and not drafts else since
        if drafts:
            said.append(_Said(drafts, frame, told if told.stated else since))
        gaps += unread
    alike = measured_alike(d for one in said for d in one.drafts)
    for one in said:
        one.drafts = [alike.get(draft, draft) for draft in one.drafts]
    _let_go_of_yes(said)
    apart = told_apart(page, (d for one in said if not one.frame.with_own(()) for d in one.drafts))
    for one in said:
        for draft in one.drafts:
            for fact in _facts(page, apart.get(draft, draft), one.frame, one.since):
                rules.setdefault(fact)
    for fact in _of_tables(page):
        rules.setdefault(fact)
    return tuple(rules), tuple(gaps)


def _of_item(draft: Draft, sentence: Sentence, before: tuple[Draft, ...]) -> Draft:
    """What brackets say of the act that they stand behind, told by a part of its name: 申请捐赠临期品|（酒类不得捐赠）."""
    if sentence.lead is None or draft.feature is None:
        return draft
    acts = (d.feature for d in before if 0 <= sentence.lead - d.end <= 1 and d.feature and draft.feature in d.feature)
    return replace(draft, feature=next(acts, draft.feature))


def _is_case(page: Page, draft: Draft, heads: list[Draft]) -> bool:
    """Whether what an item of a list is read as is but the case that it names, and no premise: 拒收：（1）到货晚2小时以上."""
    bounds = draft.limit is not None and not any(True for _ in find_cues(page.told, draft.start, draft.end))
    asked = _PREMISES.search(page.asked.folded) or any(
        _PREMISES.search(page.told.folded, d.start, min(d.end, d.start + 40)) for d in heads
    )
    forbids = any(d.modality is Modality.FORBIDDEN for d in heads)
    shows = decides(draft) and HAS_TO_SHOW.search(page.told.folded, draft.start, draft.end) is not None
    bare = not draft.conditions and draft.limit is None and draft.end - draft.start <= _SHORT
    happens = bare and draft.modality is Modality.AUTOMATIC
    return shows or happens or draft.rule == "rule.follows" or (bounds and (forbids or not asked))


def _let_go_of_yes(said: list[_Said]) -> None:
    """A bare 可以 permits nothing where the answer goes on to say under what conditions: 可以的，未付款的订单支持改价."""
    drafts = [d for one in said for d in one.drafts]
    vague = {id(last) for last, d in pairwise(drafts) if _is_yes(last) and _permits_some(d)}
    for one in said:
        if not one.frame.with_own(()):
            one.drafts = [d for d in one.drafts if id(d) not in vague]


def _permits_some(draft: Draft) -> bool:
    told = decides(draft) and draft.modality is Modality.ALLOWED
    told = told and (draft.rule != "rule.only" or _ONLY.match(draft.words) is not None)
    return told and bool(draft.conditions) and not any(c.negated for c in draft.conditions)


def _is_yes(draft: Draft) -> bool:
    bare = not draft.conditions and draft.modality is Modality.ALLOWED and decides(draft)
    return bare and draft.limit is None and _YES.fullmatch(draft.words) is not None


def _is_heading(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence is but a heading in brackets, which states nothing where what stands under it does: 【不可退回】."""
    text = page.told
    titled = _OF_CASES.fullmatch(text.folded, sentence.start, sentence.end) or _WHICH.search(
        text.folded, sentence.start, sentence.end
    )
    if titled and _alone_in_line(text, sentence):
        return True
    words = text.raw[max(0, sentence.start - 1) : sentence.end + 1].strip()
    if not _HEADING.fullmatch(words) or _opens_list(page, sentence):
        return False
    under = text.raw.find("【", sentence.end + 1)
    return may_state(text, sentence.end + 1, under if under >= 0 else len(text.raw))


def _opens_list(page: Page, sentence: Sentence) -> bool:
    """Whether a heading rules and the items right below are what it rules of: 【不受理申诉的评价】."""
    text = page.told
    below = next((i for i in page.items if 0 <= i.start - sentence.end <= 3), None)
    rules = any(cue.kind is not CueKind.AUTOMATIC for cue in find_cues(text, sentence.start, sentence.end))
    return below is not None and rules and all(cue.under for cue in find_cues(text, below.body, below.end))


def _alone_in_line(text: Text, sentence: Sentence) -> bool:
    """Whether a sentence is all of its line but a marker, and another line stands below."""
    before = text.folded[text.folded.rfind("\n", 0, sentence.start) + 1 : sentence.start]
    return _MARKER.fullmatch(before) is not None and text.folded[sentence.end : sentence.end + 1] == "\n"


def _defines(page: Page, sentence: Sentence) -> bool:
    """A cell that says what a word means states no rule: 订单剩余支付金额：为当前订单…."""
    return bool(_DEFINES.match(page.told.folded[sentence.start : sentence.end]))


def _of_tables(page: Page) -> Iterator[RuleFact]:
    """The rules of decision tables, and of what cells of other tables state."""
    around = open_regions(page.told) if page.tables else ()
    tables = [(table, decision_columns(page, table)) for table in page.tables]
    for table, columns in tables:
        for found in decision_rows(page, table, columns) if columns else ():
            yield from _of_result(page, around, found)
    asked = [(p.start, p.end) for p in page.parts]
    for table, columns in tables:
        if columns:
            continue
        for cell in (*table.header, *(cell for row in table.rows for cell in row.cells)):
            if cell.is_empty or any(start <= cell.start < end for start, end in asked):
                continue
            for sentence in cell_sentences(page.told, around, cell.start, cell.end):
                if _defines(page, sentence):
                    continue
                frame = frame_of(page, sentence)
                for draft in read_sentence(page, sentence, frame)[0]:
                    yield from _facts(page, draft, frame, Validity())


def _of_result(page: Page, around: tuple[Region, ...], found: TableRule) -> Iterator[RuleFact]:
    """What a row says follows: its whole row is the evidence."""
    own = (found.feature,) if found.feature else ()
    features = tuple(dict.fromkeys((*own, *topics(page, None))))
    frame = Frame((), found.conditions, features, (), page.told.lexicon.vocabulary)
    row, cell = found.row, found.cell
    drafts = [found.draft] if found.draft else []
    if found.draft is None:
        for sentence in cell_sentences(page.told, around, cell.start, cell.end):
            drafts += [_of_head(page, draft, found.feature) for draft in read_sentence(page, sentence, frame)[0]]
        if _ONLY.match(page.told.folded, cell.start, cell.end):
            drafts += _those_alone(drafts)
        feature = next(iter(frame.features), None)
        if not drafts:
            drafts = list(figures_of_cell(page, cell, found.head, feature=feature))
            drafts = drafts or list(counted_in(page, cell, found.head, feature=feature))
        if all(draft.limit is not None for draft in drafts) and (not drafts or is_headed(page, found.head)):
            follows = outcome_of(page, OutcomeCell(cell, found.head), feature=feature)
            drafts += [follows] if follows else []
    for draft in drafts:
        told = replace(under_head(page, cell, found.head, draft), start=row.start, end=row.end, rule="rule.table")
        yield from _facts(page, told, frame, Validity())


def _of_head(page: Page, draft: Draft, feature: str | None) -> Draft:
    """A verb that names nothing alone is the head's, where the head has it: 不可修改 under 能否修改佣金率."""
    transitive = cue_words(page.told.lexicon.vocabulary).transitive
    bare = draft.feature is not None and fold(draft.feature) in transitive
    return replace(draft, feature=feature) if bare and feature and fold(draft.feature or "") in fold(feature) else draft


def _those_alone(drafts: list[Draft]) -> list[Draft]:
    """A cell 仅限同城 in answer to whether something may be done says that they may, beside that others may not."""
    return [
        replace(draft, modality=Modality.ALLOWED, conditions=(replace(cond, negated=False),))
        for draft in drafts
        if draft.modality is Modality.FORBIDDEN and all(c.negated for c in draft.conditions)
        for cond in draft.conditions
        if not any(d.modality is Modality.ALLOWED for d in drafts)
    ]


def _spans(page: Page, draft: Draft, frame: Frame, conditions: Conjunction) -> tuple[Span, ...]:
    """The words of a rule first, then what stands above it, then those of conditions that stand in neither."""
    own = Span(EvidenceField.ANSWER, *trimmed(page.told.raw, draft.start, draft.end), draft.rule)
    spans = [own, *frame.spans]
    for cond in sorted(conditions, key=lambda c: (c.asked, c.start)):
        text, field = (page.asked, EvidenceField.QUESTION) if cond.asked else (page.told, EvidenceField.ANSWER)
        start, end = trimmed(text.raw, cond.start, cond.end)
        if end > start and not any(s.field is field and s.start <= start and end <= s.end for s in spans):
            spans.append(Span(field, start, end, "rule.question" if cond.asked else "rule.condition"))
    return tuple(spans)


def _facts(page: Page, draft: Draft, frame: Frame, dates: Validity) -> Iterator[RuleFact]:
    """A draft as a fact, with what stands above it."""
    own = (draft.conditions,) if draft.conditions else ()
    for all_told in map(but_placed, frame.with_own(own) or ((),)):
        conditions = but_presupposed(all_told, draft.feature)
        subject = None if draft.feature else draft.subject or first_affirmed((conditions,))
        if draft.feature is None and subject is None:
            continue
        told = replace(draft, subject=subject, conditions=tuple(c for c in conditions if c.name != subject))
        yield RuleFact(
            kind=told.kind,
            modality=told.modality,
            text=worded(told),
            spans=_spans(page, told, frame, conditions),
            feature=told.feature,
            subject=told.subject,
            actor=told.actor,
            conditions=tuple(
                sorted({ConditionFact(c.name, c.negated, c.limit): None for c in told.conditions}, key=str)
            ),
            limit=told.limit,
            scope=told.scope,
            effect=told.effect,
            valid_from=dates.start,
            valid_until=dates.end,
            superseded=told.superseded,
            exclusive=told.exclusive,
            measured=told.measured,
            spellings=tuple(sorted({(c.name, words): None for c in conditions for words in c.spellings})),
        )
