"""What stands above a sentence and holds for it: the question's kind of order, the part's, the headings', the pause reason of its item."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from extract.answered import answers, asked_just, is_bare, of_asked, of_asked_kind, of_asked_time, supposed
from extract.captions import caption_kinds, is_no_caption
from extract.conditions import read_conditions
from extract.conds import Alternatives, closer, join, negated
from extract.cueless import labelled
from extract.cues import cue_words, find_cues
from extract.entirely import read_entirely
from extract.entrusted import part_named
from extract.facts import ConceptName, Span
from extract.glosses import glossed
from extract.headlines import Heading
from extract.heads_of_whom import of_whom
from extract.marks import Mark
from extract.opposed import but_opposed
from extract.ownwords import known_condition, own_condition
from extract.page import Page, subject_in, topics
from extract.statements import Sentence
from extract.subjects import kinds_in
from extract.text import Text, trimmed
from extract.topic_labels import is_topic
from ontology.concepts import Vocabulary
from ontology.kinds import ConceptScheme, EvidenceField
from ontology.names import name_key

_QUALIFIES: Final = frozenset({ConceptScheme.ORDER_TYPE, ConceptScheme.CARRIER})
_KINDS_OF_HEADS: Final = frozenset({ConceptScheme.ORDER_TYPE, ConceptScheme.ROLE})
_BEHIND: Final = re.compile(
    r"\s*[”\"」】'’]?\s*(?:pop)?(?:订单|的订单|店铺|模式|的包裹|类?商品|的支付|的[一-鿿]|[，,]|单|用户|买家)",
    re.IGNORECASE,
)
_USED: Final = re.compile(r"(?:发|使用|用|选择|走|通过)\s*\Z")
_HEAD_TAIL: Final = re.compile(
    r"(?:订单|商家|店铺|用户|商品|类目|账号|卖家|情况|情形|时|场景|状态|发货|地区|企业|个人|主体|买家|运单|交易)(?:的?(?:规则|说明|要求|限制|处理|操作))?[：:\s）)】]*\Z"
)
_NAMES_NONE: Final = re.compile(
    r"\s*(?:不[分限论管]|无论|通用|共[同用通])|\s*(?:禁[用止售运寄]|不?适用|可用|可选|受限)(?:的|于)?[一-鿿]{1,4}\s*\Z"
)
"""What may or may not be, of which the rules below say which: 禁用类目; or what makes no difference: 不分渠道."""
_STATE_OR_TIME: Final = re.compile(
    r"[一-鿿]{0,6}?(?:(?:已经?|未|尚未|待|正在)[一-鿿]{2,6}|[一-鿿]{2,8}(?:[前后中]|期间|(?<!小)时))"
)
"""A heading that tells a state or a time: 服务已开始, 开课前."""
_STAGE: Final = re.compile(r"\s*(?P<act>[一-鿿]{2,4}?)(?:(?:之|以)?[前后]|[时中])(?:的|\s*\Z)")
"""The title of what is told of before or behind what the entry is about itself, which no rule below has as a condition: 切换以后."""
_LABEL: Final = re.compile(r"\s*[^，,。；;：:\n]{2,14}[：:]")
_ASKS: Final = re.compile(r"[吗嗎么嘛呢?？]|能否|可否|是否|可以|怎|如何|咋|哪|什么|多[久少长]|几[天次]|为何|有期限")
"""A title says for what all below it holds; a question only asks, and the answer says itself for what it holds."""
_NO_KIND: Final = re.compile(
    r"(?:范围|规则|说明|要求|条件|限制|流程|步骤|方式|方法|时间|时效|期限|次数|幅度|角色|问题|标准|费用?|材料|注意|提示|备注|金额|数量|[件张份天字人页]数|比例|原因|后果|处理|路径|入口|示例|时限|内容|概念|定义|规范|名称|地址|单号|打印机|余额|地域|资源|状态|[类条]目|权限|资格|对象|影响|差异|保价|赔付|禁[运寄]|控制|管控|监控|管理|校验|预警|设置|配置|策略|[上下]限|限额|额度|文件|资料|凭证|方面|须知|政策|事项|办法|措施|责任|义务|依据|渠道|途径|频率|周期|有效期|格式|大小|阶段|环节|其他)\s*\Z|^(?:能否|是否|可否|怎么|如何|什么|为什么|禁[用止售]|可用|可选|适用|不适用|支持|不支持|允许|开通|关于)"
)
_MAY: Final = re.compile(r"(?:可以|能|支持|允许|可否|能否)[^，。]*[吗么嘛?？]?\s*\Z")


@dataclass(frozen=True, slots=True)
class Frame:
    """The conditions from above, of the question (`far`) and of headings (`near`), the features in question, the words they rest on.

    `named`: the answer says itself for which of its rules the question's kind counts; `supposed`: what holds for those rules alone that
    have no condition of their own.
    """

    far: Alternatives
    near: Alternatives
    features: tuple[str, ...]
    spans: tuple[Span, ...]
    vocabulary: Vocabulary
    named: bool = False
    supposed: Alternatives = ()

    def with_own(self, own: Alternatives) -> Alternatives:
        """All conditions of a rule: what the question says counts where nothing closer tells a kind, and the answer does not tell
        itself where it counts (`named`)."""
        own = own or self.supposed
        near = closer(but_opposed(self.near, own, self.vocabulary), own)
        told = {c.name for one in near for c in one}
        kinds = {c.name for one in near for c in one if c.name.scheme in _QUALIFIES and not c.negated}
        asked = {c.name for one in self.far for c in one}
        if kinds or (near and self.named) or any(_exclude(self.vocabulary, n, t) for n in asked for t in told):
            return near
        return closer(self.far, near)


def frame_of(page: Page, sentence: Sentence) -> Frame:
    """What stands above a sentence."""
    far = _of_question(page, sentence)
    near: Alternatives = ()
    spans: list[Span] = []
    for heading in sentence.headings:
        found = _of_heading(page, heading)
        if found:
            near = closer(near, found)
            spans.append(
                Span(EvidenceField.ANSWER, *trimmed(page.told.raw, heading.start, heading.end), "rule.heading")
            )
    if (asked := asked_just(page, sentence)) and answers(page, sentence, asked):
        near = closer(near, of_asked(page, *asked))
    reasons = _reasons(page, sentence)
    if reasons:
        near = join(near, tuple((c,) for one in read_conditions(page.told, *_hull(reasons), reasons) for c in one))
        spans += [Span(EvidenceField.ANSWER, mark.start, mark.end, "rule.reason") for mark in reasons]
    headed = [
        name
        for h in reversed(sentence.headings)
        if (name := subject_in(page, h.start, h.end)) and not _is_heading_alone(page, name)
    ]
    features = tuple(dict.fromkeys((*headed, *topics(page, sentence.part))))
    part = sentence.part
    start, end = (part.answer_start, part.answer_end) if part else (0, len(page.told.raw))
    told = {mark.name for mark in page.marks if start <= mark.start and mark.end <= end}
    named = any(c.name in told for one in far for c in one)
    return Frame(far, near, features, tuple(spans), page.told.lexicon.vocabulary, named, supposed(page, sentence))


def _exclude(vocabulary: Vocabulary, one: ConceptName, other: ConceptName) -> bool:
    """Whether two concepts of the vocabulary cannot both hold."""
    ours, theirs = (vocabulary.by_name.get(name_key(name.label)) for name in (one, other))
    return ours is not None and theirs is not None and vocabulary.relations.exclude(ours.iri, theirs.iri)


def _is_heading_alone(page: Page, name: str) -> bool:
    """Whether nothing but a heading calls this a function."""
    spans = [span for fact in page.features if fact.label == name for span in fact.spans]
    return all(span.rule == "feature.heading" for span in spans)


def _of_question(page: Page, sentence: Sentence) -> Alternatives:
    """The kind of order that the question asks about; of a part its own question's as well."""
    part = sentence.part
    if part is not None:
        return _qualifying(page.told, page.marks, part.question_start, part.question_end, page)
    bare = is_bare(page, sentence, page.asked.folded)
    if _ASKS.search(page.asked.folded) and not bare:
        return ()
    read = _qualifying(page.asked, page.asked_marks, 0, len(page.asked.raw), page)
    if not read and bare:
        read = of_asked_kind(page) or of_asked_time(page)
    return tuple(tuple(replace(c, asked=True) for c in one) for one in read)


