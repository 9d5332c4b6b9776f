"""Functions that an entry is about, places somewhere, or says may or may not be used.

Where names come from, in this order: the ends of paths, what the question asks about, what the answer calls a function
(X功能, 提交X申请, 创建X单), what it permits or forbids (可以修改X, 不支持X), what the system does by itself (自动X).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from extract.concepts import Mention
from extract.facts import FeatureFact, PathFact, Span
from extract.lexicon import Lexicon
from extract.parts import Part
from extract.tables import Table
from extract.text import Text
from extract.verbals import Verbal, find_column_names, find_verbals, verb_phrase
from ontology.concepts import Vocabulary, per_vocabulary
from ontology.kinds import ConceptScheme, EvidenceField, MenuNodeKind
from ontology.names import fold

_ASKING: Final = re.compile(
    r"(?:该|应该|应|需要|要|想要?|可以|商家|卖家|店铺)?(?:怎么样?|怎样|怎麼|如何|咋)(?:才能|去|来|进行|可以|操作|办理|在[^，。]{1,10}?[上中里内])?|"
    r"(?:请问)?(?:在)?(?:哪里|哪儿|哪裡|何处|什么地方|哪个页面|哪个菜单)(?:可以|能|能够|去)?"
)
_MAY: Final = re.compile(r"可以|能否|能不能|可不可以|可否|是否(?:可以|能|支持)?|(?<!功)能(?:够)?|支持|会不会")
_WHETHER: Final = re.compile(r"(?:能否|可否|能不能|可不可以|是否(?:可以|能够?|支持|允许|可)|支不支持)(?!够)")
_ANNOUNCED: Final = re.compile(r"^(?:新增|增加)")
_FILLER_FIRST: Final = re.compile(
    r"^(?:您好|亲|请问|关于|支持|目前|提供|上线|优化|推出|进入|打开|点击|点选|原有的|商家|卖家|店铺|用户|消费者|买家|顾客|我们?|您|你|自助|操作|进行|使用|已经|已|在(?!线)|对|将|把|给|去|来|如果|如|若|想|要|发(?![票货布放送起运现件短消])|的|"
    r"(?:商家|卖家|店铺)?后台(?:的|中|里)?|shop端|pc端|app端|APP端)+"
)
_FILLER_LAST: Final = re.compile(
    r"(?:(?:自助)?(?:操作)?(?:流程|步骤|说明书?|手册|指南|指引|教程|方法|方式|规则(?:说明|汇总|一览|大全|详解)|介绍|功能介绍|功能解读|解读|常见问题|问题|FAQ|faq|"
    r"指导|攻略|入口|路径)|上线啦?|上线公告|公告|通知|(?<=[一-鿿]{4})(?:的)?(?:限制|条件|要求|规定|须知|权限说明)|调整(?:通知|公告)?|升级|功能|按钮|页面|操作|后台|的|了|呢|吗|么|啊|哦|吧|是什么|有哪些|是怎样的|怎么走|在哪里?|[-—?？!！。.,，:：\s])+\Z"
)
_OF_DOING: Final = re.compile(r"(?P<thing>[^的]{2,10})的(?P<act>[^的]{2,4})")
_CALLED: Final = (
    ("feature.function", re.compile(r"(?:[“\"「『【‘]\s*([^“”\"「」『』【】‘’，。]{2,14}?)\s*[”\"」』】’“])\s*(?:的)?功能")),
    ("feature.function", re.compile(r"(?:新增|增加|上线|推出|提供|支持|使用|开启|关闭|开通|优化|通过|启用|,|，|。|\s|\A)(?:了|的)?([一-鿿A-Za-z/]{2,16}?)(?:下单)?功能(?!位置|入口|介绍|优化|更新|详情|使用|解读|描述|说明|特点|如下|页)")),
    ("feature.apply", re.compile(r"(?:提交|提报|发起|提)(?:了)?\s*([一-鿿]{2,10}?申请)")),
    ("feature.apply", re.compile(r"((?:创建|新建|提交|发起)[一-鿿]{1,6}(?:单|任务|计划|活动|模板))")),
    ("feature.button", re.compile(r"(?:点击|单击|点选)\s*[“\"「『【‘”]?\s*([一-鿿A-Za-z/]{2,12}?)\s*[”\"」』】’“]?\s*(?:按\s*钮|按键)")),
    ("feature.permission", re.compile(r"[“\"「『【‘]\s*(?:该?(?:账号|用户|角色)?(?:暂?无|没有|缺少|有))?([一-鿿]{2,10}?)权限\s*[”\"」』】’]")),
    ("feature.automatic", re.compile(r"(自动(?:确认收货|完成|关单|取消|退款|签收|下发|审核|解锁|打款|妥投关单|解除[一-鿿]{2}))")),
    ("feature.heading", re.compile(r"(?:^|(?<=[\s）)、]))([一-鿿]{2,10}?)页面\s*(?=[:：\s])")),
    ("feature.heading", re.compile(r"[（(][一二三四五六七八九十]+[）)]\s*([一-鿿]{4,12})(?=\s)")),
)  # fmt: skip
_NO_NAME: Final = re.compile(
    r"哪[些个种里儿裡]|什么|谁|多少|几[个天次]|[吗嘛嗎呢]\Z|^(?:什么|怎么|如何|哪|该|此|这|那|以下|以上|上述|其他|其它|相关|相应|对应|进行|操作|处理|使用|查询|查看|选择|联系|通过|是|有|无|不|没|会|将|被|让|由|按|与|和|或|及|的|了|在|从|到)$"
    r"|[，。；！？：]|^(?:判断|区分|知道)(?:是|该)|^[\d\s]+$|\d$|您|我|吗|什么|怎么|如何|是否|没有|^[一-鿿]{2}[的了]|(?:的|了|后|前|的话|成功|失败|级|到|者|[和与或及并])$|^(?:的|说|是|和|却|与|但|因|由|被)"
)
_ASKED_LAST: Final = re.compile(
    r"(?P<thing>[^，,。；？?]{2,14}?)(?:可以|能够?|支持|允许|可否|能否|能不能|可不可以|是否可以|是否支持)(?P<verb>[一-鿿]{2})(?:吗|么|嘛)?[-\s？?。]*\Z"
)
_NO_OPERATION: Final = re.compile(
    r"(?:中心|管理|列表|记录|报表|查询|统计|设置|权限|密码|员工|角色|账号|店铺|活动|原因|展示|提醒|说明|逻辑|详情|跟踪|追踪)\Z|^(?:查询|查看|自动|联系)"
)


@dataclass(slots=True)
class _Draft:
    label: str
    spans: list[Span]
    aliases: list[str]
    places: list[int]


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
    drafts: dict[str, _Draft] = {}
    lexicon = answer.lexicon
    for index, path in enumerate(paths):
        for name in _of_path(path, lexicon):
            _add(drafts, name, path.spans, place=index)
    topics = [
        (one, start, end) for name, start, end in _topics(question, asked) for one in _uncoordinated(name, lexicon)
    ]
    for name, start, end in topics:
        _add(drafts, name, (Span(EvidenceField.QUESTION, start, end, "feature.topic"),))
    for name, start, end, rule in _called(answer):
        _add(drafts, name, (Span(EvidenceField.ANSWER, start, end, rule),))
    for one in find_verbals(answer, told):
        _add(drafts, one.name, (Span(EvidenceField.ANSWER, one.start, one.end, one.rule),))
        if one.rule == "feature.use":
            drafts[one.name].aliases.append(one.name.removeprefix(one.verb))
    for one in (*find_verbals(question, asked), *_asked_whether(question, asked)):
        _add(drafts, one.name, (Span(EvidenceField.QUESTION, one.start, one.end, one.rule),))
    for one in find_column_names(answer, tables):
        _add(drafts, one.name, (Span(EvidenceField.ANSWER, one.start, one.end, one.rule),))
    _place_topic(drafts, topics, _main(paths, parts), lexicon)
    _join_applications(drafts, lexicon)
    _call_by_party(drafts, topics, question)
    _drop_uses(drafts)
    _call_in_full(drafts)
    for draft in drafts.values():
        aliases = [name for name in (*draft.aliases, *_turned(draft.label, lexicon)) if name != draft.label]
        yield FeatureFact(
            draft.label,
            tuple(dict.fromkeys(draft.spans)),
            tuple(dict.fromkeys(aliases)),
            is_operation(draft.label, lexicon),
            tuple(dict.fromkeys(draft.places)),
        )


def _join_applications(drafts: dict[str, _Draft], lexicon: Lexicon) -> None:
    """An application for what the entry is about is that (协商取消订单申请), 申请退票 is 退票 where both are done, and one name of an application may be the other's end."""
    asked = [
        d.label for d in drafts.values() if any(s.rule == "feature.topic" or s.rule.startswith("path") for s in d.spans)
    ]
    for label in [one for one in drafts if one.startswith("申请")]:
        act = drafts.get(label.removeprefix("申请"))
        if act is not None and any(span.rule == "feature.modal" for span in act.spans) and label not in asked:
            act.spans += drafts[label].spans
            act.aliases += [label, *drafts[label].aliases]
            del drafts[label]
        elif (
            act is None
            and re.match(r"申请(?!发票|资质)[一-鿿]{4}", label)
            and lexicon.action_first.match(fold(label), 2)
        ):
            drafts[label].aliases.append(label.removeprefix("申请"))
    applications = sorted((label for label in drafts if label.endswith("申请")), key=len, reverse=True)
    for label in applications:
        if label.removesuffix("申请") in asked:
            drafts[label].aliases.append(label.removesuffix("申请"))
        for longer in applications:
            if longer != label and longer.endswith(label) and len(label) > 4:
                drafts[longer].aliases.append(label)


