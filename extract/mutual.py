"""What is so only of several together: 店铺券与平台券|可叠加, 折扣券|不与红包|同享, 店铺券之间|不可叠加.

Of both it is told that they may or may not be together, and of neither alone.
"""

import re
from typing import Final

from extract.clauses import Clause
from extract.conditions import read_conditions
from extract.conds import Alternatives, Cond, join
from extract.cues import CueKind, find_cues
from extract.facts import ConceptName
from extract.fronted import PARTY, clause_start
from extract.lexicon import any_of
from extract.ownwords import known_name, thing_named
from extract.page import Page
from extract.text import Text, between, parted
from ontology.concepts import Vocabulary, per_vocabulary
from ontology.words import tagged

_DECIDES: Final = frozenset({CueKind.ALLOW, CueKind.FORBID, CueKind.NARROW})
_LEAD: Final = re.compile(
    r"(?:\s|但是?|而且?|不过|其中|此外|另外|目前|同时|且|并且|对于?|[“\"「【'])*(?:同[一个]{1,2}(?:店铺|商家|订单|笔订单)的)?"
)
_LINK: Final = re.compile(r"(?:[\s\x00\x01”\"」】']|均|都|也|则|就|一律|一概|暂时?|目前|之间|互相|相互|彼此)+\Z")
_AMONG: Final = re.compile(r"(?:之间|彼此|互相|相互)")
_WITH: Final = re.compile(r"与|和|跟|(?<!不)同(?![一个时])|以?及")
_PARTS: Final = re.compile(r"\s*(?:[、/]|以及|或者?|和|及|与|跟)\s*")
_THING: Final = re.compile(r"[一-鿿A-Za-z0-9+]{2,8}")
_NO_THING: Final = re.compile(
    r"^(?:其[他它余]|任[何意]|所有|全部|各|本|该|此|这|那|同|不|多|两|[一三四五六七八九十]|每|您|店内|别的|已|未|待|在|若|如)|[后前时中内]\Z|的"
)
_SEVERAL: Final = re.compile(r"(?:不同|多[张个种件]|[两同][一]?[张个种件])的?")
_ALIKE: Final = re.compile(
    r"(?:同一?|不同|相同)(?:类型?|种类?|款|品类|品牌|面额|面值|等级|级别|批次|规格)的?[一-鿿]{1,6}"
)
"""Things of one sort, or of several: 同类型券."""
_HOW: Final = r"(?:在?同[一个]{1,2}[^，,。；;]{1,6}?(?:中|内|里)|互相|相互|同时|一起|一同|一并|再|在一起|进行)*"
_AT_ONCE: Final = re.compile(r"\s*(?:与|和|跟|同)(?P<other>[^，,。；;]{2,12}?)(?:同时|一起|一同|一并)(?=[一-鿿]{2})")
"""What any act is done with at the same time: 包车订单不能|与拼车订单同时|结算."""
_LAST: Final = frozenset("券卡票包课单货品件扣减团价金惠")


@per_vocabulary
def mutual_acts(vocabulary: Vocabulary) -> str:
    """What is done by several together, as a pattern, with how: 同时使用, 叠加."""
    return rf"{_HOW}(?:{any_of(vocabulary.words.get('cue-mutual', ()))})"


@per_vocabulary
def _acts(vocabulary: Vocabulary) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """An act of several right behind a cue, and behind the other that it names."""
    act = mutual_acts(vocabulary)
    right = rf"\s*{act}"
    return re.compile(right), re.compile(rf"\s*(?:再|再次)?(?:与|和|跟|同)(?P<other>[^，,。；;]{{2,20}}?)(?={act})")


