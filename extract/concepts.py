"""Order types, statuses, carriers, roles and circumstances that a text names: from the vocabulary, and by their form.

A form is a way of writing that shows what a word is: X订单, “X”状态, a column headed 订单类型, 原因为“X”. What is found by
form alone is marked as discovered.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from extract.facts import ConceptFact, ConceptName, Span
from extract.tables import Table, values
from extract.text import Text
from ontology.concepts import Vocabulary, VocabularyConcept
from ontology.kinds import ConceptScheme, EvidenceField
from ontology.matching import Matcher
from ontology.words import tagged

_BEFORE: Final = re.compile(r"(?:[“\"「『【、，,/或和及与（(>→—-]|状态为?|为|是|属于|处于|原因)\s*\Z")
_AFTER: Final = re.compile(
    r"\s*(?:\Z|[”\"」』】、/，,或和及与）)>→。；;—-]|的?订单|的?商家|的?店铺|状态|类|时|的商品|发货|前|后(?![台续])|TAB|页签|单)",
    re.IGNORECASE,
)
_TYPE_AFTER: Final = re.compile(r"\s*(?:的?订单|的?商家|商品|类)")
_STATUS_AFTER: Final = re.compile(r"\s*[”\"」』】’]?\s*(?:的订单|的?状态|页签|tab)")
_ACCOUNT: Final = re.compile(r"[主子][账帐][号户]|主号")
_CHINESE: Final = re.compile(r"[一-鿿]")
_SAID: Final = re.compile(r"不?支[持援]")
_SAID_OF: Final = re.compile(r"(?:(?<![是为择选标成属非原因])[一-鿿A-Za-z]|的[，,]|(?<![因型])[：:])\s*\Z")
_SAID_LAST: Final = re.compile(r"\s*(?:[，,。；;！!？?吗嗎]|\Z)")
_QUOTES: Final = r"[“\"「『【‘]\s*([^“”\"「」『』【】‘’]{1,12}?)\s*[”\"」』】’“]"
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)[^\s，。；）)]+|[\w.-]+@[\w.-]+|[\w-]+(?:\.[a-z]{2,})+")
_ADDRESSES: Final = (".", "@", "://")
"""One of these is in every address."""
_STATUS_FORMS: Final = (
    re.compile(rf"(?:状态|页签)(?:变更|更新|显示|展示)?(?:为|是|:)\s*{_QUOTES}"),
    re.compile(rf"{_QUOTES}\s*(?:的)?(?:状态|页签|tab)"),
    re.compile(r"(?:处于|变为|更新为|变更为|是|为)([一-鿿]{2,5})状态"),
)
_REASON_FORMS: Final = (
    re.compile(rf"原因(?:为|是|:|展示为|显示为)?\s*{_QUOTES}"),
    re.compile(r"因\s*([^，。；“”]{2,40}?)\s*等(?:问题|原因)?(?:导致|造成|引起)的?[^，。；]{0,8}暂停"),
)
_MERCHANT_FORM: Final = re.compile(
    r"((?:开通|签约|加入|报名|参加|订购|购买|接入|入驻)(?:了)?[一-鿿A-Za-z]{2,8})(?:（[^）]*）|\([^)]*\))?的(?:商家|店铺|卖家|商户)"
)
_GLOSS_FORM: Final = re.compile(r"[（(]([一-鿿]{2,6}订单)[）)]")
_COLUMNS: Final = (
    (re.compile(r"订单类型|业务类型|商家类型|订单种类|店铺类型|支付方式|付款方式|经营模式"), ConceptScheme.ORDER_TYPE),
    (re.compile(r"状态"), ConceptScheme.ORDER_STATUS),
    (re.compile(r"快递|物流公司|承运|配送方式|物流方式"), ConceptScheme.CARRIER),
    (re.compile(r"角色|账号类型|帐号类型|岗位|身份"), ConceptScheme.ROLE),
    (re.compile(r"暂停原因"), ConceptScheme.PAUSE_REASON),
)
_NO_TYPE: Final = frozenset(
    ["该", "此", "这些", "本", "每", "每个", "每笔", "多个", "多笔", "一个", "一笔", "单个", "单笔", "批量", "全部", "所有", "其他", "其它", "对应", "相应", "目标", "部分", "已", "未", "当前", "历史", "大量", "大批量", "重要", "新", "旧", "您", "我", "用户", "商家", "客户", "买家", "卖家", "消费者", "店铺", "平台", "京东", "线上", "线下", "子", "父", "主", "后续", "近期", "成功", "正常", "涉及", "选择", "指定", "具体", "不同", "任意", "某", "有", "无", "的", "是", "同一", "两个", "哪些", "什么", "任何", "自己", "对方", "他", "她", "它", "需要", "可以", "不是", "以上", "以下", "上述", "这个", "那个", "这种", "该笔", "这类", "各类", "各种", "此类", "这笔", "那笔", "发起", "为", "将", "把", "对", "在", "从", "与", "和", "或", "及"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept of the vocabulary in a text."""

    start: int
    end: int
    concepts: tuple[VocabularyConcept, ...]
    words: str


