"""Brackets right behind what a statement is about that say which of it is meant: 预售订单（仅京东快递）可以…, 子账号（已授权）可以….

What only explains a name narrows nothing: another name of it, what it is an example of, and how it is measured (临期商品（剩余保质期小于30天）).
What stands in a bracket that narrows is no statement of its own.
"""

import re
from dataclasses import replace
from typing import Final

from extract.cases import own_spots
from extract.clauses import Clause
from extract.conds import Alternatives, join, unique
from extract.cues import find_cues
from extract.drafts import State
from extract.ownwords import own_condition, thing_named
from extract.page import Page
from extract.regions import BRACKET
from extract.subjects import kinds_in
from ontology.figures import find_figures

_BRACKET: Final = re.compile(rf"{BRACKET}+")
_ENDS: Final = re.compile(r"[，,。；;！!？?\n|:：]")
_ONLY: Final = re.compile(r"\s*(?:仅限于?|只限于?|仅|只限|限(?!时|量|制|额|购|价))(?=[^\s])")
_STATE: Final = re.compile(r"\s*(?:已|未|待|尚未|处于|开通|通过|缴纳|持有|使用|购买|绑定)[^，,。；;、]{1,12}\s*\Z")
_AND_ABOVE: Final = re.compile(r"\s*[^，,。；;、\d]{1,8}(?:及|或)?(?:以[上下])(?:等级|级别|会员|用户)?\s*\Z")
_THING: Final = re.compile(r"(?![一两二三四五六七八九十几\d]+[个件次张份天人元台单笔])[一-鿿A-Za-z0-9+]{2,10}")
_LONGEST: Final = 24


def narrow(page: Page, clause: Clause, state: State, before: int) -> None:
    """The rules of a clause under what the brackets between its begin and its cue narrow them to."""
    if clause.cue is None or page.whole is None:
        return
    found: Alternatives = ()
    for match in _BRACKET.finditer(page.told.folded, clause.start, clause.cue.lead):
        found = join(found, narrowed_to(page.whole, *match.span()))
    if found:
        state.drafts[before:] = [
            replace(draft, conditions=unique((*draft.conditions, *one)))
            for draft in state.drafts[before:]
            for one in found
        ]


def narrowed_to(page: Page, start: int, end: int) -> Alternatives:
    """Which of it the bracket at `text[start:end]` says, where it stands behind a name and before the cue of the same clause."""
    text = page.told.folded
    behind = _ENDS.search(text, end)
    stop = behind.start() if behind else len(text)
    before = max((m.end() for m in _ENDS.finditer(text, max(0, start - 40), start)), default=max(0, start - 40))
    named = re.fullmatch(r"\s*[^（()）]*[一-鿿A-Za-z]\s*", text[before:start]) is not None
    ruled = any(True for _ in find_cues(page.told, end, stop)) and not any(
        True for _ in find_cues(page.told, before, start)
    )
    return _conditions(page, start + 1, end - 1) if named and ruled else ()


def only_those(page: Page, start: int, end: int) -> Alternatives:
    """Which of a thing in a list or a row are meant, by the bracket `text[start:end]` right behind it: 次日达件|（仅限同城）; nothing where it
    states something itself."""
    only = _ONLY.match(page.told.folded, start + 1, end - 1)
    states = only is None or any(True for _ in find_cues(page.told, only.end(), end - 1))
    return () if states else _conditions(page, start + 1, end - 1)


def but_only(page: Page, found: Alternatives) -> Alternatives:
    """The kinds of a row, each as the bracket right behind it narrows it."""
    whole, told = page.whole or page, page.told.folded
    kept: Alternatives = ()
    for one in found:
        bracket = _BRACKET.match(told, max(c.end for c in one)) if page.whole else None
        kept += join((one,), only_those(whole, *bracket.span())) if bracket else (one,)
    return kept


def _conditions(page: Page, start: int, end: int) -> Alternatives:
    """What the words in a bracket say must hold; nothing where they explain."""
    text = page.told.folded
    if end - start > _LONGEST or _ENDS.search(text, start, end):
        return ()
    if only := _ONLY.match(text, start, end):
        return kinds_in(page, only.end(), end) or own_spots(page, only.end(), end) or _thing(page, only.end(), end)
    states = _STATE.match(text, start, end) or _AND_ABOVE.match(text, start, end)
    own = own_condition(page.told, start, end) if states else None
    return ((own,),) if own else ()


def _thing(page: Page, start: int, end: int) -> Alternatives:
    """What is named for want of any other form: 限|92号汽油; a figure names nothing (限3件)."""
    named = _THING.fullmatch(page.told.folded, start, end) is not None
    return ((thing_named(page.told, start, end),),) if named and not any(find_figures(page.told, start, end)) else ()
