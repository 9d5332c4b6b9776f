"""What a question asks about, as names of functions: 怎么导出订单 asks about 导出订单, 订单金额怎么修改 about 修改订单金额."""

import re
from collections.abc import Iterator
from typing import Final

from extract.asked_kinds import asked_act
from extract.concepts import Mention
from extract.cores import without_platform
from extract.cues import cue_words
from extract.fronted import ANYBODY
from extract.text import Text
from extract.verb_phrases import Verbal, verb_phrase
from ontology.kinds import ConceptScheme
from ontology.names import fold

_ASKING: Final = re.compile(
    r"(?:该|应该|应|会|将|需要|要|想要?|可以|商家|卖家|店铺)?(?:怎么样?|怎样|怎麼|如何|咋)(?:才能|去|来|进行|可以|操作|办理|在[^，。]{1,10}?[上中里内])?|"
    r"(?:请问)?(?:在)?(?:哪里|哪儿|哪裡|何处|什么地方|哪个页面|哪个菜单)(?:可以|能|能够|去)?|"
    r"(?:(?:该|应该?)?由)?(?:哪些人|什么人|谁)(?:可以|能够?|有权限?|来)"
)
_MAY: Final = re.compile(r"可以|能否|能不能|可不可以|可否|是否(?:可以|能|支持)?|(?<!功)能(?:够)?|支持|会不会")
_WHETHER: Final = re.compile(r"(?:能否|可否|能不能|可不可以|是否(?:可以|能够?|支持|允许|可)|支不支持)(?!够)")
_MUST: Final = re.compile(
    r"(?:(?:必须|一定要|非得|需要|(?<![需想不还重主])要)(?=[^，,。；;？?]{2,12}[吗嘛])|要不要|需不需要|是否(?:需要|必须|要))(?!注意|满足|符合)(?=[^，,。；;？?多几什哪怎何]{2,14}[?\s]*\Z)"
)
"""What asks whether something must be done, at the end of a question."""
_KIND_FIRST: Final = re.compile(r"(?P<kind>[一-鿿A-Za-z0-9]{2,8}?)订单(?=[一-鿿]{2})")
ANNOUNCED: Final = re.compile(r"^(?:新增|增加)")
FILLER_FIRST: Final = re.compile(
    r"^(?:您好|亲|请问|否则|不然|要求(?=[一-鿿]{2})|关于|支持|目前|提供|上线|优化|推出|进入|打开|点击|点选|原有的|商家|卖家|店铺|用户|消费者|买家|顾客|我们?|您|你|自助|操作|进行|使用|已经|已|在(?!线)|对|将|把|给|去|来|如果|如|若|想|要(?!求)|发(?![票货布放送起运现件短消])|的|"
    r"(?:商家|卖家|店铺)?后台(?:的|中|里)?|shop端|pc端|app端|APP端)+"
)
_FILLER_LAST: Final = re.compile(
    r"(?:(?:自助)?(?:操作)?(?:流程|步骤|说明书?|手册|指南|指引|教程|方法|方式|规则(?:说明|汇总|一览|大全|详解)|介绍|功能介绍|功能解读|解读|常见问题|问题|注意事项|政策(?:说明)?|适用条件|适用范围|FAQ|faq|"
    r"指导|攻略|入口|路径)|上线啦?|上线公告|公告|通知|(?<=[一-鿿]{4})(?:的)?(?:限制|条件|要求|规定|须知|权限说明)|调整(?:通知|公告)?|升级|功能|按钮|页面|操作|后台|[不没][了上]|不[到出](?:来)?|登不上|的|了|呢|吗|么|啊|哦|吧|(?:有|需)?要注意(?:的|什么|哪些)?(?:事项|地方)?|有(?:啥|什么|哪些)要?注意的?|是什么|有哪些|(?:分别)?有(?:何|什么|啥|哪些)(?:不同|区别|差异|特殊|讲究|限制|要求|变化|规定)(?:之处|吗)?|是怎样的|怎么走|在哪里?|[-—?？!！。.,，:：\s])+\Z"
)
_OF_DOING: Final = re.compile(r"(?P<thing>[^的]{2,10})的(?P<act>[^的]{2,4})")
_TIME_FIRST: Final = re.compile(r"[^，,。；？?]{2,10}(?:期间|之?后|之?前|过程中)")
"""When something is to be done, before what it is done to: 备案期间|网站能访问吗, 盘点期间|可以出库吗."""
_ASKED_LAST: Final = re.compile(
    r"(?P<thing>[^，,。；？?]{2,14}?)(?:还|仍|也)*(?<![能可]不)(?:可以|能够?|支持|允许|可否|能否|能不能|可不可以|是否可以|是否支持|必须|一定要|需不需要|要不要|是否需要)(?P<verb>[一-鿿]{2})(?:吗|么|嘛)?[-\s？?。]*\Z"
)
_SHORT_LAST: Final = re.compile(
    r"(?P<thing>[^，,。；？?]{2,10}?)(?:了|还|也)*(?:可以|能够?|能不能|可不可以|可否|能否|是否可以|是否能|是否支持|支持|允许|必须|一定要|是否必须|[让给需]?要|什么时候能?|多久能?)(?P<verb>[退换改补寄领撤删查投带交填])(?:吗|么|嘛|呢|的)?[-\s？?。]*\Z"
)
"""An act of one character that is asked for last: 体验课可以|退吗."""
_WRONG: Final = re.compile(
    rf"(?:(?:{ANYBODY.pattern})[把将]?)?(?:下单时?|报名时?)?(?:(?:[写填拍输选弄留录报](?:入)?|登记)错了?(?P<thing>[一-鿿]{{2,6}}?)|(?P<first>[一-鿿]{{2,6}}?)(?:[写填拍输选弄留录报](?:入)?|登记)错)(?:了|的)?"
)
"""What was given wrongly, which is then to be put right: 住客填错|入住人, 发票抬头|写错了."""
_RIGHTED: Final = re.compile(
    r"(?:商家|卖家|店铺|平台|商户|门店|我们?)?(?:还|该|应该)?(?:可以|能够?|能不能|可不可以|可否|能否|怎么样?|如何|咋)?(?:帮忙|帮|给|再)?(?:(?P<verb>修改|更改|更正|变更|更换)|(?P<one>[改换]))(?:吗|么|嘛|呢|一下|下)*[-\s？?。]*\Z"
)
_RIGHTING: Final = {"改": "修改", "换": "更换"}
IN_FULL: Final = {"改": "修改", "删": "删除", "查": "查询", "领": "领取", "撤": "撤销", "关": "关闭"}
"""Acts of one character in two."""
NO_NAME: Final = re.compile(
    r"(?:这|那)[一-鿿]{0,2}个\Z|^、|、\Z|[能可是要]不[能可是要]|多[久长大]|几[张场件份家条]|干啥|凭\Z|分别(?:能|可|\Z)|有出|朋友|除[^，。]{1,10}外\Z|哪[些个种里儿裡]|什么|谁|多少|几[个天次]|[吗嘛嗎呢]\Z|^(?:什么|怎么|如何|哪|该|此|这|那|以下|以上|上述|其他|其它|相关|相应|对应|进行|操作|处理|使用|查询|查看|选择|联系|通过|是|有|无|不|没|会|将|被|让|由|按|与|和|或|及|的|了|在|从|到)$"
    r"|[，。；！？：]|^(?:判断|区分|知道)(?:是|该)|^[\d\s]+$|\d$|您|我|吗|什么|怎么|如何|是否|没有|^[一-鿿]{2}[的了]|(?:的|了|后|前|期间|过程中|途中|的话|成功|失败|(?<![升降])级|到|者|[和与或及并])$|^(?:的|说|是|和|却|与|但|因|由|被)"
)


