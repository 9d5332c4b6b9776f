"""What a figure bounds by its words alone: the clause without the figure and what compares it, the same under any heading.

Two entries that say the same of different amounts (买家须在同意退货后7天内寄回商品, …15天内…) speak of one thing, whatever they are
titled; words that any such clause may have (每天最多导出N次, 须在N小时内完成处理) name nothing.
"""

import re
from typing import Final

from ontology.names import name_key

_COMPARING: Final = re.compile(
    r"不得|不能|不可以?|不会|不应|超过|超出|大于|小于|多于|少于|高于|低于|等于|最[多少长短高低大小晚迟早]|至[多少]|不[超少多满足]|为|是|以[内上下]|之[内前后]|[内须需应要可将会在共仅只限满达约即]|必须|务必|上限|下限|[<>≤≥=]"
)
_ANYWHERE: Final = re.compile(
    r"时间|时长|间隔|跨度|范围|次数|数量|大小|金额|重量|体积|长度|有效期|期限|周期|时效|总额|额度|单[次笔个条张日月件]|每[天日周月年个次笔条张件人]|自然[日月年]|同一|完成|处理|操作|提交|申请|审核|确认|查询|导出|修改|自动|系统|平台|商家|卖家|买家|消费者|用户|客户|订单|商品|店铺|账号|后|前|的|和|与|或|并|且|其|该|此"
)
_NO_WORDS: Final = re.compile(r"[^一-鿿a-z0-9#]+")
_LEAST: Final = 4


def measured_words(words: str, figure: tuple[int, int]) -> str | None:
    """The key of what is bounded; `figure` is a stretch of `words`. None where they name too little to tell it by."""
    start, end = figure
    key = _NO_WORDS.sub("", name_key(words[:start]) + "#" + name_key(words[end:]))
    key = _COMPARING.sub("", key)
    named = _ANYWHERE.sub("", key.replace("#", ""))
    return key if len(named) >= _LEAST else None
