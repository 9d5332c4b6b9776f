"""Functions whose object stands before the cue, or is left out: 标题、主图均不可修改, 佣金率可上调, 库存只能增加，不能减少; what a line's caption names.

Where a clause permits a bare verb, its object is what the clause before speaks of, or the caption of its line.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from extract.bare_names import is_no_name
from extract.column_names import NO_COLUMN
from extract.concepts import Mention
from extract.cues import Cue, CueKind, cue_words, find_cues
from extract.fronted import EVENT_FIRST, PARTY, clause_start, is_kind
from extract.openings import alike, captions
from extract.text import Text
from extract.verb_phrases import Verbal, verb_at
from extract.verbals import ALONE
from extract.who_does import ADVERBS
from ontology.names import fold
from ontology.words import tagged

_PERMITS: Final = frozenset({CueKind.ALLOW, CueKind.FORBID, CueKind.NARROW})
_LINK: Final = re.compile(r"(?:\s|均|都|也|既|则|皆|一律|全部|暂时?|目前|但|且|并|而|[”\"」】])*\Z")
_ONLY: Final = re.compile(r"(?:仅|只有|唯有|仅限|只限)(?![供对向])[^，,。；;仅]{2,14}\Z")
_PARTS: Final = re.compile(r"[、/]|以及|和|与|及")
_NOUN: Final = re.compile(r"(?![经由在按跨同异非未已不无有除需须])[一-鿿A-Za-z]{2,6}")
_RUN_OUT: Final = re.compile(r"逾期|超时|过期|到期|超期|[一-鿿]{1,4}期?内\Z")
_AMOUNT: Final = re.compile(
    r"(?:率|价|价格|金额|费|比例|库存|数量|额度|时间|期限|周期|等级|规格|权重|排名|预算|出价|档位)\Z"
)
_ACTS: Final = re.compile(r"(?:等)?(?:[一二两三四五六七八九十几\d]+[项种个])?(?:操作|功能|服务|业务)\Z")
_ONCE: Final = re.compile(r"一[旦经].*")
_DOES: Final = frozenset({"执行", "操作", "办理", "使用", "发起", "进行", "享受", "开通"})
_OF_ORDERS: Final = ("取消",)
"""What alone is done to an order."""
_RULES_OF: Final = re.compile(r"(?:规则|要求|限制|条件|门槛|资格|标准|说明|次数|设置|须知|权限)?(?:具体)?(?:如下)?\Z")
_NO_ACT: Final = re.compile(
    r"^(?:禁|限[制运用购])|(?:后果|处罚|责任|免责|流程|失败|异常|成功|通知|记录|详情|[中前后])\Z|^(?:未|已|不|无|待|能否|是否|可否|如何|怎么)"
)
_HEADED: Final = re.compile(r"(?:\A|(?<=[\n。;]))[\s]*【(?P<words>[^【】\->/》—→,。]{4,10})】(?![-—>→/》])")


def find_turned(text: Text, mentions: Sequence[Mention]) -> Iterator[Verbal]:
    """What permissions and prohibitions of a text are about by what stands before their cues, then what captions name."""
    for cue in find_cues(text, 0, len(text.raw)):
        if cue.kind in _PERMITS and not any(m.start <= cue.start and cue.end < m.end for m in mentions):
            yield from _of_clause(text, cue, mentions)
    yield from _of_captions(text, mentions)


def _of_clause(text: Text, cue: Cue, mentions: Sequence[Mention]) -> Iterator[Verbal]:
    adverbs = ADVERBS.match(text.folded, cue.end)
    start = adverbs.end() if adverbs else cue.end
    verb = verb_at(text, start)
    stop = start + len(verb)
    if not verb or not ALONE.match(text.folded, stop):
        return
    bare = fold(verb) in cue_words(text.lexicon.vocabulary).transitive
    nouns, elided = _objects(text, cue.lead)
    if verb in _DOES:
        names = [n for n in nouns if len(nouns) > 1 and _is_act(text, n)]
    elif elided and not nouns and verb in _OF_ORDERS:
        nouns, names = ["订单"], [verb + "订单"]
    elif elided or len(nouns) > 1:
        names = [verb + n for n in nouns if bare or _AMOUNT.search(n)]
    else:
        names = [verb + n for n in nouns if not bare and _AMOUNT.search(n)]
    for name in names if len(names) == len(nouns) else ():
        if not is_no_name(name, text) and not _is_kind_of_order(name, mentions):
            yield Verbal(name, start, stop, verb, "feature.modal")


def _is_act(text: Text, word: str) -> bool:
    """Whether a word is an act: known as one, or tagged as one."""
    known = text.lexicon.action_first.fullmatch(word)
    return bool(known) or all(tag in ("v", "vn") for _, tag in tagged(word))


def _objects(text: Text, end: int) -> tuple[list[str], bool]:
    """The things that a clause up to its cue speaks of; of one that names none those of the clause before it, or its line's caption."""
    begin = clause_start(text, end)
    first = next((c.lead for c in find_cues(text, begin, end) if c.lead < end - 1), end)
    words = _bare(text.folded[begin:first])
    if words:
        return _nouns(words), first < end
    before = clause_start(text, begin - 1) if begin > 1 and text.folded[begin - 1] in "，,、" else None
    if before is not None:
        cue = next(find_cues(text, before, begin - 1), None)
        return (_nouns(_bare(text.folded[before : cue.lead])) if cue else []), True
    caption = next((text.folded[s:e] for s, e in captions(text) if 0 <= begin - e <= 2), "")
    return (_nouns(caption) if caption else []), True


