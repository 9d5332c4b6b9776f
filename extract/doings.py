"""The doing of what a rule is about is no condition of it: 下调前须先暂停推广 binds whoever does it, 首次提款前 the first time alone."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from extract.conds import Alternatives, Cond, Conjunction, unique
from extract.cues import cue_words
from extract.facts import ConceptName
from extract.ownwords import known_name
from extract.page import Page
from ontology.kinds import ConceptScheme
from ontology.names import fold, name_key

_DOING: Final = re.compile(
    r"(?P<who>.*?(?:商家|卖家|买家|消费者|用户|客户|平台|店长|店员|[主子]账号|管理员|操作员))?(?P<how>首次|初次|第一次)?(?:每次|再次)?"
    r"(?P<act>(?:提交|发起|进行|申请|办理)?[^的]{2,12}?)(?:之|以)?(?:前|时)?"
)
_BEFORE: Final = re.compile(r"\s*(?:之|以)?(?:前|时|的时候|的(?=[，,]))")
_STATES: Final = ("已", "未", "待", "不", "无", "有")


def without_doing(page: Page, alternatives: Alternatives, feature: str | None) -> tuple[Alternatives, str | None]:
    """The conditions but for the doing of the rule's own act, and the feature whose act it is."""
    found: list[Conjunction] = []
    for one in alternatives:
        kept: list[Cond] = []
        for cond in one:
            told = _doing(page, cond, feature)
            if told is None:
                kept.append(cond)
                continue
            rest, feature = told
            kept += rest
        found.append(unique(kept))
    return tuple(dict.fromkeys(found)), feature


def _doing(page: Page, cond: Cond, feature: str | None) -> tuple[Conjunction, str] | None:
    """What is left of a condition that is the doing of a feature, with that feature; None where it is none."""
    text = page.told.folded
    status = cond.name.scheme is ConceptScheme.ORDER_STATUS
    words = fold(cond.name.label) if cond.discovered else text[cond.start : cond.end]
    if cond.asked or cond.negated or cond.limit or not (cond.discovered or status) or words.startswith(_STATES):
        return None
    if not words.endswith(("前", "时")) and not _BEFORE.match(text, cond.end):
        return None
    told = _DOING.fullmatch(words)
    done = told and next(_features(page, told["act"], feature), None)
    if not told or not done:
        return None
    return tuple(_whose(page, cond, told)), done


def _whose(page: Page, cond: Cond, told: re.Match[str]) -> Iterator[Cond]:
    """Who does it, where not anybody may, and that it is the first time."""
    parties = cue_words(page.told.lexicon.vocabulary).parties
    name = known_name(page.told, told["who"]) if told["who"] else None
    if name is not None and name.label not in parties:
        yield replace(cond, name=name, discovered=False, spellings=())
    if told["how"]:
        yield replace(cond, name=ConceptName(ConceptScheme.CIRCUMSTANCE, told["how"]), spellings=())


def _features(page: Page, act: str, feature: str | None) -> Iterator[str]:
    """The features that are done by an act, the one at hand first; a verb alone means a feature that begins or ends with it."""
    key = name_key(act)
    verb = page.told.lexicon.action_first.fullmatch(act)
    if feature is not None and name_key(feature).startswith(key):
        yield feature
    facts = sorted(page.features, key=lambda fact: fact.label != feature)
    for fact in facts:
        names = [name_key(name) for name in (fact.label, *fact.aliases)]
        if key in names or any(name.startswith(key) or (verb and name.endswith(key)) for name in names):
            yield fact.label
