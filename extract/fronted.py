"""What is done to a thing that is named before the cue: 运费不可修改, 标题、主图均不可修改; in the clause before (库存只能增加，不能减少) or by
the label of an item (默认地址：不可删除，可编辑).
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from extract.alone import ALONE
from extract.concepts import Mention
from extract.cue_names import kind_named_by_cue
from extract.cues import NOR, CueKind, cue_words, find_cues
from extract.text import Text
from ontology.kinds import ConceptScheme
from ontology.names import name_key
from ontology.words import tagged

PART_OF_CHAIN: Final = r"(?:门店|分店|分仓|总仓|分公司|加盟[店商]|直营店|校区|网点)(?!活动)"
PARTY: Final = re.compile(
    rf"{PART_OF_CHAIN}|商家|卖家|买家|消费者|用户|客户|平台|系统|店主|店长|客服|管理员|子账号|主账号|骑手|顾客|员工|人员|成员|会员|团长|仓库|机构|(?:客人|住客|旅客|货主|商户|酒店|民宿)(?![一-鿿])"
)
ANYBODY: Final = re.compile(
    rf"{PARTY.pattern}|客人|房东|租客|房客|住客|旅客|乘客|司机|师傅|技师|阿姨|快递员|配送员|揽收员|主播|达人|供应商|承运商|经销商|服务商|药师|医生|患者|学员|老师|教练|导游|收件人|寄件人|收货人|发货人"
)
"""Who may take part in an order of any platform, so that what they did is told of the order."""
SIDED: Final = re.compile(rf"(?:{ANYBODY.pattern}|[一-鿿]{{1,4}}[方人])的\s*(?=[，,]|\Z)")
"""Whom a decision supports, so that nothing is permitted: 裁定支持|租客的."""
_EACH_TIME: Final = re.compile(
    r"(?<=[一-鿿]{2})每(?:一?个?[天日周月年季]|\d+\s*个?(?:天|日|周|月|年|小时|自然日|工作日))\Z"
)
_EXCEEDS: Final = re.compile(r"超[出过时期]|不足|低于|高于|达到|逾期|到期|过期|满足|符合")
_MODAL: Final = frozenset({CueKind.ALLOW, CueKind.FORBID, CueKind.NARROW})
_STATES: Final = frozenset((ConceptScheme.ORDER_STATUS, ConceptScheme.CIRCUMSTANCE, ConceptScheme.PAUSE_REASON))
_STATE: Final = re.compile(r"(?:已|未|待|尚)[一-鿿]{2}")
_LONGEST: Final = 40
_CLAUSE: Final = re.compile(rf"[，,。；;：:！？!?\n|（）()\x00\x01]|、(?=不[能可得])|{NOR.pattern}")
_WHEN: Final = re.compile(
    r"(?:提交|开始|结束|创建|审核|生成|完成|发布|过期|到期|签署|签订|盖章|签字)?(?:之|以)?[后前]\Z|(?:期间|时)\Z|(?<=[一-鿿]{2})[一-鿿]{2}中\Z|(?:一经|一旦)[^，。]{2,10}\Z"
)
_COME_ABOUT: Final = re.compile(r"[一-鿿]{2}(?:通过|完成|成功|生效|失败|完毕)\Z")
_CUE_FIRST: Final = re.compile(r"[只仅][能可]|不[能可得]|可以|无法|支持")
"""What begins a statement and no name of a thing: 只能下载|不能上传."""
_BARE_WHEN: Final = re.compile(r"[之以]?[后前]|期间|时")
EVENT_FIRST: Final = re.compile(
    r"[^，,。；;的]{2,12}(?:(?<![以之目今此最先延落滞押])(?<!(?<![开停起])售)后(?![台续期])|(?<![以目之提])前(?![往台提端置])|期间|(?<![限定及同小即随按准延超临暂计实届平])时(?![间效候长段限]))(?=(?![一二两三四五六七八九十半几多])[一-鿿]{2,6}\Z)"
)
"""What happens, before the thing that is told of: 储值卡过期后|余额|不可退."""
_THERE_IS: Final = re.compile(r"(?:但是?|如果?|若|当|而|且)?(?:仍然?|还|尚)?(?:存在|含有?|出现|涉及|处于|有(?!效))")
_ASKS: Final = re.compile(r"(?:多[久少长]|什么时候|何时|几[天次]|如何|怎么|怎样|还)+\Z")
_CONJUNCTION: Final = re.compile(r"[\s、也且但并又既或和]*")
_WHO_ALONE: Final = re.compile(rf"\s*(?:{PARTY.pattern})\s*(?:均|都|也|则|就|仍)?")
_ONCE_DONE: Final = re.compile(
    r"(?:\A|[。；;\n])\s*(?P<noun>[一-鿿]{2,6}?)(?:一[经旦][一-鿿]{2,6}|(?:均|都|统一)*由[^，。；由]{2,16})[，,]\s*\Z"
)
_MUST_FIRST: Final = re.compile(
    r"(?:\A|[。；;\n])\s*(?P<noun>[一-鿿]{2,6})(?:请|须|应|需要?)(?:在|于|提前)[^，。；]{2,20}[，,]\s*\Z"
)
KIND_LAST: Final = r"(?:(?<=[一-鿿]类)[一-鿿]{2,3}?|[单票卡房车团券课品类件版型款级店户机箱划]|(?<![机账帐单编牌证卡水型货批税房座序])号)"
"""What the name of a kind ends in, told before what happens to it: 团体票|入场前, 普通号|就诊前."""
_KIND_EVENT: Final = re.compile(rf"(?P<kind>[一-鿿A-Za-z0-9]{{1,6}}{KIND_LAST})(?<!单)[一-鿿]{{2}}")
"""A kind with what happens to it, right before 后 or 前: 个人票|入场."""
_EVEN_IF: Final = re.compile(r"即[使便]|哪怕|就算|纵使|不论|无论|不管")
"""What begins what makes no difference, behind those of whom a statement speaks: 新店|即使销量达标也不能报名."""
_ONLY_WHEN: Final = re.compile(
    r"\s*(?:随时|任何时候|(?:已|未|待|尚未)?[一-鿿]{2,6}(?:之|以)?[前后]|[一-鿿]{2,6}(?:期间|时))\s*(?:均|都|也|则|就|还|仍)?"
)
_ROW: Final = re.compile(r"(?:[一-鿿]{2,6}、)+[一-鿿]{2,6}(?<!的)\Z")
_LABEL: Final = re.compile(r"(?:\A|[。；;\n.、)）]\s*|[①-⑳·•*\-]\s*)(?P<noun>[一-鿿]{2,8})[：:][^。；;\n：:]*\Z")
_NO_NOUN: Final = re.compile(
    r"(?:范围|规则|说明|要求|条件|限制|流程|步骤|方式|方法|时间|时效|期限|次数|幅度|角色|问题|注意|提示|备注|情况|内容|其他|任何内容)\Z|^(?:注|答|问)\Z|^(?:以下|下列|下述|如下)"
)
_PERSON: Final = re.compile(
    r"(?:员工|(?<!会)员|账号|用户|任何人|他人|[制审发申创经][单核批起请建办]人|(?:场站|出租|承租|承运|委托|受托|供货|采购|服务|收货|发货|[买卖甲乙需供])方|[代加经][理盟销]商|[顾租房乘旅住]客|[店房业雇]主|[原新][一-鿿]主)\Z"
)
_OF_PARTY: Final = re.compile(
    rf"(?:{PARTY.pattern})的?(?:名称|地址|电话|简介|头像|封面|公告|营业时间|手机号|邮箱|昵称|资料|信息|备注|评价|密码|照片)"
)
"""What belongs to who takes part, and is changed: 门店|电话."""
_NO_THING: Final = re.compile(
    r"(?:逾期|超时|超期|过期|到期)\Z|\A(?:仅|只有|唯有|以下|下列|下述)|任何|一切|[一-鿿]{2}[中内]\Z|(?:情况|情形|时段|时刻|期间|阶段|过程|天气|气候|环境)[下中内]?\Z|[一-鿿]{2}(?<!售)[前后]\Z|(?:当[天日月]|今[天日]|次日|[前后]期|单次|本次|每次|全部|部分)\Z"
)
"""When, how much or in any case: nothing is done to these."""


def nouns_before(text: Text, end: int, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The things of which a cue that begins at `end` speaks: those right before it, else those of its sentence before."""
    begin = clause_start(text, end)
    if alone := (_EVEN_IF.search(text.folded, begin + 2, end) or ALONE.search(text.folded, begin + 2, end)):
        end = alone.start()
    clause = text.folded[begin:end]
    if _CONJUNCTION.fullmatch(clause) or _WHO_ALONE.fullmatch(clause):
        return tuple(_of_before(text, begin, mentions)) or tuple(_once(text, begin, mentions))
    told = tuple(_of_clause(text, begin, end, mentions)) or tuple(_of_label(text, begin, end, mentions))
    return told or (tuple(_of_rules(text, begin, mentions)) if _ONLY_WHEN.fullmatch(text.folded, begin, end) else ())


