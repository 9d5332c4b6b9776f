"""Polarity is sacred: what is negated by its cue turns, and a condition goes with its words."""

from collections.abc import Iterator

import pytest

from extract.cues import CueKind, find_cues
from extract.facts import ConceptName, RuleFact
from extract.reading import read_entry
from extract.text import text_of
from ontology.kinds import ConstraintKind, EvidenceField, Modality
from tests.conftest import the_vocabulary
from tests.renaming import entries

_NEGATED = {"支持": "不支持", "可以": "不可以", "可": "不可", "能": "不能", "允许": "不允许", "能够": "不能够"}
_TURNED = {
    Modality.ALLOWED: (CueKind.ALLOW, _NEGATED),
    Modality.FORBIDDEN: (
        CueKind.FORBID,
        {v: k for k, v in _NEGATED.items()}
        | {"不得": "可以", "无法": "可以", "禁止": "可以", "暂不支持": "支持", "不可以": "可以"},
    ),
}


def _decisive(rule: RuleFact) -> bool:
    return rule.kind is ConstraintKind.APPLICABILITY and rule.spans[0].rule != "rule.table" and not rule.superseded


def _turned(answer: str, rule: RuleFact) -> Iterator[tuple[str, int]]:
    """The answer with the rule's cue negated, where it has one, and how many characters that added."""
    kind, words = _TURNED[rule.modality]
    span = rule.spans[0]
    cues = list(find_cues(text_of(answer, the_vocabulary()), span.start, span.end))
    own = [c for c in cues if c.kind is kind and answer[c.start : c.end] in words]
    if len(cues) == 1 and own:
        new = words[answer[own[0].start : own[0].end]]
        yield answer[: own[0].start] + new + answer[own[0].end :], len(new) - (own[0].end - own[0].start)


def _at(rules: tuple[RuleFact, ...], start: int, end: int) -> set[tuple[str, str | None, tuple[object, ...]]]:
    return {
        (r.modality, r.feature, r.conditions)
        for r in rules
        if r.kind is ConstraintKind.APPLICABILITY and r.spans[0].start < end and start < r.spans[0].end
    }


@pytest.mark.parametrize("modality", [Modality.ALLOWED, Modality.FORBIDDEN])
def test_negating_the_cue_turns_the_rule(modality: Modality) -> None:
    other = {Modality.ALLOWED: Modality.FORBIDDEN, Modality.FORBIDDEN: Modality.ALLOWED}[modality]
    tried, kept, followed = 0, [], 0
    for entry in entries():
        facts = read_entry(entry.question, entry.answer, vocabulary=the_vocabulary())
        for rule in facts.rules:
            if not _decisive(rule) or rule.modality is not modality or rule.spans[0].field != EvidenceField.ANSWER:
                continue
            for answer, more in _turned(entry.answer, rule):
                tried += 1
                again = read_entry(entry.question, answer, vocabulary=the_vocabulary())
                found = _at(again.rules, rule.spans[0].start, rule.spans[0].end + more)
                followed += (other, rule.feature, rule.conditions) in found
                if (modality, rule.feature, rule.conditions) in found:
                    kept.append(entry.answer[rule.spans[0].start : rule.spans[0].end])
    print(modality, tried, followed, kept)
    assert tried >= 8
    assert not kept
    assert followed >= 0.8 * tried


def _said(name: ConceptName, words: str) -> bool:
    """Whether words hold any name of a concept: 无妥投状态 says 无妥投信息 as well."""
    known = (c for c in the_vocabulary().concepts if (c.scheme, c.label) == (name.scheme, name.label))
    return any(called in words for called in (name.label, *(n for c in known for n in c.names)))


def test_a_condition_goes_with_its_words() -> None:
    tried, kept = 0, []
    for entry in entries():
        facts = read_entry(entry.question, entry.answer, vocabulary=the_vocabulary())
        for rule in facts.rules:
            own = entry.answer[rule.spans[0].start : rule.spans[0].end]
            for head in [s for s in rule.spans[1:] if s.rule == "rule.heading" and s.field == EvidenceField.ANSWER]:
                words = entry.answer[head.start : head.end]
                others = "".join(entry.answer[s.start : s.end] for s in rule.spans if s != head)
                gone = {c.name for c in rule.conditions if _said(c.name, words) and not _said(c.name, others)}
                if not gone:
                    continue
                tried += 1
                answer = entry.answer[: head.start] + entry.answer[head.end :]
                for new in read_entry(entry.question, answer, vocabulary=the_vocabulary()).rules:
                    said = answer[new.spans[0].start : new.spans[0].end]
                    if said == own and new.spans[0].start == rule.spans[0].start - len(words):
                        kept += [(own, name) for name in gone & {c.name for c in new.conditions}]
    print(tried, kept)
    assert tried >= 5
    assert not kept
