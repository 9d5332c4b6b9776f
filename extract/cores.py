"""A topic in fewer words: 快手小店开通先用后付 is 开通先用后付, 取消打样订单、备货单 is 取消订单, 移除订单提交后 is 移除订单.

A question names where it asks, when, and for which orders; what is left is what the answer calls the function.
"""

import re
from collections.abc import Iterator
from typing import Final

from extract.lexicon import Lexicon
from ontology.names import fold

_LEAST: Final = 4
_WHEN: Final = re.compile(r"(?:[一-鿿]{2})?(?:之|以)?[后前](?:还|再|仍)?\Z")
_TAIL: Final = re.compile(r"(?<=[一-鿿]{3})(?:的)?(?:报名)?(?:资格|门槛|条件|要求|限制|规则|说明|须知|范围|标准)\Z")
_ASKED_FOR: Final = re.compile(
    r"(?:处理|应对|回应|对待)?(?:买家|消费者|用户|顾客|客户|客人)(?:要求|申请|想要?|提出|主动)?(?=[一-鿿]{4})"
)
"""Who asks for what is done: 处理买家要求|取消订单."""
_ORDERS: Final = re.compile(
    r"(?:[一-鿿A-Za-z0-9]{1,8}?(?:订单|单))(?:(?:、|和|与|及|/|或)(?:[一-鿿A-Za-z0-9]{1,8}?(?:订单|单)))+\Z"
)


def without_platform(name: str, lexicon: Lexicon) -> str:
    """A name without the platform at its head, where enough is left."""
    match = lexicon.platform.match(fold(name))
    known = lexicon.vocabulary.by_name
    if (
        match is None
        or len(name) - match.end() < _LEAST
        or any(fold(name[:n]) in known for n in range(match.end() + 1, len(name)))
    ):
        return name
    return name[match.end() :].lstrip()


def cores(name: str, lexicon: Lexicon) -> Iterator[str]:
    """The same function in fewer words, where there are any."""
    asked = _ASKED_FOR.match(fold(name))
    if asked and lexicon.action_first.match(fold(name), asked.end()) and len(name) - asked.end() >= _LEAST:
        yield name[asked.end() :]
        return
    verb = lexicon.action_first.match(fold(name))
    act, thing = (name[: verb.end()], name[verb.end() :]) if verb else ("", name)
    if verb and _ORDERS.match(thing):
        yield act + "订单"
        yield from (act + piece for piece in re.split(r"[、和与及/或]", thing) if 2 <= len(piece) <= 6)
        return
    bare = without_platform(thing, lexicon)
    for tail in (_WHEN, _TAIL):
        told = tail.search(fold(bare))
        bare = bare[: told.start()] if told else bare
    if bare != thing and len(bare) >= 2 and len(act + bare) >= _LEAST:
        yield act + bare
