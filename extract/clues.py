"""A statement with what stands around it, and what it is about: the feature that its phrase names, a part of what the context is
about, or a concept where no feature is known."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from extract.bare_names import is_no_name
from extract.cases import usable
from extract.clauses import Clause
from extract.conds import Alternatives, first_affirmed, join
from extract.cues import Cue, cue_words
from extract.drafts import State
from extract.facts import ConceptName
from extract.frames import Frame
from extract.listed import Listed
from extract.marks import Mark
from extract.page import Page, subject_in
from extract.phrases import Phrase, act_of_item, object_of, same_verb
from extract.verb_phrases import range_of
from ontology.kinds import ConceptScheme
from ontology.names import fold
from ontology.words import tagged

_OF: Final = re.compile(
    r"[”\"」】]?的([一-鿿A-Za-z0-9/、和]{2,12}?)(?=[，,。；;\s（(]|\Z)(?<!订单)(?<!申请)(?<!功能)(?<!按钮)(?<!操作)(?<!服务)"
)
_WITH_SOMEBODY: Final = re.compile(
    r"(?:先|再|主动|及时|自行|适当|直接|尽快|积极)*(?:(?:与|和|跟|同|向|给|让|请|由|对|帮|为|引导|提醒|告知|通知)(?:[买卖]家|消费者|用户|客户|顾客|商家|对方|平台|客服|骑手|供应商|承运商|快递员|收货人)|给予|赠送|补偿|赔付|协商|沟通|致歉)"
)
_REFUSED: Final = re.compile(r"拒[绝不收接付]|推[诿脱]|阻[止碍挠]|变相|诱导|引导|要求|强[制迫行]")
"""What makes another act of a name behind it, so that the name is not what is forbidden: 不得变相拒绝|退款."""
_MAKES_OTHERS: Final = re.compile(
    r"(?:以[^，。；]{1,8}?)?(?P<what>(?:变相)?(?:要求|强[制迫行]|诱导|引导)[^，。；]{4,})"
)
"""That others are made to do something is forbidden, and not what they do."""
_LONGEST_NAME: Final = 14
_LIKEWISE: Final = re.compile(
    r"[^，,。；;]{0,20}[，,]?\s*(?:同样|也)(?:均|都|暂)?(?:不支持|支持|不可以?|可以|不能|能|不允许|允许|无需|不适用|适用)\s*(?:[，,。；;]|\Z)"
)
_SEVERAL: Final = re.compile(r"[一-鿿]{2}(?:[与和及/、]|以及)[一-鿿]{2}\Z")
"""A name of several acts (免密支付开通与关闭), of which a statement that names one is not about the other."""
_QUALIFIED: Final = re.compile(r"全额|部分|批量|单独|分[次批期]|提前|无理由|七天|自动|一键|快速|极速")
"""What makes another function of an act: 退款 is asked about, and 全额退款 is but one."""
_CANNOT: Final = re.compile(r"(?P<verb>(?!查?看)[一-鿿]{1,2})不了")
COST: Final = r"[一-鿿]{1,5}(?:费用?|款|损失|差价|成本|税)"
_COST: Final = re.compile(rf"(?:\A|(?<=[，,。；;的\s]))(?P<thing>{COST})(?:均|都|也)?\Z")
_BORNE_BY: Final = re.compile(r"\s*(?P<who>由[一-鿿]{2,5}(?:承担|负担|支付|自付))\s*")
_LET_OFF: Final = re.compile(
    r"(?:自行|自愿|选择|申请)?(?P<what>免(?:收|除|交|缴|付)?[一-鿿]{1,4}(?:费用?|款|押金|押|息|税|运))\s*"
)
_LONG: Final = 4
_MARKS: Final = re.compile(r"[\s，,。；;：:（()）①-⑳、.．\d一二三四五六七八九十]{0,8}")
"""What parts two sentences or two items of a list."""
_NAME: Final = re.compile(r"(?!的)[一-鿿A-Za-z+]{3,10}")
_ACT: Final = re.compile(r"[一-鿿A-Za-z0-9]{3,9}")
_GIVEN: Final = ("支持", "支援", "适用", "享受", "提供", "开放", "开通")
_TAKES_PART: Final = ("参与", "参加", "加入", "享受")
_FOR_ACTS: Final = re.compile(r"(?:可以?|能够?|不得|允许|禁止)\Z")
_HANDLES: Final = ("处理", "办理", "完成", "执行")
_HANDLED: Final = ("操作", "处理", "办理", "执行")
_HANDLED_THING: Final = re.compile(r"[一-鿿]{2,6}")
VAGUE: Final = re.compile(r"(?:操作|进行|处理|办理|使用|执行|完成|实现|享受|参与|参加|选择)")


@dataclass(frozen=True, slots=True)
class Clue:
    """A statement with what stands around it. `own`: the conditions before its cue, `listed`: those of the items it governs."""

    page: Page
    clause: Clause
    state: State
    frame: Frame
    own: Alternatives
    listed: Listed

    @property
    def start(self) -> int:
        """Where the words of the rule begin: its conditions belong to them."""
        begin = self.state.ifs_start
        return min(self.clause.start, begin) if begin is not None else self.clause.start

    def all_conditions(self, more: Alternatives = ()) -> Alternatives:
        """All that the sentence says; one empty conjunction where it says nothing."""
        found = join(join(self.state.conditions, self.own), join(self.listed.conditions, more))
        return found or ((),)

    def nearest(self) -> str | None:
        """The feature that the clause itself names."""
        return subject_in(self.page, self.clause.start, self.clause.end)

    def _goes_on(self) -> bool:
        """Whether the clause says but yes or no, behind a semicolon: 老店均可使用橱窗；|新店暂不开放."""
        cue, text = self.clause.cue, self.page.told.folded
        between = text[self.state.told[-1].end : self.start]
        return cue is not None and not text[cue.end : self.clause.end].strip() and between.strip() in (";", "；")

    def context(self) -> tuple[str, ...]:
        """The features that it may be about, the closest first."""
        cue = self.clause.cue
        before = subject_in(self.page, self.clause.start, cue.lead) if cue else None
        stop = cue.lead if cue else self.clause.end
        told = [n for n in self.frame.features if names_its_object(self.page, n, self.start, stop)]
        likewise = self.state.told and (_LIKEWISE.match(self.page.told.folded, self.start) or self._goes_on())
        same = self.state.told[-1].feature if likewise else None
        return tuple(dict.fromkeys(n for n in (before, *told, self.state.feature, same, *self.frame.features) if n))


def _is_of(page: Page, words: str, name: str, verb: str) -> bool:
    """Whether words tell of a feature: not where they tell of another act than its own, done with somebody (与消费者沟通 beside 发货) or
    to another thing (处理|已有单据 beside 下单)."""
    acts = page.told.lexicon.action_first.match(fold(name))
    shared = set(fold(words)) & (set(fold(name)) - set("订单商品"))
    if _REFUSED.search(fold(words)) and not _REFUSED.search(fold(name)):
        return False
    return not acts or bool(shared) or not (_WITH_SOMEBODY.match(fold(words)) or (verb in _HANDLES and words))


def names_its_object(page: Page, label: str, start: int, end: int) -> bool:
    """Whether a stretch names what a feature is done to: 服务费 of 修改服务费."""
    verb = page.told.lexicon.action_first.match(label)
    thing = label[verb.end() :] if verb else ""
    return len(thing) >= 2 and thing in page.told.folded[start:end]


@dataclass(frozen=True, slots=True)
class About:
    """What a rule is about: a feature, else a concept; what of it, and what happens to it."""

    feature: str | None
    subject: ConceptName | None = None
    scope: str | None = None
    effect: str | None = None


def cue_of(clue: Clue) -> Cue:
    assert clue.clause.cue is not None
    return clue.clause.cue


def words_from_cue(clue: Clue) -> str:
    """What a clause says from its cue on, without 既."""
    cue = cue_of(clue)
    return clue.page.told.raw[cue.lead : clue.clause.end].removeprefix("既")


def made_to_do(clue: Clue) -> str | None:
    """What others are made to do, where a clause is about that; empty where it is too long for a name."""
    page, cue = clue.page, cue_of(clue)
    found = _MAKES_OTHERS.match(page.told.folded, cue.end, clue.clause.end)
    words = re.sub(r"\s+", "", page.told.raw[found.start("what") : found.end()]) if found else None
    return words if words is None or len(words) <= _LONGEST_NAME else ""


def find_about(clue: Clue, phrase: Phrase, *, bare: bool) -> About | None:
    """What a permission is about: what its verb phrase names, a part of what the context is about, or that itself."""
    page, cue = clue.page, cue_of(clue)
    made = made_to_do(clue)
    if made is not None and not _REFUSED.match(fold(phrase.feature or "")):
        return About(made) if made else None
    if (
        told := _cannot_be(clue)
        or _borne_by(clue)
        or _let_off(clue)
        or _said_by_name(clue)
        or act_of_item(page, phrase, cue)
        or _told_in_full(clue, phrase.feature or "")
    ):
        return About(told)
    before = subject_in(page, clue.clause.start, cue.lead)
    verb = page.told.folded[phrase.verb_start : phrase.verb_end]
    words = object_of(page, phrase)
    context = clue.context()
    if context and phrase.feature is None and verb + words and not range_of(page.told, cue.end, verb + words):
        return About(context[0])
    if (
        verb
        and not words
        and (fuller := _in_brackets(clue, verb) or _fuller(clue, phrase, verb) or _just_told(clue, phrase, verb))
    ):
        return About(fuller)
    if phrase.feature and not words and not any(_is_act(page, name, phrase.feature) for name in context[:1]):
        return About(phrase.feature)
    for name in context:
        if phrase.feature and _SEVERAL.search(fold(name)):
            continue
        if (
            verb
            and same_verb(page, phrase, name)
            and not (phrase.feature and VAGUE.fullmatch(verb))
            and (phrase.feature is None or _is_part(page, words, name))
        ):
            whole = clue.listed.things or not words or _is_part(page, words, name)
            return About(name, scope=None if whole else words)
    if phrase.feature:
        return About(phrase.feature, scope=None if clue.listed.things else _part(page, phrase))
    if verb and not words and (other := _by_verb(page, verb)):
        return About(other)
    if not verb or VAGUE.fullmatch(verb):
        return _of_object(clue, phrase, before, bare=bare)
    told = next((n for n in clue.frame.features if names_its_object(page, n, clue.clause.start, cue.lead)), None)
    if before or told:
        return About(before or told, scope=verb + words)
    return None


def _said_by_name(clue: Clue) -> str | None:
    """What is said of those in the list below by words that are a concept's name as well: 下列商品|不支持|七天无理由退货：…"""
    page, cue = clue.page, cue_of(clue)
    if not clue.listed.conditions:
        return None
    named = (m for m in page.marks if m.start <= cue.start and cue.end < m.end <= clue.clause.end)
    return next((page.told.raw[cue.end : m.end].strip() for m in named), None)


