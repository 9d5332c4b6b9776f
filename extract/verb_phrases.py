"""The name of a function in the verb phrase behind a cue: its verb with its object, without adverbs and the kinds of order that
qualify the object (关闭|已付款|订单); a noun where the cue itself is the verb (不支持|部分退款).

A verb is one that the vocabulary knows, or a word that jieba tags as one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from extract.bare_names import bare_name, is_no_name, without_kinds
from extract.concepts import Mention
from extract.cues import cue_words, find_cues
from extract.fronted import ANYBODY, is_kind
from extract.led import DISPOSED, GIVEN_TO, past_led
from extract.text import Text
from extract.who_does import ADVERBS, skip_who, whom_allowed
from ontology.names import fold
from ontology.words import tagged

_OBJECT: Final = re.compile(
    r"[一-鿿A-Za-z0-9/+“”\"]{0,12}?(?=(?:了)?[呢哈哦啦呀嘛噢喔](?:[，,。；;！!~～？?\s]|\Z)|了[呢吧，,。；;]|[-—，,。；;、！!？?：:\s（(）)|\x00\x01<>≤≥]|[且但](?=[不可须需无仅]|[一-鿿]{1,4}不)|或|和|及(?!时)|以及|并|(?<!售|最|先|今|以|延)后(?!付)|(?<!以|之|当|目|预|提)前|(?<![定限及即同小计延超临课工])时(?![效间长段限点])|但(?=[一-鿿])|(?<!自己)(?<!本人)(?<!(?<![类项栏科])目)的(?!密码|金额|状态|时间|地址|单号|信息|类型)|[而也又]?不(?:[能可得会]|支持|允许)|[也又](?:无法|可以|支持|允许)|怎|吗|呢|么|到(?![店付货账])|至|为|给|\Z|只限|仅限|仅支持|等(?!级)|(?:(?<=没有[一-鿿]{2})|(?<=没有[一-鿿]{3})|(?<=没有[一-鿿]{4}))权限?|功能|操作(?!系统|权限|日志|记录|员)|服务(?!费|商)|\d|[一两三四五六七八九十]+[次个张条笔份]|[一两二三四五六七八九十半]+个?(?:天|日|周|月|年|小时|工作日)(?=[，,。；;\s]|\Z)|[次遍]数|的话|不超过|不限)"
)
_KIND_OF_ORDER: Final = re.compile(r"(?:订单|商品|商家|用户|账号|店铺)\Z")
_BY_ONESELF: Final = re.compile(r"自行|随时|手动|自主|擅自|私自|临时|重新|再次")
_BESIDE: Final = ("查询", "操作", "进行", "选择", "办理")
_LONGEST_CUE: Final = 8
_NOUN: Final = re.compile(
    r"[\s“\"「【]*(?P<name>[一-鿿A-Za-z0-9]{2,10}?)(?:功能|服务|业务)?[”\"」】]*(?=[，,。；;！!？?\s（(）)|\x01]|的订单|\Z)"
)
_USED: Final = re.compile(r"(?P<name>[一-鿿A-Za-z0-9]{2,10}(?<!功能)(?<!服务)(?<!业务))(?=[：:])")
_MANY: Final = re.compile(
    r"多|各|全(?![额量款])|任意|自定义|此|该|以下|如下|上述|这|其|任何|所有|不同|部分(?!退款|退货|发货|支付)|更|最|使用|用"
)
_WHOSE: Final = re.compile(
    rf"(?:本人|自己|(?:[本其他她][一-鿿]{{0,2}})?[一-鿿]{{0,2}}(?:{ANYBODY.pattern}|[员客生]|本[店班企部馆]))(?P<of>的)(?P<noun>[一-鿿]{{2,6}}?)(?=[，,。；;！!？?吗嗎嘛么呢\s（(]|\Z)"
)
"""Whose it is that something is done to: 删除|用户的|差评, 核销|本店的|团购券."""
_ALONE_BEHIND: Final = re.compile(
    r"(?!多|几|哪|什么|[^，。；]*(?:多[久少长]|几|什么|哪))(?!为|是|有|在|含|见|知|得|被|将|会|的|了|达|满|以|超|大于|小于|低于|高于|等于|空|与|和|跟|同|再|按|从|向|对|由|因|这|那|其|您|我|他|正|更|最|多|少|重复|看|想|说)"
    r"(?P<verb>[一-鿿]{2,5}?)(?:了)?(?=[呢哈哦啦呀嘛噢喔]?(?:[，,。；;！!？?~～（(]|[：:】][：:]?[ \t]*\n|\s*\||\Z))"
)
_STATE: Final = (
    r"已|过了|超时|未|无|没有|不|含有?|被|且|同一|相同|处于|属于|超过|超出|低于|高于|满|逾期|过期|失败|异常|成功"
)
_TURNED_INTO: Final = re.compile(r"(?:到|为|至|成)[一-鿿A-Za-z0-9]{2,6}(?=[，,。；;！!？?（(\s]|\Z)")
_LATE: Final = re.compile(r"(?<=[一-鿿]{2})(?:最近|近|过去)\Z")
"""What tells of a time up to now behind a verb: 下载|近|3个月的账单."""
_MANNER: Final = re.compile(
    r"(?:免费|在线|线上|以[^，。；,]{1,10}?为由|(?:以|按|通过|凭)[^，。；,]{1,8}?(?:方式|形式|名义|渠道|接口|通道|途径))\Z"
)
"""The way in which alone something is forbidden: 不支持|免费|寄样."""
_AT_ONCE: Final = re.compile(r"同时\s*\Z")
_OPEN_TO: Final = ("开放", "适用", "支持", "受理", "提供", "参与", "使用")
_OF_SEVERAL: Final = re.compile(r"[^，,。；;]{2,8}?(?:[两二三四五六多几]|不同)[个家台种张笔份]?")
_OUTWARD: Final = re.compile(r"按[箱件单批天月整](?=[一-鿿]{2})|对[外公私内]|跨(?=[一-鿿]{3})[一-鿿]")
_TAKES_PART: Final = re.compile(
    r"(?P<verb>参加|参与|加入)(?!其他|其它|该|此|本|以下|活动(?![一-鿿]))(?:任[何意])?(?P<thing>(?:(?![吗嗎嘛么])[一-鿿A-Za-z0-9“”\"]){2,10})(?=[，,。；;、（(\s吗嗎嘛么？?]|\Z)"
)
_QUOTED: Final = re.compile(r"[“\"「][^“”\"「」，。]{1,8}[”\"」](?:字样|标识|标签|标志|logo)")
_BY_NAME: Final = re.compile(
    r"(?P<verb>提交|发起|申请|办理)\s*[【“\"「](?P<name>[一-鿿A-Za-z]{2,10})[】”\"」](?P<slip>申请单?|工单|流程)?(?=[，,。；;！!？?\s（(]|\Z)"
)
"""What is handed in under the name that a page has for it: 可提交|【处方复核】申请."""
BEHIND_ANOTHER: Final = re.compile(r"(?:处理|办理|完成|执行)[一-鿿]{2,8}、(?=[一-鿿]{4})")
"""An act that names no function, with one behind it that does: 可处理已有单据、|导出台账."""
_PARTLY: Final = re.compile(r"(?:部分|整单|分批|全额)(?P<act>[一-鿿]{2})(?=[，,。；;！!？?、\n（(]|\Z)")
_SET_AS: Final = re.compile(
    r"(?P<verb>(?:设|置|调)(?:置)?[为成]|(?:申请|注册|报名|认证|升级|晋升)?成为)(?P<thing>[一-鿿A-Za-z0-9“”\"]{2,10}?)[呢哈哦啦]?(?=[，,。；;！!？?（(\s]|\Z)"
)
_DISPOSED_ENDS: Final = re.compile(r"(?:[给至到回入出]|[，,。；;！!？?\s]|\Z)")
_OF_IT: Final = re.compile(r"[将把](?P<thing>(?:(?!由)[一-鿿A-Za-z]){2,10})(?:由[^，。；,]{1,8})?\Z")
_CHANGED: Final = re.compile(r"(?P<verb>修改|变更|更改|切换|更换|调整|改)[为成到至](?P<into>[一-鿿A-Za-z0-9]{2,8})?")
_CHANGES: Final = "方式|类型|模式|渠道|抬头|用途|内容|等级|状态|方案|套餐"
"""What one has of some kind and may change, besides what any order or shop has."""
_FOR_ACTS: Final = re.compile(r"(?:可以?|能够?|不得|允许|禁止)\Z")
_ENDS: Final = re.compile(r"\s*(?:[，,。；;！!？?\n（(]|\Z)")
_ONCE_MORE: Final = re.compile(
    r"[补重代预][改开发退付收签领缴寄填传购订约写](?=[一-鿿]{2})|[补重代预](?=下载|上传|提交|发布|打印|导出|导入|推送|申报|登记|录入|开具|审核|签署|缴纳|绑定)"
)
_COUNTED: Final = re.compile(r"计(?![较其成划算])[一-鿿]{1,3}(?=[，,。；;：:！!？?\n（）)]|\Z)")
"""For what something counts, which no longer word tells: 计课酬."""
_THEIRS: Final = re.compile(r"(?:平台|系统|官方|店铺|商家)(?:提供|推出)?的(?=[“\"「【]|[一-鿿]{2})")
_ANY_SUCH: Final = re.compile(r"任[何意](?=[一-鿿]{2})")
_SO_LONG: Final = re.compile(r"\d+\s*(?:天|日|小时)(?=[一-鿿]{3})")
"""Within what time what is supported may be done: 支持|30天|无理由退货."""
_AGAIN: Final = re.compile(r"(?:重新|重复|再次)\s*\Z")
_NEITHER: Final = re.compile(
    r"(?P<one>退|换|修|补|赔|收|拆|改)不(?P<other>退|换|修|补|赔|收|拆|改)(?=[，,。；;！!\s]|\Z)"
)
"""不退不换: what is neither done nor done."""
ACTS_WHERE_DENIED: Final = re.compile(
    r"(?:登[录陆]|进入|打开|点击|减少|提高|返回|优化)(?=[一-鿿A-Za-z]{2,8}(?:[，,。；;！!\s]|\Z))|登[录陆](?=[，,。；;！!\s]|\Z)|联系(?!客服|平台|官方|我们)[一-鿿]{2,6}(?=[，,。；;！!\s]|\Z)"
)
"""What is but a way or a gain behind 可以, and an act behind 不能: 不能登录手持终端."""
_SO_OFTEN: Final = re.compile(
    r"(?:其(?![他它余中实])|他们?的|自己的|对方的)(?=[一-鿿]{2,8}(?:[，,。；;！!\s]|\Z))|(?:不同|相应|超[一-鿿]{2,3}|[一-鿿]{2,6}[内里])的(?=(?!订单|商品|工单|包裹)[一-鿿]{2,6}(?:[，,。；;！!\s]|\Z))|(?!二次)[\d一二三四五六七八九十两]+(?:次|[个张条笔份件家场款项台辆位名组套种只间](?!工作|月|[子主]?账[号户]|[一-鿿]?员|以[上下内]))(?=[一-鿿]{2,8}(?:[，,。；;！!\s]|\Z))(?!机会)"
)
"""How often, to how many or to whose something may be done, between the verb and its object: 修改|1次|到仓时间, 取消|其|排班资格, 下架|模板内的|主推款."""
_MORE_THAN_ONE: Final = re.compile(r"(?!1\D|一)[\d一二两三四五六七八九十]+[个张条笔份件家款项台辆组套种]")
"""Of how many together something is forbidden, which does not forbid the act: 不能|进入两个波次."""
_EXTENT: Final = re.compile(r"的?(?:范围|之列)之?内?\Z")
"""Of what something is in the range or not, behind what is done: 不在|承保|范围内."""


@dataclass(frozen=True, slots=True)
class Verbal:
    """A function's name as read at `text[start:end]`; `verb` is its verb."""

    name: str
    start: int
    end: int
    verb: str
    rule: str
    aliases: tuple[str, ...] = ()


