"""Conditions that no concept of the vocabulary tells: by their form (X的订单, X后, 临期商品), in the source's own words.

A label is what is left without 如, 时, 的订单 and the like; a figure in it is its limit; what the vocabulary has by that name, or as
已X for X后, is the vocabulary's.
"""

import re
from typing import Final

import msgspec

from extract.clock import CLOCK, CLOCK_FIRST
from extract.conds import Cond
from extract.cues import cue_words
from extract.facts import ConceptName
from extract.figured import before_figure, has_not, measuring
from extract.fronted import ANYBODY
from extract.spelled import spelled
from extract.text import Text, without
from ontology.figures import Figure, as_quantity
from ontology.kinds import TIME_UNITS, Comparator, ConceptScheme
from ontology.names import fold, name_key
from ontology.records import Quantity

Span = tuple[int, int]

_NOT_OWN: Final = re.compile(r"(?:非(?!常)|不含有?|不包含|不包括|不属于|不是)(?=[一-鿿A-Za-z])")
CONDITIONAL: Final = re.compile(
    r"\s*(?:但是?|惟|而且?|且|并且?|另外|同时|其中|此外|此时|这时|届时|则|即|因此|所以|注意|特别地?|尤其)?\s*(?:如果|如若|如(?![下何上图此同期实约数])|若是?(?!干)|倘若|假如|假设|要是|除非|一旦|当(?![天日前月年地事次期周季场局])|只要|只有|凡是?|待(?![一-鿿]{2,3}的)(?![付发出处审确收入评接揽打拣自])|在(?![线售途架职库校])(?=[^，。]{2,26}(?:情况下|时|之?后|之?前|期间|前提下|条件下|状态下|内))|对于|对(?=[^，。]{2,16}(?:订单|商家|商品|用户|店铺|类目|账号|来说|而言))|针对|关于|遇到|遇)"
)
UNDER: Final = "天气|环境|网络|模式|气候|气温"
"""What something is under (恶劣天气|下), each of two characters."""
_TAIL: Final = re.compile(
    rf"(?:(?:[的之])?(?:情况|前提|条件|状态|场景|情形)(?:之?下|时)?|(?<={UNDER})下|(?<![^的])情况|的话|的时候|时候|(?<![限定及同小即随按准延超临暂计实届平有何当此到课工耗费省])(?<!(?<![引使启占应调停采选试租领套复重挪])用)时|的(?:订单|商家|店铺|用户|商品|交易|包裹|买家|客户|消费者|账号|卖家|商户|单)|[的之]|(?<=[一-鿿]{{3}})(?<!(?<![停启占盗冒禁弃挪])用)(?<![费作营发患或前后愿记学读使消买卖购开第两二三])者|呢|等情况|等|来说|而言|除外|(?<![期间段围域])(?:之外|以外)|的?除外)[，,\s]*\Z"
)
_LEAD: Final = re.compile(
    r"(?:事后(?=[一-鿿]{4})|[一-鿿]{2,4}?(?=处于)|(?<=且)[为是](?=[一-鿿]{2})|(?<=同时)[为是](?=[一-鿿]{2})|把[一-鿿]{2,4}?(?=[转改移调换交送寄退发派放搬借存拆合][一-鿿])|(?:使用|[选用买开])的是(?=[一-鿿]{2})|(?:没有|无)?(?:所有|任何|任意|全部|一切|各[类种]|每一?[个笔件条种]|一[个笔件条种]|哪一?[个笔件条种]|全店|全体|其[他它余])的?(?=[一-鿿A-Za-z]{0,8}(?:订单|商品|商家|店铺|卖家|商户|用户|买家|客户|消费者|会员|人员|包裹|账号|类目|门店|产品|交易|发票))(?:订单(?=在))?|惟|仅(?=[一-鿿]{3})(?![限供对向支]|仅?退[款货])|于|您的?|该|此|这类|此类|您好|仍然?|还(?=有)|已(?=超)|均|都|也|(?:店铺|账号|账户|订单|商品|域名|实例|包裹|门店|单据|商家|用户|资源|服务|产品|房型|房源|车辆|课程)(?=[处属]于|尚?未|尚无|无(?![法需须论])|[具持]有|具备|参[加与]|报名)|(?:商家|商户|卖家)(?=完成|缴[纳清足]|通过|开通|签[署约]|提交|上传)|尚(?=未)|(?:认证|身份|类型|角色|级别)为|涉及|属于|处于|满足|符合|出现|遇[到上]?|碰[到上]|发生|因为?|由于|是因为|其中在?|在(?![线售途架职库校])|先由|须经(?![理办销营纪])|需经(?![理办销营纪])|须|需要?(?=[^，。]{2,})|经(?=[^营济常过理办销纪])|由|除了?|对(?![账公私应接象方外内照比])于?|且|并|数据?一旦|一旦|订单(?:里|中|内)?(?=[是为属处涉含包])|单个订单(?=金额)|[，,、\s])+"
)
_SUBJECT: Final = re.compile(
    r"(?P<who>(?!已|未|仍|还|尚|正|仅|只|如|若|且|但)[一-鿿A-Za-z0-9]{1,7}?(?:由[一-鿿]{2,4})?)(?<![存所正现实内外潜处仍还仅只未没不])(?<![未没不]能)在(?![线售途架职库校此其])(?=[^，,。；;的]{1,14}(?<![以之目今此最先])(?:(?:之|以)?[后前]|期间|(?<![及小同届随按准延超限临暂])时)(?:才|方)?[一-鿿]{0,4}的?\s*\Z)"
    rf"|(?:{ANYBODY.pattern})在(?![线售途架职库校此其])(?=[一-鿿A-Za-z]{{4,12}}的?\s*\Z)"
)
"""Who or what it is to which something happens, before the event itself, or who did it where: 回复|在审核通过前, 会员在|小程序购买的."""
WHO: Final = re.compile(
    r"(?P<words>[^，,。；;、\s“”\"的]{3,22})(?<!(?<![停启占盗冒禁弃挪])用)(?<![费作营发患或前后愿记学读使消买卖购开第两二三])者\s*\Z"
)
_HEADED: Final = re.compile(r"\s*【[^【】]{1,12}】\s*(?=[一-鿿A-Za-z0-9]{2})")
_BUT: Final = re.compile(rf"\s*(?:(?:但是?(?!书)|不过|然而|可是|只是|惟)(?=[一-鿿A-Za-z])|而(?={ANYBODY.pattern}))")
_THEN: Final = re.compile(r"(?<=[一-鿿A-Za-z0-9]{2})(?:才|方)\Z")
_SO: Final = re.compile(r"(?<=[一-鿿A-Za-z0-9]{2})(?:(?<![规细原准守法])则|(?<![成将早造迁铸])就|(?<![立当随旋])即)\Z")
_ONLY_THEN: Final = re.compile(r"\s*[可能得会准]")
_ORDERS: Final = re.compile(r"订单\Z")
_BROUGHT_ABOUT: Final = re.compile(r"(?<=[一-鿿]{3})(?:而|所)?(?:导致|造成|引起|所致)\Z")
_AND_SO_ON: Final = re.compile(
    r"(?<=[一-鿿A-Za-z0-9]{2})等(?:其[他它余]|第三方)(?:渠道|平台|方式|类目|品类|商品|订单|地区|城市|活动|情形|情况|物品)\Z"
)
_WHO_LAST: Final = re.compile(rf"(?<=[一-鿿]{{2}}[下时])(?:{ANYBODY.pattern}|店铺)\Z")
_THERE_IS: Final = re.compile(
    r"(?:[并均仍尚还]?(?:没有|不存在|有|存在)|无)(?:任何)?(?:(?:[未待]|尚未|正在)[一-鿿]{2}|进行中|处理中)的(?=[一-鿿]{2})"
)
"""What there is or is not, told by its state, so that it is no bearer of that state: 没有未完结的|售后单."""
_THESE: Final = re.compile(
    r"(?<=[一-鿿A-Za-z0-9]{2})(?:这|那|以上|上述)[两二三四五几][类种款个][一-鿿]{0,4}(?:的[一-鿿]{1,4})?\Z"
)
"""What sums up a row behind its last: 货到付款、定制单|这两类订单的地址."""
TERM_SIDE: Final = r"(?:期(?:之|以)?内|(?:期间?|时间|时段|范围|区域?)(?:之|以)?外)"
"""Within a term, or outside of one or of where something is done: 保修|期外, 配送|范围以外."""
_BUT_THESE: Final = re.compile(r"(?<=[一-鿿]{2})(?:(?<![期间段围域])(?:之外|以外)|除外)\Z")
_BECAUSE: Final = re.compile(r"(?:因为?|由于)\Z")
"""What makes the act at the end of a condition what came of it: 因|虚假宣传|下架的."""
_IS: Final = re.compile(r"(?:是|(?<![行作认])为|属于|处于)\Z")
_NO_LABEL: Final = re.compile(
    r"[，。；：:？?！!|=\n\x00\x01]|^(?:默认|以下|如下|上述|以上|下列|同时满足以下|满足以下)|^(?:其他|其它|其余|这种|这个|那|什么|怎么|任何|您|是|有|该|此|他|其|若|如|需要?|想|希望|有需要|有疑问|有问题|疑问|问题|点击|选择|操作|使用|进行|必要|正常|一般|同时|部分|各|所有|全部|本|每|在|最多|最少|至少|不限|无|可|不|先|后|再|后续|具体|相关|对应|目前|平台|系统|商家|商品|订单|用户|买家|卖家|消费者|店铺|门店|账号|标签|功能|规则|对方|我们|双方|建议|提示|注意|说明|特别|当前|请|待|未)\Z"
    r"|^(?:之后|此后|以后|之前|以前|届时|任[一意]|状态|类型|情况|情形|时间|地区|阶段|渠道|场景|等级|身份)\Z|^(?:有(?:任何|其他)?(?:疑问|问题|需要|需求|异议|不[清明了]?[楚白解懂])|您?(?:需要|想要?|希望|还有|仍有)|遇到|点击|完成后$|其[他它余]|除外)|^(?:不|没有?)(?:同意|支持)?\Z"
    r"|^(?:新版|旧版|老版|但是?|[此这该]?[类种]|使用|选择|每次|包含)(?:订单|商品|商家|店铺|用户)\Z"
)
STOP: Final = re.compile(
    r"^(?:没有|一[个笔件条种]|哪一?[个笔件条种]|一切|全店|全体|任意|但是?|而|此类|这类|该类|类|新版|旧版|老版|该|此|这些?|那些?|本|每[个笔一]?|各|所有|全部|任何|其他|其它|其余|以上|以下|上述|下列|同一|两个|多个|单个|单笔|一笔|部分|您的?|我的|对应的?|相应的?|相关的?|具体的?|目标|当前|新的?|新|每日|旧的?|某些?|一些|某个|自己的?|用户|商家|卖家|买家|消费者|客户|平台|系统|店铺|门店|京东|线上|线下|普通的|正常|均|都|也|的|对于?|针对|关于|在|从|向|给|为|与|和|或|及|可|需|请|点击|选择|进入|打开|查看|单件|原|子|父|主|拒绝|发货|下单|付款|支付|使用|购买|提交|申请|创建|关闭|处理|修改|取消|确认|发布|打印前?|审核|转换|导出|退订|更换)+\Z"
)
_THIS_CASE: Final = re.compile(
    r"[^，。；的]{0,6}?(?:该|此|这)[种类][^，。；的]{0,8}(?:情[况形]|问题|现象)(?:[时下]|的话?)?\s*\Z"
)
"""What but points to the case told before: 如遇到|该种暂停情况."""
_BESIDE: Final = ("或", "、", "和", "且", "及")
"""What stands before one of several states, so that 待 begins it and waits for nothing: 异常或|待补充资质."""
_SURELY: Final = re.compile(r"(?<=[一-鿿]{2})确\Z")
_IN_ALL: Final = re.compile(r"累[计积]")
"""What so many make up, so that more do as well: 累计五次警告."""
_OF_WHOM: Final = re.compile(r"的[一-鿿]{2,6}\Z")
_LEVELS: Final = ("一般", "正常", "普通")
_OF_LATE: Final = re.compile(
    r"(?:近|最近|过去)?\d+(?:个?[年月周日天]|小时|分钟|个?工作日)(?:之?内|以来|来)[一-鿿]*(?:过(?!期)|有|曾|未|无|被|受到|发生|出现)[一-鿿]{1,12}"
)
"""What happened within a time up to now is a condition, and no bound on when: 30天内换绑过手机号."""
_ACT_WITHIN: Final = re.compile(
    r"\d+(?:个?工作日|个?自然日|天|日|小时|分钟|个?月)(?:之|以)?内(?:重新|再次|主动|自行|及时|首次)?"
)
_WITHIN: Final = re.compile(r"\s*(?:(?:及|或)?以[上下内]|之?内)")
_MAY: Final = re.compile(r"\s*(?:均|都|也|仍|还)?(?:可|能|支持|允许)")
_WHOSE: Final = re.compile(r"[一-鿿]{2}的[一-鿿A-Za-z]{1,4}\s*\Z")
_NOT_YET: Final = re.compile(r"\A(?:还|尚|仍)?(?:没有|没|未)(?=[一-鿿]{2})")
_DONE: Final = re.compile(r"\A已经(?=[一-鿿]{2})")
EVENT_SIDE: Final = re.compile(r"(?:之|以)?[后前]\Z")
_AFTERWARDS: Final = re.compile(r"(?<![售最先今延落滞押推])(?:之|以)?[后前]\s*\Z")
_DURING: Final = re.compile(r"(?<=[一-鿿]{2})(?:期间|过程中)\Z")
_SINCE: Final = re.compile(r"后(?:的[^，,。；;、的]{1,6})?\s*\Z")
_UNTIL: Final = re.compile(r"前(?:的[^，,。；;、的]{1,6})?\s*\Z")
_ITEM_MARK: Final = re.compile(r"[(（]?\d{1,2}\s*[)）.、．](?!\d)\s*|[①-⑳]\s*")
_ONCE: Final = re.compile(r"\A[一-鿿]{0,4}?一[经旦](?P<what>[一-鿿]{2,8})\Z")
_BY_WHOM: Final = re.compile(rf"\A(?:{ANYBODY.pattern})")
AGED: Final = re.compile(
    r"\s*(?P<age>(?:年龄?|出生)?(?:已|未|不|在)?[满超足]?过?\s*\d+\s*(?:周?岁|[天日]|个?月)?(?:(?:至|到|-|~|—)(?:年?满)?\d+)?\s*周?岁(?:[（(]?含[）)]?)?(?:(?:及|或)?以[上下内]|之?间)?)(?:的[一-鿿]{2,4})?(?:方|才)?\s*"
)
"""From what age on, up to what: 年满16周岁|方可, 3至12周岁|的儿童."""
EVENT_END: Final = re.compile(
    r"(?:的?情况下|的?前提下|的?条件下|的时候|(?<![限定及同小即随按准延超临暂计实届平有何当此到课工耗费省])(?<!(?<![引使启占应调停采选试租领套复重挪])用)时(?![间效候长段限])|(?<![以之目今此最先延落滞押事])(?<!(?<![开停起])售)(?:之|以)?后(?![台续期])|(?<![以目之提当])(?<!(?<!上)岗)(?:之|以)?前(?![往台提端置])|期间|(?<=[一-鿿]{2})过程中)"
)


