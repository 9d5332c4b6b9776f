"""Near forms of a name: how else a person may say the same state, kind or function, in tiers from the nearest on.

A form only adds or leaves out what says nothing of its own (a bearer, an auxiliary verb, who acts) or tells a state in another way
(付款后, 已付款). Qualifiers and negations stay as they are: no form of 京东国际 is 非京东国际.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Final

from ontology.names import name_key

Tiers = Sequence[Sequence[str]]
"""Forms of a name, those of a tier equally near."""

_PARTY: Final = (
    "买家", "卖家", "商家", "用户", "消费者", "顾客", "客户", "平台", "系统", "商户", "店铺", "骑手", "司机", "供应商", "达人", "仓库", "房东", "租客", "乘客", "师傅", "技师", "快递员", "主播", "团长", "患者", "药师", "学员",
)  # fmt: skip
_BEARERS: Final = (
    "订单", "商品", "单", "商家", "店铺", "用户", "账号", "门店", "包裹", "卖家", "买家", "客户", "供应商", "商户", "会员", "实例", "券", "件",
    "小程序", "货物", "货品", "货主", "主体", "客人", "房源", "课程", "角色", "产品", "物品", "车辆", "店", "渠道",
)  # fmt: skip
_WITH: Final = (
    "购买", "支付", "付款", "发货", "下单", "期间", "中", "状态", "情况", "类", "地区", "地域", "区域", "城市", "站点", "模式",
)  # fmt: skip
"""What may stand behind a kind without making another of it: 活动特惠|购买."""
_PEELED: Final = re.compile(
    rf"(?<=..)(?:的?(?:{'|'.join(_BEARERS)})|的(?:[一-鿿]{{1,4}})?|状态下?|期间|时候?|情况下?|者|之间|阶段|模式|类目?|(?<=[体义])下)\Z"
)
_LED: Final = re.compile(
    r"(?:如果|如|若|当|因为?|由于|处于|属于|正在|仍在|仍|被|订单(?=[已未待正处是])|商品(?=[已未待正处是])|是|为)(?=..)"
)
_DOES: Final = re.compile(r"[一-鿿]{2,4}")
"""What may be an act, told alone: 成团."""
_HAVING: Final = ("有", "已有", "存在", "参加", "使用")
"""What says but that something is there or takes part: 有在途提现 is 在途提现."""
_HAS: Final = re.compile(
    r"(?:已|尚|仍)?(?:存?有(?!效)|存在)(?=..)|已?(?:参加|参与|享受|具备|报名|加入|开通|入选)(?=..)|因(?=..)"
)
_WHO: Final = re.compile(rf"(?:{'|'.join(_PARTY)})(?=..)")
_WHOSE: Final = re.compile(r"[一-鿿]{2,4}?(?=(?:已|未|尚未|还没).{2})")
_LONG_FOR: Final = re.compile(r"[之以](?=[前后]\Z)|(?<=已)经|[尚还](?=未)")
_DONE: Final = (
    re.compile(r"(?:已经?)(?P<core>.{1,10}?)(?:完成|成功|完毕)?"),
    re.compile(r"(?P<core>.{2,10}?)(?:(?:完成|成功|完毕)?(?:之|以)?后|完成|成功|完毕|了)"),
    re.compile(r"(?:一经|一旦|完成)(?P<core>.{2,10}?)(?:之?后)?"),
)
_NOT_YET: Final = (
    re.compile(r"(?:尚未|还未|还没有?|没有|没|未|待|等待)(?:完成)?(?P<core>.{1,10}?)"),
    re.compile(r"(?P<core>.{2,10}?)(?:之|以)?前"),
)
_GOING_ON: Final = (
    re.compile(r"(?P<core>.{2,10}?)(?:期间|期内|过程中|中|时|期|状态下?)"),
    re.compile(r"(?:正在|处于|在)(?P<core>.{2,10}?)(?:中|期间|期内|期)?"),
)
_STATES: Final = (
    (_DONE, ("已{}", "{}后", "{}完成", "{}成功", "已经{}", "完成{}", "已完成{}", "{}了", "已{}完成", "已{}成功")),
    (_NOT_YET, ("未{}", "{}前", "待{}", "尚未{}", "未完成{}", "没有{}", "等待{}", "还没{}", "还未{}")),
    (_GOING_ON, ("{}中", "{}期间", "{}期内", "正在{}", "{}期", "{}时", "{}状态", "{}状态下")),
)
"""How a state is told: that something is done, not yet, or going on; and the ways to tell it."""
_TOLD_AS_STATE: Final = re.compile(r"[已未待后前中]|期间|没有")
_OPPOSITE: Final = (
    (re.compile(r"(?:尚未|还未|还没有?|未)(?P<core>.{2,10})"), ("已{}", "{}后")),
    (re.compile(r"已经?(?P<core>.{2,10})"), ("未{}", "尚未{}")),
    (re.compile(r"(?:无|没有|缺少)(?P<core>.{2,10})"), ("{}", "有{}")),
    (re.compile(r"(?P<core>.{2,10}?)[之以]?后"), ("{}前", "{}之前", "{}以前")),
    (re.compile(r"(?P<core>.{2,10}?)[之以]?前"), ("{}后", "已{}", "{}之后", "{}以后")),
)
_DENIES: Final = re.compile(r"非|不")
_NAMES_NOTHING: Final = re.compile(r"(?:没有?|尚未|还未|还没有?|未|已经?|等?待|非|不|无|有|是|为|正在|处于)+")

_CARRIER: Final = (
    "发起", "提交", "申请", "办理", "进行", "执行", "操作", "走", "做", "使用", "参与", "参加", "享受", "实现", "完成", "安排", "受理",
)  # fmt: skip
_ADVERB: Final = (
    "在线", "线上", "免费", "自行", "重新", "再次", "手动", "手工", "直接", "随时", "提前", "主动", "自主", "自助", "当日", "单独", "随意", "正常",
)  # fmt: skip
_LIKE_VERBS: Final = (
    ("修改", "变更", "更改", "调整", "更换"), ("删除", "移除"), ("新增", "添加", "新建", "创建"), ("查看", "查询"), ("开启", "开通", "启用"), ("绑定", "关联"),
)  # fmt: skip
"""Verbs that a merchant uses for the same act."""
_INTO: Final = re.compile(r"(?:改|[一-鿿]{2})([为成到至])(?=..)")
_WHICHEVER: Final = re.compile(r"(?<=..)(?:任[何意]|所有的?|全部的?|一切|自己的)(?=..)")
"""What says but that it is of any: 调用|任何|接口."""
_DAYS: Final = re.compile(r"(?P<days>\d{1,3}|[一二三四五六七八九十]{1,3})(?P<unit>天|日)内?(?=[一-鿿]{4})")
_DIGITS: Final = "〇一二三四五六七八九0123456789"
_NAMING: Final = ("功能", "服务", "业务", "操作", "规则", "权限", "申请", "限制", "条件")
_OBJECTS: Final = ("订单", "收货", "收件", "商品", "配送")
"""What a function is mostly done to, told or not: 修改地址 is 修改收货地址, 取消 is 取消订单."""


def near_concepts(name: str) -> Tiers:
    """Near forms of the name of a state or kind: its bearers aside, its state told otherwise, who acts left out or named."""
    key = name_key(name)
    bare = tuple(dict.fromkeys(form for one in _peeled(key) for form in (one, _respelled(one))))
    states = tuple(dict.fromkeys(form for one in bare for form in _told_otherwise(one)))
    cores = tuple(dict.fromkeys(form for one in bare for form in _without_time(one)))
    borne = tuple(one + more for one in bare for more in (*_BEARERS, *_WITH, *_PARTY))
    of_nobody = tuple(dict.fromkeys(f for one in bare if (who := _WHO.match(one)) for f in _and_told(one[who.end() :])))
    of_all = (
        () if any(map(_WHO.match, bare)) else tuple(who + form for who in _PARTY for form in (*bare, *states, *cores))
    )
    had = tuple(dict.fromkeys(form for one in bare for form in _had(one)))
    done = tuple(
        dict.fromkeys(form for one in bare if (who := _WHO.match(one)) for form in _done_by(who[0], one[who.end() :]))
    )
    by_act = tuple(form for one in bare if _DOES.fullmatch(one) for form in _done_by("", one))
    return _tiers(key, (bare, states, cores, borne, of_nobody, of_all, had, done, by_act))


def opposite_concepts(name: str) -> Tiers:
    """Names of the state that holds where the one named does not: 未签约 where only 已签约 has a name."""
    key = name_key(name)
    found = tuple(
        one[:start] + way.format(match["core"])
        for one in dict.fromkeys(_peeled(key))
        for start in _starts(one)
        for pattern, ways in _OPPOSITE
        if (match := pattern.fullmatch(one, start))
        for way in ways
    )
    undone = (
        (one[:at], _OPPOSITE[0][0].fullmatch(one, at)) for one in dict.fromkeys(_peeled(key)) for at in _starts(one)
    )
    return _tiers(key, (found, tuple(who + match["core"] for who, match in undone if who and match)))


def near_features(name: str) -> Tiers:
    """Near forms of the name of a function: its verb and object in either order, without auxiliary verbs and adverbs, with the
    object that a merchant leaves out."""
    key = name_key(name)
    bare = tuple(dict.fromkeys(form for one in _without_carriers(key) for form in _turned_into(one)))
    turned = tuple(form for one in bare for form in _turned(one))
    carried = tuple(form for one in bare for form in _carried(one))
    whole = tuple(form for one in (*bare, *turned) for form in _with_object(one))
    of_nobody = tuple(one[who.end() :] for one in bare if (who := _WHO.match(one)))
    of_all = () if of_nobody else tuple(who + one for who in _PARTY for one in (*bare, *turned))
    alike = tuple(form for one in (*bare, *turned) for form in _by_like_verbs(one))
    return _tiers(key, (bare, turned, whole, carried, of_nobody, of_all, alike, tuple(_within_days(key))))


def is_bare(key: str) -> bool:
    """Whether the key of a name is but a verb, which may begin the name of a function."""
    return 2 <= len(key) <= 3 and key not in _BEARERS and key not in _PARTY


def is_bearer(key: str) -> bool:
    """Whether the key of a name only tells who acts, or what bears a state or is done something to."""
    return key in _BEARERS or key in _PARTY or key in _OBJECTS


def begun_by(key: str) -> tuple[str, str]:
    """The bounds, both left out, between which all longer keys lie that a bare verb begins; of any other name those that only a
    bracket makes longer: 极速结算（T0）."""
    begins = key if is_bare(key) else key + "（"
    return begins, begins + chr(0x10FFFF)


def only_one(tiers: Tiers, ids_of: Callable[[Sequence[str]], Collection[str]]) -> str | None:
    """The thing that the nearest forms name which name any; None where they name none, or several."""
    for tier in tiers:
        found = set(ids_of(tier)) if tier else set()
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _tiers(key: str, tiers: Iterable[Iterable[str]]) -> Tiers:
    """Each form once, in its nearest tier; never one that is shorter than a word or denies what the name does not. What only bears
    a state (订单) has no other form, nor has what only says that it is so or not (没有)."""
    if key in _BEARERS or key in _PARTY or _NAMES_NOTHING.fullmatch(key):
        return ()
    seen = {key}
    found = []
    for tier in tiers:
        forms = [form for form in dict.fromkeys(tier) if form not in seen and _is_sound(form, key)]
        seen.update(forms)
        found.append(tuple(forms))
    return tuple(found)


def _is_sound(form: str, key: str) -> bool:
    return len(form) >= 2 and len(_DENIES.findall(form)) == len(_DENIES.findall(key))


def _peeled(key: str) -> Iterator[str]:
    """A name without what leads to it, and without who or what bears the state."""
    lead = _LED.match(key)
    for one in (key, *((key[lead.end() :],) if lead else ())):
        yield one
        tail = _PEELED.search(one)
        if tail:
            yield one[: tail.start()]


def _respelled(one: str) -> str:
    """With the shorter words for when: 出库之前 is 出库前, 尚未 is 未."""
    return _LONG_FOR.sub("", one)


def _had(one: str) -> Iterator[str]:
    """With and without what says but that it is there: 有待出货订单, 待出货订单."""
    lead = _HAS.match(one)
    if lead:
        yield from _peeled(one[lead.end() :])
    else:
        yield from (word + one for word in _HAVING)


def _done_by(who: str, act: str) -> Iterator[str]:
    """An act told with who does it, that it is done: 商家接单 is 商家已接单."""
    if len(act) >= 2 and not _TOLD_AS_STATE.search(act):
        yield from (who + "已" + act, who + act + "后", "已" + act, act + "后")


def _and_told(one: str) -> Iterator[str]:
    yield one
    yield from _told_otherwise(one)
    yield from _without_time(one)


def _without_time(one: str) -> Iterator[str]:
    """What is done or goes on, without a word that says so: 已签收, 签收后 and 签收中 are 签收; further off than the other ways to say it."""
    for start in _starts(one):
        for patterns in (_DONE, _GOING_ON):
            yield from (one[:start] + m["core"] for p in patterns if (m := p.fullmatch(one, start)))


def _starts(one: str) -> Iterable[int]:
    """Where the state begins in words that may tell first whose it is."""
    who, whose = _WHO.match(one), _WHOSE.match(one)
    return dict.fromkeys((0, who.end() if who else 0, whose.end() if whose else 0))


def _told_otherwise(one: str) -> Iterator[str]:
    """The same state in other words; behind who or what is in it as well (租客已入住, 租客入住后)."""
    if "未" in one and not one.endswith("前"):
        yield one + "前"
    for start in _starts(one):
        for patterns, ways in _STATES:
            cores = (m["core"] for p in patterns if (m := p.fullmatch(one, start)))
            yield from (one[:start] + way.format(core) for core in cores for way in ways)


def _by_like_verbs(one: str) -> Iterator[str]:
    """With another verb for the same act, before its object or behind it: 变更地址 is 修改地址."""
    for verbs in _LIKE_VERBS:
        for verb in verbs:
            others = [other for other in verbs if other != verb]
            if one.startswith(verb) and len(one) >= len(verb) + 2:
                yield from (other + one[len(verb) :] for other in others)
            if one.endswith(verb) and len(one) >= len(verb) + 2:
                yield from (one[: -len(verb)] + other for other in others)


def _turned_into(one: str) -> Iterator[str]:
    """What something is made, told by another word: 改为宅配 is 改成宅配, 恢复到原实例 is 恢复至原实例."""
    yield one
    into = _INTO.match(one)
    if into:
        yield from (one[: into.start(1)] + word + one[into.end() :] for word in "为成到至" if word != into[1])


def _without_carriers(key: str) -> Iterator[str]:
    yield key
    if any_of := _WHICHEVER.search(key):
        yield key[: any_of.start()] + key[any_of.end() :]
    lead = next((word for word in (*_CARRIER, *_ADVERB) if key.startswith(word) and len(key) - len(word) >= 2), None)
    tail = next((word for word in _NAMING if key.endswith(word) and len(key) - len(word) >= 2), None)
    if lead:
        yield key[len(lead) :]
    if tail:
        yield key[: -len(tail)]
    if lead and tail and len(key) - len(lead) - len(tail) >= 2:
        yield key[len(lead) : -len(tail)]


def _turned(one: str) -> Iterator[str]:
    """Verb and object in the other order, where both have two characters at least."""
    if len(one) >= 4:
        yield one[2:] + one[:2]
        yield one[-2:] + one[:-2]


def _carried(one: str) -> Iterator[str]:
    yield from (word + one for word in (*_CARRIER, *_ADVERB))
    yield from (one + word for word in _NAMING)


def _within_days(key: str) -> Iterator[str]:
    """With the days within which something may be done in the other numerals, or without them: 七天无理由退货, 7天无理由退货."""
    match = _DAYS.match(key)
    if match:
        days, rest = match["days"], key[match.end() :]
        other = _DIGITS.find(days) if len(days) == 1 else -1
        yield from () if other < 0 else (_DIGITS[(other + 10) % 20] + match["unit"] + rest,)
        yield rest


def _with_object(one: str) -> Iterator[str]:
    """With the object that goes without saying, or without it."""
    for thing in _OBJECTS:
        if len(one) == 2:
            yield one + thing
            yield thing + one
        elif len(one) >= 4:
            yield one[:2] + thing + one[2:]
        if one.endswith(thing) or one.startswith(thing):
            yield one.removesuffix(thing).removeprefix(thing)
        if thing in one[2:-1]:
            yield one[:2] + one[2:].replace(thing, "", 1)
