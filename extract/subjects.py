"""The thing that a statement speaks of, or a label before a colon, as a kind of its own: 液体|须密封包装, 基础版|仅支持…, 个人店：….

Such a kind has no bearer behind it (X的订单) and no name in the vocabulary. What any order or shop has (地址, 余额), who takes part in
any order, what the question itself is about, and what is done (审核, 修改地址) are no kinds.
"""

import re
from typing import Final

from extract.asked_kinds import is_asked_kind
from extract.column_names import NO_COLUMN
from extract.conds import Alternatives, Cond
from extract.cues import cue_words
from extract.facts import ConceptName
from extract.fronted import PARTY
from extract.ownwords import known_name, scheme_of, thing_named
from extract.page import Page
from extract.row_and_such import without_such
from extract.text import Text, between, parted
from ontology.kinds import ConceptScheme
from ontology.words import tagged

_LEAD: Final = re.compile(
    r"(?:\s|但是?|而且?|不过|其中|此外|另外|另|目前|同时|且|并且|对于|对(?![公私账内外应])|针对|[一二三四五六]是|[“\"「【'])*"
)
_LINK: Final = re.compile(
    r"(?:[\s\x00\x01]|[”\"」】']|之间|的|是|(?<![规细原准守法])则|既|另|呢|就|才|每一?个?[天日周月年季次]|单[日月周次笔年]|每\d+\s*个?(?:天|日|周|月|年|小时|自然日|工作日)|(?<=[后时A-Za-z0-9级])方)+\Z"
)
_PARTS: Final = re.compile(r"\s*(?:[、/]|以及|或者?|和|及|与)\s*")
_THING: Final = re.compile(r"[一-鿿A-Za-z0-9+]{2,10}")
_MODE: Final = re.compile(r"(?!怎|如何|什么|哪|两种|多种|付款|支付|物流|配送|结算)[一-鿿A-Za-z0-9]{2,6}模式")
"""A way of trade that some orders have and others not: 寄售模式."""
_CHAIN: Final = re.compile(r"直营|加盟")
"""Two sorts of shops, each a kind where both are told of: 全国直营店，|加盟店|不可用."""
_LABEL: Final = re.compile(r"(?<![一-鿿A-Za-z0-9])(?P<label>[一-鿿A-Za-z0-9]{2,10})[：:]")
_POINTS: Final = re.compile(
    r"此|该|本(?![地市省人科])|这|那|其|每|各|遇|碰[到上]|任[何意]|所有|全部|部分|单[个笔次件日张]|同一|相同|[一两二三四五六七八九十](?=[个笔次件张天日月年种类家位条份项])|\d(?!\d*(?:h|小时|天|日)(?:内)?[到发必][一-鿿]{1,4}(?:商品|订单)\Z)|多[个次种]|以[上下]|上述|下列|如|若|首|当(?![月日天年期])|要|但|并|而|目前|对应|相关|相应|您|我|step\d|具体|最|新(?!品|人|客)|旧|原|已|未|有|无|没|不|可|能|需|请|答|问|注|例|即|因|由|在|从|按|经(?![营济典销])"
)
COUPON: Final = re.compile(r"(?!优惠|各类|此类|这类|店铺券|平台券)[一-鿿]{2,6}券")
"""A kind of coupon, which any shop has: 折扣券."""
MONEY: Final = re.compile(
    r"(?![新旧老爆同异男女童春夏秋冬单多本此该两各每首整现])[一-鿿]款|[一-鿿]{1,3}(?<!免)(?<!付)(?<!自)费用?|[押定订佣租罚]金|余款"
)
"""What is paid, which is no kind of order: 票款|按原支付方式退回."""
_WHO: Final = re.compile(
    r"(?<=[一-鿿]{2})(?<!(?<![停启占盗冒禁弃挪])用)(?<![费作营发患或前后愿记学读使消买卖购开第两二三])者\Z"
)
"""Whoever is so, as what is so: 违规者 is 违规."""
_LAST: Final = frozenset("号版型款类级件单车店区仓码卡户方员机品箱课券票险房餐团")
"""Characters that end the name of a kind, however they are tagged."""
_SOLD: Final = frozenset("课卡券票险房餐")
"""Characters that end the name of a thing that is had, though it begins with what is done: 试听课, 体验卡."""
_SENT: Final = re.compile(r"[一-鿿]{2,3}(?<![文邮附证条事软硬配零备元部插控组])件")
"""What is sent, though its name begins with what is done: 代发件."""
_BORNE: Final = frozenset("单票卡房车团")
"""Characters that end the name of a kind even where the question asks about it."""
_WORDS: Final = ("n", "eng", "x", "q", "b", "a", "m", "j", "i", "l", "zg", "s", "v", "k", "t")


AMONG: Final = "之间"
"""Behind those among whom something is done: 同城驿站|之间."""


def kinds_in(page: Page, start: int, end: int, *, label: bool = False, row: bool = False) -> Alternatives:
    """The kinds that `answer[start:end]` is made of, an alternative each; none where it holds anything else.

    `label`: a label before a colon, which like those of a `row` may be told by a word that elsewhere is a verb.
    """
    start, end = between(page.told, start, end, _LEAD, _LINK)
    spans, such = without_such(page.told, parted(page.told, start, end, _PARTS))
    found = [_kind(page, *span, label=label, row=row) for span in spans]
    all_of = _kind(page, *such, label=label, row=row) if such else None
    if None in found and all_of is None:
        return ()
    if all_of is not None:
        found = [one or _example(page, *span) for one, span in zip(found, spans, strict=True)]
    return tuple((one,) for one in (*found, all_of) if one is not None)


