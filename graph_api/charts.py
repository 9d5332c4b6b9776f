"""Charts with Chinese words in them: matplotlib draws boxes unless a font that has the characters is named. Names one that is there.

The only file that imports matplotlib.
"""

from typing import Final

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


class NoFont(Exception):
    """No font with Chinese characters is installed; the message says which to install."""


def chinese() -> str:
    """Makes matplotlib draw with a font that has Chinese characters, and gives its name. Raises NoFont."""
    import matplotlib
    from matplotlib import font_manager

    there = {font.name for font in font_manager.fontManager.ttflist}
    found = next((name for name in FONTS if name in there), None)
    if found is None:
        raise NoFont("no font with Chinese characters is installed: install Noto Sans CJK (Debian: fonts-noto-cjk)")
    matplotlib.rcParams["font.family"] = [found]
    matplotlib.rcParams["axes.unicode_minus"] = False
    return found