_matchers: dict[str, Matcher[tuple[VocabularyConcept, ...]]] = {}


def matcher(vocabulary: Vocabulary) -> Matcher[tuple[VocabularyConcept, ...]]:
    """Finds the concepts of a vocabulary; a name that several schemes use stands for all of them."""
    if vocabulary.digest not in _matchers:
        _matchers[vocabulary.digest] = Matcher(vocabulary.names_in_text())
    return _matchers[vocabulary.digest]


def find_mentions(text: Text) -> tuple[Mention, ...]:
    """The vocabulary's concepts in a text; names that are common words count beside a cue alone."""
    if "mentions" not in text.memo:
        text.memo["mentions"] = tuple(_mentions(text))
    found: tuple[Mention, ...] = text.memo["mentions"]
    return found


def _mentions(text: Text) -> Iterator[Mention]:
    dotted = any(mark in text.folded for mark in _ADDRESSES)
    hidden = [match.span() for match in _ADDRESS.finditer(text.folded)] if dotted else []
    for match in matcher(text.lexicon.vocabulary).find(text.raw):
        if any(start <= match.start < end for start, end in hidden):
            continue
        words = text.raw[match.start : match.end]
        if words.endswith("单") and text.folded[match.end : match.end + 1] == "独":
            continue
        kept = tuple(c for c in match.value if not c.needs_cue(words) or _in_context(c, match.start, match.end, text))
        if kept and not _states(text, match.start, match.end) and not _of_another(text, match.start, match.end):
            yield Mention(match.start, match.end, kept, words)


def _of_another(text: Text, start: int, end: int) -> bool:
    """Whether the name of an account only ends that of another one's: 货主账号 is no 主账号."""
    if start == 0 or not _ACCOUNT.fullmatch(text.folded, start, end) or not _CHINESE.match(text.folded, start - 1):
        return False
    words = tagged(text.folded[start - 1 : end])
    return len(words[0][0]) > 1


def _states(text: Text, start: int, end: int) -> bool:
    """Whether a name that holds a cue is said of something: 定制商品|支持七天无理由退货, but not 支持七天无理由退货的商品."""
    said = _SAID.match(text.folded, start, end) and _SAID_OF.search(text.folded[max(0, start - 8) : start])
    return bool(said) and bool(_SAID_LAST.match(text.folded, end))


def find_concepts(text: Text, tables: tuple[Table, ...], field: EvidenceField) -> Iterator[ConceptFact]:
    """All concepts of a field of an entry, the vocabulary's first, then those that show by their form."""
    mentions = find_mentions(text)
    for mention in mentions:
        for concept in mention.concepts:
            span = Span(field, mention.start, mention.end, "concept.vocabulary")
            yield ConceptFact(ConceptName(concept.scheme, concept.label), (span,))
    taken = [(m.start, m.end) for m in mentions]
    for scheme, start, end, rule in _by_form(text, tables):
        label = re.sub(r"[（(].*|\s+", "", text.raw[start:end])
        if label and not any(s < end and start < e for s, e in taken):
            yield ConceptFact(ConceptName(scheme, label), (Span(field, start, end, rule),), discovered=True)


