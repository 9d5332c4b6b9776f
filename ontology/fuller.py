"""A function whose name says more than what is asked: 收取押金 where 向达人收取押金 is known, 修改零售价 where 修改本店零售价 is.

More is to whom, for what, by what light verb or of which: what turns an act around, or makes another act of it, is never left out
(拒绝退款 is no 退款, 撤回报名 no 报名).
"""

import re
from collections.abc import Iterable
from typing import Final

from ontology.near import is_bearer
from ontology.words import tagged

LEAST: Final = 4
"""What is asked has a verb and an object, of two characters each."""
MOST_MORE: Final = 10
"""How much longer a name is at most."""
_TURNS: Final = re.compile(
    r"拒|暂停|停止|停用|取消|关闭|禁止|解除|撤[销回]|恢复|终止|放弃|退出|驳回|免|反|代|重新|再|[非未无]|不(?!同)"
)
_LIGHT: Final = re.compile(
    r"(?:设[置定]|設[置定]|申请|申請|办理|辦理|进行|發起|发起|提交|操作|配合|使用|支持|支援|享受|请|請|要求|开通|開通|自行|在线|直接|手动|单独|[向對对给給为為按在从從以用与與和跟让讓把将將][^不未]{1,8})"
)
"""What an act may be led by without being another."""
_OF_WHICH: Final = re.compile(r"[^未]{0,6}的")
_NOUNS: Final = ("n", "j", "b", "m", "q", "r", "s", "f", "x", "eng", "a", "ng", "k", "l")


def fuller(asked: str, names: Iterable[tuple[str, str]]) -> str | None:
    """The id of the one function of whose names one says more than the key of what is asked; None where there is none, or several.
    `names`: keys of names and ids."""
    if len(asked) < LEAST or is_bearer(asked):
        return None
    ways: tuple[set[str], set[str]] = (set(), set())
    for key, own in names:
        if 0 < len(key) - len(asked) <= MOST_MORE:
            if key.endswith(asked) and _leads(key[: -len(asked)]):
                ways[0].add(own)
            elif _has_more_inside(asked, key):
                ways[1].add(own)
    found = ways[0] or ways[1]
    return found.pop() if len(found) == 1 else None


def _leads(more: str) -> bool:
    """Whether words before an act say but to whom, for what, by what light verb, or whose it is."""
    return _TURNS.search(more) is None and (_LIGHT.fullmatch(more) is not None or _is_noun(more))


def _has_more_inside(asked: str, key: str) -> bool:
    """Whether a name has but its object told more closely: 设置|不同的|分销价."""
    more = len(key) - len(asked)
    for at in range(2, len(asked) - 1):
        if key.startswith(asked[:at]) and key.endswith(asked[at:]):
            inside = key[at : at + more]
            if _TURNS.search(inside) is None and (_OF_WHICH.fullmatch(inside) or _is_noun(inside)):
                return True
    return False


def _is_noun(words: str) -> bool:
    return all(tag.startswith(_NOUNS) for _, tag in tagged(words))
