"""Names of functions out of what may or may not be done: the verb with its object behind a cue (可以|修改运费), and the subject
before it (批量改价|仅支持…).

A verb is one that the vocabulary knows, or a word that jieba tags as one. Orders that the object is qualified by are no part of the
name: 关闭已付款订单 is 关闭订单.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from extract.alone import TO_THOSE
from extract.concepts import Mention
from extract.cues import Cue, CueKind, cue_words, find_cues
from extract.fronted import PARTY, is_kind, nouns_before
from extract.matrices import WHEN_HEAD, matrix_of, name_spans
from extract.tables import Table
from extract.text import Text
from ontology.names import fold
from ontology.words import tagged

_NAMING: Final = frozenset({CueKind.ALLOW, CueKind.FORBID, CueKind.NARROW, CueKind.ONLY, CueKind.RESTRICT})
_MODAL: Final = frozenset({CueKind.ALLOW, CueKind.FORBID, CueKind.NARROW})
ADVERBS: Final = re.compile(
    r"(?:\s|[“\"「【]|[在于][^，。；,]{1,14}?(?:端|上|中|里|内|页面|后台|处|期间|前|后)(?!架|传|载|线|台)|(?:对于?|将|把|向|给|为|按照?|根据|通过|凭|以|用|与|和|跟|同)[^，。；,]{1,12}?(?=修改|进行|发起|操作|提交|申请|设置|查看|查询|导出|批量|追加|取消|退款|开具|同享|叠加|同时|一起|合并|索要)"
    r"|(?:修改|更正|补充|完善|整改|更换|调整|补齐)[一-鿿]{0,4}后(?=重新|再次|再|可)|预先|[一-鿿]{0,4}联系(?:商家|卖家|店铺|客服)(?=索要|索取|申请|退|修改|取消|补)|实现|临时|擅自|私自|任意|随意|单方面|恶意|重新|重复(?=[一-鿿]{2})|再(?![生版次])|[\d一二三四五六七八九十两半]+\s*个?(?:工作|自然)?(?:天|日|小时|分钟|月|周|年)(?:之|以)?内(?!的)|走(?=[一-鿿]{2,6}流程)|在线|酌情|自行|直接|批量(?=为|对|将|给)|再次|继续|进行|手动|手工|一次性|随时|提前|免费|正常|同时|分开|及时|自主|分别|先(?!行|验|试|用|享)|后台|才|即时|自由|当[日天]|单独|另行|主动|首先|使用(?=[一-鿿]*功能)|其|该|此|他们|您|商家|用户|消费者|买家|卖家|店铺|顾客|客户|被|由[^，。；]{1,8}?(?=修改|操作|提交|申请|处理|办理|发起|审批|审核|确认|配送|承运|签收))*"
)
_OBJECT: Final = re.compile(
    r"[一-鿿A-Za-z0-9/+“”\"]{0,12}?(?=(?:了)?[呢哈哦啦呀嘛噢喔](?:[，,。；;！!~～？?\s]|\Z)|了[呢吧，,。；;]|[-—，,。；;、！!？?：:\s（(）)|\x00\x01<>≤≥]|且(?=[不可须需无仅])|或(?!者)|和|及(?!时)|以及|并|(?<!售|最|先|今|以)后|(?<!以|之|当|目|预|提)前|(?<![定限及即同小计延超临])时(?![效间长段限点])|的(?!密码|金额|状态|时间|地址|单号|信息|类型)|怎|吗|呢|么|到(?![店付货账])|至|为|给|\Z|只限|仅限|仅支持|等(?!级)|功能|操作|服务(?!费|商)|\d|[一两三四五六七八九十]+[次个张条笔份]|[次遍]数|的话|不超过|不限)"
)
_SUBJECT: Final = re.compile(
    r"(?:\A|[，,。；;：:\s、的在若如后前时对于])[“\"「【]?(?P<name>[一-鿿A-Za-z0-9]{2,12}?(?:[”\"」】][一-鿿]{1,4})?)[”\"」】]?(?P<tail>的?功能|服务|业务|工具|活动|权益|按钮|入口)?\s*\Z"
)
_THING: Final = re.compile(r"(?:标签|活动|优惠券?|券|权益|计划|工具|插件|模板|报表|中心|期|红包|资质|专区|频道|套餐)\Z")
_KIND_OF_ORDER: Final = re.compile(r"(?:订单|商品|商家|用户|账号|店铺)\Z")
_BY_ONESELF: Final = re.compile(r"自行|随时|手动|自主|擅自|私自|临时|重新|再次")
_BESIDE: Final = ("查询", "操作", "进行", "选择", "办理")
_BOUNDED: Final = re.compile(
    r"(?<=[一-鿿])(?P<bound>(?:的)?(?:起止)?(?:时间)?(?:跨度|间隔)|的?(?:金额|次数|数量|比例)?(?:每[天日周月年次单]|单[日笔次]|最[多长少低高]|不得?(?:超过|低于|少于|大于)|不超过|至[多少]))"
)
_LONGEST_CUE: Final = 8
_IN_TIME: Final = re.compile(
    r"\d+\s*(?:个)?(?:小时|天|日|工作日|分钟|自然日|h)(?:之|以)?内\s*(?:完成|予以|进行)?", re.IGNORECASE
)
_GIVES: Final = ("支持", "支援", "不适用", "适用于", "享受", "不享受", "提供", "不提供")
_NOUN: Final = re.compile(
    r"[\s“\"「【]*(?P<name>[一-鿿A-Za-z0-9]{2,10}?)(?:功能|服务|业务)?[”\"」】]*(?=[，,。；;！!？?\s（(）)|\x01]|的订单|\Z)"
)
_MANY: Final = re.compile(
    r"多|各|全(?![额量款])|任意|自定义|此|该|以下|如下|上述|这|其|任何|所有|不同|部分(?!退款|退货|发货|支付)|更|最|使用|用"
)
_ALONE_BEHIND: Final = re.compile(
    r"(?!多|几|哪|什么|[^，。；]*(?:多[久少长]|几|什么|哪))(?!为|是|有|在|含|见|知|得|被|将|会|的|了|达|满|以|超|大于|小于|低于|高于|等于|空|与|和|跟|同|再|按|从|向|对|由|因|这|那|其|您|我|他|正|更|最|多|少|重复|看|想|说)"
    r"(?P<verb>[一-鿿]{2,5}?)(?:了)?(?=[呢哈哦啦呀嘛噢喔]?(?:[，,。；;！!？?~～（(]|\Z))"
)
_STATE: Final = r"已|未|无|没有|不|含有?|被|且|同一|相同|处于|属于|超过|超出|低于|高于|满|逾期|过期|失败|异常|成功"
_TURNED_INTO: Final = re.compile(r"(?:到|为|至|成)[一-鿿A-Za-z0-9]{2,6}(?=[，,。；;！!？?（(\s]|\Z)")
_BY_ANYBODY: Final = ("使用", "参加", "参与", "享受", "申请")
_OUTWARD: Final = re.compile(r"对[外公私内]|跨(?=[一-鿿]{3})[一-鿿]")
_TAKES_PART: Final = re.compile(
    r"(?P<verb>参加|参与|加入)(?!其他|其它|该|此|本|以下|活动(?![一-鿿]))(?:任[何意])?(?P<thing>[一-鿿A-Za-z0-9“”\"]{2,10})(?=[，,。；;、（(\s]|\Z)"
)
_QUOTED: Final = re.compile(r"[“\"「][^“”\"「」，。]{1,8}[”\"」](?:字样|标识|标签|标志|logo)")
_ANY_SUCH: Final = re.compile(r"任[何意](?=[一-鿿]{2})")
_AGAIN: Final = re.compile(r"(?:重新|重复|再次)\s*\Z")
ALONE: Final = re.compile(r"\s*(?:[，,。；;！!？?|\n（(）)\x01]|\Z|一次|的|，)")
_SHORT: Final = re.compile(r"[选领改删换退撤投]")
"""Verbs of one character that stand by themselves behind a cue: 不可选, 可领."""
_BY_ITSELF_NOTHING: Final = re.compile(r"执行|操作|进行|办理|处理|实现")
_ORDERS: Final = re.compile(r"(?:订单|商品|商家|店铺|用户|买家|客户|会员)\Z")
_NEITHER: Final = re.compile(
    r"(?P<one>退|换|修|补|赔|收|拆|改)不(?P<other>退|换|修|补|赔|收|拆|改)(?=[，,。；;！!\s]|\Z)"
)
"""不退不换: what is neither done nor done."""
ACTS_WHERE_DENIED: Final = re.compile(
    r"(?:登[录陆]|进入|打开|减少|提高|返回|优化)(?=[一-鿿A-Za-z]{2,8}(?:[，,。；;！!\s]|\Z))"
)
"""What is but a way or a gain behind 可以, and an act behind 不能: 不能登录手持终端."""
_SO_OFTEN: Final = re.compile(r"[\d一二三四五六七八九十两]+次(?=[一-鿿]{2,8}(?:[，,。；;！!\s]|\Z))(?!机会)")
"""How often something may be done, between the verb and its object: 修改|1次|到仓时间."""
_EXTENT: Final = re.compile(r"(?:范围|之列)之?内?\Z")
_SPLIT: Final = re.compile(
    r"\s*(?:或者?|和|及|与|、|/)\s*(?P<more>(?!可|不|支持|须|需)[一-鿿A-Za-z0-9]{2,8}?)(?=[、，,。；;！!？?：:\s（(）)]|\Z)"
)
_LEAD: Final = re.compile(r"^(?:其中|目前|此外|另外|且|并|再|也|均|都|已|仍|还|将|被|不|未|可|能|能够|自行|手动|随时)+")


_HEAD_LEAD: Final = re.compile(r"(?:是否|能否|可否)(?:支持|可以|可|能|允许|需要?)?|可以?(?![用见])|支持|允许")
NO_COLUMN: Final = re.compile(
    r"(?:类型|种类|状态|方式|公司|模式|条件|场景|情形|情况|阶段|对象|角色|身份|等级|范围|渠道|原因|时间|时效|时限|期限|周期|频率|次数|数量|规则|说明|结果|要求|限制|金额|费用|费率|比例|备注|解释|问题|回复|答案?|内容|名称|编号|序号|级|公式|步骤|路径|入口|上限|下限|标准|介绍|概述|优化|升级|更新|变化|总结|示例|举例|场景|建议|提醒|操作|位置|界面|优势|好处|价值|特点|定义|含义|区别|目的|背景|依据|口径|渠道|端)\Z"
)


@dataclass(frozen=True, slots=True)
class Verbal:
    """A function's name as read at `text[start:end]`; `verb` is its verb."""

    name: str
    start: int
    end: int
    verb: str
    rule: str
    aliases: tuple[str, ...] = ()


