"""Kinds whose name begins with the word of a cue, which states nothing there: 可退房型|可免费取消, 不可改签票|不支持退票."""

import re
from typing import Final

from extract.text import Text

_THING: Final = r"房型|房源|商品|订单|门票|[票券卡款房课仓]|[机车船]型|套餐|航班|车次|产品|课程|类目|设备|货品|物品|席位|场次|门店|项目|地区|区域|城市"
_NAME: Final = re.compile(
    rf"(?P<no>不可|不能)?(?(no)|可)(?P<act>(?![以能否用选])[一-鿿]{{1,4}}?)(?P<thing>{_THING})(?P<when>(?:在|于)?[一-鿿]{{2,6}}(?:前|后|期间|时))?"
    r"(?:均|都|则|仍|还|暂时?|一律|方|(?(no)也))*(?=可|不(?![足同一够符超低高少多等])|[须需]|支持|[仅只][可能限]|无法|应|必须|允许|禁止|得)"
)
_BEGINS: Final = re.compile(r"(?:\A|[\s，,。；;：:、（(\x00\x01的]|但是?|而|且|其中|对于|对)\Z")
_NEAR: Final = 2


def kind_named_by_cue(text: Text, at: int, end: int) -> int | None:
    """Where the name of a kind ends that begins here with a cue, behind which its statement follows; None where none does."""
    told = _NAME.match(text.folded, at, end)
    if told is None or not _BEGINS.search(text.folded[max(0, at - _NEAR) : at]):
        return None
    act = text.lexicon.action_first.match(told["act"] + told["thing"])
    return None if act and act.end() == len(told["act"] + told["thing"]) else told.end("thing")