def own_condition(text: Text, start: int, end: int) -> Cond | None:
    """A circumstance in the source's own words, without 如, 时 and the like; a figure in it is its limit."""
    start = _behind_asides(text, start, end)
    if _THIS_CASE.match(text.folded, start, end):
        return None
    lead = CONDITIONAL.match(text.folded, start, end)
    lead = None if lead and lead[0].strip() == "待" and text.folded[start - 1 : start] in _BESIDE else lead
    at = lead.end() if lead else start
    while at < end and (text.folded[at].isspace() or text.folded[at] in '“"「【，,：:'):
        at += 1
    if mark := _ITEM_MARK.match(text.folded, at, end):
        at = mark.end()
    begin = at
    subject = _SUBJECT.match(text.folded, at, end)
    at = subject.end() if subject else at
    more = _LEAD.match(text.folded, at, end)
    if more and end - more.end() >= 2:
        at = more.end()
    no = _NOT_OWN.match(text.folded, at, end)
    begin, at = (no.end(), no.end()) if no else (begin, at)
    stop = _without_tail(text, at, end)
    words, limit = _bounded(text, at, stop)
    clock, age = CLOCK.fullmatch(text.folded, at, end), AGED.fullmatch(text.folded, at, end)
    words, limit = (shown(text, *clock.span("when")), None) if clock else (words, limit)
    words, limit = (shown(text, *age.span("age")), None) if age else (words, limit)
    label = _bare(words)
    first = CLOCK_FIRST.match(label) if not re.match(r"[一-鿿]", text.folded[at - 1 : at]) else None
    label += "状态" if label == "正常" and text.folded.startswith("状态", stop) else ""
    cues = cue_words(text.lexicon.vocabulary)
    borne = re.compile(rf"[的之](?:{cues.bearer}|{cues.kind})\Z")
    label = label if _THERE_IS.match(label) and label.count("的") == 1 else without(borne, label)
    label = without(_THEN, label) if _ONLY_THEN.match(text.folded, stop) else label
    label = without(_IS, without(_SO, label)).removesuffix("的")
    label = without(_SURELY, without(_THESE, label))
    label = without(_BUT_THESE, without(_WHO_LAST, without(_AND_SO_ON, without(_BROUGHT_ABOUT, label))))
    if who := WHO.fullmatch(fold(label)):
        label = label[: who.end("words")]
    if lead and lead[0].strip().endswith("待"):
        label = without(_ORDERS, label)
    if not 2 <= len(label) <= 24 or (
        not (clock or first) and _NO_LABEL.search(fold(label)) and not _is_level(text, label)
    ):
        return None
    measured = _OF_WHOM.search(text.folded, begin, stop) if limit is not None else None
    written = _written(text, (at, end), (begin, end), (begin, stop), (begin, measured.start() if measured else stop))
    closely = (label.replace("的", "", 1),) if _THERE_IS.match(label) else ()
    others = (*closely, *spelled(text, label, stop, end), *_came_of(text, label, at))
    spellings = (*written, *(one for one in others if one not in written))
    known = known_name(text, label)
    if known and not (limit is not None and known.scheme is ConceptScheme.ORDER_TYPE and happens(text, label)):
        return Cond(known, no is not None, at, stop, limit)
    turned = _turned_status(text, label, text.folded[at:end])
    if turned:
        return Cond(turned, no is not None, at, stop, limit, False, () if no else spellings[:1])
    late = _OF_LATE.fullmatch(fold(label))
    if (
        label[0].isdigit()
        and not clock
        and not first
        and not (late or _done_within(text, at, label))
        and "岁" not in label
        and (limit is None or limit.unit in TIME_UNITS)
    ):
        return None
    limit = None if late else limit
    return Cond(ConceptName(scheme_of(label, limit), label), no is not None, at, stop, limit, True, spellings)