def _bare(words: str) -> str:
    """A clause without adverbs and those who alone may: 严格档|仅优选房东."""
    link = _LINK.search(words)
    words = words[: link.start()] if link else words
    only = _ONLY.search(words)
    return words[: only.start()] if only and only.start() != 1 else words


def _nouns(words: str) -> list[str]:
    """The things of a row; none where it holds anything else."""
    acts = _ACTS.search(words)
    words = words[: acts.start()] if acts else words
    words = _ONCE.sub("", words).rpartition("的")[2]
    event = EVENT_FIRST.match(words)
    words = words[event.end() :] if event else words
    found = [piece for piece in _PARTS.split(words) if piece]
    fit = all(_NOUN.fullmatch(one) and not PARTY.match(one) and not _RUN_OUT.match(one) for one in found)
    return found if fit else []


def _is_kind_of_order(name: str, mentions: Sequence[Mention]) -> bool:
    return any(is_kind(m) and fold(m.words) in name for m in mentions)


def _of_captions(text: Text, mentions: Sequence[Mention]) -> Iterator[Verbal]:
    """撤销核销：…, 波次拆分规则：…, 【手动备份】…: what is done, told with its object."""
    opened = captions(text)
    said = [text.folded[s:e] for s, e in opened]
    alone = [span for span, words in zip(opened, said, strict=True) if not any(alike(words, one) for one in said)]
    for start, end in (*alone, *(m.span("words") for m in _HEADED.finditer(text.folded))):
        rules = _RULES_OF.search(text.folded, start, end)
        stop = rules.start() if rules else end
        words = text.folded[start:stop]
        lexicon = text.lexicon
        acts = lexicon.action_first.match(words) or lexicon.action_last.search(words)
        told = (
            not _NO_ACT.search(words) and not NO_COLUMN.search(words) and "的" not in words and not _PARTS.search(words)
        )
        free = not any(m.start < stop and start < m.end and is_kind(m) for m in mentions)
        states = any(True for _ in find_cues(text, start, stop))
        if acts and told and free and not states and 4 <= len(words) <= 8 and not is_no_name(words, text):
            yield Verbal(text.raw[start:stop], start, stop, acts[0], "feature.caption")
