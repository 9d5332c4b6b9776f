"""Numbers as they are written: in digits, in Chinese numerals, as half of something, as two numbers side by side (三五天)."""

import re
from typing import Final

NUMBER: Final = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[零一二两三四五六七八九十]+点[零一二三四五六七八九]+(?!十)|[〇零一二两三四五六七八九十][〇零一二两三四五六七八九十百千万]*|半"
_DIGITS: Final = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_SCALES: Final = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
_BESIDE: Final = re.compile(r"([一二两三四五六七八])([二三四五六七八九])")
_DATE: Final = re.compile(
    r"(?P<y>[〇零一二三四五六七八九]{4})年(?P<m>[一二三四五六七八九十]{1,2})月(?P<d>[一二三四五六七八九十]{1,3})(?=[日号])"
)


def number(written: str) -> float | None:
    """The value of a number in digits or in Chinese numerals; None where it is none."""
    if written == "半":
        return 0.5
    if written[0].isdigit():
        return float(written.replace(",", ""))
    if "点" in written:
        whole, _, rest = written.partition("点")
        return (number(whole) or 0.0) + sum(_DIGITS[char] / 10.0**place for place, char in enumerate(rest, 1))
    total, current = 0, 0
    for char in written:
        if char == "万":
            total, current = (total + current or 1) * _SCALES[char], 0
        elif char in _SCALES:
            total += (current or 1) * _SCALES[char]
            current = 0
        else:
            current = _DIGITS[char]
    return float(total + current)


def number_range(low: str, high: str | None) -> tuple[float | None, float | None]:
    """The lower and the upper number; two numerals side by side are both: 三五, 两三."""
    beside = _BESIDE.fullmatch(low)
    if beside and high is None and _DIGITS[beside[1]] < _DIGITS[beside[2]]:
        return float(_DIGITS[beside[1]]), float(_DIGITS[beside[2]])
    return number(low), number(high) if high else None


def dates_in_digits(words: str) -> str:
    """二〇二四年三月一日 as 2024年3月1日, everywhere in a text."""
    if "年" not in words:
        return words
    return _DATE.sub(lambda m: f"{''.join(str(_DIGITS[c]) for c in m['y'])}年{_whole(m['m'])}月{_whole(m['d'])}", words)


def _whole(written: str) -> int:
    return int(number(written) or 0)