def find_verbals(text: Text, mentions: Sequence[Mention], *, end: int | None = None) -> Iterator[Verbal]:
    """What a text says may or may not be done, and of what."""
    for cue in find_cues(text, 0, len(text.raw) if end is None else end):
        if TO_THOSE.fullmatch(text.folded, cue.start, cue.end) and cue.kind is CueKind.ONLY:
            if subject := subject_phrase(text, cue.lead, mentions):
                yield subject
            continue
        if cue.kind not in _NAMING or any(m.start <= cue.start and cue.end < m.end for m in mentions):
            continue
        found = (
            verb_phrase(text, cue.end, mentions, alone=cue.kind in _MODAL, denied=cue.kind is CueKind.FORBID)
            if cue.kind is not CueKind.RESTRICT
            else None
        )
        if found is None and text.folded[cue.start : cue.end].endswith(_GIVES):
            found = _supported(text, cue.end, mentions)
        subject = subject_phrase(text, cue.lead, mentions)
        if found and found.name == found.verb:
            found = replace(found, aliases=tuple(found.verb + noun for noun in nouns_before(text, cue.lead, mentions)))
        turned = () if found or cue.kind is CueKind.RESTRICT else tuple(_of_subject(text, cue, mentions))
        if found:
            yield from _with_coordinated(text, found)
        elif turned:
            yield from turned
            continue
        if subject and (found is None or cue.kind is CueKind.ONLY):
            yield subject
    yield from _limited(text, mentions)


