"""Of whom and under what a clause tells a state of affairs before anything is ruled: 酒水不属于…, 外包装破损的|由仓库…, 标准版|最多…."""

import re
from typing import Final

from extract.cases import own_spots, usable
from extract.clauses import Clause
from extract.conditions import read_conditions
from extract.conds import Alternatives, join
from extract.cueless import Role
from extract.drafts import State
from extract.follows import begins_next
from extract.page import Page
from extract.subjects import kinds_in
from ontology.kinds import ConceptScheme

_SITUATIONS: Final = frozenset((ConceptScheme.CIRCUMSTANCE, ConceptScheme.PAUSE_REASON))
_BELONGS: Final = re.compile(
    r"(?P<who>[^，。；]{2,30}?)(?:均|都|也)?(?:不?属于?(?!性)|不在(?=[^，。；]{2,12}(?:范围|之列|内))|[为是](?=[^，。；不需须可应\d]{2,10}\Z))"
)
_ALIKE: Final = re.compile(
    r"(?P<who>(?:[^，。；由]|(?<=自)由){2,20}?)(?:一律|一概|一经[^，。；]{2,6}|统一|的[^，。；的]{2,10}?(?:固定|恒定|默认|始终)(?:为|是|按))"
)
_BY_WHOM: Final = re.compile(
    r"\s*(?P<which>[^，。；：:的]{3,18}的)(?:(?:交?由|归|[按走]|以)(?=[^，。；]{3,})|(?:系统|平台|后台)(?=[每将会自])|次[日月]|当[天日月]|照常|正常|仍|统一|恢复|顺延)"
)
"""Of which something is done by somebody or in some way: 平台代收房费的|由平台开票."""
_WHILE: Final = re.compile(r"\s*(?P<when>(?!同)[一-鿿]{2,8}?(?:过程中|期间))(?=[一-鿿]{2})")
"""While what, before what is so then: 升级过程中|业务不中断，但不可修改监听."""
_WHILE_ONE: Final = re.compile(
    r"\s*(?P<when>(?!同)[一-鿿]{2,8}?(?:过程中|期间))(?P<one>[一-鿿A-Za-z0-9]{1,6}(?P<kind>[一-鿿]))\Z"
)
"""While what, before what is so of two then: 审核期间|旧车可以…，|新车不能…."""
_KIND_DOES: Final = re.compile(
    r"\s*(?P<who>[一-鿿A-Za-z0-9]{2,6}(?:商品|订单|包裹|用户|会员|账号|店铺|[件单票券卡]))(?=[逐按凭整仅统另单分先][一-鿿]{2})"
)
"""A kind with what is done with it, where no cue tells that it must: 序列号商品|逐件扫码."""
_AMOUNT_OF: Final = re.compile(
    r"\s*(?P<who>(?!单)[^，。；：:\d]{1,9}?[版级型类户员卡区单号人者店商家车辆仓](?:订单|用户)?)(?:最[多少高低长短]|至[多少]|每(?=[日天周月年次单笔])|满(?=\d)|首(?=\d))"
)
"""For whom an amount is told: 标准版|最多创建10个."""

_KEPT_BY: Final = re.compile(
    r"\s*(?:但是?|其中)?(?P<who>(?!因|如|若|凡|本|该|此|各|所有)[^，。；：:的由\d]{2,10}?)(?:的[一-鿿]{2,8}?)?(?:均|都|已|全部|统一)*由(?![于此])[^，。；：:]{4,}"
)
"""Whose matter is somebody's, before what may not be done for that: 代销款的结算|由供应商负责，|不支持…."""

_PLATFORM: Final = re.compile(r"[，,]\s*(?:则|但)?(?:平台|系统)")


def tell_situation(page: Page, clause: Clause, state: State) -> None:
    """A clause that tells a state of affairs before anything is ruled: 订单多次联系不到消费者."""
    start, end = clause.start, clause.end
    amount = _AMOUNT_OF.match(page.told.folded, start, end) if clause.role is Role.REST else None
    if amount and (kinds := kinds_in(page, start, amount.end("who"))):
        state.kinds = kinds
    if clause.role is Role.REST and (doing := _KIND_DOES.match(page.told.folded, start, end)):
        state.spoken = kinds_in(page, start, doing.end("who"))
    _tell_while_one(page, clause, state)
    first = clause.role is Role.REST and clause.cue is None and (state.ruled or not state.conditions)
    kept = _KEPT_BY.match(page.told.folded, start, end) if first else None
    if kept and not _PLATFORM.match(page.told.folded, end) and begins_next(page.told, end):
        state.kinds = _kinds(page, *kept.span("who"))
    if clause.role is not Role.REST or state.drafts:
        return
    while_so = _WHILE.match(page.told.folded, start, end) if clause.cue is None else None
    if while_so and while_so["when"] not in page.asked.folded:
        state.add_if(own_spots(page, *while_so.span("when")), start, also=clause.also)
    belongs = _BELONGS.match(page.told.folded, start, end)
    if belongs and (kinds := _whoever(page, start, belongs.end("who"))):
        state.kinds = kinds
    by = _BY_WHOM.match(page.told.folded, start, end)
    if by and clause.cue is None:
        state.add_if(own_spots(page, start, by.end("which")), start, also=clause.also)
        state.ruled = True
    alike = _ALIKE.match(page.told.folded, start, end)
    if alike and (kinds := kinds_in(page, start, alike.end("who"))):
        state.kinds = kinds
    told = [m for m in page.marks if start <= m.start and m.end <= end and m.name.scheme in _SITUATIONS]
    if told:
        state.add_if(read_conditions(page.told, start, end, told, forms=False), start, also=clause.also)


def _tell_while_one(page: Page, clause: Clause, state: State) -> None:
    """While what a clause and the next say each what one of two may."""
    one = _WHILE_ONE.match(page.told.folded, clause.start, clause.cue.lead) if clause.cue is not None else None
    if one is None or one["when"] in page.asked.folded:
        return
    other = re.compile(rf"[，,；;]\s*(?:但|而)?[一-鿿A-Za-z0-9]{{1,6}}?{one['kind']}(?=[不可能须需应只仅也都还仍则])")
    if other.match(page.told.folded, clause.end):
        state.topic = join(state.topic, own_spots(page, *one.span("when")))


def _whoever(page: Page, start: int, end: int) -> Alternatives:
    """What belongs or does not belong to something: 酒水|属于…, 人为损坏的|不在…范围内."""
    told = kinds_in(page, start, end)
    return told if told or page.told.folded[end - 1] != "的" else own_spots(page, start, end)


def _kinds(page: Page, start: int, end: int) -> Alternatives:
    """The kinds whose matter it is: those that the vocabulary has, else those that are told as such."""
    known = read_conditions(page.told, start, end, usable(page, start, end), forms=False)
    return known or kinds_in(page, start, end, row=True)
