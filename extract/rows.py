"""Permissions side by side in one clause are a clause each: 可收款、可提现、可对外转账; 只能调出、不能调入."""

from collections.abc import Iterator
from typing import Final

from extract.cues import CueKind, find_cues
from extract.text import Text

_RULES: Final = frozenset(
    {CueKind.ALLOW, CueKind.FORBID, CueKind.NARROW, CueKind.ONLY, CueKind.REQUIRE, CueKind.NOT_REQUIRE}
)


def side_by_side(text: Text, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A clause cut before each further cue of a row; what tells of a thing by several of them (可退、可换的商品) stays whole."""
    if "、" not in text.folded[start:end]:
        yield start, end
        return
    cues = [cue for cue in find_cues(text, start, end) if cue.kind in _RULES]
    cuts = [cue.lead - 1 for cue in cues[1:] if text.folded[cue.lead - 1] == "、"]
    if cuts and "的" in text.folded[cues[0].end : end]:
        cuts = []
    position = start
    for cut in cuts:
        yield position, cut
        position = cut + 1
    yield position, end
