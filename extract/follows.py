"""What a clause tells without a word for if, where what follows of it comes behind: 余额为零则|…, 门店连续三天无人接单，|平台自动…."""

import re
from typing import Final

from extract.cues import Cue, CueKind, find_cues
from extract.fronted import ANYBODY
from extract.lexicon import any_of
from extract.text import Text
from ontology.concepts import Vocabulary, per_vocabulary
from ontology.figures import COMPARED, find_figures
from ontology.words import tagged

STATE_THEN: Final = re.compile(
    r"[^，。；的]{2,12}?(?:[为是](?:零|0|空|负)|[\d一二两三四五六七八九十]+次|满额|售罄|[用卖耗]完|[用耗]尽|未[一-鿿]{2,6}|已[一-鿿]{2,6}|不足[^，。；则]{0,8}|[低高少多大小]于[^，。；则]{1,10}|超过[^，。；则]{1,10}|失败|过期|到期|逾期)(?:则|就)(?=[一-鿿]{2})(?![^，。；]{2,10}的\s*\Z)"
    r"|\s*(?:遇[到上]?|碰[到上])(?![^，。；]{0,6}(?:问题|疑问|困难))[^，。；的]{2,10}?(?:时|后)?(?=可|[必须]须|须|需|应[当该]|不[可能得]|无法|能|请)"
)
"""A state with what follows of it, without a word for if: 余额为零则|无法打单; 遇到暴雨|可以拒单."""
_NTH: Final = r"(?:首次|初次|再次|屡次|多次|(?:第|累计|连续)?[一二两三四五六七八九十\d]+次)"
NTH_TIME: Final = re.compile(
    rf"\s*(?:{ANYBODY.pattern})?(?P<event>{_NTH}[一-鿿]{{2,6}}|[一-鿿]{{2,8}}{_NTH})(?:的|则|就|将|会)?\s*"
)
"""That something happens for the first time, or again, right before what follows of it: 首次缺勤|扣5分, 第三次|清退."""
_SYSTEM: Final = re.compile(
    r"[，,]\s*(?:则|那么)?(?:系统|平台|后台|(?:计划|订单|任务|活动|店铺|门店|商品|账号|广告|服务|套餐|推广|申请|权益)?[将会]?(?=自动))"
)
_WHO_ACTS: Final = re.compile(
    rf"[，,]\s*(?:则|那么)?(?:(?:在)?[\d一二两三四五六七八九十]+(?:个?工作日|个?自然日|天|日|小时|分钟|个月|年)(?:之|以)?内|当[天日周月])?(?:{ANYBODY.pattern}|主办方|主办单位|后台|商户|店铺|门店|您)?(?=[一-鿿])"
)
_COME_ABOUT: Final = re.compile(
    r"(?:连续|累计|超过|超出|达到?|已?满)[^，,。；;]{0,2}[\d一二两三四五六七八九十]|(?<![从尚])未(?![来必尽])[一-鿿]{2}|无人|(?:失败|异常|不足|过期|到期|逾期|超时|停业|欠费|缺货|售罄|用尽|耗尽|触顶|达到?[一-鿿]{2,8}|[低高]于[一-鿿]{2,8})\Z"
)


_WISHED: Final = re.compile(
    rf"\s*(?:但是?|另外?|此外)?(?:如果|如若|如(?=[需要想您])|若是?|倘若|假如|要是)(?:{ANYBODY.pattern}|您)?(?:确实?|仍然?|还|再|临时)?(?:需要?|想要?|要|希望|打算|有意)(?P<what>[^，,。；;的]{{2,12}})"
)
_OF_SOME: Final = re.compile(r"[未已无且或、]|[后前时]\Z")


def is_wished(text: Text, start: int, end: int) -> bool:
    """Whether a clause says but that somebody wants to do something, which restricts nothing of what he may: 如需延期，|可提前申请."""
    told = _WISHED.fullmatch(text.folded, start, end)
    if told is None or _OF_SOME.search(told["what"]) or not decides_next(text, end):
        return False
    return text.lexicon.action_first.match(text.folded, told.start("what")) is not None


