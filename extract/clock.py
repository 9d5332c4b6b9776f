"""Times of the day, which tell something by themselves where they say before or after, or up to when: 15点后, 每天9:00至18:00."""

import re
from typing import Final

_DAY: Final = r"(?:每[天日周月晚早]|次日|当[天日]|[一-鿿]{2,6}?[前后][\d一两二三]+[天日]|[一-鿿]{2,4}[日天])?(?:早上|上午|中午|下午|傍晚|晚上?|夜间|凌晨)?"
_HOUR: Final = r"\d{1,2}(?:[点时]|:\d\d)(?:半|\d{1,2}分?|整)?"
CLOCK: Final = re.compile(
    rf"\s*(?P<when>{_DAY}{_HOUR}(?:(?:之|以)?[前后](?:提[交报供醒])?|(?:至|到){_DAY}{_HOUR}(?:之间|期间|之?内)?))(?:的[一-鿿]{{0,4}})?\s*"
)
"""Such a time, with what is handed in before it: 15点前提交, 入住前1天20:00前."""
CLOCK_FIRST: Final = re.compile(rf"{_HOUR}\s*(?:[至到~～\-—–]+\s*{_DAY}{_HOUR}|(?:之|以)?[前后])(?=[一-鿿]{{2}})")
"""The times between or behind which something is done, told before it: 9:00—22:00|提交."""
