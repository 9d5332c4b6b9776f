"""What looks like a figure and is none: articles (一个订单), ordinals, parts of names and dates, what is only counted out.

Each row is a pattern of the words before, the figure and the words behind it, with | between.
"""

import re
from typing import Final

_NUMERAL: Final = r"[一二两三四五六七八九十]"
_NEVER: Final = re.compile(
    "|".join(
        (
            r"(?:上述|以上|这|该|下列|以下|前)\|[一两二三四五六\d]+[个种项类]\|",
            r"\|两[次个笔]\|[^|]{0,4}(?:之间|间隔|的|导出|查询|操作|退款|批量|生成|发送|提交|任务|改价|申请)",
            r"(?<![仅只限多])\|[一1][次笔单张个]?\s*(?:订单|单)?\|(?:限|最多|不超过|至多|可|只|仅|内|多次|的)",
            r"同\|一(?:笔|个|张)?订单\|",
            r"(?<![有享设起])\|[^|]*[天日月年]\|[^\W\d起可内前后需须应会将，]{0,4}期(?![间限])",
            r"\|[7七]\s*[天日]?\|无理由",
            r"\|[^|]*\|(?:到[货貨]|必?达|无忧|闪[送电])(?:商品|订单|服务|标)",
            r"\|[\d一二两三四五六七八九十]+件\|(?:起[批拍购订售发卖](?=[一-鿿])|装)",
            r"(?:算|计为?|记为?|记作|视为|视作|按)(?:作|为)?\|[一1][次笔单个件]",
            r"\|(?:一次\|[性只]|一次\|到位|一方\|面)",
            r"(?:第|任何|每|再|同|另|最近|最后|上)\|(?:一次|一晚|一天|一周|一方)",
            r"\|第\s*(?:\d+|[〇零一二两三四五六七八九十百]+)\s*(?:[次个条张件笔单家项位套份人章款]|订单)\|",
            r"\|第\s*[一二三][^|]*\|(?!内|后|前|起)",
            r"\|24\s*小时\|(?:为您|在线|营业|服务|客服|人工|不间断|热线|全天|值班|开放|受理)",
            r"(?:[每次当本上下]个?|\d\s*)月\s*\|[^|]*[日号]\|",
            r"\A[^|]*[\d〇零一二三四五六七八九]\s*年\s*\|",
            r"\|\d{4}\s*年\|",
            r"(?<!拆)(?:分为|分成|共有|包括|包含|涉及)\|[^|]*个\|(?:步骤|部分|阶段|环节|方面|类别|层级|模块|类型|等级|子)",
            r"\|[345]g\|(?:网|信号|手机)",
            r"\|[一1]次\|(?:扣|罚|计|记|处|赔|降)",
            r"(?<![每后起满近])\|[一1]\s*个?自?然?[天日周月年]\|内(?:累计|连续|[一-鿿]{2,4}[满达])",
        )
    )
)
_UNSTRESSED: Final = re.compile(
    "|".join(
        (
            rf"\|(?:\d+|{_NUMERAL}+)\s*[种类]\|",
            r"\|[二两三四五六七八九十]+[项家套款位行条档]\|",
            r"\|二次\|",
            r"\|一[个种些位条单份项款套家行张件批人](?!月|半|\|月|\|半)",
            r"\|[一两]\s*(?:单|日|分|方|年|行)\|(?!钟|内|后|之内|之后|以内|以后)",
        )
    )
)
"""These are none where nothing before them says that they bound: 最多一个 is a figure."""
_STRESSED: Final = re.compile(r"[仅只限]|最多|每.|超过|满|近|不足|达到|大于|小于|少于|多于|至少|不超")


def is_no_figure(before: str, words: str, behind: str) -> bool:
    """Whether the words of a number with its unit bound nothing, by what stands beside them."""
    around = f"{before}|{words}|{behind}"
    number = re.match(r"\d+", words)
    if number and len(number[0]) >= 7:
        return True
    return bool(_NEVER.search(around)) or (not _STRESSED.search(before) and bool(_UNSTRESSED.search(around)))
