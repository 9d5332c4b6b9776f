"""What goes on as before under what a sentence tells, or is halted: 冻结期间|不影响收款; 账户被冻结的，提现功能暂停，|收款不受影响."""

import re
from collections.abc import Iterator
from typing import Final

from extract.bare_names import is_no_name
from extract.text import Text
from extract.verb_phrases import Verbal
from ontology.kinds import Modality
from ontology.words import tagged

_VERB_AND_THING: Final = 2
_ENDS: Final = r"(?=\s*(?:[，,。；;：:！!\n（(]|\Z))"
_AS_BEFORE: Final = re.compile(
    rf"不(?:会)?影响(?:其|已有|正常|店铺|商家|用户|订单)*(?P<act>[一-鿿]{{2,6}}?){_ENDS}"
    rf"|(?:\A|(?<=[，,。；;：:\n]))\s*(?:但是?|而)?(?P<same>[一-鿿]{{2,6}}?)(?:功能|业务|服务)?(?:均|都|则|也)?不受(?:此|其)?(?:任何)?影响{_ENDS}"
)
_HALTED: Final = re.compile(
    rf"(?:\A|(?<=[，,。；;：:\n]))\s*(?P<act>[一-鿿]{{2,6}}?)(?:功能|业务|服务)(?:将|会|也|均|都|自动|被)*(?:暂停|停用|关闭){_ENDS}"
)


def find_left(text: Text, start: int, end: int) -> Iterator[tuple[Modality, int, int]]:
    """What a stretch says goes on or is halted, with where the act stands."""
    for match in _AS_BEFORE.finditer(text.folded, start, end):
        at, stop = match.span("act" if match["act"] else "same")
        if _is_act(text, at, stop):
            yield Modality.ALLOWED, at, stop
    for match in _HALTED.finditer(text.folded, start, end):
        if _is_act(text, *match.span("act")):
            yield Modality.FORBIDDEN, *match.span("act")


def acts_left(text: Text) -> Iterator[Verbal]:
    """The acts of a text that are told so, as names of functions."""
    for _, start, end in find_left(text, 0, len(text.folded)):
        name = text.raw[start:end]
        yield Verbal(name, start, end, name, "feature.modal")


def _is_act(text: Text, start: int, end: int) -> bool:
    """Whether words are but an act, known or tagged as one, and no such as 处理 that names none."""
    parts = tagged(text.folded[start:end])
    if text.lexicon.vague.fullmatch(text.folded, start, end) or is_no_name(text.raw[start:end], text):
        return False
    known = text.lexicon.action_first.fullmatch(text.folded, start, end)
    done_to = len(parts) == _VERB_AND_THING and parts[0][1] == "v" and parts[1][1] == "n"
    return known is not None or done_to or (len(parts) == 1 and parts[0][1] in ("v", "vn"))