_UNDONE: Final = re.compile(r"[^的]*[没沒未][^的]*\Z")
"""What tells that something is not so, in what state it is asked what may be done: 资质|没审完|能不能上架."""


def find_topics(question: Text, asked: tuple[Mention, ...]) -> Iterator[tuple[str, int, int]]:
    """What the question asks about: 怎么导出订单 -> 导出订单; 订单金额怎么修改 -> 修改订单金额; X操作说明 -> X."""
    clauses = list(re.finditer(r"[^，,。；;？?！!\n【】]+", question.folded))
    asks = any(_ASKING.search(clause[0]) for clause in clauses)
    if wrong := _wrong(question, clauses):
        yield wrong
        return
    for clause in clauses:
        match, last = _ASKING.search(clause[0]), _ASKED_LAST.fullmatch(clause[0])
        if match:
            yield from _asked(clause, match, question, asked)
        elif short := _short(question, clause, asked):
            yield short
        elif last and _is_act(question, last["verb"]):
            over = _TIME_FIRST.match(last["thing"])
            begin = clause.start() + (over.end() if over else 0)
            if bare := _without_kind(question, clause, last):
                yield bare
                continue
            undone = _UNDONE.match(last["thing"]) is not None
            thing = None if undone else _named(question, begin, clause.start() + last.end("thing"), asked)
            if (
                thing is None
                and (over or undone)
                and last["verb"] not in cue_words(question.lexicon.vocabulary).transitive
            ):
                start, end = (clause.start() + at for at in last.span("verb"))
                yield question.raw[start:end], start, end
            if thing:
                verb = question.raw[clause.start() + last.start("verb") : clause.start() + last.end("verb")]
                yield verb + thing[0].replace("的", ""), thing[1], clause.start() + last.end("verb")
        elif asks:
            continue
        elif _FILLER_LAST.search(clause[0]) or question.lexicon.action_first.search(clause[0]):
            cut = news.end() if (news := ANNOUNCED.match(clause[0])) else 0
            named = _named(question, clause.start() + cut, clause.end(), asked)
            if named and (turned := _OF_DOING.fullmatch(named[0])):
                act = turned["act"] if question.lexicon.action_first.fullmatch(fold(turned["act"])) else ""
                named = (act + turned["thing"], named[1], named[2]) if act else named
            if named and not _MAY.search(clause[0]) and not re.search(r"为什么|什么|哪些|多久|多少|吗|是否", clause[0]):
                yield named