def verb_phrase(
    text: Text, at: int, mentions: Sequence[Mention], *, alone: bool = False, denied: bool = False
) -> Verbal | None:
    """The verb phrase that begins here, behind its adverbs; None where it is none or too long to be a name.

    `alone`: what stands by itself up to the end of its clause is a verb, whatever word it is.
    """
    adverbs = ADVERBS.match(text.folded, at)
    start = adverbs.end() if adverbs else at
    start = skip_kind(text, start, mentions)
    if part := _taking_part(text, start):
        return part
    if (both := _NEITHER.match(text.folded, at)) and text.folded[at - 1] == "不":
        return Verbal(both["one"] + both["other"], at, both.end(), both["one"], "feature.modal")
    verb = _act(text, at, start, alone=alone)
    if _EXTENT.search(verb):
        return None
    if verb == "使用":
        return _used(text, start, mentions)
    if any(cue.start == start for cue in find_cues(text, start, start + _LONGEST_CUE)):
        return None
    acts = denied and bool(ACTS_WHERE_DENIED.match(text.folded, start))
    if not verb or (not acts and text.lexicon.aside.match(verb)) or text.lexicon.vague.fullmatch(verb):
        return None
    if not acts and cue_words(text.lexicon.vocabulary).aside.match(text.folded, start):
        return None
    if any(m.start == start and m.end >= start + len(verb) and is_kind(m) for m in mentions):
        return None
    more = text.lexicon.action_first.match(text.folded, start + len(verb))
    if verb in _BESIDE and more:
        start, verb = start + len(verb), more[0]
    often = _SO_OFTEN.match(text.folded, start + len(verb))
    begin = often.end() if often else start + len(verb)
    thing = _OBJECT.match(text.folded, begin)
    end = thing.end() if thing else begin
    if fold(text.raw[start:end]) in cue_words(text.lexicon.vocabulary).transitive:
        end = turned.end() if (turned := _TURNED_INTO.match(text.folded, end)) else end
    if told := relative_object(text, start + len(verb), end):
        name = verb + text.raw[told.start("noun") : told.end("noun")]
        return Verbal(name, start, told.end(), verb, "feature.modal")
    kept = _without_kinds(text, start, end, mentions)
    kept = kept.replace(text.raw[start + len(verb) : begin], "", 1) if often else kept
    name = re.sub(r"[“”\"\s]", "", kept)
    name = re.sub(r"(?<=[一-鿿]{2})(?:全部|所有|任[何意]|本人|自己)的?(?=[一-鿿]{2})", "", name)
    name = _without_carrier(name, text)
    name = re.sub(r"(?:[一两二三四五六七八九十\d]+[次个张条笔份天].*|[次遍]数?|的)\Z", "", name)
    transitive = cue_words(text.lexicon.vocabulary).transitive
    if name == verb and fold(name) in transitive and (again := _AGAIN.search(text.folded, at, start)):
        start, name = again.start(), again[0].strip() + name
    if not 2 <= len(name) <= 12 or is_no_name(name, text) or fold(name) in transitive:
        return None
    return Verbal(name, start, end, verb, "feature.modal")