_MUST: Final = re.compile(r"(?:也|还|均|都|则)?(?:必须|应当|须|需(?!要?注意)|应)")


def decides_next(text: Text, end: int) -> bool:
    """Whether the clause behind says what may, must or may not be done."""
    cue = next(find_cues(text, end, min(end + 24, len(text.folded))), None)
    if cue is not None and cue.kind is CueKind.REQUIRE:
        who = _WHO_ACTS.match(text.folded, end)
        return who is not None and cue.lead <= who.end() and _MUST.match(text.folded, cue.lead) is not None
    return cue is not None and cue.kind in (CueKind.ALLOW, CueKind.FORBID, CueKind.NARROW, CueKind.AUTOMATIC)


def begins_next(text: Text, end: int) -> Cue | None:
    """The cue that the clause behind begins with, whoever acts by it."""
    who = _WHO_ACTS.match(text.folded, end)
    cue = next(find_cues(text, end, min(end + 24, len(text.folded))), None)
    return cue if cue is not None and who is not None and cue.lead <= who.end() else None


def before_system(text: Text, start: int, end: int) -> bool:
    """Whether a clause tells what has come about, and the one behind what the system does then: 门店连续三天无人接单，|平台自动…."""
    if "的" in text.folded[start:end] or not _COME_ABOUT.search(text.folded, start, end):
        return False
    system = _SYSTEM.match(text.folded, end)
    cue = next(find_cues(text, end, min(end + 24, len(text.folded))), None) if system else None
    return bool(system and cue and cue.kind is CueKind.AUTOMATIC and cue.lead <= system.end())


_HOW: Final = r"(?:原路|全额|直接|一律|立即|当即|随即|永久|同步|重新|即时|自动|[将会即则]|系统|平台|由[^，。；]{2,6}?|每[件次笔单天日周月年]|按[^，。；]{2,14}?)*"
_IDLE: Final = re.compile(
    r"是指|分为|包括|例如|比如|如何|怎么|参考|参[见阅照]|详见|请|建议|可能|一般|通常|说明|[？?【】]|以[^，。]{2,12}为准|点击|选择|进入|打开|登录|找到|勾选|填写|输入|页面"
)
"""What tells of words, of causes or of steps, and not of what follows."""
_NO_PREDICATE: Final = re.compile(
    r"[的之][一-鿿A-Za-z]{0,8}\s*\Z|(?:(?<![小超及准延实同限])时|[后前中]|期间|情况下)\s*\Z"
)


_ABOUT_IT: Final = "原因|规则|流程|说明|入口|按钮|功能|列表|页面|记录"
"""What something is called that is about an outcome and is none: 订单|暂停原因."""


@per_vocabulary
def _outcomes(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![不未可能需须应])(?P<how>{_HOW})(?:(?:{any_of(vocabulary.words.get('cue-outcome', ()))})(?!{_ABOUT_IT}|的(?!情况|[，,。]))|扣[^，。；\d的]{{0,6}}\d|归[^，。；]{{1,8}}?所有|按[^，。；按]{{1,12}}?(?:处理|结算|计费|执行)|转(?:交|由|入)?[一-鿿]{{2,4}}(?:审核|审批|处理|复核|核查|核实|审查|受理|配送|派送)|由[^，。；由]{{2,10}}?(?:处理|支付|负责|解决|自付|补足|审核|审批|复核|核实)(?![人方])|通过[^，,。；;通过]{{2,8}}?(?:处理|办理|解决)(?![人方]))"
    )


