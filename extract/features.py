"""Functions that an entry is about, places somewhere, or says may or may not be used.

Where names come from, in this order: the ends of paths, what the question asks about, what the answer calls a function
(X功能, 提交X申请, 创建X单), what it permits or forbids (可以修改X, 不支持X), what the system does by itself (自动X).
"""

import re
from collections.abc import Iterator
from typing import Final

from extract.asked_inside import ASKED_INSIDE, find_asked_inside
from extract.column_names import find_column_names
from extract.concepts import Mention
from extract.cores import cores
from extract.cues import find_cues
from extract.facts import FeatureFact, PathFact, Span
from extract.joined import (
    FeatureDraft,
    call_as_told,
    call_by_party,
    call_in_full,
    drop_uses,
    join_applications,
    join_bare,
    join_counted,
    join_elided,
    join_qualified,
    join_shortened,
    join_told_as_such,
    join_told_on,
    join_turned,
)
from extract.lexicon import Lexicon
from extract.parts import Part
from extract.tables import Table
from extract.text import Text
from extract.topics import ANNOUNCED, FILLER_FIRST, NO_NAME, asked_whether, find_topics
from extract.turned import find_turned
from extract.under_way import behind_midst
from extract.verbals import find_verbals
from ontology.concepts import Vocabulary, per_vocabulary
from ontology.kinds import ConceptScheme, EvidenceField, MenuNodeKind
from ontology.names import fold

_CALLED: Final = (
    ("feature.function", re.compile(r"(?:[“\"「『【‘]\s*([^“”\"「」『』【】‘’，。]{2,14}?)\s*[”\"」』】’“])\s*(?:的)?功能")),
    ("feature.function", re.compile(r"(?:新增|增加|上线|推出|提供|支持|使用|开启|关闭|开通|优化|通过|启用|,|，|。|\s|\A)(?:了|的)?([一-鿿A-Za-z/]{2,16}?)(?:下单)?功能(?!位置|入口|介绍|优化|更新|详情|使用|解读|描述|说明|特点|如下|页)")),
    ("feature.apply", re.compile(r"(?:提交|提报|发起|提(?![前供高升醒示早]))(?:了)?\s*([一-鿿]{2,10}?申请)")),
    ("feature.apply", re.compile(r"((?:创建|新建|提交|发起)[一-鿿]{1,6}(?:单|任务|计划|活动|模板))")),
    ("feature.button", re.compile(r"(?:点击|单击|点选)\s*[“\"「『【‘”]?\s*([一-鿿A-Za-z/]{2,12}?)\s*[”\"」』】’“]?\s*(?:按\s*钮|按键)")),
    ("feature.permission", re.compile(r"[“\"「『【‘]\s*(?:该?(?:账号|用户|角色)?(?:暂?无|没有|缺少|有))?([一-鿿]{2,10}?)权限\s*[”\"」』】’]")),
    ("feature.automatic", re.compile(r"(自动(?:确认收货|完成|关单|取消|退款|签收|下发|审核|解锁|打款|妥投关单|解除[一-鿿]{2}))")),
    ("feature.heading", re.compile(r"(?:^|(?<=[\s）)、]))([一-鿿]{2,10}?)页面\s*(?=[:：\s])")),
    ("feature.heading", re.compile(r"[（(][一二三四五六七八九十]+[）)]\s*([一-鿿]{4,12})(?=\s)")),
)  # fmt: skip
_NO_OPERATION: Final = re.compile(
    r"(?:中心|管理|列表|记录|报表|查询|统计|设置|权限|密码|员工|角色|账号|店铺|活动|原因|展示|提醒|说明|逻辑|详情|跟踪|追踪)\Z|^(?:查询|查看|自动|联系)"
)


