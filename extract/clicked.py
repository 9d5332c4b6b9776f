"""What is permitted by telling what is to be clicked: 未揽收的，在面单管理点击【取消】|即可 permits to do what the button is named for."""

import re
from typing import Final

from extract.clues import Clue, cue_of
from ontology.names import fold

_CLICKED: Final = re.compile(
    r"(?:点击?|单击|点选|按下)\s*[【“\"「『\[]?(?P<label>[一-鿿A-Za-z]{2,8})[】”\"」』\]]?(?:按钮|键|图标)?\s*(?:，|,)?\s*\Z"
)
_STEP: Final = re.compile(r"选择|点击|单击|点选|勾选|填写|输入|进入|打开")


def is_step(words: str) -> bool:
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