def told_together(page: Page, clause: Clause) -> Alternatives:
    """The things of which a clause says that they may or may not be together, a pair each."""
    cue, text = clause.cue, page.told
    if cue is None or cue.kind not in _DECIDES:
        return ()
    right, behind = _acts(text.lexicon.vocabulary)
    span = between(text, max(clause.start, clause.body), cue.lead, _LEAD, _LINK)
    if other := behind.match(text.folded, cue.end, clause.end):
        one = span if span[1] - span[0] > 1 else _before(page, clause.start)
        those = things(page, *one) or read_conditions(
            text, *one, [m for m in page.marks if one[0] <= m.start and m.end <= one[1]]
        )
        return join(those, things(page, *other.span("other")))
    if other := _AT_ONCE.match(text.folded, cue.end, clause.end):
        first, second = things(page, *span), things(page, *other.span("other"))
        return join(first, second) if first and second else ()
    if not right.match(text.folded, cue.end, clause.end):
        return ()
    if _ALIKE.fullmatch(text.folded, *span):
        return ((thing_named(text, *span),),)
    splits = list(_WITH.finditer(text.folded, *span))
    for split in reversed(splits):
        first, second = things(page, span[0], split.start()), things(page, split.end(), span[1])
        if first and second:
            return join(first, second)
    return () if splits else _among(page, span, cue.lead)


def is_of_both(page: Page, clause: Clause) -> bool:
    """Whether a clause tells of two things itself, so that none of those told before is meant."""
    cue, text = clause.cue, page.told
    if cue is None or cue.kind not in _DECIDES:
        return False
    return _acts(text.lexicon.vocabulary)[1].match(text.folded, cue.end, clause.end) is not None


def _before(page: Page, start: int) -> tuple[int, int]:
    """The first of those that the clause right before tells of together: 卖家券可与运费券并用，|不得与|银行券|并用."""
    begin = clause_start(page.told, start - 1) if start > 1 else start
    cue = next(find_cues(page.told, begin, start), None)
    return between(page.told, begin, cue.lead, _LEAD, _LINK) if cue else (start, start)


def things(page: Page, start: int, end: int, *, sure: bool = False) -> Alternatives:
    """The things of a row, each by itself; none where it holds anything else, or what the question is about. `sure`: the words around them
    say that they are things, whatever word they are."""
    found = [_thing(page, *span, sure=sure) for span in parted(page.told, start, end, _PARTS)]
    asked = any(_is_asked(page, c) for c in found if c)
    return () if asked or not all(found) else tuple((one,) for one in found if one)


def _is_asked(page: Page, cond: Cond) -> bool:
    """Whether the question is about a thing, and not about orders of its kind."""
    words = page.told.folded[cond.start : cond.end]
    return words in page.asked.folded and not words.endswith("订单")


def _among(page: Page, span: tuple[int, int], end: int) -> Alternatives:
    """Things of one kind: 店铺券之间."""
    text = page.told
    among = _AMONG.match(text.folded, span[1], end)
    several = _SEVERAL.match(text.folded, *span)
    thing = _thing(page, several.end() if several else span[0], span[1], named=True) if among else None
    if among is None or thing is None:
        return ()
    told = text.raw[span[0] : span[1]]
    name = ConceptName(thing.name.scheme, text.raw[thing.start : thing.end] + "之间")
    return ((Cond(name, False, span[0], among.end(), None, True, (told, told + "之间")),),)


def _thing(page: Page, start: int, end: int, *, named: bool = False, sure: bool = False) -> Cond | None:
    """A thing at a place; one that is `named` as what the rule is about counts only among its like."""
    text, words = page.told, page.told.folded[start:end]
    if not _THING.fullmatch(words) or _NO_THING.search(words) or PARTY.fullmatch(words):
        return None
    known = known_name(text, words) is not None
    if not (known or sure or _is_noun(words, text)) or any(
        not named and not words.endswith("订单") and n.start < end and start < n.end for n in page.named
    ):
        return None
    return thing_named(text, start, end)


def _is_noun(words: str, text: Text) -> bool:
    if text.lexicon.action_first.fullmatch(words):
        return False
    return words[-1] in _LAST or tagged(words)[-1][1].startswith(("n", "eng", "x", "j", "vn", "b", "l", "q", "zg"))
