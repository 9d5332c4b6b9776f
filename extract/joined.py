"""Functions of an entry that are one though it calls them by several names: an application for what is done, a verb alone for what is asked
to be done by it, a name cut short.
"""

import re
from dataclasses import dataclass
from typing import Final

from extract.cues import cue_words
from extract.facts import Span
from extract.lexicon import Lexicon
from extract.text import Text
from ontology.kinds import EvidenceField
from ontology.names import fold
from ontology.words import tagged

_VERB: Final = 2
_TWO_VERBS: Final = 4
"""As long is an application for a verb alone: 申请作废."""
_AS_SUCH: Final = ("操作", "功能")
_BY_ONESELF: Final = re.compile(r"\A(?:自助|自行|自主|主动|代客|使用|用于)(?=[一-鿿]{2})")
_OF_TIME: Final = re.compile(r"(?<=[一-鿿]{4})(?:的?时间|期限)\Z")
_NUMBER: Final = re.compile(r"[\d一二两三四五六七八九十]+[一-鿿](?!以[上下内])")
_ONCE_MORE: Final = re.compile(r"\A(?:再次|重新)(?=[一-鿿]{2})")
_UNDERTAKES: Final = re.compile(r"(?:发起|提交|提报|办理|进行)(?=[一-鿿]{2})")


_CHANGES: Final = re.compile(r"(?:修改|更改|变更|调整)[一-鿿]{2}")
_SHORT: Final = {"改名": ("名称", "昵称"), "改价": ("价格", "单价", "售价"), "改址": ("地址",), "改期": ("日期",)}
"""Short words for changing what these names end in."""


@dataclass(slots=True)
class FeatureDraft:
    """A function as far as it is read: its label, where it is named, its other names, and the places of the paths that end in it."""

    label: str
    spans: list[Span]
    aliases: list[str]
    places: list[int]


def _join(drafts: dict[str, FeatureDraft], label: str, into: FeatureDraft) -> None:
    """One function is another, which is called by its names as well."""
    told = drafts.pop(label)
    into.spans += told.spans
    into.aliases += [label, *told.aliases]


def join_applications(drafts: dict[str, FeatureDraft], lexicon: Lexicon) -> None:
    """An application for what the entry is about is that (协商取消订单申请), 申请退票 is 退票 where both are done, and one name of an application may be the other's end."""
    asked = [
        d.label for d in drafts.values() if any(s.rule == "feature.topic" or s.rule.startswith("path") for s in d.spans)
    ]
    for label in [one for one in drafts if _UNDERTAKES.match(fold(one))]:
        bare = label[2:]
        if bare in drafts and label not in asked:
            _join(drafts, label, drafts[bare])
    for label in [one for one in drafts if fold(one).startswith("申请")]:
        ways = {fold(label[2:]), *([fold(label[2:]) + "订单"] if len(label) == _TWO_VERBS else [])}
        act = next((draft for name, draft in drafts.items() if fold(name) in ways), None)
        if (
            act is not None
            and any(span.rule in ("feature.modal", "feature.topic") for span in act.spans)
            and label not in asked
        ):
            _join(drafts, label, act)
        elif (
            act is None
            and re.match(r"申请(?!发票|资质)[一-鿿]{4}", fold(label))
            and lexicon.action_first.match(fold(label), 2)
        ):
            drafts[label].aliases.append(label[2:])
    applications = sorted((label for label in drafts if fold(label).endswith("申请")), key=len, reverse=True)
    for label in applications:
        if label[:-2] in asked:
            drafts[label].aliases.append(label[:-2])
        for longer in applications:
            if longer != label and longer.endswith(label) and len(label) > 4:
                drafts[longer].aliases.append(label)


def join_bare(drafts: dict[str, FeatureDraft], topics: list[tuple[str, int, int]], lexicon: Lexicon) -> None:
    """What a verb alone means is what the question asks to be done by it: 取消 is 订单取消规则; 合并发货 is 订单合并发货."""
    for label in [one for one in drafts if lexicon.action_first.fullmatch(fold(one))]:
        told = [
            drafts[name]
            for name, _, _ in topics
            if name != label and name in drafts and _does(drafts[name], fold(label)) and not _asked_also(topics, label)
        ]
        if len(told) == 1:
            told[0].spans += drafts.pop(label).spans
    for name in dict.fromkeys(name for name, _, _ in topics):
        label = name.removeprefix("订单")
        if name in drafts and label != name and label in drafts and not _asked_also(topics, label):
            drafts[name].spans += drafts.pop(label).spans
            drafts[name].aliases.append(label)