def _done_within(text: Text, at: int, label: str) -> bool:
    """Whether a time is told with what is done within it, and with nothing that it counts from: 48小时以内|取消."""
    told = None if text.folded[at - 1 : at] in ("前", "后") else _ACT_WITHIN.match(fold(label))
    return told is not None and text.lexicon.action_first.fullmatch(fold(label), told.end()) is not None


def _behind_asides(text: Text, start: int, end: int) -> int:
    """Where a stretch begins behind a head in brackets and a 但."""
    for aside in (_HEADED, _BUT):
        found = aside.match(text.folded, start, end)
        start = found.end() if found else start
    return start


def _written(text: Text, *spans: Span) -> dict[str, None]:
    """The words of several stretches as they stand, each once."""
    return dict.fromkeys(_bare(shown(text, *span)) for span in spans)


def _came_of(text: Text, label: str, at: int) -> tuple[str, ...]:
    """A cause without the act that came of it: 虚假宣传, of 因|虚假宣传下架的."""
    act = text.lexicon.action_last.search(fold(label))
    caused = _BECAUSE.search(text.folded, max(0, at - 2), at)
    return (label[: act.start()],) if act and caused and act.start() >= 3 else ()


def _bounded(text: Text, at: int, stop: int) -> tuple[str, Quantity | None]:
    """The words of a condition, and its figure as its limit."""
    figures = measuring(text, at, stop)
    from_event = len(figures) == 1 and figures[0].since is not None
    begins = len(figures) == 1 and _begins_with(text, at, figures[0])
    limit = (
        as_quantity(figures[0])
        if len(figures) == 1 and not begins and (not from_event or _is_within(text, figures[0]))
        else None
    )
    words = shown(text, at, figures[0].start if begins else stop)
    if limit is not None and from_event:
        behind = _WITHIN.match(text.folded, figures[0].end, stop)
        words = shown(text, at, figures[0].start) + shown(text, behind.end() if behind else figures[0].end, stop)
    elif limit is not None:
        words = (
            has_not(text, at, stop, figures[0])
            or (_measure(text, at, stop, figures[0]) if limit.comparator is not Comparator.EQ else None)
            or words
        )
    if limit is not None and limit.comparator is Comparator.EQ and _IN_ALL.search(text.folded, at, figures[0].start):
        limit = msgspec.structs.replace(limit, comparator=Comparator.GE)
    return words, limit