def _call_by_party(drafts: dict[str, _Draft], topics: list[tuple[str, int, int]], question: Text) -> None:
    """A topic is called with whom it is about as well: 消费者其他收货号码自助查询."""
    for name, start, _ in topics:
        party = re.search(r"(?:消费者|用户|买家|客户|商家|顾客)\Z", question.folded[:start])
        if party and question.raw[start : start + len(name)] == name:
            drafts[name].aliases.append(party[0] + name)


def _call_in_full(drafts: dict[str, _Draft]) -> None:
    """改地址 is 修改地址."""
    for label, draft in drafts.items():
        if re.match(r"改(?=[一-鿿]{2})(?![价派签期约单邮])", label):
            draft.aliases.append("修" + label)


def _drop_uses(drafts: dict[str, _Draft]) -> None:
    """使用X发货 is no function beside X."""
    uses = [label for label, draft in drafts.items() if all(s.rule == "feature.use" for s in draft.spans)]
    for label in uses:
        thing = label.removeprefix("使用")
        if any(thing.startswith(other) and other != label and len(other) > 2 for other in drafts):
            del drafts[label]


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


def _add(drafts: dict[str, _Draft], name: str, spans: tuple[Span, ...], place: int | None = None) -> None:
    draft = drafts.setdefault(name, _Draft(name, [], [], []))
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