def _without_kind(question: Text, clause: re.Match[str], asks: re.Match[str]) -> tuple[str, int, int] | None:
    """An act that is asked for last of a kind that is no part of its name: 联名卡的积分可以|转赠吗 asks about 转赠积分."""
    start, end = (clause.start() + at for at in asks.span("thing"))
    thing = asked_act(question, start, end)
    if thing is None:
        return None
    begin = clause.start() + asks.start("verb")
    act = question.raw[begin : clause.start() + asks.end("verb")]
    return act + thing, end - len(thing), begin + len(act)


def _wrong(question: Text, clauses: list[re.Match[str]]) -> tuple[str, int, int] | None:
    """What is asked about where something was given wrongly, whether it may be put right: 拍错地址了，能改吗 asks about 修改地址."""
    asks = _RIGHTED.search(clauses[-1][0]) if clauses else None
    if asks is None:
        return None
    for clause in clauses:
        told = _WRONG.fullmatch(clause[0], 0, asks.start() if clause is clauses[-1] else len(clause[0]))
        group = "thing" if told and told["thing"] else "first"
        begin = clause.start()
        thing = _named(question, begin + told.start(group), begin + told.end(group), ()) if told else None
        if thing:
            return (asks["verb"] or _RIGHTING[asks["one"]]) + thing[0], thing[1], thing[2]
    return None


def _short(question: Text, clause: re.Match[str], asked: tuple[Mention, ...]) -> tuple[str, int, int] | None:
    """What is done by a verb of one character that a clause ends in: 会员储值能|退吗 asks about 退会员储值."""
    told = _SHORT_LAST.fullmatch(clause[0])
    begin = clause.start()
    thing = _named(question, begin + told.start("thing"), begin + told.end("thing"), asked) if told else None
    if told is None or thing is None or question.lexicon.action_first.search(thing[0]):
        return None
    verb = IN_FULL.get(told["verb"], told["verb"])
    name = without_platform(thing[0].replace("的", ""), question.lexicon)
    return verb + name, thing[1], begin + told.end("verb")