def _example(page: Page, start: int, end: int) -> Cond | None:
    """A thing that the word for all its row tells to be one: 打火机 of 鞭炮、打火机等易燃物."""
    return thing_named(page.told, start, end) if _THING.fullmatch(page.told.folded, start, end) else None


def before_named(page: Page, start: int, end: int) -> int:
    """Where those end of whom a statement speaks, before the function that it names last: 学生票|改期须…"""
    last = next((n for n in reversed(page.named) if n.end == end and n.start >= start + 2), None)
    act = page.told.folded[end - 2 : end]
    asked = end - start >= 4 and act in page.asked.folded and [tag for _, tag in tagged(act)] in (["v"], ["vn"])
    return last.start if last else end - 2 if asked else end


def _kind(page: Page, start: int, end: int, *, label: bool, row: bool) -> Cond | None:
    text, words = page.told, page.told.folded[start:end]
    known = cue_words(text.lexicon.vocabulary)
    told_apart = bool(re.match(rf"(?:{known.quality})(?=[一-鿿])", words))
    if not _THING.fullmatch(words) or _POINTS.match(words):
        return None
    if (NO_COLUMN.search(words) and not _MODE.fullmatch(words)) or MONEY.fullmatch(words):
        return None
    chain = _CHAIN.match(words) is not None and len(set(_CHAIN.findall(text.folded))) > 1
    coupon = COUPON.fullmatch(words) is not None
    if (PARTY.match(words) or words in known.shops) and not (told_apart or chain or coupon):
        return None
    borne = re.search(rf"(?<=[一-鿿]{{2}})(?:{known.bearer})\Z", words)
    common = not borne and re.search(rf"(?:{known.attribute})\Z", words) and not coupon
    contrasts = _contrasts(text, start, end)
    if (re.fullmatch(known.bearer, words) and not re.fullmatch(known.quality, words)) or (
        common and not told_apart and not contrasts
    ):
        return None
    last = end - len(tagged(words)[-1][0])
    inside = [n for n in page.named if n.start < end and start < n.end and not last <= n.start < n.end < end]
    known_as = known_name(text, words)
    roles = {m.name for m in page.marks if m.name.scheme is ConceptScheme.ROLE}
    role = known_as is not None and known_as.scheme is ConceptScheme.ROLE and bool(roles - {known_as})
    told_before = (
        words in page.asked.folded and not is_asked_kind(page.asked, words) and not _is_in_row(page.asked.folded, words)
    )
    if (told_before and words[-1] not in _BORNE and not role) or any(
        not (told_apart and start < n.start and n.end == end) for n in inside
    ):
        return None
    sold = 3 <= len(words) <= 4 and (words[-1] in _SOLD or _SENT.fullmatch(words) is not None)
    if text.lexicon.action_last.search(words) or (
        text.lexicon.action_first.match(words) and not (sold or chain) and not (told_apart and len(words) <= 6)
    ):
        return None
    if (
        not row
        and not (told_apart or contrasts or sold or _is_noun(words))
        and not (label and _has_siblings(text, start, end))
    ):
        return None
    who = _WHO.search(words)
    told = text.raw[start : end - 1] if who else text.raw[start:end]
    name = known_as or ConceptName(scheme_of(words, None), told)
    among = (text.raw[start : end + len(AMONG)],) if text.folded.startswith(AMONG, end) else ()
    return Cond(name, False, start, end, None, True, (text.raw[start:end],) if who else among)


def _is_in_row(asked: str, words: str) -> bool:
    """Whether a question tells of a kind beside another that ends alike: 录播课、直播课的上架规则."""
    last = re.escape(words[-1])
    beside = (
        rf"[一-鿿]{{1,6}}{last}(?:[、和与及]){re.escape(words)}|{re.escape(words)}(?:[、和与及])[一-鿿]{{1,6}}{last}"
    )
    return len(words) > 2 and re.search(beside, asked) is not None


def _has_siblings(text: Text, start: int, end: int) -> bool:
    """Whether another label ends in the same character: 明盘：…；盲盘：…."""
    labels = {match["label"] for match in _LABEL.finditer(text.folded)}
    return any(one != text.folded[start:end] and one[-1] == text.folded[end - 1] for one in labels)


def _contrasts(text: Text, start: int, end: int) -> bool:
    """Whether another clause speaks of something that ends in the same two characters: 个人抬头不能…，企业抬头可以…."""
    words, last = text.folded[start:end], re.escape(text.folded[end - 2 : end])
    if len(words) < 4 or "的" in words:
        return False
    others = re.findall(
        rf"(?:\A|(?<=[，,。；;：:\s]))([一-鿿A-Za-z]{{1,8}}{last})(?=[不可需须无则也均都仅只])", text.folded
    )
    return any(one != words for one in others)


def _is_noun(words: str) -> bool:
    """Whether a word is tagged as a thing: its last part a noun, none a preposition, a pronoun or an adverb."""
    parts = tagged(words)
    return (
        (parts[-1][1].startswith(("n", "eng", "x", "q", "j")) or (len(parts) > 1 and parts[-1][0] in _LAST))
        and (parts[0][1] not in ("v", "vd") or (len(parts) >= 2 and len(words) <= 6))
        and all(tag.startswith(_WORDS) for _, tag in parts)
    )
