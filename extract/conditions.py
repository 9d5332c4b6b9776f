"""Under what conditions: the concepts that a stretch of text names as such, negated or not, with figures; else its own words.

Gives alternatives (A或B, A、B: a rule each), each a conjunction. A negated enumeration (非A/B) negates each.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from extract.cues import cue_words
from extract.facts import ConceptName
from extract.marks import Mark
from extract.quantities import Figure, as_quantity, find_figures
from extract.text import Text
from ontology.kinds import ConceptScheme
from ontology.names import name_key
from ontology.records import Quantity

_MOST: Final = 48
_NOT_BEFORE: Final = re.compile(
    r"(?:非|不含|不包含|不包括|不是|并非|不属于|除(?:了|去|开)?|排除|未使用|不使用|没有使用|未选择|未参加|没有|未(?=[开签])|并未|不为|没(?=和|与|跟)[^，。]{0,2})[“\"「【'\s]*\Z"
)
_NOT_WITH: Final = re.compile(r"(?:没有?|未|不)(?:和|与|跟|同)[“\"「【'\s]*\Z")
_EXCEPT_BEHIND: Final = re.compile(
    r"[”\"」】'\s]*(?:的)?(?:类|订单|商品|商家|用户|店铺|类目|等)*(?:之外|以外|外(?=[，,的均都其\s]|\Z)|除外|不在此列|不在内|不适用)"
)
_JOINT: Final = re.compile(
    r"[“”\"「」【】'‘’\s]*(?:的)?(?:订单|商家|类|商品|用户|店铺|状态|发货|配送|账号)?[“”\"「」【】'‘’\s]*(?P<sign>[、/／，,]|或者?|和|与|及|以及|还是|\+|)(?:是)?[“”\"「」【】'‘’\s]*\Z"
)
_WHETHER: Final = re.compile(r"(?:无论|不论|不管|不分)[^，。；]{0,6}\Z")
CONDITIONAL: Final = re.compile(
    r"\s*(?:但是?|而且?|且|并且?|另外|同时|其中|此外|则|即|因此|所以|注意|特别地?|尤其)?\s*(?:如果|如若|如(?![下何上图此同期实约数])|若是?(?!干)|倘若|假如|假设|要是|一旦|当(?![天日前月年地事次])|只要|只有|凡是?|待(?![付发出处审确收入评接揽打拣自])|在(?=[^，。]{2,26}(?:情况下|时|之?后|之?前|期间|前提下|条件下|状态下|内))|对于|对(?=[^，。]{2,16}(?:订单|商家|商品|用户|店铺|类目|账号|来说|而言))|针对|关于|遇到|遇)"
)
_TAIL: Final = re.compile(
    r"(?:(?:的)?(?:情况|前提|条件|状态|场景|情形)(?:之?下|时)?|(?<![^的])情况|的话|的时候|时候|期间|时|的(?:订单|商家|店铺|用户|商品|交易|包裹|买家|客户|消费者|账号|卖家|商户|单)|的|等情况|等|来说|而言)[，,\s]*\Z"
)
_LEAD: Final = re.compile(
    r"(?:您的?|商家(?=[^，。]{4})|该|此|这类|此类|您好|仍然?|已(?=超)|均|都|也|涉及|属于|满足|符合|出现|遇到|遇|发生|因为?|由于|是因为|订单(?=[是为属处涉含])|单个订单(?=金额))+"
)
_IS: Final = re.compile(r"(?:是|为|属于|处于)\Z")
_NO_LABEL: Final = re.compile(
    r"[，。；：:？?！!|=\n\x00\x01]|^(?:以下|如下|上述|以上|下列)|^(?:其他|其它|这种|这个|那|什么|怎么|任何|您|是|有|该|此|他|其|若|如|需要?|想|希望|有需要|有疑问|有问题|疑问|问题|点击|选择|操作|使用|进行|必要|正常|一般|同时|部分|各|所有|全部|本|每|在)\Z|^(?:有(?:任何|其他)?(?:疑问|问题|需要|需求|异议|不清楚)|您?(?:需要|想要?|希望|还有|仍有)|遇到|点击|完成后$)"
)
_AFTERWARDS: Final = re.compile(r"(?:之|以)?[后前]\s*\Z")
_COMPARED: Final = re.compile(
    r"(?:超过|大于|小于|不超过|不足|低于|高于|少于|多于|达到?|超出|满|不满|未满|≥|≤|>=|<=|[<>])"
)


@dataclass(frozen=True, slots=True)
class Cond:
    """A condition at `text[start:end]`; `discovered`: unknown to the vocabulary."""

    name: ConceptName
    negated: bool
    start: int
    end: int
    limit: Quantity | None = None
    discovered: bool = False


Conjunction = tuple[Cond, ...]
Alternatives = tuple[Conjunction, ...]


def read_conditions(
    text: Text, start: int, end: int, marks: Sequence[Mark], *, own_words: bool = False
) -> Alternatives:
    """The conditions in `text[start:end]`; `own_words`: where no concept is named, the words themselves are one."""
    kept = [mark for mark in marks if start <= mark.start and mark.end <= end]
    groups = _groups(text, kept, start, end)
    if not groups and own_words:
        own = own_condition(text, start, end)
        return ((own,),) if own else ()
    if not groups:
        return ()
    groups = _measured(text, start, end, groups)
    return _bounded(unique(tuple(c for group in one for c in group)) for one in product(*groups))


def join(one: Alternatives, other: Alternatives) -> Alternatives:
    """Both must hold: each alternative of the one with each of the other."""
    if not one or not other:
        return one or other
    return _bounded(unique((*a, *b)) for a in one for b in other)


def closer(context: Alternatives, own: Alternatives) -> Alternatives:
    """Both must hold, but of what stands further off nothing counts that what is closer tells anew: status and carrier."""
    told = {c.name.scheme for one in own for c in one} & {ConceptScheme.ORDER_STATUS, ConceptScheme.CARRIER}
    named = {c.name for one in own for c in one}
    kept = tuple(tuple(c for c in one if c.name.scheme not in told and c.name not in named) for one in context)
    return join(tuple(dict.fromkeys(one for one in kept if one)), own)


def _bounded(found: Iterable[Conjunction]) -> Alternatives:
    return tuple(dict.fromkeys(found))[:_MOST]


def is_conditional(text: Text, start: int, end: int) -> bool:
    """Whether a clause says but when something holds: 如…, 若…, …的情况下, …时, …后, 因…."""
    words = text.folded[start:end].strip()
    if re.match(r"(?:首先|其次|然后|接着|最后)", words):
        return False
    return (
        bool(CONDITIONAL.match(words))
        or bool(
            re.search(
                r"(?:的情况下|情况下|前提下|条件下|状态下|的时候|的话|期间|(?<![及小同届随按准延超限临暂])时)\s*\Z",
                words,
            )
        )
        or follows_event(text, start, end)
    )


def follows_event(text: Text, start: int, end: int) -> bool:
    """X后, X前 at the end of a clause: an event as a condition."""
    words = text.folded[start:end]
    return bool(re.search(r"[一-鿿”\"」\d次日天]{2,}\s*(?:之|以)?(?:后|前)\s*\Z", words)) and not re.search(
        r"(?:目|以|售|然|最|今|日|背|此|之|提|往|随|先|稍)[前后]\s*\Z", words
    )


def _groups(text: Text, kept: Sequence[Mark], start: int, end: int) -> list[list[Conjunction]]:
    """Marks side by side of one scheme are alternatives, or one conjunction where they are negated together."""
    runs: list[list[Cond]] = []
    last: Mark | None = None
    for mark in kept:
        cond = Cond(mark.name, False, mark.start, mark.end, None, mark.discovered)
        joint = _JOINT.match(text.folded[last.end : mark.start]) if last else None
        alike = bool(runs) and runs[-1][-1].name.scheme == cond.name.scheme
        turns = last is not None and _turns(text, last) and _turns(text, mark)
        joined = bool(joint and joint["sign"] and not turns and (alike or joint["sign"] in ("或", "或者", "/")))
        before = text.folded[max(start - 4, 0) : mark.start]
        negated = (
            bool(_NOT_BEFORE.search(before))
            or bool(_NOT_WITH.search(before))
            or bool(_EXCEPT_BEHIND.match(text.folded, mark.end, max(end, mark.end)))
        )
        if joined:
            runs[-1].append(replace(cond, negated=negated or runs[-1][-1].negated))
        else:
            runs.append([replace(cond, negated=negated)])
        last = mark
    groups: list[list[Conjunction]] = []
    for run in runs:
        if any(one.negated for one in run) and _EXCEPT_BEHIND.match(text.folded, run[-1].end, max(end, run[-1].end)):
            run = [replace(one, negated=True) for one in run]
        if len(run) > 1 and _WHETHER.search(text.folded[start : run[0].start]):
            continue
        groups.append([tuple(run)] if all(one.negated for one in run) else [(one,) for one in run])
    return groups


def _turns(text: Text, mark: Mark) -> bool:
    """A后, A前: two of them say between what (参团后、成团前)."""
    return text.folded[mark.start : mark.end][-1] in "后前" or text.folded[mark.end : mark.end + 1] in ("后", "前")


def _measured(text: Text, start: int, end: int, groups: list[list[Conjunction]]) -> list[list[Conjunction]]:
    """A figure beside a circumstance belongs to it: 联系不上消费者三次以上."""
    counts = [f for f in find_figures(text, start, end) if f.told and f.since is None]
    if len(counts) != 1 or counts[0].unit.value not in ("TIMES", "ORDERS", "ITEMS", "YUAN", "DAY", "PERCENT", "HOUR"):
        return groups
    limit = as_quantity(counts[0])
    for group in groups:
        first = group[0][0]
        near = 0 <= counts[0].start - first.end <= 6 or 0 <= first.start - counts[0].end <= 3
        if first.name.scheme in (ConceptScheme.CIRCUMSTANCE, ConceptScheme.ORDER_STATUS) and near:
            group[:] = [tuple(replace(c, limit=limit) for c in one) for one in group]
            break
    return groups


def own_condition(text: Text, start: int, end: int) -> Cond | None:
    """A circumstance in the source's own words, without 如, 时 and the like; a figure in it is its limit."""
    lead = CONDITIONAL.match(text.folded, start, end)
    at = lead.end() if lead else start
    while at < end and (text.folded[at].isspace() or text.folded[at] in '“"「【，,：:'):
        at += 1
    more = _LEAD.match(text.folded, at, end)
    if more and end - more.end() >= 2:
        at = more.end()
    stop = end
    tail = _TAIL.search(text.folded[at:end])
    while tail and tail.start() >= 2:
        stop = at + tail.start()
        tail = _TAIL.search(text.folded[at:stop])
    if (
        stop - at > 3
        and (after := _AFTERWARDS.search(text.folded[at:stop]))
        and text.folded[at + after.start()] == "后"
    ):
        stop = at + after.start()
    figures = [f for f in find_figures(text, at, stop) if f.told]
    limit = as_quantity(figures[0]) if len(figures) == 1 and figures[0].since is None else None
    words = text.raw[at:stop]
    if limit is not None:
        words = _before_figure(text, at, figures[0]) or words
    label = re.sub(r"[\s“”\"「」【】'‘’\x01，,]+", "", words)
    label = re.sub(rf"的?(?:{cue_words(text.lexicon.vocabulary).bearer})\Z", "", label) if "的" in label else label
    label = _IS.sub("", label).removesuffix("的")
    if not 2 <= len(label) <= 24 or _NO_LABEL.search(label):
        return None
    known = _known(text, label)
    if known:
        return Cond(known, False, at, stop, limit)
    return Cond(ConceptName(ConceptScheme.CIRCUMSTANCE, label), False, at, stop, limit, True)


def _known(text: Text, label: str) -> ConceptName | None:
    """The vocabulary's concept of a name, whatever stands beside it."""
    found = text.lexicon.vocabulary.by_name.get(name_key(label))
    return ConceptName(found.scheme, found.label) if found else None


def _before_figure(text: Text, at: int, figure: Figure) -> str:
    """What is measured: the words before the comparator, 订单金额 in 订单金额超过500元."""
    words = _COMPARED.split(text.raw[at : figure.start])[0]
    return re.sub(r"(?:已|仍|达|不|未|累计|连续)+\Z", "", words.strip())


def unique(conds: Iterable[Cond]) -> Conjunction:
    """Each condition once, in their order."""
    seen: dict[tuple[ConceptName, bool, Quantity | None], Cond] = {}
    for cond in conds:
        seen.setdefault((cond.name, cond.negated, cond.limit), cond)
    return tuple(seen.values())


def negated(conds: Conjunction) -> Conjunction:
    """The same with each condition turned."""
    return tuple(replace(cond, negated=not cond.negated) for cond in conds)