def relative_object(text: Text, start: int, end: int) -> re.Match[str] | None:
    """An object that is told by its state, from behind the verb on: 合并|同一店铺且未发货的订单; `told` is the state, `noun` the object."""
    if text.folded[end : end + 1] != "的":
        return None
    nouns = cue_words(text.lexicon.vocabulary).bearer
    return re.compile(
        rf"(?P<told>(?!(?:{_MANY.pattern}))[^，,。；;、\s]*?(?:{_STATE})[^，,。；;\s]*)的(?P<noun>{nouns})"
    ).match(text.folded, start)


def _act(text: Text, at: int, start: int, *, alone: bool) -> str:
    """The verb at `start`, with what leads outwards before it (对外|转账); what stands by itself is one whatever word it is."""
    verb = verb_at(text, start) or (_any_word(text, start) if _BY_ONESELF.search(text.folded, at, start) else "")
    if not verb and (beside := _OUTWARD.match(text.folded, start)) and (act := verb_at(text, beside.end())):
        return beside[0] + act
    if alone and not verb and (word := _ALONE_BEHIND.match(text.folded, start)):
        return word["verb"]
    return verb


def _taking_part(text: Text, start: int) -> Verbal | None:
    """参加|品牌日活动: what one takes part in names what is done."""
    match = _TAKES_PART.match(text.folded, start)
    name = match["verb"] + re.sub(r"[“”\"]", "", text.raw[match.start("thing") : match.end()]) if match else ""
    if match is None or is_no_name(name, text):
        return None
    return Verbal(name, start, match.end(), match["verb"], "feature.use")


