"""What a verb alone says was not done is what it was said of before in the sentence: 须先绑定医保卡，|未绑定的|不可退号 is 未绑定医保卡."""

import re
from dataclasses import replace
from typing import Final

from extract.conds import Alternatives, Cond
from extract.facts import ConceptName
from extract.ownwords import known_name
from extract.page import Page
from ontology.kinds import ConceptScheme
from ontology.names import fold

_UNDONE: Final = re.compile(r"(?:仍|还|尚)?(?P<no>未|没有?)(?P<verb>[一-鿿]{2})过?")
_DONE: Final = (
    r"(?<![未没已有])%s[了过好]?[“「\"]?(?P<what>(?![后前时的人者了过期率中]|成功|通过|失败)(?:(?![后前时可不就能须需应])[^，,。；;：:的、“”「」\"\s]){2,12})[”」\"]?"
    r"(?:的[一-鿿]|(?:之|以)?后|[，,。；;]|\Z)"
)


def told_in_full(page: Page, found: Alternatives) -> Alternatives:
    """The conditions, with the object of those that but deny the verb of a clause before them."""
    return tuple(tuple(_in_full(page, cond) for cond in one) for one in found)


def _in_full(page: Page, cond: Cond) -> Cond:
    undone = _UNDONE.fullmatch(fold(cond.name.label))
    if undone is None or cond.limit is not None or cond.name.scheme is not ConceptScheme.CIRCUMSTANCE:
        return cond
    text = page.told
    begin = max(text.folded.rfind(mark, 0, cond.start) for mark in "。\n") + 1
    done = re.compile(_DONE % re.escape(undone["verb"]))
    told = [m.span("what") for m in done.finditer(text.folded, begin, cond.start)]
    if not told:
        return cond
    label = "未" + undone["verb"] + text.raw[slice(*told[-1])]
    known = known_name(text, label)
    name = known or ConceptName(ConceptScheme.CIRCUMSTANCE, label)
    return replace(cond, name=name, discovered=known is None, spellings=(*cond.spellings, cond.name.label))
