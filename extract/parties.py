"""Who may, must or must not do something, by a name that no vocabulary knows: 网格仓|可以拒收, 加盟校|须报备.

A permission decides whether there is the function at all, whoever uses it, so that such a party is no condition; yet it is somebody,
of whom may be asked.
"""

import re
from collections.abc import Iterator
from typing import Final

from extract.cues import CueKind, find_cues
from extract.facts import ConceptFact, ConceptName, Span
from extract.ownwords import known_name
from extract.text import Text
from ontology.kinds import ConceptScheme, EvidenceField
from ontology.words import tagged

_PARTY: Final = re.compile(
    r"(?:[，,。；;：:\n]|\A)\s*(?:但是?|而|则|且)?(?P<who>(?![该本此各其每这那非不未无已])[一-鿿]{2,6}?(?:[仓站校店库]|网点|中心|机构|公司|商|方|[一-鿿][员师长]))(?:也|均|都|仍|才|方|则|就|有权)?\s*\Z"
)
_CUES: Final = (CueKind.ALLOW, CueKind.FORBID, CueKind.REQUIRE, CueKind.NOT_REQUIRE)
_LONGEST: Final = 12


def find_parties(text: Text) -> Iterator[ConceptFact]:
    """Those who act by the rules of a text, each once, under the words that name them."""
    spans: dict[str, list[Span]] = {}
    for cue in find_cues(text, 0, len(text.folded)):
        found = _PARTY.search(text.folded, max(0, cue.lead - _LONGEST), cue.lead) if cue.kind in _CUES else None
        if found is None or not all(tag.startswith(("n", "v", "b", "j")) for _, tag in tagged(found["who"])):
            continue
        start, end = found.span("who")
        if known_name(text, text.raw[start:end]) is None:
            span = Span(EvidenceField.ANSWER, start, end, "concept.party")
            spans.setdefault(text.raw[start:end], []).append(span)
    for who, told in spans.items():
        yield ConceptFact(ConceptName(ConceptScheme.ROLE, who), tuple(told), discovered=True)