def _measure(text: Text, at: int, stop: int, figure: Figure) -> str | None:
    """What is measured, where that has a name: nothing of 扣满9分."""
    told = before_figure(text, at, stop, figure)
    return told if len(_bare(told)) != 1 else None


def is_of_late(text: Text, start: int, end: int) -> bool:
    """Whether a stretch tells what happened within a time up to now."""
    return bool(_OF_LATE.fullmatch(text.folded[start:end].strip().rstrip(";；。")))


def _is_within(text: Text, figure: Figure) -> bool:
    """Whether a time is told from an event as how far before or behind it something is: 开课前24小时以上, 入住前24至72小时."""
    return figure.told and re.search(r"[前后]\s*\Z", text.folded[: figure.start]) is not None


def _begins_with(text: Text, at: int, figure: Figure) -> bool:
    """Whether a time begins with somebody's being so, which it does not bound: 被禁言的账号|7天内|不能发言; what one may do within it
    counts from that (已停用的账号30天内|可以恢复)."""
    borne = _WHOSE.search(text.folded, at, figure.start) is not None
    within = _WITHIN.match(text.folded, figure.end)
    return borne and figure.unit in TIME_UNITS and within is not None and not _MAY.match(text.folded, within.end())


def _bare(words: str) -> str:
    return re.sub(r"[\s“”\"「」【】'‘’\x01，,；;。]+", "", words)


