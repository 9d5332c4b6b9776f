"""What may or may not be had together with something else: 店铺券与平台券可叠加使用, 会员价不与满减同享, 店铺券之间不可叠加."""

import re
from typing import Final

from extract.clues import About, Clue, cue_of
from extract.conds import Alternatives, Cond, Conjunction, join
from extract.cues import MODALITY, find_cues
from extract.facts import ConceptName
from extract.ownwords import known_name, scheme_of
from extract.restrictions import add

_ACT: Final = r"(?P<act>(?:同时|一起|一并|合并|共同|混合|叠加)?(?:叠加|同享|共享|并用|共用|合用)(?:使用|享受)?|(?:同时|一起|一并|合并)(?:使用|享受|参加|参与))"
_MAY: Final = r"(?:不(?:可以?|能|得|支持|允许|再|会)?|均|都|也|可以?|能够?|支持|允许|无法|暂)*"
_TWO: Final = re.compile(
    rf"\s*(?:其中|但是?|且|而)?(?P<one>[^，,。；;\s]{{0,16}}?){_MAY}(?:与|和|跟|同(?![时享]))(?P<other>[^，,。；;\s]{{2,20}}?){_MAY}(?:进行)?{_ACT}"
)
_AMONG: Final = re.compile(
    rf"\s*(?:其中|但是?|且|而)?(?P<one>[^，,。；;\s]{{2,12}}?)(?:之间|互相|相互){_MAY}(?:进行)?{_ACT}"
)
_PIECE: Final = re.compile(r"[^、/]+")
_THING: Final = re.compile(r"(?!同一|一个|每|该|此|本)[一-鿿A-Za-z0-9“”\"]{2,12}")
_ANY: Final = re.compile(r"(?:店内|店铺|平台)?(?:其[他它余]|任何|别的)")


def together(clue: Clue) -> bool:
    """Reads a clause of that form: a rule about the act, under each pair of what it names; False where it is none."""
    page, clause, cue = clue.page, clue.clause, cue_of(clue)
    text = page.told
    told = _AMONG.match(text.folded, clause.start, clause.end) or _TWO.match(text.folded, clause.start, clause.end)
    if told is None or not told.start() <= cue.start < told.end() or cue.kind not in MODALITY:
        return False
    one = _named(clue, *told.span("one"))
    other = _named(clue, *told.span("other")) if "other" in told.re.groupindex else ()
    if one is None or other is None:
        return False
    last = clue.state.drafts[-1] if clue.state.drafts and not told["one"] else None
    going_on = last is not None and last.rule.endswith("together")
    first = text.raw[told.start("one") : told.end("one")]
    asked = first if len(one) == 1 and other and told["one"] in page.asked.folded else None
    feature = asked or (last.feature if last and going_on else None) or text.raw[told.start("act") : told.end("act")]
    before = ((last.conditions[0],),) if last and going_on and len(last.conditions) > 1 else ()
    pairs = other if asked else join(one or before, other)
    if not pairs:
        return False
    modality = MODALITY[cue.kind]
    words = text.raw[clause.start : clause.end]
    add(clue, About(feature), modality, pairs, rule=f"rule.{modality.lower()}.together", words=words)
    return True


def _named(clue: Clue, start: int, end: int) -> Alternatives | None:
    """The kinds that stand here: none for anything else there is (其他优惠) or for what is left out, None where they are no kinds."""
    text = clue.page.told
    if start >= end or _ANY.match(text.folded, start, end):
        return ()
    found: list[Conjunction] = []
    for piece in _PIECE.finditer(text.folded, start, end):
        label = text.raw[piece.start() : piece.end()]
        if not _THING.fullmatch(piece[0]) or any(True for _ in find_cues(text, *piece.span())):
            return None
        known = known_name(text, label)
        name = known or ConceptName(scheme_of(label, None), label)
        found.append((Cond(name, False, *piece.span(), None, known is None, (label,)),))
    return tuple(found) or None
