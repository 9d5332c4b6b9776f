"""What may, may not or must be done, told item by item below a cue that has no object of its own: 拼餐商品不允许设置：1… 2…;
必须填写：· … · …; 成团后，商家可以：….

What stands below such a line is no condition of it: each item is what the rule is about, behind what it tells of when or of whom
(付定金后|变更供货主体; 对连续30天无出单的分销商|解除授权).
"""

import re
from dataclasses import replace
from typing import Final

from extract.cases import own_spots
from extract.clauses import Clause
from extract.clues import About, Clue, cue_of
from extract.conds import Alternatives, join
from extract.cues import Cue, CueKind, cue_words, find_cues, thought_cues
from extract.doings import without_doing
from extract.items import TICKS
from extract.limits import Place, find_limits
from extract.ownwords import own_condition
from extract.page import Page
from extract.regions import BRACKET
from extract.restrictions import add_by_kind
from extract.statements import Sentence, enumerated
from extract.under_heads import heads
from extract.verb_phrases import verb_at
from extract.who_does import ADVERBS
from ontology.kinds import ConstraintKind, Modality

_VERB: Final = re.compile(
    r"(?:首?先|同时|一并|自行|如实|完整|继续|正常|照常|再)*(?:在?(?:本|该)?页面?)?"
    r"(?P<verb>填写|填报|录入|输入|设置|设定|配置|勾选|选择|提供|提交|上传|准备|备齐|携带|出示|附上|附带|注明|标注|开启|启用|"
    r"(?P<change>修改|更改|变更|调整|编辑|改动|更换|替换)|(?P<vague>进行|使用|操作|办理|执行|做|完成)|)"
    r"(?:以下|下列|如下|下述)?(?:的?(?:内容|信息|材料|资料|事项|项目|字段|操作|功能|服务|选项|权益|凭证|证件|文件))?[】\]]?"
)
_THESE: Final = re.compile(r"(?:以下|下列|如下|下述)(?:的?(?:内容|事项|项目|操作|功能|服务|选项|权益|设置|权限))")
_SUCH: Final = re.compile(r"以下|下列|如下|下述")
_CASES: Final = re.compile(r"(?:以下|下列|如下|下述|任[一意何])[^，,。；;]{0,8}?(?:情[形况]|行为|条件|原因)")
"""What stands below is when, and not what: 有以下任一情形，|申请不予受理："""
_NAME: Final = re.compile(r"[^，。；：？！,;:?!\s][^，。；：？！,;:?!]{1,19}")
_CASE: Final = re.compile(r"(?P<what>[^，,。；;：:]{2,20}?)(?P<so>的|时|后|前|期间)?[，,]\s*")
"""Of whom or when an item tells, before its comma: 涉及品牌的，|提供授权书."""
_ADDS: Final = re.compile(rf"[，,](?!除)|{BRACKET}")
"""What parts an act from what is said of it besides; brackets that take something out of it stand in the open."""
_WHEN: Final = re.compile(
    r"在?(?P<when>[一-鿿A-Za-z]{2,10}?(?:(?:之|以)?[后前]|期间|过程中|期限?内|(?<![其集])中|(?<![及随按准临小同])时))(?=[一-鿿]{2})"
)
_OF_WHOM: Final = r"对于?(?P<whom>[^，,。；;：:]{2,16}的(?:%s|[一-鿿]{0,4}[商户员家者客单]))(?=[一-鿿]{2})"
_MODALITIES: Final = {
    CueKind.ALLOW: Modality.ALLOWED,
    CueKind.FORBID: Modality.FORBIDDEN,
    CueKind.REQUIRE: Modality.REQUIRED,
    CueKind.NOT_REQUIRE: Modality.NOT_REQUIRED,
}
Spans = tuple[tuple[int, int], ...]


def acts_below(page: Page, sentence: Sentence, clause: Clause) -> Spans:
    """The items that a clause says may or must be done; none where it has an object of its own or they name kinds."""
    text, cue = page.told.folded, clause.cue
    if cue is None or cue.kind not in _MODALITIES or clause.end < sentence.end - 1:
        return ()
    ticked = text[sentence.start] in TICKS and text.startswith("\n", sentence.end)
    led = next((below for _, end, below, _ in heads(page.told) if end == cue.end), ())
    if not (ticked or led) and not re.search(r"[:】]\s*\Z|[:】]\S\Z", text[sentence.end - 1 : sentence.end + 1]):
        return ()
    told = _VERB.fullmatch(text[cue.end : clause.end].strip())
    before = text[clause.start : cue.lead]
    if _CASES.search(text, sentence.start, clause.start):
        return ()
    if told is None or (_SUCH.search(before) and not _THESE.search(before)):
        return ()
    if led:
        names = tuple((start, end) for start, end, bare in led if bare)
    else:
        names = tuple(_name(page, *span) for span in enumerated(page.told, cue.end, sentence.end, page.items))
    acts = tuple((_lead(page, *name)[0], name[1]) for name in names)
    if not names or any(not _NAME.fullmatch(text, *act) for act in acts) or any(_states(page, *one) for one in names):
        return ()
    used = bool(told["change"] or told["verb"]) or text[cue.start : cue.end].endswith("使用")
    kinds = (
        0
        if (told["verb"] and not (told["vague"] or told["change"])) or thought_below(page, clause)
        else sum(_is_kind(page, *act, used=used) for act in acts)
    )
    return names if kinds * 2 < len(names) else ()