def join_turned(drafts: dict[str, FeatureDraft]) -> None:
    """A verb alone, told of a thing, is the function that is called by both: 个人的分账不支持|退回, beside 分账退回."""
    for label in [one for one in drafts if len(one) == _VERB]:
        things = [name[_VERB:] for name in drafts[label].aliases if name.startswith(label) and len(name) > _VERB + 1]
        fuller = {name for thing in things for name in (thing + label, label + thing) if name in drafts}
        if len(fuller) == 1:
            _join(drafts, label, drafts[fuller.pop()])


def join_shortened(drafts: dict[str, FeatureDraft], topics: list[tuple[str, int, int]], answer: Text) -> None:
    """改名 is what the question asks about in full: 修改门店名称."""
    for short, things in _SHORT.items():
        full = {name for name, _, _ in topics if name in drafts and _CHANGES.match(name) and name.endswith(things)}
        if len(full) != 1 or short not in answer.folded:
            continue
        name = full.pop()
        if short in drafts:
            _join(drafts, short, drafts[name])
        drafts[name].aliases.append(short)


def join_told_as_such(drafts: dict[str, FeatureDraft]) -> None:
    """退款操作 is 退款 where both are told."""
    for label in [one for one in drafts if fold(one).endswith(_AS_SUCH) and one[:-2] in drafts]:
        _join(drafts, label, drafts[label[:-2]])


def join_qualified(drafts: dict[str, FeatureDraft]) -> None:
    """What says but how or by whom it is done names no other function where that is told as well: 自助修改地址, 使用分账, 延长发货时间.
    What says how much or again does: 批量改价, 再次申请, 免费取消."""
    asked = [label for label, draft in drafts.items() if any(s.rule == "feature.topic" for s in draft.spans)]
    for label in sorted(drafts, key=len, reverse=True):
        bare = _BY_ONESELF.sub("", _OF_TIME.sub("", label))
        if bare == label or len(bare) < _VERB or bare not in drafts:
            continue
        if label in asked and bare not in asked:
            _join(drafts, bare, drafts[label])
        else:
            _join(drafts, label, drafts[bare])


def join_told_on(drafts: dict[str, FeatureDraft], text: Text) -> None:
    """A verb alone is the function that it begins where the same sentence tells that first: 开播时不能剪辑讲解，下播后可以|剪辑."""
    modal = {label: [s for s in d.spans if s.rule == "feature.modal"] for label, d in drafts.items()}
    for label in [one for one in drafts if len(one) == _VERB]:
        spans = modal[label]
        fuller = {
            one
            for one in drafts
            if one.startswith(label) and len(one) >= len(label) + 2
            for before in modal[one]
            if spans and all(_told_on(text, before, span) for span in spans)
        }
        if len(fuller) == 1 and len(spans) == len(drafts[label].spans):
            _join(drafts, label, drafts[fuller.pop()])


def join_counted(drafts: dict[str, FeatureDraft], topics: list[tuple[str, int, int]], text: Text) -> None:
    """To how many something is done says of what the question asks about by the same verb: 只能|绑定1个实例, where 弹性公网IP绑定 is asked."""
    for label in [one for one, draft in drafts.items() if all(counts_within(text, s, one) for s in draft.spans)]:
        asked = {name for name, _, _ in topics if name != label and name in drafts and label[:_VERB] in name}
        if len(asked) == 1:
            drafts[asked.pop()].spans += drafts.pop(label).spans


def counts_within(text: Text, span: Span, label: str) -> bool:
    """Whether a place of the answer names a function with a number in its midst: 新建5个满赠活动."""
    words = text.raw[span.start : span.end]
    more = len(words) - len(label)
    return (
        more > 0
        and _is_modal(span)
        and any(words[:at] + words[at + more :] == label and _NUMBER.match(words, at) for at in range(1, len(label)))
    )


def call_as_told(drafts: dict[str, FeatureDraft], question: Text, text: Text) -> None:
    """A verb that is permitted or forbidden alone is called with the one thing that somebody would do it to: 想|换回普通套餐|，…，合约期内
    不支持换回."""
    for label in [one for one in drafts if len(one) == _VERB and all(map(_is_modal, drafts[one].spans))]:
        told = re.compile(
            rf"(?:想要?|如[需要]|若[需要]|希望|打算){label}(?P<thing>[一-鿿A-Za-z]{{2,8}}?)(?=[，,的]|\Z)"
        )
        found = {m["thing"] for one in (question, text) for m in told.finditer(one.raw)}
        things = {one for one in found if _is_thing(one)}
        if len(found) != 1 or not things or any(one != label and one.startswith(label) for one in drafts):
            continue
        draft = drafts.pop(label)
        draft.label = label + things.pop()
        draft.aliases.append(label)
        drafts[draft.label] = draft