def _in_brackets(clue: Clue, verb: str) -> str | None:
    """What the question asks about, where brackets over a list say but yes or no to it: 【不可|同步】 under 同步到商城."""
    alone = clue.page.told.folded[clue.clause.start - 1 : clue.clause.start + 1].find("【") >= 0
    name = next(iter(clue.context()), None) if alone else None
    return name if name is not None and verb in name and verb in clue.page.asked.folded else None


def _borne_by(clue: Clue) -> str | None:
    """What may or may not be borne by somebody: 清洁费|不得|由租客承担."""
    page, cue = clue.page, cue_of(clue)
    thing = _COST.search(page.told.folded, clue.clause.start, cue.lead)
    told = _BORNE_BY.fullmatch(page.told.folded, cue.end, clue.clause.end) if thing else None
    return page.told.raw[thing.start("thing") : thing.end("thing")] + told["who"].strip() if thing and told else None


def _let_off(clue: Clue) -> str | None:
    """What one is let off, which is another thing than what it frees from: 可|免收打包费, under 打包费收取."""
    told = _LET_OFF.fullmatch(clue.page.told.folded, cue_of(clue).end, clue.clause.end)
    return told["what"] if told else None


def _cannot_be(clue: Clue) -> str | None:
    """What a cue that holds its verb says cannot be done, to what stands before it: 地址|改不了."""
    page, cue = clue.page, cue_of(clue)
    told = _CANNOT.fullmatch(page.told.folded, cue.start, cue.end)
    if told is None:
        return None
    words = page.told.folded[clue.clause.start : cue.lead]
    names = (fold(name) for name in (*clue.context(), *(fact.label for fact in page.features)))
    things = ((name, name.partition(told["verb"])[2]) for name in names if told["verb"] in name)
    return next((name for name, thing in things if len(thing) >= 2 and thing in words), None)


