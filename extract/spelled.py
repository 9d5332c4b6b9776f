"""Other words for a condition in the source's own words: as an event (交班后), while it lasts (审核期间 is 审核中), of whom it is told (未满14周岁的儿童), and without what it is told of (缺少省市区 for 收货地址缺少省市区)."""

import re
from collections.abc import Iterator
from typing import Final

from extract.cues import cue_words
from extract.text import Text
from ontology.names import fold, name_key

_AFTER: Final = re.compile(r"\s*(?:之|以)?(?P<side>[后前])")
_WHO: Final = re.compile(r"(?P<who>[一-鿿A-Za-z]{1,6}?)(?=[不可须需应均都也皆无禁仅只恕将会能支得，,。；;：:、\s]|\Z)")
_SUBJECT: Final = re.compile(
    r"[一-鿿A-Za-z]{2,8}?(?P<state>(?:不在|不符|不一致|不足|缺少|缺失|尚未|仍未|未|没有|存在|(?<![没具存持拥享共])有(?![效关误])|已经?|被)[一-鿿A-Za-z0-9]{1,12})\Z"
)
_PASSIVE: Final = re.compile(
    r"(?:被(?:认定|判定|标记|列|归)[为入]|已经?被|正在被|正在|已|被|存在|开启了?|开通了?|设置了?|具备|具有|持有|属于|处于|使用)(?=[一-鿿A-Za-z0-9]{2})"
)
_DURING: Final = re.compile(r"(?:正在)?(?P<what>[一-鿿A-Za-z0-9]{2,10}?)(?:期间|期内|中)")
_BORNE: Final = re.compile(r"(?<=[一-鿿]{3})的?(?:订单|商品|店铺|商家|用户|账号|包裹)\Z")
_ONLY_THEN: Final = re.compile(r"(?<=[后时])(?:才|方)(?=[一-鿿]{2})")
"""That it is only then that somebody does it: 检票后|才|提出."""
_NOT: Final = re.compile(r"(?:还|尚)?没(?!有|收|关|法|事|完没)(?=[一-鿿])")
"""That something has not been done, as one says it: 押金还没交."""
_DONE: Final = re.compile(r"(?P<verb>[一-鿿]{2})[了过](?![的了])(?=[一-鿿A-Za-z0-9]{2})")
"""What has been done with something: 开通|了|通兑."""
_LEAST: Final = 3


def spelled(text: Text, label: str, stop: int, end: int) -> tuple[str, ...]:
    """Other words for the condition `label`, which ends at `stop` of a stretch up to `end`; none that the vocabulary has for something else."""
    known = text.lexicon.vocabulary.by_name
    found = dict.fromkeys(_words(text, label, stop, end))
    return tuple(one for one in found if len(one) >= _LEAST and one != label and name_key(one) not in known)


def _words(text: Text, label: str, stop: int, end: int) -> Iterator[str]:
    if event := _AFTER.match(text.folded, stop):
        yield label + event["side"]
    if text.folded[end - 1 : end] == "的" and (who := _WHO.match(text.folded, end)):
        yield label + "的" + text.raw[who.start("who") : who.end("who")]
    told = fold(label)
    if _ONLY_THEN.search(told):
        yield _ONLY_THEN.sub("", label)
    if told.startswith(("已", "未", "待", "被")) and (borne := _BORNE.search(told)):
        yield label[: borne.start()]
    while_it_lasts = _DURING.fullmatch(told)
    if while_it_lasts:
        what = label[: while_it_lasts.end("what")]
        yield from (what + "期间", what + "中", what)
    if _NOT.search(told):
        yield _NOT.sub("未", label).replace("未过", "未通过")
    if done := _DONE.match(told):
        yield label[: done.end("verb")] + label[done.end() :]
    passive = _PASSIVE.match(told)
    if passive:
        yield label[passive.end() :]
    state = _SUBJECT.fullmatch(told)
    if state:
        yield label[state.start("state") :]
    parties = cue_words(text.lexicon.vocabulary).parties
    party = next((one for one in sorted(parties, key=len, reverse=True) if told.startswith(fold(one))), "")
    if party:
        yield label[len(party) + told.startswith(("为", "是"), len(party)) :]
