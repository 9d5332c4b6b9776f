"""Those whose thing it is of which a clause tells before its cue: 退款订单|的积分|不能使用, 试用会员|的积分|会清零."""

import re
from typing import Final

from extract.conds import Alternatives
from extract.cues import cue_words
from extract.fronted import ANYBODY
from extract.ownwords import STOP, thing_named
from extract.page import Page
from extract.regions import BRACKET
from extract.subjects import kinds_in
from ontology.words import tagged

_OF: Final = re.compile(
    rf"(?:\s|但是?|而|且|其中)*(?P<whose>[^，,。；;：:的{BRACKET}]{{3,8}})的(?P<thing>[一-鿿]{{2,5}}?)(?:均|都|也|则|就|将|一律|统一)*\s*"
)
_NO_KIND: Final = re.compile(r"[已未无被待不后前中时内外]|没有|超过|不足")
_NO_THING: Final = re.compile(
    r"(?:订单|商品|商家|店铺|用户|账号|门店|包裹|卖家|买家|客户|会员|情况|情形|时候|部分|原因|场景|条件|前提|功能|服务)\Z"
)


def whose_thing(page: Page, start: int, stop: int) -> Alternatives:
    """The kinds whose thing a stretch names; none where it tells a state, or what bears conditions itself."""
    told = _OF.fullmatch(page.told.folded, start, stop)
    if told is None or ANYBODY.fullmatch(told["whose"]) or _NO_KIND.search(told["whose"]):
        return ()
    if _NO_THING.search(told["thing"]) or tagged(told["thing"])[-1][1][0] not in "nlj":
        return ()
    known = cue_words(page.told.lexicon.vocabulary)
    borne = re.fullmatch(rf"[一-鿿A-Za-z0-9]{{2,8}}(?:{known.bearer}|{known.kind})", told["whose"])
    if borne and told["whose"] not in page.asked.folded and not STOP.match(told["whose"]):
        return ((thing_named(page.told, *told.span("whose")),),)
    return kinds_in(page, *told.span("whose"), row=True)