def _fuller(clue: Clue, phrase: Phrase, verb: str) -> str | None:
    """What the context calls the same act on the same thing in more words: 删除运费模板 for 删除模板; under 撤销核销：, 撤销 is that."""
    noun = fold(phrase.feature).removeprefix(verb) if phrase.feature else ""
    if noun == fold(phrase.feature or ""):
        noun = ""
    for name in clue.context():
        told = fold(name)
        thing = told.removeprefix(verb)
        if thing == told or len(thing) < 2 or name == phrase.feature:
            continue
        if len(noun) >= 2 and noun != "订单" and thing.endswith(noun):
            return name
        if noun in ("", "订单") and any(
            s.rule == "feature.caption" for f in clue.page.features if f.label == name for s in f.spans
        ):
            return name
    return None


def _has_a_thing(clue: Clue, phrase: Phrase, verb: str) -> bool:
    """Whether what an act is done to stands right before its cue, told by a word for what any order has: 电费|不可|调整."""
    text, noun = clue.page.told, fold(phrase.feature or "").removeprefix(verb)
    own = re.fullmatch(rf".*(?:{cue_words(text.lexicon.vocabulary).attribute})", noun)
    return own is not None and text.folded.endswith(noun, 0, cue_of(clue).lead)


def _just_told(clue: Clue, phrase: Phrase, verb: str) -> str | None:
    """What the rule right before does by the same verb: 未成年人不可|开通, behind 会员可以开通免密支付."""
    told = (*clue.state.told, *clue.state.drafts)
    last = told[-1].feature if told else None
    bare = fold(phrase.feature or verb) in (verb, verb + "订单")
    names = [last or "", *(n for f in clue.page.features if bare and f.label == last for n in f.aliases)]
    if (
        last is None
        or _has_a_thing(clue, phrase, verb)
        or not any(fold(name).startswith(verb) and len(name) >= len(verb) + 2 for name in names)
    ):
        return None
    near = clue.clause.start - told[-1].end <= 3
    known = (*clue.frame.features, *(fact.label for fact in clue.page.features))
    return last if near and verb not in map(fold, known) else None


