"""What it is that a restriction names behind its cue: an act, people who then may, those to whom a kind is open, the act for a reason."""

import re
from typing import Final

from extract.clues import Clue, cue_of
from extract.conds import Alternatives
from extract.marks import Mark
from extract.page import subject_in
from extract.restrictions import before_act
from extract.spots import usable
from ontology.kinds import ConceptScheme
from ontology.words import tagged

_FOR_A_REASON: Final = re.compile(r"\s*(?:因|由于|出于)[^，,。；;]{2,10}?(?P<act>[一-鿿]{2})\s*")
_MEANS_LAST: Final = re.compile(r"(?:支付|付款|收款)\s*\Z")


def act_for_a_reason(clue: Clue) -> str | None:
    """What alone is supported for a reason: 仅支持|因质量问题|换货."""
    told = _FOR_A_REASON.fullmatch(clue.page.told.folded, cue_of(clue).end, clue.clause.end)
    known = told and clue.page.told.lexicon.action_first.fullmatch(told["act"])
    return told["act"] if told and known else None


def are_people(only: Alternatives) -> bool:
    """Whether those to whom something is restricted are people, who then may: 退款操作|仅限店长账号."""
    return all(len(one) == 1 and one[0].name.scheme is ConceptScheme.ROLE for one in only)


def open_to_some(clue: Clue) -> Mark | None:
    """The kind that alone stands before a cue behind which those stand who may: 货到付现|只对夜宵时段的订单开放."""
    page, start, stop = clue.page, clue.clause.start, cue_of(clue).lead
    words = page.told.folded[start:stop].strip()
    marks = [m for m in usable(page, start, stop) if m.end - m.start == len(words)]
    named = subject_in(page, start, stop)
    return marks[0] if marks and named is None and marks[0].name.scheme is ConceptScheme.ORDER_TYPE else None


def names_an_act(clue: Clue, words: str) -> bool:
    """Whether what alone is supported is an act (全额退款), not a means (微信支付), nor who may do something (会员参加)."""
    ends_so = clue.page.told.lexicon.action_last.search(words) and not _MEANS_LAST.search(words)
    by_tag = 2 <= len(words) <= 3 and [tag for _, tag in tagged(words)] == ["v"]
    return bool(ends_so or by_tag) and before_act(clue) == clue.clause.end
