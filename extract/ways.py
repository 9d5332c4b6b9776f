"""What but points the way behind most cues (可以登录后台, 进入页面) is an act where it is forbidden, told of some and not of others, or
permitted only then: 人脸核验后才能|登录."""

import re
from typing import Final

from extract.apart import told_apart
from extract.cues import THEN, Cue, CueKind
from extract.text import Text

_ONLY_THEN: Final = re.compile(rf"{THEN}\s*\Z")


def asks_for_act(text: Text, cue: Cue) -> bool:
    """Whether whatever stands behind a cue is an act, and no way to one."""
    if cue.kind is CueKind.FORBID or told_apart(text, cue) is not None:
        return True
    return cue.kind is CueKind.ALLOW and _ONLY_THEN.search(text.folded, max(0, cue.start - 2), cue.start) is not None