def _qualifying(text: Text, marks: tuple[Mark, ...], start: int, end: int, page: Page) -> Alternatives:
    """Marks that say for which orders a question is asked (X订单…, 发X的包裹); several kinds side by side are compared."""
    named = page.asked_named if text is page.asked else page.named
    kept = [
        mark
        for mark in marks
        if start <= mark.start
        and mark.end <= end
        and (mark.name.scheme in _QUALIFIES or (mark.name.scheme is ConceptScheme.ROLE and text is page.told))
        and not any(n.start <= mark.start and mark.end <= n.end for n in named)
        and not _is_of_topic(text, mark, page)
        and _qualifies(text, mark)
    ]
    found = read_conditions(text, start, end, kept, forms=False)
    return found if len(found) == 1 else ()


def _is_of_topic(text: Text, mark: Mark, page: Page) -> bool:
    """Whether a kind of order in the question is a part of what it asks about: 预订单怎么设置 asks about 设置预订单."""
    words = text.raw[mark.start : mark.end]
    return text is page.asked and any(
        words in fact.label and s.field is EvidenceField.QUESTION and s.start <= mark.start and mark.end <= s.end
        for fact in page.features
        for s in fact.spans
    )


def _qualifies(text: Text, mark: Mark) -> bool:
    if mark.name.scheme is ConceptScheme.ROLE:
        return bool(_MAY.match(text.folded, mark.end))
    if mark.name.scheme is ConceptScheme.CARRIER:
        return bool(_USED.search(text.folded[: mark.start]))
    return text.folded[mark.start : mark.end].endswith("订单") or bool(_BEHIND.match(text.folded, mark.end))