def _turned_status(text: Text, label: str, words: str) -> ConceptName | None:
    """付款后 and 一经付款 are 已付款, 买家付款前 is 未付款, 接单前 is 待接单, where the vocabulary knows these."""
    label = fold(label)
    once = _ONCE.match(label)
    told = once["what"] if once else label.removesuffix("前").removesuffix("之")
    if (during := _DURING.search(label)) and (going := known_name(text, label[: during.start()] + "中")):
        return going
    after, before = once or _SINCE.search(words), _UNTIL.search(words)
    if not after and not before:
        return None
    bare = _BY_WHOM.sub("", told)
    names = tuple(dict.fromkeys((told, bare)))
    known = [name for one in names if (name := known_name(text, ("已" if after else "未") + one))]
    awaited = [name for one in names if not after and (name := known_name(text, "待" + one))]
    known += [name for name in awaited if name.scheme is ConceptScheme.ORDER_STATUS]
    return known[0] if known else None


def undone_name(text: Text, words: str) -> ConceptName | None:
    """The status that holds before something is done: 待骑手接单 before 骑手接单."""
    who = _BY_WHOM.match(words)
    told = ("未" + words, "待" + words, *((words[: who.end()] + "未" + words[who.end() :],) if who else ()))
    return next((name for one in told if (name := known_name(text, one))), None)


