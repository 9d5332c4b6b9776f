"""What a label names that the words behind its colon but permit or forbid: 转让：不支持; 宠物入住：可以."""

import re
from typing import Final

from extract.text import Text
from ontology.words import tagged

_LABEL: Final = re.compile(r"\s*(?P<name>[一-鿿A-Za-z]{2,8})\s*")
_REPLY: Final = re.compile(
    r"[:：]\s*(?:目前|暂时?|均|都|一律)*(?:不支持|支持|不可以?|可以?|不允许|允许|不能|能|不得|禁止)(?=\s*(?:[，,。；;！!\n（(|]|\Z))"
)
_NO_ACT: Final = re.compile(r"(?:方式|范围|规则|说明|条件|限制|情况|对象|状态|时间|类型|结果)\Z|是否|能否|可否")


def answered_label(text: Text, start: int, end: int) -> str | None:
    """The act that a label names."""
    told = _LABEL.fullmatch(text.folded, start, end)
    if told is None or not _REPLY.match(text.folded, end) or _NO_ACT.search(told["name"]):
        return None
    verb = text.lexicon.action_first.match(told["name"]) or text.lexicon.action_last.search(told["name"])
    acts = verb is not None or any(tag in ("v", "vn") and len(word) > 1 for word, tag in tagged(told["name"]))
    return text.raw[told.start("name") : told.end("name")] if acts else None