def _used(text: Text, start: int, mentions: Sequence[Mention]) -> Verbal | None:
    """可使用|店铺优惠券: the use of a thing that is no kind of order."""
    if quoted := _QUOTED.match(text.folded, start + 2):
        return Verbal(text.raw[start : quoted.end()], start, quoted.end(), "使用", "feature.modal")
    thing = _supported(text, start + 2, mentions, used=True)
    return None if thing is None else Verbal("使用" + thing.name, start, thing.end, "使用", "feature.use")


def _any_word(text: Text, start: int) -> str:
    """The word behind 自行 or 随时 is what one does, whatever it is tagged as."""
    window = re.match(r"[一-鿿]{2,6}", text.folded[start : start + 6])
    return tagged(window[0])[0][0] if window and len(tagged(window[0])[0][0]) >= 2 else ""


def skip_kind(text: Text, start: int, mentions: Sequence[Mention]) -> int:
    """Past a kind of order that stands before the verb: 支持|京配订单|合并出库."""
    for mention in mentions:
        if mention.start == start and is_kind(mention):
            behind = re.match(r"\s*(?:的?(?:订单|商品|商家|用户)(?:的|进行)?)?\s*", text.folded[mention.end :])
            after = mention.end + (behind.end() if behind else 0)
            borne = text.folded[mention.start : mention.end].endswith(("订单", "商品")) or (
                behind and behind[0].strip()
            )
            return after if borne and verb_at(text, after) else start
    return start


def _limited(text: Text, mentions: Sequence[Mention]) -> Iterator[Verbal]:
    """What is limited, and what must be done in time: 订单导出|每天最多10次, 48小时内|发货."""
    for match in _BOUNDED.finditer(text.folded):
        subject = subject_phrase(text, match.start("bound"), mentions)
        if subject and not PARTY.search(fold(subject.name)):
            yield subject
    for match in _IN_TIME.finditer(text.folded):
        found = verb_phrase(text, match.end(), mentions)
        if found:
            yield found


