"""Names of functions out of what a text says may or may not be done: the verb phrases behind its cues (可以|修改运费), the subjects before
them (批量改价|仅支持…), what is limited, and what must be done in time.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from extract.alone import TO_THOSE
from extract.apart import told_apart
from extract.bare_names import is_no_name
from extract.concepts import Mention
from extract.cues import Cue, CueKind, cue_words, find_cues
from extract.done_when import is_done_when
from extract.enough import acts_enough
from extract.fronted import PARTY, SIDED, nouns_before
from extract.items import BULLETS
from extract.said import is_said
from extract.subject_phrases import acts_before, subject_phrase
from extract.text import Text
from extract.topics import IN_FULL
from extract.unaffected import acts_left
from extract.verb_phrases import BEHIND_ANOTHER, Verbal, noun_named, verb_at, verb_phrase
from extract.ways import asks_for_act
from extract.who_does import ADVERBS
from ontology.names import fold
from ontology.words import tagged

_NAMING: Final = frozenset({CueKind.ALLOW, CueKind.FORBID, CueKind.NARROW, CueKind.ONLY, CueKind.RESTRICT})
_MODAL: Final = frozenset({CueKind.ALLOW, CueKind.FORBID, CueKind.NARROW})
_BOUNDED: Final = re.compile(
    r"(?<=[一-鿿])(?P<bound>(?:的)?(?:起止)?(?:时间)?(?:跨度|间隔)|的?(?:金额|次数|数量|比例)?(?:每[天日周月年次单]|单[日笔次]|最[多长少低高]|不得?(?:超过|低于|少于|大于)|不超过|至[多少]))"
)
_IN_TIME: Final = re.compile(
    r"\d+\s*(?:个)?(?:小时|天|日|工作日|分钟|自然日|h)(?:之|以)?内\s*(?:完成|予以|进行)?", re.IGNORECASE
)
_WHO: Final = frozenset({CueKind.ALLOW, CueKind.NARROW, CueKind.ONLY, CueKind.RESTRICT})
_DONE_SO: Final = re.compile(
    r"(?:(?<=[，,。；;\n])|\A)(?P<name>[一-鿿]{4,8}?)(?=(?:请|必?须|需|应当?|务必)[^，,。；;\n]{0,14}(?:操作|办理|提交|完成|申请|进行|处理)(?:[，,。；;\n]|\Z))"
)
"""An act, before how or when it is to be done: 取消预约|请在开场前6小时操作."""
_GIVES: Final = ("支持", "支援", "不适用", "适用于", "享受", "不享受", "提供", "不提供", "不开放", "开放")
_IN_ANY: Final = re.compile(r"参[与加]任[何意]")
"""What a cue that holds its verb denies of any: 不|参与任何满赠."""
_BY_ANYBODY: Final = ("使用", "加入", "入驻", "参加", "参与", "享受", "申请", "开通", "报名", "领取", "购买")
ALONE: Final = re.compile(r"\s*(?:、(?=不[能可得])|[，,。；;！!？?|\n（(）)\x01]|\Z|一次|的|，)")
_UNSEEN: Final = re.compile(r"(?:查?看不[到见了])了?")
_BEGINS: Final = re.compile(r"(?:\A|[，,。；;：:\n\s的])\Z")
_SHORT: Final = re.compile(r"[选领改删换退撤投]")
"""Verbs of one character that stand by themselves behind a cue: 不可选, 可领."""
_BY_ITSELF_NOTHING: Final = re.compile(r"执行|操作|进行|办理|处理|实现")
_ORDERS: Final = re.compile(r"(?:订单|商品|商家|用户|买家|客户|[店员者户方属工人生家师客])\Z")
_BY_WHOM: Final = re.compile(r"(?:[员者户方主东师客商]|司机|骑手|教练|老师|个人)\Z")
"""Who does something with an order, and what it is not done to: 房东|不得取消."""
_CANNOT: Final = re.compile(r"(?P<act>(?![做用办弄])[一-鿿]{1,2})不[了掉]")
_UNDONE: Final = re.compile(
    r"(?P<name>(?![的了吗呢吧啊怎为咋是该如什])[一-鿿A-Za-z]{2,6}?)(?:的|了|啦)?(?=[，,。；;！!？?\n（(\s]|\Z)"
)
_HEADING: Final = re.compile(
    rf"^[ \t]*(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[)）]|\d+[、.．]|[{BULLETS}#]+)[ \t]*(?P<name>[一-鿿A-Za-z]{{2,10}})[ \t]*[：:]?[ \t]*$",
    re.MULTILINE,
)
_OF_THING: Final = re.compile(
    r"(?:\A|(?<=[。；;\n]))(?P<thing>[一-鿿]{2,6}?)(?:由|以|按|默认)[^，,。；;\n]{2,14}(?:为准|确定|决定|生成|设定|约定|执行|结算|收取|发放)[，,]\s*\Z"
)
_ANSWERS: Final = frozenset({"拒绝", "驳回", "同意", "受理", "批准"})
_REQUEST: Final = re.compile(
    r"(?:申请|要求|请求|提出|发起)(?P<act>[一-鿿]{2,8}?)(?:的?申请)?(?:的|时|后)?[，,]\s*[一-鿿]{0,6}\Z"
)
"""What somebody asks for, before whether it may be refused: 租客申请|退押金|的，房东不得拒绝."""
_DOES: Final = re.compile(r"(?:办理|进行|发起|提交|提报|开具|申请)(?=[一-鿿]{2})")
_TWO_ACTS: Final = re.compile(
    r"(?P<one>[一-鿿]{2})(?:并且?|或者?|和|及|以及|、)(?P<other>[一-鿿]{2})(?P<thing>(?![可不须需])[一-鿿]{2,8}?)(?=[，,。；;！!？?\n（(]|\Z)"
)
_SPLIT: Final = re.compile(
    r"\s*(?:或者?|和|及|与|、|/)\s*(?P<more>(?!可|不|支持|须|需)[一-鿿A-Za-z0-9]{2,8}?)(?=[、，,。；;！!？?：:\s（(）)]|\Z)"
)


def find_verbals(text: Text, mentions: Sequence[Mention], *, end: int | None = None) -> Iterator[Verbal]:
    """What a text says may or may not be done, and of what."""
    for cue in find_cues(text, 0, len(text.raw) if end is None else end):
        if TO_THOSE.fullmatch(text.folded, cue.start, cue.end) and cue.kind is CueKind.ONLY:
            if subject := subject_phrase(text, cue.lead, mentions):
                yield subject
            continue
        if cue.kind is CueKind.ALLOW and SIDED.match(text.folded, cue.end):
            continue
        if cue.kind is CueKind.AUTOMATIC and text.folded[cue.start : cue.end] == "不会":
            if found := verb_phrase(text, cue.end, mentions, denied=True):
                yield found
            continue
        inside = (m for m in mentions if m.start <= cue.start and cue.end < m.end)
        applies = text.folded[cue.start : cue.end].endswith("适用于")
        if cue.kind in _NAMING and not applies and all(is_said(text, m.start, m.end) for m in inside):
            yield from _of_cue(text, cue, mentions)
        if cue.kind is CueKind.REQUIRE:
            yield from acts_before(text, cue, mentions)
    yield from _limited(text, mentions)
    yield from acts_left(text)
    yield from acts_enough(text)


def _of_cue(text: Text, cue: Cue, mentions: Sequence[Mention]) -> Iterator[Verbal]:
    """What a cue permits, forbids or restricts: the acts behind it, a thing that it gives, or what stands before it."""
    if shared := tuple(_sharing(text, cue.end)) if cue.kind in _MODAL else ():
        yield from shared
        return
    found = _behind(text, cue, mentions)
    if found is None and (acts := tuple(acts_before(text, cue, mentions)) if cue.kind in _WHO else ()):
        yield from acts
        return
    subject = subject_phrase(text, cue.lead, mentions)
    if found and found.name == found.verb and not told_apart(text, cue):
        found = replace(found, aliases=tuple(found.verb + noun for noun in _done_to(text, cue.lead, mentions)))
    if found and found.name in _ANSWERS and (asked := _REQUEST.search(text.folded, 0, cue.lead)):
        found = replace(found, aliases=(found.name + text.raw[asked.start("act") : asked.end("act")],))
    silent = found or cue.kind is CueKind.RESTRICT or told_apart(text, cue)
    turned = () if silent else tuple(_of_subject(text, cue, mentions))
    if found:
        yield from _with_coordinated(text, found)
    elif turned:
        yield from turned
        return
    if subject and (found is None or cue.kind is CueKind.ONLY):
        yield subject


def _behind(text: Text, cue: Cue, mentions: Sequence[Mention]) -> Verbal | None:
    """The act behind a cue, the first that names a function, or the thing that the cue gives."""
    if undone := _undone(text, cue, mentions):
        return undone
    denied = asks_for_act(text, cue)
    found = _unseen(text, cue, mentions)
    if found is None and cue.kind is not CueKind.RESTRICT:
        found = verb_phrase(text, cue.end, mentions, alone=cue.kind in _MODAL, denied=denied)
    if found is None and cue.kind in _MODAL and (another := BEHIND_ANOTHER.match(text.folded, cue.end)):
        found = verb_phrase(text, another.end(), mentions, denied=denied)
    if found is None and _IN_ANY.match(text.folded, cue.end - len("参与")):
        found = verb_phrase(text, cue.end - len("参与"), mentions)
    if found is None and text.folded[cue.start : cue.end].endswith(_GIVES):
        found = noun_named(text, cue.end, mentions)
    return found


def _undone(text: Text, cue: Cue, mentions: Sequence[Mention]) -> Verbal | None:
    """What a cue that holds its act says cannot be done to a thing: 改不了|收件人, 模板|删不掉."""
    act = _CANNOT.fullmatch(text.folded, cue.start, cue.end)
    if act is None:
        return None
    verb = IN_FULL.get(act["act"], act["act"])
    if thing := _UNDONE.match(text.folded, cue.end):
        name, (start, end) = verb + text.raw[thing.start("name") : thing.end("name")], thing.span("name")
    else:
        nouns = nouns_before(text, cue.lead, mentions)
        somebody = verb in _BY_ANYBODY and _ORDERS.search("".join(nouns)) is not None
        name = verb if somebody else verb + nouns[0] if len(nouns) == 1 else ""
        start, end = cue.start, cue.end
    return Verbal(name, start, end, verb, "feature.modal") if name and not is_no_name(name, text) else None


def _unseen(text: Text, cue: Cue, mentions: Sequence[Mention]) -> Verbal | None:
    """What those cannot see who may not: 未登录的访客看不到|团购价 is about 查看团购价."""
    if not _UNSEEN.fullmatch(text.folded, cue.start, cue.end):
        return None
    thing = noun_named(text, cue.end, mentions, used=True)
    aliases = (thing.name, "看到" + thing.name) if thing else ()
    return replace(thing, name="查看" + thing.name, aliases=aliases, rule="feature.modal") if thing else None


def _done_to(text: Text, end: int, mentions: Sequence[Mention]) -> Iterator[str]:
    """What an act that is told alone is done to: the things before its cue, or what is worked on (拣货中的|波次|不允许取消)."""
    yield from nouns_before(text, end, mentions)
    document = re.compile(cue_words(text.lexicon.vocabulary).document)
    for one in mentions:
        if one.end == end and document.fullmatch(fold(one.words)) and _BEGINS.search(text.folded, 0, one.start):
            yield one.words


def _limited(text: Text, mentions: Sequence[Mention]) -> Iterator[Verbal]:
    """What is limited, and what must be done in time: 订单导出|每天最多10次, 48小时内|发货."""
    for match in _BOUNDED.finditer(text.folded):
        subject = subject_phrase(text, match.start("bound"), mentions)
        if subject and not PARTY.search(fold(subject.name)):
            yield subject
    for match in _DONE_SO.finditer(text.folded):
        verb = text.lexicon.action_first.match(match["name"])
        if verb and len(verb[0]) + 2 <= len(match["name"]) and not is_no_name(match["name"], text):
            yield Verbal(text.raw[match.start() : match.end()], match.start(), match.end(), verb[0], "feature.subject")
    for match in _IN_TIME.finditer(text.folded):
        found = verb_phrase(text, match.end(), mentions)
        if found and not is_done_when(text, match.end(), found.end):
            yield found


def _of_subject(text: Text, cue: Cue, mentions: Sequence[Mention]) -> Iterator[Verbal]:
    """A verb that names nothing alone, with what stands before the cue: 非空存储桶不能删除 is 删除存储桶."""
    adverbs = ADVERBS.match(text.folded, cue.end)
    start = adverbs.end() if adverbs else cue.end
    verb = text.lexicon.action_first.match(text.folded, start) or _SHORT.match(text.folded, start)
    transitive = cue_words(text.lexicon.vocabulary).transitive
    if not verb or (len(verb[0]) > 1 and fold(verb[0]) not in transitive) or not ALONE.match(text.folded, verb.end()):
        return
    if _BY_ITSELF_NOTHING.fullmatch(verb[0]):
        return
    if over := _named_over(text, verb[0], cue.lead):
        if not is_no_name(over, text):
            yield Verbal(over, start, verb.end(), verb[0], "feature.modal")
        return
    nouns = tuple(_done_to(text, cue.lead, mentions)) or _told_of(text, cue.lead)
    nouns = tuple(noun for noun in nouns if noun != "个人")
    if text.lexicon.order_verb.fullmatch(verb[0]):
        happened = text.folded[cue.lead - 1 : cue.lead] in ("后", "前", "时")
        events = {noun for noun in nouns if happened and all(tag == "v" for _, tag in tagged(noun))}
        done_to = tuple(noun for noun in nouns if noun not in events and not _BY_WHOM.search(noun))
        nouns = done_to or (("订单",) if nouns else ())
    document = cue_words(text.lexicon.vocabulary).document
    if verb[0] in _BY_ANYBODY and (_ORDERS.search("".join(nouns)) or _done_before(text, verb[0], start)):
        return
    for noun in nouns if len(nouns) < 2 or verb[0] not in _BY_ANYBODY else ():
        slip = _is_booked(noun) and text.lexicon.order_verb.fullmatch(verb[0]) is not None
        slip = slip or (len(noun) > 4 and noun.endswith("单") and not text.lexicon.order_object.fullmatch(noun))
        kind_of = re.search(rf"(?<=[一-鿿]{{2}})(?:{document})\Z", noun)
        name = verb[0] + (kind_of[0] if kind_of else "订单" if slip else noun)
        if not is_no_name(name, text):
            yield Verbal(name, start, verb.end(), verb[0], "feature.modal")


def _named_over(text: Text, verb: str, at: int) -> str | None:
    """What the heading over a statement names by the same verb: 一、开通|竞拍, of which 可开通 speaks below."""
    over = [match["name"] for match in _HEADING.finditer(text.folded, 0, at)]
    return over[-1] if over and over[-1].startswith(verb) and len(over[-1]) > len(verb) + 1 else None


def _told_of(text: Text, at: int) -> tuple[str, ...]:
    """The thing that the clause right before tells of, where a cue begins its own: 结算周期|由签约时确定，不支持随意更改."""
    told = _OF_THING.search(text.folded, 0, at)
    return (told["thing"],) if told and not PARTY.search(told["thing"]) else ()


def _done_before(text: Text, verb: str, at: int) -> bool:
    """Whether the sentence told before what is used or taken part in, so that those who may stand before the verb: 基础版|不可使用."""
    begin = max(text.folded.rfind(mark, 0, at) for mark in "。；;\n") + 1
    told = re.compile(rf"{verb}[一-鿿A-Za-z“]{{2}}").search(text.folded, begin, at)
    return told is not None and not ALONE.match(text.folded, told.start() + len(verb))


def _is_booked(noun: str) -> bool:
    """Whether a thing is what an order is for, so that to cancel it is to cancel the order: 钟点房, 特价票."""
    return len(noun) > 2 and noun[-1] in "房票团课"


def _with_coordinated(text: Text, found: Verbal) -> Iterator[Verbal]:
    """修改运费或服务费: one verb for two objects."""
    pieces = re.split(r"[/]", found.name)
    if len(pieces) > 1 and found.verb and len(found.verb) < len(pieces[0]):
        for piece in pieces:
            yield Verbal(
                piece if piece.startswith(found.verb) else found.verb + piece,
                found.start,
                found.end,
                found.verb,
                found.rule,
            )
        return
    yield found
    more = _SPLIT.match(text.folded, found.end)
    if more and any(cue.lead == more.start("more") for cue in find_cues(text, more.start("more"), more.end())):
        return
    if (
        more
        and (second := _act_at(text, more.start("more")) or (more["more"] if found.name == found.verb else ""))
        and (second == more["more"] or found.name != found.verb or "、" in more[0])
    ):
        words = text.raw[more.start("more") : more.end("more")]
        if fold(words) not in cue_words(text.lexicon.vocabulary).transitive and not is_no_name(words, text):
            yield from _with_coordinated(text, Verbal(words, more.start("more"), more.end(), second, found.rule))
        return
    if found.name == found.verb or not found.name.startswith(found.verb):
        return
    if more and not text.lexicon.action_first.match(more["more"]) and not is_no_name(more["more"], text):
        yield Verbal(
            found.verb + text.raw[more.start("more") : more.end("more")],
            found.start,
            more.end(),
            found.verb,
            found.rule,
        )


def _act_at(text: Text, start: int) -> str:
    """The verb that begins here, 办理 and the like as well, which are tagged as things."""
    does = _DOES.match(text.folded, start)
    return verb_at(text, start) or (does[0] if does else "")


def _sharing(text: Text, at: int) -> Iterator[Verbal]:
    """Two verbs with one object: 可|查看并确认结算单, 不得|修改或者撤销报关单."""
    adverbs = ADVERBS.match(text.folded, at)
    start = adverbs.end() if adverbs else at
    asked = re.compile(r"申请(?=[一-鿿]{2})").match(text.folded, start)
    start = asked.end() if asked else start
    both = _TWO_ACTS.match(text.folded, start)
    acts = (both["one"], both["other"]) if both else ()
    if both is None or not cue_words(text.lexicon.vocabulary).transitive.issuperset(acts):
        return
    for act in acts:
        name = act + text.raw[both.start("thing") : both.end("thing")]
        if not is_no_name(name, text):
            yield Verbal(name, start, both.end(), act, "feature.modal")
