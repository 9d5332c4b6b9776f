"""What stands behind a cue: a verb with its object, and the feature that they name; what stands before it: the subject.

可以|批量|修改|末级（3/4）和详细地址: adverbs, verb, object. Verbs that only point the way make no rule.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from extract.cues import Cue, cue_words
from extract.ownwords import EVENT_END
from extract.page import Named, Page
from extract.regions import BRACKET
from extract.text import Text
from extract.verb_phrases import ACTS_WHERE_DENIED, BEHIND_ANOTHER, verb_start
from extract.who_does import ADVERBS
from ontology.kinds import ConceptScheme
from ontology.names import fold

_OBJECT: Final = re.compile(r"[^，,。；;！!？?\n\x00]*")
_SAID: Final = re.compile(r"\A\s*了?[啦呢哦哈呀嘛噢喔的]?\s*\Z")
"""What only ends a sentence: 不能再领取|了."""
_THAT: Final = re.compile(r"\A\s*[该此本](?:项|类)?(?:服务|功能|业务|操作|活动|工具|权益|权限)\s*\Z")
_CARRIER_VERBS: Final = re.compile(
    r"(?:\s|[“\"「【”\"」】]|\d+\s*(?:天|日|小时)|提交|提取?|发起|使用|操作|进行|办理|点击|申请|选择|创建|开启|享受|参与|再次|重新|直接|该|的|商家|自行|免费|查询|批量|订单|或|部分|用户|会出现|提报)*\Z"
)
_ITEM: Final = re.compile(r"[一-鿿A-Za-z0-9]{2,14}")
_JOINT: Final = re.compile(r"\s*(?:[、/]|或|和|及)\s*")
_PLACE_ONLY: Final = re.compile(
    r"(?:\A|[，,\s])(?:可以?|能够?)?\s*(?:在(?![^，。；【]{2,14}?(?:前|后|期间|期内)(?:提交|发起|申请|办理))|到|从|通过|进入|前往|登录)[^，。；]{2,60}?(?:[-—–>→＞》]|页面|菜单|栏|列表|后台|中心|【|处|入口|模块|板块|客户端|路径)[^，。；]{0,40}?(?:中|里|内|上|下|处|，|,)?\s*(?:进行)?(?:操作|查看|查询|设置|办理|处理|提交|申请|修改|找到|看到|导出|下载|添加|管理|配置|开启|关闭|完成|自助|进行|发起|选择|绑定|编辑|新增)"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A verb phrase: its verb `[verb_start, verb_end)`, its end; `feature`: what it names, `features`: with what it names beside
    it by the same verb (修改运费或服务费), `named_end` where its name ends; `aside`: it makes no rule."""

    start: int
    verb_start: int
    verb_end: int
    end: int
    feature: str | None
    features: tuple[str, ...]
    aside: bool
    named_end: int


def read_phrase(page: Page, start: int, end: int, *, denied: bool = False) -> Phrase:
    """The verb phrase in `answer[start:end]`, which begins behind a cue; `denied`: behind one that forbids, where 登录 is an act."""
    text = page.told
    at = verb_start(text, start, _after_adverbs(page, start, end), page.mentions)
    verb = text.lexicon.action_first.match(text.folded, at, end)
    clicks = text.lexicon.click.match(text.folded, at, end)
    stop = verb.end() if verb else at
    named = _named_at(page, start, at, end)
    before = text.folded[start : named.start] if named else ""
    talks = bool(re.search(r"联系|沟通|商量|咨询", before)) and not re.search(r"联系(?:商家|卖家|店铺|客服)\Z", before)
    acts = denied and bool(ACTS_WHERE_DENIED.match(text.folded, at, end))
    aside = talks or (not acts and (is_aside(text, at, end) or bool(clicks)))
    aside = (
        talks
        or (aside and (named is None or named.start > at + 6))
        or (
            not acts
            and verb is not None
            and bool(re.match(r"(?:联系|咨询)", verb[0]))
            and not _asks_a_role(page, verb.end(), end)
        )
    )
    features = _beside(page, named) if named else ()
    return Phrase(start, at, stop, end, features[0] if features else None, features, aside, named.end if named else end)


def is_aside(text: Text, start: int, end: int) -> bool:
    """Whether words behind a cue only point the way, greet or send for help."""
    return bool(cue_words(text.lexicon.vocabulary).aside.match(text.folded, start, end))