def _told_in_full(clue: Clue, name: str) -> str | None:
    """What the rule right before calls by more words that begin alike: 不可|申请退还, behind 可申请退还保证金."""
    told = (*clue.state.told, *clue.state.drafts)
    last = told[-1].feature if told and told[-1].limit is None else None
    if last is None or len(name) < _LONG or not last.startswith(name) or len(last) < len(name) + 2:
        return None
    return last if _MARKS.fullmatch(clue.page.told.folded, told[-1].end, clue.start) else None


def _part(page: Page, phrase: Phrase) -> str | None:
    """A part of what a feature is done to: 修改收货地址|的省份."""
    match = _OF.match(page.told.folded, phrase.named_end, phrase.end)
    return page.told.raw[match.start(1) : match.end(1)] if match else None


def _is_act(page: Page, name: str, verb: str) -> bool:
    """Whether a feature that some source calls so is what a bare verb means: 报名百亿补贴 for 报名."""
    called = [s.rule for fact in page.features if fact.label == name for s in fact.spans]
    return any(rule != "feature.topic" for rule in called) and (name.startswith(verb) or name.endswith(verb))


def _by_verb(page: Page, verb: str) -> str | None:
    """The feature of the entry that a bare verb means, where there is but one."""
    asked = verb in page.asked.folded
    found = [
        f.label
        for f in page.features
        if f.label != verb
        and (f.label.startswith(verb) or (f.label.endswith(verb) and not (asked and _QUALIFIED.match(f.label))))
    ]
    return found[0] if len(set(found)) == 1 else None


def about_concept(clue: Clue, phrase: Phrase, alternatives: Alternatives) -> About | None:
    """Where no feature is known, a bare verb is one, and what is named behind the cue; else the kind of order itself is what the rule is about."""
    whole = clue.frame.with_own(alternatives if alternatives != ((),) else ())
    verb, thing = clue.page.told.raw[phrase.verb_start : phrase.verb_end], object_of(clue.page, phrase)
    if len(verb) > 1 and not thing and not VAGUE.fullmatch(fold(verb)) and whole:
        return About(verb)
    words = verb + thing
    if whole and _is_name(clue, words):
        return About(words)
    return About(None, None, effect=words or None) if first_affirmed(whole) else None