def thought_below(page: Page, clause: Clause) -> tuple[Cue, ...]:
    """The cue of a clause as it is to be thought in the items below it that must be read with it."""
    if clause.cue is None or clause.cue.under:
        return ()
    return tuple(cue for cue in thought_cues(page.told) if cue.under == clause.cue.end)


def read_acts(clue: Clue, names: Spans) -> bool:
    """A rule for each of what stands below."""
    page, cue = clue.page, cue_of(clue)
    told = _VERB.fullmatch(page.told.folded[cue.end : clue.clause.end].strip())
    verb = told["verb"] if told and not told["vague"] else ""
    modality = _MODALITIES[cue.kind]
    duty = modality in (Modality.REQUIRED, Modality.NOT_REQUIRED)
    head = page.told.raw[cue.lead : clue.clause.end].rstrip("：:】] ")
    alternatives, feature = clue.all_conditions(), next(iter(clue.context()), None)
    if duty:
        alternatives, feature = without_doing(page, alternatives, feature)
    for start, end in names:
        begin, own = _lead(page, start, end)
        act = re.sub(r"\s+", "", page.told.raw[begin:end])
        name = act.removeprefix(verb) if duty else act
        about = About(feature, effect=verb + name) if duty else About(verb + name)
        kind = ConstraintKind.PREREQUISITE if duty else ConstraintKind.APPLICABILITY
        before, told_of = len(clue.state.drafts), join(alternatives if alternatives != ((),) else (), own) or ((),)
        words = f"{head}：{page.told.raw[start:end].strip()}"
        place = Place(begin, end, (), clue.start)
        bounds = find_limits(page, place, feature=feature or about.feature)
        limits = () if modality is Modality.FORBIDDEN else tuple(bounds)
        clue.state.drafts += [replace(limit, conditions=one, words=words) for limit in limits for one in told_of]
        if not duty or not limits:
            add_by_kind(clue, about, modality, told_of, rule=f"rule.{modality.lower()}", kind=kind, words=words)
        clue.state.drafts[before:] = [replace(draft, end=end) for draft in clue.state.drafts[before:]]
    return True


def _lead(page: Page, start: int, end: int) -> tuple[int, Alternatives]:
    """Where the act of an item begins, and of whom or when it is told."""
    text, begin = page.told.folded, start
    found: Alternatives = ()
    case = _CASE.match(text, begin, end)
    if case and (case["so"] or _acts(page, case.end(), end)):
        own = own_spots(page, *case.span("what"))
        begin, found = (case.end(), own) if own else (begin, ())
    words = cue_words(page.told.lexicon.vocabulary)
    for lead, group in ((_WHEN, "when"), (re.compile(_OF_WHOM % f"{words.bearer}|{words.kind}"), "whom")):
        told_of = lead.match(text, begin, end)
        if told_of and _acts(page, told_of.end(), end):
            own = _when(page, *told_of.span(group)) if group == "when" else own_spots(page, *told_of.span(group))
            begin, found = told_of.end(), join(found, own)
    return begin, found


def _when(page: Page, start: int, end: int) -> Alternatives:
    own = own_condition(page.told, start, end)
    return ((own,),) if own else ()


def _acts(page: Page, start: int, end: int) -> bool:
    """Whether words begin with an act, behind adverbs."""
    adverbs = ADVERBS.match(page.told.folded, start, end)
    return bool(verb_at(page.told, adverbs.end() if adverbs else start))


def _name(page: Page, start: int, end: int) -> tuple[int, int]:
    """An item without the marks around it, and without what a comma or brackets add to its act: 降价促销|，折扣不得低于5折."""
    text, words = page.told.folded, page.told.folded[start:end]
    left, right = start + len(words) - len(words.lstrip(" \t\n　")), start + len(words.rstrip(" \t\n　；;。，,、"))
    case = _CASE.match(text, left, right)
    act = case.end() if case and case["so"] else left
    more = _ADDS.search(text, act, right)
    return (left, more.start()) if more and _acts(page, act, more.start()) else (left, right)


def _states(page: Page, start: int, end: int) -> bool:
    return any(cue.kind in _MODALITIES for cue in find_cues(page.told, start, end))


def _is_kind(page: Page, start: int, end: int, *, used: bool) -> bool:
    """Whether an item names a kind or a case: 预售订单, 已发货的, 与商品无关的; what is `used` may be known for a kind by its name: 优惠券."""
    words = cue_words(page.told.lexicon.vocabulary)
    bears = r"订单|商品|商[家户]|店铺|[用客]户" if used else f"{words.bearer}|{words.kind}"
    borne = re.compile(rf"(?:{bears}|的[一-鿿]{{0,4}})\s*\Z").search(page.told.folded, start, end)
    known = not used and any(start <= m.start and m.end + 1 >= end for m in page.marks)
    acts = _acts(page, start, end)
    state = re.compile(r"\s*(?:已|未|无|非|有)").match(page.told.folded, start, end)
    return not acts and bool(borne or known or state)
