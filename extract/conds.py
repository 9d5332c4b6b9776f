"""Conditions as values: a concept that must hold or must not, conjunctions of them, and alternatives of conjunctions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from extract.facts import ConceptName
from ontology.kinds import ConceptScheme
from ontology.records import Quantity

_CLASS_OF: Final = re.compile(r"[一-鿿A-Za-z0-9]{1,4}[类型](?P<thing>(?!订单|商品|商家|店铺|用户|客户)[一-鿿]{2,4})")
_MOST: Final = 48
_PRESUPPOSED: Final = (
    (re.compile(r"退(?!出|回国)|换货"), re.compile(r"(?:已?|一经)(?:售出|卖出|成交)后?")),
    (re.compile(r"删除"), re.compile(r"(?:已?|一经)发布后?")),
)
"""Acts, and what must have been for them to be at all."""
_PLACED: Final = re.compile(
    r"(?:买家|用户|顾客|客户|消费者|客人)?(?:已经?)?(?:拍下|下单|提交订单)(?:商品)?(?:之?后|了)?"
)

_BELOW: Final = re.compile(
    r"(?:[一-鿿]{1,6}?(?=同时|均|满足|符合|存在|出现|具备|属于))?(?:同时|均|都|全部)?(?:有|存在|具有|符合|满足|出现|属于|具备|处于|发生|涉及)?(?:以下|下列|如下|下述|上述|任[一意何][一项种个]{0,2}(?:情[形况]|条件))"
)


@dataclass(frozen=True, slots=True)
class Cond:
    """A condition at `text[start:end]` of the answer, of the question where it is `asked`; `discovered`: unknown to the vocabulary;
    `spellings`: the same in the words as they stand."""

    name: ConceptName
    negated: bool
    start: int
    end: int
    limit: Quantity | None = None
    discovered: bool = False
    spellings: tuple[str, ...] = ()
    asked: bool = False


Conjunction = tuple[Cond, ...]
Alternatives = tuple[Conjunction, ...]


def join(one: Alternatives, other: Alternatives) -> Alternatives:
    """Both must hold: each alternative of the one with each of the other."""
    if not one or not other:
        return one or other
    return _bounded(unique((*a, *b)) for a in one for b in other)


def closer(context: Alternatives, own: Alternatives) -> Alternatives:
    """Both must hold, but of what stands further off nothing counts that what is closer tells anew: status and carrier, and the kind of
    which a class is told."""
    told = {c.name.scheme for one in own for c in one} & {ConceptScheme.ORDER_STATUS, ConceptScheme.CARRIER}
    named = {c.name for one in own for c in one}
    kinds = tuple(c.name.label for one in own for c in one if not c.negated)
    kept = tuple(
        tuple(
            c
            for c in one
            if c.name.scheme not in told
            and c.name not in named
            and (c.negated or not any(_is_kind_of(kind, c.name.label) for kind in kinds))
        )
        for one in context
    )
    return join(tuple(dict.fromkeys(one for one in kept if one)), own)


def _is_kind_of(label: str, whole: str) -> bool:
    """Whether a name tells a class of what another names: 二类器械 of 医疗器械."""
    told = _CLASS_OF.fullmatch(label)
    return told is not None and whole.endswith(told["thing"]) and label != whole


def _bounded(found: Iterable[Conjunction]) -> Alternatives:
    return tuple(dict.fromkeys(found))[:_MOST]


def unique(conds: Iterable[Cond]) -> Conjunction:
    """Each condition once, in their order."""
    seen: dict[tuple[ConceptName, bool, Quantity | None], Cond] = {}
    for cond in conds:
        seen.setdefault((cond.name, cond.negated, cond.limit), cond)
    return tuple(seen.values())


def but_placed(conds: Conjunction) -> Conjunction:
    """Without what holds of every order, that it was placed, where a status is told beside it: 买家拍下后|未付款."""
    status = any(c.name.scheme is ConceptScheme.ORDER_STATUS and not c.negated for c in conds)
    return tuple(c for c in conds if c.limit is not None or not _PLACED.fullmatch(c.name.label)) if status else conds


def but_below(alternatives: Alternatives) -> Alternatives:
    """Without what only says that conditions stand below, where these are known: 有下列情形之一的."""
    kept = (tuple(c for c in one if not _BELOW.match(c.name.label)) for one in alternatives)
    return tuple(dict.fromkeys(one for one in kept if one))


def but_presupposed(conds: Conjunction, feature: str | None) -> Conjunction:
    """Without what must have been for the act to be at all: 一经售出|不可退换, 一经发布|不可删除."""
    told = next((what for act, what in _PRESUPPOSED if act.match(feature or "")), None)
    return tuple(c for c in conds if told is None or not told.fullmatch(c.name.label)) if len(conds) else conds


def negated(conds: Conjunction) -> Conjunction:
    """The same with each condition turned."""
    return tuple(replace(cond, negated=not cond.negated) for cond in conds)


def first_affirmed(alternatives: Alternatives) -> ConceptName | None:
    """The first concept that must hold: what a rule is about where no feature is known."""
    return next((c.name for one in alternatives for c in one if not c.negated), None)
