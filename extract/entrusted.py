"""What each part in a shop may do, told as a list behind its name: 店长：改价、下架商品.

Such a list permits where several parts have one and the text speaks of rights, or denies one of them something; what somebody
is but charged with (岗位职责) is no right.
"""

import re
from typing import Final

from extract.conds import Alternatives
from extract.cues import CueKind, find_cues
from extract.drafts import Draft
from extract.fronted import PART_OF_CHAIN
from extract.openings import captions
from extract.ownwords import known_name, thing_named
from extract.page import Page
from extract.text import Text, line_end, trimmed
from ontology.kinds import ConceptScheme, ConstraintKind, Modality
from ontology.words import tagged

_PART: Final = re.compile(
    r"[一-鿿A-Za-z]{0,6}(?:[校店站班组仓司馆园部院团队]长|[一-鿿]员|[一-鿿]师|主管|经理|总监|助理|专员|会计|出纳|财务|客服|运营|前台|教务|采购|仓管|司机|主播|老板|店主|号|账[号户]|角色|岗位?)"
)
_RIGHTS: Final = re.compile(r"权限|角色|岗位|分工|[主子]?账[号户]|能(?:干|做|够)|可以?[做操]|授权")
_CHARGES: Final = re.compile(r"职责|负责|流程|步骤|电话|热线|联系方式")
_DENIES: Final = (CueKind.FORBID, CueKind.ALLOW)
_KEPT_BY: Final = re.compile(r"由[^，。；由]{2,16}[，,]\s*\Z")
_WHO_ALONE: Final = re.compile(rf"(?:但|而)?(?P<who>{PART_OF_CHAIN})(?:均|都|则)?\s*")
_LONGEST_CLAUSE: Final = 24
_ROW_ENDS: Final = re.compile(r"[，,。；;：:！!？?\n（(]|\Z")
_PIECE: Final = re.compile(r"[^、/，,。；;：:！!？?\n（(]+")
_ACT: Final = re.compile(r"[一-鿿A-Za-z0-9]{2,10}")


def entrusted(page: Page, start: int, end: int) -> tuple[Draft, ...]:
    """The permissions of a clause that holds such a list, with the name before its colon or behind it."""
    text = page.whole.told if page.whole else page.told
    at = next((c for c in captions(text) if start <= c[1] + 1 <= end or c[0] <= start <= c[1] + 2), None)
    if at is None or at not in _parts(page, text):
        return ()
    who = thing_named(text, *at)
    return tuple(
        Draft(
            Modality.ALLOWED,
            ConstraintKind.APPLICABILITY,
            "rule.entrusted",
            at[0],
            stop,
            "",
            feature=text.raw[first:stop],
            conditions=(who,),
        )
        for first, stop in _acts(text, at[1])
        if start - 1 <= first and stop <= end
    )


def _parts(page: Page, text: Text) -> tuple[tuple[int, int], ...]:
    """The names of parts behind which such lists stand; none where there is but one, or where the text speaks of no rights."""
    if "entrusted" not in text.memo:
        found = tuple(at for at in captions(text) if _acts(text, at[1]))
        named = [at for at in found if _is_part(text, *at)]
        denies = any(
            cue.kind in _DENIES for _, stop in found for cue in find_cues(text, stop, line_end(text.folded, stop))
        )
        told = page.asked.folded + text.folded
        entrusts = (denies or _RIGHTS.search(told)) and not _CHARGES.search(told)
        text.memo["entrusted"] = found if len(named) > 1 and len(named) * 2 >= len(found) and entrusts else ()
    parts: tuple[tuple[int, int], ...] = text.memo["entrusted"]
    return parts


def part_named(page: Page, start: int, end: int) -> Alternatives:
    """The part that words name as a condition, where its line is such a list."""
    text = page.whole.told if page.whole else page.told
    return ((thing_named(text, start, end),),) if (start, end) in _parts(page, text) else ()


def _is_part(text: Text, start: int, end: int) -> bool:
    known = known_name(text, text.folded[start:end])
    return (known is not None and known.scheme is ConceptScheme.ROLE) or bool(_PART.fullmatch(text.folded, start, end))


def _acts(text: Text, end: int) -> tuple[tuple[int, int], ...]:
    """The acts that a list names behind the colon at `end`; none where anything else stands in it."""
    closed = _ROW_ENDS.search(text.folded, end + 1)
    stop = closed.start() if closed else len(text.folded)
    spans = tuple(trimmed(text.folded, *m.span()) for m in _PIECE.finditer(text.folded, end + 1, stop))
    acts = [_is_act(text, *span) for span in spans]
    cues = any(find_cues(text, end + 1, stop))
    named = all(_ACT.fullmatch(text.folded, *span) for span in spans)
    return spans if acts and acts[0] and named and not cues and sum(acts) * 2 >= len(acts) else ()


def _is_act(text: Text, start: int, end: int) -> bool:
    known = text.lexicon.action_first.match(text.folded, start, end) is not None
    return known or any(tag in ("v", "vn") for _, tag in tagged(text.folded[start:end]))


def beside_keeper(page: Page, start: int, stop: int) -> Alternatives:
    """Who may not what somebody else does, told right before: 菜单由总部统一维护，|门店|不可修改."""
    who = _WHO_ALONE.fullmatch(page.told.folded, start, stop)
    kept = who and _KEPT_BY.search(page.told.folded, max(0, start - _LONGEST_CLAUSE), start)
    return ((thing_named(page.told, *who.span("who")),),) if who and kept else ()
