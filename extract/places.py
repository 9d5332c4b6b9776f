"""From ways as written to path facts: alternatives taken apart, brackets read, conditions and addresses set beside them."""

import re
from collections.abc import Iterator
from typing import Final

from extract.chains import find_chains
from extract.concepts import Mention
from extract.facts import ConceptName, PathFact, PathLabel, Span
from extract.items import Item
from extract.labels import Label, kind_of
from extract.paths import Way, annotation_text, find_ways
from extract.regions import Region, regions
from extract.text import Text
from ontology.kinds import ConceptScheme, EvidenceField, MenuNodeKind

_URL: Final = re.compile(r"https?://[^\s，。；、）)】」”\"'|（(]+")
_SLASH: Final = re.compile(r"\s*/\s*")
_FORMER: Final = re.compile(
    r"(?:原(?:名|来叫|来?称)?|旧称|旧版?名?称?|曾用名|又(?:名|称|叫)|即|也叫|也称|简称|别名|现(?:名|更名为|改为)?)[:：为]?\s*"
)
_SCHEMES: Final = (ConceptScheme.ORDER_TYPE, ConceptScheme.ROLE, ConceptScheme.OTHER)
_NAME: Final = re.compile(r"[一-鿿A-Za-z0-9]{2,10}\Z")


def find_places(
    text: Text, items: tuple[Item, ...], mentions: tuple[Mention, ...], field: EvidenceField
) -> Iterator[PathFact]:
    """The places that a field states, in the order of the text, each once."""
    hide = tuple((item.start, item.body) for item in items)
    seen: dict[tuple[object, ...], PathFact] = {}
    for region in regions(text.folded, hide):
        for way in find_chains(region, find_ways(region, text), items, text):
            for fact in _facts(way, region, text, mentions, field):
                key = (tuple(label.text for label in fact.labels), fact.conditions)
                old = seen.get(key)
                seen[key] = fact if old is None else _joined(old, fact)
    yield from sorted(seen.values(), key=lambda fact: (fact.spans[0].start, fact.spans[0].end))


def _joined(one: PathFact, other: PathFact) -> PathFact:
    spans = tuple(sorted({*one.spans, *other.spans}))
    return PathFact(one.labels, one.rooted or other.rooted, spans, one.url or other.url, one.conditions)


def _facts(
    way: Way, region: Region, text: Text, mentions: tuple[Mention, ...], field: EvidenceField
) -> Iterator[PathFact]:
    sequences: list[tuple[PathLabel, ...]] = [()]
    for index, label in enumerate(way.labels):
        choices = _labels(label, region, text, mentions, is_last=index == len(way.labels) - 1)
        sequences = [(*before, choice) for before in sequences for choice in choices]
    span = Span(field, way.start, _covered_end(way, text), way.rule)
    conditions = _conditions(way, mentions)
    url = _address(way, text)
    for labels in sequences:
        yield PathFact(labels, way.rooted, (span,), url, conditions)


def _covered_end(way: Way, text: Text) -> int:
    end = way.end
    while end > way.start and text.raw[end - 1].isspace():
        end -= 1
    return end


def _labels(
    label: Label, region: Region, text: Text, mentions: tuple[Mention, ...], *, is_last: bool
) -> list[PathLabel]:
    """One label, or several where a slash stands between alternatives; brackets become kind, qualifier or alias."""
    kind, suffix = label.kind, ""
    qualifiers: tuple[ConceptName, ...] = ()
    aliases: tuple[str, ...] = ()
    note = annotation_text(label, region, text)
    if note:
        inside = _qualifiers(note, label, region, mentions)
        noted = kind_of(note.replace(" ", "").lower(), text.lexicon)
        former = _FORMER.match(note)
        if noted:
            kind = kind or noted
        elif inside:
            qualifiers, suffix = inside, f"（{note}）"
        elif former and _NAME.match(note[former.end() :]):
            aliases = (note[former.end() :],)
        elif not is_last and _NAME.match(note) and not text.lexicon.click.search(note):
            suffix = f"（{note}）"
    name = _tidy(text.raw[label.start : label.end])
    pieces = _alternatives(name, kind, label, mentions, text)
    return [PathLabel(piece + suffix, kind, qualifiers, aliases if len(pieces) == 1 else ()) for piece in pieces]


def _tidy(name: str) -> str:
    """White space in a label is noise, but between Latin words."""
    name = re.sub(r"\x01+", "", name)
    return re.sub(r"(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])", "", name.strip())


def _qualifiers(note: str, label: Label, region: Region, mentions: tuple[Mention, ...]) -> tuple[ConceptName, ...]:
    bracket = next(
        (b for b in region.brackets if label.annotation is not None and b.start <= label.annotation < b.end), None
    )
    if bracket is None or len(note) > 16:
        return ()
    found = [m for m in mentions if bracket.start <= m.start and m.end <= bracket.end]
    return tuple(
        dict.fromkeys(ConceptName(c.scheme, c.label) for m in found for c in m.concepts if c.scheme in _SCHEMES)
    )


def _alternatives(
    name: str, kind: MenuNodeKind | None, label: Label, mentions: tuple[Mention, ...], text: Text
) -> list[str]:
    """等待出库/已出库 are two places; 修改运费/服务费 is one name. Two known terms, two tabs, or two like endings are two."""
    pieces = [piece for piece in _SLASH.split(name) if piece]
    if len(pieces) < 2 or name.isascii():
        return [name]
    known = [m for m in mentions if label.start <= m.start and m.end <= label.end]
    act = text.lexicon.action_first
    apart = (
        kind is MenuNodeKind.TAB
        or all(text.lexicon.system_only.match(piece) for piece in pieces)
        or len(known) >= len(pieces)
        or len({piece[-2:] for piece in pieces}) == 1
        or all(act.match(piece) and len(piece) > 2 for piece in pieces)
        or all(text.lexicon.menu_noun.search(piece) and len(piece) > 2 and not act.match(piece) for piece in pieces)
    )
    return pieces if apart else [name]


def _conditions(way: Way, mentions: tuple[Mention, ...]) -> tuple[ConceptName, ...]:
    """For whom the cue before a path says that it is: `SOP商家访问路径：`."""
    if way.cue_start is None:
        return ()
    before = [m for m in mentions if way.cue_start - 3 <= m.end <= way.cue_start + 3 and m.end <= way.start]
    return tuple(
        dict.fromkeys(
            ConceptName(c.scheme, c.label) for m in before for c in m.concepts if c.scheme is ConceptScheme.ORDER_TYPE
        )
    )


def _address(way: Way, text: Text) -> str | None:
    """A URL right before the path (`https://… （商家后台---订单管理）`) or right behind it is the page's address."""
    for match in _URL.finditer(text.raw, max(0, way.start - 200), min(len(text.raw), way.end + 12)):
        between = text.raw[match.end() : way.start] if match.start() < way.start else text.raw[way.end : match.start()]
        if re.fullmatch(
            r"[\s（(【:：]*(?:即|也就是|路径[:：]?)?[\s（(【]*|[\s）)】]*[（(:：]\s*(?:网址|链接|地址)?[:：]?\s*",
            between,
        ):
            return match[0]
    return None
