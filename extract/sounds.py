"""How Chinese words sound. The only file that imports pypinyin."""

from collections.abc import Iterator, Mapping
from functools import cache

from ontology.matching import squash


@cache
def syllables() -> Mapping[str, str]:
    """How each common Chinese character sounds by itself, without tone."""
    from pypinyin import Style, pinyin

    common = [bytes((high, low)).decode("gb2312", "ignore") for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF)]
    return {char: pinyin(char, style=Style.NORMAL)[0][0] for char in common if char}


def spoken(name: str) -> Iterator[str]:
    """How a name is typed by its sound: ddgl and dingdanguanli for 订单管理."""
    from pypinyin import lazy_pinyin

    found = [one for one in lazy_pinyin(squash(name)[0], errors="ignore" if not name.isascii() else "default") if one]
    if any(char >= "㐀" for char in name) and len(found) > 1:
        yield "".join(one[0] for one in found)
        yield "".join(found)
