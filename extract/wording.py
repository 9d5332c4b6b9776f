"""A rule as one short Chinese sentence that stands alone: its conditions, what may or must be, of which feature."""

import re
from typing import Final

from extract.conds import Cond
from extract.drafts import Draft
from ontology.kinds import TIME_UNITS, Comparator, ConceptScheme, ConstraintKind, Modality

_MARKS: Final = {
    Comparator.LT: "小于", Comparator.LE: "不超过", Comparator.EQ: "为", Comparator.GE: "不少于", Comparator.GT: "超过",
    Comparator.BETWEEN: "在",
}  # fmt: skip
_PLAIN: Final = {
    Modality.ALLOWED: "支持",
    Modality.FORBIDDEN: "不支持",
    Modality.REQUIRED: "需",
    Modality.NOT_REQUIRED: "无需",
    Modality.RECOMMENDED: "建议",
    Modality.AUTOMATIC: "自动",
}


def sentence(draft: Draft) -> str:
    """The sentence; its words are the source's where they tell the rule by themselves."""
    words = _cleaned(draft.words)
    told = words or (_PLAIN[draft.modality] + (draft.feature or ""))
    if draft.kind is ConstraintKind.APPLICABILITY and not words:
        told = _PLAIN[draft.modality] + (draft.feature or (draft.effect or ""))
    lead = conditions_text(draft.conditions, told)
    body = f"{lead}，{told}" if lead else told
    name = draft.feature or (draft.subject.label if draft.subject else "")
    if name and _bare(name) not in _bare(body):
        body = re.sub(r"\s+", "", name) + f"：{body}"
    return body.rstrip("，,；;：: ") + "。"


def conditions_text(conditions: tuple[Cond, ...], told: str) -> str:
    """SOP、京东快递、非指定京配的订单; what the words already say is not said again, unless something is negated."""
    missing = [c for c in conditions if c.negated or c.limit is not None or _bare(c.name.label) not in _bare(told)]
    if not missing:
        return ""
    names = [_condition(cond) for cond in missing]
    kinds = {cond.name.scheme for cond in missing}
    tail = "的订单" if kinds <= {ConceptScheme.ORDER_TYPE, ConceptScheme.CARRIER, ConceptScheme.ORDER_STATUS} else "时"
    last = names[-1]
    joined = "、".join(names)
    if tail == "的订单" and last.endswith("订单"):
        tail = ""
    return joined + ("" if tail == "时" and re.search(r"[时后前]\Z", last) else tail)


def _condition(cond: Cond) -> str:
    name = ("非" if cond.negated else "") + cond.name.label
    limit = cond.limit
    if limit is None or limit.value is None:
        return name
    figure = f"{limit.value:g}" + (f"至{limit.upper:g}" if limit.upper is not None else "")
    lasts = limit.comparator is Comparator.EQ and limit.unit in TIME_UNITS
    if figure + (limit.unit_text or "") in name:
        return name
    return f"{name}{'满' if lasts else _MARKS[limit.comparator]}{figure}{limit.unit_text or ''}"


def _cleaned(words: str) -> str:
    words = re.sub(r"\s+", "", words)
    words = re.sub(
        r"^(?:但是?|而且|并且|且|则|那么|因此|所以|同时|另外|其中|注[:：]|[·•*※\-—]+|[，,。；;：:、）)]+)+", "", words
    )
    return words.strip("，,。；;：:、 |'")


def _bare(text: str) -> str:
    return re.sub(r"[\s“”\"「」【】'‘’（）()]+", "", text).casefold()