def verb_phrase(
    text: Text, at: int, mentions: Sequence[Mention], *, alone: bool = False, denied: bool = False
) -> Verbal | None:
    """The verb phrase that begins here, behind its adverbs; None where it is none or too long to be a name.

    `alone`: what stands by itself up to the end of its clause is a verb, whatever word it is.
    """
    adverbs = ADVERBS.match(text.folded, at)
    start = verb_start(text, at, adverbs.end() if adverbs else at, mentions)
    if part := _taking_part(text, start) or _by_name(text, start):
        return part
    if partly := _partly(text, at) or _set_as(text, start) or _changed(text, at, start) or _disposed(text, at):
        return partly
    if (both := _NEITHER.match(text.folded, at)) and text.folded[at - 1] == "不":
        return Verbal(both["one"] + both["other"], at, both.end(), both["one"], "feature.modal")
    verb = _act(text, at, start, alone=alone)
    if _EXTENT.search(verb):
        return None
    if verb == "使用":
        return _used(text, start, mentions)
    if not _names_an_act(text, start, verb, mentions, denied=denied):
        return None
    more = text.lexicon.action_first.match(text.folded, start + len(verb))
    if verb in _BESIDE and more:
        start, verb = start + len(verb), more[0]
    found = _with_object(text, at, (start, start + len(verb)), mentions)
    if denied and found and _MORE_THAN_ONE.match(text.folded, start + len(verb)):
        return None
    manner = (_MANNER.search(text.folded, at, start) or _at_once(text, at, start)) if denied and found else None
    return replace(found, name=manner[0] + found.name, start=manner.start()) if found and manner else found