def _once(text: Text, begin: int, mentions: Sequence[Mention]) -> Iterator[str]:
    """The thing to which something is done once, or which somebody keeps, in the clause right before: 点评|一经发布，酒店不能删除;
    菜单|由总部统一维护，门店不可修改."""
    told = _ONCE_DONE.search(text.folded, 0, begin)
    if told and not _is_no_thing(text, *told.span("noun"), mentions):
        yield text.raw[told.start("noun") : told.end("noun")]


def _of_label(text: Text, begin: int, end: int, mentions: Sequence[Mention]) -> Iterator[str]:
    """The thing that the label of the item names, where a clause tells but when: 面积：签约前|可改，签约后|不可改."""
    label = _LABEL.search(text.folded[:begin]) if _ONLY_WHEN.fullmatch(text.folded, begin, end) else None
    if label and not _NO_NOUN.search(label["noun"]) and not _is_no_thing(text, *label.span("noun"), mentions):
        yield text.raw[label.start("noun") : label.end("noun")]


def _of_rules(text: Text, begin: int, mentions: Sequence[Mention]) -> Iterator[str]:
    """What the clause before begins with, of which it says what must be done: 退课规则|请在开课前设好，开课后不能再改."""
    told = _MUST_FIRST.search(text.folded, 0, begin)
    if told and not _is_no_thing(text, *told.span("noun"), mentions):
        yield text.raw[told.start("noun") : told.end("noun")]