def _topics(question: Text, asked: tuple[Mention, ...]) -> Iterator[tuple[str, int, int]]:
    """What the question asks about: 怎么导出订单 -> 导出订单; 订单金额怎么修改 -> 修改订单金额; X操作说明 -> X."""
    clauses = list(re.finditer(r"[^，,。；;？?！!\n【】]+", question.folded))
    asks = any(_ASKING.search(clause[0]) for clause in clauses)
    for clause in clauses:
        match, last = _ASKING.search(clause[0]), _ASKED_LAST.fullmatch(clause[0])
        if match:
            yield from _asked(clause, match, question, asked)
        elif last and question.lexicon.action_first.fullmatch(last["verb"]):
            thing = _named(question, clause.start(), clause.start() + last.end("thing"), asked)
            if thing:
                verb = question.raw[clause.start() + last.start("verb") : clause.start() + last.end("verb")]
                yield verb + thing[0].replace("的", ""), thing[1], clause.start() + last.end("verb")
        elif asks:
            continue
        elif _FILLER_LAST.search(clause[0]) or question.lexicon.action_first.search(clause[0]):
            cut = news.end() if (news := _ANNOUNCED.match(clause[0])) else 0
            named = _named(question, clause.start() + cut, clause.end(), asked)
            if named and (turned := _OF_DOING.fullmatch(named[0])):
                act = turned["act"] if question.lexicon.action_first.fullmatch(fold(turned["act"])) else ""
                named = (act + turned["thing"], named[1], named[2]) if act else named
            if named and not _MAY.search(clause[0]) and not re.search(r"为什么|什么|哪些|多久|多少|吗|是否", clause[0]):
                yield named


def _asked_whether(question: Text, asked: tuple[Mention, ...]) -> Iterator[Verbal]:
    """What a question asks whether it may be done: 子账号能否|查看资金？"""
    for match in _WHETHER.finditer(question.folded):
        found = verb_phrase(question, match.end(), asked)
        if found is not None:
            yield found