def _partly(text: Text, at: int) -> Verbal | None:
    """An act done to a part or to all, which is another than the act: 可|部分出库, 不支持|整单退货."""
    match = _PARTLY.match(text.folded, at)
    if match is None or not text.lexicon.action_first.fullmatch(match["act"]):
        return None
    return Verbal(text.raw[match.start() : match.end()], match.start(), match.end(), match["act"], "feature.modal")


def _set_as(text: Text, start: int) -> Verbal | None:
    """What something is set as: 可将价格|设为仅会员可见, 不能|设为1件起订."""
    match = _SET_AS.match(text.folded, start)
    if match is None or is_no_name(match["thing"], text):
        return None
    name = re.sub(r"[“”\"]", "", text.raw[match.start() : match.end("thing")])
    return Verbal(name, match.start(), match.end(), match["verb"], "feature.modal")


def _changed(text: Text, at: int, start: int) -> Verbal | None:
    """What of an order or shop is made something else: 可以将收款方式|变更为扫码 is about 变更收款方式."""
    match, of_it = _CHANGED.match(text.folded, start), _OF_IT.search(text.folded[at:start].rstrip())
    kinds = rf"(?:{cue_words(text.lexicon.vocabulary).attribute}|{_CHANGES})\Z"
    if match is None or of_it is None or not re.search(kinds, of_it["thing"]):
        return None
    verb = "修改" if match["verb"] == "改" else text.raw[start : match.end("verb")]
    name = verb + text.raw[at + of_it.start("thing") : at + of_it.end("thing")]
    into = (verb + "为" + text.raw[match.start("into") : match.end("into")],) if match["into"] else ()
    return Verbal(name, start, match.end(), match["verb"], "feature.modal", into)