BROUGHT_ABOUT: Final = re.compile(
    r"\s*(?:凡|如|若)?(?:因|由于|因为)[^，。；]{2,20}?(?:导致|造成|引起|产生|所致)的[一-鿿]{2}"
)
"""What was brought about, of which what follows is told in the same clause: 因停播引起的退货|一律全额退款."""
CLASSED: Final = re.compile(
    rf"\s*(?![该此本这其])(?P<case>[^，。；]{{2,20}}?(?:{COMPARED.pattern})[^，。；]{{1,16}}?)(?:属于?|视为|即为|算作?|列为)(?P<what>[一-鿿]{{2,10}})\s*"
)
"""What those of some measure are called, of whom the clauses behind speak: 人数达到5000人的项目|属|大型活动."""
_SO_MUCH: Final = re.compile(r"(?![率数量额次])[^，。；的之]{0,10}[%％\d元][的之][一-鿿A-Za-z]{2,6}\s*\Z")
"""How much of what, behind the word for what follows: 收取|0.05%的罚息."""
_CASE: Final = re.compile(r"(?:的|(?<=[一-鿿]{3})者)[，,]\s*\Z")
"""What closes a case, so that the clause behind it tells what is so then, by whatever verb: 逾期未到课的，|课时作废."""
_CASE_OF: Final = re.compile(
    r"(?:[\d一二两三四五六七八九十半]\s*[一-鿿%％]{1,3}|(?<![从尚])未(?![来必尽])[一-鿿])[^，,。；;\n]{0,10}的[一-鿿]{2,4}[，,]\s*\Z"
)
"""The same of those that it tells by a word of its own: 迟到超过两小时的司机，|扣当日补贴."""
_NEXT: Final = re.compile(r"[，,]\s*(?P<words>[^，,。；;\n]+)")
_BOUNDS: Final = re.compile(r"\s*(?:[每单][一-鿿]{1,2}|限|最[多长高大短少低]|至[多少])")
_NO_RESULT: Final = re.compile(
    r"[可能]能|陆续|敬请|麻烦|烦请|还请|辛苦|显示|因为|由于|原因|表示|属于|正常现象|谅解|耐心|不便|不妨|有[的些]|比如|没有|(?:是|(?<![登标记视判改转定认设])为)[^，。；]{0,12}\Z|\A\s*(?:且|并|而|或|但|如|若|当|请|您|则?(?:去|到|在))"
)
_LONGEST: Final = 24


def _closes_case(text: Text, start: int) -> bool:
    """Whether what stands right before closes a case."""
    return (
        _CASE.search(text.folded, max(0, start - 5), start) is not None
        or _CASE_OF.search(text.folded, max(0, start - _LONGEST), start) is not None
    )


def tells_next(text: Text, end: int) -> bool:
    """Whether the clause behind says what may, must or will be of those of whom the one that ends here tells."""
    told = _NEXT.match(text.folded, end)
    if told is None:
        return False
    span = told.span("words")
    if next(find_cues(text, *span), None) is not None or outcome_in(text, *span) is not None:
        return True
    return _BOUNDS.match(text.folded, *span) is not None and any(True for _ in find_figures(text, *span))


def _told_of_case(text: Text, start: int, end: int) -> bool:
    """Whether a clause right behind a case tells what is so then, without a word that the vocabulary has for it."""
    if end - start > _LONGEST or not _closes_case(text, start):
        return False
    words = text.folded[start:end]
    if _NO_RESULT.search(words) or any(True for _ in find_cues(text, start, end)):
        return False
    return any(tag.startswith("v") for _, tag in tagged(words.strip()))


def outcome_in(text: Text, start: int, end: int) -> tuple[int, str] | None:
    """Where in a clause the words begin for what happens to an order, an amount or a shop, and how it happens; None where it tells of
    no such thing."""
    caused = BROUGHT_ABOUT.match(text.folded, start, end)
    told = _outcomes(text.lexicon.vocabulary).search(text.folded, caused.end() if caused else start, end)
    done_to = told is not None and not text.folded[start : told.start()].strip() and _closes_case(text, start)
    done_to = done_to or (told is not None and _SO_MUCH.match(text.folded, told.end(), end) is not None)
    if (not done_to and _NO_PREDICATE.search(text.folded, told.end() if told else start, end)) or _IDLE.search(
        text.folded, start, end
    ):
        return None
    if told is None:
        return (start, "") if _told_of_case(text, start, end) else None
    return told.start(), told["how"]
