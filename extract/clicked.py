"""What is permitted by telling what is to be clicked (未揽收的，在面单管理点击【取消】|即可 permits to do what the button is named for) or
what is enough (锁定后由管理员解锁|即可), under the case told before it."""

import re
from typing import Final

from extract.cases import own_spots, usable
from extract.clues import About, Clue, cue_of, words_from_cue
from extract.conditions import read_conditions
from extract.conds import join
from extract.enough import ENOUGH, act_enough
from extract.page import subject_in
from extract.restrictions import add
from ontology.kinds import Modality
from ontology.names import fold

_CLICKED: Final = re.compile(
    r"(?:点击?|单击|点选|按下)\s*[【“\"「『\[]?(?P<label>[一-鿿A-Za-z]{2,8})[】”\"」』\]]?(?:按钮|键|图标)?\s*(?:，|,)?\s*\Z"
)
_STEP: Final = re.compile(r"选择|点击|单击|点选|勾选|填写|输入|进入|打开")


def _is_step(words: str) -> bool:
    """Whether words tell what is done on the way, and no condition: 选择原因|，点击【确定】即可."""
    return _STEP.match(words) is not None


def by_click(clue: Clue) -> str | None:
    """The function that the context is about and that a button right before a cue is named for."""
    text, cue = clue.page.told, cue_of(clue)
    told = _CLICKED.search(text.folded, clue.clause.start, cue.lead)
    act = text.lexicon.action_first.match(told["label"]) if told else None
    if told is None or act is None:
        return None
    names = (name for name in clue.context() if not text.lexicon.click.match(fold(name)))
    return next((name for name in names if told["label"] in fold(name) or act[0] in fold(name)), None)


def read_clicked(clue: Clue) -> bool:
    """点击【取消】即可: a permission of what the button is named for, under the conditions told before."""
    page, cue = clue.page, cue_of(clue)
    then = page.told.folded[cue.start : cue.end] in ENOUGH
    told = tuple(one for one in clue.state.conditions if not any(_is_step(c.name.label) for c in one)) if then else ()
    name = by_click(clue) if told else None
    if name is not None:
        add(clue, About(name), Modality.ALLOWED, told, rule="rule.allowed", words=words_from_cue(clue))
    return name is not None


def read_enough(clue: Clue) -> bool:
    """锁定后由管理员解锁即可: a permission of the act that is told so, by whom it is, under the case before it."""
    page, clause, state = clue.page, clue.clause, clue.state
    told = act_enough(page.told, clause.start, cue_of(clue))
    if told is None:
        return False
    case = own_spots(page, *told.when) if told.when else ()
    case = join(state.conditions, case) or clue.frame.near
    by = read_conditions(page.told, *told.who, usable(page, *told.who), own_words=True) if told.who else ()
    name = subject_in(page, told.start, told.end) or page.told.raw[told.start : told.end]
    words = page.told.raw[told.start : clause.end]
    if case:
        add(clue, About(name), Modality.ALLOWED, join(case, by), rule="rule.allowed", words=words)
    return bool(case)