def _disposed(text: Text, at: int) -> Verbal | None:
    """What is done how with a thing that is told before: 把会话|一键|转接给同事 is 转接会话."""
    told = DISPOSED.match(text.folded, at)
    verb = verb_at(text, told.end()) if told else ""
    if told is None or not verb or not _DISPOSED_ENDS.match(text.folded, told.end() + len(verb)):
        return _given(text, at) if told is None else None
    name = verb + text.raw[told.start("thing") : told.end("thing")]
    aliases = (told["how"] + name,)
    return (
        None
        if is_no_name(name, text)
        else Verbal(name, told.end(), told.end() + len(verb), verb, "feature.modal", aliases)
    )


def _given(text: Text, at: int) -> Verbal | None:
    """What is given to somebody by what act: 可把资质|共享给下属门店 is 共享资质."""
    given = GIVEN_TO.match(text.folded, at)
    if given is None or not tagged(given["verb"])[0][1].startswith("v"):
        return None
    thing, verb = text.raw[given.start("thing") : given.end("thing")], given["verb"]
    named = Verbal(verb + thing, given.start("verb"), given.end("verb"), verb, "feature.modal", (thing + verb,))
    return None if is_no_name(named.name, text) else named


def _at_once(text: Text, at: int, start: int) -> re.Match[str] | None:
    """What is forbidden only of several at the same time: 不能|同时|授权给两家店铺."""
    return _AT_ONCE.search(text.folded, at, start) if _OF_SEVERAL.match(text.folded, start) else None


