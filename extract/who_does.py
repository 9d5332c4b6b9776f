"""Who does it, told between a cue and its verb behind adverbs: 可|由仓管员|撤单, 允许|老学员|续费."""

import re
from collections.abc import Sequence
from typing import Final

from extract.concepts import Mention
from extract.text import Text
from ontology.kinds import ConceptScheme
from ontology.words import tagged

ADVERBS: Final = re.compile(
    r"(?:\s|[“\"「【]|(?:点击|点选|单击)(?=(?:查看|修改|编辑|删除|下载|导出|打印|领取|申请|添加|重新|批量|一键)(?!详情|更多|原因|此处|这里|链接)[一-鿿]{2})|[在于]后台(?![一-鿿]{0,2}[的内中])|[在于](?:周[一二三四五六日末]|(?:非|法定)?(?:工作|节假)日|夜间|淡季|旺季)|[在于][^，。；,]{1,14}?(?:端|上|中(?!心)|里|内|(?:时间|时段|期间?|范围|区域?)(?:之|以)?外|页面|后台|处(?![理置罚分于])|期间内?|前|后)(?!架|传|载|线|台)|(?:对于?|将|把|向|给|为|按照?|根据|通过|凭|以|用|与|和|跟|同)[^，。；,拒]{1,12}?(?=设为|设成|调为|修改|进行|发起|操作|提交|申请|设置|查看|查询|导出|批量|追加|取消|退款|开具|同享|叠加|同时|一起|合并|索要)"
    r"|[将把][^，。；,]{2,10}?(?:由[^，。；,]{1,8}?)?(?=(?:变更|更改|切换|更换|调整|改)[为成到至])|(?:修改|更正|补充|完善|整改|更换|调整|补齐)[一-鿿]{0,4}后(?=重新|再次|再|可)|(?:以|通过|采用|用)[^，。；,]{1,6}?(?:理由|名义|形式|方式|手段|借口|途径)|预先|[一-鿿]{0,4}联系(?:商家|卖家|店铺|客服)(?=索要|索取|申请|退|修改|取消|补)|(?:与|和|跟|同|向)[^，。；,]{1,6}?(?:协商|商定|约定|沟通)(?:一致)?后?(?=[一-鿿]{4})|(?:帮忙?|替|代)(?:买家|客户|顾客|用户|消费者|客人|旅客|乘客|住客|学员|会员|患者|对方|您|他)(?=[改换退补寄查领删](?!签|派|约|货|款|单|期)[一-鿿]{2})|实现|临时|任何(?=[一-鿿]{2})|只(?=[开退换改收发寄送选买卖][一-鿿])|擅自|私自|无故|无正当理由|借故|任意|随意|单方面?(?=[一-鿿]{2})|恶意|重新|重复(?=[一-鿿]{2})|再(?![生版次])|[\d一二三四五六七八九十两半]+\s*个?(?:工作|自然)?(?:天|日|小时|分钟|月|周|年)(?:之|以)?内(?!的)|走(?=[一-鿿]{2,6}流程)|在线|酌情|自行|自己(?=[一-鿿]{2})(?!的)|直接|批量(?=为|对|将|给)|再次|继续|进行|手动|手工|一次性|随时|提前(?=[一-鿿\d“])|免费|正常|照常|同时|分开|及时|自主|分别|先(?!行|验|试|用|享)|后台|才|即时|自由|当[日天]|单独|另行|主动|首先|使用(?=[一-鿿]*功能)|其|该|此|他们|您|商家|用户|消费者|买家|卖家|店铺|顾客|客户|被|由[^，。；]{1,8}?(?=修改|操作|提交|申请|处理|办理|发起|审批|审核|确认|配送|承运|签收))*"
)
_WHO_BORNE: Final = re.compile(r"(?:账号|角色|本人|人员|统一|代为)*")
_LETS: Final = re.compile(r"(?:允许|准许|禁止)\Z")
_WHOM: Final = re.compile(
    r"[一-鿿A-Za-z]{1,6}?(?:学员|会员|用户|客户|客|商家|店铺?|门店|账[号户]|角色|主播|达人|司机|供应商|经理|店长|员工|商户|[买卖]家|车辆)(?=[一-鿿]{2})"
)
_WHO: Final = re.compile(r"[一-鿿A-Za-z]{2,8}")
_HANDLED: Final = re.compile(r"操作|办理|处理|完成|执行|审批|审核|确认|发起")
_TURNS_TO: Final = ("联系", "咨询")
_LONGEST_WHO: Final = 10
_OF_NAMES: Final = ("n", "j", "k", "g", "x", "eng", "l")


def skip_who(text: Text, start: int, mentions: Sequence[Mention]) -> int:
    """Past who does it: 可|由仓管员|撤单, 只能|由库区主管|锁定."""
    if text.folded[start : start + 1] != "由":
        return start
    who = next((m for m in mentions if m.start == start + 1), None)
    if who is None or not any(c.scheme is ConceptScheme.ROLE for c in who.concepts):
        return _past_anybody(text, start)
    borne = _WHO_BORNE.match(text.folded, who.end)
    end = borne.end() if borne else who.end
    adverbs = ADVERBS.match(text.folded, end)
    return adverbs.end() if adverbs else end


def _past_anybody(text: Text, start: int) -> int:
    """Past one who does it by a name that no vocabulary has, told right before an act."""
    for end in range(start + 3, min(start + _LONGEST_WHO, len(text.folded))):
        adverbs = ADVERBS.match(text.folded, end)
        at = adverbs.end() if adverbs else end
        at += len("代为") if text.folded.startswith("代为", at) else 0
        if text.folded.startswith(_TURNS_TO, at):
            return start
        if _HANDLED.match(text.folded, at) or text.lexicon.action_first.match(text.folded, at):
            told = _WHO.fullmatch(text.folded, start + 1, end)
            return at if told and tagged(told[0])[-1][1].startswith(_OF_NAMES) else start
    return start


def whom_allowed(text: Text, at: int) -> tuple[int, int]:
    """Whom a cue that ends here lets act, up to the verb: 允许|老学员|续费, 不允许|新店|报名; nothing where it names nobody but a party to any
    order, or no verb stands behind."""
    match = _WHOM.match(text.folded, at) if _LETS.search(text.folded, 0, at) else None
    if match is None or not text.lexicon.action_first.match(text.folded, match.end()):
        return 0, 0
    return match.span()