def _supported(text: Text, at: int, mentions: Sequence[Mention], *, used: bool = False) -> Verbal | None:
    """What is supported or not, named by a noun: 不支持|部分退款, 支持|无理由退订."""
    match = _NOUN.match(text.folded, at)
    if not match:
        return None
    start, end = match.span("name")
    start += len(any_such[0]) if (any_such := _ANY_SUCH.match(match["name"])) else 0
    name = text.raw[start:end]
    adverbs = ADVERBS.match(fold(name))
    if adverbs and fold(name)[adverbs.end() :] in cue_words(text.lexicon.vocabulary).transitive:
        return None
    kind = re.search(rf"(?:{cue_words(text.lexicon.vocabulary).bearer})\Z", match["name"])
    named = any(m.start < end and start < m.end and (m.end - m.start) * 2 > end - start for m in mentions)
    if (
        (named and not used and not text.lexicon.action_last.search(fold(name)))
        or (kind and not used)
        or _KIND_OF_ORDER.search(match["name"])
        or fold(name) in cue_words(text.lexicon.vocabulary).transitive
        or _MANY.match(match["name"])
        or is_no_name(name, text)
        or text.lexicon.aside.match(match["name"])
    ):
        return None
    return Verbal(name, start, end, "", "feature.supported")


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
    nouns = nouns_before(text, cue.lead, mentions)
    if verb[0] in _BY_ANYBODY and (_ORDERS.search("".join(nouns)) or _done_before(text, verb[0], start)):
        return
    for noun in nouns if len(nouns) < 2 or verb[0] not in _BY_ANYBODY else ():
        slip = _is_booked(noun) and text.lexicon.order_verb.fullmatch(verb[0]) is not None
        slip = slip or (len(noun) > 4 and noun.endswith("单") and not text.lexicon.order_object.fullmatch(noun))
        name = verb[0] + ("订单" if slip else noun)
        if not is_no_name(name, text):
            yield Verbal(name, start, verb.end(), verb[0], "feature.modal")


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
        and (second := verb_at(text, more.start("more")) or (more["more"] if found.name == found.verb else ""))
        and (second == more["more"] or found.name != found.verb)
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


def subject_phrase(text: Text, end: int, mentions: Sequence[Mention]) -> Verbal | None:
    """The name of a function right before a cue: 批量改价|仅支持, “极速发货”标签|仅限."""
    begin = max(0, end - 18)
    match = _SUBJECT.search(text.folded, begin, end)
    if not match:
        return None
    start, stop = match.span("name")
    lead = _LEAD.match(text.folded[start:stop])
    start += lead.end() if lead else 0
    start = max(start, text.folded.rfind("的", start, stop - 1) + 1)
    name = re.sub(r"[“”\"「」【】]", "", text.raw[start:stop])
    bearer = re.search(rf"(?:{cue_words(text.lexicon.vocabulary).bearer})\Z", text.folded[start:stop])
    taken = [m for m in mentions if m.start < stop and start < m.end]
    act = text.lexicon.action_last.search(fold(name))
    part = act is not None and all(start <= m.start and m.end <= stop - len(act[0]) for m in taken)
    if (taken and not part) or (bearer and not _THING.search(name)):
        return None
    verb = text.lexicon.action_first.search(name)
    if re.search(r"[后前时才方内则]\Z|[后前时][方才则就]", fold(name)) or PARTY.match(fold(name)):
        return None
    ends_in_act = text.lexicon.action_last.search(fold(name))
    if re.search(r"[机器员者人率量额价单号码]\Z", fold(name)) and not (
        match["tail"] or _THING.search(name) or ends_in_act
    ):
        return None
    if re.search(r"跨度|间隔|时间|时长|期限|次数", fold(name)) or re.match(r"[两每单]次|单笔|每笔|同一", fold(name)):
        return None
    if (
        re.search(r"(?:页面|页|列表|后台|系统|账号|平台|规则|比例|金额|次数|时间|时效|费用?|数量)\Z", name)
        or fold(name) in cue_words(text.lexicon.vocabulary).transitive
    ):
        return None
    if not (verb or match["tail"] or _THING.search(name)) or not 2 <= len(name) <= 10 or is_no_name(name, text):
        return None
    return Verbal(name, start, stop, verb[0] if verb else "", "feature.subject")


def find_column_names(text: Text, tables: Sequence[Table]) -> Iterator[Verbal]:
    """What the columns of tables are about: of tables of answers each head or first cell, of others heads that name an act."""
    for table in tables:
        matrix = matrix_of(text, table)
        if matrix is not None:
            for start, end in name_spans(text, matrix):
                name = re.sub(r"\s+", "", text.raw[start:end])
                if 2 <= len(name) <= 20 and not _is_no_column(fold(name)):
                    verb = text.lexicon.action_first.search(fold(name))
                    yield Verbal(name, start, end, verb[0] if verb else "", "feature.column")
            continue
        for head in table.header:
            lead = _HEAD_LEAD.match(text.folded, head.start, head.end)
            start = lead.end() if lead else head.start
            name = re.sub(r"\s+", "", text.raw[start : head.end])
            verb = text.lexicon.action_first.search(fold(name))
            if verb is None or WHEN_HEAD.search(fold(name)) or (verb.start() > 0 and verb.end() < len(name)):
                continue
            if 2 <= len(name) <= 10 and not NO_COLUMN.search(fold(name)) and not is_no_name(name, text):
                yield Verbal(name, start, head.end, verb[0], "feature.column")