def _asked(
    clause: re.Match[str], match: re.Match[str], question: Text, asked: tuple[Mention, ...]
) -> Iterator[tuple[str, int, int]]:
    lexicon = question.lexicon
    before = _named(question, clause.start(), clause.start() + match.start(), asked)
    after = _named(question, clause.start() + match.end(), clause.end(), asked)
    verb = lexicon.action_first.match(clause[0], match.end())
    if before and lexicon.system_only.match(fold(before[0])):
        before = None
    if after is None and verb and not lexicon.vague.fullmatch(verb[0]):
        start, end = clause.start() + match.end(), clause.start() + verb.end()
        after = question.raw[start:end], start, end
    if after and (not before or len(after[0]) > 2 or not lexicon.action_first.fullmatch(fold(after[0]))):
        if len(after[0]) > 2 or lexicon.action_first.fullmatch(fold(after[0])):
            yield after
        return
    if before and after:
        act = after[0]
        yield (act + before[0] if not before[0].startswith(act) else before[0]), before[1], after[2]
    elif verb and lexicon.vague.fullmatch(verb[0]):
        state = _named(question, clause.start(), clause.start() + match.start(), ())
        if state and len(state[0]) <= 6 and not re.search(r"[不无]法|不[了上到]", fold(state[0])):
            act = question.raw[clause.start() + verb.start() : clause.start() + verb.end()]
            yield state[0] + act, state[1], clause.start() + verb.end()


def _named(question: Text, offset: int, stop: int, asked: tuple[Mention, ...]) -> tuple[str, int, int] | None:
    """The name in a stretch of a question, with its span: fillers off both ends, the kind of order off the front."""
    words = question.folded[offset:stop]
    end = len(words) - len(match[0]) if (match := _FILLER_LAST.search(words)) else len(words)
    start = first.end() if (first := _FILLER_FIRST.match(words[:end].lstrip())) else 0
    start += len(words) - len(words.lstrip()) if words[:1].isspace() else 0
    for mention in asked:
        at = mention.start - offset
        types = any(c.scheme is ConceptScheme.ORDER_TYPE for c in mention.concepts)
        qualified = start < at <= start + 6 and re.fullmatch(r"[一-鿿]+", words[start:at]) and mention.words.isascii()
        if types and (at == start or qualified) and mention.end - offset < end - 1:
            start = mention.end - offset
            if rest := re.match(r"(?:的|POP|pop|订单(?=[一-鿿]{2})|类|商家的?)*", words[start:end]):
                start += rest.end()
    name = words[start:end].strip()
    at = offset + start + (len(words[start:end]) - len(words[start:end].lstrip()))
    written = question.raw[at : at + len(name)]
    concepts = any(n in c.names for m in asked for c in m.concepts for n in (name, written))
    if not 2 <= len(name) <= 16 or _NO_NAME.search(name) or concepts:
        return None
    return written, at, at + len(name)


def _called(text: Text) -> Iterator[tuple[str, int, int, str]]:
    for rule, pattern in _CALLED:
        for match in pattern.finditer(text.folded):
            name = match[1].strip()
            cut = news.end() if (news := _ANNOUNCED.match(name)) else 0
            lead = _FILLER_FIRST.match(name[cut:])
            start = match.start(1) + cut + (lead.end() if lead else 0)
            name = text.raw[start : match.end(1)].strip()
            in_header = rule == "feature.heading" and text.raw[: match.start()].rstrip().endswith("|")
            name = name.removeprefix("提交").removeprefix("提报")
            told = fold(name)
            fit = 2 <= len(name) <= 16 and not _NO_NAME.search(told) and not text.lexicon.generic.fullmatch(told)
            if fit and not in_header and not _is_about_nothing(fold(name), text.lexicon):
                for one in _uncoordinated(name, text.lexicon):
                    yield one, start, match.end(1), rule


def _is_about_nothing(name: str, lexicon: Lexicon) -> bool:
    """Verbs that are no function by themselves: 联系客服, 使用…, 通过审核; a system's name; a sentence cut short."""
    system = lexicon.system_only.match(name)
    return bool(lexicon.aside.match(name) or system or re.search(r"[一-鿿](?:包含|仅支持|不支持|仅限)", name))


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
    drafts: dict[str, _Draft],
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
