"""What a permission is about that tells where it is done: 未使用的会员卡|可在门店后台-会员管理-退卡中心|发起退卡.

It is the act behind the way, what is clicked there (点击“改期”), or what the way ends in (…-新建报价|中提交); to look at something is
no act that anybody needs leave for.
"""

import re
from typing import Final

from extract.clues import VAGUE, Clue, cue_of
from extract.conds import Alternatives

_TO: Final = re.compile(
    r"\s*(?:直接|自行|自助|登录|登陆|先)*(?:在|从|到|去|至|于|通过|经由?|进入|前往|登录)[^，。；]{0,4}\Z"
)
_IN: Final = re.compile(
    r"[\s”\"’」』】]*(?:页面?|模块|栏目?|菜单|功能)?(?:[中里内上下处])?\s*(?:进行|操作|自助|自行|直接|线上|在线|重新)*(?!\Z)\s*"
)
_CLICKED: Final = re.compile(
    r"(?:点击?|单击|点选|选择)\s*[【“\"「『\[]\s*(?P<label>[一-鿿A-Za-z]{2,10})\s*[】”\"」』\]]?(?:按钮)?\s*"
)
_ACT: Final = re.compile(r"[一-鿿A-Za-z0-9]{2,14}")
_LOOKS: Final = re.compile(
    r"查[看询阅找]|浏览|了解|看到|找到|查到|获取|关注|咨询|联系|下载|参[考看]|操作查看|搜索|筛选"
)
_ONLY_DONE: Final = re.compile(r"(?:提交|操作|办理|处理|申请|发起|设置|完成|进行|新增|添加|创建)")
_PLACE_LAST: Final = re.compile(r"(?:中心|管理|列表|详情|页面?|记录|专区|设置)\Z")
_PLACE_FIRST: Final = re.compile(r"[一-鿿]{2,8}?(?:中心|管理|列表|详情|页面?|工具|服务|记录|专区|平台)(?=[一-鿿]{2})")


def done_there(clue: Clue) -> str | None:
    """What a clause lets be done behind a way; None where it tells none or only where something is to be seen."""
    page, cue, stop = clue.page, cue_of(clue), clue.clause.end
    told = page.told.folded
    way = next(
        (s for p in page.paths for s in p.spans if s.field == "ANSWER" and cue.end <= s.start and s.end <= stop), None
    )
    if way is None or not _TO.match(told, cue.end, way.start):
        return None
    inside = _IN.match(told, way.end, stop)
    rest = told[inside.end() if inside else way.end : stop].strip()
    if clicked := _CLICKED.fullmatch(rest):
        return clicked["label"]
    if not rest or _ONLY_DONE.fullmatch(rest):
        return _last(clue, way.start, way.end)
    if _LOOKS.match(rest) or VAGUE.fullmatch(rest) or not _ACT.fullmatch(rest):
        return None
    return rest if page.told.lexicon.action_first.match(rest) or _ONLY_DONE.match(rest) else None


def is_of_some(clue: Clue, alternatives: Alternatives) -> bool:
    """Whether what is told holds for some alone: of a known kind or state, or of those told by 的; what is done on the way is none."""
    told = clue.page.told.folded
    return any(not c.discovered or "的" in told[c.start : c.end + 1] for one in alternatives for c in one)


def _last(clue: Clue, start: int, end: int) -> str | None:
    """The act that a way ends in, without the place before it: …-退卡中心|申请退卡."""
    text = clue.page.told
    label = re.split(r"[-—–>→＞》\s]+", text.folded[start:end])[-1]
    place = _PLACE_FIRST.match(label)
    words = label[place.end() :] if place and text.lexicon.action_first.match(label, place.end()) else label
    acts = text.lexicon.action_first.search(words)
    return words if acts and not _LOOKS.match(words) and not _PLACE_LAST.search(words) else None