def clause_start(text: Text, end: int) -> int:
    """Where the clause begins that ends here."""
    if NOR.match(text.folded, end):
        return end
    first = max(0, end - _LONGEST)
    return max((m.end() for m in _CLAUSE.finditer(text.folded, first, end)), default=first)


def _of_before(text: Text, begin: int, mentions: Sequence[Mention]) -> Iterator[str]:
    """The thing that the clause before is about, or that the label of the item names."""
    start = max(text.folded.rfind(mark, 0, max(0, begin - 1)) for mark in "。；;\n") + 1
    cues = [c for c in find_cues(text, start, begin) if c.kind in _MODAL]
    for cue in reversed(cues):
        first = clause_start(text, cue.lead)
        if first >= start and not _CONJUNCTION.fullmatch(text.folded[first : cue.lead]):
            yield from _of_clause(text, first, cue.lead, mentions)
            return
    label = _LABEL.search(text.folded[:begin])
    if (
        label
        and not _NO_NOUN.search(label["noun"])
        and not _is_no_thing(text, label.start("noun"), label.end("noun"), mentions)
    ):
        yield text.raw[label.start("noun") : label.end("noun")]


def _of_clause(text: Text, begin: int, end: int, mentions: Sequence[Mention]) -> Iterator[str]:
    if text.folded[end - 1 : end] in ("才", "方"):
        end -= 1
    when = _WHEN.search(text.folded, begin, end)
    bare = text.folded[begin : when.start() if when else end]
    bare = _EACH_TIME.sub("", _ASKS.sub("", bare))
    bare = re.sub(rf"(?<=[一-鿿]{{2}})(?:逾期|超时|过期|到期|{cue_words(text.lexicon.vocabulary).mishap})\Z", "", bare)
    kind = _KIND_EVENT.fullmatch(bare) if when and _BARE_WHEN.fullmatch(when[0]) else None
    when, bare = (None, kind["kind"]) if kind else (when, bare)
    if when and _BARE_WHEN.fullmatch(when[0]) and (_is_event(bare) or _THERE_IS.match(bare)):
        return
    if when and not _BARE_WHEN.fullmatch(when[0]) and [tag for _, tag in tagged(bare)] == ["v"]:
        return
    event = None if when else EVENT_FIRST.match(bare)
    begin, bare = (begin + event.end(), bare[event.end() :]) if event else (begin, bare)
    row = _ROW.search(bare)
    if row and row.start() == 0:
        for match in re.finditer(r"[^、]+", bare):
            if not _is_no_thing(text, begin + match.start(), begin + match.end(), mentions):
                yield text.raw[begin + match.start() : begin + match.end()]
        return
    bearer = cue_words(text.lexicon.vocabulary).bearer
    head = re.search(rf"(?:的|\A)[^的]*?(?P<noun>{bearer})\Z", bare) or re.fullmatch(
        r"(?:.*的)?(?P<noun>(?![经由在按跨同异非未已不无有需须])[一-鿿]{2,6})", bare
    )
    if head and not _is_no_thing(text, begin + head.start("noun"), begin + head.end("noun"), mentions):
        yield text.raw[begin + head.start("noun") : begin + head.end("noun")]