def find_features(
    question: Text,
    answer: Text,
    paths: tuple[PathFact, ...],
    mentions: tuple[tuple[Mention, ...], tuple[Mention, ...]],
    parts: tuple[Part, ...],
    tables: tuple[Table, ...],
) -> Iterator[FeatureFact]:
    """The features of an entry, in the order in which they were found; one for all its spans. `mentions`: asked, and told."""
    asked, told = mentions
    drafts: dict[str, FeatureDraft] = {}
    lexicon = answer.lexicon
    for index, path in enumerate(paths):
        for name in _of_path(path, lexicon):
            _add(drafts, name, path.spans, place=index)
    topics = [
        (one, start, end) for name, start, end in find_topics(question, asked) for one in _uncoordinated(name, lexicon)
    ]
    for name, start, end in topics:
        _add(drafts, name, (Span(EvidenceField.QUESTION, start, end, "feature.topic"),))
    for name, start, end, rule in _called(answer):
        _add(drafts, name, (Span(EvidenceField.ANSWER, start, end, rule),))
    for one in find_verbals(answer, told):
        _add(drafts, one.name, (Span(EvidenceField.ANSWER, one.start, one.end, one.rule),))
        drafts[one.name].aliases += one.aliases
        if one.rule == "feature.use":
            drafts[one.name].aliases.append(one.name.removeprefix(one.verb))
    for one in find_turned(answer, told):
        _add(drafts, one.name, (Span(EvidenceField.ANSWER, one.start, one.end, one.rule),))
    for one in (*find_verbals(question, asked), *asked_whether(question, asked)):
        _add(drafts, one.name, (Span(EvidenceField.QUESTION, one.start, one.end, one.rule),))
    for name, start, end in find_asked_inside(answer, parts):
        _add(drafts, name, (Span(EvidenceField.ANSWER, start, end, ASKED_INSIDE),))
    for one in find_column_names(answer, tables):
        _add(drafts, one.name, (Span(EvidenceField.ANSWER, one.start, one.end, one.rule),))
    for name, _, _ in topics:
        drafts[name].aliases += cores(name, lexicon)
    _place_topic(drafts, topics, _main(paths, parts), lexicon)
    join_applications(drafts, lexicon)
    join_bare(drafts, topics, lexicon)
    join_turned(drafts)
    join_shortened(drafts, topics, answer)
    join_told_as_such(drafts)
    join_qualified(drafts)
    join_elided(drafts, lexicon)
    join_told_on(drafts, answer)
    join_counted(drafts, topics, answer)
    call_as_told(drafts, question, answer)
    call_by_party(drafts, topics, question)
    drop_uses(drafts)
    call_in_full(drafts)
    for draft in drafts.values():
        aliases = [name for name in (*draft.aliases, *_turned(draft.label, lexicon)) if name != draft.label]
        yield FeatureFact(
            draft.label,
            tuple(dict.fromkeys(draft.spans)),
            tuple(dict.fromkeys(aliases)),
            is_operation(draft.label, lexicon),
            tuple(dict.fromkeys(draft.places)),
        )


def is_operation(name: str, lexicon: Lexicon) -> bool:
    """Whether a function acts on orders: its verb is one that does, and its object (if it has one) belongs to an order."""
    name = fold(name)
    verb = lexicon.order_verb.search(name)
    if not verb or _NO_OPERATION.search(name) or _is_status(name.removeprefix("订单"), lexicon):
        return False
    rest = (name[: verb.start()] + name[verb.end() :]).strip("的单个批量申请提交")
    return (
        not rest or bool(lexicon.order_object.search(rest)) or "订单" in name or bool(lexicon.order_verb.search(rest))
    )


def _add(drafts: dict[str, FeatureDraft], name: str, spans: tuple[Span, ...], place: int | None = None) -> None:
    draft = drafts.setdefault(name, FeatureDraft(name, [], [], []))
    draft.spans += spans
    if place is not None:
        draft.places.append(place)


def _of_path(path: PathFact, lexicon: Lexicon) -> Iterator[str]:
    """What is done or found at the end of a path; a tab that is a status, a field or a bare form is none."""
    last = path.labels[-1]
    if last.kind in (MenuNodeKind.TAB, MenuNodeKind.FIELD) and not lexicon.action_first.search(last.text):
        return
    bare = re.sub(r"（.*?）\Z", "", last.text)
    if len(path.labels) > 1 and len(bare) >= 2 and not _is_status(bare, lexicon):
        yield from _uncoordinated(bare, lexicon)


def _is_status(name: str, lexicon: Lexicon) -> bool:
    return name in _statuses(lexicon.vocabulary)


@per_vocabulary
def _statuses(vocabulary: Vocabulary) -> frozenset[str]:
    """All names of statuses."""
    return frozenset(n for c in vocabulary.concepts if c.scheme is ConceptScheme.ORDER_STATUS for n in c.names)