def _of_heading(page: Page, heading: Heading) -> Alternatives:
    """What a heading says, without those that a bracket behind it takes out."""
    gloss = glossed(page, heading)
    found = _of_words(page, gloss.bare, heading.end)
    for one in gloss.excepted if found else ():
        found = join(found, tuple(negated((cond,)) for cond in one))
    return found


def _of_words(page: Page, heading: Heading, end: int) -> Alternatives:
    """A heading that names orders or a state of affairs, up to `end` with its bracket; one that states a rule or names steps says
    nothing of the kind."""
    text = page.told
    words = text.folded[heading.start : heading.end]
    if any(True for _ in find_cues(text, heading.start, heading.end)) or re.search(
        r"步骤|流程|路径|方法|注\Z|^(?:能否|是否|可否|如何|怎么)", words
    ):
        return ()
    if _NAMES_NONE.match(words) or is_topic(page, heading):
        return ()
    stage = _STAGE.match(words)
    if stage and heading.form != "colon" and stage["act"] in page.asked.folded:
        return ()
    span = (heading.start, heading.end)
    if opened := caption_kinds(page, heading.start, end) or _one_of_known(text, heading) or part_named(page, *span):
        return opened
    marks = [m for m in page.marks if heading.start <= m.start and m.end <= heading.end]
    marks = [m for m in marks if not any(n.start <= m.start and m.end <= n.end for n in page.named)]
    marks = [m for m in marks if not _is_act(text, m, heading)]
    ends = bool(_HEAD_TAIL.search(words))
    if _is_label(page, heading) and not any(heading.start < n.end and n.start < heading.end for n in page.named):
        return read_entirely(text, heading.start, heading.end, marks)
    found = read_conditions(text, heading.start, heading.end, marks)
    if found:
        return found if (ends and len(words.strip()) <= 32) or len(words.strip()) <= 12 else ()
    bearer = re.search(rf"[一-鿿\d元]的(?:{cue_words(text.lexicon.vocabulary).bearer})\s*\Z", words)
    own = own_condition(text, heading.start, heading.end) if bearer else None
    if own:
        return ((own,),)
    told = () if heading.form == "colon" else labelled(page, heading.start, heading.end)
    return told or _one_of_kinds(page, heading) or _one_of_states(page, heading) or of_whom(page, heading)


