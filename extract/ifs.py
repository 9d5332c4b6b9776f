"""How a clause tells in itself of whom it speaks and if what of them: 冻品如已解冻, 公务车|除节假日外, 代驾司机|即便评分达标."""

import re
from typing import Final

WHEN_IF: Final = re.compile(
    r"\s*(?P<when>[^，,。；;]{2,10}?(?:(?<![及小同届随按准延超限临暂])时|期间|(?<![以之目])[后前]))(?P<what>(?:如果|如若|如(?![下何上图此同期实约数])|若是?|倘若|假如|一旦)[^，。；;]{2,})"
)
"""When, and if: 签收时|如温度超标."""
_IF: Final = r"(?:只要|一旦(?![一-鿿]{2,4}(?:不[可能得]|无法|禁止|不支持|不允许)[一-鿿]{2})|如果|如若|如(?![何下上图此同期实约数前意])|若是?(?!干)|倘若|假如|要是)(?!您)"
KIND_IF: Final = re.compile(
    rf"\s*(?:但是?|而|其[他它余])?(?!此时|这时|届时|同时|此外|另外|其中|目前|[不未那])(?P<kind>[^，,。；;：:的、]{{2,10}}?)(?P<what>{_IF}[^，,。；;：:]{{2,24}}?)(?:(?:就|则|便)(?!近|地|利)|(?=[，,]|\Z))"
)
"""A kind, and if what of it: 冻品如已解冻, 整租房只要交了定金|就."""
IF_WISHED: Final = re.compile(rf"{_IF}(?:确实?|还|仍|再)?(?:需要?|想要?|要(?!求)|希望|打算)")
WHO_BUT: Final = re.compile(r"\s*(?:但|不过)?\s*(?P<who>[^，。；除]{0,12}?)(?=除(?!非|外))")
"""Of whom something is told, before what is taken out of it: 公务车|除节假日外|均可预约."""
IF_NEEDED: Final = re.compile(r"(?P<what>(?:已|未|待)[^，,。；;]{2,12}?)(?:如果?|若)(?:需要?|要|想)[^，,。；;]{2,8}")
"""Who may want to do it, of whom alone the rule is: 已放行货物|如需变更."""
LEAVE: Final = re.compile(
    r"\s*(?:但是?|而)?(?P<who>[^，。；的]{0,6}?)(?:未经过?|未获得?|未得到?|未取得|未征得|非经|没有?(?:经过?|取得|得到)?|经过?|征得|取得|获得?)[^，。；的]{0,10}?(?:同意|批准|许可|授权|确认|允许|核准|签字|审批|审核|盖章|备案|认可)(?:通过|后)?\s*"
)
"""Whose leave one has or has not, where the next clause decides: 未经店长批准，|不得调班."""
STATES: Final = re.compile(
    r"[^，,。；;、已未]{1,8}[已未][^，,。；;、]{1,8}(?:、[^，,。；;、已未]{1,8}[已未][^，,。；;、]{1,8})+"
)
"""States side by side, each of another thing: 签证已下、机票已出."""