def shown(text: Text, start: int, end: int) -> str:
    """The words as written, without what is hidden from this reader (brackets)."""
    return "".join(text.raw[i] for i in range(start, end) if text.folded[i] not in "\x00\x01")


def thing_named(text: Text, start: int, end: int) -> Cond:
    """A thing by its name as it stands: the vocabulary's concept, or one in the source's own words."""
    words = text.raw[start:end]
    known = known_name(text, words)
    return Cond(known or ConceptName(scheme_of(words, None), words), False, start, end, None, known is None)


def known_condition(text: Text, start: int, end: int) -> Cond | None:
    """A stretch that is a name of the vocabulary as it stands, parties among them: a cell 买家."""
    label = re.sub(r"\s+", "", text.raw[start:end])
    known = known_name(text, label)
    return Cond(known, False, start, end) if known else None


def _without_tail(text: Text, at: int, end: int) -> int:
    stop = end
    tail = _TAIL.search(text.folded[at:end])
    there = _THERE_IS.match(text.folded, at, end)
    while (
        tail
        and tail.start() >= 2
        and not (there and re.match(r"的[一-鿿]{2}", tail[0]) and "的" not in text.folded[at : at + tail.start()])
    ):
        stop = at + tail.start()
        tail = _TAIL.search(text.folded[at:stop])
    after = _AFTERWARDS.search(text.folded[at:stop])
    if after and at + after.start() - at >= 2 and text.folded[at + after.start() : stop].strip().endswith("后"):
        stop = at + after.start()
    return stop