def _one_of_known(text: Text, heading: Heading) -> Alternatives:
    """A role or a kind of order that is all of a heading beside others that are: 【店长】… 【客服】…."""
    known = [known_condition(text, *span) for span in ((heading.start, heading.end), *heading.beside)]
    told = [one for one in known if one is not None and one.name.scheme in _KINDS_OF_HEADS]
    return ((known[0],),) if known[0] in told and len(told) > 1 else ()


def _one_of_kinds(page: Page, heading: Heading) -> Alternatives:
    """The kind that a heading names beside others that name kinds: ● 拼车团 … ● 私家团 …; headings that tell what is done name none."""

    def kind(start: int, end: int) -> Alternatives:
        start, end = trimmed(page.told.raw, start, end)
        if _NO_KIND.search(page.told.folded[start:end]) or is_no_caption(page.told, start, end):
            return ()
        known = known_condition(page.told, start, end)
        return kinds_in(_but_title(page, start, end), start, end) or (
            ((known,),) if known and known.name.scheme in _KINDS_OF_HEADS else ()
        )

    found = kind(heading.start, heading.end)
    others = sum(bool(kind(*span)) for span in heading.beside) if found else 0
    return found if others and others * 2 >= len(heading.beside) else ()


def _but_title(page: Page, start: int, end: int) -> Page:
    """The page without the function that a title alone seems to name, since white space parts it from what is done: 生鲜 |须冷藏."""
    if not page.told.folded[end : end + 1].isspace():
        return page
    return replace(page, named=tuple(n for n in page.named if (n.start, n.end) != (start, end)))


def _one_of_states(page: Page, heading: Heading) -> Alternatives:
    """The state that a heading names beside others that name states or times: ◆ 骑手到店前 … ◆ 骑手已取货 …."""
    text = page.told
    spans = [trimmed(text.raw, *span) for span in ((heading.start, heading.end), *heading.beside)]
    told = [
        _STATE_OR_TIME.fullmatch(text.folded, *span) is not None and not _NO_KIND.search(text.folded, *span)
        for span in spans
    ]
    if not told[0] or sum(told) < 2 or sum(told) * 2 < len(told):
        return ()
    own = own_condition(text, *spans[0])
    return ((own,),) if own else ()


def _is_act(text: Text, mark: Mark, heading: Heading) -> bool:
    """Whether a status at the end of a heading is but the act that is told of below: 订单取消."""
    acts = text.lexicon.action_first.fullmatch(text.folded, mark.start, mark.end)
    return mark.name.scheme is ConceptScheme.ORDER_STATUS and acts is not None and mark.end >= heading.end - 1


def _is_label(page: Page, heading: Heading) -> bool:
    """Whether a heading is one of several labels before colons that say for what the rules behind them are: 违规下架：….自行下架：…."""
    text = page.told.folded
    words = text[heading.start : heading.end]
    if (
        text[heading.end : heading.end + 1] not in (":", "：")
        or _NO_KIND.search(words)
        or not 2 <= len(words.strip()) <= 14
    ):
        return False
    item = next(
        (i for i in page.items if i.body <= heading.start and heading.end <= i.end and heading.start - i.body <= 2),
        None,
    )
    if item is None:
        return False
    beside = [i for i in page.items if i.run == item.run and i != item]
    labels = [match for i in beside if (match := _LABEL.match(text, i.body, i.end))]
    rules = [m for m in (*labels,) if any(True for _ in find_cues(page.told, m.end(), min(m.end() + 30, len(text))))]
    return len(labels) * 2 > len(beside) and bool(rules)


def _reasons(page: Page, sentence: Sentence) -> list[Mark]:
    """The pause reasons that the item around a sentence has named before it."""
    around = [i for i in page.items if i.body <= sentence.start < i.end]
    if not around:
        return []
    item = max(around, key=lambda i: i.start)
    return [
        mark
        for mark in page.marks
        if mark.name.scheme is ConceptScheme.PAUSE_REASON and item.body <= mark.start and mark.end <= sentence.start
    ]


def _hull(marks: Iterable[Mark]) -> tuple[int, int]:
    found = list(marks)
    return min(m.start for m in found), max(m.end for m in found)
