"""Conditions by their form alone: X的订单, X后, 临期商品, 未经同意, 逾期; where in a stretch of text such a form stands."""

import re
from typing import Final, NamedTuple

from extract.clock import CLOCK
from extract.cues import cue_words
from extract.ownwords import AGED, EVENT_END, STOP, TERM_SIDE, WHO, Span
from extract.text import Text
from ontology.concepts import Vocabulary, per_vocabulary
from ontology.figures import COMPARED

_TELLS: Final = re.compile(
    r"(?:\A|(?<=[，,。；;、\s的之“”\"]))(?!(?:无|没?有)(?:[已未]|进行中|处理中))"
    r"(?P<words>[^，,。；;、\s的之“”\"]{0,8}?(?:已经?|未|待(?=[一-鿿]{2})|没有?|无|含|带|被|经由?|属于|处于|正在|仍在|通过|使用|采用|参加|参与|开通|开启|选择|拥有|具有|需要?(?=[一-鿿]{2})|部分(?=[一-鿿]{2})|遭|设有|设为|标注|标记)[^，,。；;、\s的之“”\"]{1,20}"
    r"|[一-鿿]{2,10}(?:中|不足|过期|逾期|异常|失败|成功|完成|通过|合格|达标|超标|破损|丢失|到期|售罄|缺货|损坏|失效|冻结|锁定|停用))(?:的|之(?![前后间]))(?P<what>[^，,。；;、\s的之“”\"]{1,8})\s*\Z"
)
_TELLS_WHEN: Final = re.compile(
    rf"(?:\A|(?<=[，,。；;、\s“”\"]))(?P<words>[^，,。；;、\s的之“”\"]{{0,16}}?(?:(?<![以之目售今此最先])(?:之|以)?[后前]|期间|{TERM_SIDE}|{COMPARED.pattern}[^，,。；;、\s的之“”\"]{{1,8}}))的[^，,。；;、\s的之“”\"]{{1,8}}\s*\Z"
)
_CAUSED: Final = re.compile(
    r"(?:因|由于|由)(?P<what>[^，,。；;、]{2,16}?)(?:而|所)?(?:造成|导致|引起|产生)(?:的[^，,。；;、]{0,8})?\s*\Z"
)
_TO_WHOM: Final = re.compile(r"[在对向由被从给把将是为当如若]\Z")
_NO_EVENT: Final = re.compile(
    r"^(?:该|此|这些?|那些?|本|您的?|我的|用户|商家|卖家|买家|消费者|客户|平台|系统|点击|选择|进入|打开|查看|操作|完成|登录|填写|保存|下拉|确定|如|若|当|在|从|到|均|都|也|已|未|并|再|然|最|其|之|然后|随|稍|目|以|今|先|此)+\Z"
)
_EVENT: Final = re.compile(rf"(?P<words>[^，,。；;、\s]{{2,24}}?)(?:{EVENT_END.pattern})\s*\Z")
_TERM: Final = re.compile(rf"(?P<words>[^，,。；;、\s]{{2,14}}?){TERM_SIDE}\s*\Z")
_WITHOUT_LEAVE: Final = re.compile(r"(?:未经|未获|未得到?|未取得|非经)[一-鿿]{2,14}\s*\Z")
_NOT_SUCH: Final = re.compile(r"\s*非(?!常)[一-鿿A-Za-z]{2,8}\s*")
_STATED_KIND: Final = re.compile(r"\s*[未已](?!经)[一-鿿]{2,4}[件票卡券房车课店品](?!员)\s*")
"""A kind that its state names: 未投保件, 已激活卡."""
TIMES: Final = r"周末|夜间|凌晨|(?:法定)?节假日|非?工作日|平日|旺季|淡季|寒?暑假|寒假|每?周[一二三四五六日末天](?:[至到](?:每?周)?[一二三四五六日天])?|每月\d{1,2}[日号]|非?营业时间|[早午晚]高峰(?:时段)?|(?:用餐|出行)?(?:高峰|低峰|低谷|平峰)(?:期|时段|时间)"
"""Times of a year, a week or a day by their names."""
_TIME: Final = re.compile(TIMES)
_OVERDUE: Final = re.compile(
    rf"\s*(?:逾期|超时|过期|到期|(?:首次|再次|二次|初次)(?:[一-鿿]{{2,5}})?|跨[年月周日期季]|隔[年月周日天]|{TIMES})(?:未[一-鿿]{{1,4}})?[\s\x00\x01]*"
)
IS_THERE: Final = re.compile(r"(?:如|若|仍|尚)?存在(?=[未已被])")
"""What is there is told with its state: 存在未了结的纠纷."""
EACH: Final = re.compile(r"(?:每[一两]?个?[天日周月季年次]|单[日笔次月周])(?=[一-鿿]{2}[^，,。；;的]*\Z)")
"""How often or up to what each time, behind those of whom it is told: 新手司机|每日|接单."""
_SHORTEST: Final = 4
_ANY: Final = "每各同单本该"
_MORE: Final = r"(?:人为|自然|意外|自行|严重|临时|无故)?"
_THERE_IS: Final = re.compile(r"存在|有|无|没有|含")


