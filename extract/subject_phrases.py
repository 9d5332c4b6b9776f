"""What stands before a cue and names what it is about: a function (批量改价|仅支持…), an act (关闭店铺|只能由店主操作)."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from extract.alone import ALONE
from extract.bare_names import is_no_name
from extract.concepts import Mention
from extract.cues import Cue, CueKind, cue_words, find_cues
from extract.fronted import PARTY, clause_start
from extract.text import Text, parted
from extract.verb_phrases import Verbal, verb_at
from ontology.names import fold

_SUBJECT: Final = re.compile(
    r"(?:\A|[，,。；;：:\s、的在若如后前时对于])[“\"「【]?(?P<name>[一-鿿A-Za-z0-9]{2,12}?(?:[”\"」】][一-鿿]{1,4})?)[”\"」】]?(?P<tail>的?功能|服务|业务|工具|活动|权益|按钮|入口)?\s*\Z"
)
_THING: Final = re.compile(r"(?:标签|活动|优惠券?|券|权益|计划|工具|插件|模板|报表|中心|期|红包|资质|专区|频道|套餐)\Z")
_LEAD: Final = re.compile(r"^(?:其中|目前|此外|另外|且|并|再|也|均|都|已|仍|还|将|被|不|未|可|能|能够|自行|手动|随时)+")
_EACH_LAST: Final = re.compile(r"(?<=[一-鿿]{2})每[一两]?个?[天日周月季年次]\Z")
"""How often, at the end of what is limited: 免费改签|每月."""
_EACH_FIRST: Final = re.compile(
    r"(?![每各同单本该])[一-鿿]{4,6}?(?:每[一两]?个?[天日周月季年次]|单[日笔次月周])(?=[一-鿿]{2})"
)
"""Of whom and how often, before what is limited: 个人商户单日|提现."""
_WHEN_BEFORE: Final = re.compile(
    r"[一-鿿]{2,8}(?:(?<![以之目此最先售稍随])(?:之|以)?[后前](?![台端续期])|期间|过程中)(?=[一-鿿]{2})"
)
"""When, before what a statement is about: 发票开具后|抬头不可更改."""
_ROW: Final = re.compile(r"[、/]|以及|或者?|和|及|与")
_ACTS: Final = re.compile(
    r"(?P<acts>[一-鿿A-Za-z、/]{2,24}?)(?P<such>等?(?:[一二两三四五六七八九十]?[项种类个])?(?:操作|业务))?(?:均|都|也|则|一律|只|必|统一)*"
)
"""What is done, told before a cue, with what sums it up: 关闭店铺、注销账户等操作|均."""
_BY_WHOM: Final = re.compile(
    r"先?(?:由|经|经过)?[^，,。；;：:的]{1,12}?(?:操作|办理|完成|处理|审批|审核|同意|授权|批准|确认|执行|负责)(?:之?后)?(?:才|方)?(?=[，,。；;！!\n（(]|\Z|[可能])"
)
"""Who does it or lets it be done, behind the cue: 须|由法人本人办理, 需|店长审批."""
_NO_THING: Final = re.compile(r"[后前时中者内]\Z|[一-鿿](?:之|以)?[后前时][一-鿿]|的")
_LONGEST: Final = 10
_SHORTEST: Final = 2
_MAY: Final = (CueKind.ALLOW, CueKind.FORBID, CueKind.NARROW)


def acts_before(text: Text, cue: Cue, mentions: Sequence[Mention]) -> Iterator[Verbal]:
    """The acts with their objects that are all that stands before a cue: 关闭店铺|只能由店主操作, 整单打折、退菜等操作|须店长审批."""
    start = clause_start(text, cue.lead)
    alone = ALONE.search(text.folded, start, cue.lead)
    told = _ACTS.fullmatch(text.folded, start, alone.start() if alone else cue.lead)
    spans = parted(text, *told.span("acts"), _ROW) if told else []
    such = told is not None and bool(told["such"])
    by_whom = such or alone is not None or _BY_WHOM.match(text.folded, cue.end) is not None
    if cue.kind is CueKind.ALLOW and not by_whom:
        return
    acts = [_is_act(text, *one, mentions, by_whom=by_whom) for one in spans]
    if not all(acts) and not (such and len(spans) > 1 and all(_is_short(text, *one) for one in spans)):
        return
    for begin, stop in spans:
        yield Verbal(text.raw[begin:stop], begin, stop, verb_at(text, begin), "feature.subject")


def _is_act(text: Text, start: int, stop: int, mentions: Sequence[Mention], *, by_whom: bool) -> bool:
    """Whether words are an act with its object; what may be a kind of thing (加密课程) is where somebody does it."""
    words = text.folded[start:stop]
    verb = text.lexicon.action_first.match(words)
    known = cue_words(text.lexicon.vocabulary)
    kind = re.search(rf"(?:{known.bearer}|{known.kind})\Z", words) or any(
        m.start < stop and start < m.end for m in mentions
    )
    if verb is None or not _is_short(text, start, stop) or next(find_cues(text, start, stop), None) is not None:
        return False
    rest = len(words) - verb.end()
    changes = verb[0] in (*known.transitive, *known.elided)
    two_acts = not changes and text.lexicon.action_last.search(words, verb.end()) is not None
    if by_whom:
        return not rest or (rest >= 2 and not two_acts)
    return rest >= 2 and changes and not kind and not text.lexicon.action_last.search(words)


def _is_short(text: Text, start: int, stop: int) -> bool:
    """Whether words of a row that is summed up as acts may be one of them: 整单打折, 退菜."""
    words = text.folded[start:stop]
    return 2 <= len(words) <= _LONGEST and not _NO_THING.search(words) and not is_no_name(words, text)


def subject_phrase(text: Text, end: int, mentions: Sequence[Mention]) -> Verbal | None:
    """The name of a function right before a cue: 批量改价|仅支持, “极速发货”标签|仅限."""
    begin = max(0, end - 18)
    match = _SUBJECT.search(text.folded, begin, end)
    if not match:
        return None
    start, stop = match.span("name")
    lead = _LEAD.match(text.folded[start:stop])
    start += lead.end() if lead else 0
    start = max(start, text.folded.rfind("的", start, stop - 1) + 1)
    stop = each.start() if (each := _EACH_LAST.search(text.folded, start, stop)) else stop
    start = each.end() if (each := _EACH_FIRST.match(text.folded, start, stop)) else start
    start = behind.end() if (behind := _WHEN_BEFORE.match(text.folded, start, stop)) else start
    name = re.sub(r"[“”\"「」【】]", "", text.raw[start:stop])
    bearer = re.search(rf"(?:{cue_words(text.lexicon.vocabulary).bearer})\Z", text.folded[start:stop])
    taken = [m for m in mentions if m.start < stop and start < m.end]
    act = text.lexicon.action_last.search(fold(name))
    part = act is not None and all(start <= m.start and m.end <= stop - len(act[0]) for m in taken)
    if (taken and not part) or (bearer and not _THING.search(name)):
        return None
    verb = text.lexicon.action_first.search(name)
    if re.search(r"(?:[后前时才方内则]|[一-鿿]{2}中)\Z|[后前时][方才则就]", fold(name)) or PARTY.match(fold(name)):
        return None
    if re.match(r"须|需(?!求)|必须|请|以下|下列|下述|如下", fold(name)):
        return None
    ends_in_act = text.lexicon.action_last.search(fold(name))
    if re.search(r"[机器员者人率量额价单号码]\Z", fold(name)) and not (
        match["tail"] or _THING.search(name) or ends_in_act
    ):
        return None
    if re.search(r"跨度|间隔|时间|时长|期限|次数", fold(name)) or re.match(r"[两单]次|单笔|每|同一", fold(name)):
        return None
    if (
        re.search(r"(?:页面|页|列表|后台|系统|账号|平台|规则|比例|金额|次数|时间|时效|费用?|数量)\Z", name)
        or fold(name) in cue_words(text.lexicon.vocabulary).transitive
    ):
        return None
    told = verb or match["tail"] or _THING.search(name) or _is_told_act(text, fold(name))
    if not told or not 2 <= len(name) <= 10 or is_no_name(name, text):
        return None
    return Verbal(name, start, stop, verb[0] if verb else "", "feature.subject")


def _is_told_act(text: Text, name: str) -> bool:
    """Whether words end in an act that no vocabulary has, but that the text tells elsewhere right behind a cue: 跨区代取|仅限…，…不能代取."""
    act = name[-_SHORTEST:]
    return len(name) > _SHORTEST and any(
        cue.kind in _MAY and text.folded.startswith(act, cue.end) for cue in find_cues(text, 0, len(text.folded))
    )
