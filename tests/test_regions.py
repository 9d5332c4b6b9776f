"""What is no path is hidden alike, whether all kinds of it are looked for or those alone that may stand in the text."""

import re

from hypothesis import given
from hypothesis import strategies as st

from extract.regions import _NO_PATH, HIDDEN, regions

_ALL = re.compile("|".join(pattern for _, pattern in _NO_PATH), re.VERBOSE)
_PIECES = ("http://", "www.", "a@b.cn", "C:\\", "\\\\x\\y", "/usr/x/", "a/b/c", "《规则》", "<br>", "<1", "2024-01-02", "010-8888", "3-5", " --all", "<=", "=>", "订单", "，", "x", " ")  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=8).map("".join))
def test_what_is_no_path_is_hidden_whatever_else_may_stand(text: str) -> None:
    assert regions(text)[0].masked == _ALL.sub(lambda match: HIDDEN * len(match[0]), text)