def _is_no_column(name: str) -> bool:
    """Whether the words of a head are no name: a sentence, a figure, a lone question."""
    return bool(re.search(r"[，。；！？：\x00\x01]|什么|怎么|如何|哪|^[\d\s.%]+$", name))


def verb_at(text: Text, start: int) -> str:
    """The verb that begins here: known, or tagged as one."""
    known = text.lexicon.action_first.match(text.folded, start)
    if known:
        return known[0]
    window = re.match(r"[一-鿿]{2,6}", text.folded[start : start + 6])
    if not window:
        return ""
    word, tag = tagged(window[0])[0]
    return word if tag.startswith("v") and tag not in ("vd",) and len(word) >= 2 else ""


def _without_carrier(name: str, text: Text) -> str:
    """Without a verb that any function takes (发起退款 is 退款), where what is left names something."""
    bare = re.sub(r"^(?:提交|提报|发起|进行|办理)", "", name)
    transitive = cue_words(text.lexicon.vocabulary).transitive
    return bare if len(bare) >= 2 and fold(bare) not in transitive else name


def _without_kinds(text: Text, start: int, end: int, mentions: Sequence[Mention]) -> str:
    """The words without the kinds of order that qualify the object: 关闭[已付款]订单."""
    words = text.raw[start:end]
    for mention in mentions:
        inside = start < mention.start and mention.end <= end and is_kind(mention)
        behind = text.folded[mention.end : end]
        own = text.folded[mention.start : mention.end].endswith(("订单", "商品"))
        if inside and (re.match(r"的?(?:订单|商品)", behind) if not own else behind.startswith("的")):
            words = words.replace(text.raw[mention.start : mention.end], "", 1)
    return re.sub(r"的(?=订单)|(?<=[一-鿿])的(?=[一-鿿]{2,}\Z)", "", words) if words != text.raw[start:end] else words


def is_no_name(name: str, text: Text) -> bool:
    bare = fold(name)
    return bool(_NO_NAME.search(bare) or text.lexicon.generic.fullmatch(bare) or text.lexicon.system_only.match(bare))


_NO_NAME: Final = re.compile(
    r"^(?:什么|怎么|如何|哪|该|此|这|那|以下|以上|上述|其他|其它|相关|相应|对应|进行|操作|处理|使用|选择|联系|通过|是|有|无|不|没|会|将|被|让|由|按|与|和|或|及|的|了|在|从|到|看到|知道|用于|低于|高于|大于|小于|超过|少于|多于|等于|超出|早于|晚于|作为|达到|满足|获得|得到|成为|保证|确保|影响|导致|产生|参考|了解)$"
    r"|除[^，。]{1,10}外\Z|[，。；！？：\x00\x01]|否则|不然|反之|单[次笔日]\Z|^(?:逾期|过期|超时|到期)\Z|^(?:低于|高于|大于|小于|超过|少于|多于|等于|超出|早于|晚于)|^(?:判断|区分|知道|判定|看到|看见|得到|获得|有效|帮助|达到|满足|保证|参考|继续)(?:是|该)?|^[\d\s]+$|您|我|吗|什么|怎么|如何|是否|没有|^[一-鿿]{2}[的了]|(?:的|了|的话|成功|失败|(?<![升降])级|者|[和与或及并])$|^(?:的|说|是|和|却|与|但|因|由|被|若|如|当|则|而)|仅支持|不支持|仅限|不超过|超过|之和|一致|相同"
)
