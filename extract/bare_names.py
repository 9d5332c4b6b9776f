"""A function's name without what belongs to no name: marks, how many and whose, kinds of order, verbs that any function takes; and what
is no name at all."""

import re
from collections.abc import Sequence
from typing import Final

from extract.concepts import Mention
from extract.cues import cue_words
from extract.fronted import is_kind
from extract.text import Text
from ontology.names import fold

_OWN_SYSTEM: Final = re.compile(r"(?<=[一-鿿]{2})操作系统\Z")
"""What a merchant changes himself, and no place that he logs in to: 更换|操作系统."""
_POINTS: Final = re.compile(r"同一|其[他它余]|另一|多个|[两二三]个")
"""What tells which of a kind, so that alone with it nothing is named: 提报|同一活动."""
_SUCH: Final = re.compile(r"(?<=[一-鿿]{2})[该此这](?:类|种|些)[一-鿿]{2,4}\Z")
"""What was told before, and adds nothing to a name: 销售|该类药品."""
_NO_NAME: Final = re.compile(
    r"[该此]\Z|^每[一-鿿]{1,2}\Z|(?:期间|过程中|途中)\Z|(?<!提)[前后当](?:[一二两三四五六七八九十\d]+)?[天日]\Z|^(?:什么|怎么|如何|哪|该|此|这|那|以下|以上|上述|其他|其它|相关|相应|对应|进行|操作|处理|使用|选择|联系|通过|是|有|无|不|没|会|将|被|让|由|按|与|和|或|及|的|了|在|从|到|看到|知道|用于|低于|高于|大于|小于|超过|少于|多于|等于|超出|早于|晚于|作为|达到|满足|获得|得到|成为|保证|确保|影响|导致|产生|参考|了解)$"
    r"|除[^，。]{1,10}外\Z|[，。；！？：\x00\x01]|否则|不然|反之|单[次笔日]\Z|^(?:逾期|过期|超时|到期)\Z|[一-鿿]{2}(?:逾期|超时|超期)\Z|^(?:低于|高于|大于|小于|超过|少于|多于|等于|超出|早于|晚于)|^(?:判断|区分|知道|判定|看到|看见|得到|获得|有效|帮助|达到|满足|保证|参考|继续)(?:是|该)?|^[\d\s]+$|您|我|吗|什么|怎么|如何|是否|没有|^[一-鿿]{2}[的了]|(?:的|了|的话|成功|失败|(?<![升降等])级|者|[和与或及并]|(?<!售)后|(?<![售提])前)$|^(?:的|说|是|和|却|与|但|因|由|被|若|如|当|则|而|即[使便]|哪怕|就算)|仅支持|不支持|仅限|不超过|超过|之和|一致|相同"
)


def bare_name(words: str, text: Text) -> str:
    """A name without marks, what says how many or whose, and a verb that any function takes."""
    name = re.sub(r"[“”\"\s]", "", words)
    name = re.sub(r"(?<=[一-鿿]{2})(?:全部|所有|任[何意]|本人|自己)的?(?=[一-鿿]{2})", "", name)
    name = _SUCH.sub("", _without_carrier(name, text))
    name = re.sub(r"^(?:修改|更正|补充|完善|整改|补齐)(?:后)?(?=(?:重新|再次)[一-鿿]{2})", "", name)
    name = re.sub(r"^用于(?=[一-鿿]{4})|^用(?=[一-鿿]{2,}(?:支付|付款|结算|抵扣|登录)\Z)", "", name)
    return re.sub(
        r"(?:(?!二次[一-鿿]{2})[一两二三四五六七八九十\d]+[次个张条笔份天].*|(?<![波班批档场])[次遍]数?|的)\Z", "", name
    )


def _without_carrier(name: str, text: Text) -> str:
    """Without a verb that any function takes (发起退款 is 退款), where what is left names something."""
    bare = re.sub(r"^(?:提交|提报|发起|进行|办理|(?:安排|做)(?=[一-鿿]{4}))", "", name)
    cues = cue_words(text.lexicon.vocabulary)
    idle = fold(bare) in cues.transitive or re.fullmatch(cues.bearer, fold(bare)) or _POINTS.match(fold(bare))
    return bare if len(bare) >= 2 and not idle else name


def without_kinds(text: Text, start: int, end: int, mentions: Sequence[Mention]) -> str:
    """The words without the kinds of order that qualify the object: 关闭[已付款]订单."""
    words = text.raw[start:end]
    for mention in mentions:
        inside = start < mention.start and mention.end <= end and is_kind(mention)
        behind = text.folded[mention.end : end]
        own = text.folded[mention.start : mention.end].endswith(("订单", "商品"))
        if inside and (re.match(r"的?(?:订单|商品)", behind) if not own else behind.startswith("的")):
            words = words.replace(text.raw[mention.start : mention.end], "", 1)
    return re.sub(r"的(?=订单)|(?<=[一-鿿])的(?=[一-鿿]{2,}\Z)", "", words) if words != text.raw[start:end] else words


def is_no_name(name: str, text: Text) -> bool:
    bare = fold(name)
    system = text.lexicon.system_only.match(bare) and not _OWN_SYSTEM.search(bare)
    return bool(_NO_NAME.search(bare) or text.lexicon.generic.fullmatch(bare) or system)
