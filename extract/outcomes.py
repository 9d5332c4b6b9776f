"""What follows of a condition, told without a word for it: 逾期未取的，|原路退回寄件人; 拦截失败的，|拦截费全额返还."""

import re
from typing import Final

from extract.clues import About, Clue
from extract.conditions import read_conditions
from extract.conds import join
from extract.page import subject_in
from extract.restrictions import add
from extract.spots import usable
from ontology.kinds import ConceptScheme, ConstraintKind, Modality

_OUTCOME: Final = re.compile(
    r"(?:原路|全额|按[^，。；]{2,10}?|直接|一律|逾期|则|自动)*(?:退[回还至]|返还|顺延|清零|免除|扣[除减罚款\d]|赔付|暂停|终止|作废|下线|下架|冻结|承担|失败|失效|关闭|取消|释放|清除|驳回|降[级权为至]|升级为|恢复|生效|计入|停用|转[入为至])"
)
"""What happens to an order, an amount or a shop."""
_TELLS_OF: Final = re.compile(
    r"是指|分为|包括|例如|比如|如何|怎么|请|建议|可能|一般|通常|说明|[？?]|以[^，。]{2,12}为准"
)
_SHORTEST: Final = 4


def read_outcome(clue: Clue) -> bool:
    """Reads a clause without a cue as what happens under the conditions before it or in it; False where it is none."""
    page, clause, state = clue.page, clue.clause, clue.state
    text = page.told.folded
    told = _OUTCOME.search(text, clause.start, clause.end)
    if told is None or _TELLS_OF.search(text, clause.start, clause.end):
        return False
    marks = usable(page, clause.start, told.start())
    own = () if state.ifs else read_conditions(page.told, clause.start, told.start(), marks)
    if not state.ifs and not any(c.discovered or c.name.scheme is not ConceptScheme.ROLE for one in own for c in one):
        return False
    begin = clause.start if state.ifs else max(c.end for one in own for c in one)
    effect = re.sub(r"\s+", "", page.told.raw[begin : clause.end]).strip("，,。；;：:的")
    feature = subject_in(page, clause.start, clause.end) or next(iter(clue.context()), None)
    if len(effect) < _SHORTEST or feature is None:
        return False
    alternatives = join(clue.all_conditions(), own)
    words = page.told.raw[clause.start : clause.end]
    kind = ConstraintKind.CONSEQUENCE
    add(
        clue,
        About(feature, effect=effect),
        Modality.AUTOMATIC,
        alternatives,
        rule="rule.follows",
        kind=kind,
        words=words,
    )
    return True