def _is_name(clue: Clue, words: str) -> bool:
    """Whether words behind a cue may name what it permits or forbids: 不支持|更换操作系统, 不开放|支付功能."""
    text = clue.page.told
    if not _NAME.fullmatch(words) or is_no_name(words, text):
        return False
    parts = tagged(fold(words))
    return parts[0][1].startswith(("v", "n", "b", "j", "l")) and parts[-1][1].startswith(("v", "n", "j", "l", "x", "q"))


def _is_other_act(words: str, context: tuple[str, ...]) -> bool:
    """Whether words behind a cue are an act that has nothing to do with what the context is about: 次品不得|二次销售."""
    if not _ACT.fullmatch(words) or any(set(fold(words)) & set(fold(name)) for name in context):
        return False
    parts = tagged(words)
    both = [tag for word, tag in parts[:2] if len(word) == 1] == ["v", "v"]
    return len(parts) > 1 and (both or any(tag in ("v", "vn") and len(word) > 1 for word, tag in parts))


def _of_whole(clue: Clue, phrase: Phrase, words: str, marks: Sequence[Mark]) -> str | None:
    """What is to be had or not, told by a kind as it stands or by an act that holds one: 不适用|超商取货, 不得|交寄平台跨境物流."""
    page, cue = clue.page, cue_of(clue)
    verb = page.told.folded[phrase.verb_start : phrase.verb_end] or page.told.folded[cue.end - 2 : cue.end]
    mark = marks[0]
    whole = len(words) <= mark.end - mark.start and mark.name.scheme is not ConceptScheme.ORDER_STATUS
    if whole and verb in (*_GIVEN, *_TAKES_PART):
        return (verb if verb in _TAKES_PART else "") + words
    return words if len(words) > mark.end - mark.start and _is_other_act(words, ()) else None


def _is_part(page: Page, words: str, name: str) -> bool:
    """Whether an object is but the whole object of a feature told shorter: 地址 in 订单地址修改."""
    names = [n for fact in page.features if fact.label == name for n in (name, *fact.aliases)]
    return not words or any(words in n for n in names)


def _done_with(page: Page, words: str) -> str | None:
    """The one function of the entry that is a verb with what stands alone behind a cue: 不允许|超卖, beside 设置超卖."""
    verb = page.told.lexicon.action_first
    found = {
        f.label
        for f in page.features
        if words and f.label.endswith(words) and verb.fullmatch(fold(f.label.removesuffix(words)))
    }
    return found.pop() if len(found) == 1 else None


def _handled(page: Page, phrase: Phrase, words: str, context: tuple[str, ...]) -> str | None:
    """What is handled, where the context is about something else: 操作|退款 is 退款 and 处理|售后 all of it, beside 查看账单."""
    verb = page.told.folded[phrase.verb_start : phrase.verb_end]
    apart = context and not any(set(fold(words)) & set(fold(name)) for name in context)
    if verb not in _HANDLED or not apart or not _HANDLED_THING.fullmatch(words):
        return None
    return words if page.told.lexicon.action_first.fullmatch(fold(words)) else verb + words


def _of_object(clue: Clue, phrase: Phrase, before: str | None, *, bare: bool) -> About | None:
    """A cue with a thing behind it (不支持货到付款) or nothing: the concept, where it is bare and no feature is named."""
    page, cue = clue.page, cue_of(clue)
    marks = usable(page, cue.end, clue.clause.end)
    context = clue.context()
    if before:
        return About(before, scope=(object_of(page, phrase) or None) if bare and not marks else None)
    words = object_of(page, phrase)
    asks_for_acts = _FOR_ACTS.search(page.told.folded, cue.start, cue.end)
    if marks and bare and asks_for_acts and (whole := _done_with(page, words)):
        return About(whole)
    if marks and bare and (clue.state.others or clue.all_conditions() != ((),)):
        whole = _of_whole(clue, phrase, words, marks)
        return About(whole) if whole else About(None, marks[0].name)
    if bare and _is_other_act(words, context[:1]):
        return About(words)
    if act := _handled(page, phrase, words, context):
        return About(act)
    verb = page.told.folded[phrase.verb_start : phrase.verb_end]
    if not marks and words and verb in _TAKES_PART and not (context and set(verb + words) & set(fold(context[0]))):
        return About(verb + words)
    if context and _is_of(page, words, context[0], verb):
        return About(context[0], effect=words or None)
    return About(None, marks[0].name) if marks else None
