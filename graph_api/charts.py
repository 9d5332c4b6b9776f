"""Charts with Chinese words in them: matplotlib draws boxes unless a font that has the characters is named. Names one that is there.

The only file that imports matplotlib.
"""

import re
from contextlib import suppress
from typing import Any, Final

FONTS: Final = (
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "SimHei",
    "WenQuanYi Zen Hei",
    "Noto Serif CJK SC",
    "Noto Serif CJK JP",
)
"""Families with simplified Chinese, the preferred first. Collections of Noto are known by the name of their first face, JP."""
_CHINESE_FILE: Final = re.compile(
    r"CJK|Hei|Song|SimSun|PingFang|YaHei|WenQuan|wqy|Hiragino|Noto.*SC|SourceHan", re.IGNORECASE
)


class NoFont(Exception):
    """No font with Chinese characters is installed; the message says which to install."""


def chinese() -> str:
    """Makes matplotlib draw with a font that has Chinese characters, and gives its name. Raises NoFont."""
    import matplotlib
    from matplotlib import font_manager

    found = _named(font_manager.fontManager)
    if found is None:
        _look_again(font_manager)
        found = _named(font_manager.fontManager)
    if found is None:
        raise NoFont("no font with Chinese characters is installed: install Noto Sans CJK (Debian: fonts-noto-cjk)")
    matplotlib.rcParams["font.family"] = [found]
    matplotlib.rcParams["axes.unicode_minus"] = False
    return found


def _named(known: Any) -> str | None:
    """The first of our families that matplotlib knows."""
    there = {font.name for font in known.ttflist}
    return next((name for name in FONTS if name in there), None)


def _look_again(fonts: Any) -> None:
    """Adds what was installed after matplotlib made its list of fonts, which it keeps between runs."""
    listed = {font.fname for font in fonts.fontManager.ttflist}
    for path in fonts.findSystemFonts():
        if path not in listed and _CHINESE_FILE.search(path):
            with suppress(RuntimeError, OSError):  # a file that is no font it can read
                fonts.fontManager.addfont(path)
