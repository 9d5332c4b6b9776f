"""Whether the cue of a clause speaks of a figure in it (最多可导出10次), so that it permits or forbids nothing by itself."""

import re
from dataclasses import replace
from typing import Final

from extract.clauses import Clause
from extract.cues import CueKind
from extract.drafts import Draft
from extract.page import Page
from ontology.kinds import ConstraintKind

_WITHIN: Final = re.compile(
    r"\s*(?:[在于][^，。；,]{0,14}?|[^，。；,]{2,14}?[后前])\d+[^，。；,]{1,6}?(?:之|以)?内(?!的)"
)
_SO_OFTEN: Final = re.compile(
    r"[^\d，。]{2,14}?[\d一二两三四五六七八九十]+(?:[次遍回][一-鿿]{0,10}|[个张件笔条份台家][一-鿿]{0,6})(?:机会)?\s*"
)
_IN_RANGE: Final = re.compile(r"\s*在[^，。；]{2,24}?(?:范围|区间|幅度|额度|限额|之间)之?内?(?=[一-鿿]{2})")
"""Between what bounds something may be done, which permits it: 可|在1至10元范围内|调价."""
_NOT_HAD: Final = ("不适用", "不适用于", "不享受", "不享有", "不支持", "不提供", "不参与", "不开放")
_TIME_FIRST: Final = re.compile(
    r"\s*[\d一二两三四五六七八九十]+\s*(?:个?工作日|个?自然日|天|日|小时|个?月|年)(?![内以之])[一-鿿]{2,8}\s*"
)
_HALTING: Final = ("暂停", "停止", "中止")
_NO_NUMBER: Final = re.compile(r"[同统唯任]一|一(?:[律概并同起经旦致]|键)|第[三二]方")
"""Words with a number in them that count nothing: 同一|活动."""
_AT_MOST: Final = re.compile(r"最多|至多|仅|只|不超过|单|每")


def names_its_time(page: Page, clause: Clause) -> bool:
    """Whether a time behind what is not had is a part of its name, and bounds nothing: 不适用|5天无理由退款."""
    cue = clause.cue
    if cue is None or cue.kind is not CueKind.FORBID or page.told.folded[cue.start : cue.end] not in _NOT_HAD:
        return False
    return _TIME_FIRST.fullmatch(page.told.folded, cue.end, clause.end) is not None


def is_object(clause: Clause, limit: Draft, page: Page) -> bool:
    """Whether a cue speaks of a figure behind it (最多可导出10次), so that it permits nothing by itself."""
    if clause.cue is None or clause.cue.kind is CueKind.RECOMMEND:
        return False
    if clause.cue.kind is CueKind.AUTOMATIC:
        gives = re.search(r"提供|给予|给用户|给您", page.told.folded[clause.start : clause.end])
        return limit.kind is ConstraintKind.DURATION and not gives
    if limit.limit is None or limit.rule == "rule.field":
        return True
    if forbids_within(page, clause) or _halts(page, clause, limit):
        return False
    behind = _NO_NUMBER.sub("", page.told.folded[clause.cue.end : clause.end])
    if clause.cue.kind is CueKind.ALLOW and _IN_RANGE.match(behind):
        return False
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


def _halts(page: Page, clause: Clause, limit: Draft) -> bool:
    """Whether a figure tells how long something is halted, which is forbidden meanwhile: 停止|派单两周."""
    cue = clause.cue
    halted = cue is not None and page.told.folded[cue.end - 2 : cue.end] in _HALTING
    return halted and limit.kind is ConstraintKind.DURATION


def forbids_within(page: Page, clause: Clause) -> bool:
    """Whether a time behind a prohibition says when it holds, so that it is no bound on what is done: 不可|在48小时内修改."""
    cue = clause.cue
    return cue is not None and cue.kind is CueKind.FORBID and bool(_WITHIN.match(page.told.folded, cue.end, clause.end))


def denied(page: Page, clause: Clause, limit: Draft) -> Draft:
    """A time within which something may not be done, told with its negation."""
    if clause.cue is None or limit.effect is None:
        return limit
    return replace(limit, effect=page.told.raw[clause.cue.start : clause.cue.end] + limit.effect)
