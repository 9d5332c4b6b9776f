"""What an entry points to outside itself: addresses, telephone numbers, 《policies》, service channels."""

import re
from collections.abc import Iterator
from typing import Final

from extract.facts import ReferenceFact, Span
from extract.text import Text
from ontology.kinds import EvidenceField, ReferenceKind

_URL: Final = re.compile(r"(?:https?://|www\.)[^\s，。；、！？）)】」”\"'|（(<>《]+|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_POLICY: Final = re.compile(r"《\s*([^《》\n]{2,60}?)\s*》")
_PHONE: Final = re.compile(
    r"(?<![\d.\-/A-Za-z])(?:\+?86[- ]?)?(?:(?:400|800)[-— ]?\d{3,4}[-— ]?\d{3,4}|95\d{3,4}|1[3-9]\d{9}|0\d{2,3}[-— ]?\d{7,8}|10\d{3}|12\d{3})(?![\d])"
)
_PHONE_CUE: Final = re.compile(r"电话|热线|客服|拨打|致电|联系|咨询|来电|号码[:：]?\Z|tel", re.IGNORECASE)
_BARE: Final = re.compile(r"(?:1[02]\d{3}|95\d{3,4})\Z")
_CHANNEL_CUE: Final = re.compile(
    r"联系|咨询|反馈|拨打|致电|提交|通过|找|求助|沟通|进线|处理|可以?|请|或|、|和|及|与|使用|添加|发起|创建|告知|(?:\A|[，,。；;：:\s（(])\Z"
)
_NAME: Final = re.compile(r"\s*[“\"「‘'](\s*[^“”\"「」‘’']{1,10}\s*)[”\"」’'“]")


def find_references(text: Text, field: EvidenceField) -> Iterator[ReferenceFact]:
    """The references of a field, in the order of the text, each value once with all its places."""
    found: dict[tuple[ReferenceKind, str], list[Span]] = {}
    for kind, value, start, end in sorted(_all(text), key=lambda row: row[2]):
        spans = found.setdefault((kind, value), [])
        spans.append(Span(field, start, end, f"reference.{kind.lower()}"))
    for (kind, value), spans in found.items():
        yield ReferenceFact(kind, value, tuple(spans))


def _all(text: Text) -> Iterator[tuple[ReferenceKind, str, int, int]]:
    addresses = []
    for match in _URL.finditer(text.raw):
        end = match.start() + len(match[0].rstrip(".,;:?!。"))
        addresses.append((match.start(), end))
        yield ReferenceKind.URL, text.raw[match.start() : end], match.start(), end
    for match in _POLICY.finditer(text.raw):
        yield ReferenceKind.POLICY, match[1], match.start(), match.end()
    for match in _PHONE.finditer(text.folded):
        inside = any(start <= match.start() < end for start, end in addresses)
        before = text.folded[max(0, match.start() - 14) : match.start()]
        if not inside and (not _BARE.match(match[0]) or _PHONE_CUE.search(before)):
            yield ReferenceKind.PHONE, text.raw[match.start() : match.end()], match.start(), match.end()
    yield from _channels(text)


def _channels(text: Text) -> Iterator[tuple[ReferenceKind, str, int, int]]:
    """A service channel counts where somebody is told to turn to it; a name in quotes behind it belongs to it."""
    reached = 0
    for match in text.lexicon.channel.finditer(text.folded):
        if match.start() < reached:
            continue
        before = text.folded[max(0, match.start() - 10) : match.start()]
        name = _NAME.match(text.raw, match.end())
        if not name and not _CHANNEL_CUE.search(before):
            continue
        reached = end = name.end() if name else match.end()
        yield ReferenceKind.CHANNEL, text.raw[match.start() : end], match.start(), end
