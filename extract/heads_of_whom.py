"""Headings each of which names somebody: ▍店长 … ▍收银员 …, in an entry of roles or of rights, above what each may and may not do.

All that is told below such a heading is told of him alone, whatever he is called and though the question names him as well.
"""

import re
from typing import Final

from extract.conds import Alternatives
from extract.cues import cue_words, find_cues
from extract.headlines import Heading
from extract.ownwords import STOP, thing_named
from extract.page import Page
from extract.text import Text, trimmed

_OF_RIGHTS: Final = re.compile(r"权限|权益|权利|职责|岗位|角色|身份|职务|谁|(?:能|可以|可)(?:做|干)(?:什么|哪些|啥)")
"""What is asked or told of, where each of several has his own."""
_OF_HIS: Final = re.compile(r"的?(?:权限|权益|权利|职责)(?:说明|范围)?\s*\Z")
_NAME: Final = re.compile(r"[一-鿿A-Za-z0-9]{2,10}")


def of_whom(page: Page, heading: Heading) -> Alternatives:
    """Whom a heading names, where those beside it name somebody as well."""
    if not heading.beside:
        return ()
    spans = [_bare(page.told, *span) for span in ((heading.start, heading.end), *heading.beside)]
    if not _is_name(page, *spans[0]):
        return ()
    persons = sum(_is_somebody(page, *span) for span in spans)
    if persons < 2 or persons * 2 < len(spans) or not _tells_of_rights(page, heading):
        return ()
    return ((thing_named(page.told, *spans[0]),),)


def _bare(text: Text, start: int, end: int) -> tuple[int, int]:
    """The words of a heading without what says that his rights are told."""
    rights = _OF_HIS.search(text.folded, start, end)
    return trimmed(text.raw, start, rights.start() if rights else end)


def _is_name(page: Page, start: int, end: int) -> bool:
    words = page.told.folded[start:end]
    states = any(True for _ in find_cues(page.told, start, end))
    return _NAME.fullmatch(words) is not None and not states and not STOP.match(words) and not _OF_RIGHTS.search(words)


def _is_somebody(page: Page, start: int, end: int) -> bool:
    """Whether words name somebody: by how they end, or as one of those of whom the question asks."""
    words = page.told.folded[start:end]
    person = cue_words(page.told.lexicon.vocabulary).person
    return _is_name(page, start, end) and bool(re.search(rf"(?:{person})\Z", words) or words in page.asked.folded)


def _tells_of_rights(page: Page, heading: Heading) -> bool:
    """Whether the question, or what stands before the first of the headings, speaks of what somebody may."""
    first = min(start for start, _ in ((heading.start, heading.end), *heading.beside))
    return _OF_RIGHTS.search(page.asked.folded) is not None or _OF_RIGHTS.search(page.told.folded, 0, first) is not None
