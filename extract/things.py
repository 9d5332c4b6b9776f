"""Things that no word for a bearer ends, with what is told of them or what happens to them: 材料不齐的|申请, 试用会员|报名时."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extract.conditions import read_conditions
from extract.conds import Alternatives, Cond, join, unique
from extract.cues import cue_words
from extract.facts import ConceptName
from extract.fronted import KIND_LAST, PARTY
from extract.marks import Mark
from extract.ownwords import own_condition
from extract.page import Page
from extract.regions import BRACKET
from extract.shapes import is_time, mishap_last
from extract.subjects import kinds_in
from extract.text import Text, parted
from ontology.figures import COMPARED, as_quantity, find_figures
from ontology.kinds import ConceptScheme
from ontology.words import tagged

_SIZED: Final = re.compile(r"(?P<bound>(?:及|或)?(?:以[上下内外]|之?[内外])?)的?(?P<noun>[一-鿿]{2,6})\s*")
_TOLD_OF: Final = re.compile(
    r"(?P<told>(?:[^，,。；;：:、的]|、[且并]){2,28}|(?:含有?|包含|涉及|带有)[^，,。；;：:的]{3,28})的(?P<head>(?:(?!的)[一-鿿A-Za-z]){2,8}?)(?:当[天日周月季年]|本[周月季年]度?|今后|将)?\s*"
)
_STATED: Final = re.compile(
    rf"{COMPARED.pattern}|[\d一二两三四五六七八九十]+[个次张件天日笔分%]|未|已|被|遭|[无缺]|非(?!常)|不(?!同)|没有|[为是][“「]|达到|\A(?:违反|违背|触犯|涉嫌|不符合?|符合|满足|含有?|包含|涉及|带有)(?=[^，。]{{2}})|(?:造成|导致|引起)\Z|\A(?:从|由|以|凭|用)(?=[一-鿿]{{4}})|\A[一-鿿]{{1,6}}期[内外](?=[一-鿿]{{2}}|\Z)"
)
"""What tells something of a thing: a figure, a state, what it lacks, where it comes from, within which term it is."""
_INVOLVES: Final = re.compile(r"涉及")
_ROW: Final = re.compile(r"\s*(?:、|或者?)\s*")
_OR_ELSE: Final = re.compile(r"[，,、]\s*(?:以及|或者?(?!许))")
_DONE: Final = re.compile(r"(?:[一-鿿]{2,6}?(?:在|从|通过|经)|从|通过)[一-鿿A-Za-z]{2,8}?(?P<act>[一-鿿]{2})")
"""Where or by what way something was done, with the act at the end: 会员在小程序|购买."""
_TERM: Final = re.compile(r"(?P<term>[一-鿿]{1,6}期[内外])(?P<rest>[^，,。；;的]{2,12})")
_AND: Final = re.compile(r"(?<=[一-鿿]{2})(?:而且|并且|且)(?=[一-鿿]{2})")
_NO_THING: Final = re.compile(
    r"(?:原因|方式|方法|规则|流程|步骤|问题|说明|结果|时候|情况下?|部分|操作|功能|页面|提示|基础|前提|时间|内容|要求|标准)\Z"
)
_NO_MARK: Final = re.compile(
    r"\A(?:需要?|想|希望|可|能|会|应|须|请|要|指定|对应|相[关应]|所|负责|具体|常见|正确|清晰|完整|有效|真实|合理|合法|不同|相同|同一|当前|最[新近]|每|本|该|此|各|如|若|当|在|对|为|是|则|即|用于|关于|其|[两一二三四五六七八九十\d])|(?:所|需要?|可以?|应|须|要求|规定)\Z"
)
"""What sets no thing apart: 需要的, 对应的, 完整的."""
_PASSES: Final = re.compile(
    r"(?:时[间段候]|内容|金额|数量|价格|费用|比例|信息|地址|原因|功能|权限|结果|条件|要求|资料|材料|图片|照片|文件|凭证|服务|人|地方|方面|范围|上限|下限|次数|账号|密码|手机号|名称|名字|间隔|距离|时长|期限|跨度)\Z"
)
"""What any matter has: of such things a relative clause says which is meant, not of which kind it is."""
_UNDONE: Final = re.compile(r"撤[回销单]|取消|退[回订]|驳回|放弃|拒[绝收]|终止|中止|停用|作废|移除|下架|封禁|解约|注销")
"""What is done to some of a kind alone, so that it sets them apart: 撤回的|稿件."""
_SYSTEM: Final = re.compile(r"系统|平台|后台|页面|店铺|门店|官方|总部|商城")
_WORD: Final = 2
_SUCH_TAGS: Final = ("v", "vn", "vd", "d", "ad", "a", "b", "m", "t")
_BUT_SOME: Final = re.compile(
    r"(?:\s|但是?|而|其中)*(?P<out>[^，,。；;的]{2,12}?)(?:以外|之外|除外)的(?:其[他它余])?(?P<kind>[一-鿿A-Za-z0-9]{2,8}?)(?:[均都也则]|一律)*\s*"
)
_TIMES: Final = "周[一二三四五六日末]|(?:非|法定)?(?:工作|节假?)日|[淡旺]季|夜间|当[天日]"
_KIND_THEN: Final = re.compile(
    rf"(?P<kind>[一-鿿A-Za-z0-9、]{{2,14}}?){BRACKET}*(?:在|(?<![小大低高多少等早晚位由处属对关])于|经(?:过|由)?)(?P<when>{_TIMES}|[^，,。；;]{{2,20}}(?:后|前|期间|(?<![随及准按同])时|内|情况下|{_TIMES}))(?P<rest>[\d一二两三四五六七八九十半]+[^，,。；;]{{2,16}})?\s*"
)
_KIND_EVENT: Final = re.compile(
    rf"\s*(?P<kind>(?:[一-鿿A-Za-z0-9]{{2,9}}[、和及与])*[一-鿿A-Za-z0-9]{{2,9}}{KIND_LAST}){BRACKET}*(?P<act>(?![之以的])[一-鿿](?![的了在到])[一-鿿])(?:之|以)?(?P<side>时|[后前]|期间)(?:任何情况下|无论如何|一律|的|如|若|，|,|\s)*"
)
_NAME: Final = re.compile(
    r"(?:\s|但是?|而且?|其中|另外|同时|则)*(?:(?![的时后前如若])[一-鿿A-Za-z0-9]){2,8}|\s*[一-鿿]{2,5}(?<![之以])[后前]"
)
_MIDST: Final = re.compile(
    r"(?:\s|但是?|而且?|其中|另外|同时)*(?P<kind>[一-鿿A-Za-z0-9]{2,8}?)(?P<midst>(?:正在?)?(?P<act>(?!进行)[一-鿿]{2})中)(?:的|则|时|，|,|\s)*"
)


def is_thing_told(text: Text, start: int, end: int) -> bool:
    """Whether a stretch is a thing with what is told of it, or several: 类目为“宠物”的小程序, 由总部发放的券，或者以活动价购买的券."""
    several = parted(text, start, end, _OR_ELSE)
    if len(several) > 1:
        return all(is_thing_told(text, *one) for one in several)
    told = _TOLD_OF.fullmatch(text.folded, start, end)
    return (
        told is not None
        and not _NO_THING.search(told["head"])
        and (bool(_STATED.search(told["told"])) or _is_done(text, *told.span("told")) or _sets_apart(text, told))
    )


def _sets_apart(text: Text, told: re.Match[str]) -> bool:
    """Whether what is told of a thing sets it apart: what it does, suffers or is like (爽约的顾客, 私自改装的车辆), and no mere step
    that all of its kind go through (提交的资料), or what it has to do with (对应的商品)."""
    words, head = told["told"].strip(), told["head"].strip()
    step = text.lexicon.action_first.fullmatch(words) and not _UNDONE.fullmatch(words)
    if _NO_MARK.search(words) or _PASSES.search(head) or step:
        return False
    if re.search(rf"(?:{cue_words(text.lexicon.vocabulary).attribute})\Z", head):
        return False
    parts = tagged(words)
    so = [tag for _, tag in parts] in (["n", "v"], ["n", "a"], ["n", "vn"]) and not (
        PARTY.match(words) or _SYSTEM.match(words)
    )
    return (
        (parts[0][1] in _SUCH_TAGS or so)
        and any(tag in ("v", "vn", "a", "vd") for _, tag in parts)
        and (
            tagged(head)[-1][1].startswith(("n", "vn", "x", "j"))
            or text.lexicon.action_first.fullmatch(head) is not None
        )
        and (len(parts) > 1 or parts[0][1] in ("v", "vn", "a"))
    )


def _is_done(text: Text, start: int, end: int) -> bool:
    """Whether a stretch tells by whom or where something was done: 学员在公众号|购买."""
    act = _DONE.fullmatch(text.folded, start, end)
    return act is not None and tagged(act["act"])[-1][1] in ("v", "vn")


def thing_told(page: Page, start: int, end: int, marks: Sequence[Mark]) -> Alternatives:
    """What is told of a thing whose form no other reader knows, and its kind where it is one: 保质期不足三成的|冷冻品."""
    if sized := _of_size(page, start, end) or _but_some(page, start, end, marks):
        return sized
    several = parted(page.told, start, end, _OR_ELSE)
    if len(several) > 1 and is_thing_told(page.told, start, end):
        return tuple(found for one in several for found in thing_told(page, *one, marks))
    told = _TOLD_OF.fullmatch(page.told.folded, start, end)
    if told is None or not is_thing_told(page.told, start, end):
        return _in_midst(page, start, end)
    first, last = told.span("told")
    inside = any(first <= m.start and m.end <= last for m in marks) or _AND.search(page.told.folded, first, last)
    if term := _TERM.fullmatch(page.told.folded, first, last):
        both = [one for group in ("term", "rest") if (one := own_condition(page.told, *term.span(group)))]
        return (unique(both),) if len(both) > 1 else ()
    if each := _involved(page, told):
        return each
    own = None if inside else own_condition(page.told, first, last)
    if own is not None and not own.negated and own.discovered:
        whole = page.told.raw[own.start : told.end("head")]
        own = replace(own, spellings=(*own.spellings, whole))
    state = ((own,),) if own else read_conditions(page.told, first, last, marks, own_words=True)
    bare = told["head"] in page.asked.folded or (len(told["head"].strip()) == _WORD and _sets_apart(page.told, told))
    return join(() if bare else kinds_in(page, *told.span("head")), state) if state else ()


def _involved(page: Page, told: re.Match[str]) -> Alternatives:
    """What a thing involves, an alternative each: 涉及|医疗健康、证券投资|的课程."""
    involves = _INVOLVES.match(page.told.folded, *told.span("told"))
    spans = parted(page.told, involves.end(), told.end("told"), _ROW) if involves else []
    found = [own_condition(page.told, *span) for span in spans]
    if len(found) < _WORD or not all(found):
        return ()
    bare = told["head"] in page.asked.folded or len(told["head"].strip()) == _WORD
    kinds = () if bare else kinds_in(page, *told.span("head"))
    return join(kinds, tuple((one,) for one in found if one))


def _but_some(page: Page, start: int, end: int, marks: Sequence[Mark]) -> Alternatives:
    """Those of a kind that are left where some are taken out: 春节以外的|节假日."""
    told = _BUT_SOME.fullmatch(page.told.folded, start, end)
    if told is None:
        return ()
    out, of = (
        read_conditions(
            page.told, *told.span(group), [m for m in marks if told.start(group) <= m.start], own_words=True
        )
        for group in ("out", "kind")
    )
    bearer = re.fullmatch(cue_words(page.told.lexicon.vocabulary).bearer, told["kind"])
    taken = unique(replace(c, negated=not c.negated) for one in out for c in one)
    return join(() if bearer or told["kind"] in page.asked.folded else of, (taken,)) if taken else ()


def _of_size(page: Page, start: int, end: int) -> Alternatives:
    """Things that a figure with its bounds begins: 1.2米以下儿童, 10人以上的团队."""
    figure = next((f for f in find_figures(page.told, start, end) if f.told and f.start == start), None)
    match = _SIZED.fullmatch(page.told.folded, figure.end, end) if figure is not None else None
    if figure is None or match is None or not all(tag[0] in "nvaj" for _, tag in tagged(match["noun"])):
        return ()
    first, last = match.span("noun")
    if not tagged(match["noun"])[-1][1].startswith(("n", "vn")) or page.told.lexicon.action_first.match(match["noun"]):
        return ()
    measure = page.told.raw[start : match.end("bound")].strip()
    noun = page.told.raw[first:last].strip()
    spellings = (f"{measure}{noun}", f"{measure}的{noun}", measure)
    name = ConceptName(ConceptScheme.CIRCUMSTANCE, spellings[0])
    return ((Cond(name, False, start, end, as_quantity(figure), True, spellings),),)


def is_thing_mishap(text: Text, start: int, end: int) -> bool:
    """Whether a stretch is a thing with what comes about of it: 充电枪损坏."""
    at = mishap_last(text, start, end)
    return at is not None and _NAME.fullmatch(text.folded, start, at) is not None


def kind_then_mishap(page: Page, start: int, end: int, marks: Sequence[Mark]) -> Alternatives:
    """What comes about of a thing (月卡遗失), or the time it is told of, and the thing where it is a kind: 会议室|周末."""
    at = mishap_last(page.told, start, end)
    if at is None or not _NAME.fullmatch(page.told.folded, start, at) or any(m.start < at < m.end for m in marks):
        return ()
    known = [m for m in marks if m.end <= at]
    kinds = read_conditions(page.told, start, at, known) if known else kinds_in(page, start, at)
    apart = known or is_time(page.told, at, end)
    own = own_condition(page.told, at if apart else start, end)
    return join(kinds if apart else (), ((own,),)) if own else ()


def _in_midst(page: Page, start: int, end: int) -> Alternatives:
    """What is being done to a thing, and the thing where it is a kind of its own: 推广计划|投放中."""
    match = _MIDST.fullmatch(page.told.folded, start, end)
    if match is None or not is_act(page.told, match["act"]):
        return ()
    going = own_condition(page.told, *match.span("midst"))
    return join(kinds_in(page, *match.span("kind")), ((going,),)) if going else ()


def kind_then_when(page: Page, start: int, end: int, marks: Sequence[Mark]) -> Alternatives:
    """A kind, and when: 大型家电|经到府检测后, 加急备货单|在确认前."""
    match = _KIND_THEN.fullmatch(page.told.folded, start, end)
    if match is None:
        return ()
    kind = match.span("kind")
    known = any(kind[0] <= m.start and m.end <= kind[1] for m in marks)
    by_whom = page.told.folded.startswith("经", kind[1])
    kinds = kinds_in(page, *kind, row=by_whom) or read_conditions(page.told, *kind, marks if known else ())
    first, last = match.span("when")
    found = join(kinds, read_conditions(page.told, first, last, marks, own_words=True)) if kinds else ()
    rest = match.span("rest")
    return join(found, read_conditions(page.told, *rest, marks)) if match["rest"] else found


def kind_then_event(page: Page, start: int, end: int, marks: Sequence[Mark]) -> Alternatives:
    """A kind, and what happens to it: 试用会员|报名时, 真空包装食品|拆封后; 售后单|关闭后 is told of whatever is worked on."""
    match = _KIND_EVENT.fullmatch(page.told.folded, start, end)
    if match is None:
        return ()
    kind = match.span("kind")
    known = any(m.start < kind[1] and kind[0] < m.end for m in marks)
    if (known and "、" not in match["kind"]) or re.search(
        cue_words(page.told.lexicon.vocabulary).document, match["kind"]
    ):
        return ()
    kinds = read_conditions(page.told, *kind, marks, own_words=True) if known else kinds_in(page, *kind)
    event = match.start("act"), match.end("side")
    return join(kinds, read_conditions(page.told, *event, marks, own_words=True)) if kinds else ()


def is_act(text: Text, words: str) -> bool:
    """Whether two characters are what is done or happens."""
    acts = text.lexicon.action_first.fullmatch(words) or text.lexicon.order_verb.fullmatch(words)
    return acts is not None or [tag for _, tag in tagged(words)] in (["v"], ["vn"])