def _is_level(text: Text, label: str) -> bool:
    """Whether a word that elsewhere tells nothing is one of a row of levels: 优秀、良好、一般."""
    told = fold(label)
    row = rf"、{told}(?=[\s，,。；;、等三四五六]|\Z)|(?<![一-鿿]){told}、"
    return told in _LEVELS and re.search(row, text.folded) is not None


def happens(text: Text, words: str) -> bool:
    """Whether words are but what is done with a thing: 入仓, whatever kind bears that name."""
    told = fold(words)
    acts = (text.lexicon.action_first, text.lexicon.order_verb, text.lexicon.step_word)
    return any(one.fullmatch(told) for one in acts)


def scheme_of(label: str, limit: Quantity | None) -> ConceptScheme:
    """A kind of order, goods or shop by its last word is an order type; all else is a circumstance."""
    told = fold(label)
    kinds = r"(?:订单|商品|包裹|类目|店铺|商家|(?<![账名清菜表])单)\Z"
    bare = limit is None and len(label) <= 10 and re.search(kinds, told) and not re.search(r"[已未有无不含]", told)
    return ConceptScheme.ORDER_TYPE if bare else ConceptScheme.CIRCUMSTANCE


def known_name(text: Text, label: str) -> ConceptName | None:
    """The vocabulary's concept of a name, whatever stands beside it."""
    label = _DONE.sub("已", _NOT_YET.sub("未", fold(label)))
    for name in (label, *(label.removesuffix(end) for end in ("订单", "商品", "商家", "期间"))):
        found = text.lexicon.vocabulary.by_name.get(name_key(name))
        if found:
            return ConceptName(found.scheme, found.label)
    return None