def _is_event(words: str) -> bool:
    """Whether words before 后, 前 tell what happens (出库指令下达|后) and name no thing (合同|签署后)."""
    if _COME_ABOUT.search(words):
        return True
    parts = tagged(words[-8:]) if words else ()
    who = ANYBODY.match(words)
    if len(words) == 2 or (who and who.end() < len(words)):
        return True
    return bool(parts) and parts[-1][1] in ("v", "vn", "vd") and not (len(parts) == 1 and parts[0][1] == "vn")


def _is_no_thing(text: Text, start: int, end: int, mentions: Sequence[Mention]) -> bool:
    """Whether words name who acts, or for which orders, and not what is acted on."""
    noun = text.folded[start:end]
    known = text.lexicon.vocabulary.by_name.get(name_key(noun))
    document = re.fullmatch(cue_words(text.lexicon.vocabulary).document, noun)
    return bool(
        (known and known.scheme in _STATES)
        or _STATE.match(noun)
        or _EXCEEDS.match(noun)
        or re.fullmatch(cue_words(text.lexicon.vocabulary).mishap, noun)
        or (PARTY.match(noun) and not _OF_PARTY.fullmatch(noun))
        or _PERSON.search(noun)
        or _NO_THING.search(noun)
        or _CUE_FIRST.match(noun)
        or kind_named_by_cue(text, start, len(text.folded)) is not None
        or (not document and any(start < m.end and m.start < end and is_kind(m) for m in mentions))
    )


def is_kind(mention: Mention) -> bool:
    return any(
        c.scheme in (ConceptScheme.ORDER_TYPE, ConceptScheme.ORDER_STATUS, ConceptScheme.CARRIER)
        for c in mention.concepts
    )
