"""From when to when a rule holds: 自2022年6月20日起, 2024年3月1日起生效, 截至2024年12月31日, 2024年11月1日至11月11日期间.

A date without a year, and one that no text says to begin or end anything, tells nothing.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from extract.text import Text
from ontology.numerals import dates_in_digits

_DATE: Final = r"(?P<{0}y>\d{{4}})\s*[年\-./]\s*(?P<{0}m>\d{{1,2}})\s*[月\-./]\s*(?P<{0}d>\d{{1,2}})\s*日?号?(?:\s*\d{{1,2}}[:：点时]\d{{0,2}}分?)?"
_TIME: Final = r"(?:\s*\d{{1,2}}[:：点时]\d{{0,2}}分?)?"
_SHORT: Final = (
    r"(?:(?:(?P<{0}y>\d{{4}})\s*[年\-./]\s*)?(?P<{0}m>\d{{1,2}})\s*[月\-./]\s*(?P<{0}d>\d{{1,2}})\s*日?号?|(?P<{0}day>\d{{1,2}})\s*[日号])"
    + _TIME
)
_RANGE: Final = re.compile(_DATE.format("a") + r"\s*(?:-|~|—|–|至|到|起至)\s*" + _SHORT.format("b"))
_FROM: Final = re.compile(
    r"(?:自|从|于|在)?\s*"
    + _DATE.format("a")
    + r"\s*(?:[（(][^）)]{0,8}[）)])?\s*(?:零时|0时|0点)?\s*(?:起|开始|之?后(?!台)|以后|生效|施行|实施|正式|上线|执行|将)"
)
_UNTIL: Final = re.compile(
    r"(?:截至|截止到?|直至|直到|有效期至|有效至|延长至|延期至|至)\s*"
    + _DATE.format("a")
    + r"|"
    + _DATE.format("b")
    + r"\s*(?:止|为止|截止|前有效|到期|下线|结束|之?前)"
)


@dataclass(frozen=True, slots=True)
class Validity:
    """ISO 8601 dates, both included."""

    start: str | None = None
    end: str | None = None

    @property
    def stated(self) -> bool:
        return self.start is not None or self.end is not None


_ALWAYS: Final = Validity()
_YEAR: Final = re.compile(r"\d{4}")
"""Without a year nothing is said to begin or end."""


def validity(text: Text, start: int, end: int) -> Validity:
    """The dates that a sentence gives its rules."""
    words = dates_in_digits(text.folded[start:end])
    if not _YEAR.search(words):
        return _ALWAYS
    both = _RANGE.search(words)
    if both:
        first = _iso(both["ay"], both["am"], both["ad"])
        return Validity(first, _iso(both["by"] or both["ay"], both["bm"] or both["am"], both["bd"] or both["bday"]))
    begins, ends = _FROM.search(words), _UNTIL.search(words)
    until = None
    if ends and not (begins and begins.start() <= ends.start() < begins.end()):
        until = _iso(ends["ay"], ends["am"], ends["ad"]) if ends["ay"] else _iso(ends["by"], ends["bm"], ends["bd"])
    return Validity(_iso(begins["ay"], begins["am"], begins["ad"]) if begins else None, until)


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
