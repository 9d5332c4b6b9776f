"""What is under way, in what state something is, on what proof, and what has not happened by when, told before a cue and without a word
for if: 配送中|手机定位必须开启, 会员卡|冻结状态下|不能充值, 学生|凭在读证明, 从下单到签收期间|丢失的, 开课前2小时还没签到的."""

import re
from dataclasses import replace
from typing import Final

from extract.conds import Alternatives, join
from extract.fronted import KIND_LAST
from extract.ownwords import UNDER, own_condition
from extract.page import Page
from extract.subjects import kinds_in
from extract.text import Text, parted
from extract.things import is_act

_MIDST_FIRST: Final = re.compile(
    r"\s*(?:但是?|且|另外)?(?P<midst>(?![其集当手心店文表空])(?P<act>[一-鿿]{2})中)(?![心国文介级间小大号午秋转奖签标高低餐央途])(?P<thing>(?:(?![的时后前])[一-鿿A-Za-z]){2,8})\s*"
)
_ROW: Final = re.compile(r"、")
_UNDER_WAY: Final = ("行程", "旅途", "会议", "课程", "比赛", "演出", "旅程", "航程")
"""What goes on, by its name."""
_IN_STATE: Final = re.compile(
    rf"\s*(?:但是?|且)?(?P<kind>(?:[一-鿿A-Za-z0-9]{{1,7}}{KIND_LAST})?)(?P<state>[一-鿿]{{2,6}}?(?:(?:状态|模式|阶段)(?:之?下|时)|(?:{UNDER})(?:之?下)))(?:也|都|均|仍|就|才|则|\s)*"
)
_SPAN: Final = re.compile(
    r"\s*(?P<span>(?:从|自)?[一-鿿]{2,8}?[至到][一-鿿]{2,8}?(?:期间|之间|这段时间))(?:内|里)?(?P<rest>[^，,。；;]{2,16})?\s*"
)
_ON_PROOF: Final = re.compile(
    r"\s*(?:但是?|且|也)?(?P<who>[^，,。；;凭]{0,10}?)(?P<proof>(?<![文])凭(?![空借证据条单])(?P<what>[^，,。；;]{2,16}?))(?:也|都|均|就|即|方|才|\s)*"
)
_WITHIN_PLACE: Final = re.compile(
    r"\s*(?:但是?|且|在)?(?P<places>(?:[一-鿿A-Za-z0-9]{2,8}、)*[一-鿿A-Za-z0-9]{2,10}(?<![以之年月日天时期周钟除度间])[内外])(?:均|都|也|一律|\s)*"
)
_NOT_BY: Final = re.compile(
    r"\s*(?:如果?|若)?(?P<what>(?:[^，,。；;：:的在]{2,10}[前后])\s*[\d一二两三四五六七八九十半]+\s*个?(?:自然|工作)?(?:天|日|小时|分钟|周|月)(?:之?内)?(?:仍|还|尚|都|依然)+没有?[^，,。；;的]{2,16})(?:的|时|者)?(?:订单)?\s*"
)


def midst_first(page: Page, start: int, stop: int) -> Alternatives:
    """What is under way, before the thing that must, may or may not be so meanwhile: 配送中|手机定位."""
    told = _MIDST_FIRST.fullmatch(page.told.folded, start, stop)
    if told is None or not _goes_on(page.told, told["act"]):
        return ()
    own = own_condition(page.told, *told.span("midst"))
    return ((own,),) if own else ()


def _goes_on(text: Text, words: str) -> bool:
    """Whether two characters are an act, or name what goes on for some time."""
    return words in _UNDER_WAY or is_act(text, words)


def behind_midst(text: Text, start: int, end: int) -> int:
    """Where a name begins behind what is under way: 行程中|录音."""
    told = _MIDST_FIRST.fullmatch(text.folded, start, end)
    return told.end("midst") if told and _goes_on(text, told["act"]) else start


def in_state(page: Page, start: int, stop: int) -> Alternatives:
    """A kind, where one is named, and in what state it is: 会员卡|冻结状态下."""
    told = _IN_STATE.fullmatch(page.told.folded, start, stop)
    own = own_condition(page.told, *told.span("state")) if told else None
    if told is None or own is None:
        return ()
    words = page.told.raw[told.start("state") : told.end("state")]
    own = replace(own, spellings=(*own.spellings, words)) if own.discovered else own
    return join(kinds_in(page, *told.span("kind"), row=True) if told["kind"] else (), ((own,),))


def on_proof(page: Page, start: int, stop: int) -> Alternatives:
    """On what proof, and for whom where they are named: 学生|凭学校开具的在读证明."""
    told = _ON_PROOF.fullmatch(page.told.folded, start, stop)
    own = own_condition(page.told, *told.span("proof")) if told else None
    if told is None or own is None:
        return ()
    what = page.told.raw[told.start("what") : told.end("what")]
    own = replace(own, spellings=tuple(dict.fromkeys((*own.spellings, what, what.rpartition("的")[2]))))
    return join(kinds_in(page, *told.span("who"), row=True) if told["who"] else (), ((own,),))


def within_place(page: Page, start: int, stop: int) -> Alternatives:
    """Within or outside of what places, an alternative each: 候机厅、登机口排队区内."""
    told = _WITHIN_PLACE.fullmatch(page.told.folded, start, stop)
    places = parted(page.told, *told.span("places"), _ROW) if told else []
    found = [own_condition(page.told, *one) for one in places]
    return tuple((one,) for one in found if one) if all(found) else ()


def within_span(page: Page, start: int, end: int) -> tuple[int, int] | None:
    """From what until what, with what happened then behind it: 从下单到签收期间|丢失的; where what happened begins."""
    told = _SPAN.fullmatch(page.told.folded, start, end)
    return (told.end("span"), end) if told else None


def not_by(page: Page, start: int, end: int) -> Alternatives:
    """What has not happened so long before or after something: 开课前2小时还没签到的."""
    told = _NOT_BY.fullmatch(page.told.folded, start, end)
    own = own_condition(page.told, *told.span("what")) if told else None
    return ((own,),) if own else ()