def _in_context(concept: VocabularyConcept, start: int, end: int, text: Text) -> bool:
    before, after = text.folded[max(0, start - 8) : start], text.folded[end : end + 6]
    if concept.scheme is ConceptScheme.PAUSE_REASON:
        sentence = text.folded[max(0, start - 60) : end + 60]
        return "暂停" in sentence or "原因" in before
    own = _STATUS_AFTER if concept.scheme is ConceptScheme.ORDER_STATUS else _TYPE_AFTER
    return bool(_BEFORE.search(before) and _AFTER.match(after)) or bool(own.match(after))


def _by_form(text: Text, tables: tuple[Table, ...]) -> Iterator[tuple[ConceptScheme, int, int, str]]:
    yield from _columns(text, tables)
    yield from _pieces(_STATUS_FORMS, text, ConceptScheme.ORDER_STATUS, "concept.form.status")
    if "暂停" in text.folded:
        yield from _pieces(_REASON_FORMS, text, ConceptScheme.PAUSE_REASON, "concept.form.reason")
    for match in _MERCHANT_FORM.finditer(text.folded):
        yield ConceptScheme.CIRCUMSTANCE, *match.span(1), "concept.form.merchant"
    for match in _GLOSS_FORM.finditer(text.folded):
        yield ConceptScheme.ORDER_TYPE, *match.span(1), "concept.form.order"
    yield from _orders(text)


def _pieces(
    forms: tuple[re.Pattern[str], ...], text: Text, scheme: ConceptScheme, rule: str
) -> Iterator[tuple[ConceptScheme, int, int, str]]:
    """What a form's group holds, each of an enumeration by itself."""
    for form in forms:
        for match in form.finditer(text.folded):
            for piece in re.finditer(r"[^、,，/\s]+(?:\s[^、,，/\s]+)*", match[1]):
                if piece[0] not in _NO_TYPE and not text.lexicon.no_label.search(piece[0]):
                    yield scheme, match.start(1) + piece.start(), match.start(1) + piece.end(), rule


def _columns(text: Text, tables: tuple[Table, ...]) -> Iterator[tuple[ConceptScheme, int, int, str]]:
    for table in tables:
        for column, head in enumerate(table.header):
            scheme = next((s for pattern, s in _COLUMNS if pattern.search(head.text)), None)
            if scheme is None:
                continue
            for row in table.rows:
                if column < len(row.cells) and not row.cells[column].says_nothing:
                    for first, end in values(row.cells[column]):
                        no = re.match(r"非(?!常|凡)|除(?!了)", text.folded[first:end])
                        start = first + no.end() if no else first
                        if end - start <= 12:
                            yield scheme, start, end, "concept.form.column"


def _orders(text: Text) -> Iterator[tuple[ConceptScheme, int, int, str]]:
    """X订单, where the words before it (by jieba) are a noun phrase and no verb: 定制订单, 驾校报名订单."""
    for match in re.finditer(r"订单", text.folded):
        start = _phrase_before(text, match.start())
        if start is not None:
            yield ConceptScheme.ORDER_TYPE, start, match.end(), "concept.form.order"


def _phrase_before(text: Text, end: int) -> int | None:
    begin = max(0, end - 12)
    window = re.split(r"[^\w一-鿿]|[的了]", text.folded[begin:end])[-1]
    words = tagged(window) if len(window) >= 2 else ()
    chosen: list[str] = []
    for word, tag in reversed(words):
        if not tag.startswith(("n", "vn", "b", "eng", "j", "a", "x")) or word in _NO_TYPE or len(chosen) == 3:
            break
        chosen.insert(0, word)
    phrase = "".join(chosen)
    if not 2 <= len(phrase) <= 8 or text.lexicon.action_first.fullmatch(phrase) or "订单" in phrase:
        return None
    after = text.folded[end + 2 : end + 5]
    before = text.folded[max(0, end - len(phrase) - 2) : end - len(phrase)]
    clear = re.match(r"\s*(?:[，,。；;、：:”\"』」】）)]|不|仅|可|支持|需|无|暂|只|会|在|$)", after)
    led = re.search(r"(?:[，,。；;、：:“\"『「【（(\s]|对于?|针对|支持|是|为|含|除|的|如|若|限|^)\Z", before)
    return end - len(phrase) if clear and led else None
