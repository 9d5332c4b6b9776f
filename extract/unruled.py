"""Clauses with a cue that state no rule: what may be so, words of courtesy, where more is to be seen, what a page looks like, what something is."""

import re
from typing import Final

from extract.clues import Clue, cue_of
from extract.cues import CueKind
from extract.text import Text
from ontology.kinds import Modality

_MAYBE: Final = re.compile(
    r"可能(?:会|将|是|存在)?\s*\Z|(?:也许|或许)\s*\Z|(?:并非|不是)(?:只有?|仅有?|所有|全部|任何|每|说|指|意味|代表)[^，。]*\Z|(?:不意味着|不代表|不等于)[^，。]*\Z|是否[^，。]{0,8}\Z|为什么[^，。]*\Z|(?<![管论是])(?:哪[些种类几]|什么样的)[^，。；都均也]{0,12}\Z"
)
_EXPLAINS: Final = re.compile(
    r"[^，。；]{0,24}?(?:可能|通常|一般|大多|往往|多)(?:是|因|由)|[^，。；]{0,24}?(?:常见|主要|可能的?)?原因(?:如下|有|是|为|包括|可能|通常|[:：])"
)
_SAYS_NOTHING: Final = re.compile(
    r"以[^，。；]{2,14}为准|不受(?:任何|此|该|其|后续|上述)?[^，。；]{0,6}影响|仅?供(?:您|商家|各位)?参考|(?:请|敬请|望)(?:您|各位|商家|大家)*(?:知晓|知悉|悉知|谅解|理解|见谅|放心|留意|注意|耐心|按提示|按顺序|结合)"
    r"|(?:请|可以?|敬请)(?:前往|至|到|在|于|去|通过)[^，。；可]{2,24}?(?:查看|查询|查阅|找到|看到|查到|了解|下载|获取|关注|咨询)(?:哦|喔|呢|~)*[”\"]?\s*\Z"
    r"|(?:可以?|敬请)(?:前往|至|到|在|于|去|通过)[^，。；可]{0,12}(?:[”\"】]|[记纪]录|中心|页面?|详情|列表|后台)[^，。；可]{0,3}(?:查看|查询|查阅|看到|了解|关注)[^，。；的]{1,8}\Z"
    r"|会?随着?[^，。；]{2,20}(?:变化|波动|变动|浮动)(?![，,])|会随着?[^，。；而]{2,20}(?:微调|调整|更新|更替)\s*\Z"
    r"|将(?:会)?(?:另行|提前|再)(?:通知|公告|公布|发布)"
    r"|请(?:您|商家)?(?:先|务必|再次|逐一|逐项)*(?:确认|核对|检查)\s*\Z"
    r"|请(?:您|各位[一-鿿]{0,4}|大家)*(?:务必)?(?:记得|对照|逐一|逐项|谨慎|合理(?=安排|规划)|重视|(?:仔细|认真)阅读|保持[一-鿿]{1,8}畅通)"
    r"|(?:可以?|不妨)先?(?:自查|自行排查|善用|活用|巧用|多看看|对照|参[考照])(?!价)"
    r"|需要?(?:大家|各位[一-鿿]{0,4}|你我|双方|每一?[位个]人?)+(?:一起|共同|携手)|支持(?:商家|卖家|商户|门店|老板|各位|大家)[一-鿿]{0,2}把"
    r"|(?:需要?|如需|想要?)(?:进一步|更多|其[他它]|人工)?(?:协助|帮助|支援|咨询|服务)[一-鿿]{0,3}?(?:请|可)(?:洽|联系|咨询|拨打|找)"
    r"|(?:不用|无需|不必|不需要?)(?:您|再|另行|额外)*(?:通知|担心|操心|着急)|默认(?:跟随|沿用|继承|取自)"
)
"""Words of courtesy, and where more is to be seen."""
_ADVISED: Final = re.compile(
    r"(?:可以?|不妨|能)先?[^，。；]{0,24}?(?:(?:看|试|测|算|查)(?:一下|一[看试测算查])|(?P<verb>[看试测算查问聊逛学听练翻])(?P=verb)|多[看问学练听拍留试想](?:几|一?些|点)|再试(?:一[次遍])?|重试(?:一[次遍])?)"
    r"|(?:麻烦|烦请|还请|辛苦)[^，。；]{0,8}?(?:解释|沟通|安抚|说明)(?:清楚|一下|到位)?\s*\Z|(?:可以?|欢迎)(?:直接|随时)?[给向跟]我们(?:留言|反馈|提)"
    r"|可以?在[^，。；可]{2,20}[里中内上](?:筛选|搜索|按[^，。；]{1,6})?(?:查看|查询|查到|看到|筛选)\s*\Z"
    r"|需要?多(?:看看|听听|问问|关注|留意|观察)|(?:可以?|欢迎|记得)先?(?:收藏|码住|转发)(?:起来|一下|备用|[~～！!。\s]|\Z)"
    r"|希望[^，。；的]{0,10}(?:可以?|能)|(?:可以?|不妨|最好)先?(?:让|请|找|叫|麻烦)[^，。；]{1,10}(?:帮忙?(?:您|你)?看|一[眼遍]|对照|截[个张])"
    r"|(?:可以?|能)让(?:您|大家|顾客|客人|用户|买家|消费者)[^，。；]{0,4}(?:一眼|记住|感[到受]|觉得|更|信任|[放安]心)|收藏(?:本|此|该)(?:页|文|篇)|(?:打印|保存|收藏|抄|记)[^，。；]{0,4}(?:贴在|备用|留底|备查|对照)"
    r"|(?:后续|未来|新|之后)的?版本[^，。；]{0,6}(?:支持|开放|增加|上线)|尽(?:最大)?(?:力|量|可能)(?:地|去|为[一-鿿]{1,3})?(?:支持|满足|保障|协助|提供|安排|优化)|(?:会|将)(?:持续|不断|陆续|逐步)(?:优化|完善|改进|支持|开放|增加)"
    r"|需要?(?:帮忙|帮助|协助|支援)的?话?[，,]?(?!的)[^，。；]{0,6}(?:客服|管家|顾问|专员|小二|我们)"
    r"|(?:可以?|欢迎|请)(?:扫码|申请)?(?:加入?|进入?)[^，。；]{0,10}群(?!发)|(?:其[他它余]|更多|别的)(?:的)?(?:问题|疑问)[^，。；]{0,4}(?:可以?|请|欢迎)"
    r"|在[^，。；]{2,16}(?:[里中内上]|[”\"」】])(?:均|都)?(?:可以?|能)(?:直接)?(?:查到|看到|找到|查看|查询)\s*\Z"
    r"|请(?:您|商家)?(?:按照?|参照|根据|依照)(?:下面|以下|下列|下述|下表|如下|上述)[^，。；]{0,8}(?:操作|处理|办理|执行|进行)\s*\Z"
    r"|请(?:您|商家)?(?:先|务必)?(?:确认|核对|分清|弄清|看清)(?:一下|自己|您|清楚)*(?:属于|是)?(?:哪|什么|何)"
    r"|(?:可以?|敬请)(?:前往|至|到|在|于|去|通过)[^，。；可]{0,12}(?:[”\"】]|[记纪]录|中心|页面?|详情|列表)[^，。；可]{0,3}(?:搜索|查找|检索)[^，。；的]{1,8}\Z"
)
"""What is but advised, promised, or told for those who look for something: 可以先退出登录|再试一次, 尽力支持, 可以加…交流群."""
_ATTRIBUTE: Final = re.compile(
    r"的(?!(?:[哈呢呀哦亲喔啦]|\Z|[，,。；;！!~]))[一-鿿A-Za-z0-9]"
    r"|[一-鿿]{1,6}?的[一-鿿]{1,8}?(?:也|都|各|均|各有)*(?:不一样|不尽?相?同|有别|(?:整理|汇总|归纳|罗列|列举|介绍|说明)?(?:如下|见下))"
    r"|[一-鿿]{1,4}?(?:的(?:内容|范围|字段|项目|事项|类型|数量|曝光|额度|操作)|项|字段)(?:[也均都有是为见可按如]|不同|包括|[:：]|\Z)"
)
"""What stands behind a word that only tells of the thing behind it: 可修改|的内容也不同, 不支持|的快递公司."""
_IS_A: Final = re.compile(r"是一[种个款类项][^，。；]{0,12}\Z")
_TO_CHOOSE: Final = re.compile(r"(?:决定|确定|了解|查看|判断|区分|列出|介绍)[^，。；]{0,6}\Z")
"""What is but told or chosen, before what may be of it: 再决定|可以选的套餐."""
_MOST: Final = re.compile(
    r"(?:多数|大部分|绝大部分|不少|许多|很多)的?[一-鿿]{1,6}?(?:均|都|也)?\Z|有(?:很多|许多|大量|不少|丰富|各[类种])[^，。；]{2,12}\Z"
)
"""What is told of most, or of what there is much of, holds for nobody certain: 多数房源|都能用, 有许多模板|可以使用."""
_DEFINES: Final = re.compile(
    r"[^，。；：]{1,14}[，,]?(?:是指|指的是|即指)(?:[^。；]*的[一-鿿A-Za-z]{1,6}|[^，。；]+)|[^，。；的]{1,9}(?P<kind>[一-鿿])是(?:由|[一两二三四五]|[^，。；]{3,}?[、，])(?![^。；]*(?:不[可能得支予允]|无法|禁止))[^。；]*的[一-鿿]{0,6}(?P=kind)"
)
"""What only says what something is: 联票是两家乐园发售、可在各馆使用的门票."""
_SHOWS: Final = re.compile(
    r"(?:页面?|屏幕?|列表|看板|仪表盘|图表?|界面|记录|首页)[上中里内]?(?:[^，。；]{0,4})(?:默认|自动|同步|会|将|只|仅|均|都|实时)*(?:显示|展示|呈现|按[^，。；]{1,10}排[序列])"
)
"""How a page looks: 列表|默认按创建时间排序."""
_OF_THING: Final = re.compile(r"[一-鿿]{1,6}?的[一-鿿]{1,6}")
_COMPARES: Final = re.compile(r"\s*(?:低于|高于|大于|小于|超过|少于|多于|等于|超出|早于|晚于|短于|长于)")
_COUNTS: Final = re.compile(
    r"(?:有|分为?|包括|存在)(?:以下|下列|如下)?[一二两三四五六七八几多\d]+[种类个](?:情[况形]|原因|可能|类型|场景|方式|途径)\s*\Z"
)
"""What only says how many cases are told of below: 停止投放|通常有三种情况."""
_ENOUGH: Final = re.compile(r"就(?:可以|行|好|能)[了啦]?\s*\Z")
"""A step is all that it takes: 清一下缓存|就可以了."""
_FEW: Final = re.compile(r"\s*(?:几|数|若干|一段|一定的?|较长|更长)[个天分小秒时]?")