def _names_an_act(text: Text, start: int, verb: str, mentions: Sequence[Mention], *, denied: bool) -> bool:
    """Whether a verb is what a rule is about: no cue itself, no kind of order, and nothing that only points the way."""
    acts = denied and bool(ACTS_WHERE_DENIED.match(text.folded, start))
    if any(cue.start == start for cue in find_cues(text, start, start + _LONGEST_CUE)):
        return False
    if not verb or (not acts and text.lexicon.aside.match(verb)) or text.lexicon.vague.fullmatch(verb):
        return False
    if not acts and cue_words(text.lexicon.vocabulary).aside.match(text.folded, start):
        return False
    kinds = [m for m in mentions if m.start == start and m.end >= start + len(verb) and is_kind(m)]
    return not kinds or _is_done(text, start, max(m.end for m in kinds))


def _is_done(text: Text, start: int, end: int) -> bool:
    """Whether a kind of order is what is done behind a cue that asks for an act, and stands alone: 不可|赊销, and not 不支持|货到付款."""
    words = text.folded[start:end]
    tags = [tag for _, tag in tagged(words)]
    asks = _FOR_ACTS.search(text.folded, 0, start) is not None
    return asks and tags in (["v"], ["vn"]) and _ENDS.match(text.folded, end) is not None


def _with_object(text: Text, at: int, span: tuple[int, int], mentions: Sequence[Mention]) -> Verbal | None:
    """The verb at a span, behind adverbs that begin `at`, with its object."""
    start, stop = span
    verb = text.folded[start:stop]
    often = _SO_OFTEN.match(text.folded, stop)
    begin = often.end() if often else stop
    thing = _OBJECT.match(text.folded, begin)
    end = thing.end() if thing else begin
    transitive = cue_words(text.lexicon.vocabulary).transitive
    if fold(text.raw[start:end]).removeprefix("申请") in (*transitive, "改", "转"):
        end = turned.end() if (turned := _TURNED_INTO.match(text.folded, end)) else end
    whose = _WHOSE.match(text.folded, begin)
    if whose and whose.start("of") == end:
        noun = text.raw[whose.start("noun") : whose.end("noun")]
        aliases = (verb + text.raw[begin : whose.end()], verb + text.raw[begin:end] + noun)
        return Verbal(verb + noun, start, whose.end(), verb, "feature.modal", aliases)
    if told := relative_object(text, stop, end):
        name = verb + text.raw[told.start("noun") : told.end("noun")]
        return Verbal(name, start, told.end(), verb, "feature.modal")
    kept = range_of(text, at, without_kinds(text, start, end, mentions))
    kept = kept.replace(text.raw[stop:begin], "", 1) if often else kept
    name = bare_name(_LATE.sub("", kept), text)
    if name == verb and fold(name) in transitive and (again := _AGAIN.search(text.folded, at, start)):
        start, name = again.start(), again[0].strip() + name
    if not 2 <= len(name) <= 12 or is_no_name(name, text) or fold(name) in transitive:
        return None
    return Verbal(name, start, end, verb, "feature.modal")


def range_of(text: Text, at: int, words: str) -> str:
    """What something is outside of the range of; nothing where that is told of anything (不在|开放|范围内), so that it is the range of
    what was named before."""
    if not text.folded.endswith("不在", 0, at):
        return words
    bare = _EXTENT.sub("", words)
    return "" if bare in _OPEN_TO else bare


def relative_object(text: Text, start: int, end: int) -> re.Match[str] | None:
    """An object that is told by its state, from behind the verb on: 合并|同一店铺且未发货的订单; `told` is the state, `noun` the object."""
    if text.folded[end : end + 1] != "的":
        return None
    return re.compile(
        rf"(?P<told>(?!(?:{_MANY.pattern}))[^，,。；;、\s]*?(?:(?:{_STATE})[^，,。；;\s]*|(?<=[一-鿿]{{2}})(?:类目?|类型|品类|种类)))的(?P<noun>{cue_words(text.lexicon.vocabulary).bearer}|(?!时间|内容|信息|部分|情况)[一-鿿A-Za-z]{{2,6}}(?<!开放)(?<!使用)(?<!参加)(?<!参与)(?<!提供)(?=[，,。；;！!\s]|\Z))"
    ).match(text.folded, start)