class _Borne(NamedTuple):
    """Forms that end in a word for what bears conditions, or for a kind; `mishap`: what may come about of any thing."""

    relative: re.Pattern[str]
    midst: re.Pattern[str]
    tail: re.Pattern[str]
    kind: re.Pattern[str]
    mishap: re.Pattern[str]
    mishap_last: re.Pattern[str]


@per_vocabulary
def _borne(vocabulary: Vocabulary) -> _Borne:
    words = cue_words(vocabulary)
    bearer, kinds = words.bearer, words.kind
    return _Borne(
        re.compile(rf"(?P<words>[^，,。；;、\s“”\"]{{2,22}})[的之](?:{bearer}|{kinds})?\s*\Z"),
        re.compile(rf"[一-鿿]{{2,6}}(?<![其之当])中(?=(?:{bearer}|{kinds})\s*\Z)"),
        re.compile(rf"(?P<words>[^，,。；;、\s“”\"]{{2,22}})的[^的，,、\s]{{1,8}}(?:{kinds})\s*\Z"),
        re.compile(rf"(?P<words>[^，,。；;、\s的“”\"]{{2,10}}?)(?P<bearer>{kinds})[”\"」】]?\s*\Z"),
        re.compile(rf"\s*{_MORE}(?:{words.mishap})\s*"),
        re.compile(rf"(?P<what>{_MORE}(?:{words.mishap}|(?:{TIMES})(?:期间)?|逾期|过期|到期|超时))(?:的|则|\s)*\Z"),
    )


def by_form(text: Text, start: int, end: int) -> Span | None:
    """A piece without a known concept that is a condition by its form; None where it is none."""
    each = EACH.search(text.folded, start, end)
    if each and text.folded[start] not in _ANY and each.start() - start >= _SHORTEST:
        end = each.start()
    words = text.folded[start:end]
    borne = _borne(text.lexicon.vocabulary)
    for pattern in (borne.relative, WHO):
        if (told := pattern.search(words)) and not STOP.match(told["words"]):
            return start + told.start(), end
    if caused := _CAUSED.search(words):
        return start + caused.start(), start + caused.end("what")
    told = _TELLS.search(words) or _TELLS_WHEN.search(words)
    if told and IS_THERE.match(told["words"]):
        return start + told.start(), end
    if told and not STOP.match(told["words"]):
        return start + told.start(), start + told.end("words") + 1
    midst = borne.midst.search(words)
    if midst and not STOP.match(midst[0]) and not _THERE_IS.match(midst[0]):
        return start + midst.start(), start + midst.end()
    event = _EVENT.search(words)
    if event and (not _NO_EVENT.match(event["words"]) or words.rstrip().endswith("期间")):
        return start + event.start(), end
    for pattern in (_TERM, borne.tail):
        if (told := pattern.search(words)) and not STOP.match(told["words"]):
            return start + told.start(), end
    if borne.mishap.fullmatch(words):
        return start, end
    return _of_kind(text, borne.kind.search(words), (start, end)) or _by_itself(words, start, end)


def mishap_last(text: Text, start: int, end: int) -> int | None:
    """Where what comes about of the thing before it begins, at the end of a stretch: 押金条|遗失, 优惠券|节假日."""
    last = _borne(text.lexicon.vocabulary).mishap_last.search(text.folded, start, end)
    return last.start("what") if last else None


def is_time(text: Text, start: int, end: int) -> bool:
    """Whether a stretch begins with a time that comes again: 节假日."""
    return _TIME.match(text.folded, start, end) is not None


def is_mishap(text: Text, start: int, end: int) -> bool:
    """Whether a stretch is but what may come about of any thing: 丢失, 过期."""
    words = text.folded[start:end]
    return bool(_borne(text.lexicon.vocabulary).mishap.fullmatch(words)) or words.strip() in ("过期", "到期")


def _of_kind(text: Text, kind: re.Match[str] | None, within: Span) -> Span | None:
    """A kind that its last word tells, and no act on what bears conditions: 临期商品, not 修改订单."""
    if kind is None or STOP.match(kind["words"]) or _TO_WHOM.search(kind["words"]):
        return None
    acts = text.lexicon.action_first.match(kind["words"]) and kind["bearer"] in ("订单", "商品", "单")
    return None if acts else (within[0] + kind.start(), within[1])


def _by_itself(words: str, start: int, end: int) -> Span | None:
    for told, group in ((AGED.fullmatch(words), "age"), (CLOCK.fullmatch(words), "when")):
        if told:
            return start + told.start(group), start + told.end(group)
    if without_leave := _WITHOUT_LEAVE.search(words):
        return start + without_leave.start(), end
    alone = (_NOT_SUCH, _OVERDUE, _STATED_KIND)
    return (start, end) if any(form.fullmatch(words) for form in alone) else None


def tells_of(text: Text, start: int, end: int) -> bool:
    """Whether a stretch is a thing with what is told of it: 部分核销的多次卡."""
    words = text.folded[start:end]
    return bool(_TELLS.search(words)) and not re.search(r"\d", words)