def defines(text: Text, start: int, end: int) -> bool:
    """Whether a sentence only says what something is."""
    return _DEFINES.fullmatch(text.folded, start, end) is not None


def advises(clue: Clue) -> bool:
    """Whether a clause but advises or promises, so that nothing in it rules."""
    return _ADVISED.search(clue.page.told.folded, clue.clause.start, clue.clause.end) is not None


def states_nothing(clue: Clue) -> bool:
    """Whether the cue of a clause makes no statement, so that there is nothing to read."""
    cue, clause, told = cue_of(clue), clue.clause, clue.page.told.folded
    if _MAYBE.search(told, max(clause.start, cue.lead - 16), cue.lead) or _SAYS_NOTHING.search(
        told, clause.start, clause.end
    ):
        return True
    if advises(clue):
        return True
    if _COMPARES.match(told, cue.end, clause.end) or _FEW.match(told, cue.end):
        return True
    if _COUNTS.search(told, cue.end, clause.end):
        return True
    if _ENOUGH.search(told, cue.lead, clause.end) and clue.all_conditions() == ((),):
        return True
    if cue.kind is CueKind.ALLOW and _MOST.search(told, clause.start, cue.lead):
        return True
    if cue.kind is CueKind.FORBID and _EXPLAINS.match(told, cue.end, clause.end):
        return True
    return _only_describes(clue) or _only_leads_elsewhere(clue)