def _act(text: Text, at: int, start: int, *, alone: bool) -> str:
    """The verb at `start`, with what leads outwards before it (对外|转账); what stands by itself is one whatever word it is."""
    verb = verb_at(text, start) or (_any_word(text, start) if _BY_ONESELF.search(text.folded, at, start) else "")
    if not verb and (beside := _OUTWARD.match(text.folded, start)) and (act := verb_at(text, beside.end())):
        return beside[0] + act
    if alone and not verb and (word := _ALONE_BEHIND.match(text.folded, start)):
        return word["verb"]
    return verb


def _by_name(text: Text, start: int) -> Verbal | None:
    """What is handed in by its name in marks."""
    told = _BY_NAME.match(text.folded, start)
    if told is None or is_no_name(told["name"], text):
        return None
    name, slip = text.raw[told.start("name") : told.end("name")], told["slip"] or ""
    aliases = tuple(dict.fromkeys(one for one in (name + slip, told["verb"] + name + slip) if one != name))
    return Verbal(name, told.start(), told.end(), told["verb"], "feature.modal", aliases)


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
    theirs = _THEIRS.match(text.folded, start + 2)
    thing = noun_named(text, theirs.end() if theirs else start + 2, mentions, used=True)
    return None if thing is None else Verbal("使用" + thing.name, start, thing.end, "使用", "feature.use")


def _any_word(text: Text, start: int) -> str:
    """The word behind 自行 or 随时 is what one does, whatever it is tagged as."""
    window = re.match(r"[一-鿿]{2,6}", text.folded[start : start + 6])
    return tagged(window[0])[0][0] if window and len(tagged(window[0])[0][0]) >= 2 else ""


def verb_start(text: Text, at: int, behind: int, mentions: Sequence[Mention]) -> int:
    """Where the verb behind a cue that ends at `at` begins: `behind` its adverbs, who does it, and of whom it is told."""
    start = skip_kind(text, skip_who(text, behind, mentions), mentions)
    return past_led(text, whom_allowed(text, at)[1] or start)


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


def noun_named(text: Text, at: int, mentions: Sequence[Mention], *, used: bool = False) -> Verbal | None:
    """What is supported or not, named by a noun: 不支持|部分退款, 支持|无理由退订."""
    match = _NOUN.match(text.folded, at) or (_USED.match(text.folded, at) if used else None)
    if not match:
        return None
    start, end = match.span("name")
    end = start + len(range_of(text, at, text.raw[start:end]))
    start += len(any_such[0]) if (any_such := _ANY_SUCH.match(match["name"]) or _SO_LONG.match(match["name"])) else 0
    name = text.raw[start:end]
    adverbs = ADVERBS.match(fold(name))
    if adverbs and fold(name)[adverbs.end() :] in cue_words(text.lexicon.vocabulary).transitive:
        return None
    kind = re.search(rf"(?:{cue_words(text.lexicon.vocabulary).bearer})\Z", match["name"])
    named = any(m.start < end and start < m.end and (m.end - m.start) * 2 > end - start for m in mentions)
    if (
        end <= start
        or (named and not used and not text.lexicon.action_last.search(fold(name)))
        or (kind and not used)
        or _KIND_OF_ORDER.search(match["name"])
        or fold(name) in cue_words(text.lexicon.vocabulary).transitive
        or _MANY.match(match["name"])
        or is_no_name(name, text)
        or text.lexicon.aside.match(match["name"])
    ):
        return None
    return Verbal(name, start, end, "", "feature.supported")


def verb_at(text: Text, start: int) -> str:
    """The verb that begins here: known, or tagged as one."""
    known = text.lexicon.action_first.match(text.folded, start)
    if known:
        return known[0]
    if counted := _COUNTED.match(text.folded, start):
        return counted[0]
    if once_more := _ONCE_MORE.match(text.folded, start):
        act = text.lexicon.action_first.match(text.folded, start + 1) if len(once_more[0]) == 1 else None
        return once_more[0] + (act[0] if act else "")
    window = re.match(r"[一-鿿]{2,6}", text.folded[start : start + 6])
    if not window:
        return ""
    word, tag = tagged(window[0])[0]
    return word if tag.startswith("v") and tag not in ("vd",) and len(word) >= 2 else ""
