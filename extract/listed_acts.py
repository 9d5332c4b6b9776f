"""What may, may not or must be done, told item by item below a cue that has no object of its own: 拼餐商品不允许设置：1… 2…;
必须填写：· … · …; 成团后，商家可以：….

What stands below such a line is no condition of it: each item is what the rule is about.
"""

import re
from dataclasses import replace
from typing import Final

from extract.clauses import Clause
from extract.clues import About, Clue, cue_of
from extract.cues import CueKind, cue_words, find_cues
from extract.doings import without_doing
from extract.items import TICKS
from extract.page import Page
from extract.restrictions import add_by_kind
from extract.statements import Sentence, enumerated
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
    if not ticked and not re.search(r"[:】]\s*\Z|[:】]\S\Z", text[sentence.end - 1 : sentence.end + 1]):
        return ()
    told = _VERB.fullmatch(text[cue.end : clause.end].strip())
    before = text[clause.start : cue.lead]
    if _CASES.search(text, sentence.start, clause.start):
        return ()
    if told is None or (_SUCH.search(before) and not _THESE.search(before)):
        return ()
    spans = enumerated(page.told, cue.end, sentence.end, page.items)
    names = tuple(_name(page, *span) for span in spans)
    if not names or any(not _NAME.fullmatch(text, *name) or _states(page, *name) for name in names):
        return ()
    duty = cue.kind in (CueKind.REQUIRE, CueKind.NOT_REQUIRE)
    if duty and not told["verb"]:
        return ()
    used = bool(told["change"] or told["verb"]) or text[cue.start : cue.end].endswith("使用")
    kinds = (
        0
        if told["verb"] and not (told["vague"] or told["change"])
        else sum(_is_kind(page, *name, used=used) for name in names)
    )
    return names if kinds * 2 < len(names) else ()


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
        name = verb + re.sub(r"\s+", "", page.told.raw[start:end])
        about = About(feature, effect=name) if duty else About(name)
        kind = ConstraintKind.PREREQUISITE if duty else ConstraintKind.APPLICABILITY
        before = len(clue.state.drafts)
        words = f"{head}：{page.told.raw[start:end].strip()}"
        add_by_kind(clue, about, modality, alternatives, rule=f"rule.{modality.lower()}", kind=kind, words=words)
        clue.state.drafts[before:] = [replace(draft, end=end) for draft in clue.state.drafts[before:]]
    return True


def _name(page: Page, start: int, end: int) -> tuple[int, int]:
    """An item without the marks around it."""
    words = page.told.folded[start:end]
    left = len(words) - len(words.lstrip(" \t\n　"))
    return start + left, start + len(words.rstrip(" \t\n　；;。，,、"))


def _states(page: Page, start: int, end: int) -> bool:
    return any(cue.kind in _MODALITIES for cue in find_cues(page.told, start, end))


def _is_kind(page: Page, start: int, end: int, *, used: bool) -> bool:
    """Whether an item names a kind or a case: 预售订单, 已发货的, 与商品无关的; what is `used` may be known for a kind by its name: 优惠券."""
    words = cue_words(page.told.lexicon.vocabulary)
    bears = r"订单|商品|商[家户]|店铺|[用客]户" if used else f"{words.bearer}|{words.kind}"
    borne = re.compile(rf"(?:{bears}|的[一-鿿]{{0,4}})\s*\Z").search(page.told.folded, start, end)
    known = not used and any(start <= m.start and m.end + 1 >= end for m in page.marks)
    acts = page.told.lexicon.action_first.match(page.told.folded, start, end)
    state = re.compile(r"\s*(?:已|未|无|非|有)").match(page.told.folded, start, end)
    return not acts and bool(borne or known or state)