def _only_describes(clue: Clue) -> bool:
    """Whether a clause tells what something is or how a page looks: 一种可编组的周转工具, 可修改的内容也不同, 列表默认按时间排序."""
    text, cue, clause = clue.page.told, cue_of(clue), clue.clause
    if cue.kind in (CueKind.ALLOW, CueKind.FORBID) and (
        _ATTRIBUTE.match(text.folded, cue.end, clause.end) or _IS_A.search(text.folded, clause.start, cue.lead)
    ):
        return True
    if cue.kind is CueKind.ALLOW and _TO_CHOOSE.search(text.folded, clause.start, cue.lead):
        return _OF_THING.fullmatch(text.folded, cue.end, clause.end) is not None
    looks = _SHOWS.search(text.folded, clause.start, clause.end) if cue.kind is CueKind.AUTOMATIC else None
    named = text.folded[cue.start : cue.end] == "要求" and not text.folded[cue.end : clause.end].strip()
    return named or (looks is not None and (looks[0][-1] in "序列" or clue.all_conditions() == ((),)))


def _only_leads_elsewhere(clue: Clue) -> bool:
    """Whether a request right behind what is forbidden says but what to do instead: 预授权交易不适用撤销，|请使用解冻接口."""
    cue, state = cue_of(clue), clue.state
    asks = clue.page.told.folded[cue.start : cue.end] == "请" and cue.lead - clue.clause.start <= 1
    last = state.drafts[-1] if state.drafts else None
    first = clue.page.told.folded[cue.end : cue.end + 1] == "先"
    return (
        asks and not first and last is not None and last.modality is Modality.FORBIDDEN and last.end + 3 >= clue.start
    )
