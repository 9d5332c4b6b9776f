"""The words by which a clause states a rule, found in it: the longest word at each place wins, so that 不可抗力 is no 不可.

Which words mean what stands in the vocabulary (`rules.ttl`); here is only how they are found.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from extract.cue_names import kind_named_by_cue
from extract.lexicon import any_of
from extract.systems import begins_system
from extract.text import Text
from extract.under_heads import heads
from ontology.concepts import Vocabulary, per_vocabulary
from ontology.kinds import Modality
from ontology.names import fold


class CueKind(StrEnum):
    """What a cue does; the value is the name of its class of words."""

    ALLOW = "cue-allow"
    FORBID = "cue-forbid"
    ONLY = "cue-only"
    RESTRICT = "cue-restrict"
    NARROW = "cue-narrow"
    REQUIRE = "cue-require"
    NOT_REQUIRE = "cue-not-require"
    RECOMMEND = "cue-recommend"
    AUTOMATIC = "cue-automatic"
    NOTHING = "cue-not"


MODALITY: Final = {
    CueKind.ALLOW: Modality.ALLOWED,
    CueKind.FORBID: Modality.FORBIDDEN,
    CueKind.ONLY: Modality.ALLOWED,
    CueKind.RESTRICT: Modality.FORBIDDEN,
    CueKind.NARROW: Modality.ALLOWED,
    CueKind.REQUIRE: Modality.REQUIRED,
    CueKind.NOT_REQUIRE: Modality.NOT_REQUIRED,
    CueKind.RECOMMEND: Modality.RECOMMENDED,
    CueKind.AUTOMATIC: Modality.AUTOMATIC,
}
_HALT: Final = (
    r"(?<!系统)(?<!自动)(?<![申自主手临随][请行动时])(?<!(?<![功性])能)(?<![将被已会可以得须需要原因的“\"即])",
    r"(?=(?:提现|使用|发货|接单|派单|结算|交易|销售|售卖|上架|发布|参加|参与|申请|开通|受理|营业|配送|收款|付款|支付|打款|登录|投放|推广|兑换|下单|发放|更新|修改|开具|退款|服务|入驻|预约|充值|揽收|分账|分润|转账|放款|出款|代付|代扣|开票|续费|投保|承保|理赔|清关|报关|申报|揽件|派送|派件|收寄|约课|排课|选课|授课|直播|带货|打印|入库|出库|调拨|补货|评价|报名|提供|售票|检票|订票|预售|挂号|放号|供货|招生|约车|叫号)(?!中|原因|[\d一二两三四五六七八九十半]|[后前时的]|期间)|[一-鿿]{2,6}(?:功能|服务|权限|资格))",
)
"""Of 暂停 and the like: what is halted stands behind, and before it no word by which somebody does it."""
OPENED: Final = "开放|提供|发放|销售|售卖|展示"
"""What is done with a thing for some, behind those for whom it is not: 不对|新商家|开放."""
_MAY_SOMEWHERE: Final = re.compile(
    r"(?:可以?|能够?|[须需应得请]|支持|允许)(?:自行|随时)?(?:[在于]|通过|从|对|将|把)[^，,。；;、]{1,10}\Z"
)
_UNSEEN: Final = (
    r"(?<![您你我果能若如])",
    r"(?![的时怎吗么呢是]|[^，,。；;]{0,8}(?:[的时怎吗么呢？?]|是因|可能))",
)
"""Of what somebody cannot see: it is said of him, and in no question or case."""
_LISTED: Final = r"的(?:操作|功能|服务|业务|事项|项目|权益|权限)(?:有|包括|如下|为)?\s*(?:[:：]|\Z)"
_UNTOUCHED: Final = ("", rf"(?={_LISTED}|\s*(?:[:：]\s*(?:\n|\Z)|\Z))")
"""Of what goes on as before, told item by item below: 冻结期间|不受影响|的功能：."""
THOUGH: Final = r"(?:也|照样|同样|一样|照旧)(?=(?:不会|可|能|会|没|要|须|需|得|算|计))"
"""What says of a case that it makes no difference, before what is told of it."""
_THOUGH: Final = re.compile(rf"[一-鿿]{{0,8}}?[的者]{THOUGH}")
_THOUGH_BARE: Final = re.compile(rf"[一-鿿]{{2,8}}?{THOUGH}")
_ONE: Final = {
    **dict.fromkeys(("不受影响", "不受限制"), _UNTOUCHED),
    **dict.fromkeys(("照常开放", "照常进行", "照常提供"), ("", rf"(?={_LISTED})")),
    "可": (
        r"(?<![认许尚否何宁])",
        r"(?![见否爱靠行口乐谓惜能信]|控(?!制)|(?:提现?|退|开票|结算|支配|分配)(?:余额|金额|额度|数量|库存)|(?<![均都也还皆方才即仍亦]可)[用选](?![于来作择在]|[一-鿿]{2,6}?(?:支付|付款|结算|抵扣|登录)))",
    ),
    "能": (r"(?<![功可只不智性职节效技未])", r"(?![力量源否耗效])"),
    "就行": (r"", r"(?=[了啦哈哦呢的]?(?:[，,。；;！!~～\s（(]|\Z))"),
    "需": (r"(?<![无所如必急刚供特])", r"(?![求])"),
    "应": (r"(?<![相对供反适响效呼答顺回])", r"(?![用付收答急季税对]|课税|[缴发退还扣到得计交补][金额款费数总货])"),
    "请": (r"(?<![申邀恳聘敬])", r"(?![问教求示款客柬])"),
    **dict.fromkeys(("看不到", "看不见", "看不了", "查看不到", "查看不了"), _UNSEEN),
    "得": (r"(?<=[商家方户客者人司台员主均亦始并另,，])", r"(?=[于酌申请取修要延变选向改重另主提免自])"),
    "免": (
        r"(?<=[一-鿿\d])(?<![避以未难幸豁减全不可享受为的被能])",
        r"(?=(?!费(?!用)|责|疫|税|邮|单|密|押(?!金)|息|打扰|洗|提|租|排队)[一-鿿]{2,5}(?:[，,。；;！!\s]|\Z))",
    ),
    "没有": (
        r"",
        r"(?=(?:[一-鿿]{2,6}权限?|[一-鿿]{2,5}(?:机会|资格|名额|功能))(?:[，,。；;！!\s]|\Z)|[一-鿿]{2,6}(?:要求|门槛)(?:[，,。；;！!\s]|\Z))",
    ),
    "暂停": _HALT,
    "停止": _HALT,
    "推荐": (
        r"(?<!暂停)(?<!停止)(?<!取消)(?<!恢复)(?<!降低)(?<!减少)(?<!获得)(?<!参与)(?<!优先)(?<![被的])",
        r"(?![位码官奖人语流]|算法|曝光|商品|列表)",
    ),
    "限": (
        r"(?:(?<=[\s，,。；;：:、）)】.．·\-])|\A)",
        r"(?![购时量制期流额定度令号行免前]|[用领]?\d)(?=[^，,。；;\n]{2,14}(?:使用|购买|核销|领取|参[加与]|报名|预[约订定]|兑换|入[场住园]|享[受用]|办理|申请|乘坐|进入|观看|下单)(?:[，,。；;！!\s（(]|\Z))",
    ),
    "中止": _HALT,
    **dict.fromkeys(
        ("不对", "不向", "不面向"), ("", rf"(?=[^，,。；;]{{2,16}}?(?:{OPENED})(?:[，,。；;！!\s\x00\x01(（]|\Z))")
    ),
    "不在": (r"", r"(?=[一-鿿]{2,8}(?:范围|之列)之?内?(?:[，,。；;]|\Z))"),
    "不可": (r"", r"(?!用(?=[数库余额金状资时存日期范券次天])|控(?!制))"),
    "勿": (r"", r""),
    "显示": (r"(?:(?<=[，,；;：:\s])|\A)", r""),
    "展示": (r"(?:(?<=[，,；;：:\s])|\A)", r""),
    "不": (r"(?<![能可会得要不是若如拒])", r""),
    "须": (r"(?<![无毋必])", r""),
    "要": (
        r"",
        r"(?:(?<=[都均也还仍样]要)(?![求素么点约紧害领死是价闻塞不看]|[一-鿿]{0,3}的)"
        r"|(?<=[一-鿿A-Za-z0-9”\"」】]要)(?<![需想若如果必首主重只将您我你的不还都也是所最求概纲提摘简们又就有没会还先时户客家]要)(?=(?:提供|附上|附带|提前|提交|上传|出示|缴纳|支付|签署|经过?|由|填写|注明|保持|与[^，。；]{2,8}(?:一起|一同|同|一并))[一-鿿\d]))",
    ),
}
"""Cues of one character, and what may not stand beside them; 不 asks for an act behind it that the vocabulary names."""
_WHO_MAY: Final = r"(?<=[员家户店号东版管长客])可(?=[用选](?:[，,。；;、\s（(]|\Z))"
"""Who may use or choose: 仅专业版商家|可用; 可用 by itself is a state."""
_WHEN_MAY: Final = (
    r"(?:(?<=周末)|(?<=假日)|(?<=平日)|(?<=作日)|(?<=期间)|(?<=[一-鿿]季))可(?=[用选](?:[，,。；;、\s（(]|\Z))"
)
"""When something may be used: 周末|可用."""
_FREE: Final = ("", "")
_TOGETHER: Final = r"与[^，。]{1,12}(?:同享|叠加|共享|同时)"
_COUNTS: Final = r"(?:计(?![较其成])(?=[一-鿿])|[发派扣收记](?![生现到觉展起示达齐录得住取送]))(?=[一-鿿]{1,4}(?:[，,。；;：:！!\n（）)]|\Z))|算(?:作|为|是|入)?(?![太很特什么数了错上下高低多少难贵长短术法账盘是个])[一-鿿]{2,8}"
"""What something does not count for, or as, and what is not given or taken: 不|计课时费, 不|算迟到, 不|发奖金."""
_ACT: Final = r"(?!变|同|影响|相关|存在|属于|是|等|超过|低于|高于|少于|多于|包[含括]|需|用|必|受|以|在|由)[一-鿿]{2}"
"""Any act behind 一律不, 一概不."""
_ADVERBS: Final = (
    "既", "暂时", "恕", "概", "暂", "目前", "现阶段", "当前", "均", "都", "也", "仍然?", "一律", "一概", "随时", "始终", "尚", "皆", "统一", "已经", "已", "将", "(?<![展协社工商大年晚峰宴聚例班议盛机学])会", "就", "亦", "同样", "依然", "始终", "一般", "通常", "原则上", "任何情况下", r"任(?<=[一-鿿]任)何(?:门店|分店|网点|校区|商家|店铺|账号|角色|员工|用户|人)", r"所(?<=[一-鿿]所)有(?:门店|分店|网点|校区|商家|店铺|人)", "任何时候", "任何条件下", "任何时间", "无论如何", "无论何时", "在任何情况下", "在任何时候", "再", "并", "还", "同时",
)  # fmt: skip
_ADVERB: Final = rf"(?:{'|'.join(_ADVERBS)})*"


_NO: Final = r"(?:(?:不一定|不见得|未必|不尽|并?不是|并非|从不|从未|不|未|没有|没|非)\s*)"
"""Negations before a cue: 不再可以, 不会自动, 不一定要. What stands together often is a word of the vocabulary by itself."""
_NO_BEGINS: Final = "不未并从没非"
_NEVER: Final = "不会"
_NOT_OR_MAY: Final = "|".join(
    rf"(?<=(?:[不可]能|不可|不得|无法|可以|不会|支持|允许)[一-鿿]{{{n}}})" for n in range(2, 8)
)
NOR: Final = re.compile(
    rf"(?=[也又])(?<![卡型])(?:{_NOT_OR_MAY})(?=[也又](?:不[能可得会支允]|无法|可以|支持|允许)[一-鿿]{{2}})"
)
"""Where a statement goes on that no comma parts: 不能删除|也不能编辑; not behind a kind: 不可取消房型也不支持改期."""
_OF_SOME: Final = re.compile(r"不一定|不见得|未必|不尽|不是|并非|.*(?:都|均|皆|全|统一|一律|始终)")
"""Negations that deny not the thing but that it is always so."""
_ASKED_FOR: Final = re.compile(r"[一-鿿]{2,6}(?:要求|门槛)(?:[，,。；;！!\s]|\Z)")
"""What is not asked of somebody: 企业用户没有|注册年限要求."""
_OF_STATES: Final = ("未", "没", "没有", "非", "从未")
NOT_BEFORE: Final = r"(?<![官双对一任各两地平多三买卖乙甲供我己彼租托求办牌院校厂馆店])(?<![供收发]货)(?<!承运)(?<!服务)(?<!采购)(?<!施工)(?<!合作)(?<!运营)(?<!培训)(?<!代理)方"
"""签约后|方|可发布; behind these characters it ends the name of a party: 任一方|可申请."""
THEN: Final = rf"(?:才|始|{NOT_BEFORE})"
NOT_BOUND: Final = r"不受(?:此|该|本|上[述表列]|以上|前[述款])[一-鿿]{0,4}?限制?|不[含计算]括?在内|不包[含括]在内"
"""Of those whom a restriction does not bind: 导盲犬不受此限."""
_OF_NONE: Final = re.compile(r"(?:没有|并无|无)(?:任何|哪怕?一?[个种笔条类]|一[个种笔条类])[^，,。；;]{0,12}\Z")
_OF_LISTS: Final = frozenset((CueKind.ALLOW, CueKind.FORBID, CueKind.REQUIRE, CueKind.NOT_REQUIRE))
_OPPOSITE: Final = {
    CueKind.ALLOW: CueKind.FORBID,
    CueKind.ONLY: CueKind.ALLOW,
    CueKind.NARROW: CueKind.ALLOW,
    CueKind.REQUIRE: CueKind.NOT_REQUIRE,
    CueKind.NOT_REQUIRE: CueKind.REQUIRE,
    CueKind.RECOMMEND: CueKind.RECOMMEND,
    CueKind.AUTOMATIC: CueKind.AUTOMATIC,
}
"""What a negated cue does; advice and what happens keep their kind, and their words tell that it is denied."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue at `text[start:end]`; `lead` is where its adverbs begin (暂时, 均); `denied`: a negation turned it, or belongs to it;
    `under`: where the cue ends of the line over a list, in whose items it is but thought, at no words of theirs."""

    kind: CueKind
    start: int
    end: int
    lead: int
    denied: bool = False
    under: int = 0


@dataclass(frozen=True, slots=True)
class CueWords:
    """The patterns of a vocabulary's cues, and the kind of each word; `first`: the characters that words begin with, `word`: by such a
    character any word that it begins, whatever stands behind."""

    cue: re.Pattern[str]
    first: re.Pattern[str]
    word: Mapping[str, re.Pattern[str]]
    kinds: Mapping[str, CueKind]
    aside: re.Pattern[str]
    superseded: re.Pattern[str]
    bearer: str
    kind: str
    attribute: str
    quality: str
    document: str
    mishap: str
    person: str
    parties: frozenset[str]
    shops: frozenset[str]
    transitive: frozenset[str]
    elided: frozenset[str]


@per_vocabulary
def cue_words(vocabulary: Vocabulary) -> CueWords:
    """The patterns of a vocabulary, compiled when first asked for."""
    words = vocabulary.words
    kinds = {fold(word): kind for kind in CueKind for word in words.get(kind.value, ())}
    longest_first = sorted(kinds, key=lambda word: (-len(word), word))
    told = "|".join(_bounded(word, words) for word in longest_first) or "(?!)"
    starts = _NEVER[0] + "".join(word[0] for word in kinds)
    begins = "".join(sorted({*starts, *_NO_BEGINS, *(adverb[0] for adverb in _ADVERBS)}))
    return CueWords(
        first=re.compile(f"[{re.escape(starts)}]"),
        word={
            first: re.compile(
                "|".join((*(_ONE.get(w, _FREE)[0] + _spelled(w) for w in longest_first if w[0] == first), _NEVER))
            )
            for first in starts
        },
        cue=re.compile(
            f"(?=[{re.escape(begins)}])(?:{_ADVERB}(?P<told>{told})|{_ADVERB}(?P<no>{_NO}{_ADVERB}被?)(?P<denied>{told})|{_ADVERB}(?P<never>{_NEVER}))"
        ),
        kinds=kinds,
        aside=re.compile(any_of(words.get("cue-aside", ()))),
        superseded=re.compile(any_of(words.get("cue-superseded", ()))),
        bearer=any_of(words.get("cue-bearer", ())),
        kind=any_of(words.get("cue-kind", ())),
        attribute=any_of(words.get("cue-attribute", ())),
        quality=any_of(words.get("cue-quality", ())),
        document=any_of(words.get("cue-document", ())),
        mishap=any_of(words.get("cue-mishap", ())),
        person=any_of(words.get("cue-person", ())),
        parties=frozenset(words.get("cue-party", ())),
        shops=frozenset(words.get("cue-shop", ())),
        transitive=frozenset(fold(word) for word in words.get("transitive-verb", ())),
        elided=frozenset(fold(word) for word in words.get("elided-verb", ())),
    )


def find_cues(text: Text, start: int, end: int) -> Iterator[Cue]:
    """The cues of a stretch of text in its order; words that only look like one are passed over."""
    key = ("cues", start, end)
    if key not in text.memo:
        text.memo[key] = tuple(_cues(text, start, end))
    found: tuple[Cue, ...] = text.memo[key]
    return iter(found)


def _cues(text: Text, start: int, end: int) -> Iterator[Cue]:
    if may_state(text, start, end):
        thought = (cue for cue in thought_cues(text) if start <= cue.start < end)
        yield from sorted((*_said_cues(text, start, end), *thought), key=lambda cue: cue.start)


def thought_cues(text: Text) -> tuple[Cue, ...]:
    """The cues of lines over lists, in each item that must be read with them: 房东不得：|- ^在入住期间进入客房."""
    if "thought" not in text.memo:
        text.memo["thought"] = ()
        text.memo["thought"] = tuple(_below_heads(text))
    found: tuple[Cue, ...] = text.memo["thought"]
    return found


def _below_heads(text: Text) -> Iterator[Cue]:
    for line, end, below, _ in heads(text):
        head = next((cue for cue in _said_cues(text, line, end) if cue.end == end), None)
        if head is None or head.kind not in _OF_LISTS or text.folded[head.start : end] == "要求":
            continue
        duty = head.kind in (CueKind.REQUIRE, CueKind.NOT_REQUIRE)
        for at, stop, bare in below:
            if (duty or not bare) and next(_said_cues(text, at, stop), None) is None:
                yield Cue(head.kind, at, at, at, under=head.end)


def _said_cues(text: Text, start: int, end: int) -> Iterator[Cue]:
    words = cue_words(text.lexicon.vocabulary)
    for match in words.cue.finditer(text.folded, start, end):
        cue = _cue_of(match, words.kinds)
        if (
            cue is None
            or begins_system(text, cue.start)
            or _is_done(text, cue)
            or _tells_though(text, cue)
            or kind_named_by_cue(text, cue.start, end) is not None
        ):
            continue
        if cue.kind is CueKind.ALLOW and _OF_NONE.search(text.folded, start, cue.lead):
            cue = replace(cue, kind=CueKind.FORBID, denied=True)
        yield cue


def _tells_though(text: Text, cue: Cue) -> bool:
    """Whether a prohibition is but what makes no difference to what is told behind it: 不|参加培训的也可以接单."""
    bare = text.folded[cue.start : cue.end] == "不"
    return cue.kind is CueKind.FORBID and (_THOUGH_BARE if bare else _THOUGH).match(text.folded, cue.end) is not None


def _is_done(text: Text, cue: Cue) -> bool:
    """Whether what looks like a halt is what somebody may or must do somewhere: 可于后台|暂停接单."""
    halts = text.folded[cue.start : cue.end] in ("暂停", "停止", "中止")
    return halts and _MAY_SOMEWHERE.search(text.folded, max(0, cue.start - 16), cue.start) is not None


def may_state(text: Text, start: int, end: int) -> bool:
    """Whether the word of a cue stands in a stretch of text; where none does there is no cue."""
    if "cue words" not in text.memo:
        words = cue_words(text.lexicon.vocabulary)
        found = words.first.finditer(text.folded)
        said = [at for m in found if words.word[m[0]].match(text.folded, at := m.start())]
        text.memo["cue words"] = sorted((*said, *(cue.start for cue in thought_cues(text))))
    starts: list[int] = text.memo["cue words"]
    at = bisect_left(starts, start)
    return at < len(starts) and starts[at] < end


def _cue_of(match: re.Match[str], kinds: Mapping[str, CueKind]) -> Cue | None:
    """The cue of a match, turned by the negation before it; None where it states nothing."""
    if match["never"]:
        return Cue(CueKind.AUTOMATIC, match.start("never"), match.end(), match.start(), True)
    no = match["no"]
    word = re.sub(r"\s+", "", match["told"] or match["denied"])
    kind: CueKind | None = kinds[word]
    if word == "没有" and _ASKED_FOR.match(match.string, match.end()):
        return Cue(
            CueKind.NOT_REQUIRE, match.start("told") if no is None else match.start("no"), match.end(), match.start()
        )
    if no is None:
        own = kind in (CueKind.AUTOMATIC, CueKind.RECOMMEND) and "不" in word
        return (
            None if kind is CueKind.NOTHING else Cue(kinds[word], match.start("told"), match.end(), match.start(), own)
        )
    if _OF_SOME.match(no):
        kind = CueKind.NOT_REQUIRE if kind is CueKind.REQUIRE else None
    elif no.strip() in _OF_STATES and len(word) < 2:
        kind = None
    elif kind is CueKind.FORBID:
        kind = CueKind.ALLOW if word.endswith("禁止") else None
    else:
        kind = _OPPOSITE.get(kinds[word])
    return Cue(kind, match.start("no"), match.end(), match.start(), True) if kind else None


def _bounded(word: str, words: Mapping[str, tuple[str, ...]]) -> str:
    """A word as a pattern: one that negates may have a blank behind its negation; one of one character asks for its neighbours."""
    before, behind = _ONE.get(word, _FREE)
    if word == "可":
        return f"(?:{before}{_spelled(word)}{behind}|{_WHO_MAY}|{_WHEN_MAY})"
    if word in ("不", "不再"):
        denied, told_of = any_of(words.get("cue-denied-act", ())), _of_those(words, word)
        behind = f"(?={denied}|{_COUNTS}|{_TOGETHER}|(?<=一[律概]不){_ACT}|{told_of})"
    return before + _spelled(word) + behind


def _of_those(words: Mapping[str, tuple[str, ...]], no: str) -> str:
    """Any act that is denied of those right before the negation: 停用中的账号|不|更新积分."""
    bearers = words.get("cue-bearer", ())
    sizes = sorted({len(one) for one in bearers})
    behind = "|".join(
        f"(?<=的(?:{any_of(one for one in bearers if len(one) == size)}){adverb}{no})"
        for size in sizes
        for adverb in ("", "[均都也将暂]")
    )
    return f"(?:{behind or '(?!)'})(?:{any_of(words.get('action-verb', ()))})"


def _spelled(word: str) -> str:
    return re.sub(r"^([不无未没非勿仅只])(?=.)", r"\1[^\\S\\n]*", re.escape(word))