def _asks_a_role(page: Page, start: int, end: int) -> bool:
    """联系主账号开通权限 is a duty; 联系客服 only sends for help."""
    return any(
        m.name.scheme is ConceptScheme.ROLE and start <= m.start <= start + 2 and m.end < end - 1 for m in page.marks
    )


def _after_adverbs(page: Page, start: int, end: int) -> int:
    """Where the verb begins; a named feature that begins earlier stops the adverbs."""
    match = ADVERBS.match(page.told.folded, start, end)
    at = match.end() if match else start
    told = page.told.folded
    named = (n for n in page.named if start <= n.start < at and not EVENT_END.match(told, n.end))
    inside = [n.start for n in named if told[n.start - 1] not in "将把"]
    return min([at, *inside])


def _named_at(page: Page, start: int, at: int, end: int) -> Named | None:
    """The feature named at a verb phrase's beginning, behind nothing but verbs that any function takes."""
    born = [
        Named(span.start, span.end, fact.label)
        for fact in page.features
        for span in fact.spans
        if span.rule in ("feature.modal", "feature.use", "feature.supported")
        and span.field == "ANSWER"
        and ((span.start == at and span.end <= end + 2) or span.start < start == span.end)
    ]
    if born:
        return min(born, key=lambda n: (n.end, -len(n.label)))
    for one in page.named:
        words = page.told.folded[at : max(at, one.start)]
        if (
            start <= one.start
            and one.end <= end
            and (_CARRIER_VERBS.match(words) or BEHIND_ANOTHER.match(page.told.folded, at, one.end))
        ):
            return one
    return None


def _beside(page: Page, named: Named) -> tuple[str, ...]:
    """A feature that is named with those that share its verb."""
    shared = [
        fact.label
        for fact in page.features
        for span in fact.spans
        if span.rule == "feature.modal"
        and span.field == "ANSWER"
        and span.start == named.start
        and span.end >= named.end
    ]
    return tuple(dict.fromkeys((named.label, *shared, *_in_a_row(page, named.end))))


def _in_a_row(page: Page, end: int) -> Iterator[str]:
    """The features that follow one another from here on, each but a joint behind the last: 查看单据、办理入住、确认到店."""
    spans = sorted(
        (span.start, span.end, fact.label)
        for fact in page.features
        for span in fact.spans
        if span.rule == "feature.modal" and span.field == "ANSWER" and span.start > end
    )
    for start, stop, label in spans:
        if start <= end + 2 and _JOINT.fullmatch(page.told.folded, end, start):
            yield label
            end = max(end, stop)


def same_verb(page: Page, phrase: Phrase, label: str) -> bool:
    """Whether a phrase does what a feature does, to a part of it: 修改末级 of 修改收货信息."""
    verb = page.told.folded[phrase.verb_start : phrase.verb_end]
    names = [name for fact in page.features if fact.label == label for name in (label, *fact.aliases)]
    return bool(verb) and any(verb in name for name in names)


def object_of(page: Page, phrase: Phrase) -> str:
    """The words of a phrase behind its verb, without blanks and marks around them."""
    behind = page.told.raw[phrase.verb_end : phrase.end]
    match = _OBJECT.match(fold(behind))
    words = behind[: match.end()] if match else ""
    if page.told.folded[: phrase.verb_start].endswith("没有"):
        words = words.removesuffix("限").removesuffix("权")
    words = _SAID.sub("", _THAT.sub("", words))
    return re.sub(r"\s+|\A\s*的\s*\Z", "", words).strip("“”\"「」【】'，,。；;：:" + BRACKET)


def act_of_item(page: Page, phrase: Phrase, cue: Cue) -> str | None:
    """What an item of a list is about in which the cue of the line over it is but thought: its own words, where they name no function."""
    words = page.told.folded[phrase.verb_start : phrase.verb_end] + object_of(page, phrase)
    return words if cue.under and phrase.feature is None and _ITEM.fullmatch(words) else None


def is_place_only(page: Page, start: int, end: int) -> bool:
    """可(以)在【path】操作: only a place or a way."""
    inside = any(
        span.start < end and start < span.end and span.field == "ANSWER" for path in page.paths for span in path.spans
    )
    return inside or bool(_PLACE_ONLY.search(page.told.folded[start:end]))