def _uncoordinated(name: str, lexicon: Lexicon) -> list[str]:
    """修改运费/服务费 -> 修改运费, 修改服务费: one verb for two objects."""
    verb = lexicon.action_first.match(fold(name))
    pieces = re.split(r"[/-]", name)
    if len(pieces) < 2 or not verb or verb.end() >= len(pieces[0]):
        return [name]
    act = name[: verb.end()]
    return [pieces[0], *(piece if lexicon.action_first.match(fold(piece)) else act + piece for piece in pieces[1:])]


def _called(text: Text) -> Iterator[tuple[str, int, int, str]]:
    for rule, pattern in _CALLED:
        for match in pattern.finditer(text.folded):
            name = match[1].strip()
            cut = news.end() if (news := ANNOUNCED.match(name)) else 0
            lead = FILLER_FIRST.match(name[cut:])
            start = match.start(1) + cut + (lead.end() if lead else 0)
            start = max([start, *(cue.end for cue in find_cues(text, start, match.end(1)))])
            start = behind_midst(text, start, match.end(1))
            name = text.raw[start : match.end(1)].strip()
            in_header = rule == "feature.heading" and text.raw[: match.start()].rstrip().endswith("|")
            name = name.removeprefix("提交").removeprefix("提报")
            told = fold(name)
            fit = 2 <= len(name) <= 16 and not NO_NAME.search(told) and not text.lexicon.generic.fullmatch(told)
            if fit and not in_header and not _is_about_nothing(fold(name), text.lexicon):
                for one in _uncoordinated(name, text.lexicon):
                    yield one, start, match.end(1), rule


def _is_about_nothing(name: str, lexicon: Lexicon) -> bool:
    """Verbs that are no function by themselves: 联系客服, 使用…, 通过审核; a system's name; a sentence cut short."""
    system = lexicon.system_only.match(name)
    return bool(
        lexicon.aside.match(name)
        or system
        or re.search(
            r"^(?:以下|如下|下列|上述)|[一-鿿](?:包含|暂停|仅支持|不支持|仅限|不可|不能|可以|无法|不得|不会|必须)", name
        )
    )


def _turned(name: str, lexicon: Lexicon) -> Iterator[str]:
    """导出订单 and 订单导出 are one: verb and object change places."""
    told = fold(name)
    first, last = lexicon.action_first.match(told), lexicon.action_last.search(told)
    if lexicon.order_object.fullmatch(told) or told.startswith("自动") or lexicon.aside.search(told):
        return
    if first and not last and len(first[0]) > 1 and 2 <= len(name) - first.end() <= 10:
        rest = name[first.end() :]
        if not lexicon.menu_noun.fullmatch(fold(rest)) and rest[0] not in "的人者":
            yield rest + name[: first.end()]
    if last and not first and last.start() >= 2 and not lexicon.action_first.search(told, 0, last.start()):
        head, act = name[: last.start()].removesuffix("的"), name[last.start() :]
        yield act + head
        if head != name[: last.start()]:
            yield head + act


def _main(paths: tuple[PathFact, ...], parts: tuple[Part, ...]) -> list[tuple[int, PathFact]]:
    """The paths that answer the entry's own question: outside its parts, and not the beginning of another one."""
    written = [tuple(label.text for label in path.labels) for path in paths]
    found = []
    for index, path in enumerate(paths):
        span = path.spans[0]
        inside = span.field is EvidenceField.ANSWER and any(p.start <= span.start < p.end for p in parts)
        begins = any(len(w) > len(written[index]) and w[: len(written[index])] == written[index] for w in written)
        if not inside and not begins:
            found.append((index, path))
    return found


def _place_topic(
    drafts: dict[str, FeatureDraft],
    topics: list[tuple[str, int, int]],
    paths: list[tuple[int, PathFact]],
    lexicon: Lexicon,
) -> None:
    """What the question asks for is at the place that the answer gives; done by the same verb, it is the same function."""
    ends = [(index, name) for index, path in paths for name in _of_path(path, lexicon)]
    if len({name for _, name in ends}) > 3:
        return
    for topic, _, _ in topics:
        draft = drafts[topic]
        if draft.places:
            continue
        verb = lexicon.action_first.search(topic)
        for index, name in ends:
            own = lexicon.action_first.match(name) or lexicon.action_last.search(name)
            if name == topic:
                continue
            if verb and own and verb[0] == own[0] and len({n for _, n in ends}) == 1:
                draft.aliases.append(name)
            draft.places.append(index)