def _is_act(question: Text, verb: str) -> bool:
    """Whether what is asked for last is an act, also one that names nothing without what it is done to (网站能访问吗)."""
    return (
        bool(question.lexicon.action_first.fullmatch(verb)) or verb in cue_words(question.lexicon.vocabulary).transitive
    )


def asked_whether(question: Text, asked: tuple[Mention, ...]) -> Iterator[Verbal]:
    """What a question asks whether it may or must be done: 子账号能否|查看资金？, 会员一定要|绑定手机吗？"""
    musts = () if _ASKING.search(question.folded) else _MUST.finditer(question.folded)
    for match in (*_WHETHER.finditer(question.folded), *musts):
        found = verb_phrase(question, match.end(), asked)
        if found is not None:
            yield found


def _asked(
    clause: re.Match[str], match: re.Match[str], question: Text, asked: tuple[Mention, ...]
) -> Iterator[tuple[str, int, int]]:
    lexicon = question.lexicon
    before = _named(question, clause.start(), clause.start() + match.start(), asked)
    after = _named(question, clause.start() + match.end(), clause.end(), asked)
    verb = lexicon.action_first.match(clause[0], match.end())
    if before and lexicon.system_only.match(fold(before[0])):
        before = None
    if after is None and verb and not lexicon.vague.fullmatch(verb[0]):
        start, end = clause.start() + match.end(), clause.start() + verb.end()
        after = question.raw[start:end], start, end
    if after and (not before or len(after[0]) > 2 or not lexicon.action_first.fullmatch(fold(after[0]))):
        if len(after[0]) > 2 or lexicon.action_first.fullmatch(fold(after[0])):
            yield after
        return
    if before and after and _UNDONE.match(before[0]):
        yield after
    elif before and after:
        act = after[0]
        yield (act + before[0] if not before[0].startswith(act) else before[0]), before[1], after[2]
    elif verb and lexicon.vague.fullmatch(verb[0]):
        state = _named(question, clause.start(), clause.start() + match.start(), ())
        if state and len(state[0]) <= 6 and not re.search(r"[不无]法|不[了上到]", fold(state[0])):
            act = question.raw[clause.start() + verb.start() : clause.start() + verb.end()]
            yield state[0] + act, state[1], clause.start() + verb.end()


def _named(question: Text, offset: int, stop: int, asked: tuple[Mention, ...]) -> tuple[str, int, int] | None:
    """The name in a stretch of a question, with its span: fillers off both ends, the kind of order off the front."""
    words = question.folded[offset:stop]
    end = len(words) - len(match[0]) if (match := _FILLER_LAST.search(words)) else len(words)
    start = first.end() if (first := FILLER_FIRST.match(words[:end].lstrip())) else 0
    start += len(words) - len(words.lstrip()) if words[:1].isspace() else 0
    for mention in asked:
        at = mention.start - offset
        types = any(c.scheme is ConceptScheme.ORDER_TYPE for c in mention.concepts)
        qualified = start < at <= start + 6 and re.fullmatch(r"[一-鿿]+", words[start:at]) and mention.words.isascii()
        if types and (at == start or qualified) and mention.end - offset < end - 1:
            start = mention.end - offset
            if rest := re.match(r"(?:的|POP|pop|订单(?=[一-鿿]{2})|单(?=[一-鿿]{2})|类|商家的?)*", words[start:end]):
                start += rest.end()
    kind = _KIND_FIRST.match(words, start, end)
    if (
        kind
        and not question.lexicon.action_first.match(kind["kind"])
        and question.lexicon.action_first.match(words, kind.end())
    ):
        start = kind.end()
    name = words[start:end].strip()
    at = offset + start + (len(words[start:end]) - len(words[start:end].lstrip()))
    written = question.raw[at : at + len(name)]
    concepts = any(n in c.names for m in asked for c in m.concepts for n in (name, written))
    if not 2 <= len(name) <= 16 or NO_NAME.search(name) or concepts:
        return None
    return written, at, at + len(name)
