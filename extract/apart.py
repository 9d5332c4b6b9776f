"""Who may and who may not, side by side: 达人可以申请样品，主播不可以申请样品.

Who takes part in an order of any platform is no condition by himself; where one may do what another may not, it is he of whom either
is said.
"""

import re
from collections.abc import Iterator
from typing import Final

from extract.cues import Cue, CueKind, find_cues
from extract.fronted import ANYBODY
from extract.text import Text

_ONE: Final = rf"[一-鿿]{{0,4}}?(?:{ANYBODY.pattern}|[一-鿿]员|[组班店团队家]长|护士|助[教理]|财务|会计|出纳|主管|经理)"
_WHO: Final = re.compile(
    rf"(?:\s|但是?|而|其中|不过)*(?P<who>(?:{_ONE}[、和及或与])*{_ONE})\s*(?:均|都|也|则|就|仍|还|是)?\s*"
)
_ACT: Final = re.compile(r"[一-鿿]{2}")
_NOTHING: Final = re.compile(r"\s*(?:[，,。；;！!\n]|\Z)")
_MARK: Final = re.compile(r"[，,。；;：:！!\n]")
_STOPS: Final = "。！!？?\n"
_MAY: Final = {CueKind.ALLOW: True, CueKind.NARROW: True, CueKind.FORBID: False}


def told_apart(text: Text, cue: Cue) -> tuple[int, int] | None:
    """Those of whom a cue is said, where its sentence says the opposite of others, or that they may but something else; nothing where it names nobody or nobody else."""
    if cue.kind not in _MAY:
        return None
    start = max(text.folded.rfind(mark, 0, cue.lead) for mark in _STOPS) + 1
    ends = [at for mark in _STOPS if (at := text.folded.find(mark, cue.end)) >= 0]
    said = list(_said(text, start, min(ends, default=len(text.folded))))
    own = next((one for one in said if one[0] == cue), None)
    if own is None:
        return None
    others = [one for one in said if one[2] != own[2]]
    denied = (one for one in others if _MAY[one[0].kind] != _MAY[cue.kind])
    alike = any(not act or not own[3] or act == own[3] for _, _, _, act in denied)
    narrow = any(CueKind.NARROW in (one[0].kind, cue.kind) and one[0].kind is not cue.kind for one in others)
    return own[1] if alike or narrow else None


def _said(text: Text, start: int, end: int) -> Iterator[tuple[Cue, tuple[int, int], str, str]]:
    """The cues of a sentence with those of whom they are said, and what they may."""
    for cue in find_cues(text, start, end):
        begin = max((m.end() for m in _MARK.finditer(text.folded, start, cue.lead)), default=start)
        who = _WHO.fullmatch(text.folded, begin, cue.lead) if cue.kind in _MAY else None
        act = _ACT.match(text.folded, cue.end, end)
        if who and (act or _NOTHING.match(text.folded, cue.end, end + 1)):
            yield cue, who.span("who"), who["who"], act[0] if act else ""