def _is_modal(span: Span) -> bool:
    return span.rule == "feature.modal" and span.field is EvidenceField.ANSWER


def _is_thing(words: str) -> bool:
    """Whether words are tagged as the name of a thing from end to end."""
    tags = [tag for _, tag in tagged(words)]
    return all(tag[0] in "nbajlv" for tag in tags) and tags[-1][0] in "nl"


def _told_on(text: Text, before: Span, span: Span) -> bool:
    """Whether one place stands behind another in the same sentence of the answer."""
    same = before.field is span.field is EvidenceField.ANSWER and before.end <= span.start
    return same and not re.search(r"[。\n；;]", text.folded[before.end : span.start])


def join_elided(drafts: dict[str, FeatureDraft], lexicon: Lexicon) -> None:
    """A verb that names nothing by itself is the one function that it begins: 已发货的不可|修改, or 再次修改, beside 修改地址; one whose
    object is left out as well: 欠费的不可|充值, beside 充值直通车."""
    cues = cue_words(lexicon.vocabulary)
    asked = [one for one, draft in drafts.items() if any(s.field is EvidenceField.QUESTION for s in draft.spans)]
    alone = [one for one in drafts if len(asked) == 1 and len(one) == _VERB and _is_told_alone(drafts[one], asked[0])]
    bare = {one: _ONCE_MORE.sub("", fold(one)) for one in drafts}
    for label in dict.fromkeys((*(one for one in drafts if bare[one] in cues.transitive | cues.elided), *alone)):
        fuller = [one for one in drafts if one != label and one.startswith(bare[label])]
        least = len(bare[label]) + (1 if fuller and fuller[0] in asked else 2)
        if len(fuller) == 1 and len(fuller[0]) >= least:
            told = drafts.pop(label)
            drafts[fuller[0]].spans += told.spans
            drafts[fuller[0]].aliases.append(label)


def _is_told_alone(draft: FeatureDraft, asked: str) -> bool:
    """Whether a verb alone is nothing but what the one topic of the question is done by: 赠送, where 赠送好友 is asked about."""
    modal = all(s.rule == "feature.modal" and s.field is EvidenceField.ANSWER for s in draft.spans)
    fuller = asked.startswith(draft.label) and len(draft.label) < len(asked) <= len(draft.label) + 4
    borne = asked.endswith(("订单", "商品", "店铺", "商家", "用户"))
    return modal and fuller and not borne and asked[-1] not in "里中上内时后前"


def _does(draft: FeatureDraft, verb: str) -> bool:
    """Whether a topic is a verb with orders as its object, and nothing else."""
    return any(fold(name) in (verb + "订单", "订单" + verb) for name in (draft.label, *draft.aliases))


def _asked_also(topics: list[tuple[str, int, int]], label: str) -> bool:
    return any(name == label for name, _, _ in topics)


def call_by_party(drafts: dict[str, FeatureDraft], topics: list[tuple[str, int, int]], question: Text) -> None:
    """A topic is called with whom it is about as well: 消费者其他收货号码自助查询."""
    for name, start, _ in topics:
        party = re.search(r"(?:消费者|用户|买家|客户|商家|顾客)\Z", question.folded[:start])
        if party and question.raw[start : start + len(name)] == name:
            drafts[name].aliases.append(party[0] + name)


def call_in_full(drafts: dict[str, FeatureDraft]) -> None:
    """改地址 is 修改地址, 退押金 is 退还押金."""
    for label, draft in drafts.items():
        if re.match(r"改(?=[一-鿿]{2})(?![价派签期约单邮])", label):
            draft.aliases.append("修" + label)
        if re.match(r"退(?=[一-鿿]{2})(?![款货换订票改回还出店])", label):
            draft.aliases.append("退还" + label[1:])
        if fold(label) == "改价":
            draft.aliases.append("修改价格")


def drop_uses(drafts: dict[str, FeatureDraft]) -> None:
    """使用X发货 is no function beside X."""
    uses = [label for label, draft in drafts.items() if all(s.rule == "feature.use" for s in draft.spans)]
    for label in uses:
        thing = label.removeprefix("使用")
        if any(thing.startswith(other) and other != label and len(other) > 2 for other in drafts):
            del drafts[label]
