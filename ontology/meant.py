"""What a person means by words that name no concept, nor are a near form of a name: two concepts side by side (保税|调拨单), or of those
that the rules of a feature depend on the one that the words tell in more or in fewer words (复核后 of 报告复核后, 资料过期后满三天 of 资料过期后).

What a ref names may have no bearing on the rules of the feature, while one of them depends on the same state in more words (余额不足 and
商户可用余额不足): then both are given.

What names nothing and stands as it is in the texts that the rules of a feature rest on has no bearing on them, as far as they are read.

Fewer words are enough for an event or a state alone, of which only who or what is left out: 药品 is no 近效期药品.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from ontology.bounds import Bound
from ontology.kinds import ConceptScheme
from ontology.literals import Literal, Relations
from ontology.names import name_key
from ontology.near import is_bearer, near_concepts

_DENIES: Final = re.compile(r"[非不未没无]")
_EVENT: Final = re.compile(
    r"(?:已|未|被|待|尚|正在|无|还?没有?|有(?!效)).{2,}|.{2,}(?:[后前中时了]|期间|期内|阶段|重复|不足|异常|失败|冲突|不符|不一致|超限|缺失|错误|有误|破损|损坏|冻结|锁定)"
)
_DURING: Final = re.compile(r"(?:期间|期内|时)\Z")
_DONE: Final = re.compile(r"(?:已|未|待|被|尚未|正在).{2,6}")
_THING: Final = re.compile(
    r"(?![开退改出]票|[收寄派取揽]件|[下接派转出]单)[一-鿿]{0,2}(?:单据?|票据?|合同|货物|货品|快?件|券|卡|账[号户]|包裹|商品|实例|房源|课程|报告|文件|发票|链接|模板|计划|广告|作品|车辆|设备|活动|店铺|门店|订单)"
)
"""What bears a state, behind it: 已归档|合同."""
_LEVEL: Final = re.compile(r"[a-z0-9+]{1,6}")
_STATES: Final = frozenset((ConceptScheme.CIRCUMSTANCE, ConceptScheme.ORDER_STATUS, ConceptScheme.PAUSE_REASON))
_CARRIED: Final = re.compile(
    r"(?:寄递|寄送|托寄|运输|销售|发布|购买|出售|使用|选择|含有?|涉及|属于|参加|处于|入选|[列纳进加]入|标[注记有]|注明|勾选|位于|来自|以|[一-鿿]{2,4}(?<!不)[在为是])"
)
"""What only says that a thing has to do with a kind, before its name: 入选|爆款池, 收件地在|离岛."""
_ANOTHER: Final = re.compile(
    r"待|(?:[已被]|正在|准备|申请|部分|全部|再次|多次|首次|仅|极速|即将|停止|恢复|取消|解除|撤销|视为)\Z"
)
"""What stands before a state and makes another of it: 待|骑手接单, 部分|支付成功."""
_BROUGHT: Final = re.compile(r"(?:所?(?:造成|导致|引起|致使).*|原因|因素|[账帐][号户]|商品|订单|店铺|商家|用户)")
_SLIP: Final = re.compile(r"[一-鿿]{0,2}单据?")
"""What is worked on, and borne by its state: 在途|调拨单."""
_AND_THEN: Final = re.compile(r"(?:[后经时中]|发现|反馈|因)\Z")
"""What leads from one part of an event to the last: 退货后|剩余数量不足."""
_EMPTY: Final = re.compile(
    r"(?:[不可能会要须需以应请得是有没无的了在和与或及都均也就则]|支持|允许|禁止|使用|操作|情况)+"
)
"""What tells nothing of an order."""
_SHORTEST: Final = 2
_LONGEST: Final = 24
"""How many characters a ref has that may be looked for in texts."""
_LEAST: Final = 4
"""No shorter name is two."""


def in_two(ref: str) -> Iterator[tuple[str, str]]:
    """The ways to read a name as two, side by side."""
    key = name_key(ref)
    if len(key) >= _LEAST and not key.startswith("非"):
        yield from ((key[:at], key[at:]) for at in range(2, len(key) - 1))


def meant_among(ref: str, names: Mapping[str, Sequence[str]]) -> str | None:
    """The id of the one concept that a ref tells in more or in fewer words, by the names of each; None where there is none, or several."""
    key = name_key(ref)
    found = {own for own, told in names.items() if any(_tells(key, name_key(name)) for name in told)}
    return found.pop() if len(found) == 1 else None


def is_told(ref: str, texts: Iterable[str], names: Iterable[str]) -> bool:
    """Whether texts tell a ref, or that of which it is the negation, by the same words, which are no part of a longer name there: no 京东国
    of 京东国际."""
    key = name_key(ref).removeprefix("非")
    if not _SHORTEST <= len(key) <= _LONGEST or is_bearer(key) or _EMPTY.fullmatch(key):
        return False
    told = [text for text in map(name_key, texts) if key in text]
    longer = sorted({name for name in map(name_key, names) if key in name and key != name}, key=len) if told else ()
    for name in reversed(longer):
        told = [text.replace(name, " ") for text in told]
    return any(key in text for text in told)


def measured_among(told: Bound, asked: Iterable[Literal]) -> str | None:
    """The id of the one concept of which a bare figure tells how much (7天内 of 距销售), by what rules ask for; None where there is
    none, or several."""
    found = {one.concept for one in asked if one.bound and one.bound.base.unit == told.base.unit}
    return found.pop() if told.unit and len(found) == 1 else None


def bears(given: Literal, asked: str, relations: Relations) -> bool:
    """Whether something given decides a concept, or would be decided by it."""
    return (
        relations.implies(given, Literal(asked))
        or relations.implies(given, Literal(asked, True))
        or relations.implies(Literal(asked), Literal(given.concept))
    )


def in_more_words(
    told: Sequence[str], scheme: ConceptScheme, names: Mapping[str, Sequence[str]], is_kind: Callable[[str], bool]
) -> str | None:
    """The id of the one concept, by the names of each, that tells in more words the state of some names; None where there is none, or
    several. `is_kind`: whether words name a kind, of which alone the longer name tells the state then (海外仓|已发货)."""
    keys = {name_key(one) for one in told}
    found = {
        own
        for own, others in names.items()
        if any(_longer(key, name_key(name), scheme in _STATES, is_kind) for key in keys for name in others)
    }
    return found.pop() if len(found) == 1 else None


_NEAR_TIERS: Final = 3
"""So many of the nearest tiers of forms tell the same state: 核销后 is 已核销, 已上线 is 上线."""


def near_among(ref: str, names: Mapping[str, Sequence[str]]) -> str | None:
    """The id of the one concept, by the names of each, of which one is a near form of a ref; None where there is none, or several."""
    forms = {form for tier in near_concepts(ref)[:_NEAR_TIERS] for form in tier} if names else set()
    found = {own for own, others in names.items() if any(name_key(name) in forms for name in others)}
    return found.pop() if len(found) == 1 else None


def _longer(key: str, name: str, state: bool, is_kind: Callable[[str], bool]) -> bool:
    """Whether a name tells with more words the state (or the kind that something is done with) of a key."""
    if len(_DENIES.findall(key)) != len(_DENIES.findall(name)) or len(key) < 2:
        return False
    if _DONE.fullmatch(key) and name.startswith(key) and _THING.fullmatch(name, len(key)):
        return True
    if name.startswith(key) and (_BROUGHT.fullmatch(name, len(key)) or (state and _SLIP.fullmatch(name, len(key)))):
        return True
    before = name[: -len(key)] if name.endswith(key) and len(key) > 2 else ""
    if len(before) < 2 or _ANOTHER.search(before):
        return False
    return (state and not is_kind(before)) or _CARRIED.fullmatch(before) is not None


def _tells(key: str, name: str) -> bool:
    """Whether words mean the thing of a name: they add to what is so anyway, or leave out of what or whom an event is told."""
    if len(_DENIES.findall(key)) != len(_DENIES.findall(name)) or min(len(key), len(name)) < 2:
        return False
    if name.startswith(key + "的") or key.endswith(name) or (key.startswith(name) and _EVENT.fullmatch(name)):
        return True
    if _DONE.fullmatch(key) and name.startswith(key) and _THING.fullmatch(name, len(key)):
        return True
    if name.endswith(key) and _CARRIED.fullmatch(name[: -len(key)]):
        return True
    if len(key) >= _LEAST and _DURING.sub("", name).endswith(key) and _DURING.search(name):
        return True
    if name.endswith(key) and len(key) >= _LEAST and _AND_THEN.search(name[: -len(key)]):
        return True
    if _LEVEL.fullmatch(key):
        return name.endswith(key)
    forms = [key, *(form for tier in near_concepts(key)[:2] for form in tier)] if _EVENT.fullmatch(key) else ()
    return any(name.endswith(form) and _EVENT.fullmatch(form) for form in forms)
