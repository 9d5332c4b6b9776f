"""The words by which a clause states a rule, found in it: the longest word at each place wins, so that 不可抗力 is no 不可.

Which words mean what stands in the vocabulary (`rules.ttl`); here is only how they are found.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from extract.lexicon import any_of
from extract.text import Text
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
_ONE: Final = {
    "可": (r"(?<![认许尚否何宁])", r"(?![见否爱靠行口乐谓惜用能选信])"),
    "能": (r"(?<![功可只不智性职节效技未])", r"(?![力量源否耗效])"),
    "需": (r"(?<![无所如必急刚供])", r"(?![求])"),
    "应": (r"(?<![相对供反适响效呼答顺])", r"(?![用付收答急季税对])"),
    "请": (r"(?<![申邀恳聘敬])", r"(?![问教求示])"),
    "勿": (r"", r""),
    "显示": (r"(?:(?<=[，,；;：:\s])|\A)", r""),
    "展示": (r"(?:(?<=[，,；;：:\s])|\A)", r""),
    "不": (
        r"(?<![能可会得要不是并若如都也均])",
        r"(?=上门|与[^，。]{1,12}(?:同享|叠加|共享|同时)|配送|发货|退还|退款|收取|支付|承担|揽收|派送|赔付|退换|开票|重复|叠加|累计|合并|计入|计算|返还|补发|参加|送货|接单|自动)",
    ),
    "须": (r"(?<![无毋必])", r""),
}
"""Cues of one character, and what may not stand beside them."""
_ADVERB: Final = r"(?:暂时|暂|目前|现阶段|当前|均|都|也|仍然?|一律|一概|尚|皆|统一|已经|已|将|会|就|亦|同样|依然|始终|一般|通常|原则上|再|并|还|同时)*"


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue at `text[start:end]`; `lead` is where its adverbs begin (暂时, 均)."""

    kind: CueKind
    start: int
    end: int
    lead: int


@dataclass(frozen=True, slots=True)
class CueWords:
    """The patterns of a vocabulary's cues, and the kind of each word."""

    cue: re.Pattern[str]
    kinds: Mapping[str, CueKind]
    aside: re.Pattern[str]
    superseded: re.Pattern[str]
    bearer: str
    kind: str
    attribute: str
    parties: frozenset[str]
    transitive: frozenset[str]


@per_vocabulary
def cue_words(vocabulary: Vocabulary) -> CueWords:
    """The patterns of a vocabulary, compiled when first asked for."""
    words = vocabulary.words
    kinds = {fold(word): kind for kind in CueKind for word in words.get(kind.value, ())}
    longest_first = sorted(kinds, key=lambda word: (-len(word), word))
    return CueWords(
        cue=re.compile(f"{_ADVERB}({'|'.join(map(_bounded, longest_first)) or '(?!)'})"),
        kinds=kinds,
        aside=re.compile(any_of(words.get("cue-aside", ()))),
        superseded=re.compile(any_of(words.get("cue-superseded", ()))),
        bearer=any_of(words.get("cue-bearer", ())),
        kind=any_of(words.get("cue-kind", ())),
        attribute=any_of(words.get("cue-attribute", ())),
        parties=frozenset(words.get("cue-party", ())),
        transitive=frozenset(fold(word) for word in words.get("transitive-verb", ())),
    )


def find_cues(text: Text, start: int, end: int) -> Iterator[Cue]:
    """The cues of a stretch of text in its order; words that only look like one are passed over."""
    words = cue_words(text.lexicon.vocabulary)
    for match in words.cue.finditer(text.folded, start, end):
        kind = words.kinds[match[1]]
        if kind is not CueKind.NOTHING:
            yield Cue(kind, match.start(1), match.end(), match.start())


def _bounded(word: str) -> str:
    before, behind = _ONE.get(word, ("", ""))
    return before + re.escape(word) + behind
